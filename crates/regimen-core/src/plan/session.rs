//! Step 3: two passes over a session's slots.
//!
//! First every slot whose exercise fits as it is or with one dial; then the rest: substitutes, then
//! the nearest of the pattern, else left out. Nothing comes twice, and no slot loses its exercise to
//! another's fallback, because every own exercise that fits is placed before any fallback is.

use crate::format::common::{Dose, Range};
use crate::level::{Level, Levels};
use crate::library::{Exercise, Key, Programme, Replaced, Session, Slot};

use super::judge::{Fit, Judge, With};
use super::time::{item_seconds, session_minutes, session_seconds};
use super::{Item, LeftOut, Obstacle, SessionPlan, Tracing, Tried, Warning, Why, WhyLeftOut};

/// What resolving sessions writes besides the sessions themselves.
pub(super) struct Notes {
    pub(super) tracing: Tracing,
    pub(super) trace: Vec<Tried>,
    pub(super) warnings: Vec<Warning>,
}

impl Notes {
    fn warn(&mut self, warning: Warning) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }
}

struct Resolver<'a> {
    judge: &'a Judge<'a>,
    programme: Key<Programme>,
    session: usize,
    used: Vec<Key<Exercise>>,
    watched: bool,
    notes: &'a mut Notes,
}

