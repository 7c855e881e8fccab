//! A pack in a second language: whole, or with an error at the right place; and nothing but its words differs.
#![expect(clippy::expect_used, reason = "a pack that cannot be read has failed")]

mod pack;
mod plain_words;

use pack::{Files, in_two_languages};
use regimen_core::diagnostic::{Spot, human};
use regimen_core::library::Library;
use regimen_core::link::check_presentation;
use regimen_core::plan::{Tracing, plan};
use regimen_core::report::{PlanDocument, report};
use regimen_core::source::{Content, Sources};
use regimen_core::{check, check_in};

/// The pack's files as sources.
fn sources(files: &Files) -> Sources {
    let mut sources = Sources::new();
    let files = files.iter();
    let files = files.map(|(inner, text)| (inner.clone(), Content::Text(text.clone())));
    sources.add_pack("knee", false, files);
    sources
}

fn library(files: &Files, language: Option<&str>) -> Library {
    let sources = sources(files);
    let checked = check_in(&sources, language);
    let problems = human(&checked.problems, &sources.locator(), false);
    assert!(problems.is_empty(), "{problems}");
    checked
        .library
        .expect("a pack without problems is a library")
}

/// A plan for each finding alone and none, in each stage, with all equipment and with none.
fn plans(library: &Library) -> Vec<PlanDocument> {
    let mut all = Vec::new();
    for finding in library.findings.ids().map(Some).chain([None]) {
        let list = finding.map_or_else(String::new, |id| format!("\"{id}\""));
        for stage in library.stages.ids() {
            for equipment in ["\"any\"", "[]"] {
                let text = format!(
                    "red_flags = []\nfindings = [{list}]\nstage = \"{stage}\"\nequipment = {equipment}\n"
                );
                let mut sources = Sources::new();
                let file = sources.add_file("presentation.toml", Content::Text(text));
                let linked = check_presentation(&sources, library, file);
                let (asked, written) = linked.asked.expect("a sound presentation");
                let planned = plan(library, &asked, Tracing::Off);
                all.push(report(library, &asked, &written, &planned));
            }
        }
    }
    all
}

#[test]
fn a_translation_into_the_same_words_gives_the_same_library() {
    let files = in_two_languages(str::to_owned);
    let (own, other) = (library(&files, None), library(&files, Some("xx")));
    assert_eq!(own.languages.used, "en");
    assert_eq!(other.languages.used, "xx");
    let as_own = format!("{other:?}").replace("used: \"xx\"", "used: \"en\"");
    assert_eq!(as_own, format!("{own:?}"));
    for (own, mut other) in plans(&own).into_iter().zip(plans(&other)) {
        assert_eq!(
            (own.language.as_deref(), other.language.as_deref()),
            (None, Some("xx"))
        );
        other.language = None;
        assert_eq!(own, other);
    }
}

/// What a plan chooses and how much of it, without its words.
fn choices(document: &PlanDocument) -> Vec<String> {
    let phases = document.phases.iter();
    let sessions = phases.flat_map(|phase| &phase.sessions);
    let items = sessions.flat_map(|session| &session.items);
    let items = items.map(|item| format!("{} {:?}", item.exercise, item.dose.sets));
    let avoid = document.avoid.iter();
    items
        .chain(avoid.map(|one| format!("{} {:?}", one.exercise, one.instead)))
        .collect()
}

#[test]
fn other_words_choose_nothing_else_and_the_files_keep_their_digest() {
    let files = in_two_languages(|text| format!("ø {text}"));
    let (own, other) = (library(&files, None), library(&files, Some("xx")));
    assert_eq!(own.packs[0].digest, other.packs[0].digest);
    assert!(
        other
            .exercises
            .rows()
            .iter()
            .all(|one| one.name.starts_with("ø "))
    );
    for (own, other) in plans(&own).iter().zip(plans(&other)) {
        assert_eq!(choices(own), choices(&other));
    }
}

/// Whichever entries of the translations are gone, the check says so at their texts, and nothing else; plans in the
/// pack's own language go on.
#[test]
fn a_deleted_entry_is_an_error_at_its_text() {
    let whole = in_two_languages(str::to_owned);
    let mut count = 0;
    for turn in 0..3 {
        let mut files = whole.clone();
        let mut gone: Vec<(String, String)> = Vec::new();
        for (inner, text) in files.iter_mut() {
            let Some(source) = inner.strip_prefix("text/xx/") else {
                continue;
            };
            let (head, entries) = text.split_once("\n[[text]]\n").expect("an entry");
            let mut left = head.to_owned();
            let entries: Vec<&str> = entries.split("\n[[text]]\n").collect();
            for (at, entry) in entries.iter().enumerate() {
                // A file without any entry is an error of its own.
                if at % 3 == turn && entries.len() > 1 {
                    let from = entry.lines().next().expect("its text");
                    gone.push((source.to_owned(), from.to_owned()));
                } else {
                    left.push_str(&format!("\n[[text]]\n{entry}"));
                }
            }
            *text = left;
        }
        let sources = sources(&files);
        let locator = sources.locator();
        let problems = check(&sources).problems;
        let mut said: Vec<(String, String)> = Vec::new();
        for problem in &problems {
            assert_eq!(problem.code.id, "R401");
            let file = sources.file(problem.place.file);
            let marked = &file.text()[locator.bytes(&problem.place)];
            said.push((file.inner.clone(), format!("from = {marked}")));
        }
        gone.sort();
        said.sort();
        assert_eq!(gone, said);
        count += gone.len();
        assert!(check_in(&sources, None).library.is_some());
        assert!(check_in(&sources, Some("xx")).library.is_none());
    }
    assert!(count > 300, "only {count} entries were deleted");
}

#[test]
fn packs_without_a_language_in_common_are_no_library() {
    let files = in_two_languages(str::to_owned);
    let mut other = Sources::new();
    let text = files["pack.toml"]
        .replace("name = \"knee\"", "name = \"other\"")
        .replace("[\"en\", \"xx\"]", "[\"de\"]");
    for (name, pack) in [("knee", files["pack.toml"].clone()), ("other", text)] {
        let file = ("pack.toml".to_owned(), Content::Text(pack));
        other.add_pack(name, false, [file]);
    }
    let problems = check(&other).problems;
    let found = problems.iter().find(|one| one.code.id == "R406");
    let found = found.expect("no language in common");
    assert_eq!(other.file(found.place.file).path, "other/pack.toml");
    assert!(check(&other).library.is_none());
}

#[test]
fn a_language_that_has_no_file_is_an_error_for_each_file() {
    let mut files = in_two_languages(str::to_owned);
    let three = files["pack.toml"].replace("[\"en\", \"xx\"]", "[\"en\", \"xx\", \"yy\"]");
    files.insert("pack.toml".to_owned(), three);
    let translated = files.keys().filter(|inner| inner.starts_with("text/xx/"));
    let translated = translated.count();
    let sources = sources(&files);
    let problems = check(&sources).problems;
    assert_eq!(problems.len(), translated);
    assert!(
        problems
            .iter()
            .all(|one| one.code.id == "R401" && one.place.spot == Spot::File)
    );
}
