//! What must hold of whatever comes out for a presentation, worked out again from the records, apart from the
//! engine's own way of doing it: plain lists and numbers, no packed vectors, nothing remembered.

use std::collections::BTreeSet;

use regimen_core::format::common::{Dose, Range};
use regimen_core::format::exercise::Pace;
use regimen_core::format::finding::FindingKind;
use regimen_core::format::screen::Urgency;
use regimen_core::level::Level;
use regimen_core::library::{
    EquipmentSet, Exercise, Key, Library, Never, Phase, Programme, Session, Turn, Way,
};
use regimen_core::link::Asked;
use regimen_core::plan::{
    Item, Obstacle, Outcome, PhasePlan, Plan, Planned, ReferralReason, SessionPlan, Turned,
    Warning, Why, WhyLeftOut,
};
use regimen_core::report::{OutcomeKind, PlanDocument};

/// Says what is wrong unless something holds.
macro_rules! hold {
    ($holds:expr, $($said:tt)+) => {
        if !$holds {
            return Err(format!($($said)+));
        }
    };
}

/// Nothing, or what is wrong.
pub type Verdict = Result<(), String>;

/// Everything that must hold of what was planned.
///
/// # Errors
///
/// What does not hold, in words.
pub fn holds(library: &Library, asked: &Asked, planned: &Planned) -> Verdict {
    screened(library, asked, &planned.outcome)?;
    let Outcome::Plan(plan) = &planned.outcome else {
        return Ok(());
    };
    let case = Case {
        library,
        asked,
        plan,
        programme: &library.programmes[plan.programme],
    };
    case.suits()?;
    case.entered()?;
    case.calendar()?;
    for phase in &plan.phases {
        let truth = case.truth(phase)?;
        case.same_limits(phase, &truth)?;
        case.pinned(phase)?;
        for session in &phase.sessions {
            let at = || {
                let id = case.written(session).map_or("?", |one| one.id.as_str());
                format!("phase {} session {id}: ", phase.phase)
            };
            case.session(session, &truth)
                .map_err(|wrong| at() + &wrong)?;
        }
    }
    case.tolerated()?;
    case.beside()
}

/// Everything that must hold of a plan in words: each item says why, and has one dial at most; what is to be
/// avoided says why as well.
///
/// # Errors
///
/// What does not hold, in words.
pub fn document_holds(document: &PlanDocument) -> Verdict {
    let sessions = document.phases.iter().flat_map(|phase| &phase.sessions);
    for session in sessions {
        for item in &session.items {
            let said = |text: &str| !text.trim().is_empty();
            let why = item.why.iter();
            hold!(
                !item.why.is_empty() && why.clone().all(|one| said(&one.text) && said(&one.from)),
                "{} is not explained",
                item.exercise
            );
            hold!(
                item.adjust.len() <= 1 && item.adjust.iter().all(|one| said(&one.how)),
                "{} has more than one dial, or one that says nothing",
                item.exercise
            );
        }
    }
    for one in &document.avoid {
        hold!(
            !one.why.is_empty(),
            "{} is avoided, and it is not said why",
            one.exercise
        );
    }
    if document.outcome != OutcomeKind::Plan {
        let nothing = document.phases.is_empty()
            && document.calendar.is_empty()
            && document.avoid.is_empty()
            && document.rebuild.is_empty()
            && document.back_to.is_empty();
        hold!(nothing, "no plan, and exercises none the less");
    }
    Ok(())
}

/// Who is referred, and who is not: an emergency always, anything else without its clearance.
fn screened(library: &Library, asked: &Asked, outcome: &Outcome) -> Verdict {
    let cleared = |id: &str| asked.cleared.iter().any(|one| one == id);
    let mut wanted = Vec::new();
    for (key, flag) in library.red_flags.iter() {
        let yes = asked.red_flags.contains(&key) || cleared(flag.id.as_str());
        if yes && (flag.urgency == Urgency::Emergency || !cleared(flag.id.as_str())) {
            wanted.push(ReferralReason::RedFlag(key));
        }
    }
    for key in asked.findings() {
        if let Some(clearance) = &library.findings[key].clearance
            && !clearance.by.iter().any(|id| cleared(id))
        {
            wanted.push(ReferralReason::Clearance(key));
        }
    }
    match outcome {
        Outcome::Refer(given) => {
            hold!(
                given.len() == wanted.len()
                    && wanted
                        .iter()
                        .all(|one| given.iter().any(|refer| refer.reason == *one)),
                "refers {given:?}, and not {wanted:?}"
            );
            hold!(
                given.is_sorted_by_key(|refer| refer.urgency),
                "the worst does not come first"
            );
        }
        _ => hold!(wanted.is_empty(), "does not refer for {wanted:?}"),
    }
    Ok(())
}

/// A plan, with what it was made from.
struct Case<'a> {
    library: &'a Library,
    asked: &'a Asked,
    plan: &'a Plan,
    programme: &'a Programme,
}

