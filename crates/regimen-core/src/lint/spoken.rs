//! No rule: the texts of records as they hold, in every language.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::format::Kind;
use crate::link::{Record, Records, Said, Text};
use crate::source::FileId;

/// The texts of a kind of record with a file each, with the record that each belongs to. A text that another pack has replaced
/// is left out, and so is the same translation a second time. Large packs have very many: they are found as they are asked for.
pub(super) fn spoken<'r, T: Serialize>(
    records: &'r Records,
    kind: Kind,
    list: &'r [Record<T>],
    id: fn(&T) -> &str,
) -> impl Iterator<Item = (&'r Record<T>, Text<'r>)> {
    let by_id: BTreeMap<&str, &Record<T>> = list.iter().map(|one| (id(&one.value), one)).collect();
    let by_file: BTreeMap<FileId, &Record<T>> = list.iter().map(|one| (one.file, one)).collect();
    let said = records.said.iter().filter(|one| one.kind == kind);
    let said: Vec<&Said> = said.collect();
    // What a file says and its translations stand together.
    let groups = said.chunk_by(|one, next| one.of == next.of);
    let groups: Vec<Vec<&Said>> = groups.map(<[&Said]>::to_vec).collect();
    let of_group = move |group: Vec<&'r Said>| {
        let first = group.first()?;
        let by_name = || records.stem(first.of).and_then(|stem| by_id.get(stem));
        let record = *by_file.get(&first.of).or_else(by_name)?;
        let held = (record.file != first.of).then(|| still_held(record, &group));
        let mut found = Vec::new();
        for one in group {
            let mut seen = BTreeSet::new();
            let texts = one.texts().filter(|text| {
                held.as_ref().is_none_or(|held| held.contains(text.pointer))
                    && text.translation().is_none_or(|at| seen.insert(at))
            });
            found.extend(texts.map(|text| (record, text)));
        }
        Some(found)
    };
    groups.into_iter().filter_map(of_group).flatten()
}

/// Where the texts of the file below stand that still stand in a record that another pack changes.
fn still_held<'r, T: Serialize>(record: &Record<T>, group: &[&'r Said]) -> BTreeSet<&'r str> {
    let Ok(value) = serde_json::to_value(&record.value) else {
        return BTreeSet::new();
    };
    let texts = group.iter().flat_map(|one| one.texts());
    let held = texts.filter(|text| {
        let there = value.pointer(text.pointer).and_then(|text| text.as_str());
        there == Some(text.text)
    });
    held.map(|text| text.pointer).collect()
}
