//! What the limits say of one exercise alone: no programme, no session, no wish, no never rule.

use crate::level::{Level, Levels};
use crate::library::{EquipmentSet, Exercise, Form, Irritability, Key, Library, Stage};
use crate::link::Asked;

use super::bare;
use super::judge::Judge;
use super::limits::Condition;
use super::terms::{Bounds, Marks, Taken, With};

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

impl Instead {
    /// The presentation with what differs.
    pub(crate) fn of(&self, asked: &Asked) -> Asked {
        let mut asked = asked.clone();
        if let Some(stage) = self.stage.filter(|_| asked.conditions.is_empty()) {
            asked.stage = stage;
        }
        let conditions = asked.conditions.iter().map(|one| Condition {
            finding: one.finding,
            stage: self.stage.unwrap_or(one.stage),
            irritability: self.irritability.or(one.irritability),
        });
        asked.conditions = conditions.collect();
        let anew = |axis: usize| self.tolerance.iter().any(|&(other, _)| other == axis);
        asked.tolerance.retain(|&(axis, _)| !anew(axis));
        asked.tolerance.extend(&self.tolerance);
        asked
    }
}

/// Says of each exercise what one person's limits say of it.
pub(crate) struct Fits<'a>(Judge<'a>);

impl<'a> Fits<'a> {
    pub(crate) fn new(library: &'a Library, asked: &'a Asked) -> Fits<'a> {
        let mut judge = Judge::new(library, asked, bare::situation(asked), None);
        judge.terms.barred = Marks::none(library.choices.len());
        judge.terms.forbidden = Marks::none(library.choices.len());
        Fits(judge)
    }

    /// The highest level allowed on each axis.
    pub(crate) fn limits(&self) -> Levels {
        self.0.limits.levels
    }

    /// The equipment at hand.
    pub(crate) fn room(&self) -> EquipmentSet {
        self.0.asked.room
    }

    /// Whether a form of an exercise fits as it is written.
    pub(crate) fn form(&self, exercise: Key<Exercise>, form: &Form) -> bool {
        self.0.form_free(exercise, form)
    }

    pub(crate) fn verdict(&self, exercise: Key<Exercise>) -> Verdict {
        let Judge { library, terms, .. } = &self.0;
        let from = library.choices.of(exercise).from_stage;
        if let Some(from) = from.filter(|&from| terms.stage < from) {
            return Verdict::Early(from);
        }
        for with in [With::Nothing, With::OneDial] {
            let nothing = Taken::default();
            let found = terms.judge(library, &nothing, exercise, with, Bounds::FREE);
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
