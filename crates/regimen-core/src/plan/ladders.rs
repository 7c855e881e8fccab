//! What to rebuild next, and the way back to a goal.

use crate::library::{EquipmentSet, Exercise, Key, Ladder, Rung, Stage};

use super::judge::Judge;
use super::{BackTo, Rebuild, SessionPlan, Step, Warning};

/// For each ladder with a rung in the plan and one above it: the next rung. Where two ladders start
/// from the same exercise, the one with the smaller step counts.
pub(super) fn rebuild(judge: &Judge<'_>, sessions: &[SessionPlan]) -> Vec<Rebuild> {
    let library = judge.library;
    let given = |key: Key<Exercise>| {
        sessions
            .iter()
            .flat_map(|session| &session.items)
            .any(|item| item.exercise == key)
    };
    let mut found: Vec<(u32, Rebuild)> = Vec::new();
    for (key, ladder) in library.ladders.iter() {
        // The rungs of an activity are for those who name it as a goal: its way back lists them.
        if ladder.rungs.iter().any(|rung| rung.form.is_some()) {
            continue;
        }
        let at = ladder
            .rungs
            .iter()
            .enumerate()
            .rev()
            .find_map(|(rung, one)| {
                let at = one.any_of.iter().copied().find(|&key| given(key))?;
                Some((rung, at))
            });
        let Some((rung, at)) = at else {
            continue;
        };
        let Some(above) = ladder.rungs.get(rung + 1) else {
            continue;
        };
        let Some((next, from_stage)) = opens(judge, &above.any_of) else {
            continue;
        };
        let step = next
            .iter()
            .map(|&one| {
                library.exercises[one]
                    .demands
                    .distance(library.exercises[at].demands)
            })
            .min()
            .unwrap_or(u32::MAX);
        let one = Rebuild {
            ladder: key,
            at,
            rung,
            next,
            from_stage,
        };
        match found.iter_mut().find(|(_, other)| other.at == at) {
            Some(other) if step < other.0 => *other = (step, one),
            Some(_) => {}
            None => found.push((step, one)),
        }
    }
    found.into_iter().map(|(_, one)| one).collect()
}

/// Which exercises of a rung are allowed, and from which later stage if not now.
type Opening = (Vec<Key<Exercise>>, Option<Key<Stage>>);

/// Which of these are allowed now, or in the first later stage that allows any, with that stage.
fn opens(judge: &Judge<'_>, exercises: &[Key<Exercise>]) -> Option<Opening> {
    let free = |judge: &Judge<'_>| -> Vec<Key<Exercise>> {
        let all = exercises.iter().copied();
        all.filter(|&key| judge.free(key, judge.terms.ground.room))
            .collect()
    };
    let now = free(judge);
    if !now.is_empty() {
        return Some((now, None));
    }
    later_stages(judge).find_map(|stage| {
        let then = free(&judge.at(stage));
        (!then.is_empty()).then_some((then, Some(stage)))
    })
}

fn later_stages(judge: &Judge<'_>) -> impl Iterator<Item = Key<Stage>> {
    let now = judge.terms.stage;
    let stages = judge.library.stages.iter().map(|(stage, _)| stage);
    stages.filter(move |&stage| stage > now)
}

/// The way back to each goal: from the highest rung that can be done as it is now, up its ladder. Of several
/// ladders the one with the most steps counts: it is the most gradual. Where no rung can be done yet, the way
/// starts at a later stage, and that is said. A goal with no ladder is its own only step where the plan holds
/// it already; else a warning says that its steps are still to be planned.
pub(super) fn back_to(
    judge: &Judge<'_>,
    sessions: &[SessionPlan],
    warnings: &mut Vec<Warning>,
) -> Vec<BackTo> {
    let goals = judge.asked.goals.iter();
    goals
        .map(|&goal| {
            let mut back = way_back(judge, goal);
            if back.steps.is_empty() {
                let later = later_stages(judge).find_map(|stage| {
                    let back = way_back(&judge.at(stage), goal);
                    (!back.steps.is_empty()).then_some((stage, back))
                });
                if let Some((stage, found)) = later {
                    back = BackTo {
                        from_stage: Some(stage),
                        ..found
                    };
                }
            }
            let given = sessions
                .iter()
                .flat_map(|session| &session.items)
                .any(|item| item.exercise == goal);
            if back.steps.is_empty() && given {
                back.steps.push(Step {
                    rung: None,
                    exercise: goal,
                });
            }
            if back.steps.is_empty() {
                let mut ladders = judge.library.ladders.rows().iter();
                let leads = |ladder: &Ladder| {
                    let mut rungs = ladder.rungs.iter().skip(1);
                    rungs.any(|rung| rung.any_of.contains(&goal))
                };
                warnings.push(if ladders.any(leads) {
                    Warning::GoalWaits { goal }
                } else {
                    Warning::NoLadder { goal }
                });
            }
            back
        })
        .collect()
}

fn way_back(judge: &Judge<'_>, goal: Key<Exercise>) -> BackTo {
    let ways = judge.library.ladders.iter();
    let longest = ways
        .map(|(key, ladder)| (steps(judge, ladder, goal), key))
        .filter(|(steps, _)| !steps.is_empty())
        .max_by_key(|(steps, key)| (steps.len(), std::cmp::Reverse(*key)));
    let (steps, ladder) = longest.map_or((Vec::new(), None), |(steps, key)| (steps, Some(key)));
    BackTo {
        goal,
        ladder,
        from_stage: None,
        steps,
    }
}

/// From the current rung to the goal; nothing if the ladder does not lead there, or if not even its lowest
/// rung can be done as it is.
fn steps(judge: &Judge<'_>, ladder: &Ladder, goal: Key<Exercise>) -> Vec<Step> {
    let free = |rung: &Rung, exercise: Key<Exercise>| match &rung.form {
        Some(form) => judge.form_free(exercise, form),
        None => judge.free(exercise, EquipmentSet::ALL),
    };
    let leads = |rung: &Rung| rung.any_of.contains(&goal);
    let Some(top) = ladder.rungs.iter().rposition(leads) else {
        return Vec::new();
    };
    // What only starts a ladder is not where it leads.
    if top == 0 {
        return Vec::new();
    }
    let rungs: Vec<(Step, bool)> = ladder
        .rungs
        .iter()
        .take(top + 1)
        .enumerate()
        .filter_map(|(at, rung)| {
            let step = |exercise| Step {
                rung: Some(at),
                exercise,
            };
            if at == top {
                return Some((step(goal), free(rung, goal)));
            }
            let one = rung.any_of.iter().copied().find(|&key| free(rung, key));
            one.map(|key| (step(key), true))
                .or_else(|| Some((step(*rung.any_of.first()?), false)))
        })
        .collect();
    // An activity comes back from its lowest step that is open: nobody knows yet how much of it the back takes.
    // Where none is, and on a ladder of exercises, the highest open rung is where the person is.
    let activity = ladder
        .rungs
        .get(top)
        .is_some_and(|rung| rung.form.is_some());
    let lowest = rungs
        .iter()
        .position(|(step, free)| *free && activity && step.exercise == goal);
    let current = lowest.or_else(|| rungs.iter().rposition(|(_, free)| *free));
    match current {
        Some(current) => {
            let steps = rungs.into_iter().skip(current);
            steps.map(|(step, _)| step).collect()
        }
        None => Vec::new(),
    }
}
