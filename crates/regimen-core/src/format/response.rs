//! `response.toml`: how training is judged, and what to do next.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use super::common::{self, Basis, Range, Text};
use crate::id::{LightId, QuestionId, ReferenceId, RoleId};
use crate::log::Felt;

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
    /// How far above the score before training still counts as back to it, on the scale.
    #[serde(default)]
    #[schemars(range(max = 10))]
    pub settled_rise: u16,
    /// What is answered yes or no at each check-in, besides the scores.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub question: Vec<Question>,
    /// When going well is going well enough to make something harder. Left out, `regimen next` never says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<WellEnough>,
    /// What a dose lies within, by the exercise's role, as in `{ strength = { sets = [1, 6], … } }`. A role that is not named has
    /// no bounds.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub bounds: BTreeMap<RoleId, Bounds>,
}

/// The least and the most of a dose. It is held against what packs write, and finds what was typed wrong: an amount outside it is a
/// mistake, and one within it is not therefore right. Leave out what is not bounded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// Sets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "common::sets")]
    pub sets: Option<Range>,
    /// Repetitions a set.
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
    /// Seconds of rest between sets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "rest")]
    pub rest_s: Option<Range>,
    /// Why these, for whoever edits the pack.
    pub why: Text,
    /// What the numbers rest on.
    pub basis: Basis,
    /// Where they come from: ids in `references.toml`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<ReferenceId>,
}

fn rest(_: &mut SchemaGenerator) -> Schema {
    common::bounded(0, 900)
}

/// A question that is answered yes or no at a check-in.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question's id, as logs give it.
    pub id: QuestionId,
    /// Whether it is asked of each exercise, or once of the day.
    pub about: About,
    /// The question, in the patient's words.
    pub ask: Text,
    /// What a yes says, as a reason, in the patient's words.
    pub yes: Text,
}

/// What a question is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum About {
    /// Of each exercise.
    Exercise,
    /// Of the day, once.
    Day,
}

/// When going well is going well enough to make something harder. All of it must hold, each time that counts.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WellEnough {
    /// The highest that the worst pain may be, on the scale.
    #[schemars(range(max = 10))]
    pub worst_max: u16,
    /// The most that it may be above the score before training, on the scale.
    #[schemars(range(max = 10))]
    pub rise_max: u16,
    /// How it may have felt.
    #[schemars(length(min = 1))]
    pub felt: Vec<Felt>,
    /// The answers that are needed, as in `{ form-solid = true }`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<QuestionId, bool>,
    /// How much is added to a set at a time.
    pub step: StepUp,
    /// What it rests on.
    pub basis: Basis,
    /// Where it comes from: ids in `references.toml`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<ReferenceId>,
}

/// How much is added to a set at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepUp {
    /// Repetitions.
    #[schemars(range(min = 1, max = 20))]
    pub reps: u16,
    /// Seconds to hold.
    #[schemars(range(min = 1, max = 60))]
    pub hold_s: u16,
    /// Metres.
    #[schemars(range(min = 1, max = 1000))]
    pub distance_m: u16,
    /// Minutes.
    #[schemars(range(min = 1, max = 30))]
    pub minutes: u16,
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
    /// Worse than before the session at a score taken this many hours after it, as in `[24, 48]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worse_h: Option<Range>,
    /// Answers that speak for it, as in `{ spread = true }`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<QuestionId, bool>,
    /// What went well before has gone badly since, with nothing made harder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hurts_again: Option<HurtsAgain>,
    /// Whether all of these must hold, or any one. What settles must settle either way. Left out, any one.
    #[serde(default)]
    pub when: When,
    /// How to know it, in the patient's words. The numbers above are added when it is printed.
    #[serde(default)]
    pub signs: Vec<Text>,
    /// What to do, in the patient's words.
    #[schemars(length(min = 1))]
    pub next: Vec<Text>,
    /// What `regimen next` does: of the lines whose times are reached, the one with the most. Left out, it holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub then: Vec<Then>,
    /// What it rests on, where that differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Where it comes from: ids in `references.toml`.
    #[serde(default)]
    pub sources: Vec<ReferenceId>,
}

/// What went well before has gone badly since, with nothing made harder.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HurtsAgain {
    /// The mildest light that counts as going badly.
    pub light: LightId,
    /// How often.
    #[schemars(range(min = 1, max = 20))]
    pub times: u16,
}

/// Whether all that a light gives must hold, or any one of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum When {
    /// Any one of it.
    #[default]
    Any,
    /// All of it.
    All,
}

/// What to do at a light, once it has come so many times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Then {
    /// From how many times on. Left out, from the first.
    #[serde(default = "once")]
    #[schemars(range(min = 1, max = 20))]
    pub times: u16,
    /// Which times are counted.
    #[serde(default)]
    pub counting: Counting,
    /// What to do.
    pub action: Action,
    /// For how many days it stands, whatever the next check-ins say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 365))]
    pub days: Option<u16>,
}

fn once() -> u16 {
    1
}

/// Which times are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Counting {
    /// Those in a row since the exercise was last changed.
    #[default]
    SinceChange,
    /// Those in a row, changed or not.
    InARow,
    /// All in the log.
    All,
}

/// What to do with an exercise. Of several that apply the last in this order is done.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Action {
    /// Make one thing harder, as the phase says, if it goes well enough.
    Progress,
    /// Do the same.
    Hold,
    /// Make one thing easier.
    Ease,
    /// Take back what was made harder last; if nothing was, make one thing easier.
    UndoOrEase,
    /// Go down a rung, or swap it.
    Substitute,
    /// End it for that day.
    EndExercise,
    /// Go back one stage.
    StageDown,
    /// Leave it out and be seen.
    SeeClinician,
}
