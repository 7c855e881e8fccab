//! What stops a command: wrong use, or something that cannot be read or written.

use std::fmt;

/// A reason to stop, with its mend. The exit code is [`Failure::EXIT`].
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    help: Option<String>,
}

impl Failure {
    /// Wrong use, or input that cannot be read.
    pub(crate) const EXIT: Exit = Exit::Unusable;

    pub(crate) fn new(message: impl Into<String>) -> Failure {
        Failure {
            message: message.into(),
            help: None,
        }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Failure {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

impl From<regimen_core::source::ReadError> for Failure {
    fn from(error: regimen_core::source::ReadError) -> Failure {
        Failure::new(error.to_string())
    }
}

/// How a command ends. The worst of several counts, and a larger code is worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// 0: done and clean.
    Clean,
    /// 1: the content falls short.
    Short,
    /// 2: wrong use, unreadable input, errors in a presentation or a pack.
    Unusable,
    /// 3: no plan can be given.
    NoPlan,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        (exit as u8).into()
    }
}
