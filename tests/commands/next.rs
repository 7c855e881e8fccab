//! `regimen next`: each shipped log with its decision and its rule, and what is refused.
#![expect(clippy::panic, reason = "what is missing fails the test")]

use super::*;

use serde_json::Value;

/// The plan of the shipped logs, saved in a folder.
fn plan_in(folder: &Path) -> String {
    let presentation = root().join("examples/logs/presentation.toml");
    let ran = regimen(
        folder,
        &["plan", &presentation.to_string_lossy(), "--format", "json"],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    fs::write(folder.join("plan.json"), &ran.out).unwrap();
    ran.text()
}

fn shipped(name: &str) -> String {
    let path = root().join("examples/logs").join(name);
    path.with_extension("toml").to_string_lossy().into_owned()
}

fn next_of(folder: &Path, name: &str) -> (i32, Value) {
    let log = shipped(name);
    let ran = regimen(folder, &["next", "plan.json", &log, "--format", "json"]);
    let value = serde_json::from_slice(&ran.out);
    (
        ran.code,
        value.unwrap_or_else(|_| panic!("{name}: {}", ran.err)),
    )
}

fn exercise<'a>(document: &'a Value, id: &str) -> &'a Value {
    let all = document["exercises"].as_array().unwrap();
    all.iter()
        .find(|one| one["exercise"] == id)
        .unwrap_or_else(|| panic!("{id} is not there"))
}

/// What an exercise comes to in a shipped log: decision, the rule's code and light, where it stands.
struct Wanted(
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const LIGHTS: &str = "back-care/response.toml#/light";
const PHASES: &str = "back-strength/programmes/back-strength-12-weeks.toml#/phases";

#[test]
fn every_shipped_log_comes_to_its_decision_by_its_rule() {
    let folder = empty();
    plan_in(folder.path());
    let all = [
        Wanted(
            "progress-double",
            "goblet-squat",
            "progress",
            "light",
            "green",
            "/0/then/1",
        ),
        Wanted(
            "progress-double",
            "dead-bug",
            "progress",
            "light",
            "green",
            "/0/then/1",
        ),
        Wanted(
            "progress-small-steps",
            "goblet-squat",
            "progress",
            "light",
            "green",
            "/0/then/1",
        ),
        Wanted(
            "progress-small-steps",
            "bird-dog",
            "hold",
            "not-easy",
            "green",
            "/1/progress",
        ),
        Wanted("climb-at-the-top", "dead-bug", "hold", "top", "green", ""),
        Wanted(
            "hold-learning",
            "goblet-squat",
            "hold",
            "phase",
            "green",
            "/0/progress",
        ),
        Wanted(
            "hold-green-once",
            "goblet-squat",
            "hold",
            "light",
            "green",
            "/0/then/0",
        ),
        Wanted("hold-green-once", "dead-bug", "hold", "unanswered", "", ""),
        Wanted(
            "hold-unanswered",
            "goblet-squat",
            "hold",
            "unanswered",
            "",
            "",
        ),
        Wanted(
            "hold-amber-once",
            "goblet-squat",
            "hold",
            "light",
            "amber",
            "/1/then/0",
        ),
        Wanted(
            "ease-two-ambers",
            "hip-thrust",
            "ease",
            "light",
            "amber",
            "/1/then/1",
        ),
        Wanted(
            "ease-two-ambers",
            "clamshell",
            "ease",
            "light",
            "amber",
            "/1/then/1",
        ),
        Wanted(
            "undo-last-change",
            "trap-bar-deadlift",
            "undo",
            "light",
            "too-much",
            "/2/then/0",
        ),
        Wanted(
            "substitute-too-much-again",
            "trap-bar-deadlift",
            "substitute",
            "light",
            "too-much",
            "/2/then/1",
        ),
        Wanted(
            "stop-once",
            "trap-bar-deadlift",
            "end-exercise",
            "light",
            "stop",
            "/3/then/0",
        ),
        Wanted(
            "stop-twice",
            "trap-bar-deadlift",
            "see-clinician",
            "light",
            "stop",
            "/3/then/1",
        ),
        Wanted(
            "back-off-lingers",
            "trap-bar-deadlift",
            "stage-down",
            "light",
            "back-off",
            "/4/then/0",
        ),
        Wanted(
            "back-off-fine-before",
            "trap-bar-deadlift",
            "stage-down",
            "light",
            "back-off",
            "/4/then/0",
        ),
        Wanted(
            "back-off-run-down",
            "goblet-squat",
            "stage-down",
            "light",
            "back-off",
            "/4/then/0",
        ),
        Wanted(
            "back-off-run-down",
            "hip-thrust",
            "stage-down",
            "light",
            "back-off",
            "/4/then/0",
        ),
    ];
    let mut seen: Vec<&str> = Vec::new();
    for Wanted(log, id, decision, code, light, from) in all {
        let (exit, document) = next_of(folder.path(), log);
        seen.push(log);
        assert_eq!((exit, &document["outcome"]), (0, &"next".into()), "{log}");
        let one = exercise(&document, id);
        assert_eq!(one["decision"], decision, "{log}: {one:#}");
        assert_eq!(one["rule"]["code"], code, "{log}: {one:#}");
        assert_eq!(one["rule"]["light"].as_str().unwrap_or(""), light, "{log}");
        let at = one["rule"]["from"].as_str().unwrap();
        let place = match code {
            "light" => format!("{LIGHTS}{from}"),
            "unanswered" | "top" => "back-care/response.toml#/progress".to_owned(),
            _ => format!("{PHASES}{from}"),
        };
        assert_eq!(at, place, "{log}");
        if code == "light" {
            assert!(
                !one["rule"]["because"].as_array().unwrap().is_empty(),
                "{log}"
            );
        }
        for text in [&one["why"], &one["title"], &one["do"][0]] {
            let text = text.as_str().unwrap();
            assert!(!text.is_empty() && !text.contains('{'), "{log}: {text}");
        }
    }
    for entry in fs::read_dir(root().join("examples/logs")).unwrap() {
        let name = entry.unwrap().path();
        let name = name.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            ["presentation", "refer-new-sign"].contains(&name.as_str())
                || seen.contains(&name.as_str()),
            "nothing is asked of {name}"
        );
    }
}

