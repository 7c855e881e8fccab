//! Everything that was tried for a slot, one option after the other.

use crate::level::Levels;
use crate::library::{Exercise, Key};
use crate::plan::{Candidate, Item, Obstacle, Tried, Turned, WhyLeftOut};

use super::choice::{Bounds, dial, judged, over_budget, volume, ways, whole, within};
use super::phase::{Scene, Seat};
use super::{Came, CameBy, Choice, Reason, named};

/// Everything that was tried for a slot, in order.
pub(super) fn chain(scene: &Scene<'_, '_>, seat: &Seat<'_>, trace: &[&Tried]) -> Vec<Choice> {
    let mut all: Vec<Choice> = Vec::new();
    let own = seat.slot.exercise;
    let mut bulky = false;
    for tried in trace {
        bulky |= tried.bulky;
        let natural = match tried.candidate {
            Candidate::Own => Levels::UNLIMITED,
            Candidate::Record(_) | Candidate::Near => scene.records.library.choices.of(own).ceiling,
        };
        // From here on the session spends too much: what was taken so far was taken out again.
        let lowered: Vec<usize> = natural.above(tried.ceiling).collect();
        if !lowered.is_empty() {
            take_out(scene, &mut all, &lowered);
        }
        let less = tried.candidate == Candidate::Own && !tried.dialled && bulky && !tried.bulky;
        for choice in tried_one(scene, seat, tried, less) {
            let again = choice.came == Came::Out && all.contains(&choice);
            if !again {
                all.push(choice);
            }
        }
    }
    if let Some(WhyLeftOut::Budget(axes)) = seat.left_out.map(|one| &one.why) {
        take_out(scene, &mut all, axes);
    }
    if let Some(item) = seat.item {
        mark_given(scene, &mut all, item);
    }
    all
}

/// The last option that fitted is out again: the session cannot afford it.
fn take_out(scene: &Scene<'_, '_>, all: &mut [Choice], axes: &[usize]) {
    if let Some(choice) = all.iter_mut().rev().find(|one| one.came == Came::Fits) {
        choice.came = Came::Out;
        choice.reasons.push(over_budget(scene, axes));
    }
}

fn mark_given(scene: &Scene<'_, '_>, all: &mut [Choice], item: &Item) {
    let id = &scene.records.library.exercises[item.exercise].id;
    let dial = match item.turn {
        Some(Turned::Own(turn)) => dial(scene, item.exercise, turn),
        Some(Turned::Volume(_)) => volume(scene),
        None => None,
    };
    let same =
        |one: &&mut Choice| one.exercise.id == *id && one.dial == dial && one.came == Came::Fits;
    if let Some(choice) = all.iter_mut().rev().find(same) {
        choice.came = Came::Given;
    }
}

