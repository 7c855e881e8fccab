//! Records that a pack changes in another one that it requires: the fields that it gives replace, the rest stays.
//!
//! Such a file has the name and the folder of the record's own, and says in `overrides` which it is. Of a table it
//! replaces field by field; a list is replaced whole. Two packs may change one record, but not one field of it: which of them
//! held would hang on the order in which they are loaded.

use std::collections::{BTreeMap, BTreeSet};

use semver::Version;
use serde_json::{Map, Value};

use super::packs::PackFolder;
use crate::diagnostic::{Diagnostic, Place, Spot, codes};
use crate::format::Kind;
use crate::format::overrides::{BASE_VERSION, OVERRIDES};
use crate::source::{FileId, Sources};
use crate::{schema, suggest};

/// Which record a file changes.
type Target = (usize, Kind, String);

/// The records that are changed, and by what.
#[derive(Debug, Default)]
pub(super) struct Layers {
    /// The records that some file changes, as they are so far.
    records: BTreeMap<Target, Layered>,
    /// The same record as a pack in between leaves it.
    also: BTreeMap<Target, Target>,
    /// Of each file that changes a record: what it gives, and the file whose fields it leaves.
    over: BTreeMap<FileId, (Value, FileId)>,
    /// The packs of all those files.
    packs: BTreeMap<FileId, usize>,
}

#[derive(Debug)]
struct Layered {
    value: Value,
    /// The record's own file.
    first: FileId,
    /// The file that holds now.
    last: FileId,
    /// The pack that the record belongs to.
    home: usize,
    /// What was changed, by whom.
    changed: Vec<(String, usize, FileId)>,
}

/// A file that changes a record, and what is around it.
#[derive(Clone, Copy)]
pub(super) struct Overlay<'a> {
    pub(super) sources: &'a Sources,
    pub(super) packs: &'a [PackFolder],
    /// The position of the file's pack.
    pub(super) pack: usize,
    pub(super) kind: Kind,
    pub(super) file: FileId,
    /// The file's name without its folder and ending.
    pub(super) stem: &'a str,
}

/// A record with what a file changes in it.
pub(super) struct Changed {
    /// The record as it is now, checked.
    pub(super) value: Value,
    /// The file that held before.
    pub(super) before: FileId,
    /// The pack that the record belongs to.
    pub(super) home: usize,
}

/// What a file says of the record that it changes.
struct Says {
    pack: String,
    id: String,
    base: Version,
    /// What it gives.
    fields: Map<String, Value>,
}

/// What some packs change in others.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// The files that say so.
    pub(super) files: BTreeSet<FileId>,
    /// The records that they name: the pack and the id.
    pub(super) records: BTreeSet<(String, String)>,
}

impl Wanted {
    /// Looks for it in the files of these packs. What is wrong with such a file is said when it is read.
    pub(super) fn of(sources: &Sources, packs: &[PackFolder]) -> Wanted {
        let mut wanted = Wanted::default();
        let files = packs.iter().flat_map(|pack| &pack.folder.files);
        for &file in files.filter(|&&file| sources.file(file).text().contains(OVERRIDES)) {
            let tree = schema::parse(sources, file, &mut Vec::new());
            let Some(target) = tree.as_ref().and_then(|tree| tree.value.get(OVERRIDES)) else {
                continue;
            };
            wanted.files.insert(file);
            if let Some((pack, id)) = target.as_str().and_then(|target| target.split_once(':')) {
                wanted.records.insert((pack.to_owned(), id.to_owned()));
            }
        }
        wanted
    }
}

impl Layers {
    /// Keeps a record that another file will change.
    pub(super) fn keep(&mut self, pack: usize, kind: Kind, stem: &str, file: FileId, value: Value) {
        let layered = Layered {
            value,
            first: file,
            last: file,
            home: pack,
            changed: Vec::new(),
        };
        self.packs.insert(file, pack);
        self.records.insert((pack, kind, stem.to_owned()), layered);
    }

