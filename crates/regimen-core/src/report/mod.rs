//! A plan in words: the document that `regimen plan --format json` prints and that handouts are made
//! from. The field names are a contract; other people's scripts rely on them.

mod build;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use build::report;
pub use words::list;

use crate::format::common::{Dose, Loading, Range};
use crate::format::programme::Day;
use crate::format::screen::Urgency;
use crate::id::{
    AxisId, DialId, EquipmentId, ExerciseId, FindingId, LadderId, PackId, PhaseId, ProgrammeId,
    SessionId, SlotId, StageId,
};
use crate::level::Level;
use crate::presentation::Side;

/// What came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeKind {
    /// A plan.
    Plan,
    /// A referral: no phases.
    Refer,
    /// Nothing fits: no phases.
    Unmet,
}

/// A plan as a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanDocument {
    /// What came out.
    pub outcome: OutcomeKind,
    /// The language of its words, where it is not the packs' own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Reasons to be seen first, the worst urgency first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refer: Vec<ReferEntry>,
    /// Why no programme fits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmet: Vec<UnmetEntry>,
    /// The stage of the presentation.
    pub stage: StageId,
    /// The findings of the presentation, in the order given.
    pub findings: Vec<FindingId>,
    /// The programme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<ProgrammeId>,
    /// Why this programme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why_programme: Option<String>,
    /// What everyone who gets this programme must read first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caution: Option<String>,
    /// The clinician's words to the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// The side that hurts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// What the clinician should know.
    pub warnings: Vec<String>,
    /// What is limited, by axis.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub limits: BTreeMap<AxisId, LimitEntry>,
    /// The phases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phases: Vec<PhaseEntry>,
    /// Which session when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calendar: Vec<TrainingEntry>,
    /// What to leave out for now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub avoid: Vec<AvoidEntry>,
    /// What to rebuild next.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rebuild: Vec<RebuildEntry>,
    /// The way back to each goal.
    #[serde(default, rename = "return", skip_serializing_if = "Vec::is_empty")]
    pub back_to: Vec<BackToEntry>,
    /// Where it came from.
    pub provenance: Provenance,
}

/// One reason to be seen first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferEntry {
    /// The red flag's id, or the finding's where a finding refers.
    pub red_flag: String,
    /// How soon.
    pub urgency: Urgency,
    /// What to do.
    pub action: String,
}

/// Why a programme cannot be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnmetEntry {
    /// The programme, or the programme and session, that falls short.
    pub what: String,
    /// Why.
    pub why: String,
}

/// One axis's limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitEntry {
    /// The highest level.
    pub max: Level,
    /// The findings, or the stage, that set it.
    pub because: Vec<String>,
    /// The longest time at one go, in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bout_min: Option<u16>,
}

/// One phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhaseEntry {
    /// The phase.
    pub id: PhaseId,
    /// The first and last week.
    pub weeks: Range,
    /// What must hold before it starts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opens_when: Vec<String>,
    /// Its stage, where it is not the presentation's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageId>,
    /// What is limited, where that is not what is limited now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<BTreeMap<AxisId, LimitEntry>>,
    /// Its sessions.
    pub sessions: Vec<SessionEntry>,
}

/// One session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionEntry {
    /// The session.
    pub id: SessionId,
    /// What it is called, where it is not one of the programme's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// About how many minutes it takes.
    pub minutes: Range,
    /// What is in it.
    pub items: Vec<ItemEntry>,
    /// What is not, and why.
    pub left_out: Vec<LeftOutEntry>,
}

/// One exercise in a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemEntry {
    /// The exercise.
    pub exercise: ExerciseId,
    /// What it stands in for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<ExerciseId>,
    /// What it is done with, of what is at hand; empty for nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub equipment: Vec<EquipmentId>,
    /// How much, after adjustment.
    pub dose: Dose,
    /// The one dial turned, if any.
    pub adjust: Vec<AdjustEntry>,
    /// What to look out for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watch: Option<String>,
    /// Why.
    pub why: Vec<WhyEntry>,
}

/// A dial turned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdjustEntry {
    /// The dial.
    pub dial: DialId,
    /// What to do differently.
    pub how: String,
    /// The load before, where the dial changed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load_before: Option<Loading>,
}

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhyEntry {
    /// Its code.
    pub code: String,
    /// The same in words.
    pub text: String,
    /// The record that it came from, as `pack/file#pointer`.
    pub from: String,
}

/// A slot left empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOutEntry {
    /// The slot.
    pub slot: SlotId,
    /// Why.
    pub why: String,
}

/// One training day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainingEntry {
    /// The week, from 1.
    pub week: u16,
    /// The day.
    pub day: Day,
    /// The session.
    pub session: SessionId,
    /// Whether it is an easier week.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub easy: bool,
}

/// An exercise to leave out for now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AvoidEntry {
    /// The exercise.
    pub exercise: ExerciseId,
    /// The findings, or the stage, that speak against it.
    pub because: Vec<String>,
    /// Why, in words.
    pub why: String,
    /// What to do instead, best first.
    #[serde(rename = "use")]
    pub instead: Vec<ExerciseId>,
}

/// The next rung of a ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RebuildEntry {
    /// The ladder.
    pub ladder: LadderId,
    /// The rung in the plan.
    pub at: ExerciseId,
    /// The next rung; several are equally hard.
    pub next: Vec<ExerciseId>,
    /// When to climb.
    pub when: Vec<String>,
}

/// The way back to a goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackToEntry {
    /// The goal.
    pub goal: ExerciseId,
    /// The ladder that leads there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ladder: Option<LadderId>,
    /// The stage that must be reached before the first step, where none fits now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_stage: Option<StageId>,
    /// The steps, from the current rung: an exercise's id, or a rung's where the rung is a form of one.
    pub steps: Vec<String>,
}

/// Where a plan came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// The version of regimen.
    pub regimen: String,
    /// The packs.
    pub packs: Vec<PackEntry>,
    /// The digest of the presentation, the patient left out.
    pub presentation_digest: String,
}

/// One pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackEntry {
    /// Its name.
    pub name: PackId,
    /// Its version.
    pub version: String,
    /// The digest of its files.
    pub digest: String,
}

impl PlanDocument {
    /// The document as JSON, indented, with a line end.
    pub fn to_json(&self) -> String {
        // Strings, numbers and string-keyed maps only: nothing here can fail to serialise.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}
