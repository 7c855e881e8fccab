//! What `regimen check --fix` mends, and what it leaves to people: `tests/mends.toml`, and slips planted in the shipped packs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use regimen_core::check;
use regimen_core::diagnostic::{Diagnostic, codes, human, mend};
use regimen_core::source::{Content, FileId, Sources, read_packs};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    certain: Vec<Case>,
    left: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    about: String,
    /// The codes of what is mended, in order.
    #[serde(default)]
    codes: Vec<String>,
    /// The code of what is left.
    #[serde(default)]
    code: String,
    file: String,
    right: String,
    wrong: String,
    #[serde(default)]
    beside: Vec<Beside>,
}

/// A file that is new, or has some words in place of others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Beside {
    file: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

/// The texts of a folder of packs, by path from there.
fn texts(folder: &Path) -> BTreeMap<String, String> {
    let mut sources = Sources::new();
    read_packs(&mut sources, folder).expect("the packs can be read");
    let folders = sources.folders();
    let files = folders.flat_map(|(_, one)| one.files.iter().copied());
    let texts = files.map(|file| {
        let file = sources.file(file);
        let path = Path::new(&file.path).strip_prefix(folder);
        let path = path.expect("a file of the folder").to_string_lossy();
        (path.into_owned(), file.text().to_owned())
    });
    texts.collect()
}

fn sources(texts: &BTreeMap<String, String>) -> Sources {
    let mut packs: BTreeMap<&str, Vec<(String, Content)>> = BTreeMap::new();
    for (path, text) in texts {
        let (pack, inner) = path.split_once('/').expect("a pack and a file");
        let file = (inner.to_owned(), Content::Text(text.clone()));
        packs.entry(pack).or_default().push(file);
    }
    let mut sources = Sources::new();
    for (pack, files) in packs {
        sources.add_pack(pack, false, files);
    }
    sources
}

fn all_problems(sources: &Sources) -> Vec<Diagnostic> {
    check(sources).problems
}

fn anywhere(_: FileId) -> bool {
    true
}

fn file(sources: &Sources, path: &str) -> FileId {
    let mut files = sources.folders().flat_map(|(_, one)| one.files.clone());
    let found = files.find(|file| sources.file(*file).path == path);
    found.unwrap_or_else(|| panic!("{path} is a file"))
}

/// The packs of a case without and with its mistake.
fn laid(case: &Case) -> (String, Sources) {
    let knee = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/packs-knee");
    let mut texts = texts(&knee);
    for one in &case.beside {
        let text = texts.entry(one.file.clone()).or_default();
        if one.from.is_empty() {
            text.clone_from(&one.text);
        } else {
            assert!(text.contains(&one.from), "{}", case.about);
            *text = text.replace(&one.from, &one.to);
        }
    }
    let clean = sources(&texts);
    let problems = all_problems(&clean);
    let shown = human(&problems, &clean.locator(), false);
    assert!(problems.is_empty(), "{}: before:\n{shown}", case.about);
    let text = texts.get_mut(&case.file).expect("a file of the packs");
    let before = text.clone();
    assert!(before.contains(&case.right), "{}", case.about);
    *text = before.replace(&case.right, &case.wrong);
    (before, sources(&texts))
}

fn cases() -> Cases {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/mends.toml");
    let text = std::fs::read_to_string(path).expect("the cases can be read");
    toml::from_str(&text).expect("the cases are cases")
}

/// What is amiss with a case that is to be mended.
fn amiss(case: &Case) -> Option<String> {
    let (before, packs) = laid(case);
    let path = file(&packs, &case.file);
    let mended = mend(packs, anywhere, all_problems);
    let problems = all_problems(&mended.sources);
    let shown = human(&problems, &mended.sources.locator(), false);
    let text = mended.sources.file(path).text();
    let came: Vec<&str> = mended.made.iter().map(|one| one.code.id).collect();
    let only_there = mended.changed.iter().eq([&path]);
    if text != before || came != case.codes || !only_there || !problems.is_empty() {
        return Some(format!("came by {came:?}:\n{text}\n{shown}"));
    }
    let again = mend(mended.sources, anywhere, all_problems);
    (!again.made.is_empty()).then(|| format!("mended again: {:?}", again.made))
}

