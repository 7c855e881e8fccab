//! What to rebuild next, and the way back to a goal.

use crate::library::{EquipmentSet, Exercise, Key, Ladder, Stage};

use super::judge::Judge;
use super::{BackTo, Rebuild, SessionPlan, Warning};

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
    let now: Vec<_> = exercises
        .iter()
        .copied()
        .filter(|&key| judge.free(key, judge.asked.room))
        .collect();
    if !now.is_empty() {
        return Some((now, None));
    }
    judge
        .library
        .stages
        .iter()
        .filter(|(stage, _)| *stage > judge.asked.stage)
        .find_map(|(stage, _)| {
            let mut asked = judge.asked.clone();
            asked.stage = stage;
            let later = Judge::new(judge.library, &asked);
            let then: Vec<_> = exercises
                .iter()
                .copied()
                .filter(|&key| later.free(key, judge.asked.room))
                .collect();
            (!then.is_empty()).then_some((then, Some(stage)))
        })
}

/// The way back to each goal: from the highest rung that can be done as it is now, up its ladder. Of several
/// ladders the one with the most steps counts: it is the most gradual. A goal with no ladder is its own
/// only step where the plan holds it already; else a warning says that its steps are still to be planned.
pub(super) fn back_to(
    judge: &Judge<'_>,
    sessions: &[SessionPlan],
    warnings: &mut Vec<Warning>,
) -> Vec<BackTo> {
    judge
        .asked
        .goals
        .iter()
        .map(|&goal| {
            let mut steps = judge
                .library
                .ladders
                .iter()
                .map(|(_, ladder)| steps(judge, ladder, goal))
                .max_by_key(Vec::len)
                .unwrap_or_default();
            let given = sessions
                .iter()
                .flat_map(|session| &session.items)
                .any(|item| item.exercise == goal);
            if steps.is_empty() && given {
                steps.push(goal);
            }
            if steps.is_empty() {
                warnings.push(Warning::NoLadder { goal });
            }
            BackTo { goal, steps }
        })
        .collect()
}

/// From the current rung to the goal; nothing if the ladder does not lead there, or if not even its lowest
/// rung can be done as it is.
fn steps(judge: &Judge<'_>, ladder: &Ladder, goal: Key<Exercise>) -> Vec<Key<Exercise>> {
    let free = |key| judge.free(key, EquipmentSet::ALL);
    let Some(top) = ladder
        .rungs
        .iter()
        .position(|rung| rung.any_of.contains(&goal))
    else {
        return Vec::new();
    };
    let rungs: Vec<Key<Exercise>> = ladder
        .rungs
        .iter()
        .take(top + 1)
        .enumerate()
        .filter_map(|(at, rung)| {
            if at == top {
                return Some(goal);
            }
            let one = rung.any_of.iter().copied().find(|&key| free(key));
            one.or_else(|| rung.any_of.first().copied())
        })
        .collect();
    match rungs.iter().rposition(|&key| free(key)) {
        Some(current) => rungs.into_iter().skip(current).collect(),
        None => Vec::new(),
    }
}
