//! R501, R502, R503: a figure that a body can do, with the equipment that the exercise lists, and of its own. R201: equipment drawn
//! as what no figure shows.

use std::collections::BTreeMap;

use regimen_figure::{Equipment, Solved};

use crate::diagnostic::{Diagnostic, Mend, Place, codes};
use crate::format::exercise::{Exercise, Way};
use crate::id::EquipmentId;
use crate::link::{Record, Records};
use crate::parallel;
use crate::suggest;

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    words(records, problems);
    let mut seen: BTreeMap<u64, &Record<Exercise>> = BTreeMap::new();
    let looked = parallel::each(&records.exercises, |record| look(records, record));
    for (record, (mut found, fingerprint)) in records.exercises.iter().zip(looked) {
        problems.append(&mut found);
        let Some(fingerprint) = fingerprint else {
            continue;
        };
        match seen.get(&fingerprint) {
            Some(other) => problems.push(
                Diagnostic::new(
                    &codes::FIGURE_TWIN,
                    place(record, None),
                    format!(
                        "`{}` looks the same as `{}`",
                        record.value.id, other.value.id
                    ),
                )
                .label("this one")
                .also(place(other, None), "and this one"),
            ),
            None => {
                seen.insert(fingerprint, record);
            }
        }
    }
}

/// What a piece of equipment is drawn as must be something that figures can show, or nothing would hold it to them.
fn words(records: &Records, problems: &mut Vec<Diagnostic>) {
    for record in &records.equipment {
        for (at, word) in record.value.drawn_as.iter().enumerate() {
            if Equipment::names().contains(word) {
                continue;
            }
            let place = Place::value(record.file, format!("{}/drawn_as/{at}", record.pointer));
            let words = || Equipment::names().iter().map(String::as_str);
            let near = suggest::nearest(word, words());
            let mend = Mend::id(&place, word, words());
            problems.push(
                Diagnostic::new(
                    &codes::DANGLING,
                    place,
                    format!("there is no `{word}` among what figures can show"),
                )
                .label("not found")
                .help(match near {
                    Some(near) => format!("Did you mean `{near}`?"),
                    None => format!("They can show: {}.", Equipment::names().join(", ")),
                })
                .mend(mend),
            );
        }
    }
}

/// What is wrong with a record's figure by itself, and what tells it from others, if it is the record's own.
fn look(records: &Records, record: &Record<Exercise>) -> (Vec<Diagnostic>, Option<u64>) {
    let mut problems = Vec::new();
    let Some(figure) = &record.value.figure else {
        return (problems, None);
    };
    let solved = figure.solve();
    for fault in solved.faults() {
        problems.push(Diagnostic::new(
            &codes::FIGURE_FAULT,
            place(record, fault.pose()),
            fault.to_string(),
        ));
    }
    if figure.same_as.is_some() {
        return (problems, None);
    }
    equipment(records, record, &solved, &mut problems);
    (problems, Some(solved.fingerprint()))
}

fn place(record: &Record<Exercise>, pose: Option<usize>) -> Place {
    let path = match pose.and_then(|pose| pose.checked_sub(1)) {
        Some(at) => format!("/figure/poses/{at}"),
        None => "/figure".to_owned(),
    };
    Place::value(record.file, path)
}

/// What the figure shows must be listed by some way, and some way must be shown whole.
fn equipment(
    records: &Records,
    record: &Record<Exercise>,
    solved: &Solved,
    problems: &mut Vec<Diagnostic>,
) {
    let exercise = &record.value;
    let mut drawn: Vec<String> = solved.equipment().iter().map(Equipment::name).collect();
    drawn.sort();
    drawn.dedup();
    let drawn_as = |id: &EquipmentId| {
        let pieces = &records.equipment;
        let piece = pieces.iter().find(|piece| piece.value.id == *id);
        piece.map_or(&[][..], |piece| &piece.value.drawn_as)
    };
    let mut bad = |message: String| {
        problems.push(Diagnostic::new(
            &codes::FIGURE_EQUIPMENT,
            place(record, None),
            message,
        ));
    };
    for thing in &drawn {
        let shows = |names: &[String]| names.contains(thing);
        let known = records
            .equipment
            .iter()
            .any(|piece| shows(&piece.value.drawn_as));
        let listed = exercise
            .ways
            .iter()
            .flat_map(|way| &way.equipment)
            .any(|id| shows(drawn_as(id)));
        if known && !listed {
            bad(format!(
                "the figure shows `{thing}`, and no way of `{}` lists a piece that is drawn so",
                exercise.id
            ));
        }
    }
    let is_missing = |id: &&EquipmentId| {
        let names = drawn_as(id);
        !names.is_empty() && !names.iter().any(|name| drawn.contains(name))
    };
    let whole = |way: &Way| !way.equipment.iter().any(|id| is_missing(&id));
    let mut first = exercise.ways.iter().flat_map(|way| &way.equipment);
    if !exercise.ways.iter().any(whole)
        && let Some(piece) = first.find(is_missing)
    {
        bad(format!(
            "`{}` needs `{piece}`, and the figure does not show it",
            exercise.id
        ));
    }
}
