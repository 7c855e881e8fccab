//! The arguments of `regimen check`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};
use regimen_core::format::date::Date;

/// `regimen check`.
#[derive(Debug, ClapArgs)]
pub(crate) struct CheckArgs {
    /// Packs, or folders of packs. None: the clinic's folder, else the built-in packs.
    #[arg(value_name = "PACK")]
    pub(crate) folders: Vec<PathBuf>,
    /// The format of the messages.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: CheckFormat,
    /// Write regimen.lock beside regimen.toml, if there is no error: the version and the digest of each pack.
    #[arg(long, conflicts_with_all = ["locked", "folders"])]
    pub(crate) lock: bool,
    /// Hold the packs to regimen.lock too: what has changed since it was written counts as an error.
    #[arg(long, conflicts_with = "folders")]
    pub(crate) locked: bool,
    /// After the messages, a table: each code, how many errors and warnings in how many files, and what was read.
    #[arg(long)]
    pub(crate) stats: bool,
    /// Mend what can be mended for certain, say what was, and check what is left. Comments and everything else stay.
    #[arg(long, conflicts_with = "watch")]
    pub(crate) fix: bool,
    /// Check again whenever a file of the packs is saved, until stopped.
    #[arg(long)]
    pub(crate) watch: bool,
    /// What day it is, as in 2026-11-28, for the rules about days: whether a review lies in the future, or is due again. No clock is
    /// read: without it, those rules say nothing.
    #[arg(long, value_name = "DAY")]
    pub(crate) date: Option<Date>,
}

/// A format of what was found in packs. All but the first go to standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people, on standard error.
    Human,
    /// For programs.
    Json,
    /// SARIF 2.1.0, for code scanning and editors.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// JUnit XML, for whatever shows the results of tests.
    Junit,
}