#[test]
fn what_to_do_is_said_with_its_numbers() {
    let folder = empty();
    plan_in(folder.path());
    let of = |log: &str, id: &str| exercise(&next_of(folder.path(), log).1, id).clone();
    let squat = of("progress-double", "goblet-squat");
    assert_eq!(squat["dose"]["reps"], serde_json::json!([10, 10]));
    let bug = of("progress-double", "dead-bug");
    assert_eq!(bug["dose"]["reps"], serde_json::json!([9, 9]));
    assert!(bug.get("climb").is_none());
    let bug = of("climb-at-the-top", "dead-bug");
    assert_eq!(bug["climb"]["ladder"], "trunk");
    assert!(!bug["climb"]["when"].as_array().unwrap().is_empty());
    let unanswered = of("hold-unanswered", "goblet-squat");
    assert_eq!(
        unanswered["rule"]["missing"],
        serde_json::json!(["pain.next_morning", "answers.form-solid"])
    );
    assert_eq!(of("ease-two-ambers", "hip-thrust")["dial"], "load");
    assert!(
        of("undo-last-change", "trap-bar-deadlift")["do"][0]
            .as_str()
            .unwrap()
            .contains("5 kg more")
    );
    let swap = of("substitute-too-much-again", "trap-bar-deadlift");
    assert_eq!(swap["use"]["exercise"], "kettlebell-deadlift");
    assert_eq!(
        swap["use"]["from"],
        "train-with-back-pain/ladders/hinge.toml#/rungs/1"
    );
    let back = of("back-off-lingers", "trap-bar-deadlift");
    assert_eq!(
        back["stage_down"],
        serde_json::json!({ "findings": ["load-provoked"], "at": "build", "to": "calm", "days": 7 })
    );
}

#[test]
fn a_red_flag_refers_with_its_own_action_and_gives_no_next_step() {
    let folder = empty();
    plan_in(folder.path());
    let (exit, document) = next_of(folder.path(), "refer-new-sign");
    assert_eq!(exit, 3);
    assert_eq!(document["outcome"], "refer");
    assert!(document.get("exercises").is_none());
    assert_eq!(document["refer"][0]["red_flag"], "saddle-numbness");
    assert_eq!(document["refer"][0]["urgency"], "emergency");
    let ran = regimen(
        folder.path(),
        &["next", "plan.json", &shipped("refer-new-sign")],
    );
    assert_eq!(ran.code, 3);
    assert!(
        ran.text().contains("emergency department"),
        "{}",
        ran.text()
    );
    assert!(!ran.text().contains("Goblet"), "{}", ran.text());
}

#[test]
fn the_plan_is_not_touched_and_the_answer_is_the_same_each_time() {
    let folder = empty();
    let before = plan_in(folder.path());
    let log = shipped("progress-double");
    let first = regimen(folder.path(), &["next", "plan.json", &log]);
    let second = regimen_with(folder.path(), &["next", "-", &log], &before);
    assert_eq!((first.code, second.code), (0, 0), "{}", second.err);
    assert_eq!(first.text(), second.text());
    assert_eq!(
        fs::read_to_string(folder.path().join("plan.json")).unwrap(),
        before
    );
    insta::assert_snapshot!(first.text());
}

