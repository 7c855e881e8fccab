//! The way back to a goal: where to start, the steps, and when to climb.

use regimen_core::format::phrases::fill;
use regimen_core::id::LadderId;
use regimen_core::library::{Ladder, Library, Rung};
use regimen_core::presentation::Units;
use regimen_core::report::{BackToEntry, PlanDocument};

use super::{Mismatch, amounts, exercise};
use crate::view::{Section, StepView, WayBackView};

/// What must hold before the first step, the steps, the first of them in full, and what to do on the way.
pub(super) fn view(
    library: &Library,
    document: &PlanDocument,
    back: &BackToEntry,
    units: Units,
) -> Result<WayBackView, Mismatch> {
    let phrases = &library.phrases;
    let (_, goal) = exercise(library, back.goal.as_str())?;
    let name = [("goal", goal.name.as_str())];
    let ladder = match &back.ladder {
        Some(id) => Some(find(library, id).ok_or(Mismatch {
            id: id.to_string(),
            what: "ladder",
        })?),
        None => None,
    };
    let mut before: Vec<String> = Vec::new();
    if let Some(id) = &back.from_stage {
        let key = library.stages.find(id.as_str()).ok_or(Mismatch {
            id: id.to_string(),
            what: "stage",
        })?;
        before.push(fill(
            &phrases.rebuild_stage,
            &[("stage", &library.stages[key].name)],
        ));
    }
    before.extend(ladder.iter().flat_map(|one| one.enter_when.iter().cloned()));
    let mut steps = Vec::new();
    for (at, step) in back.steps.iter().enumerate() {
        let rung = ladder.and_then(|ladder| rung(library, ladder, step));
        let form = rung.and_then(|rung| rung.form.as_ref());
        let (name, how) = match form {
            Some(form) => (form.name.clone(), form.how.clone()),
            None => (exercise(library, step)?.1.name.clone(), String::new()),
        };
        let mut view = StepView {
            name,
            amount: String::new(),
            how,
            climb: Section {
                title: phrases.return_climb.clone(),
                lines: Vec::new(),
            },
        };
        if at == 0 {
            let dose = match form {
                Some(form) => form.dose.clone(),
                None => planned(document, step).unwrap_or(exercise(library, step)?.1.dose.clone()),
            };
            view.amount = amounts::whole_amount(phrases, units, &dose);
            // The goal itself needs no step after it.
            if back.steps.len() > 1 {
                view.climb.lines = rung.map(|rung| rung.climb_when.clone()).unwrap_or_default();
            }
        }
        steps.push(view);
    }
    Ok(WayBackView {
        title: fill(&phrases.return_steps, &name),
        before: Section {
            title: fill(&phrases.return_before, &name),
            lines: before,
        },
        steps,
        on_the_way: Section {
            title: fill(&phrases.return_on_the_way, &name),
            lines: ladder.map(|one| one.on_the_way.clone()).unwrap_or_default(),
        },
    })
}

/// A step's name; nothing if the packs do not have it.
pub(super) fn name(library: &Library, ladder: Option<&LadderId>, step: &str) -> Option<String> {
    let ladder = ladder.and_then(|id| find(library, id));
    let rung = ladder.and_then(|ladder| rung(library, ladder, step));
    if let Some(form) = rung.and_then(|rung| rung.form.as_ref()) {
        return Some(form.name.clone());
    }
    let key = library.exercises.find(step)?;
    Some(library.exercises[key].name.clone())
}

/// How much of an exercise the first phase has, if it is there.
fn planned(document: &PlanDocument, step: &str) -> Option<regimen_core::format::common::Dose> {
    let sessions = document
        .phases
        .iter()
        .take(1)
        .flat_map(|phase| &phase.sessions);
    let mut items = sessions.flat_map(|session| &session.items);
    let item = items.find(|item| item.exercise.as_str() == step)?;
    Some(item.dose.clone())
}

fn find<'l>(library: &'l Library, id: &LadderId) -> Option<&'l Ladder> {
    let key = library.ladders.find(id.as_str())?;
    Some(&library.ladders[key])
}

/// The rung that a step names: by its form, or by its exercise where it has none.
fn rung<'l>(library: &'l Library, ladder: &'l Ladder, step: &str) -> Option<&'l Rung> {
    let exercise = library.exercises.find(step);
    ladder.rungs.iter().find(|rung| match &rung.form {
        Some(form) => form.id.as_str() == step,
        None => exercise.is_some_and(|key| rung.any_of.contains(&key)),
    })
}
