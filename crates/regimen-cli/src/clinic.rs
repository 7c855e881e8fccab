//! The clinic's folder: where it is, what its `regimen.toml` says, and which packs it names.

use std::path::{Path, PathBuf};

use regimen_core::diagnostic::{Diagnostic, has_errors};
use regimen_core::format::clinic::ClinicFolder;
use regimen_core::link::check_clinic;
use regimen_core::source::{ReadError, Sources, read_file, read_listed, read_packs};

use crate::args::Common;
use crate::failure::Failure;
use crate::output;

/// The file that makes a folder a clinic's.
const FILE: &str = "regimen.toml";

/// A clinic's folder, found from the current folder upwards.
pub(crate) struct Clinic {
    /// The folder.
    pub(crate) root: PathBuf,
    /// Its `regimen.toml`.
    pub(crate) folder: ClinicFolder,
}

/// The current folder.
pub(crate) fn here() -> Result<PathBuf, Failure> {
    std::env::current_dir()
        .map_err(|error| Failure::new(format!("the current folder cannot be found: {error}")))
}

/// The folder with the nearest `regimen.toml`, from this one upwards.
pub(crate) fn root(from: &Path) -> Option<&Path> {
    from.ancestors().find(|folder| folder.join(FILE).exists())
}

/// The clinic's folder that the current folder is in. If packs are named, the one that they all lie in, wherever it is called
/// from: what it says of codes holds for them too. Mistakes in its file are shown, and stop.
pub(crate) fn find(
    sources: &mut Sources,
    common: &Common,
    named: &[PathBuf],
) -> Result<Option<Clinic>, Failure> {
    let Some((root, folder, problems)) = read(sources, named)? else {
        return Ok(None);
    };
    output::diagnostics(common, sources, &problems);
    match folder {
        Some(folder) if !has_errors(&problems) => Ok(Some(Clinic { root, folder })),
        _ => {
            Err(Failure::new("the clinic's regimen.toml has errors")
                .help("Mend what is shown above."))
        }
    }
}

/// What is wrong with the file of that folder, for a report; nothing if it can be used.
pub(crate) fn errors(named: &[PathBuf]) -> Result<Option<(Sources, Vec<Diagnostic>)>, Failure> {
    let mut sources = Sources::new();
    let read = read(&mut sources, named)?;
    let errors = read.filter(|(_, folder, problems)| folder.is_none() || has_errors(problems));
    Ok(errors.map(|(_, _, problems)| (sources, problems)))
}

type Read = (PathBuf, Option<ClinicFolder>, Vec<Diagnostic>);

fn read(sources: &mut Sources, named: &[PathBuf]) -> Result<Option<Read>, Failure> {
    let Some(path) = file(named)? else {
        return Ok(None);
    };
    let here = here()?;
    let root = here.join(&path).parent().map_or(here, Path::to_owned);
    let file = sources.add_file(path.to_string_lossy(), read_file(&path)?);
    let (folder, problems) = check_clinic(sources, file);
    Ok(Some((root, folder, problems)))
}

/// The file of that folder, if there is one: by its name alone where that is the current folder.
pub(crate) fn file(named: &[PathBuf]) -> Result<Option<PathBuf>, Failure> {
    let here = here()?;
    let from = match named.first().map(|first| first.canonicalize()) {
        None => here.clone(),
        Some(Ok(first)) => first,
        // It leads nowhere, which is reported where it is read.
        Some(Err(_)) => return Ok(None),
    };
    let root = root(&from).filter(|root| named.iter().all(|one| lies_in(one, root)));
    Ok(root.map(|root| match root == here {
        true => PathBuf::from(FILE),
        false => root.join(FILE),
    }))
}

/// Whether a path leads into a folder.
fn lies_in(path: &Path, folder: &Path) -> bool {
    match (path.canonicalize(), folder.canonicalize()) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        _ => false,
    }
}

/// A folder to read packs from.
pub(crate) enum Wanted {
    /// Somebody named it, so that it may be a link to another place.
    Named(PathBuf),
    /// It stands in a folder that somebody named. Packs come from anyone, so that a link there is reported and not followed.
    Listed(PathBuf),
}

impl Wanted {
    pub(crate) fn path(&self) -> &Path {
        match self {
            Wanted::Named(path) | Wanted::Listed(path) => path,
        }
    }

    /// Reads it. Gives how many packs there are.
    pub(crate) fn read(&self, sources: &mut Sources) -> Result<usize, ReadError> {
        match self {
            Wanted::Listed(path) if path.is_symlink() => {
                Ok(usize::from(read_listed(sources, path)?))
            }
            Wanted::Named(path) | Wanted::Listed(path) => read_packs(sources, path),
        }
    }
}

/// The folders that an entry of `packs` stands for: one, or with a `*` as its last part every pack there.
pub(crate) fn expand(root: &Path, entry: &str) -> Result<Vec<Wanted>, Failure> {
    if !entry.contains('*') {
        return Ok(vec![Wanted::Named(root.join(entry))]);
    }
    let parent = match entry.strip_suffix('*') {
        Some(parent) if (parent.is_empty() || parent.ends_with('/')) && !parent.contains('*') => {
            root.join(parent)
        }
        _ => {
            return Err(Failure::new(format!(
                "`packs` in regimen.toml has `{entry}`, and a `*` can only be the last part of a path"
            ))
            .help("Write it as in \"packs/*\", or name each folder."));
        }
    };
    let missing = || {
        Failure::new(format!(
            "`packs` in regimen.toml names `{entry}`, and there is no pack in `{}`",
            parent.display()
        ))
        .help("A pack is a folder with a file pack.toml in it.")
    };
    let entries = std::fs::read_dir(&parent).map_err(|_| missing())?;
    let mut folders: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    if folders.is_empty() {
        return Err(missing());
    }
    Ok(folders.into_iter().map(Wanted::Listed).collect())
}
