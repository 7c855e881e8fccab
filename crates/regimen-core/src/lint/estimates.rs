//! R312: a session takes about as long as its source says.

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::link::Records;
use crate::plan::{item_seconds, session_minutes, session_seconds};

/// How far either end of the estimate may lie from the source's, in minutes.
const TOLERANCE: u16 = 5;

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    for record in &records.programmes {
        for (s, session) in record.value.sessions.iter().enumerate() {
            let Some(given) = session.minutes else {
                continue;
            };
            let times: Vec<_> = session
                .slots
                .iter()
                .filter_map(|slot| {
                    let exercise = records.exercise(slot.exercise.as_str())?;
                    let dose = exercise.value.dose.with(&slot.dose);
                    Some(item_seconds(&dose, &exercise.value.pace))
                })
                .collect();
            // An exercise that is missing is reported as such; its session cannot be timed.
            if times.len() != session.slots.len() {
                continue;
            }
            let changeover = record.value.schedule.changeover_s;
            let (low, high) = session_minutes(session_seconds(times, changeover));
            if low.abs_diff(given.min) > TOLERANCE || high.abs_diff(given.max) > TOLERANCE {
                problems.push(Diagnostic::new(
                    &codes::ESTIMATE,
                    Place::value(record.file, format!("/sessions/{s}/minutes")),
                    format!(
                        "the session `{}` takes about {low} to {high} minutes, and {} to {} stand here",
                        session.id, given.min, given.max
                    ),
                ));
            }
        }
    }
}
