//! Packs on packs: a record of one pack, changed field by field in another that requires it, and each way in which that can
//! go wrong, at its place.

use regimen_core::diagnostic::human;
use regimen_core::link::{Checked, check};
use regimen_core::source::{Content, Sources};
use regimen_tests::{shipped, sources_of};

const OTHER_DOSE: &str = r#"
overrides = "back-care:dead-bug"
base_version = "1.0.0"
cues = ["Keep your back on the towel."]

[dose]
sets = 2
"#;

fn pack(name: &str, requires: &str) -> (String, String) {
    let text = format!(
        "name = \"{name}\"\nversion = \"1.0.0\"\nformat = 1\ntitle = \"A clinic\"\nsummary = \"What the clinic changes.\"\n\
         languages = [\"en\"]\nlicence = \"CC-BY-4.0\"\nauthors = [\"The clinic\"]\nrequires = {requires}\nreviewed = []\n"
    );
    ("pack.toml".to_owned(), text)
}

fn dead_bug(text: &str) -> (String, String) {
    ("exercises/dead-bug.toml".to_owned(), text.to_owned())
}

/// Back care and, on top of it, these packs.
fn with(packs: &[(&str, Vec<(String, String)>)]) -> Sources {
    let back_care = shipped()
        .iter()
        .filter(|pack| pack.name.starts_with("back-"));
    let mut sources = sources_of(back_care, |_, _, text| Some(text.to_owned()));
    for (folder, files) in packs {
        let files = files.iter();
        let files = files.map(|(path, text)| (path.clone(), Content::Text(text.clone())));
        sources.add_pack(*folder, false, files);
    }
    sources
}

fn checked(packs: &[(&str, Vec<(String, String)>)]) -> (Sources, Checked) {
    let sources = with(packs);
    let checked = check(&sources);
    (sources, checked)
}

/// Every problem as `CODE file:line message`.
fn said(packs: &[(&str, Vec<(String, String)>)]) -> Vec<String> {
    let (sources, checked) = checked(packs);
    let locator = sources.locator();
    let problems = checked.problems.iter();
    let line = |one: &regimen_core::diagnostic::Diagnostic| {
        let path = &sources.file(one.place.file).path;
        let line = locator.line_column(&one.place).line;
        format!("{} {path}:{line} {}", one.code, one.message)
    };
    problems.map(line).collect()
}

const ON_BACK_CARE: &str = "{ back-care = \"^1\" }";

#[test]
fn what_is_given_replaces_and_the_rest_stays() {
    let (sources, checked) = checked(&[(
        "clinic",
        vec![pack("clinic", ON_BACK_CARE), dead_bug(OTHER_DOSE)],
    )]);
    let problems = human(&checked.problems, &sources.locator(), false);
    let library = checked.library.expect(&problems);
    assert_eq!(problems, "");
    let found = library.exercises.find("dead-bug").expect("the exercise");
    let exercise = &library.exercises[found];
    assert_eq!(exercise.cues, ["Keep your back on the towel."]);
    assert_eq!(
        exercise.dose.sets.map(|sets| (sets.min, sets.max)),
        Some((2, 2))
    );
    // What the clinic does not name is as it was.
    assert_eq!(
        exercise.dose.reps.map(|reps| (reps.min, reps.max)),
        Some((8, 10))
    );
    assert_eq!(exercise.dose.rest_s, Some(45));
    assert_eq!(exercise.name, "Dead bug");
    assert_eq!(exercise.steps.len(), 4);
}

#[test]
fn a_third_pack_builds_on_what_the_second_made_of_it() {
    let third = "overrides = \"clinic:dead-bug\"\nbase_version = \"1.0.0\"\n[dose]\nsets = 4\n";
    let (sources, checked) = checked(&[
        (
            "clinic",
            vec![pack("clinic", ON_BACK_CARE), dead_bug(OTHER_DOSE)],
        ),
        (
            "room",
            vec![pack("room", "{ clinic = \"^1\" }"), dead_bug(third)],
        ),
    ]);
    let problems = human(&checked.problems, &sources.locator(), false);
    let library = checked.library.expect(&problems);
    let found = library.exercises.find("dead-bug").expect("the exercise");
    let exercise = &library.exercises[found];
    assert_eq!(exercise.dose.sets.map(|sets| sets.max), Some(4));
    assert_eq!(exercise.cues, ["Keep your back on the towel."]);
}

#[test]
fn two_packs_may_change_one_record_but_not_one_field() {
    let rest =
        "overrides = \"back-care:dead-bug\"\nbase_version = \"1.0.0\"\n[dose]\nrest_s = 60\n";
    let clinic = || {
        (
            "clinic",
            vec![pack("clinic", ON_BACK_CARE), dead_bug(OTHER_DOSE)],
        )
    };
    assert_eq!(
        said(&[
            clinic(),
            ("room", vec![pack("room", ON_BACK_CARE), dead_bug(rest)])
        ]),
        [""; 0]
    );
    let sets = rest.replace("rest_s = 60", "sets = 5");
    assert_eq!(
        said(&[
            clinic(),
            ("room", vec![pack("room", ON_BACK_CARE), dead_bug(&sets)])
        ]),
        [
            "R618 room/exercises/dead-bug.toml:4 the packs `clinic` and `room` both change `dose.sets` of this record"
        ]
    );
}

