//! The linked records.

use std::fmt;

use crate::diagnostic::Place;
use crate::format::common::{Basis, Dose, Range};
use crate::format::exercise::{Fault, Pace};
use crate::format::finding::{Caps, FindingKind};
use crate::format::programme::{Day, Deload, OwnTraining, Progress};
use crate::format::screen::Urgency;
use crate::format::vocabulary::{DialNeed, Load};
use crate::id::{
    AxisId, DialId, EquipmentId, ExerciseId, FindingId, IrritabilityId, LadderId, NeverId, PackId,
    PartId, PatternId, PhaseId, PositionId, ProgrammeId, RedFlagId, RoleId, RungId, SessionId,
    SlotId, StageId, TraitId, TurnId,
};
use crate::level::{Level, Levels};

use super::deprecated::Deprecated;
use super::table::Key;
pub use crate::format::phrases::Phrases;
pub use crate::format::screen::ManyProvocations;

/// Where a record stands: `pack/file#pointer`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The place among the sources.
    pub place: Place,
    /// The same in words, with the pack's name, as plans print it.
    pub name: String,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// A loaded pack.
#[derive(Debug)]
pub struct Pack {
    /// Its name.
    pub name: PackId,
    /// Its version.
    pub version: semver::Version,
    /// Its title.
    pub title: String,
    /// What it holds.
    pub summary: String,
    /// Its languages, the main one first.
    pub languages: Vec<String>,
    /// Its licence.
    pub licence: String,
    /// How many clinicians' reviews it records.
    pub reviews: usize,
    /// The digest of its files.
    pub digest: String,
    /// Whether it came with the program.
    pub built_in: bool,
    /// Its folder, as printed.
    pub folder: String,
}

/// A template that a pack brings: HTML or Markdown with places for what the view says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its file name, as in `handout.md`.
    pub name: String,
    /// Its path as printed.
    pub path: String,
    /// Its text, at most [`crate::source::MAX_BYTES`] long and not empty.
    pub source: String,
}

/// An axis.
#[derive(Debug)]
pub struct Axis {
    /// Its id.
    pub id: AxisId,
    /// Its name, as it stands inside a sentence.
    pub name: String,
    /// What it covers.
    pub meaning: String,
}

/// A piece of equipment.
#[derive(Debug)]
pub struct Equipment {
    /// Its id.
    pub id: EquipmentId,
    /// Its name.
    pub name: String,
    /// How it makes an exercise harder.
    pub load: Load,
}

/// Pieces of equipment as a set, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EquipmentSet(u64);

impl EquipmentSet {
    /// The most kinds of equipment that a library may have.
    pub const MAX: usize = 64;

    /// Nothing.
    pub const EMPTY: EquipmentSet = EquipmentSet(0);
    /// Everything.
    pub const ALL: EquipmentSet = EquipmentSet(u64::MAX);

    /// The set with one piece more.
    #[must_use]
    pub fn with(self, piece: Key<Equipment>) -> EquipmentSet {
        EquipmentSet(self.0 | 1u64.checked_shl(piece.index() as u32).unwrap_or(0))
    }

    /// The set without the pieces of another.
    #[must_use]
    pub fn without(self, others: EquipmentSet) -> EquipmentSet {
        EquipmentSet(self.0 & !others.0)
    }

    /// What is in either.
    #[must_use]
    pub fn or(self, others: EquipmentSet) -> EquipmentSet {
        EquipmentSet(self.0 | others.0)
    }

    /// What is in both.
    #[must_use]
    pub fn and(self, others: EquipmentSet) -> EquipmentSet {
        EquipmentSet(self.0 & others.0)
    }

    /// Whether it holds a piece.
    pub fn has(self, piece: Key<Equipment>) -> bool {
        EquipmentSet::EMPTY.with(piece).within(self)
    }

    /// The set as a word, a bit for each piece in the packs' order.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// The set of these bits.
    pub fn from_bits(bits: u64) -> EquipmentSet {
        EquipmentSet(bits)
    }

    /// Whether all of these are among the others.
    pub fn within(self, others: EquipmentSet) -> bool {
        self.0 & !others.0 == 0
    }
}

