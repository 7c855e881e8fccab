//! Packs full of mistakes, in `tests/mistakes`: each folder there is checked in one run, and what the files themselves expect at
//! the ends of their lines, as in `# R103`, must come, all of it and nothing else.
//!
//! A file that cannot say so itself, since it holds nothing, has a line in the folder's `unmarked.txt`: the code and the path.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use regimen_core::check;
use regimen_core::diagnostic::{codes, human, summary};
use regimen_core::source::{Sources, read_packs};

/// Codes of packs that no file here can have, and why. Their examples are run all the same.
const ELSEWHERE: [(&str, &str); 11] = [
    (
        "R004",
        "a file of more than a megabyte is not for a repository",
    ),
    (
        "R005",
        "a folder named like a file would have to be empty, and those are not kept",
    ),
    ("R209", "of logs"),
    ("R313", "of presentations"),
    ("R314", "of presentations"),
    ("R317", "of logs"),
    ("R613", "of a clinic's file"),
    (
        "R619",
        "not every system keeps links, and not everybody may make one",
    ),
    (
        "R620",
        "a folder so deep would have to be empty, and those are not kept",
    ),
    ("R615", "said only where there is no error"),
    (
        "R625",
        "said only where all packs have a language in common, and here one has not",
    ),
];

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

/// What the files of a folder expect.
fn expected(folder: &Path, inner: &str, all: &mut Count) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().expect("a name").to_string_lossy();
        let inner = match inner {
            "" => name.into_owned(),
            folder => format!("{folder}/{name}"),
        };
        if path.is_dir() {
            expected(&path, &inner, all);
            continue;
        }
        let bytes = fs::read(&path).expect("a file");
        let text = String::from_utf8_lossy(&bytes);
        for (line, at) in text.lines().zip(1..) {
            if inner == "unmarked.txt" {
                let (code, path) = line.split_once(' ').expect("a code and a path");
                *all.entry((path.to_owned(), 1, code.to_owned()))
                    .or_default() += 1;
                continue;
            }
            for code in codes_of(line) {
                let key = (inner.clone(), at, code.to_owned());
                *all.entry(key).or_default() += 1;
            }
        }
    }
}

/// Checks a folder, holds what is said against what is expected, and gives the report for people.
fn looked_at(name: &str) -> (Count, String) {
    let folder = folder().join(name);
    let mut wanted = Count::new();
    expected(&folder, "", &mut wanted);
    let mut read = Sources::new();
    read_packs(&mut read, &folder).expect("the packs can be read");
    // As if they lay in the current folder: what is printed must not hold where the project lies.
    let mut sources = Sources::new();
    for (_, pack) in read.folders() {
        let whole = folder.to_string_lossy();
        let path = pack.path.strip_prefix(&*whole).unwrap_or(&pack.path);
        let files = pack.files.iter().map(|&file| {
            let file = read.file(file);
            (file.inner.clone(), file.content.clone())
        });
        sources.add_pack(path.trim_start_matches('/'), false, files);
    }
    let problems = check(&sources).problems;
    let locator = sources.locator();
    let mut said = Count::new();
    for one in &problems {
        let path = sources.file(one.place.file).path.trim_start_matches('/');
        let line = locator.line_column(&one.place).line;
        *said
            .entry((path.to_owned(), line, one.code.id.to_owned()))
            .or_default() += 1;
    }
    let shown = human(&problems, &locator, false);
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
    (wanted, format!("{shown}{}\n", summary(&problems)))
}

/// The folders, each one run.
const RUNS: [&str; 4] = ["shape", "sense", "bare", "no-pack-file"];

#[test]
fn every_planted_mistake_is_reported_at_its_line_and_nothing_else_is() {
    let mut all = Count::new();
    for run in RUNS {
        let (wanted, shown) = looked_at(run);
        insta::assert_snapshot!(run, shown);
        for ((path, line, code), count) in wanted {
            all.insert((format!("{run}/{path}"), line, code), count);
        }
    }
    let planted: usize = all.values().sum();
    assert!(planted > 250, "only {planted} mistakes are planted");
    let mut folders: Vec<String> = fs::read_dir(folder())
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    folders.sort();
    let mut runs = RUNS.map(str::to_owned);
    runs.sort();
    assert_eq!(folders, runs, "each folder is run");
    for code in codes::ALL {
        let is_planted = all.keys().any(|(.., planted)| planted == code.id);
        let is_elsewhere = ELSEWHERE.iter().any(|(one, _)| *one == code.id);
        assert!(
            is_planted != is_elsewhere,
            "{code}: plant a mistake, or say why there is none (and not both)"
        );
    }
}
