//! Where the record that is being linked stands: ids into keys, problems at their place.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::super::records::Record;
use super::{Known, Linker};
use crate::diagnostic::{Diagnostic, Mend, Place, codes};
use crate::format::deprecated::Deprecated;
use crate::level::Level;
use crate::library::{self, Key, Origin, Table};

/// Where the record that is being linked stands.
pub(super) struct Spot {
    file: crate::source::FileId,
    pointer: String,
    pack: usize,
}

impl Spot {
    pub(super) fn of<T>(record: &Record<T>) -> Spot {
        Spot {
            file: record.file,
            pointer: record.pointer.clone(),
            pack: record.eyes,
        }
    }
}

pub(super) struct At<'s, 'a> {
    pub(super) linker: &'s Linker<'a>,
    pub(super) place: &'s Spot,
}

/// Paths are written out only where there is something to say at them.
impl At<'_, '_> {
    pub(super) fn at(&self, path: impl Display) -> Place {
        let pointer = format!("{}{path}", self.place.pointer);
        let layers = &self.linker.records.layers;
        let file = layers.stands(self.place.file, &pointer);
        Place::value(file.map_or(self.place.file, |(file, _)| file), pointer)
    }

    /// The key at a path, not its value.
    pub(super) fn key_place(&self, path: impl Display) -> Place {
        Place::key(self.place.file, format!("{}{path}", self.place.pointer))
    }

    pub(super) fn origin(&self, path: &str) -> Origin {
        let records = &self.linker.records;
        let pointer = format!("{}{path}", self.place.pointer);
        let stands = records.layers.stands(self.place.file, &pointer);
        let (file, pack) = stands.unwrap_or((self.place.file, self.place.pack));
        let pack = records
            .packs
            .get(pack)
            .map_or("", |pack| pack.manifest.name.as_str());
        let inner = &self.linker.sources.file(file).inner;
        Origin {
            name: format!("{pack}/{inner}#{pointer}"),
            place: Place::value(file, pointer),
        }
    }