#[test]
fn a_plan_of_other_packs_or_without_sessions_is_refused() {
    let folder = empty();
    let at = folder.path();
    plan_in(at);
    let log = shipped("progress-double");
    copy(&root().join("data/back-care"), &at.join("mine/back-care"));
    edit(
        &at.join("mine/back-care/exercises/dead-bug.toml"),
        "Go as slowly as you need to stay in control.",
        "Take your time.",
    );
    let args = ["next", "plan.json", &log, "--packs", "mine"];
    let ran = regimen(at, &args);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("made with other packs"), "{}", ran.err);
    assert!(ran.err.contains("--changed-packs"), "{}", ran.err);
    let ran = regimen(at, &[&args[..], &["--changed-packs"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("warning: "), "{}", ran.err);

    let ran = regimen_with(
        at,
        &["plan", "-", "--format", "json"],
        "red_flags = [\"fever\"]\nfindings = []\nstage = \"calm\"\n",
    );
    fs::write(at.join("refer.json"), ran.out).unwrap();
    fs::write(at.join("other.json"), "{}").unwrap();
    for (plan, wanted) in [
        ("refer.json", "holds no plan"),
        ("other.json", "is not a saved plan"),
        ("absent.json", "there is no such file"),
    ] {
        let ran = regimen(at, &["next", plan, &log]);
        assert_eq!(ran.code, 2, "{plan}: {}", ran.err);
        assert!(ran.err.contains(wanted), "{}", ran.err);
        assert!(ran.out.is_empty());
    }
    assert!(regimen(at, &["next", "-", "-"]).err.contains("only once"));
}

#[test]
fn a_bad_log_is_answered_at_its_line() {
    let folder = empty();
    let at = folder.path();
    plan_in(at);
    let day = "[[check_ins]]\nday = 1\nweek = 9\nsession = \"a\"\n";
    let whole = format!("{day}red_flags = []\n");
    let done = |text: &str| format!("{whole}[[check_ins.exercises]]\n{text}\n");
    let again = |day: &str| {
        format!("{whole}\n[[check_ins]]\nday = {day}\nweek = 9\nsession = \"b\"\nred_flags = []\n")
    };
    let cases: Vec<(String, &[&str])> = vec![
        (
            day.to_owned(),
            &[
                "l.toml:1:",
                "the key `red_flags` is missing",
                "Never leave it out",
            ],
        ),
        ("check_ins = []\n".to_owned(), &["needs 1 or more entries"]),
        (
            format!("{day}red_flags = [\"fevr\"]\n"),
            &["l.toml:5:14", "Did you mean `fever`?"],
        ),
        (
            done("exercise = \"goblet-sqat\""),
            &[
                "l.toml:7:12",
                "is not in the plan's session `a`",
                "Did you mean `goblet-squat`?",
            ],
        ),
        (
            done("exercise = \"hip-thrust\""),
            &["error[R209]", "is not in the plan's session `a`"],
        ),
        (
            done("exercise = \"plank\"\nexercse = 1"),
            &["Did you mean `exercise`?"],
        ),
        (
            done("exercise = \"goblet-squat\"\npain = { during = 11 }"),
            &["must be 10 or less"],
        ),
        (
            done("exercise = \"goblet-squat\"\npain = { durng = 1 }"),
            &["Did you mean `during`?"],
        ),
        (
            done("exercise = \"goblet-squat\"\nfelt = \"esy\""),
            &["Did you mean \"easy\"?"],
        ),
        (
            done("exercise = \"goblet-squat\"\ndone = { minutes = 3 }"),
            &["l.toml:8:20", "is not counted in minutes", "Give reps."],
        ),
        (
            done("exercise = \"goblet-squat\"\nanswers = { shap = true }"),
            &["l.toml:8:13", "Did you mean `sharp`?"],
        ),
        (
            done("exercise = \"goblet-squat\"\nanswers = { run-down = true }"),
            &["among the questions about an exercise"],
        ),
        (
            done("exercise = \"goblet-squat\"\nchange = { made = \"harder\", dial = \"lod\" }"),
            &["Did you mean `load`?"],
        ),
        (
            done(
                "exercise = \"goblet-squat\"\n[[check_ins.exercises]]\nexercise = \"goblet-squat\"",
            ),
            &["in this check-in twice"],
        ),
        (
            whole.replace("week = 9", "week = 13"),
            &["l.toml:3:8", "the plan has no week 13", "from 1 to 12"],
        ),
        (
            whole.replace("\"a\"", "\"c\""),
            &["l.toml:4:11", "has no session `c`", "Did you mean `a`?"],
        ),
        (
            whole.replace("day = 1", "day = 2026-11-21"),
            &["l.toml:2:7", "a date stands here without quotes"],
        ),
        (
            whole.replace("day = 1", "day = \"2026-02-30\""),
            &["l.toml:2:7", "there is no day `2026-02-30`"],
        ),
        (
            whole.replace("day = 1", "day = \"Monday\""),
            &["l.toml:2:7"],
        ),
        (again("1"), &["l.toml:8:7", "two check-ins for the day 1"]),
        (again("0"), &["l.toml:8:7", "oldest first"]),
        (again("\"2026-11-21\""), &["cannot be compared"]),
        ("[[check_ins]\n".to_owned(), &["this is not TOML"]),
        (String::new(), &["l.toml is empty"]),
    ];
    for (text, wanted) in &cases {
        fs::write(at.join("l.toml"), text).unwrap();
        let ran = regimen(at, &["next", "plan.json", "l.toml"]);
        assert_eq!(ran.code, 2, "{text}\n{}", ran.err);
        assert!(ran.out.is_empty());
        for one in *wanted {
            assert!(ran.err.contains(one), "`{one}` is missing in:\n{}", ran.err);
        }
    }
}
