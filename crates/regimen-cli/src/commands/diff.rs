//! `regimen diff`: two versions of a pack in clinical terms, and the plans that change with them.

use std::path::Path;

use regimen_core::check_without_cases;
use regimen_core::diff::{Side, complete, diff};
use regimen_core::source::{Sources, read_packs};

use crate::args::{Common, Deny, DiffArgs, PlanFormat};
use crate::failure::{Exit, Failure};
use crate::{builtin, output};

pub(crate) fn run(common: &Common, args: &DiffArgs) -> Result<Exit, Failure> {
    let mut old = read(common, &args.old)?;
    let mut new = read(common, &args.new)?;
    if !common.no_builtin {
        let mut built_in = Sources::new();
        builtin::add(&mut built_in);
        complete(&mut old, &mut new, &built_in);
    }
    let (before, after) = (check_without_cases(&old), check_without_cases(&new));
    let mut broken = Vec::new();
    for (side, sources, checked) in [("OLD", &old, &before), ("NEW", &new, &after)] {
        let denied = common.deny.contains(&Deny::Warnings) && !checked.problems.is_empty();
        if checked.library.is_none() || denied {
            output::diagnostics(common, sources, &checked.problems);
            broken.push(side);
        }
    }
    let (true, Some(before), Some(after)) = (broken.is_empty(), &before.library, &after.library)
    else {
        let sides = broken.join(" and ");
        return Err(Failure::new(format!(
            "the packs of {sides} have errors, so they cannot be compared"
        ))
        .help("Mend what is shown above; `regimen check` shows it again."));
    };
    let difference = diff(
        Side {
            library: before,
            sources: &old,
        },
        Side {
            library: after,
            sources: &new,
        },
    );
    let text = match args.format {
        PlanFormat::Json => difference.to_json(),
        PlanFormat::Text => difference.to_text(),
    };
    output::result(text.as_bytes())?;
    Ok(Exit::Clean)
}

/// A pack or a folder of packs, and the packs of `--packs`, which both sides get.
fn read(common: &Common, folder: &Path) -> Result<Sources, Failure> {
    let mut sources = Sources::new();
    for folder in common.packs.iter().map(AsRef::as_ref).chain([folder]) {
        if read_packs(&mut sources, folder)? == 0 {
            return Err(
                Failure::new(format!("there is no pack in `{}`", folder.display())).help(
                    "A pack is a folder with a pack.toml; name it, or the folder that holds it.",
                ),
            );
        }
    }
    Ok(sources)
}
