//! What `regimen check` reports, and in which form.

use super::*;

/// A folder of packs with one mistake in an exercise, in a repository.
fn broken() -> tempfile::TempDir {
    let folder = empty();
    fs::create_dir(folder.path().join(".git")).unwrap();
    let packs = folder.path().join("my packs");
    copy(&root().join("data"), &packs);
    edit(
        &packs.join("back-care/exercises/dead-bug.toml"),
        "rest_s = 45",
        "rest_s = \"45\"",
    );
    folder
}

#[test]
fn formats_for_programs_go_to_standard_output_with_files_named_from_the_repository() {
    let folder = broken();
    let below = folder.path().join("my packs");
    for (format, parts) in [
        (
            "sarif",
            [
                "\"uri\": \"my%20packs/back-care/exercises/dead-bug.toml\"",
                "\"ruleId\": \"R101\"",
            ],
        ),
        (
            "github",
            [
                "::error file=my packs/back-care/exercises/dead-bug.toml,line=",
                ",title=R101 the wrong kind of value::",
            ],
        ),
        (
            "junit",
            [
                "file=\"my packs/back-care/exercises/dead-bug.toml\"",
                "<failure type=\"error\" message=\"R101 line ",
            ],
        ),
    ] {
        let args = ["check", ".", "--format", format];
        let ran = regimen(&below, &args);
        assert_eq!(ran.code, 1, "{format}: {}", ran.err);
        for part in parts {
            assert!(
                ran.text().contains(part),
                "{format}: {part}\n{}",
                ran.text()
            );
        }
        let top = regimen(folder.path(), &["check", "my packs", "--format", format]);
        if format == "junit" {
            // Suites are named as the packs were.
            assert_eq!(top.text().lines().count(), ran.text().lines().count());
        } else {
            assert_eq!(top.text(), ran.text());
        }
        assert_eq!(regimen(&below, &args).out, ran.out);
    }
}

#[test]
fn a_clean_check_is_a_report_too() {
    let annotations = regimen(&root(), &["check", "data", "--format", "github"]);
    assert_eq!((annotations.code, annotations.text().as_str()), (0, ""));
    let suites = regimen(&root(), &["check", "data", "--format", "junit"]).text();
    assert!(suites.contains("failures=\"0\"") && !suites.contains("<failure"));
    assert!(
        suites.contains("<testcase name=\"exercises/dead-bug.toml\" classname=\"data/back-care\"")
    );
    let sarif = regimen(&root(), &["check", "data", "--format", "sarif"]).text();
    assert!(sarif.contains("\"results\": []"), "{sarif}");
}
