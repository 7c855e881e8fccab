//! What stands ready for choosing exercises: each exercise's options, what comes instead of it and what is
//! nearest to it, worked out once for a library. Choosing then compares words and allocates nothing.

use super::records::{Dial, EquipmentSet, Exercise, Replaced, Stage, Substitution, Trait};
use super::table::{Key, Table};
use crate::level::Levels;

/// What stands ready for every exercise of a library.
#[derive(Debug)]
pub struct Choices {
    options: Vec<Options>,
    instead: Vec<Box<[Instead]>>,
    nearest: Vec<Box<[Near]>>,
    dials: Vec<Box<[Key<Dial>]>>,
    /// The dial that takes volume away, if there is one.
    pub volume_dial: Option<Key<Dial>>,
}

/// What choosing needs to know of an exercise.
#[derive(Debug)]
pub struct Options {
    /// As it is, a way each, in the exercise's order.
    pub plain: Box<[Opt]>,
    /// With one dial, in the dials' order, and for each dial a way each.
    pub turned: Box<[Opt]>,
    /// What something that stands in for it may ask: what it asks itself, or low where that is less.
    pub ceiling: Levels,
    /// Whether it suits some people and not others.
    pub watch: bool,
    /// Whether it can be made harder by a weight, a band or a stack.
    pub loadable: bool,
    /// Left out before this stage.
    pub from_stage: Option<Key<Stage>>,
    /// Its traits, a bit each.
    pub traits: u64,
}

/// One way of doing an exercise, as it is or with one dial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opt {
    /// What it needs.
    pub needs: EquipmentSet,
    /// What it asks.
    pub demands: Levels,
    /// The way, as a position in the exercise's ways.
    pub way: u16,
    /// The dial, as a position in the exercise's turns.
    pub turn: Option<u16>,
    /// The exercise that it then is the same as.
    pub twin: Option<Key<Exercise>>,
    /// Whether it is loaded, or can be.
    pub loaded: bool,
    /// Whether the dial brings an amount of its own, so that the planned one no longer counts.
    pub own_amount: bool,
}

/// A substitute, with the record that names it.
#[derive(Debug, Clone, Copy)]
pub struct Instead {
    /// What comes instead.
    pub to: Key<Exercise>,
    /// The record, as a position in the library's substitutions.
    pub record: u16,
    /// The axes that the record answers, a bit each.
    pub answers: u16,
    /// The last stage in which it is offered.
    pub until: Option<Key<Stage>>,
}

/// A neighbour of the same pattern and role.
#[derive(Debug, Clone, Copy)]
pub struct Near {
    /// The neighbour.
    pub to: Key<Exercise>,
    /// How far away it is: those to be watched are farther than all others.
    pub distance: u32,
}

impl Choices {
    /// Works everything out.
    pub(crate) fn new(
        exercises: &Table<Exercise>,
        substitutions: &[Substitution],
        dials: &Table<Dial>,
    ) -> Choices {
        let instead = exercises
            .iter()
            .map(|(key, one)| instead(key, one, substitutions))
            .collect();
        Choices {
            options: exercises.rows().iter().map(options).collect(),
            instead,
            nearest: nearest(exercises),
            dials: exercises
                .rows()
                .iter()
                .map(|one| one.turns.iter().map(|turn| turn.dial).collect())
                .collect(),
            volume_dial: dials
                .iter()
                .find(|(_, dial)| dial.volume_from_percent.is_some())
                .map(|(key, _)| key),
        }
    }

    /// What choosing needs to know of an exercise.
    #[expect(
        clippy::indexing_slicing,
        reason = "there is one entry for each key that the table of exercises minted"
    )]
    pub fn of(&self, exercise: Key<Exercise>) -> &Options {
        &self.options[exercise.index()]
    }

    /// What comes instead of an exercise, in pack order.
    pub fn instead(&self, exercise: Key<Exercise>) -> &[Instead] {
        self.instead.get(exercise.index()).map_or(&[], |all| all)
    }

    /// Its neighbours of the same pattern and role, the nearest first, then in pack order.
    pub fn nearest(&self, exercise: Key<Exercise>) -> &[Near] {
        self.nearest.get(exercise.index()).map_or(&[], |all| all)
    }

    /// The dial that an option turns.
    pub fn dial(&self, exercise: Key<Exercise>, opt: &Opt) -> Option<Key<Dial>> {
        let turns = self.dials.get(exercise.index())?;
        turns.get(usize::from(opt.turn?)).copied()
    }

    /// How many exercises there are.
    pub fn len(&self) -> usize {
        self.options.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.options.is_empty()
    }
}

