//! What the limits say of one exercise alone: no programme, no session, no never rule.

use crate::level::{Level, Levels};
use crate::library::{EquipmentSet, Exercise, Form, Irritability, Key, Library, Stage};
use crate::link::Asked;

use super::Limits;
use super::limits::{Condition, Situation};
use super::terms::{Bounds, Marks, Taken, Terms, With};

/// What the limits say of an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It fits as it is.
    Kept,
    /// It fits with one dial only: the first that does it, as a position in the exercise's turns.
    Dialled(usize),
    /// No way and no dial fits.
    Out,
    /// It is left out for everyone before this stage.
    Early(Key<Stage>),
}

/// What may differ from the presentation.
#[derive(Debug, Clone, Default)]
pub(crate) struct Instead {
    /// The findings' stage; the person's where there are none.
    pub(crate) stage: Option<Key<Stage>>,
    /// How easily the findings' pain is stirred up.
    pub(crate) irritability: Option<Key<Irritability>>,
    /// A clinician's own limits, besides the presentation's.
    pub(crate) tolerance: Vec<(usize, Level)>,
}

/// Says of each exercise what one person's limits say of it.
pub(crate) struct Fits<'a> {
    library: &'a Library,
    limits: Limits,
    terms: Terms,
}

impl<'a> Fits<'a> {
    pub(crate) fn new(library: &'a Library, asked: &Asked, instead: &Instead) -> Fits<'a> {
        let conditions = asked.conditions.iter().map(|one| Condition {
            finding: one.finding,
            stage: instead.stage.unwrap_or(one.stage),
            irritability: instead.irritability.or(one.irritability),
        });
        let own = instead.stage.filter(|_| asked.conditions.is_empty());
        let situation = Situation {
            stage: own.unwrap_or(asked.stage),
            conditions: conditions.collect(),
            phase: None,
        };
        let anew = |axis: usize| instead.tolerance.iter().any(|&(other, _)| other == axis);
        let written = asked.tolerance.iter().filter(|&&(axis, _)| !anew(axis));
        let tolerance: Vec<_> = written.chain(&instead.tolerance).copied().collect();
        let exercises = library.choices.len();
        let limits = Limits::tolerated(library, &situation, &tolerance).0;
        Fits {
            library,
            terms: Terms {
                limits: limits.levels,
                room: asked.room,
                stage: situation.stage,
                wanted: 0,
                barred: Marks::none(exercises),
                forbidden: Marks::none(exercises),
            },
            limits,
        }
    }

    /// The highest level allowed on each axis.
    pub(crate) fn limits(&self) -> Levels {
        self.terms.limits
    }

    /// The equipment at hand.
    pub(crate) fn room(&self) -> EquipmentSet {
        self.terms.room
    }

    /// Whether a form of an exercise fits as it is written.
    pub(crate) fn form(&self, exercise: Key<Exercise>, form: &Form) -> bool {
        let from = self.library.choices.of(exercise).from_stage;
        let minutes = form.dose.minutes.map_or(0, |minutes| minutes.max);
        let on = self.limits.on.iter();
        let mut bouts = on
            .filter(|limit| form.demands.get(limit.axis) > Level::None)
            .filter_map(|limit| limit.bout_min);
        from.is_none_or(|from| self.terms.stage >= from)
            && form.demands.within(self.terms.limits)
            && bouts.all(|most| minutes <= most)
    }

    pub(crate) fn verdict(&self, exercise: Key<Exercise>) -> Verdict {
        let from = self.library.choices.of(exercise).from_stage;
        if let Some(from) = from.filter(|&from| self.terms.stage < from) {
            return Verdict::Early(from);
        }
        for with in [With::Nothing, With::OneDial] {
            let nothing = Taken::default();
            let found = self
                .terms
                .judge(self.library, &nothing, exercise, with, Bounds::FREE);
            if let Ok(opt) = found {
                return match opt.turn {
                    None => Verdict::Kept,
                    Some(turn) => Verdict::Dialled(usize::from(turn)),
                };
            }
        }
        Verdict::Out
    }
}
