//! `regimen check`: every mistake in the packs, at its line.

use regimen_core::diagnostic::{Severity, has_errors, json, summary};

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
    let denied = common.deny.contains(&Deny::Warnings)
        && problems.iter().any(|one| one.severity == Severity::Warning);
    Ok(if has_errors(problems) || denied {
        Exit::Short
    } else {
        Exit::Clean
    })
}
