//! Whether an exercise fits: as it is, or with one dial.

use crate::level::Levels;
use crate::library::{EquipmentSet, Exercise, Key, Library, Never};
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
                .find(|(_, way)| way.demands.within(highest))
                .map(|(way, _)| Fit { way, turn: None }),
            With::OneDial => record
                .turns
                .iter()
                .enumerate()
                .filter(|(_, turn)| turn.possible(room))
                .find_map(|(at, turn)| {
                    ways()
                        .find(|(_, way)| turn.apply(way.demands, record.demands).within(highest))
                        .map(|(way, _)| Fit {
                            way,
                            turn: Some(at),
                        })
                }),
        }
    }

    /// What stands in the way of an exercise as it is: equipment first, then limits.
    pub(super) fn obstacle(&self, exercise: Key<Exercise>, room: EquipmentSet) -> Obstacle {
        if let Some(early) = self.too_early(exercise) {
            return early;
        }
        let record = &self.library.exercises[exercise];
        let way = record.ways.iter().find(|way| way.needs.within(room));
        match (way, record.ways.first()) {
            (Some(way), _) => {
                let above: Vec<usize> = way.demands.above(self.limits.levels).collect();
                match self.never(exercise) {
                    Some(rule) if above.is_empty() => Obstacle::Never(rule),
                    _ => Obstacle::Limit(above),
                }
            }
            (None, Some(first)) => Obstacle::Equipment(
                first
                    .equipment
                    .iter()
                    .copied()
                    .filter(|&piece| !EquipmentSet::EMPTY.with(piece).within(room))
                    .collect(),
            ),
            // The schema asks for at least one way.
            (None, None) => Obstacle::Equipment(Vec::new()),
        }
    }

    /// Whether the exercise may be given at all now, with any equipment, as it is or with one dial.
    pub(super) fn tolerated(&self, exercise: Key<Exercise>) -> bool {
        self.too_early(exercise).is_none()
            && self.never(exercise).is_none()
            && [With::Nothing, With::OneDial].into_iter().any(|with| {
                self.fit(exercise, with, EquipmentSet::ALL, Levels::UNLIMITED)
                    .is_some()
            })
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
