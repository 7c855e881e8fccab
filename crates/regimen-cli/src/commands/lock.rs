//! `regimen.lock`: the versions of all packs that a clinic works with, and the digests of their files.
//!
//! It stands beside `regimen.toml` and is meant to be kept with it, so that a plan of next year is made from the same content,
//! or somebody has said that it is not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use regimen_core::library::Library;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::load::Loaded;
use crate::output;

const NAME: &str = "regimen.lock";

const HEAD: &str = "# The packs that this clinic's plans are made from. `regimen check --lock` writes this file, and\n\
                    # `regimen check --locked` says when something has changed since.\n\n";

/// The file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lock {
    /// The packs, by name.
    #[serde(default)]
    pack: Vec<Locked>,
}

/// One pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Locked {
    name: String,
    version: String,
    /// SHA-256 over the paths and texts of its files, line ends made LF.
    digest: String,
}

impl Lock {
    fn of(library: &Library) -> Lock {
        let mut pack: Vec<Locked> = library
            .packs
            .iter()
            .map(|pack| Locked {
                name: pack.name.to_string(),
                version: pack.version.to_string(),
                digest: pack.digest.clone(),
            })
            .collect();
        pack.sort_by(|one, other| one.name.cmp(&other.name));
        Lock { pack }
    }
}

/// Writes the file anew; gives its path.
///
/// # Errors
///
/// If there is no clinic's folder, or the file cannot be written.
pub(super) fn write(loaded: &Loaded, library: &Library) -> Result<PathBuf, Failure> {
    let path = path(loaded)?;
    let text = toml::to_string(&Lock::of(library))
        .map_err(|error| Failure::new(format!("{NAME} cannot be written: {error}")))?;
    output::file(&path, format!("{HEAD}{text}").as_bytes())?;
    Ok(path)
}

/// What is not as the file says, a sentence each.
///
/// # Errors
///
/// If there is no clinic's folder, or the file is missing or cannot be read.
pub(super) fn differences(loaded: &Loaded, library: &Library) -> Result<Vec<String>, Failure> {
    let path = path(loaded)?;
    let text = std::fs::read_to_string(&path).map_err(|error| {
        Failure::new(format!("{} cannot be read: {error}", path.display()))
            .help("Write it with `regimen check --lock`, and keep it with regimen.toml.")
    })?;
    let lock: Lock = toml::from_str(&text).map_err(|error| {
        Failure::new(format!(
            "{} is not as it was written: {}",
            path.display(),
            error.message()
        ))
        .help("Write it anew with `regimen check --lock`.")
    })?;
    let locked: BTreeMap<&str, &Locked> = lock
        .pack
        .iter()
        .map(|pack| (pack.name.as_str(), pack))
        .collect();
    let now = Lock::of(library);
    let mut said = Vec::new();
    for pack in &now.pack {
        let name = &pack.name;
        match locked.get(name.as_str()) {
            None => said.push(format!("the pack `{name}` is not in {NAME}")),
            Some(before) if before.version != pack.version => said.push(format!(
                "the pack `{name}` is loaded in version {}, and {NAME} has {}",
                pack.version,
                before.version.escape_debug()
            )),
            Some(before) if before.digest != pack.digest => said.push(format!(
                "the files of the pack `{name}` have changed since {NAME} was written, and its version has not"
            )),
            Some(_) => {}
        }
    }
    let gone = locked
        .keys()
        .filter(|name| !now.pack.iter().any(|pack| pack.name == **name));
    said.extend(gone.map(|name| {
        format!(
            "the pack `{}` is in {NAME}, and is not loaded",
            name.escape_debug()
        )
    }));
    Ok(said)
}

fn path(loaded: &Loaded) -> Result<PathBuf, Failure> {
    let root: Option<&Path> = loaded.clinic.as_ref().map(|clinic| clinic.root.as_path());
    root.map(|root| root.join(NAME)).ok_or_else(|| {
        Failure::new(format!(
            "{NAME} belongs to a clinic's folder, and there is none here"
        ))
        .help("Go into the folder that has the regimen.toml, and name no packs.")
    })
}
