//! What the person's own training becomes: every finding, every stage, ten exercises that people train. The table is
//! committed as `docs/own-training.md`; run with `REGIMEN_WRITE=1` to write it anew, and read what changed.
#![expect(clippy::expect_used, reason = "a table that cannot be read has failed")]

use std::fmt::Write as _;
use std::fs;

use regimen_core::report::PlanDocument;
use regimen_tests::{document, library, root};

const TRAINED: [&str; 10] = [
    "conventional-deadlift",
    "back-squat",
    "standing-overhead-press",
    "bent-over-row",
    "bench-press",
    "sit-up",
    "heavy-good-morning",
    "heavy-hyperextension",
    "running",
    "golf-swing",
];

/// What becomes of one exercise, trained alone, with all equipment at hand.
fn becomes(finding: &str, stage: &str, exercise: &str) -> String {
    let plan = document(&format!(
        "red_flags = []\nfindings = [\"{finding}\"]\ncleared = {}\nstage = \"{stage}\"\nequipment = \"any\"\n\
         programme = \"calm-then-build\"\ncurrent_training = [{{ exercise = \"{exercise}\" }}]",
        if needs_clearance(finding) {
            format!("[\"{finding}\"]")
        } else {
            "[]".to_owned()
        }
    ));
    cell(&plan, exercise)
}

fn needs_clearance(finding: &str) -> bool {
    let key = library().findings.find(finding).expect("a shipped finding");
    library().findings[key].clearance.is_some()
}

fn cell(plan: &PlanDocument, exercise: &str) -> String {
    let Some(phase) = plan.phases.first() else {
        return "no plan".to_owned();
    };
    let mut items = phase.sessions.iter().flat_map(|session| &session.items);
    let Some(item) = items.next() else {
        return "set aside".to_owned();
    };
    let dial = item
        .adjust
        .first()
        .map_or_else(String::new, |adjust| format!(", {} dial", adjust.dial));
    if item.exercise.as_str() == exercise {
        format!("kept{dial}")
    } else {
        format!("{}{dial}", item.exercise)
    }
}

fn table() -> String {
    let mut out = String::from(
        "# What a person's own training becomes\n\n\
         Each exercise alone, with all equipment at hand, in the programme `calm-then-build`. A test keeps the table true\n\
         (`tests/shipped/own_training.rs`). After surgery nothing of it is adapted: that has a programme of its own.\n",
    );
    for finding in library().findings.rows() {
        let id = finding.id.as_str();
        if never_adapts(id) {
            continue;
        }
        let _ = write!(out, "\n## {id}\n\n| Exercise |");
        for stage in library().stages.rows() {
            let _ = write!(out, " {} |", stage.id);
        }
        out.push_str("\n| --- |");
        for _ in library().stages.rows() {
            out.push_str(" --- |");
        }
        out.push('\n');
        for exercise in TRAINED {
            let _ = write!(out, "| {exercise} |");
            for stage in library().stages.rows() {
                let _ = write!(out, " {} |", becomes(id, stage.id.as_str(), exercise));
            }
            out.push('\n');
        }
    }
    out
}

fn never_adapts(finding: &str) -> bool {
    let key = library()
        .programmes
        .find("calm-then-build")
        .expect("a shipped programme");
    let programme = &library().programmes[key];
    let mut never = programme.never_with.iter();
    never.any(|&one| library().findings[one].id.as_str() == finding)
}

#[test]
fn the_committed_table_is_what_the_engine_gives() {
    let path = root().join("docs/own-training.md");
    let table = table();
    if std::env::var_os("REGIMEN_WRITE").is_some() {
        fs::write(&path, &table).expect("the table can be written");
    }
    let committed = fs::read_to_string(&path).expect("docs/own-training.md");
    assert!(
        committed == table,
        "docs/own-training.md is not what the engine gives: run this test with REGIMEN_WRITE=1 and read what changed"
    );
}

/// What the articles say of these exercises, apart from the table.
#[test]
fn the_articles_word_holds() {
    let one_of = |finding: &str, stage: &str, exercise: &str, wanted: &[&str]| {
        let got = becomes(finding, stage, exercise);
        let what = got.split(',').next().unwrap_or("").to_owned();
        assert!(
            wanted.contains(&what.as_str()),
            "{exercise} with {finding} in {stage} becomes {got}"
        );
    };
    let hinges = [
        "block-trap-bar-deadlift",
        "short-range-romanian-deadlift",
        "cable-pull-through",
        "heavy-sled-push",
        "trap-bar-deadlift",
        "sumo-deadlift",
    ];
    let squats = [
        "front-squat",
        "goblet-squat",
        "safety-bar-squat",
        "split-squat",
    ];
    for finding in ["flexion-provoked", "load-provoked", "disc-related"] {
        one_of(finding, "calm", "conventional-deadlift", &hinges);
    }
    one_of("load-provoked", "calm", "back-squat", &squats);
    one_of(
        "extension-provoked",
        "calm",
        "standing-overhead-press",
        &["half-kneeling-landmine-press", "seated-supported-press"],
    );
    one_of(
        "flexion-provoked",
        "calm",
        "bent-over-row",
        &["chest-supported-row", "supported-single-arm-row"],
    );
    // Less arch and leg drive: the same exercise with its set-up changed, not another one.
    assert_eq!(
        becomes("extension-provoked", "calm", "bench-press"),
        "kept, setup dial"
    );
    // What is left out at first is out for everyone in the first stage, and trunk work comes instead of sit-ups.
    for finding in library().findings.rows() {
        let id = finding.id.as_str();
        if never_adapts(id) {
            continue;
        }
        for exercise in ["sit-up", "heavy-good-morning", "heavy-hyperextension"] {
            let got = becomes(id, "calm", exercise);
            assert!(!got.starts_with("kept"), "{exercise} with {id}: {got}");
        }
        one_of(
            id,
            "calm",
            "sit-up",
            &[
                "dead-bug",
                "plank",
                "bird-dog",
                "side-plank",
                "pallof-press",
                "farmer-carry",
            ],
        );
    }
    // A keeps what is not limited.
    for exercise in [
        "conventional-deadlift",
        "back-squat",
        "bench-press",
        "bent-over-row",
    ] {
        assert_eq!(
            becomes("impact-provoked", "calm", exercise),
            "kept",
            "{exercise}"
        );
        assert_eq!(
            becomes("mechanical", "calm", exercise),
            "kept",
            "{exercise}"
        );
    }
    one_of(
        "impact-provoked",
        "calm",
        "running",
        &["walking", "sled-push", "farmer-carry"],
    );
    one_of("rotation-provoked", "calm", "golf-swing", &["pallof-press"]);
    assert_eq!(
        becomes("impact-provoked", "build", "running"),
        "kept, setup dial"
    );
}
