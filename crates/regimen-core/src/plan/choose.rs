//! The programme: the one that is named, or the first by rank whose sessions keep their floor.

use crate::format::finding::FindingKind;
use crate::library::{Key, Library, Part, Programme};
use crate::link::Asked;

use super::judge::Judge;
use super::session::{self, Notes};
use super::{
    Outcome, PhasePlan, Plan, Planned, SessionPlan, Tracing, Unmet, Warning, WhyProgramme, avoid,
    calendar, ladders,
};

/// Chooses a programme and adapts it.
pub(super) fn programme(library: &Library, asked: &Asked, tracing: Tracing) -> Planned {
    let judge = Judge::new(library, asked);
    let candidates = match asked.programme {
        Some(named) => vec![named],
        None => by_rank(library),
    };
    let mut trace = Vec::new();
    let mut tried = Vec::new();
    for key in candidates {
        if let Some(unmet) = unsuited(library, asked, key) {
            // A programme that is for other findings was never in question, unless it was named.
            if asked.programme.is_some() || matches!(unmet, Unmet::Finding { .. }) {
                tried.push(unmet);
            }
            continue;
        }
        let mut notes = Notes {
            tracing,
            trace: std::mem::take(&mut trace),
            warnings: Vec::new(),
        };
        let keep = keep_items(library, asked, &mut notes.warnings);
        let sessions: Vec<SessionPlan> = library.programmes[key]
            .sessions
            .iter()
            .enumerate()
            .map(|(at, one)| session::resolve(&judge, key, at, one, keep, &mut notes))
            .collect();
        trace = notes.trace;
        let short = below_floor(library, key, &sessions);
        if short.is_empty() {
            let why = match (asked.programme, tried.is_empty()) {
                (Some(_), _) => WhyProgramme::Named,
                (None, true) => WhyProgramme::First,
                (None, false) => WhyProgramme::After(tried),
            };
            let plan = finish(&judge, key, why, notes.warnings, sessions);
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

fn by_rank(library: &Library) -> Vec<Key<Programme>> {
    let mut all: Vec<_> = library.programmes.iter().collect();
    all.sort_by(|(_, a), (_, b)| (a.rank, &a.id).cmp(&(b.rank, &b.id)));
    all.into_iter().map(|(key, _)| key).collect()
}

/// Why a programme is not for this presentation, if it is not.
fn unsuited(library: &Library, asked: &Asked, key: Key<Programme>) -> Option<Unmet> {
    let programme = &library.programmes[key];
    if let Some(&finding) = programme
        .never_with
        .iter()
        .find(|finding| asked.findings.contains(finding))
    {
        return Some(Unmet::Finding {
            programme: key,
            finding,
        });
    }
    let needs = !programme.only_with.is_empty()
        && !programme
            .only_with
            .iter()
            .any(|finding| asked.findings.contains(finding));
    needs.then_some(Unmet::NeedsFinding { programme: key })
}

/// The most items a session may hold, where very many things bring on the pain; with its warning.
fn keep_items(library: &Library, asked: &Asked, warnings: &mut Vec<Warning>) -> Option<usize> {
    let many = library.many_provocations.as_ref()?;
    let count = asked
        .findings
        .iter()
        .filter(|&&finding| library.findings[finding].kind == FindingKind::Provocation)
        .count();
    if count < usize::from(many.from) {
        return None;
    }
    warnings.push(Warning::ManyProvocations { count });
    Some(usize::from(many.keep_items))
}

/// Step 6: what a session must keep. Every part of the body that its own slots hold, and `min_items`.
fn below_floor(library: &Library, key: Key<Programme>, sessions: &[SessionPlan]) -> Vec<Unmet> {
    let programme = &library.programmes[key];
    let part = |exercise| {
        let pattern = library.exercises[exercise].pattern;
        library.patterns[pattern].part
    };
    let mut short = Vec::new();
    for planned in sessions {
        let Some(session) = programme.sessions.get(planned.session) else {
            continue;
        };
        if planned.items.len() < usize::from(session.min_items) {
            short.push(Unmet::Items {
                programme: key,
                session: planned.session,
                count: planned.items.len(),
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
            if !planned
                .items
                .iter()
                .any(|item| part(item.exercise) == Some(own))
            {
                short.push(Unmet::Part {
                    programme: key,
                    session: planned.session,
                    part: own,
                });
            }
        }
    }
    short
}

fn finish(
    judge: &Judge<'_>,
    key: Key<Programme>,
    why: WhyProgramme,
    mut warnings: Vec<Warning>,
    sessions: Vec<SessionPlan>,
) -> Plan {
    let programme = &judge.library.programmes[key];
    let calendar = calendar::trainings(programme, judge.asked, &mut warnings);
    let avoid = avoid::list(judge, programme, &sessions);
    let rebuild = ladders::rebuild(judge, &sessions);
    let back_to = ladders::back_to(judge, &sessions, &mut warnings);
    Plan {
        programme: key,
        why,
        warnings,
        limits: judge.limits.clone(),
        phases: (0..programme.phases.len())
            .map(|phase| PhasePlan {
                phase,
                sessions: sessions.clone(),
            })
            .collect(),
        calendar,
        avoid,
        rebuild,
        back_to,
    }
}
