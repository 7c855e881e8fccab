//! A small pack for another joint, loaded on its own: what it says comes out, and nothing of any other joint
//! does. No code knows a word of it.
#![expect(clippy::expect_used, reason = "a pack that cannot be read has failed")]

use std::collections::BTreeMap;
use std::sync::OnceLock;

use regimen_core::diagnostic::human;
use regimen_core::library::Library;
use regimen_core::plan::Warning;
use regimen_core::report::{OutcomeKind, PlanDocument};
use regimen_core::source::{Sources, read_packs};
use regimen_render::{Options, Templates, html, markdown, view};
use regimen_tests::{ask, document_with, root, sessions};

/// The pack alone, which must be without errors and warnings.
fn knee() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let mut sources = Sources::new();
        let packs = read_packs(&mut sources, &root().join("tests/packs-knee"));
        assert_eq!(packs.expect("the pack can be read"), 1);
        let checked = regimen_core::check(&sources);
        let problems = human(&checked.problems, &sources.locator(), false);
        assert!(problems.is_empty(), "{problems}");
        checked
            .library
            .expect("a pack without problems is a library")
    })
}

/// A presentation with every clearance that its findings need.
fn presentation(findings: &[&str], stage: &str, room: &str) -> String {
    let list = |ids: &[&str]| {
        let quoted: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
        format!("[{}]", quoted.join(", "))
    };
    let needs = |id: &&&str| {
        let key = knee().findings.find(id);
        key.is_some_and(|key| knee().findings[key].clearance.is_some())
    };
    let cleared: Vec<&str> = findings.iter().filter(needs).copied().collect();
    format!(
        "red_flags = []\nfindings = {}\ncleared = {}\nstage = \"{stage}\"\nequipment = {room}\n",
        list(findings),
        list(&cleared)
    )
}

fn planned(findings: &[&str], stage: &str, room: &str) -> PlanDocument {
    document_with(knee(), &presentation(findings, stage, room))
}

/// What stands for each slot's own exercise in every phase: the exercise, and its dial.
fn given(document: &PlanDocument) -> BTreeMap<String, (String, Option<String>)> {
    let items = document
        .phases
        .iter()
        .flat_map(|phase| &phase.sessions)
        .flat_map(|session| &session.items);
    items
        .map(|item| {
            let own = item.instead_of.as_ref().unwrap_or(&item.exercise);
            let dial = item.adjust.first().map(|one| one.dial.to_string());
            (own.to_string(), (item.exercise.to_string(), dial))
        })
        .collect()
}

/// That this exercise stands for a slot's own, with this dial.
fn gives(document: &PlanDocument, own: &str, exercise: &str, dial: Option<&str>) {
    let given = given(document);
    let wanted = (exercise.to_owned(), dial.map(str::to_owned));
    assert_eq!(given.get(own), Some(&wanted), "for {own}: {given:?}");
}

const ROOMS: [&str; 2] = ["[]", "\"any\""];

#[test]
fn every_finding_gets_a_plan_at_every_stage_in_every_room() {
    let mut all: Vec<Vec<&str>> = knee().findings.ids().map(|id| vec![id]).collect();
    all.push(Vec::new());
    all.push(knee().findings.ids().collect());
    for findings in all {
        for stage in knee().stages.ids() {
            for room in ROOMS {
                let plan = planned(&findings, stage, room);
                let which = format!("{findings:?} at {stage} with {room}");
                assert_eq!(plan.outcome, OutcomeKind::Plan, "{which}: {:?}", plan.unmet);
                assert_eq!(plan.phases.len(), 2, "{which}");
                let items: usize = sessions(&plan).iter().map(|one| one.items.len()).sum();
                assert!(items >= 3, "{which} has {items} items");
            }
        }
    }
}

#[test]
fn swaps_and_dials_are_those_of_the_pack() {
    // Deeper than the limit with either of its two dials: what the substitution names comes, with its weight.
    let plan = planned(&["stairs-hurt"], "settle", "\"any\"");
    gives(&plan, "deep-squat", "mini-squat", None);
    // One dial lowers both axes. The cap on sets is the finding's own.
    gives(&plan, "step-up", "step-up", Some("depth"));
    let step_up = plan
        .phases
        .iter()
        .flat_map(|phase| &phase.sessions)
        .flat_map(|session| &session.items)
        .find(|item| item.exercise.as_str() == "heel-raise")
        .expect("calf work stays");
    assert_eq!(step_up.dose.sets.map(|sets| sets.max), Some(2));

    // A stage later half-way down is enough.
    let plan = planned(&["stairs-hurt"], "strengthen", "\"any\"");
    gives(&plan, "deep-squat", "deep-squat", Some("depth"));

    // The dial needs a cushion: in an empty room something else comes.
    for (room, exercise, dial) in [
        (
            "[\"cushion\"]",
            "hands-and-knees-leg-lift",
            Some("softness"),
        ),
        ("[]", "side-leg-lift", None),
    ] {
        let plan = planned(&["kneeling-hurts"], "strengthen", room);
        gives(&plan, "hands-and-knees-leg-lift", exercise, dial);
    }

    // The stage itself caps impact, whoever it is; without a rope there is the walk.
    gives(
        &planned(&[], "settle", "\"any\""),
        "skipping",
        "skipping",
        Some("softness"),
    );
    gives(&planned(&[], "settle", "[]"), "skipping", "easy-walk", None);

    // Before its stage the lunge is out for everyone, and the record that speaks of it is used.
    gives(&planned(&[], "settle", "[]"), "lunge", "wall-sit", None);
    gives(&planned(&[], "strengthen", "[]"), "lunge", "lunge", None);

    // With nothing ticked nothing is changed, and the load of the band is still wanted without it.
    let plan = planned(&[], "play", "\"any\"");
    for (own, (exercise, dial)) in given(&plan) {
        assert_eq!((own.as_str(), None), (exercise.as_str(), dial.as_deref()));
    }
}

