//! `regimen schema`: the JSON Schemas of the files.

use std::fs;

use regimen_core::format::Kind;
use regimen_core::suggest::nearest;

use crate::args::SchemaArgs;
use crate::failure::{Exit, Failure};
use crate::output;

/// The kind of schema that is no file: what a handout's template gets.
const VIEW: &str = "view";

pub(crate) fn run(args: &SchemaArgs) -> Result<Exit, Failure> {
    let names: Vec<&str> = Kind::ALL
        .iter()
        .map(|kind| kind.name())
        .chain([VIEW])
        .collect();
    let chosen: Vec<&str> = match &args.kind {
        None => names.clone(),
        Some(kind) => match names.iter().find(|name| *name == kind) {
            Some(name) => vec![name],
            None => {
                let help = match nearest(kind, names.iter().copied()) {
                    Some(near) => format!("Did you mean `{near}`?"),
                    None => format!("The kinds are: {}.", names.join(", ")),
                };
                return Err(Failure::new(format!(
                    "there is no kind of file `{}`",
                    kind.escape_debug()
                ))
                .help(help));
            }
        },
    };
    match &args.out {
        Some(folder) => {
            fs::create_dir_all(folder).map_err(|error| {
                Failure::new(format!(
                    "cannot make the folder `{}`: {error}",
                    folder.display()
                ))
            })?;
            for name in chosen {
                output::file(
                    &folder.join(format!("{name}.schema.json")),
                    text(name).as_bytes(),
                )?;
            }
        }
        None if args.kind.is_none() => {
            output::result(format!("{}\n", names.join("\n")).as_bytes())?;
        }
        None => {
            for name in chosen {
                output::result(text(name).as_bytes())?;
            }
        }
    }
    Ok(Exit::Clean)
}

fn text(name: &str) -> String {
    match Kind::ALL.into_iter().find(|kind| kind.name() == name) {
        Some(kind) => regimen_core::schema::text(kind),
        None => regimen_render::view_schema(),
    }
}
