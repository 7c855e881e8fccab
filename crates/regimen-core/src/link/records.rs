//! Typed records out of the packs' files, each with its place.

use std::collections::{BTreeMap, BTreeSet};

use semver::Version;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Scope;
use super::layers::{Changed, Layers, Overlay};
use super::packs::PackFolder;
use super::texts::PackTexts;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::format::manifest::Manifest;
use crate::format::overrides::OVERRIDES;
use crate::format::{
    Kind, case, exercise, finding, gaps, ladder, never, phrases, plain_words, programme,
    references, response, screen, substitutions, template, vocabulary,
};
use crate::library::Template;
use crate::schema;
use crate::source::{FileId, Sources};

/// A typed record and where it stands.
#[derive(Debug)]
pub struct Record<T> {
    /// The record.
    pub value: T,
    /// Its file.
    pub file: FileId,
    /// The JSON pointer to it in the file; empty if it is the whole file.
    pub pointer: String,
    /// The position of the pack that it belongs to.
    pub(super) pack: usize,
    /// The position of the pack whose requirements hold for what it points at: another one that changes it, if there is one.
    pub(super) eyes: usize,
}

impl<T> Record<T> {
    /// Whether it belongs to the same pack as another record.
    pub(crate) fn is_of_pack<U>(&self, other: &Record<U>) -> bool {
        self.pack == other.pack
    }
}

/// A text that people read, in one language.
#[derive(Debug)]
pub(crate) struct Said {
    /// The kind of its file.
    pub(crate) kind: Kind,
    /// Its file, or the one that it is translated from.
    pub(crate) of: FileId,
    /// Where it stands there.
    pub(crate) pointer: String,
    /// What the record that it belongs to is called in its file; nothing where the record is the whole file.
    pub(crate) record: Option<String>,
    /// The place of that record, there.
    pub(crate) record_pointer: String,
    /// The language.
    pub(crate) language: String,
    /// The text.
    pub(crate) text: String,
    /// Where this very text stands.
    pub(crate) place: Place,
}

/// Every record of every pack, in pack order, then by file, then as it stands in the file.
#[derive(Debug, Default)]
pub struct Records {
    pub(super) packs: Vec<PackFolder>,
    /// Axes.
    pub axes: Vec<Record<vocabulary::Axis>>,
    /// Equipment.
    pub equipment: Vec<Record<vocabulary::Equipment>>,
    /// Parts.
    pub parts: Vec<Record<vocabulary::Part>>,
    /// Patterns.
    pub patterns: Vec<Record<vocabulary::Pattern>>,
    /// Roles.
    pub roles: Vec<Record<vocabulary::Role>>,
    /// Positions.
    pub positions: Vec<Record<vocabulary::Position>>,
    /// Traits.
    pub traits: Vec<Record<vocabulary::Trait>>,
    /// Stages.
    pub stages: Vec<Record<vocabulary::Stage>>,
    /// How easily pain is stirred up.
    pub irritabilities: Vec<Record<vocabulary::Irritability>>,
    /// Dials.
    pub dials: Vec<Record<vocabulary::Dial>>,
    /// References.
    pub references: Vec<Record<references::Reference>>,
    /// Findings.
    pub findings: Vec<Record<finding::Finding>>,
    /// Red flags.
    pub red_flags: Vec<Record<screen::RedFlag>>,
    /// What to do when very many things bring on the pain.
    pub many_provocations: Vec<Record<screen::ManyProvocations>>,
    /// Exercises.
    pub exercises: Vec<Record<exercise::Exercise>>,
    /// Substitutions.
    pub substitutions: Vec<Record<substitutions::Substitution>>,
    /// Never rules.
    pub nevers: Vec<Record<never::Never>>,
    /// Ladders.
    pub ladders: Vec<Record<ladder::Ladder>>,
    /// Programmes.
    pub programmes: Vec<Record<programme::Programme>>,
    /// What is left open on purpose.
    pub gaps: Vec<Record<gaps::Gap>>,
    /// Responses.
    pub responses: Vec<Record<response::Response>>,
    /// Phrases.
    pub phrases: Vec<Record<phrases::PhrasesFile>>,
    /// How plain the texts have to be, by language.
    pub plain_words: Vec<Record<plain_words::Language>>,
    /// Every text in every language, where everything is read.
    pub(crate) said: Vec<Said>,
    /// Cases.
    pub cases: Vec<Record<case::Case>>,
    /// The packs' templates, of each name the one that holds.
    pub(super) templates: Vec<Template>,
    /// Kinds of which a file could not be read: an id that seems missing may stand in it.
    pub(super) broken: BTreeMap<Kind, BTreeSet<String>>,
    stems: BTreeMap<FileId, String>,
    /// The records that packs change in others.
    pub(super) layers: Layers,
}

