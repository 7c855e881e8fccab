//! One session of one phase, for every class of limits in every class of rooms.

use std::collections::{BTreeMap, BTreeSet};

use crate::level::{Levels, MAX_AXES};
use crate::library::{EquipmentSet, Exercise, Key, Library};
use crate::plan::choose;
use crate::plan::dose;
use crate::plan::item_seconds;
use crate::plan::judge;
use crate::plan::select::{Budget, How, Pick, Selection};
use crate::plan::terms::{Found, Marks, Silent, Terms};

use super::check::{self, Invariant};
use super::classes::{self, Class};
use super::frame::Frame;
use super::holes::{self, Open};
use super::many::{Alike, Many};
use super::rooms::{self, RoomClass};
use super::space::{Answers, FindingOptions};
use super::{Findings, presentation};

/// One frame, looked at.
struct Frames<'a> {
    library: &'a Library,
    frame: &'a Frame,
    options: &'a [FindingOptions],
    classes: &'a [Class],
    /// What the never rules of each class forbid.
    forbidden: Vec<Marks>,
    rooms: &'a [RoomClass],
    /// How many sets of the pieces that the frame does not mention.
    outside: u128,
    stage: usize,
    found: Findings,
    given: Vec<BTreeMap<Key<Exercise>, u128>>,
    empty: Vec<Open>,
    short: Open,
    wins: BTreeSet<(u16, Key<Exercise>)>,
    seconds: BTreeMap<(usize, Key<Exercise>, Option<u16>, bool), u64>,
}

/// Tries a frame: every class of limits in every class of rooms.
pub(super) fn try_all(
    library: &Library,
    frame: &Frame,
    options: &[FindingOptions],
    answers: &[Answers],
    flags: u128,
) -> Findings {
    let mut classes = classes::classes(library, frame, options, answers, flags);
    // Rules for everyone at the frame's stage hold for every class.
    let here = choose::situation(library, frame.stage, &[], frame.programme, frame.phase);
    let everyone = judge::nevers(library, &here);
    for class in &mut classes {
        let rules = everyone.iter().map(|&rule| (rule, class.smallest));
        class.rules.extend(rules);
    }
    let rooms = rooms::rooms(frame);
    let Some(many) = Many::new(&classes, &rooms) else {
        return Findings::default();
    };
    let outside = library.equipment.len().saturating_sub(frame.pieces.len());
    let exercises = library.choices.len();
    let count = frame.places.len();
    let mut frames = Frames {
        library,
        frame,
        options,
        classes: &classes,
        forbidden: classes
            .iter()
            .map(|class| forbidden(library, class))
            .collect(),
        rooms: &rooms,
        outside: 1u128 << outside.min(127),
        stage: here.stage.index(),
        found: Findings::default(),
        given: vec![BTreeMap::new(); count],
        empty: vec![Open::default(); count],
        short: Open::default(),
        wins: BTreeSet::new(),
        seconds: BTreeMap::new(),
    };
    frames.found.classes = classes.len() as u64;
    frames.found.tried = (classes.len() as u64).saturating_mul(rooms.len() as u64);
    let terms = Terms {
        ground: many,
        stage: here.stage,
        barred: frame.barred.clone(),
        forbidden: Marks::none(exercises),
    };
    let mut selection = Selection::default();
    loop {
        selection.fill(library, &terms, &frame.places, &mut Silent);
        selection.keep_budget(library, &terms, &frame.places, &mut Silent);
        frames.look(&selection, &terms.ground.left());
        if !terms.ground.next() {
            return frames.file();
        }
    }
}

/// What the never rules of a class forbid.
fn forbidden(library: &Library, class: &Class) -> Marks {
    let mut marks = Marks::none(library.choices.len());
    for (rule, _) in &class.rules {
        let rule = &library.nevers[*rule];
        rule.exercises.iter().for_each(|&one| marks.set(one));
    }
    marks
}

/// The lowest budget on each axis.
fn lowest(budgets: impl Iterator<Item = Budget>) -> Vec<Budget> {
    let mut most = [u16::MAX; MAX_AXES];
    for budget in budgets {
        if let Some(there) = most.get_mut(budget.axis) {
            *there = budget.most.min(*there);
        }
    }
    most.into_iter()
        .enumerate()
        .filter(|(_, most)| *most < u16::MAX)
        .map(|(axis, most)| Budget { axis, most })
        .collect()
}

