//! `ladders/*.toml`: exercises from easier to harder, and when to climb.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Basis, Text};
use crate::id::{AxisId, ExerciseId, LadderId, ReferenceId};

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
    /// What must hold before climbing to the next rung, in the patient's words. The top rung has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub climb_when: Vec<Text>,
}
