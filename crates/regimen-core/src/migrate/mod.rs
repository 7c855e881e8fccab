//! Packs of an older format into the one that this version reads, a step a format, with every comment kept.
//!
//! A step sees a pack's files as documents that remember how they are written, and changes them in memory; nothing is read or
//! written here. Format 1 is the first, so that there is no step yet: the tests have one, between formats of their own.

mod edit;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

use toml_edit::{DocumentMut, Item, Value};

pub use edit::{rename_key, take};

use crate::format::FORMAT;
use crate::source::too_deep;

/// The files of a pack, by path within it.
pub type Files = BTreeMap<String, DocumentMut>;

/// What brings a pack from one format to the next one.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// The format that it starts from; it leads to the next number.
    pub from: u32,
    /// Changes the files, `format` in `pack.toml` not among what it has to change.
    pub change: fn(&mut Files) -> Result<(), Fault>,
}

/// Every step, in order, without a gap up to [`FORMAT`].
pub const STEPS: &[Step] = &[];

/// Why a pack is left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// There is no `pack.toml`, or it does not say which format the pack is in.
    NoFormat,
    /// The format is none that there ever was.
    Unknown(i64),
    /// The pack is newer than this version of the program.
    Newer(i64),
    /// A file is not TOML: its path, and what is wrong in a few words.
    NotToml(String, String),
    /// A step cannot do with a file what it has to: its path, and why.
    File(String, String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::NoFormat => f.write_str("pack.toml does not say which format the pack is in"),
            Fault::Unknown(format) => write!(f, "there is no format {format}"),
            Fault::Newer(format) => write!(
                f,
                "the pack is in format {format}, and this version of regimen knows formats up to {FORMAT}"
            ),
            Fault::NotToml(path, why) => write!(f, "{path} is not TOML: {why}"),
            Fault::File(path, why) => write!(f, "{path}: {why}"),
        }
    }
}

/// What becomes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file within the pack.
    pub path: String,
    /// Its text; nothing for a file that is new.
    pub before: Option<String>,
    /// Its text then; nothing for a file that goes.
    pub after: Option<String>,
}

/// What becomes of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migrated {
    /// The format that it is in.
    pub from: u32,
    /// The format that it is then in.
    pub to: u32,
    /// What changes, by path; nothing if it is in that format already.
    pub changes: Vec<Change>,
}

/// A pack's TOML files, by path within it, in the format of this version.
///
/// # Errors
///
/// If the format is not known, or a file is not TOML or not what a step needs.
pub fn migrate(files: &BTreeMap<String, String>) -> Result<Migrated, Fault> {
    by(STEPS, FORMAT, files)
}

/// The same with these steps up to this format.
fn by(steps: &[Step], to: u32, files: &BTreeMap<String, String>) -> Result<Migrated, Fault> {
    let from = format(files)?;
    let mut at = match u32::try_from(from) {
        Ok(at) if at > 0 => at,
        _ => return Err(Fault::Unknown(from)),
    };
    let mut migrated = Migrated {
        from: at,
        to,
        changes: Vec::new(),
    };
    if at == to {
        return Ok(migrated);
    }
    if at > to {
        return Err(Fault::Newer(from));
    }
    let mut documents = Files::new();
    for (path, text) in files {
        documents.insert(path.clone(), parse(path, &text.replace("\r\n", "\n"))?);
    }
    // What no step touches stays as it is written, whatever a document makes of it.
    let untouched: BTreeMap<String, String> = documents
        .iter()
        .map(|(path, document)| (path.clone(), document.to_string()))
        .collect();
    while at < to {
        let step = steps.iter().find(|step| step.from == at);
        (step.ok_or(Fault::Unknown(from))?.change)(&mut documents)?;
        at += 1;
        set_format(&mut documents, at)?;
    }
    let then: BTreeMap<String, String> = documents
        .into_iter()
        .map(|(path, document)| {
            let text = document.to_string();
            let text = match files.get(&path) {
                Some(before) if untouched.get(&path) == Some(&text) => before.clone(),
                Some(before) => with_line_ends_of(before, text),
                None => with_line_ends_of(files.get("pack.toml").map_or("", String::as_str), text),
            };
            (path, text)
        })
        .collect();
    // Whatever a step did, what is written can be read.
    for (path, text) in &then {
        parse(path, text)?;
    }
    let mut paths: Vec<&String> = files.keys().chain(then.keys()).collect();
    paths.sort();
    paths.dedup();
    let changes = paths.into_iter().map(|path| Change {
        path: path.clone(),
        before: files.get(path).cloned(),
        after: then.get(path).cloned(),
    });
    migrated.changes = changes.filter(|one| one.before != one.after).collect();
    Ok(migrated)
}

/// A text with the line ends of another one, if those are all Windows'.
fn with_line_ends_of(other: &str, text: String) -> String {
    let windows = other.contains("\r\n") && !other.replace("\r\n", "").contains('\n');
    match windows {
        true => text.replace('\n', "\r\n"),
        false => text,
    }
}

fn parse(path: &str, text: &str) -> Result<DocumentMut, Fault> {
    if too_deep(text).is_some() {
        let why = "it is nested too deep";
        return Err(Fault::NotToml(path.to_owned(), why.to_owned()));
    }
    text.parse().map_err(|error: toml_edit::TomlError| {
        let why = error.message().lines().next().unwrap_or("");
        Fault::NotToml(path.to_owned(), why.to_owned())
    })
}

/// The format that a pack says it is in.
fn format(files: &BTreeMap<String, String>) -> Result<i64, Fault> {
    let text = files.get("pack.toml").ok_or(Fault::NoFormat)?;
    let document = parse("pack.toml", text)?;
    let format = document.get("format").and_then(Item::as_integer);
    format.ok_or(Fault::NoFormat)
}

/// Writes the format down, with what stands around the number.
fn set_format(files: &mut Files, format: u32) -> Result<(), Fault> {
    let pack = files.get_mut("pack.toml").ok_or(Fault::NoFormat)?;
    let value = pack.get_mut("format").and_then(Item::as_value_mut);
    let value = value.ok_or(Fault::NoFormat)?;
    let mut new = Value::from(i64::from(format));
    *new.decor_mut() = value.decor().clone();
    *value = new;
    Ok(())
}
