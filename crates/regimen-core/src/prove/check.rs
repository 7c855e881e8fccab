//! What must hold of every session, worked out from the records and not from what choosing goes by.

use crate::level::{Level, Levels};
use crate::library::{EquipmentSet, Exercise, Key, Library, Replaced};
use crate::plan::select::{Budget, Bulk, How, Pick, Selection};

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
    /// It is planned before its weeks, or a later phase opens by itself.
    Weeks,
    /// A clinician's own limit loosened one that nothing may loosen.
    Must,
    /// Very many things bring on the pain, and nobody is told.
    Told,
    /// Two dials are turned on one exercise.
    Dials,
    /// Something without a load stands in for an exercise with one, where something with one fits.
    Unloaded,
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
            Invariant::Weeks => "is planned outside its weeks, or opens by itself",
            Invariant::Must => "loosens a limit that nothing may loosen",
            Invariant::Told => "has very many provocations, and nobody is told",
            Invariant::Dials => "has two dials turned",
            Invariant::Unloaded => {
                "has no load, and stands in for one with a load where another with one fits"
            }
        }
    }
}

/// What an item asks, from the exercise's record, at the amount that is planned.
fn asks(library: &Library, frame: &Frame, pick: &Pick) -> Levels {
    let place = frame.places.get(pick.slot);
    let much = place.is_some_and(|place| place.bulk != Bulk::Usual);
    let asks = asks_usually(library, pick);
    if much && pick.how == How::Own && !pick.less && !pick.opt.own_amount {
        asks.raised()
    } else {
        asks
    }
}

/// The same at the exercise's own amount.
fn asks_usually(library: &Library, pick: &Pick) -> Levels {
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

/// What a session must keep to, for all those for whom it was chosen.
pub(super) struct Looked<'a> {
    pub(super) frame: &'a Frame,
    /// The lowest of their limits.
    pub(super) limits: Levels,
    /// The limits of each.
    pub(super) some_limits: &'a [Levels],
    /// The lowest of their budgets.
    pub(super) budgets: &'a [Budget],
    /// The rooms of each.
    pub(super) rooms: &'a [EquipmentSet],
    pub(super) stage: usize,
}

/// Every rule that a session breaks, with the exercise that breaks it.
pub(super) fn broken(
    library: &Library,
    looked: &Looked<'_>,
    selection: &Selection,
    found: &mut Vec<(Invariant, Key<Exercise>)>,
) {
    let (frame, stage) = (looked.frame, looked.stage);
    let allowed = |need: &EquipmentSet| need.and(frame.too_heavy) == EquipmentSet::EMPTY;
    let mut seen: Vec<Key<Exercise>> = Vec::new();
    let mut watched = 0;
    for pick in &selection.picks {
        let record = &library.exercises[pick.exercise];
        let asks = asks(library, frame, pick);
        let mut broke = |rule: Invariant, exercise| found.push((rule, exercise));
        let one = pick.exercise;
        if !asks.within(looked.limits) {
            broke(Invariant::Limit, one);
        }
        let mut needs = needs(library, pick);
        needs.retain(allowed);
        let equipped = |room: &EquipmentSet| needs.iter().any(|need| need.within(*room));
        if !looked.rooms.iter().all(equipped) {
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
        if pick.less && pick.opt.turn.is_some() {
            broke(Invariant::Dials, one);
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
    }
    for budget in looked.budgets {
        let costs = selection.picks.iter().map(|pick| {
            let level = asks(library, frame, pick).get(budget.axis);
            u16::from(level.rank().saturating_sub(1))
        });
        if costs.sum::<u16>() > budget.most
            && let Some(pick) = selection.picks.first()
        {
            found.push((Invariant::Budget, pick.exercise));
        }
    }
    // What is chosen to save costs may come without a load, and what it took the place of may be gone.
    let saved = selection.picks.iter().any(|pick| pick.budget != 0)
        || selection.empty.iter().any(|empty| empty.why.is_err());
    for pick in selection.picks.iter().filter(|_| !saved) {
        if let Some(better) = loaded_instead(library, looked, selection, pick) {
            found.push((Invariant::Unloaded, better));
        }
    }
    // An own exercise that fits as it is keeps its place, unless the session would cost too much.
    for (at, place) in frame.places.iter().enumerate() {
        let there = selection
            .picks
            .iter()
            .any(|pick| pick.slot == at && (pick.exercise == place.exercise || pick.budget != 0));
        let dropped = selection
            .empty
            .iter()
            .any(|empty| empty.slot == at && empty.why.is_err());
        let record = &library.exercises[place.exercise];
        let late = record.from_stage.is_some_and(|from| stage < from.index());
        if there || dropped || late || record.watch.is_some() {
            continue;
        }
        let fits = record.ways.iter().any(|way| {
            allowed(&way.needs)
                && looked.rooms.iter().any(|room| way.needs.within(*room))
                && looked
                    .some_limits
                    .iter()
                    .any(|limits| way.demands.raised().within(*limits))
        });
        if fits {
            found.push((Invariant::Displaced, place.exercise));
        }
    }
}

/// What stands in without a load for an exercise with one, though for some of those who get it another with a load
/// fits as it is and is free.
fn loaded_instead(
    library: &Library,
    looked: &Looked<'_>,
    selection: &Selection,
    pick: &Pick,
) -> Option<Key<Exercise>> {
    let (frame, stage) = (looked.frame, looked.stage);
    let own = frame.places.get(pick.slot)?.exercise;
    let original = &library.exercises[own];
    let way = |exercise: Key<Exercise>, at: usize| library.exercises[exercise].ways.get(at);
    let loaded = way(pick.exercise, usize::from(pick.opt.way)).is_some_and(|way| way.loaded);
    if pick.how == How::Own || loaded || !original.loadable {
        return None;
    }
    let ceiling = original.demands.max(Levels::LOW);
    let named = library
        .substitutions
        .iter()
        .filter(|one| match one.from {
            Replaced::Exercise(key) => key == own,
            Replaced::Pattern(key) => key == original.pattern,
        })
        .filter(|one| one.until.is_none_or(|until| stage <= until.index()))
        .flat_map(|one| one.to.iter().copied());
    let near = library.exercises.iter().filter_map(|(key, one)| {
        (one.pattern == original.pattern && one.role == original.role && key != own).then_some(key)
    });
    let free = |one: &Key<Exercise>| {
        let record = &library.exercises[*one];
        let taken = selection.picks.iter().any(|pick| {
            let twin = |turn: u16| {
                let turns = &library.exercises[pick.exercise].turns;
                turns.get(usize::from(turn)).and_then(|turn| turn.same_as)
            };
            pick.exercise == *one || pick.opt.turn.and_then(twin) == Some(*one)
        });
        let early = record.from_stage.is_some_and(|from| stage < from.index());
        !taken && !early && record.watch.is_none() && !frame.barred.has(*one)
    };
    named.chain(near).filter(free).find(|one| {
        library.exercises[*one].ways.iter().any(|way| {
            way.loaded
                && way.needs.and(frame.too_heavy) == EquipmentSet::EMPTY
                && way.demands.within(ceiling)
                && looked.rooms.iter().any(|room| way.needs.within(*room))
                && looked
                    .some_limits
                    .iter()
                    .any(|limits| way.demands.within(*limits))
        })
    })
}
