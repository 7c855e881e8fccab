//! A pack's translations: read beside its files, held against their texts, and put in their place.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use super::Scope;
use super::packs::PackFolder;
use super::records::typed;
use super::said::Said;
use crate::diagnostic::{Diagnostic, Mend, Place, codes};
use crate::format::phrases::blanks;
use crate::format::text::{Texts, Translation};
use crate::format::{Kind, translation};
use crate::schema::TextTree;
use crate::source::{FileId, Sources};
use crate::{parallel, schema, suggest};

/// The translations of one pack, in the languages that are read.
pub(super) struct PackTexts<'s> {
    sources: &'s Sources,
    /// The language that the files are written in.
    own: &'s str,
    /// The languages that are read besides the one that the files are written in.
    languages: Vec<&'s str>,
    /// The language that the texts are put into; nothing for the one that the files are written in.
    into: Option<&'s str>,
    /// By the file that is translated and the language.
    files: BTreeMap<(&'s str, &'s str), Translated>,
}

/// One file of translations.
struct Translated {
    file: FileId,
    /// What it says; nothing if it could not be read.
    entries: Option<Vec<Translation>>,
}

/// A text of a file and where it stands.
struct Stands<'v> {
    text: &'v str,
    pointer: String,
}

/// How many texts a translation of a text that is gone is compared with.
const NEAR: usize = 50;

impl<'s> PackTexts<'s> {
    /// Reads a pack's translations: into every language that it lists, or into the one that plans are made in.
    pub(super) fn read(
        sources: &'s Sources,
        pack: &'s PackFolder,
        scope: Scope,
        language: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> PackTexts<'s> {
        let listed = &pack.manifest.languages;
        let own = listed.first().map_or("", String::as_str);
        let others: BTreeSet<&str> = listed.iter().skip(1).map(String::as_str).collect();
        let others = || others.iter().copied().filter(|one| *one != own);
        let into = others().find(|one| *one == language);
        let languages: Vec<&str> = match scope {
            Scope::Everything => others().collect(),
            Scope::Plans => into.into_iter().collect(),
        };
        let mut texts = PackTexts {
            sources,
            own,
            languages,
            into,
            files: BTreeMap::new(),
        };
        if scope == Scope::Everything || into.is_some() {
            texts.read_files(pack, scope, problems);
        }
        texts
    }

    fn read_files(&mut self, pack: &'s PackFolder, scope: Scope, problems: &mut Vec<Diagnostic>) {
        let mut strange = BTreeSet::new();
        let there: BTreeSet<&str> = pack
            .folder
            .files
            .iter()
            .map(|&one| self.sources.file(one).inner.as_str())
            .collect();
        let mut files = Vec::new();
        for &file in &pack.folder.files {
            let inner = self.sources.file(file).inner.as_str();
            let Some((language, of)) = translation(inner) else {
                continue;
            };
            if !self.languages.contains(&language) {
                // Once a language, and not for each of its files.
                if scope == Scope::Everything && strange.insert(language) {
                    problems.push(not_listed(pack, file, language));
                }
                continue;
            }
            files.push((file, language, of));
        }
        let looked = parallel::each(&files, |&(file, _, _)| {
            let mut problems = Vec::new();
            (self.entries(file, &mut problems), problems)
        });
        for ((file, language, of), (entries, mut own)) in files.into_iter().zip(looked) {
            let translates = nothing_there(&there, file, of);
            problems.append(&mut own);
            match translates {
                Some(problem) => problems.push(problem),
                None => {
                    self.files
                        .insert((of, language), Translated { file, entries });
                }
            }
        }
    }

