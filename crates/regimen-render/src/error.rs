//! What can go wrong when a handout is written. What a user typed is never a reason: see `text`.

use std::fmt;

/// A handout that could not be written: a template is wrong, or the PDF writer refused.
#[derive(Debug)]
pub struct RenderError {
    /// The template, as printed.
    pub template: String,
    /// The line in it, from 1, if known.
    pub line: Option<usize>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the template {}", self.template)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, " cannot be filled: {}", self.message)?;
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for RenderError {}

/// A finished handout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The file.
    pub bytes: Vec<u8>,
    /// What the clinician should know, such as characters that no embedded font has.
    pub warnings: Vec<String>,
}
