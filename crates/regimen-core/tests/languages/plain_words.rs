//! How plain the words are: each rule bites at the very text, and spares what is plain, a name or nobody's concern.

use regimen_core::source::Content;
use regimen_core::{Checked, check};

use super::pack::{Files, in_two_languages};
use super::sources;

const LIMITS: &str =
    "formula = \"flesch-kincaid\"\nmax_grade = 6\ngrade_from_words = 12\nmax_sentence_words = 12\n";

/// A text that no limit here allows, and one that each does.
const HARD: &str = "Abduction necessitates considerable gluteal participation. Everything else remains comparatively motionless throughout.";
const PLAIN: &str = "Move your leg out to the side. Keep all the rest of you still as you do it.";

/// The small pack with this `plain-words.toml`, and this as what one exercise is for.
fn files(plain_words: &str, purpose: &str) -> Files {
    let mut files = in_two_languages(str::to_owned);
    files.insert("plain-words.toml".to_owned(), plain_words.to_owned());
    for path in [
        "exercises/band-side-step.toml",
        "text/xx/exercises/band-side-step.toml",
    ] {
        let file = files.get_mut(path).expect("an exercise");
        let changed = file.replace("Makes the side of your hips strong on your feet.", purpose);
        assert_ne!(*file, changed);
        *file = changed;
    }
    files
}

fn limits(language: &str, limits: &str, more: &str) -> String {
    format!("[[language]]\nlanguage = \"{language}\"\n{more}\n[language.limits]\n{limits}\n")
}

fn checked(files: &Files) -> (Checked, Vec<String>) {
    let sources = sources(files);
    let checked = check(&sources);
    let locator = sources.locator();
    let shown = checked.problems.iter().map(|one| {
        let file = sources.file(one.place.file);
        let line = locator.line_column(&one.place).line;
        let help = one.help.as_deref().unwrap_or("");
        format!(
            "{} {}:{line}: {} | {help}",
            one.code.id, file.inner, one.message
        )
    });
    let shown = shown.collect();
    (checked, shown)
}

/// What is said of the exercise.
fn of_exercise(files: &Files) -> Vec<String> {
    let (_, mut said) = checked(files);
    said.retain(|one| one.contains("band-side-step"));
    said
}

/// The one thing that is said.
fn only(said: &[String]) -> &str {
    assert_eq!(said.len(), 1, "{said:?}");
    said.first().expect("one")
}

#[test]
fn without_limits_nothing_is_measured() {
    let mut files = files("", HARD);
    files.remove("plain-words.toml");
    let (checked, said) = checked(&files);
    assert!(said.is_empty() && checked.reading.is_empty(), "{said:?}");
    // A language that the pack does not have.
    files.insert("plain-words.toml".to_owned(), limits("de", LIMITS, ""));
    assert!(of_exercise(&files).is_empty());
}

#[test]
fn a_record_above_the_grade_is_named_with_the_sentences_that_weigh_most() {
    let said = of_exercise(&files(&limits("en", LIMITS, ""), HARD));
    let one = only(&said);
    assert!(
        one.starts_with(
            "R407 exercises/band-side-step.toml:4: the texts of this file read at grade "
        ),
        "{one}"
    );
    assert!(
        one.contains(", and the most is 6 | Split the sentences"),
        "{one}"
    );
    assert!(of_exercise(&files(&limits("en", LIMITS, ""), PLAIN)).is_empty());
    // The same as a known word, and with too few words for a grade.
    let words = "known = [{ word = \"abduct*\", why = \"…\" }, { word = \"necessitates considerable\", why = \"…\" }, { word = \"everything else remains comparatively motionless\", why = \"…\" }]";
    assert!(of_exercise(&files(&limits("en", LIMITS, words), HARD)).is_empty());
    let few = LIMITS.replace("= 12\nmax_s", "= 60\nmax_s");
    assert!(of_exercise(&files(&limits("en", &few, ""), HARD)).is_empty());
    // Not in another way, and not where only plans are made.
    let files = files(&limits("en", LIMITS, ""), HARD);
    let planned = regimen_core::check_in(&sources(&files), None);
    assert!(planned.problems.is_empty() && planned.reading.is_empty());
}

