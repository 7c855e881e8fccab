//! Choosing a session's exercises: the two passes and the budget, without words or doses. Planning and
//! proving run this same code; it allocates nothing beyond the buffers that it is given.

use crate::level::{Level, Levels, MAX_AXES};
use crate::library::{Exercise, Key, Library, Opt};

use super::terms::{Bounds, Found, Ground, Listener, Refused, Taken, Terms, With};

/// A place to fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Its own exercise.
    pub(crate) exercise: Key<Exercise>,
    /// 1 is kept longest.
    pub(crate) priority: u16,
    /// How much is planned.
    pub(crate) bulk: Bulk,
}

/// How much is planned, against the exercise's own amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bulk {
    /// About its own.
    Usual,
    /// So much more that it counts one level more; the dial that takes volume away mends it.
    More,
}

/// What fills a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pick {
    /// The place, by position.
    pub(crate) slot: usize,
    /// The exercise.
    pub(crate) exercise: Key<Exercise>,
    /// The way, and the dial if one of its own is turned.
    pub(crate) opt: Opt,
    /// Whether the dial that takes volume away is turned.
    pub(crate) less: bool,
    /// How it came in.
    pub(crate) how: How,
    /// The axes, a bit each, on which the session would have cost too much, if that is why it was turned down or
    /// put in.
    pub(crate) budget: u16,
}

/// How an exercise came to fill a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// It is the place's own.
    Own,
    /// It stands in for the place's own, which was refused.
    Instead(Found, Refused),
}

/// A place that stays empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Empty {
    /// The place, by position.
    pub(crate) slot: usize,
    /// Why: its own exercise was refused, or the session would cost too much on these axes, a bit each.
    pub(crate) why: Result<Refused, u16>,
}

/// What a session may cost on an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Budget {
    pub(crate) axis: usize,
    pub(crate) most: u16,
}

/// What the items of a session cost together on each axis: sixteen bits an axis, every fourth axis in one word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Costs([u64; 4]);

impl Costs {
    /// One item more.
    fn add(&mut self, asks: Levels) {
        let costs = asks.costs();
        for (at, word) in self.0.iter_mut().enumerate() {
            *word += costs >> (4 * at) & 0x000F_000F_000F_000F;
        }
    }

    /// What it is on one axis.
    pub(crate) fn get(self, axis: usize) -> u16 {
        let word = self.0.get(axis % 4).copied().unwrap_or(0);
        (word >> (16 * (axis / 4 % 4)) & 0xFFFF) as u16
    }
}

/// A session's exercises, chosen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Selection {
    /// What fills the places, in their order.
    pub(crate) picks: Vec<Pick>,
    /// What stays empty.
    pub(crate) empty: Vec<Empty>,
    /// Which places are filled.
    filled: Vec<bool>,
    taken: Taken,
}

impl Selection {
    /// Both passes. First every place whose own exercise fits, as it is before with a dial: a dial may turn one
    /// place's exercise into another's own, and that one must not lose its place. Then something else for
    /// the rest.
    pub(crate) fn fill(
        &mut self,
        library: &Library,
        terms: &Terms<impl Ground>,
        places: &[Place],
        listener: &mut impl Listener,
    ) {
        self.picks.clear();
        self.empty.clear();
        self.filled.clear();
        self.filled.resize(places.len(), false);
        self.taken.used.clear();
        self.taken.watched = false;
        for with in [With::Nothing, With::OneDial] {
            for (slot, place) in places.iter().enumerate() {
                if self.is_filled(slot) {
                    continue;
                }
                listener.at(slot);
                if let Some((opt, less)) = self.own(library, terms, *place, with, listener) {
                    self.take(
                        library,
                        Pick {
                            slot,
                            exercise: place.exercise,
                            opt,
                            less,
                            how: How::Own,
                            budget: 0,
                        },
                    );
                }
            }
        }
        for (slot, place) in places.iter().enumerate() {
            if self.is_filled(slot) {
                continue;
            }
            listener.at(slot);
            let refused = self.why_refused(library, terms, *place);
            let ceiling = library.choices.of(place.exercise).ceiling;
            let failed = failed(library, terms, *place, refused);
            match terms.instead(
                library,
                &self.taken,
                place.exercise,
                failed,
                ceiling,
                listener,
            ) {
                Some((exercise, opt, found)) => self.take(
                    library,
                    Pick {
                        slot,
                        exercise,
                        opt,
                        less: false,
                        how: How::Instead(found, refused),
                        budget: 0,
                    },
                ),
                None => self.empty.push(Empty {
                    slot,
                    why: Ok(refused),
                }),
            }
        }
        self.picks.sort_unstable_by_key(|pick| pick.slot);
    }

