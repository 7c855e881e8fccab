//! `gaps.toml`: what the packs leave open, and why that is right.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::Text;

/// # Gaps
///
/// What the packs leave open on purpose. `regimen prove` fails on a gap that is not listed here, and on one that is listed
/// and does not exist.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gaps {
    /// One gap each.
    #[schemars(length(min = 1))]
    pub gap: Vec<Gap>,
}

/// One gap, with the reason why it is left open.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// What kind of gap.
    pub kind: GapKind,
    /// Where it is, as `regimen prove` names it.
    #[schemars(length(min = 1))]
    pub of: Vec<Text>,
    /// Why that is right.
    pub why: Text,
}

/// A kind of gap.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum GapKind {
    /// A session that falls below what it must keep, for some presentations: `programme/session`.
    ShortSession,
    /// A slot that stays empty, for some presentations: `programme/session/slot`; or an exercise of the person's own training
    /// for which nothing comes instead: `programme/own/exercise`.
    EmptySlot,
    /// An exercise that no presentation gets: its id.
    UnusedExercise,
    /// A substitute that never wins: `from > to`.
    UnusedSubstitute,
    /// A rung that no presentation can reach: `ladder/rung`.
    UnreachableRung,
}

impl GapKind {
    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            GapKind::ShortSession => "short-session",
            GapKind::EmptySlot => "empty-slot",
            GapKind::UnusedExercise => "unused-exercise",
            GapKind::UnusedSubstitute => "unused-substitute",
            GapKind::UnreachableRung => "unreachable-rung",
        }
    }
}