    pub(super) fn key<T>(
        &self,
        known: &Known<'_, T>,
        id: &str,
        path: impl Display,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Key<T>> {
        self.key_at(known, id, || self.at(path), problems)
    }

    /// Like [`At::key`], but the id is a key of a table: the problem points at the key.
    pub(super) fn check_key<T>(
        &self,
        known: &Known<'_, T>,
        id: &str,
        path: impl Display,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Key<T>> {
        self.key_at(known, id, || self.key_place(path), problems)
    }

    fn key_at<T>(
        &self,
        known: &Known<'_, T>,
        id: &str,
        place: impl FnOnce() -> Place,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Key<T>> {
        known
            .names
            .check(id, self.place.pack, place, problems)
            .then(|| known.keys.find(id))
            .flatten()
    }

    pub(super) fn maybe<T, I: AsRef<str>>(
        &self,
        known: &Known<'_, T>,
        id: Option<&I>,
        path: impl Display,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Key<T>> {
        self.key(known, id?.as_ref(), path, problems)
    }

    /// What a record says that is kept only for those who still name it. Whether that makes sense is a rule's to say.
    pub(super) fn deprecated<T, I: AsRef<str>>(
        &self,
        known: &Known<'_, T>,
        said: Option<&Deprecated<I>>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<library::Deprecated<T>> {
        let said = said?;
        let by = said.replaced_by.as_ref();
        Some(library::Deprecated {
            since: said.since.clone(),
            replaced_by: self.maybe(known, by, "/deprecated/replaced_by", problems),
            reason: said.reason.0.clone(),
        })
    }

    /// A key that the record cannot do without. Where the id dangles, an error was reported, the library
    /// is dropped, and the first key stands in until then.
    pub(super) fn sure<T>(
        &self,
        known: &Known<'_, T>,
        id: &str,
        path: impl Display,
        problems: &mut Vec<Diagnostic>,
    ) -> Key<T> {
        self.key(known, id, path, problems)
            .unwrap_or_else(Key::stand_in)
    }

    /// The keys of a list's ids. One that stands twice says nothing more the second time.
    pub(super) fn keys<T, I: AsRef<str>>(
        &self,
        known: &Known<'_, T>,
        ids: &[I],
        path: impl Display,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<Key<T>> {
        self.list(known, ids, path, true, problems)
    }

    /// Like [`At::keys`], of a list that keeps something from somebody: where an id stands twice, another one may be missing,
    /// and only whoever wrote it can tell.
    pub(super) fn keys_of_a_guard<T, I: AsRef<str>>(
        &self,
        known: &Known<'_, T>,
        ids: &[I],
        path: impl Display,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<Key<T>> {
        self.list(known, ids, path, false, problems)
    }

    fn list<T, I: AsRef<str>>(
        &self,
        known: &Known<'_, T>,
        ids: &[I],
        path: impl Display,
        second_may_go: bool,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<Key<T>> {
        let mut seen = BTreeSet::new();
        let mut keys = Vec::with_capacity(ids.len());
        for (index, id) in ids.iter().enumerate() {
            if !seen.insert(id.as_ref()) {
                let place = self.at(format_args!("{path}/{index}"));
                let mend = second_may_go.then(|| Mend::delete(place.clone()));
                let message = format!("`{}` stands in this list twice", id.as_ref());
                problems.push(Diagnostic::new(&codes::TWICE, place, message).mend(mend));
            }
            let path = format_args!("{path}/{index}");
            keys.extend(self.key(known, id.as_ref(), path, problems));
        }
        keys
    }

    pub(super) fn levels(
        &self,
        levels: &std::collections::BTreeMap<crate::id::AxisId, Level>,
        path: impl Display,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<(usize, Level)> {
        levels
            .iter()
            .filter_map(|(axis, &level)| {
                let path = format_args!("{path}/{axis}");
                let key = self.check_key(&self.linker.axes, axis.as_str(), path, problems)?;
                Some((key.index(), level))
            })
            .collect()
    }

    pub(super) fn by_stage<V: Copy>(
        &self,
        values: &std::collections::BTreeMap<crate::id::StageId, V>,
        path: impl Display,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<(Key<library::Stage>, V)> {
        let mut found: Vec<_> = values
            .iter()
            .filter_map(|(stage, &value)| {
                let path = format_args!("{path}/{stage}");
                let key = self.check_key(&self.linker.stages, stage.as_str(), path, problems)?;
                Some((key, value))
            })
            .collect();
        found.sort_by_key(|(stage, _)| *stage);
        found
    }
}

pub(super) fn texts(texts: &[crate::format::common::Text]) -> Vec<String> {
    texts.iter().map(|text| text.0.clone()).collect()
}

pub(super) fn table<F: HasId, T>(records: &[Record<F>], make: impl Fn(&F) -> T) -> Table<T> {
    Table::new(
        records
            .iter()
            .map(|record| (record.value.id().to_owned(), make(&record.value))),
    )
}

/// A record of a file that has an id.
pub(super) trait HasId {
    fn id(&self) -> &str;
}

macro_rules! has_id {
    ($($kind:ty),* $(,)?) => {$(
        impl HasId for $kind {
            fn id(&self) -> &str {
                self.id.as_str()
            }
        }
    )*};
}

has_id! {
    crate::format::vocabulary::Axis,
    crate::format::vocabulary::Equipment,
    crate::format::vocabulary::Part,
    crate::format::vocabulary::Pattern,
    crate::format::vocabulary::Role,
    crate::format::vocabulary::Position,
    crate::format::vocabulary::Trait,
    crate::format::vocabulary::Stage,
    crate::format::vocabulary::Irritability,
    crate::format::vocabulary::Dial,
    crate::format::references::Reference,
    crate::format::finding::Finding,
    crate::format::screen::RedFlag,
    crate::link::records::Outline,
    crate::format::never::Never,
    crate::format::ladder::Ladder,
    crate::format::programme::Programme,
}
