//! R305: a record that names nothing. R311: avoided at first, with its reason.

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::link::Records;

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    for record in &records.nevers {
        if record.value.exercises.is_empty() && record.value.patterns.is_empty() {
            problems.push(
                Diagnostic::new(
                    &codes::NOTHING_TO_GIVE,
                    Place::value(record.file, record.pointer.clone()),
                    format!("the rule `{}` forbids nothing", record.value.id),
                )
                .help("Name `exercises` or `patterns`."),
            );
        }
    }
    for record in &records.substitutions {
        let one = &record.value;
        if one.from.is_some() == one.from_pattern.is_some() {
            problems.push(
                Diagnostic::new(
                    &codes::NOTHING_TO_GIVE,
                    Place::value(record.file, record.pointer.clone()),
                    "a substitution replaces one exercise or one pattern",
                )
                .help("Give either `from` or `from_pattern`."),
            );
        }
        if let Some(from) = &one.from
            && let Some(at) = one.to.iter().position(|to| to == from)
        {
            problems.push(
                Diagnostic::new(
                    &codes::NOTHING_TO_GIVE,
                    Place::value(record.file, format!("{}/to/{at}", record.pointer)),
                    format!("`{from}` cannot come instead of itself"),
                )
                .help("If a change of set-up is enough, write it as a dial of the exercise."),
            );
        }
    }
    for record in &records.exercises {
        let one = &record.value;
        if one.from_stage.is_some() != one.avoid_because.is_some() {
            let key = if one.from_stage.is_some() {
                "/from_stage"
            } else {
                "/avoid_because"
            };
            problems.push(Diagnostic::new(
                &codes::AVOID_SHAPE,
                Place::key(record.file, key),
                format!(
                    "`{}` gives only one of from_stage and avoid_because",
                    one.id
                ),
            ));
        }
    }
}