#[test]
fn a_red_flag_refers_and_an_emergency_is_never_cleared() {
    for flag in knee().red_flags.rows() {
        let text = presentation(&[], "settle", "[]");
        let asked = text.replace("red_flags = []", &format!("red_flags = [\"{}\"]", flag.id));
        let plan = document_with(knee(), &asked);
        assert_eq!(plan.outcome, OutcomeKind::Refer, "{}", flag.id);
        assert!(plan.phases.is_empty() && plan.avoid.is_empty());
    }
    let emergency =
        "red_flags = []\nfindings = []\nstage = \"play\"\ncleared = [\"hot-and-ill\"]\n";
    let plan = document_with(knee(), emergency);
    assert_eq!(plan.outcome, OutcomeKind::Refer);
    let uncleared = "red_flags = []\nfindings = [\"new-ligament\"]\nstage = \"settle\"\n";
    let plan = document_with(knee(), uncleared);
    assert_eq!(plan.outcome, OutcomeKind::Refer);
    assert_eq!(plan.refer.len(), 1);
}

#[test]
fn a_clinician_s_limit_holds_and_never_loosens_what_must_hold() {
    let library = knee();
    let text = presentation(&["new-ligament", "stairs-hurt"], "strengthen", "\"any\"")
        + "tolerance = { knee-bend = \"high\", kneeling = \"moderate\" }\n";
    let plan = document_with(library, &text);
    let max = |axis: &str| {
        let mut limits = plan.limits.iter();
        limits
            .find(|(id, _)| id.as_str() == axis)
            .map(|(_, limit)| limit.max.as_str())
    };
    assert_eq!(max("knee-bend"), Some("moderate"));
    assert_eq!(max("kneeling"), Some("low"));
    let (asked, _) = ask(library, &text);
    let planned = regimen_core::plan::plan(library, &asked, regimen_core::plan::Tracing::Off);
    let regimen_core::plan::Outcome::Plan(planned) = planned.outcome else {
        panic!("a cleared finding gets a plan");
    };
    let firm = |one: &&Warning| matches!(one, Warning::Firm { .. });
    assert_eq!(planned.warnings.iter().filter(firm).count(), 2);
    // Demands and never rules agree: the second lock never has to close.
    assert!(
        !planned
            .warnings
            .iter()
            .any(|one| matches!(one, Warning::Never { .. }))
    );
}

#[test]
fn the_way_back_starts_at_the_rung_that_fits() {
    for (stage, steps) in [
        ("settle", &["easy-walk", "jog-and-walk", "jogging"][..]),
        ("strengthen", &["jogging"]),
    ] {
        let text = presentation(&[], stage, "[]") + "goals = [\"jogging\"]\n";
        let plan = document_with(knee(), &text);
        let back = plan.back_to.first().expect("a way back");
        assert_eq!(back.steps, steps, "at {stage}");
    }
}

#[test]
fn the_handout_speaks_of_the_knee_alone() {
    let library = knee();
    let plan = presentation(&["stairs-hurt", "kneeling-hurts"], "settle", "[]")
        + "goals = [\"jogging\"]\ncurrent_training = [{ exercise = \"jogging\", minutes = 20 }]\n";
    let refer = "red_flags = [\"hot-and-ill\"]\nfindings = []\nstage = \"settle\"\n";
    for (text, wanted) in [
        (plan.as_str(), ["Your knee plan", "Leg lift on your side"]),
        (refer, ["Please be seen first", "emergency department"]),
    ] {
        let document = document_with(library, text);
        let view = view(library, &document, &Options::default()).expect("the pack goes with it");
        let templates = Templates::built_in();
        for rendered in [markdown(&view, &templates), html(&view, &templates)] {
            let rendered = rendered.expect("the built-in template prints");
            assert!(rendered.warnings.is_empty(), "{:?}", rendered.warnings);
            let shown = String::from_utf8(rendered.bytes).expect("text");
            for part in wanted {
                assert!(shown.contains(part), "no `{part}` in:\n{shown}");
            }
            let shown = shown.to_lowercase();
            for other in ["spine", "your back", "the back", "back pain", "back care"] {
                assert!(!shown.contains(other), "`{other}` in:\n{shown}");
            }
        }
    }
}
