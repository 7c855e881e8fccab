//! R325: an exercise to which nothing leads.
//!
//! What leads to an exercise is what the engine goes by: a slot, a rung, a substitution, a rule that bars it, and from one that is
//! led to its easier and harder neighbours, and the nearest of the same pattern and role that asks no more. That somebody may train
//! it already, name it as a goal or pin it is no way of the packs' own.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::format::exercise::Exercise;
use crate::format::gaps::GapKind;
use crate::id::{AxisId, ExerciseId};
use crate::level::Levels;
use crate::link::Records;

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    // Exercises alone are for programmes that need not be loaded.
    if records.programmes.is_empty() {
        return;
    }
    let reached = reached(records);
    let gaps = records.gaps.iter().map(|record| &record.value);
    let declared: BTreeSet<&str> = gaps
        .filter(|gap| gap.kind == GapKind::UnusedExercise)
        .flat_map(|gap| gap.of.iter().map(AsRef::as_ref))
        .collect();
    // Nothing is to lead to what is kept only for those who still name it.
    let kept = records.exercises.iter();
    for record in kept.filter(|one| one.value.deprecated.is_none()) {
        let id = &record.value.id;
        let is_open = !reached.contains(id) && !declared.contains(id.as_str());
        if is_open && !records.is_of_library(record) {
            problems.push(Diagnostic::new(
                &codes::NOTHING_LEADS_TO,
                Place::value(record.file, "/id"),
                format!("nothing leads to `{id}`"),
            ));
        }
    }
}

fn reached(records: &Records) -> BTreeSet<&ExerciseId> {
    let slots = |closed: bool| {
        let all = records.programmes.iter().map(|record| &record.value);
        let all = all.filter(move |one| one.closed == closed);
        let sessions = all.flat_map(|one| &one.sessions);
        sessions.flat_map(|one| one.slots.iter().map(|slot| &slot.exercise))
    };
    let rungs = records.ladders.iter().flat_map(|one| &one.value.rungs);
    let rungs = rungs.flat_map(|rung| &rung.any_of);
    let replaced = records.substitutions.iter();
    let replaced = replaced.flat_map(|one| one.value.from.iter().chain(&one.value.to));
    let barred = records.nevers.iter().flat_map(|one| &one.value.exercises);
    let named = slots(false).chain(rungs).chain(replaced).chain(barred);
    let mut waiting: Vec<&ExerciseId> = named.collect();
    let mut reached: BTreeSet<&ExerciseId> = waiting.iter().copied().collect();
    let by_id: BTreeMap<&ExerciseId, &Exercise> = records
        .exercises
        .iter()
        .map(|record| (&record.value.id, &record.value))
        .collect();
    let axes: BTreeMap<&AxisId, usize> = records
        .axes
        .iter()
        .map(|one| &one.value.id)
        .zip(0..)
        .collect();
    // What may still be the nearest of something, by pattern and role.
    let mut families: BTreeMap<_, Vec<(&ExerciseId, Vec<Levels>)>> = BTreeMap::new();
    for one in by_id.values() {
        if !reached.contains(&one.id) && one.deprecated.is_none() {
            let family = families.entry((&one.pattern, &one.role)).or_default();
            family.push((&one.id, options(one, &axes)));
        }
    }
    while let Some(one) = waiting.pop().and_then(|id| by_id.get(id)) {
        let mut next: Vec<&ExerciseId> = one.easier.iter().chain(&one.harder).collect();
        let ceiling = asks(one, &axes).max(Levels::LOW);
        if let Some(family) = families.get_mut(&(&one.pattern, &one.role)) {
            family.retain(|(id, options)| {
                let fits = options.iter().any(|asks| asks.within(ceiling));
                if fits {
                    next.push(id);
                }
                !fits
            });
        }
        waiting.extend(next.into_iter().filter(|id| reached.insert(id)));
    }
    // Nothing comes in place of an exercise of a closed programme.
    reached.extend(slots(true));
    reached
}

fn asks(one: &Exercise, axes: &BTreeMap<&AxisId, usize>) -> Levels {
    let demands = one.demands.iter().filter_map(|(axis, demand)| {
        let axis = axes.get(axis)?;
        Some((*axis, demand.level()))
    });
    demands.fold(Levels::NOTHING, |all, (axis, level)| all.with(axis, level))
}

/// The least that an exercise can ask, in each of its ways, as it is and with each of its dials.
fn options(one: &Exercise, axes: &BTreeMap<&AxisId, usize>) -> Vec<Levels> {
    let base = asks(one, axes);
    let mut options = Vec::new();
    for way in &one.ways {
        let known = way.demands.iter();
        let known = known.filter_map(|(axis, level)| Some((*axes.get(axis)?, *level)));
        let plain = known.fold(base, |all, (axis, level)| all.with(axis, level));
        options.push(plain);
        options.extend(one.dials.iter().map(|dial| {
            let sets = dial.sets_demand.iter();
            let sets = sets.filter_map(|(axis, level)| Some((*axes.get(axis)?, *level)));
            sets.fold(plain, |all, (axis, level)| {
                let level = if level < base.get(axis) {
                    level.min(all.get(axis))
                } else {
                    level.max(all.get(axis))
                };
                all.with(axis, level)
            })
        }));
    }
    options
}
