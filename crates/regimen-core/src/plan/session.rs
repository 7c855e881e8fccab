//! Steps 3 to 5: two passes over a session's slots, then what the session may cost, and how long it takes.
//!
//! First every slot whose exercise fits as it is or with one dial; then the rest: substitutes, then
//! the nearest of the pattern, else left out. Nothing comes twice, and no slot loses its exercise to
//! another's fallback, because every own exercise that fits is placed before any fallback is.

use crate::format::common::Dose;
use crate::level::{Level, Levels};
use crate::library::{Exercise, Key, Library, Opt, Programme, Session, Slot};

use super::dose::{self, bring_down, is_bulky, less_volume, one_set_fewer, volume_dial};
use super::judge::{Judge, demands};
use super::terms::{Bounds, Found, Listener, Refused, Taken, With};
use super::time::{item_seconds, session_minutes, session_seconds};
use super::{
    Candidate, Item, LeftOut, Obstacle, SessionPlan, Tracing, Tried, Turned, Warning, Why,
    WhyLeftOut,
};

/// What resolving sessions writes besides the sessions themselves.
pub(super) struct Notes {
    pub(super) tracing: Tracing,
    pub(super) trace: Vec<Tried>,
    pub(super) warnings: Vec<Warning>,
}

impl Notes {
    pub(super) fn warn(&mut self, warning: Warning) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }
}

/// A session that is to be adapted.
#[derive(Clone, Copy)]
pub(super) struct Task<'a> {
    pub(super) judge: &'a Judge<'a>,
    pub(super) programme: Key<Programme>,
    /// The phase's position in the programme.
    pub(super) phase: usize,
    /// The session's position among the plan's.
    pub(super) position: usize,
    pub(super) session: &'a Session,
    /// Which slots hold the person's own training.
    pub(super) own_training: bool,
    /// Slots that the clinician pinned, by position.
    pub(super) pinned: &'a [usize],
    /// The most items that it may hold, if there is such a limit.
    pub(super) keep: Option<usize>,
}

struct Resolver<'a> {
    task: Task<'a>,
    taken: Taken,
    notes: &'a mut Notes,
}

/// Adapts one session.
pub(super) fn resolve(task: Task<'_>, notes: &mut Notes) -> SessionPlan {
    let session = task.session;
    let mut resolver = Resolver {
        task,
        taken: Taken::default(),
        notes,
    };
    // What fits as it is comes before what needs a dial: a dial may turn one slot's exercise into another
    // slot's own, and that one must not lose its place.
    let mut items: Vec<Option<Item>> = vec![None; session.slots.len()];
    for with in [With::Nothing, With::OneDial] {
        for ((at, slot), place) in session.slots.iter().enumerate().zip(&mut items) {
            if place.is_none() {
                *place = resolver.own(at, slot, with);
            }
        }
    }
    let mut left_out = Vec::new();
    for (at, slot) in session.slots.iter().enumerate() {
        if items.get(at).is_some_and(Option::is_some) {
            continue;
        }
        let obstacle = resolver.own_obstacle(slot);
        match resolver.fallback(at, slot, &obstacle, Levels::UNLIMITED) {
            Some(item) => {
                if let Some(place) = items.get_mut(at) {
                    *place = Some(item);
                }
            }
            None => left_out.push(LeftOut {
                slot: at,
                why: WhyLeftOut::NoOption(obstacle),
            }),
        }
    }
    let mut items: Vec<Item> = items.into_iter().flatten().collect();
    resolver.within_budget(&mut items, &mut left_out);
    if let Some(keep) = task.keep {
        shrink(
            task,
            &mut items,
            &mut left_out,
            &WhyLeftOut::Smaller,
            |items| items.len() <= keep,
        );
    }
    let minutes = resolver.within_time(&mut items, &mut left_out);
    left_out.sort_by_key(|one| one.slot);
    SessionPlan {
        session: task.position,
        minutes,
        items,
        left_out,
    }
}

/// Writes each option down as it is tried.
struct Tracer<'a, 'n> {
    task: Task<'a>,
    slot: usize,
    bulky: bool,
    taken: &'a Taken,
    records: &'a dyn Fn(Key<Exercise>) -> Candidate,
    notes: &'n mut Notes,
}

