//! The packs' cases see what is missing: whatever single record or slot is deleted from the shipped packs, some
//! case fails, or names what is gone.
#![expect(
    clippy::expect_used,
    reason = "a shipped file that cannot be edited fails the test"
)]

use std::collections::BTreeSet;

use regimen_core::cases;
use regimen_core::diagnostic::Severity;
use regimen_tests::{shipped, sources_of};
use toml_edit::{ArrayOfTables, DocumentMut, value};

/// One deletion: what goes, and its file as it then is; nothing where the whole file goes.
struct Deletion {
    what: String,
    pack: String,
    file: String,
    text: Option<String>,
}

/// Records that no plan, list or case can see, with the reason. A test fails when one of them is seen after all.
const UNSEEN: [(&str, &str); 1] = [(
    "back-squat to goblet-squat, front-squat",
    "the record before it names both, answers the same axes and more, and so always speaks first",
)];

#[test]
fn a_deleted_finding_is_seen() {
    let all = files("findings/", |_, _| vec![(None, String::new())]);
    assert!(all.len() >= 10);
    assert_eq!(unseen(&all), BTreeSet::new());
}

#[test]
fn a_deleted_red_flag_is_seen() {
    let all = files("screen.toml", |_, text| records(text, "red_flag", id));
    assert!(all.len() >= 26);
    assert_eq!(unseen(&all), BTreeSet::new());
}

#[test]
fn a_deleted_never_rule_is_seen() {
    let all = files("never.toml", |_, text| records(text, "never", id));
    assert!(all.len() >= 18);
    assert_eq!(unseen(&all), BTreeSet::new());
}

#[test]
fn a_deleted_substitution_is_seen() {
    let all = files("substitutions.toml", |_, text| {
        records(text, "substitution", |record| {
            let from = record.get("from").or_else(|| record.get("from_pattern"));
            let to = record.get("to").and_then(|to| to.as_array());
            let to: Vec<&str> = to
                .into_iter()
                .flatten()
                .filter_map(|one| one.as_str())
                .collect();
            let from = from.and_then(|from| from.as_str()).unwrap_or("");
            format!("{from} to {}", to.join(", "))
        })
    });
    assert!(all.len() >= 27);
    let expected = UNSEEN.iter().map(|(what, _)| (*what).to_owned());
    assert_eq!(unseen(&all), expected.collect());
}

#[test]
fn a_deleted_slot_is_seen() {
    let all = files("programmes/", |_, text| slots(text));
    assert!(all.len() >= 40);
    assert_eq!(unseen(&all), BTreeSet::new());
}

/// The deletions in the shipped files whose path starts so.
fn files(
    path: &str,
    deletions: impl Fn(&str, &str) -> Vec<(Option<String>, String)>,
) -> Vec<Deletion> {
    let mut all = Vec::new();
    for pack in shipped() {
        for (file, text) in &pack.files {
            if !file.starts_with(path) {
                continue;
            }
            for (text, what) in deletions(file, text) {
                let name = file.rsplit('/').next().unwrap_or(file);
                all.push(Deletion {
                    what: if what.is_empty() {
                        name.to_owned()
                    } else {
                        what
                    },
                    pack: pack.name.clone(),
                    file: file.clone(),
                    text,
                });
            }
        }
    }
    all
}

fn id(record: &toml_edit::Table) -> String {
    let id = record.get("id").and_then(|id| id.as_str());
    id.unwrap_or("").to_owned()
}

fn parse(text: &str) -> DocumentMut {
    text.parse().expect("a shipped file is TOML")
}

fn list<'d>(document: &'d mut DocumentMut, key: &str) -> &'d mut ArrayOfTables {
    document
        .get_mut(key)
        .and_then(|item| item.as_array_of_tables_mut())
        .expect("a list of records")
}

/// The file without each of its records in turn.
fn records(
    text: &str,
    key: &str,
    name: impl Fn(&toml_edit::Table) -> String,
) -> Vec<(Option<String>, String)> {
    let names: Vec<String> = list(&mut parse(text), key).iter().map(name).collect();
    names
        .into_iter()
        .enumerate()
        .map(|(at, name)| {
            let mut document = parse(text);
            list(&mut document, key).remove(at);
            (Some(document.to_string()), name)
        })
        .collect()
}

/// The programme without each of its slots in turn. What the check itself holds a session to is let go, so that it
/// is for the cases to see what is gone.
fn slots(text: &str) -> Vec<(Option<String>, String)> {
    let mut all = Vec::new();
    let mut document = parse(text);
    let programme = document.get("id").and_then(|id| id.as_str());
    let programme = programme.unwrap_or("").to_owned();
    let sessions: Vec<(String, Vec<String>)> = list(&mut document, "sessions")
        .iter()
        .map(|session| {
            let slots = session
                .get("slots")
                .and_then(|one| one.as_array_of_tables());
            (id(session), slots.into_iter().flatten().map(id).collect())
        })
        .collect();
    for (at, (session, names)) in sessions.iter().enumerate() {
        for (position, name) in names.iter().enumerate() {
            let mut document = parse(text);
            let table = list(&mut document, "sessions")
                .get_mut(at)
                .expect("the session");
            table
                .get_mut("slots")
                .and_then(|slots| slots.as_array_of_tables_mut())
                .expect("its slots")
                .remove(position);
            table.remove("minutes");
            let left = i64::try_from(names.len() - 1).expect("few slots");
            let least = table.get("min_items").and_then(|least| least.as_integer());
            table["min_items"] = value(least.unwrap_or(1).min(left));
            all.push((
                Some(document.to_string()),
                format!("{programme}/{session}/{name}"),
            ));
        }
    }
    all
}

/// The deletions that no case sees.
fn unseen(all: &[Deletion]) -> BTreeSet<String> {
    all.iter()
        .filter(|one| !is_seen(one))
        .map(|one| one.what.clone())
        .collect()
}

/// Whether some case fails without what is deleted, or names it.
fn is_seen(deletion: &Deletion) -> bool {
    let sources = sources_of(shipped().iter(), |pack, file, text| {
        if pack == deletion.pack && file == deletion.file {
            deletion.text.clone()
        } else {
            Some(text.to_owned())
        }
    });
    let checked = regimen_core::check(&sources);
    let named = checked.problems.iter().any(|one| {
        let file = sources.file(one.place.file);
        one.severity == Severity::Error && file.inner.starts_with("cases/")
    });
    let fails = || {
        checked.library.as_ref().is_some_and(|library| {
            let mut all = checked.cases.iter();
            all.any(|case| !cases::run(library, case).is_empty())
        })
    };
    named || fails()
}
