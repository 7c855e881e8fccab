//! `never.toml`: what a finding never gets, written by hand from the clinical source.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Basis, Text};
use crate::id::{ExerciseId, FindingId, NeverId, PatternId, ReferenceId, StageId};

/// # Never rules
///
/// What is never given, whatever demands and limits say: a second lock, written by hand and apart from the first.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nevers {
    /// One rule each.
    #[schemars(length(min = 1))]
    pub never: Vec<Never>,
}

/// One rule: for this finding, in these stages, never these exercises or patterns.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Never {
    /// The rule's id.
    pub id: NeverId,
    /// The finding. Left out, the rule is for everyone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<FindingId>,
    /// The stages. Left out, the rule is for every stage.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<StageId>,
    /// The exercises.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exercises: Vec<ExerciseId>,
    /// Whole movement patterns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub patterns: Vec<PatternId>,
    /// Why, in the patient's words.
    pub why: Text,
    /// What the rule rests on.
    pub basis: Basis,
    /// Where it comes from: ids in `references.toml`.
    #[serde(default)]
    pub sources: Vec<ReferenceId>,
}
