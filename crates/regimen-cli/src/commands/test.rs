//! `regimen test`: what the packs' own cases say of them.
//!
//! A built-in pack's cases speak of the packs as they ship. Beside packs from disk, which may change what they speak of,
//! they are left out unless all are asked for.

use regimen_core::cases::{self, Case, Failure as Fails};
use regimen_core::library::Library;
use regimen_core::source::{Locator, Sources};
use serde::Serialize;

use crate::args::{Common, TestArgs, TestFormat};
use crate::failure::{Exit, Failure};
use crate::load::Loaded;
use crate::{load, output};

/// A run, for programs.
#[derive(Serialize)]
struct Run<'a> {
    /// How many cases were run.
    cases: usize,
    /// How many of them hold.
    held: usize,
    /// How many of the built-in packs' cases were left out, as there are packs from disk.
    left_out: usize,
    /// Everything that does not.
    failures: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    pack: &'a str,
    case: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    expected: &'a str,
    came: &'a str,
    why: &'a str,
}

pub(crate) fn run(common: &Common, args: &TestArgs) -> Result<Exit, Failure> {
    let loaded = load::packs_to_check(common, &args.folders)?;
    let library = load::library(common, &loaded)?;
    let own = on_disk(&loaded);
    let all = args.folders.is_empty() && (args.all || own.is_empty());
    let from = if args.folders.is_empty() {
        &own
    } else {
        &loaded.named
    };
    let cases = loaded.checked.cases.iter();
    let (chosen, others): (Vec<&Case>, Vec<&Case>) =
        cases.partition(|case| all || is_from(library, from, case));
    // What was not named is not missed.
    let left_out = if args.folders.is_empty() {
        others.len()
    } else {
        0
    };
    let ran: Vec<(&Case, Vec<Fails>)> = chosen
        .iter()
        .map(|&case| (case, cases::run(library, case)))
        .collect();
    let failed = ran.iter().filter(|(_, fails)| !fails.is_empty()).count();
    let locator = loaded.sources.locator();
    match args.format {
        TestFormat::Human => {
            for (case, fails) in &ran {
                if !fails.is_empty() {
                    output::message(&in_words(&loaded.sources, &locator, case, fails));
                }
            }
            if failed > 0 || !common.quiet {
                output::message(&summary(ran.len(), failed));
            }
            if left_out > 0 {
                output::note(
                    common,
                    &format!(
                        "{left_out} cases of the built-in packs are left out: they speak of those packs alone. `--all` runs them"
                    ),
                );
            }
        }
        TestFormat::Json => {
            let run = Run {
                cases: ran.len(),
                held: ran.len() - failed,
                left_out,
                failures: ran
                    .iter()
                    .flat_map(|(case, fails)| {
                        let one = |fail| entry(&loaded.sources, &locator, case, fail);
                        fails.iter().map(one)
                    })
                    .collect(),
            };
            // Strings and numbers only: nothing here can fail to serialise.
            let mut text = serde_json::to_string_pretty(&run).unwrap_or_default();
            text.push('\n');
            output::result(text.as_bytes())?;
        }
    }
    Ok(if failed == 0 {
        Exit::Clean
    } else {
        Exit::Short
    })
}

/// The folders of the packs that are not built in.
fn on_disk(loaded: &Loaded) -> Vec<String> {
    let folders = loaded.sources.folders();
    folders
        .filter(|(_, folder)| !folder.built_in)
        .map(|(_, folder)| folder.path.clone())
        .collect()
}

/// Whether a case belongs to a pack in one of these folders.
fn is_from(library: &Library, folders: &[String], case: &Case) -> bool {
    library
        .packs
        .iter()
        .any(|pack| pack.name == case.pack && folders.contains(&pack.folder))
}

/// A case that does not hold, for people: what was expected at which line, and what came.
fn in_words(sources: &Sources, locator: &Locator<'_>, case: &Case, fails: &[Fails]) -> String {
    let mut text = format!("{}: {}\n", case.name, case.written.why.0.trim());
    for fail in fails {
        let one = entry(sources, locator, case, fail);
        text.push_str(&format!(
            "  --> {}:{}:{}\n      expected: {}\n      came: {}\n",
            one.file, one.line, one.column, one.expected, one.came
        ));
    }
    text
}

fn entry<'a>(
    sources: &'a Sources,
    locator: &Locator<'_>,
    case: &'a Case,
    fail: &'a Fails,
) -> Entry<'a> {
    let at = locator.line_column(&fail.place);
    Entry {
        pack: case.pack.as_str(),
        case: &case.name,
        file: &sources.file(fail.place.file).path,
        line: at.line,
        column: at.column,
        expected: &fail.expected,
        came: &fail.came,
        why: case.written.why.as_ref(),
    }
}

fn summary(cases: usize, failed: usize) -> String {
    let word = if cases == 1 { "case" } else { "cases" };
    match failed {
        0 if cases == 0 => "no cases to run".to_owned(),
        0 => format!("{cases} {word} run: all hold"),
        _ => format!("{cases} {word} run: {failed} failed"),
    }
}
