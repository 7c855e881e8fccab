//! `regimen check --fix`.

use serde_json::Value;

use super::*;

/// Slips in files of a pack, each with what is right.
const SLIPS: [(&str, &str, &str); 4] = [
    ("exercises/bridge.toml", "purpose = ", "purposse = "),
    (
        "exercises/deep-squat.toml",
        "\"mini-squat\"",
        "\"mini-sqaut\"",
    ),
    ("findings/new-ligament.toml", "[[limits]]", "[[limit]]"),
    (
        "stages.toml",
        "basis = \"consensus\"\n",
        "basis = \"consensus\" # allow R408: no more\n",
    ),
];

/// The folder of the pack for knees, with slips planted, and the texts without them.
fn planted() -> (tempfile::TempDir, Vec<(PathBuf, String)>) {
    let folder = empty();
    let pack = folder.path().join("packs/knee");
    copy(&root().join("tests/packs-knee/knee"), &pack);
    let mut right = Vec::new();
    for (inner, from, to) in SLIPS {
        let path = pack.join(inner);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{inner}");
        fs::write(&path, text.replace(from, to)).unwrap();
        right.push((path, text));
    }
    (folder, right)
}

const FIX: [&str; 4] = ["check", "packs", "--no-builtin", "--fix"];

#[test]
fn files_come_out_as_they_were_and_each_mend_is_said() {
    let (folder, right) = planted();
    let marked = &right[0].0;
    let text = fs::read_to_string(marked).unwrap();
    let text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    fs::write(marked, text).unwrap();
    let before = regimen(folder.path(), &FIX[..3]);
    assert_eq!(before.code, 1);
    assert!(before.err.contains("; `--fix` mends "), "{}", before.err);

    let ran = regimen(folder.path(), &FIX);
    assert_eq!((ran.code, ran.text().as_str()), (0, ""), "{}", ran.err);
    for said in [
        "mended R103: packs/knee/exercises/bridge.toml:4: `purposse` is now `purpose`\n",
        "mended R201: packs/knee/exercises/deep-squat.toml:9: `\"mini-sqaut\"` is now `\"mini-squat\"`\n",
        "mended R103: packs/knee/findings/new-ligament.toml:12: `limit` is now `limits`\n",
        "mended R615: packs/knee/stages.toml:29: `# allow R408: no more` is gone\n",
        "0 errors, 0 warnings",
    ] {
        assert!(ran.err.contains(said), "{said}\n{}", ran.err);
    }
    for (path, text) in &right {
        let text = match path == marked {
            true => format!("\u{feff}{}", text.replace('\n', "\r\n")),
            false => text.clone(),
        };
        assert_eq!(fs::read_to_string(path).unwrap(), text);
    }
    let again = regimen(folder.path(), &FIX);
    assert_eq!(again.code, 0);
    assert!(!again.err.contains("mended"), "{}", again.err);
}

#[test]
fn what_is_left_is_reported_and_counts() {
    let (folder, right) = planted();
    let path = folder.path().join("packs/knee/exercises/jogging.toml");
    edit(&path, "minutes = [10, 20]", "minutes = [20, 10]");
    let left = fs::read_to_string(&path).unwrap();
    let args = [
        "check",
        "packs",
        "--no-builtin",
        "--fix",
        "--format",
        "json",
    ];
    let ran = regimen(folder.path(), &args);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let problems: Value = serde_json::from_str(&ran.text()).unwrap();
    let codes: Vec<&str> = problems
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["code"].as_str())
        .collect();
    // The comment is not called needless as long as there is an error.
    assert_eq!(codes, ["R104"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), left);
    assert_eq!(fs::read_to_string(&right[0].0).unwrap(), right[0].1);
    assert!(ran.err.contains("mended R103"), "{}", ran.err);
}

