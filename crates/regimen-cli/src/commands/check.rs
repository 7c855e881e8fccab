//! `regimen check`: every mistake in the packs, at its line.

use regimen_core::diagnostic::{Severity, has_errors, json, summary};

use super::lock;
use crate::args::{CheckArgs, CheckFormat, Common, Deny};
use crate::failure::{Exit, Failure};
use crate::{load, output};

pub(crate) fn run(common: &Common, args: &CheckArgs) -> Result<Exit, Failure> {
    let loaded = load::packs_to_check(common, &args.folders)?;
    let problems = &loaded.checked.problems;
    match args.format {
        CheckFormat::Human => {
            output::diagnostics(common, &loaded.sources, problems);
            if !common.quiet {
                let replaced = |path: &str| {
                    let name = path.strip_prefix("built-in:").unwrap_or("");
                    loaded.checked.replaced.iter().any(|(one, _)| one == name)
                };
                let read = || {
                    let folders = loaded.sources.folders().map(|(_, folder)| folder);
                    folders.filter(|folder| !folder.built_in || !replaced(&folder.path))
                };
                let files: usize = read().map(|folder| folder.files.len()).sum();
                let packs = read().count();
                output::message(&format!(
                    "{packs} packs, {files} files read: {}",
                    summary(problems)
                ));
            }
        }
        CheckFormat::Json => {
            let mut text = json(problems, &loaded.sources.locator());
            text.push('\n');
            output::result(text.as_bytes())?;
        }
    }
    let moved = match &loaded.checked.library {
        Some(library) if args.locked => lock::differences(&loaded, library)?,
        _ => Vec::new(),
    };
    if !moved.is_empty() {
        output::error(&locked(&moved));
    }
    if let Some(library) = loaded.checked.library.as_ref().filter(|_| args.lock) {
        let path = lock::write(&loaded, library)?;
        output::note(common, &format!("{} is written", path.display()));
    }
    let denied = common.deny.contains(&Deny::Warnings)
        && problems.iter().any(|one| one.severity == Severity::Warning);
    Ok(if has_errors(problems) || denied || !moved.is_empty() {
        Exit::Short
    } else {
        Exit::Clean
    })
}

fn locked(moved: &[String]) -> Failure {
    Failure::new(moved.join("\n")).help(
        "If that is meant, see what it does to plans with `regimen diff`, and write the file anew with `regimen check --lock`.",
    )
}
