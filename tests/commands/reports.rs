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
        assert_eq!(top.text(), ran.text());
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

const LONG: &str = "La zona lumbar se queda en el suelo todo el tiempo, y no se levanta de él en ningún momento, ni un poco, ni al bajar ni al subir.";
const SHORT: &str = "La zona lumbar se queda en el suelo todo el tiempo.";

/// A clinic's folder with a sentence too long in a translation.
fn clinic() -> tempfile::TempDir {
    let folder = empty();
    copy(&root().join("data"), &folder.path().join("packs"));
    edit(&translation(&folder), SHORT, LONG);
    fs::write(folder.path().join("p.toml"), PLAIN).unwrap();
    fs::write(
        folder.path().join("regimen.toml"),
        "packs = [\"packs/*\"]\n",
    )
    .unwrap();
    folder
}

fn translation(folder: &tempfile::TempDir) -> PathBuf {
    let path = "packs/back-care/text/es/exercises/dead-bug.toml";
    folder.path().join(path)
}

/// The codes of a check, with their levels.
fn codes(folder: &tempfile::TempDir) -> (i32, Vec<String>) {
    let ran = regimen(folder.path(), &["check", "--format", "github"]);
    let text = ran.text();
    let lines = text.lines().map(|line| {
        let level = line.trim_start_matches(':').split(' ').next().unwrap_or("");
        let title = line.split(",title=").nth(1).expect("a title");
        format!("{} {level}", &title[..4])
    });
    (ran.code, lines.collect())
}

#[test]
fn a_clinic_says_how_bad_its_warnings_are() {
    let folder = clinic();
    let levels = |text: &str| {
        fs::write(
            folder.path().join("regimen.toml"),
            format!("packs = [\"packs/*\"]\n[check]\nlevels = {{ {text} }}\n"),
        )
        .unwrap();
    };
    let all = |text: &str, code: i32, expected: &[&str]| {
        levels(text);
        let expected: Vec<String> = expected.iter().map(|&one| one.to_owned()).collect();
        assert_eq!(codes(&folder), (code, expected), "{text}");
    };
    all("", 0, &["R408 warning"]);
    all("R408 = \"error\"", 1, &["R408 error"]);
    // What is an error here only keeps no plan and no case from being tried.
    assert_eq!(regimen(folder.path(), &["plan", "p.toml"]).code, 0);
    assert_eq!(regimen(folder.path(), &["test"]).code, 0);
    all("R408 = \"off\"", 0, &[]);
    let ran = regimen(folder.path(), &["check"]);
    assert!(
        ran.err
            .contains("0 warnings (1 turned off in regimen.toml)"),
        "{}",
        ran.err
    );
    // An error on translations can be turned down, and the cases are run then.
    edit(
        &translation(&folder),
        "[[text]]",
        "[[text]]\nfrom = \"Gone\"\nto = \"Ya no\"\n\n[[text]]",
    );
    all("", 1, &["R402 error", "R408 warning"]);
    assert_eq!(regimen(folder.path(), &["test"]).code, 2);
    all("R402 = \"warning\"", 0, &["R402 warning", "R408 warning"]);
    assert_eq!(regimen(folder.path(), &["test"]).code, 0);
    // Levels hold for packs of the clinic's folder that are named, and for no others.
    levels("R402 = \"off\"");
    assert_eq!(regimen(folder.path(), &["check", "packs"]).code, 0);
    let elsewhere = clinic();
    fs::remove_file(elsewhere.path().join("regimen.toml")).ok();
    edit(
        &translation(&elsewhere),
        "[[text]]",
        "[[text]]\nfrom = \"Gone\"\nto = \"Ya no\"\n\n[[text]]",
    );
    let packs = elsewhere.path().join("packs");
    let packs = packs.to_str().unwrap();
    assert_eq!(regimen(folder.path(), &["check", packs]).code, 1);

    levels("R102 = \"off\", R4O8 = \"off\"");
    let ran = regimen(folder.path(), &["check"]);
    assert_eq!(ran.code, 2);
    for part in [
        "error[R613]: R102 cannot be lowered",
        "regimen.toml:3:19",
        "error[R612]: there is no code `R4O8`",
        "Did you mean `R408`?",
    ] {
        assert!(ran.err.contains(part), "{part}\n{}", ran.err);
    }
}