impl Records {
    /// A file's name without its folder and ending.
    pub fn stem(&self, file: FileId) -> Option<&str> {
        self.stems.get(&file).map(String::as_str)
    }

    /// How many records there are, by kind.
    pub(super) fn counts(&self) -> Vec<(&'static str, usize)> {
        vec![
            ("axes", self.axes.len()),
            ("equipment", self.equipment.len()),
            ("parts", self.parts.len()),
            ("patterns", self.patterns.len()),
            ("roles", self.roles.len()),
            ("positions", self.positions.len()),
            ("traits", self.traits.len()),
            ("stages", self.stages.len()),
            ("irritabilities", self.irritabilities.len()),
            ("dials", self.dials.len()),
            ("references", self.references.len()),
            ("findings", self.findings.len()),
            ("red flags", self.red_flags.len()),
            ("exercises", self.exercises.len()),
            ("substitutions", self.substitutions.len()),
            ("never rules", self.nevers.len()),
            ("gaps", self.gaps.len()),
            ("ladders", self.ladders.len()),
            ("programmes", self.programmes.len()),
            ("cases", self.cases.len()),
        ]
    }

    /// Every pack's manifest and version, and the manifest's file.
    pub(crate) fn manifests(&self) -> impl Iterator<Item = (&Manifest, &Version, FileId)> {
        let packs = self.packs.iter();
        packs.map(|pack| (&pack.manifest, &pack.version, pack.file))
    }

    /// Whether a record is of a pack that others build on and that has no programme of its own: what it holds is for programmes
    /// that need not be loaded.
    pub(crate) fn is_of_library<T>(&self, record: &Record<T>) -> bool {
        let mut others = self.packs.iter().enumerate();
        let is_below =
            others.any(|(at, pack)| at != record.pack && pack.sees.contains(&record.pack));
        is_below && !self.programmes.iter().any(|one| one.is_of_pack(record))
    }

    /// Every file of the packs that were read.
    pub(super) fn files(&self) -> impl Iterator<Item = FileId> {
        let packs = self.packs.iter();
        packs.flat_map(|pack| pack.folder.files.iter().copied())
    }
}

/// Reads every file of the packs; their cases only where everything is read. The texts are in this language.
pub(super) fn read(
    sources: &Sources,
    packs: Vec<PackFolder>,
    scope: Scope,
    language: &str,
    problems: &mut Vec<Diagnostic>,
) -> Records {
    let mut records = Records::default();
    let wanted = Layers::wanted(sources, &packs);
    for (pack, folder) in packs.iter().enumerate() {
        let texts = PackTexts::read(sources, folder, scope, language, problems);
        for &file in &folder.folder.files {
            let inner = sources.file(file).inner.as_str();
            match Kind::of_pack_file(inner) {
                Some(Kind::Pack | Kind::Text) => {}
                Some(Kind::Case) if scope == Scope::Plans => {}
                Some(kind) => {
                    let name = inner.rsplit('/').next().unwrap_or(inner);
                    let stem = name.strip_suffix(".toml").unwrap_or(name).to_owned();
                    let target = (folder.manifest.name.to_string(), stem.clone());
                    let from = Read {
                        kind,
                        file,
                        pack,
                        packs: &packs,
                        stem: &stem,
                        is_changed: wanted.contains(&target),
                        texts: &texts,
                        scope,
                    };
                    if read_file(sources, from, &mut records, problems).is_none() {
                        records.broken.entry(kind).or_default().insert(stem.clone());
                    }
                    records.stems.insert(file, stem);
                }
                // Those are read in one go: which of them holds depends on all packs.
                None if template(inner).is_some() => {}
                None => problems.push(stray(inner, file)),
            }
        }
    }
    records.templates = super::templates::read(sources, &packs, problems);
    records.packs = packs;
    records
}

