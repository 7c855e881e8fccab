//! One exercise's next step: what follows from its check-ins, made sure that it fits the plan.

use super::easier::{Easier, easier};
use super::harder::{Harder, Held, at_top, harder};
use super::history::{self, Follows, Judged};
use super::instead::{Instead, With, fits, instead};
use super::known::{ItemKnown, Known, PhaseKnown};
use super::lights::{self, Cause, Missing};
use super::read::Logged;
use crate::format::response::{About, Action};
use crate::id::{ExerciseId, SessionId};
use crate::level::{Level, Levels};
use crate::library::{Dial, Exercise, Finding, Key};
use crate::log::Made;
use crate::report::RebuildEntry;

/// One exercise's next step.
pub(super) struct Decided<'a> {
    pub(super) item: &'a ItemKnown<'a>,
    pub(super) session: &'a SessionId,
    pub(super) step: Step,
    pub(super) reason: Reason,
    /// The next rung, if it may be time for it.
    pub(super) climb: Option<RebuildEntry>,
}

/// What to do.
pub(super) enum Step {
    Progress(Harder),
    Hold,
    Ease(Easier),
    /// Take the last change back, with what it was.
    Undo(Option<String>),
    Substitute(Box<Instead>),
    /// Nothing that is easier fits.
    LeaveOut,
    End,
    /// The findings whose stage goes back; none for the plan's.
    StageDown(Vec<Key<Finding>>),
    SeeClinician,
}

/// Why.
pub(super) enum Reason {
    /// A light says so.
    Light(Follows),
    /// It went well, and something keeps it from being made harder.
    Held(Held, Follows),
    /// Something is not answered.
    Unanswered(Vec<Missing>),
    /// No light is lit.
    NoLight,
}

/// Decides on an exercise of the phase that the last check-in is in.
pub(super) fn decide<'a>(
    known: &'a Known<'a>,
    logged: &'a Logged,
    now: &'a PhaseKnown<'a>,
    exercise: Key<Exercise>,
) -> Option<Decided<'a>> {
    let response = &known.library.response;
    let all = history::judged(known, logged, exercise);
    let last = all.last();
    let item = last
        .and_then(|last| {
            now.of(exercise)
                .find(|item| *item.session == last.visit.session)
        })
        .or_else(|| now.of(exercise).next())?;
    let candidates = [
        history::follows(response, &all),
        history::standing(response, &all, logged),
        history::of_the_day(response, logged),
    ];
    let graver = candidates.into_iter().flatten();
    let chosen = graver.max_by_key(|one| (one.action, one.light));
    let decided = |step, reason| Decided {
        item,
        session: item.session,
        step,
        reason,
        climb: None,
    };
    let Some(last) = last else {
        return Some(match chosen {
            Some(follows) => act(known, now, item, &all, follows, decided),
            None => decided(Step::Hold, Reason::Unanswered(vec![Missing::All])),
        });
    };
    let Some(follows) = chosen else {
        let reason = match last.missing.as_slice() {
            [] => Reason::NoLight,
            missing => Reason::Unanswered(missing.to_vec()),
        };
        return Some(decided(Step::Hold, reason));
    };
    // Going well counts for something only when all is answered, of this exercise and of the last day.
    if follows.action <= Action::Hold && follows.light == 0 {
        let mut missing = last.missing.clone();
        if let Some(visit) = logged.visits.last() {
            let day = lights::unanswered(response, About::Day, &visit.answers);
            missing.extend(day);
            missing.dedup();
        }
        if !missing.is_empty() {
            return Some(decided(Step::Hold, Reason::Unanswered(missing)));
        }
    }
    if follows.action != Action::Progress {
        return Some(act(known, now, item, &all, follows, decided));
    }
    let mode = known.phases.get(last.visit.phase)?.progress;
    let step = response.progress.as_ref()?.step;
    let made = harder(known.library, mode, now, item, last.entry, step);
    // The criteria to climb are met at the top of the range, if at all.
    let climb = match made {
        Ok(Harder::Weight | Harder::WeightAndBack(..)) | Err(Held::Top)
            if at_top(item.dose(), &last.entry.done) =>
        {
            climb(known, now, item)
        }
        _ => None,
    };
    let (step, reason) = match made {
        Ok(made) => (Step::Progress(made), Reason::Light(follows)),
        Err(held) => (Step::Hold, Reason::Held(held, follows)),
    };
    Some(Decided {
        climb,
        ..decided(step, reason)
    })
}