impl Listener for Tracer<'_, '_> {
    fn tried(
        &mut self,
        exercise: Key<Exercise>,
        with: With,
        bounds: Bounds,
        verdict: Result<Opt, Refused>,
    ) {
        let judge = self.task.judge;
        if let (Err(Refused::Never), Some(rule)) = (verdict, judge.never(exercise)) {
            self.notes.warn(Warning::Never { exercise, rule });
        }
        if self.notes.tracing == Tracing::Off {
            return;
        }
        let obstacle = verdict
            .err()
            .map(|refused| obstacle(self.task, exercise, refused, bounds, self.bulky, self.taken));
        let tried = Tried {
            programme: self.task.programme,
            session: self.task.position,
            slot: self.slot,
            phase: self.task.phase,
            exercise,
            candidate: (self.records)(exercise),
            dialled: with == With::OneDial,
            turn: verdict.ok().and_then(|opt| opt.turn).map(usize::from),
            obstacle,
        };
        // A record that is looked at twice, first among those that answer, says the same twice.
        if !self.notes.trace.contains(&tried) {
            self.notes.trace.push(tried);
        }
    }
}

/// What stood in the way, in full.
fn obstacle(
    task: Task<'_>,
    exercise: Key<Exercise>,
    refused: Refused,
    bounds: Bounds,
    bulky: bool,
    taken: &Taken,
) -> Obstacle {
    let judge = task.judge;
    match refused {
        Refused::Taken => Obstacle::Taken,
        Refused::Watch => Obstacle::Watch,
        Refused::Early | Refused::Barred | Refused::Never | Refused::Unfit => {
            let room = judge.terms.room;
            judge.obstacle(exercise, room, bulky).unwrap_or_else(|| {
                let record = &judge.library.exercises[exercise];
                let mut ways = record.ways.iter().filter(|way| way.needs.within(room));
                let way = ways.next();
                let above: Vec<usize> = way
                    .map(|way| way.demands.above(bounds.ceiling).collect())
                    .unwrap_or_default();
                if !above.is_empty() {
                    Obstacle::Raises(above)
                } else if bounds.loaded_only {
                    Obstacle::Unloaded
                } else if taken.used.is_empty() {
                    Obstacle::Raises(above)
                } else {
                    Obstacle::Taken
                }
            })
        }
    }
}

