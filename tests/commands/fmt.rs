//! `regimen fmt`.

use std::fs;

use super::{copy, empty, regimen, root};

#[test]
fn the_shipped_packs_are_laid_out_as_they_should_be() {
    let ran = regimen(
        &root(),
        &[
            "fmt",
            "--check",
            "data",
            "tests/packs",
            "tests/packs-knee",
            "examples",
        ],
    );
    assert_eq!((ran.code, ran.text().as_str()), (0, ""), "{}", ran.err);
}

#[test]
fn what_would_change_is_named_and_a_check_changes_nothing() {
    let folder = empty();
    let packs = folder.path().join("packs");
    copy(&root().join("tests/packs-knee"), &packs);
    let path = packs.join("knee/axes.toml");
    let neat = fs::read_to_string(&path).unwrap();
    let messy = neat
        .replacen("id = ", "\n\n\n  id   =  ", 1)
        .replace('\n', "\r\n");
    fs::write(&path, &messy).unwrap();
    let broken = packs.join("knee/dials.toml");
    fs::write(&broken, "[[dial]\n").unwrap();

    let ran = regimen(folder.path(), &["fmt", "--check", "packs"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(ran.text(), "packs/knee/axes.toml\n");
    assert!(
        ran.err.contains("error[R001]") && ran.err.contains("dials.toml:1"),
        "{}",
        ran.err
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), messy);

    // The broken file is left alone, and the other is done.
    let ran = regimen(folder.path(), &["fmt", "packs"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        neat.replace('\n', "\r\n")
    );
    assert_eq!(fs::read_to_string(&broken).unwrap(), "[[dial]\n");

    fs::remove_file(&broken).unwrap();
    let ran = regimen(folder.path(), &["fmt", "packs"]);
    assert_eq!((ran.code, ran.text().as_str()), (0, ""), "{}", ran.err);
}

#[test]
fn one_file_is_laid_out_by_the_schema_that_it_names() {
    let folder = empty();
    let path = folder.path().join("p.toml");
    let text = "#:schema schemas/presentation.schema.json\nstage = 'calm' # now\nred_flags = []\nfindings=[]\n";
    fs::write(&path, text).unwrap();
    let ran = regimen(folder.path(), &["fmt", "p.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let wanted = "#:schema schemas/presentation.schema.json\nred_flags = []\nfindings = []\nstage = 'calm' # now\n";
    assert_eq!(fs::read_to_string(&path).unwrap(), wanted);
}

#[test]
fn there_must_be_something_to_lay_out() {
    let folder = empty();
    let ran = regimen(folder.path(), &["fmt"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("Name a pack"), "{}", ran.err);
}

/// The same packs, with each file in another layout: the plans are the same, and so are the packs once laid out.
#[test]
fn no_plan_goes_by_the_layout() {
    let folder = empty();
    let packs = folder.path().join("packs");
    copy(&root().join("data"), &packs);
    let strewn = packs.join("back-care/axes.toml");
    let neat = fs::read_to_string(&strewn).unwrap();
    fs::write(
        &strewn,
        neat.replace("name = ", "name   =   ")
            .replace("\n\n", "\n\n\n"),
    )
    .unwrap();
    let plans = || -> Vec<String> {
        let mut all: Vec<_> = fs::read_dir(root().join("examples"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        all.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
        all.sort();
        assert!(all.len() >= 3);
        let plan = |path: &std::path::PathBuf| {
            let args = [
                "plan",
                path.to_str().unwrap(),
                "--format",
                "json",
                "--packs",
                "packs",
            ];
            let text = regimen(folder.path(), &args).text();
            // The packs' digests are over bytes.
            let from = text.find("\"provenance\"").unwrap();
            text[..from].to_owned()
        };
        all.iter().map(plan).collect()
    };
    let before = plans();
    let ran = regimen(folder.path(), &["fmt", "packs"]);
    assert_eq!(ran.text(), "packs/back-care/axes.toml\n", "{}", ran.err);
    assert_eq!(fs::read_to_string(&strewn).unwrap(), neat);
    assert_eq!(plans(), before);
}
