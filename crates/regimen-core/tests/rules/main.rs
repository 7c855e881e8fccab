//! Each rule's own example, run: laid over a small pack without faults it makes that rule speak, at the very lines that it
//! marks and nowhere else, and the mend laid over the same pack leaves nothing to say.
//!
//! What an example is stands in the paragraph before it; `overlay.rs` knows the ways to say it.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a document that cannot be run has failed"
)]

mod mends;
mod mistakes;
mod overlay;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use overlay::{Laid, Special};
use regimen_core::diagnostic::document::{Piece, pieces};
use regimen_core::diagnostic::{Code, Diagnostic, Place, codes, human};
use regimen_core::library::Library;
use regimen_core::link::{Levels, check_clinic, check_presentation};
use regimen_core::plan::{Tracing, plan};
use regimen_core::progress::{Known, check_log};
use regimen_core::report::{PlanDocument, report};
use regimen_core::source::{Content, FileId, Sources, read_packs};
use regimen_core::{check, check_on};

/// A file and a line of it.
type Line = (String, usize);

/// The pieces of one section of a code's document.
fn section<'a>(code: &'a Code, wanted: &str) -> Vec<Piece<'a>> {
    let mut within = false;
    let mut found = Vec::new();
    for piece in pieces(code.document) {
        match piece {
            Piece::Section(title) => within = title == wanted,
            piece if within => found.push(piece),
            _ => {}
        }
    }
    assert!(!found.is_empty(), "{code} has nothing under {wanted}");
    found
}

/// The folder of the small pack for knees.
fn knee() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/packs-knee")
}

/// What was looked at, and what was said of it.
struct Said {
    sources: Sources,
    files: Vec<FileId>,
    problems: Vec<Diagnostic>,
}

fn said(laid: &Laid) -> Said {
    let mut sources = Sources::new();
    let folder = laid.folder.path();
    let whole = match laid.second {
        true => folder.to_owned(),
        false => folder.join("knee"),
    };
    read_packs(&mut sources, &whole).expect("the packs can be read");
    let folders = sources.folders();
    let mut files: Vec<FileId> = folders.flat_map(|(_, one)| one.files.clone()).collect();
    let checked = check_on(&sources, &Levels::default(), laid.today);
    let problems = match &laid.special {
        None => checked.problems,
        Some((special, name, text)) => {
            let library = checked.library.expect("the pack below is without faults");
            let file = sources.add_file(name.clone(), Content::Text(text.clone()));
            files.push(file);
            match special {
                Special::Presentation => check_presentation(&sources, &library, file).problems,
                Special::Clinic => check_clinic(&sources, file).1,
                Special::Log => of_log(&sources, &library, file),
            }
        }
    };
    Said {
        sources,
        files,
        problems,
    }
}

/// The presentation that logs in examples belong to.
const ANNA: &str = "red_flags = []\nfindings = []\nstage = \"settle\"\nequipment = \"any\"\n";

fn of_log(sources: &Sources, library: &Library, file: FileId) -> Vec<Diagnostic> {
    let plan = anna(library);
    match Known::of(library, &plan) {
        Ok(known) => check_log(sources, &known, file).problems,
        Err(_) => panic!("the plan was made with this pack"),
    }
}

fn anna(library: &Library) -> PlanDocument {
    let mut sources = Sources::new();
    let file = sources.add_file("anna.toml", Content::Text(ANNA.to_owned()));
    let asked = check_presentation(&sources, library, file).asked;
    let (asked, written) = asked.expect("a sound presentation");
    report(
        library,
        &asked,
        &written,
        &plan(library, &asked, Tracing::Off),
    )
}

/// The lines that an example marks, and the top of the file that it names.
fn marked(laid: &Laid, said: &Said) -> BTreeSet<Line> {
    let locator = said.sources.locator();
    let mut all = BTreeSet::new();
    let top = laid.folder.path().join(&laid.top);
    for &file in &said.files {
        let source = said.sources.file(file);
        let lines = source.text().lines().zip(1..);
        let marks = lines.filter(|(line, _)| line.contains(overlay::MARK));
        all.extend(marks.map(|(_, at)| (source.path.clone(), at)));
        if !laid.top.is_empty() && source.path == top.to_string_lossy() {
            let at = locator.line_column(&Place::file(file)).line;
            all.insert((source.path.clone(), at));
        }
    }
    all
}

#[test]
fn each_example_makes_its_rule_speak_where_it_says_and_each_mend_is_clean() {
    let mut wrong = Vec::new();
    for code in codes::ALL {
        let laid = overlay::lay(code.id, &knee(), &section(code, "Example"));
        let said_of = said(&laid);
        let locator = said_of.sources.locator();
        let problems = &said_of.problems;
        let lines = problems.iter().map(|one| {
            let path = said_of.sources.file(one.place.file).path.clone();
            (path, locator.line_column(&one.place).line)
        });
        let lines: BTreeSet<Line> = lines.collect();
        let marked = marked(&laid, &said_of);
        let others = problems.iter().any(|one| one.code.id != code.id);
        if marked.is_empty() || lines != marked || others {
            let shown = human(problems, &locator, false);
            wrong.push(format!(
                "{code}, the example: marked {marked:?}, said:\n{shown}"
            ));
        }
        let laid = overlay::lay(code.id, &knee(), &section(code, "Mend"));
        let said_of = said(&laid);
        if !said_of.problems.is_empty() {
            let shown = human(&said_of.problems, &said_of.sources.locator(), false);
            wrong.push(format!("{code}, the mend is not clean:\n{shown}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is below the examples is itself without faults, or an example could borrow one.
#[test]
fn the_pack_below_the_examples_is_clean() {
    let mut sources = Sources::new();
    read_packs(&mut sources, &knee()).expect("the pack can be read");
    let problems = check(&sources).problems;
    let shown = human(&problems, &sources.locator(), false);
    assert!(problems.is_empty(), "{shown}");
}
