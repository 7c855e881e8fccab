//! What planning gives: keys and numbers, no words.

use crate::format::common::Dose;
use crate::format::programme::Day;
use crate::format::screen::Urgency;
use crate::id::SessionId;
use crate::level::{Level, Levels};
use crate::library::{
    Dial, Exercise, Finding, Irritability, Key, Ladder, Never, Part, Programme, RedFlag, Session,
    Stage,
};

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
    /// It is not for pain that is stirred up so easily.
    Irritable {
        /// The programme.
        programme: Key<Programme>,
        /// How easily.
        irritability: Key<Irritability>,
    },
    /// It ends before the week that is asked for.
    Week {
        /// The programme.
        programme: Key<Programme>,
        /// The week asked for.
        week: u16,
        /// Its last week.
        last: u16,
    },
    /// None of its phases is for the stage.
    NoPhase {
        /// The programme.
        programme: Key<Programme>,
        /// The stage.
        stage: Key<Stage>,
    },
    /// Too few exercises are left in a session.
    Items {
        /// The programme.
        programme: Key<Programme>,
        /// The session's name.
        session: SessionName,
        /// How many are left.
        count: usize,
        /// The fewest that still make a session.
        min: u16,
    },
    /// A session would lose a part of the body.
    Part {
        /// The programme.
        programme: Key<Programme>,
        /// The session's name.
        session: SessionName,
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
    /// The sessions before they are adapted: the programme's, or the person's own training dealt out; with what is pinned.
    pub sessions: Vec<Session>,
    /// The phases from the one to enter at, each with its limits and sessions. There is always one.
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

impl Plan {
    /// The phase to enter at: what holds now.
    pub fn now(&self) -> Option<&PhasePlan> {
        self.phases.first()
    }
}

/// A session, for the words about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionName {
    /// Its id.
    pub id: SessionId,
    /// Its name.
    pub name: String,
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
    /// An exercise that the clinician asked for cannot be given.
    Pin {
        /// The exercise.
        exercise: Key<Exercise>,
        /// The phase, by position, if it is given in another.
        phase: usize,
        /// What stands in its way.
        obstacle: Obstacle,
    },
    /// The clinician's own limit lets through more than the findings do.
    Loosened {
        /// The axis, by position.
        axis: usize,
        /// What the findings say.
        from: Level,
        /// What holds now.
        to: Level,
    },
    /// The clinician's own limit would loosen what nothing may.
    Firm {
        /// The axis, by position.
        axis: usize,
        /// What was asked.
        asked: Level,
        /// What holds.
        held: Level,
    },
    /// A session takes longer than asked for, and nothing more can go.
    Long {
        /// The session's name.
        session: SessionName,
        /// How long it takes at most, in minutes.
        minutes: u16,
        /// What was asked for.
        asked: u16,
    },
    /// The programme does not adapt what the person trains now.
    OwnTrainingUnused {
        /// The programme.
        programme: Key<Programme>,
    },
    /// What the person trains now needs equipment that is not at hand.
    OwnTrainingKit {
        /// The exercises.
        exercises: Vec<Key<Exercise>>,
    },
    /// A ladder leads to a goal, and none of its rungs is open at any stage.
    GoalWaits {
        /// The goal.
        goal: Key<Exercise>,
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
    /// The stage that it takes place in.
    pub stage: Key<Stage>,
    /// What is limited.
    pub limits: Limits,
    /// Its sessions, in the order in which they first come.
    pub sessions: Vec<SessionPlan>,
}

/// One session, adapted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionPlan {
    /// The session's position among the plan's.
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
    /// The one dial turned.
    pub turn: Option<Turned>,
    /// How much, after the dial.
    pub dose: Dose,
    /// Why.
    pub why: Vec<Why>,
}

/// A dial, turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turned {
    /// One of the exercise's own turns, by position.
    Own(usize),
    /// The dial that takes volume away.
    Volume(Key<Dial>),
}

impl Turned {
    /// The exercise's own turn, if it is one.
    pub fn own(self) -> Option<usize> {
        match self {
            Turned::Own(turn) => Some(turn),
            Turned::Volume(_) => None,
        }
    }
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
    /// The session has to be short.
    Time,
    /// The session would ask too much on these axes together.
    Budget(Vec<usize>),
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
    /// The clinician asked for it.
    Pinned,
    /// It is what the person trains now.
    Own,
    /// Another exercise than the person's own: its load is new.
    NewLoad,
    /// A finding caps how much, by the finding.
    Capped(Key<Finding>),
    /// Fewer sets, as the pain is stirred up easily, by the finding.
    FewerSets(Key<Finding>),
    /// Fewer sets, so that the session is short.
    ShorterSets,
}

/// What stands in an exercise's way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// The room lacks what every way of equipping it needs.
    Equipment,
    /// It asks too much on these axes, the first that fails first.
    Limit(Vec<usize>),
    /// The planned volume asks too much on these axes.
    Volume(Vec<usize>),
    /// With what else is in the session it asks too much on these axes.
    Budget(Vec<usize>),
    /// The presentation says never to give it.
    Excluded,
    /// Nothing outside the phase's own list may come in.
    Closed,
    /// A never rule forbids it.
    Never(Key<Never>),
    /// It is left out for everyone before this stage.
    Stage(Key<Stage>),
    /// The session has one to be watched already.
    Watch,
    /// It is in the session already, or its twin is.
    Taken,
    /// It cannot be loaded, and something that can is looked for first.
    Unloaded,
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
    /// The phase, by position in the programme.
    pub phase: usize,
    /// The exercise.
    pub exercise: Key<Exercise>,
    /// How it came into question.
    pub candidate: Candidate,
    /// Whether it was tried with a dial.
    pub dialled: bool,
    /// The dial with which it fits, as a position in its turns.
    pub turn: Option<usize>,
    /// The highest level on each axis besides the limits.
    pub ceiling: Levels,
    /// Whether only what can be loaded was looked for.
    pub loaded_only: bool,
    /// Whether the planned volume counted one level more.
    pub bulky: bool,
    /// Nothing if it was taken; what stood in its way if not.
    pub obstacle: Option<Obstacle>,
}

/// How an exercise came into question for a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Candidate {
    /// It is the slot's own.
    Own,
    /// A substitution record names it: its position in the library.
    Record(usize),
    /// It is of the same pattern and role.
    Near,
}

/// One training day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Training {
    /// The week, from 1.
    pub week: u16,
    /// The day.
    pub day: Day,
    /// The session's position among the plan's.
    pub session: usize,
    /// Whether it is an easier week.
    pub easy: bool,
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
    /// The ladder that leads there, if one does.
    pub ladder: Option<Key<Ladder>>,
    /// The stage that must be reached before the first of the steps fits, if none fits now.
    pub from_stage: Option<Key<Stage>>,
    /// From the current rung to the goal; empty if no ladder leads there.
    pub steps: Vec<Step>,
}

/// A step on the way back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The rung of the ladder, by position; nothing where the goal is its own only step.
    pub rung: Option<usize>,
    /// The exercise.
    pub exercise: Key<Exercise>,
}