    /// The entries of a file, or nothing if it has errors; a text that stands twice is one.
    fn entries(&self, file: FileId, problems: &mut Vec<Diagnostic>) -> Option<Vec<Translation>> {
        let quick = schema::sound(self.sources, Kind::Text, file);
        let all = match quick.and_then(|tree| Texts::deserialize(&tree).ok()) {
            Some(all) => all,
            None => {
                let value = schema::read(self.sources, Kind::Text, file, problems)?;
                typed::<Texts>(value, file, problems)?
            }
        };
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, entry) in all.text.iter().enumerate() {
            let from = entry.from.as_ref();
            if let Some(before) = first.insert(from, at) {
                first.insert(from, before);
                problems.push(
                    Diagnostic::new(
                        &codes::TWICE,
                        Place::value(file, format!("/text/{at}/from")),
                        "the text stands here twice",
                    )
                    .label("again")
                    .also(Place::value(file, format!("/text/{before}/from")), "first")
                    .help("Delete one of the two entries: a text has one translation, wherever it stands in its file."),
                );
            }
            problems.extend(other_blanks(file, at, entry));
        }
        Some(all.text)
    }

    /// Holds a file's texts against their translations, and puts those of the library's language in their place.
    pub(super) fn translate(
        &self,
        kind: Kind,
        file: FileId,
        value: &mut Value,
        problems: &mut Vec<Diagnostic>,
    ) {
        self.hold_all(kind, file, value, problems);
        let of = self.sources.file(file).inner.as_str();
        let Some(language) = self.into else { return };
        let known = self.files.get(&(of, language));
        if let Some(entries) = known.and_then(|known| known.entries.as_ref()) {
            let to = by_text(entries);
            schema::replace_texts(kind, value, |text| to.get(text).copied());
        }
    }

    /// Whether texts are put into another language.
    pub(super) fn translates(&self) -> bool {
        self.into.is_some()
    }

    /// Holds a file's texts against their translations.
    pub(super) fn hold_all<T: TextTree>(
        &self,
        kind: Kind,
        file: FileId,
        value: &T,
        problems: &mut Vec<Diagnostic>,
    ) {
        let of = self.sources.file(file).inner.as_str();
        for &language in &self.languages {
            let known = self.files.get(&(of, language));
            // What it says is not known: then nothing is called missing.
            if known.is_some_and(|known| known.entries.is_none()) {
                continue;
            }
            self.hold(kind, file, value, language, known, problems);
        }
    }

    /// Every text of a file, as it stands and in each language that is read.
    pub(super) fn said<T: TextTree>(
        &self,
        kind: Kind,
        file: FileId,
        value: &T,
        said: &mut Vec<Said>,
    ) {
        let of = self.sources.file(file).inner.as_str();
        let translated = self.languages.iter().filter_map(|&language| {
            let known = self.files.get(&(of, language))?;
            let entries = known.entries.as_deref()?.iter().enumerate();
            let to: BTreeMap<&str, (usize, &str)> = entries
                .map(|(at, entry)| (entry.from.as_ref(), (at, entry.to.as_ref())))
                .collect();
            Some((Said::new(kind, file, known.file, language), to))
        });
        let mut translated: Vec<_> = translated.collect();
        let mut own = Said::new(kind, file, file, self.own);
        let mut pointer = String::new();
        schema::each_text(kind, value, |way, text| {
            pointer.clear();
            way.write(&mut pointer);
            let record_pointer = record_pointer(kind, &pointer);
            let name = || record_name(kind, value, record_pointer);
            let record = own.whose(record_pointer, name);
            own.say(&pointer, text, record, None);
            for (said, to) in &mut translated {
                if let Some((at, to)) = to.get(text) {
                    let record = said.whose(record_pointer, name);
                    said.say(&pointer, to, record, Some(*at));
                }
            }
        });
        let translated = translated.into_iter().map(|(said, _)| said);
        let all = [own].into_iter().chain(translated);
        said.extend(all.filter(|said| !said.is_empty()).map(Said::done));
    }

    /// That every text has its translation, and every translation its text.
    fn hold<T: TextTree>(
        &self,
        kind: Kind,
        file: FileId,
        value: &T,
        language: &str,
        known: Option<&Translated>,
        problems: &mut Vec<Diagnostic>,
    ) {
        let path = || {
            let of = &self.sources.file(file).inner;
            format!("text/{language}/{of}")
        };
        let entries = known.and_then(|known| known.entries.as_deref());
        let to = by_text(entries.unwrap_or_default());
        let mut stand: BTreeSet<&str> = BTreeSet::new();
        let mut missing: Vec<Stands<'_>> = Vec::new();
        schema::each_text(kind, value, |way, text| {
            if stand.insert(text) && !to.contains_key(text) {
                missing.push(Stands {
                    text,
                    pointer: way.pointer(),
                });
            }
        });
        let Some(known) = known else {
            if let Some(first) = missing.first() {
                let problem = no_file(file, language, &path(), first.text, missing.len());
                problems.push(problem);
            }
            return;
        };
        let untranslated = |one| untranslated(file, language, &path(), one);
        problems.extend(missing.iter().map(untranslated));
        for (at, entry) in entries.unwrap_or_default().iter().enumerate() {
            if !stand.contains(entry.from.as_ref()) {
                let of = &self.sources.file(file).inner;
                let entry = (known.file, at, entry.from.as_ref());
                problems.push(stale(of, file, entry, &missing));
            }
        }
    }
}

