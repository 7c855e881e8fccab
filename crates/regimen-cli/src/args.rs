//! The command line.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Training plans and handouts for people with back pain, from packs that clinicians can edit.
#[derive(Debug, Parser)]
#[command(
    name = "regimen",
    version,
    about,
    after_help = "Examples:
  regimen handout anna.toml -o anna.pdf      a printed handout for a presentation
  regimen plan anna.toml                     the plan, with a reason for each choice
  regimen check my-packs                     every mistake in your packs, at its line
  regimen list findings                      what can be ticked

Exit codes: 0 done; 1 the content falls short; 2 wrong use or input with errors; 3 no plan can be given."
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, ClapArgs)]
pub(crate) struct Common {
    /// A pack, or a folder of packs, to add to the built-in ones. A pack with a built-in pack's name replaces it.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) packs: Vec<PathBuf>,
    /// Leave out the built-in packs.
    #[arg(long, global = true)]
    pub(crate) no_builtin: bool,
    /// A folder of templates that replace the built-in ones by file name.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) templates: Option<PathBuf>,
    /// Treat these as errors too.
    #[arg(long, global = true, value_name = "WHAT")]
    pub(crate) deny: Vec<Deny>,
    /// Say nothing but errors.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Colours in messages. NO_COLOR in the environment turns them off too.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Colour,
}

/// What can be denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    /// Warnings.
    Warnings,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// If the output is a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print a handout for a presentation or a saved plan.
    #[command(after_help = "Examples:
  regimen handout anna.toml -o anna.pdf
  regimen handout anna.toml --to html > anna.html
  regimen plan anna.toml --format json > anna.json && regimen handout anna.json -o anna.pdf
  regimen handout *.toml --to pdf -o handouts/

A red flag gives a one-page referral sheet instead of a plan, and exit code 3.")]
    Handout(HandoutArgs),
    /// Show the plan for a presentation, with a reason for each choice.
    #[command(after_help = "Examples:
  regimen plan anna.toml
  regimen plan anna.toml --format json > anna.json
  cat anna.toml | regimen plan -")]
    Plan(PlanArgs),
    /// Check packs: every mistake, at its line, with the mend.
    #[command(after_help = "Examples:
  regimen check                    the clinic's folder, or the built-in packs
  regimen check my-packs           one pack, or a folder of packs
  regimen check --format json      for other programs
  regimen check --deny warnings    exit 1 on a warning too")]
    Check(CheckArgs),
    /// List what the loaded packs hold.
    #[command(after_help = "Examples:
  regimen list exercises
  regimen list findings")]
    List(ListArgs),
    /// Show one record of the loaded packs.
    #[command(after_help = "Examples:
  regimen show dead-bug
  regimen show finding/stenosis     where two kinds share an id")]
    Show(ShowArgs),
    /// Print the JSON Schema of a kind of file, or write them all.
    #[command(after_help = "Examples:
  regimen schema exercise
  regimen schema --out schemas")]
    Schema(SchemaArgs),
    /// Print completions for a shell.
    #[command(after_help = "Example:
  regimen completions bash > /etc/bash_completion.d/regimen")]
    Completions(CompletionsArgs),
}

/// `regimen handout`.
#[derive(Debug, ClapArgs)]
pub(crate) struct HandoutArgs {
    /// Presentations (TOML) or saved plans (JSON); `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Where to write: a file, whose ending gives the format, or a folder. Left out, standard output.
    #[arg(long, short, value_name = "FILE|DIR")]
    pub(crate) output: Option<PathBuf>,
    /// The format. Left out, by the output's ending, and else Markdown.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: Option<Format>,
    /// The paper. Left out, the clinic's, and else A4.
    #[arg(long, value_name = "PAPER")]
    pub(crate) paper: Option<PaperArg>,
}

/// A handout's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Markdown.
    Md,
    /// HTML, one file.
    Html,
    /// PDF.
    Pdf,
    /// What a template gets, as JSON.
    Json,
}

impl Format {
    /// The file name's ending.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Format::Md => "md",
            Format::Html => "html",
            Format::Pdf => "pdf",
            Format::Json => "json",
        }
    }
}

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PaperArg {
    /// 210 by 297 mm.
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

/// `regimen plan`.
#[derive(Debug, ClapArgs)]
pub(crate) struct PlanArgs {
    /// A presentation (TOML); `-` is standard input.
    #[arg(value_name = "PRESENTATION")]
    pub(crate) presentation: PathBuf,
    /// The format.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: PlanFormat,
}

/// A plan's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanFormat {
    /// For reading.
    Text,
    /// For programs, and for `regimen handout`.
    Json,
}

/// `regimen check`.
#[derive(Debug, ClapArgs)]
pub(crate) struct CheckArgs {
    /// Packs, or folders of packs. None: the clinic's folder, else the built-in packs.
    #[arg(value_name = "PACK")]
    pub(crate) folders: Vec<PathBuf>,
    /// The format of the messages.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: CheckFormat,
}

/// A format of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people, on standard error.
    Human,
    /// For programs, on standard output.
    Json,
}

/// `regimen list`.
#[derive(Debug, ClapArgs)]
pub(crate) struct ListArgs {
    /// What to list.
    #[arg(value_name = "KIND")]
    pub(crate) kind: ListKind,
}

/// What can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListKind {
    /// The loaded packs.
    Packs,
    /// The axes.
    Axes,
    /// The equipment.
    Equipment,
    /// The movement patterns.
    Patterns,
    /// The stages.
    Stages,
    /// The dials.
    Dials,
    /// The findings.
    Findings,
    /// The red flags.
    RedFlags,
    /// The exercises.
    Exercises,
    /// The never rules.
    Nevers,
    /// The ladders.
    Ladders,
    /// The programmes.
    Programmes,
    /// The references.
    References,
    /// The table of what each exercise asks on each axis, as Markdown.
    Demands,
}

/// `regimen show`.
#[derive(Debug, ClapArgs)]
pub(crate) struct ShowArgs {
    /// The id, or KIND/ID where two kinds share one.
    #[arg(value_name = "ID")]
    pub(crate) id: String,
}

/// `regimen schema`.
#[derive(Debug, ClapArgs)]
pub(crate) struct SchemaArgs {
    /// The kind of file. Left out with `--out`, all; left out without it, their names.
    #[arg(value_name = "KIND")]
    pub(crate) kind: Option<String>,
    /// Write into this folder, one file a kind.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// `regimen completions`.
#[derive(Debug, ClapArgs)]
pub(crate) struct CompletionsArgs {
    /// The shell.
    #[arg(value_name = "SHELL")]
    pub(crate) shell: Shell,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::Args::command().debug_assert();
    }
}
