//! The packs themselves: manifests, replacement of built-in packs, what builds on what.

use std::collections::{BTreeMap, BTreeSet};

use semver::{Version, VersionReq};

use crate::diagnostic::{Diagnostic, Mend, Place, codes};
use crate::format::manifest::Manifest;
use crate::format::{FORMAT, Kind};
use crate::source::{FileId, Folder, Sources};
use crate::{schema, suggest};

/// How to mend a pack of an older format.
const OLDER_HELP: &str =
    "`regimen migrate` and the pack's folder brings it up to this format, comments and all.";

/// How to mend a pack of a newer format.
const NEWER_HELP: &str = "Use a newer regimen, or a version of the pack in this format.";

/// A pack whose manifest could be read.
#[derive(Debug)]
pub(super) struct PackFolder {
    /// Its manifest.
    pub(super) manifest: Manifest,
    /// Its version.
    pub(super) version: Version,
    /// The manifest's file.
    pub(super) file: FileId,
    /// Its files, the manifest among them.
    pub(super) folder: Folder,
    /// Every pack that it may point into, its own position among them.
    pub(super) sees: BTreeSet<usize>,
    /// Whether a pack that it builds on, itself or by way of others, is not there.
    pub(super) lacks: bool,
}

/// The manifests with errors, by the names that their packs may have.
type Broken = BTreeMap<String, FileId>;

/// Reads the manifests and puts each pack after those that it builds on. A built-in pack gives way to
/// one on disk with its name; those are the second part of the answer.
pub(super) fn load(
    sources: &Sources,
    problems: &mut Vec<Diagnostic>,
) -> (Vec<PackFolder>, Vec<(String, String)>) {
    let mut packs = Vec::new();
    let mut broken = Broken::new();
    for (_, folder) in sources.folders() {
        match read(sources, folder, problems) {
            Some(pack) => packs.push(pack),
            None => broken.extend(may_be_named(sources, folder)),
        }
    }
    let replaced = replace(&mut packs, problems);
    (order(packs, &broken, problems), replaced)
}

/// What a pack whose manifest has errors may be named: what it says, and what its folder is called.
fn may_be_named(sources: &Sources, folder: &Folder) -> Vec<(String, FileId)> {
    let mut files = folder.files.iter().copied();
    let Some(file) = files.find(|&file| sources.file(file).inner == "pack.toml") else {
        return Vec::new();
    };
    // What is wrong with it is said already.
    let tree = schema::parse(sources, file, &mut Vec::new());
    let said = tree.and_then(|tree| tree.value.get("name")?.as_str().map(str::to_owned));
    let called = folder.path.rsplit(['/', '\\', ':']).next();
    let names = said.into_iter().chain(called.map(str::to_owned));
    names.map(|name| (name, file)).collect()
}

/// Of a pack that builds on one that is not there, nothing is called missing: it may stand in that one.
pub(super) fn spare_the_lacking(packs: &[PackFolder], problems: &mut Vec<Diagnostic>) {
    let lacking = packs.iter().filter(|pack| pack.lacks);
    let files: BTreeSet<FileId> = lacking
        .flat_map(|pack| pack.folder.files.iter().copied())
        .collect();
    let missing = [codes::DANGLING.id, codes::MISSING_FILE.id];
    problems.retain(|one| !files.contains(&one.place.file) || !missing.contains(&one.code.id));
}

