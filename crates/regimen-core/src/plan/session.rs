//! A session, adapted: what [`super::select`] chooses, with doses and reasons, kept small and short where that is
//! asked for.

use crate::level::{Levels, MAX_AXES};
use crate::library::{Exercise, Key, Library, Opt, Programme, Session, Slot};

use super::dose::{self, bring_down, is_bulky, less_volume, one_set_fewer, volume_dial};
use super::judge::{Judge, demands};
use super::select::{Bulk, How, Pick, Place, Selection};
use super::terms::{Bounds, Found, Listener, Refused, With};
use super::time::{item_seconds, session_minutes, session_seconds};
use super::{
    Candidate, Item, LeftOut, Obstacle, SessionName, SessionPlan, Tracing, Tried, Turned, Warning,
    Why, WhyLeftOut,
};

/// What resolving sessions writes besides the sessions themselves.
pub(crate) struct Notes {
    pub(crate) tracing: Tracing,
    pub(crate) trace: Vec<Tried>,
    pub(crate) warnings: Vec<Warning>,
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
pub(crate) struct Task<'a> {
    pub(crate) judge: &'a Judge<'a>,
    pub(crate) programme: Key<Programme>,
    /// The phase's position in the programme.
    pub(crate) phase: usize,
    /// The session's position among the plan's.
    pub(crate) position: usize,
    pub(crate) session: &'a Session,
    /// Which slots hold the person's own training.
    pub(crate) own_training: bool,
    /// Slots that the clinician pinned, by position.
    pub(crate) pinned: &'a [usize],
    /// The most items that it may hold, if there is such a limit.
    pub(crate) keep: Option<usize>,
}

/// Adapts one session.
pub(crate) fn resolve(task: Task<'_>, notes: &mut Notes) -> SessionPlan {
    let session = task.session;
    let judge = task.judge;
    let library = judge.library;
    let places: Vec<Place> = session
        .slots
        .iter()
        .map(|slot| place(library, slot))
        .collect();
    let mut selection = Selection::default();
    let mut tracer = Tracer {
        task,
        slot: 0,
        notes,
    };
    selection.fill(library, &judge.terms, &places, &mut tracer);
    selection.keep_budget(library, &judge.terms, &places, &mut tracer);
    let mut items: Vec<Item> = selection
        .picks
        .iter()
        .filter_map(|pick| item(task, session.slots.get(pick.slot)?, pick))
        .collect();
    let mut left_out: Vec<LeftOut> = selection
        .empty
        .iter()
        .filter_map(|empty| {
            let slot = session.slots.get(empty.slot)?;
            Some(LeftOut {
                slot: empty.slot,
                why: match empty.why {
                    Ok(refused) => WhyLeftOut::NoOption(own_obstacle(task, slot, refused)),
                    Err(axes) => WhyLeftOut::Budget(positions(axes)),
                },
            })
        })
        .collect();
    if let Some(keep) = task.keep {
        shrink(
            task,
            &mut items,
            &mut left_out,
            &WhyLeftOut::Smaller,
            |items| items.len() <= keep,
        );
    }
    let minutes = within_time(task, &mut items, &mut left_out, notes);
    left_out.sort_by_key(|one| one.slot);
    SessionPlan {
        session: task.position,
        minutes,
        items,
        left_out,
    }
}

/// A slot as a place to fill.
pub(crate) fn place(library: &Library, slot: &Slot) -> Place {
    let record = &library.exercises[slot.exercise];
    let planned = dose::planned(record, &slot.dose);
    let bulk = if is_bulky(library, &record.dose, &planned) {
        Bulk::More
    } else {
        Bulk::Usual
    };
    Place {
        exercise: slot.exercise,
        priority: slot.priority,
        bulk,
    }
}

/// The positions of the bits that are set.
fn positions(bits: u16) -> Vec<usize> {
    (0..MAX_AXES).filter(|axis| bits >> axis & 1 == 1).collect()
}

