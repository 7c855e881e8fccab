//! `regimen new`: a file to start from, with every key that is needed and what it means.
//!
//! The files stand in `templates/new`; what a key means comes from its schema, and every id from the loaded packs. What has
//! not been thought through stays on the safe side: demands start at the most, limits at the least.

mod scaffold;
mod schemas;

use std::io::{self, BufRead, IsTerminal};
use std::path::PathBuf;

use minijinja::{Value, context};
use regimen_core::format::Kind;
use regimen_core::id::is_kebab;
use regimen_core::library::{Library, Pack};
use regimen_core::schema::parse;
use regimen_core::source::Sources;
use regimen_core::suggest::nearest;

use crate::args::Common;
use crate::args::new::{
    NewArgs, NewExercise, NewFinding, NewKind, NewPack, NewPresentation, NewProgramme, NewRecord,
};
use crate::failure::{Exit, Failure};
use crate::load::Loaded;
use crate::{load, output};
use scaffold::{list, quoted};
use schemas::Schemas;

pub(crate) fn run(common: &Common, args: &NewArgs) -> Result<Exit, Failure> {
    let (kind, path, values) = match &args.kind {
        NewKind::Pack(one) => pack(common, one)?,
        NewKind::Exercise(one) => exercise(common, one)?,
        NewKind::Finding(one) => finding(common, one)?,
        NewKind::Programme(one) => programme(common, one)?,
        NewKind::Presentation(one) => presentation(common, one)?,
    };
    let schemas = Schemas::of(&path)?;
    let schema = format!("{}/{}.schema.json", schemas.way, kind.name());
    let text = scaffold::fill(kind, context! { schema, ..values })?;
    output::new_file(&path, text.as_bytes())?;
    output::result(format!("{}\n", path.display()).as_bytes())?;
    if !schemas.folder.is_dir() {
        output::note(
            common,
            &format!(
                "editors complete and explain this file once `regimen schema --out {}` has written the schemas",
                schemas.shown
            ),
        );
    }
    Ok(Exit::Clean)
}

/// What to write, where, and what goes into its template.
type Start = (Kind, PathBuf, Value);

fn pack(common: &Common, args: &NewPack) -> Result<Start, Failure> {
    let id = name(&args.name)?;
    let loaded = load::packs(common)?;
    let library = load::library(common, &loaded)?;
    let requires = requires(&loaded.sources, library, &args.requires)?;
    let language = quoted(&library.languages.own);
    let title = title(args.title.as_deref())?;
    let folder = args.into.clone().unwrap_or_default().join(&args.name);
    Ok((
        Kind::Pack,
        folder.join("pack.toml"),
        context! { id, title, requires, language },
    ))
}

fn exercise(common: &Common, args: &NewExercise) -> Result<Start, Failure> {
    let (id, path, loaded) = record(common, Kind::Exercise, &args.record)?;
    let library = load::library(common, &loaded)?;
    free(library.exercises.ids(), "exercise", &args.record.name)?;
    let patterns: Vec<&str> = library.patterns.ids().collect();
    let roles: Vec<&str> = library.roles.ids().collect();
    let positions: Vec<&str> = library.positions.ids().collect();
    let equipment: Vec<&str> = library.equipment.ids().collect();
    let values = context! {
        id,
        title => title(args.record.title.as_deref())?,
        pattern => one_of("The movement pattern", "--pattern", args.pattern.as_deref(), &patterns)?,
        role => one_of("The role in a session", "--role", args.role.as_deref(), &roles)?,
        position => one_of("The body position", "--position", args.position.as_deref(), &positions)?,
        patterns => list(&patterns),
        roles => list(&roles),
        positions => list(&positions),
        equipment => list(&equipment),
        axes => axes(library, false),
    };
    Ok((Kind::Exercise, path, values))
}

fn finding(common: &Common, args: &NewFinding) -> Result<Start, Failure> {
    let (id, path, loaded) = record(common, Kind::Finding, &args.record)?;
    let library = load::library(common, &loaded)?;
    free(library.findings.ids(), "finding", &args.record.name)?;
    let kinds = scaffold::options(Kind::Finding, "kind");
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
    let stages: Vec<String> = stages(library);
    let values = context! {
        id,
        title => title(args.record.title.as_deref())?,
        kind => one_of("What kind of finding it is", "--kind", args.kind.as_deref(), &kinds)?,
        stages,
        axes => axes(library, true),
    };
    Ok((Kind::Finding, path, values))
}