/// What holds in a phase.
struct Truth<'a> {
    record: &'a Phase,
    /// The stage's position.
    stage: usize,
    /// Each finding's stage, in the presentation's order.
    stages: Vec<usize>,
    /// The highest level on each axis.
    limits: Vec<Level>,
    /// What a session may cost on each axis, where it is limited and bounded.
    budgets: Vec<Option<u16>>,
    /// The longest time at one go on each axis.
    bouts: Vec<Option<u16>>,
    /// What there is to train with.
    room: EquipmentSet,
    /// What a closed phase lists.
    list: Option<Vec<Key<Exercise>>>,
}

/// One thing that limits an axis.
struct Source {
    axis: usize,
    level: Level,
    must: bool,
    budget: Option<u16>,
}

impl<'a> Case<'a> {
    /// The programme is one for this presentation.
    fn suits(&self) -> Verdict {
        let one = self.programme;
        let ticked = |key| self.asked.findings().any(|finding| finding == key);
        hold!(
            self.asked
                .programme
                .is_none_or(|key| key == self.plan.programme),
            "another programme than the one that is named"
        );
        hold!(
            !one.never_with.iter().any(|&key| ticked(key)),
            "{} is never given with this",
            one.id
        );
        hold!(
            one.only_with.is_empty() || one.only_with.iter().any(|&key| ticked(key)),
            "{} is not for this",
            one.id
        );
        let irritable = self.asked.conditions.iter();
        let mut irritable = irritable.filter_map(|condition| condition.irritability);
        hold!(
            !irritable.any(|key| one.never_irritable.contains(&key)),
            "{} is not for pain that is stirred up so easily",
            one.id
        );
        Ok(())
    }

    /// The week to enter at, and the phase that holds it.
    fn entry(&self) -> Option<(u16, usize)> {
        let phases = &self.programme.phases;
        let by_stage = if phases.iter().any(|phase| phase.stage.is_some()) {
            let mut fitting = phases.iter();
            let phase = fitting.find(|phase| phase.stage == Some(self.asked.stage));
            phase.map(|phase| phase.weeks.min)
        } else {
            Some(1)
        };
        let week = self.asked.week.or(self.programme.entry_week).or(by_stage)?;
        let holds = |phase: &Phase| (phase.weeks.min..=phase.weeks.max).contains(&week);
        Some((week, phases.iter().position(holds)?))
    }

    /// The plan starts with the phase of the entry week and goes on to the end.
    fn entered(&self) -> Verdict {
        let Some((_, first)) = self.entry() else {
            return Err("the programme cannot be entered".to_owned());
        };
        let listed: Vec<usize> = self.plan.phases.iter().map(|phase| phase.phase).collect();
        let wanted: Vec<usize> = (first..self.programme.phases.len()).collect();
        hold!(
            listed == wanted,
            "the phases are {listed:?}, and not {wanted:?}"
        );
        for phase in &self.plan.phases {
            let record = self.phase(phase.phase)?;
            let given: BTreeSet<usize> = phase.sessions.iter().map(|one| one.session).collect();
            let wanted: BTreeSet<usize> = match self.own_training() {
                true => (0..self.plan.sessions.len()).collect(),
                false => record.order.iter().copied().collect(),
            };
            hold!(
                given == wanted && given.len() == phase.sessions.len(),
                "phase {} holds the sessions {given:?}, and not {wanted:?}",
                phase.phase
            );
        }
        Ok(())
    }

    /// Every training day from the entry week to the last, none before, each with a session of its phase and
    /// in turn.
    fn calendar(&self) -> Verdict {
        let Some((first, _)) = self.entry() else {
            return Ok(());
        };
        let last = self.programme.phases.last().map_or(0, |one| one.weeks.max);
        let days = self.asked.days.as_ref().unwrap_or(&self.programme.days);
        let calendar = &self.plan.calendar;
        hold!(
            calendar.len() == days.len() * usize::from(last - first + 1),
            "{} training days from week {first} to {last}",
            calendar.len()
        );
        hold!(
            calendar.first().is_some_and(|one| one.week == first),
            "the calendar does not start with week {first}"
        );
        hold!(
            calendar.is_sorted_by_key(|one| (one.week, one.day)),
            "the days are out of order"
        );
        let mut before: Option<(&[usize], usize)> = None;
        let own: Vec<usize> = (0..self.plan.sessions.len()).collect();
        for one in calendar {
            hold!(days.contains(&one.day), "{:?} is no training day", one.day);
            let holds = |phase: &&Phase| (phase.weeks.min..=phase.weeks.max).contains(&one.week);
            let Some(phase) = self.programme.phases.iter().find(holds) else {
                return Err(format!("week {} is in no phase", one.week));
            };
            let easy = phase
                .deload
                .as_ref()
                .is_some_and(|deload| deload.weeks.contains(&one.week));
            hold!(one.easy == easy, "week {} is easy or not", one.week);
            let order = if self.own_training() {
                own.as_slice()
            } else {
                &phase.order
            };
            hold!(
                order.contains(&one.session),
                "week {} has a session of another phase",
                one.week
            );
            if let Some((same, session)) = before
                && same == order
            {
                let follows = order.iter().zip(order.iter().cycle().skip(1));
                let mut follows = follows.filter(|(now, _)| **now == session);
                hold!(
                    follows.any(|(_, next)| *next == one.session),
                    "in week {} the sessions are not in turn",
                    one.week
                );
            }
            before = Some((order, one.session));
        }
        Ok(())
    }

