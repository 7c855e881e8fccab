//! `programmes/*.toml`: for whom, phases, sessions, slots, schedule.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Basis, Dose, Range, Text};
use super::deprecated::Deprecated;
use super::vocabulary::Load;
use crate::id::{
    AxisId, ExerciseId, FindingId, IrritabilityId, PhaseId, ProgrammeId, ReferenceId, SessionId,
    SlotId, StageId,
};
use crate::level::Level;

/// # Programme
///
/// Sessions over weeks, as they stand before anything is adapted.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// The programme's id: the same as the file's name.
    pub id: ProgrammeId,
    /// What it is called.
    pub name: Text,
    /// Kept only for who still names it: since when, what takes its place, and why. Nothing else offers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecated<ProgrammeId>>,
    /// What it is, in one or two sentences, in the patient's words.
    pub summary: Text,
    /// Whom it is for, for the clinician.
    #[schemars(length(min = 1))]
    pub for_whom: Vec<Text>,
    /// Whom it is not for, for the clinician.
    #[serde(default)]
    pub not_for: Vec<Text>,
    /// Which programme is tried first when the presentation names none: the lowest rank.
    pub rank: u16,
    /// On a programme that adapts what the person trains now: how it does, and its rank when the presentation gives
    /// `current_training`. Its own sessions stand in where nothing is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_training: Option<OwnTraining>,
    /// What everyone who gets this programme must read first, in the patient's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caution: Option<Text>,
    /// Nothing outside the sessions of a phase may come into it: no substitute, no pinned exercise.
    #[serde(default)]
    pub closed: bool,
    /// The week to enter at, unless the presentation says. Left out, the first week; or, where phases name stages, the first
    /// phase of the presentation's stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 104))]
    pub entry_week: Option<u16>,
    /// It is not given when a finding has one of these irritabilities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub never_irritable: Vec<IrritabilityId>,
    /// Findings of which one must be ticked for it to be offered. Left out, it needs none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only_with: Vec<FindingId>,
    /// Findings with which it is never given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub never_with: Vec<FindingId>,
    /// What it rests on.
    pub basis: Basis,
    /// Where it comes from: ids in `references.toml`.
    #[serde(default)]
    pub sources: Vec<ReferenceId>,
    /// Which days, and which session when.
    pub schedule: Schedule,
    /// The phases, in order, one after the other.
    #[schemars(length(min = 1))]
    pub phases: Vec<Phase>,
    /// The sessions.
    #[schemars(length(min = 1))]
    pub sessions: Vec<Session>,
    /// What comes after the last week, in the patient's words.
    #[serde(default)]
    pub afterwards: Vec<Text>,
}

/// A day of the week.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Day {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl Day {
    /// The days in order, Monday first.
    pub const WEEK: [Day; 7] = [
        Day::Mon,
        Day::Tue,
        Day::Wed,
        Day::Thu,
        Day::Fri,
        Day::Sat,
        Day::Sun,
    ];

    /// The word used in files and plans.
    pub fn as_str(self) -> &'static str {
        match self {
            Day::Mon => "mon",
            Day::Tue => "tue",
            Day::Wed => "wed",
            Day::Thu => "thu",
            Day::Fri => "fri",
            Day::Sat => "sat",
            Day::Sun => "sun",
        }
    }
}

/// Which days, and which session when.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// The training days, unless the presentation gives its own.
    #[schemars(length(min = 1, max = 7))]
    pub days: Vec<Day>,
    /// The sessions in turn: the order runs on from one training day to the next, and from one week to the next.
    #[schemars(length(min = 1))]
    pub order: Vec<SessionId>,
    /// Days without training between two sessions; fewer gives a warning.
    #[serde(default)]
    #[schemars(range(max = 6))]
    pub rest_days: u16,
    /// Seconds from one exercise to the next: to walk, to set up, to read the card.
    pub changeover_s: Range,
}

