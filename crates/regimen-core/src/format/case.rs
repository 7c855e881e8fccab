//! `cases/*.toml`: a pack's own tests.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Dose, Range, Text};
use crate::id::{
    AxisId, DialId, EquipmentId, ExerciseId, FindingId, IrritabilityId, NeverId, PhaseId,
    ProgrammeId, RungId, SessionId, SlotId, StageId, TurnId,
};
use crate::level::Level;
use crate::presentation::Presentation;

/// # Case
///
/// A test of the pack's own: a presentation, and what its plan must and must not hold. `regimen test` runs it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows, and why that must hold.
    pub why: Text,
    /// The findings that it shows limiting what they should.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bites: Vec<FindingId>,
    /// The findings that it shows leaving alone what they should.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spares: Vec<FindingId>,
    /// What a clinician found, as in a presentation's own file.
    pub presentation: Presentation,
    /// What must come of it. Of an exercise's amounts, places and changes, the phase that is entered counts.
    pub expect: Expect,
}

/// What came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Outcome {
    /// A plan.
    Plan,
    /// A referral.
    Refer,
    /// No programme fits.
    Unmet,
}

impl Outcome {
    /// The word used in files and plans.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Plan => "plan",
            Outcome::Refer => "refer",
            Outcome::Unmet => "unmet",
        }
    }
}

/// What must come of a presentation. What is left out is not looked at.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// A plan, a referral, or neither.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Every red flag or finding that refers, the worst first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refers: Vec<String>,
    /// Never rules that hold, each with exercises that it forbids, whether or not the limits forbid them too.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub never: BTreeMap<NeverId, Vec<ExerciseId>>,
    /// The highest level on an axis; `high` is no limit.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub limits: BTreeMap<AxisId, Level>,
    /// The longest time at one go on an axis, in minutes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub bouts: BTreeMap<AxisId, u16>,
    /// The programme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<ProgrammeId>,
    /// The phase that is entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enters: Option<PhaseId>,
    /// The first and the last week with a training day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weeks: Option<Range>,
    /// Exercises that some session holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gives: Vec<ExerciseId>,
    /// Exercises that no session holds, in any phase.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lacks: Vec<ExerciseId>,
    /// A programme's or the person's own exercise, to what comes instead.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub swaps: BTreeMap<ExerciseId, ExerciseId>,
    /// The same, and a record of `substitutions.toml` names it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub substitutes: BTreeMap<ExerciseId, ExerciseId>,
    /// An exercise, to the dial that is turned; `none` says that it stays as it is.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub turns: BTreeMap<ExerciseId, DialId>,
    /// An exercise, to what must stand in its dose.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub doses: BTreeMap<ExerciseId, Dose>,
    /// A session, to all that it holds, in order.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub order: BTreeMap<SessionId, Vec<ExerciseId>>,
    /// A session, to all of its slots that are left empty, in order.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub left_out: BTreeMap<SessionId, Vec<SlotId>>,
    /// The only equipment that anything is done with; `[]` for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_with: Option<Vec<EquipmentId>>,
    /// The most exercises in a session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_items: Option<u16>,
    /// The most minutes that a session takes, by its upper estimate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_minutes: Option<u16>,
    /// Exercises among what to leave out for now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub avoids: Vec<ExerciseId>,
    /// Exercises not among it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tolerates: Vec<ExerciseId>,
    /// An exercise among it, to all that is to be done instead, best first; `[]` for nothing.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub uses: BTreeMap<ExerciseId, Vec<ExerciseId>>,
    /// An exercise in the plan, to all that its ladder has next.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rebuilds: BTreeMap<ExerciseId, Vec<ExerciseId>>,
    /// A goal, to every step on the way back to it: an exercise, or a form of one that is a rung of a ladder.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub steps: BTreeMap<ExerciseId, Vec<String>>,
    /// What the limits say of every exercise, one by one, whatever the programme, the rest of the session and the never
    /// rules.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub verdicts: Vec<Verdicts>,
    /// How many warnings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warnings: Option<u16>,
    /// Any phase of the plan, to what must hold in it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub phases: BTreeMap<PhaseId, InPhase>,
}

/// What the limits say of every exercise of the case's own pack; where it ticks one of its pack's findings, of every
/// exercise that the pack knows. What is not named fits as it is.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Verdicts {
    /// The stage of the findings; of the person, where there are none. Else the presentation's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageId>,
    /// How easily the findings' pain is stirred up. Else the presentation's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub irritability: Option<IrritabilityId>,
    /// The clinician's own limits, besides the presentation's.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tolerance: BTreeMap<AxisId, Level>,
    /// The only exercises that these verdicts speak of; left out, all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<ExerciseId>,
    /// The highest level on each axis that is limited. With it, every other axis must be free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<BTreeMap<AxisId, Level>>,
    /// Exercises that fit in no way, nor with any one dial.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub out: Vec<ExerciseId>,
    /// Exercises that fit with one dial only, to the first of their own dials that does it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub dialled: BTreeMap<ExerciseId, TurnId>,
    /// Steps of ladders that are forms of an exercise, and that do not fit as they are written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps_out: Vec<RungId>,
}

/// What must hold in one phase.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InPhase {
    /// Whether something must hold before it opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gated: Option<bool>,
    /// The highest level on an axis; `high` is no limit.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub limits: BTreeMap<AxisId, Level>,
    /// The longest time at one go on an axis, in minutes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub bouts: BTreeMap<AxisId, u16>,
    /// Exercises that some session holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gives: Vec<ExerciseId>,
    /// Exercises that no session holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lacks: Vec<ExerciseId>,
    /// A programme's or the person's own exercise, to what comes instead.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub swaps: BTreeMap<ExerciseId, ExerciseId>,
    /// The same, and a record of `substitutions.toml` names it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub substitutes: BTreeMap<ExerciseId, ExerciseId>,
    /// An exercise, to the dial that is turned; `none` says that it stays as it is.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub turns: BTreeMap<ExerciseId, DialId>,
    /// An exercise, to what must stand in its dose.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub doses: BTreeMap<ExerciseId, Dose>,
    /// A session, to all that it holds, in order.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub order: BTreeMap<SessionId, Vec<ExerciseId>>,
    /// A session, to all of its slots that are left empty, in order.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub left_out: BTreeMap<SessionId, Vec<SlotId>>,
    /// The only equipment that anything is done with; `[]` for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_with: Option<Vec<EquipmentId>>,
}

impl Expect {
    /// What must hold in the phase that is entered. What no phase may hold is not among it.
    pub fn now(&self) -> InPhase {
        InPhase {
            gated: None,
            limits: self.limits.clone(),
            bouts: self.bouts.clone(),
            gives: self.gives.clone(),
            lacks: Vec::new(),
            swaps: self.swaps.clone(),
            substitutes: self.substitutes.clone(),
            turns: self.turns.clone(),
            doses: self.doses.clone(),
            order: self.order.clone(),
            left_out: self.left_out.clone(),
            only_with: self.only_with.clone(),
        }
    }
}

/// The word that stands for no dial in `turns`.
pub const NO_DIAL: &str = "none";
