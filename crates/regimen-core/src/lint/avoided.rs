//! R323: a programme lists nothing that everyone leaves out in weeks that hold it.

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::format::exercise::Exercise;
use crate::format::programme::{Phase, Programme, Session};
use crate::id::StageId;
use crate::link::{Record, Records};

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    let stages: Vec<&StageId> = records.stages.iter().map(|one| &one.value.id).collect();
    for record in &records.programmes {
        for (s, session) in record.value.sessions.iter().enumerate() {
            for (at, slot) in session.slots.iter().enumerate() {
                let Some(exercise) = records.exercise(slot.exercise.as_str()) else {
                    continue;
                };
                let phases = record.value.phases.iter();
                let mut holding = phases.filter(|phase| holds(&record.value, phase, session));
                let place = || {
                    let path = format!("/sessions/{s}/slots/{at}/exercise");
                    Place::value(record.file, path)
                };
                let found = holding.find_map(|phase| {
                    let of_phase = |stage: &&&StageId| match &phase.stage {
                        Some(own) => own == **stage,
                        None => true,
                    };
                    let mut stages_here = stages.iter().filter(of_phase);
                    stages_here.find_map(|stage| {
                        let why = left_out(records, &record.value, exercise, stage, &stages)?;
                        Some(said(&exercise.value, phase, stage, place()).also(why.0, why.1))
                    })
                });
                problems.extend(found);
            }
        }
    }
}

fn holds(programme: &Programme, phase: &Phase, session: &Session) -> bool {
    let order = match phase.order.as_slice() {
        [] => &programme.schedule.order,
        own => own,
    };
    order.contains(&session.id)
}

/// Where it stands that everyone who gets the programme leaves the exercise out in a stage.
fn left_out(
    records: &Records,
    programme: &Programme,
    exercise: &Record<Exercise>,
    stage: &StageId,
    stages: &[&StageId],
) -> Option<(Place, &'static str)> {
    let one = &exercise.value;
    let at = |id: &StageId| stages.iter().position(|other| *other == id);
    if let Some(from) = &one.from_stage
        && at(stage)? < at(from)?
    {
        let place = Place::value(exercise.file, "/from_stage");
        return Some((place, "left out before this"));
    }
    let rule = records.nevers.iter().find(|record| {
        let rule = &record.value;
        let whom = match &rule.finding {
            None => true,
            Some(finding) => programme.only_with.as_slice() == [finding.clone()],
        };
        whom && (rule.stages.is_empty() || rule.stages.contains(stage))
            && (rule.exercises.contains(&one.id) || rule.patterns.contains(&one.pattern))
    })?;
    let place = Place::value(rule.file, format!("{}/id", rule.pointer));
    Some((place, "never given by this rule"))
}

fn said(exercise: &Exercise, phase: &Phase, stage: &StageId, place: Place) -> Diagnostic {
    let id = &exercise.id;
    let (whose, help) = match &phase.stage {
        Some(_) => (
            "the stage of",
            "Name an exercise that may be given then, or hold the session in later weeks.",
        ),
        None => (
            "a stage that people may have in",
            "Name an exercise that may be given then, or give the phase a `stage`.",
        ),
    };
    Diagnostic::new(
        &codes::AVOIDED_EXERCISE,
        place,
        format!(
            "everyone leaves `{id}` out in `{stage}`, {whose} the phase `{}`",
            phase.id
        ),
    )
    .help(help)
}
