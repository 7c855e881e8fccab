//! Reading folders and files from disk.

use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{Content, MAX_BYTES, Sources, is_read};
use crate::parallel;

/// A folder or file that the system would not give.
#[derive(Debug)]
pub struct ReadError {
    /// What was to be read.
    pub path: PathBuf,
    /// What it was to be, in words: `a pack folder`.
    pub wanted: &'static str,
    /// The system's reason.
    pub why: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "cannot read {} `{}`: {}",
            self.wanted,
            self.path.display(),
            self.why
        )
    }
}

impl std::error::Error for ReadError {}

/// Reads one file, at most [`MAX_BYTES`] of it.
///
/// # Errors
///
/// If it does not exist or cannot be opened. What it holds is never an error here: see [`Content`].
pub fn read_file(path: &Path) -> Result<Content, ReadError> {
    read_bytes(path).map_err(|error| ReadError {
        path: path.to_owned(),
        wanted: "the file",
        why: plain(&error),
    })
}

/// Reads a pack, or a folder of packs, into `sources`: a folder with a `pack.toml` is a pack, and else
/// each folder in it that has one. Returns how many packs were read.
///
/// The folder itself may be a link, since somebody named it. A link in it is never followed: packs come from anyone, and a link
/// can lead to any file of whoever reads them. It becomes [`Content::Link`].
///
/// # Errors
///
/// If the folder cannot be read. A file in it that cannot be read becomes [`Content::Unreadable`], and what goes beyond the
/// limits [`Content::LeftOut`].
pub fn read_packs(sources: &mut Sources, path: &Path) -> Result<usize, ReadError> {
    if !path.is_dir() {
        let why = match fs::metadata(path) {
            Ok(_) => "it is a file, and a pack is a folder".to_owned(),
            Err(error) => plain(&error),
        };
        return Err(ReadError {
            path: path.to_owned(),
            wanted: "the pack folder",
            why,
        });
    }
    if has_pack_file(path) {
        read_pack(sources, path)?;
        return Ok(1);
    }
    let mut count = 0;
    for entry in list(path, MAX_ENTRIES)? {
        count += usize::from(read_listed(sources, &entry)?);
    }
    if count == 0 && has_toml(path)? {
        // Pack files without a pack.toml: read them, so that the missing manifest can be reported.
        read_pack(sources, path)?;
        count = 1;
    }
    Ok(count)
}

/// Reads the pack that an entry of a listed folder is, if it is one. Nobody named it, so that a link is not followed.
///
/// # Errors
///
/// If the folder cannot be read: see [`read_packs`].
pub fn read_listed(sources: &mut Sources, path: &Path) -> Result<bool, ReadError> {
    if !has_pack_file(path) {
        return Ok(false);
    }
    if path.is_symlink() {
        sources.add_whole(path.to_string_lossy(), Content::Link);
    } else {
        read_pack(sources, path)?;
    }
    Ok(true)
}

/// Whether there is a `pack.toml`, whatever it is.
fn has_pack_file(path: &Path) -> bool {
    fs::symlink_metadata(path.join("pack.toml")).is_ok()
}

fn read_pack(sources: &mut Sources, path: &Path) -> Result<(), ReadError> {
    let mut walk = Walk::default();
    walk.folder(path, "", 0)?;
    let shown = path.to_string_lossy();
    let shown = shown.trim_end_matches('/');
    match walk.too_much() {
        // Which files come first in a folder is the system's affair: rather none than any.
        Some(why) => sources.add_whole(shown, Content::LeftOut { why }),
        None => {
            let files = parallel::each(&walk.files, |(inner, found)| {
                let content = match found {
                    Found::File(path) => {
                        read_regular(path).unwrap_or_else(|error| unreadable(plain(&error)))
                    }
                    Found::Said(content) => content.clone(),
                };
                (inner.clone(), content)
            });
            sources.add_pack(shown, false, files);
        }
    }
    Ok(())
}

/// How deep folders may lie within a pack. The deepest file of a pack that anything reads is in `text/LANG/exercises`.
const MAX_DEPTH: usize = 6;
/// How many files and folders a pack may have, those that are not read among them. The largest that is shipped has 250.
const MAX_ENTRIES: usize = 20_000;
/// How many bytes the files of a pack may have together. The largest that is shipped has 0.6 million.
const MAX_PACK_BYTES: u64 = 32 << 20;

/// What stands at a name.
enum Found {
    /// A file to be read.
    File(PathBuf),
    /// What is said of it without opening it.
    Said(Content),
}

/// What was found in a pack so far.
#[derive(Default)]
struct Walk {
    files: Vec<(String, Found)>,
    entries: usize,
    bytes: u64,
}

impl Walk {
    /// Why nothing of the pack is read, if it is too much.
    fn too_much(&self) -> Option<String> {
        if self.entries > MAX_ENTRIES {
            Some(format!("it has more than {MAX_ENTRIES} files and folders"))
        } else if self.bytes > MAX_PACK_BYTES {
            let megabytes = MAX_PACK_BYTES >> 20;
            Some(format!("its files have more than {megabytes} megabytes"))
        } else {
            None
        }
    }

