//! What `regimen new` takes, a kind each.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

/// `regimen new`.
#[derive(Debug, ClapArgs)]
pub(crate) struct NewArgs {
    #[command(subcommand)]
    pub(crate) kind: NewKind,
}

/// What to start.
#[derive(Debug, Subcommand)]
pub(crate) enum NewKind {
    /// A pack: a folder with a pack.toml, that builds on loaded packs.
    Pack(NewPack),
    /// An exercise of a pack.
    Exercise(NewExercise),
    /// A finding of a pack.
    Finding(NewFinding),
    /// A programme of a pack.
    Programme(NewProgramme),
    /// A presentation.
    Presentation(NewPresentation),
}

/// `regimen new pack`.
#[derive(Debug, ClapArgs)]
pub(crate) struct NewPack {
    /// Its name: small letters, digits and hyphens. The folder is called so.
    pub(crate) name: String,
    /// The folder to make it in. Left out, the current one.
    #[arg(long, value_name = "DIR")]
    pub(crate) into: Option<PathBuf>,
    /// Its title, as people say it.
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
    /// A loaded pack that it builds on. Left out, each that builds on no other.
    #[arg(long, value_name = "PACK")]
    pub(crate) requires: Vec<String>,
}

/// `regimen new exercise`.
#[derive(Debug, ClapArgs)]
pub(crate) struct NewExercise {
    #[command(flatten)]
    pub(crate) record: NewRecord,
    /// Its movement pattern: an id of the loaded packs.
    #[arg(long, value_name = "ID")]
    pub(crate) pattern: Option<String>,
    /// Its role in a session: an id of the loaded packs.
    #[arg(long, value_name = "ID")]
    pub(crate) role: Option<String>,
    /// The body position: an id of the loaded packs.
    #[arg(long, value_name = "ID")]
    pub(crate) position: Option<String>,
}

/// `regimen new finding`.
#[derive(Debug, ClapArgs)]
pub(crate) struct NewFinding {
    #[command(flatten)]
    pub(crate) record: NewRecord,
    /// Whether it is something that brings on the pain, or a condition.
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<String>,
}

/// `regimen new programme`.
#[derive(Debug, ClapArgs)]
pub(crate) struct NewProgramme {
    #[command(flatten)]
    pub(crate) record: NewRecord,
    /// An exercise of its session: an id of the loaded packs. Give it once for each.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) exercise: Vec<String>,
}

/// What every record of a pack takes.
#[derive(Debug, ClapArgs)]
pub(crate) struct NewRecord {
    /// Its id: small letters, digits and hyphens. The file is called so.
    pub(crate) name: String,
    /// The folder of the pack that it goes into.
    #[arg(long, value_name = "PACK")]
    pub(crate) into: Option<PathBuf>,
    /// What it is called.
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
}

/// `regimen new presentation`.
#[derive(Debug, ClapArgs)]
pub(crate) struct NewPresentation {
    /// Its name: small letters, digits and hyphens. The file is called so.
    pub(crate) name: String,
    /// The folder to write it into. Left out, the current one.
    #[arg(long, value_name = "DIR")]
    pub(crate) into: Option<PathBuf>,
    /// The red flags answered yes, with commas between them; `none` says that all were asked and none was yes.
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub(crate) red_flags: Vec<String>,
    /// The findings, with commas between them, or `none`.
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub(crate) findings: Vec<String>,
    /// The stage.
    #[arg(long, value_name = "ID")]
    pub(crate) stage: Option<String>,
    /// The programme. Left out, the first that fits is taken.
    #[arg(long, value_name = "ID")]
    pub(crate) programme: Option<String>,
}
