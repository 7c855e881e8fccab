//! A programme: its sessions, phases and schedule.

use super::Linker;
use super::at::{At, texts};
use crate::diagnostic::Diagnostic;
use crate::format::programme as programme_file;
use crate::library;

impl<'a> Linker<'a> {
    pub(super) fn programme(
        &self,
        at: &At<'_, 'a>,
        one: &programme_file::Programme,
        problems: &mut Vec<Diagnostic>,
    ) -> library::Programme {
        let sessions = one
            .sessions
            .iter()
            .enumerate()
            .map(|(s, session)| library::Session {
                id: session.id.clone(),
                name: session.name.0.clone(),
                min_items: session.min_items,
                minutes: session.minutes,
                slots: session
                    .slots
                    .iter()
                    .enumerate()
                    .map(|(index, slot)| {
                        let path = format!("/sessions/{s}/slots/{index}");
                        library::Slot {
                            id: slot.id.clone(),
                            exercise: at.sure(
                                &self.exercises,
                                slot.exercise.as_str(),
                                &format!("{path}/exercise"),
                                problems,
                            ),
                            priority: slot.priority,
                            warm_up: slot.warm_up,
                            dose: slot.dose.clone(),
                            origin: at.origin(&path),
                        }
                    })
                    .collect(),
            })
            .collect();
        let order = one
            .schedule
            .order
            .iter()
            .filter_map(|id| one.sessions.iter().position(|session| session.id == *id))
            .collect();
        library::Programme {
            id: one.id.clone(),
            name: one.name.0.clone(),
            summary: one.summary.0.clone(),
            for_whom: texts(&one.for_whom),
            not_for: texts(&one.not_for),
            rank: one.rank,
            only_with: at.keys(&self.findings, &one.only_with, "/only_with", problems),
            never_with: at.keys(&self.findings, &one.never_with, "/never_with", problems),
            sources: at.keys(&self.references, &one.sources, "/sources", problems),
            days: one.schedule.days.clone(),
            order,
            rest_days: one.schedule.rest_days,
            changeover_s: one.schedule.changeover_s,
            phases: one
                .phases
                .iter()
                .map(|phase| library::Phase {
                    id: phase.id.clone(),
                    name: phase.name.0.clone(),
                    weeks: phase.weeks,
                    aim: phase.aim.0.clone(),
                    how: texts(&phase.how),
                    opens_when: texts(&phase.opens_when),
                })
                .collect(),
            sessions,
            afterwards: texts(&one.afterwards),
            origin: at.origin(""),
        }
    }
}