    /// Lays what a file gives over the record that it names. `translate` puts the file's own texts into the language of
    /// the plan, once they are known to be sound. Nothing comes back if there is a problem.
    pub(super) fn lay(
        &mut self,
        from: Overlay<'_>,
        value: Value,
        broken: Option<&BTreeSet<String>>,
        problems: &mut Vec<Diagnostic>,
        translate: impl FnOnce(&mut Value, &mut Vec<Diagnostic>),
    ) -> Option<Changed> {
        let Overlay {
            sources,
            packs,
            pack,
            kind,
            file,
            stem,
        } = from;
        let says = says(value, file, problems)?;
        let own = packs.get(pack)?;
        let there = packs
            .iter()
            .position(|one| one.manifest.name.as_str() == says.pack);
        let Some(there) = there.filter(|there| *there != pack && own.sees.contains(there)) else {
            // A pack that is required and not there is reported once, where it is required.
            let required = own.manifest.requires.keys();
            if there.is_some() || !required.into_iter().any(|name| name.as_str() == says.pack) {
                problems.push(not_required(packs, own, &says, there, file));
            }
            return None;
        };
        let base = packs.get(there)?;
        let target = (there, kind, says.id.clone());
        let root = self.also.get(&target).cloned().unwrap_or(target.clone());
        let Some(layered) = self.records.get_mut(&root) else {
            // It may stand in a file that could not be read.
            if !broken.is_some_and(|broken| broken.contains(&says.id)) {
                problems.push(nothing_there(sources, &target, base, file));
            }
            return None;
        };
        if says.id != stem {
            problems.push(
                Diagnostic::new(
                    &codes::FILE_NAME,
                    Place::value(file, format!("/{OVERRIDES}")),
                    format!(
                        "the file is named `{stem}.toml`, and it changes `{}`",
                        says.id
                    ),
                )
                .help(format!(
                    "Rename the file to `{}.toml`, or mend the id.",
                    says.id
                )),
            );
            return None;
        }
        if says.base != base.version {
            problems.push(moved(base, &says.base, file));
        }
        problems.extend(deprecated(&layered.value, &says.id, file));
        let fields = Value::Object(says.fields);
        let mut given = Vec::new();
        leaves(&fields, String::new(), &mut given);
        let before = problems.len();
        for pointer in &given {
            let other = layered
                .changed
                .iter()
                .find(|(other, by, _)| *by != there && overlap(other, pointer));
            if let Some((other, by, other_file)) = other {
                let by = packs
                    .get(*by)
                    .map_or("", |pack| pack.manifest.name.as_str());
                problems.push(twice(file, pointer, *other_file, other, by, own));
            }
        }
        if problems.len() > before {
            return None;
        }
        let mut whole = layered.value.clone();
        merge(&mut whole, fields.clone());
        if !schema::check(kind, &whole, file, problems) {
            return None;
        }
        let mut translated = fields.clone();
        translate(&mut translated, problems);
        let mut value = layered.value.clone();
        merge(&mut value, translated);
        let changed = Changed {
            value: value.clone(),
            before: layered.last,
            home: layered.home,
        };
        let given = given.into_iter().map(|pointer| (pointer, pack, file));
        layered.changed.extend(given);
        layered.value = value;
        layered.last = file;
        self.over.insert(file, (fields, changed.before));
        self.packs.insert(file, pack);
        self.also.insert((pack, kind, says.id), root);
        Some(changed)
    }

    /// The file in which a value really stands, and the pack of that file; nothing if no pack changes the file's record.
    pub(super) fn stands(&self, file: FileId, pointer: &str) -> Option<(FileId, usize)> {
        let mut at = file;
        while let Some((fields, below)) = self.over.get(&at) {
            if pointer.is_empty() || fields.pointer(pointer).is_some() {
                break;
            }
            at = *below;
        }
        self.packs.get(&at).map(|pack| (at, *pack))
    }

