//! `regimen figure`: an exercise's picture, or all of them as one sheet.

use std::path::PathBuf;

use regimen_core::library::{Exercise, Library};
use regimen_core::suggest::nearest;
use regimen_figure::{Options, sheet};

use crate::args::{Common, FigureArgs};
use crate::failure::{Exit, Failure};
use crate::watch::Watch;
use crate::{load, output};

pub(crate) fn run(common: &Common, args: &FigureArgs) -> Result<Exit, Failure> {
    let (exit, folders) = once(common, args)?;
    if args.watch {
        watch(common, args, &folders)?;
    }
    Ok(exit)
}

/// Draws once; the folders whose packs were read.
fn once(common: &Common, args: &FigureArgs) -> Result<(Exit, Vec<PathBuf>), Failure> {
    let loaded = load::packs_to_check(common, &[])?;
    let folders = loaded.on_disk();
    output::diagnostics(common, &loaded.sources, &loaded.checked.problems);
    let Some(library) = &loaded.checked.library else {
        return if args.watch {
            Ok((Exit::Short, folders))
        } else {
            Err(Failure::new("the packs have errors; nothing was drawn"))
        };
    };
    let text = match &args.id {
        Some(id) => one(library, id, args.moving)?,
        None => all(library),
    };
    match &args.output {
        Some(path) => output::file(path, text.as_bytes())?,
        None => output::result(text.as_bytes())?,
    }
    Ok((Exit::Clean, folders))
}

fn one(library: &Library, id: &str, moving: bool) -> Result<String, Failure> {
    let Some(key) = library.exercises.find(id) else {
        let help = match nearest(id, library.exercises.ids()) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => "`regimen list exercises` shows what there is.".to_owned(),
        };
        return Err(
            Failure::new(format!("there is no exercise `{}`", id.escape_debug())).help(help),
        );
    };
    let record = &library.exercises[key];
    let Some(figure) = &record.figure else {
        return Err(Failure::new(format!("`{id}` has no figure"))
            .help("Add a `[figure]` table to its file, or share another's: `same_as`."));
    };
    let options = Options {
        title: Some(record.name.clone()),
        ..Options::default()
    };
    let solved = figure.solve();
    Ok(if moving {
        solved.animated_svg(&options)
    } else {
        solved.svg(&options)
    })
}

/// Every figure with its name.
fn all(library: &Library) -> String {
    let drawn: Vec<(&Exercise, String)> = library
        .exercises
        .rows()
        .iter()
        .filter_map(|record| {
            let solved = record.figure.as_ref()?.solve();
            Some((record, solved.svg(&Options::default())))
        })
        .collect();
    let pictures: Vec<(&str, &str)> = drawn
        .iter()
        .map(|(record, svg)| (record.name.as_str(), svg.as_str()))
        .collect();
    sheet(&pictures)
}

/// Draws again with every change, until the program is stopped.
fn watch(common: &Common, args: &FigureArgs, folders: &[PathBuf]) -> Result<(), Failure> {
    let watch = Watch::new(folders, None)?;
    output::note(common, "drawing again with every change; stop with Ctrl+C");
    while watch.wait().is_some() {
        // A mistake while editing is shown, and the next change is waited for.
        match once(common, args) {
            Ok(_) => output::note(common, "drawn"),
            Err(failure) => output::error(&failure),
        }
    }
    Ok(())
}
