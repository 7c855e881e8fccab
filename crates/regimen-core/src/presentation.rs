//! A presentation: what a clinician found, and what there is to train with.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::format::common::Text;
use crate::format::programme::Day;
use crate::id::{EquipmentId, ExerciseId, FindingId, ProgrammeId, RedFlagId, StageId};

/// # Presentation
///
/// What a clinician found, and what there is to train with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Presentation {
    /// The red flags answered yes. `[]` says that all were asked and none was yes. Never leave it out.
    pub red_flags: Vec<RedFlagId>,
    /// What brings on the pain, and the conditions. `[]` says none.
    pub findings: Vec<FindingId>,
    /// The stage: `calm`, `build` or `return`, as the packs define them.
    pub stage: StageId,
    /// The programme. Left out, the first that fits is taken, and the plan says why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<ProgrammeId>,
    /// Red flags and findings for which a clinician's clearance is on record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cleared: Vec<String>,
    /// The equipment at hand. Left out, bodyweight and floor only; `"any"` for all of it.
    #[serde(default, skip_serializing_if = "EquipmentAtHand::is_none")]
    pub equipment: EquipmentAtHand,
    /// The training days. Left out, the programme's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 7))]
    pub training_days: Option<Vec<Day>>,
    /// Exercises or activities to return to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<ExerciseId>,
    /// Who it is for. Printed, and kept out of plans and digests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<Patient>,
}

/// Keys of a presentation that a later version reads. Until then they are an error, never ignored.
pub const NOT_YET: [&str; 8] = [
    "week",
    "session_minutes",
    "current_training",
    "exclude",
    "pin",
    "tolerance",
    "notes",
    "units",
];

/// The equipment at hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub enum EquipmentAtHand {
    /// `"any"`: everything that the packs know.
    Any(AnyEquipment),
    /// These pieces.
    These(Vec<EquipmentId>),
}

/// The word `any`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum AnyEquipment {
    /// Everything that the packs know.
    Any,
}

impl EquipmentAtHand {
    fn is_none(&self) -> bool {
        matches!(self, EquipmentAtHand::These(list) if list.is_empty())
    }
}

impl Default for EquipmentAtHand {
    fn default() -> Self {
        EquipmentAtHand::These(Vec::new())
    }
}

/// Who the handout is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Patient {
    /// The name to print. Left out, a line to write on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// The language of the handout: one that the packs have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}
