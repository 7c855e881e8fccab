//! `exercises/*.toml`: one exercise a file.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Basis, Dose, Text};
use super::deprecated::Deprecated;
use crate::id::{
    AxisId, DialId, EquipmentId, ExerciseId, PatternId, PositionId, ReferenceId, RoleId, StageId,
    TraitId, TurnId,
};
use crate::level::Level;

/// # Exercise
///
/// One exercise or activity: how to do it, how much, what it asks, and how to turn it down.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    /// The exercise's id: the same as the file's name.
    pub id: ExerciseId,
    /// What it is called.
    pub name: Text,
    /// Kept only for who still names it: since when, what takes its place, and why. Nothing else offers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecated<ExerciseId>>,
    /// What it does for the person, in one sentence.
    pub purpose: Text,
    /// The movement pattern. The nearest replacement comes from the same one.
    pub pattern: PatternId,
    /// The role in a session.
    pub role: RoleId,
    /// The body position.
    pub position: PositionId,
    /// Traits that a finding may prefer.
    #[serde(default)]
    pub traits: Vec<TraitId>,
    /// Whether it can be made harder by adding weight, a band or a machine's stack.
    pub loadable: bool,
    /// It suits some people and not others: what to look out for. A session holds at most one such exercise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watch: Option<Text>,
    /// Left out for everyone before this stage, however light.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_stage: Option<StageId>,
    /// Why it is left out before that stage, in the patient's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avoid_because: Option<Text>,
    /// Easier neighbours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub easier: Vec<ExerciseId>,
    /// Harder neighbours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub harder: Vec<ExerciseId>,
    /// What the choice of this exercise rests on, where no article names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Where it comes from: ids in `references.toml`.
    #[serde(default)]
    pub sources: Vec<ReferenceId>,
    /// How to do it, in order, in the patient's words.
    #[schemars(length(min = 2))]
    pub steps: Vec<Text>,
    /// What to keep in mind while doing it.
    #[serde(default)]
    pub cues: Vec<Text>,
    /// What often goes wrong, and the mend.
    #[serde(default)]
    pub faults: Vec<Fault>,
    /// A page or film that shows it: printed as a QR code and as a link on its card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^https://[!-~]{1,300}$"))]
    pub link: Option<String>,
    /// How much, when nothing else says so.
    pub dose: Dose,
    /// How long it takes, for the time estimate.
    #[serde(default)]
    pub pace: Pace,
    /// What it asks on each axis, at the dose above and a working load. Every axis must be named.
    pub demands: BTreeMap<AxisId, Demand>,
    /// Ways to equip it; the first that the room allows is taken.
    #[schemars(length(min = 1))]
    pub ways: Vec<Way>,
    /// Its own ways to be turned down. One at a time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dials: Vec<Turn>,
    /// The picture, as joint angles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<regimen_figure::Figure>,
}

/// What often goes wrong, and the mend.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// What you would see or feel.
    pub see: Text,
    /// What to do about it.
    pub mend: Text,
}

/// How long one piece of an exercise takes, holds not counted.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// Seconds for one repetition, on one side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 120))]
    pub rep_s: Option<u16>,
    /// Seconds for one metre.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 60))]
    pub metre_s: Option<u16>,
}

/// A level, with the reason where it is moderate or high.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub enum Demand {
    /// Only the level: for none and low.
    Plain(Level),
    /// The level and the reason.
    Reasoned(ReasonedDemand),
}

/// The level and the reason.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonedDemand {
    /// The level.
    pub level: Level,
    /// What in this exercise asks that much.
    pub why: Text,
}

impl Demand {
    /// The level.
    pub fn level(&self) -> Level {
        match self {
            Demand::Plain(level) => *level,
            Demand::Reasoned(reasoned) => reasoned.level,
        }
    }

    /// The reason, if it gives one.
    pub fn why(&self) -> Option<&Text> {
        match self {
            Demand::Plain(_) => None,
            Demand::Reasoned(reasoned) => Some(&reasoned.why),
        }
    }
}

/// One way to equip an exercise.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// What it needs, all of it. `[]` needs nothing.
    pub equipment: Vec<EquipmentId>,
    /// Demands that differ when it is done this way, as in `{ compression = "low" }`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub demands: BTreeMap<AxisId, Level>,
}

/// One way to turn this exercise down.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// An id of its own within the exercise.
    pub id: TurnId,
    /// Which dial it turns: an id in `dials.toml`.
    pub dial: DialId,
    /// What to do differently, in the patient's words.
    pub how: Text,
    /// The levels after it is turned, for the axes that change.
    #[schemars(length(min = 1))]
    pub sets_demand: BTreeMap<AxisId, Level>,
    /// What of the dose changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dose: Option<Dose>,
    /// With this dial it is the same movement as another exercise: never both in one session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<ExerciseId>,
    /// The weight after it is turned, as a percentage of the weight before; 0 says that the weight is found anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 95))]
    pub load_percent: Option<u16>,
    /// What the dial itself needs: any one of these sets of equipment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Vec<EquipmentId>>,
    /// The picture after it is turned, where the exercise's own would show what is left out. Without it that of `same_as` is printed,
    /// and without that the exercise's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<regimen_figure::Figure>,
}

impl Exercise {
    /// Its pictures, each with its place in the file and the turn that it belongs to: its own, and those of its turns.
    pub fn figures(
        &self,
    ) -> impl Iterator<Item = (String, Option<&Turn>, &regimen_figure::Figure)> {
        let own = self
            .figure
            .iter()
            .map(|one| ("/figure".to_owned(), None, one));
        let turns = self.dials.iter().enumerate().filter_map(|(n, turn)| {
            let figure = turn.figure.as_ref()?;
            Some((format!("/dials/{n}/figure"), Some(turn), figure))
        });
        own.chain(turns)
    }
}
