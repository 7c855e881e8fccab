//! What is made harder after it went well: one thing, as the phase says, and never past a limit.

use super::known::{ItemKnown, PhaseKnown};
use crate::format::common::{Dose, Range};
use crate::format::programme::Progress;
use crate::format::response::StepUp;
use crate::library::Library;
use crate::log::Felt;

use super::read::Entry;

/// What is made harder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Harder {
    /// A little more weight, the amount as it was.
    Weight,
    /// A little more weight, and back to the lower end of the range.
    WeightAndBack(Unit, Dose),
    /// A little more in each set.
    More(Unit, Dose),
}

/// Why nothing is made harder though it went well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// In these weeks nothing is.
    Phase,
    /// It did not feel easy.
    NotEasy,
    /// Not all the sets were done, or fewer than the plan gives.
    SetsFirst,
    /// It is at the top of what the plan gives.
    Top,
}

/// What a set is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Reps,
    Hold,
    Metres,
    Minutes,
}

impl Unit {
    /// What an exercise's sets are counted in.
    fn of(dose: &Dose) -> Option<Unit> {
        [Unit::Reps, Unit::Metres, Unit::Minutes, Unit::Hold]
            .into_iter()
            .find(|unit| unit.get(dose).is_some())
    }

    pub(super) fn get(self, dose: &Dose) -> Option<Range> {
        match self {
            Unit::Reps => dose.reps,
            Unit::Hold => dose.hold_s,
            Unit::Metres => dose.distance_m,
            Unit::Minutes => dose.minutes,
        }
    }

    fn step(self, step: StepUp) -> u16 {
        match self {
            Unit::Reps => step.reps,
            Unit::Hold => step.hold_s,
            Unit::Metres => step.distance_m,
            Unit::Minutes => step.minutes,
        }
    }

    /// The plan's dose with just so many of this unit.
    fn set(self, dose: &Dose, count: u16) -> Dose {
        let exactly = Some(Range {
            min: count,
            max: count,
        });
        let mut dose = dose.clone();
        match self {
            Unit::Reps => dose.reps = exactly,
            Unit::Hold => dose.hold_s = exactly,
            Unit::Metres => dose.distance_m = exactly,
            Unit::Minutes => dose.minutes = exactly,
        }
        dose
    }
}

/// Whether every set was at the top of the plan's range.
pub(super) fn at_top(plan: &Dose, done: &Dose) -> bool {
    Unit::of(plan).is_some_and(|unit| {
        let ends = unit.get(plan).zip(unit.get(done));
        ends.is_some_and(|(plan, done)| done.min >= plan.max)
    })
}

/// What is made harder, by how the phase of the check-in makes things harder. `now` is the phase that the next session is
/// in: its limits hold.
pub(super) fn harder(
    library: &Library,
    progress: Progress,
    now: &PhaseKnown<'_>,
    item: &ItemKnown<'_>,
    entry: &Entry,
    step: StepUp,
) -> Result<Harder, Held> {
    if progress == Progress::Hold || now.progress == Progress::Hold {
        return Err(Held::Phase);
    }
    if !item.demands(library).within(now.limits) {
        return Err(Held::Top);
    }
    let plan = item.dose();
    let unit = Unit::of(plan).ok_or(Held::Top)?;
    let planned = unit.get(plan).ok_or(Held::Top)?;
    let done = unit.get(&entry.done).ok_or(Held::SetsFirst)?.min;
    let all_sets = plan.sets.zip(entry.done.sets);
    let all_sets = all_sets.is_none_or(|(plan, done)| done.min >= plan.min);
    if !all_sets || done < planned.min {
        return Err(Held::SetsFirst);
    }
    // Where the weight was turned down to keep within a limit, more of it would take the dial back.
    let turned = item
        .turn
        .and_then(|turn| library.exercises[item.exercise].turns.get(turn));
    let lightened = turned.is_some_and(|turn| turn.load_percent.is_some());
    let weight = item.loaded(library) && !lightened;
    let more = || {
        let to = done.saturating_add(unit.step(step)).min(planned.max);
        (done < planned.max).then(|| Harder::More(unit, unit.set(plan, to)))
    };
    match progress {
        Progress::Hold => Err(Held::Phase),
        Progress::SmallSteps if entry.felt != Some(Felt::Easy) => Err(Held::NotEasy),
        Progress::SmallSteps if weight => Ok(Harder::Weight),
        Progress::SmallSteps => more().ok_or(Held::Top),
        Progress::Double => match more() {
            Some(more) => Ok(more),
            None if weight && planned.min < planned.max => {
                // The weight is new: the old one does not go with it.
                let mut dose = unit.set(plan, planned.min);
                dose.load = None;
                Ok(Harder::WeightAndBack(unit, dose))
            }
            None if weight => Ok(Harder::Weight),
            None => Err(Held::Top),
        },
    }
}
