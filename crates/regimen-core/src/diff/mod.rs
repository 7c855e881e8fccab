//! Two versions of some packs in clinical terms: what changed, in words, and which plans change with it.
//!
//! The changes come from the two libraries, record by record and matched by id; the effect comes from planning
//! every presentation of a stated set with both. The words are for clinicians and content leads.

mod dose;
mod effect;
mod entry;
mod facts;
mod programmes;
mod records;
mod rules;
mod set;
mod shape;
mod sides;
mod text;
mod vocabulary;

use serde::Serialize;

use crate::id::PackId;
use crate::library::Library;
use crate::source::Sources;

pub use effect::{Effect, Group, GroupKind};
pub use set::{Example, ReferenceSet};
pub use sides::complete;

use entry::Entries;

/// One side: its library and the files that it was made from.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The library.
    pub library: &'a Library,
    /// The files.
    pub sources: &'a Sources,
}

/// What differs between two versions of some packs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The packs of either side.
    pub packs: Vec<PackChange>,
    /// What changed of what plans depend on, a record each.
    pub changes: Vec<Change>,
    /// Records of which only words or citations changed, and those words of changed records.
    pub wording: Vec<Wording>,
    /// Files that differ in nothing that is listed above, such as comments.
    pub other_files: Vec<String>,
    /// What becomes of plans.
    pub effect: Effect,
}

/// A pack on either side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackChange {
    /// Its name.
    pub name: PackId,
    /// Its version in OLD; none if it is not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// Its version in NEW; none if it is not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// Whether any of its files differs.
    pub differs: bool,
    /// Whether both sides took it from the program.
    pub built_in: bool,
}

/// How a record changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Only NEW has it.
    Added,
    /// Only OLD has it.
    Removed,
    /// Both have it.
    Changed,
}

/// One record that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The kind of record, as in `exercise`.
    pub kind: &'static str,
    /// Its id; for a substitution, what it replaces.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// How it changed.
    pub how: How,
    /// What changed, a sentence each.
    pub what: Vec<String>,
}

/// One record whose words changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wording {
    /// The kind of record.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// The keys whose text changed.
    pub keys: Vec<&'static str>,
}

/// What differs between two sides, in words and in plans.
pub fn diff(old: Side<'_>, new: Side<'_>) -> Difference {
    let packs = packs(old.library, new.library);
    let mut entries = Entries::new(old.library, new.library);
    vocabulary::compare(&mut entries);
    records::compare(&mut entries);
    rules::compare(&mut entries);
    programmes::compare(&mut entries);
    let same = packs.iter().all(|one| !one.differs);
    let other_files = entries.other_files(old, new);
    Difference {
        packs,
        effect: effect::effect(old.library, new.library, same),
        changes: entries.changes,
        wording: entries.wording,
        other_files,
    }
}

fn packs(old: &Library, new: &Library) -> Vec<PackChange> {
    let mut names: Vec<&PackId> = old
        .packs
        .iter()
        .chain(&new.packs)
        .map(|pack| &pack.name)
        .collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .map(|name| {
            let find = |library: &'_ Library| {
                let found = library.packs.iter().find(|pack| pack.name == *name);
                found.map(|pack| (pack.version.to_string(), pack.digest.clone(), pack.built_in))
            };
            let (before, after) = (find(old), find(new));
            PackChange {
                name: name.clone(),
                differs: before.as_ref().map(|one| &one.1) != after.as_ref().map(|one| &one.1),
                built_in: [&before, &after]
                    .iter()
                    .all(|one| one.as_ref().is_some_and(|one| one.2)),
                old: before.map(|one| one.0),
                new: after.map(|one| one.0),
            }
        })
        .collect()
}

impl Difference {
    /// Whether anything differs.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
            && self.wording.is_empty()
            && self.other_files.is_empty()
            && self.effect.differ == 0
            && self.packs.iter().all(|pack| !pack.differs)
    }

    /// The difference as JSON, indented, with a line end.
    pub fn to_json(&self) -> String {
        // Strings, numbers and lists only: nothing here can fail to serialise.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// The difference for a terminal, at most [`crate::wrap::WIDTH`] columns wide wherever words can be parted.
    pub fn to_text(&self) -> String {
        text::text(self)
    }
}