/// One phase: some weeks with one aim.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// The phase's id.
    pub id: PhaseId,
    /// What it is called.
    pub name: Text,
    /// The first and the last week, counted from 1, as in `[1, 4]`. Weeks go up to 104.
    #[schemars(schema_with = "weeks")]
    pub weeks: Range,
    /// What it is for, in the patient's words.
    pub aim: Text,
    /// How hard to work, and how to add, in the patient's words.
    #[schemars(length(min = 1))]
    pub how: Vec<Text>,
    /// What must hold before it starts, in the patient's words. The first phase has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opens_when: Vec<Text>,
    /// The stage of these weeks: it takes the place of the presentation's. A finding with a stage of its own keeps its distance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageId>,
    /// The limits of these weeks, in place of one finding's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<PhaseLimits>,
    /// What a session of these weeks may cost on each limited axis, in place of the stage's: low is free, moderate costs 1, high 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 20))]
    pub budget: Option<u16>,
    /// The sessions of these weeks in turn, in place of the schedule's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<SessionId>,
    /// The only kinds of load in these weeks, as in `["none", "band"]`. Left out, any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub loads: Vec<Load>,
    /// How exercises are made harder in these weeks. Left out, they are not.
    #[serde(default)]
    pub progress: Progress,
    /// An easier week now and then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deload: Option<Deload>,
}

/// The limits of a phase, in place of one finding's own.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhaseLimits {
    /// The finding whose own limits they replace. Those of other findings still hold.
    #[serde(rename = "for")]
    pub finding: FindingId,
    /// The highest level on each axis that the finding limits, all of them named.
    pub levels: BTreeMap<AxisId, Level>,
    /// What the numbers rest on.
    pub basis: Basis,
}

/// How exercises are made harder in a phase.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Progress {
    /// They are not: the movement is learnt first.
    #[default]
    Hold,
    /// One variable, a little, where it feels easy.
    SmallSteps,
    /// Repetitions from the lower to the upper end of the range, then weight, and back to the lower end.
    Double,
}

/// An easier week now and then.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deload {
    /// The weeks, counted as the programme's.
    #[schemars(length(min = 1))]
    pub weeks: Vec<u16>,
    /// How many sets fewer, each exercise. At least one stays.
    #[schemars(range(min = 1, max = 10))]
    pub fewer_sets: u16,
    /// What to do, in the patient's words.
    pub how: Text,
}

/// How a programme adapts what the person trains now.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnTraining {
    /// The rank when the presentation gives `current_training`; the lowest is tried first.
    pub rank: u16,
    /// The most exercises in a session: more are dealt out over several, in the order given.
    #[schemars(range(min = 1, max = 20))]
    pub max_items: u16,
    /// What a session is called, in the patient's words; `{letter}` is its letter.
    pub session_name: Text,
}

fn weeks(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    super::common::bounded(1, 104)
}

/// One session.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// The session's id.
    pub id: SessionId,
    /// What it is called.
    pub name: Text,
    /// The fewest exercises that still make a session.
    #[schemars(range(min = 1))]
    pub min_items: u16,
    /// The minutes that the source gives for it, if it does; the engine's own estimate must agree within five minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Range>,
    /// The longest that it may take after adapting, in minutes: `regimen prove` holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 300))]
    pub max_minutes: Option<u16>,
    /// The exercises, in order.
    #[schemars(length(min = 1))]
    pub slots: Vec<Slot>,
}

/// One place in a session.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// The slot's id within the session.
    pub id: SlotId,
    /// The exercise, unless it must be adapted.
    pub exercise: ExerciseId,
    /// How important it is: 1 is kept longest.
    #[schemars(range(min = 1, max = 9))]
    pub priority: u16,
    /// Whether it is the warm-up.
    #[serde(default)]
    pub warm_up: bool,
    /// What of the dose differs from the exercise's own. A substitute brings its own dose.
    #[serde(default)]
    pub dose: Dose,
}