/// A part of the body that a session keeps.
#[derive(Debug)]
pub struct Part {
    /// Its id.
    pub id: PartId,
    /// Its name.
    pub name: String,
}

/// A movement pattern.
#[derive(Debug)]
pub struct Pattern {
    /// Its id.
    pub id: PatternId,
    /// Its name.
    pub name: String,
    /// The part of the body that it trains.
    pub part: Option<Key<Part>>,
}

/// A role in a session.
#[derive(Debug)]
pub struct Role {
    /// Its id.
    pub id: RoleId,
    /// Its name.
    pub name: String,
}

/// A body position.
#[derive(Debug)]
pub struct Position {
    /// Its id.
    pub id: PositionId,
    /// Its name.
    pub name: String,
}

/// A trait that a finding may prefer.
#[derive(Debug)]
pub struct Trait {
    /// Its id.
    pub id: TraitId,
    /// Its name.
    pub name: String,
    /// Its opposite.
    pub opposite: Option<Key<Trait>>,
}

/// A stage.
#[derive(Debug)]
pub struct Stage {
    /// Its id.
    pub id: StageId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub meaning: String,
    /// The highest levels for everyone in this stage.
    pub caps: Levels,
    /// What a session may cost on each limited axis, if that is bounded.
    pub budget: Option<u16>,
    /// What it rests on.
    pub sources: Vec<Key<Reference>>,
    /// Where it stands.
    pub origin: Origin,
}

/// How easily the pain is stirred up, and what that changes.
#[derive(Debug)]
pub struct Irritability {
    /// Its id.
    pub id: IrritabilityId,
    /// Its name.
    pub name: String,
    /// How to know it.
    pub meaning: String,
    /// How it moves a finding's limits, in levels.
    pub shift: i8,
    /// A lowered limit does not go below this.
    pub not_below: Level,
    /// A raised limit does not go above this.
    pub not_above: Level,
    /// Stages in which it changes nothing.
    pub not_in: Vec<Key<Stage>>,
    /// One set in so many is taken off.
    pub one_set_less_in: Option<u16>,
    /// Where it stands.
    pub origin: Origin,
}

impl Irritability {
    /// A finding's limit in a stage, moved. What nothing may loosen is never raised.
    pub fn shifted(&self, level: Level, stage: Key<Stage>, must: bool) -> Level {
        if self.not_in.contains(&stage) {
            return level;
        }
        if self.shift < 0 {
            level.min(level.down(self.shift.unsigned_abs()).max(self.not_below))
        } else if must {
            level
        } else {
            level.max(level.up(self.shift.unsigned_abs()).min(self.not_above))
        }
    }
}

/// A dial.
#[derive(Debug)]
pub struct Dial {
    /// Its id.
    pub id: DialId,
    /// Its name.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// What to do, for exercises that say nothing of their own.
    pub how: Option<String>,
    /// From this percent of an exercise's own amount on, each axis that it asks anything of counts one level higher, and
    /// this dial takes that away.
    pub volume_from_percent: Option<u16>,
    /// What an exercise must have for its own words to make sense.
    pub needs: Vec<DialNeed>,
    /// Where it stands.
    pub origin: Origin,
}

/// A citation.
#[derive(Debug)]
pub struct Reference {
    /// What the file says.
    pub cite: crate::format::references::Reference,
    /// Where it stands.
    pub origin: Origin,
}

/// What a clinician ticks.
#[derive(Debug)]
pub struct Finding {
    /// Its id.
    pub id: FindingId,
    /// Said where it is kept only for who still names it.
    pub deprecated: Option<Deprecated<Finding>>,
    /// Its name.
    pub name: String,
    /// Provocation or condition.
    pub kind: FindingKind,
    /// The question to ask.
    pub ask: String,
    /// What it means for training.
    pub meaning: String,
    /// Whether nothing may loosen its limits.
    pub must: bool,
    /// The clearance that training needs.
    pub clearance: Option<Clearance>,
    /// Traits that it prefers.
    pub prefers: Vec<Key<Trait>>,
    /// What to do in the day.
    pub advice: Vec<String>,
    /// What it limits.
    pub limits: Vec<Limit>,
    /// The most of an exercise, by stage.
    pub caps: Vec<(Key<Stage>, Caps)>,
    /// What it rests on.
    pub sources: Vec<Key<Reference>>,
    /// Where it stands.
    pub origin: Origin,
}

