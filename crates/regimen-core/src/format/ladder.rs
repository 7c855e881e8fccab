//! `ladders/*.toml`: exercises from easier to harder, and when to climb.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Basis, Dose, Text};
use crate::id::{AxisId, ExerciseId, LadderId, ReferenceId, RungId};
use crate::level::Level;

/// # Ladder
///
/// Exercises from easier to harder, with what must hold before climbing.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ladder {
    /// The ladder's id: the same as the file's name.
    pub id: LadderId,
    /// What it is called, as a patient would say it.
    pub name: Text,
    /// The axis that it trains: no rung asks less of it than the rung below.
    pub trains: AxisId,
    /// What it rests on.
    pub basis: Basis,
    /// Where it comes from: ids in `references.toml`.
    #[serde(default)]
    pub sources: Vec<ReferenceId>,
    /// What must hold before the first rung, in the patient's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enter_when: Vec<Text>,
    /// What to do when a rung goes badly, in the patient's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on_the_way: Vec<Text>,
    /// The rungs, easiest first.
    #[schemars(length(min = 2))]
    pub rungs: Vec<Rung>,
}

/// One rung.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// The exercise, or several that are equally hard.
    #[schemars(length(min = 1))]
    pub any_of: Vec<ExerciseId>,
    /// What makes this rung a form of its one exercise, where it is not the exercise as its card has it: how far, how long, how fast.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
    /// What must hold before climbing to the next rung, in the patient's words. The top rung has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub climb_when: Vec<Text>,
}

/// A form of an exercise that is a rung of its own.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The rung's id, unlike any other of the ladder.
    pub id: RungId,
    /// What it is called, as a patient would say it.
    pub name: Text,
    /// What to do, in the patient's words.
    pub how: Text,
    /// What of the dose differs from the exercise's own.
    #[serde(default)]
    pub dose: Dose,
    /// The levels that differ from the exercise's own, for this form.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub demands: BTreeMap<AxisId, Level>,
}
