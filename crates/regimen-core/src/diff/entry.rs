//! Collecting what changed: records matched by id, sentences for what plans depend on, keys for words.

use std::collections::BTreeSet;

use crate::level::{Level, Levels};
use crate::library::{Key, Library, Origin, Reference, Retires, Stage, Table};
use crate::source::Sources;

use super::{Change, How, Side, Wording};

/// Everything that changed so far.
pub(super) struct Entries<'a> {
    pub(super) old: &'a Library,
    pub(super) new: &'a Library,
    pub(super) changes: Vec<Change>,
    pub(super) wording: Vec<Wording>,
    /// The files, as `pack/file`, that some change stands in.
    files: BTreeSet<String>,
    /// Kinds of file, by name, in which something changed and whose records do not say where they stand.
    kinds: BTreeSet<&'static str>,
}

/// Where a record stands, as far as it is known.
pub(super) enum Stands<'a> {
    /// Here.
    At(&'a Origin),
    /// In some pack's file of this name.
    In(&'static str),
}

/// What changed of one record.
#[derive(Default)]
pub(super) struct Entry {
    what: Vec<String>,
    keys: Vec<&'static str>,
}

impl Entry {
    /// Something that plans depend on.
    pub(super) fn says(&mut self, what: impl Into<String>) {
        self.what.push(what.into());
    }

    /// Words, or what they rest on.
    pub(super) fn words(&mut self, key: &'static str, same: bool) {
        if !same && !self.keys.contains(&key) {
            self.keys.push(key);
        }
    }

    /// One value that became another.
    pub(super) fn turned<T: PartialEq>(
        &mut self,
        what: &str,
        old: &T,
        new: &T,
        say: impl Fn(&T) -> String,
    ) {
        if old != new {
            self.says(format!("{what}: {}, was {}", say(new), say(old)));
        }
    }

    /// Something that holds now, or no longer.
    pub(super) fn flag(&mut self, what: &str, old: bool, new: bool) {
        match (old, new) {
            (false, true) => self.says(format!("now {what}")),
            (true, false) => self.says(format!("no longer {what}")),
            _ => {}
        }
    }

    /// Whether the record is kept only for who still names it. What takes its place is read where it stands.
    pub(super) fn deprecated<T: Retires>(&mut self, old: &T, new: &T) {
        let since = |one: &T| {
            let said = one.deprecated();
            said.map_or("no".to_owned(), |said| format!("since {}", said.since))
        };
        self.turned("deprecated", &since(old), &since(new), Clone::clone);
    }

    /// Citations, by id.
    pub(super) fn sources(
        &mut self,
        entries: &Entries<'_>,
        old: &[Key<Reference>],
        new: &[Key<Reference>],
    ) {
        let ids = |library: &Library, keys: &[Key<Reference>]| -> Vec<String> {
            keys.iter()
                .map(|&key| library.references[key].cite.id.to_string())
                .collect()
        };
        self.words("sources", ids(entries.old, old) == ids(entries.new, new));
    }
}

/// A level that went up or down.
pub(super) fn moved(old: Level, new: Level) -> String {
    let way = if new > old { "raised" } else { "lowered" };
    format!("{way} from {} to {}", old.as_str(), new.as_str())
}

/// A limit that went up or down.
pub(super) fn loosened(old: Level, new: Level) -> String {
    let way = if new > old { "loosened" } else { "tightened" };
    format!("{way} from {} to {}", limit(old), limit(new))
}

/// A limit; high is none.
pub(super) fn limit(level: Level) -> &'static str {
    match level {
        Level::High => "no limit",
        other => other.as_str(),
    }
}

/// Names in a row, or what is said where there are none.
pub(super) fn some(names: &[String], none: &str) -> String {
    if names.is_empty() {
        none.to_owned()
    } else {
        names.join(", ")
    }
}

