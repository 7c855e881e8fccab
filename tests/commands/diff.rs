//! `regimen diff`: what changed between two versions of the packs, in words, and which plans change with it.

use super::*;

/// A folder with the shipped packs twice.
fn versions() -> tempfile::TempDir {
    let folder = empty();
    for name in ["old", "new"] {
        copy(&root().join("data"), &folder.path().join(name));
    }
    folder
}

#[track_caller]
fn compared(folder: &Path, args: &[&str]) -> String {
    let mut all = vec!["diff"];
    all.extend(args);
    let ran = regimen(folder, &all);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.err, "");
    let text = ran.text();
    if !args.contains(&"json") {
        for line in text.lines() {
            assert!(line.chars().count() <= 100, "{line}");
        }
    }
    text
}

#[test]
fn three_edits_are_named_with_the_plans_that_they_change() {
    let folder = versions();
    let new = |path: &str| folder.path().join("new").join(path);
    // A limit loosened, a demand lowered, a slot's exercise changed.
    edit(
        &new("back-care/findings/load-provoked.toml"),
        "calm = \"low\"",
        "calm = \"moderate\"",
    );
    edit(
        &new("back-care/exercises/trap-bar-deadlift.toml"),
        "shear = { level = \"moderate\"",
        "shear = { level = \"low\"",
    );
    edit(
        &new("back-strength/programmes/back-strength-12-weeks.toml"),
        "exercise = \"face-pull\"",
        "exercise = \"cable-row\"",
    );
    let text = compared(folder.path(), &["old", "new"]);
    for said in [
        "limit on heavy loading, Calm it: loosened from low to moderate",
        "what it asks, a forward pull on the low back: lowered from moderate to low",
        "Cable row, was Face pull",
    ] {
        assert!(text.contains(said), "{text}");
    }
    insta::assert_snapshot!(text);

    // An example runs as it is printed, and its plan does differ.
    let json = compared(folder.path(), &["old", "new", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let groups = json["effect"]["groups"].as_array().unwrap();
    assert_eq!(
        groups[0]["kind"], "now-given",
        "the most safety-relevant comes first"
    );
    for group in groups {
        assert!(group["count"].as_u64().unwrap() > 0);
        assert!(!group["examples"].as_array().unwrap().is_empty());
    }
    let example = groups[0]["examples"][0]["presentation"].as_str().unwrap();
    let plan = |packs: &str| {
        let args = ["plan", "-", "--packs", packs, "--quiet"];
        let ran = regimen_with(folder.path(), &args, example);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.text()
    };
    assert_ne!(plan("old"), plan("new"));
}

#[test]
fn the_same_packs_have_no_difference() {
    let folder = versions();
    let text = compared(folder.path(), &["old", "new"]);
    assert!(text.starts_with("There is no difference.\n"), "{text}");
    let json = compared(folder.path(), &["old", "new", "--format", "json"]);
    assert!(json.contains("\"changes\": []"), "{json}");
}

#[test]
fn words_alone_change_no_plan() {
    let folder = versions();
    let new = |path: &str| folder.path().join("new").join(path);
    edit(
        &new("back-care/exercises/dead-bug.toml"),
        "Go as slowly as you need to stay in control.",
        "Think of a cup of tea on your tummy.",
    );
    edit(
        &new("back-care/stages.toml"),
        "# The stages",
        "# These are the stages",
    );
    let text = compared(folder.path(), &["old", "new"]);
    assert!(
        text.contains("Nothing changed of what plans depend on."),
        "{text}"
    );
    assert!(text.contains("  - exercise dead-bug: cues\n"), "{text}");
    assert!(text.contains("  - back-care/stages.toml\n"), "{text}");
    assert!(text.contains("Plans: unchanged for all "), "{text}");
}

#[test]
fn one_pack_is_compared_with_the_built_in_ones_around_it() {
    let folder = versions();
    edit(
        &folder.path().join("new/back-care/never.toml"),
        "exercises = [\"sit-up\", \"crunch\", \"toe-touch\"]",
        "exercises = [\"sit-up\", \"crunch\", \"toe-touch\", \"plank\"]",
    );
    let text = compared(folder.path(), &["old/back-care", "new/back-care"]);
    assert!(text.contains("now forbids Plank"), "{text}");
    assert!(
        text.contains("back-strength 1.0.0, from the program on both sides"),
        "{text}"
    );
}

#[test]
fn ids_on_one_side_only_and_a_finding_that_now_needs_clearance() {
    let folder = versions();
    let new = |path: &str| folder.path().join("new").join(path);
    let finding = fs::read_to_string(new("back-care/findings/impact-provoked.toml")).unwrap();
    fs::write(
        new("back-care/findings/stairs-provoked.toml"),
        finding.replace("impact-provoked", "stairs-provoked"),
    )
    .unwrap();
    edit(
        &new("back-care/findings/stenosis.toml"),
        "kind = \"condition\"",
        "kind = \"condition\"\nneeds_clearance = true\ncleared_by = [\"stenosis\"]\nrefer = { urgency = \"clearance\", action = \"Ask first.\" }",
    );
    edit(
        &new("back-care/screen.toml"),
        "urgency = \"urgent\"",
        "urgency = \"emergency\"",
    );
    let text = compared(folder.path(), &["old", "new"]);
    assert!(text.contains("(stairs-provoked): added"), "{text}");
    assert!(text.contains("now needs clearance, by stenosis"), "{text}");
    assert!(text.contains("urgency: emergency, was urgent"), "{text}");
    assert!(text.contains("cannot be asked in OLD"), "{text}");
    let back = compared(folder.path(), &["new", "old"]);
    assert!(back.contains("(stairs-provoked): removed"), "{back}");
    assert!(back.contains("cannot be asked in NEW"), "{back}");
}

#[test]
fn a_side_with_errors_is_shown() {
    let folder = versions();
    edit(
        &folder.path().join("new/back-care/exercises/dead-bug.toml"),
        "loadable = ",
        "lodable = ",
    );
    let ran = regimen(folder.path(), &["diff", "old", "new"]);
    assert_eq!(ran.code, 2);
    assert!(ran.out.is_empty());
    assert!(ran.err.contains("dead-bug.toml"), "{}", ran.err);
    assert!(
        ran.err.contains("the packs of NEW have errors"),
        "{}",
        ran.err
    );
    let ran = regimen(folder.path(), &["diff", "old", "nowhere"]);
    assert_eq!(ran.code, 2);
}
