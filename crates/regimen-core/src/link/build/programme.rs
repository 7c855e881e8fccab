//! A programme: its sessions, phases and schedule.

use super::Linker;
use super::at::{At, texts};
use crate::diagnostic::Diagnostic;
use crate::format::programme as programme_file;
use crate::format::vocabulary::Load;
use crate::id::SessionId;
use crate::level::Levels;
use crate::library::{self, EquipmentSet};

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
                max_minutes: session.max_minutes,
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
                                format_args!("{path}/exercise"),
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
        let positions = |ids: &[SessionId]| -> Vec<usize> {
            let position = |id: &SessionId| one.sessions.iter().position(|one| one.id == *id);
            ids.iter().filter_map(position).collect()
        };
        let order = positions(&one.schedule.order);
        let phases = one.phases.iter().enumerate().map(|(p, phase)| {
            let path = format!("/phases/{p}");
            library::Phase {
                id: phase.id.clone(),
                name: phase.name.0.clone(),
                weeks: phase.weeks,
                aim: phase.aim.0.clone(),
                how: texts(&phase.how),
                opens_when: texts(&phase.opens_when),
                stage: at.maybe(
                    &self.stages,
                    phase.stage.as_ref(),
                    format_args!("{path}/stage"),
                    problems,
                ),
                limits: phase
                    .limits
                    .as_ref()
                    .and_then(|limits| self.phase_limits(at, limits, &path, problems)),
                budget: phase.budget,
                order: if phase.order.is_empty() {
                    order.clone()
                } else {
                    positions(&phase.order)
                },
                too_heavy: self.too_heavy(&phase.loads),
                progress: phase.progress,
                deload: phase.deload.clone(),
                origin: at.origin(&path),
            }
        });
        let phases = phases.collect();
        library::Programme {
            id: one.id.clone(),
            deprecated: at.deprecated(&self.programmes, one.deprecated.as_ref(), problems),
            name: one.name.0.clone(),
            summary: one.summary.0.clone(),
            for_whom: texts(&one.for_whom),
            not_for: texts(&one.not_for),
            rank: one.rank,
            own_training: one.own_training.clone(),
            caution: one.caution.as_ref().map(|text| text.0.clone()),
            closed: one.closed,
            entry_week: one.entry_week,
            never_irritable: at.keys_of_a_guard(
                &self.irritabilities,
                &one.never_irritable,
                "/never_irritable",
                problems,
            ),
            only_with: at.keys_of_a_guard(&self.findings, &one.only_with, "/only_with", problems),
            never_with: at.keys_of_a_guard(
                &self.findings,
                &one.never_with,
                "/never_with",
                problems,
            ),
            sources: at.keys(&self.references, &one.sources, "/sources", problems),
            days: one.schedule.days.clone(),
            order,
            rest_days: one.schedule.rest_days,
            changeover_s: one.schedule.changeover_s,
            phases,
            sessions,
            afterwards: texts(&one.afterwards),
            origin: at.origin(""),
        }
    }

    fn phase_limits(
        &self,
        at: &At<'_, 'a>,
        limits: &programme_file::PhaseLimits,
        path: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<library::PhaseLimits> {
        let path = format!("{path}/limits");
        let finding = at.key(
            &self.findings,
            limits.finding.as_str(),
            format_args!("{path}/for"),
            problems,
        );
        let levels = at.levels(&limits.levels, format_args!("{path}/levels"), problems);
        Some(library::PhaseLimits {
            // Only now, so that what else is wrong has been said.
            finding: finding?,
            levels: levels
                .into_iter()
                .fold(Levels::UNLIMITED, |all, (axis, level)| {
                    all.with(axis, level)
                }),
            origin: at.origin(&path),
        })
    }

    /// The equipment whose kind of load is not among these; none if these are left out.
    fn too_heavy(&self, loads: &[Load]) -> EquipmentSet {
        if loads.is_empty() {
            return EquipmentSet::EMPTY;
        }
        let pieces = self.records.equipment.iter().map(|record| &record.value);
        pieces
            .filter(|piece| !loads.contains(&piece.load))
            .filter_map(|piece| self.equipment.keys.find(piece.id.as_str()))
            .fold(EquipmentSet::EMPTY, EquipmentSet::with)
    }
}
