//! `regimen new`.

use std::fs;
use std::path::Path;

use super::{Ran, copy, empty, regimen, root};

/// A copy of a small pack for another joint.
fn knee() -> tempfile::TempDir {
    let folder = empty();
    copy(
        &root().join("tests/packs-knee/knee"),
        &folder.path().join("knee"),
    );
    folder
}

fn exercise(folder: &Path, more: &[&str]) -> Ran {
    let mut args = vec![
        "new",
        "exercise",
        "mine",
        "--no-builtin",
        "--into",
        "knee",
        "--title",
        "Mine \"own\"",
        "--pattern",
        "hip",
        "--role",
        "strength",
    ];
    args.extend(more);
    regimen(folder, &args)
}

/// What is written passes, is laid out as it should be, and says what its keys mean.
fn sound(folder: &Path, path: &str) {
    let text = fs::read_to_string(folder.join(path)).unwrap();
    assert!(
        text.starts_with("#:schema ") && text.matches("\n# ").count() > 5,
        "{text}"
    );
    let ran = regimen(
        folder,
        &["check", "--no-builtin", "knee", "--deny", "warnings"],
    );
    assert_eq!(ran.code, 0, "{}\n{text}", ran.err);
    let ran = regimen(folder, &["fmt", "--check", path]);
    assert_eq!(ran.code, 0, "{}\n{text}", ran.text());
}

