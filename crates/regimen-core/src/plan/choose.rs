//! The programme: the one that is named, or the first by rank whose sessions keep their floor.

use crate::format::common::Dose;
use crate::format::finding::FindingKind;
use crate::id::{SessionId, SlotId};
use crate::library::{
    Exercise, Key, Library, Origin, Part, Phase, Programme, Session, Slot, Stage,
};
use crate::link::{Asked, Own};

use super::judge::Judge;
use super::limits::{Condition, Situation};
use super::session::{self, Notes, Task};
use super::{
    Outcome, PhasePlan, Plan, Planned, SessionName, SessionPlan, Tracing, Unmet, Warning,
    WhyProgramme, avoid, calendar, ladders,
};

/// Chooses a programme and adapts it.
pub(super) fn programme(library: &Library, asked: &Asked, tracing: Tracing) -> Planned {
    let candidates = match asked.programme {
        Some(named) => vec![named],
        None => by_rank(library, asked),
    };
    let mut trace = Vec::new();
    let mut tried = Vec::new();
    for key in candidates {
        let entry = match suited(library, asked, key) {
            Ok(entry) => entry,
            Err(unmet) => {
                // A programme that is for other findings was never in question, unless it was named.
                if asked.programme.is_some() || !matches!(unmet, Unmet::NeedsFinding { .. }) {
                    tried.push(unmet);
                }
                continue;
            }
        };
        let mut notes = Notes {
            tracing,
            trace: std::mem::take(&mut trace),
            warnings: Vec::new(),
        };
        let adapted = adapt(library, asked, key, entry, &mut notes);
        trace = notes.trace;
        let short = below_floor(library, key, &adapted);
        if short.is_empty() {
            let why = match (asked.programme, tried.is_empty()) {
                (Some(_), _) => WhyProgramme::Named,
                (None, true) => WhyProgramme::First,
                (None, false) => WhyProgramme::After(tried),
            };
            let plan = finish(key, why, entry, adapted, notes.warnings);
            return Planned {
                outcome: Outcome::Plan(Box::new(plan)),
                trace,
            };
        }
        tried.extend(short);
    }
    if tried.is_empty() {
        tried.push(Unmet::NoProgramme);
    }
    Planned {
        outcome: Outcome::Unmet(tried),
        trace,
    }
}

/// Every programme that is not deprecated, the first to try first: by rank, which is another one where the person's own training is
/// to be adapted.
fn by_rank(library: &Library, asked: &Asked) -> Vec<Key<Programme>> {
    let rank = |one: &Programme| match &one.own_training {
        Some(own) if !asked.own_training.is_empty() => own.rank,
        _ => one.rank,
    };
    let all = library.programmes.iter();
    // What is kept only for who names it is not offered to others.
    let mut all: Vec<_> = all.filter(|(_, one)| one.deprecated.is_none()).collect();
    all.sort_by(|(_, a), (_, b)| (rank(a), &a.id).cmp(&(rank(b), &b.id)));
    all.into_iter().map(|(key, _)| key).collect()
}

/// Where to enter a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The week.
    pub(crate) week: u16,
    /// The phase that the week is in, by position.
    pub(crate) phase: usize,
}

/// Where a programme is entered, or why it is not for this presentation.
pub(crate) fn suited(
    library: &Library,
    asked: &Asked,
    key: Key<Programme>,
) -> Result<Entry, Unmet> {
    let programme = &library.programmes[key];
    let ticked = |finding: &&_| asked.conditions.iter().any(|one| one.finding == **finding);
    if let Some(&finding) = programme.never_with.iter().find(ticked) {
        return Err(Unmet::Finding {
            programme: key,
            finding,
        });
    }
    if !programme.only_with.is_empty() && !programme.only_with.iter().any(|one| ticked(&one)) {
        return Err(Unmet::NeedsFinding { programme: key });
    }
    let irritable = asked.conditions.iter().find_map(|one| {
        one.irritability
            .filter(|one| programme.never_irritable.contains(one))
    });
    if let Some(irritability) = irritable {
        return Err(Unmet::Irritable {
            programme: key,
            irritability,
        });
    }
    entry(asked, key, programme)
}

