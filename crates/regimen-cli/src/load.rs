//! Which packs, templates, languages and clinic a run works with.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

use regimen_core::format::date::Date;
use regimen_core::library::{Library, Pack};
use regimen_core::link::Levels;
use regimen_core::presentation::Patient;
use regimen_core::source::{Content, FileId, Sources, read_file};
use regimen_core::{Checked, check_by, check_in, check_on, check_without_cases};
use regimen_render::{Logo, Template, Templates};

use crate::args::{Common, Deny};
use crate::clinic::{self, Clinic, Wanted, expand};
use crate::failure::Failure;
use crate::{builtin, output};

/// Everything loaded and checked.
pub(crate) struct Loaded {
    /// Every file.
    pub(crate) sources: Sources,
    /// What checking gave.
    pub(crate) checked: Checked,
    /// The clinic's folder, if there is one.
    pub(crate) clinic: Option<Clinic>,
    /// The folders of the packs that were named as arguments.
    pub(crate) named: Vec<String>,
}

impl Loaded {
    /// The folders on disk that packs were read from.
    pub(crate) fn on_disk(&self) -> Vec<PathBuf> {
        let folders = self.sources.folders();
        folders
            .filter(|(_, folder)| !folder.built_in)
            .map(|(_, folder)| PathBuf::from(&folder.path))
            .collect()
    }

    /// The clinic's `regimen.toml`, if there is one.
    pub(crate) fn clinic_file(&self) -> Option<PathBuf> {
        let clinic = self.clinic.as_ref()?;
        Some(clinic.root.join("regimen.toml"))
    }
}

/// Loads the built-in packs, the clinic's, and those of `--packs`, to plan with: without their own tests.
pub(crate) fn packs(common: &Common) -> Result<Loaded, Failure> {
    load(common, &[], |sources, _| check_without_cases(sources))
}

/// The same with their own tests, with the packs that are named as arguments, and as the clinic judges.
pub(crate) fn packs_to_check(common: &Common, named: &[PathBuf]) -> Result<Loaded, Failure> {
    load(common, named, check_by)
}

/// The same on a day, if one is given.
pub(crate) fn packs_to_check_on(
    common: &Common,
    named: &[PathBuf],
    today: Option<Date>,
) -> Result<Loaded, Failure> {
    let check = |sources: &Sources, levels: &Levels| check_on(sources, levels, today);
    load(common, named, check)
}

/// The files on disk that are named, or those of the packs of the clinic's folder and of `--packs`: to be written, so the
/// built-in packs are not among them.
pub(crate) fn files_to_write(
    common: &Common,
    named: &[PathBuf],
) -> Result<(Sources, Vec<FileId>), Failure> {
    let mut sources = Sources::new();
    let mut files = Vec::new();
    let mut folders: Vec<Wanted> = common.packs.iter().cloned().map(Wanted::Named).collect();
    if named.is_empty()
        && let Some(clinic) = clinic::find(&mut sources, common, &[])?
    {
        for pattern in &clinic.folder.packs {
            folders.extend(expand(&clinic.root, pattern.as_ref())?);
        }
    }
    folders.extend(named.iter().cloned().map(Wanted::Named));
    if folders.is_empty() {
        return Err(Failure::new("there are no files to lay out").help(
            "Name a pack, a folder of packs, or a file. The built-in packs cannot be written.",
        ));
    }
    for wanted in &folders {
        let path = wanted.path();
        if path.is_file() {
            files.push(sources.add_file(path.to_string_lossy(), read_file(path)?));
        } else if wanted.read(&mut sources)? == 0 {
            return Err(
                Failure::new(format!("there is no TOML file in `{}`", path.display()))
                    .help("Name a pack, a folder of packs, or a file."),
            );
        }
    }
    for (_, folder) in sources.folders() {
        let own = folder.files.iter().copied();
        files.extend(own.filter(|file| sources.file(*file).inner.ends_with(".toml")));
    }
    Ok((sources, files))
}