fn programme(common: &Common, args: &NewProgramme) -> Result<Start, Failure> {
    let (id, path, loaded) = record(common, Kind::Programme, &args.record)?;
    let library = load::library(common, &loaded)?;
    free(library.programmes.ids(), "programme", &args.record.name)?;
    let ids: Vec<&str> = library.exercises.ids().collect();
    let what = "The exercises of a session";
    let exercises = some_of(what, "--exercise", &args.exercise, &ids, false)?;
    let ranks = library.programmes.rows().iter().map(|one| one.rank);
    let highest = ranks.max().unwrap_or(0);
    let values = context! {
        id,
        title => title(args.record.title.as_deref())?,
        exercises,
        highest,
        rank => highest.saturating_add(10).min(scaffold::most(Kind::Programme, "rank")),
    };
    Ok((Kind::Programme, path, values))
}

/// A record's id in quotes, its path, and the packs with the one that it goes into.
fn record(
    common: &Common,
    kind: Kind,
    args: &NewRecord,
) -> Result<(String, PathBuf, Loaded), Failure> {
    let id = name(&args.name)?;
    let given = args.into.as_ref().map(|folder| folder.to_string_lossy());
    let into = ask(
        "The folder of the pack that it goes into",
        "--into",
        given.as_deref(),
    )?;
    let into = args.into.clone().unwrap_or_else(|| PathBuf::from(into));
    if !into.join("pack.toml").is_file() {
        return Err(Failure::new(format!("there is no pack in `{}`", into.display())).help(
            "Name the folder of a pack, the one with its pack.toml; or make one with `regimen new pack`.",
        ));
    }
    let loaded = load::packs_to_check(common, std::slice::from_ref(&into))?;
    let folder = into.join(kind.folder().unwrap_or(""));
    Ok((id, folder.join(format!("{}.toml", args.name)), loaded))
}

fn name(name: &str) -> Result<String, Failure> {
    if is_kebab(name) {
        return Ok(quoted(name));
    }
    Err(
        Failure::new(format!("`{}` cannot be a name", name.escape_debug())).help(
            "Use small letters, digits and hyphens, and start with a letter, as in `my-exercise`.",
        ),
    )
}

fn title(given: Option<&str>) -> Result<String, Failure> {
    Ok(quoted(&ask("What it is called", "--title", given)?))
}

fn presentation(common: &Common, args: &NewPresentation) -> Result<Start, Failure> {
    name(&args.name)?;
    let loaded = load::packs(common)?;
    let library = load::library(common, &loaded)?;
    let flags: Vec<&str> = library.red_flags.ids().collect();
    let findings: Vec<&str> = library.findings.ids().collect();
    let in_order = stages(library);
    let stages: Vec<&str> = in_order.iter().map(String::as_str).collect();
    let equipment: Vec<&str> = library.equipment.ids().collect();
    let programmes: Vec<&str> = library.programmes.ids().collect();
    let programme = match &args.programme {
        Some(id) => Some(one_of(
            "The programme",
            "--programme",
            Some(id),
            &programmes,
        )?),
        None => None,
    };
    let asked = "The red flags that were answered yes, when all have been asked";
    let found = "What brings on the pain, and the conditions";
    let questions = library.red_flags.rows().iter();
    let names = library.findings.rows().iter();
    let values = context! {
        red_flags => some_of(asked, "--red-flags", &args.red_flags, &flags, true)?.join(", "),
        findings => some_of(found, "--findings", &args.findings, &findings, true)?.join(", "),
        stage => one_of("The stage", "--stage", args.stage.as_deref(), &stages)?,
        programme,
        stages => list(&stages),
        equipment => list(&equipment),
        flags => questions.map(|one| named(one.id.as_str(), &one.question)).collect::<Vec<_>>(),
        all_findings => names.map(|one| named(one.id.as_str(), &one.name)).collect::<Vec<_>>(),
    };
    let path = args.into.clone().unwrap_or_default();
    let path = path.join(format!("{}.toml", args.name));
    Ok((Kind::Presentation, path, values))
}

