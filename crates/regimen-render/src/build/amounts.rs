//! Doses and rests in words.

use regimen_core::format::common::{Dose, Range};
use regimen_core::format::phrases::fill;
use regimen_core::library::Phrases;

/// How much: `3 × 8 to 10 each side, hold 2 s`.
pub(super) fn amount(phrases: &Phrases, dose: &Dose) -> String {
    let words = |range: Range| range_words(phrases, range);
    let mut what = match (dose.reps, dose.distance_m, dose.minutes, dose.hold_s) {
        (Some(reps), _, _, _) => fill(&phrases.reps, &[("count", &words(reps))]),
        (None, Some(metres), _, _) => fill(&phrases.metres, &[("metres", &words(metres))]),
        (None, None, Some(minutes), _) => fill(&phrases.minutes, &[("minutes", &words(minutes))]),
        (None, None, None, Some(hold)) => fill(&phrases.seconds, &[("seconds", &words(hold))]),
        (None, None, None, None) => String::new(),
    };
    if dose.each_side == Some(true) {
        what = format!("{what} {}", phrases.each_side);
    }
    if let (Some(_), Some(hold)) = (dose.reps, dose.hold_s) {
        let hold = fill(&phrases.hold, &[("seconds", &words(hold))]);
        what = format!("{what}, {hold}");
    }
    match dose.sets {
        // One set of minutes or metres is just that long.
        Some(Range { min: 1, max: 1 }) if dose.reps.is_none() => what,
        Some(sets) => fill(
            &phrases.amount_sets,
            &[("sets", &words(sets)), ("what", &what)],
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
