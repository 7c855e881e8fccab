//! What planning gives: keys and numbers, no words.

use crate::format::common::Dose;
use crate::format::programme::Day;
use crate::format::screen::Urgency;
use crate::library::{Exercise, Finding, Key, Ladder, Never, Part, Programme, RedFlag, Stage};

use super::Limits;

/// A plan, a referral, or neither; and how it came about.
#[derive(Debug, Clone)]
pub struct Planned {
    /// What came out.
    pub outcome: Outcome,
    /// Each option tried, in order; empty with tracing off.
    pub trace: Vec<Tried>,
}

/// What came out.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Be seen first: no plan, no exercise.
    Refer(Vec<Referral>),
    /// No programme fits: no plan either.
    Unmet(Vec<Unmet>),
    /// A plan.
    Plan(Box<Plan>),
}

/// One reason to be seen first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Referral {
    /// What was answered yes, or lacks its clearance.
    pub reason: ReferralReason,
    /// How soon.
    pub urgency: Urgency,
}

/// What leads to a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferralReason {
    /// A red flag answered yes.
    RedFlag(Key<RedFlag>),
    /// A finding without the clearance that it needs.
    Clearance(Key<Finding>),
}

/// Why a programme cannot be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unmet {
    /// It is never given with this finding.
    Finding {
        /// The programme.
        programme: Key<Programme>,
        /// The finding.
        finding: Key<Finding>,
    },
    /// It is only for certain findings, and none is ticked.
    NeedsFinding {
        /// The programme.
        programme: Key<Programme>,
    },
    /// Too few exercises are left in a session.
    Items {
        /// The programme.
        programme: Key<Programme>,
        /// The session's position.
        session: usize,
        /// How many are left.
        count: usize,
    },
    /// A session would lose a part of the body.
    Part {
        /// The programme.
        programme: Key<Programme>,
        /// The session's position.
        session: usize,
        /// The part.
        part: Key<Part>,
    },
    /// The packs have no programme for this presentation.
    NoProgramme,
}

/// A plan.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The programme.
    pub programme: Key<Programme>,
    /// Why this one.
    pub why: WhyProgramme,
    /// What the clinician should know.
    pub warnings: Vec<Warning>,
    /// What is limited for now.
    pub limits: Limits,
    /// The phases, each with its sessions.
    pub phases: Vec<PhasePlan>,
    /// Which session when.
    pub calendar: Vec<Training>,
    /// What to leave out for now.
    pub avoid: Vec<Avoid>,
    /// What to rebuild next.
    pub rebuild: Vec<Rebuild>,
    /// The way back to each goal.
    pub back_to: Vec<BackTo>,
}

/// Why this programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyProgramme {
    /// The presentation names it.
    Named,
    /// It is the first by rank, and fits.
    First,
    /// Others come first by rank and do not fit.
    After(Vec<Unmet>),
}

/// What the clinician should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// A never rule stopped what the limits let through: demands or limits are wrong.
    Never {
        /// The exercise.
        exercise: Key<Exercise>,
        /// The rule.
        rule: Key<Never>,
    },
    /// Very many things bring on the pain.
    ManyProvocations {
        /// How many.
        count: usize,
    },
    /// Two training days stand too close.
    Rest {
        /// The first.
        first: Day,
        /// The second.
        second: Day,
        /// How many days without training the programme asks for.
        days: u16,
    },
    /// No ladder leads to a goal.
    NoLadder {
        /// The goal.
        goal: Key<Exercise>,
    },
}

/// One phase's sessions.
#[derive(Debug, Clone)]
pub struct PhasePlan {
    /// The phase's position in the programme.
    pub phase: usize,
    /// Its sessions, in the programme's order.
    pub sessions: Vec<SessionPlan>,
}

/// One session, adapted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionPlan {
    /// The session's position in the programme.
    pub session: usize,
    /// About how many minutes it takes, from and to.
    pub minutes: (u16, u16),
    /// What is in it, in order.
    pub items: Vec<Item>,
    /// Which slots are left empty, and why.
    pub left_out: Vec<LeftOut>,
}

/// One exercise in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The slot's position in the session.
    pub slot: usize,
    /// The exercise.
    pub exercise: Key<Exercise>,
    /// The slot's own exercise, where this one stands in for it.
    pub instead_of: Option<Key<Exercise>>,
    /// The way to equip it, as a position in the exercise's ways.
    pub way: usize,
    /// The one dial turned, as a position in the exercise's turns.
    pub turn: Option<usize>,
    /// How much, after the dial.
    pub dose: Dose,
    /// Why.
    pub why: Vec<Why>,
}

/// A slot left empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The slot's position in the session.
    pub slot: usize,
    /// Why.
    pub why: WhyLeftOut,
}

/// Why a slot is left empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyLeftOut {
    /// The slot's own exercise does not fit, and nothing like it does.
    NoOption(Obstacle),
    /// Very many things bring on the pain: the session is kept small.
    Smaller,
}

/// One reason for an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It fits as it stands.
    Fits,
    /// With one dial it fits: the obstacle that the dial takes away.
    Dial(Obstacle),
    /// It stands in for the slot's own exercise: what stood in that one's way.
    Instead(Obstacle),
    /// A substitution record names it: its position in the library.
    Record(usize),
    /// It is the nearest of the same pattern and role.
    Nearest,
    /// It suits some people and not others.
    Watch,
}

/// What stands in an exercise's way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// The room lacks what every way of equipping it needs.
    Equipment,
    /// It asks too much on these axes, the first that fails first.
    Limit(Vec<usize>),
    /// A never rule forbids it.
    Never(Key<Never>),
    /// It is left out for everyone before this stage.
    Stage(Key<Stage>),
    /// The session has one to be watched already.
    Watch,
    /// It is in the session already, or its twin is.
    Taken,
    /// It would ask more on some axis than what it stands in for.
    Raises(Vec<usize>),
}

/// One option that was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// The programme.
    pub programme: Key<Programme>,
    /// The session's position.
    pub session: usize,
    /// The slot's position.
    pub slot: usize,
    /// The exercise.
    pub exercise: Key<Exercise>,
    /// The dial tried, as a position in its turns.
    pub turn: Option<usize>,
    /// Nothing if it was taken; what stood in its way if not.
    pub obstacle: Option<Obstacle>,
}

/// One training day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Training {
    /// The week, from 1.
    pub week: u16,
    /// The day.
    pub day: Day,
    /// The session's position in the programme.
    pub session: usize,
}

/// An exercise to leave out for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Avoid {
    /// The exercise.
    pub exercise: Key<Exercise>,
    /// What stands in its way.
    pub because: Obstacle,
    /// What to do instead, best first; empty if nothing.
    pub instead: Vec<Key<Exercise>>,
}

/// The next rung of a ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebuild {
    /// The ladder.
    pub ladder: Key<Ladder>,
    /// The rung's exercise that is in the plan.
    pub at: Key<Exercise>,
    /// The rung's position.
    pub rung: usize,
    /// The next rung's exercises that are allowed, now or later.
    pub next: Vec<Key<Exercise>>,
    /// The stage that must be reached before the next rung fits, if it does not fit now.
    pub from_stage: Option<Key<Stage>>,
}

/// The way back to a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackTo {
    /// The goal.
    pub goal: Key<Exercise>,
    /// From the current rung to the goal; empty if no ladder leads there.
    pub steps: Vec<Key<Exercise>>,
}
