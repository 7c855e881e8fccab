//! Choosing a session for many presentations at once. Choosing asks: do the limits allow this, is that at hand?
//! Where all that are left answer alike, it goes on; where they differ, those that answer otherwise wait for
//! their turn. What is left at the end are presentations that choosing cannot tell apart, and it was choosing
//! itself that said so.

use std::cell::RefCell;
use std::rc::Rc;

use crate::level::Levels;
use crate::library::EquipmentSet;
use crate::plan::select::Costs;
use crate::plan::terms::{Ground, bits_above, over};

use super::classes::Class;
use super::rooms::RoomClass;

/// Some classes of limits in some classes of rooms: every one of the first with every one of the second.
#[derive(Clone)]
pub(super) struct Alike {
    /// Classes of limits, by position.
    pub(super) classes: Rc<[u32]>,
    /// Classes of rooms, by position.
    pub(super) rooms: Rc<[u32]>,
    /// So many questions, from the first, are known to be answered alike.
    known: usize,
}

struct Round {
    left: Alike,
    asked: usize,
    waiting: Vec<Alike>,
}

/// Every class of limits in every class of rooms.
pub(super) struct Many<'a> {
    classes: &'a [Class],
    /// The classes' limits, side by side.
    limits: Vec<Levels>,
    rooms: &'a [RoomClass],
    round: RefCell<Round>,
}

impl<'a> Many<'a> {
    /// All of them; nothing if there is no class.
    pub(super) fn new(classes: &'a [Class], rooms: &'a [RoomClass]) -> Option<Many<'a>> {
        let all = |count: usize| -> Option<Rc<[u32]>> {
            let count = u32::try_from(count).ok()?;
            (count > 0).then(|| (0..count).collect())
        };
        Some(Many {
            classes,
            limits: classes.iter().map(|class| class.limits).collect(),
            rooms,
            round: RefCell::new(Round {
                left: Alike {
                    classes: all(classes.len())?,
                    rooms: all(rooms.len())?,
                    known: 0,
                },
                asked: 0,
                waiting: Vec::new(),
            }),
        })
    }

    /// Those for whom the choosing that has just ended was done.
    pub(super) fn left(&self) -> Alike {
        self.round.borrow().left.clone()
    }

    /// Goes on to the next that wait; whether there are any.
    pub(super) fn next(&self) -> bool {
        let mut round = self.round.borrow_mut();
        match round.waiting.pop() {
            Some(next) => {
                round.left = next;
                round.asked = 0;
                true
            }
            None => false,
        }
    }

    /// The answer of the first class of limits; those that answer otherwise wait.
    fn of_classes<T: PartialEq>(&self, answer: impl Fn(usize) -> Option<T>) -> Option<T> {
        let mut round = self.round.borrow_mut();
        let round = &mut *round;
        let first = answer(*round.left.classes.first()? as usize)?;
        if round.is_known() {
            return Some(first);
        }
        let same = |at: &&u32| answer(**at as usize).as_ref() == Some(&first);
        if !round.left.classes.iter().all(|at| same(&at)) {
            let (same, others): (Vec<u32>, Vec<u32>) =
                round.left.classes.iter().partition(|at| same(at));
            round.waiting.push(Alike {
                classes: others.into(),
                rooms: Rc::clone(&round.left.rooms),
                known: round.asked - 1,
            });
            round.left.classes = same.into();
        }
        round.left.known = round.asked;
        Some(first)
    }
}

impl Round {
    /// Counts a question; whether all that are left are known to answer it alike.
    fn is_known(&mut self) -> bool {
        self.asked += 1;
        self.asked <= self.left.known
    }
}

impl Ground for Many<'_> {
    fn tolerates(&self, asks: Levels) -> bool {
        let limits = |at: usize| Some(asks.within(*self.limits.get(at)?));
        asks == Levels::NOTHING || self.of_classes(limits).unwrap_or(false)
    }

    fn above(&self, asks: Levels) -> u16 {
        let above = |at: usize| Some(bits_above(asks, *self.limits.get(at)?));
        self.of_classes(above).unwrap_or(u16::MAX)
    }

    fn has(&self, needs: EquipmentSet) -> bool {
        if needs == EquipmentSet::EMPTY {
            return true;
        }
        let mut round = self.round.borrow_mut();
        let round = &mut *round;
        let met = |at: &u32| {
            let room = self.rooms.get(*at as usize);
            room.is_some_and(|room| needs.within(room.smallest))
        };
        let first = round.left.rooms.first().is_some_and(met);
        if round.is_known() {
            return first;
        }
        if !round.left.rooms.iter().all(|at| met(at) == first) {
            let (same, others): (Vec<u32>, Vec<u32>) =
                round.left.rooms.iter().partition(|at| met(at) == first);
            round.waiting.push(Alike {
                classes: Rc::clone(&round.left.classes),
                rooms: others.into(),
                known: round.asked,
            });
            round.left.rooms = same.into();
        }
        round.left.known = round.asked;
        first
    }

    fn prefers(&self, these: u64, those: u64) -> bool {
        let prefers = |at: usize| {
            let wanted = self.classes.get(at)?.wanted;
            Some((these & wanted).count_ones() > (those & wanted).count_ones())
        };
        these != those && self.of_classes(prefers).unwrap_or(false)
    }

    fn over(&self, costs: Costs) -> u16 {
        let over = |at: usize| Some(over(&self.classes.get(at)?.budgets, costs));
        self.of_classes(over).unwrap_or(0)
    }
}
