//! The vocabularies: `axes.toml`, `equipment.toml`, `patterns.toml`, `stages.toml`, `dials.toml`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::Text;
use crate::id::{
    AxisId, DialId, EquipmentId, PartId, PatternId, PositionId, ReferenceId, RoleId, StageId,
    TraitId,
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
}
