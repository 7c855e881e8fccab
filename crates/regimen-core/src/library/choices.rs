//! What stands ready for choosing exercises: each exercise's options, what comes instead of it and what is
//! nearest to it, worked out once for a library; what is nearest, when it is first asked for. Choosing then compares words and
//! allocates nothing.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::records::{Dial, EquipmentSet, Exercise, Pattern, Replaced, Stage, Substitution, Trait};
use super::table::{Key, Table};
use crate::level::Levels;

/// What stands ready for every exercise of a library.
#[derive(Debug)]
pub struct Choices {
    options: Vec<Options>,
    instead: Vec<Box<[Instead]>>,
    nearest: Nearest,
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
        let mut of_exercise: BTreeMap<Key<Exercise>, Vec<(u16, &Substitution)>> = BTreeMap::new();
        let mut of_pattern: BTreeMap<Key<Pattern>, Vec<(u16, &Substitution)>> = BTreeMap::new();
        for numbered in (0u16..).zip(substitutions) {
            match numbered.1.from {
                Replaced::Exercise(from) => of_exercise.entry(from).or_default().push(numbered),
                Replaced::Pattern(from) => of_pattern.entry(from).or_default().push(numbered),
            }
        }
        let instead = exercises.iter().map(|(key, one)| {
            let own = of_exercise.get(&key).into_iter().flatten();
            let mut all: Vec<_> = own
                .chain(of_pattern.get(&one.pattern).into_iter().flatten())
                .copied()
                .collect();
            all.sort_by_key(|(at, _)| *at);
            instead(key, all)
        });
        let instead = instead.collect();
        Choices {
            options: exercises.rows().iter().map(options).collect(),
            instead,
            nearest: Nearest::new(exercises),
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
        self.nearest.of(exercise)
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

/// What comes instead of an exercise, by the records that speak of it.
fn instead(key: Key<Exercise>, records: Vec<(u16, &Substitution)>) -> Box<[Instead]> {
    records
        .into_iter()
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

/// Who is near whom: worked out for an exercise when it is first asked for. Large packs have families of thousands, and a plan
/// asks for few of them.
#[derive(Debug)]
struct Nearest {
    /// The exercises of each pattern and role.
    families: Vec<Vec<Key<Exercise>>>,
    exercises: Vec<Neighbour>,
}

#[derive(Debug)]
struct Neighbour {
    /// The position of its family.
    family: usize,
    demands: Levels,
    watch: bool,
    /// Whether it is offered in place of others. What is kept only for who names it is not.
    offered: bool,
    near: OnceLock<Box<[Near]>>,
}

impl Nearest {
    fn new(exercises: &Table<Exercise>) -> Nearest {
        let mut named = BTreeMap::new();
        let mut families: Vec<Vec<Key<Exercise>>> = Vec::new();
        let neighbours = exercises.iter().map(|(key, one)| {
            let family = *named
                .entry((one.pattern, one.role))
                .or_insert(families.len());
            match families.get_mut(family) {
                Some(others) => others.push(key),
                None => families.push(vec![key]),
            }
            Neighbour {
                family,
                demands: one.demands,
                watch: one.watch.is_some(),
                offered: one.deprecated.is_none(),
                near: OnceLock::new(),
            }
        });
        let exercises = neighbours.collect();
        Nearest {
            families,
            exercises,
        }
    }

    fn of(&self, key: Key<Exercise>) -> &[Near] {
        let Some(one) = self.exercises.get(key.index()) else {
            return &[];
        };
        one.near.get_or_init(|| self.work_out(key, one))
    }

    fn work_out(&self, key: Key<Exercise>, one: &Neighbour) -> Box<[Near]> {
        let family = self.families.get(one.family).into_iter().flatten();
        let others = family.filter(|&&other| other != key);
        let near = others.filter_map(|&to| {
            let other = self.exercises.get(to.index()).filter(|one| one.offered)?;
            let apart = other.demands.distance(one.demands);
            let farther = if other.watch { 1 << 16 } else { 0 };
            let distance = apart + farther;
            Some(Near { to, distance })
        });
        let mut near: Vec<Near> = near.collect();
        near.sort_by_key(|one| (one.distance, one.to));
        near.into()
    }
}
