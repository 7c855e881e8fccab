//! What to do with a planned exercise on a bad day: the first dial to turn, then what is easier.

use super::decide::taken;
use super::easier::{Easier, easier};
use super::instead::{With, instead};
use super::known::{ItemKnown, Known, PhaseKnown};
use crate::format::common::Dose;
use crate::id::ExerciseId;
use crate::library::{EquipmentSet, Exercise, Key};

/// What to do with a planned exercise on a bad day, in the order to try it. Nothing of it passes a limit of the phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadDay {
    /// The first dial to turn that is not turned in the plan, in the patient's words.
    pub how: Option<String>,
    /// How much after that, where the dial takes sets away and nothing else: then this says it all.
    pub less: Option<Dose>,
    /// What is easier, as its card says: whoever reads it on paper has nobody to turn a dial for them.
    pub easier: Option<EasierOne>,
}

/// An exercise that is easier than a planned one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EasierOne {
    /// The exercise.
    pub exercise: Key<Exercise>,
    /// How much of it: in no more sets than what it stands in for, without a load.
    pub dose: Dose,
    /// What it is done with.
    pub needs: EquipmentSet,
    /// Whether it is loaded, so that a weight has to be found.
    pub loaded: bool,
}

impl Known<'_> {
    /// What to do on a bad day with an exercise in some phases, the phases by their positions in the plan; nothing if it is
    /// in none of them. Where several phases or sessions have the exercise, only what holds in all of them.
    pub fn bad_day(&self, phases: &[usize], exercise: &ExerciseId) -> Option<BadDay> {
        let key = self.library.exercises.find(exercise.as_str())?;
        let phases = phases.iter().filter_map(|&at| self.phases.get(at));
        let mut all = phases.flat_map(|now| now.of(key).map(move |item| self.of_item(now, item)));
        let first = all.next()?;
        Some(all.fold(first, |held, other| {
            let same = held.how == other.how && held.less == other.less;
            BadDay {
                how: held.how.filter(|_| same),
                less: held.less.filter(|_| same),
                easier: held.easier.filter(|one| other.easier.as_ref() == Some(one)),
            }
        }))
    }

    fn of_item(&self, now: &PhaseKnown<'_>, item: &ItemKnown<'_>) -> BadDay {
        let taken = taken(now, item.exercise);
        let below = instead(self, now, item, &taken, With::Nothing);
        // What a dial makes of it is not said twice.
        let turns = &self.library.exercises[item.exercise].turns;
        let twin = |dial: &Easier| turns.get(dial.turn?)?.same_as;
        let dial = easier(self.library, now, item, &[], &taken).filter(|dial| {
            let twin = twin(dial);
            twin.is_none() || twin != below.as_ref().map(|one| one.exercise)
        });
        let fewer = dial.as_ref().filter(|dial| dial.turn.is_none());
        BadDay {
            less: fewer.and_then(|dial| dial.dose.clone()),
            how: dial.map(|dial| dial.how),
            easier: below.map(|one| EasierOne {
                exercise: one.exercise,
                dose: one.dose,
                needs: one.opt.needs,
                loaded: one.opt.loaded,
            }),
        }
    }
}
