//! From files to a library: every file parsed, checked and linked, every problem collected.

mod allow;
mod build;
mod clinic;
mod contents;
mod followed;
mod layers;
mod left_out;
mod levels;
mod names;
mod packs;
mod patient;
mod presentation;
mod records;
mod said;
mod templates;
mod texts;

pub use clinic::check_clinic;
pub use followed::Followed;
pub use left_out::{LeftOut, MOST_KEPT};
pub use levels::Levels;
pub use patient::check_patient;
pub use presentation::{Asked, Linked, Own, check_presentation};
pub(crate) use records::typed;
pub use records::{Record, Records};
pub(crate) use said::{Said, Text};

use left_out::Keep;

use crate::cases::Case;
use crate::diagnostic::{Diagnostic, Place, Severity, has_errors, mend};
use crate::format::date::Date;
use crate::library::{Languages, Library};
use crate::lint::{self, Reading};
use crate::source::{Folder, Sources};

/// What checking some packs gave.
#[derive(Debug)]
pub struct Checked {
    /// The library, unless there were errors.
    pub library: Option<Library>,
    /// The packs' own tests, in the order of the packs and files; none if there were errors.
    pub cases: Vec<Case>,
    /// Every problem, in the order of the files.
    pub problems: Vec<Diagnostic>,
    /// How many problems are left out, where there are more than [`MOST_KEPT`].
    pub left_out: LeftOut,
    /// How many records of each kind could be read, in a fixed order.
    pub records: Vec<(&'static str, usize)>,
    /// How many warnings are left out because a comment in the file allows them.
    pub allowed: usize,
    /// How many problems are left out because the clinic turned their codes off.
    pub turned_off: usize,
    /// How plain the texts are, where everything was read and a pack has limits for it: by language, in the order of the packs
    /// and files.
    pub reading: Vec<Reading>,
    /// Built-in packs that a pack on disk with the same name replaces: the name and the folder.
    pub replaced: Vec<(String, String)>,
}

impl Checked {
    /// The folders whose files count: all but the built-in ones that a pack on disk replaces.
    pub fn folders<'s>(&self, sources: &'s Sources) -> Vec<&'s Folder> {
        let replaced = |folder: &Folder| {
            let name = folder.path.strip_prefix("built-in:").unwrap_or("");
            folder.built_in && self.replaced.iter().any(|(one, _)| one == name)
        };
        let folders = sources.folders().map(|(_, folder)| folder);
        folders.filter(|folder| !replaced(folder)).collect()
    }
}

/// How much is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Everything: the packs' own tests too, and every language.
    Everything,
    /// What plans are made from, in the language that is asked for.
    Plans,
}

/// Checks every pack in `sources`, in every language that it has, and links them in their own language. Never fails and
/// never stops at the first problem.
pub fn check(sources: &Sources) -> Checked {
    check_by(sources, &Levels::default())
}

/// The same with problems as bad as a clinic says. A code that it raises keeps no plan from being made.
pub fn check_by(sources: &Sources, levels: &Levels) -> Checked {
    check_on(sources, levels, None)
}

/// The same with the rules about days, where it is said what day it is: no clock is ever read.
pub fn check_on(sources: &Sources, levels: &Levels, today: Option<Date>) -> Checked {
    checked(sources, Scope::Everything, None, levels, today)
}

/// The same without the packs' own tests and translations, and without solving figures: no plan depends on them, so that
/// none waits for them either.
pub fn check_without_cases(sources: &Sources) -> Checked {
    check_in(sources, None)
}

/// The packs linked in a language, every text of them; a pack that does not have it is a problem. Without one, in their
/// own: the first of the first pack's that all packs have.
pub fn check_in(sources: &Sources, language: Option<&str>) -> Checked {
    checked(sources, Scope::Plans, language, &Levels::default(), None)
}

fn checked(
    sources: &Sources,
    scope: Scope,
    language: Option<&str>,
    levels: &Levels,
    today: Option<Date>,
) -> Checked {
    let mut problems = Vec::new();
    let (packs, replaced) = packs::load(sources, &mut problems);
    let own = packs::own_language(&packs, &mut problems);
    if own.is_some() {
        packs::own_is_shared(&packs, &mut problems);
    }
    if let Some(language) = language {
        packs::all_have(&packs, language, &mut problems);
    }
    let own = own.unwrap_or_default();
    let languages = Languages {
        used: language.unwrap_or(&own).to_owned(),
        own,
    };
    let mut keep = Keep::new(levels, MOST_KEPT);
    let mut records = records::read(
        sources,
        packs,
        scope,
        &languages.used,
        &mut keep,
        &mut problems,
    );
    let reading = lint::run(&records, scope == Scope::Everything, today, &mut problems);
    // Asked while exercises and texts are still there; what comes of it counts only if linking finds no error either.
    let of_sound = if scope == Scope::Everything && !has_errors(&problems) {
        lint::run_on_sound_packs(&records)
    } else {
        Vec::new()
    };
    // Nothing else asks for them, and there are many.
    records.said = Vec::new();
    let counts = records.counts();
    // By themselves: among the others are warnings that a comment allows, which are not to be left out.
    let mut of_links = Vec::new();
    let (library, cases) =
        build::library(sources, &mut records, languages, &mut keep, &mut of_links);
    problems.append(&mut of_links);
    if !has_errors(&problems) {
        problems.extend(of_sound);
    }
    records.layers.place(&mut problems);
    packs::spare_the_lacking(&records.packs, &mut problems);
    mend::only_slips(&mut problems);
    // What comments and levels say changes what is reported; whether there is a library goes by the packs alone.
    let whole = !problems
        .iter()
        .any(|one| one.severity == Severity::Error && !levels.lowers(one.code));
    let files = records.files();
    let all_is_there = keep.left_out.all() == 0;
    let whole_is_read = scope == Scope::Everything;
    let allowed = allow::apply(sources, files, whole_is_read, all_is_there, &mut problems);
    // What is allowed takes no other's room.
    keep.the_worst(&mut problems);
    let turned_off = levels.apply(&mut problems) + keep.turned_off;
    sort(sources, &mut problems);
    Checked {
        library: library.filter(|_| whole),
        cases: if whole { cases } else { Vec::new() },
        problems,
        left_out: keep.left_out,
        records: counts,
        allowed,
        turned_off,
        reading,
        replaced,
    }
}

/// The records of the packs, for tests of rules.
#[cfg(test)]
pub(crate) fn records(sources: &Sources) -> Records {
    let mut problems = Vec::new();
    let (packs, _) = packs::load(sources, &mut problems);
    let levels = Levels::default();
    let mut keep = Keep::new(&levels, MOST_KEPT);
    records::read(sources, packs, Scope::Plans, "en", &mut keep, &mut problems)
}

/// By file, then by place within it, errors first: the same order on every machine.
pub(crate) fn sort(sources: &Sources, problems: &mut [Diagnostic]) {
    let locator = sources.locator();
    // File by file, so that each is parsed once.
    problems.sort_by_key(|one| one.place.file);
    for of_file in problems.chunk_by_mut(|one, next| one.place.file == next.place.file) {
        of_file.sort_by_cached_key(|one| {
            (
                locator.bytes(&one.place).start,
                one.severity != Severity::Error,
                one.code.id,
                one.message.clone(),
            )
        });
    }
}

/// A record's place: its file and the pointer to it, and a path within it.
fn within<T>(record: &Record<T>, path: &str) -> Place {
    Place::value(record.file, format!("{}{path}", record.pointer))
}