/// The clearance that a finding needs.
#[derive(Debug)]
pub struct Clearance {
    /// Ids that count as it.
    pub by: Vec<String>,
    /// How soon to be seen without it.
    pub urgency: Urgency,
    /// What the referral says.
    pub action: String,
}

/// One axis's limit.
#[derive(Debug)]
pub struct Limit {
    /// The axis.
    pub axis: Key<Axis>,
    /// The highest level by stage.
    pub levels: Vec<(Key<Stage>, Level)>,
    /// The longest time at one go by stage, in minutes.
    pub bout_min: Vec<(Key<Stage>, u16)>,
    /// Why, in the patient's words.
    pub why: String,
    /// What it rests on.
    pub basis: Basis,
    /// Where it stands.
    pub origin: Origin,
}

/// A red flag.
#[derive(Debug)]
pub struct RedFlag {
    /// Its id.
    pub id: RedFlagId,
    /// Said where it is kept only for who still names it.
    pub deprecated: Option<Deprecated<RedFlag>>,
    /// The question.
    pub question: String,
    /// How soon to be seen.
    pub urgency: Urgency,
    /// What to do.
    pub action: String,
    /// Why it is asked.
    pub why: String,
    /// The finding that a yes always brings with it.
    pub implies: Option<Key<Finding>>,
    /// What it rests on.
    pub sources: Vec<Key<Reference>>,
    /// Where it stands.
    pub origin: Origin,
}

/// A never rule.
#[derive(Debug)]
pub struct Never {
    /// Its id.
    pub id: NeverId,
    /// For this finding; for everyone, if none.
    pub finding: Option<Key<Finding>>,
    /// In these stages; in all, if none.
    pub stages: Vec<Key<Stage>>,
    /// These exercises, those of whole patterns among them.
    pub exercises: Vec<Key<Exercise>>,
    /// Why.
    pub why: String,
    /// What it rests on.
    pub sources: Vec<Key<Reference>>,
    /// Where it stands.
    pub origin: Origin,
}

/// An exercise.
#[derive(Debug)]
pub struct Exercise {
    /// Its id.
    pub id: ExerciseId,
    /// Said where it is kept only for who still names it.
    pub deprecated: Option<Deprecated<Exercise>>,
    /// Its name.
    pub name: String,
    /// What it does for the person.
    pub purpose: String,
    /// Its movement pattern.
    pub pattern: Key<Pattern>,
    /// Its role.
    pub role: Key<Role>,
    /// Its position.
    pub position: Key<Position>,
    /// Its traits.
    pub traits: Vec<Key<Trait>>,
    /// Whether it can be made harder by weight, a band or a stack.
    pub loadable: bool,
    /// What to look out for, if it suits some and not others.
    pub watch: Option<String>,
    /// Left out for everyone before this stage.
    pub from_stage: Option<Key<Stage>>,
    /// Why it is left out before that.
    pub avoid_because: Option<String>,
    /// Easier neighbours.
    pub easier: Vec<Key<Exercise>>,
    /// Harder neighbours.
    pub harder: Vec<Key<Exercise>>,
    /// What it rests on.
    pub sources: Vec<Key<Reference>>,
    /// How to do it.
    pub steps: Vec<String>,
    /// What to keep in mind.
    pub cues: Vec<String>,
    /// What often goes wrong.
    pub faults: Vec<Fault>,
    /// How much, unless something else says so.
    pub dose: Dose,
    /// How long a piece of it takes.
    pub pace: Pace,
    /// What it asks as written, whatever way it is equipped.
    pub demands: Levels,
    /// Why, by axis, where the file says so.
    pub reasons: Vec<(Key<Axis>, String)>,
    /// Ways to equip it, the first choice first.
    pub ways: Vec<Way>,
    /// Ways to turn it down, in the dials' order.
    pub turns: Vec<Turn>,
    /// Its picture, its own or that of the exercise whose picture it shares.
    pub figure: Option<regimen_figure::Figure>,
    /// A page that shows it.
    pub link: Option<String>,
    /// Where it stands.
    pub origin: Origin,
}