#[test]
fn each_way_that_a_change_can_be_wrong_is_said_at_its_line() {
    let clinic = |requires: &str, text: &str| {
        said(&[("clinic", vec![pack("clinic", requires), dead_bug(text)])])
    };
    let at = "clinic/exercises/dead-bug.toml";
    // The pack is not loaded, is loaded in another version, or is not named.
    assert_eq!(
        clinic(
            "{ back-cares = \"^1\" }",
            &OTHER_DOSE.replace("back-care:", "back-cares:")
        ),
        // Once, where it is asked for.
        ["R604 clinic/pack.toml:9 the pack `back-cares` is not loaded"]
    );
    assert_eq!(
        clinic("{ back-care = \"^2\" }", OTHER_DOSE),
        [
            "R605 clinic/pack.toml:9 the pack `back-care` is loaded in version 1.0.0, and ^2 is asked for"
        ]
    );
    assert_eq!(
        clinic("{}", OTHER_DOSE),
        [format!(
            "R609 {at}:2 the pack `back-care` is not required here"
        )]
    );
    // No such record; not a record at all; no version; one that is none; one that has moved.
    assert_eq!(
        clinic(ON_BACK_CARE, &OTHER_DOSE.replace("dead-bug", "deadbug")),
        [format!(
            "R201 {at}:2 the pack `back-care` has no exercise `deadbug`"
        )]
    );
    assert_eq!(
        clinic(ON_BACK_CARE, &OTHER_DOSE.replace("back-care:", "")),
        [format!("R104 {at}:2 this names no record of another pack")]
    );
    assert_eq!(
        clinic(
            ON_BACK_CARE,
            &OTHER_DOSE.replace("base_version = \"1.0.0\"\n", "")
        ),
        [format!("R102 {at}:2 the key `base_version` is missing")]
    );
    assert_eq!(
        clinic(
            ON_BACK_CARE,
            &OTHER_DOSE.replace("= \"1.0.0\"", "= \"one\"")
        ),
        [format!(
            "R602 {at}:3 `one` is not a version: unexpected character 'o' while parsing major version number"
        )]
    );
    assert_eq!(
        clinic(
            ON_BACK_CARE,
            &OTHER_DOSE.replace("= \"1.0.0\"", "= \"0.9.0\"")
        ),
        [format!(
            "R617 {at}:3 `back-care` is loaded in version 1.0.0, and this change was read against 0.9.0"
        )]
    );
    // A field that the record does not have (any more), a value that it cannot take, and an id that nothing has.
    assert_eq!(
        clinic(ON_BACK_CARE, &OTHER_DOSE.replace("sets = 2", "set = 2")),
        [format!("R103 {at}:7 there is no key `set` here")]
    );
    let wrong = clinic(
        ON_BACK_CARE,
        &OTHER_DOSE.replace("sets = 2", "sets = \"two\""),
    );
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    assert!(wrong[0].starts_with(&format!("R101 {at}:7 ")), "{wrong:?}");
    assert_eq!(
        clinic(
            ON_BACK_CARE,
            &OTHER_DOSE.replace("cues = [", "easier = [\"nothing-such\"]\ncues = [")
        ),
        [format!(
            "R201 {at}:4 there is no `nothing-such` among the exercises"
        )]
    );
    // The same again under another name, and in the pack of its own.
    let other_name = said(&[(
        "clinic",
        vec![
            pack("clinic", ON_BACK_CARE),
            ("exercises/my-bug.toml".to_owned(), OTHER_DOSE.to_owned()),
        ],
    )]);
    assert_eq!(
        other_name,
        [
            "R203 clinic/exercises/my-bug.toml:2 the file is named `my-bug.toml`, and it changes `dead-bug`"
        ]
    );
    let own = OTHER_DOSE.replace("back-care:", "clinic:");
    assert_eq!(
        clinic(ON_BACK_CARE, &own),
        [format!(
            "R104 {at}:2 a pack cannot change a record of its own in a second file"
        )]
    );
}

#[test]
fn packs_that_require_each_other_are_a_circle() {
    let said = said(&[
        ("clinic", vec![pack("clinic", "{ room = \"^1\" }")]),
        ("room", vec![pack("room", "{ clinic = \"^1\" }")]),
    ]);
    assert_eq!(
        said,
        ["clinic", "room"].map(|pack| format!(
            "R608 {pack}/pack.toml:9 the pack `{pack}` builds on itself by way of the packs that it requires"
        ))
    );
}

#[test]
fn a_mistake_in_what_stayed_is_shown_where_it_stands() {
    let sources = {
        let back_care = shipped()
            .iter()
            .filter(|pack| pack.name.starts_with("back-"));
        let mut sources = sources_of(back_care, |_, file, text| {
            Some(match file {
                "exercises/dead-bug.toml" => text.replace(
                    "harder = [\"loaded-dead-bug\"",
                    "harder = [\"loaded-dead-bugs\"",
                ),
                _ => text.to_owned(),
            })
        });
        let files = [pack("clinic", ON_BACK_CARE), dead_bug(OTHER_DOSE)];
        let files = files.map(|(path, text)| (path, Content::Text(text)));
        sources.add_pack("clinic", false, files);
        sources
    };
    let checked = check(&sources);
    let locator = sources.locator();
    let places: Vec<String> = checked
        .problems
        .iter()
        .map(|one| {
            let path = &sources.file(one.place.file).path;
            format!(
                "{} {path}:{}",
                one.code,
                locator.line_column(&one.place).line
            )
        })
        .collect();
    assert_eq!(places, ["R201 back-care/exercises/dead-bug.toml:11"]);
}