fn load(
    common: &Common,
    extra: &[PathBuf],
    check: impl Fn(&Sources, &Levels) -> Checked,
) -> Result<Loaded, Failure> {
    let mut sources = Sources::new();
    // Named packs stand for themselves: the others of a clinic's folder around them do not join in, only its levels hold.
    let around = clinic::find(&mut sources, common, extra)?;
    let levels = around.as_ref().map(|one| Levels::of(&one.folder));
    let clinic = around.filter(|_| extra.is_empty());
    let mut folders: Vec<Wanted> = Vec::new();
    if let Some(clinic) = &clinic {
        for pattern in &clinic.folder.packs {
            folders.extend(expand(&clinic.root, pattern.as_ref())?);
        }
    }
    folders.extend(common.packs.iter().cloned().map(Wanted::Named));
    let extra: Vec<Wanted> = extra.iter().cloned().map(Wanted::Named).collect();
    if !common.no_builtin {
        builtin::add(&mut sources);
    }
    let mut named = Vec::new();
    for (folder, is_named) in folders
        .iter()
        .map(|folder| (folder, false))
        .chain(extra.iter().map(|folder| (folder, true)))
    {
        let before = sources.folders().count();
        if folder.read(&mut sources)? == 0 {
            let folder = folder.path().display();
            return Err(
                Failure::new(format!("there is no pack in `{folder}`")).help(
                    "A pack is a folder with a pack.toml; name it, or the folder that holds it.",
                ),
            );
        }
        if is_named {
            let added = sources.folders().skip(before);
            named.extend(added.map(|(_, folder)| folder.path.clone()));
        }
    }
    if sources.folders().next().is_none() {
        return Err(Failure::new("there are no packs to work with")
            .help("Leave out `--no-builtin`, or name a pack with `--packs`."));
    }
    let checked = check(&sources, &levels.unwrap_or_default());
    for (name, path) in &checked.replaced {
        output::note(
            common,
            &format!("the pack `{name}` in `{path}` replaces the built-in one"),
        );
    }
    Ok(Loaded {
        sources,
        checked,
        clinic,
        named,
    })
}

/// The library, or the packs' errors shown and a reason to stop.
pub(crate) fn library<'l>(common: &Common, loaded: &'l Loaded) -> Result<&'l Library, Failure> {
    let denied = common.deny.contains(&Deny::Warnings) && !loaded.checked.problems.is_empty();
    match &loaded.checked.library {
        Some(library) if !denied => Ok(library),
        _ => {
            output::diagnostics(common, &loaded.sources, &loaded.checked.problems);
            Err(
                Failure::new("the packs have errors, so no plan can be made from them")
                    .help("Mend what is shown above; `regimen check` shows it again."),
            )
        }
    }
}

/// The library in the packs' own language and in others, each linked when it is first asked for.
pub(crate) struct Libraries<'l> {
    common: &'l Common,
    sources: &'l Sources,
    own: &'l Library,
    /// One for each language of any pack.
    others: BTreeMap<String, OnceLock<Library>>,
    /// Held while a language is linked, so that no two threads do it.
    linking: Mutex<()>,
}

impl<'l> Libraries<'l> {
    /// The library in the packs' own language, or the packs' errors shown and a reason to stop.
    pub(crate) fn new(common: &'l Common, loaded: &'l Loaded) -> Result<Libraries<'l>, Failure> {
        let own = library(common, loaded)?;
        let languages = own.packs.iter().flat_map(|pack| &pack.languages);
        Ok(Libraries {
            common,
            sources: &loaded.sources,
            own,
            others: languages
                .map(|language| (language.clone(), OnceLock::new()))
                .collect(),
            linking: Mutex::new(()),
        })
    }

    /// The library in the packs' own language.
    pub(crate) fn own(&self) -> &'l Library {
        self.own
    }

    /// The library in a language, or what keeps it from being.
    pub(crate) fn get(&self, language: &str) -> Result<&Library, Failure> {
        if language == self.own.languages.used {
            return Ok(self.own);
        }
        let place = self.place(language)?;
        let _one_at_a_time = self.linking.lock().unwrap_or_else(PoisonError::into_inner);
        match place.get() {
            Some(other) => Ok(other),
            None => {
                let other = self.link(language)?;
                Ok(place.get_or_init(|| other))
            }
        }
    }

    /// Where the library in a language that all packs have stands once it is linked.
    fn place(&self, language: &str) -> Result<&OnceLock<Library>, Failure> {
        let packs = &self.own.packs;
        let has = |pack: &Pack, language: &str| pack.languages.iter().any(|one| one == language);
        if let Some(pack) = packs.iter().find(|pack| !has(pack, language)) {
            let all = packs.iter().flat_map(|pack| &pack.languages);
            let mut common: Vec<&str> = all
                .map(String::as_str)
                .filter(|one| packs.iter().all(|pack| has(pack, one)))
                .collect();
            common.sort_unstable();
            common.dedup();
            return Err(Failure::new(format!(
                "the pack `{}` has no text in `{}`",
                pack.name,
                language.escape_debug()
            ))
            .help(format!("All packs have: {}.", common.join(", "))));
        }
        let place = self.others.get(language);
        place.ok_or_else(|| Failure::new("there are no packs to work with"))
    }

    fn link(&self, language: &str) -> Result<Library, Failure> {
        let checked = check_in(self.sources, Some(language));
        let denied = self.common.deny.contains(&Deny::Warnings) && !checked.problems.is_empty();
        match checked.library {
            Some(library) if !denied => Ok(library),
            _ => {
                output::diagnostics(self.common, self.sources, &checked.problems);
                Err(Failure::new(format!(
                    "the packs have errors in `{language}`, so no plan can be made in it"
                ))
                .help("Mend what is shown above; `regimen check` shows it again."))
            }
        }
    }
}

