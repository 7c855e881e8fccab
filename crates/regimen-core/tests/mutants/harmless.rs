//! The committed list of mutants that nothing sees, and what each class of them claims, worked out from the packs.

use std::collections::BTreeMap;

use regimen_core::format::common::{Dose, Range};
use regimen_core::level::Level;
use regimen_core::library::{EquipmentSet, Exercise, Library, Phase, Programme, Slot};
use toml_edit::{DocumentMut, Item, Value};

/// The committed list.
pub(crate) const LIST: &str = include_str!("harmless.toml");

/// Each mutant that the list names, with its class's claim.
pub(crate) fn listed(list: &str) -> BTreeMap<String, String> {
    let list: DocumentMut = list.parse().expect("the list is TOML");
    let classes = list.get("class").and_then(Item::as_array_of_tables);
    let mut all = BTreeMap::new();
    for class in classes.into_iter().flatten() {
        let claim = class["claim"].as_str().expect("a claim");
        let reason = class["reason"].as_str().expect("a reason");
        assert!(reason.len() > 40, "{claim}: no reason");
        let mutants = class["mutants"].as_array().expect("mutants");
        for mutant in mutants.iter().filter_map(Value::as_str) {
            let twice = all.insert(mutant.to_owned(), claim.to_owned());
            assert!(twice.is_none(), "{mutant} stands in the list twice");
        }
    }
    all
}

/// Whether a mutant is what its class claims.
pub(crate) fn holds(library: &Library, claim: &str, mutant: &str) -> bool {
    let Some((programme, phase)) = phase(library, mutant) else {
        return false;
    };
    let mut slots = list(programme, phase);
    let exercise = |slot: &Slot| &library.exercises[slot.exercise];
    let closed = programme.closed;
    match claim {
        "nothing-on-the-list-costs" => {
            mutant.ends_with(".budget")
                && closed
                && slots.all(|slot| {
                    is_easy(library, exercise(slot)) && !is_more(&slot.dose, &exercise(slot).dose)
                })
        }
        "nothing-on-the-list-is-heavier" => {
            mutant.ends_with(".loads")
                && closed
                && phase.too_heavy.bits() != 0
                && slots.all(|slot| never_needs(exercise(slot), phase.too_heavy))
        }
        _ => false,
    }
}

/// The phase that a mutant's name speaks of.
fn phase<'l>(library: &'l Library, mutant: &str) -> Option<(&'l Programme, &'l Phase)> {
    let (file, place) = mutant.split_once(' ')?;
    let id = file.rsplit('/').next()?.strip_suffix(".toml")?;
    let phase = place.strip_prefix("phases.")?.split('.').next()?;
    let programme = &library.programmes[library.programmes.find(id)?];
    let mut phases = programme.phases.iter();
    Some((programme, phases.find(|one| one.id.as_str() == phase)?))
}

/// Every slot of the phase's sessions.
fn list<'l>(programme: &'l Programme, phase: &'l Phase) -> impl Iterator<Item = &'l Slot> {
    let order = if phase.order.is_empty() {
        &programme.order
    } else {
        &phase.order
    };
    order.iter().flat_map(|&at| &programme.sessions[at].slots)
}

/// Whether it asks no more than a little on every axis, any way and with any dial.
fn is_easy(library: &Library, exercise: &Exercise) -> bool {
    let mut all = exercise.ways.iter().flat_map(|way| {
        let turned = exercise.turns.iter();
        let turned = turned.map(|turn| turn.apply(way.demands, exercise.demands));
        std::iter::once(way.demands).chain(turned)
    });
    all.all(|asks| {
        let mut axes = library.axes.iter();
        axes.all(|(axis, _)| asks.get(axis.index()) <= Level::Low)
    })
}

/// Whether so much more is planned than the card says that it may count as one level more.
fn is_more(planned: &Dose, card: &Dose) -> bool {
    let most = |range: Option<Range>| range.map_or(1, |range| u32::from(range.max));
    let volume = |dose: &Dose| {
        most(dose.sets)
            * most(dose.reps)
            * most(dose.hold_s)
            * most(dose.distance_m)
            * most(dose.minutes)
    };
    2 * volume(&card.with(planned)) >= 3 * volume(card)
}

/// Whether no way and no dial needs any of these.
fn never_needs(exercise: &Exercise, pieces: EquipmentSet) -> bool {
    let ways = exercise.ways.iter().map(|way| way.needs);
    let turns = exercise
        .turns
        .iter()
        .flat_map(|turn| turn.needs.iter().copied());
    ways.chain(turns).all(|needs| needs.and(pieces).bits() == 0)
}
