//! `regimen check`: every mistake in the packs, at its line.

use std::path::Path;

use regimen_core::diagnostic::{Base, Severity, github, has_errors, json, junit, sarif, summary};

use crate::args::{CheckArgs, CheckFormat, Common, Deny};
use crate::failure::{Exit, Failure};
use crate::load::{self, Loaded};
use crate::output;

pub(crate) fn run(common: &Common, args: &CheckArgs) -> Result<Exit, Failure> {
    let loaded = load::packs_to_check(common, &args.folders)?;
    let problems = &loaded.checked.problems;
    match for_programs(&loaded, args.format)? {
        Some(mut text) => {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            output::result(text.as_bytes())?;
        }
        None => {
            output::diagnostics(common, &loaded.sources, problems);
            if !common.quiet {
                output::message(&in_one_line(&loaded));
            }
        }
    }
    let denied = common.deny.contains(&Deny::Warnings)
        && problems.iter().any(|one| one.severity == Severity::Warning);
    Ok(if has_errors(problems) || denied {
        Exit::Short
    } else {
        Exit::Clean
    })
}

/// The problems in a format for programs; nothing if the format is for people.
fn for_programs(loaded: &Loaded, format: CheckFormat) -> Result<Option<String>, Failure> {
    let problems = &loaded.checked.problems;
    let locator = loaded.sources.locator();
    Ok(match format {
        CheckFormat::Human => None,
        CheckFormat::Json => Some(json(problems, &locator)),
        CheckFormat::Sarif => Some(sarif(problems, &locator, &base()?)),
        CheckFormat::Github => Some(github(problems, &locator, &base()?)),
        CheckFormat::Junit => {
            let packs = loaded.checked.folders(&loaded.sources);
            Some(junit(problems, &packs, &locator, &base()?))
        }
    })
}

/// Files are named from the repository that the current folder is in, and else from the current folder.
fn base() -> Result<Base, Failure> {
    let here = load::here()?;
    let is_root = |folder: &&Path| folder.join(".git").exists();
    let root = here.ancestors().find(is_root).unwrap_or(&here);
    Ok(Base::new(root, &here))
}

/// What was read and how much is wrong with it.
fn in_one_line(loaded: &Loaded) -> String {
    let packs = loaded.checked.folders(&loaded.sources);
    let files: usize = packs.iter().map(|pack| pack.files.len()).sum();
    format!(
        "{} packs, {files} files read: {}",
        packs.len(),
        summary(&loaded.checked.problems)
    )
}