/// The language that is asked for, from the strongest wish to the weakest.
pub(crate) struct Language<'a> {
    /// `--language`.
    pub(crate) argument: Option<&'a str>,
    /// The patient of `--patient`, who takes the place of the presentation's own.
    pub(crate) patient: Option<&'a Patient>,
    /// The clinic's folder.
    pub(crate) clinic: Option<&'a str>,
}

impl<'a> Language<'a> {
    /// What is asked for with these arguments in this clinic.
    pub(crate) fn new(
        argument: Option<&'a str>,
        patient: Option<&'a Patient>,
        clinic: Option<&'a Clinic>,
    ) -> Language<'a> {
        Language {
            argument,
            patient,
            clinic: clinic.and_then(|clinic| clinic.folder.handout.language.as_deref()),
        }
    }

    /// What this call asks for, whatever the clinic's folder says.
    pub(crate) fn of_call(&self) -> Option<&'a str> {
        let patient = self.patient.and_then(|one| one.language.as_deref());
        self.argument.or(patient)
    }

    /// What is asked for with a presentation that has this patient.
    pub(crate) fn with<'b>(&self, patient: Option<&'b Patient>) -> Option<&'b str>
    where
        'a: 'b,
    {
        let own = patient.filter(|_| self.patient.is_none());
        let own = own.and_then(|one| one.language.as_deref());
        self.of_call().or(own).or(self.clinic)
    }
}

/// The templates: the built-in ones, with those of the packs in their place, and then those of the clinic's folder and
/// `--templates`.
pub(crate) fn templates(
    common: &Common,
    library: &Library,
    clinic: Option<&Clinic>,
) -> Result<Templates, Failure> {
    let built_in = Templates::built_in();
    let names: Vec<&str> = built_in.all().map(Template::name).collect();
    let mut templates = built_in.clone();
    for one in &library.templates {
        templates = templates
            .with(&one.name, one.source.as_str(), one.path.as_str())
            .map_err(|error| Failure::new(error.to_string()))?;
    }
    let from_clinic = clinic.and_then(|clinic| {
        let folder = clinic.folder.templates.as_ref()?;
        Some(clinic.root.join(folder.as_ref()))
    });
    for folder in from_clinic.iter().chain(&common.templates) {
        if !folder.is_dir() {
            return Err(Failure::new(format!(
                "there is no template folder `{}`",
                folder.display()
            ))
            .help(format!("It can hold: {}.", names.join(", "))));
        }
        let mut found = 0;
        for &name in &names {
            let path = folder.join(name);
            if !path.exists() {
                continue;
            }
            match read_file(&path)? {
                Content::Text(text) => {
                    templates = templates
                        .with(name, text, path.display().to_string())
                        .map_err(|error| Failure::new(error.to_string()))?;
                    found += 1;
                }
                _ => {
                    return Err(Failure::new(format!(
                        "the template `{}` is not a text file in UTF-8 of at most a megabyte",
                        path.display()
                    )));
                }
            }
        }
        if found == 0 {
            return Err(
                Failure::new(format!("there is no template in `{}`", folder.display()))
                    .help(format!("Its name is one of: {}.", names.join(", "))),
            );
        }
    }
    Ok(templates)
}

/// The clinic's logo, if its folder names one.
pub(crate) fn logo(clinic: &Clinic) -> Result<Option<Logo>, Failure> {
    let Some(name) = clinic
        .folder
        .clinic
        .as_ref()
        .and_then(|one| one.logo.as_ref())
    else {
        return Ok(None);
    };
    let path = clinic.root.join(name.as_ref());
    let shown = path.display();
    let bytes = std::fs::File::open(&path).and_then(|file| {
        let mut bytes = Vec::new();
        // One byte more than may be, so that what is too long is seen to be.
        file.take(Logo::LONGEST as u64 + 1)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    });
    let bytes = bytes.map_err(|error| {
        Failure::new(format!("the logo `{shown}` cannot be read: {error}"))
            .help("`logo` in regimen.toml is a path from that file.")
    })?;
    Logo::read(bytes).map(Some).map_err(|fault| {
        Failure::new(format!("the logo `{shown}` cannot be printed: {fault}"))
            .help("Save it as SVG or PNG, of at most a megabyte.")
    })
}
