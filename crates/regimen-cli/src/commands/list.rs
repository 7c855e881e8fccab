//! `regimen list`: what the loaded packs hold.

mod reading;
mod rules;

use regimen_core::level::Level;
use regimen_core::library::{Library, Retires};

use crate::args::{Common, ListArgs, ListKind};
use crate::failure::{Exit, Failure};
use crate::{load, output};

pub(crate) fn run(common: &Common, args: &ListArgs) -> Result<Exit, Failure> {
    if args.kind == ListKind::Rules {
        // No pack is needed to say what is looked at.
        output::result(rules::page().as_bytes())?;
        return Ok(Exit::Clean);
    }
    let loaded = match args.kind {
        ListKind::Reading => load::packs_to_check(common, &[])?,
        _ => load::packs(common)?,
    };
    let library = load::library(common, &loaded)?;
    let text = match args.kind {
        ListKind::Demands => demands(library),
        ListKind::Reading => reading::table(library, &loaded),
        kind => columns(&rows(library, kind)),
    };
    output::result(text.as_bytes())?;
    Ok(Exit::Clean)
}

/// Ids with what they are called.
fn rows(library: &Library, kind: ListKind) -> Vec<(String, String)> {
    macro_rules! named {
        ($table:ident) => {
            library
                .$table
                .rows()
                .iter()
                .map(|one| (one.id.to_string(), one.name.clone()))
                .collect()
        };
    }
    // Those that can be deprecated.
    macro_rules! kept {
        ($table:ident) => {
            library
                .$table
                .rows()
                .iter()
                .map(|one| (one.id.to_string(), with_since(one, &one.name)))
                .collect()
        };
    }
    match kind {
        ListKind::Packs => library
            .packs
            .iter()
            .map(|pack| {
                (
                    format!("{} {}", pack.name, pack.version),
                    format!("{} ({})", pack.title, pack.folder),
                )
            })
            .collect(),
        ListKind::Axes => named!(axes),
        ListKind::Equipment => named!(equipment),
        ListKind::Patterns => named!(patterns),
        ListKind::Stages => named!(stages),
        ListKind::Dials => named!(dials),
        ListKind::Findings => kept!(findings),
        ListKind::Exercises => kept!(exercises),
        ListKind::Ladders => named!(ladders),
        ListKind::Programmes => kept!(programmes),
        ListKind::RedFlags => library
            .red_flags
            .rows()
            .iter()
            .map(|flag| {
                (
                    flag.id.to_string(),
                    with_since(
                        flag,
                        &format!("{}: {}", flag.urgency.as_str(), flag.question),
                    ),
                )
            })
            .collect(),
        ListKind::Nevers => library
            .nevers
            .rows()
            .iter()
            .map(|rule| (rule.id.to_string(), rule.why.clone()))
            .collect(),
        ListKind::References => library
            .references
            .rows()
            .iter()
            .map(|one| (one.cite.id.to_string(), one.cite.title.0.clone()))
            .collect(),
        ListKind::Demands | ListKind::Reading | ListKind::Rules => Vec::new(),
    }
}

/// What a record is called, and since when it is deprecated, if it is.
fn with_since<T: Retires>(one: &T, name: &str) -> String {
    match one.deprecated() {
        Some(said) => format!("{name} (deprecated since {})", said.since),
        None => name.to_owned(),
    }
}

fn columns(rows: &[(String, String)]) -> String {
    let width = rows
        .iter()
        .map(|(id, _)| id.chars().count())
        .max()
        .unwrap_or(0);
    rows.iter()
        .map(|(id, name)| format!("{id:width$}  {name}\n"))
        .collect()
}

/// What each exercise asks on each axis, its dials, and the reason of each moderate and high level: a page
/// for a clinician's review.
fn demands(library: &Library) -> String {
    let axes = library.axes.rows();
    let mut text = String::from(
        "# What each exercise asks of the back\n\n\
         Made by `regimen list demands` from the packs; a test keeps it true. An empty cell is none. A dial shows the\n\
         levels that it changes. Reasons for moderate and high levels follow the table.\n\n| Exercise |",
    );
    for axis in axes {
        text.push_str(&format!(" {} |", axis.id));
    }
    text.push_str(" Dials |\n| --- |");
    text.push_str(&" --- |".repeat(axes.len() + 1));
    text.push('\n');
    for exercise in library.exercises.rows() {
        text.push_str(&format!("| {} |", exercise.id));
        for at in 0..axes.len() {
            text.push_str(match exercise.demands.get(at) {
                Level::None => " |",
                Level::Low => " low |",
                Level::Moderate => " moderate |",
                Level::High => " **high** |",
            });
        }
        let dials: Vec<String> = exercise
            .turns
            .iter()
            .map(|turn| {
                let effects: Vec<String> = turn
                    .sets
                    .iter()
                    .filter_map(|(axis, level)| {
                        Some(format!("{} {}", axes.get(*axis)?.id, level.as_str()))
                    })
                    .collect();
                format!("{}: {}", turn.id, effects.join(", "))
            })
            .collect();
        if dials.is_empty() {
            text.push_str(" |\n");
        } else {
            text.push_str(&format!(" {} |\n", dials.join("; ")));
        }
    }
    text.push_str("\n## Reasons\n");
    for exercise in library.exercises.rows() {
        if exercise.reasons.is_empty() {
            continue;
        }
        text.push_str(&format!("\n### {}\n\n", exercise.id));
        for (axis, why) in &exercise.reasons {
            let level = exercise.demands.get(axis.index()).as_str();
            text.push_str(&format!("- {} {level}: {why}\n", library.axes[*axis].id));
        }
    }
    text
}
