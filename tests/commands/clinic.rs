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