#[test]
fn formats_for_programs_carry_the_same_edits() {
    let (folder, right) = planted();
    let report = |format: &str| -> Value {
        let ran = regimen(
            folder.path(),
            &["check", "packs", "--no-builtin", "--format", format],
        );
        assert_eq!(ran.code, 1);
        serde_json::from_str(&ran.text()).unwrap()
    };
    let json = report("json");
    let json = json.as_array().unwrap();
    let of = |inner: &str| {
        json.iter()
            .find(|one| one["file"] == format!("packs/knee/{inner}") && one["code"] == "R103")
            .unwrap()
    };
    let edits = &of("findings/new-ligament.toml")["mend"];
    let lines: Vec<&Value> = edits
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["line"])
        .collect();
    assert_eq!(lines.len(), right[2].1.matches("[[limits]]").count());
    assert_eq!(
        of("exercises/bridge.toml")["mend"],
        serde_json::json!([{
            "file": "packs/knee/exercises/bridge.toml", "line": 4, "column": 1, "end_line": 4, "end_column": 9,
            "text": "purpose",
        }])
    );
    let sarif = report("sarif");
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let fixes: Vec<&Value> = results.iter().filter_map(|one| one.get("fixes")).collect();
    assert_eq!(
        fixes.len(),
        json.iter().filter(|one| one.get("mend").is_some()).count()
    );
    let change = &fixes[0][0]["artifactChanges"][0];
    assert_eq!(
        change["artifactLocation"]["uri"],
        "packs/knee/exercises/bridge.toml"
    );
    assert_eq!(
        change["replacements"],
        serde_json::json!([{
            "deletedRegion": { "startLine": 4, "startColumn": 1, "endLine": 4, "endColumn": 9 },
            "insertedContent": { "text": "purpose" },
        }])
    );
}

#[test]
fn a_clinics_own_file_is_mended_too() {
    let (folder, right) = planted();
    let clinic = folder.path().join("regimen.toml");
    let wrong = "# ours\npakcs = [\"packs/*\"]\n\n[check.levels]\nr407 = \"off\"\n";
    fs::write(&clinic, wrong).unwrap();
    let ran = regimen(folder.path(), &["check", "--no-builtin", "--fix"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(
        fs::read_to_string(&clinic).unwrap(),
        "# ours\npacks = [\"packs/*\"]\n\n[check.levels]\nR407 = \"off\"\n"
    );
    assert_eq!(fs::read_to_string(&right[0].0).unwrap(), right[0].1);
    for said in [
        "regimen.toml:2: `pakcs` is now `packs`",
        "regimen.toml:5: `r407` is now `R407`",
    ] {
        assert!(ran.err.contains(said), "{said}\n{}", ran.err);
    }
    // What it says of codes holds for its packs when they are named, so that it is mended for them too.
    fs::write(&clinic, wrong).unwrap();
    let ran = regimen(folder.path(), &FIX);
    assert!(ran.err.contains("`pakcs` is now `packs`"), "{}", ran.err);
    fs::write(&clinic, "packs = \"packs/*\"\n").unwrap();
    let ran = regimen(folder.path(), &["check", "--fix"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("error[R101]"), "{}", ran.err);
}

#[test]
fn what_may_not_be_written_is_left_alone() {
    let (folder, right) = planted();
    let ran = regimen(folder.path(), &["check", "packs", "--fix", "--watch"]);
    assert_eq!(ran.code, 2);
    let ran = regimen(empty().path(), &["check", "--fix"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("only built-in packs"), "{}", ran.err);

    let mut allowed = fs::metadata(&right[1].0).unwrap().permissions();
    allowed.set_readonly(true);
    fs::set_permissions(&right[1].0, allowed).unwrap();
    let wrong = fs::read_to_string(&right[1].0).unwrap();
    let ran = regimen(folder.path(), &FIX);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("may not be written"), "{}", ran.err);
    assert_eq!(fs::read_to_string(&right[1].0).unwrap(), wrong);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_symbolic_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (folder, right) = planted();
    let elsewhere = folder.path().join("elsewhere.toml");
    fs::rename(&right[0].0, &elsewhere).unwrap();
    symlink(&elsewhere, &right[0].0).unwrap();
    let wrong = fs::read_to_string(&elsewhere).unwrap();
    fs::set_permissions(&right[1].0, fs::Permissions::from_mode(0o640)).unwrap();
    let ran = regimen(folder.path(), &FIX);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.err.contains(
            "error[R619]: packs/knee/exercises/bridge.toml is a link, and is not followed"
        ),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("`--fix` mends"), "{}", ran.err);
    assert_eq!(fs::read_to_string(&elsewhere).unwrap(), wrong);
    // The others are done, and stay as readable as they were.
    assert_eq!(fs::read_to_string(&right[1].0).unwrap(), right[1].1);
    let mode = fs::metadata(&right[1].0).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);

    // Nor through a pack's folder that is one.
    let (other, right) = planted();
    fs::rename(other.path().join("packs/knee"), other.path().join("knee")).unwrap();
    symlink(other.path().join("knee"), other.path().join("packs/knee")).unwrap();
    let wrong = fs::read_to_string(&right[0].0).unwrap();
    assert_eq!(regimen(other.path(), &FIX).code, 1);
    assert_eq!(fs::read_to_string(&right[0].0).unwrap(), wrong);
}
