//! `regimen figure`: an exercise's picture, or all of them as one sheet.

use std::path::PathBuf;

use regimen_core::library::{Exercise, Library, Turn};
use regimen_core::suggest::nearest;
use regimen_figure::{Figure, Options, sheet};

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
        Some(id) => one(library, id, args)?,
        None => all(library),
    };
    match &args.output {
        Some(path) => output::file(path, text.as_bytes())?,
        None => output::result(text.as_bytes())?,
    }
    Ok((Exit::Clean, folders))
}

fn one(library: &Library, id: &str, args: &FigureArgs) -> Result<String, Failure> {
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
    let (name, figure) = match &args.dial {
        Some(dial) => of_turn(record, dial)?,
        None => (record.name.clone(), own(record)?),
    };
    let options = Options {
        title: Some(name),
        ..Options::default()
    };
    let solved = figure.solve();
    Ok(if args.moving {
        solved.animated_svg(&options)
    } else {
        solved.svg(&options)
    })
}

fn own(record: &Exercise) -> Result<&Figure, Failure> {
    record.figure.as_ref().ok_or_else(|| {
        Failure::new(format!("`{}` has no figure", record.id))
            .help("Add a `[figure]` table to its file, or share another's: `same_as`.")
    })
}

/// The picture after a dial is turned, with its name.
fn of_turn<'r>(record: &'r Exercise, id: &str) -> Result<(String, &'r Figure), Failure> {
    let ids = || record.turns.iter().map(|turn| turn.id.as_str());
    let Some(turn) = record.turns.iter().find(|turn| turn.id.as_str() == id) else {
        let help = match (nearest(id, ids()), ids().next()) {
            (Some(near), _) => format!("Did you mean `{near}`?"),
            (None, Some(_)) => format!("It has: {}.", ids().collect::<Vec<_>>().join(", ")),
            (None, None) => "It has no `[[dials]]`.".to_owned(),
        };
        return Err(Failure::new(format!(
            "`{}` has no dial `{}`",
            record.id,
            id.escape_debug()
        ))
        .help(help));
    };
    match &turn.figure {
        Some(figure) => Ok((turned_name(record, turn), figure)),
        None => Err(Failure::new(format!("`{id}` of `{}` has no figure", record.id))
            .help("The exercise's own is printed with it. Add a `[dials.figure]` table under the dial for one of its own.")),
    }
}

/// What a picture after a turn is called: the exercise, and what is done differently.
fn turned_name(record: &Exercise, turn: &Turn) -> String {
    format!("{}: {}", record.name, turn.how)
}

/// Every figure with its name, those of an exercise's dials after its own.
fn all(library: &Library) -> String {
    let mut drawn: Vec<(String, String)> = Vec::new();
    for record in library.exercises.rows() {
        let own = record.figure.iter().map(|one| (record.name.clone(), one));
        let turns = record.turns.iter().filter_map(|turn| {
            let figure = turn.figure.as_ref()?;
            let same = turn
                .same_as
                .and_then(|key| library.exercises[key].figure.as_ref());
            // That of another exercise is there already.
            (same != Some(figure)).then(|| (turned_name(record, turn), figure))
        });
        drawn.extend(own.chain(turns).map(|(name, figure)| {
            let svg = figure.solve().svg(&Options::default());
            (name, svg)
        }));
    }
    let pictures: Vec<(&str, &str)> = drawn
        .iter()
        .map(|(name, svg)| (name.as_str(), svg.as_str()))
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
