//! Why an exercise is in a plan, changed or out: every option that was tried, in order, with the levels that
//! decided and the line that each came from.
//!
//! The document is built from the trace of [`crate::plan::plan`], and its text from the document. The words are
//! for clinicians and for whoever writes packs; no patient reads them.

mod alone;
mod chain;
mod choice;
mod phase;
mod record;
mod text;

use serde::Serialize;

use crate::format::common::{Dose, Range};
use crate::id::{
    AxisId, DialId, EquipmentId, ExerciseId, PhaseId, ProgrammeId, SessionId, SlotId, TurnId,
};
use crate::level::Level;
use crate::library::{Exercise, Key, Library};
use crate::link::Asked;
use crate::plan::{Outcome, Planned};
use crate::presentation::Presentation;
use crate::report::{OutcomeKind, ReferEntry, UnmetEntry, report};
use crate::source::{FileId, Sources};

use record::Records;

/// Why an exercise is in a plan, changed or out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The exercise.
    pub exercise: Named<ExerciseId>,
    /// What came out for the presentation.
    pub outcome: OutcomeKind,
    /// The answer in one sentence.
    pub answer: String,
    /// Reasons to be seen first; then no exercise is judged.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refer: Vec<ReferEntry>,
    /// Why no programme fits; then no exercise is judged.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unmet: Vec<UnmetEntry>,
    /// The programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programme: Option<Named<ProgrammeId>>,
    /// Why this programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why_programme: Option<String>,
    /// What the presentation itself says of the exercise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<Reason>,
    /// The phases from the one to enter at; those in which nothing differs stand together.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phases: Vec<Phases>,
    /// Where else the packs speak of it, where some phase has no slot for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub related: Option<Related>,
}

/// An id and a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named<I> {
    /// The id.
    pub id: I,
    /// The name.
    pub name: String,
}

/// How an exercise came out in a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is in as it is.
    AsItIs,
    /// It is in, turned down by one dial.
    WithDial,
    /// It came in instead of another.
    Instead,
    /// Another came in instead.
    SwappedOut,
    /// Its slot stays empty.
    LeftOut,
    /// No slot is its own, and none was given it.
    NoSlot,
}

/// Phases in which the same holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Phases {
    /// The phases.
    pub phases: Vec<PhaseName>,
    /// How it came out.
    pub verdict: Verdict,
    /// The same in a few words.
    pub says: String,
    /// The slots that it stood in, or was given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<SlotStory>,
    /// What the limits say of it, where no slot is its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alone: Option<Alone>,
}

/// One phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhaseName {
    /// Its id.
    pub id: PhaseId,
    /// Its name.
    pub name: String,
    /// Its first and last week.
    pub weeks: Range,
}

/// A slot, and everything that was tried for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SlotStory {
    /// Where it is; several places where the same was tried with the same result.
    pub at: Vec<SlotPlace>,
    /// Its own exercise.
    pub own: Named<ExerciseId>,
    /// How it came out for the exercise that is asked about.
    pub verdict: Verdict,
    /// The same in words.
    pub says: String,
    /// What the slot holds, if it holds anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<Given>,
    /// Why it stays empty, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<Reason>,
    /// Each option that was tried, in order.
    pub tried: Vec<Choice>,
}

/// Where a slot is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SlotPlace {
    /// The session's id.
    pub session: SessionId,
    /// The session's name.
    pub name: String,
    /// The slot.
    pub slot: SlotId,
    /// Where it stands.
    pub record: Record,
}

/// What a slot holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Given {
    /// The exercise.
    pub exercise: Named<ExerciseId>,
    /// The dial turned, if one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dial: Option<DialTurned>,
    /// What it is done with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub equipment: Vec<EquipmentId>,
    /// How much, after adjustment.
    pub dose: Dose,
    /// What else is to be said of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Reason>,
}

/// A dial of an exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DialTurned {
    /// The exercise's own use of it, if it is one of the exercise's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turn: Option<TurnId>,
    /// The dial.
    pub dial: DialId,
    /// The dial's name.
    pub name: String,
    /// What to do differently.
    pub how: String,
}

/// How an option came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Came {
    /// It is what the slot holds.
    Given,
    /// It fits, and something else was taken, or the session could not afford it.
    Fits,
    /// Something stands in its way.
    Out,
}

/// How an exercise came into question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CameBy {
    /// It is the slot's own.
    Own,
    /// A substitution names it.
    Substitution,
    /// It is of the same pattern and role.
    Nearest,
}

