//! R210: two records with one name.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, codes};
use crate::format::Kind;
use crate::link::{Records, Text};
use crate::source::FileId;

/// The kinds whose records people know by their names.
const NAMED: [Kind; 5] = [
    Kind::Exercise,
    Kind::Finding,
    Kind::Programme,
    Kind::Ladder,
    Kind::Equipment,
];

/// An id, and the name.
type Named<'r> = (&'r str, Text<'r>);

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    let ids = ids(records);
    let retired = retired(records);
    let mut seen: BTreeMap<(Kind, &str, String), Vec<Named<'_>>> = BTreeMap::new();
    // Where two records say the same in the packs' own language, their translations do as well.
    let mut told: BTreeSet<(Kind, &str, &str)> = BTreeSet::new();
    let named = records.said.iter();
    let named = named.filter(|said| NAMED.contains(&said.kind));
    for text in named.flat_map(|said| said.texts()) {
        let said = text.said;
        if text.pointer.strip_prefix(text.record_pointer()) != Some("/name") {
            continue;
        }
        let own = ids.get(&said.of).copied();
        let id = text.record().or(own).or(records.stem(said.of));
        let Some(id) = id.filter(|id| !retired.contains(&(said.kind, id))) else {
            continue;
        };
        let others = seen
            .entry((said.kind, said.language.as_str(), folded(text.text)))
            .or_default();
        if others.iter().any(|(other, _)| *other == id) {
            continue;
        }
        if let Some((first, other)) = others.first()
            && told.insert((said.kind, first, id))
        {
            problems.push(
                Diagnostic::new(
                    &codes::NAME_TWICE,
                    text.place(),
                    format!("`{id}` is called the same as `{first}`"),
                )
                .also(other.place(), "the other one"),
            );
        }
        others.push((id, text));
    }
}

/// The ids of the records that are a whole file.
fn ids(records: &Records) -> BTreeMap<FileId, &str> {
    let exercises = records.exercises.iter();
    let exercises = exercises.map(|one| (one.file, one.value.id.as_str()));
    let findings = records.findings.iter();
    let findings = findings.map(|one| (one.file, one.value.id.as_str()));
    let programmes = records.programmes.iter();
    let programmes = programmes.map(|one| (one.file, one.value.id.as_str()));
    let ladders = records.ladders.iter();
    let ladders = ladders.map(|one| (one.file, one.value.id.as_str()));
    let all = exercises.chain(findings).chain(programmes).chain(ladders);
    all.collect()
}

/// What is deprecated: it is kept beside what takes its place, which may be called the same.
fn retired(records: &Records) -> BTreeSet<(Kind, &str)> {
    let exercises = records.exercises.iter().map(|one| &one.value);
    let exercises = exercises.filter(|one| one.deprecated.is_some());
    let exercises = exercises.map(|one| (Kind::Exercise, one.id.as_str()));
    let findings = records.findings.iter().map(|one| &one.value);
    let findings = findings.filter(|one| one.deprecated.is_some());
    let findings = findings.map(|one| (Kind::Finding, one.id.as_str()));
    let programmes = records.programmes.iter().map(|one| &one.value);
    let programmes = programmes.filter(|one| one.deprecated.is_some());
    let programmes = programmes.map(|one| (Kind::Programme, one.id.as_str()));
    exercises.chain(findings).chain(programmes).collect()
}

/// A name in small letters, without spaces, hyphens and all else that is neither letter nor digit.
fn folded(name: &str) -> String {
    let letters = name.chars().filter(|one| one.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
