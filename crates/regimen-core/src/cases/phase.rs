//! One phase of what came, held against what a case expects of it.

use std::collections::BTreeSet;

use super::look::{Look, names};
use crate::format::case::{InPhase, NO_DIAL};
use crate::format::common::Dose;
use crate::id::{AxisId, ExerciseId};
use crate::plan::Limits;
use crate::report::{ItemEntry, PhaseEntry};

impl Look<'_> {
    pub(super) fn lacks(&mut self, path: &str, id: &ExerciseId, phase: &PhaseEntry) {
        for session in &phase.sessions {
            if session.items.iter().any(|item| item.exercise == *id) {
                self.wrong(
                    path,
                    format!("no {id}"),
                    format!("phase {}, session {} holds it", phase.id, session.id),
                );
            }
        }
    }

    pub(super) fn limits(&mut self, base: &str, want: &InPhase, limits: &Limits) {
        let place = |id: &AxisId| Some(self.library.axes.find(id.as_str())?.index());
        let levels: Vec<_> = want
            .limits
            .iter()
            .filter_map(|(id, &wanted)| Some((id, wanted, limits.levels.get(place(id)?))))
            .collect();
        let bouts: Vec<_> = want
            .bouts
            .iter()
            .filter_map(|(id, &wanted)| {
                let came = limits.on(place(id)?).and_then(|limit| limit.bout_min);
                Some((id, wanted, came))
            })
            .collect();
        for (id, wanted, came) in levels {
            let what = format!("{id} limited to");
            let path = format!("{base}/limits/{id}");
            self.same(&path, &what, wanted.as_str(), came.as_str());
        }
        for (id, wanted, came) in bouts {
            if came != Some(wanted) {
                self.wrong(
                    &format!("{base}/bouts/{id}"),
                    format!("{id} for {wanted} minutes at one go"),
                    came.map_or("no such limit".to_owned(), |came| came.to_string()),
                );
            }
        }
    }

    pub(super) fn in_phase(
        &mut self,
        base: &str,
        want: &InPhase,
        phase: &PhaseEntry,
        limits: &Limits,
    ) {
        self.limits(base, want, limits);
        if let Some(wanted) = want.gated {
            let said = |gated: bool| if gated { "something" } else { "nothing" };
            let came = !phase.opens_when.is_empty();
            let what = format!("for {} to open,", phase.id);
            self.same(&format!("{base}/gated"), &what, said(wanted), said(came));
        }
        let items = || phase.sessions.iter().flat_map(|one| &one.items);
        for (at, id) in want.gives.iter().enumerate() {
            if !items().any(|item| item.exercise == *id) {
                let came = names(items().map(|item| item.exercise.as_str()));
                self.wrong(
                    &format!("{base}/gives/{at}"),
                    format!("{id} in a session"),
                    format!("there are: {came}"),
                );
            }
        }
        for (map, name) in [(&want.swaps, "swaps"), (&want.substitutes, "substitutes")] {
            for (from, to) in map {
                let path = format!("{base}/{name}/{from}");
                let came = items().filter(|item| item.instead_of.as_ref() == Some(from));
                self.swap(&path, from, to, came, name == "substitutes");
            }
        }
        for (id, dial) in &want.turns {
            let dials: BTreeSet<&str> = items()
                .filter(|item| item.exercise == *id)
                .map(|item| item.adjust.first().map_or(NO_DIAL, |one| one.dial.as_str()))
                .collect();
            let path = format!("{base}/turns/{id}");
            if dials.is_empty() {
                self.wrong(&path, format!("{id} in a session"), "it is in none");
            } else {
                let what = format!("for {id} the dial");
                self.same(&path, &what, names([dial.as_str()]), names(dials));
            }
        }
        for (id, wanted) in &want.doses {
            let path = format!("{base}/doses/{id}");
            let mut given = items().filter(|item| item.exercise == *id).peekable();
            if given.peek().is_none() {
                self.wrong(&path, format!("{id} in a session"), "it is in none");
            }
            for item in given {
                // What is expected changes nothing where it holds.
                if item.dose.with(wanted) != item.dose {
                    self.wrong(
                        &path,
                        format!("{id} with {}", dose(wanted)),
                        dose(&item.dose),
                    );
                }
            }
        }
        self.sessions(base, want, phase);
    }

    fn swap<'i>(
        &mut self,
        path: &str,
        from: &ExerciseId,
        to: &ExerciseId,
        came: impl Iterator<Item = &'i ItemEntry>,
        by_record: bool,
    ) {
        let came: Vec<&ItemEntry> = came.collect();
        let expected = if by_record {
            format!("{to} in place of {from}, named by a record")
        } else {
            format!("{to} in place of {from}")
        };
        if came.is_empty() {
            self.wrong(path, expected, format!("nothing stands in for {from}"));
            return;
        }
        for item in came {
            if item.exercise != *to {
                self.wrong(path, expected.clone(), item.exercise.as_str());
            } else if by_record && !item.why.iter().any(|why| why.code == "record") {
                self.wrong(
                    path,
                    expected.clone(),
                    "it comes as the nearest, by no record",
                );
            }
        }
    }

    fn sessions(&mut self, base: &str, want: &InPhase, phase: &PhaseEntry) {
        let missing = |id: &str| {
            let all = names(phase.sessions.iter().map(|one| one.id.as_str()));
            (format!("a session {id}"), format!("the sessions: {all}"))
        };
        for (id, wanted) in &want.order {
            let path = format!("{base}/order/{id}");
            let Some(session) = phase.sessions.iter().find(|one| one.id == *id) else {
                let (expected, came) = missing(id.as_str());
                self.wrong(&path, expected, came);
                continue;
            };
            let came = names(session.items.iter().map(|item| item.exercise.as_str()));
            let wanted = names(wanted.iter().map(|id| id.as_str()));
            let what = format!("in session {id}");
            self.same(&path, &what, wanted, came);
        }
        for (id, wanted) in &want.left_out {
            let path = format!("{base}/left_out/{id}");
            let Some(session) = phase.sessions.iter().find(|one| one.id == *id) else {
                let (expected, came) = missing(id.as_str());
                self.wrong(&path, expected, came);
                continue;
            };
            let came = names(session.left_out.iter().map(|one| one.slot.as_str()));
            let wanted = names(wanted.iter().map(|id| id.as_str()));
            let what = format!("left empty in session {id}:");
            self.same(&path, &what, wanted, came);
        }
        if let Some(only) = &want.only_with {
            for item in phase.sessions.iter().flat_map(|one| &one.items) {
                if item.equipment.iter().any(|piece| !only.contains(piece)) {
                    let came = names(item.equipment.iter().map(|id| id.as_str()));
                    let wanted = names(only.iter().map(|id| id.as_str()));
                    self.wrong(
                        &format!("{base}/only_with"),
                        format!("nothing done with more than {wanted}"),
                        format!("{} with {came}", item.exercise),
                    );
                }
            }
        }
    }
}

/// A dose, field by field as files write it.
fn dose(dose: &Dose) -> String {
    let value = serde_json::to_value(dose).unwrap_or_default();
    let fields = value.as_object().into_iter().flatten();
    let fields: Vec<String> = fields
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    fields.join(", ")
}
