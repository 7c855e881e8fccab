//! No rule: the texts of records as they hold, in every language.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::diagnostic::Spot;
use crate::format::Kind;
use crate::link::{Record, Records, Said};

/// The texts of a kind of record with a file each, with the record that each belongs to. A text that another pack has replaced
/// is left out, and so is the same translation a second time.
pub(super) fn spoken<'r, T: Serialize>(
    records: &'r Records,
    kind: Kind,
    list: &'r [Record<T>],
    id: fn(&T) -> &str,
) -> Vec<(&'r Record<T>, &'r Said)> {
    let by_id: BTreeMap<&str, &Record<T>> = list.iter().map(|one| (id(&one.value), one)).collect();
    let by_file: BTreeMap<_, &Record<T>> = list.iter().map(|one| (one.file, one)).collect();
    let said: Vec<&Said> = records.said.iter().filter(|one| one.kind == kind).collect();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    // A text and its translations stand together.
    for group in said.chunk_by(|one, next| one.of == next.of && one.pointer == next.pointer) {
        let Some(first) = group.first() else {
            continue;
        };
        let by_name = || records.stem(first.of).and_then(|stem| by_id.get(stem));
        let Some(&record) = by_file.get(&first.of).or_else(by_name) else {
            continue;
        };
        if record.file != first.of && !still_holds(record, group) {
            continue;
        }
        found.extend(group.iter().filter_map(|&one| {
            let new = match &one.place.spot {
                Spot::Value(pointer) => seen.insert((one.place.file, pointer.as_str())),
                _ => true,
            };
            new.then_some((record, one))
        }));
    }
    found
}

/// Whether a text of the file below still stands in a record that another pack changes.
fn still_holds<T: Serialize>(record: &Record<T>, group: &[&Said]) -> bool {
    let Ok(value) = serde_json::to_value(&record.value) else {
        return false;
    };
    group.iter().any(|one| {
        let there = value.pointer(&one.pointer).and_then(|text| text.as_str());
        there == Some(one.text.as_str())
    })
}