/// Everything but making it harder.
fn act<'a>(
    known: &Known<'_>,
    now: &PhaseKnown<'_>,
    item: &ItemKnown<'_>,
    all: &[Judged<'_>],
    follows: Follows,
    decided: impl Fn(Step, Reason) -> Decided<'a>,
) -> Decided<'a> {
    let taken = taken(now, item.exercise);
    let swap = || match instead(known, now, item, &taken, With::OneDial) {
        Some(instead) => Step::Substitute(Box::new(instead)),
        None => Step::LeaveOut,
    };
    let ease = || match easier(known.library, now, item, &turned(all), &taken) {
        Some(easier) => Step::Ease(easier),
        None => swap(),
    };
    let step = match follows.action {
        Action::Progress | Action::Hold => Step::Hold,
        Action::Ease => ease(),
        Action::UndoOrEase => match last_change(known, all) {
            Some(what) => Step::Undo(what),
            None => ease(),
        },
        Action::Substitute => swap(),
        Action::EndExercise => Step::End,
        Action::StageDown => Step::StageDown(findings(known, item, &follows.causes)),
        Action::SeeClinician => Step::SeeClinician,
    };
    decided(step, Reason::Light(follows))
}

/// What is in the sessions that hold an exercise, itself among it.
pub(super) fn taken(now: &PhaseKnown<'_>, exercise: Key<Exercise>) -> Vec<Key<Exercise>> {
    let sessions: Vec<&SessionId> = now.of(exercise).map(|item| item.session).collect();
    let inside = now
        .items
        .iter()
        .filter(|item| sessions.contains(&item.session));
    inside.map(|item| item.exercise).collect()
}

/// The dials that the log says were turned down and not up again since.
fn turned(all: &[Judged<'_>]) -> Vec<Key<Dial>> {
    let mut turned: Vec<Key<Dial>> = Vec::new();
    for change in all.iter().filter_map(|one| one.entry.change.as_ref()) {
        if let Some(dial) = change.dial {
            match change.made {
                Made::Easier => turned.push(dial),
                Made::Harder => turned.retain(|one| *one != dial),
            }
        }
    }
    turned
}

/// What was changed last, if that made it harder: in the person's own words, or the dial's name.
fn last_change(known: &Known<'_>, all: &[Judged<'_>]) -> Option<Option<String>> {
    let change = all.iter().rev().find_map(|one| one.entry.change.as_ref())?;
    (change.made == Made::Harder).then(|| {
        let named = change
            .dial
            .map(|dial| known.library.dials[dial].name.clone());
        change.what.clone().or(named)
    })
}

/// The findings whose limits an exercise touches most; none where the day as a whole is the reason.
fn findings(known: &Known<'_>, item: &ItemKnown<'_>, causes: &[Cause]) -> Vec<Key<Finding>> {
    let library = known.library;
    let of_day = |cause: &Cause| match cause {
        Cause::Answer(id) => library
            .response
            .question
            .iter()
            .any(|one| one.id == *id && one.about == About::Day),
        _ => false,
    };
    if causes.iter().all(of_day) {
        return Vec::new();
    }
    let demands = item.demands(library);
    let touched: Vec<(Key<Finding>, Level)> = known
        .findings
        .iter()
        .filter_map(|&key| {
            let limits = library.findings[key].limits.iter();
            let most = limits.map(|limit| demands.get(limit.axis.index())).max()?;
            (most > Level::None).then_some((key, most))
        })
        .collect();
    let most = touched.iter().map(|(_, level)| *level).max();
    touched
        .into_iter()
        .filter(|(_, level)| Some(*level) == most)
        .map(|(key, _)| key)
        .collect()
}

/// The next rung of the plan's own list, as far as it fits the phase as it is.
fn climb(known: &Known<'_>, now: &PhaseKnown<'_>, item: &ItemKnown<'_>) -> Option<RebuildEntry> {
    let taken = taken(now, item.exercise);
    let open = |id: &ExerciseId| {
        known
            .library
            .exercises
            .find(id.as_str())
            .is_some_and(|key| {
                fits(known, now, key, Levels::UNLIMITED, &taken, With::Nothing).is_some()
            })
    };
    known
        .document
        .rebuild
        .iter()
        .filter(|one| one.at == item.entry.exercise)
        .find_map(|one| {
            let next: Vec<_> = one.next.iter().filter(|id| open(id)).cloned().collect();
            (!next.is_empty()).then(|| RebuildEntry {
                next,
                ..one.clone()
            })
        })
}
