//! `regimen man`: manual pages, from the same words as `--help`.

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use crate::args::{Args, ManArgs};
use crate::failure::{Exit, Failure};
use crate::output;

pub(crate) fn run(args: &ManArgs) -> Result<Exit, Failure> {
    // Every command has `--help`; a page on `help` itself would say nothing.
    let mut whole = Args::command().disable_help_subcommand(true);
    // Gives commands their full names, and the arguments that all of them take.
    whole.build();
    let mut pages = Vec::new();
    collect(&whole, &mut pages)?;
    match &args.out {
        None => output::result(
            &pages
                .into_iter()
                .flat_map(|(_, page)| page)
                .collect::<Vec<u8>>(),
        )?,
        Some(folder) => {
            std::fs::create_dir_all(folder).map_err(|error| {
                Failure::new(format!(
                    "cannot make the folder `{}`: {error}",
                    folder.display()
                ))
            })?;
            for (name, page) in pages {
                output::file(&folder.join(format!("{name}.1")), &page)?;
            }
        }
    }
    Ok(Exit::Clean)
}

/// A command's page and those of the commands within it, each with its name.
fn collect(command: &Command, pages: &mut Vec<(String, Vec<u8>)>) -> Result<(), Failure> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let mut page = Vec::new();
    Man::new(command.clone())
        .source(concat!("regimen ", env!("CARGO_PKG_VERSION")))
        .render(&mut page)
        .map_err(|error| Failure::new(format!("cannot make the page of {name}: {error}")))?;
    pages.push((name.to_owned(), page));
    for inner in command.get_subcommands() {
        collect(inner, pages)?;
    }
    Ok(())
}
