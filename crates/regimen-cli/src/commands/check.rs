//! `regimen check`: every mistake in the packs, at its line.

use std::path::{Path, PathBuf};

use regimen_core::diagnostic::{
    Base, Diagnostic, MOST_SHOWN, Severity, github, has_errors, human, json, junit, sarif, stats,
    summary,
};
use regimen_core::link::MOST_KEPT;
use regimen_core::source::{Folder, Sources};

use super::{fix, lock};
use crate::args::{CheckArgs, CheckFormat, Common, Deny};
use crate::clinic;
use crate::failure::{Exit, Failure};
use crate::load::{self, Loaded};
use crate::output;
use crate::watch::Watch;

pub(crate) fn run(common: &Common, args: &CheckArgs) -> Result<Exit, Failure> {
    if args.watch && args.format != CheckFormat::Human {
        return Err(
            Failure::new("`--watch` answers people, and `--format` is for programs")
                .help("Leave out one of the two."),
        );
    }
    if args.fix {
        fix::run(common, &args.folders, args.date)?;
    }
    // A report in a format for programs says what is wrong with the clinic's own file, too.
    if args.format != CheckFormat::Human
        && let Some((sources, problems)) = clinic::errors(&args.folders)?
    {
        if let Some(text) = for_programs(&problems, &sources, &[], args.format)? {
            print(text)?;
        }
        return Err(
            Failure::new("the clinic's regimen.toml has errors, so no pack was looked at")
                .help("Mend what the report shows."),
        );
    }
    let loaded = load::packs_to_check_on(common, &args.folders, args.date)?;
    let packs = loaded.checked.folders(&loaded.sources);
    match for_programs(
        &loaded.checked.problems,
        &loaded.sources,
        &packs,
        args.format,
    )? {
        Some(text) => print(text)?,
        None => {
            output::diagnostics(common, &loaded.sources, &loaded.checked.problems);
            sum_up(common, &loaded);
        }
    }
    say_left_out(common, &loaded);
    if args.stats {
        show_stats(&loaded);
    }
    let moved = hold_to_lock(common, args, &loaded)?;
    let exit = exit(common, &loaded);
    if args.watch {
        watch(common, args, loaded)?;
    } else {
        // The program ends here: of a large pack, giving all of it back takes longer than it is worth.
        std::mem::forget(loaded);
    }
    Ok(if moved { exit.max(Exit::Short) } else { exit })
}

/// Writes the lock, or says what has moved since it was written; whether something has.
fn hold_to_lock(common: &Common, args: &CheckArgs, loaded: &Loaded) -> Result<bool, Failure> {
    let Some(library) = &loaded.checked.library else {
        return Ok(false);
    };
    if args.lock {
        let path = lock::write(loaded, library)?;
        output::note(common, &format!("{} is written", path.display()));
    }
    if !args.locked {
        return Ok(false);
    }
    let moved = lock::differences(loaded, library)?;
    if !moved.is_empty() {
        output::error(&Failure::new(moved.join("\n")).help(
            "If that is meant, see what it does to plans with `regimen diff`, and write the file anew with `regimen check --lock`.",
        ));
    }
    Ok(!moved.is_empty())
}

fn exit(common: &Common, loaded: &Loaded) -> Exit {
    let problems = &loaded.checked.problems;
    let denied = common.deny.contains(&Deny::Warnings)
        && (problems.iter().any(|one| one.severity == Severity::Warning)
            || loaded.checked.left_out.warnings > 0);
    if has_errors(problems) || denied {
        Exit::Short
    } else {
        Exit::Clean
    }
}

/// The problems in a format for programs; nothing if the format is for people.
fn for_programs(
    problems: &[Diagnostic],
    sources: &Sources,
    packs: &[&Folder],
    format: CheckFormat,
) -> Result<Option<String>, Failure> {
    let locator = sources.locator();
    Ok(match format {
        CheckFormat::Human => None,
        CheckFormat::Json => Some(json(problems, &locator)),
        CheckFormat::Sarif => Some(sarif(problems, &locator, &base()?)),
        CheckFormat::Github => Some(github(problems, &locator, &base()?)),
        CheckFormat::Junit => Some(junit(problems, packs, &locator, &base()?)),
    })
}

