//! Ids and what they point at: duplicates, dangling ids, what a pack may see.

use std::collections::{BTreeMap, BTreeSet};

use super::packs::PackFolder;
use super::records::Record;
use crate::diagnostic::{Diagnostic, Mend, Place, codes};
use crate::source::FileId;
use crate::suggest;

/// The ids of one kind of record, over all packs.
pub(super) struct Names<'a> {
    what: &'static str,
    ids: BTreeMap<&'a str, Known<'a>>,
    broken: Broken<'a>,
    packs: &'a [PackFolder],
}

/// A record with an id: the first that has it.
struct Known<'a> {
    pack: usize,
    file: FileId,
    pointer: &'a str,
}

impl Known<'_> {
    fn place(&self) -> Place {
        Place::value(self.file, format!("{}/id", self.pointer))
    }
}

/// Ids that may exist in files that could not be read.
#[derive(Clone, Copy)]
pub(super) enum Broken<'a> {
    /// Exactly these: one record a file, named after it.
    These(Option<&'a BTreeSet<String>>),
    /// Any: a file with many records could not be read.
    Any(bool),
}

impl<'a> Names<'a> {
    /// Collects the ids of some records; the second record with an id is reported.
    pub(super) fn new<T>(
        what: &'static str,
        records: &'a [Record<T>],
        id: impl Fn(&'a T) -> &'a str,
        broken: Broken<'a>,
        packs: &'a [PackFolder],
        problems: &mut Vec<Diagnostic>,
    ) -> Names<'a> {
        let mut ids: BTreeMap<&str, Known<'_>> = BTreeMap::new();
        for record in records {
            let id = id(&record.value);
            match ids.get(id) {
                Some(first) => problems.push(
                    Diagnostic::new(
                        &codes::DUPLICATE,
                        super::within(record, "/id"),
                        format!("there are two {what} with the id `{id}`"),
                    )
                    .label("this one")
                    .also(first.place(), "and this one"),
                ),
                None => {
                    let known = Known {
                        pack: record.pack,
                        file: record.file,
                        pointer: &record.pointer,
                    };
                    ids.insert(id, known);
                }
            }
        }
        Names {
            what,
            ids,
            broken,
            packs,
        }
    }

    /// Whether a record has this id, wherever it stands.
    pub(super) fn has(&self, id: &str) -> bool {
        self.ids.contains_key(id)
    }

    /// Whether the id may stand in a file that could not be read.
    pub(super) fn may_exist(&self, id: &str) -> bool {
        match self.broken {
            Broken::These(some) => some.is_some_and(|some| some.contains(id)),
            Broken::Any(any) => any,
        }
    }

    /// The mend of an id that does not exist, if that is certain.
    fn meant(&self, id: &str, place: &Place) -> Option<Mend> {
        // What was meant may stand in a file that could not be read.
        let unread = match self.broken {
            Broken::Any(true) => return None,
            Broken::Any(false) | Broken::These(None) => None,
            Broken::These(some) => some,
        };
        let unread = unread.into_iter().flatten().map(String::as_str);
        let unread = unread.filter(|one| !self.has(one));
        Mend::id(place, id, self.ids.keys().copied().chain(unread))
    }

    /// Whether an id exists and may be pointed at from a pack; if not, that is reported at the place.
    pub(super) fn check(
        &self,
        id: &str,
        from: usize,
        place: impl FnOnce() -> Place,
        problems: &mut Vec<Diagnostic>,
    ) -> bool {
        match self.ids.get(id) {
            Some(there) => {
                let pack = &there.pack;
                let sees = self
                    .packs
                    .get(from)
                    .is_none_or(|folder| folder.sees.contains(pack));
                if !sees && let Some(owner) = self.packs.get(*pack) {
                    let name = &owner.manifest.name;
                    problems.push(
                        Diagnostic::new(
                            &codes::NOT_REQUIRED,
                            place(),
                            format!(
                                "`{id}` stands in the pack `{name}`, which is not required here"
                            ),
                        )
                        .also(there.place(), "it stands here")
                        .help(format!(
                            "Add `{name} = \"^{}\"` to `requires` in pack.toml.",
                            owner.version
                        )),
                    );
                }
                sees
            }
            None => {
                if !self.may_exist(id) {
                    let help = suggest::nearest(id, self.ids.keys().copied())
                        .map(|near| format!("Did you mean `{near}`?"));
                    let place = place();
                    let mend = self.meant(id, &place);
                    problems.push(
                        Diagnostic::new(
                            &codes::DANGLING,
                            place,
                            format!("there is no `{id}` among the {}", self.what),
                        )
                        .label("not found")
                        .maybe_help(help)
                        .mend(mend),
                    );
                }
                false
            }
        }
    }
}
