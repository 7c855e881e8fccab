//! Edits drawn by a seed, each tried on a copy of the packs that ship.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use fastrand::Rng;
use regimen_core::diagnostic::Severity;
use regimen_core::source::{Content, Sources};
use regimen_core::{Checked, check};

use crate::Kind;
use crate::edits::{Class, File};
use crate::packs::{self, Pack};
use crate::seen::{self, Seen};
use crate::sites::{Site, What, sites};
use crate::workers;

/// One edit of one file.
pub(crate) struct Edit {
    pub(crate) class: Class,
    pub(crate) kind: Kind,
    /// The pack and the file within it, by their positions.
    file: (usize, usize),
    /// The file, its line, and what changed there.
    name: String,
    /// The file as it then is.
    text: String,
}

impl Edit {
    /// The file, its line, and what changed there.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.class.as_str())
    }
}

/// What sees an edit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum By {
    /// The check, with an error that is about more than translations.
    Error,
    /// The check, with a warning.
    Warning,
    /// The check, because a translation does not fit any more, and for no other reason.
    Translation,
    /// A case.
    Case,
    /// Nothing.
    Nothing,
}

/// What sees each of so many edits of all classes.
pub(crate) fn run(seed: u64, count: usize) -> Vec<(Edit, By)> {
    of_classes(seed, count, &Class::ALL)
}

/// The same of some classes only.
pub(crate) fn of_classes(seed: u64, count: usize, classes: &[Class]) -> Vec<(Edit, By)> {
    let packs = packs::as_they_ship();
    let mut base = sources(&packs, None);
    base.keep(Sources::new());
    let checked = check(&base);
    assert!(checked.problems.is_empty(), "the packs that ship are sound");
    let edits = edits(seed, count, classes);
    let by = workers::each(&edits, |edit| {
        let mut changed = sources(&packs, Some(edit));
        changed.keep(base.clone());
        by(&check(&changed))
    });
    edits.into_iter().zip(by).collect()
}

/// The edits of the certain classes that the check does not see.
pub(crate) fn missed(tried: &[(Edit, By)]) -> Vec<&Edit> {
    let missed = tried
        .iter()
        .filter(|(edit, by)| edit.class.is_certain() && matches!(by, By::Case | By::Nothing));
    missed.map(|(edit, _)| edit).collect()
}

fn by(checked: &Checked) -> By {
    let mut all = checked.problems.iter().peekable();
    if all.peek().is_none() {
        return match seen::of(checked) {
            Seen::Plan | Seen::Verdicts => By::Case,
            Seen::Check | Seen::Not => By::Nothing,
        };
    }
    let translations = ["R401", "R402", "R403", "R404", "R405"];
    let mut others = all
        .filter(|one| !translations.contains(&one.code.id))
        .peekable();
    if others.peek().is_none() {
        By::Translation
    } else if others.any(|one| one.severity == Severity::Error) {
        By::Error
    } else {
        By::Warning
    }
}

fn sources(packs: &[Pack], edit: Option<&Edit>) -> Sources {
    let mut sources = Sources::new();
    for (p, pack) in packs.iter().enumerate() {
        let files = pack.files.iter().enumerate().map(|(f, (inner, text))| {
            let text = edit
                .filter(|edit| edit.file == (p, f))
                .map_or(text, |edit| &edit.text);
            (inner.clone(), Content::Text(text.clone()))
        });
        sources.add_pack(pack.name.clone(), false, files);
    }
    sources
}

/// So many edits, the classes in turn, of each class the kinds of file alike. No edit comes twice.
pub(crate) fn edits(seed: u64, count: usize, classes: &[Class]) -> Vec<Edit> {
    let packs = packs::as_they_ship();
    let files = files(&packs);
    let known = known(&files);
    let mut rng = Rng::with_seed(seed);
    let mut edits = Vec::new();
    let mut texts = BTreeSet::new();
    // Places that a class can edit, by class and kind: a file's position and a place's in it.
    let mut places: BTreeMap<(Class, Kind), Vec<(usize, usize)>> = BTreeMap::new();
    for (f, file) in files.iter().enumerate() {
        let it = File {
            text: file.text,
            sites: &file.sites,
            known: &known,
        };
        for (s, site) in file.sites.iter().enumerate() {
            for &class in classes {
                if it.takes(class, site) {
                    places.entry((class, file.kind)).or_default().push((f, s));
                }
            }
        }
    }
    let mut turns = classes.iter().cycle();
    // Some places take no edit; there are more than enough others.
    for _ in 0..count * 100 {
        if edits.len() == count {
            break;
        }
        let class = *turns.next().expect("a class");
        let kinds: Vec<Kind> = places
            .keys()
            .filter(|one| one.0 == class)
            .map(|one| one.1)
            .collect();
        let Some(kind) = rng.choice(kinds) else {
            continue;
        };
        // A place that takes no edit costs another draw, and not the class its turn.
        for _ in 0..50 {
            let (f, s) = *rng.choice(&places[&(class, kind)]).expect("a place");
            let file = &files[f];
            let it = File {
                text: file.text,
                sites: &file.sites,
                known: &known,
            };
            let Some(edited) = it.edit(class, &file.sites[s], &mut rng) else {
                continue;
            };
            if !is_change(file.text, &edited.text) || !texts.insert((f, edited.text.clone())) {
                continue;
            }
            let line = file.text[..edited.at].matches('\n').count() + 1;
            edits.push(Edit {
                class,
                kind,
                file: file.at,
                name: format!("{}:{line} {}", file.name, edited.what),
                text: edited.text,
            });
            break;
        }
    }
    edits
}

/// Whether it is TOML still, and says something else.
fn is_change(before: &str, after: &str) -> bool {
    let tree = |text: &str| toml::from_str::<toml::Table>(text);
    tree(after)
        .is_ok_and(|after| tree(before).is_ok_and(|before| in_order(&before) != in_order(&after)))
}

/// A tree as text in which the order of keys does not matter, and that of lists does.
fn in_order(table: &toml::Table) -> String {
    fn sorted(value: &toml::Value) -> toml::Value {
        match value {
            toml::Value::Table(table) => {
                let all: BTreeMap<&String, &toml::Value> = table.iter().collect();
                let all = all
                    .into_iter()
                    .map(|(key, inner)| (key.clone(), sorted(inner)));
                toml::Value::Table(all.collect())
            }
            toml::Value::Array(list) => toml::Value::Array(list.iter().map(sorted).collect()),
            other => other.clone(),
        }
    }
    format!("{:?}", sorted(&toml::Value::Table(table.clone())))
}

/// A file that can be edited.
struct Editable<'p> {
    at: (usize, usize),
    name: String,
    kind: Kind,
    text: &'p str,
    sites: Vec<Site>,
}

fn files(packs: &[Pack]) -> Vec<Editable<'_>> {
    let mut all = Vec::new();
    for (p, pack) in packs.iter().enumerate() {
        for (f, (inner, text)) in pack.files.iter().enumerate() {
            if let Some(kind) = Kind::of_pack_file(inner) {
                all.push(Editable {
                    at: (p, f),
                    name: format!("{}/{inner}", pack.name),
                    kind,
                    text,
                    sites: sites(kind, text),
                });
            }
        }
    }
    all
}

/// Every id and key, of every file.
fn known(files: &[Editable<'_>]) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for file in files {
        for site in &file.sites {
            let keys = site.key.iter();
            let values = Some(&site.value).filter(|_| matches!(site.what, What::Id | What::Name));
            for range in keys.chain(values) {
                known.insert(file.text[range.clone()].trim_matches('"').to_owned());
            }
        }
    }
    known
}
