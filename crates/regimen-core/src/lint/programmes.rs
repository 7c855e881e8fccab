//! R306: a programme adds up.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::link::Records;

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    for record in &records.programmes {
        let one = &record.value;
        let mut wrong = |path: String, message: String| {
            problems.push(Diagnostic::new(
                &codes::PROGRAMME_SHAPE,
                Place::value(record.file, path),
                message,
            ));
        };
        let mut next = 1;
        for (at, phase) in one.phases.iter().enumerate() {
            if phase.weeks.min != next {
                wrong(
                    format!("/phases/{at}/weeks"),
                    format!(
                        "the phase `{}` starts in week {}, and week {next} comes next",
                        phase.id, phase.weeks.min
                    ),
                );
            }
            next = phase.weeks.max.saturating_add(1);
            if at == 0 && !phase.opens_when.is_empty() {
                wrong(
                    format!("/phases/{at}/opens_when"),
                    "the first phase is open from the start".to_owned(),
                );
            }
            if at > 0 && phase.opens_when.is_empty() {
                wrong(
                    format!("/phases/{at}"),
                    format!("the phase `{}` does not say what opens it", phase.id),
                );
            }
        }
        let mut phases = BTreeSet::new();
        for (at, phase) in one.phases.iter().enumerate() {
            if !phases.insert(&phase.id) {
                wrong(
                    format!("/phases/{at}/id"),
                    format!("two phases have the id `{}`", phase.id),
                );
            }
        }
        let mut sessions = BTreeSet::new();
        for (s, session) in one.sessions.iter().enumerate() {
            if !sessions.insert(&session.id) {
                wrong(
                    format!("/sessions/{s}/id"),
                    format!("two sessions have the id `{}`", session.id),
                );
            }
            if usize::from(session.min_items) > session.slots.len() {
                wrong(
                    format!("/sessions/{s}/min_items"),
                    format!(
                        "the session `{}` must keep {} exercises and has {}",
                        session.id,
                        session.min_items,
                        session.slots.len()
                    ),
                );
            }
            let mut slots = BTreeSet::new();
            let mut exercises = BTreeSet::new();
            for (at, slot) in session.slots.iter().enumerate() {
                if !slots.insert(&slot.id) {
                    wrong(
                        format!("/sessions/{s}/slots/{at}/id"),
                        format!("two slots have the id `{}`", slot.id),
                    );
                }
                if !exercises.insert(&slot.exercise) {
                    wrong(
                        format!("/sessions/{s}/slots/{at}/exercise"),
                        format!("`{}` stands in this session twice", slot.exercise),
                    );
                }
            }
        }
        for (at, id) in one.schedule.order.iter().enumerate() {
            if !sessions.contains(id) {
                wrong(
                    format!("/schedule/order/{at}"),
                    format!("the programme has no session `{id}`"),
                );
            }
        }
        let last = one.phases.last().map_or(0, |phase| phase.weeks.max);
        if let Some(week) = one.entry_week
            && week > last
        {
            wrong(
                "/entry_week".to_owned(),
                format!("the programme ends with week {last}"),
            );
        }
        for (at, phase) in one.phases.iter().enumerate() {
            for (n, id) in phase.order.iter().enumerate() {
                if !sessions.contains(id) {
                    wrong(
                        format!("/phases/{at}/order/{n}"),
                        format!("the programme has no session `{id}`"),
                    );
                }
            }
            for (n, week) in phase.deload.iter().flat_map(|one| &one.weeks).enumerate() {
                if *week < phase.weeks.min || *week > phase.weeks.max {
                    wrong(
                        format!("/phases/{at}/deload/weeks/{n}"),
                        format!("week {week} is not one of the phase `{}`", phase.id),
                    );
                }
            }
            let Some(limits) = &phase.limits else {
                continue;
            };
            let finding = records
                .findings
                .iter()
                .find(|record| record.value.id == limits.finding);
            for limit in finding.iter().flat_map(|record| &record.value.limits) {
                if !limits.levels.contains_key(&limit.axis) {
                    wrong(
                        format!("/phases/{at}/limits/levels"),
                        format!(
                            "the phase `{}` takes the place of the limits of `{}`, and does not name `{}`",
                            phase.id, limits.finding, limit.axis
                        ),
                    );
                }
            }
            if !one.only_with.contains(&limits.finding) {
                wrong(
                    format!("/phases/{at}/limits/for"),
                    format!("the programme is not only for `{}`", limits.finding),
                );
            }
        }
        let used = |id| {
            let mut orders = one.phases.iter().map(|phase| {
                if phase.order.is_empty() {
                    &one.schedule.order
                } else {
                    &phase.order
                }
            });
            orders.any(|order| order.contains(id))
        };
        for (s, session) in one.sessions.iter().enumerate() {
            if !used(&session.id) {
                wrong(
                    format!("/sessions/{s}/id"),
                    format!("no phase holds the session `{}`", session.id),
                );
            }
        }
        let days: BTreeSet<_> = one.schedule.days.iter().collect();
        if days.len() != one.schedule.days.len() {
            wrong(
                "/schedule/days".to_owned(),
                "a training day stands here twice".to_owned(),
            );
        }
    }
}