#[test]
fn a_file_allows_a_warning_with_a_reason() {
    let folder = clinic();
    let file = translation(&folder);
    let long = format!("to = \"{LONG}\"");
    edit(
        &file,
        &long,
        &format!("# allow R408: the quote is the clinic's own\n{long}"),
    );
    assert_eq!(codes(&folder), (0, Vec::new()));
    let ran = regimen(folder.path(), &["check", "--deny", "warnings"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.err.contains("0 warnings (1 allowed in the files)"),
        "{}",
        ran.err
    );

    edit(&file, "R408: the quote is the clinic's own", "R408");
    assert_eq!(
        codes(&folder),
        (1, vec!["R614 error".to_owned(), "R408 warning".to_owned()])
    );
    // Plans and cases do not wait for a comment.
    assert_eq!(
        regimen(folder.path(), &["plan", "p.toml", "--language", "es"]).code,
        0
    );
    assert_eq!(regimen(folder.path(), &["test"]).code, 0);

    edit(&file, "R408", "R408: why");
    edit(&file, LONG, SHORT);
    assert_eq!(codes(&folder), (0, vec!["R615 warning".to_owned()]));
}

#[test]
fn stats_follow_the_messages() {
    let folder = clinic();
    let ran = regimen(folder.path(), &["check", "--stats"]);
    let (_, table) = ran.err.split_once("files read: ").expect("a summary");
    let lines: Vec<Vec<&str>> = table
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert!(
        lines.contains(&vec!["R408", "a", "sentence", "too", "long", "0", "1", "1"]),
        "{table}"
    );
    assert!(lines.contains(&vec!["packs", "4"]), "{table}");
    let exercises = regimen(folder.path(), &["list", "exercises"])
        .text()
        .lines()
        .count();
    let count = lines
        .iter()
        .find(|line| line.first() == Some(&"exercises"))
        .expect("a row")[1];
    assert!(count.parse::<usize>().unwrap() >= exercises / 2, "{table}");
    let ran = regimen(folder.path(), &["check", "--stats", "--format", "json"]);
    assert!(
        ran.text().starts_with('[') && ran.err.contains("R408  a sentence too long"),
        "{}",
        ran.err
    );
}

#[test]
fn watch_answers_each_save() {
    use std::io::{BufRead, BufReader};
    let folder = clinic();
    let mut child = Command::new(env!("CARGO_BIN_EXE_regimen"))
        .args(["check", "--watch"])
        .current_dir(folder.path())
        .stderr(Stdio::piped())
        .spawn()
        .expect("regimen starts");
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    // Everything up to a line with this; a program that ends has said too little.
    let mut until = |part: &str| {
        let mut said = String::new();
        loop {
            let Some(Ok(line)) = lines.next() else {
                panic!("it ended before it said `{part}`:\n{said}");
            };
            said.push_str(&line);
            said.push('\n');
            if line.contains(part) {
                return said;
            }
        }
    };
    assert!(until("stop with Ctrl+C").contains("R408"));
    let file = translation(&folder);
    // Each save is whole at once, as with an editor that writes beside and moves: an answer in between would be another one.
    let save = |from: &str, to: &str| {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(from));
        let beside = file.with_extension("new");
        fs::write(&beside, text.replacen(from, to, 1)).unwrap();
        fs::rename(beside, &file).unwrap();
    };
    save(LONG, SHORT);
    let said = until("files read: ");
    assert!(
        said.contains("saved: ") && said.contains("dead-bug.toml"),
        "{said}"
    );
    assert!(said.contains("0 errors, 0 warnings"), "{said}");
    save("[[text]]", "[[text");
    let said = until("files read: ");
    assert!(
        said.contains("error[R001]") && !said.contains(" 0 errors"),
        "{said}"
    );
    save("[[text", "[[text]]");
    let said = until("files read: ");
    assert!(said.contains("0 errors, 0 warnings"), "{said}");
    child.kill().unwrap();
    child.wait().unwrap();
    let ran = regimen(folder.path(), &["check", "--watch", "--format", "json"]);
    assert_eq!(ran.code, 2);
    let ran = regimen(&root().join("tests"), &["check", "--watch"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("only built-in packs"), "{}", ran.err);
}
