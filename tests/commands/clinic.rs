//! A clinic's folder: its own packs and templates, with no rebuild.

use super::*;

fn clinic() -> tempfile::TempDir {
    let folder = empty();
    copy(
        &root().join("data/back-care"),
        &folder.path().join("packs/back-care"),
    );
    fs::write(
        folder.path().join("regimen.toml"),
        "packs = [\"packs/*\"]\n\n[clinic]\nname = \"North Street Clinic\"\nclinician = \"A. Smith\"\nphone = \"01234 567 890\"\n\n[handout]\npaper = \"letter\"\n",
    )
    .unwrap();
    fs::write(folder.path().join("p.toml"), PLAIN).unwrap();
    folder
}

#[test]
fn a_changed_cue_changes_the_handout_and_a_broken_one_is_shown_at_its_line() {
    let folder = clinic();
    let exercise = folder
        .path()
        .join("packs/back-care/exercises/dead-bug.toml");
    let before = regimen(folder.path(), &["handout", "p.toml"]).text();
    edit(
        &exercise,
        "Go as slowly as you need to stay in control.",
        "Think of a cup of tea on your tummy.",
    );
    let ran = regimen(folder.path(), &["handout", "p.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("replaces the built-in one"), "{}", ran.err);
    assert!(!before.contains("cup of tea"));
    assert!(ran.text().contains("Think of a cup of tea on your tummy."));

    edit(&exercise, "\"Think of a cup", "Think of a cup");
    let ran = regimen(folder.path(), &["handout", "p.toml"]);
    assert_eq!(ran.code, 2);
    assert!(ran.out.is_empty());
    let line = 1 + fs::read_to_string(&exercise)
        .unwrap()
        .lines()
        .position(|line| line.contains("Think of a cup"))
        .unwrap();
    assert!(
        ran.err.contains(&format!("dead-bug.toml:{line}:")),
        "{}",
        ran.err
    );
}

#[test]
fn the_clinic_stands_on_its_handouts_also_from_a_folder_below() {
    let folder = clinic();
    let below = folder.path().join("people");
    fs::create_dir(&below).unwrap();
    let ran = regimen_with(&below, &["handout", "-"], PLAIN);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.text().contains("North Street Clinic"));
    assert!(ran.text().contains("01234 567 890"));
    let view = regimen_with(&below, &["handout", "-", "--to", "json"], PLAIN).text();
    assert!(view.contains("\"paper\": \"letter\""));
}

#[test]
fn a_template_in_the_clinic_s_folder_replaces_the_built_in_one() {
    let folder = clinic();
    fs::create_dir(folder.path().join("templates")).unwrap();
    fs::write(
        folder.path().join("templates/handout.md"),
        "# {{ title }}\n\n{{ clinic.name }}\n",
    )
    .unwrap();
    edit(
        &folder.path().join("regimen.toml"),
        "packs = ",
        "templates = \"templates\"\npacks = ",
    );
    let ran = regimen(folder.path(), &["handout", "p.toml"]);
    assert_eq!(ran.text(), "# Your back plan\n\nNorth Street Clinic\n");

    fs::write(
        folder.path().join("templates/handout.md"),
        "# {{ title }}\n\n{{ titel }}\n",
    )
    .unwrap();
    let ran = regimen(folder.path(), &["handout", "p.toml"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("handout.md:3"), "{}", ran.err);
    assert!(ran.err.contains("titel"), "{}", ran.err);
}

#[test]
fn a_mistake_in_the_clinic_s_file_is_shown_at_its_line() {
    let folder = clinic();
    edit(&folder.path().join("regimen.toml"), "phone", "phon");
    let ran = regimen(folder.path(), &["handout", "p.toml"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("regimen.toml:6:1"), "{}", ran.err);
    assert!(ran.err.contains("Did you mean `phone`?"), "{}", ran.err);
}

#[test]
fn a_pack_that_needs_another_says_which() {
    let folder = empty();
    copy(
        &root().join("data/back-strength"),
        &folder.path().join("mine"),
    );
    let ran = regimen(folder.path(), &["check", "mine", "--no-builtin"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("the pack `back-care` is not loaded"),
        "{}",
        ran.err
    );
    edit(&folder.path().join("mine/pack.toml"), "^1.0", "^2.0");
    let ran = regimen(folder.path(), &["check", "mine"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("^2.0 is asked for"), "{}", ran.err);
    edit(
        &folder.path().join("mine/pack.toml"),
        "format = 1",
        "format = 2",
    );
    let ran = regimen(folder.path(), &["check", "mine"]);
    assert!(ran.err.contains("reads format 1"), "{}", ran.err);
}

#[test]
fn the_clinics_logo_stands_on_every_handout_and_a_broken_one_on_none() {
    let folder = clinic();
    let add = |line: &str| {
        let path = folder.path().join("regimen.toml");
        edit(
            &path,
            "phone = \"01234 567 890\"",
            &format!("phone = \"01234 567 890\"\n{line}"),
        );
    };
    add("logo = \"logo.svg\"");
    let refused = |why: &str| {
        let ran = regimen(folder.path(), &["handout", "p.toml", "-o", "out.html"]);
        assert_eq!(ran.code, 2);
        assert!(
            ran.err.contains(why) && ran.err.contains("logo.svg"),
            "{}",
            ran.err
        );
        assert!(!folder.path().join("out.html").exists());
    };
    let logo = folder.path().join("logo.svg");
    refused("cannot be read");
    fs::write(&logo, "a drawing").unwrap();
    refused("neither SVG nor PNG");
    fs::write(&logo, "<svg xmlns=\"http://www.w3.org/2000/svg\"><g></svg>").unwrap();
    refused("it is broken");
    fs::write(
        &logo,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><circle r=\"4\"/></svg>",
    )
    .unwrap();
    let ran = regimen(folder.path(), &["handout", "p.toml", "--to", "html"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let printed = ran.text();
    assert!(
        printed.contains("alt=\"Logo of North Street Clinic\"")
            && printed.contains("data:image/svg+xml;base64,")
    );
    let ran = regimen(
        folder.path(),
        &["handout", "p.toml", "--detail", "summary", "-o", "p.pdf"],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn a_page_that_shows_an_exercise_is_a_link_and_a_code() {
    let folder = clinic();
    let exercise = folder
        .path()
        .join("packs/back-care/exercises/dead-bug.toml");
    edit(
        &exercise,
        "loadable = false",
        "loadable = false\nlink = \"https://clinic.example/dead-bug?a=1&b=2\"",
    );
    let page = regimen(folder.path(), &["handout", "p.toml", "--to", "html"]).text();
    assert!(page.contains("<a href=\"https://clinic.example/dead-bug?a=1&amp;b=2\">"));
    assert!(page.contains("A square code to scan. It opens a page that shows Dead bug."));
    let note = regimen(folder.path(), &["handout", "p.toml", "--to", "md"]).text();
    assert!(note.contains("`https://clinic.example/dead-bug?a=1&b=2`"));
    // What could run in a page is no address.
    edit(
        &exercise,
        "https://clinic.example/dead-bug?a=1&b=2",
        "javascript:alert(1)",
    );
    let ran = regimen(folder.path(), &["handout", "p.toml"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("dead-bug.toml:"), "{}", ran.err);
}

#[test]
fn the_clinicians_copy_has_limits_reasons_and_sources_and_the_patients_has_not() {
    let folder = clinic();
    let path = folder.path().join("p.toml");
    fs::write(
        &path,
        fs::read_to_string(root().join("examples/bending-hurts.toml")).unwrap(),
    )
    .unwrap();
    for detail in ["full", "cards"] {
        let patient = regimen(folder.path(), &["handout", "p.toml", "--detail", detail]).text();
        let args = [
            "handout",
            "p.toml",
            "--detail",
            detail,
            "--audience",
            "clinician",
        ];
        let clinician = regimen(folder.path(), &args).text();
        for part in [
            "## For the clinician",
            "### Limits",
            "| Bending forward | low | Bending brings on the pain |",
            "back-care/findings/flexion-provoked.toml#/limits/0",
            "## Sources",
        ] {
            assert!(clinician.contains(part), "{detail}: {part}");
        }
        assert!(!patient.contains("flexion-provoked.toml"));
    }
}

#[test]
fn the_example_clinic_changes_a_dose_and_words_and_adds_an_exercise() {
    let folder = root().join("examples/clinic");
    let checked = regimen(&folder, &["check", "--deny", "warnings"]);
    assert_eq!(checked.code, 0, "{}", checked.err);
    let ran = regimen(&folder, &["handout", "sam.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = ran.text();
    for said in [
        "# Your plan from North Street",
        "North Street Clinic",
        "Press-up on a bench",
        "Stop before you get tired, and rest.",
        "2 × 8 to 10 each side",
    ] {
        assert!(text.contains(said), "{said} is not in\n{text}");
    }
    // The same without the clinic: what it changed is as the built-in packs have it.
    let elsewhere = empty();
    let plain = regimen_with(elsewhere.path(), &["handout", "-"], PLAIN).text();
    assert!(plain.contains("3 × 8 to 10 each side"), "{plain}");
    let spanish = regimen(&folder, &["handout", "sam.toml", "--language", "es"]);
    assert_eq!(spanish.code, 0, "{}", spanish.err);
    assert!(
        spanish
            .text()
            .contains("Para antes de cansarte y descansa.")
    );
}

#[test]
fn a_lock_holds_the_packs_and_says_what_has_moved() {
    let folder = clinic();
    let missing = regimen(folder.path(), &["check", "--locked"]);
    assert_eq!(missing.code, 2, "{}", missing.err);
    assert!(
        missing.err.contains("regimen check --lock"),
        "{}",
        missing.err
    );

    let written = regimen(folder.path(), &["check", "--lock"]);
    assert_eq!(written.code, 0, "{}", written.err);
    let lock = folder.path().join("regimen.lock");
    let text = fs::read_to_string(&lock).unwrap();
    assert!(text.contains("name = \"back-care\""), "{text}");
    let ran = regimen(folder.path(), &["check", "--locked"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    regimen(folder.path(), &["check", "--lock"]);
    assert_eq!(fs::read_to_string(&lock).unwrap(), text, "the same bytes");

    let exercise = folder
        .path()
        .join("packs/back-care/exercises/dead-bug.toml");
    edit(&exercise, "rep_s = 4", "rep_s = 5");
    let ran = regimen(folder.path(), &["check", "--locked"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.err
            .contains("the files of the pack `back-care` have changed"),
        "{}",
        ran.err
    );

    let pack = folder.path().join("packs/back-care/pack.toml");
    edit(&pack, "version = \"1.0.0\"", "version = \"1.1.0\"");
    let ran = regimen(folder.path(), &["check", "--locked"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.err
            .contains("loaded in version 1.1.0, and regimen.lock has 1.0.0"),
        "{}",
        ran.err
    );

    fs::write(&lock, "pack = 3").unwrap();
    assert_eq!(regimen(folder.path(), &["check", "--locked"]).code, 2);
    let nowhere = regimen(empty().path(), &["check", "--locked"]);
    assert_eq!(nowhere.code, 2, "{}", nowhere.err);
}

#[test]
fn the_clinic_s_levels_hold_for_a_pack_of_its_folder_that_is_named() {
    let folder = empty();
    let clinic = folder.path().join("clinic");
    copy(&root().join("examples/clinic"), &clinic);
    let changed = clinic.join("packs/example-clinic/exercises/dead-bug.toml");
    // A text whose translation is of another one.
    edit(
        &changed,
        "Stop before you get tired, and",
        "Stop before you tire, and",
    );
    let from = [
        (clinic.clone(), "packs/example-clinic"),
        (clinic.join("packs"), "example-clinic"),
        (folder.path().to_owned(), "clinic/packs"),
    ];
    for (here, pack) in &from {
        let ran = regimen(here, &["check", pack, "--deny", "warnings"]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.err.contains("error[R401]"), "{}", ran.err);
    }
    let file = clinic.join("regimen.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(
        &file,
        format!("{text}\n[check]\nlevels = {{ R401 = \"off\", R402 = \"off\" }}\n"),
    )
    .unwrap();
    for (here, pack) in &from {
        let ran = regimen(here, &["check", pack, "--deny", "warnings"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(
            ran.err.contains(" turned off in regimen.toml"),
            "{}",
            ran.err
        );
    }
    // A pack that lies elsewhere is not the clinic's.
    copy(
        &clinic.join("packs/example-clinic"),
        &folder.path().join("other"),
    );
    let ran = regimen(&clinic, &["check", "../other", "--deny", "warnings"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
}

#[test]
fn what_is_wrong_with_the_clinic_s_file_stands_in_every_report() {
    let folder = clinic();
    edit(&folder.path().join("regimen.toml"), "phone", "phon");
    for (format, wanted) in [
        ("json", "\"line\": 6"),
        ("sarif", "\"startLine\": 6"),
        ("github", "line=6,"),
        ("junit", "file=\"regimen.toml\""),
    ] {
        let ran = regimen(folder.path(), &["check", "--format", format]);
        assert_eq!(ran.code, 2, "{}", ran.err);
        let out = ran.text();
        for wanted in ["regimen.toml", "R103", wanted] {
            assert!(out.contains(wanted), "`{wanted}`:\n{out}");
        }
        assert!(ran.err.contains("regimen.toml has errors"), "{}", ran.err);
        assert!(!ran.err.contains("-->"), "{}", ran.err);
    }
}

#[test]
fn what_builds_on_a_pack_with_errors_says_so_once_and_calls_nothing_else_missing() {
    let folder = empty();
    let packs = folder.path().join("packs");
    copy(&root().join("data"), &packs);
    let check = |why: &str| {
        let ran = regimen(folder.path(), &["check", "packs", "--no-builtin"]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert_eq!(ran.err.matches("error[R604]").count(), 3, "{}", ran.err);
        assert_eq!(ran.err.matches(why).count(), 3, "{}", ran.err);
        for missing in ["error[R201]", "error[R207]"] {
            assert!(!ran.err.contains(missing), "{}", ran.err);
        }
        ran.err
    };
    let manifest = packs.join("back-care/pack.toml");
    edit(&manifest, "version = ", "vers = ");
    let said = check("the pack `back-care` has errors in its pack.toml");
    assert!(said.contains("the key `version` is missing"), "{said}");
    // It is told by its folder where its name cannot be read.
    fs::write(&manifest, "name = [").unwrap();
    check("the pack `back-care` has errors in its pack.toml");
    fs::remove_dir_all(packs.join("back-care")).unwrap();
    check("the pack `back-care` is not loaded");
}