    fn folder(&mut self, folder: &Path, inner: &str, depth: usize) -> Result<(), ReadError> {
        let left = MAX_ENTRIES.saturating_sub(self.entries);
        let entries = list(folder, left)?;
        self.entries += entries.len();
        for entry in entries {
            if self.too_much().is_some() {
                return Ok(());
            }
            let Some(name) = entry.file_name() else {
                continue;
            };
            let text = name.to_string_lossy();
            if text.starts_with('.') {
                continue;
            }
            let inner = match inner {
                "" => text.into_owned(),
                folder => format!("{folder}/{text}"),
            };
            let is_named = name
                .to_str()
                .is_some_and(|name| !name.contains(char::is_control));
            self.entry(&entry, inner, is_named, depth)?;
        }
        Ok(())
    }

    fn entry(
        &mut self,
        entry: &Path,
        inner: String,
        is_named: bool,
        depth: usize,
    ) -> Result<(), ReadError> {
        let meta = match fs::symlink_metadata(entry) {
            Ok(meta) => meta,
            Err(error) => {
                self.say(inner, unreadable(plain(&error)));
                return Ok(());
            }
        };
        // A folder that is named like a file is reported as one.
        let is_wanted = is_read(&inner) && (!meta.is_dir() || inner.ends_with(".toml"));
        if meta.is_symlink() {
            self.say(inner, Content::Link);
        } else if !is_named && (is_wanted || meta.is_dir()) {
            let why = "its name has a control character, or is no UTF-8";
            self.say(inner, unreadable(why.to_owned()));
        } else if is_wanted {
            // Larger ones are not read either.
            self.bytes += Some(meta.len())
                .filter(|&length| length <= MAX_BYTES)
                .unwrap_or(0);
            self.files.push((inner, Found::File(entry.to_owned())));
        } else if meta.is_dir() && depth < MAX_DEPTH {
            self.folder(entry, &inner, depth + 1)?;
        } else if meta.is_dir() {
            let why = format!("it lies more than {MAX_DEPTH} folders deep");
            self.say(inner, Content::LeftOut { why });
        }
        Ok(())
    }

    fn say(&mut self, inner: String, content: Content) {
        self.files.push((inner, Found::Said(content)));
    }
}

fn unreadable(why: String) -> Content {
    Content::Unreadable { why }
}

fn has_toml(folder: &Path) -> Result<bool, ReadError> {
    Ok(list(folder, MAX_ENTRIES)?.iter().any(|entry| {
        entry.extension().is_some_and(|ending| ending == "toml")
            && entry.file_name().is_some_and(|name| name != "regimen.toml")
    }))
}

/// A folder's entries, sorted by name; no more than one above so many.
fn list(folder: &Path, most: usize) -> Result<Vec<PathBuf>, ReadError> {
    let error = |error: io::Error| ReadError {
        path: folder.to_owned(),
        wanted: "the folder",
        why: plain(&error),
    };
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(error)?.take(most + 1) {
        entries.push(entry.map_err(error)?.path());
    }
    entries.sort();
    Ok(entries)
}

/// What somebody named: a link is followed, and a pipe is read.
fn read_bytes(path: &Path) -> io::Result<Content> {
    read_open(fs::File::open(path)?)
}

/// What a folder was found to hold: a file, and nothing that leads elsewhere or never ends.
fn read_regular(path: &Path) -> io::Result<Content> {
    if !fs::symlink_metadata(path)?.is_file() {
        return read_open_as_none(path);
    }
    let file = open_itself(path)?;
    // What stands there may be another thing by now.
    if !file.metadata()?.is_file() {
        return read_open_as_none(path);
    }
    read_open(file)
}

fn read_open_as_none(path: &Path) -> io::Result<Content> {
    let what = match path.is_dir() {
        true => "it is a folder, not a file",
        false => "it is a pipe, a socket or a device, not a file",
    };
    Err(io::Error::other(what))
}

/// Opens what stands at a path, not what it leads to, and without waiting for anybody to write to it.
#[cfg(unix)]
fn open_itself(path: &Path) -> io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = libc::O_NOFOLLOW | libc::O_NONBLOCK | libc::O_NOCTTY;
    let mut options = fs::OpenOptions::new();
    options.read(true).custom_flags(flags).open(path)
}

/// Other systems can only be asked before it is opened.
#[cfg(not(unix))]
fn open_itself(path: &Path) -> io::Result<fs::File> {
    fs::File::open(path)
}

fn read_open(file: fs::File) -> io::Result<Content> {
    let meta = file.metadata()?;
    if meta.is_dir() {
        return Err(io::Error::other("it is a folder, not a file"));
    }
    if meta.len() > MAX_BYTES {
        return Ok(Content::TooLarge { bytes: meta.len() });
    }
    // One byte more, so that its end is seen without room for more.
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).map_or(0, |length| length + 1));
    // A pipe or a device has no length: stop reading just past the limit.
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(Content::from_bytes(bytes))
}

/// The system's reason in plain words, without its error number.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        _ => {
            let text = error.to_string();
            match text.split_once(" (os error") {
                Some((before, _)) => before.to_owned(),
                None => text,
            }
        }
    }
}
