//! `plain-words.toml`: how plain the packs' texts have to be.

use std::collections::BTreeMap;

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
    /// The words in which texts say how much: by them, texts are held against the doses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amounts: Option<Amounts>,
}

/// The words in which texts say how much. Each is written as jargon is: a star at the end stands for any ending. A list that is
/// left out makes its check say nothing.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Amounts {
    /// Numbers in words, as in `{ two = 2, three = 3 }`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub numbers: BTreeMap<String, u16>,
    /// What stands between the two numbers of a range, as in `8 to 10 reps`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = WORDS)))]
    pub to: Vec<String>,
    /// What stands between the sets and how much there is in each, as in `3 sets of 10`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = WORDS)))]
    pub of: Vec<String>,
    /// Sets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = WORDS)))]
    pub sets: Vec<String>,
    /// Repetitions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = WORDS)))]
    pub reps: Vec<String>,
    /// Seconds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = WORDS)))]
    pub seconds: Vec<String>,
    /// Minutes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = WORDS)))]
    pub minutes: Vec<String>,
    /// Metres.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = WORDS)))]
    pub metres: Vec<String>,
    /// What says that a time after it is how long to hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = WORDS)))]
    pub hold: Vec<String>,
    /// What says that a time right after it is the rest between sets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = WORDS)))]
    pub rest: Vec<String>,
    /// What says that metres right after it are the distance of a set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = WORDS)))]
    pub travel: Vec<String>,
    /// What says that a sentence speaks of a change, such as `add 2 reps`, and not of the dose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = WORDS)))]
    pub change: Vec<String>,
    /// What is said only where each side has its own turn.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = WORDS)))]
    pub change_sides: Vec<String>,
    /// What else may say that each side has its own turn. Where a dose is for each side, the exercise uses one of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = WORDS)))]
    pub sides: Vec<String>,
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
