//! One dial more: the exercise's own first, then those that any exercise can be turned by.

use super::known::{ItemKnown, PhaseKnown};
use crate::format::common::{Dose, Loading, Range};
use crate::format::vocabulary::DialNeed;
use crate::level::Levels;
use crate::library::{Dial, Exercise, Key, Library, Turn};

/// A dial to turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Easier {
    pub(super) dial: Key<Dial>,
    /// The exercise's own turn, by position; nothing if it is the dial's own words.
    pub(super) turn: Option<usize>,
    /// What to do.
    pub(super) how: String,
    /// How much after it, where that changes.
    pub(super) dose: Option<Dose>,
}

/// The first dial that is not turned yet and keeps within the phase's limits.
pub(super) fn easier(
    library: &Library,
    now: &PhaseKnown<'_>,
    item: &ItemKnown<'_>,
    turned: &[Key<Dial>],
    taken: &[Key<Exercise>],
) -> Option<Easier> {
    let record = &library.exercises[item.exercise];
    let demands = item.demands(library);
    let free = |dial: &Key<Dial>| !turned.contains(dial) && !item.dials.contains(dial);
    let fits = |turn: &Turn| {
        free(&turn.dial)
            && turn.possible(now.room)
            && turn.same_as.is_none_or(|twin| !taken.contains(&twin))
            && lower(demands, turn.apply(demands, record.demands), now.limits)
    };
    let own = record.turns.iter().position(fits).and_then(|at| {
        let turn = record.turns.get(at)?;
        Some(Easier {
            dial: turn.dial,
            turn: Some(at),
            how: turn.how.clone(),
            dose: turn.dose.as_ref().map(|over| item.dose().with(over)),
        })
    });
    own.or_else(|| {
        library.dials.iter().find_map(|(key, dial)| {
            let own = record.turns.iter().any(|turn| turn.dial == key);
            let how = dial.how.as_ref()?;
            let needs = dial.needs.iter();
            let sensible = needs.copied().all(|need| has(library, item, need));
            (free(&key) && !own && sensible && demands.within(now.limits)).then(|| Easier {
                dial: key,
                turn: None,
                how: how.clone(),
                dose: fewer_sets(dial, item.dose()),
            })
        })
    })
}

/// Whether a turn takes something away and stays within the limits.
fn lower(before: Levels, after: Levels, limits: Levels) -> bool {
    after.within(limits) && before.above(after).next().is_some()
}

/// Whether an exercise has what a dial's own words speak of.
fn has(library: &Library, item: &ItemKnown<'_>, need: DialNeed) -> bool {
    let dose = item.dose();
    match need {
        DialNeed::Load => {
            item.loaded(library) && !matches!(dose.load, Some(Loading::Bodyweight(_)))
        }
        DialNeed::Reps => dose.reps.is_some(),
        DialNeed::Rest => dose.rest_s.is_some_and(|rest| rest > 0),
        DialNeed::Sets => dose.sets.is_some_and(|sets| sets.max > 1),
    }
}

/// The dose with one set less, where the dial takes sets away.
fn fewer_sets(dial: &Dial, dose: &Dose) -> Option<Dose> {
    let sets = dose.sets.filter(|sets| sets.max > 1)?;
    dial.needs.contains(&DialNeed::Sets).then(|| Dose {
        sets: Some(Range {
            min: sets.min.min(sets.max - 1),
            max: sets.max - 1,
        }),
        ..dose.clone()
    })
}
