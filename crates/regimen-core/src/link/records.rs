//! Typed records out of the packs' files, each with its place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use regimen_figure::Figure;
use semver::Version;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Scope;
use super::contents::{Careful, Contents, Quick};
use super::layers::{Changed, Layers, Overlay, Wanted};
use super::left_out::Keep;
use super::packs::PackFolder;
use super::said::Said;
use super::texts::PackTexts;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::format::manifest::Manifest;
use crate::format::{
    Kind, case, exercise, finding, gaps, ladder, never, phrases, plain_words, programme,
    references, response, screen, substitutions, template, vocabulary,
};
use crate::id::{ExerciseId, PatternId, TurnId};
use crate::library::Template;
use crate::source::{FileId, Sources};
use crate::{parallel, schema};

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
    /// What is left of the exercises once they are taken out to be linked.
    pub(super) outlines: Vec<Record<Outline>>,
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
    /// Every text in every language, where everything is read: by file, in the order of the packs.
    pub(crate) said: Vec<Said>,
    /// Cases.
    pub cases: Vec<Record<case::Case>>,
    /// The packs' templates, of each name the one that holds.
    pub(super) templates: Vec<Template>,
    /// Kinds of which a file could not be read: an id that seems missing may stand in it.
    pub(super) broken: BTreeMap<Kind, BTreeSet<String>>,
    stems: BTreeMap<FileId, String>,
    /// The positions of the exercises by id, once they are all there.
    by_id: OnceLock<BTreeMap<String, usize>>,
    /// The records that packs change in others.
    pub(super) layers: Layers,
}

/// What others ask of an exercise while it is linked.
#[derive(Debug)]
pub(super) struct Outline {
    pub(super) id: ExerciseId,
    pub(super) pattern: PatternId,
    /// The ids of its own dials.
    pub(super) turns: Vec<TurnId>,
    /// Its figure, where another exercise shares it.
    pub(super) shared: Option<Figure>,
}

impl Records {
    /// Takes the exercises out, and leaves their outlines: there may be many, and nobody needs them twice.
    pub(super) fn take_exercises(&mut self) -> Vec<Record<exercise::Exercise>> {
        let all = || self.exercises.iter().map(|one| &one.value);
        let named = all().flat_map(|one| one.figures().filter_map(|(_, _, it)| it.same_as.clone()));
        let turns = all().flat_map(|one| one.dials.iter().filter_map(|it| it.same_as.as_ref()));
        let shared: BTreeSet<String> = named.chain(turns.map(ToString::to_string)).collect();
        // Positions stay what they are.
        let _ = self.exercise("");
        let outlines = self.exercises.iter().map(|record| {
            let one = &record.value;
            let shared = shared.contains(one.id.as_str());
            Record {
                value: Outline {
                    id: one.id.clone(),
                    pattern: one.pattern.clone(),
                    turns: one.dials.iter().map(|turn| turn.id.clone()).collect(),
                    shared: one.figure.as_ref().filter(|_| shared).cloned(),
                },
                file: record.file,
                pointer: record.pointer.clone(),
                pack: record.pack,
                eyes: record.eyes,
            }
        });
        self.outlines = outlines.collect();
        std::mem::take(&mut self.exercises)
    }

    /// The outline of the exercise with an id; of the first of them, where there are several.
    pub(super) fn outline(&self, id: &str) -> Option<&Record<Outline>> {
        self.outlines.get(*self.by_id.get()?.get(id)?)
    }

    /// A file's name without its folder and ending.
    pub fn stem(&self, file: FileId) -> Option<&str> {
        self.stems.get(&file).map(String::as_str)
    }

    /// The version of the pack that says what stands at a pointer within a record.
    pub(crate) fn version_of<T>(&self, record: &Record<T>, pointer: &str) -> Option<&Version> {
        let whole = format!("{}{pointer}", record.pointer);
        let stands = self.layers.stands(record.file, &whole);
        let pack = stands.map_or(record.pack, |(_, pack)| pack);
        self.packs.get(pack).map(|pack| &pack.version)
    }

