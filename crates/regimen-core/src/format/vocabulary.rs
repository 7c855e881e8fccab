//! The vocabularies: `axes.toml`, `equipment.toml`, `patterns.toml`, `stages.toml`, `dials.toml`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Basis, Text};
use crate::id::{
    self, AxisId, DialId, EquipmentId, IrritabilityId, PartId, PatternId, PositionId, ReferenceId,
    RoleId, StageId, TraitId,
};
use crate::level::Level;

/// # Axes
///
/// What an exercise can ask of the body, and a finding can limit.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Axes {
    /// One axis each, in the order in which they are printed.
    #[schemars(length(min = 1))]
    pub axis: Vec<Axis>,
}

/// One thing that an exercise can ask.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Axis {
    /// The axis's id.
    pub id: AxisId,
    /// What a patient would call it, in small letters: it stands inside sentences.
    pub name: Text,
    /// What it covers, and what the highest level means, for whoever writes demands.
    pub meaning: Text,
}

/// # Equipment
///
/// What a room can hold. The floor, a wall and a mat need no entry.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EquipmentFile {
    /// One piece each.
    #[schemars(length(min = 1))]
    pub equipment: Vec<Equipment>,
}

/// One piece of equipment.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Equipment {
    /// The piece's id.
    pub id: EquipmentId,
    /// What a patient would call it, in small letters.
    pub name: Text,
    /// Whether the thing itself makes an exercise harder.
    pub load: Load,
    /// As what it stands in figures, as in `["bench"]`: an exercise whose figure shows that must list the piece, and one
    /// that lists it must show that. Left out, figures may show it or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = id::PATTERN)))]
    pub drawn_as: Vec<String>,
}

/// How a piece of equipment makes an exercise harder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Load {
    /// It does not: it supports or positions.
    None,
    /// By an elastic band.
    Band,
    /// By weight.
    Weight,
}

/// # Patterns
///
/// How exercises are sorted: parts of the body, movement patterns, roles, positions and traits.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Patterns {
    /// Parts of the body that a session keeps: a session that trains a part as written must still train it after adapting.
    #[serde(default)]
    pub part: Vec<Part>,
    /// Movement patterns. The nearest replacement of an exercise comes from its own pattern.
    #[schemars(length(min = 1))]
    pub pattern: Vec<Pattern>,
    /// Roles of an exercise in a session.
    #[schemars(length(min = 1))]
    pub role: Vec<Role>,
    /// Body positions.
    #[schemars(length(min = 1))]
    pub position: Vec<Position>,
    /// Traits that a finding may prefer.
    #[serde(default, rename = "trait")]
    pub traits: Vec<Trait>,
}

/// A part of the body that a session keeps.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The part's id.
    pub id: PartId,
    /// What a patient would call it, in small letters.
    pub name: Text,
}

/// A movement pattern.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// The pattern's id.
    pub id: PatternId,
    /// What it is called, in small letters.
    pub name: Text,
    /// The part of the body that it trains, if it is one that a session must keep.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<PartId>,
}

/// An exercise's role in a session.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// The role's id.
    pub id: RoleId,
    /// What it is called, in small letters.
    pub name: Text,
}

/// A body position.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// The position's id.
    pub id: PositionId,
    /// What a patient would call it, in small letters.
    pub name: Text,
}

/// A trait of an exercise that a finding may prefer.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Trait {
    /// The trait's id.
    pub id: TraitId,
    /// What it is called, in small letters.
    pub name: Text,
    /// Its opposite: when two findings prefer opposites, neither counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opposite: Option<TraitId>,
}

/// # Stages
///
/// The stages of recovery, in order, earliest first.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stages {
    /// One stage each.
    #[schemars(length(min = 1))]
    pub stage: Vec<Stage>,
    /// How easily the pain is stirred up, and what that changes. A finding that names none changes nothing.
    #[serde(default)]
    pub irritability: Vec<Irritability>,
}

/// How easily the pain is stirred up, and what that changes for a finding.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Irritability {
    /// Its id.
    pub id: IrritabilityId,
    /// What it is called.
    pub name: Text,
    /// How to know it, for the clinician.
    pub meaning: Text,
    /// How it moves the finding's limits: -1 is one level lower, 1 is one level higher. A limit that nothing may loosen never moves up.
    #[serde(default)]
    #[schemars(range(min = -3, max = 3))]
    pub shift: i8,
    /// A lowered limit does not go below this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_below: Option<Level>,
    /// A raised limit does not go above this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_above: Option<Level>,
    /// Stages in which it changes nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_in: Vec<StageId>,
    /// One set in so many is taken off what asks anything on the finding's axes, as in 3: a third fewer. At least one set stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 2, max = 10))]
    pub one_set_less_in: Option<u16>,
    /// What it rests on.
    pub basis: Basis,
    /// Where it comes from: ids in `references.toml`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<ReferenceId>,
}

/// One stage of recovery.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// The stage's id.
    pub id: StageId,
    /// What it is called.
    pub name: Text,
    /// What it is for.
    pub meaning: Text,
    /// The highest level allowed on an axis in this stage, whoever it is, as in `{ impact = "low" }`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub caps: BTreeMap<AxisId, Level>,
    /// What a session may cost on each limited axis: low is free, moderate costs 1, high 2. Left out, any cost goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 20))]
    pub budget: Option<u16>,
    /// Where it comes from: ids in `references.toml`.
    #[serde(default)]
    pub sources: Vec<ReferenceId>,
}

/// # Dials
///
/// Ways to turn an exercise down, in the order to try them.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dials {
    /// One dial each.
    #[schemars(length(min = 1))]
    pub dial: Vec<Dial>,
}

/// One way to turn an exercise down.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dial {
    /// The dial's id.
    pub id: DialId,
    /// What a patient would call it, in small letters.
    pub name: Text,
    /// What it means.
    pub meaning: Text,
    /// What to do, in the patient's words, for exercises that say nothing of their own. Left out, only exercises that have
    /// this dial themselves can be turned by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<Text>,
    /// On the dial that takes volume away: when the planned volume counts as more than the exercise's demands say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<Volume>,
    /// What an exercise must have for `how` to make sense. Left out, it suits any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<DialNeed>,
}

/// What an exercise must have for a dial's own words to make sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum DialNeed {
    /// A load.
    Load,
    /// Repetitions.
    Reps,
    /// A rest between sets.
    Rest,
    /// More than one set.
    Sets,
}

/// When the planned volume counts as more than the exercise's demands say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Volume {
    /// From this percent of the exercise's own amount on, each axis that it asks anything of counts one level higher. The dial
    /// takes sets away until the amount is below that, and takes away nothing else.
    #[schemars(range(min = 101, max = 1000))]
    pub from_percent: u16,
    /// What the number rests on.
    pub basis: Basis,
    /// Where it comes from: ids in `references.toml`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<ReferenceId>,
}