    fn own_training(&self) -> bool {
        self.programme.own_training.is_some() && !self.asked.own_training.is_empty()
    }

    fn phase(&self, at: usize) -> Result<&'a Phase, String> {
        let phases = &self.programme.phases;
        phases
            .get(at)
            .ok_or_else(|| format!("there is no phase {at}"))
    }

    fn written(&self, session: &SessionPlan) -> Result<&'a Session, String> {
        let sessions = &self.plan.sessions;
        let there = sessions.get(session.session);
        there.ok_or_else(|| format!("there is no session {}", session.session))
    }

    /// What holds in a phase, from the records.
    fn truth(&self, phase: &PhasePlan) -> Result<Truth<'a>, String> {
        let record = self.phase(phase.phase)?;
        let asked = self.asked.stage.index();
        let stage = record.stage.map_or(asked, Key::index);
        let last = self.library.stages.len() - 1;
        // A finding with a stage of its own keeps its distance to the presentation's.
        let stages: Vec<usize> = self
            .asked
            .conditions
            .iter()
            .map(|one| (one.stage.index() + stage).saturating_sub(asked).min(last))
            .collect();
        let sources = self.sources(record, stage, &stages, true);
        let axes = 0..self.library.axes.len();
        let here = |axis| sources.iter().filter(move |source| source.axis == axis);
        let limiting = |axis| here(axis).filter(|source| source.level < Level::High);
        Ok(Truth {
            record,
            stage,
            limits: axes
                .clone()
                .map(|axis| here(axis).map(|one| one.level).min().unwrap_or(Level::High))
                .collect(),
            budgets: axes
                .clone()
                .map(|axis| limiting(axis).filter_map(|one| one.budget).min())
                .collect(),
            bouts: axes.map(|axis| self.bout(axis, &stages)).collect(),
            room: self.asked.room.without(record.too_heavy),
            list: self.programme.closed.then(|| {
                let sessions = record.order.iter();
                let sessions = sessions.filter_map(|&at| self.programme.sessions.get(at));
                sessions
                    .flat_map(|session| session.slots.iter().map(|slot| slot.exercise))
                    .collect()
            }),
            stages,
        })
    }

    /// Everything that limits something: the stage for everyone, the findings, the phase in place of one of
    /// them, and the clinician in place of all but what nothing may loosen.
    fn sources(
        &self,
        record: &Phase,
        stage: usize,
        stages: &[usize],
        with_tolerance: bool,
    ) -> Vec<Source> {
        let library = self.library;
        let budget_of = |stage: usize| library.stages.rows().get(stage).and_then(|one| one.budget);
        let mut all = Vec::new();
        for axis in 0..library.axes.len() {
            let cap = library
                .stages
                .rows()
                .get(stage)
                .map(|one| one.caps.get(axis));
            all.push(Source {
                axis,
                level: cap.unwrap_or(Level::High),
                must: true,
                budget: budget_of(stage),
            });
        }
        for (condition, &own) in self.asked.conditions.iter().zip(stages) {
            let finding = &library.findings[condition.finding];
            let shifted = |level: Level, firm: bool| {
                let Some(key) = condition.irritability else {
                    return level;
                };
                let how = &library.irritabilities[key];
                if how.not_in.iter().any(|one| one.index() == own) {
                    return level;
                }
                let rank = i16::from(level.rank());
                let moved = rank + i16::from(how.shift);
                let rank = if how.shift < 0 {
                    rank.min(moved.max(i16::from(how.not_below.rank())))
                } else if how.shift > 0 && !firm {
                    rank.max(moved.min(i16::from(how.not_above.rank())))
                } else {
                    rank
                };
                ranked(rank)
            };
            match &record.limits {
                Some(limits) if limits.finding == condition.finding => {
                    for axis in 0..library.axes.len() {
                        let level = limits.levels.get(axis);
                        let mut named = finding.limits.iter();
                        let named = named.any(|limit| limit.axis.index() == axis);
                        // Where the phase says nothing, nothing is limited.
                        if named || level < Level::High {
                            all.push(Source {
                                axis,
                                level: shifted(level, true),
                                must: finding.must,
                                budget: record.budget.or(budget_of(own)),
                            });
                        }
                    }
                }
                of_phase => {
                    let phase_budget = record.budget.filter(|_| of_phase.is_none());
                    for limit in &finding.limits {
                        let mut levels = limit.levels.iter();
                        let level = levels.find(|(one, _)| one.index() == own);
                        let level = level.map_or(Level::High, |(_, level)| *level);
                        all.push(Source {
                            axis: limit.axis.index(),
                            level: shifted(level, finding.must),
                            must: finding.must,
                            budget: phase_budget.or(budget_of(own)),
                        });
                    }
                }
            }
        }
        if with_tolerance {
            for &(axis, level) in &self.asked.tolerance {
                all.retain(|one| one.axis != axis || one.must);
                all.push(Source {
                    axis,
                    level,
                    must: false,
                    budget: budget_of(stage),
                });
            }
        }
        all
    }

    fn bout(&self, axis: usize, stages: &[usize]) -> Option<u16> {
        let mut shortest: Option<u16> = None;
        for (condition, &own) in self.asked.conditions.iter().zip(stages) {
            for limit in &self.library.findings[condition.finding].limits {
                if limit.axis.index() != axis {
                    continue;
                }
                for &(stage, minutes) in &limit.bout_min {
                    if stage.index() == own {
                        shortest = Some(shortest.map_or(minutes, |least| least.min(minutes)));
                    }
                }
            }
        }
        shortest
    }

    /// The plan says the same limits, no looser and no tighter.
    fn same_limits(&self, phase: &PhasePlan, truth: &Truth<'_>) -> Verdict {
        hold!(
            phase.stage.index() == truth.stage,
            "phase {} takes place in another stage",
            phase.phase
        );
        for (axis, record) in self.library.axes.iter() {
            let wanted = truth.limits.get(axis.index());
            let said = phase.limits.levels.get(axis.index());
            hold!(
                wanted == Some(&said),
                "phase {} limits {} to {said:?}, and not to {wanted:?}",
                phase.phase,
                record.id
            );
        }
        Ok(())
    }

    /// A pinned exercise is in the phase, or a warning names it.
    fn pinned(&self, phase: &PhasePlan) -> Verdict {
        for &key in &self.asked.pin {
            let items = phase.sessions.iter().flat_map(|session| &session.items);
            let given = items.into_iter().any(|item| item.exercise == key);
            let said = self
                .plan
                .warnings
                .iter()
                .any(|one| matches!(one, Warning::Pin { exercise, .. } if *exercise == key));
            hold!(
                given || said,
                "{} is pinned, and phase {} neither gives it nor is it said why",
                self.id(key),
                phase.phase
            );
        }
        Ok(())
    }

    fn id(&self, key: Key<Exercise>) -> &'a str {
        self.library.exercises[key].id.as_str()
    }

    fn session(&self, session: &SessionPlan, truth: &Truth<'_>) -> Verdict {
        for item in &session.items {
            self.item(session, item, truth)?;
        }
        self.nothing_twice(session)?;
        self.affordable(session, truth)?;
        self.watched(session)?;
        self.floor(session)?;
        self.in_time(session)?;
        self.in_place(session, truth)?;
        self.loadable(session, truth)
    }

    fn way(&self, item: &Item) -> Result<&'a Way, String> {
        let ways = &self.library.exercises[item.exercise].ways;
        let there = ways.get(item.way);
        there.ok_or_else(|| format!("{} has no such way", self.id(item.exercise)))
    }

    fn turn(&self, item: &Item) -> Result<Option<&'a Turn>, String> {
        let Some(Turned::Own(at)) = item.turn else {
            return Ok(None);
        };
        let there = self.library.exercises[item.exercise].turns.get(at);
        match there {
            Some(turn) => Ok(Some(turn)),
            None => Err(format!("{} has no such dial", self.id(item.exercise))),
        }
    }

    /// What an item asks, from the records alone: the way's demands, with what its dial says. A dial that lowers
    /// an axis never raises it, whatever the way asks, and the other way round.
    fn asks(&self, item: &Item) -> Result<Vec<Level>, String> {
        let exercise = &self.library.exercises[item.exercise];
        let mut levels = every(self.library, |axis| exercise.demands.get(axis));
        let way = self.way(item)?;
        let of_way = every(self.library, |axis| way.demands.get(axis));
        let before = std::mem::replace(&mut levels, of_way);
        if let Some(turn) = self.turn(item)? {
            for &(axis, level) in &turn.sets {
                let Some((now, own)) = levels.get_mut(axis).zip(before.get(axis)) else {
                    continue;
                };
                let lowers = level < *own;
                if lowers == (level < *now) {
                    *now = level;
                }
            }
        }
        Ok(levels)
    }

    /// The same with its volume counted: half as much again as the exercise's own amount, or whatever the pack
    /// says, is one level more. Where the dial brings an amount of its own, its levels are those of that amount.
    fn asks_in_all(&self, item: &Item) -> Result<Vec<Level>, String> {
        let mut levels = self.asks(item)?;
        let own_amount = self.turn(item)?.and_then(|turn| turn.dose.as_ref());
        let own_amount = own_amount.is_some_and(|dose| {
            let counted = [dose.reps, dose.hold_s, dose.distance_m, dose.minutes];
            dose.sets.is_some() && counted.iter().any(Option::is_some)
        });
        if !own_amount && self.bulky(item.exercise, &item.dose) {
            for level in &mut levels {
                if *level > Level::None {
                    *level = ranked(i16::from(level.rank()) + 1);
                }
            }
        }
        Ok(levels)
    }

    fn bulky(&self, exercise: Key<Exercise>, dose: &Dose) -> bool {
        let mut dials = self.library.dials.rows().iter();
        let percent = dials.find_map(|dial| dial.volume_from_percent);
        let own = &self.library.exercises[exercise].dose;
        percent.is_some_and(|percent| volume(dose) * 100 >= volume(own) * u64::from(percent))
    }

    fn never(&self, exercise: Key<Exercise>, truth: &Truth<'_>) -> Option<&'a str> {
        let applies = |rule: &Never| {
            let at = match rule.finding {
                None => Some(truth.stage),
                Some(key) => {
                    let mut own = self.asked.findings().zip(&truth.stages);
                    own.find(|(one, _)| *one == key).map(|(_, &stage)| stage)
                }
            };
            at.is_some_and(|at| {
                rule.stages.is_empty() || rule.stages.iter().any(|one| one.index() == at)
            })
        };
        let mut rules = self.library.nevers.rows().iter();
        rules
            .find(|rule| applies(rule) && rule.exercises.contains(&exercise))
            .map(|rule| rule.id.as_str())
    }

    fn item(&self, session: &SessionPlan, item: &Item, truth: &Truth<'_>) -> Verdict {
        let exercise = &self.library.exercises[item.exercise];
        let id = &exercise.id;
        for (axis, record) in self.library.axes.iter() {
            let axis = axis.index();
            let asks = self.asks_in_all(item)?;
            hold!(
                asks.get(axis) <= truth.limits.get(axis),
                "{id} passes the limit on {}",
                record.id
            );
        }
        if let Some(rule) = self.never(item.exercise, truth) {
            return Err(format!("{id} breaks the rule {rule}"));
        }
        hold!(
            exercise
                .from_stage
                .is_none_or(|from| truth.stage >= from.index()),
            "{id} comes too early"
        );
        hold!(
            !self.asked.exclude.contains(&item.exercise),
            "{id} is excluded"
        );
        hold!(
            truth
                .list
                .as_ref()
                .is_none_or(|list| list.contains(&item.exercise)),
            "{id} is not on the closed phase's list"
        );
        let way = self.way(item)?;
        hold!(
            way.equipment.iter().all(|&piece| truth.room.has(piece)),
            "{id} lacks equipment"
        );
        if let Some(turn) = self.turn(item)? {
            hold!(
                turn.needs.is_empty() || turn.needs.iter().any(|set| set.within(truth.room)),
                "{id}'s dial lacks equipment"
            );
        }
        hold!(!item.why.is_empty(), "{id} is not explained");
        self.amount(session, item, truth)?;
        if let Some(original) = item.instead_of {
            let most = &self.library.exercises[original];
            for (axis, level) in self.asks(item)?.into_iter().enumerate() {
                hold!(
                    level <= most.demands.get(axis).max(Level::Low),
                    "{id} raises an axis over {}",
                    most.id
                );
            }
            let new_load = self.turn(item)?.and_then(|turn| turn.dose.as_ref());
            let mut loads = [Some(&exercise.dose), new_load].into_iter().flatten();
            hold!(
                item.dose.load.is_none() || loads.any(|dose| dose.load.is_some()),
                "{id} carries over the load of {}",
                most.id
            );
        }
        Ok(())
    }

    /// Caps, fewer sets where the pain is stirred up easily, and the time at one go.
    fn amount(&self, session: &SessionPlan, item: &Item, truth: &Truth<'_>) -> Verdict {
        let id = self.id(item.exercise);
        let asks = self.asks(item)?;
        let asks_on = |axis: usize| asks.get(axis).is_some_and(|level| *level > Level::None);
        let planned = self.planned(session, item)?;
        let mut fewest: Option<u16> = None;
        for (condition, &own) in self.asked.conditions.iter().zip(&truth.stages) {
            let finding = &self.library.findings[condition.finding];
            let mut limits = finding.limits.iter();
            if !limits.any(|limit| asks_on(limit.axis.index())) {
                continue;
            }
            for (stage, caps) in &finding.caps {
                if stage.index() != own {
                    continue;
                }
                let given = [
                    (item.dose.sets, caps.sets),
                    (item.dose.reps, caps.reps),
                    (item.dose.hold_s, caps.hold_s),
                    (item.dose.distance_m, caps.distance_m),
                    (item.dose.minutes, caps.minutes),
                ];
                for (much, most) in given {
                    let kept = much.zip(most).is_none_or(|(much, most)| much.max <= most);
                    hold!(kept, "{id} passes the cap of {}", finding.id);
                }
            }
            let irritability = condition
                .irritability
                .map(|key| &self.library.irritabilities[key]);
            if let Some(how) = irritability
                && !how.not_in.iter().any(|one| one.index() == own)
                && let Some(one_in) = how.one_set_less_in
                && let Some(sets) = planned.sets
            {
                let less = sets.max.saturating_sub(sets.max.div_ceil(one_in)).max(1);
                // Once is enough, however many findings are irritable.
                fewest = Some(fewest.map_or(less, |other| other.max(less)));
            }
        }
        if let (Some(fewest), Some(sets)) = (fewest, item.dose.sets) {
            hold!(
                sets.max <= fewest,
                "{id} has {} sets, and {fewest} are enough",
                sets.max
            );
        }
        for (axis, bout) in truth.bouts.iter().enumerate() {
            if let (Some(bout), Some(minutes)) = (bout, item.dose.minutes) {
                hold!(
                    !asks_on(axis) || minutes.max <= *bout,
                    "{id} takes longer at one go than {bout} minutes"
                );
            }
        }
        Ok(())
    }

    /// The dose before anything brings it down.
    fn planned(&self, session: &SessionPlan, item: &Item) -> Result<Dose, String> {
        let own = &self.library.exercises[item.exercise].dose;
        let slots = &self.written(session)?.slots;
        let planned = match slots.get(item.slot) {
            Some(slot) if item.instead_of.is_none() => {
                hold_own(slot.exercise == item.exercise, self.id(item.exercise))?;
                own.with(&slot.dose)
            }
            Some(_) => own.clone(),
            None => return Err(format!("there is no slot {}", item.slot)),
        };
        let turned = self.turn(item)?.and_then(|turn| turn.dose.as_ref());
        Ok(turned.map_or(planned.clone(), |over| planned.with(over)))
    }

    /// No exercise twice, nor one and what another is the same as with its dial.
    fn nothing_twice(&self, session: &SessionPlan) -> Verdict {
        let mut seen: Vec<Key<Exercise>> = Vec::new();
        for item in &session.items {
            let twin = self.turn(item)?.and_then(|turn| turn.same_as);
            for key in [Some(item.exercise), twin].into_iter().flatten() {
                hold!(!seen.contains(&key), "{} comes twice", self.id(key));
                seen.push(key);
            }
        }
        let mut slots: Vec<usize> = session.items.iter().map(|item| item.slot).collect();
        slots.extend(session.left_out.iter().map(|one| one.slot));
        slots.sort();
        let wanted: Vec<usize> = (0..self.written(session)?.slots.len()).collect();
        hold!(
            slots == wanted,
            "the slots {slots:?} are filled or left empty, and not each of {wanted:?} once"
        );
        Ok(())
    }

    /// Low is free, moderate costs 1, high 2, on each limited axis.
    fn affordable(&self, session: &SessionPlan, truth: &Truth<'_>) -> Verdict {
        for (axis, budget) in truth.budgets.iter().enumerate() {
            let Some(budget) = budget else {
                continue;
            };
            let mut cost = 0;
            for item in &session.items {
                let asks = self.asks_in_all(item)?;
                let level = asks.get(axis).copied().unwrap_or(Level::None);
                cost += u16::from(level.rank().saturating_sub(1));
            }
            hold!(
                cost <= *budget,
                "costs {cost} on {}, and {budget} is allowed",
                self.axis(axis)
            );
        }
        Ok(())
    }

    fn axis(&self, at: usize) -> &'a str {
        let rows = self.library.axes.rows();
        rows.get(at).map_or("?", |axis| axis.id.as_str())
    }

    fn watched(&self, session: &SessionPlan) -> Verdict {
        let watched = session
            .items
            .iter()
            .filter(|item| self.library.exercises[item.exercise].watch.is_some());
        hold!(watched.count() <= 1, "two to be watched in one session");
        Ok(())
    }

    /// Enough is left to be a session, of every part of the body that it trains as written; and not too much,
    /// where very many things bring on the pain.
    fn floor(&self, session: &SessionPlan) -> Verdict {
        let written = self.written(session)?;
        let items = &session.items;
        hold!(
            items.len() >= usize::from(written.min_items),
            "only {} items",
            items.len()
        );
        let part = |key| self.library.patterns[self.library.exercises[key].pattern].part;
        for slot in &written.slots {
            let own = part(slot.exercise);
            hold!(
                own.is_none() || items.iter().any(|item| part(item.exercise) == own),
                "loses the part of the body of {}",
                self.id(slot.exercise)
            );
        }
        let provocations = self.asked.findings();
        let provocations = provocations
            .filter(|&key| self.library.findings[key].kind == FindingKind::Provocation)
            .count();
        if let Some(many) = &self.library.many_provocations
            && provocations >= usize::from(many.from)
        {
            hold!(
                items.len() <= usize::from(many.keep_items),
                "{} items with very many provocations",
                items.len()
            );
            let said = self.plan.warnings.iter();
            let mut said = said.filter(|one| matches!(one, Warning::ManyProvocations { .. }));
            hold!(
                said.next().is_some(),
                "very many provocations, and no word of it"
            );
        }
        Ok(())
    }

    /// The estimate adds up, and fits what was asked for or a warning says not.
    fn in_time(&self, session: &SessionPlan) -> Verdict {
        let estimate = |high: bool| {
            let changes = session.items.len().saturating_sub(1) as u64;
            let end = |range: Range| u64::from(if high { range.max } else { range.min });
            let items = session.items.iter().map(|item| {
                seconds(
                    &item.dose,
                    &self.library.exercises[item.exercise].pace,
                    high,
                )
            });
            items.sum::<u64>() + changes * end(self.programme.changeover_s)
        };
        let (low, high) = (estimate(false) / 60, estimate(true).div_ceil(60));
        hold!(
            (u64::from(session.minutes.0), u64::from(session.minutes.1)) == (low, high),
            "takes {low} to {high} minutes, and {:?} is said",
            session.minutes
        );
        if let Some(most) = self.asked.session_minutes
            && high > u64::from(most)
        {
            let id = &self.written(session)?.id;
            let said = self
                .plan
                .warnings
                .iter()
                .any(|one| matches!(one, Warning::Long { session, .. } if session.id == *id));
            hold!(
                said,
                "takes {high} minutes, {most} were asked for, and no word of it"
            );
        }
        Ok(())
    }

    /// A slot whose own exercise fits as it is keeps it: nothing is displaced by another's fallback or dial.
    /// With the rest of the session it may ask too much, and that is said.
    fn in_place(&self, session: &SessionPlan, truth: &Truth<'_>) -> Verdict {
        for (at, slot) in self.written(session)?.slots.iter().enumerate() {
            let own = &self.library.exercises[slot.exercise];
            let dose = own.dose.with(&slot.dose);
            let more = i16::from(self.bulky(slot.exercise, &dose));
            let within = |way: &Way| {
                truth.limits.iter().enumerate().all(|(axis, most)| {
                    let asks = way.demands.get(axis);
                    let raised = if asks > Level::None { more } else { 0 };
                    ranked(i16::from(asks.rank()) + raised) <= *most
                })
            };
            let fits = own.watch.is_none()
                && self.allowed(slot.exercise, truth)
                && own
                    .ways
                    .iter()
                    .any(|way| way.needs.within(truth.room) && within(way));
            let dropped = session.left_out.iter().find(|one| one.slot == at);
            let dropped = dropped.is_some_and(|one| !matches!(one.why, WhyLeftOut::NoOption(_)));
            let kept = session.items.iter().any(|item| {
                let as_it_is = item.exercise == slot.exercise && item.turn.is_none();
                item.slot == at && (as_it_is || for_the_budget(item))
            });
            hold!(!fits || kept || dropped, "{} lost its place", own.id);
        }
        Ok(())
    }

    /// Nothing but limits and equipment may stand in an exercise's way.
    fn allowed(&self, key: Key<Exercise>, truth: &Truth<'_>) -> bool {
        let from = self.library.exercises[key].from_stage;
        from.is_none_or(|from| truth.stage >= from.index())
            && self.never(key, truth).is_none()
            && !self.asked.exclude.contains(&key)
            && truth.list.as_ref().is_none_or(|list| list.contains(&key))
    }

    /// A loadable slot holds an unloaded exercise only if no loaded one of its pattern and role, free in this
    /// session, would fit as it is.
    fn loadable(&self, session: &SessionPlan, truth: &Truth<'_>) -> Verdict {
        // What was free when it was chosen cannot be told once something else has been left out again.
        let settled = session
            .left_out
            .iter()
            .all(|one| matches!(one.why, WhyLeftOut::NoOption(_)));
        if !settled || session.items.iter().any(for_the_budget) {
            return Ok(());
        }
        let mut used: Vec<Key<Exercise>> = Vec::new();
        for item in &session.items {
            used.push(item.exercise);
            used.extend(self.turn(item)?.and_then(|turn| turn.same_as));
        }
        let slots = &self.written(session)?.slots;
        for item in &session.items {
            let Some(original) = item.instead_of else {
                continue;
            };
            let original = &self.library.exercises[original];
            if !original.loadable || self.way(item)?.loaded {
                continue;
            }
            for (key, other) in self.library.exercises.iter() {
                let free = !used.contains(&key)
                    && !slots.iter().any(|slot| slot.exercise == key)
                    && other.watch.is_none()
                    && other.loadable
                    && other.pattern == original.pattern
                    && other.role == original.role
                    && self.allowed(key, truth);
                let fits = other.ways.iter().any(|way| {
                    way.loaded
                        && way.needs.within(truth.room)
                        && truth.limits.iter().enumerate().all(|(axis, most)| {
                            let ceiling = original.demands.get(axis).max(Level::Low);
                            way.demands.get(axis) <= *most && way.demands.get(axis) <= ceiling
                        })
                });
                hold!(
                    !(free && fits),
                    "{} is unloaded, and {} would fit",
                    self.id(item.exercise),
                    other.id
                );
            }
        }
        Ok(())
    }

    /// A clinician's own limit that lets through more, or that cannot be held, is said.
    fn tolerated(&self) -> Verdict {
        let Some(now) = self.plan.phases.first() else {
            return Err("a plan without a phase".to_owned());
        };
        let truth = self.truth(now)?;
        let before = self.sources(truth.record, truth.stage, &truth.stages, false);
        for &(on, asked) in &self.asked.tolerance {
            let least = |must: bool| {
                let here = before
                    .iter()
                    .filter(|one| one.axis == on && (one.must || !must));
                here.map(|one| one.level).min().unwrap_or(Level::High)
            };
            let (found, firm) = (least(false), least(true));
            let held = asked.min(firm);
            let mut warnings = self.plan.warnings.iter();
            let loosened =
                warnings.any(|one| matches!(one, Warning::Loosened { axis, .. } if *axis == on));
            let mut warnings = self.plan.warnings.iter();
            let refused =
                warnings.any(|one| matches!(one, Warning::Firm { axis, .. } if *axis == on));
            hold!(
                (loosened, refused) == (held > found, asked > held),
                "{} is asked to be {asked:?}, was {found:?} and is {held:?}; of that it is said {loosened} and {refused}",
                self.axis(on)
            );
        }
        Ok(())
    }

    /// What is suggested besides the sessions can be done as its card says: nobody hands over its dial.
    fn beside(&self) -> Verdict {
        let Some(now) = self.plan.phases.first() else {
            return Err("a plan without a phase".to_owned());
        };
        let truth = self.truth(now)?;
        let given = |key: Key<Exercise>| {
            let items = now.sessions.iter().flat_map(|session| &session.items);
            items.into_iter().any(|item| item.exercise == key)
        };
        let within = |asks: &dyn Fn(usize) -> Level| {
            let mut limits = truth.limits.iter().enumerate();
            limits.all(|(axis, most)| asks(axis) <= *most)
        };
        let free = |key: Key<Exercise>, everything: bool| {
            let mut ways = self.library.exercises[key].ways.iter();
            self.allowed(key, &truth)
                && ways.any(|way| {
                    let there = everything || way.needs.within(truth.room);
                    there && within(&|axis| way.demands.get(axis))
                })
        };
        for avoid in &self.plan.avoid {
            hold!(
                !given(avoid.exercise),
                "{} is given, and to be avoided",
                self.id(avoid.exercise)
            );
            for &key in &avoid.instead {
                hold!(
                    given(key) || free(key, false),
                    "{} is offered instead",
                    self.id(key)
                );
            }
        }
        for one in &self.plan.rebuild {
            for &key in &one.next {
                let now = one.from_stage.is_some() || free(key, false);
                hold!(now, "{} is next", self.id(key));
            }
        }
        for one in &self.plan.back_to {
            let Some(&first) = one.steps.first() else {
                continue;
            };
            let form = one.ladder.zip(first.rung).and_then(|(ladder, rung)| {
                let rung = self.library.ladders[ladder].rungs.get(rung)?;
                rung.form.as_ref()
            });
            let fits = match form {
                Some(form) => {
                    self.allowed(first.exercise, &truth) && within(&|axis| form.demands.get(axis))
                }
                None => free(first.exercise, true),
            };
            hold!(
                given(first.exercise) || fits || one.from_stage.is_some(),
                "{} is the first step",
                self.id(first.exercise)
            );
        }
        Ok(())
    }
}