/// One option: an exercise as it is or with a dial, equipped one way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// The exercise.
    pub exercise: Named<ExerciseId>,
    /// How it came into question.
    pub came_by: CameBy,
    /// The substitution that names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<Record>,
    /// The dial, if one was tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dial: Option<DialTurned>,
    /// The equipment of the ways that were tried, where the exercise has several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub equipment: Vec<String>,
    /// How it came out.
    pub came: Came,
    /// What decided, each with its levels and records.
    pub reasons: Vec<Reason>,
}

/// One thing that decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// What kind of reason it is.
    pub code: &'static str,
    /// The same in words.
    pub text: String,
    /// The axis, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub axis: Option<AxisId>,
    /// What the option asks on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asks: Option<Level>,
    /// The highest level that is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed: Option<Level>,
    /// Where it comes from: what asks first, what limits after it.
    pub from: Vec<Record>,
}

/// A place in the packs, or in the presentation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Record {
    /// The record, as `pack/file#pointer`; for the presentation, its file and pointer.
    pub name: String,
    /// What it says, in words.
    pub says: String,
    /// The file, as printed.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What it rests on: citations in short.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<String>,
}

/// What the limits say of an exercise by itself, without a session around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alone {
    /// Whether it would fit as it is.
    pub fits: bool,
    /// The first dial with which it would fit, if it does not as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fits_with: Option<DialTurned>,
    /// As it is and with each of its dials.
    pub options: Vec<Choice>,
    /// What stands in its way whatever the dial.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stops: Vec<Reason>,
    /// Slots for which it came into question.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub looked_at: Vec<LookedAt>,
}

/// A slot of another exercise for which it came into question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LookedAt {
    /// The session's name.
    pub session: String,
    /// The slot.
    pub slot: SlotId,
    /// The slot's own exercise.
    pub own: Named<ExerciseId>,
    /// What came in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<Named<ExerciseId>>,
    /// Whether it would have fitted there.
    pub fitted: bool,
}

/// Where else the packs speak of an exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Related {
    /// Substitutions that put something else in its place.
    pub away: Vec<Link>,
    /// Substitutions that put it in the place of something else.
    pub here: Vec<Link>,
    /// Ladders that hold it.
    pub ladders: Vec<Link>,
    /// Programmes whose sessions hold it.
    pub programmes: Vec<Link>,
}

/// One record that speaks of an exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What it says.
    pub text: String,
    /// Where it stands.
    pub record: Record,
}

/// Why `exercise` is in the plan, changed or out. `planned` must come from planning with tracing on for the same
/// presentation, and `sources` must hold both the packs that the library was made from and the presentation's
/// `file`.
pub fn explain(
    library: &Library,
    sources: &Sources,
    file: FileId,
    asked: &Asked,
    written: &Presentation,
    planned: &Planned,
    exercise: Key<Exercise>,
) -> Explanation {
    let records = Records::new(library, sources, file);
    let document = report(library, asked, written, planned);
    let mut explanation = Explanation {
        exercise: named(library, exercise),
        outcome: document.outcome,
        answer: String::new(),
        refer: document.refer,
        unmet: document.unmet,
        programme: None,
        why_programme: document.why_programme,
        asked: phase::asked(&records, asked, planned, exercise),
        phases: Vec::new(),
        related: None,
    };
    match &planned.outcome {
        Outcome::Refer(_) => {
            explanation.answer =
                "No exercise is judged: this person is to be seen first.".to_owned();
        }
        Outcome::Unmet(_) => {
            explanation.answer =
                "No exercise is judged: no programme fits, so there is no plan.".to_owned();
        }
        Outcome::Plan(plan) => {
            let programme = &library.programmes[plan.programme];
            explanation.programme = Some(Named {
                id: programme.id.clone(),
                name: programme.name.clone(),
            });
            explanation.phases = phase::phases(&records, asked, plan, &planned.trace, exercise);
            explanation.answer = phase::answer(&explanation.exercise.name, &explanation.phases);
            if explanation
                .phases
                .iter()
                .any(|one| one.verdict == Verdict::NoSlot)
            {
                explanation.related = Some(alone::related(&records, exercise));
            }
        }
    }
    explanation
}

impl Explanation {
    /// The explanation as JSON, indented, with a line end.
    pub fn to_json(&self) -> String {
        // Strings, numbers and lists only: nothing here can fail to serialise.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// The explanation for a terminal, at most [`crate::wrap::WIDTH`] columns wide wherever words can be parted.
    pub fn to_text(&self) -> String {
        text::text(self)
    }
}

fn named(library: &Library, exercise: Key<Exercise>) -> Named<ExerciseId> {
    let record = &library.exercises[exercise];
    Named {
        id: record.id.clone(),
        name: record.name.clone(),
    }
}
