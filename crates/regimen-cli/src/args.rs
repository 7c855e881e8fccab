//! The command line.

mod check;
pub(crate) mod new;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

pub(crate) use check::{CheckArgs, CheckFormat};

/// Training plans and handouts for people with back pain, from packs that clinicians can edit.
#[derive(Debug, Parser)]
#[command(
    name = "regimen",
    version,
    after_help = "Examples:
  regimen handout anna.toml -o anna.pdf      a printed handout for a presentation
  regimen plan anna.toml                     the plan, with a reason for each choice
  regimen explain anna.toml plank            why an exercise is in it, changed or out
  regimen check my-packs                     every mistake in your packs, at its line
  regimen test my-packs                      what your packs' own cases say of them
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
  regimen handout anna.toml --language es -o anna.pdf
  regimen plan anna.toml --format json > anna.json
  regimen handout anna.json --patient who.toml -o anna.pdf
  regimen handout *.toml --to pdf -o handouts/

A red flag gives a one-page referral sheet instead of a plan, and exit code 3.")]
    Handout(HandoutArgs),
    /// Show the plan for a presentation, with a reason for each choice.
    #[command(after_help = "Examples:
  regimen plan anna.toml
  regimen plan anna.toml --format json > anna.json
  cat anna.toml | regimen plan -")]
    Plan(PlanArgs),
    /// Say why an exercise is in a plan, changed or out, with every option that was tried; or what a code means.
    #[command(after_help = "Examples:
  regimen explain anna.toml romanian-deadlift
  regimen explain anna.toml sit-up --format json
  regimen explain R304                 a code from a message

The presentation's own file is read as `regimen plan` reads it; where it gives no plan, no exercise is judged and
the exit code is 3.")]
    Explain(ExplainArgs),
    /// Say what to do next with each exercise, after check-ins: progress, hold, ease, swap, or be seen.
    #[command(after_help = "Examples:
  regimen plan anna.toml --format json > anna.json
  regimen next anna.json anna-log.toml
  regimen next anna.json anna-log.toml --format json

It advises and changes nothing. A red flag at a check-in gives a referral and no next step, and exit code 3.")]
    Next(NextArgs),
    /// Check packs: every mistake, at its line, with the mend.
    #[command(after_help = "Examples:
  regimen check                    the clinic's folder, or the built-in packs
  regimen check my-packs           one pack, or a folder of packs
  regimen check --format sarif     for code scanning; github, junit and json for others
  regimen check --deny warnings    exit 1 on a warning too
  regimen check --stats            how often each code was met, and what was read
  regimen check my-packs --watch   again with every save
  regimen check my-packs --fix     mend what has one right answer, and report the rest

What --fix mends: slips of the pen in keys and ids where nothing else can be meant, and the like; `regimen explain R103`
says how far it goes for a code. It changes no clinical number, thinks up no text and leaves built-in packs and files
behind symbolic links alone. Keep your packs under version control, and read what it says that it did.

A warning that is right as it is can be allowed in the file, with the reason, on its line or on the one before:
  # allow R408: the quote is the clinic's own
