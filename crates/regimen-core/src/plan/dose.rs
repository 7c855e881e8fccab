//! Step 4: how much. Volume against the exercise's own amount, caps, irritability, and the time at one go.

use crate::format::common::{Dose, Kilograms, Loading, Range};
use crate::format::finding::Caps;
use crate::level::{Level, Levels};
use crate::library::{Dial, Exercise, Finding, Key, Library, Turn};

use super::limits::{Limits, Situation};

/// The dial that takes volume away, with the percentage from which volume counts.
pub(crate) fn volume_dial(library: &Library) -> Option<(Key<Dial>, u16)> {
    library
        .dials
        .iter()
        .find_map(|(key, dial)| Some((key, dial.volume_from_percent?)))
}

/// The work of one set at most: repetitions and holds, metres or minutes.
fn set_work(dose: &Dose) -> u64 {
    let most = |range: Option<Range>| range.map(|range| u64::from(range.max));
    match (most(dose.reps), most(dose.hold_s)) {
        (Some(reps), hold) => reps * hold.unwrap_or(1).max(1),
        (None, hold) => most(dose.distance_m)
            .or(most(dose.minutes))
            .or(hold)
            .unwrap_or(1),
    }
}

fn most_sets(dose: &Dose) -> u64 {
    dose.sets.map_or(1, |sets| u64::from(sets.max))
}

/// Whether a dose is so much more than the exercise's own amount that it counts one level more.
pub(super) fn is_bulky(library: &Library, own: &Dose, planned: &Dose) -> bool {
    volume_dial(library)
        .is_some_and(|(_, percent)| !below(own, planned, most_sets(planned), percent))
}

fn below(own: &Dose, planned: &Dose, sets: u64, percent: u16) -> bool {
    let usual = most_sets(own) * set_work(own);
    sets * set_work(planned) * 100 < usual * u64::from(percent)
}

/// The same dose brought down until its volume no longer counts more: sets first, and what is left of one set
/// if even that is too much.
pub(crate) fn less_volume(own: &Dose, planned: &Dose, percent: u16) -> Dose {
    let mut dose = planned.clone();
    let sets = (1..most_sets(planned))
        .rev()
        .find(|&sets| below(own, planned, sets, percent));
    let sets = sets.unwrap_or(1);
    dose.sets = dose
        .sets
        .map(|range| at_most(range, u16::try_from(sets).unwrap_or(u16::MAX)));
    if below(own, &dose, most_sets(&dose), percent) {
        return dose;
    }
    // What is counted of one set is left to bring down: repetitions, metres, minutes, or the hold.
    let counted: fn(&mut Dose) -> &mut Option<Range> = if dose.reps.is_some() {
        |dose| &mut dose.reps
    } else if dose.distance_m.is_some() {
        |dose| &mut dose.distance_m
    } else if dose.minutes.is_some() {
        |dose| &mut dose.minutes
    } else {
        |dose| &mut dose.hold_s
    };
    let most = counted(&mut dose).map_or(1, |range| range.max);
    let mut fewer = (1..most).rev().map(|less| {
        let mut tried = dose.clone();
        let range = counted(&mut tried);
        *range = range.map(|range| at_most(range, less));
        tried
    });
    fewer
        .find(|tried| below(own, tried, most_sets(tried), percent))
        .unwrap_or(dose.clone())
}

fn at_most(range: Range, most: u16) -> Range {
    Range {
        min: range.min.min(most),
        max: range.max.min(most),
    }
}

/// A dose after one of the exercise's own turns. A weight in kilograms is brought down by the turn's
/// percentage, to half a kilogram; any other load, and a weight where the turn gives no percentage, stays
/// only if the turn does not change the load.
pub(crate) fn turned(dose: &Dose, turn: &Turn) -> Dose {
    let mut after = match &turn.dose {
        Some(over) => dose.with(over),
        None => dose.clone(),
    };
    // Turning down never makes it longer.
    let shorter = |after: Option<Range>, before: Option<Range>| match (after, before) {
        (Some(after), Some(before)) => Some(at_most(after, before.max)),
        (after, _) => after,
    };
    after.minutes = shorter(after.minutes, dose.minutes);
    after.distance_m = shorter(after.distance_m, dose.distance_m);
    if let Some(percent) = turn.load_percent {
        after.load = match &dose.load {
            Some(Loading::Kg(weight)) => lighter(*weight, percent).map(Loading::Kg),
            _ => None,
        };
    }
    after
}

