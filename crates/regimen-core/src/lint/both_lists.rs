//! R214: an id in two lists that cannot both be right.

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::link::{Record, Records};

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    for record in &records.exercises {
        let one = &record.value;
        for (at, id) in one.harder.iter().enumerate() {
            let place = format!("/harder/{at}");
            if let Some(other) = one.easier.iter().position(|easier| easier == id) {
                let message = format!("`{id}` is both easier and harder than `{}`", one.id);
                problems.push(both(record, place, format!("/easier/{other}"), message));
            } else if *id == one.id {
                let message = format!("`{id}` is named as harder than itself");
                problems.push(itself(record, place, message));
            }
        }
        for (at, id) in one.easier.iter().enumerate() {
            let place = format!("/easier/{at}");
            if *id == one.id {
                let message = format!("`{id}` is named as easier than itself");
                problems.push(itself(record, place, message));
                continue;
            }
            // Said of the pair once: at the one that comes later.
            let Some(other) = records.exercise(id.as_str()) else {
                continue;
            };
            let is_before = (other.file, &other.pointer) < (record.file, &record.pointer);
            if is_before && let Some(back) = other.value.easier.iter().position(|id| *id == one.id)
            {
                problems.push(
                    Diagnostic::new(
                        &codes::IN_BOTH,
                        Place::value(record.file, place),
                        format!("`{id}` and `{}` each say that the other is easier", one.id),
                    )
                    .also(
                        Place::value(other.file, format!("/easier/{back}")),
                        "the other way round",
                    ),
                );
            }
        }
    }
    for record in &records.programmes {
        let one = &record.value;
        for (at, id) in one.never_with.iter().enumerate() {
            if let Some(other) = one.only_with.iter().position(|only| only == id) {
                let message = format!("`{}` is only for `{id}`, and never for it", one.id);
                let place = format!("/never_with/{at}");
                problems.push(both(record, place, format!("/only_with/{other}"), message));
            }
        }
    }
}

fn both<T>(record: &Record<T>, at: String, other: String, message: String) -> Diagnostic {
    itself(record, at, message).also(Place::value(record.file, other), "and here")
}

fn itself<T>(record: &Record<T>, at: String, message: String) -> Diagnostic {
    Diagnostic::new(&codes::IN_BOTH, Place::value(record.file, at), message)
}