#[test]
fn an_exercise_a_finding_and_a_programme_pass_as_they_are_written() {
    let folder = knee();
    let folder = folder.path();
    let ran = exercise(folder, &["--position", "standing"]);
    assert_eq!(
        (ran.code, ran.text().as_str()),
        (0, "knee/exercises/mine.toml\n"),
        "{}",
        ran.err
    );
    let ran = regimen(
        folder,
        &[
            "new",
            "finding",
            "sore",
            "--no-builtin",
            "--into",
            "knee",
            "--title",
            "Sore",
            "--kind",
            "condition",
        ],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = regimen(
        folder,
        &[
            "new",
            "programme",
            "weeks",
            "--no-builtin",
            "--into",
            "knee",
            "--title",
            "Weeks",
            "--exercise",
            "mine,bridge",
        ],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    // Until the programme names it, nothing leads to the exercise, which is said.
    sound(folder, "knee/exercises/mine.toml");
    sound(folder, "knee/findings/sore.toml");
    sound(folder, "knee/programmes/weeks.toml");

    // What has not been thought through is for nobody whom anything limits.
    let plan = |findings: &str| {
        let args = [
            "new",
            "presentation",
            "anna",
            "--no-builtin",
            "--packs",
            "knee",
            "--red-flags",
            "none",
            "--findings",
            findings,
            "--stage",
            "strengthen",
            "--programme",
            "weeks",
        ];
        let _ = fs::remove_file(folder.join("anna.toml"));
        let ran = regimen(folder, &args);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let args = ["plan", "anna.toml", "--no-builtin", "--packs", "knee"];
        let ran = regimen(folder, &args);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.text()
    };
    for (findings, wanted) in [
        ("none", "    Mine \"own\": 2 × 8"),
        ("stairs-hurt", "(instead of Mine \"own\")"),
        // Only what asks nothing at all is left.
        ("sore", "left out, slot-2: Bridge is out for now"),
    ] {
        let plan = plan(findings);
        assert!(plan.contains(wanted), "{findings}: {plan}");
        assert_eq!(
            plan.contains("    Mine \"own\":"),
            findings == "none",
            "{plan}"
        );
    }
}

#[test]
fn a_pack_builds_on_those_that_build_on_none() {
    let folder = empty();
    let ran = regimen(
        folder.path(),
        &["new", "pack", "own", "--title", "My own", "--into", "packs"],
    );
    assert_eq!(
        (ran.code, ran.text().as_str()),
        (0, "packs/own/pack.toml\n"),
        "{}",
        ran.err
    );
    let text = fs::read_to_string(folder.path().join("packs/own/pack.toml")).unwrap();
    assert!(text.contains("\nrequires = { back-care = \"^"), "{text}");
    let ran = regimen(folder.path(), &["check", "packs", "--deny", "warnings"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn nothing_is_written_over() {
    let folder = knee();
    let path = folder.path().join("knee/exercises/mine.toml");
    fs::write(&path, "").unwrap();
    let ran = exercise(folder.path(), &["--position", "standing"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), "");
    fs::remove_file(&path).unwrap();
    assert_eq!(exercise(folder.path(), &["--position", "standing"]).code, 0);
    let ran = exercise(folder.path(), &["--position", "standing"]);
    assert!(ran.err.contains("`mine` exists already"), "{}", ran.err);

    let anna = [
        "new",
        "presentation",
        "anna",
        "--red-flags",
        "none",
        "--findings",
        "none",
        "--stage",
        "calm",
    ];
    fs::write(folder.path().join("anna.toml"), "mine").unwrap();
    let ran = regimen(folder.path(), &anna);
    assert!(
        ran.code == 2 && ran.err.contains("`anna.toml` exists"),
        "{}",
        ran.err
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("anna.toml")).unwrap(),
        "mine"
    );
}

#[test]
fn wrong_use_names_the_flag_and_the_mend() {
    let folder = knee();
    let folder = folder.path();
    for (args, wanted) in [
        (vec![], "`--position` is missing"),
        (vec!["--position", "standin"], "Did you mean `standing`?"),
    ] {
        let ran = exercise(folder, &args);
        assert!(ran.code == 2 && ran.err.contains(wanted), "{}", ran.err);
    }
    for (args, wanted) in [
        (vec!["pack", "My Pack"], "small letters, digits and hyphens"),
        (vec!["pack", "own"], "`--title` is missing"),
        (vec!["exercise", "mine"], "`--into` is missing"),
        (
            vec!["exercise", "mine", "--into", "nowhere"],
            "there is no pack in `nowhere`",
        ),
        (
            vec![
                "presentation",
                "anna",
                "--findings",
                "none",
                "--stage",
                "calm",
            ],
            "`--red-flags` is missing",
        ),
        (
            vec![
                "presentation",
                "anna",
                "--red-flags",
                "none,fever",
                "--findings",
                "none",
            ],
            "`--red-flags` cannot be `none`",
        ),
    ] {
        let mut all = vec!["new"];
        all.extend(args);
        let ran = regimen(folder, &all);
        assert!(
            ran.code == 2 && ran.err.contains(wanted),
            "{all:?}: {}",
            ran.err
        );
    }
    assert!(!folder.join("knee/exercises/mine.toml").exists() && !folder.join("own").exists());
}

/// The README's own commands, as they stand there.
#[test]
fn the_readme_leads_from_nothing_to_a_printed_handout() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let part = readme
        .split("## A pack of your own, from nothing")
        .nth(1)
        .expect("the tutorial");
    let block = part
        .split("```sh\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let folder = empty();
    let mut count = 0;
    for line in block.expect("its commands").lines() {
        let line = line.split("  #").next().unwrap();
        let words: Vec<&str> = line
            .split('"')
            .enumerate()
            .flat_map(|(at, part)| {
                if at % 2 == 1 {
                    vec![part]
                } else {
                    part.split_whitespace().collect()
                }
            })
            .collect();
        assert_eq!(words[0], "regimen", "{line}");
        let ran = regimen(folder.path(), &words[1..]);
        assert_eq!(ran.code, 0, "{line}\n{}", ran.err);
        count += 1;
    }
    assert!((4..10).contains(&count), "{count} commands");
    let printed = fs::read(folder.path().join("anna.pdf")).expect("a handout");
    assert!(printed.starts_with(b"%PDF"));
    let ran = regimen(folder.path(), &["plan", "anna.toml", "--packs", "packs"]);
    assert!(ran.text().contains("Chair rise"), "{}", ran.text());
}

#[test]
fn the_first_line_leads_to_the_schemas_wherever_a_file_is_started() {
    let folder = empty();
    let leads = |here: &Path, file: &Path| {
        let text = fs::read_to_string(file).unwrap();
        let line = text.lines().next().unwrap().to_owned();
        let way = line.strip_prefix("#:schema ").unwrap();
        let schema = file.parent().unwrap().join(way);
        assert!(
            schema.is_file(),
            "{line} in {}, from {}",
            file.display(),
            here.display()
        );
    };
    let anna = [
        "--red-flags",
        "none",
        "--findings",
        "none",
        "--stage",
        "calm",
    ];
    let new = |here: &Path, args: &[&str]| {
        let ran = regimen(here, &[&["new"], args].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        (here.join(ran.text().trim()), ran.err)
    };
    let here = folder.path();
    // With no regimen.toml, the schemas belong into the folder that one is in.
    let (pack, said) = new(
        here,
        &["pack", "mine", "--title", "Mine", "--into", "packs"],
    );
    assert!(said.contains("`regimen schema --out schemas`"), "{said}");
    let ran = regimen(here, &["schema", "--out", "schemas"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    leads(here, &pack);
    let (deep, said) = new(
        here,
        &["pack", "deep", "--title", "Deep", "--into", "a/b/../c"],
    );
    assert!(!said.contains("regimen schema"), "{said}");
    leads(here, &deep);
    let (top, _) = new(here, &["pack", "top", "--title", "Top"]);
    leads(here, &top);
    // With one, beside it, from whatever folder below.
    fs::write(here.join("regimen.toml"), "packs = [\"packs/*\"]\n").unwrap();
    let below = here.join("people/old");
    fs::create_dir_all(&below).unwrap();
    let (person, _) = new(&below, &[&["presentation", "anna"], &anna[..]].concat());
    leads(&below, &person);
    let args = ["presentation", "bo", "--into", ".."];
    let (person, _) = new(&below, &[&args[..], &anna[..]].concat());
    leads(&below, &person);
}
