//! `substitutions.toml`: what comes instead of what.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Basis, Text};
use crate::id::{AxisId, ExerciseId, PatternId, ReferenceId, StageId};

/// # Substitutions
///
/// What comes instead when an exercise does not fit, in the order to try.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Substitutions {
    /// One record each.
    #[schemars(length(min = 1))]
    pub substitution: Vec<Substitution>,
}

/// One exercise's substitutes, for one kind of reason.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Substitution {
    /// The exercise that does not fit. Give this or `from_pattern`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<ExerciseId>,
    /// A whole movement pattern that does not fit. Give this or `from`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_pattern: Option<PatternId>,
    /// What comes instead, the first choice first.
    #[schemars(length(min = 1))]
    pub to: Vec<ExerciseId>,
    /// The axes that this record answers: it goes before other records when one of them is what did not fit.
    #[serde(default)]
    pub because: Vec<AxisId>,
    /// When to use it, for the clinician.
    pub when: Text,
    /// Why this instead, in the patient's words.
    pub why: Text,
    /// The last stage in which it is offered. Left out, it is offered in every stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<StageId>,
    /// What it rests on.
    pub basis: Basis,
    /// Where it comes from: ids in `references.toml`.
    #[serde(default)]
    pub sources: Vec<ReferenceId>,
}
