//! `findings/*.toml`: what a clinician ticks, and what it limits.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Basis, Text};
use super::deprecated::Deprecated;
use super::screen::Urgency;
use crate::id::{AxisId, FindingId, ReferenceId, StageId, TraitId};
use crate::level::Level;

/// # Finding
///
/// Something that a clinician ticks: a movement that brings on the pain, or a condition.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The finding's id: the same as the file's name.
    pub id: FindingId,
    /// What it is called, as a patient would say it.
    pub name: Text,
    /// Kept only for who still names it: since when, what takes its place, and why. Nothing else offers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecated<FindingId>>,
    /// Whether it is something that brings on the pain, or a condition.
    pub kind: FindingKind,
    /// The question to ask.
    pub ask: Text,
    /// What it means for training, for the clinician.
    pub meaning: Text,
    /// Limits that nothing may loosen.
    #[serde(default)]
    pub must: bool,
    /// Whether training needs a clinician's recorded clearance first.
    #[serde(default)]
    pub needs_clearance: bool,
    /// Ids that count as that clearance when they stand in `cleared`: this finding's own, or a red flag's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cleared_by: Vec<String>,
    /// What the referral says when the clearance is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refer: Option<Referral>,
    /// Traits that it prefers. They only break ties, and opposites cancel.
    #[serde(default)]
    pub prefers: Vec<TraitId>,
    /// What to do in the day outside training, in the patient's words.
    #[serde(default)]
    pub advice: Vec<Text>,
    /// Where it comes from: ids in `references.toml`.
    #[serde(default)]
    pub sources: Vec<ReferenceId>,
    /// Why it limits nothing, where that is so, for the clinician: no limit is missing because somebody forgot it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_limits_because: Option<Text>,
    /// What it limits, an axis each. Left out, `no_limits_because` says why.
    #[serde(default)]
    pub limits: Vec<Limit>,
    /// The most of an exercise, stage by stage, for exercises that ask anything on an axis that this finding limits, as in
    /// `{ calm = { sets = 2 } }`. A stage that is not named has no cap.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub caps: BTreeMap<StageId, Caps>,
}

/// The most of an exercise. Leave out what is not capped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Caps {
    /// Sets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 20))]
    pub sets: Option<u16>,
    /// Repetitions a set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 200))]
    pub reps: Option<u16>,
    /// Seconds to hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 600))]
    pub hold_s: Option<u16>,
    /// Metres a set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 50000))]
    pub distance_m: Option<u16>,
    /// Minutes a set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 300))]
    pub minutes: Option<u16>,
}

/// Whether a finding is something that brings on the pain, or a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum FindingKind {
    /// A movement, load or posture that brings on the pain.
    Provocation,
    /// A kind of back pain.
    Condition,
}

/// What a referral says.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Referral {
    /// How soon.
    pub urgency: Urgency,
    /// What to do, in the patient's words.
    pub action: Text,
}

/// The highest level of one axis, stage by stage.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The axis.
    pub axis: AxisId,
    /// The highest level in each stage, as in `{ calm = "low", build = "moderate", return = "high" }`. `high` is no limit.
    #[schemars(length(min = 1))]
    pub levels: BTreeMap<StageId, Level>,
    /// The longest time at one go, in minutes from 1, stage by stage, for axes that build up with time, such as sitting.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub bout_min: BTreeMap<StageId, u16>,
    /// Why, in the patient's words.
    pub why: Text,
    /// What the numbers rest on.
    pub basis: Basis,
}
