//! R208: a step or a cue that stands in its exercise twice.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Mend, Place, codes};
use crate::format::exercise::Exercise;
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