fn stray(inner: &str, file: FileId) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(
        &codes::STRAY_FILE,
        Place::file(file),
        format!("nothing reads `{inner}`"),
    );
    if inner.starts_with("text/") {
        return diagnostic.help(
            "A translation stands in a folder with the language's name, as in `text/es/phrases.toml`.",
        );
    }
    let folder = inner.split_once('/').map(|(folder, _)| folder);
    let near = match folder {
        Some(folder) => {
            crate::suggest::nearest(folder, Kind::ALL.into_iter().filter_map(Kind::folder))
                .map(|near| format!("Did you mean the folder `{near}`?"))
        }
        None => crate::suggest::nearest(inner, Kind::ALL.into_iter().filter_map(Kind::file))
            .map(|near| format!("Did you mean `{near}`?")),
    };
    diagnostic = diagnostic.maybe_help(near);
    diagnostic
}

/// What a file is, where it stands, and its pack's translations.
#[derive(Clone, Copy)]
struct Read<'a> {
    kind: Kind,
    file: FileId,
    pack: usize,
    packs: &'a [PackFolder],
    stem: &'a str,
    /// Whether a file of another pack changes what stands in it.
    is_changed: bool,
    texts: &'a PackTexts<'a>,
    scope: Scope,
}

impl Read<'_> {
    /// Takes the texts of a file down, and puts them into the language of the plan.
    fn put_into_words(
        self,
        value: &mut Value,
        said: &mut Vec<Said>,
        problems: &mut Vec<Diagnostic>,
    ) {
        if self.scope == Scope::Everything {
            self.texts.said(self.kind, self.file, value, said);
        }
        self.texts.translate(self.kind, self.file, value, problems);
    }
}

fn read_file(
    sources: &Sources,
    from: Read<'_>,
    records: &mut Records,
    problems: &mut Vec<Diagnostic>,
) -> Option<()> {
    let Read {
        kind, file, pack, ..
    } = from;
    let mut into = Into {
        file,
        pack,
        eyes: pack,
        instead_of: None,
    };
    let mut value;
    if kind.can_be_overridden() && is_overlay(sources, file) {
        let tree = schema::parse(sources, file, problems).filter(|tree| tree.whole)?;
        let said = &mut records.said;
        let Changed {
            value: whole,
            before,
            home,
        } = records.layers.lay(
            Overlay {
                sources,
                packs: from.packs,
                pack,
                kind,
                file,
                stem: from.stem,
            },
            tree.value,
            records.broken.get(&kind),
            problems,
            |value, problems| from.put_into_words(value, said, problems),
        )?;
        value = whole;
        into.pack = home;
        into.instead_of = Some(before);
    } else {
        value = schema::read(sources, kind, file, problems)?;
        if kind.is_translated() {
            from.put_into_words(&mut value, &mut records.said, problems);
        }
        if from.is_changed && kind.can_be_overridden() {
            records
                .layers
                .keep(pack, kind, from.stem, file, value.clone());
        }
    }
    match kind {
        Kind::Axes => {
            let all: vocabulary::Axes = typed(value, file, problems)?;
            into.list("axis", all.axis, &mut records.axes);
        }
        Kind::Equipment => {
            let all: vocabulary::EquipmentFile = typed(value, file, problems)?;
            into.list("equipment", all.equipment, &mut records.equipment);
        }
        Kind::Patterns => {
            let all: vocabulary::Patterns = typed(value, file, problems)?;
            into.list("part", all.part, &mut records.parts);
            into.list("pattern", all.pattern, &mut records.patterns);
            into.list("role", all.role, &mut records.roles);
            into.list("position", all.position, &mut records.positions);
            into.list("trait", all.traits, &mut records.traits);
        }
        Kind::Stages => {
            let all: vocabulary::Stages = typed(value, file, problems)?;
            into.list("stage", all.stage, &mut records.stages);
            into.list(
                "irritability",
                all.irritability,
                &mut records.irritabilities,
            );
        }
        Kind::Dials => {
            let all: vocabulary::Dials = typed(value, file, problems)?;
            into.list("dial", all.dial, &mut records.dials);
        }
        Kind::References => {
            let all: references::References = typed(value, file, problems)?;
            into.list("reference", all.reference, &mut records.references);
        }
        Kind::Screen => {
            let all: screen::Screen = typed(value, file, problems)?;
            into.list("red_flag", all.red_flag, &mut records.red_flags);
            if let Some(many) = all.many_provocations {
                into.one("/many_provocations", many, &mut records.many_provocations);
            }
        }
        Kind::Gaps => {
            let all: gaps::Gaps = typed(value, file, problems)?;
            into.list("gap", all.gap, &mut records.gaps);
        }
        Kind::PlainWords => {
            let all: plain_words::PlainWords = typed(value, file, problems)?;
            into.list("language", all.language, &mut records.plain_words);
        }
        Kind::Never => {
            let all: never::Nevers = typed(value, file, problems)?;
            into.list("never", all.never, &mut records.nevers);
        }
        Kind::Substitutions => {
            let all: substitutions::Substitutions = typed(value, file, problems)?;
            into.list("substitution", all.substitution, &mut records.substitutions);
        }
        Kind::Finding => into.one("", typed(value, file, problems)?, &mut records.findings),
        Kind::Exercise => into.one("", typed(value, file, problems)?, &mut records.exercises),
        Kind::Ladder => into.one("", typed(value, file, problems)?, &mut records.ladders),
        Kind::Programme => into.one("", typed(value, file, problems)?, &mut records.programmes),
        Kind::Response => into.one("", typed(value, file, problems)?, &mut records.responses),
        Kind::Phrases => into.one("", typed(value, file, problems)?, &mut records.phrases),
        Kind::Case => into.one("", typed(value, file, problems)?, &mut records.cases),
        Kind::Pack | Kind::Text | Kind::Presentation | Kind::Log | Kind::Patient | Kind::Clinic => {
        }
    }
    Some(())
}