impl<'a> Frames<'a> {
    fn classes(&self, alike: &Alike) -> impl Iterator<Item = (usize, &'a Class)> + use<'a> {
        let classes = self.classes;
        let ats: Vec<u32> = alike.classes.to_vec();
        ats.into_iter()
            .filter_map(move |at| Some((at as usize, classes.get(at as usize)?)))
    }

    fn rooms(&self, alike: &Alike) -> impl Iterator<Item = &'a RoomClass> + use<'a> {
        let rooms = self.rooms;
        let ats: Vec<u32> = alike.rooms.to_vec();
        ats.into_iter().filter_map(move |at| rooms.get(at as usize))
    }

    /// A presentation as text, and how large it is: findings and pieces of equipment.
    fn presentation(&self, ticks: classes::Ticks, room: EquipmentSet) -> (usize, String) {
        let conditions = classes::conditions(self.library, ticks, self.options);
        let own = self.frame.own.then(|| self.frame.places.first()).flatten();
        presentation(
            self.library,
            self.frame.stage,
            &conditions,
            room,
            Some(self.frame.programme),
            own.map(|place| place.exercise),
        )
    }

    /// The smallest presentation of some that are alike, and how large it is.
    fn smallest(&self, alike: &Alike) -> (usize, classes::Ticks, EquipmentSet) {
        let ticks = self
            .classes(alike)
            .map(|(_, class)| class.smallest)
            .reduce(classes::smaller)
            .unwrap_or_default();
        let room = self
            .rooms(alike)
            .map(|room| room.smallest)
            .min_by_key(|room| (room.bits().count_ones(), room.bits()))
            .unwrap_or(EquipmentSet::EMPTY);
        let size = classes::ticked(ticks) as usize * 64 + room.bits().count_ones() as usize;
        (size, ticks, room)
    }

    /// What a session holds and lacks, for all those for whom it was chosen.
    fn look(&mut self, chosen: &Selection, alike: &Alike) {
        let (library, frame) = (self.library, self.frame);
        self.found.chosen += 1;
        self.check(chosen, alike);
        let (mut full, mut small, mut keep) = (0u128, 0u128, usize::MAX);
        for (_, class) in self.classes(alike) {
            match class.keep {
                Some(most) => {
                    keep = most;
                    small = small.saturating_add(class.count);
                }
                None => full = full.saturating_add(class.count),
            }
        }
        let rooms = self
            .rooms(alike)
            .fold(0u128, |sum, room| sum.saturating_add(room.count))
            .saturating_mul(self.outside);
        let (full, small) = (full.saturating_mul(rooms), small.saturating_mul(rooms));
        let count = full.saturating_add(small);
        self.found.reached = self.found.reached.saturating_add(count);
        let mut smallest = None;
        for empty in chosen.empty.iter().filter(|empty| empty.why.is_ok()) {
            let (size, ticks, room) = *smallest.get_or_insert_with(|| self.smallest(alike));
            if let Some(mut open) = self.empty.get_mut(empty.slot).map(std::mem::take) {
                open.see(count, size, || self.presentation(ticks, room).1);
                if let Some(place) = self.empty.get_mut(empty.slot) {
                    *place = open;
                }
            }
        }
        for pick in &chosen.picks {
            if let How::Instead(Found::Record(record), _) = pick.how {
                self.wins.insert((record, pick.exercise));
            }
        }
        for (count, keep) in [(full, usize::MAX), (small, keep)] {
            if count == 0 {
                continue;
            }
            let items = holes::kept(library, frame, chosen, keep);
            for &(slot, exercise) in &items {
                if let Some(given) = self.given.get_mut(slot) {
                    let sum = given.entry(exercise).or_default();
                    *sum = sum.saturating_add(count);
                }
            }
            if !frame.own && !choose::keeps_floor(library, &frame.session, &items) {
                let (size, ticks, room) = *smallest.get_or_insert_with(|| self.smallest(alike));
                let mut short = std::mem::take(&mut self.short);
                short.see(count, size, || self.presentation(ticks, room).1);
                self.short = short;
            }
        }
        if let Some(most) = frame.session.max_minutes
            && self.time(chosen) > u64::from(most) * 60
            && let Some(pick) = chosen.picks.last()
        {
            let (_, ticks, room) = self.smallest(alike);
            let example = self.presentation(ticks, room);
            self.breach(Invariant::Long, pick, example);
        }
    }

    fn breach(&mut self, rule: Invariant, pick: &Pick, example: (usize, String)) {
        let exercise = self.library.exercises[pick.exercise].id.to_string();
        let at = self.frame.name(self.library);
        self.found.breach(rule, at, exercise, example);
    }

    /// Whether a session keeps every rule: for all at once, by the lowest of their limits and budgets, the rooms
    /// one by one, and all that is forbidden to any. Only if that fails, each is looked at for itself.
    fn check(&mut self, chosen: &Selection, alike: &Alike) {
        let classes = self.classes(alike);
        let each: Vec<Levels> = classes.map(|(_, class)| class.limits).collect();
        let limits = each.iter().copied().fold(Levels::UNLIMITED, Levels::min);
        let budgets = lowest(
            self.classes(alike)
                .flat_map(|(_, class)| class.budgets.iter().copied()),
        );
        let rooms: Vec<EquipmentSet> = self.rooms(alike).map(|room| room.smallest).collect();
        let mut broken = Vec::new();
        check::broken(
            self.library,
            &check::Looked {
                frame: self.frame,
                limits,
                some_limits: &each,
                budgets: &budgets,
                rooms: &rooms,
                stage: self.stage,
            },
            chosen,
            &mut broken,
        );
        let is_forbidden = |pick: &Pick| {
            alike.classes.iter().any(|&at| {
                let marks = self.forbidden.get(at as usize);
                marks.is_some_and(|marks| marks.has(pick.exercise))
            })
        };
        let forbidden: Vec<Pick> = chosen.picks.iter().copied().filter(is_forbidden).collect();
        for pick in &forbidden {
            self.forbidden_to_some(pick, alike);
        }
        if !broken.is_empty() {
            self.broken_for_some(chosen, alike);
        }
    }

    /// Something that a never rule forbids to some of those who get it: the smallest of them.
    fn forbidden_to_some(&mut self, pick: &Pick, alike: &Alike) {
        let (_, _, room) = self.smallest(alike);
        let rules = self
            .classes(alike)
            .flat_map(|(_, class)| class.rules.iter())
            .filter(|(rule, _)| {
                self.library.nevers[*rule]
                    .exercises
                    .contains(&pick.exercise)
            });
        let ticks = rules.map(|(_, ticks)| *ticks).reduce(classes::smaller);
        if let Some(ticks) = ticks {
            let example = self.presentation(ticks, room);
            self.breach(Invariant::Never, pick, example);
        }
    }

    /// A session that breaks some rule for some of those who get it: each class and room for itself, the smallest
    /// first.
    fn broken_for_some(&mut self, chosen: &Selection, alike: &Alike) {
        let mut classes: Vec<&Class> = self.classes(alike).map(|(_, class)| class).collect();
        classes.sort_by_key(|class| (classes::ticked(class.smallest), class.smallest));
        let mut rooms: Vec<EquipmentSet> = self.rooms(alike).map(|room| room.smallest).collect();
        rooms.sort_by_key(|room| (room.bits().count_ones(), room.bits()));
        let mut seen: BTreeSet<(Invariant, Key<Exercise>)> = BTreeSet::new();
        for class in classes {
            for &room in &rooms {
                let mut broken = Vec::new();
                check::broken(
                    self.library,
                    &check::Looked {
                        frame: self.frame,
                        limits: class.limits,
                        some_limits: &[class.limits],
                        budgets: &class.budgets,
                        rooms: &[room],
                        stage: self.stage,
                    },
                    chosen,
                    &mut broken,
                );
                for (rule, exercise) in broken {
                    if seen.insert((rule, exercise)) {
                        let example = self.presentation(class.smallest, room);
                        let exercise = self.library.exercises[exercise].id.to_string();
                        let at = self.frame.name(self.library);
                        self.found.breach(rule, at, exercise, example);
                    }
                }
            }
        }
    }

    /// How long a session takes at most, in seconds, before anything brings its doses down.
    fn time(&mut self, chosen: &Selection) -> u64 {
        let (library, frame) = (self.library, self.frame);
        let mut total = 0;
        for pick in &chosen.picks {
            let key = (pick.slot, pick.exercise, pick.opt.turn, pick.less);
            total += *self.seconds.entry(key).or_insert_with(|| {
                let record = &library.exercises[pick.exercise];
                let slot = frame.session.slots.get(pick.slot);
                let dose = match (pick.how, slot) {
                    (How::Own, Some(slot)) => dose::planned(record, &slot.dose),
                    _ => record.dose.clone(),
                };
                let turn = pick
                    .opt
                    .turn
                    .and_then(|turn| record.turns.get(usize::from(turn)));
                let dose = turn.map_or(dose.clone(), |turn| dose::turned(&dose, turn));
                item_seconds(&dose, &record.pace).1
            });
        }
        let changeover = library.programmes[frame.programme].changeover_s;
        let changes = chosen.picks.len().saturating_sub(1) as u64;
        total + changes * u64::from(changeover.max)
    }

    /// Files what the slots held under their names.
    fn file(self) -> Findings {
        let (library, frame, mut found) = (self.library, self.frame, self.found);
        found.wins.extend(self.wins);
        let name = frame.name(library);
        let phase = library.programmes[frame.programme].phases.get(frame.phase);
        let place = format!(
            "{}/{}/{}/{}",
            library.programmes[frame.programme].id,
            phase.map_or("", |phase| phase.id.as_str()),
            library.stages[frame.stage].id,
            frame.session.id,
        );
        let id = |at: usize| {
            let slot = frame.session.slots.get(at);
            slot.map_or("", |slot| slot.id.as_str())
        };
        for (at, given) in self.given.into_iter().enumerate() {
            for (exercise, count) in given {
                found.exercises.insert(exercise);
                if !frame.own {
                    let exercise = library.exercises[exercise].id.to_string();
                    let key = (format!("{place}/{}", id(at)), exercise);
                    let sum = found.given.entry(key).or_default();
                    *sum = sum.saturating_add(count);
                }
            }
        }
        for (at, open) in self.empty.into_iter().enumerate() {
            if open.count > 0 {
                let of = if frame.own {
                    name.clone()
                } else {
                    format!("{name}/{}", id(at))
                };
                found.empty.entry(of).or_default().merge(open);
            }
        }
        if self.short.count > 0 {
            found.short.entry(name).or_default().merge(self.short);
        }
        found
    }
}
