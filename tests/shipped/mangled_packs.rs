//! Packs that somebody has broken in any way: messages, never a panic, and the same ones each time.
#![expect(clippy::expect_used, reason = "a pack that cannot be read has failed")]

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use regimen_core::diagnostic::{has_errors, human, json};
use regimen_core::source::{Sources, read_packs};
use regimen_render::{Options, view};
use regimen_tests::random_packs::{Files, sources};
use regimen_tests::{root, try_document};

/// Every file of the shipped packs: folder, path within, text.
fn files() -> Files {
    let mut read = Sources::new();
    read_packs(&mut read, &root().join("data")).expect("the shipped packs");
    let mut files = Vec::new();
    for (_, folder) in read.folders() {
        for &file in &folder.files {
            let file = read.file(file);
            files.push((
                folder.path.clone(),
                file.inner.clone(),
                file.text().to_owned(),
            ));
        }
    }
    files
}

fn messages(files: &Files) -> (bool, String) {
    let sources = sources(files);
    let checked = regimen_core::check(&sources);
    let locator = sources.locator();
    let text = human(&checked.problems, &locator, true) + &json(&checked.problems, &locator);
    assert_eq!(checked.library.is_none(), has_errors(&checked.problems));
    if let Some(library) = &checked.library {
        for asked in [
            "red_flags = []\nfindings = []\nstage = \"calm\"\nequipment = \"any\"\n",
            "red_flags = []\nfindings = [\"flexion-provoked\", \"load-provoked\"]\nstage = \"build\"\n",
        ] {
            // What is odd but sound still gives a plan or a reason, and a sheet.
            if let Some(document) = try_document(library, asked) {
                view(library, &document, &Options::default()).expect("a view");
            }
        }
    }
    (checked.library.is_some(), text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, rng_seed: RngSeed::Fixed(12), ..ProptestConfig::default() })]

    #[test]
    fn one_line_changed_anywhere_never_panics(
        which in any::<prop::sample::Index>(),
        line in any::<prop::sample::Index>(),
        with in prop_oneof![
            Just(String::new()),
            Just("x = 1".to_owned()),
            Just("[[ways]]".to_owned()),
            Just("sets = [0, 10000]".to_owned()),
            Just("rest_s = 900".to_owned()),
            Just("id = \"walking\"".to_owned()),
            Just("levels = { calm = \"none\" }".to_owned()),
            Just("weeks = [1, 10000]".to_owned()),
            "\\PC{0,40}",
        ],
    ) {
        let mut files = files();
        let which = which.index(files.len());
        let text = &mut files[which].2;
        let mut lines: Vec<&str> = text.lines().collect();
        let line = line.index(lines.len());
        lines[line] = &with;
        *text = lines.join("\n");
        let (_, first) = messages(&files);
        // The packs themselves stay in their order.
        files.reverse();
        files.sort_by(|one, other| one.0.cmp(&other.0));
        let (_, second) = messages(&files);
        prop_assert_eq!(first, second, "the order of the files shows");
    }
}

#[test]
fn a_missing_file_is_missed_and_never_a_panic() {
    let all = files();
    for leave_out in 0..all.len() {
        let mut files = all.clone();
        let (_, inner, _) = files.remove(leave_out);
        let (sound, _) = messages(&files);
        // Whole files of these kinds may go, unless some case of a pack names what stood in them.
        let spare = [
            "ladders/",
            "never.toml",
            "gaps.toml",
            "plain-words.toml",
            "substitutions.toml",
            "programmes/",
            "cases/",
            "findings/",
            "exercises/",
        ]
        .iter()
        .any(|kind| inner.starts_with(kind));
        assert!(!sound || spare, "without {inner}: sound is {sound}");
    }
}