fn read(sources: &Sources, folder: &Folder, problems: &mut Vec<Diagnostic>) -> Option<PackFolder> {
    let manifest = folder
        .files
        .iter()
        .find(|&&file| sources.file(file).inner == "pack.toml");
    let Some(&file) = manifest else {
        if let Some(&first) = folder.files.first() {
            problems.push(
                Diagnostic::new(
                    &codes::NO_PACK_FILE,
                    Place::file(first),
                    format!("the folder `{}` has no pack.toml", folder.path),
                )
                .help("Add a pack.toml that names the pack; `regimen schema pack` says what goes in it."),
            );
        }
        return None;
    };
    let tree = schema::parse(sources, file, problems)?;
    if !tree.whole {
        return None;
    }
    // A pack of another format may look quite different: say so before anything else about it.
    if let Some(format) = tree.value.get("format").and_then(serde_json::Value::as_u64)
        && format != u64::from(FORMAT)
        && format > 0
    {
        problems.push(
            Diagnostic::new(
                &codes::FORMAT,
                Place::value(file, "/format"),
                format!("this pack is written in format {format}, and this version of regimen reads format {FORMAT}"),
            )
            .help(if format < u64::from(FORMAT) {
                OLDER_HELP
            } else {
                NEWER_HELP
            }),
        );
        return None;
    }
    if !schema::check(Kind::Pack, &tree.value, file, problems) {
        return None;
    }
    let manifest: Manifest = super::records::typed(tree.value, file, problems)?;
    let version = match Version::parse(&manifest.version) {
        Ok(version) => version,
        Err(error) => {
            problems.push(Diagnostic::new(
                &codes::BAD_VERSION,
                Place::value(file, "/version"),
                format!(
                    "`{}` is not a version: {error}",
                    manifest.version.escape_debug()
                ),
            ));
            return None;
        }
    };
    Some(PackFolder {
        manifest,
        version,
        file,
        folder: folder.clone(),
        sees: BTreeSet::new(),
        lacks: false,
    })
}

fn replace(packs: &mut Vec<PackFolder>, problems: &mut Vec<Diagnostic>) -> Vec<(String, String)> {
    let mut replaced = Vec::new();
    let on_disk: BTreeMap<String, String> = packs
        .iter()
        .filter(|pack| !pack.folder.built_in)
        .map(|pack| (pack.manifest.name.to_string(), pack.folder.path.clone()))
        .collect();
    packs.retain(|pack| {
        let by = on_disk.get(pack.manifest.name.as_str());
        match by {
            Some(path) if pack.folder.built_in => {
                replaced.push((pack.manifest.name.to_string(), path.clone()));
                false
            }
            _ => true,
        }
    });
    let mut first: BTreeMap<String, FileId> = BTreeMap::new();
    packs.retain(|pack| {
        let name = pack.manifest.name.to_string();
        match first.get(&name) {
            Some(&other) => {
                problems.push(
                    Diagnostic::new(
                        &codes::DUPLICATE,
                        Place::value(pack.file, "/name"),
                        format!("two packs are named `{name}`"),
                    )
                    .label("this one")
                    .also(Place::value(other, "/name"), "and this one")
                    .help("Rename one of them, or load only one."),
                );
                false
            }
            None => {
                first.insert(name, pack.file);
                true
            }
        }
    });
    replaced
}

fn order(
    mut packs: Vec<PackFolder>,
    broken: &Broken,
    problems: &mut Vec<Diagnostic>,
) -> Vec<PackFolder> {
    packs.sort_by(|a, b| a.manifest.name.cmp(&b.manifest.name));
    let versions: BTreeMap<String, Version> = packs
        .iter()
        .map(|pack| (pack.manifest.name.to_string(), pack.version.clone()))
        .collect();
    for pack in &packs {
        for (name, requirement) in &pack.manifest.requires {
            let place = Place::value(pack.file, format!("/requires/{name}"));
            let Ok(requirement) = VersionReq::parse(requirement) else {
                problems.push(
                    Diagnostic::new(
                        &codes::BAD_VERSION,
                        place,
                        format!(
                            "`{}` is not a version requirement",
                            requirement.escape_debug()
                        ),
                    )
                    .help("Write it as in \"^1.2\": version 1.2 or any later one below 2."),
                );
                continue;
            };
            match versions.get(name.as_str()) {
                None => problems.push(match broken.get(name.as_str()) {
                    Some(&other) => Diagnostic::new(
                        &codes::PACK_MISSING,
                        place,
                        format!("the pack `{name}` has errors in its pack.toml"),
                    )
                    .label("so nothing of it is here")
                    .also(Place::file(other), "what is wrong is said of this file")
                    .help("Mend that file first."),
                    None => Diagnostic::new(
                        &codes::PACK_MISSING,
                        place,
                        format!("the pack `{name}` is not loaded"),
                    )
                    .mend(Mend::id(
                        &Place::key(pack.file, format!("/requires/{name}")),
                        name.as_str(),
                        versions
                            .keys()
                            .map(String::as_str)
                            .filter(|one| *one != pack.manifest.name.as_str()),
                    ))
                    .maybe_help(
                        suggest::nearest(name.as_str(), versions.keys().map(String::as_str))
                            .map(|near| format!("Did you mean `{near}`?")),
                    ),
                }),
                Some(version) if !requirement.matches(version) => problems.push(
                    Diagnostic::new(
                        &codes::PACK_VERSION,
                        place,
                        format!("the pack `{name}` is loaded in version {version}, and {requirement} is asked for"),
                    )
                    .help("Load another version of it, or change what is asked for."),
                ),
                Some(_) => {}
            }
        }
    }
    let mut ordered: Vec<PackFolder> = Vec::new();
    while !packs.is_empty() {
        let ready = packs.iter().position(|pack| {
            pack.manifest.requires.keys().all(|name| {
                !versions.contains_key(name.as_str())
                    || ordered.iter().any(|done| done.manifest.name == *name)
            })
        });
        let Some(at) = ready else {
            let pack = packs.remove(0);
            problems.push(Diagnostic::new(
                &codes::PACK_CIRCLE,
                Place::key(pack.file, "/requires"),
                format!(
                    "the pack `{}` builds on itself by way of the packs that it requires",
                    pack.manifest.name
                ),
            ));
            continue;
        };
        let mut pack = packs.remove(at);
        pack.sees.insert(ordered.len());
        pack.lacks = pack.manifest.requires.keys().any(|name| {
            let done = ordered.iter().find(|done| done.manifest.name == *name);
            done.is_none_or(|done| done.lacks)
        });
        for (position, done) in ordered.iter().enumerate() {
            if pack.manifest.requires.contains_key(&done.manifest.name) {
                pack.sees.extend(done.sees.iter().copied());
                pack.sees.insert(position);
            }
        }
        ordered.push(pack);
    }
    ordered
}

