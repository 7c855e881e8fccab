//! Sessions that would cost too much: what comes in for the budget's sake keeps to all else, and the search for
//! it ends.
#![expect(clippy::panic, reason = "a test that cannot be set up has failed")]

use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use regimen_core::library::Library;
use regimen_core::plan::{Outcome, Plan, Tracing, WhyLeftOut, plan};
use regimen_tests::{ask, library_of, oracle};

const ASKED: &str =
    "red_flags = []\nfindings = [\"stairs-hurt\"]\nstage = \"strengthen\"\nequipment = \"any\"\n";

/// The pack of the knee where a session may cost nothing, with some files changed: each change is a file, what
/// it says and what it says then.
fn knee(changes: &[(&str, &str, &str)]) -> Library {
    library_of(&["tests/packs-knee"], |file, text| {
        let mut text = text.replace("budget = 2", "budget = 0");
        for (_, from, to) in changes.iter().filter(|(one, ..)| *one == file) {
            assert!(text.contains(from), "{file} does not say `{from}`");
            text = text.replace(from, to);
        }
        text
    })
}

fn planned(library: &Library, text: &str) -> Box<Plan> {
    let (asked, _) = ask(library, text);
    let planned = plan(library, &asked, Tracing::Off);
    if let Err(wrong) = oracle::holds(library, &asked, &planned) {
        panic!("{wrong}");
    }
    match planned.outcome {
        Outcome::Plan(plan) => plan,
        other => panic!("{other:?}"),
    }
}

/// Each of two substitutes costs on the axis on which the other is free.
#[test]
fn two_never_take_each_other_s_place_for_ever() {
    let moderate = "{ level = \"moderate\", why = \"For the test.\" }";
    let library = knee(&[
        (
            "exercises/step-up.toml",
            "equipment = [\"step\"]",
            "equipment = [\"step\"]\ndemands = { knee-load = \"none\" }",
        ),
        (
            "exercises/step-up.toml",
            "sets_demand = { knee-bend = \"low\", knee-load = \"low\" }",
            "sets_demand = { knee-load = \"none\" }",
        ),
        (
            "exercises/side-leg-lift.toml",
            "knee-load = \"none\"",
            &format!("knee-load = {moderate}"),
        ),
        (
            "exercises/bridge.toml",
            "knee-bend = \"low\"",
            &format!("knee-bend = {moderate}"),
        ),
        (
            "substitutions.toml",
            "to = [\"mini-squat\"]\nbecause = []",
            "to = [\"side-leg-lift\", \"bridge\"]\nbecause = []",
        ),
    ]);
    let (done, waits) = channel();
    thread::spawn(move || {
        let plan = planned(&library, ASKED);
        // Nobody waits any more where it took too long.
        let _ = done.send((library, plan));
    });
    let (library, plan) = waits
        .recv_timeout(Duration::from_secs(60))
        .expect("a plan, and not one that is looked for without end");
    let session = plan.phases.last().and_then(|phase| phase.sessions.last());
    let session = session.expect("session b of the second phase");
    let slots = &plan.sessions.get(session.session).expect("its slots").slots;
    let empty = session.left_out.iter().find(|one| {
        let slot = slots.get(one.slot);
        slot.is_some_and(|slot| library.exercises[slot.exercise].id.as_str() == "step-up")
    });
    let why = empty.map(|one| &one.why);
    assert!(matches!(why, Some(WhyLeftOut::Budget(_))), "{why:?}");
}

/// What stands in for another costs too much as it is, and its dial would ask more of another axis than what it
/// stands in for.
#[test]
fn no_dial_makes_a_substitute_ask_more_than_what_it_replaces() {
    let library = knee(&[
        (
            "exercises/side-leg-lift.toml",
            "knee-bend = \"none\"",
            "knee-bend = { level = \"moderate\", why = \"For the test.\" }",
        ),
        (
            "exercises/side-leg-lift.toml",
            "[demands]",
            "[[dials]]\nid = \"kneel\"\ndial = \"depth\"\nhow = \"Kneel.\"\nsets_demand = { knee-bend = \"low\", kneeling = \"high\" }\n\n[demands]",
        ),
        (
            "substitutions.toml",
            "to = [\"mini-squat\"]\nbecause = []",
            "to = [\"side-leg-lift\"]\nbecause = []",
        ),
    ]);
    planned(&library, &format!("{ASKED}exclude = [\"step-up\"]\n"));
}
