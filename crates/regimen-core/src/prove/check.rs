//! What must hold of every session, worked out from the records and not from what choosing goes by.

use crate::level::{Level, Levels};
use crate::library::{EquipmentSet, Exercise, Key, Library, Never};
use crate::plan::select::{Budget, How, Pick, Selection};

use super::classes::Ticks;
use super::frame::Frame;

/// A rule that a session broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Invariant {
    /// An item asks more than a limit allows.
    Limit,
    /// An item needs equipment that is not there, or a load that the phase does not allow.
    Equipment,
    /// An item comes before its stage.
    Stage,
    /// Something that is not on a closed phase's list.
    Closed,
    /// What stands in asks more on some axis than what it stands in for, low apart.
    Raises,
    /// An exercise, or its twin, comes twice.
    Twice,
    /// Two exercises to be watched.
    Watch,
    /// The items together cost more than the session may.
    Budget,
    /// More items than a small session holds.
    Small,
    /// It takes longer than the programme allows.
    Long,
    /// A never rule is broken.
    Never,
    /// A red flag got a plan, or a cleared one did not.
    Screen,
    /// An item without a reason.
    Reason,
    /// A slot's own exercise fits as it is, and lost its place.
    Displaced,
}

impl Invariant {
    /// What was broken, in words.
    pub fn words(self) -> &'static str {
        match self {
            Invariant::Limit => "asks more than a limit allows",
            Invariant::Equipment => "needs equipment that is not there or not for these weeks",
            Invariant::Stage => "comes before its stage",
            Invariant::Closed => "is not on the list of these weeks",
            Invariant::Raises => "asks more on some axis than what it stands in for",
            Invariant::Twice => "comes twice in a session, or with its twin",
            Invariant::Watch => "is a second one to be watched",
            Invariant::Budget => "makes the session cost too much on an axis",
            Invariant::Small => "is one too many for a small session",
            Invariant::Long => "makes the session longer than the programme allows",
            Invariant::Never => "breaks a never rule",
            Invariant::Screen => "was answered wrongly by the screen",
            Invariant::Reason => "has no reason",
            Invariant::Displaced => "fits as it is, and lost its place",
        }
    }
}

/// What an item asks, from the exercise's record.
fn asks(library: &Library, pick: &Pick) -> Levels {
    let record = &library.exercises[pick.exercise];
    let way = record.ways.get(usize::from(pick.opt.way));
    let base = way.map_or(record.demands, |way| way.demands);
    let turn = pick
        .opt
        .turn
        .and_then(|turn| record.turns.get(usize::from(turn)));
    turn.map_or(base, |turn| turn.apply(base, record.demands))
}

/// What an item needs, from the exercise's record: any one of these.
fn needs(library: &Library, pick: &Pick) -> Vec<EquipmentSet> {
    let record = &library.exercises[pick.exercise];
    let way = record.ways.get(usize::from(pick.opt.way));
    let way = way.map_or(EquipmentSet::ALL, |way| way.needs);
    let turn = pick
        .opt
        .turn
        .and_then(|turn| record.turns.get(usize::from(turn)));
    match turn {
        Some(turn) if !turn.needs.is_empty() => turn.needs.iter().map(|one| one.or(way)).collect(),
        _ => vec![way],
    }
}

/// What a session must keep to.
pub(super) struct Looked<'a> {
    pub(super) frame: &'a Frame,
    pub(super) limits: Levels,
    pub(super) budgets: &'a [Budget],
    pub(super) rules: &'a [(Key<Never>, Ticks)],
    pub(super) room: EquipmentSet,
    pub(super) stage: usize,
}

/// Every rule that a session breaks, with the exercise that breaks it.
pub(super) fn broken(
    library: &Library,
    looked: &Looked<'_>,
    selection: &Selection,
    found: &mut Vec<(Invariant, Key<Exercise>)>,
) {
    let (frame, room, stage) = (looked.frame, looked.room, looked.stage);
    let mut seen: Vec<Key<Exercise>> = Vec::new();
    let mut watched = 0;
    for pick in &selection.picks {
        let record = &library.exercises[pick.exercise];
        let asks = asks(library, pick);
        let mut broke = |rule: Invariant, exercise| found.push((rule, exercise));
        let one = pick.exercise;
        if !asks.within(looked.limits) {
            broke(Invariant::Limit, one);
        }
        let fits = |need: &EquipmentSet| {
            need.within(room) && need.and(frame.too_heavy) == EquipmentSet::EMPTY
        };
        if !needs(library, pick).iter().any(fits) {
            broke(Invariant::Equipment, one);
        }
        if record.from_stage.is_some_and(|from| stage < from.index()) {
            broke(Invariant::Stage, one);
        }
        if frame.barred.has(one) {
            broke(Invariant::Closed, one);
        }
        if let (How::Instead(..), Some(place)) = (pick.how, frame.places.get(pick.slot)) {
            let original = library.exercises[place.exercise].demands;
            let low = (0..library.axes.len())
                .fold(Levels::NOTHING, |all, axis| all.with(axis, Level::Low));
            if !asks.within(original.max(low)) {
                broke(Invariant::Raises, one);
            }
        }
        let turn = pick
            .opt
            .turn
            .and_then(|turn| record.turns.get(usize::from(turn)));
        for key in [Some(one), turn.and_then(|turn| turn.same_as)]
            .into_iter()
            .flatten()
        {
            if seen.contains(&key) {
                broke(Invariant::Twice, one);
            }
            seen.push(key);
        }
        watched += usize::from(record.watch.is_some());
        if watched > 1 {
            broke(Invariant::Watch, one);
        }
        for (rule, _) in looked.rules {
            if library.nevers[*rule].exercises.contains(&one) {
                broke(Invariant::Never, one);
            }
        }
    }
    for budget in looked.budgets {
        let costs = selection.picks.iter().map(|pick| {
            let level = asks(library, pick).get(budget.axis);
            u16::from(level.rank().saturating_sub(1))
        });
        if costs.sum::<u16>() > budget.most
            && let Some(pick) = selection.picks.first()
        {
            found.push((Invariant::Budget, pick.exercise));
        }
    }
    // An own exercise that fits as it is keeps its place, unless the session would cost too much.
    for (at, place) in frame.places.iter().enumerate() {
        let record = &library.exercises[place.exercise];
        let fits = record.ways.iter().any(|way| {
            way.needs.within(room)
                && way.needs.and(frame.too_heavy) == EquipmentSet::EMPTY
                && way.demands.raised().within(looked.limits)
        });
        let free = fits
            && record.watch.is_none()
            && record.from_stage.is_none_or(|from| stage >= from.index());
        let there = selection
            .picks
            .iter()
            .any(|pick| pick.slot == at && (pick.exercise == place.exercise || pick.budget != 0));
        let dropped = selection
            .empty
            .iter()
            .any(|empty| empty.slot == at && empty.why.is_err());
        if free && !there && !dropped {
            found.push((Invariant::Displaced, place.exercise));
        }
    }
}