impl Exercise {
    /// Where among its turns the one stands that a plan has turned: that of the dial and with the words, or the only one of the
    /// dial, where the words have changed since.
    pub fn turned(&self, dial: Key<Dial>, how: &str) -> Option<usize> {
        let all = || {
            self.turns
                .iter()
                .enumerate()
                .filter(|(_, turn)| turn.dial == dial)
        };
        let said = all().find(|(_, turn)| turn.how == how);
        let only = all().next().filter(|_| all().count() == 1);
        said.or(only).map(|(at, _)| at)
    }
}

/// A way to equip an exercise.
#[derive(Debug)]
pub struct Way {
    /// What it needs.
    pub needs: EquipmentSet,
    /// The same, piece by piece.
    pub equipment: Vec<Key<Equipment>>,
    /// What the exercise asks this way.
    pub demands: Levels,
    /// Whether it is loaded this way, or can be.
    pub loaded: bool,
}

/// A way to turn an exercise down.
#[derive(Debug)]
pub struct Turn {
    /// Its id within the exercise.
    pub id: TurnId,
    /// The dial.
    pub dial: Key<Dial>,
    /// What to do differently.
    pub how: String,
    /// The axes that change, and their levels after.
    pub sets: Vec<(usize, Level)>,
    /// What of the dose changes.
    pub dose: Option<Dose>,
    /// The exercise that it then is the same as.
    pub same_as: Option<Key<Exercise>>,
    /// What it needs itself: any one of these; nothing if empty.
    pub needs: Vec<EquipmentSet>,
    /// The weight after, as a percentage of the weight before; 0 says that it is found anew.
    pub load_percent: Option<u16>,
    /// The picture after, where it has one: its own, or that of the exercise whose picture it shares or that it is the same as.
    pub figure: Option<regimen_figure::Figure>,
    /// Where it stands.
    pub origin: Origin,
}

impl Turn {
    /// What the exercise asks after the turn, done this way. An axis that the turn lowers is never
    /// raised by it, and the other way round.
    pub fn apply(&self, way: Levels, exercise: Levels) -> Levels {
        way.turned(exercise, self.sets.iter().copied())
    }

    /// Whether the room has what the turn itself needs.
    pub fn possible(&self, room: EquipmentSet) -> bool {
        self.needs.is_empty() || self.needs.iter().any(|set| set.within(room))
    }
}

/// What comes instead of an exercise or a pattern.
#[derive(Debug)]
pub struct Substitution {
    /// What it replaces.
    pub from: Replaced,
    /// What comes instead, the first choice first.
    pub to: Vec<Key<Exercise>>,
    /// The axes that it answers.
    pub because: Vec<usize>,
    /// When to use it, for the clinician.
    pub when: String,
    /// Why, in the patient's words.
    pub why: String,
    /// The last stage in which it is offered.
    pub until: Option<Key<Stage>>,
    /// What it rests on.
    pub sources: Vec<Key<Reference>>,
    /// Where it stands.
    pub origin: Origin,
}

/// What a substitution replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaced {
    /// One exercise.
    Exercise(Key<Exercise>),
    /// Any exercise of a pattern.
    Pattern(Key<Pattern>),
}

/// A ladder.
#[derive(Debug)]
pub struct Ladder {
    /// Its id.
    pub id: LadderId,
    /// Its name.
    pub name: String,
    /// What must hold before the first rung.
    pub enter_when: Vec<String>,
    /// What to do when a rung goes badly.
    pub on_the_way: Vec<String>,
    /// The rungs, easiest first.
    pub rungs: Vec<Rung>,
    /// What it rests on.
    pub sources: Vec<Key<Reference>>,
    /// Where it stands.
    pub origin: Origin,
}

/// A rung.
#[derive(Debug)]
pub struct Rung {
    /// The exercises of this rung.
    pub any_of: Vec<Key<Exercise>>,
    /// What makes it a form of its one exercise, if it is.
    pub form: Option<Form>,
    /// What must hold before climbing.
    pub climb_when: Vec<String>,
}