#[test]
fn a_translation_is_held_against_its_own_language_at_its_own_place() {
    let crawford = LIMITS.replace("flesch-kincaid", "crawford");
    let crawford = crawford.replace("max_grade = 6", "max_grade = 3");
    let said = of_exercise(&files(&limits("xx", &crawford, ""), HARD));
    let one = only(&said);
    assert!(
        one.starts_with("R407 text/xx/exercises/band-side-step.toml:"),
        "{one}"
    );
}

#[test]
fn a_long_sentence_is_shown_with_its_words_counted() {
    let long = "One two three four five six seven eight nine ten one two three.";
    let said = of_exercise(&files(
        &limits("en", LIMITS, ""),
        &format!("{PLAIN} {long}"),
    ));
    assert_eq!(
        said,
        [format!(
            "R408 exercises/band-side-step.toml:4: a sentence of 13 words, and the most is 12 | Split this sentence: {long}"
        )]
    );
    let just = long.replace(" one two three", " one two");
    assert!(
        of_exercise(&files(
            &limits("en", LIMITS, ""),
            &format!("{PLAIN} {just}")
        ))
        .is_empty()
    );
}

#[test]
fn jargon_is_found_in_any_form_and_not_in_names_or_known_words() {
    let jargon = |word: &str, more: &str| {
        let list = format!(
            "jargon = [{{ word = \"{word}\", say = \"tighten\", why = \"Because.\" }}]\n{more}"
        );
        format!("[[language]]\nlanguage = \"en\"\n{list}")
    };
    let say = "It goes well. Contracting hard, a Contract on the band.";
    let found = |word: &str, more: &str| of_exercise(&files(&jargon(word, more), say)).len();
    assert_eq!(
        of_exercise(&files(&jargon("contracting", ""), say)),
        [
            "R409 exercises/band-side-step.toml:4: people may not know `contracting` | Say `tighten` instead. Because."
        ]
    );
    assert_eq!(found("contract*", ""), 2);
    assert_eq!(found("goes well", ""), 1);
    assert_eq!(found("contra", ""), 0);
    assert_eq!(
        found(
            "contract*",
            "known = [{ word = \"contracting hard\", why = \"…\" }]"
        ),
        1
    );
    // In a name, alone or in a sentence.
    let side_step = "Do the side step with a band.";
    assert!(of_exercise(&files(&jargon("step with", ""), side_step)).is_empty());
    assert_eq!(
        of_exercise(&files(&jargon("the side step", ""), side_step)).len(),
        0
    );
    assert_eq!(
        of_exercise(&files(&jargon("do the", ""), side_step)).len(),
        1
    );
}

#[test]
fn one_pack_gives_the_limits_and_others_add_words() {
    let loose = LIMITS
        .replace("= 6\n", "= 18\n")
        .replace("words = 12", "words = 90");
    let files = files(&limits("en", &loose, ""), "It is a frobnicate thing.");
    let other = |text: &str| {
        let pack = files["pack.toml"].replace("name = \"knee\"", "name = \"other\"");
        let pack = pack.replace(
            "reviewed = []",
            "reviewed = []\n[requires]\nknee = \"^1.0\"",
        );
        let mut sources = sources(&files);
        let more = [("pack.toml", pack.as_str()), ("plain-words.toml", text)];
        let more = more.map(|(inner, text)| (inner.to_owned(), Content::Text(text.to_owned())));
        sources.add_pack("other", false, more);
        let problems = check(&sources).problems;
        problems.iter().map(|one| one.code.id).collect::<Vec<_>>()
    };
    let words =
        "[[language]]\nlanguage = \"en\"\njargon = [{ word = \"frobnicate\", say = \"odd\" }]\n";
    assert_eq!(other(words), ["R409"]);
    assert_eq!(other(&limits("en", &loose, "")), ["R202"]);
}
