//! An example of a rule's document, laid over the small pack for knees.
//!
//! What an example shows of a file that is there takes the place of what it names: a key at the top of the file the same key,
//! a table the table of the same name, an entry of a list the entry that begins with the same line. All else of the file stays.

use std::fs;
use std::path::{Path, PathBuf};

use regimen_core::diagnostic::document::Piece;
use regimen_core::format::date::Date;
use regimen_core::source::{Sources, read_packs};

/// What marks the line at which the rule speaks.
pub(crate) const MARK: &str = "# <- here";

/// What an example is, if it is no file of a pack.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Special {
    /// A presentation.
    Presentation,
    /// A log.
    Log,
    /// A clinic's file.
    Clinic,
}

/// A section laid over the pack.
pub(crate) struct Laid {
    /// The folder of the packs.
    pub(crate) folder: tempfile::TempDir,
    /// Whether there is a second pack.
    pub(crate) second: bool,
    /// The file at whose top the rule speaks, from the folder; empty if the lines are marked.
    pub(crate) top: String,
    /// What day it is, if that is said.
    pub(crate) today: Option<Date>,
    /// What is checked beside the packs: its kind, its name and its text.
    pub(crate) special: Option<(Special, String, String)>,
}

/// Lays a section of a code's document over the pack.
pub(crate) fn lay(code: &str, base: &Path, section: &[Piece<'_>]) -> Laid {
    let mut laid = Laid {
        folder: tempfile::tempdir().expect("a folder for the test"),
        second: false,
        top: String::new(),
        today: None,
        special: None,
    };
    let mut sources = Sources::new();
    read_packs(&mut sources, base).expect("the pack can be read");
    for &file in sources.folders().flat_map(|(_, folder)| &folder.files) {
        let file = sources.file(file);
        let path = laid.folder.path().join("knee").join(&file.inner);
        write(&path, file.text().as_bytes());
    }
    let mut before = "";
    for piece in section {
        match piece {
            Piece::Section(_) => {}
            Piece::Words(words) => {
                before = words;
                without_text(&mut laid, words);
            }
            Piece::File { text, .. } => with_text(code, &mut laid, before, text),
        }
    }
    laid
}

/// The folders of the second and the third pack.
const OTHERS: [&str; 2] = ["ankle/", "hip/"];

fn is_other(path: &str) -> bool {
    OTHERS.iter().any(|folder| path.starts_with(folder))
}

/// A file's path from the folder of the packs: those of another pack begin with its name.
fn inner(path: &str) -> String {
    match is_other(path) {
        true => path.to_owned(),
        false => format!("knee/{path}"),
    }
}

/// What stands between these two, if the words are just that.
fn between<'a>(words: &'a str, before: &str, after: &str) -> Option<&'a str> {
    words.strip_prefix(before)?.strip_suffix(after)
}

/// A paragraph that says all of what is done to a file. Others are left alone.
fn without_text(laid: &mut Laid, words: &str) {
    let folder = laid.folder.path().to_owned();
    let at = |path: &str| folder.join(inner(path));
    if let Some(path) = between(words, "In `", "`, a file with nothing in it.") {
        write(&at(path), b"");
    } else if let Some((path, count)) =
        between(words, "In `", " spaces.").and_then(|words| words.split_once("`, "))
    {
        write(
            &at(path),
            " ".repeat(count.parse().expect("a number")).as_bytes(),
        );
    } else if let Some(path) = between(words, "A folder named `", "`.") {
        fs::create_dir_all(at(path)).expect("a folder");
    } else if let Some((path, to)) =
        between(words, "A link named `", "`.").and_then(|words| words.split_once("` to `"))
    {
        link(Path::new(to), &at(path));
    } else if let Some((key, path)) =
        between(words, "Without the line `", "`.").and_then(|words| words.split_once("` in `"))
    {
        let text = fs::read_to_string(at(path)).expect("a file");
        let is_it = |line: &&str| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.starts_with(" ="))
        };
        assert_eq!(text.lines().filter(is_it).count(), 1, "{words}");
        let left: String = text
            .lines()
            .filter(|line| !is_it(line))
            .map(|line| format!("{line}\n"))
            .collect();
        write(&at(path), left.as_bytes());
    } else if let Some(path) = between(words, "Without the file `", "`.") {
        // In a mend it takes away what the example brought; in an example, what the pack has.
        if at(path).exists() {
            fs::remove_file(at(path)).expect("a file to take away");
        }
    } else if let Some(day) = between(words, "On the day ", ".") {
        laid.today = Some(day.parse().expect("a day"));
    } else if let Some(path) = between(words, "Without the folder `", "`.") {
        if at(path).exists() {
            fs::remove_dir_all(at(path)).expect("a folder to take away");
        }
    } else if let Some(path) = between(words, "Reported at the top of `", "`.") {
        laid.top = inner(path);
    }
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) {
    std::os::unix::fs::symlink(to, at).expect("a link");
}

/// Elsewhere not everybody may make a link.
#[cfg(not(unix))]
fn link(_: &Path, _: &Path) {}