`levels` under `[check]` in regimen.toml says how bad codes are in that folder, as in { R407 = \"off\", R408 = \"error\" }; it
counts where no PACK is named.")]
    Check(CheckArgs),
    /// Lay pack files out in one way: the order of keys, blank lines, lists. Comments and values stay.
    #[command(after_help = "Examples:
  regimen fmt my-packs             one pack, or a folder of packs
  regimen fmt anna.toml            one file
  regimen fmt --check my-packs     name the files that would change, and change nothing; exit 1 if there is one

A file that is not TOML is reported and left alone.")]
    Fmt(FmtArgs),
    /// Start a pack, an exercise, a finding, a programme or a presentation: a file with every key that is needed.
    #[command(after_help = "Examples:
  regimen new pack my-pack --title \"My pack\"
  regimen new exercise my-squat --into my-pack        asks for the rest
  regimen new presentation anna

At a terminal it asks for what is left out. It never writes over a file. Until it has been thought through, an
exercise asks the most on each axis, and a finding allows only what asks nothing.")]
    New(new::NewArgs),
    /// Run the packs' own cases: presentations, and what their plans must and must not hold.
    #[command(after_help = "Examples:
  regimen test                     the cases of every loaded pack
  regimen test my-packs            those of one pack, or of a folder of packs
  regimen test --format json       for other programs")]
    Test(TestArgs),
    /// Try every presentation of the packs: nothing unsafe, and no gap that is not declared.
    #[command(after_help = "Examples:
  regimen prove                            the clinic's folder, or the built-in packs
  regimen prove my-packs --format json     for other programs
  regimen prove --format html -o wall.html a table of findings and movement patterns

Exit code 1 says that something is broken or left open; the smallest presentation that shows it is printed.")]
    Prove(ProveArgs),
    /// Compare two versions of a pack in clinical terms, and say which plans change.
    #[command(after_help = "Examples:
  regimen diff back-care-1.0 back-care-1.1
  regimen diff old-packs new-packs --format json     with each example as a presentation to run

Packs that these build on, and those that build on them, come from the built-in ones, the same on both sides. The
exit code is 0 whether or not something differs.")]
    Diff(DiffArgs),
    /// List what the loaded packs hold.
    #[command(after_help = "Examples:
  regimen list exercises
  regimen list findings
  regimen list reading      how plain the words are")]
    List(ListArgs),
    /// Draw an exercise's figure, or all of them as one sheet.
    #[command(after_help = "Examples:
  regimen figure dead-bug -o dead-bug.svg
  regimen figure dead-bug --moving -o dead-bug.svg
  regimen figure --sheet -o figures.html
  regimen figure my-squat --packs my-packs -o squat.svg --watch")]
    Figure(FigureArgs),
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
    /// Bring packs of an older format into the one that this version reads, comments and all.
    #[command(after_help = "Examples:
  regimen migrate my-pack            one pack, or a folder of packs
  regimen migrate --check my-pack    name the files that would change, and change nothing; exit 1 if there is one

All files of a pack are written, or none. A file or folder that is a symbolic link is refused. Format 1 is the first one, so
that there is nothing to bring up yet.")]
    Migrate(MigrateArgs),
    /// Print completions for a shell.
    #[command(after_help = "Example:
  regimen completions bash > /etc/bash_completion.d/regimen")]
    Completions(CompletionsArgs),
    /// Print the manual pages of all commands (roff), or write a file for each.
    #[command(after_help = "Examples:
  regimen man > regimen.1
  regimen man --out /usr/local/share/man/man1")]
    Man(ManArgs),
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
    /// The language: one that all packs have. Left out, the patient's, else that of the clinic's folder, else the packs' own.
    #[arg(long, value_name = "LANG")]
    pub(crate) language: Option<String>,
    /// The paper. Left out, the clinic's, and else A4.
    #[arg(long, value_name = "PAPER")]
    pub(crate) paper: Option<PaperArg>,
    /// How much of the plan. Left out, the clinic's, and else all of it.
    #[arg(long, value_name = "DETAIL")]
    pub(crate) detail: Option<DetailArg>,
    /// All text large: 16 pt and more.
    #[arg(long)]
    pub(crate) large_print: bool,
    /// Who the copy is for. A clinician's also has the limits, every reason, and where each stands in the packs.
    #[arg(long, value_name = "WHO", default_value = "patient")]
    pub(crate) audience: AudienceArg,
    /// How many are made at once. Left out, as many as the machine has processors for; the handouts are the same.
    #[arg(long, short, value_name = "COUNT")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Who it is for (TOML): the keys of `[patient]`. It takes the place of the presentation's own, and is never stored.
    #[arg(long, value_name = "FILE")]
    pub(crate) patient: Option<PathBuf>,
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

/// How much of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DetailArg {
    /// Everything: the plan, a card for each exercise, what to leave out, the log.
    Full,
    /// One page: the week, and the sessions with small pictures.
    Summary,
    /// The exercises' cards alone, to cut out.
    Cards,
    /// The log alone.
    Log,
}

/// Who a copy is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AudienceArg {
    /// The person who trains.
    Patient,
    /// Whoever chose the plan.
    Clinician,
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
    /// The language: one that all packs have. Left out, the patient's, else that of the clinic's folder, else the packs' own.
    #[arg(long, value_name = "LANG")]
    pub(crate) language: Option<String>,
}

/// A plan's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanFormat {
    /// For reading.
    Text,
    /// For programs, and for `regimen handout`.
    Json,
}

/// `regimen explain`.
#[derive(Debug, ClapArgs)]
pub(crate) struct ExplainArgs {
    /// A presentation (TOML), `-` for standard input; or a code, as in R304.
    #[arg(value_name = "PRESENTATION|CODE")]
    pub(crate) subject: PathBuf,
    /// The exercise to explain: its id.
    #[arg(value_name = "EXERCISE")]
    pub(crate) exercise: Option<String>,
    /// The format.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: PlanFormat,
}

