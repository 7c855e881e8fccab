//! Handouts from the outside: the binary alone in an empty folder, referrals, saved plans, completions.

use super::*;

#[test]
fn the_binary_alone_in_an_empty_folder_prints_a_handout() {
    let folder = empty();
    for format in ["md", "html", "pdf", "json"] {
        let name = format!("out.{format}");
        let ran = regimen_with(folder.path(), &["handout", "-", "-o", &name], PLAIN);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{format}");
        let bytes = fs::read(folder.path().join(&name)).unwrap();
        assert!(bytes.len() > 5000, "{format}: {} bytes", bytes.len());
    }
    let pdf = fs::read(folder.path().join("out.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7"));
    let again = regimen_with(folder.path(), &["handout", "-", "--to", "pdf"], PLAIN);
    assert_eq!(again.out, pdf, "the same bytes twice");
}

#[test]
fn a_red_flag_gives_a_referral_and_no_exercise_in_any_format() {
    let folder = empty();
    let exercises = regimen(folder.path(), &["list", "exercises"]).text();
    let names: Vec<&str> = exercises
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(_, name)| name.trim())
        // Words that a sentence of its own may hold.
        .filter(|name| !["Running", "Tennis", "Walking", "Deadlift", "Plank"].contains(name))
        .collect();
    assert!(names.len() > 50);
    for text in [
        "red_flags = [\"bladder-bowel\"]\nfindings = []\nstage = \"calm\"\n",
        "red_flags = [\"bladder-bowel\"]\nfindings = []\nstage = \"calm\"\ncleared = [\"bladder-bowel\"]\n",
        "red_flags = [\"recent-spinal-surgery\"]\nfindings = []\nstage = \"calm\"\n",
        "red_flags = []\nfindings = [\"disc-related\"]\nstage = \"calm\"\n",
    ] {
        for args in [
            &["plan", "-"][..],
            &["plan", "-", "--format", "json"],
            &["handout", "-"],
            &["handout", "-", "--to", "html"],
            &["handout", "-", "--to", "json"],
        ] {
            let ran = regimen_with(folder.path(), args, text);
            assert_eq!(ran.code, 3, "{args:?}: {}", ran.err);
            let shown = ran.text();
            assert!(!shown.is_empty());
            for name in &names {
                assert!(!shown.contains(name), "{args:?} names {name}");
            }
            assert!(!shown.contains("bird-dog") && !shown.contains("\"phases\""));
        }
    }
}

#[test]
fn a_saved_plan_gives_the_same_handout() {
    let folder = empty();
    let plan = regimen_with(folder.path(), &["plan", "-", "--format", "json"], PLAIN).text();
    for format in ["md", "html", "pdf"] {
        let direct = regimen_with(folder.path(), &["handout", "-", "--to", format], PLAIN);
        let saved = regimen_with(folder.path(), &["handout", "-", "--to", format], &plan);
        assert_eq!(saved.code, 0, "{}", saved.err);
        assert!(direct.out == saved.out, "{format}");
    }
}

