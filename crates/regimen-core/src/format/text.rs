//! `text/LANG/…`: one file's texts in another language.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::Text;

/// What a language is written as: two or three small letters, and a country where it matters.
pub(super) const LANGUAGE: &str = r"^[a-z]{2,3}(-[A-Z]{2})?$";

/// # Texts in another language
///
/// The texts of one file of the pack in another language. The file has the path of the one that it translates, under
/// `text/` and the language, as in `text/es/exercises/dead-bug.toml`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// The texts.
    #[schemars(length(min = 1))]
    pub text: Vec<Translation>,
}

/// One text in another language.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// The text in the pack's first language, exactly as it stands in the file.
    pub from: Text,
    /// The same in this language, with the same blanks in braces.
    pub to: Text,
}
