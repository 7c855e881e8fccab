//! What is wrong with content, and where: collected, never thrown.
//!
//! A [`Place`] is a file and a spot in it; it becomes a line and a column only when it is printed, by
//! [`crate::source::Sources::locate`].

mod address;
pub mod codes;
pub mod document;
mod github;
mod human;
mod json;
mod junit;
pub mod mend;
mod sarif;
mod stats;
#[cfg(test)]
mod tests;
mod visible;

pub use address::{Base, straight};
pub use codes::Code;
pub use github::github;
pub use human::{MOST_SHOWN, human, summary};
pub use json::json;
pub use junit::junit;
pub use mend::{Mend, Mended, Patch, mend};
pub use sarif::sarif;
pub use stats::stats;
pub use visible::visible;

use std::borrow::Cow;

use crate::source::{FileId, Locator};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Content that cannot be used.
    Error,
    /// Content that can be used, but ought to be looked at.
    Warning,
}

impl Severity {
    /// The word that is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// Where in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// The file as a whole.
    File,
    /// These bytes of it.
    Bytes(std::ops::Range<usize>),
    /// The value at this JSON pointer.
    Value(String),
    /// The key at this JSON pointer.
    Key(String),
}

/// A file and a spot in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The spot.
    pub spot: Spot,
}

impl Place {
    /// The file as a whole.
    pub fn file(file: FileId) -> Place {
        Place {
            file,
            spot: Spot::File,
        }
    }

    /// The value at a JSON pointer.
    pub fn value(file: FileId, pointer: impl Into<String>) -> Place {
        Place {
            file,
            spot: Spot::Value(pointer.into()),
        }
    }

    /// The key at a JSON pointer.
    pub fn key(file: FileId, pointer: impl Into<String>) -> Place {
        Place {
            file,
            spot: Spot::Key(pointer.into()),
        }
    }
}

/// One problem.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Its code.
    pub code: &'static Code,
    /// What is wrong, in one sentence without advice.
    pub message: String,
    /// Where.
    pub place: Place,
    /// A few words at the place itself.
    pub label: Cow<'static, str>,
    /// The other end of a conflict, with a few words each.
    pub also: Vec<(Place, String)>,
    /// How to mend it.
    pub help: Option<String>,
    /// The mend, if there is one that is certain.
    pub mend: Option<Box<Mend>>,
}

impl Diagnostic {
    /// A problem that is as bad as its code.
    pub fn new(code: &'static Code, place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: code.severity,
            code,
            message: message.into(),
            place,
            label: Cow::Borrowed(""),
            also: Vec::new(),
            help: None,
            mend: None,
        }
    }

    /// A warning, where its code is an error elsewhere.
    #[must_use]
    pub fn as_warning(mut self) -> Diagnostic {
        self.severity = Severity::Warning;
        self
    }

    /// How to mend it: its own advice, and else its code's.
    pub fn advice(&self) -> &str {
        self.help.as_deref().unwrap_or(self.code.help)
    }

    /// What its mend does to the text of its file, if there is one that is certain.
    pub fn patch(&self, locator: &Locator<'_>) -> Option<Patch> {
        self.mend.as_ref()?.patch(locator)
    }

    /// With a few words at the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<Cow<'static, str>>) -> Diagnostic {
        self.label = label.into();
        self
    }

    /// With advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// With advice, if there is any.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Diagnostic {
        self.help = help.or(self.help);
        self
    }

    /// With a mend, if there is one that is certain.
    #[must_use]
    pub fn mend(mut self, mend: Option<Mend>) -> Diagnostic {
        self.mend = mend.map(Box::new);
        self
    }

    /// With the other end of the conflict.
    #[must_use]
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Diagnostic {
        self.also.push((place, label.into()));
        self
    }
}

/// Whether any of them is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|one| one.severity == Severity::Error)
}
