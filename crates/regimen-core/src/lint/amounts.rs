//! R309: an exercise says how much. R310: it says how long that takes.

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::link::Records;

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    for record in &records.exercises {
        let exercise = &record.value;
        let dose = &exercise.dose;
        let place = Place::key(record.file, "/dose");
        let amount = dose
            .reps
            .or(dose.hold_s)
            .or(dose.distance_m)
            .or(dose.minutes);
        if dose.sets.is_none() || amount.is_none() {
            problems.push(Diagnostic::new(
                &codes::NO_DOSE,
                place.clone(),
                format!("the dose of `{}` does not say how much", exercise.id),
            ));
        }
        let missing = (dose.reps.is_some() && exercise.pace.rep_s.is_none())
            .then_some("rep_s")
            .or(
                (dose.distance_m.is_some() && exercise.pace.metre_s.is_none()).then_some("metre_s"),
            );
        if let Some(key) = missing {
            problems.push(
                Diagnostic::new(
                    &codes::NO_PACE,
                    place,
                    format!("`{}` cannot be timed without `{key}`", exercise.id),
                )
                .help(format!("Add `{key}` under [pace].")),
            );
        }
    }
}
