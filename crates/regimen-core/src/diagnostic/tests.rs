//! Every format on the same problems, some of them with text that is hard to write down.

use serde_json::Value;

use super::*;
use crate::source::{Content, Sources};

const HOSTILE: &str = "a,b:c%d <&\"']]> ::error::x\r\nnext\u{7}\u{202e}\u{fffe} é";

fn hostile() -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let text = |text: &str| Content::Text(text.to_owned());
    let files = [
        ("a.toml", "# é\nid = \"one\"\nname = \"é<é>\"\n"),
        ("b, c%:.toml", "[dose]\nsets = 3\n"),
        ("clean.toml", "id = \"two\"\n"),
    ];
    let files = files.map(|(name, inner)| (name.to_owned(), text(inner)));
    sources.add_pack("packs/my \"pack\" <1>", false, files);
    let alone = sources.add_file("regimen.toml", text("packs = []\n"));
    let ids: Vec<FileId> = sources
        .folders()
        .flat_map(|(_, one)| one.files.clone())
        .collect();
    let problems = vec![
        Diagnostic::new(&codes::BAD_VALUE, Place::value(ids[0], "/name"), HOSTILE)
            .label(HOSTILE)
            .also(Place::value(ids[1], "/dose/sets"), HOSTILE)
            .help(HOSTILE),
        Diagnostic::new(&codes::JARGON, Place::key(ids[0], "/name"), "a word").mend(Some(
            Mend::name(Place::key(ids[0], "/name"), "name", "called"),
        )),
        Diagnostic::new(
            &codes::SYNTAX,
            Place {
                file: ids[1],
                spot: Spot::Bytes(0..10),
            },
            "over two lines",
        ),
        Diagnostic::new(&codes::MISSING_KEY, Place::file(alone), "of no pack"),
    ];
    (sources, problems)
}

fn base() -> Base {
    Base::new("/clinic", "/clinic/below")
}

fn folders(sources: &Sources) -> Vec<&crate::source::Folder> {
    sources.folders().map(|(_, one)| one).collect()
}

/// What is wrong with a log by SARIF's own schema.
fn faults(log: &Value) -> Vec<String> {
    let schema = include_str!("../../../../tests/schemas/sarif-2.1.0.json");
    // One of its patterns, that of a language, ends in a bare `]`, which a strict reader of patterns refuses.
    let schema = schema.replace("{2}]?$", "{2}\\\\]?$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let errors = validator.iter_errors(log);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

fn sarif_of(sources: &Sources, problems: &[Diagnostic]) -> Value {
    serde_json::from_str(&sarif(problems, &sources.locator(), &base())).unwrap()
}

#[test]
fn sarif_is_what_its_schema_asks_for() {
    let (sources, problems) = hostile();
    let log = sarif_of(&sources, &problems);
    assert_eq!(faults(&log), Vec::<String>::new());
    assert_eq!(faults(&sarif_of(&sources, &[])), Vec::<String>::new());
    // The schema is not one that lets anything through.
    for (pointer, bad) in [
        ("/runs/0/results/0/level", Value::from("fatal")),
        ("/runs/0/results/0/message", serde_json::json!({})),
        (
            "/runs/0/results/0/locations/0/physicalLocation/region/startLine",
            Value::from(0),
        ),
        (
            "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri",
            Value::from("a b%"),
        ),
        ("/runs/0/columnKind", Value::from("bytes")),
        (
            "/runs/0/results/1/fixes/0/artifactChanges",
            Value::from(Vec::<Value>::new()),
        ),
    ] {
        let mut broken = log.clone();
        *broken.pointer_mut(pointer).unwrap() = bad;
        assert!(!faults(&broken).is_empty(), "{pointer}");
    }
}

#[test]
fn sarif_names_rule_place_and_the_other_end() {
    let (sources, problems) = hostile();
    let log = sarif_of(&sources, &problems);
    let at = |pointer: &str| log.pointer(pointer).cloned().unwrap_or_default();
    let rules = at("/runs/0/tool/driver/rules");
    for (position, one) in problems.iter().enumerate() {
        let result = at(&format!("/runs/0/results/{position}"));
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], one.code.id);
        assert_eq!(result["ruleId"], one.code.id);
        assert_eq!(result["level"], one.severity.as_str());
        assert_eq!(rule["defaultConfiguration"]["level"], one.severity.as_str());
    }
    assert_eq!(rules[0]["name"], "NotTOML");
    let first = at("/runs/0/results/0/locations/0/physicalLocation");
    assert_eq!(
        first,
        serde_json::json!({
            "artifactLocation": { "uri": "below/packs/my%20%22pack%22%20%3C1%3E/a.toml", "uriBaseId": "%SRCROOT%" },
            "region": { "startLine": 3, "startColumn": 8, "endLine": 3, "endColumn": 14 },
        })
    );
    let other = at("/runs/0/results/0/relatedLocations/0");
    assert_eq!(other["physicalLocation"]["region"]["startLine"], 2);
    assert_eq!(other["message"]["text"], HOSTILE);
}

