//! R208: a step or a cue that stands in its exercise twice, and any other text that stands in its list twice; two limits on
//! one axis; names that stand twice in lists that nothing links.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Mend, Place, codes};
use crate::format::Kind;
use crate::format::exercise::Exercise;
use crate::link::{Record, Records, Text};

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    of_exercises(records, problems);
    of_lists(records, problems);
    of_limits(records, problems);
    for record in &records.gaps {
        names(
            record,
            record.value.of.iter().map(AsRef::as_ref),
            "/of",
            problems,
        );
    }
    for record in &records.equipment {
        let drawn = record.value.drawn_as.iter().map(AsRef::as_ref);
        names(record, drawn, "/drawn_as", problems);
    }
}

/// A list of texts in which one stands twice, in the words of the file itself.
fn of_lists(records: &Records, problems: &mut Vec<Diagnostic>) {
    for said in &records.said {
        let mut seen: BTreeMap<(&str, &str), Text<'_>> = BTreeMap::new();
        for text in said.texts() {
            let Some((list, at)) = text.pointer.rsplit_once('/') else {
                continue;
            };
            let is_own = text.translation().is_none() && at.parse::<usize>().is_ok();
            if !is_own || (said.kind == Kind::Exercise && ["/steps", "/cues"].contains(&list)) {
                continue;
            }
            match seen.get(&(list, text.text)) {
                Some(first) => problems.push(
                    Diagnostic::new(
                        &codes::TWICE,
                        text.place(),
                        "this text stands in its list twice",
                    )
                    .label("again")
                    .also(first.place(), "first")
                    .help("Delete one of the two, or say what was meant there."),
                ),
                None => {
                    seen.insert((list, text.text), text);
                }
            }
        }
    }
}

/// A finding with two limits on one axis: the stricter one of the two would hold, and the other reads as if it did.
fn of_limits(records: &Records, problems: &mut Vec<Diagnostic>) {
    for record in &records.findings {
        let mut seen = BTreeMap::new();
        for (at, limit) in record.value.limits.iter().enumerate() {
            let place = Place::value(record.file, format!("/limits/{at}/axis"));
            match seen.get(&limit.axis) {
                Some(first) => problems.push(
                    Diagnostic::new(
                        &codes::TWICE,
                        place,
                        format!("`{}` limits `{}` twice", record.value.id, limit.axis),
                    )
                    .label("again")
                    .also(Place::clone(first), "first")
                    .help("Say all of it in one limit, or name the axis that was meant."),
                ),
                None => {
                    seen.insert(&limit.axis, place);
                }
            }
        }
    }
}

/// Names in a list that nothing links.
fn names<'n, T>(
    record: &Record<T>,
    names: impl Iterator<Item = &'n str>,
    path: &str,
    problems: &mut Vec<Diagnostic>,
) {
    let mut seen = BTreeSet::new();
    for (at, name) in names.enumerate() {
        if !seen.insert(name) {
            problems.push(Diagnostic::new(
                &codes::TWICE,
                Place::value(record.file, format!("{}{path}/{at}", record.pointer)),
                format!("`{}` stands in this list twice", name.escape_debug()),
            ));
        }
    }
}

/// What an exercise says of how to do it.
fn of_exercises(records: &Records, problems: &mut Vec<Diagnostic>) {
    for record in &records.exercises {
        let one = &record.value;
        // Nearly always no two are the same: their places need not be written out.
        let mut all: Vec<&str> = one
            .steps
            .iter()
            .chain(&one.cues)
            .map(AsRef::as_ref)
            .collect();
        all.sort_unstable();
        if all.is_sorted_by(|one, next| one < next) {
            continue;
        }
        let steps = one.steps.iter().enumerate();
        let steps = steps.map(|(at, text)| (format!("/steps/{at}"), text));
        let cues = one.cues.iter().enumerate();
        let cues = cues.map(|(at, text)| (format!("/cues/{at}"), text));
        let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
        for (pointer, text) in steps.chain(cues) {
            let may_go = may_go(one, &pointer, text.as_ref());
            let place = Place::value(record.file, pointer);
            let mend = may_go.then(|| Mend::delete(place.clone()));
            match seen.get(text.as_ref()) {
                Some(first) => problems.push(
                    Diagnostic::new(
                        &codes::TWICE,
                        place,
                        format!("`{}` says the same thing twice", one.id),
                    )
                    .label("again")
                    .also(first.clone(), "first")
                    .help("Delete one of the two, or say what was meant there.")
                    .mend(mend),
                ),
                None => {
                    seen.insert(text.as_ref(), place);
                }
            }
        }
    }
}

/// Whether the second of two texts says nothing more. Cues have no order. A step that comes back after others may be meant, in
/// other words; one right after itself is a slip.
fn may_go(one: &Exercise, pointer: &str, text: &str) -> bool {
    let at = |within: &str| pointer.strip_prefix(within)?.parse::<usize>().ok();
    match at("/steps/") {
        Some(at) => {
            let before = at.checked_sub(1).and_then(|before| one.steps.get(before));
            before.is_some_and(|before| before.as_ref() == text)
        }
        None => one.cues.len() > 1,
    }
}
