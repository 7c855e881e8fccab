//! The next steps in words: the document that `regimen next --format json` prints.

use serde::{Deserialize, Serialize};

use crate::format::common::Dose;
use crate::format::screen::Urgency;
use crate::id::{
    DialId, EquipmentId, ExerciseId, FindingId, LightId, PhaseId, RedFlagId, SessionId, StageId,
};
use crate::report::{Provenance, RebuildEntry};

/// What came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NextOutcome {
    /// A next step for each exercise.
    Next,
    /// A referral: no next step for any.
    Refer,
}

/// What to do with an exercise next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// Make one thing harder.
    Progress,
    /// Do the same.
    Hold,
    /// Make one thing easier.
    Ease,
    /// Take back what was made harder last.
    Undo,
    /// Do another one instead.
    Substitute,
    /// It was right to end it for that day.
    EndExercise,
    /// Go back one stage.
    StageDown,
    /// Leave it out and be seen.
    SeeClinician,
}

/// The next steps after some check-ins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NextDocument {
    /// What came out.
    pub outcome: NextOutcome,
    /// What it comes down to, in words.
    pub title: String,
    /// Reasons to be seen first, the worst urgency first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refer: Vec<NextRefer>,
    /// The week of the last check-in.
    pub week: u16,
    /// The phase that it is in.
    pub phase: PhaseId,
    /// Every exercise of that phase, in the plan's order; none with a referral.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exercises: Vec<NextEntry>,
    /// Where the plan came from.
    pub plan: Provenance,
}

/// One reason to be seen first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NextRefer {
    /// The red flag.
    pub red_flag: RedFlagId,
    /// The day of the check-in, as it was written.
    pub day: String,
    /// How soon.
    pub urgency: Urgency,
    /// What to do.
    pub action: String,
    /// The record that says so.
    pub from: String,
}

/// One exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NextEntry {
    /// The exercise.
    pub exercise: ExerciseId,
    /// The session that it was last logged in; else the first that holds it.
    pub session: SessionId,
    /// What to do next.
    pub decision: Decision,
    /// The same in words.
    pub title: String,
    /// The rule that fired.
    pub rule: RuleEntry,
    /// Why, in words.
    pub why: String,
    /// What to do, in words.
    #[serde(rename = "do")]
    pub steps: Vec<String>,
    /// The dial to turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dial: Option<DialId>,
    /// How much, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dose: Option<Dose>,
    /// What comes instead.
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "use")]
    pub instead: Option<UseEntry>,
    /// The next rung, with what a clinician confirms before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub climb: Option<RebuildEntry>,
    /// Which stage goes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage_down: Option<StageDownEntry>,
}

/// The rule that fired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleEntry {
    /// What kind of rule: `light`, `unanswered`, `no-light`, or what kept it from being made harder: `phase`, `not-easy`,
    /// `sets-first`, `top`.
    pub code: String,
    /// The light.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub light: Option<LightId>,
    /// How often it has come, as the rule counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u16>,
    /// The record that says what to do, as `pack/file#pointer`.
    pub from: String,
    /// What of the light holds, each with its cut-off's record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<BecauseEntry>,
    /// What is not answered, as the log's keys and the questions' ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// One cut-off that was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BecauseEntry {
    /// In words.
    pub text: String,
    /// Where it stands.
    pub from: String,
}

/// What comes instead of an exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UseEntry {
    /// The exercise.
    pub exercise: ExerciseId,
    /// What it is done with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub equipment: Vec<EquipmentId>,
    /// The one dial that it needs, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dial: Option<DialId>,
    /// What to do differently then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<String>,
    /// How much.
    pub dose: Dose,
    /// The record that names it.
    pub from: String,
}

/// Which stage goes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageDownEntry {
    /// The findings whose stage goes back; none for the stage of the plan.
    pub findings: Vec<FindingId>,
    /// The stage that the plan is at. A finding with a stage of its own goes back from there.
    pub at: StageId,
    /// The stage before it; nothing if it is the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<StageId>,
    /// For how many days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u16>,
}

impl NextDocument {
    /// The document as JSON, indented, with a line end.
    pub fn to_json(&self) -> String {
        // Strings, numbers and lists only: nothing here can fail to serialise.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}
