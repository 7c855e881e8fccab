//! `regimen completions`: what a shell needs to complete the command line.

use clap::CommandFactory;

use crate::args::{Args, CompletionsArgs};
use crate::failure::{Exit, Failure};
use crate::output;

pub(crate) fn run(args: &CompletionsArgs) -> Result<Exit, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "regimen", &mut text);
    output::result(&text)?;
    Ok(Exit::Clean)
}
