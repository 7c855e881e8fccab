//! What no text of the shipped packs may say: a promise of a cure, "damage", a date of recovery, or to stop
//! a medicine or a brace. (Assertions 23 and 24 of the clinical model.)
#![expect(clippy::indexing_slicing, reason = "three words are three words")]

use std::fs;

use regimen_tests::{root, toml_files};

/// What is wrong with a text, if anything.
fn fault(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty())
        .collect();
    let any = |stems: &[&str]| {
        words
            .iter()
            .any(|word| stems.iter().any(|stem| word.starts_with(stem)))
    };
    if any(&["damag"]) {
        return Some("says damage");
    }
    if any(&[
        "cure",
        "curing",
        "heal",
        "guarantee",
        "pain-free",
        "permanently",
    ]) && !any(&["health"])
    {
        return Some("promises a cure");
    }
    let dated = words.windows(3).any(|three| {
        ["in", "within", "by", "after"].contains(&three[0])
            && three[1].chars().all(|c| c.is_ascii_digit())
            && (three[2].starts_with("day")
                || three[2].starts_with("week")
                || three[2].starts_with("month"))
    });
    if dated && any(&["better", "recover", "gone", "normal", "again"]) {
        return Some("dates recovery");
    }
    if any(&[
        "medicine",
        "medication",
        "tablet",
        "pill",
        "painkiller",
        "brace",
        "corset",
    ]) && any(&["stop", "skip", "without", "off", "cut", "halve"])
    {
        return Some("says to stop a medicine or a brace");
    }
    None
}

#[test]
fn the_faults_are_found() {
    for (text, wanted) in [
        ("This may damage your spine.", "says damage"),
        ("It cures back pain.", "promises a cure"),
        ("You will be better in 6 weeks.", "dates recovery"),
        (
            "Stop your tablets before you train.",
            "says to stop a medicine or a brace",
        ),
        ("Take off your brace.", "says to stop a medicine or a brace"),
    ] {
        assert_eq!(fault(text), Some(wanted), "{text}");
    }
    for text in [
        "Keep taking your tablets as you were told.",
        "Stop when it is sharp.",
        "Within 24 hours it settles.",
        "Is it no better after six weeks of self-care?",
    ] {
        assert_eq!(fault(text), None, "{text}");
    }
}

#[test]
fn no_text_promises_scares_or_tells_to_stop_a_medicine() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in toml_files(&root().join("data")) {
        // Titles of other people's work are theirs.
        if path.ends_with("references.toml") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a pack file is text");
        let table: toml::Table = text.parse().expect("a pack file is TOML");
        let mut texts = Vec::new();
        strings(&toml::Value::Table(table), &mut texts);
        count += texts.len();
        for text in texts {
            if let Some(fault) = fault(&text) {
                wrong.push(format!("{}: {fault}: {text}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(count > 2000, "only {count} texts were read");
}

fn strings(value: &toml::Value, into: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => into.push(text.clone()),
        toml::Value::Array(list) => list.iter().for_each(|one| strings(one, into)),
        toml::Value::Table(table) => table.values().for_each(|one| strings(one, into)),
        _ => {}
    }
}