impl<'a> Entries<'a> {
    pub(super) fn new(old: &'a Library, new: &'a Library) -> Entries<'a> {
        Entries {
            old,
            new,
            changes: Vec::new(),
            wording: Vec::new(),
            files: BTreeSet::new(),
            kinds: BTreeSet::new(),
        }
    }

    /// One kind of record, matched by id: those of OLD in its order, then those that only NEW has.
    pub(super) fn each<T>(
        &mut self,
        kind: &'static str,
        [old, new]: [&'a Table<T>; 2],
        head: impl Fn(&T) -> (String, String),
        stands: impl Fn(&T) -> Stands<'_>,
        tell: impl Fn(&Library, &T) -> Vec<String>,
        compare: impl Fn(&Entries<'a>, &T, &T, &mut Entry),
    ) {
        for before in old.rows() {
            let (id, name) = head(before);
            match new.find(&id).map(|key| &new[key]) {
                Some(after) => {
                    let mut entry = Entry::default();
                    compare(self, before, after, &mut entry);
                    let (_, name) = head(after);
                    self.push(
                        kind,
                        id,
                        name,
                        How::Changed,
                        entry,
                        [stands(before), stands(after)],
                    );
                }
                None => {
                    let entry = Entry {
                        what: tell(self.old, before),
                        keys: Vec::new(),
                    };
                    self.push(kind, id, name, How::Removed, entry, [stands(before)]);
                }
            }
        }
        for after in new.rows() {
            let (id, name) = head(after);
            if old.find(&id).is_none() {
                let entry = Entry {
                    what: tell(self.new, after),
                    keys: Vec::new(),
                };
                self.push(kind, id, name, How::Added, entry, [stands(after)]);
            }
        }
    }

    /// What became of one record.
    pub(super) fn push<'r>(
        &mut self,
        kind: &'static str,
        id: String,
        name: String,
        how: How,
        entry: Entry,
        stands: impl IntoIterator<Item = Stands<'r>>,
    ) {
        if how == How::Changed && entry.what.is_empty() && entry.keys.is_empty() {
            return;
        }
        for one in stands {
            match one {
                Stands::At(origin) => {
                    let file = origin.name.split('#').next().unwrap_or_default();
                    self.files.insert(file.to_owned());
                }
                Stands::In(kind) => {
                    self.kinds.insert(kind);
                }
            }
        }
        if !entry.keys.is_empty() {
            self.wording.push(Wording {
                kind,
                id: id.clone(),
                keys: entry.keys,
            });
        }
        if how != How::Changed || !entry.what.is_empty() {
            self.changes.push(Change {
                kind,
                id,
                name,
                how,
                what: entry.what,
            });
        }
    }

    /// Files of packs that both sides have, in which something differs that is not listed.
    pub(super) fn other_files(&self, old: Side<'_>, new: Side<'_>) -> Vec<String> {
        let before = files(old);
        let after = files(new);
        let listed = |name: &str| {
            let inner = name.split_once('/').map_or(name, |(_, inner)| inner);
            self.files.contains(name) || self.kinds.contains(inner) || inner == "pack.toml"
        };
        let mut names: BTreeSet<&str> = before
            .iter()
            .chain(&after)
            .map(|(name, _)| name.as_str())
            .collect();
        names.retain(|name| {
            let text = |all: &'_ [(String, String)]| {
                all.iter()
                    .find(|(one, _)| one == name)
                    .map(|(_, text)| text.clone())
            };
            text(&before) != text(&after) && !listed(name)
        });
        names.into_iter().map(str::to_owned).collect()
    }

    /// Levels that differ, an axis each, matched by id.
    pub(super) fn levels(&self, old: Levels, new: Levels) -> Vec<(String, Level, Level)> {
        let mut all = Vec::new();
        for (key, axis) in self.new.axes.iter() {
            let Some(before) = self.old.axes.find(axis.id.as_str()) else {
                continue;
            };
            let (before, after) = (old.get(before.index()), new.get(key.index()));
            if before != after {
                all.push((axis.name.clone(), before, after));
            }
        }
        all
    }
}

/// The pack files of a side that count, as `pack/file`, with their text.
fn files(side: Side<'_>) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let sources: &Sources = side.sources;
    for (_, folder) in sources.folders() {
        let pack = side
            .library
            .packs
            .iter()
            .find(|pack| pack.folder == folder.path && pack.built_in == folder.built_in);
        let Some(pack) = pack else {
            continue;
        };
        for &file in &folder.files {
            let file = sources.file(file);
            let text = file.text().replace("\r\n", "\n");
            all.push((format!("{}/{}", pack.name, file.inner), text));
        }
    }
    all
}

/// Names of the axes of a set of positions.
pub(super) fn axis_names(library: &Library, axes: &[usize]) -> Vec<String> {
    let rows = library.axes.rows();
    axes.iter()
        .filter_map(|&axis| rows.get(axis))
        .map(|axis| axis.name.clone())
        .collect()
}

/// A stage's name by key.
pub(super) fn stage_name(library: &Library, stage: Option<Key<Stage>>, none: &str) -> String {
    stage.map_or_else(|| none.to_owned(), |key| library.stages[key].name.clone())
}