/// The language that packs are in where none is asked for: the first of the first pack's that all of them have. Nothing
/// if there is no pack, or no such language, which is a problem.
pub(super) fn own_language(packs: &[PackFolder], problems: &mut Vec<Diagnostic>) -> Option<String> {
    let first = packs.first()?;
    let mut common: Vec<&String> = first.manifest.languages.iter().collect();
    for pack in packs {
        common.retain(|language| pack.manifest.languages.contains(language));
        if common.is_empty() {
            problems.push(
                Diagnostic::new(
                    &codes::NO_LANGUAGE,
                    Place::value(pack.file, "/languages"),
                    format!(
                        "the pack `{}` has no language in common with those before it",
                        pack.manifest.name
                    ),
                )
                .label("none that all have")
                .also(
                    Place::value(first.file, "/languages"),
                    format!("`{}` has these", first.manifest.name),
                )
                .help("Add translations to one of them: a plan takes its words from all packs, and they must be in one language."),
            );
            return None;
        }
    }
    common.first().map(|language| (*language).clone())
}

/// That each pack's own language is one of those that the packs below it have: else no plan is ever in the words that its
/// author wrote. A slip in the language's name looks just so.
pub(super) fn own_is_shared(packs: &[PackFolder], problems: &mut Vec<Diagnostic>) {
    for pack in packs {
        let Some(own) = pack.manifest.languages.first() else {
            continue;
        };
        let below = packs.iter().find(|below| {
            let required = pack.manifest.requires.contains_key(&below.manifest.name);
            required && !below.manifest.languages.contains(own)
        });
        if let Some(below) = below {
            problems.push(
                Diagnostic::new(
                    &codes::OWN_LANGUAGE,
                    Place::value(pack.file, "/languages/0"),
                    format!(
                        "this pack is written in `{}`, and `{}`, which it requires, is not in that language",
                        own.escape_debug(),
                        below.manifest.name
                    ),
                )
                .label("no plan is in this language")
                .also(Place::value(below.file, "/languages"), "these are its languages")
                .help("Mend the language, or translate the other pack."),
            );
        }
    }
}

/// That every pack has a language that is asked for.
pub(super) fn all_have(packs: &[PackFolder], language: &str, problems: &mut Vec<Diagnostic>) {
    let lacking = packs.iter().filter(|pack| {
        let languages = &pack.manifest.languages;
        !languages.iter().any(|one| one == language)
    });
    problems.extend(lacking.map(|pack| {
        Diagnostic::new(
            &codes::NO_LANGUAGE,
            Place::value(pack.file, "/languages"),
            format!(
                "the pack `{}` has no text in `{}`",
                pack.manifest.name,
                language.escape_debug()
            ),
        )
        .help(format!("It has: {}.", pack.manifest.languages.join(", ")))
    }));
}
