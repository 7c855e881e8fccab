//! Who a handout is for: a file of its own, or a part of a presentation.

use super::records::typed;
use crate::diagnostic::{Diagnostic, Place, codes, has_errors};
use crate::format::Kind;
use crate::library::Library;
use crate::presentation::Patient;
use crate::schema;
use crate::source::{FileId, Sources};

/// Checks a patient's file against its schema and the library. The patient comes back unless there were errors.
pub fn check_patient(
    sources: &Sources,
    library: &Library,
    file: FileId,
) -> (Option<Patient>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let read: Option<Patient> = schema::parse(sources, file, &mut problems).and_then(|tree| {
        (tree.whole && schema::check(Kind::Patient, &tree.value, file, &mut problems))
            .then(|| typed(tree.value, file, &mut problems))
            .flatten()
    });
    let code = read
        .as_ref()
        .and_then(|patient| patient.language.as_deref());
    if let Some(code) = code {
        let place = Place::value(file, "/language");
        language(library, code, place, &mut problems);
    }
    super::sort(sources, &mut problems);
    let patient = if has_errors(&problems) { None } else { read };
    (patient, problems)
}

/// A language that a pack has no text in.
pub(super) fn language(
    library: &Library,
    language: &str,
    place: Place,
    problems: &mut Vec<Diagnostic>,
) {
    let missing = library
        .packs
        .iter()
        .find(|pack| !pack.languages.iter().any(|one| one == language));
    if let Some(pack) = missing {
        problems.push(
            Diagnostic::new(
                &codes::BAD_VALUE,
                place,
                format!(
                    "the pack `{}` has no text in `{}`",
                    pack.name,
                    language.escape_debug()
                ),
            )
            .help(format!("It has: {}.", pack.languages.join(", "))),
        );
    }
}
