//! R303: a dial turns something down.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::link::Records;

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    for record in &records.exercises {
        let exercise = &record.value;
        let mut seen = BTreeSet::new();
        for (at, turn) in exercise.dials.iter().enumerate() {
            let lowers = turn.sets_demand.iter().any(|(axis, level)| {
                exercise
                    .demands
                    .get(axis)
                    .is_some_and(|demand| *level < demand.level())
            });
            if !lowers {
                problems.push(Diagnostic::new(
                    &codes::TURN_EFFECT,
                    Place::value(record.file, format!("/dials/{at}/sets_demand")),
                    format!(
                        "the dial `{}` lowers nothing that `{}` asks",
                        turn.id, exercise.id
                    ),
                ));
            }
            if !seen.insert(&turn.id) {
                problems.push(Diagnostic::new(
                    &codes::DUPLICATE,
                    Place::value(record.file, format!("/dials/{at}/id")),
                    format!("`{}` has two dials with the id `{}`", exercise.id, turn.id),
                ));
            }
        }
    }
}
