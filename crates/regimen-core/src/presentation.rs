//! A presentation: what a clinician found, and what there is to train with.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::format::common::{self, Dose, Loading, Range, Text};
use crate::format::programme::Day;
use crate::id::{
    AxisId, EquipmentId, ExerciseId, FindingId, IrritabilityId, ProgrammeId, RedFlagId, StageId,
};
use crate::level::Level;

/// # Presentation
///
/// What a clinician found, and what there is to train with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Presentation {
    /// The red flags answered yes. `[]` says that all were asked and none was yes. Never leave it out.
    pub red_flags: Vec<RedFlagId>,
    /// What brings on the pain, and the conditions: an id, or a table with what differs for it. `[]` says none.
    pub findings: Vec<Ticked>,
    /// The stage: `calm`, `build` or `return`, as the packs define them.
    pub stage: StageId,
    /// The programme. Left out, the first that fits is taken, and the plan says why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<ProgrammeId>,
    /// The programme's week to enter at, from 1. Left out, the programme's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 104))]
    pub week: Option<u16>,
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
    /// The longest that a session may take, in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 300))]
    pub session_minutes: Option<u16>,
    /// Exercises or activities to return to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<ExerciseId>,
    /// What the person trains now, each with its dose, to be adapted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub current_training: Vec<Trained>,
    /// Exercises that are never given, whatever the reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<ExerciseId>,
    /// Exercises that are given if the limits allow it. If not, the plan says why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pin: Vec<ExerciseId>,
    /// A clinician's own limit on an axis, in place of what the findings say. It never loosens a limit that nothing may loosen.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tolerance: BTreeMap<AxisId, Level>,
    /// The clinician's words to the person. Printed on the handout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Text>,
    /// Who it is for. Printed, and kept out of plans and digests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<Patient>,
}

/// A finding that is ticked: its id, or a table with what differs for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub enum Ticked {
    /// The finding alone.
    Plain(FindingId),
    /// The finding with a stage, an irritability or a side of its own.
    Own(OwnTick),
}

impl Ticked {
    /// The finding's id.
    pub fn id(&self) -> &FindingId {
        match self {
            Ticked::Plain(id) => id,
            Ticked::Own(own) => &own.id,
        }
    }
}

/// A finding with what differs for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnTick {
    /// The finding.
    pub id: FindingId,
    /// Its stage. Left out, the presentation's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageId>,
    /// How easily its pain is stirred up: an id in `stages.toml`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub irritability: Option<IrritabilityId>,
    /// The side that hurts. It changes wording, and which side starts; nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
}

/// A side of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Side {
    /// The left side.
    Left,
    /// The right side.
    Right,
    /// Both sides.
    Both,
}

/// An exercise that the person trains now, and how much: any field of a dose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Trained {
    /// The exercise or activity.
    pub exercise: ExerciseId,
    /// Sets: one number, or `[from, to]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "common::sets")]
    pub sets: Option<Range>,
    /// Repetitions a set: one number, or `[from, to]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "common::reps")]
    pub reps: Option<Range>,
    /// Seconds to hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "common::hold")]
    pub hold_s: Option<Range>,
    /// Metres a set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "common::metres")]
    pub distance_m: Option<Range>,
    /// Minutes a set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "common::minutes")]
    pub minutes: Option<Range>,
    /// Whether the set is done once for each side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each_side: Option<bool>,
    /// Seconds of rest between sets; 0 is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 900))]
    pub rest_s: Option<u16>,
    /// How heavy, as in `{ kg = 80 }`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load: Option<Loading>,
}

impl Trained {
    /// The dose alone.
    pub fn dose(&self) -> Dose {
        Dose {
            sets: self.sets,
            reps: self.reps,
            hold_s: self.hold_s,
            distance_m: self.distance_m,
            minutes: self.minutes,
            each_side: self.each_side,
            rest_s: self.rest_s,
            load: self.load.clone(),
        }
    }
}

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

/// # Patient
///
/// Who a handout is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Patient {
    /// The name to print. Left out, a line to write on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// The language of the handout: one that the packs have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The unit in which weights are printed. Left out, kilograms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<Units>,
}

/// A unit of weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Units {
    /// Kilograms.
    Kg,
    /// Pounds.
    Lb,
}
