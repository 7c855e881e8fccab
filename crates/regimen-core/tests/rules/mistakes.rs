//! Packs full of mistakes, in `tests/mistakes`: each folder there is checked in one run, on one day, and what the files themselves
//! expect at the ends of their lines, as in `# R103`, must come, all of it and nothing else. The folder `beside` holds what is no
//! part of a pack: presentations, logs and clinics' files, checked with the small pack for knees.
//!
//! A file that cannot say so itself, since it holds nothing, has a line in the folder's `unmarked.txt`: the code and the path.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use regimen_core::check_on;
use regimen_core::diagnostic::{Diagnostic, codes, human, summary};
use regimen_core::library::Library;
use regimen_core::link::{Levels, check_clinic, check_presentation};
use regimen_core::source::{Content, FileId, Sources, read_packs};

/// Codes that no file here can have, and why. Their examples are run all the same.
const ELSEWHERE: [(&str, &str); 5] = [
    (
        "R004",
        "a file of more than a megabyte is not for a repository",
    ),
    (
        "R005",
        "a folder named like a file would have to be empty, and those are not kept",
    ),
    (
        "R619",
        "not every system keeps links, and not everybody may make one",
    ),
    (
        "R620",
        "a folder so deep would have to be empty, and those are not kept",
    ),
    (
        "R625",
        "said only where all packs have a language in common, and here one has not",
    ),
];

/// The folders of packs, each one run.
const RUNS: [&str; 5] = ["shape", "sense", "sound", "bare", "no-pack-file"];

/// The run that is laid on the small pack for knees, so that nothing in it is an error.
const ON_KNEES: &str = "sound";

/// The folder of what is no part of a pack.
const BESIDE: &str = "beside";

/// The run that has mistakes of this many kinds, and at least so many of them.
const MOST: (&str, usize) = ("sense", 100);

/// The day of all runs.
const TODAY: &str = "2026-11-28";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/mistakes")
}

/// How often a code is expected or said, by file and line.
type Count = BTreeMap<(String, usize, String), usize>;

/// The codes at the end of a line.
fn codes_of(line: &str) -> Vec<&str> {
    let is_code = |word: &&str| codes::ALL.iter().any(|code| code.id == *word);
    let Some((_, end)) = line.rsplit_once("# ") else {
        return Vec::new();
    };
    let words: Vec<&str> = end.split(' ').collect();
    match words.iter().all(is_code) {
        true => words,
        false => Vec::new(),
    }
}

/// What a text expects at its lines.
fn marked(inner: &str, text: &str, all: &mut Count) {
    for (line, at) in text.lines().zip(1..) {
        for code in codes_of(line) {
            let key = (inner.to_owned(), at, code.to_owned());
            *all.entry(key).or_default() += 1;
        }
    }
}

/// What stands in a folder, by name.
fn entries(folder: &Path) -> Vec<(String, PathBuf)> {
    let all = fs::read_dir(folder).expect("a folder");
    let mut all: Vec<(String, PathBuf)> = all
        .map(|entry| {
            let entry = entry.expect("an entry");
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, entry.path())
        })
        .collect();
    all.sort();
    all
}

/// What the files of a folder expect.
fn expected(folder: &Path, inner: &str, all: &mut Count) {
    for (name, path) in entries(folder) {
        let inner = match inner {
            "" => name,
            folder => format!("{folder}/{name}"),
        };
        if path.is_dir() {
            expected(&path, &inner, all);
            continue;
        }
        let bytes = fs::read(&path).expect("a file");
        let text = String::from_utf8_lossy(&bytes);
        if inner != "unmarked.txt" {
            marked(&inner, &text, all);
            continue;
        }
        for line in text.lines() {
            let (code, path) = line.split_once(' ').expect("a code and a path");
            *all.entry((path.to_owned(), 1, code.to_owned()))
                .or_default() += 1;
        }
    }
}

/// Adds the packs of a folder as if they lay in the current one: what is printed must not hold where the project lies.
fn add(sources: &mut Sources, folder: &Path) {
    let mut read = Sources::new();
    read_packs(&mut read, folder).expect("the packs can be read");
    for (_, pack) in read.folders() {
        let whole = folder.to_string_lossy();
        let path = pack.path.strip_prefix(&*whole).unwrap_or(&pack.path);
        let files = pack.files.iter().map(|&file| {
            let file = read.file(file);
            (file.inner.clone(), file.content.clone())
        });
        sources.add_pack(path.trim_start_matches('/'), false, files);
    }
}