impl Resolver<'_> {
    fn library(&self) -> &Library {
        self.task.judge.library
    }

    /// Tries one exercise one way, and writes the verdict down.
    fn try_one(
        &mut self,
        at: usize,
        exercise: Key<Exercise>,
        with: With,
        bounds: Bounds,
    ) -> Option<Opt> {
        let judge = self.task.judge;
        let verdict = judge
            .terms
            .judge(judge.library, &self.taken, exercise, with, bounds);
        let mut tracer = Tracer {
            task: self.task,
            slot: at,
            bulky: bounds.bulky,
            taken: &self.taken,
            records: &|_| Candidate::Own,
            notes: self.notes,
        };
        tracer.tried(exercise, with, bounds, verdict);
        verdict.ok()
    }

    /// First pass: the slot's own exercise.
    fn own(&mut self, at: usize, slot: &Slot, with: With) -> Option<Item> {
        let library = self.task.judge.library;
        let exercise = slot.exercise;
        let record = &library.exercises[exercise];
        let planned = dose::planned(record, &slot.dose);
        let bulky = is_bulky(library, &record.dose, &planned);
        let bounds = Bounds {
            bulky,
            ..Bounds::FREE
        };
        let (opt, turn, planned) = match with {
            With::OneDial if bulky => self.own_turned_or_less(at, slot, &planned)?,
            _ => {
                let opt = self.try_one(at, exercise, with, bounds)?;
                let turn = opt.turn.map(|turn| Turned::Own(usize::from(turn)));
                (opt, turn, planned)
            }
        };
        let mut why = vec![match turn {
            None => Why::Fits,
            Some(_) => Why::Dial(self.dialled_for(exercise, &opt, Levels::UNLIMITED, bulky)),
        }];
        if self.task.pinned.contains(&at) {
            why.push(Why::Pinned);
        }
        if self.task.own_training {
            why.push(Why::Own);
        }
        Some(self.place(at, exercise, None, &opt, turn, planned, why))
    }

    /// One dial for an exercise whose volume counts more: the exercise's own, or the one that takes volume away,
    /// in the dials' order.
    fn own_turned_or_less(
        &mut self,
        at: usize,
        slot: &Slot,
        planned: &Dose,
    ) -> Option<(Opt, Option<Turned>, Dose)> {
        let library = self.task.judge.library;
        let exercise = slot.exercise;
        let record = &library.exercises[exercise];
        let bulky = Bounds {
            bulky: true,
            ..Bounds::FREE
        };
        let own = self.try_one(at, exercise, With::OneDial, bulky);
        let less = volume_dial(library).and_then(|(dial, percent)| {
            let dose = less_volume(&record.dose, planned, percent)?;
            let opt = self.try_one(at, exercise, With::Nothing, Bounds::FREE)?;
            Some((opt, dial, dose))
        });
        let own_dial = own.and_then(|opt| {
            let turn = record.turns.get(usize::from(opt.turn?))?;
            Some((opt, turn))
        });
        match (own_dial, less) {
            (Some((opt, turn)), less)
                if less.as_ref().is_none_or(|(_, dial, _)| turn.dial < *dial) =>
            {
                let turned = opt.turn.map(|turn| Turned::Own(usize::from(turn)));
                Some((opt, turned, planned.clone()))
            }
            (_, Some((opt, dial, dose))) => Some((opt, Some(Turned::Volume(dial)), dose)),
            (_, None) => None,
        }
    }

    /// What the dial takes away: the limits that the exercise would pass without it, or else the axes on
    /// which it would ask more than what it stands in for.
    fn dialled_for(
        &self,
        exercise: Key<Exercise>,
        opt: &Opt,
        ceiling: Levels,
        bulky: bool,
    ) -> Obstacle {
        let judge = self.task.judge;
        let as_it_is = demands(judge.library, exercise, usize::from(opt.way), None);
        let limited: Vec<usize> = as_it_is.above(judge.limits.levels).collect();
        if !limited.is_empty() {
            return Obstacle::Limit(limited);
        }
        if bulky {
            return Obstacle::Volume(as_it_is.raised().above(judge.limits.levels).collect());
        }
        Obstacle::Raises(as_it_is.above(ceiling).collect())
    }

    /// Second pass: something instead, which asks no more than `most` on any axis besides the limits.
    fn fallback(
        &mut self,
        at: usize,
        slot: &Slot,
        obstacle: &Obstacle,
        most: Levels,
    ) -> Option<Item> {
        let judge = self.task.judge;
        let library = judge.library;
        let failed = match obstacle {
            Obstacle::Limit(axes) | Obstacle::Volume(axes) | Obstacle::Budget(axes) => {
                axes.iter().fold(0, |bits, axis| bits | 1u16 << (axis & 15))
            }
            _ => 0,
        };
        let ceiling = library.choices.of(slot.exercise).ceiling.min(most);
        let named = |exercise: Key<Exercise>| {
            let all = library.choices.instead(slot.exercise);
            all.iter()
                .find(|one| one.to == exercise)
                .map_or(Candidate::Near, |one| {
                    Candidate::Record(usize::from(one.record))
                })
        };
        let taken = self.taken.clone();
        let mut tracer = Tracer {
            task: self.task,
            slot: at,
            bulky: false,
            taken: &taken,
            records: &named,
            notes: self.notes,
        };
        let (exercise, opt, found) =
            judge
                .terms
                .instead(library, &taken, slot.exercise, failed, ceiling, &mut tracer)?;
        let record = &library.exercises[exercise];
        let mut why = vec![
            Why::Instead(obstacle.clone()),
            match found {
                Found::Record(record) => Why::Record(usize::from(record)),
                Found::Nearest => Why::Nearest,
            },
        ];
        let turn = opt.turn.map(|turn| Turned::Own(usize::from(turn)));
        if turn.is_some() {
            why.push(Why::Dial(self.dialled_for(exercise, &opt, ceiling, false)));
        }
        if self.task.own_training && opt.loaded {
            why.push(Why::NewLoad);
        }
        // Never the original's dose, nor its load: another exercise starts from its own.
        let dose = record.dose.clone();
        Some(self.place(at, exercise, Some(slot.exercise), &opt, turn, dose, why))
    }

    #[expect(clippy::too_many_arguments, reason = "an item has that many parts")]
    fn place(
        &mut self,
        at: usize,
        exercise: Key<Exercise>,
        instead_of: Option<Key<Exercise>>,
        opt: &Opt,
        turn: Option<Turned>,
        dose: Dose,
        mut why: Vec<Why>,
    ) -> Item {
        let judge = self.task.judge;
        let record = &judge.library.exercises[exercise];
        if record.watch.is_some() {
            why.push(Why::Watch);
        }
        self.taken.take(judge.library, exercise, Some(opt));
        let dose = match turn
            .and_then(Turned::own)
            .and_then(|turn| record.turns.get(turn))
        {
            Some(turn) => dose::turned(&dose, turn),
            None => dose,
        };
        let brought = bring_down(
            judge.library,
            &judge.situation,
            &judge.limits,
            opt.demands,
            dose,
        );
        why.extend(brought.capped.map(Why::Capped));
        why.extend(brought.fewer.map(Why::FewerSets));
        Item {
            slot: at,
            exercise,
            instead_of,
            way: usize::from(opt.way),
            turn,
            dose: brought.dose,
            why,
        }
    }

    /// What stood in the way of a slot's own exercise when it was its turn.
    fn own_obstacle(&self, slot: &Slot) -> Obstacle {
        let judge = self.task.judge;
        let record = &judge.library.exercises[slot.exercise];
        let planned = dose::planned(record, &slot.dose);
        let bulky = is_bulky(judge.library, &record.dose, &planned);
        if self.taken.used.contains(&slot.exercise) {
            return Obstacle::Taken;
        }
        // What is neither taken nor hindered waited for the one exercise to be watched.
        judge
            .obstacle(slot.exercise, judge.terms.room, bulky)
            .unwrap_or(Obstacle::Watch)
    }

    /// What an item asks, its volume counted.
    fn asks(&self, item: &Item) -> Levels {
        let library = self.library();
        let asks = demands(
            library,
            item.exercise,
            item.way,
            item.turn.and_then(Turned::own),
        );
        if is_bulky(library, &library.exercises[item.exercise].dose, &item.dose) {
            asks.raised()
        } else {
            asks
        }
    }

    /// The limited axes on which the items together cost more than the session may.
    fn over_budget(&self, items: &[Item]) -> Vec<usize> {
        let limits = &self.task.judge.limits;
        limits
            .on
            .iter()
            .filter(|limit| {
                limit.budget.is_some_and(|budget| {
                    let costs = items
                        .iter()
                        .map(|item| cost(self.asks(item).get(limit.axis)));
                    costs.sum::<u16>() > budget
                })
            })
            .map(|limit| limit.axis)
            .collect()
    }

    /// Step 5: over budget, the least important costing item takes its dial, else something else comes in its
    /// place, else it is left out. Every round makes the session cheaper, so that it ends.
    fn within_budget(&mut self, items: &mut Vec<Item>, left_out: &mut Vec<LeftOut>) {
        loop {
            let over = self.over_budget(items);
            let Some(&axis) = over.first() else {
                return;
            };
            let costing = items
                .iter()
                .enumerate()
                .filter(|(_, item)| cost(self.asks(item).get(axis)) > 0)
                .max_by_key(|(_, item)| (priority(self.task.session, item), item.slot));
            let Some((at, item)) = costing else {
                return;
            };
            let item = item.clone();
            items.remove(at);
            self.forget(&item, items);
            let Some(slot) = self.task.session.slots.get(item.slot) else {
                return;
            };
            let obstacle = Obstacle::Budget(over.clone());
            // What takes its place is free on every axis that costs too much.
            let cheap = over
                .iter()
                .fold(Levels::UNLIMITED, |all, &axis| all.with(axis, Level::Low));
            let replaced = self
                .cheaper(&item, slot, cheap, &obstacle)
                .or_else(|| self.fallback(item.slot, slot, &obstacle, cheap));
            match replaced {
                Some(other) => items.insert(at.min(items.len()), other),
                None => left_out.push(LeftOut {
                    slot: item.slot,
                    why: WhyLeftOut::Budget(over),
                }),
            }
        }
    }

    /// The same exercise with one dial, if it has none yet, so that it costs nothing where too much is spent.
    fn cheaper(
        &mut self,
        item: &Item,
        slot: &Slot,
        ceiling: Levels,
        obstacle: &Obstacle,
    ) -> Option<Item> {
        if item.turn.is_some() {
            return None;
        }
        let library = self.task.judge.library;
        let record = &library.exercises[item.exercise];
        let planned = if item.instead_of.is_some() {
            record.dose.clone()
        } else {
            dose::planned(record, &slot.dose)
        };
        let bounds = Bounds {
            ceiling,
            loaded_only: false,
            bulky: is_bulky(library, &record.dose, &planned),
        };
        let opt = self.try_one(item.slot, item.exercise, With::OneDial, bounds)?;
        let turn = opt.turn.map(|turn| Turned::Own(usize::from(turn)));
        let kept = |why: &&Why| {
            !matches!(
                why,
                Why::Fits | Why::Watch | Why::Capped(_) | Why::FewerSets(_)
            )
        };
        let mut why = vec![Why::Dial(obstacle.clone())];
        why.extend(item.why.iter().filter(kept).cloned());
        let placed = self.place(
            item.slot,
            item.exercise,
            item.instead_of,
            &opt,
            turn,
            planned,
            why,
        );
        Some(placed)
    }

    /// Takes an item out of what is taken.
    fn forget(&mut self, gone: &Item, items: &[Item]) {
        let library = self.task.judge.library;
        self.taken = Taken::default();
        for item in items.iter().filter(|item| item.slot != gone.slot) {
            self.taken.take(library, item.exercise, None);
            let turn = item.turn.and_then(Turned::own);
            let turn = turn.and_then(|turn| library.exercises[item.exercise].turns.get(turn));
            self.taken.used.extend(turn.and_then(|turn| turn.same_as));
        }
    }

    /// `session_minutes`: the least important exercises go first, then sets one by one from the least important
    /// that has several. What the session must keep stays.
    fn within_time(&mut self, items: &mut Vec<Item>, left_out: &mut Vec<LeftOut>) -> (u16, u16) {
        let task = self.task;
        let Some(asked) = task.judge.asked.session_minutes else {
            return minutes(task, items);
        };
        let least = usize::from(task.session.min_items);
        shrink(task, items, left_out, &WhyLeftOut::Time, |items| {
            items.len() <= least || minutes(task, items).1 <= asked
        });
        while minutes(task, items).1 > asked {
            let next = items
                .iter_mut()
                .filter(|item| one_set_fewer(&item.dose).is_some())
                .max_by_key(|item| {
                    let sets = item.dose.sets.map_or(0, |sets| sets.max);
                    (sets, priority(task.session, item), item.slot)
                });
            let Some(item) = next else {
                break;
            };
            if let Some(less) = one_set_fewer(&item.dose) {
                item.dose = less;
            }
            if !item.why.contains(&Why::ShorterSets) {
                item.why.push(Why::ShorterSets);
            }
        }
        let took = minutes(task, items);
        if took.1 > asked {
            self.notes.warn(Warning::Long {
                session: super::SessionName {
                    id: task.session.id.clone(),
                    name: task.session.name.clone(),
                },
                minutes: took.1,
                asked,
            });
        }
        took
    }
}