    fn is_filled(&self, slot: usize) -> bool {
        self.filled.get(slot).copied().unwrap_or(true)
    }

    fn take(&mut self, library: &Library, pick: Pick) {
        if let Some(filled) = self.filled.get_mut(pick.slot) {
            *filled = true;
        }
        self.taken.take(library, pick.exercise, Some(&pick.opt));
        self.picks.push(pick);
    }

    /// A place's own exercise: as it is, or with one dial. Where the volume counts more, the dial that takes
    /// volume away is one of them, in the dials' order.
    fn own(
        &self,
        library: &Library,
        terms: &Terms<impl Ground>,
        place: Place,
        with: With,
        listener: &mut impl Listener,
    ) -> Option<(Opt, bool)> {
        let bounds = Bounds {
            bulky: place.bulk != Bulk::Usual,
            ..Bounds::FREE
        };
        let exercise = place.exercise;
        let verdict = terms.judge(library, &self.taken, exercise, with, bounds);
        listener.tried(exercise, with, bounds, verdict);
        let turned = verdict.ok();
        if place.bulk != Bulk::More || with == With::Nothing {
            return turned.map(|opt| (opt, false));
        }
        let plain = terms.judge(library, &self.taken, exercise, With::Nothing, Bounds::FREE);
        listener.tried(exercise, With::Nothing, Bounds::FREE, plain);
        match (turned, plain.ok()) {
            (Some(opt), Some(plain)) => {
                let dial = library.choices.dial(exercise, &opt);
                if dial
                    .is_some_and(|dial| library.choices.volume_dial.is_some_and(|one| dial < one))
                {
                    Some((opt, false))
                } else {
                    Some((plain, true))
                }
            }
            (Some(opt), None) => Some((opt, false)),
            (None, Some(plain)) => Some((plain, true)),
            (None, None) => None,
        }
    }

    /// Why a place's own exercise did not come in by either pass.
    fn why_refused(&self, library: &Library, terms: &Terms<impl Ground>, place: Place) -> Refused {
        let bounds = Bounds {
            bulky: place.bulk != Bulk::Usual,
            ..Bounds::FREE
        };
        terms
            .judge(library, &self.taken, place.exercise, With::Nothing, bounds)
            .err()
            .unwrap_or(Refused::Unfit)
    }

    /// What the picks cost on each axis together.
    pub(crate) fn costs(&self, places: &[Place]) -> Costs {
        let mut costs = Costs::default();
        for pick in &self.picks {
            costs.add(asks(places, pick));
        }
        costs
    }

