//! `plain-words.toml`: how plain the packs' texts have to be.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::Text;
use super::text::LANGUAGE;

/// A word or a few, as jargon and known words are written: a star at the end stands for any ending.
const WORDS: &str =
    r"^[^\s*.,;:!?(){}'’-][^\s*.,;:!?(){}]*( [^\s*.,;:!?(){}'’-][^\s*.,;:!?(){}]*)*\*?$";

/// # Plain words
///
/// How plain the texts of all loaded packs have to be, language by language. Without this file `regimen check` says nothing
/// about it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlainWords {
    /// One language each.
    #[schemars(length(min = 1))]
    pub language: Vec<Language>,
}

/// What holds in one language.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// The language, as in `languages` of `pack.toml`.
    #[schemars(regex(pattern = LANGUAGE))]
    pub language: String,
    /// The limits on grade and sentences. One of the loaded packs gives them for a language; others may add words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<Limits>,
    /// Words that people ought not to meet, with what to say instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub jargon: Vec<Jargon>,
    /// Words that people have to know all the same: each counts as one short word, whatever its length.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<Known>,
}

/// The limits of one language.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// How the grade is worked out.
    pub formula: Formula,
    /// The highest grade, in years of school.
    #[schemars(range(min = 1, max = 18))]
    pub max_grade: u8,
    /// A record with fewer words in whole sentences has no grade of its own: it is put together with the other short ones
    /// of its file.
    #[schemars(range(min = 1, max = 1000))]
    pub grade_from_words: u16,
    /// The most words in one sentence.
    #[schemars(range(min = 1, max = 100))]
    pub max_sentence_words: u8,
}

/// A formula for a reading grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Formula {
    /// English: Flesch-Kincaid (Kincaid and others 1975), in years of school in the United States.
    FleschKincaid,
    /// Spanish: Crawford (1984), in years of primary school.
    Crawford,
}

/// A word that people ought not to meet.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Jargon {
    /// The word, or a few. Capitals do not count; a star at the end stands for any ending, as in `contract*`.
    #[schemars(regex(pattern = WORDS))]
    pub word: String,
    /// What to say instead.
    pub say: Text,
    /// Why, where it is not plain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
}

/// A word that people have to know.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The word, or a few, written as jargon is.
    #[schemars(regex(pattern = WORDS))]
    pub word: String,
    /// Why there is no plainer one.
    pub why: Text,
}