/// A form of an exercise that is a rung of its own.
#[derive(Debug)]
pub struct Form {
    /// Its id.
    pub id: RungId,
    /// Its name.
    pub name: String,
    /// What to do.
    pub how: String,
    /// How much.
    pub dose: Dose,
    /// What it asks.
    pub demands: Levels,
}

/// A programme.
#[derive(Debug)]
pub struct Programme {
    /// Its id.
    pub id: ProgrammeId,
    /// Said where it is kept only for who still names it.
    pub deprecated: Option<Deprecated<Programme>>,
    /// Its name.
    pub name: String,
    /// What it is.
    pub summary: String,
    /// Whom it is for.
    pub for_whom: Vec<String>,
    /// Whom it is not for.
    pub not_for: Vec<String>,
    /// Lower is tried first.
    pub rank: u16,
    /// How it adapts what the person trains now, if it does.
    pub own_training: Option<OwnTraining>,
    /// What everyone who gets it must read first.
    pub caution: Option<String>,
    /// Whether nothing outside a phase's sessions may come into it.
    pub closed: bool,
    /// The week to enter at, if it says.
    pub entry_week: Option<u16>,
    /// It is not given when a finding is as irritable as this.
    pub never_irritable: Vec<Key<Irritability>>,
    /// One of these must be ticked, if there are any.
    pub only_with: Vec<Key<Finding>>,
    /// None of these may be ticked.
    pub never_with: Vec<Key<Finding>>,
    /// What it rests on.
    pub sources: Vec<Key<Reference>>,
    /// Its days.
    pub days: Vec<Day>,
    /// Its sessions in turn, as positions in `sessions`.
    pub order: Vec<usize>,
    /// Days without training between two sessions.
    pub rest_days: u16,
    /// Seconds from one exercise to the next.
    pub changeover_s: Range,
    /// Its phases.
    pub phases: Vec<Phase>,
    /// Its sessions.
    pub sessions: Vec<Session>,
    /// What comes after.
    pub afterwards: Vec<String>,
    /// Where it stands.
    pub origin: Origin,
}

/// A phase.
#[derive(Debug)]
pub struct Phase {
    /// Its id.
    pub id: PhaseId,
    /// Its name.
    pub name: String,
    /// Its first and last week, from 1.
    pub weeks: Range,
    /// What it is for.
    pub aim: String,
    /// How hard to work.
    pub how: Vec<String>,
    /// What must hold before it starts.
    pub opens_when: Vec<String>,
    /// The stage of its weeks, if it names one.
    pub stage: Option<Key<Stage>>,
    /// The limits of its weeks, in place of one finding's own.
    pub limits: Option<PhaseLimits>,
    /// What a session may cost on each limited axis, in place of the stage's.
    pub budget: Option<u16>,
    /// Its sessions in turn, as positions in the programme's sessions.
    pub order: Vec<usize>,
    /// The equipment that brings a load which is not for these weeks.
    pub too_heavy: EquipmentSet,
    /// How exercises are made harder.
    pub progress: Progress,
    /// An easier week now and then.
    pub deload: Option<Deload>,
    /// Where it stands.
    pub origin: Origin,
}

/// The limits of a phase, in place of one finding's own.
#[derive(Debug)]
pub struct PhaseLimits {
    /// The finding.
    pub finding: Key<Finding>,
    /// The highest level on each axis that it names; high elsewhere.
    pub levels: Levels,
    /// Where they stand.
    pub origin: Origin,
}

/// A session.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Its name.
    pub name: String,
    /// The fewest items that still make a session.
    pub min_items: u16,
    /// The longest that it may take after adapting, in minutes.
    pub max_minutes: Option<u16>,
    /// The minutes that the source gives, if it does.
    pub minutes: Option<Range>,
    /// Its slots.
    pub slots: Vec<Slot>,
}

/// A slot.
#[derive(Debug, Clone)]
pub struct Slot {
    /// Its id within the session.
    pub id: SlotId,
    /// Its exercise.
    pub exercise: Key<Exercise>,
    /// 1 is kept longest.
    pub priority: u16,
    /// Whether it is the warm-up.
    pub warm_up: bool,
    /// The dose in this programme.
    pub dose: Dose,
    /// Where it stands.
    pub origin: Origin,
}
