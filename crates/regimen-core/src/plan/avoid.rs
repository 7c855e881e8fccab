//! What to leave out for now, and what to do instead.

use crate::library::{EquipmentSet, Exercise, Key, Programme, Replaced};

use super::judge::Judge;
use super::{Avoid, SessionPlan};

/// How many things to do instead are named, at most.
const INSTEAD: usize = 3;

/// Every exercise worth a warning that is not tolerated now: the programme's own that were swapped for
/// what they ask, goals, those that a substitution, a never rule or a stage speaks of.
pub(super) fn list(
    judge: &Judge<'_>,
    programme: &Programme,
    sessions: &[SessionPlan],
) -> Vec<Avoid> {
    let library = judge.library;
    let mut worth: Vec<Key<Exercise>> = Vec::new();
    let mut add = |key: Key<Exercise>| {
        if !worth.contains(&key) {
            worth.push(key);
        }
    };
    judge.asked.goals.iter().copied().for_each(&mut add);
    programme
        .sessions
        .iter()
        .flat_map(|session| &session.slots)
        .for_each(|slot| add(slot.exercise));
    for (key, exercise) in library.exercises.iter() {
        let named = library
            .substitutions
            .iter()
            .any(|record| record.from == Replaced::Exercise(key));
        if named || exercise.from_stage.is_some() || judge.forbidden().any(|one| one == key) {
            add(key);
        }
    }
    worth
        .into_iter()
        .filter(|&key| !judge.tolerated(key))
        .map(|key| Avoid {
            exercise: key,
            because: judge.obstacle(key, EquipmentSet::ALL),
            instead: instead(judge, key, sessions),
        })
        .collect()
}

/// What the plan gives in its place, else what the records name and the person tolerates.
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
        let offered = record.until.is_none_or(|until| judge.asked.stage <= until);
        if !speaks || !offered {
            continue;
        }
        for &to in &record.to {
            if to != exercise && !found.contains(&to) && judge.tolerated(to) && at_hand(judge, to) {
                found.push(to);
            }
        }
    }
    found.truncate(INSTEAD);
    found
}

/// Whether the room has what an exercise needs.
fn at_hand(judge: &Judge<'_>, exercise: Key<Exercise>) -> bool {
    judge.library.exercises[exercise]
        .ways
        .iter()
        .any(|way| way.needs.within(judge.asked.room))
}