    /// Points each problem at the file in which its value stands.
    pub(super) fn place(&self, problems: &mut [Diagnostic]) {
        if self.over.is_empty() {
            return;
        }
        for problem in problems {
            let others = problem.also.iter_mut().map(|(place, _)| place);
            let mends = problem.mend.iter_mut().map(|mend| &mut mend.place);
            for place in others.chain(mends).chain([&mut problem.place]) {
                let (Spot::Value(pointer) | Spot::Key(pointer)) = &place.spot else {
                    continue;
                };
                // What is missing altogether belongs to who changed the record last.
                if let Some((file, _)) = self.stands(place.file, pointer)
                    && (file == place.file || self.is_there(file, pointer))
                {
                    place.file = file;
                }
            }
        }
    }

    fn is_there(&self, file: FileId, pointer: &str) -> bool {
        let own = self.records.values().find(|one| one.first == file);
        own.is_some_and(|one| one.value.pointer(pointer).is_some())
    }
}

/// What a file says of itself, and the fields that are left.
fn says(value: Value, file: FileId, problems: &mut Vec<Diagnostic>) -> Option<Says> {
    let Value::Object(mut fields) = value else {
        return None;
    };
    let target = fields.remove(OVERRIDES)?;
    let place = Place::value(file, format!("/{OVERRIDES}"));
    let bad = |message: &str| {
        Diagnostic::new(&codes::BAD_VALUE, place.clone(), message)
            .help("Write the pack and the record, as in `overrides = \"back-care:my-exercise\"`.")
    };
    let named = target.as_str().and_then(|target| target.split_once(':'));
    if named.is_none() {
        problems.push(bad("this names no record of another pack"));
    }
    let place = Place::value(file, format!("/{BASE_VERSION}"));
    let base = match fields.remove(BASE_VERSION) {
        None => {
            let missing = format!("the key `{BASE_VERSION}` is missing");
            problems.push(
                Diagnostic::new(&codes::MISSING_KEY, Place::file(file), missing).help(
                    format!("Add `{BASE_VERSION}`: the version of the other pack that this change was read against, as in \"1.2.0\"."),
                ),
            );
            None
        }
        Some(Value::String(text)) => match Version::parse(&text) {
            Ok(version) => Some(version),
            Err(error) => {
                let text = text.escape_debug();
                let message = format!("`{text}` is not a version: {error}");
                problems.push(Diagnostic::new(&codes::BAD_VERSION, place, message));
                None
            }
        },
        Some(_) => {
            let message = format!("`{BASE_VERSION}` needs text in quotes");
            problems.push(Diagnostic::new(&codes::WRONG_TYPE, place, message));
            None
        }
    };
    let (pack, id) = named?;
    Some(Says {
        pack: pack.to_owned(),
        id: id.to_owned(),
        base: base?,
        fields,
    })
}

fn not_required(
    packs: &[PackFolder],
    own: &PackFolder,
    says: &Says,
    there: Option<usize>,
    file: FileId,
) -> Diagnostic {
    let place = Place::value(file, format!("/{OVERRIDES}"));
    let name = says.pack.escape_debug();
    match there.and_then(|there| packs.get(there)) {
        Some(other) if other.file == own.file => Diagnostic::new(
            &codes::BAD_VALUE,
            place,
            "a pack cannot change a record of its own in a second file",
        )
        .help("Change the record itself."),
        Some(other) => Diagnostic::new(
            &codes::NOT_REQUIRED,
            place,
            format!("the pack `{name}` is not required here"),
        )
        .help(format!(
            "Add `{name} = \"^{}\"` to `requires` in pack.toml.",
            other.version
        )),
        None => {
            let names = packs.iter().map(|pack| pack.manifest.name.as_str());
            let near = suggest::nearest(&says.pack, names);
            Diagnostic::new(
                &codes::PACK_MISSING,
                place,
                format!("the pack `{name}` is not loaded"),
            )
            .maybe_help(near.map(|near| format!("Did you mean `{near}`?")))
        }
    }
}