/// Holds what is said against what is expected, and gives the report for people.
fn held(name: &str, wanted: &Count, sources: &Sources, problems: &[Diagnostic]) -> String {
    let locator = sources.locator();
    let mut said = Count::new();
    for one in problems {
        let path = sources.file(one.place.file).path.trim_start_matches('/');
        let line = locator.line_column(&one.place).line;
        *said
            .entry((path.to_owned(), line, one.code.id.to_owned()))
            .or_default() += 1;
    }
    let shown = human(problems, &locator, false);
    let missed: Vec<_> = wanted
        .iter()
        .filter(|(key, count)| said.get(*key) != Some(*count))
        .collect();
    let extra: Vec<_> = said
        .iter()
        .filter(|(key, count)| wanted.get(*key) != Some(*count))
        .collect();
    assert!(
        missed.is_empty() && extra.is_empty(),
        "{name}\nplanted, and not said so often: {missed:#?}\nsaid, and not planted so often: {extra:#?}\n{shown}"
    );
    format!("{shown}{}\n", summary(problems))
}

/// A kind of mistake: the code, and the message without what it quotes and counts.
fn kind(one: &Diagnostic) -> (&'static str, String) {
    let parts = one.message.split('`').enumerate();
    let unquoted = parts.map(|(at, part)| if at % 2 == 0 { part } else { "" });
    let folded: String = unquoted
        .flat_map(|part| part.chars().filter(|letter| !letter.is_ascii_digit()))
        .collect();
    (one.code.id, folded)
}

/// Checks a folder of packs: what it expects, the report, and how many kinds of mistakes there are.
fn looked_at(name: &str) -> (Count, String, usize) {
    let folder = folder().join(name);
    let mut wanted = Count::new();
    expected(&folder, "", &mut wanted);
    let mut sources = Sources::new();
    if name == ON_KNEES {
        add(&mut sources, &super::knee());
    }
    add(&mut sources, &folder);
    let today = TODAY.parse().expect("a day");
    let problems = check_on(&sources, &Levels::default(), Some(today)).problems;
    let kinds: BTreeSet<_> = problems.iter().map(kind).collect();
    let shown = held(name, &wanted, &sources, &problems);
    (wanted, shown, kinds.len())
}

/// How the files of a folder in `beside` are checked.
type Check = fn(&Sources, &Library, FileId) -> Vec<Diagnostic>;

/// Checks each file of a folder in `beside` by itself.
fn looked_at_beside(name: &str, check: Check) -> (Count, String) {
    let mut all = Count::new();
    let mut report = String::new();
    for (file, path) in entries(&folder().join(BESIDE).join(name)) {
        let mut sources = Sources::new();
        add(&mut sources, &super::knee());
        let library = regimen_core::check(&sources).library;
        let library = library.expect("the small pack has no errors");
        let text = fs::read_to_string(&path).expect("a file of text");
        let inner = format!("{name}/{file}");
        let mut wanted = Count::new();
        marked(&inner, &text, &mut wanted);
        let file = sources.add_file(inner.clone(), Content::Text(text));
        let problems = check(&sources, &library, file);
        report.push_str(&held(&inner, &wanted, &sources, &problems));
        all.extend(wanted);
    }
    (all, report)
}

#[test]
fn every_planted_mistake_is_reported_at_its_line_and_nothing_else_is() {
    let mut all = Count::new();
    for run in RUNS {
        let (wanted, shown, kinds) = looked_at(run);
        insta::assert_snapshot!(run, shown);
        if run == MOST.0 {
            let planted: usize = wanted.values().sum();
            assert!(
                planted >= MOST.1 && kinds >= MOST.1,
                "{planted} mistakes of {kinds} kinds"
            );
        }
        for ((path, line, code), count) in wanted {
            all.insert((format!("{run}/{path}"), line, code), count);
        }
    }
    let beside: [(&str, Check); 3] = [
        ("clinics", |sources, _, file| check_clinic(sources, file).1),
        ("logs", super::of_log),
        ("presentations", |sources, library, file| {
            check_presentation(sources, library, file).problems
        }),
    ];
    for (name, check) in beside {
        let (wanted, shown) = looked_at_beside(name, check);
        insta::assert_snapshot!(name, shown);
        all.extend(wanted);
    }
    let names = |folder: &Path| -> Vec<String> {
        let all = entries(folder).into_iter();
        all.map(|(name, _)| name).collect()
    };
    let mut runs: Vec<&str> = RUNS.into_iter().chain([BESIDE]).collect();
    runs.sort_unstable();
    assert_eq!(names(&folder()), runs, "each folder is run");
    let checked = beside.map(|(name, _)| name);
    assert_eq!(names(&folder().join(BESIDE)), checked, "and each beside");
    for code in codes::ALL {
        let is_planted = all.keys().any(|(.., planted)| planted == code.id);
        let is_elsewhere = ELSEWHERE.iter().any(|(one, _)| *one == code.id);
        assert!(
            is_planted != is_elsewhere,
            "{code}: plant a mistake, or say why there is none (and not both)"
        );
    }
}
