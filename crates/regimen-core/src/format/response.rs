//! `response.toml`: how training is judged, and what to do next.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Basis, Range, Text};
use crate::id::{LightId, ReferenceId};

/// # Response to training
///
/// How a session is judged, and what to do next. The numbers are a clinic's to change.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// The scale of pain, as it is printed, as in `0 to 10`.
    pub scale: Text,
    /// What the numbers rest on.
    pub basis: Basis,
    /// Where they come from, for the clinician.
    pub cut_offs_note: Text,
    /// Where they come from: ids in `references.toml`.
    #[serde(default)]
    pub sources: Vec<ReferenceId>,
    /// What is normal and no cause for worry.
    #[schemars(length(min = 1))]
    pub normal: Vec<Text>,
    /// When to make it a little harder.
    #[schemars(length(min = 1))]
    pub progress_when: Vec<Text>,
    /// When to ease off.
    #[schemars(length(min = 1))]
    pub back_off_when: Vec<Text>,
    /// When to stop an exercise.
    #[schemars(length(min = 1))]
    pub stop_when: Vec<Text>,
    /// What to do when in doubt.
    pub when_unsure: Text,
    /// The lights, mildest first. The worst that applies counts.
    #[schemars(length(min = 1))]
    pub light: Vec<Light>,
}

/// A colour for a light. Never the only sign: the title says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Colour {
    /// Go on.
    Green,
    /// Take care.
    Amber,
    /// Stop or step back.
    Red,
}

/// One light: how it felt, and what to do next.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Light {
    /// The light's id.
    pub id: LightId,
    /// What it is called, in the patient's words.
    pub title: Text,
    /// Its colour.
    pub colour: Colour,
    /// The worst pain, on the scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain: Option<Range>,
    /// How much more than before the session, on the scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rise: Option<Range>,
    /// Back to the usual within this many hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settles_h: Option<u16>,
    /// Still there after this many hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lingers_h: Option<u16>,
    /// How to know it, in the patient's words. The numbers above are added when it is printed.
    #[serde(default)]
    pub signs: Vec<Text>,
    /// What to do, in the patient's words.
    #[schemars(length(min = 1))]
    pub next: Vec<Text>,
    /// What it rests on, where that differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Where it comes from: ids in `references.toml`.
    #[serde(default)]
    pub sources: Vec<ReferenceId>,
}
