//! From files to a library: every file parsed, checked and linked, every problem collected.

mod build;
mod clinic;
mod names;
mod packs;
mod patient;
mod presentation;
mod records;

pub use clinic::check_clinic;
pub use patient::check_patient;
pub use presentation::{Asked, Linked, Own, check_presentation};
pub(crate) use records::typed;
pub use records::{Record, Records};

use crate::cases::Case;
use crate::diagnostic::{Diagnostic, Place, Severity, has_errors};
use crate::library::Library;
use crate::lint;
use crate::source::Sources;

/// What checking some packs gave.
#[derive(Debug)]
pub struct Checked {
    /// The library, unless there were errors.
    pub library: Option<Library>,
    /// The packs' own tests, in the order of the packs and files; none if there were errors.
    pub cases: Vec<Case>,
    /// Every problem, in the order of the files.
    pub problems: Vec<Diagnostic>,
    /// Built-in packs that a pack on disk with the same name replaces: the name and the folder.
    pub replaced: Vec<(String, String)>,
}

/// Checks every pack in `sources` and links them. Never fails and never stops at the first problem.
pub fn check(sources: &Sources) -> Checked {
    checked(sources, true)
}

/// The same without the packs' own tests, and without solving figures: no plan depends on them, so that none waits for
/// them either.
pub fn check_without_cases(sources: &Sources) -> Checked {
    checked(sources, false)
}

fn checked(sources: &Sources, with_cases: bool) -> Checked {
    let mut problems = Vec::new();
    let (packs, replaced) = packs::load(sources, &mut problems);
    let records = records::read(sources, packs, with_cases, &mut problems);
    lint::run(&records, with_cases, &mut problems);
    let (library, cases) = build::library(sources, &records, &mut problems);
    sort(sources, &mut problems);
    let whole = !has_errors(&problems);
    Checked {
        library: library.filter(|_| whole),
        cases: if whole { cases } else { Vec::new() },
        problems,
        replaced,
    }
}

/// By file, then by place within it, errors first: the same order on every machine.
pub(crate) fn sort(sources: &Sources, problems: &mut [Diagnostic]) {
    let locator = sources.locator();
    problems.sort_by_cached_key(|one| {
        (
            one.place.file,
            locator.bytes(&one.place).start,
            one.severity != Severity::Error,
            one.code.id,
            one.message.clone(),
        )
    });
}

/// A record's place: its file and the pointer to it, and a path within it.
fn within<T>(record: &Record<T>, path: &str) -> Place {
    Place::value(record.file, format!("{}{path}", record.pointer))
}
