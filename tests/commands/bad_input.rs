//! Bad input: a clear message that names file, line and mend; the right exit code; nothing half-written.

use super::*;

#[test]
fn one_run_reports_every_kind_of_mistake_at_its_line() {
    let folder = empty();
    let packs = folder.path().join("packs");
    copy(&root().join("data"), &packs);
    let at = |path: &str| packs.join("back-care").join(path);
    edit(
        &at("exercises/dead-bug.toml"),
        "rest_s = 45",
        "rest_s = \"45\"",
    );
    edit(
        &at("exercises/bird-dog.toml"),
        "\"trunk-hold\"",
        "\"trunk-hld\"",
    );
    edit(&at("exercises/clamshell.toml"), "loadable = ", "lodable = ");
    edit(&at("exercises/plank.toml"), "[dose]", "[dose");
    edit(
        &at("exercises/hip-thrust.toml"),
        "compression = { level = \"moderate\"",
        "compression = { level = \"modrate\"",
    );
    edit(&at("exercises/face-pull.toml"), "sets = 3", "sets = 3.5");
    edit(
        &at("exercises/cat-cow.toml"),
        "reps = 10",
        "reps = [12, 10]",
    );
    edit(&at("exercises/walking.toml"), "sitting = \"none\"\n", "");
    fs::write(at("exercises/sit-up.toml"), "").unwrap();
    fs::write(at("exercises/crunch.toml"), [0x66, 0x6f, 0xff, 0x00]).unwrap();
    fs::write(at("findings/mechanical.toml"), vec![b'#'; 50 << 20]).unwrap();
    fs::create_dir(at("exercises/folder.toml")).unwrap();
    let twin = fs::read_to_string(at("exercises/farmer-carry.toml")).unwrap();
    fs::write(at("exercises/farmer-carry-again.toml"), twin).unwrap();
    fs::create_dir(at("exercices")).unwrap();
    fs::write(at("exercices/lost.toml"), "id = \"lost\"\n").unwrap();
    edit(
        &packs.join("back-strength/ladders/squat.toml"),
        "\"front-squat\"",
        "\"frunt-squat\"",
    );

    let ran = regimen(folder.path(), &["check", "packs"]);
    assert_eq!(ran.code, 1);
    // How many files the packs have is no matter of this test's.
    let shown: Vec<&str> = ran
        .err
        .lines()
        .map(|line| match line.split_once(" files read") {
            Some((_, rest)) => rest,
            None => line,
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn of_very_many_mistakes_fifty_thousand_are_kept_and_the_others_counted() {
    let folder = empty();
    let exercises = folder.path().join("many/exercises");
    fs::create_dir_all(&exercises).unwrap();
    fs::write(
        folder.path().join("many/pack.toml"),
        "name = \"many\"\nversion = \"1.0.0\"\nformat = 1\ntitle = \"Many\"\nsummary = \"Mistakes.\"\nlanguages = [\"en\"]\nlicence = \"MIT\"\nauthors = [\"A\"]\nreviewed = []\n",
    )
    .unwrap();
    let keys: String = (0..200).map(|one| format!("k{one} = 1\n")).collect();
    for one in 0..260 {
        let text = format!("id = \"e{one}\"\n{keys}");
        fs::write(exercises.join(format!("e{one}.toml")), text).unwrap();
    }
    let ran = regimen(
        folder.path(),
        &["check", "--no-builtin", "many", "--format", "github"],
    );
    assert_eq!(ran.code, 1);
    assert_eq!(ran.text().lines().count(), 50_000);
    assert!(
        ran.err
            .contains("more errors and 0 more warnings are left out, here and in every format"),
        "{}",
        ran.err
    );
}

#[test]
fn the_same_mistakes_for_programs() {
    let folder = empty();
    let packs = folder.path().join("packs");
    copy(&root().join("data"), &packs);
    edit(
        &packs.join("back-care/exercises/dead-bug.toml"),
        "rest_s = 45",
        "rest_s = \"45\"",
    );
    let ran = regimen(folder.path(), &["check", "packs", "--format", "json"]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(ran.text());
}

#[test]
fn a_clean_check_is_clean() {
    let ran = regimen(&root(), &["check", "data", "--quiet", "--deny", "warnings"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

/// Each presentation that cannot be planned, with what the message must hold.
#[test]
fn bad_presentations_are_answered_at_their_line() {
    let folder = empty();
    let long = format!(
        "red_flags = []\nfindings = []\nstage = \"{}\"\n",
        "x".repeat(5000)
    );
    let cases: &[(&str, &[&str])] = &[
        (
            "findings = []\nstage = \"calm\"\n",
            &[
                "p.toml:1:1",
                "the key `red_flags` is missing",
                "Never leave it out",
            ],
        ),
        (
            "red_flags = []\nstage = \"calm\"\n",
            &["the key `findings` is missing"],
        ),
        (
            "red_flags = []\nfindings = [\"flexon-provoked\"]\nstage = \"calm\"\n",
            &[
                "p.toml:2:13",
                "there is no `flexon-provoked` among the findings",
                "Did you mean `flexion-provoked`?",
            ],
        ),
        (
            "red_flags = [\"fevr\"]\nfindings = []\nstage = \"calm\"\n",
            &["p.toml:1:14", "Did you mean `fever`?"],
        ),
        (
            "red_flags = []\nfindings = []\nstage = \"clam\"\n",
            &["p.toml:3:9", "Did you mean `calm`?"],
        ),
        (
            "red_flags = []\nfindings = []\nstage = \"calm\"\nweek = 13\nprogramme = \"back-strength-12-weeks\"\n",
            &["p.toml:4:8", "ends with week 12", "from 1 to 12"],
        ),
        (
            "red_flags = []\nfindings = []\nstage = \"calm\"\nweek = 0\n",
            &["p.toml:4:8", "must be 1 or more"],
        ),
        (
            "red_flags = []\nfindings = []\nstage = \"calm\"\ncurrent_training = [{ exercise = \"plank\", reps = 10 }]\n",
            &[
                "p.toml:4:50",
                "`plank` is not counted in reps",
                "Give hold_s.",
            ],
        ),
        (
            "red_flags = []\nfindings = []\nstage = \"calm\"\ncurrent_training = [{ exercise = \"plank\" }, { exercise = \"plank\" }]\n",
            &["p.toml:4:58", "stands in this list twice"],
        ),
        (
            "red_flags = []\nfindings = []\nstage = \"calm\"\npin = [\"plank\"]\nexclude = [\"plank\"]\n",
            &["p.toml:4:8", "pinned, and excluded as well"],
        ),
        (
            "red_flags = []\nfindings = []\nstage = \"calm\"\ntolerance = { flexon = \"low\" }\n",
            &["p.toml:4:24", "Did you mean `flexion`?"],
        ),
        (
            "red_flags = []\nfindings = []\nstage = \"calm\"\nequipement = []\n",
            &["p.toml:4:1", "Did you mean `equipment`?"],
        ),
        (
            "red_flags = []\nfindings = []\nstage = \"calm\"\nequipment = \"all\"\n",
            &["p.toml:4:13", "It can be: \"any\""],
        ),
        (
            "red_flags = []\nfindings = []\nstage = \"calm\"\nequipment = [\"barbel\"]\n",
            &["Did you mean `barbell`?"],
        ),
        (
            "red_flags = []\nfindings = []\nstage = \"calm\"\ngoals = [\"plank\", \"plank\"]\n",
            &["p.toml:4:19", "`plank` stands in this list twice"],
        ),
        (
            "red_flags = []\nfindings = []\nstage = \"calm\"\ntraining_days = [\"monday\"]\n",
            &["p.toml:4:18", "\"mon\""],
        ),
        (
            "red_flags = []\nfindings = []\nstage = \"calm\"\ncleared = [\"stenosis\"]\n",
            &["p.toml:4:12", "take a clearance"],
        ),
        (
            "red_flags = []\nfindings = [{ id = \"stenosis\", stage = \"bild\", irritability = \"hgh\" }]\nstage = \"calm\"\n",
            &[
                "p.toml:2:40",
                "Did you mean `build`?",
                "p.toml:2:63",
                "Did you mean `high`?",
            ],
        ),
        (
            "red_flags = []\nfindings = [3]\nstage = \"calm\"\n",
            &[
                "p.toml:2:13",
                "an entry of `findings` cannot be a whole number",
            ],
        ),
        (
            "red_flags = false\nfindings = []\nstage = \"calm\"\n",
            &["p.toml:1:13", "needs a list in square brackets"],
        ),
        (
            "red_flags = []\nfindings = []\nstage = 2026-11-21\n",
            &["p.toml:3:9", "a date stands here without quotes"],
        ),
        (
            "red_flags = []\nfindings = []\nstage = \"calm\"\n[patient]\nlanguage = \"tlh\"\n",
            &["p.toml:5:12", "has no text in `tlh`"],
        ),
        ("red_flags = [\n", &["p.toml:", "this is not TOML"]),
        ("", &["p.toml is empty"]),
        ("   \n\n", &["p.toml is empty"]),
        (&long, &["p.toml:3:9", "there is no"]),
    ];
    for (text, wanted) in cases {
        fs::write(folder.path().join("p.toml"), text).unwrap();
        for args in [
            &["plan", "p.toml"][..],
            &["handout", "p.toml", "-o", "out.pdf"],
        ] {
            let ran = regimen(folder.path(), args);
            assert_eq!(ran.code, 2, "{text}\n{}", ran.err);
            assert!(ran.out.is_empty());
            for one in *wanted {
                assert!(ran.err.contains(one), "`{one}` is missing in:\n{}", ran.err);
            }
            assert!(
                !folder.path().join("out.pdf").exists(),
                "a file was written"
            );
        }
    }
}

#[test]
fn several_mistakes_in_a_presentation_come_in_one_run() {
    let folder = empty();
    let text = "red_flags = [\"fevr\"]\nfindings = [\"stenosi\"]\nstage = \"clam\"\nprogramme = \"back\"\n";
    fs::write(folder.path().join("p.toml"), text).unwrap();
    let ran = regimen(folder.path(), &["plan", "p.toml"]);
    assert_eq!(ran.err.matches("error[").count(), 4, "{}", ran.err);
}

#[test]
fn things_that_cannot_be_read_or_written_stop_with_a_reason() {
    let folder = empty();
    let at = folder.path();
    fs::write(at.join("p.toml"), PLAIN).unwrap();
    fs::create_dir(at.join("hollow")).unwrap();
    fs::create_dir(at.join("taken.pdf")).unwrap();
    fs::write(at.join("binary.toml"), [0u8, 159, 146, 150]).unwrap();
    fs::write(at.join("huge.toml"), vec![b'\n'; 50 << 20]).unwrap();
    fs::write(at.join("no-plan.json"), "{\"outcome\": \"plan\"}").unwrap();
    let cases: &[(&[&str], &str)] = &[
        (&["plan", "absent.toml"], "there is no such file or folder"),
        (&["plan", "hollow"], "it is a folder, not a file"),
        (&["plan", "binary.toml"], "not a text file"),
        (&["plan", "huge.toml"], "too large"),
        (&["check", "hollow"], "there is no pack in `hollow`"),
        (&["check", "absent"], "there is no such file or folder"),
        (&["check", "p.toml"], "it is a file, and a pack is a folder"),
        (
            &["check", "--no-builtin"],
            "there are no packs to work with",
        ),
        (
            &["handout", "p.toml", "-o", "absent/out.pdf"],
            "cannot write `absent/out.pdf`",
        ),
        (
            &["handout", "p.toml", "-o", "p.toml/out.md"],
            "cannot write `p.toml/out.md`",
        ),
        (&["handout", "p.toml", "-o", "out.docx"], "says no format"),
        (
            &["handout", "p.toml", "p.toml", "-o", "out.pdf"],
            "several handouts need a folder",
        ),
        (&["handout", "no-plan.json"], "is not a saved plan"),
        (
            &["handout", "p.toml", "--templates", "hollow"],
            "there is no template in `hollow`",
        ),
        (&["show", "ded-bug"], "Did you mean `dead-bug`?"),
        (
            &["figure", "bird-dog", "--dial", "leg-slide"],
            "Did you mean `leg-slides`?",
        ),
        (
            &["figure", "cat-cow", "--dial", "x"],
            "It has: small-range, cow-half, cat-half.",
        ),
        (
            &["figure", "clamshell", "--dial", "x"],
            "It has no `[[dials]]`.",
        ),
        (
            &["figure", "romanian-deadlift", "--dial", "lighter"],
            "Add a `[dials.figure]` table",
        ),
        (&["schema", "exercize"], "Did you mean `exercise`?"),
    ];
    for (args, wanted) in cases {
        let ran = regimen(at, args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(wanted), "{args:?}: {}", ran.err);
    }
    let left: Vec<_> = fs::read_dir(at)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("out") || name.starts_with(".regimen"))
        .collect();
    assert!(left.is_empty(), "left behind: {left:?}");
}

#[test]
fn a_file_that_stood_there_stays_when_the_new_one_fails() {
    let folder = empty();
    fs::write(folder.path().join("out.md"), "kept").unwrap();
    fs::write(folder.path().join("p.toml"), "red_flags = 1\n").unwrap();
    assert_eq!(
        regimen(folder.path(), &["handout", "p.toml", "-o", "out.md"]).code,
        2
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("out.md")).unwrap(),
        "kept"
    );
}
