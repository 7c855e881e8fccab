//! Ids and what they point at: duplicates, dangling ids, what a pack may see.

use std::collections::{BTreeMap, BTreeSet};

use super::packs::PackFolder;
use super::records::Record;
use crate::diagnostic::mend::{Change, Mend};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::source::FileId;
use crate::{parallel, suggest};

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

/// How many pairs of a missing id and one that exists are compared. A pack full of missing ids would be looked at for minutes.
pub(super) const MOST_COMPARED: usize = 1_000_000;

/// What is said of the missing ids beyond that.
const TOO_MANY: &str =
    "So many ids are missing that only for the first of them it is looked for what was meant.";

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

    /// The id that was meant by one that does not exist, if that is certain.
    fn meant(&self, id: &str) -> Option<&str> {
        // What was meant may stand in a file that could not be read.
        let unread = match self.broken {
            Broken::Any(true) => return None,
            Broken::Any(false) | Broken::These(None) => None,
            Broken::These(some) => some,
        };
        let unread = unread.into_iter().flatten().map(String::as_str);
        let unread = unread.filter(|one| !self.has(one));
        let ids = self.ids.keys().copied().chain(unread);
        suggest::meant(id, ids, suggest::Among::Open)
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
                    let place = place();
                    let sought = Mend {
                        place: place.clone(),
                        change: Change::Sought {
                            was: id.to_owned(),
                            among: self.what,
                        },
                    };
                    problems.push(
                        Diagnostic::new(
                            &codes::DANGLING,
                            place,
                            format!("there is no `{id}` among the {}", self.what),
                        )
                        .label("not found")
                        .mend(Some(sought)),
                    );
                }
                false
            }
        }
    }

    /// Says of each id that is missing among these what was meant by it, if that is known; so many pairs are compared for it.
    pub(super) fn say_what_was_meant(&self, most: usize, problems: &mut [Diagnostic]) {
        let mut met = BTreeSet::new();
        let missing = problems.iter().filter_map(|one| self.sought(one));
        let missing: Vec<&str> = missing.filter(|&id| met.insert(id)).collect();
        let few = most / self.ids.len().max(1);
        let few = missing.get(..few).unwrap_or(&missing);
        let near = parallel::each(few, |&id| {
            let near = suggest::nearest(id, self.ids.keys().copied());
            (near, self.meant(id))
        });
        let near: BTreeMap<String, _> = few.iter().map(|&id| id.to_owned()).zip(near).collect();
        for problem in problems {
            let Some(was) = self.sought(problem) else {
                continue;
            };
            let (help, mend) = match near.get(was) {
                Some((near, meant)) => (
                    near.map(|near| format!("Did you mean `{near}`?")),
                    meant.map(|meant| Mend::name(problem.place.clone(), was, meant)),
                ),
                None => (Some(TOO_MANY.to_owned()), None),
            };
            problem.help = help;
            problem.mend = mend.map(Box::new);
        }
    }

    /// The id that is missing among these, if that is the problem.
    fn sought<'p>(&self, problem: &'p Diagnostic) -> Option<&'p str> {
        match &problem.mend.as_ref()?.change {
            Change::Sought { was, among } if *among == self.what => Some(was),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Content, Sources};

    #[test]
    fn what_was_meant_is_looked_for_as_long_as_it_can_be_found_in_time() {
        let mut sources = Sources::new();
        let file = sources.add_file("x.toml", Content::Text(String::new()));
        let records = ["hip-hinge", "dead-bug"].map(|id| Record {
            value: id.to_owned(),
            file,
            pointer: String::new(),
            pack: 0,
            eyes: 0,
        });
        let mut problems = Vec::new();
        let none = Broken::Any(false);
        let names = Names::new(
            "exercises",
            &records,
            String::as_str,
            none,
            &[],
            &mut problems,
        );
        for id in ["hip-hige", "stone", "hip-hige", "daed-bug"] {
            let place = || Place::value(file, "/easier/0");
            assert!(!names.check(id, 0, place, &mut problems));
        }
        let said = |most: usize| -> Vec<(String, bool)> {
            let mut problems = problems.clone();
            names.say_what_was_meant(most, &mut problems);
            let all = problems.iter();
            all.map(|one| (one.advice().to_owned(), one.mend.is_some()))
                .collect()
        };
        let hinge = ("Did you mean `hip-hinge`?".to_owned(), true);
        let nothing = (codes::DANGLING.help.to_owned(), false);
        let bug = ("Did you mean `dead-bug`?".to_owned(), true);
        let too_many = (TOO_MANY.to_owned(), false);
        let whole = [hinge.clone(), nothing.clone(), hinge.clone(), bug];
        assert_eq!(said(MOST_COMPARED), whole);
        // Two ids are compared with two each, and the same one again costs nothing.
        assert_eq!(said(5), [hinge.clone(), nothing, hinge, too_many]);
    }
}
