//! What the tests share: the shipped packs, loaded once, and plans for presentations.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

mod shipped;

pub mod dice;
pub mod oracle;
pub mod presentations;
pub mod random_packs;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use regimen_core::diagnostic::human;
use regimen_core::library::Library;
use regimen_core::link::{Asked, check_presentation};
use regimen_core::plan::{Planned, Tracing, plan};
use regimen_core::presentation::Presentation;
use regimen_core::report::{PlanDocument, SessionEntry, report};
use regimen_core::source::{Content, Sources, read_packs};

pub use shipped::{Shipped, shipped, sources_of};

/// That a PDF is accessible (PDF/UA-1), by an independent checker.
///
/// # Panics
///
/// If it is not.
pub fn check_accessible(pdf: &[u8], name: &str) {
    let options = ValidationOptions::default().profile(ValidationProfile::PdfUa1);
    let report = validate_pdf_bytes(pdf, &options).expect("a PDF");
    let failures = report.failures.iter();
    let failures: Vec<String> = failures
        .map(|one| format!("{}: {}", one.rule_id, one.message))
        .collect();
    assert!(failures.is_empty(), "{name}: {}", failures.join("\n"));
    assert!(report.rules.total > 50, "the checker looked at something");
}

/// The project's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests lie in the project's folder")
        .to_owned()
}

/// Every TOML file in a folder and below, sorted.
pub fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(toml_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The shipped packs.
pub fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| shipped_in(None))
}

/// The shipped packs in Spanish.
pub fn spanish() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| shipped_in(Some("es")))
}

/// The shipped packs in their own language, or in another, without cases.
fn shipped_in(language: Option<&str>) -> Library {
    let mut sources = Sources::new();
    read_packs(&mut sources, &root().join("data")).expect("the shipped packs can be read");
    let checked = match language {
        None => regimen_core::check(&sources),
        Some(_) => regimen_core::check_in(&sources, language),
    };
    match checked.library {
        Some(library) => library,
        None => panic!(
            "the shipped packs have errors:\n{}",
            human(&checked.problems, &sources.locator(), false)
        ),
    }
}

/// The shipped packs and the test pack `anyone`, each file as `edit` gives it back.
pub fn library_with(edit: impl Fn(&str, String) -> String) -> Library {
    library_of(&["data", "tests/packs"], edit)
}

/// The packs in these folders, each file as `edit` gives it back.
pub fn library_of(folders: &[&str], edit: impl Fn(&str, String) -> String) -> Library {
    library_and(folders, edit, &[])
}

/// The packs in these folders, each file as `edit` gives it back, and in each pack some files more. Their cases and
/// translations, which an edit may leave behind, are not read.
pub fn library_and(
    folders: &[&str],
    edit: impl Fn(&str, String) -> String,
    more: &[(&str, &str)],
) -> Library {
    let mut read = Sources::new();
    for folder in folders {
        read_packs(&mut read, &root().join(folder)).expect("the packs can be read");
    }
    let mut sources = Sources::new();
    for (_, folder) in read.folders() {
        let files = folder.files.iter().map(|&file| {
            let file = read.file(file);
            let text = edit(&file.inner, file.text().to_owned());
            (file.inner.clone(), Content::Text(text))
        });
        let more = more.iter();
        let files = files.chain(
            more.map(|(inner, text)| ((*inner).to_owned(), Content::Text((*text).to_owned()))),
        );
        sources.add_pack(folder.path.clone(), false, files);
    }
    let checked = regimen_core::check_without_cases(&sources);
    match checked.library {
        Some(library) => library,
        None => panic!(
            "the packs have errors:\n{}",
            human(&checked.problems, &sources.locator(), false)
        ),
    }
}

/// The plan's document for a presentation's text with these packs.
pub fn document_with(library: &Library, text: &str) -> PlanDocument {
    let (asked, written) = ask(library, text);
    let planned = plan(library, &asked, Tracing::Off);
    report(library, &asked, &written, &planned)
}

/// A presentation's text, linked.
pub fn ask(library: &Library, text: &str) -> (Asked, Presentation) {
    let mut sources = Sources::new();
    let file = sources.add_file("presentation.toml", Content::Text(text.to_owned()));
    let linked = check_presentation(&sources, library, file);
    match linked.asked {
        Some(asked) => asked,
        None => panic!(
            "the presentation has errors:\n{}\n{text}",
            human(&linked.problems, &sources.locator(), false)
        ),
    }
}

/// What is planned for a presentation's text with the shipped packs.
pub fn planned(text: &str) -> Planned {
    let (asked, _) = ask(library(), text);
    plan(library(), &asked, Tracing::On)
}

/// The plan's document for a presentation's text with the shipped packs.
pub fn document(text: &str) -> PlanDocument {
    document_with(library(), text)
}

/// The same, or nothing if the presentation names what these packs do not have.
pub fn try_document(library: &Library, text: &str) -> Option<PlanDocument> {
    let mut sources = Sources::new();
    let file = sources.add_file("presentation.toml", Content::Text(text.to_owned()));
    let (asked, written) = check_presentation(&sources, library, file).asked?;
    let planned = plan(library, &asked, Tracing::On);
    Some(report(library, &asked, &written, &planned))
}

/// The sessions of the first phase.
pub fn sessions(document: &PlanDocument) -> &[SessionEntry] {
    document
        .phases
        .first()
        .map_or(&[], |phase| phase.sessions.as_slice())
}

/// The ids of every exercise in the first phase's sessions, in order.
pub fn exercises(document: &PlanDocument) -> Vec<&str> {
    sessions(document)
        .iter()
        .flat_map(|session| &session.items)
        .map(|item| item.exercise.as_str())
        .collect()
}