fn nothing_there(
    sources: &Sources,
    target: &Target,
    base: &PackFolder,
    file: FileId,
) -> Diagnostic {
    let (_, kind, id) = target;
    let files = base
        .folder
        .files
        .iter()
        .map(|&file| &sources.file(file).inner);
    let others = files.filter(|inner| Kind::of_pack_file(inner) == Some(*kind));
    let stems = others.map(|inner| inner.rsplit('/').next().unwrap_or(inner));
    let near = suggest::nearest(id, stems.map(|name| name.trim_end_matches(".toml")));
    Diagnostic::new(
        &codes::DANGLING,
        Place::value(file, format!("/{OVERRIDES}")),
        format!(
            "the pack `{}` has no {} `{}`",
            base.manifest.name,
            kind.name(),
            id.escape_debug()
        ),
    )
    .label("not found")
    .maybe_help(near.map(|near| format!("Did you mean `{near}`?")))
}

fn moved(base: &PackFolder, read: &Version, file: FileId) -> Diagnostic {
    Diagnostic::new(
        &codes::BASE_MOVED,
        Place::value(file, format!("/{BASE_VERSION}")),
        format!(
            "`{}` is loaded in version {}, and this change was read against {read}",
            base.manifest.name, base.version
        ),
    )
    .help(format!(
        "Read the record as it is now. If the change still holds, write `{BASE_VERSION} = \"{}\"`.",
        base.version
    ))
}

/// A change to a record that its own pack keeps only for those who still name it.
fn deprecated(record: &Value, id: &str, file: FileId) -> Option<Diagnostic> {
    let said = record.get("deprecated")?;
    let text = |key: &str| said.get(key).and_then(Value::as_str);
    let since = text("since").unwrap_or_default();
    let id = id.escape_debug();
    let help = match text("replaced_by") {
        Some(by) => format!("Change `{by}` in its place, if the change still makes sense there."),
        None => "Nothing takes its place: think whether the change is needed.".to_owned(),
    };
    Some(
        Diagnostic::new(
            &codes::DEPRECATED,
            Place::value(file, format!("/{OVERRIDES}")),
            format!("`{id}` is deprecated since {since}, and this changes it"),
        )
        .help(help),
    )
}

fn twice(
    file: FileId,
    pointer: &str,
    other_file: FileId,
    other: &str,
    by: &str,
    own: &PackFolder,
) -> Diagnostic {
    let name = pointer.trim_start_matches('/').replace('/', ".");
    Diagnostic::new(
        &codes::CHANGED_TWICE,
        Place::value(file, pointer),
        format!(
            "the packs `{by}` and `{}` both change `{name}` of this record",
            own.manifest.name
        ),
    )
    .label("here")
    .also(Place::value(other_file, other), "and here")
    .help(format!(
        "Take one of the two out, or let this pack require `{by}` and write `{OVERRIDES} = \"{by}:…\"`: then this one holds."
    ))
}

/// The pointers of all values but tables.
fn leaves(value: &Value, pointer: String, out: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, inner) in fields {
                leaves(inner, format!("{pointer}/{}", schema::escape(key)), out);
            }
        }
        _ => out.push(pointer),
    }
}

/// Whether one of two values is the other, or lies in it.
fn overlap(one: &str, other: &str) -> bool {
    let within = |inner: &str, outer: &str| {
        inner
            .strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    within(one, other) || within(other, one)
}

/// Lays one value over another: of tables field by field, anything else whole.
fn merge(base: &mut Value, over: Value) {
    match (base, over) {
        (Value::Object(base), Value::Object(over)) => {
            for (key, value) in over {
                match base.get_mut(&key) {
                    Some(inner) => merge(inner, value),
                    None => {
                        base.insert(key, value);
                    }
                }
            }
        }
        (base, over) => *base = over,
    }
}
