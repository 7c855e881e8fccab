//! Reading folders and files from disk.

use std::fmt;
use std::fs;
use std::io::Read;
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
/// # Errors
///
/// If the folder cannot be read. A file in it that cannot be read becomes [`Content::Unreadable`].
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
    if path.join("pack.toml").exists() {
        read_pack(sources, path)?;
        return Ok(1);
    }
    let mut count = 0;
    for entry in list(path)? {
        if entry.join("pack.toml").exists() {
            read_pack(sources, &entry)?;
            count += 1;
        }
    }
    if count == 0 && has_toml(path)? {
        // Pack files without a pack.toml: read them, so that the missing manifest can be reported.
        read_pack(sources, path)?;
        count = 1;
    }
    Ok(count)
}

fn read_pack(sources: &mut Sources, path: &Path) -> Result<(), ReadError> {
    let mut files = Vec::new();
    collect(path, "", 0, &mut files)?;
    let files = parallel::each(&files, |(inner, path)| {
        let content =
            read_bytes(path).unwrap_or_else(|error| Content::Unreadable { why: plain(&error) });
        (inner.clone(), content)
    });
    let shown = path.to_string_lossy();
    sources.add_pack(shown.trim_end_matches('/'), false, files);
    Ok(())
}

/// How deep folders may lie within a pack; a link that leads back into the pack would never end.
const MAX_DEPTH: usize = 6;

fn collect(
    folder: &Path,
    inner: &str,
    depth: usize,
    files: &mut Vec<(String, PathBuf)>,
) -> Result<(), ReadError> {
    for entry in list(folder)? {
        let Some(name) = entry.file_name().map(|name| name.to_string_lossy()) else {
            continue;
        };
        if name.starts_with('.') {
            continue;
        }
        let inner = if inner.is_empty() {
            name.into_owned()
        } else {
            format!("{inner}/{name}")
        };
        let is_folder = entry.is_dir();
        // A folder that is named like a file is reported as one.
        if is_read(&inner) && (!is_folder || inner.ends_with(".toml")) {
            files.push((inner, entry));
        } else if is_folder && depth < MAX_DEPTH {
            collect(&entry, &inner, depth + 1, files)?;
        }
    }
    Ok(())
}

fn has_toml(folder: &Path) -> Result<bool, ReadError> {
    Ok(list(folder)?.iter().any(|entry| {
        entry.extension().is_some_and(|ending| ending == "toml")
            && entry.file_name().is_some_and(|name| name != "regimen.toml")
    }))
}

/// A folder's entries, sorted by name.
fn list(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let error = |error: std::io::Error| ReadError {
        path: folder.to_owned(),
        wanted: "the folder",
        why: plain(&error),
    };
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(error)? {
        entries.push(entry.map_err(error)?.path());
    }
    entries.sort();
    Ok(entries)
}

fn read_bytes(path: &Path) -> std::io::Result<Content> {
    let file = fs::File::open(path)?;
    let meta = file.metadata()?;
    if meta.is_dir() {
        return Err(std::io::Error::other("it is a folder, not a file"));
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
fn plain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        _ => {
            let text = error.to_string();
            match text.split_once(" (os error") {
                Some((before, _)) => before.to_owned(),
                None => text,
            }
        }
    }
}
