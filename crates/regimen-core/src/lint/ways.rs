//! R328: a way of equipping an exercise that is never taken.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::format::exercise::{Exercise, Way};
use crate::format::vocabulary::Load;
use crate::id::EquipmentId;
use crate::link::Records;

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    let loads = records.equipment.iter().map(|piece| &piece.value);
    let loads: BTreeSet<&EquipmentId> = loads
        .filter(|piece| piece.load != Load::None)
        .map(|piece| &piece.id)
        .collect();
    for record in &records.exercises {
        let one = &record.value;
        let sets: Vec<BTreeSet<&EquipmentId>> = one
            .ways
            .iter()
            .map(|way| way.equipment.iter().collect())
            .collect();
        for (at, (way, set)) in one.ways.iter().zip(&sets).enumerate() {
            let mut before = one.ways.iter().zip(&sets).enumerate().take(at);
            let hides = before.find(|(_, (other, pieces))| {
                pieces.is_subset(set) && is_as_good(one, other, way, &loads)
            });
            let Some((first, (_, pieces))) = hides else {
                continue;
            };
            let message = if pieces.len() == set.len() {
                format!("two ways of `{}` need the same", one.id)
            } else {
                format!(
                    "this way of `{}` is never taken: whoever has what it needs has what an earlier one needs",
                    one.id
                )
            };
            problems.push(
                Diagnostic::new(
                    &codes::WAY_NEVER_TAKEN,
                    Place::value(record.file, format!("/ways/{at}")),
                    message,
                )
                .also(
                    Place::value(record.file, format!("/ways/{first}")),
                    "taken before it",
                ),
            );
        }
    }
}

/// Whether the earlier of two ways fits wherever the later one does: it asks no more on any axis, and is loaded if that is.
fn is_as_good(one: &Exercise, earlier: &Way, later: &Way, loads: &BTreeSet<&EquipmentId>) -> bool {
    let is_loaded = |way: &Way| way.equipment.iter().any(|id| loads.contains(id));
    let asks_no_more = one.demands.iter().all(|(axis, demand)| {
        let of = |way: &Way| way.demands.get(axis).copied().unwrap_or(demand.level());
        of(earlier) <= of(later)
    });
    asks_no_more && (!one.loadable || is_loaded(earlier) || !is_loaded(later))
}