#[test]
fn a_patient_has_a_file_of_their_own_and_is_never_in_a_plan() {
    let folder = empty();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let loaded = "[[current_training]]\nexercise = \"bench-press\"\nload = { kg = 60 }\n";
    let room = "equipment = \"any\"\n";
    write(
        "anna.toml",
        &format!("{PLAIN}{room}{loaded}[patient]\nname = \"Anna\"\n"),
    );
    write("who.toml", "name = \"Berta\"\nunits = \"lb\"\n");
    let plan = regimen(folder.path(), &["plan", "anna.toml", "--format", "json"]).text();
    assert!(!plan.contains("Anna"), "{plan}");
    write("plan.json", &plan);
    for input in ["plan.json", "anna.toml"] {
        let ran = regimen(folder.path(), &["handout", input, "--patient", "who.toml"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{input}");
        let text = ran.text();
        assert!(text.contains("Berta") && !text.contains("Anna"), "{input}");
        assert!(
            text.contains("132 lb") && !text.contains("60 kg"),
            "{input}"
        );
    }
    // A mistake is shown at its line, and nothing is printed.
    write("who.toml", "name = \"Berta\"\nunit = \"lb\"\n");
    let ran = regimen(
        folder.path(),
        &["handout", "plan.json", "--patient", "who.toml"],
    );
    assert_eq!((ran.code, ran.text().as_str()), (2, ""));
    assert!(
        ran.err.contains("who.toml:2:1") && ran.err.contains("units"),
        "{}",
        ran.err
    );
    write("who.toml", "language = \"xx\"\n");
    let ran = regimen(
        folder.path(),
        &["handout", "plan.json", "--patient", "who.toml"],
    );
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("who.toml:1:12"), "{}", ran.err);
    // One person, one handout; and it never takes the file's own place.
    for args in [
        &[
            "handout",
            "plan.json",
            "anna.toml",
            "-o",
            "out/",
            "--patient",
            "who.toml",
        ][..],
        &[
            "handout",
            "plan.json",
            "--to",
            "md",
            "-o",
            "who.toml",
            "--patient",
            "who.toml",
        ],
        &["handout", "-", "--patient", "-"],
    ] {
        let ran = regimen(folder.path(), args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
    }
    assert!(!folder.path().join("out").exists());
}

#[test]
fn a_saved_plan_for_other_packs_is_refused_or_warned_of() {
    let folder = empty();
    let plan = regimen_with(folder.path(), &["plan", "-", "--format", "json"], PLAIN).text();
    let unknown = plan.replace("\"dead-bug\"", "\"dread-bug\"");
    let ran = regimen_with(folder.path(), &["handout", "-"], &unknown);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("names the exercise `dread-bug`"),
        "{}",
        ran.err
    );
    let digest = plan
        .split("\"digest\": \"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let older = plan.replacen(digest, &"0".repeat(64), 1);
    let ran = regimen_with(folder.path(), &["handout", "-"], &older);
    assert_eq!(ran.code, 0);
    assert!(
        ran.err
            .contains("was made with other packs, or other versions of them"),
        "{}",
        ran.err
    );
}

#[test]
fn a_batch_goes_on_past_a_failure_and_ends_with_the_worst_code() {
    let folder = empty();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("good.toml", PLAIN);
    write("bad.toml", "findings = []\n");
    let flag = PLAIN.replace("red_flags = []", "red_flags = [\"fever\"]");
    write("flag.toml", &flag);
    let inputs = ["bad.toml", "flag.toml", "none.toml", "good.toml"];
    let run = |more: &[&str]| {
        let args = [
            &["handout"],
            &inputs[..],
            &["--to", "md", "-o", "out/"],
            more,
        ]
        .concat();
        regimen(folder.path(), &args)
    };
    let ran = run(&[]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    let mut names: Vec<_> = fs::read_dir(folder.path().join("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["flag.md", "good.md"]);
    // What is said comes in the order of the inputs, and a line at the end names all that is no plan.
    let at = |what: &str| ran.err.find(what).expect(what);
    assert!(
        at("`bad.toml` has errors") < at("`none.toml`"),
        "{}",
        ran.err
    );
    assert_eq!(
        ran.err.lines().last(),
        Some("1 handout in `out/`; 1 referral: flag.toml; 2 with errors: bad.toml, none.toml")
    );
    assert!(!run(&["--quiet"]).err.contains("in `out/`"));
}

#[test]
fn the_number_of_jobs_changes_no_byte_and_no_message() {
    let folder = empty();
    let mut inputs = Vec::new();
    for at in 0..24 {
        let mut text = PLAIN.to_owned();
        match at % 6 {
            // One with an error, one in another language, one with a warning.
            0 => text = text.replace("calm", "clam"),
            1 => text.push_str("[patient]\nname = \"Ana\"\nlanguage = \"es\"\n"),
            2 => text.push_str("[patient]\nname = \"\u{1F600}\"\n"),
            _ => text.push_str(&format!("notes = \"Note {at}.\"\n")),
        }
        let name = format!("p{at:02}.toml");
        fs::write(folder.path().join(&name), text).unwrap();
        inputs.push(name);
    }
    let run = |format: &str, jobs: &str, count: usize| {
        let out = format!("{format}{jobs}/");
        let mut args = vec!["handout", "--to", format, "--jobs", jobs, "-o", &out];
        // Short ones: a PDF takes long where nothing is optimised.
        args.extend(["--detail", "log"]);
        args.extend(inputs.iter().take(count).map(String::as_str));
        let ran = regimen(folder.path(), &args);
        let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder.path().join(&out))
            .unwrap()
            .map(|entry| entry.unwrap())
            .map(|one| {
                (
                    one.file_name().into_string().unwrap(),
                    fs::read(one.path()).unwrap(),
                )
            })
            .collect();
        files.sort();
        (ran.code, ran.err.replace(&out, "out/"), files)
    };
    for (format, count) in [("html", 24), ("pdf", 6)] {
        // More threads than one round has inputs for each, and than the machine has processors.
        let one = run(format, "1", count);
        assert_eq!(one.0, 2, "{}", one.1);
        assert_eq!(one.2.len(), count - count / 6, "{}", one.1);
        for jobs in ["2", "7"] {
            let more = run(format, jobs, count);
            assert_eq!((one.0, &one.1), (more.0, &more.1), "{format}, {jobs} jobs");
            assert!(one.2 == more.2, "{format}, {jobs} jobs: other bytes");
        }
    }
    let none = regimen(folder.path(), &["handout", "p01.toml", "--jobs", "0"]);
    assert_eq!(none.code, 2, "{}", none.err);
}

#[test]
fn no_handout_takes_the_place_of_another_or_of_its_source() {
    let folder = empty();
    for name in ["a", "b", "o"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    for name in ["a/anna.toml", "b/anna.toml"] {
        fs::write(folder.path().join(name), PLAIN).unwrap();
    }
    let plan = regimen_with(folder.path(), &["plan", "-", "--format", "json"], PLAIN).text();
    fs::write(folder.path().join("o/plan.json"), &plan).unwrap();
    for (args, wanted) in [
        (
            &[
                "handout",
                "a/anna.toml",
                "b/anna.toml",
                "--to",
                "md",
                "-o",
                "o/",
            ][..],
            "would both be",
        ),
        (
            &["handout", "o/plan.json", "--to", "json", "-o", "o/"],
            "would take the place of",
        ),
        (
            &["handout", "-", "-", "--to", "md", "-o", "o/"],
            "only once",
        ),
    ] {
        let ran = regimen(folder.path(), args);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(wanted), "{}", ran.err);
    }
    assert_eq!(
        fs::read_to_string(folder.path().join("o/plan.json")).unwrap(),
        plan
    );
    assert!(!folder.path().join("o/anna.md").exists());
    let ran = regimen_with(
        folder.path(),
        &["handout", "-", "--to", "md", "-o", "o/"],
        PLAIN,
    );
    assert_eq!(ran.code, 0);
    assert!(folder.path().join("o/handout.md").exists());
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_a_device_stays_one() {
    let folder = empty();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("real.md"), "old").unwrap();
    std::os::unix::fs::symlink(at("real.md"), at("link.md")).unwrap();
    assert_eq!(
        regimen_with(folder.path(), &["handout", "-", "-o", "link.md"], PLAIN).code,
        0
    );
    assert!(fs::symlink_metadata(at("link.md")).unwrap().is_symlink());
    assert!(fs::read_to_string(at("real.md")).unwrap().len() > 5000);
    let ran = regimen_with(
        folder.path(),
        &["handout", "-", "--to", "md", "-o", "/dev/null"],
        PLAIN,
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn hostile_names_print_as_typed_in_every_text_format() {
    let folder = empty();
    let name = "#eval(\"1\") {{ 7*7 }} <script>alert(1)</script> | *b* [x](y) `c` \\\\ $x$ @ref";
    let text = format!("{PLAIN}[patient]\nname = '''{name}'''\n");
    let html = regimen_with(folder.path(), &["handout", "-", "--to", "html"], &text).text();
    assert!(!html.contains("<script"));
    assert!(
        html.contains("&lt;script&gt;alert(1)&lt;/script&gt;")
            || html.contains("&lt;script&gt;alert(1)&lt;&#x2f;script&gt;")
    );
    assert!(html.contains("{{ 7*7 }}"));
    let pdf = regimen_with(folder.path(), &["handout", "-", "--to", "pdf"], &text);
    assert_eq!(pdf.code, 0, "{}", pdf.err);
}

#[test]
fn a_character_without_a_glyph_is_printed_as_its_number_with_a_warning() {
    let folder = empty();
    let text = format!("{PLAIN}[patient]\nname = \"Zoë 𓀀\"\n");
    let ran = regimen_with(folder.path(), &["handout", "-", "-o", "out.pdf"], &text);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("U+13000"), "{}", ran.err);
    assert!(!ran.err.contains("U+00EB"), "{}", ran.err);
}

#[test]
fn a_picture_after_a_dial_is_its_own_or_that_of_the_same_movement() {
    let folder = empty();
    let drawn = |args: &[&str]| {
        let args = [&["figure"], args].concat();
        let ran = regimen(folder.path(), &args);
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        ran.text()
    };
    let own = drawn(&["bird-dog"]);
    let turned = drawn(&["bird-dog", "--dial", "leg-slides"]);
    assert!(turned.contains("<svg") && turned != own);
    let parts = |svg: &str| svg.split_once("</title>").map(|(_, rest)| rest.to_owned());
    let same = drawn(&["romanian-deadlift", "--dial", "to-the-knee"]);
    let other = drawn(&["short-range-romanian-deadlift"]);
    assert!(parts(&same).is_some());
    assert_eq!(parts(&same), parts(&other));
    let sheet = drawn(&["--sheet"]);
    assert!(sheet.contains("Bird dog: Keep both hands on the floor."));
}

#[test]
fn lists_shows_schemas_and_completions_answer() {
    let folder = empty();
    for kind in [
        "packs",
        "axes",
        "equipment",
        "patterns",
        "stages",
        "dials",
        "findings",
        "red-flags",
        "exercises",
        "nevers",
        "ladders",
        "programmes",
        "references",
        "demands",
        "reading",
    ] {
        let ran = regimen(folder.path(), &["list", kind]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(!ran.text().trim().is_empty(), "{kind}");
    }
    let shown = regimen(folder.path(), &["show", "dead-bug"]).text();
    assert!(shown.contains("Press your low back gently into the floor."));
    let ran = regimen(folder.path(), &["show", "post-surgical"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(
            regimen(folder.path(), &["completions", shell])
                .text()
                .contains("handout")
        );
    }
}

#[test]
fn the_committed_schemas_are_the_generated_ones() {
    let folder = empty();
    assert_eq!(
        regimen(folder.path(), &["schema", "--out", "schemas"]).code,
        0
    );
    let names = |path: PathBuf| {
        let mut names: Vec<String> = fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    let made = names(folder.path().join("schemas"));
    assert_eq!(made, names(root().join("schemas")));
    for name in made {
        let text = |folder: &Path| fs::read_to_string(folder.join("schemas").join(&name)).unwrap();
        assert!(
            text(folder.path()) == text(&root()),
            "schemas/{name} has drifted: run `regimen schema --out schemas`"
        );
    }
}

#[test]
fn the_committed_table_of_demands_is_the_generated_one() {
    let ran = regimen(&root(), &["list", "demands", "--packs", "data", "--quiet"]);
    let committed = fs::read_to_string(root().join("docs/demands.md")).unwrap();
    assert!(
        ran.text() == committed,
        "docs/demands.md has drifted: run `regimen list demands > docs/demands.md`"
    );
}

#[test]
fn the_committed_page_of_rules_is_the_generated_one() {
    let ran = regimen(&root(), &["list", "rules"]);
    let committed = fs::read_to_string(root().join("docs/rules.md")).unwrap();
    assert!(
        ran.text() == committed,
        "docs/rules.md has drifted: run `regimen list rules > docs/rules.md`"
    );
}

#[test]
fn the_committed_table_of_reading_grades_is_the_generated_one() {
    let ran = regimen(&root(), &["list", "reading", "--packs", "data", "--quiet"]);
    let committed = fs::read_to_string(root().join("docs/reading.md")).unwrap();
    assert!(
        ran.text() == committed,
        "docs/reading.md has drifted: run `regimen list reading > docs/reading.md`"
    );
}

#[test]
fn the_help_has_examples() {
    let folder = empty();
    for command in [
        "",
        "handout",
        "plan",
        "next",
        "check",
        "list",
        "show",
        "schema",
        "completions",
    ] {
        let args: Vec<&str> = [command, "--help"]
            .into_iter()
            .filter(|one| !one.is_empty())
            .collect();
        let ran = regimen(folder.path(), &args);
        assert_eq!(ran.code, 0);
        assert!(ran.text().contains("Example"), "{command}");
    }
}