/// Whether an item is what it is because the session would have cost too much.
fn for_the_budget(item: &Item) -> bool {
    item.why.iter().any(|why| {
        matches!(
            why,
            Why::Dial(Obstacle::Budget(_)) | Why::Instead(Obstacle::Budget(_))
        )
    })
}

fn hold_own(own: bool, id: &str) -> Verdict {
    hold!(own, "{id} stands in for something, and does not say so");
    Ok(())
}

fn every(library: &Library, level: impl Fn(usize) -> Level) -> Vec<Level> {
    (0..library.axes.len()).map(level).collect()
}

fn ranked(rank: i16) -> Level {
    let highest_at_most = |level: &&Level| i16::from(level.rank()) <= rank;
    let level = Level::ALL.iter().rev().find(highest_at_most);
    level.copied().unwrap_or(Level::None)
}

/// How much work a dose is at most.
fn volume(dose: &Dose) -> u64 {
    let most = |range: Option<Range>| range.map(|range| u64::from(range.max));
    let hold = most(dose.hold_s);
    let set = match most(dose.reps) {
        Some(reps) => reps * hold.unwrap_or(1),
        None => most(dose.distance_m)
            .or(most(dose.minutes))
            .or(hold)
            .unwrap_or(1),
    };
    set * most(dose.sets).unwrap_or(1)
}

/// How long an exercise takes, at its lower or its upper end.
fn seconds(dose: &Dose, pace: &Pace, high: bool) -> u64 {
    let end = |range: Range| u64::from(if high { range.max } else { range.min });
    let hold = dose.hold_s.map_or(0, end);
    let side = if let Some(reps) = dose.reps {
        end(reps) * (u64::from(pace.rep_s.unwrap_or(0)) + hold)
    } else if let Some(metres) = dose.distance_m {
        end(metres) * u64::from(pace.metre_s.unwrap_or(0))
    } else if let Some(minutes) = dose.minutes {
        end(minutes) * 60
    } else {
        hold
    };
    let sides = if dose.each_side == Some(true) { 2 } else { 1 };
    let sets = dose.sets.map_or(1, end);
    let rests = sets.saturating_sub(1) * u64::from(dose.rest_s.unwrap_or(0));
    sets * side * sides + rests
}