fn entry(asked: &Asked, key: Key<Programme>, programme: &Programme) -> Result<Entry, Unmet> {
    let by_stage = programme
        .phases
        .iter()
        .any(|phase| phase.stage.is_some())
        .then(|| {
            let phases = &programme.phases;
            let mut at = phases
                .iter()
                .filter(|phase| phase.stage == Some(asked.stage));
            at.next().map(|phase| phase.weeks.min)
        });
    let week = match (asked.week, programme.entry_week, by_stage) {
        (Some(week), _, _) | (None, Some(week), _) | (None, None, Some(Some(week))) => week,
        (None, None, Some(None)) => {
            return Err(Unmet::NoPhase {
                programme: key,
                stage: asked.stage,
            });
        }
        (None, None, None) => 1,
    };
    let holds = |phase: &Phase| phase.weeks.min <= week && week <= phase.weeks.max;
    match programme.phases.iter().position(holds) {
        Some(phase) => Ok(Entry { week, phase }),
        None => Err(Unmet::Week {
            programme: key,
            week,
            last: programme.phases.last().map_or(0, |phase| phase.weeks.max),
        }),
    }
}

/// What holds in a phase. Where the phase names a stage, a finding with a stage of its own keeps its distance
/// to the presentation's.
pub(crate) fn situation(
    library: &Library,
    stage: Key<Stage>,
    conditions: &[Condition],
    programme: Key<Programme>,
    phase: usize,
) -> Situation {
    let named = library.programmes[programme]
        .phases
        .get(phase)
        .and_then(|phase| phase.stage);
    let given = Situation {
        stage,
        conditions: conditions.to_vec(),
        phase: Some((programme, phase)),
    };
    given.at(library, named.unwrap_or(stage))
}

/// A programme, adapted: its phases from the entry on.
struct Adapted<'a> {
    sessions: Vec<Session>,
    phases: Vec<(Judge<'a>, PhasePlan)>,
    order: Vec<usize>,
    own_training: bool,
}

fn adapt<'a>(
    library: &'a Library,
    asked: &'a Asked,
    key: Key<Programme>,
    entry: Entry,
    notes: &mut Notes,
) -> Adapted<'a> {
    let programme = &library.programmes[key];
    let own_training = programme.own_training.is_some() && !asked.own_training.is_empty();
    if !asked.own_training.is_empty() && !own_training {
        notes.warn(Warning::OwnTrainingUnused { programme: key });
    }
    if own_training {
        let room = asked.room;
        let lacks = |one: &&Own| {
            let ways = &library.exercises[one.exercise].ways;
            !ways.iter().any(|way| way.needs.within(room))
        };
        let exercises: Vec<Key<Exercise>> = asked
            .own_training
            .iter()
            .filter(lacks)
            .map(|one| one.exercise)
            .collect();
        if !exercises.is_empty() {
            notes.warn(Warning::OwnTrainingKit { exercises });
        }
    }
    let mut sessions = if own_training {
        own_sessions(asked, programme)
    } else {
        programme.sessions.clone()
    };
    let mut pinned: Vec<Vec<usize>> = vec![Vec::new(); sessions.len()];
    let order: Vec<usize> = if own_training {
        (0..sessions.len()).collect()
    } else {
        programme.order.clone()
    };
    let judges: Vec<(usize, Judge<'a>)> = (entry.phase..programme.phases.len())
        .map(|phase| {
            let situation = situation(library, asked.stage, &asked.conditions, key, phase);
            let list = programme.closed.then(|| listed(programme, phase));
            (
                phase,
                Judge::new(library, asked, situation, list.as_deref()),
            )
        })
        .collect();
    if let Some((_, now)) = judges.first() {
        pin(now, &mut sessions, &mut pinned);
        for one in &now.tolerations {
            if one.held > one.found {
                notes.warn(Warning::Loosened {
                    axis: one.axis,
                    from: one.found,
                    to: one.held,
                });
            }
            if one.asked > one.held {
                notes.warn(Warning::Firm {
                    axis: one.axis,
                    asked: one.asked,
                    held: one.held,
                });
            }
        }
    }
    let keep = keep_items(library, asked, notes);
    let phases = judges.into_iter().map(|(phase, judge)| {
        let of_phase = sessions_of(programme, phase, own_training, &order);
        let resolved: Vec<SessionPlan> = of_phase
            .iter()
            .filter_map(|&position| {
                let task = Task {
                    judge: &judge,
                    programme: key,
                    phase,
                    position,
                    session: sessions.get(position)?,
                    own_training,
                    pinned: pinned.get(position).map_or(&[], Vec::as_slice),
                    keep,
                };
                Some(session::resolve(task, notes))
            })
            .collect();
        missing_pins(&judge, phase, &resolved, notes);
        let plan = PhasePlan {
            phase,
            stage: judge.situation.stage,
            limits: judge.limits.clone(),
            sessions: resolved,
        };
        (judge, plan)
    });
    let phases = phases.collect();
    Adapted {
        sessions,
        phases,
        order,
        own_training,
    }
}