    /// The exercise with an id; the first of them, where there are several.
    pub(crate) fn exercise(&self, id: &str) -> Option<&Record<exercise::Exercise>> {
        let by_id = self.by_id.get_or_init(|| {
            let all = self.exercises.iter().enumerate().rev();
            all.map(|(at, one)| (one.value.id.to_string(), at))
                .collect()
        });
        self.exercises.get(*by_id.get(id)?)
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

/// How many files are looked at before what they hold is put in its place. Less is held at once than with all of them.
pub(super) const AT_ONCE: usize = 128;

/// Reads every file of the packs; their cases only where everything is read. The texts are in this language.
pub(super) fn read(
    sources: &Sources,
    packs: Vec<PackFolder>,
    scope: Scope,
    language: &str,
    keep: &mut Keep<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Records {
    let mut records = Records::default();
    let wanted = Wanted::of(sources, &packs);
    for (pack, folder) in packs.iter().enumerate() {
        let texts = PackTexts::read(sources, folder, scope, language, problems);
        let mut files = Vec::new();
        for &file in &folder.folder.files {
            let inner = sources.file(file).inner.as_str();
            match Kind::of_pack_file(inner) {
                Some(Kind::Pack | Kind::Text) => {}
                Some(Kind::Case) if scope == Scope::Plans => {}
                Some(kind) => {
                    let name = inner.rsplit('/').next().unwrap_or(inner);
                    let stem = name.strip_suffix(".toml").unwrap_or(name).to_owned();
                    let target = (folder.manifest.name.to_string(), stem);
                    let is_changed = kind.can_be_overridden() && wanted.records.contains(&target);
                    files.push(Read {
                        sources,
                        kind,
                        file,
                        pack,
                        packs: &packs,
                        stem: target.1,
                        is_changed,
                        is_overlay: kind.can_be_overridden() && wanted.files.contains(&file),
                        texts: &texts,
                        scope,
                    });
                }
                // Those are read in one go: which of them holds depends on all packs.
                None if template(inner).is_some() => {}
                None if sources.file(file).is_kept_out() => {
                    let _ = schema::text_of(sources, file, problems);
                }
                None => problems.push(stray(inner, file)),
            }
        }
        // Most files of a large pack: room for no more of them than there are.
        let exercises = files.iter().filter(|one| one.kind == Kind::Exercise);
        records.exercises.reserve_exact(exercises.count());
        let mut files = files.into_iter();
        loop {
            let some: Vec<Read<'_>> = files.by_ref().take(AT_ONCE).collect();
            if some.is_empty() {
                break;
            }
            let looked = parallel::each(&some, Read::look);
            for (from, looked) in some.into_iter().zip(looked) {
                let (kind, file) = (from.kind, from.file);
                let held = match looked {
                    Looked::Own(own) => from.put(*own, &mut records, problems),
                    Looked::Overlay => from.overlay(&mut records, problems),
                };
                if held.is_none() {
                    let stem = from.stem.clone();
                    records.broken.entry(kind).or_default().insert(stem);
                }
                records.stems.insert(file, from.stem);
            }
            keep.the_worst(problems);
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
struct Read<'a> {
    sources: &'a Sources,
    kind: Kind,
    file: FileId,
    pack: usize,
    packs: &'a [PackFolder],
    stem: String,
    /// Whether a file of another pack changes what stands in it.
    is_changed: bool,
    /// Whether it changes a record of another pack itself.
    is_overlay: bool,
    texts: &'a PackTexts<'a>,
    scope: Scope,
}

/// What came of looking at a file by itself.
enum Looked {
    Own(Box<Own>),
    /// It changes a record of another pack: what it holds hangs on that.
    Overlay,
}

/// What a file holds by itself.
#[derive(Default)]
struct Own {
    /// What it holds; nothing if it could not be read.
    contents: Option<Contents>,
    /// The same as a value, where another pack changes it.
    value: Option<Value>,
    said: Vec<Said>,
    problems: Vec<Diagnostic>,
}

impl Read<'_> {
    /// Looks at a file by itself: no other record counts, so that many can be looked at side by side.
    fn look(&self) -> Looked {
        if self.is_overlay {
            return Looked::Overlay;
        }
        let own = self.quickly().unwrap_or_else(|| self.with_care());
        Looked::Own(Box::new(own))
    }

    /// What a file holds in which nothing is amiss; nothing if something is, or might be.
    fn quickly(&self) -> Option<Own> {
        let (kind, file) = (self.kind, self.file);
        if kind.is_translated() && self.texts.translates() {
            return None;
        }
        let tree = schema::sound(self.sources, kind, file)?;
        let contents = Contents::of(kind, Quick(&tree))?;
        let mut own = Own {
            contents: Some(contents),
            value: self.is_changed.then(|| tree.to_value()),
            ..Own::default()
        };
        if kind.is_translated() {
            self.texts.hold_all(kind, file, &tree, &mut own.problems);
            if self.scope == Scope::Everything {
                self.texts.said(kind, file, &tree, &mut own.said);
            }
        }
        Some(own)
    }

    /// What a file holds, with what is wrong with it.
    fn with_care(&self) -> Own {
        let mut own = Own::default();
        let (kind, file) = (self.kind, self.file);
        let read = schema::read(self.sources, kind, file, &mut own.problems);
        if let Some(mut value) = read {
            if kind.is_translated() {
                self.put_into_words(&mut value, &mut own.said, &mut own.problems);
            }
            own.value = self.is_changed.then(|| value.clone());
            let problems = &mut own.problems;
            own.contents = Contents::of(
                kind,
                Careful {
                    value,
                    file,
                    problems,
                },
            );
        }
        own
    }

    /// Takes the texts of a file down, and puts them into the language of the plan.
    fn put_into_words(
        &self,
        value: &mut Value,
        said: &mut Vec<Said>,
        problems: &mut Vec<Diagnostic>,
    ) {
        if self.scope == Scope::Everything {
            self.texts.said(self.kind, self.file, value, said);
        }
        self.texts.translate(self.kind, self.file, value, problems);
    }

    /// Puts what a file holds among the records.
    fn put(
        &self,
        mut own: Own,
        records: &mut Records,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<()> {
        problems.append(&mut own.problems);
        records.said.append(&mut own.said);
        let (pack, kind, file) = (self.pack, self.kind, self.file);
        if let Some(value) = own.value {
            records.layers.keep(pack, kind, &self.stem, file, value);
        }
        let into = Into {
            file,
            pack,
            eyes: pack,
            instead_of: None,
        };
        into.all(own.contents?, records);
        Some(())
    }

    /// Lays what a file changes over the record of the other pack.
    fn overlay(&self, records: &mut Records, problems: &mut Vec<Diagnostic>) -> Option<()> {
        let (kind, file) = (self.kind, self.file);
        let tree = schema::parse(self.sources, file, problems).filter(|tree| tree.whole)?;
        let said = &mut records.said;
        let Changed {
            value,
            before,
            home,
        } = records.layers.lay(
            Overlay {
                sources: self.sources,
                packs: self.packs,
                pack: self.pack,
                kind,
                file,
                stem: &self.stem,
            },
            tree.value,
            records.broken.get(&kind),
            problems,
            |value, problems| self.put_into_words(value, said, problems),
        )?;
        let into = Into {
            file,
            pack: home,
            eyes: self.pack,
            instead_of: Some(before),
        };
        let contents = Contents::of(
            kind,
            Careful {
                value,
                file,
                problems,
            },
        )?;
        into.all(contents, records);
        Some(())
    }
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
        let before = self.instead_of.and_then(|before| {
            let mut records = records.iter_mut();
            records.find(|one| one.file == before)
        });
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

    fn all(self, contents: Contents, records: &mut Records) {
        match contents {
            Contents::Axes(all) => self.list("axis", all.axis, &mut records.axes),
            Contents::Equipment(all) => {
                self.list("equipment", all.equipment, &mut records.equipment);
            }
            Contents::Patterns(all) => {
                self.list("part", all.part, &mut records.parts);
                self.list("pattern", all.pattern, &mut records.patterns);
                self.list("role", all.role, &mut records.roles);
                self.list("position", all.position, &mut records.positions);
                self.list("trait", all.traits, &mut records.traits);
            }
            Contents::Stages(all) => {
                self.list("stage", all.stage, &mut records.stages);
                let irritabilities = &mut records.irritabilities;
                self.list("irritability", all.irritability, irritabilities);
            }
            Contents::Dials(all) => self.list("dial", all.dial, &mut records.dials),
            Contents::References(all) => {
                self.list("reference", all.reference, &mut records.references);
            }
            Contents::Screen(all) => {
                self.list("red_flag", all.red_flag, &mut records.red_flags);
                if let Some(many) = all.many_provocations {
                    self.one("/many_provocations", many, &mut records.many_provocations);
                }
            }
            Contents::Gaps(all) => self.list("gap", all.gap, &mut records.gaps),
            Contents::PlainWords(all) => {
                self.list("language", all.language, &mut records.plain_words);
            }
            Contents::Never(all) => self.list("never", all.never, &mut records.nevers),
            Contents::Substitutions(all) => {
                self.list("substitution", all.substitution, &mut records.substitutions);
            }
            Contents::Finding(one) => self.one("", one, &mut records.findings),
            Contents::Exercise(one) => self.one("", *one, &mut records.exercises),
            Contents::Ladder(one) => self.one("", one, &mut records.ladders),
            Contents::Programme(one) => self.one("", *one, &mut records.programmes),
            Contents::Response(one) => self.one("", *one, &mut records.responses),
            Contents::Phrases(one) => self.one("", *one, &mut records.phrases),
            Contents::Case(one) => self.one("", *one, &mut records.cases),
            Contents::Nothing => {}
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