/// Adapts one session. `keep` is the most items that it may hold, if there is such a limit.
pub(super) fn resolve(
    judge: &Judge<'_>,
    programme: Key<Programme>,
    position: usize,
    session: &Session,
    keep: Option<usize>,
    notes: &mut Notes,
) -> SessionPlan {
    let mut resolver = Resolver {
        judge,
        programme,
        session: position,
        used: Vec::new(),
        watched: false,
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
        let obstacle = resolver.own_obstacle(slot.exercise);
        match resolver.fallback(at, slot, &obstacle) {
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
    if let Some(keep) = keep {
        shrink(judge, session, keep, &mut items, &mut left_out);
    }
    left_out.sort_by_key(|one| one.slot);
    let changeover = judge.library.programmes[programme].changeover_s;
    let minutes = session_minutes(session_seconds(
        items
            .iter()
            .map(|item| item_seconds(&item.dose, &judge.library.exercises[item.exercise].pace)),
        changeover,
    ));
    SessionPlan {
        session: position,
        minutes,
        items,
        left_out,
    }
}

impl Resolver<'_> {
    /// First pass: the slot's own exercise.
    fn own(&mut self, at: usize, slot: &Slot, with: With) -> Option<Item> {
        let exercise = slot.exercise;
        let fit = self.try_one(at, exercise, with, Levels::UNLIMITED, false)?;
        let record = &self.judge.library.exercises[exercise];
        let mut why = vec![match fit.turn {
            None => Why::Fits,
            Some(_) => Why::Dial(self.dialled_for(exercise, fit, Levels::UNLIMITED)),
        }];
        if record.watch.is_some() {
            why.push(Why::Watch);
        }
        let dose = record.dose.with(&slot.dose);
        Some(self.place(at, exercise, None, fit, &dose, why))
    }

    /// What the dial takes away: the limits that the exercise would pass without it, or else the axes on
    /// which it would ask more than what it stands in for.
    fn dialled_for(&self, exercise: Key<Exercise>, fit: Fit, ceiling: Levels) -> Obstacle {
        let as_it_is = demands(self.judge, exercise, fit.way, None);
        let limited: Vec<usize> = as_it_is.above(self.judge.limits.levels).collect();
        if limited.is_empty() {
            Obstacle::Raises(as_it_is.above(ceiling).collect())
        } else {
            Obstacle::Limit(limited)
        }
    }

    /// Second pass: something instead. A loadable slot takes a loadable option while one fits.
    fn fallback(&mut self, at: usize, slot: &Slot, obstacle: &Obstacle) -> Option<Item> {
        let library = self.judge.library;
        let original = &library.exercises[slot.exercise];
        // What stands in may ask a little on any axis, and on none more than the original does.
        let ceiling = original.demands.max(low());
        let failed: &[usize] = match obstacle {
            Obstacle::Limit(axes) => axes,
            _ => &[],
        };
        let substitutes = self.substitutes(slot.exercise, failed);
        let nearest = self.nearest(slot.exercise);
        let wanted: &[bool] = if original.loadable {
            &[true, false]
        } else {
            &[false]
        };
        for &loaded_only in wanted {
            for with in [With::Nothing, With::OneDial] {
                for &(exercise, record) in &substitutes {
                    if let Some(fit) = self.try_one(at, exercise, with, ceiling, loaded_only) {
                        let why = vec![Why::Instead(obstacle.clone()), Why::Record(record)];
                        return Some(self.stand_in(at, slot, exercise, fit, ceiling, why));
                    }
                }
            }
            for with in [With::Nothing, With::OneDial] {
                for &exercise in &nearest {
                    if let Some(fit) = self.try_one(at, exercise, with, ceiling, loaded_only) {
                        let why = vec![Why::Instead(obstacle.clone()), Why::Nearest];
                        return Some(self.stand_in(at, slot, exercise, fit, ceiling, why));
                    }
                }
            }
        }
        None
    }

    fn stand_in(
        &mut self,
        at: usize,
        slot: &Slot,
        exercise: Key<Exercise>,
        fit: Fit,
        ceiling: Levels,
        mut why: Vec<Why>,
    ) -> Item {
        let record = &self.judge.library.exercises[exercise];
        if fit.turn.is_some() {
            why.push(Why::Dial(self.dialled_for(exercise, fit, ceiling)));
        }
        if record.watch.is_some() {
            why.push(Why::Watch);
        }
        // Never the original's dose: another exercise starts from its own.
        let dose = record.dose.clone();
        self.place(at, exercise, Some(slot.exercise), fit, &dose, why)
    }

    fn place(
        &mut self,
        at: usize,
        exercise: Key<Exercise>,
        instead_of: Option<Key<Exercise>>,
        fit: Fit,
        dose: &Dose,
        why: Vec<Why>,
    ) -> Item {
        let record = &self.judge.library.exercises[exercise];
        let turn = fit.turn.and_then(|turn| record.turns.get(turn));
        self.used.push(exercise);
        self.used.extend(turn.and_then(|turn| turn.same_as));
        self.watched |= record.watch.is_some();
        let dose = match turn.and_then(|turn| turn.dose.as_ref()) {
            Some(over) => dose.with(over),
            None => dose.clone(),
        };
        Item {
            slot: at,
            exercise,
            instead_of,
            way: fit.way,
            turn: fit.turn,
            dose: self.within_bouts(exercise, fit, dose),
            why,
        }
    }

    /// Minutes never longer than what a finding allows at one go on an axis that the exercise asks of.
    fn within_bouts(&self, exercise: Key<Exercise>, fit: Fit, mut dose: Dose) -> Dose {
        let demands = self.demands(exercise, fit);
        let longest = self
            .judge
            .limits
            .on
            .iter()
            .filter(|limit| demands.get(limit.axis) > Level::None)
            .filter_map(|limit| limit.bout_min)
            .min();
        if let (Some(longest), Some(minutes)) = (longest, dose.minutes) {
            dose.minutes = Some(Range {
                min: minutes.min.min(longest),
                max: minutes.max.min(longest),
            });
        }
        dose
    }

    fn demands(&self, exercise: Key<Exercise>, fit: Fit) -> Levels {
        demands(self.judge, exercise, fit.way, fit.turn)
    }

    /// Tries one exercise one way, and writes the verdict down.
    fn try_one(
        &mut self,
        at: usize,
        exercise: Key<Exercise>,
        with: With,
        ceiling: Levels,
        loaded_only: bool,
    ) -> Option<Fit> {
        let verdict = self.verdict(exercise, with, ceiling, loaded_only);
        if let Err(Obstacle::Never(rule)) = &verdict {
            self.notes.warn(Warning::Never {
                exercise,
                rule: *rule,
            });
        }
        if self.notes.tracing == Tracing::On {
            self.notes.trace.push(Tried {
                programme: self.programme,
                session: self.session,
                slot: at,
                exercise,
                turn: verdict.as_ref().ok().and_then(|fit| fit.turn),
                obstacle: verdict.as_ref().err().cloned(),
            });
        }
        verdict.ok()
    }

    fn verdict(
        &self,
        exercise: Key<Exercise>,
        with: With,
        ceiling: Levels,
        loaded_only: bool,
    ) -> Result<Fit, Obstacle> {
        let room = self.judge.asked.room;
        let record = &self.judge.library.exercises[exercise];
        if let Some(early) = self.judge.too_early(exercise) {
            return Err(early);
        }
        if self.used.contains(&exercise) {
            return Err(Obstacle::Taken);
        }
        if record.watch.is_some() && self.watched {
            return Err(Obstacle::Watch);
        }
        let fit = self
            .judge
            .fit_where(exercise, with, room, ceiling, |way, turn| {
                let twin = turn.and_then(|turn| turn.same_as);
                let free = twin.is_none_or(|twin| !self.used.contains(&twin));
                free && (way.loaded || !loaded_only)
            });
        let Some(fit) = fit else {
            return Err(self.judge.obstacle(exercise, room).unwrap_or_else(|| {
                let way = record.ways.iter().find(|way| way.needs.within(room));
                let above = way.map(|way| way.demands.above(ceiling).collect());
                Obstacle::Raises(above.unwrap_or_default())
            }));
        };
        // The second lock, after the limits: if it ever closes, demands or limits are wrong.
        match self.judge.never(exercise) {
            Some(rule) => Err(Obstacle::Never(rule)),
            None => Ok(fit),
        }
    }

    /// What stood in the way of a slot's own exercise when it was its turn.
    fn own_obstacle(&self, exercise: Key<Exercise>) -> Obstacle {
        if self.used.contains(&exercise) {
            return Obstacle::Taken;
        }
        // What is neither taken nor hindered waited for the one exercise to be watched.
        let obstacle = self.judge.obstacle(exercise, self.judge.asked.room);
        obstacle.unwrap_or(Obstacle::Watch)
    }

    /// Substitutes with the record that names them: records that answer what failed first, then in pack
    /// order, each exercise once.
    fn substitutes(
        &self,
        exercise: Key<Exercise>,
        failed: &[usize],
    ) -> Vec<(Key<Exercise>, usize)> {
        let library = self.judge.library;
        let pattern = library.exercises[exercise].pattern;
        let mut records: Vec<(usize, &crate::library::Substitution)> = library
            .substitutions
            .iter()
            .enumerate()
            .filter(|(_, record)| match record.from {
                Replaced::Exercise(from) => from == exercise,
                Replaced::Pattern(from) => from == pattern,
            })
            .filter(|(_, record)| {
                record
                    .until
                    .is_none_or(|until| self.judge.asked.stage <= until)
            })
            .collect();
        records.sort_by_key(|(_, record)| {
            let answers = if failed.is_empty() {
                record.because.is_empty()
            } else {
                record.because.iter().any(|axis| failed.contains(axis))
            };
            !answers
        });
        let mut found: Vec<(Key<Exercise>, usize)> = Vec::new();
        for (at, record) in records {
            for &to in &record.to {
                if to != exercise && !found.iter().any(|(one, _)| *one == to) {
                    found.push((to, at));
                }
            }
        }
        found
    }

    /// Exercises of the same pattern and role, nearest first: those to be watched last, then by distance,
    /// then the preferred, then in pack order.
    fn nearest(&self, exercise: Key<Exercise>) -> Vec<Key<Exercise>> {
        let library = self.judge.library;
        let original = &library.exercises[exercise];
        let mut found: Vec<(Key<Exercise>, &Exercise)> = library
            .exercises
            .iter()
            .filter(|(key, one)| {
                *key != exercise && one.pattern == original.pattern && one.role == original.role
            })
            .collect();
        found.sort_by_cached_key(|(key, one)| {
            (
                one.watch.is_some(),
                one.demands.distance(original.demands),
                std::cmp::Reverse(self.judge.preference(*key)),
                *key,
            )
        });
        found.into_iter().map(|(key, _)| key).collect()
    }
}

/// What an exercise asks, equipped and dialled so.
pub(super) fn demands(
    judge: &Judge<'_>,
    exercise: Key<Exercise>,
    way: usize,
    turn: Option<usize>,
) -> Levels {
    let record = &judge.library.exercises[exercise];
    let base = record
        .ways
        .get(way)
        .map_or(record.demands, |way| way.demands);
    match turn.and_then(|turn| record.turns.get(turn)) {
        Some(turn) => turn.apply(base, record.demands),
        None => base,
    }
}

/// Low on every axis.
fn low() -> Levels {
    (0..crate::level::MAX_AXES).fold(Levels::NOTHING, |all, axis| all.with(axis, Level::Low))
}

/// Leaves out the least important items until no more than `keep` are left, the last of each part of
/// the body kept as long as anything else can go.
fn shrink(
    judge: &Judge<'_>,
    session: &Session,
    keep: usize,
    items: &mut Vec<Item>,
    left_out: &mut Vec<LeftOut>,
) {
    let part = |item: &Item| {
        let pattern = judge.library.exercises[item.exercise].pattern;
        judge.library.patterns[pattern].part
    };
    while items.len() > keep {
        let candidate = items
            .iter()
            .enumerate()
            .map(|(at, item)| {
                let priority = session.slots.get(item.slot).map_or(0, |slot| slot.priority);
                let last_of_part = part(item).is_some_and(|own| {
                    items
                        .iter()
                        .filter(|other| part(other) == Some(own))
                        .count()
                        == 1
                });
                ((!last_of_part, priority, item.slot), at)
            })
            .max()
            .map(|(_, at)| at);
        let Some(at) = candidate else {
            return;
        };
        let gone = items.remove(at);
        left_out.push(LeftOut {
            slot: gone.slot,
            why: WhyLeftOut::Smaller,
        });
    }
}
