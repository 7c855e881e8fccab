//! Plans and handouts in another language than the packs' own, and what is said of translations that fall short.

use serde_json::Value;

use super::*;

#[path = "../../crates/regimen-core/tests/languages/pack.rs"]
mod pack;

use pack::{Files, entries, in_two_languages};

/// A folder with the pack in it.
fn folder(files: &Files) -> tempfile::TempDir {
    let folder = empty();
    for (inner, text) in files {
        let path = folder.path().join("knee").join(inner);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Runs `regimen` with the pack alone.
fn with_knee(folder: &Path, args: &[&str]) -> Ran {
    let all: Vec<&str> = args
        .iter()
        .copied()
        .chain(["--no-builtin", "--packs", "knee"])
        .collect();
    regimen(folder, &all)
}

/// A text in the other language: each letter outside braces is one that no file has, so that not a word is left.
fn strange(text: &str) -> String {
    let mut blank = false;
    let letter = |letter: char| {
        blank = match letter {
            '{' => true,
            '}' => false,
            _ => blank,
        };
        match letter {
            'a'..='z' | 'A'..='Z' if !blank => char::from_u32(u32::from(letter) + 0xfee0).unwrap(),
            other => other,
        }
    };
    text.chars().map(letter).collect()
}

const PLAIN: &str = "red_flags = []\nfindings = []\nstage = \"strengthen\"\nequipment = \"any\"\n";

#[test]
fn translations_that_fall_short_are_named_at_their_lines() {
    let mut files = in_two_languages(|text| format!("ø {text}"));
    let mut change = |inner: &str, from: &str, to: &str| {
        let text = files.get_mut(inner).unwrap();
        assert!(text.contains(from), "{inner} has no {from}");
        *text = text.replacen(from, to, 1);
    };
    change("exercises/bridge.toml", "name = \"", "name = \"Small ");
    change(
        "text/xx/phrases.toml",
        "to = \"ø {exercise}",
        "to = \"ø {exersise}",
    );
    change(
        "text/xx/exercises/jogging.toml",
        "to = \"ø Jogging\"",
        "to = \"\"",
    );
    change(
        "text/xx/exercises/heel-raise.toml",
        "[[text]]\n",
        "[[text]]\nfrom = \"Gone for good\"\nto = \"x\"\n\n[[text]]\n",
    );
    let again = format!("{}{}", files["text/xx/never.toml"], {
        let entry = files["text/xx/never.toml"]
            .split("[[text]]")
            .nth(1)
            .unwrap();
        format!("\n[[text]]{entry}")
    });
    files.insert("text/xx/never.toml".into(), again);
    files.remove("text/xx/exercises/lunge.toml");
    let one = entries(&[("Bridge", "x".into())]);
    for stray in [
        "text/xx/exercises/brigde.toml",
        "text/xx/references.toml",
        "text/fr/axes.toml",
        "text/en/axes.toml",
        "text/phrases.toml",
    ] {
        files.insert(stray.into(), one.clone());
    }
    let folder = folder(&files);
    let ran = regimen(folder.path(), &["check", "knee", "--no-builtin"]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(ran.err);
    // Plans in the pack's own language do not wait for it, and those in the other one do.
    fs::write(folder.path().join("p.toml"), PLAIN).unwrap();
    assert_eq!(with_knee(folder.path(), &["handout", "p.toml"]).code, 0);
    let ran = with_knee(folder.path(), &["handout", "p.toml", "--language", "xx"]);
    assert_eq!((ran.code, ran.out.as_slice()), (2, [].as_slice()));
    assert!(
        ran.err.contains("the packs have errors in `xx`"),
        "{}",
        ran.err
    );
}

/// What has no language: ids and what stands for them, names and versions of packs, citations.
const NO_LANGUAGE: &[&str] = &[
    "/kind",
    "/language",
    "/paper",
    "/detail",
    "/audience",
    "/still",
    "/colophon/lines",
    "/colophon/short",
    "/plan/references/lines",
    "/id",
    "/colour",
    "/urgency",
];

/// Every string of a view with a letter of the first language left in it; `shorts` are the sessions' letters.
fn left_over(value: &Value, at: &str, shorts: &[&str], found: &mut Vec<String>) {
    if NO_LANGUAGE.iter().any(|one| at.ends_with(one)) {
        return;
    }
    match value {
        Value::String(text) => {
            let words = text.split(|one: char| !one.is_alphanumeric());
            let plain = |word: &&str| word.contains(|one: char| one.is_ascii_alphabetic());
            // The words around page numbers have their blanks still.
            let blank = |word: &&str| at == "/page" && ["page", "pages"].contains(word);
            let mut left = words.filter(plain).filter(|word| !blank(word));
            if left.any(|word| !shorts.contains(&word)) {
                found.push(format!("{at}: {text}"));
            }
        }
        Value::Array(list) => {
            for one in list {
                left_over(one, at, shorts, found);
            }
        }
        Value::Object(table) => {
            for (key, one) in table {
                left_over(one, &format!("{at}/{key}"), shorts, found);
            }
        }
        _ => {}
    }
}

#[test]
fn a_handout_in_the_other_language_has_no_word_of_the_first() {
    let folder = folder(&in_two_languages(strange));
    let path = folder.path().join("p.toml");
    let findings = [
        "",
        "\"kneeling-hurts\"",
        "\"stairs-hurt\"",
        "\"new-ligament\"",
    ];
    let mut kinds = Vec::new();
    for finding in findings {
        for rest in [
            "stage = \"settle\"\nequipment = []\n",
            "stage = \"strengthen\"\nequipment = \"any\"\nsession_minutes = 5\n",
            "stage = \"play\"\nequipment = \"any\"\ngoals = [\"jogging\", \"deep-squat\"]\nweek = 5\n",
            "stage = \"strengthen\"\nexclude = [\"deep-squat\", \"mini-squat\", \"wall-sit\", \"heel-raise\", \"bridge\"]\n",
        ] {
            let text = format!(
                "red_flags = []\nfindings = [{finding}]\n{rest}[patient]\nlanguage = \"xx\"\nunits = \"kg\"\n"
            );
            fs::write(&path, text).unwrap();
            let ran = with_knee(
                folder.path(),
                &["handout", "p.toml", "--to", "json", "--quiet"],
            );
            assert!([0, 3].contains(&ran.code), "{}", ran.err);
            let view: Value = serde_json::from_str(&ran.text()).unwrap();
            assert_eq!(view["language"], "xx");
            kinds.push(view["kind"].as_str().unwrap().to_owned());
            let mut left = Vec::new();
            left_over(&view, "", &["A", "B"], &mut left);
            assert!(left.is_empty(), "{finding} {rest}: {left:#?}");
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds, ["plan", "refer", "unmet"]);
}

#[test]
fn the_strongest_wish_for_a_language_counts() {
    let mut files = in_two_languages(|text| format!("ø {text}"));
    let three = files["pack.toml"].replace("\"xx\"]", "\"xx\", \"yy\"]");
    files.insert("pack.toml".into(), three);
    let other: Vec<(String, String)> = files
        .iter()
        .filter_map(|(inner, text)| {
            let inner = inner.strip_prefix("text/xx/")?;
            Some((format!("text/yy/{inner}"), text.replace("ø", "ŷ")))
        })
        .collect();
    files.extend(other);
    let folder = folder(&files);
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("plain.toml", PLAIN);
    write(
        "asks.toml",
        &format!("{PLAIN}[patient]\nlanguage = \"xx\"\n"),
    );
    write("who.toml", "language = \"yy\"\n");
    write("nobody.toml", "name = \"Sam\"\n");
    let language = |args: &[&str]| {
        let all: Vec<&str> = ["handout", "--to", "json"]
            .iter()
            .chain(args)
            .copied()
            .collect();
        let ran = with_knee(folder.path(), &all);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let view: Value = serde_json::from_str(&ran.text()).unwrap();
        let first = view["title"].as_str().unwrap().chars().next();
        let said = view["language"].as_str().unwrap().to_owned();
        let sign = match said.as_str() {
            "xx" => Some('ø'),
            "yy" => Some('ŷ'),
            _ => first,
        };
        assert_eq!(first, sign);
        said
    };
    assert_eq!(language(&["plain.toml"]), "en");
    assert_eq!(language(&["asks.toml"]), "xx");
    assert_eq!(language(&["asks.toml", "--patient", "who.toml"]), "yy");
    assert_eq!(language(&["asks.toml", "--patient", "nobody.toml"]), "en");
    assert_eq!(
        language(&["asks.toml", "--patient", "who.toml", "--language", "en"]),
        "en"
    );
    write("regimen.toml", "[handout]\nlanguage = \"yy\"\n");
    assert_eq!(language(&["plain.toml"]), "yy");
    assert_eq!(language(&["asks.toml"]), "xx");
    assert_eq!(language(&["plain.toml", "--language", "en"]), "en");

    // One call prints each in its own.
    let args = [
        "handout",
        "plain.toml",
        "asks.toml",
        "-o",
        "out/",
        "--to",
        "md",
    ];
    assert_eq!(with_knee(folder.path(), &args).code, 0);
    for (name, sign) in [("plain", "# ŷ"), ("asks", "# ø")] {
        let path = folder.path().join("out").join(format!("{name}.md"));
        assert!(fs::read_to_string(path).unwrap().starts_with(sign));
    }

    let ran = with_knee(
        folder.path(),
        &["handout", "plain.toml", "--language", "fr"],
    );
    assert_eq!((ran.code, ran.out.as_slice()), (2, [].as_slice()));
    assert!(
        ran.err.contains("the pack `knee` has no text in `fr`"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("All packs have: en, xx, yy."),
        "{}",
        ran.err
    );
}

#[test]
fn a_saved_plan_keeps_its_language() {
    let folder = folder(&in_two_languages(|text| format!("ø {text}")));
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("p.toml", PLAIN);
    write("who.toml", "language = \"xx\"\n");
    let run = |args: &[&str]| with_knee(folder.path(), args);
    let own = run(&["plan", "p.toml", "--format", "json"]).text();
    assert!(!own.contains("\"language\""), "{own}");
    let other = run(&["plan", "p.toml", "--format", "json", "--language", "xx"]).text();
    assert!(other.contains("\"language\": \"xx\""), "{other}");
    write("en.json", &own);
    write("xx.json", &other);
    assert!(run(&["handout", "xx.json"]).text().starts_with("# ø"));
    assert_eq!(
        run(&["handout", "xx.json"]).text(),
        run(&["handout", "p.toml", "--language", "xx"]).text()
    );
    assert_eq!(
        run(&["handout", "xx.json", "--patient", "who.toml"]).code,
        0
    );
    for args in [
        ["handout", "xx.json", "--language", "en"],
        ["handout", "en.json", "--language", "xx"],
        ["handout", "en.json", "--patient", "who.toml"],
    ] {
        let ran = run(&args);
        assert_eq!((ran.code, ran.out.as_slice()), (2, [].as_slice()));
        assert!(ran.err.contains("is asked for"), "{}", ran.err);
        assert!(
            ran.err.contains("regimen plan PRESENTATION --language"),
            "{}",
            ran.err
        );
    }
    // The clinic's language is a default: a plan has its own already.
    write("regimen.toml", "[handout]\nlanguage = \"xx\"\n");
    assert!(!run(&["handout", "en.json"]).text().starts_with("# ø"));

    let log = "[[check_ins]]\nday = \"2026-11-03\"\nweek = 5\nsession = \"a\"\nred_flags = []\n";
    write("log.toml", log);
    for (plan, starts) in [("xx.json", true), ("en.json", false)] {
        let ran = run(&["next", plan, "log.toml"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert_eq!(ran.text().starts_with("ø"), starts);
    }
}