/// The sessions of a phase, each once, in the order in which they first come.
pub(crate) fn sessions_of(
    programme: &Programme,
    phase: usize,
    own_training: bool,
    own_order: &[usize],
) -> Vec<usize> {
    let order = match programme.phases.get(phase) {
        Some(phase) if !own_training => phase.order.as_slice(),
        _ => own_order,
    };
    let mut found = Vec::new();
    for &one in order {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found.sort();
    found
}

/// Everything that a closed phase lists.
pub(crate) fn listed(programme: &Programme, phase: usize) -> Vec<Key<Exercise>> {
    sessions_of(programme, phase, false, &programme.order)
        .into_iter()
        .filter_map(|at| programme.sessions.get(at))
        .flat_map(|session| session.slots.iter().map(|slot| slot.exercise))
        .collect()
}

/// The person's own training as sessions: dealt out in turn, so that neighbours in the list, which are often of one
/// kind, come on different days.
fn own_sessions(asked: &Asked, programme: &Programme) -> Vec<Session> {
    let Some(own) = &programme.own_training else {
        return Vec::new();
    };
    let all = &asked.own_training;
    let count = all.len().div_ceil(usize::from(own.max_items.max(1)));
    ('a'..='z')
        .take(count)
        .enumerate()
        .map(|(at, letter)| (all.iter().skip(at).step_by(count.max(1)), letter))
        .map(|(chunk, letter)| Session {
            id: known(SessionId::try_from(letter.to_string())),
            name: crate::format::phrases::fill(
                own.session_name.as_ref(),
                &[("letter", &letter.to_uppercase().to_string())],
            ),
            min_items: 1,
            max_minutes: None,
            minutes: None,
            slots: chunk
                .map(|one| Slot {
                    id: known(SlotId::try_from(format!("own-{}", one.at + 1))),
                    exercise: one.exercise,
                    priority: u16::try_from(one.at).unwrap_or(u16::MAX).saturating_add(1),
                    warm_up: false,
                    dose: one.dose.clone(),
                    origin: Origin {
                        place: one.place.clone(),
                        name: format!("current_training/{}", one.at),
                    },
                })
                .collect(),
        })
        .collect()
}

/// A session of one exercise of the person's own training, for looking at it alone.
pub(crate) fn own_session(
    exercise: Key<Exercise>,
    record: &crate::library::Exercise,
    dose: Dose,
) -> Session {
    Session {
        id: known(SessionId::try_from("a".to_owned())),
        name: String::new(),
        min_items: 1,
        max_minutes: None,
        minutes: None,
        slots: vec![Slot {
            id: known(SlotId::try_from("own-1".to_owned())),
            exercise,
            priority: 1,
            warm_up: false,
            dose,
            origin: record.origin.clone(),
        }],
    }
}

/// An id that the code itself spells.
fn known<T>(id: Result<T, crate::id::NotAnId>) -> T {
    match id {
        Ok(id) => id,
        Err(_) => unreachable!("letters and hyphens make an id"),
    }
}

/// Puts what the clinician pinned in the place of an exercise of its own pattern and role, or else of its
/// pattern; or else at the end of the first session. What is there already stays where it is, and what the
/// limits do not allow is not put anywhere.
fn pin(judge: &Judge<'_>, sessions: &mut [Session], pinned: &mut [Vec<usize>]) {
    let library = judge.library;
    let own: Vec<Key<Exercise>> = judge.asked.pin.clone();
    for &exercise in &own {
        let place = |matches: &dyn Fn(&Slot) -> bool| {
            sessions.iter().enumerate().find_map(|(at, session)| {
                let slot = session.slots.iter().position(matches)?;
                Some((at, slot))
            })
        };
        if let Some((at, slot)) = place(&|slot: &Slot| slot.exercise == exercise) {
            if let Some(all) = pinned.get_mut(at) {
                all.push(slot);
            }
            continue;
        }
        if !judge.fits_here(exercise) {
            continue;
        }
        let record = &library.exercises[exercise];
        let other = |slot: &Slot| !own.contains(&slot.exercise);
        let alike = place(&|slot: &Slot| {
            let one = &library.exercises[slot.exercise];
            other(slot) && one.pattern == record.pattern && one.role == record.role
        })
        .or_else(|| {
            place(&|slot: &Slot| {
                other(slot) && library.exercises[slot.exercise].pattern == record.pattern
            })
        });
        let (at, slot) = match alike {
            Some((at, slot)) => {
                if let Some(slot) = sessions
                    .get_mut(at)
                    .and_then(|session| session.slots.get_mut(slot))
                {
                    slot.exercise = exercise;
                    slot.dose = Default::default();
                }
                (at, slot)
            }
            None => {
                let Some(session) = sessions.first_mut() else {
                    return;
                };
                session.slots.push(Slot {
                    id: known(SlotId::try_from(format!("pin-{}", record.id))),
                    exercise,
                    priority: 1,
                    warm_up: false,
                    dose: Default::default(),
                    origin: record.origin.clone(),
                });
                (0, session.slots.len() - 1)
            }
        };
        if let Some(all) = pinned.get_mut(at) {
            all.push(slot);
        }
    }
}

/// Says of each pinned exercise that a phase does not hold why it does not.
fn missing_pins(judge: &Judge<'_>, phase: usize, sessions: &[SessionPlan], notes: &mut Notes) {
    for &exercise in &judge.asked.pin {
        let given = sessions
            .iter()
            .flat_map(|session| &session.items)
            .any(|item| item.exercise == exercise);
        let said = notes
            .warnings
            .iter()
            .any(|one| matches!(one, Warning::Pin { exercise: other, .. } if *other == exercise));
        if !given && !said {
            let obstacle = judge.obstacle(exercise, judge.terms.ground.room, false);
            notes.warn(Warning::Pin {
                exercise,
                phase,
                obstacle: obstacle.unwrap_or(super::Obstacle::Taken),
            });
        }
    }
}

/// The most items a session may hold, where very many things bring on the pain; with its warning.
fn keep_items(library: &Library, asked: &Asked, notes: &mut Notes) -> Option<usize> {
    let many = library.many_provocations.as_ref()?;
    let provokes = |one: &&Condition| {
        // What takes a deprecated finding's place is ticked with it, and the two are one thing.
        library.findings[one.finding].kind == FindingKind::Provocation
            && library.findings.in_place_of(one.finding).is_none()
    };
    let count = asked.conditions.iter().filter(provokes).count();
    if count < usize::from(many.from) {
        return None;
    }
    notes.warn(Warning::ManyProvocations { count });
    Some(usize::from(many.keep_items))
}

/// Step 6: what a session must keep, in every phase. Every part of the body that its own slots hold, and
/// `min_items`.
fn below_floor(library: &Library, key: Key<Programme>, adapted: &Adapted<'_>) -> Vec<Unmet> {
    let mut short: Vec<Unmet> = Vec::new();
    for (_, phase) in &adapted.phases {
        for planned in &phase.sessions {
            let Some(session) = adapted.sessions.get(planned.session) else {
                continue;
            };
            let items: Vec<Key<Exercise>> = planned.items.iter().map(|one| one.exercise).collect();
            for one in floor(library, key, session, &items) {
                if !short.contains(&one) {
                    short.push(one);
                }
            }
        }
    }
    short
}

/// What a session with these exercises lacks of what it must keep.
pub(crate) fn floor(
    library: &Library,
    programme: Key<Programme>,
    session: &Session,
    items: &[Key<Exercise>],
) -> Vec<Unmet> {
    let part = |exercise: Key<Exercise>| {
        let pattern = library.exercises[exercise].pattern;
        library.patterns[pattern].part
    };
    let name = || SessionName {
        id: session.id.clone(),
        name: session.name.clone(),
    };
    let mut short = Vec::new();
    if items.len() < usize::from(session.min_items) {
        short.push(Unmet::Items {
            programme,
            session: name(),
            count: items.len(),
            min: session.min_items,
        });
    }
    let mut parts: Vec<Key<Part>> = session
        .slots
        .iter()
        .filter_map(|slot| part(slot.exercise))
        .collect();
    parts.sort();
    parts.dedup();
    for own in parts {
        if !items.iter().any(|&item| part(item) == Some(own)) {
            short.push(Unmet::Part {
                programme,
                session: name(),
                part: own,
            });
        }
    }
    short
}

/// Whether a session with these exercises keeps what it must.
pub(crate) fn keeps_floor(
    library: &Library,
    session: &Session,
    items: &[(usize, Key<Exercise>)],
) -> bool {
    let part = |exercise: Key<Exercise>| {
        let pattern = library.exercises[exercise].pattern;
        library.patterns[pattern].part
    };
    let has =
        |own: Option<Key<Part>>| own.is_none() || items.iter().any(|&(_, item)| part(item) == own);
    items.len() >= usize::from(session.min_items)
        && session.slots.iter().all(|slot| has(part(slot.exercise)))
}

fn finish(
    key: Key<Programme>,
    why: WhyProgramme,
    entry: Entry,
    adapted: Adapted<'_>,
    mut warnings: Vec<Warning>,
) -> Plan {
    let mut avoid = Vec::new();
    let mut rebuild = Vec::new();
    let mut back_to = Vec::new();
    let mut calendar = Vec::new();
    if let Some((judge, now)) = adapted.phases.first() {
        let programme = &judge.library.programmes[key];
        let order = adapted.own_training.then_some(adapted.order.as_slice());
        calendar = calendar::trainings(
            programme,
            judge.asked,
            order,
            entry.week,
            costly(&adapted.phases),
            &mut warnings,
        );
        avoid = avoid::list(judge, &adapted.sessions, &now.sessions);
        rebuild = ladders::rebuild(judge, &now.sessions);
        back_to = ladders::back_to(judge, &now.sessions, &mut warnings);
    }
    Plan {
        programme: key,
        why,
        warnings,
        sessions: adapted.sessions,
        phases: adapted.phases.into_iter().map(|(_, plan)| plan).collect(),
        calendar,
        avoid,
        rebuild,
        back_to,
    }
}

/// Whether some session asks more than a little on a limited axis: then two of them lie apart.
fn costly(phases: &[(Judge<'_>, PhasePlan)]) -> bool {
    phases.iter().any(|(judge, phase)| {
        phase
            .sessions
            .iter()
            .flat_map(|one| &one.items)
            .any(|item| {
                let asks = super::judge::demands(
                    judge.library,
                    item.exercise,
                    item.way,
                    item.turn.and_then(super::Turned::own),
                );
                judge
                    .limits
                    .on
                    .iter()
                    .any(|limit| asks.get(limit.axis) > crate::level::Level::Low)
            })
    })
}
