//! Whether an exercise fits: as it is, or with one dial.

use crate::level::Levels;
use crate::library::{EquipmentSet, Exercise, Key, Library, Never, Turn, Way};
use crate::link::Asked;

use super::{Limits, Obstacle};

/// Everything that a verdict depends on, worked out once for a presentation.
pub(super) struct Judge<'a> {
    pub(super) library: &'a Library,
    pub(super) asked: &'a Asked,
    pub(super) limits: Limits,
    nevers: Vec<Key<Never>>,
}

/// How an exercise fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fit {
    pub(super) way: usize,
    pub(super) turn: Option<usize>,
}

/// As it is, or with exactly one dial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum With {
    Nothing,
    OneDial,
}

impl<'a> Judge<'a> {
    pub(super) fn new(library: &'a Library, asked: &'a Asked) -> Judge<'a> {
        let nevers = library
            .nevers
            .iter()
            .filter(|(_, rule)| {
                rule.finding
                    .is_none_or(|finding| asked.findings.contains(&finding))
                    && (rule.stages.is_empty() || rule.stages.contains(&asked.stage))
            })
            .map(|(key, _)| key)
            .collect();
        Judge {
            library,
            asked,
            limits: Limits::of(library, &asked.findings, asked.stage),
            nevers,
        }
    }

    /// The never rule that forbids an exercise now.
    pub(super) fn never(&self, exercise: Key<Exercise>) -> Option<Key<Never>> {
        self.nevers
            .iter()
            .copied()
            .find(|&rule| self.library.nevers[rule].exercises.contains(&exercise))
    }

    /// Exercises that a never rule forbids now.
    pub(super) fn forbidden(&self) -> impl Iterator<Item = Key<Exercise>> + '_ {
        self.nevers
            .iter()
            .flat_map(|&rule| self.library.nevers[rule].exercises.iter().copied())
    }

    /// Whether it is left out for everyone before a later stage, whatever the dial.
    pub(super) fn too_early(&self, exercise: Key<Exercise>) -> Option<Obstacle> {
        self.library.exercises[exercise]
            .from_stage
            .filter(|&from| self.asked.stage < from)
            .map(Obstacle::Stage)
    }

    /// The first way, and dial if one is wanted, by which the exercise keeps within the limits and below
    /// a ceiling. Never rules are not looked at here: they are the second lock.
    pub(super) fn fit(
        &self,
        exercise: Key<Exercise>,
        with: With,
        room: EquipmentSet,
        ceiling: Levels,
    ) -> Option<Fit> {
        self.fit_where(exercise, with, room, ceiling, |_, _| true)
    }

    /// The same, among the ways and dials that are acceptable.
    pub(super) fn fit_where(
        &self,
        exercise: Key<Exercise>,
        with: With,
        room: EquipmentSet,
        ceiling: Levels,
        acceptable: impl Fn(&Way, Option<&Turn>) -> bool,
    ) -> Option<Fit> {
        let record = &self.library.exercises[exercise];
        let highest = self.limits.levels.min(ceiling);
        let ways = || {
            record
                .ways
                .iter()
                .enumerate()
                .filter(|(_, way)| way.needs.within(room))
        };
        match with {
            With::Nothing => ways()
                .find(|(_, way)| way.demands.within(highest) && acceptable(way, None))
                .map(|(way, _)| Fit { way, turn: None }),
            With::OneDial => record
                .turns
                .iter()
                .enumerate()
                .filter(|(_, turn)| turn.possible(room))
                .find_map(|(at, turn)| {
                    ways()
                        .find(|(_, way)| {
                            turn.apply(way.demands, record.demands).within(highest)
                                && acceptable(way, Some(turn))
                        })
                        .map(|(way, _)| Fit {
                            way,
                            turn: Some(at),
                        })
                }),
        }
    }

    /// What stands in the way of an exercise as it is: its stage, then limits, then equipment, then a never
    /// rule; nothing if it fits. An exercise that no equipment would make tolerable is limited, whatever the
    /// room lacks.
    pub(super) fn obstacle(&self, exercise: Key<Exercise>, room: EquipmentSet) -> Option<Obstacle> {
        if let Some(early) = self.too_early(exercise) {
            return Some(early);
        }
        let record = &self.library.exercises[exercise];
        let here = record.ways.iter().find(|way| way.needs.within(room));
        if here.is_none() && self.within_limits(exercise) {
            return Some(Obstacle::Equipment);
        }
        let demands = here
            .or_else(|| record.ways.first())
            .map_or(record.demands, |way| way.demands);
        let above: Vec<usize> = demands.above(self.limits.levels).collect();
        if !above.is_empty() {
            return Some(Obstacle::Limit(above));
        }
        self.never(exercise).map(Obstacle::Never)
    }

    /// Whether some way of doing it, as it is or with one dial, keeps within the limits.
    fn within_limits(&self, exercise: Key<Exercise>) -> bool {
        [With::Nothing, With::OneDial].into_iter().any(|with| {
            self.fit(exercise, with, EquipmentSet::ALL, Levels::UNLIMITED)
                .is_some()
        })
    }

    /// Whether it may be done just as its card says, with this equipment: nothing to turn down first.
    pub(super) fn free(&self, exercise: Key<Exercise>, room: EquipmentSet) -> bool {
        self.too_early(exercise).is_none()
            && self.never(exercise).is_none()
            && self
                .fit(exercise, With::Nothing, room, Levels::UNLIMITED)
                .is_some()
    }

    /// Whether the exercise may be given at all now, with any equipment, as it is or with one dial.
    pub(super) fn tolerated(&self, exercise: Key<Exercise>) -> bool {
        self.too_early(exercise).is_none()
            && self.never(exercise).is_none()
            && self.within_limits(exercise)
    }

    /// How many of the findings' preferences an exercise meets. Opposites cancel.
    pub(super) fn preference(&self, exercise: Key<Exercise>) -> usize {
        let wanted: Vec<_> = self
            .asked
            .findings
            .iter()
            .flat_map(|&finding| self.library.findings[finding].prefers.iter().copied())
            .collect();
        let opposed = |one| {
            wanted.iter().any(|&other| {
                self.library.traits[one].opposite == Some(other)
                    || self.library.traits[other].opposite == Some(one)
            })
        };
        self.library.exercises[exercise]
            .traits
            .iter()
            .filter(|&&one| wanted.contains(&one) && !opposed(one))
            .count()
    }
}
