//! `regimen check`: every mistake in the packs, at its line.

use std::path::Path;

use regimen_core::diagnostic::{
    Base, Severity, github, has_errors, json, junit, sarif, stats, summary,
};

use crate::args::{CheckArgs, CheckFormat, Common, Deny};
use crate::failure::{Exit, Failure};
use crate::load::{self, Loaded};
use crate::output;

pub(crate) fn run(common: &Common, args: &CheckArgs) -> Result<Exit, Failure> {
    let loaded = load::packs_to_check(common, &args.folders)?;
    match for_programs(&loaded, args.format)? {
        Some(mut text) => {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            output::result(text.as_bytes())?;
        }
        None => {
            output::diagnostics(common, &loaded.sources, &loaded.checked.problems);
            sum_up(common, &loaded);
        }
    }
    if args.stats {
        show_stats(&loaded);
    }
    Ok(exit(common, &loaded))
}

fn exit(common: &Common, loaded: &Loaded) -> Exit {
    let problems = &loaded.checked.problems;
    let denied = common.deny.contains(&Deny::Warnings)
        && problems.iter().any(|one| one.severity == Severity::Warning);
    if has_errors(problems) || denied {
        Exit::Short
    } else {
        Exit::Clean
    }
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

/// How many packs and files were read.
fn read(loaded: &Loaded) -> (usize, usize) {
    let packs = loaded.checked.folders(&loaded.sources);
    let files = packs.iter().map(|pack| pack.files.len()).sum();
    (packs.len(), files)
}

/// What was read and how much is wrong with it, in one line.
fn sum_up(common: &Common, loaded: &Loaded) {
    if common.quiet {
        return;
    }
    let (packs, files) = read(loaded);
    let checked = &loaded.checked;
    let mut aside = Vec::new();
    if checked.allowed > 0 {
        aside.push(format!("{} allowed in the files", checked.allowed));
    }
    if checked.turned_off > 0 {
        aside.push(format!("{} turned off in regimen.toml", checked.turned_off));
    }
    let aside = if aside.is_empty() {
        String::new()
    } else {
        format!(" ({})", aside.join(", "))
    };
    output::message(&format!(
        "{packs} packs, {files} files read: {}{aside}",
        summary(&checked.problems)
    ));
}

fn show_stats(loaded: &Loaded) {
    let (packs, files) = read(loaded);
    let mut totals = vec![("packs", packs), ("files", files)];
    totals.extend(&loaded.checked.records);
    let table = stats(&loaded.checked.problems, &totals);
    output::message(&format!("\n{}", table.trim_end()));
}