/// A set of traits, a bit each. There are never more than [`MAX_TRAITS`].
pub(crate) fn trait_bits(traits: impl IntoIterator<Item = Key<Trait>>) -> u64 {
    traits.into_iter().fold(0, |bits, one| {
        bits | 1u64.checked_shl(one.index() as u32).unwrap_or(0)
    })
}

/// The most traits that a library may have: a set of them is one word.
pub(crate) const MAX_TRAITS: usize = 64;

fn options(one: &Exercise) -> Options {
    let plain = (0u16..).zip(&one.ways).map(|(at, way)| Opt {
        needs: way.needs,
        demands: way.demands,
        way: at,
        turn: None,
        twin: None,
        loaded: way.loaded,
        own_amount: false,
    });
    let mut turned = Vec::new();
    for (turn_at, turn) in (0u16..).zip(&one.turns) {
        let nothing = [EquipmentSet::EMPTY];
        let needs: &[EquipmentSet] = if turn.needs.is_empty() {
            &nothing
        } else {
            &turn.needs
        };
        let own_amount = turn.dose.as_ref().is_some_and(|dose| {
            let counted = dose.reps.is_some()
                || dose.distance_m.is_some()
                || dose.minutes.is_some()
                || dose.hold_s.is_some();
            dose.sets.is_some() && counted
        });
        for (way_at, way) in (0u16..).zip(&one.ways) {
            turned.extend(needs.iter().map(|&extra| Opt {
                needs: way.needs.or(extra),
                demands: turn.apply(way.demands, one.demands),
                way: way_at,
                turn: Some(turn_at),
                twin: turn.same_as,
                loaded: way.loaded,
                own_amount,
            }));
        }
    }
    Options {
        plain: plain.collect(),
        turned: turned.into(),
        ceiling: one.demands.max(Levels::LOW),
        watch: one.watch.is_some(),
        loadable: one.loadable,
        from_stage: one.from_stage,
        traits: trait_bits(one.traits.iter().copied()),
    }
}

fn instead(key: Key<Exercise>, one: &Exercise, substitutions: &[Substitution]) -> Box<[Instead]> {
    let speaks = |record: &Substitution| match record.from {
        Replaced::Exercise(from) => from == key,
        Replaced::Pattern(from) => from == one.pattern,
    };
    (0u16..)
        .zip(substitutions)
        .filter(|(_, record)| speaks(record))
        .flat_map(|(at, record)| {
            let answers = record
                .because
                .iter()
                .fold(0, |bits, axis| bits | 1u16 << (axis & 15));
            let to = record.to.iter().filter(|&&to| to != key);
            to.map(move |&to| Instead {
                to,
                record: at,
                answers,
                until: record.until,
            })
        })
        .collect()
}

fn nearest(exercises: &Table<Exercise>) -> Vec<Box<[Near]>> {
    // One list a pattern and role, so that the work grows with the size of a family, not of the library.
    let mut families = std::collections::BTreeMap::new();
    for (key, one) in exercises.iter() {
        let family: &mut Vec<Key<Exercise>> = families.entry((one.pattern, one.role)).or_default();
        family.push(key);
    }
    exercises
        .iter()
        .map(|(key, one)| {
            let family = families.get(&(one.pattern, one.role));
            // What is kept only for who names it is not offered to others.
            let offered =
                |other: &Key<Exercise>| *other != key && exercises[*other].deprecated.is_none();
            let others = family.into_iter().flatten().filter(|&other| offered(other));
            let mut near: Vec<Near> = others
                .map(|&to| {
                    let other = &exercises[to];
                    let apart = other.demands.distance(one.demands);
                    let farther = if other.watch.is_some() { 1 << 16 } else { 0 };
                    Near {
                        to,
                        distance: apart + farther,
                    }
                })
                .collect();
            near.sort_by_key(|one| (one.distance, one.to));
            near.into()
        })
        .collect()
}
