//! Doses, loads and rests in words.

use regimen_core::format::common::{Dose, Kilograms, Loading, Range};
use regimen_core::format::phrases::fill;
use regimen_core::library::Phrases;
use regimen_core::presentation::Units;
use regimen_core::report::ItemEntry;

/// How much: `3 × 8 to 10 each side, hold 2 s`, and how heavy: `at 20 kg`. For a line of text.
pub(super) fn amount(phrases: &Phrases, units: Units, dose: &Dose) -> String {
    broken(&whole_amount(phrases, units, dose))
}

/// The same for a place of its own: a line ends after a number's unit, never before it.
pub(super) fn whole_amount(phrases: &Phrases, units: Units, dose: &Dose) -> String {
    let what = volume(phrases, units, dose);
    let Some(load) = &dose.load else {
        return what;
    };
    if what.is_empty() {
        return loading(phrases, units, load);
    }
    let (phrase, said) = match load {
        Loading::Kg(kg) => (&phrases.amount_at, whole(&weight(phrases, units, *kg))),
        _ => (&phrases.amount_with, loading(phrases, units, load)),
    };
    // The word before a weight stays with it.
    let phrase = match load {
        Loading::Kg(_) => phrase.replace(" {load}", &format!("{NO_BREAK}{{load}}")),
        _ => phrase.clone(),
    };
    fill(&phrase, &[("what", &what), ("load", &said)])
}

/// No line ends here.
const NO_BREAK: char = '\u{a0}';

/// Words that stand together.
fn whole(words: &str) -> String {
    words.replace(' ', &NO_BREAK.to_string())
}

/// Words between which a line may end.
fn broken(words: &str) -> String {
    words.replace(NO_BREAK, " ")
}

/// What to do differently: with both weights where they are known, else as the exercise or its dial says it. For a line of text.
pub(super) fn changes(phrases: &Phrases, units: Units, item: &ItemEntry) -> Vec<String> {
    changed(phrases, item, |kg| weight(phrases, units, kg))
}

/// The same for a place of its own, where each weight stays with its unit.
pub(super) fn whole_changes(phrases: &Phrases, units: Units, item: &ItemEntry) -> Vec<String> {
    changed(phrases, item, |kg| whole(&weight(phrases, units, kg)))
}

fn changed(phrases: &Phrases, item: &ItemEntry, said: impl Fn(Kilograms) -> String) -> Vec<String> {
    let one =
        |adjust: &regimen_core::report::AdjustEntry| match (&item.dose.load, &adjust.load_before) {
            (Some(Loading::Kg(now)), Some(Loading::Kg(before))) => fill(
                &phrases.load_instead,
                &[("now", &said(*now)), ("before", &said(*before))],
            ),
            _ => adjust.how.clone(),
        };
    item.adjust.iter().map(one).collect()
}

fn loading(phrases: &Phrases, units: Units, load: &Loading) -> String {
    match load {
        Loading::Kg(kg) => weight(phrases, units, *kg),
        Loading::Bodyweight(_) => phrases.load_bodyweight.clone(),
        Loading::Band(band) => fill(&phrases.load_band, &[("band", band.as_ref())]),
        Loading::RepsInReserve(reps) => fill(
            &phrases.load_reserve,
            &[("reps", &range_words(phrases, *reps))],
        ),
        Loading::Effort(effort) => fill(
            &phrases.load_effort,
            &[("effort", &range_words(phrases, *effort))],
        ),
    }
}

/// Ten thousand pounds are so many grams.
const GRAMS_IN_TEN_THOUSAND_POUNDS: u64 = 4_535_924;