#[test]
fn fingerprints_stay_when_lines_above_change_and_tell_problems_apart() {
    let prints = |text: &str, message: &str| -> Vec<String> {
        let mut sources = Sources::new();
        let file = sources.add_file("a.toml", Content::Text(text.to_owned()));
        let entries = text.matches("[[limit]]").count();
        let problems: Vec<Diagnostic> = (entries - 2..entries)
            .map(|at| {
                let place = Place::value(file, format!("/limit/{at}/axis"));
                Diagnostic::new(&codes::DANGLING, place, message)
            })
            .collect();
        let log = sarif_of(&sources, &problems);
        let results = log["runs"][0]["results"].as_array().unwrap();
        let print = |one: &Value| {
            one["partialFingerprints"]["regimen/v1"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        results.iter().map(print).collect()
    };
    let entry = "[[limit]]\naxis = \"x\"\n";
    let before = prints(&format!("{entry}{entry}"), "one of 2");
    assert_eq!(before.len(), 2);
    assert_ne!(before[0], before[1]);
    let other = "# new\n[[limit]]\naxis = \"y\"\n";
    assert_eq!(
        before,
        prints(&format!("{other}{entry}\n{entry}"), "one of 3")
    );
    let last = "[[limit]]\naxis = \"z\"\n";
    let changed = prints(&format!("{entry}{last}"), "one of 2");
    assert_eq!(before[0], changed[0]);
    assert_ne!(before[1], changed[1]);
}

#[test]
fn github_takes_any_text() {
    let (sources, problems) = hostile();
    let text = github(&problems, &sources.locator(), &base());
    assert_eq!(
        text,
        "::error file=below/packs/my \"pack\" <1>/a.toml,line=3,endLine=3,col=8,endColumn=14,title=R104 a value that is not allowed::\
         a,b:c%25d <&\"']]> ::error::x%0Anext[U+0007][U+202E]\u{fffe} é\
         %0Abelow/packs/my \"pack\" <1>/b, c%25:.toml:2: a,b:c%25d <&\"']]> ::error::x%0Anext[U+0007][U+202E]\u{fffe} é\
         %0Ahelp: a,b:c%25d <&\"']]> ::error::x%0Anext[U+0007][U+202E]\u{fffe} é\n\
         ::warning file=below/packs/my \"pack\" <1>/a.toml,line=3,endLine=3,col=1,endColumn=5,title=R409 a word that people may not know::\
         a word%0Ahelp: plain-words.toml lists the word, with a plainer one to say. Where there is no plainer one, explain the thing in other words.\n\
         ::error file=below/packs/my \"pack\" <1>/b%2C c%25%3A.toml,line=1,endLine=2,title=R001 not TOML::over two lines%0Ahelp: \
         The file breaks the rules of TOML: a quote or a bracket is missing, or a key stands twice. Mend the place that is marked; often it is the line before.\n\
         ::error file=below/regimen.toml,line=1,endLine=1,col=1,endColumn=6,title=R102 a key is missing::of no pack%0Ahelp: The key is needed. Add it.\n"
    );
}

#[test]
fn junit_is_xml_with_a_suite_a_pack_a_case_a_file_and_a_failure_a_problem() {
    let (sources, problems) = hostile();
    let text = junit(&problems, &folders(&sources), &sources.locator(), &base());
    let tree = roxmltree::Document::parse(&text).unwrap();
    let all = |name: &str| -> Vec<roxmltree::Node<'_, '_>> {
        tree.descendants()
            .filter(|node| node.has_tag_name(name))
            .collect()
    };
    let root = tree.root_element();
    assert_eq!(root.attribute("tests"), Some("4"));
    assert_eq!(root.attribute("failures"), Some("3"));
    let suites = all("testsuite");
    let names: Vec<_> = suites
        .iter()
        .filter_map(|one| one.attribute("name"))
        .collect();
    assert_eq!(names, ["below/packs/my \"pack\" <1>", "below/regimen.toml"]);
    assert_eq!(suites[0].attribute("tests"), Some("3"));
    assert_eq!(suites[0].attribute("failures"), Some("2"));
    let cases = all("testcase");
    let failing: Vec<usize> = cases
        .iter()
        .map(|case| case.children().filter(|one| one.is_element()).count())
        .collect();
    assert_eq!(failing, [2, 1, 0, 1]);
    let failures = all("failure");
    let types: Vec<_> = failures
        .iter()
        .filter_map(|one| one.attribute("type"))
        .collect();
    assert_eq!(types, ["error", "warning", "error", "error"]);
    let shown = "a,b:c%d <&\"']]> ::error::x\nnext[U+0007][U+202E][U+FFFE] é";
    assert_eq!(
        failures[0].attribute("message"),
        Some(format!("R104 line 3: {shown}").as_str())
    );
    assert_eq!(
        failures[0].text(),
        Some(
            format!(
                "below/packs/my \"pack\" <1>/a.toml:3:8: a value that is not allowed\nbelow/packs/my \"pack\" <1>/b, c%:.toml:2:8: {shown}\nhelp: {shown}"
            )
            .as_str()
        )
    );
    let none = junit(&[], &folders(&sources), &sources.locator(), &base());
    assert!(!none.contains("<failure") && roxmltree::Document::parse(&none).is_ok());
}

#[test]
fn stats_count_each_code_and_what_was_read() {
    let (_, problems) = hostile();
    let text = stats(&problems, &[("packs", 1), ("exercises", 87)]);
    let expected = "\
code  title                            errors  warnings  files
R001  not TOML                              1         0      1
R102  a key is missing                      1         0      1
R104  a value that is not allowed           1         0      1
R409  a word that people may not know       0         1      1
      all                                   3         1      3

read       count
packs          1
exercises     87
";
    assert_eq!(text, expected);
    assert_eq!(stats(&[], &[("packs", 1)]), "read   count\npacks      1\n");
}

#[test]
fn people_are_shown_no_more_than_they_read() {
    let (sources, problems) = hostile();
    let one = problems.into_iter().next().expect("a problem");
    let many = vec![one; MOST_SHOWN + 3];
    let shown = human(&many, &sources.locator(), false);
    assert_eq!(shown.matches("error[").count(), MOST_SHOWN);
    assert!(shown.ends_with("note: there are 3 more like these; `--format json` lists them\n\n"));
}