/// The stages, earliest first.
fn stages(library: &Library) -> Vec<String> {
    let stages = library.stages.rows().iter();
    stages.map(|stage| stage.id.to_string()).collect()
}

fn named(id: &str, name: &str) -> Value {
    context! { id, name => scaffold::one_line(name) }
}

fn axes(library: &Library, in_quotes: bool) -> Vec<Value> {
    let axes = library.axes.rows().iter();
    axes.map(|axis| {
        let id = axis.id.as_str();
        let id = if in_quotes { quoted(id) } else { id.to_owned() };
        named(&id, &axis.name)
    })
    .collect()
}

/// The packs that a new one builds on: those that are named, or else those that build on none.
fn requires(sources: &Sources, library: &Library, given: &[String]) -> Result<Vec<Value>, Failure> {
    let packs = library.packs.iter();
    let names: Vec<&str> = packs.clone().map(|pack| pack.name.as_str()).collect();
    for one in given {
        known("--requires", one, &names)?;
    }
    let chosen = packs.filter(|pack| {
        if given.is_empty() {
            return builds_on_none(sources, &pack.folder);
        }
        given.iter().any(|one| one == pack.name.as_str())
    });
    let entry = |pack: &Pack| {
        let version = quoted(&format!("^{}", pack.version));
        context! { name => pack.name.as_str(), version }
    };
    Ok(chosen.map(entry).collect())
}

fn builds_on_none(sources: &Sources, path: &str) -> bool {
    let folder = sources.folders().find(|(_, folder)| folder.path == path);
    let mut files = folder.iter().flat_map(|(_, folder)| &folder.files);
    let manifest = files.find(|file| sources.file(**file).inner == "pack.toml");
    let tree = manifest.and_then(|file| parse(sources, *file, &mut Vec::new()));
    tree.is_some_and(|tree| tree.value.get("requires").is_none())
}

fn free<'a>(mut ids: impl Iterator<Item = &'a str>, what: &str, name: &str) -> Result<(), Failure> {
    if ids.any(|id| id == name) {
        return Err(Failure::new(format!("the {what} `{name}` exists already"))
            .help("Ids are given once over all packs: choose another name."));
    }
    Ok(())
}

/// What a flag gives; without it, what is typed at a terminal.
fn ask(what: &str, flag: &str, given: Option<&str>) -> Result<String, Failure> {
    if let Some(given) = given {
        return Ok(given.to_owned());
    }
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(Failure::new(format!("`{flag}` is missing"))
            .help(format!("{what}: give it with `{flag}`.")));
    }
    output::message(&format!("{what}?"));
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    let answer = line.trim();
    if read.is_err() || answer.is_empty() {
        return Err(Failure::new("no answer was given, so nothing was written")
            .help(format!("{what}: give it with `{flag}`.")));
    }
    Ok(answer.to_owned())
}

fn one_of(what: &str, flag: &str, given: Option<&str>, ids: &[&str]) -> Result<String, Failure> {
    let id = ask(&format!("{what} ({})", list(ids)), flag, given)?;
    known(flag, &id, ids)?;
    Ok(quoted(&id))
}

/// Some ids, each in quotes; `none` says that there are none, where that may be.
fn some_of(
    what: &str,
    flag: &str,
    given: &[String],
    ids: &[&str],
    or_none: bool,
) -> Result<Vec<String>, Failure> {
    let none = if or_none { "; or none" } else { "" };
    let typed;
    let given: Vec<&str> = if given.is_empty() {
        typed = ask(
            &format!("{what}, with commas between them ({}{none})", list(ids)),
            flag,
            None,
        )?;
        typed.split(',').collect()
    } else {
        given.iter().map(String::as_str).collect()
    };
    let given: Vec<&str> = given.into_iter().map(str::trim).collect();
    if or_none && given == ["none"] {
        return Ok(Vec::new());
    }
    for id in &given {
        known(flag, id, ids)?;
    }
    Ok(given.into_iter().map(quoted).collect())
}

fn known(flag: &str, id: &str, ids: &[&str]) -> Result<(), Failure> {
    if ids.contains(&id) {
        return Ok(());
    }
    let help = match nearest(id, ids.iter().copied()) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => format!("It can be: {}.", list(ids)),
    };
    Err(Failure::new(format!(
        "`{flag}` cannot be `{}`: the packs do not have it",
        id.escape_debug()
    ))
    .help(help))
}