/// A report on standard output, with a line end.
fn print(mut text: String) -> Result<(), Failure> {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    output::result(text.as_bytes())
}

/// Files are named from the repository that the current folder is in, and else from the current folder.
fn base() -> Result<Base, Failure> {
    let here = clinic::here()?;
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
    if checked.left_out.all() > 0 {
        aside.push(format!("{} more are left out", checked.left_out.all()));
    }
    let aside = if aside.is_empty() {
        String::new()
    } else {
        format!(" ({})", aside.join(", "))
    };
    // Of those that are shown: each is worked out in its file.
    let shown = checked.problems.iter().take(MOST_SHOWN);
    let mends = shown.filter_map(|one| one.mend.as_ref());
    let locator = loaded.sources.locator();
    let mends = mends.filter(|one| fix::may_change(&loaded.sources, one.place.file));
    let certain = mends.filter(|one| one.patch(&locator).is_some()).count();
    let certain = match certain {
        0 => String::new(),
        _ if checked.problems.len() > MOST_SHOWN => {
            format!("; `--fix` mends {certain} of the first {MOST_SHOWN}")
        }
        _ => format!("; `--fix` mends {certain} of them"),
    };
    output::message(&format!(
        "{packs} packs, {files} files read: {}{aside}{certain}",
        summary(&checked.problems)
    ));
}

/// Says how much is not in the report, whatever its format.
fn say_left_out(common: &Common, loaded: &Loaded) {
    let left_out = loaded.checked.left_out;
    if left_out.all() > 0 {
        output::warning(
            common,
            &format!(
                "{} more errors and {} more warnings are left out, here and in every format: of very many problems {MOST_KEPT} are kept, errors first",
                left_out.errors, left_out.warnings
            ),
        );
    }
}

fn show_stats(loaded: &Loaded) {
    let (packs, files) = read(loaded);
    let mut totals = vec![("packs", packs), ("files", files)];
    totals.extend(&loaded.checked.records);
    let table = stats(&loaded.checked.problems, &totals);
    output::message(&format!("\n{}", table.trim_end()));
}

/// Checks again with every save, until the program is stopped. Problems that were shown the time before are only counted.
fn watch(common: &Common, args: &CheckArgs, first: Loaded) -> Result<(), Failure> {
    let mut watch = Watch::new(&first.on_disk(), first.clinic_file())?;
    output::note(common, "checking again with every save; stop with Ctrl+C");
    let text = |loaded: &Loaded| human(&loaded.checked.problems, &loaded.sources.locator(), false);
    let mut shown = text(&first);
    drop(first);
    while let Some(saved) = watch.wait() {
        if !common.quiet {
            output::message(&format!("\nsaved: {}", names(&saved)));
        }
        // What loading says besides was said at the start.
        let (loaded, held) =
            output::hold(|| load::packs_to_check_on(common, &args.folders, args.date));
        let loaded = match loaded {
            Ok(loaded) => loaded,
            // A mistake while editing is shown, and the next save is waited for.
            Err(failure) => {
                output::release(&held);
                output::error(&failure);
                shown.clear();
                continue;
            }
        };
        let now = text(&loaded);
        if now != shown {
            output::diagnostics(common, &loaded.sources, &loaded.checked.problems);
            shown = now;
        }
        sum_up(common, &loaded);
        say_left_out(common, &loaded);
        if args.stats {
            show_stats(&loaded);
        }
        watch.also(&loaded.on_disk())?;
    }
    Ok(())
}

/// The first of some files by name, and how many more there are.
fn names(files: &[PathBuf]) -> String {
    let name = |path: &PathBuf| path.display().to_string();
    match files {
        [] => String::new(),
        [one] => name(one),
        [one, rest @ ..] => format!("{} and {} more", name(one), rest.len()),
    }
}
