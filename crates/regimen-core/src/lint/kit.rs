//! R326: a text names equipment that its exercise does not list. R327: equipment that no exercise lists.

use std::collections::{BTreeMap, BTreeSet};

use super::spoken::spoken;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::format::Kind;
use crate::format::exercise::Exercise;
use crate::id::EquipmentId;
use crate::link::{Record, Records};
use crate::reading::{Phrasebook, Words, sentences, words};

/// What the equipment is called in each language.
type Names<'r> = BTreeMap<&'r str, Vec<(&'r str, &'r str)>>;

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    let mut names: Names<'_> = BTreeMap::new();
    let pieces = records.said.iter();
    let pieces = pieces.filter(|said| said.kind == Kind::Equipment);
    for text in pieces.flat_map(|said| said.texts()) {
        if let Some(id) = text.record() {
            let language = names.entry(text.said.language.as_str()).or_default();
            language.push((id, text.text));
        }
    }
    // One piece more than the name says is the same word with an ending, in the languages that are written with spaces.
    let open: BTreeMap<&str, Vec<(String, &str)>> = names
        .iter()
        .map(|(language, names)| {
            let open = names.iter().map(|(id, name)| (format!("{name}*"), *id));
            (*language, open.collect())
        })
        .collect();
    let books: BTreeMap<&str, Phrasebook<&str>> = open
        .iter()
        .map(|(language, open)| {
            let entries = open.iter().map(|(name, id)| (name.as_str(), *id));
            (*language, Phrasebook::new(entries))
        })
        .collect();
    let texts = spoken(records, Kind::Exercise, &records.exercises, |one| {
        one.id.as_str()
    });
    let mut spoken_words = Words::default();
    for (record, text) in texts {
        let language = text.said.language.as_str();
        let (Some(book), Some(names)) = (books.get(language), names.get(language)) else {
            continue;
        };
        let Some(listed) = listed(record, text.pointer) else {
            continue;
        };
        for (sentence, _) in sentences(text.text) {
            spoken_words.read(sentence);
            for (found, &id) in book.find_all(&spoken_words.all()) {
                if !is_name(found, id, names) {
                    continue;
                }
                let covered = listed
                    .iter()
                    .any(|one| one.as_str() == id || shares(names, one.as_str(), id));
                if covered {
                    continue;
                }
                let one = &record.value;
                let mut pieces = records.equipment.iter();
                let piece = pieces.find(|piece| piece.value.id.as_str() == id);
                let problem = Diagnostic::new(
                    &codes::EQUIPMENT_NOT_LISTED,
                    text.place(),
                    format!(
                        "the text names `{}`, and no way of `{}` lists `{id}`",
                        found.join(" "),
                        one.id
                    ),
                )
                .also(Place::key(record.file, "/ways"), "its ways");
                problems.push(match piece {
                    Some(piece) => problem.also(
                        Place::value(piece.file, format!("{}/name", piece.pointer)),
                        "the equipment",
                    ),
                    None => problem,
                });
            }
        }
    }
}

/// The equipment that may be spoken of in a text; nothing where the text is not about how to do the exercise.
fn listed<'r>(record: &'r Record<Exercise>, pointer: &str) -> Option<Vec<&'r EquipmentId>> {
    let one = &record.value;
    let keys: Vec<&str> = pointer.split('/').skip(1).collect();
    let dial = match keys.as_slice() {
        ["steps" | "cues", _] => None,
        ["dials", at, "how"] => at.parse().ok().and_then(|at: usize| one.dials.get(at)),
        _ => return None,
    };
    let ways = one.ways.iter().flat_map(|way| &way.equipment);
    let needs = dial
        .into_iter()
        .flat_map(|dial| dial.needs.iter().flatten());
    Some(ways.chain(needs).collect())
}

/// Whether the words are a piece's name, but for an ending of one or two letters: `dumbbells`, and not `boxing`.
fn is_name(found: &[&str], id: &str, names: &[(&str, &str)]) -> bool {
    let last = |words: &[&str]| words.last().map_or(0, |word| word.chars().count());
    let mut of = names.iter().filter(|(other, _)| *other == id);
    of.any(|(_, name)| last(found) <= last(&Words::of(name).all()) + 2)
}

/// Whether the names of two pieces have a word in common: `the bar` is a trap bar where that is what is listed.
fn shares(names: &[(&str, &str)], one: &str, other: &str) -> bool {
    let of = |id: &str| -> Vec<String> {
        let names = names.iter().filter(|(piece, _)| *piece == id);
        names.flat_map(|(_, name)| words(name)).collect()
    };
    let (one, other) = (of(one), of(other));
    one.iter().any(|word| other.contains(word))
}

pub(super) fn unused(records: &Records, problems: &mut Vec<Diagnostic>) {
    let used: BTreeSet<&EquipmentId> = records
        .exercises
        .iter()
        .flat_map(|record| {
            let one = &record.value;
            let ways = one.ways.iter().flat_map(|way| &way.equipment);
            let needs = one
                .dials
                .iter()
                .flat_map(|dial| dial.needs.iter().flatten());
            ways.chain(needs)
        })
        .collect();
    for piece in &records.equipment {
        // Words without exercises are for packs that need not be loaded.
        let has_exercises = records.exercises.iter().any(|one| one.is_of_pack(piece));
        if has_exercises && !used.contains(&piece.value.id) {
            problems.push(Diagnostic::new(
                &codes::EQUIPMENT_UNUSED,
                Place::value(piece.file, format!("{}/id", piece.pointer)),
                format!("no exercise needs `{}`", piece.value.id),
            ));
        }
    }
}
