//! What to leave out for now, and what to do instead.

use crate::library::{EquipmentSet, Exercise, Key, Replaced, Session};

use super::judge::Judge;
use super::{Avoid, SessionPlan};

/// How many things to do instead are named, at most.
const INSTEAD: usize = 3;

/// Every exercise worth a warning that is not tolerated now: the programme's own that were swapped for
/// what they ask, goals, those that a substitution, a never rule or a stage speaks of.
pub(super) fn list(judge: &Judge<'_>, written: &[Session], sessions: &[SessionPlan]) -> Vec<Avoid> {
    let library = judge.library;
    // What is only not on a closed phase's list is no danger, and may come in the next phase.
    let open = judge.open();
    let mut worth: Vec<Key<Exercise>> = Vec::new();
    let mut add = |key: Key<Exercise>| {
        if !worth.contains(&key) {
            worth.push(key);
        }
    };
    judge.asked.goals.iter().copied().for_each(&mut add);
    written
        .iter()
        .flat_map(|session| &session.slots)
        .for_each(|slot| add(slot.exercise));
    for (key, exercise) in library.exercises.iter() {
        let named = library
            .substitutions
            .iter()
            .any(|record| record.from == Replaced::Exercise(key));
        if named || exercise.from_stage.is_some() || judge.is_forbidden(key) {
            add(key);
        }
    }
    worth
        .into_iter()
        .filter(|key| {
            // A goal is out until it fits as it is: nobody hands the person its dial.
            !open.tolerated(*key)
                || (judge.asked.goals.contains(key) && !open.free(*key, EquipmentSet::ALL))
        })
        .filter(|&key| !given(key, sessions))
        .filter_map(|key| {
            Some(Avoid {
                exercise: key,
                because: open.obstacle(key, EquipmentSet::ALL, false)?,
                instead: instead(judge, key, sessions),
            })
        })
        .collect()
}

/// Whether the plan holds an exercise, as it is or turned down.
fn given(key: Key<Exercise>, sessions: &[SessionPlan]) -> bool {
    sessions
        .iter()
        .flat_map(|session| &session.items)
        .any(|item| item.exercise == key)
}

/// What the plan gives in its place, then what the records name that can be done as its card says, with
/// the equipment at hand.
fn instead(
    judge: &Judge<'_>,
    exercise: Key<Exercise>,
    sessions: &[SessionPlan],
) -> Vec<Key<Exercise>> {
    let library = judge.library;
    let mut found: Vec<Key<Exercise>> = Vec::new();
    for item in sessions.iter().flat_map(|session| &session.items) {
        if item.instead_of == Some(exercise) && !found.contains(&item.exercise) {
            found.push(item.exercise);
        }
    }
    let pattern = library.exercises[exercise].pattern;
    for record in &library.substitutions {
        let speaks = match record.from {
            Replaced::Exercise(from) => from == exercise,
            Replaced::Pattern(from) => from == pattern,
        };
        let offered = record.until.is_none_or(|until| judge.terms.stage <= until);
        if !speaks || !offered {
            continue;
        }
        for &to in &record.to {
            if to != exercise && !found.contains(&to) && judge.free(to, judge.terms.ground.room) {
                found.push(to);
            }
        }
    }
    found.truncate(INSTEAD);
    found
}
