//! R208: a step or a cue that stands in its exercise twice.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::link::Records;

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    for record in &records.exercises {
        let one = &record.value;
        let steps = one.steps.iter().enumerate();
        let steps = steps.map(|(at, text)| (format!("/steps/{at}"), text));
        let cues = one.cues.iter().enumerate();
        let cues = cues.map(|(at, text)| (format!("/cues/{at}"), text));
        let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
        for (pointer, text) in steps.chain(cues) {
            let place = Place::value(record.file, pointer);
            match seen.get(text.as_ref()) {
                Some(first) => problems.push(
                    Diagnostic::new(
                        &codes::TWICE,
                        place,
                        format!("`{}` says the same thing twice", one.id),
                    )
                    .label("again")
                    .also(first.clone(), "first")
                    .help("Delete one of the two, or say what was meant there."),
                ),
                None => {
                    seen.insert(text.as_ref(), place);
                }
            }
        }
    }
}