/// `regimen next`.
#[derive(Debug, ClapArgs)]
pub(crate) struct NextArgs {
    /// A saved plan (JSON), as `regimen plan --format json` prints it; `-` is standard input.
    #[arg(value_name = "PLAN")]
    pub(crate) plan: PathBuf,
    /// A log of check-ins (TOML); `-` is standard input.
    #[arg(value_name = "LOG")]
    pub(crate) log: PathBuf,
    /// The format.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: PlanFormat,
    /// Judge with the packs as they are now, though the plan was made with others.
    #[arg(long)]
    pub(crate) changed_packs: bool,
}

/// `regimen fmt`.
#[derive(Debug, ClapArgs)]
pub(crate) struct FmtArgs {
    /// Packs, folders of packs, folders of TOML files, or files. None: the packs of the clinic's folder.
    #[arg(value_name = "PACK")]
    pub(crate) folders: Vec<PathBuf>,
    /// Write nothing; name the files that would change.
    #[arg(long)]
    pub(crate) check: bool,
}

/// `regimen test`.
#[derive(Debug, ClapArgs)]
pub(crate) struct TestArgs {
    /// Packs, or folders of packs, whose cases are run. None: those of the clinic's folder and of `--packs`; without any, the
    /// built-in ones.
    #[arg(value_name = "PACK")]
    pub(crate) folders: Vec<PathBuf>,
    /// Run the cases of the built-in packs too, beside other packs: what those change may make them fail.
    #[arg(long, conflicts_with = "folders")]
    pub(crate) all: bool,
    /// The format of the messages.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: TestFormat,
}

/// `regimen prove`.
#[derive(Debug, ClapArgs)]
pub(crate) struct ProveArgs {
    /// Packs, or folders of packs. None: the clinic's folder, else the built-in packs.
    #[arg(value_name = "PACK")]
    pub(crate) folders: Vec<PathBuf>,
    /// The format.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ProveFormat,
    /// Where to write. Left out, standard output.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// How many presentations to sample for what the exact part does not cover.
    #[arg(long, value_name = "COUNT", default_value_t = 20_000)]
    pub(crate) samples: u64,
    /// How many threads. Left out, as many as the machine has.
    #[arg(long, value_name = "COUNT")]
    pub(crate) threads: Option<usize>,
}

/// A proof's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProveFormat {
    /// For reading.
    Text,
    /// For programs.
    Json,
    /// A table of findings and movement patterns, for the wall.
    Html,
}

/// A format of what cases gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TestFormat {
    /// For people, on standard error.
    Human,
    /// For programs, on standard output.
    Json,
}

/// `regimen diff`.
#[derive(Debug, ClapArgs)]
pub(crate) struct DiffArgs {
    /// The earlier version: a pack, or a folder of packs.
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The later version: a pack, or a folder of packs.
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// The format.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: PlanFormat,
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
    /// The table of how plain the texts are, as Markdown.
    Reading,
    /// Every rule of `regimen check`, with an example and its mend, as Markdown.
    Rules,
}

/// `regimen show`.
#[derive(Debug, ClapArgs)]
pub(crate) struct ShowArgs {
    /// The id, or KIND/ID where two kinds share one.
    #[arg(value_name = "ID")]
    pub(crate) id: String,
}

/// `regimen figure`.
#[derive(Debug, ClapArgs)]
pub(crate) struct FigureArgs {
    /// The exercise's id.
    #[arg(value_name = "ID", required_unless_present = "sheet")]
    pub(crate) id: Option<String>,

    /// The picture after one of its dials is turned: the dial's id in the exercise's file.
    #[arg(long, value_name = "DIAL", requires = "id", conflicts_with = "sheet")]
    pub(crate) dial: Option<String>,

    /// Where to write. Left out, standard output.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Every figure with its name, as one page (HTML).
    #[arg(long, conflicts_with_all = ["id", "moving"])]
    pub(crate) sheet: bool,

    /// A loop that moves from pose to pose, in place of the poses side by side.
    #[arg(long)]
    pub(crate) moving: bool,

    /// Draw again whenever a file of the packs is saved, until stopped.
    #[arg(long, requires = "output")]
    pub(crate) watch: bool,
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

/// `regimen migrate`.
#[derive(Debug, ClapArgs)]
pub(crate) struct MigrateArgs {
    /// A pack, or a folder of packs.
    #[arg(value_name = "PACK")]
    pub(crate) pack: PathBuf,
    /// Name the files that would change, and change nothing.
    #[arg(long)]
    pub(crate) check: bool,
}

/// `regimen man`.
#[derive(Debug, ClapArgs)]
pub(crate) struct ManArgs {
    /// Write into this folder, one file a command.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::Args::command().debug_assert();
    }
}
