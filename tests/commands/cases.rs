//! `regimen test`, and cases under `regimen check`.

use super::*;

/// The shipped packs in a folder of their own.
fn packs() -> (tempfile::TempDir, PathBuf) {
    let folder = empty();
    let packs = folder.path().join("packs");
    copy(&root().join("data"), &packs);
    (folder, packs)
}

/// The line, from 1, on which a file first holds a text.
fn line_of(path: &Path, text: &str) -> usize {
    let file = fs::read_to_string(path).unwrap();
    1 + file.lines().position(|line| line.contains(text)).unwrap()
}

#[test]
fn the_shipped_cases_hold() {
    let ran = regimen(&root(), &["test", "data", "tests/packs"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.ends_with("cases run: all hold\n"), "{}", ran.err);
    let quiet = regimen(empty().path(), &["test", "--quiet"]);
    assert_eq!((quiet.code, quiet.err.as_str()), (0, ""));
    assert!(quiet.out.is_empty());
}

#[test]
fn a_case_that_fails_is_shown_at_its_line_with_what_was_expected_and_what_came() {
    let (folder, packs) = packs();
    let finding = packs.join("back-care/findings/flexion-provoked.toml");
    edit(&finding, "calm = \"low\"", "calm = \"moderate\"");
    let ran = regimen(folder.path(), &["test", "packs"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let case = packs.join("back-care/cases/flexion-calm-rules.toml");
    let line = line_of(&case, "limits = ");
    for wanted in [
        &format!("packs/back-care/cases/flexion-calm-rules.toml:{line}:"),
        "expected: flexion limited to low",
        "came: moderate",
        "Assertion 9",
    ] {
        assert!(ran.err.contains(wanted), "`{wanted}`:\n{}", ran.err);
    }
    assert!(ran.err.trim_end().ends_with(" failed"), "{}", ran.err);

    let args = ["test", "packs", "--format", "json", "--quiet"];
    let json = regimen(folder.path(), &args);
    assert_eq!((json.code, json.err.as_str()), (1, ""));
    assert_eq!(json.text(), regimen(folder.path(), &args).text());
    for wanted in [
        "\"case\": \"flexion-calm-rules\"".to_owned(),
        "\"pack\": \"back-care\"".to_owned(),
        format!("\"line\": {line},"),
        "\"came\": \"moderate\"".to_owned(),
    ] {
        assert!(
            json.text().contains(&wanted),
            "`{wanted}`:\n{}",
            json.text()
        );
    }
}

#[test]
fn only_the_cases_of_the_packs_that_are_named_are_run() {
    let (folder, packs) = packs();
    let finding = packs.join("back-care/findings/flexion-provoked.toml");
    edit(&finding, "calm = \"low\"", "calm = \"moderate\"");
    fs::remove_dir_all(packs.join("after-spinal-surgery")).unwrap();
    // What is changed stands in another pack: --packs loads it, and its own cases are not run.
    let args = ["test", "packs/back-strength", "--packs", "packs/back-care"];
    let ran = regimen(folder.path(), &args);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("back-strength/cases/"), "{}", ran.err);
    assert!(!ran.err.contains("back-care/cases/"), "{}", ran.err);
    assert!(!ran.err.contains("built-in:"), "{}", ran.err);
}

#[test]
fn what_a_case_names_must_exist_and_no_plan_waits_for_it() {
    let (folder, packs) = packs();
    let case = packs.join("back-strength/cases/odd.toml");
    fs::write(
        &case,
        r#"why = "Odd in every way."
spares = ["mechanicl"]

[presentation]
red_flags = []
findings = ["flexon-provoked"]
stage = "calm"
programme = "back-strength-12-weeks"
pin = ["plank"]
exclude = ["plank"]

[expect]
outcome = "plan"
enters = "foundaton"
gives = ["running-fast", "goblet-squt"]
limits = { flexon = "low" }
order = { c = [] }
left_out = { a = ["strech"] }
turns = { plank = "rnge" }
never = { avoid-at-frist = ["sit-up"] }
lack = ["plank"]
"#,
    )
    .unwrap();
    let ran = regimen(folder.path(), &["check", "packs"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("Did you mean `lacks`?"), "{}", ran.err);
    // Once the keys are right, every id is looked up.
    edit(&case, "lack = [\"plank\"]\n", "");
    let ran = regimen(folder.path(), &["check", "packs"]);
    for (text, wanted) in [
        ("mechanicl", "Did you mean `mechanical`?"),
        ("flexon-provoked", "Did you mean `flexion-provoked`?"),
        ("foundaton", "Did you mean `foundation`?"),
        ("running-fast", "there is no `running-fast`"),
        ("goblet-squt", "Did you mean `goblet-squat`?"),
        ("flexon =", "Did you mean `flexion`?"),
        ("order =", "there is no `c` among the sessions"),
        ("strech", "Did you mean `stretch`?"),
        ("rnge", "Did you mean `range`?"),
        ("avoid-at-frist", "Did you mean `avoid-at-first`?"),
    ] {
        let line = line_of(&case, text);
        let place = format!("packs/back-strength/cases/odd.toml:{line}:");
        assert!(ran.err.contains(&place), "{text}: {place}\n{}", ran.err);
        assert!(ran.err.contains(wanted), "{wanted}\n{}", ran.err);
    }
    assert_eq!(ran.err.matches("error[").count(), 10, "{}", ran.err);
    assert_eq!(regimen(folder.path(), &["test", "packs"]).code, 2);

    fs::write(folder.path().join("p.toml"), PLAIN).unwrap();
    let plan = regimen(folder.path(), &["plan", "p.toml", "--packs", "packs"]);
    assert_eq!(plan.code, 0, "{}", plan.err);
}

#[test]
fn a_case_s_presentation_is_checked_like_any_other_and_its_pack_sees_no_further() {
    let (folder, packs) = packs();
    let case = packs.join("after-spinal-surgery/cases/odd.toml");
    let text = "why = \"Odd.\"\n\n[presentation]\nred_flags = []\nfindings = []\nstage = \"calm\"\npin = [\"plank\"]\nexclude = [\"plank\"]\n\n[expect]\noutcome = \"plan\"\n";
    fs::write(&case, text).unwrap();
    let ran = regimen(folder.path(), &["check", "packs"]);
    assert_eq!(ran.code, 1);
    for wanted in ["cases/odd.toml:7:8", "pinned, and excluded as well"] {
        assert!(ran.err.contains(wanted), "{}", ran.err);
    }
    let text = text.replace(
        "pin = [\"plank\"]\n",
        "programme = \"back-strength-12-weeks\"\n",
    );
    fs::write(&case, text).unwrap();
    let ran = regimen(folder.path(), &["check", "packs"]);
    for wanted in ["error[R609]", "cases/odd.toml:7:13"] {
        assert!(ran.err.contains(wanted), "{}", ran.err);
    }
}

#[test]
fn beside_a_clinic_s_packs_the_built_in_cases_wait_to_be_asked_for() {
    let folder = empty();
    copy(&root().join("examples/clinic"), folder.path());
    let ran = regimen(folder.path(), &["test"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("all hold"), "{}", ran.err);
    assert!(
        ran.err.contains("cases of the built-in packs are left out"),
        "{}",
        ran.err
    );
    let json = regimen(folder.path(), &["test", "--format", "json"]).text();
    assert!(!json.contains("\"left_out\": 0"), "{json}");

    // Its pack changes what one of them speaks of.
    let ran = regimen(folder.path(), &["test", "--all"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("built-in:"), "{}", ran.err);
    assert!(!ran.err.contains("left out"), "{}", ran.err);
    let named = regimen(folder.path(), &["test", "packs"]);
    assert_eq!(named.code, 0, "{}", named.err);
    assert!(!named.err.contains("left out"), "{}", named.err);
}