/// Writes each option down as it is tried.
struct Tracer<'a, 'n> {
    task: Task<'a>,
    slot: usize,
    notes: &'n mut Notes,
}

impl Listener for Tracer<'_, '_> {
    fn at(&mut self, slot: usize) {
        self.slot = slot;
    }

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
        let own = self
            .task
            .session
            .slots
            .get(self.slot)
            .map(|slot| slot.exercise);
        let candidate = match own {
            Some(own) if own == exercise => Candidate::Own,
            Some(own) => {
                let all = judge.library.choices.instead(own);
                let named = all.iter().find(|one| one.to == exercise);
                named.map_or(Candidate::Near, |one| {
                    Candidate::Record(usize::from(one.record))
                })
            }
            None => Candidate::Near,
        };
        let obstacle = verdict
            .err()
            .map(|refused| obstacle(self.task, exercise, refused, bounds));
        let tried = Tried {
            programme: self.task.programme,
            session: self.task.position,
            slot: self.slot,
            phase: self.task.phase,
            exercise,
            candidate,
            dialled: with == With::OneDial,
            turn: verdict.ok().and_then(|opt| opt.turn).map(usize::from),
            ceiling: bounds.ceiling,
            loaded_only: bounds.loaded_only,
            bulky: bounds.bulky,
            obstacle,
        };
        // A record that is looked at twice, first among those that answer, says the same twice.
        if !self.notes.trace.contains(&tried) {
            self.notes.trace.push(tried);
        }
    }
}

/// What stood in the way, in full.
fn obstacle(task: Task<'_>, exercise: Key<Exercise>, refused: Refused, bounds: Bounds) -> Obstacle {
    let judge = task.judge;
    match refused {
        Refused::Taken => Obstacle::Taken,
        Refused::Watch => Obstacle::Watch,
        Refused::Early | Refused::Barred | Refused::Never | Refused::Unfit => {
            let room = judge.terms.ground.room;
            judge
                .obstacle(exercise, room, bounds.bulky)
                .unwrap_or_else(|| {
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
                    } else {
                        // It fits, and only its twin can stand in the way.
                        Obstacle::Taken
                    }
                })
        }
    }
}

/// What stood in the way of a slot's own exercise when something else was looked for.
fn own_obstacle(task: Task<'_>, slot: &Slot, refused: Refused) -> Obstacle {
    let bulky = place(task.judge.library, slot).bulk != Bulk::Usual;
    let bounds = Bounds {
        bulky,
        ..Bounds::FREE
    };
    obstacle(task, slot.exercise, refused, bounds)
}

/// A pick as an item: its dose, and why it is there.
fn item(task: Task<'_>, slot: &Slot, pick: &Pick) -> Option<Item> {
    let judge = task.judge;
    let library = judge.library;
    let record = &library.exercises[pick.exercise];
    let own = pick.how == How::Own;
    let planned = dose::planned(record, &slot.dose);
    let bulky = own && place(library, slot).bulk != Bulk::Usual;
    let turn = match pick.opt.turn {
        Some(turn) => Some(Turned::Own(usize::from(turn))),
        None if pick.less => volume_dial(library).map(|(dial, _)| Turned::Volume(dial)),
        None => None,
    };
    let mut why = Vec::new();
    let mut ceiling = Levels::UNLIMITED;
    let mut dose = if own { planned } else { record.dose.clone() };
    match pick.how {
        How::Own => {
            if turn.is_none() {
                why.push(Why::Fits);
            }
        }
        How::Instead(found, refused) => {
            ceiling = library.choices.of(slot.exercise).ceiling;
            let obstacle = if pick.budget != 0 && pick.opt.turn.is_none() {
                Obstacle::Budget(positions(pick.budget))
            } else {
                own_obstacle(task, slot, refused)
            };
            why.push(Why::Instead(obstacle));
            why.push(match found {
                Found::Record(record) => Why::Record(usize::from(record)),
                Found::Nearest => Why::Nearest,
            });
        }
    }
    if turn.is_some() {
        why.push(Why::Dial(if pick.budget != 0 {
            Obstacle::Budget(positions(pick.budget))
        } else {
            dialled_for(judge, pick, ceiling, bulky)
        }));
    }
    if task.pinned.contains(&pick.slot) && own {
        why.push(Why::Pinned);
    }
    if task.own_training {
        if own {
            why.push(Why::Own);
        } else if pick.opt.loaded {
            why.push(Why::NewLoad);
        }
    }
    if record.watch.is_some() {
        why.push(Why::Watch);
    }
    if let Some(turn) = pick
        .opt
        .turn
        .and_then(|turn| record.turns.get(usize::from(turn)))
    {
        dose = dose::turned(&dose, turn);
    } else if pick.less
        && let Some((_, percent)) = volume_dial(library)
    {
        dose = less_volume(&record.dose, &dose, percent);
    }
    let brought = bring_down(
        library,
        &judge.situation,
        &judge.limits,
        pick.opt.demands,
        dose,
    );
    why.extend(brought.capped.map(Why::Capped));
    why.extend(brought.fewer.map(Why::FewerSets));
    Some(Item {
        slot: pick.slot,
        exercise: pick.exercise,
        instead_of: (!own).then_some(slot.exercise),
        way: usize::from(pick.opt.way),
        turn,
        dose: brought.dose,
        why,
    })
}