/// What stands in a file, as the paragraph before it says.
fn with_text(code: &str, laid: &mut Laid, words: &str, text: &str) {
    let specials = [
        ("In a presentation, `", Special::Presentation),
        ("In a log, `", Special::Log),
        ("In the clinic's `", Special::Clinic),
    ];
    for (start, special) in specials {
        if let Some(name) = between(words, start, "`:") {
            laid.special = Some((special, name.to_owned(), text.to_owned()));
            return;
        }
    }
    let at = |path: &str| laid.folder.path().join(inner(path));
    if let Some(path) = between(words, "In `", "`, these bytes:") {
        let bytes: Result<Vec<u8>, _> = text
            .split_whitespace()
            .map(|byte| u8::from_str_radix(byte, 16))
            .collect();
        write(&at(path), &bytes.expect("bytes"));
    } else if let Some((path, count)) =
        between(words, "In `", " times, with a number in place of N:")
            .and_then(|words| words.split_once("`, "))
    {
        let count: usize = count.parse().expect("a number");
        let texts = (1..=count).map(|one| {
            // Only the last one is marked.
            let text = match one == count {
                true => text.to_owned(),
                false => text.replace(MARK, ""),
            };
            format!("{}\n", text.replace('N', &one.to_string()))
        });
        put(at(path), &texts.collect::<String>());
    } else if let Some(path) = between(words, "In a second pack, `", "`:")
        .or_else(|| between(words, "In a third pack, `", "`:"))
    {
        assert!(is_other(path), "{code}: {words}");
        put(at(path), text);
        laid.second = true;
    } else if let Some(path) = between(words, "In `", "`:") {
        put(at(path), text);
    } else {
        panic!("{code}: nobody knows what this is: {words}");
    }
}

/// A text over a file, or as a file that was not there.
fn put(path: PathBuf, text: &str) {
    match fs::read_to_string(&path) {
        Ok(below) => write(&path, over(&below, text).as_bytes()),
        Err(_) => write(&path, text.as_bytes()),
    }
}

fn write(path: &Path, bytes: &[u8]) {
    let folder = path.parent().expect("a file in a folder");
    fs::create_dir_all(folder).expect("a folder");
    fs::write(path, bytes).expect("a file that can be written");
}

/// Lines that belong together: a key with its value, or a table with its header.
#[derive(Debug, Clone)]
struct Part {
    /// The key, or the header without a comment; empty for blanks and comments between keys.
    name: String,
    lines: Vec<String>,
    /// Whether the text on top has put it there.
    put: bool,
}

impl Part {
    /// Of an entry of a list, its first line: that tells it from the other entries.
    fn begins(&self) -> &str {
        let line = self.lines.get(1).map_or("", String::as_str);
        line.split('#').next().unwrap_or("").trim()
    }

    fn is_entry(&self) -> bool {
        self.name.starts_with("[[")
    }
}

/// The keys at the top of a file, and its tables.
fn parts(text: &str) -> (Vec<Part>, Vec<Part>) {
    let (mut keys, mut tables): (Vec<Part>, Vec<Part>) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let bare = line.split('#').next().unwrap_or("").trim_end();
        let key = line
            .split_once('=')
            .map(|(key, _)| key.trim_end())
            .filter(|key| !key.is_empty() && !key.contains([' ', '"', '[', '{', '#']));
        let part = |name: &str| Part {
            name: name.to_owned(),
            lines: vec![line.to_owned()],
            put: false,
        };
        if bare.starts_with('[') && bare.ends_with(']') {
            tables.push(part(bare));
        } else if let Some(table) = tables.last_mut() {
            table.lines.push(line.to_owned());
        } else if let Some(key) = key {
            keys.push(part(key));
        } else if line.is_empty() || line.starts_with('#') || keys.is_empty() {
            keys.push(part(""));
        } else if let Some(key) = keys.last_mut() {
            key.lines.push(line.to_owned());
        }
    }
    (keys, tables)
}

/// A text laid over another.
fn over(below: &str, text: &str) -> String {
    let (mut keys, mut tables) = parts(below);
    let (new_keys, new_tables) = parts(text);
    for new in new_keys.into_iter().filter(|new| !new.name.is_empty()) {
        match keys.iter_mut().find(|old| old.name == new.name) {
            Some(old) => *old = new,
            None => {
                let blanks = |part: &&Part| part.lines.iter().all(String::is_empty);
                let after = keys.iter().rev().take_while(blanks).count();
                keys.insert(keys.len() - after, new);
            }
        }
    }
    for mut new in new_tables {
        new.put = true;
        new.lines.push(String::new());
        let same = |old: &Part| {
            !old.put && old.name == new.name && (!new.is_entry() || old.begins() == new.begins())
        };
        match tables.iter().position(same) {
            Some(at) => tables.splice(at..=at, [new]).for_each(drop),
            None => tables.push(new),
        }
    }
    let all = keys.into_iter().chain(tables);
    let lines = all.flat_map(|part| part.lines);
    lines.map(|line| format!("{line}\n")).collect()
}
