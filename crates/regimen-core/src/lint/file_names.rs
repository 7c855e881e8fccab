//! R203: a record's file is named after its id.

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::link::{Record, Records};

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    each(records, &records.findings, |one| one.id.as_str(), problems);
    each(records, &records.exercises, |one| one.id.as_str(), problems);
    each(records, &records.ladders, |one| one.id.as_str(), problems);
    each(
        records,
        &records.programmes,
        |one| one.id.as_str(),
        problems,
    );
}

fn each<T>(
    records: &Records,
    list: &[Record<T>],
    id: fn(&T) -> &str,
    problems: &mut Vec<Diagnostic>,
) {
    for record in list {
        let stem = records.stem(record.file);
        let id = id(&record.value);
        if stem.is_some_and(|stem| stem != id) {
            problems.push(
                Diagnostic::new(
                    &codes::FILE_NAME,
                    Place::value(record.file, "/id"),
                    format!(
                        "the file is named `{}.toml`, and its id is `{id}`",
                        stem.unwrap_or("")
                    ),
                )
                .help(format!("Rename the file to `{id}.toml`, or mend the id.")),
            );
        }
    }
}