/// That there is no such file to translate among those of the pack, or none with texts that are translated.
fn nothing_there(there: &BTreeSet<&str>, file: FileId, of: &str) -> Option<Diagnostic> {
    let problem =
        |message: String| Diagnostic::new(&codes::NOTHING_TO_TRANSLATE, Place::file(file), message);
    let is_translated = |one: &str| Kind::of_pack_file(one).is_some_and(Kind::is_translated);
    if !there.contains(of) {
        let translated = there.iter().copied().filter(|one| is_translated(one));
        let help = match suggest::nearest(of, translated) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => "Delete it, or mend its path.".to_owned(),
        };
        return Some(problem(format!("there is no file `{of}` to translate")).help(help));
    }
    let nothing = || problem(format!("nothing in `{of}` is translated")).help("Delete it.");
    (!is_translated(of)).then(nothing)
}

/// The pointer to the record that a text belongs to: the whole file, an entry of a list, or the phrases that begin alike.
fn record_pointer(kind: Kind, pointer: &str) -> &str {
    if kind.folder().is_some() || kind == Kind::Response {
        return "";
    }
    let ends_at = |mark: char, from: usize| {
        let rest = pointer.get(from..).unwrap_or_default();
        rest.find(mark).map_or(pointer.len(), |at| from + at)
    };
    if kind == Kind::Phrases {
        return pointer.get(..ends_at('_', 1)).unwrap_or(pointer);
    }
    let first = ends_at('/', 1);
    let second = ends_at('/', (first + 1).min(pointer.len()));
    let entry = pointer.get(first + 1..second).unwrap_or_default();
    let is_entry = entry.parse::<usize>().is_ok();
    let end = if is_entry { second } else { first };
    pointer.get(..end).unwrap_or(pointer)
}

/// What a record of a file with several is called: its id, what it is about, or its key.
fn record_name<T: TextTree>(kind: Kind, value: &T, pointer: &str) -> Option<String> {
    if pointer.is_empty() {
        return None;
    }
    let key = || pointer.trim_start_matches('/').to_owned();
    if kind == Kind::Phrases {
        return Some(format!("{}…", key()));
    }
    let mut steps = pointer.split('/').skip(1);
    let record = steps.try_fold(value, |at, step| at.at(step));
    let said = ["id", "from", "from_pattern"];
    let said = said.iter().find_map(|key| record?.at(key)?.text());
    Some(said.map_or_else(key, str::to_owned))
}

fn by_text(entries: &[Translation]) -> BTreeMap<&str, &str> {
    let pairs = entries.iter();
    pairs
        .map(|entry| (entry.from.as_ref(), entry.to.as_ref()))
        .collect()
}

fn not_listed(pack: &PackFolder, file: FileId, language: &str) -> Diagnostic {
    let listed = &pack.manifest.languages;
    let shown = language.escape_debug();
    let problem = |message: String, help: String| {
        Diagnostic::new(&codes::OTHER_LANGUAGE, Place::file(file), message)
            .also(
                Place::value(pack.file, "/languages"),
                "the pack's languages",
            )
            .help(help)
    };
    if listed.first().is_some_and(|own| own == language) {
        return problem(
            format!("`text/{shown}` translates into the language that the pack is written in"),
            "Delete the folder, or mend its name: the first of `languages` is the one that the files are in.".to_owned(),
        );
    }
    let near = suggest::nearest(language, listed.iter().skip(1).map(String::as_str));
    problem(
        format!("`text/{shown}` is in a language that pack.toml does not list"),
        match near {
            Some(near) => format!("Did you mean `text/{near}`?"),
            None => format!("Add \"{shown}\" to `languages` in pack.toml, or delete the folder."),
        },
    )
}