/// What one attempt of the engine came to: an option for each dial that was looked at.
fn tried_one(scene: &Scene<'_, '_>, seat: &Seat<'_>, tried: &Tried, less: bool) -> Vec<Choice> {
    let exercise = tried.exercise;
    let (came_by, record) = match tried.candidate {
        Candidate::Own => (CameBy::Own, None),
        Candidate::Near => (CameBy::Nearest, None),
        Candidate::Record(at) => (
            CameBy::Substitution,
            super::alone::substitution(scene.records, at),
        ),
    };
    let choice = |dial, with: &[usize], came, reasons| Choice {
        exercise: named(scene.records.library, exercise),
        came_by,
        record: record.clone(),
        dial,
        equipment: ways(scene, exercise, with),
        came,
        reasons,
    };
    let single = |reasons| vec![choice(None, &[], Came::Out, reasons)];
    let mut whole = whole(scene, exercise);
    if !whole.is_empty() {
        // What it asks besides is said too, so that nobody takes the one for the only reason.
        let as_it_is = judged(scene, exercise, false, Bounds::FREE)
            .into_iter()
            .next();
        whole.extend(as_it_is.into_iter().flat_map(|one| one.stops));
        return single(whole);
    }
    match &tried.obstacle {
        Some(Obstacle::Watch) => return single(vec![watch(scene, seat)]),
        Some(Obstacle::Taken) if !tried.dialled || seat.holds(exercise) => {
            return single(vec![taken(scene, seat, exercise)]);
        }
        _ => {}
    }
    let bounds = Bounds {
        ceiling: tried.ceiling,
        own: (tried.candidate != Candidate::Own).then_some(seat.slot.exercise),
        loaded_only: tried.loaded_only,
        bulky: tried.bulky,
    };
    let mut found = Vec::new();
    for mut one in judged(scene, exercise, tried.dialled, bounds) {
        let dial = match one.turn {
            Some(turn) => dial(scene, exercise, turn),
            None if less => volume(scene),
            None => None,
        };
        if one.stops.is_empty() {
            if tried.obstacle.is_none() && one.turn == tried.turn {
                let reasons = within(scene, exercise, &one);
                let first = one.ways.first().copied();
                found.push(choice(dial, first.as_slice(), Came::Fits, reasons));
                return found;
            }
            // Nothing but a twin in the session can stand in its way.
            one.stops.push(twin(scene, exercise, one.turn, one.twin));
        }
        found.push(choice(dial, &one.ways, Came::Out, one.stops));
    }
    found
}

fn watch(scene: &Scene<'_, '_>, seat: &Seat<'_>) -> Reason {
    let records = scene.records;
    let library = records.library;
    let watched = |item: &&Item| {
        item.slot != seat.position && library.exercises[item.exercise].watch.is_some()
    };
    let other = seat
        .items
        .iter()
        .find(watched)
        .map(|item| &library.exercises[item.exercise]);
    Reason {
        code: "watch",
        text: match other {
            Some(other) => format!(
                "a session holds one exercise to be watched, and {} is in it",
                other.name
            ),
            None => "a session holds one exercise to be watched, and it has one".to_owned(),
        },
        axis: None,
        asks: None,
        allowed: None,
        from: other
            .map(|other| {
                records.at(
                    &other.origin,
                    "/watch",
                    format!("{}: to be watched", other.name),
                    &other.sources,
                )
            })
            .into_iter()
            .collect(),
    }
}

fn taken(scene: &Scene<'_, '_>, seat: &Seat<'_>, exercise: Key<Exercise>) -> Reason {
    let library = scene.records.library;
    let twin = seat.items.iter().find(|item| {
        let turn = item.turn.and_then(Turned::own);
        let turn = turn.and_then(|turn| library.exercises[item.exercise].turns.get(turn));
        item.slot != seat.position && turn.and_then(|turn| turn.same_as) == Some(exercise)
    });
    Reason {
        code: "taken",
        text: match twin {
            Some(item) => format!(
                "{} is in the session already, turned down to the same movement",
                library.exercises[item.exercise].name
            ),
            None => "it is in the session already".to_owned(),
        },
        axis: None,
        asks: None,
        allowed: None,
        from: Vec::new(),
    }
}

fn twin(
    scene: &Scene<'_, '_>,
    exercise: Key<Exercise>,
    turn: Option<usize>,
    twin: Option<Key<Exercise>>,
) -> Reason {
    let records = scene.records;
    let library = records.library;
    let turn = turn.and_then(|turn| library.exercises[exercise].turns.get(turn));
    let same = twin.map(|twin| library.exercises[twin].name.as_str());
    Reason {
        code: "taken",
        text: match same {
            Some(same) => {
                format!("with this dial it is the same as {same}, which is in the session already")
            }
            None => "it is in the session already".to_owned(),
        },
        axis: None,
        asks: None,
        allowed: None,
        from: turn
            .zip(same)
            .map(|(turn, same)| {
                records.at(&turn.origin, "/same_as", format!("the same as {same}"), &[])
            })
            .into_iter()
            .collect(),
    }
}