/// A weight brought down, to the half kilogram below; nothing if that leaves nothing.
fn lighter(weight: Kilograms, percent: u16) -> Option<Kilograms> {
    let grams = u64::from(weight.grams()) * u64::from(percent) / 100;
    let halves = grams / 500 * 500;
    let grams = u32::try_from(halves).ok()?;
    (grams > 0).then(|| Kilograms::from_grams(grams))
}

/// What a dose comes down to, with the findings that bring it down.
pub(super) struct Brought {
    pub(super) dose: Dose,
    pub(super) capped: Option<Key<Finding>>,
    pub(super) fewer: Option<Key<Finding>>,
}

/// Caps, irritability and the time at one go.
pub(super) fn bring_down(
    library: &Library,
    situation: &Situation,
    limits: &Limits,
    asks: Levels,
    dose: Dose,
) -> Brought {
    let mut brought = Brought {
        dose,
        capped: None,
        fewer: None,
    };
    for condition in &situation.conditions {
        let finding = &library.findings[condition.finding];
        let touches = finding
            .limits
            .iter()
            .any(|limit| asks.get(limit.axis.index()) > Level::None);
        if !touches {
            continue;
        }
        let caps = finding
            .caps
            .iter()
            .find(|(stage, _)| *stage == condition.stage);
        if let Some((_, caps)) = caps {
            let capped = cap(&brought.dose, *caps);
            if capped != brought.dose {
                brought.capped = Some(condition.finding);
                brought.dose = capped;
            }
        }
        let fraction = condition.irritability.and_then(|key| {
            let one = &library.irritabilities[key];
            one.one_set_less_in
                .filter(|_| !one.not_in.contains(&condition.stage))
        });
        // Once is enough, however many findings are irritable.
        if let (Some(fraction), None, Some(sets)) = (fraction, brought.fewer, brought.dose.sets) {
            let fewer = |sets: u16| (sets - sets.div_ceil(fraction.max(1))).max(1);
            let less = Range {
                min: fewer(sets.min),
                max: fewer(sets.max),
            };
            if less != sets {
                brought.fewer = Some(condition.finding);
                brought.dose.sets = Some(less);
            }
        }
    }
    let longest = limits
        .on
        .iter()
        .filter(|limit| asks.get(limit.axis) > Level::None)
        .filter_map(|limit| limit.bout_min)
        .min();
    if let (Some(longest), Some(minutes)) = (longest, brought.dose.minutes) {
        brought.dose.minutes = Some(at_most(minutes, longest));
    }
    brought
}

fn cap(dose: &Dose, caps: Caps) -> Dose {
    let bring = |range: Option<Range>, most: Option<u16>| match (range, most) {
        (Some(range), Some(most)) => Some(at_most(range, most)),
        (range, _) => range,
    };
    Dose {
        sets: bring(dose.sets, caps.sets),
        reps: bring(dose.reps, caps.reps),
        hold_s: bring(dose.hold_s, caps.hold_s),
        distance_m: bring(dose.distance_m, caps.distance_m),
        minutes: bring(dose.minutes, caps.minutes),
        ..dose.clone()
    }
}

/// The same dose with one set fewer at its upper end, if it has more than one.
pub(super) fn one_set_fewer(dose: &Dose) -> Option<Dose> {
    let sets = dose.sets.filter(|sets| sets.max > 1)?;
    let mut less = dose.clone();
    less.sets = Some(at_most(sets, sets.max - 1));
    Some(less)
}

/// The exercise's own amount, with what the slot says in its place.
pub(crate) fn planned(exercise: &Exercise, slot: &Dose) -> Dose {
    exercise.dose.with(slot)
}