fn no_file(file: FileId, language: &str, path: &str, text: &str, count: usize) -> Diagnostic {
    let texts = if count == 1 { "text" } else { "texts" };
    Diagnostic::new(
        &codes::NOT_TRANSLATED,
        Place::file(file),
        format!("nothing of this file is translated into `{language}`"),
    )
    .label(format!("{count} {texts}"))
    .help(format!(
        "Write the file `{path}` with an entry for each, as in:\n{}",
        lines(text)
    ))
}

fn untranslated(file: FileId, language: &str, path: &str, one: &Stands<'_>) -> Diagnostic {
    Diagnostic::new(
        &codes::NOT_TRANSLATED,
        Place::value(file, one.pointer.as_str()),
        format!("this text is not translated into `{language}`"),
    )
    .label(format!("not in `{path}`"))
    .help(format!("Add to `{path}`:\n{}", lines(one.text)))
}

/// The lines of an entry, its translation still to be written.
fn lines(text: &str) -> String {
    let text = toml::Value::String(text.to_owned());
    format!("[[text]]\nfrom = {text}\nto = \"…\"")
}

/// A translation of a text that is gone, with the nearest of those that have none.
fn stale(
    of: &str,
    source: FileId,
    (file, at, from): (FileId, usize, &str),
    missing: &[Stands<'_>],
) -> Diagnostic {
    let problem = Diagnostic::new(
        &codes::STALE_TRANSLATION,
        Place::value(file, format!("/text/{at}/from")),
        format!("`{of}` has no such text"),
    );
    let distance = |one: &Stands<'_>| strsim::damerau_levenshtein(from, one.text);
    let near = missing.iter().take(NEAR).map(|one| (distance(one), one));
    let near = near.min_by_key(|(distance, _)| *distance);
    // Two sentences that have nothing to do with each other share more than a quarter of their letters by chance.
    let alike = |(distance, one): &(usize, &Stands<'_>)| {
        distance * 5 <= from.chars().count().max(one.text.chars().count()) * 3
    };
    match near.filter(alike) {
        Some((_, one)) => problem
            .label("gone, or changed")
            .also(
                Place::value(source, one.pointer.as_str()),
                "the source now says this",
            )
            .help(format!(
                "The source now says {}: write that under `from`, and mend `to`.",
                toml::Value::String(one.text.to_owned())
            )),
        None => problem.label("gone").help("Delete the entry."),
    }
}

/// That a translation has not the blanks of its text.
fn other_blanks(file: FileId, at: usize, entry: &Translation) -> Option<Diagnostic> {
    let of = |text| blanks(text).into_iter().collect::<BTreeSet<&str>>();
    let (from, to) = (of(entry.from.as_ref()), of(entry.to.as_ref()));
    if from == to {
        return None;
    }
    let named = |blanks: Vec<&&str>| -> Vec<String> {
        blanks.iter().map(|blank| format!("{{{blank}}}")).collect()
    };
    let lost = named(from.difference(&to).collect());
    let new = named(to.difference(&from).collect());
    let place = Place::value(file, format!("/text/{at}/to"));
    // Where one is lost and one is new, the blank's name was translated too.
    let mend = match (lost.as_slice(), new.as_slice()) {
        ([lost], [new]) => Some(Mend::part(place.clone(), new, lost)),
        _ => None,
    };
    let (lost, new) = (lost.join(", "), new.join(", "));
    let help = match (lost.is_empty(), new.is_empty()) {
        (false, false) => format!("Write {lost} where it says {new}."),
        (false, true) => format!("Add {lost}."),
        _ => format!("Take out {new}: nothing fills it in."),
    };
    Some(
        Diagnostic::new(
            &codes::OTHER_BLANKS,
            place,
            "the translation has other blanks than its text",
        )
        .also(Place::value(file, format!("/text/{at}/from")), "its text")
        .help(help)
        .mend(mend),
    )
}