/// What the dial takes away: the limits that the exercise would pass without it, or else the axes on which it
/// would ask more than what it stands in for.
fn dialled_for(judge: &Judge<'_>, pick: &Pick, ceiling: Levels, bulky: bool) -> Obstacle {
    let way = usize::from(pick.opt.way);
    let as_it_is = demands(judge.library, pick.exercise, way, None);
    let limited: Vec<usize> = as_it_is.above(judge.limits.levels).collect();
    if !limited.is_empty() {
        return Obstacle::Limit(limited);
    }
    if bulky {
        return Obstacle::Volume(as_it_is.raised().above(judge.limits.levels).collect());
    }
    Obstacle::Raises(as_it_is.above(ceiling).collect())
}

/// `session_minutes`: the least important exercises go first, then sets one by one from the least important
/// that has several. What the session must keep stays.
fn within_time(
    task: Task<'_>,
    items: &mut Vec<Item>,
    left_out: &mut Vec<LeftOut>,
    notes: &mut Notes,
) -> (u16, u16) {
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
        notes.warn(Warning::Long {
            session: SessionName {
                id: task.session.id.clone(),
                name: task.session.name.clone(),
            },
            minutes: took.1,
            asked,
        });
    }
    took
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

/// Which item goes first where something must: its position, and whether another of its part of the body stays.
/// The least important goes first, the last of each part as late as can be.
pub(crate) fn next_to_go(
    library: &Library,
    session: &Session,
    items: &[(usize, Key<Exercise>)],
) -> Option<(bool, usize)> {
    let part = |exercise: Key<Exercise>| {
        let pattern = library.exercises[exercise].pattern;
        library.patterns[pattern].part
    };
    let candidate = items
        .iter()
        .enumerate()
        .map(|(at, &(slot, exercise))| {
            let last_of_part = part(exercise).is_some_and(|own| {
                let same = items.iter().filter(|(_, other)| part(*other) == Some(own));
                same.count() == 1
            });
            let priority = session.slots.get(slot).map_or(0, |slot| slot.priority);
            ((!last_of_part, priority, slot), at)
        })
        .max();
    candidate.map(|((spare, ..), at)| (spare, at))
}

/// Leaves out items until it is enough. What is left out for lack of time never takes the last of a part.
fn shrink(
    task: Task<'_>,
    items: &mut Vec<Item>,
    left_out: &mut Vec<LeftOut>,
    why: &WhyLeftOut,
    enough: impl Fn(&[Item]) -> bool,
) {
    while !enough(items) {
        let all: Vec<_> = items
            .iter()
            .map(|item| (item.slot, item.exercise))
            .collect();
        let Some((spare, at)) = next_to_go(task.judge.library, task.session, &all) else {
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
