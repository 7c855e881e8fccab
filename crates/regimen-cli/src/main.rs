//! The `regimen` command: parse the arguments, make one call, write the answer.

mod args;
mod builtin;
mod clinic;
mod commands;
mod failure;
mod load;
mod output;
mod watch;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use failure::Failure;

fn main() -> ExitCode {
    let args = Args::parse();
    output::set_colour(args.common.color);
    let done = match &args.command {
        Command::Handout(one) => commands::handout::run(&args.common, one),
        Command::Plan(one) => commands::plan::run(&args.common, one),
        Command::Explain(one) => commands::explain::run(&args.common, one),
        Command::Next(one) => commands::next::run(&args.common, one),
        Command::Check(one) => commands::check::run(&args.common, one),
        Command::Fmt(one) => commands::fmt::run(&args.common, one),
        Command::New(one) => commands::new::run(&args.common, one),
        Command::Test(one) => commands::test::run(&args.common, one),
        Command::Prove(one) => commands::prove::run(&args.common, one),
        Command::Diff(one) => commands::diff::run(&args.common, one),
        Command::List(one) => commands::list::run(&args.common, one),
        Command::Figure(one) => commands::figure::run(&args.common, one),
        Command::Show(one) => commands::show::run(&args.common, one),
        Command::Schema(one) => commands::schema::run(one),
        Command::Migrate(one) => commands::migrate::run(&args.common, one),
        Command::Completions(one) => commands::completions::run(one),
        Command::Man(one) => commands::man::run(one),
    };
    match done {
        Ok(code) => code.into(),
        Err(failure) => {
            output::error(&failure);
            Failure::EXIT.into()
        }
    }
}