/// What a level on a limited axis costs: low is free.
fn cost(level: Level) -> u16 {
    u16::from(level.rank().saturating_sub(1))
}

fn priority(session: &Session, item: &Item) -> u16 {
    session.slots.get(item.slot).map_or(0, |slot| slot.priority)
}

fn minutes(task: Task<'_>, items: &[Item]) -> (u16, u16) {
    let library = task.judge.library;
    let times = items
        .iter()
        .map(|item| item_seconds(&item.dose, &library.exercises[item.exercise].pace));
    let changeover = library.programmes[task.programme].changeover_s;
    session_minutes(session_seconds(times, changeover))
}

/// Leaves out the least important items until it is enough, the last of each part of the body kept as long as
/// anything else can go. What is left out for lack of time never takes the last of a part.
fn shrink(
    task: Task<'_>,
    items: &mut Vec<Item>,
    left_out: &mut Vec<LeftOut>,
    why: &WhyLeftOut,
    enough: impl Fn(&[Item]) -> bool,
) {
    let library = task.judge.library;
    let part = |item: &Item| {
        let pattern = library.exercises[item.exercise].pattern;
        library.patterns[pattern].part
    };
    while !enough(items) {
        let candidate = items
            .iter()
            .enumerate()
            .map(|(at, item)| {
                let last_of_part = part(item).is_some_and(|own| {
                    let same = items.iter().filter(|other| part(other) == Some(own));
                    same.count() == 1
                });
                ((!last_of_part, priority(task.session, item), item.slot), at)
            })
            .max();
        let Some(((spare, ..), at)) = candidate else {
            return;
        };
        if !spare && *why == WhyLeftOut::Time {
            return;
        }
        let gone = items.remove(at);
        left_out.push(LeftOut {
            slot: gone.slot,
            why: why.clone(),
        });
    }
}