/// Whether a file says that it changes a record of another pack.
fn is_overlay(sources: &Sources, file: FileId) -> bool {
    let named = sources.file(file).text().contains(OVERRIDES);
    named
        && schema::parse(sources, file, &mut Vec::new())
            .is_some_and(|tree| tree.value.get(OVERRIDES).is_some())
}

#[derive(Clone, Copy)]
struct Into {
    file: FileId,
    pack: usize,
    eyes: usize,
    /// The file whose record this one replaces.
    instead_of: Option<FileId>,
}

impl Into {
    fn one<T>(self, pointer: &str, value: T, records: &mut Vec<Record<T>>) {
        let record = Record {
            value,
            file: self.file,
            pointer: pointer.to_owned(),
            pack: self.pack,
            eyes: self.eyes,
        };
        let before = records
            .iter_mut()
            .find(|one| Some(one.file) == self.instead_of);
        match before {
            Some(before) => *before = record,
            None => records.push(record),
        }
    }

    fn list<T>(self, key: &str, values: Vec<T>, records: &mut Vec<Record<T>>) {
        for (at, value) in values.into_iter().enumerate() {
            self.one(&format!("/{key}/{at}"), value, records);
        }
    }
}

/// A checked tree as its type. What the schema cannot say (a range that runs backwards, a number with
/// a decimal point where a whole one belongs) is reported here, at its place.
pub(crate) fn typed<T: DeserializeOwned>(
    value: Value,
    file: FileId,
    problems: &mut Vec<Diagnostic>,
) -> Option<T> {
    match serde_path_to_error::deserialize(value) {
        Ok(typed) => Some(typed),
        Err(error) => {
            let pointer: String = error
                .path()
                .iter()
                .filter_map(|segment| match segment {
                    serde_path_to_error::Segment::Seq { index } => Some(format!("/{index}")),
                    serde_path_to_error::Segment::Map { key } => {
                        Some(format!("/{}", key.replace('~', "~0").replace('/', "~1")))
                    }
                    _ => None,
                })
                .collect();
            problems.push(Diagnostic::new(
                &codes::BAD_VALUE,
                Place::value(file, pointer),
                error.inner().to_string(),
            ));
            None
        }
    }
}