    /// Over budget, the least important costing exercise takes its dial, else something else comes in its place,
    /// else its place stays empty. Every round makes the session cheaper, so that it ends.
    pub(crate) fn keep_budget(
        &mut self,
        library: &Library,
        terms: &Terms<impl Ground>,
        places: &[Place],
        listener: &mut impl Listener,
    ) {
        loop {
            let over = terms.ground.over(self.costs(places));
            if over == 0 {
                return;
            }
            let axis = over.trailing_zeros() as usize;
            let costing = self
                .picks
                .iter()
                .enumerate()
                .filter(|(_, pick)| asks(places, pick).get(axis) > Level::Low)
                .max_by_key(|(_, pick)| {
                    (
                        places.get(pick.slot).map_or(0, |place| place.priority),
                        pick.slot,
                    )
                })
                .map(|(at, _)| at);
            let Some(at) = costing else {
                return;
            };
            let pick = self.picks.remove(at);
            // It stays free on what it came in for: or two could take each other's place for ever.
            let over = over | pick.budget;
            self.taken.used.clear();
            self.taken.watched = false;
            for other in &self.picks {
                self.taken.take(library, other.exercise, Some(&other.opt));
            }
            let Some(place) = places.get(pick.slot) else {
                return;
            };
            listener.at(pick.slot);
            // What takes its place is free on every axis that costs too much.
            let cheap = (0..MAX_AXES)
                .filter(|axis| over >> axis & 1 == 1)
                .fold(Levels::UNLIMITED, |all, axis| all.with(axis, Level::Low));
            let found = self
                .cheaper(library, terms, *place, &pick, cheap, listener)
                .map(|found| Pick {
                    budget: over,
                    ..found
                })
                .or_else(|| {
                    let ceiling = library.choices.of(place.exercise).ceiling.min(cheap);
                    let found = terms.instead(
                        library,
                        &self.taken,
                        place.exercise,
                        over,
                        ceiling,
                        listener,
                    );
                    let (exercise, opt, found) = found?;
                    let refused = match pick.how {
                        How::Own => Refused::Unfit,
                        How::Instead(_, refused) => refused,
                    };
                    Some(Pick {
                        slot: pick.slot,
                        exercise,
                        opt,
                        less: false,
                        how: How::Instead(found, refused),
                        budget: over,
                    })
                });
            match found {
                Some(found) => {
                    self.taken.take(library, found.exercise, Some(&found.opt));
                    self.picks.insert(at, found);
                }
                None => self.empty.push(Empty {
                    slot: pick.slot,
                    why: Err(over),
                }),
            }
        }
    }

    /// The same exercise with one of its dials, if none is turned yet, so that it is free where too much is
    /// spent.
    fn cheaper(
        &self,
        library: &Library,
        terms: &Terms<impl Ground>,
        place: Place,
        pick: &Pick,
        ceiling: Levels,
        listener: &mut impl Listener,
    ) -> Option<Pick> {
        if pick.opt.turn.is_some() || pick.less {
            return None;
        }
        // What stands in for another exercise never asks more than that one, nor does it with a dial.
        let ceiling = match pick.how {
            How::Own => ceiling,
            How::Instead(..) => library.choices.of(place.exercise).ceiling.min(ceiling),
        };
        let bounds = Bounds {
            ceiling,
            loaded_only: false,
            bulky: pick.how == How::Own && place.bulk != Bulk::Usual,
        };
        let verdict = terms.judge(library, &self.taken, pick.exercise, With::OneDial, bounds);
        listener.tried(pick.exercise, With::OneDial, bounds, verdict);
        Some(Pick {
            opt: verdict.ok()?,
            ..*pick
        })
    }
}

/// What a pick asks, its volume counted.
pub(crate) fn asks(places: &[Place], pick: &Pick) -> Levels {
    let bulky = pick.how == How::Own
        && !pick.less
        && !pick.opt.own_amount
        && places
            .get(pick.slot)
            .is_some_and(|place| place.bulk != Bulk::Usual);
    if bulky {
        pick.opt.demands.raised()
    } else {
        pick.opt.demands
    }
}

/// The axes on which a place's own exercise fails, a bit each; none if it fails for another reason. An exercise
/// that some equipment would make tolerable lacks that equipment.
pub(crate) fn failed(
    library: &Library,
    terms: &Terms<impl Ground>,
    place: Place,
    refused: Refused,
) -> u16 {
    if refused != Refused::Unfit {
        return 0;
    }
    let options = library.choices.of(place.exercise);
    let here = options.plain.iter().find(|opt| terms.ground.has(opt.needs));
    let tolerable = |opt: &Opt| terms.ground.tolerates(opt.demands);
    if here.is_none() && options.plain.iter().chain(&options.turned).any(tolerable) {
        return 0;
    }
    let demands = here
        .or_else(|| options.plain.first())
        .map_or(Levels::NOTHING, |opt| opt.demands);
    let above = terms.ground.above(demands);
    if above == 0 && place.bulk != Bulk::Usual {
        terms.ground.above(demands.raised())
    } else {
        above
    }
}
