//! From files to a library: every file parsed, checked and linked, every problem collected.

mod build;
mod clinic;
mod names;
mod packs;
mod presentation;
mod records;

pub use clinic::check_clinic;
pub use presentation::{Asked, Linked, check_presentation};
pub use records::{Record, Records};

use crate::diagnostic::{Diagnostic, Place, Severity, has_errors};
use crate::library::Library;
use crate::lint;
use crate::source::Sources;

/// What checking some packs gave.
#[derive(Debug)]
pub struct Checked {
    /// The library, unless there were errors.
    pub library: Option<Library>,
    /// Every problem, in the order of the files.
    pub problems: Vec<Diagnostic>,
    /// Built-in packs that a pack on disk with the same name replaces: the name and the folder.
    pub replaced: Vec<(String, String)>,
}

/// Checks every pack in `sources` and links them. Never fails and never stops at the first problem.
pub fn check(sources: &Sources) -> Checked {
    let mut problems = Vec::new();
    let (packs, replaced) = packs::load(sources, &mut problems);
    let records = records::read(sources, packs, &mut problems);
    lint::run(&records, &mut problems);
    let built = build::library(sources, &records, &mut problems);
    sort(sources, &mut problems);
    let library = if has_errors(&problems) { None } else { built };
    Checked {
        library,
        problems,
        replaced,
    }
}

/// By file, then by place within it, errors first: the same order on every machine.
fn sort(sources: &Sources, problems: &mut [Diagnostic]) {
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
