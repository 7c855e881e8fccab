//! R201, R202: what `response.toml` points at within itself: questions and lights.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Mend, Place, codes};
use crate::format::response::Response;
use crate::id::QuestionId;
use crate::link::{Record, Records};
use crate::suggest;

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    for record in &records.responses {
        let response = &record.value;
        let lights = response.light.iter().map(|one| one.id.as_str());
        let questions = response.question.iter().map(|one| one.id.as_str());
        twice(record, "lights", "light", lights, problems);
        twice(record, "questions", "question", questions, problems);
        for (at, light) in response.light.iter().enumerate() {
            for id in light.answers.keys() {
                let pointer = format!("/light/{at}/answers/{id}");
                question(record, response, id, &pointer, problems);
            }
            if let Some(again) = &light.hurts_again
                && !response.light.iter().any(|one| one.id == again.light)
            {
                let ids = response.light.iter().map(|one| one.id.as_str());
                let place = Place::value(record.file, format!("/light/{at}/hurts_again/light"));
                missing("lights", again.light.as_str(), ids, place, problems);
            }
        }
        if let Some(progress) = &response.progress {
            for id in progress.answers.keys() {
                let pointer = format!("/progress/answers/{id}");
                question(record, response, id, &pointer, problems);
            }
        }
    }
}

fn question(
    record: &Record<Response>,
    response: &Response,
    id: &QuestionId,
    pointer: &str,
    problems: &mut Vec<Diagnostic>,
) {
    if !response.question.iter().any(|one| one.id == *id) {
        let ids = response.question.iter().map(|one| one.id.as_str());
        let place = Place::key(record.file, pointer);
        missing("questions", id.as_str(), ids, place, problems);
    }
}

fn missing<'a>(
    what: &str,
    id: &str,
    ids: impl Iterator<Item = &'a str> + Clone,
    place: Place,
    problems: &mut Vec<Diagnostic>,
) {
    let help = suggest::nearest(id, ids.clone()).map(|near| format!("Did you mean `{near}`?"));
    let mend = Mend::id(&place, id, ids);
    problems.push(
        Diagnostic::new(
            &codes::DANGLING,
            place,
            format!("there is no `{id}` among the {what} of this file"),
        )
        .label("not found")
        .maybe_help(help)
        .mend(mend),
    );
}

fn twice<'a>(
    record: &Record<Response>,
    what: &str,
    key: &str,
    ids: impl Iterator<Item = &'a str>,
    problems: &mut Vec<Diagnostic>,
) {
    let mut seen = BTreeSet::new();
    for (at, id) in ids.enumerate() {
        if !seen.insert(id) {
            problems.push(Diagnostic::new(
                &codes::DUPLICATE,
                Place::value(record.file, format!("/{key}/{at}/id")),
                format!("there are two {what} with the id `{id}`"),
            ));
        }
    }
}