/// A weight in the person's units: kilograms as they are written, or whole pounds, at least one.
fn weight(phrases: &Phrases, units: Units, weight: Kilograms) -> String {
    let grams = weight.grams();
    match units {
        Units::Kg => {
            let whole = grams / 1000;
            let rest = format!("{:03}", grams % 1000);
            let said = match rest.trim_end_matches('0') {
                "" => whole.to_string(),
                part => format!("{whole}{}{part}", phrases.decimal_mark),
            };
            fill(&phrases.weight_kg, &[("weight", &said)])
        }
        Units::Lb => {
            let scaled = u64::from(grams) * 10_000 + GRAMS_IN_TEN_THOUSAND_POUNDS / 2;
            let pounds = (scaled / GRAMS_IN_TEN_THOUSAND_POUNDS).max(1);
            fill(&phrases.weight_lb, &[("weight", &pounds.to_string())])
        }
    }
}

/// A distance in the person's units: metres, or feet to the nearest five (a metre is 3.2808 feet).
fn distance(phrases: &Phrases, units: Units, metres: Range) -> String {
    match units {
        Units::Kg => fill(
            &phrases.metres,
            &[("metres", &range_words(phrases, metres))],
        ),
        Units::Lb => {
            let feet = |metres: u16| {
                let fives = (u32::from(metres) * 32_808 + 25_000) / 50_000;
                u16::try_from(fives.max(1) * 5).unwrap_or(u16::MAX)
            };
            let range = Range {
                min: feet(metres.min),
                max: feet(metres.max),
            };
            fill(&phrases.feet, &[("feet", &range_words(phrases, range))])
        }
    }
}

/// How much without the load.
fn volume(phrases: &Phrases, units: Units, dose: &Dose) -> String {
    let words = |range: Range| range_words(phrases, range);
    let mut what = match (dose.reps, dose.distance_m, dose.minutes, dose.hold_s) {
        (Some(reps), _, _, _) => fill(&phrases.reps, &[("count", &words(reps))]),
        (None, Some(metres), _, _) => distance(phrases, units, metres),
        (None, None, Some(minutes), _) => fill(&phrases.minutes, &[("minutes", &words(minutes))]),
        (None, None, None, Some(hold)) => fill(&phrases.seconds, &[("seconds", &words(hold))]),
        (None, None, None, None) => String::new(),
    };
    what = whole(&what);
    if dose.each_side == Some(true) {
        what = format!("{what} {}", phrases.each_side);
    }
    if let (Some(_), Some(hold)) = (dose.reps, dose.hold_s) {
        let hold = fill(&phrases.hold, &[("seconds", &words(hold))]);
        what = format!("{what}, {}", whole(&hold));
    }
    match dose.sets {
        // One set of minutes or metres is just that long.
        Some(Range { min: 1, max: 1 })
            if dose.reps.is_none() && (dose.distance_m.is_some() || dose.minutes.is_some()) =>
        {
            what
        }
        Some(sets) => fill(
            &whole(&phrases.amount_sets),
            &[("sets", &whole(&words(sets))), ("what", &what)],
        ),
        None => what,
    }
}

/// Rest between sets: `45 s`, `1 min 30 s`, none.
pub(super) fn rest(phrases: &Phrases, dose: &Dose) -> String {
    let seconds = dose.rest_s.unwrap_or(0);
    let (minutes, rest) = (seconds / 60, seconds % 60);
    match (minutes, rest) {
        (0, 0) => phrases.rest_none.clone(),
        (0, _) => fill(&phrases.rest_seconds, &[("seconds", &rest.to_string())]),
        // A minute reads better in seconds: it stands beside 45 s.
        (1, 0) => fill(&phrases.rest_seconds, &[("seconds", "60")]),
        (_, 0) => fill(&phrases.rest_minutes, &[("minutes", &minutes.to_string())]),
        _ => fill(
            &phrases.rest_minutes_seconds,
            &[
                ("minutes", &minutes.to_string()),
                ("seconds", &rest.to_string()),
            ],
        ),
    }
}

/// A range: one number if both ends are the same.
pub(super) fn range_words(phrases: &Phrases, range: Range) -> String {
    if range.min == range.max {
        range.min.to_string()
    } else {
        fill(
            &phrases.range,
            &[
                ("from", &range.min.to_string()),
                ("to", &range.max.to_string()),
            ],
        )
    }
}