#[test]
fn what_is_certain_is_mended_byte_for_byte_and_by_the_codes_that_say_so() {
    let mut mended = BTreeSet::new();
    let mut wrong = Vec::new();
    for case in cases().certain {
        wrong.extend(amiss(&case).map(|what| format!("{}: {what}", case.about)));
        mended.extend(case.codes);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let said = codes::ALL.iter().filter(|code| code.mends);
    let said: BTreeSet<String> = said.map(|code| code.id.to_owned()).collect();
    assert_eq!(
        mended, said,
        "a code has a case here if its document says that `regimen check --fix` mends it, and only then"
    );
}

#[test]
fn what_has_more_than_one_answer_is_left_to_people() {
    let mut wrong = Vec::new();
    for case in cases().left {
        let (before, packs) = laid(&case);
        let path = file(&packs, &case.file);
        let mended = mend(packs, anywhere, all_problems);
        let text = mended.sources.file(path).text();
        let problems = all_problems(&mended.sources);
        let is_said = problems.iter().any(|one| one.code.id == case.code);
        if !mended.made.is_empty() || text == before || !is_said {
            let shown = human(&problems, &mended.sources.locator(), false);
            wrong.push(format!("{}: {:?}\n{shown}", case.about, mended.made));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Some letters of a name changed as a hand slips.
fn slip(name: &str, random: &mut fastrand::Rng) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = random.usize(0..letters.len());
    match random.u8(0..4) {
        0 if at > 0 => letters.swap(at - 1, at),
        1 => {
            letters.remove(at);
        }
        2 => letters.insert(at, random.lowercase()),
        _ => {
            letters.remove(at);
            letters.insert(at, random.lowercase());
        }
    }
    letters.into_iter().collect()
}

/// A slip in a key or an id of a text, somewhere; not in what names a record, since that is wrong in many places.
fn with_a_slip(text: &str, random: &mut fastrand::Rng) -> Option<String> {
    let name = |word: &str| {
        word.len() > 2
            && word
                .chars()
                .all(|one| one.is_ascii_lowercase() || "-_".contains(one))
    };
    let mut places = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let own = line.trim_start().starts_with("id = ") || line.starts_with('#');
        let parts =
            line.split_inclusive(|one: char| !(one.is_ascii_alphanumeric() || "-_".contains(one)));
        let mut at = start;
        for part in parts {
            let word = part
                .trim_end_matches(|one: char| !(one.is_ascii_alphanumeric() || "-_".contains(one)));
            let (before, after) = (&text[..at], &text[at + word.len()..]);
            let in_quotes = before.ends_with('"') && after.starts_with('"');
            let is_key = after.starts_with(" = ") || after.starts_with(']');
            if !own && name(word) && (in_quotes || is_key) {
                places.push(at..at + word.len());
            }
            at += part.len();
        }
        start += line.len();
    }
    let place = random.choice(places)?;
    let mut out = text.to_owned();
    let slipped = slip(&text[place.clone()], random);
    out.replace_range(place, &slipped);
    Some(out)
}

#[test]
fn a_slip_in_a_shipped_file_is_mended_to_the_very_bytes_or_left_alone() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let clean = texts(&data);
    let nothing = mend(sources(&clean), anywhere, all_problems);
    assert!(nothing.made.is_empty(), "{:?}", nothing.made);
    let (mut mended_files, mut left_files) = (0, 0);
    for seed in 0..4 {
        let mut random = fastrand::Rng::with_seed(seed);
        // A slip in a file that others need would be a hundred mistakes: in the records that stand in files of their own.
        let wrong: BTreeMap<String, String> = clean
            .iter()
            .map(|(path, text)| {
                let alone = [
                    "/exercises/",
                    "/findings/",
                    "/programmes/",
                    "/ladders/",
                    "/cases/",
                ];
                let is_alone =
                    alone.iter().any(|one| path.contains(one)) && !path.contains("/text/");
                let slipped = is_alone.then(|| with_a_slip(text, &mut random)).flatten();
                (path.clone(), slipped.unwrap_or_else(|| text.clone()))
            })
            .collect();
        let mended = mend(sources(&wrong), anywhere, all_problems);
        for (path, right) in &clean {
            let wrong = &wrong[path];
            let now = mended.sources.file(file(&mended.sources, path)).text();
            assert!(now == right || now == wrong, "{path}:\n{now}");
            if right != wrong {
                *(if now == right {
                    &mut mended_files
                } else {
                    &mut left_files
                }) += 1;
            }
        }
    }
    // Neither is for show.
    assert!(
        mended_files > 100 && left_files > 50,
        "{mended_files} mended, {left_files} left"
    );
}
