//! Presentations and what their plans must hold: one TOML file a case, in `tests/cases`.
#![expect(clippy::expect_used, reason = "a case that cannot be read has failed")]

use std::collections::BTreeMap;
use std::fs;

use regimen_core::report::{OutcomeKind, PlanDocument};
use regimen_tests::{document, exercises, library, root, sessions};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What the case shows, and which assertion of the model it stands for.
    why: String,
    /// The findings that it shows biting.
    #[serde(default)]
    bites: Vec<String>,
    /// The findings that it shows leaving alone what they should.
    #[serde(default)]
    spares: Vec<String>,
    presentation: toml::Table,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    outcome: String,
    /// Exercises that some session holds.
    #[serde(default)]
    gives: Vec<String>,
    /// Exercises that no session holds, in any phase.
    #[serde(default)]
    lacks: Vec<String>,
    /// Own exercise to what comes instead.
    #[serde(default)]
    swaps: BTreeMap<String, String>,
    /// Exercise to the dial that is turned; `none` says that it stays as it is.
    #[serde(default)]
    turns: BTreeMap<String, String>,
    /// Exercises on the list of what to leave out for now.
    #[serde(default)]
    avoids: Vec<String>,
    /// Exercises not on that list.
    #[serde(default)]
    tolerates: Vec<String>,
    /// Axis to its limit.
    #[serde(default)]
    limits: BTreeMap<String, String>,
    /// Red flags or findings that refer, the worst first.
    #[serde(default)]
    refers: Vec<String>,
    /// How many warnings.
    warnings: Option<usize>,
    /// The most items in a session.
    most_items: Option<usize>,
}

fn cases() -> Vec<(String, Case)> {
    let mut files: Vec<_> = fs::read_dir(root().join("tests/cases"))
        .expect("the folder of cases")
        .map(|entry| entry.expect("a case").path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| {
            let text = fs::read_to_string(path).expect("a case is text");
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            let case = toml::from_str(&text).unwrap_or_else(|error| {
                unreachable!("{}: {error}", path.display());
            });
            (name.into_owned(), case)
        })
        .collect()
}

#[test]
fn every_case_holds() {
    let mut wrong = Vec::new();
    let cases = cases();
    for (name, case) in &cases {
        let text = toml::to_string(&case.presentation).expect("a presentation");
        let document = document(&text);
        for one in failures(&case.expect, &document) {
            wrong.push(format!("{name}: {one}\n    ({})", case.why));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn failures(expect: &Expect, document: &PlanDocument) -> Vec<String> {
    let mut wrong = Vec::new();
    let outcome = match document.outcome {
        OutcomeKind::Plan => "plan",
        OutcomeKind::Refer => "refer",
        OutcomeKind::Unmet => "unmet",
    };
    if outcome != expect.outcome {
        wrong.push(format!("the outcome is {outcome}: {:?}", document.unmet));
    }
    let given = exercises(document);
    for id in &expect.gives {
        if !given.contains(&id.as_str()) {
            wrong.push(format!("{id} is not given; given: {given:?}"));
        }
    }
    for id in &expect.lacks {
        let anywhere = document
            .phases
            .iter()
            .flat_map(|phase| &phase.sessions)
            .flat_map(|session| &session.items)
            .any(|item| item.exercise.as_str() == id);
        if anywhere {
            wrong.push(format!("{id} is given"));
        }
    }
    let items = || sessions(document).iter().flat_map(|session| &session.items);
    for (from, to) in &expect.swaps {
        let found = items().find(|item| {
            item.instead_of
                .as_ref()
                .is_some_and(|id| id.as_str() == from)
        });
        match found {
            Some(item) if item.exercise.as_str() == to => {
                if item.why.len() < 2 {
                    wrong.push(format!("the swap of {from} does not say why"));
                }
            }
            other => wrong.push(format!(
                "{from} is swapped for {:?}, not for {to}",
                other.map(|item| item.exercise.as_str())
            )),
        }
    }
    for (id, dial) in &expect.turns {
        let turned: Vec<&str> = items()
            .filter(|item| item.exercise.as_str() == id)
            .map(|item| item.adjust.first().map_or("none", |one| one.dial.as_str()))
            .collect();
        if turned != [dial.as_str()] {
            wrong.push(format!("{id} is turned {turned:?}, not {dial}"));
        }
    }
    let avoided = |id: &str| document.avoid.iter().any(|one| one.exercise.as_str() == id);
    for id in &expect.avoids {
        if !avoided(id) {
            wrong.push(format!("{id} is not on the avoid list"));
        }
    }
    for id in &expect.tolerates {
        if avoided(id) {
            wrong.push(format!("{id} is on the avoid list"));
        }
    }
    for (axis, level) in &expect.limits {
        let found = document
            .limits
            .iter()
            .find(|(id, _)| id.as_str() == axis)
            .map_or("none set", |(_, limit)| limit.max.as_str());
        if found != level {
            wrong.push(format!("the limit on {axis} is {found}, not {level}"));
        }
    }
    let refers: Vec<&str> = document
        .refer
        .iter()
        .map(|one| one.red_flag.as_str())
        .collect();
    if refers != expect.refers {
        wrong.push(format!("refers {refers:?}"));
    }
    if expect
        .warnings
        .is_some_and(|count| count != document.warnings.len())
    {
        wrong.push(format!("warnings: {:?}", document.warnings));
    }
    if let Some(most) = expect.most_items {
        for session in sessions(document) {
            if session.items.len() > most {
                wrong.push(format!(
                    "session {} has {} items",
                    session.id,
                    session.items.len()
                ));
            }
        }
    }
    wrong
}

#[test]
fn each_finding_has_a_case_that_bites_and_one_that_spares() {
    let cases = cases();
    for finding in library().findings.rows() {
        let id = finding.id.to_string();
        assert!(
            cases.iter().any(|(_, case)| case.bites.contains(&id)),
            "no case shows {id} biting"
        );
        assert!(
            cases.iter().any(|(_, case)| case.spares.contains(&id)),
            "no case shows {id} leaving alone what it should"
        );
    }
}
