//! What only the clinician's copy has: what is limited and by what, why each exercise is in, and where that stands.

use std::collections::BTreeMap;

use regimen_core::format::phrases::fill;
use regimen_core::id::AxisId;
use regimen_core::library::{Key, Library, Programme, Reference};
use regimen_core::presentation::Units;
use regimen_core::report::{ItemEntry, LimitEntry, PlanDocument};

use super::sessions::{self, Sessions, Span, in_weeks, join};
use super::{Mismatch, amounts, capital, exercise};
use crate::view::{CopyView, TableView};

/// The part for the clinician.
pub(super) fn copy(
    library: &Library,
    programme: &Programme,
    document: &PlanDocument,
    sessions: &Sessions<'_>,
    units: Units,
) -> Result<CopyView, Mismatch> {
    let phrases = &library.phrases;
    Ok(CopyView {
        title: phrases.copy_title.clone(),
        lead: phrases.copy_lead.clone(),
        limits: limits(library, programme, document),
        reasons: reasons(library, programme, sessions, units)?,
    })
}

/// A table of limits for each run of phases that share them.
fn limits(library: &Library, programme: &Programme, document: &PlanDocument) -> Vec<TableView> {
    type Limits = BTreeMap<AxisId, LimitEntry>;
    let phrases = &library.phrases;
    let mut groups: Vec<(&Limits, Vec<Span>)> = Vec::new();
    for phase in &document.phases {
        let held = phase.limits.as_ref().unwrap_or(&document.limits);
        let span = (phase.weeks.min, phase.weeks.max);
        match groups.iter_mut().find(|(limits, _)| *limits == held) {
            Some((_, weeks)) => join(weeks, span),
            None => groups.push((held, vec![span])),
        }
    }
    let all = groups.len() == 1;
    groups
        .into_iter()
        .map(|(limits, weeks)| TableView {
            title: match all {
                true => phrases.copy_limits.clone(),
                false => fill(
                    &phrases.copy_limits_weeks,
                    &[("weeks", &in_weeks(phrases, &weeks))],
                ),
            },
            lead: match limits.is_empty() {
                true => phrases.copy_no_limits.clone(),
                false => String::new(),
            },
            headings: vec![
                phrases.copy_axis.clone(),
                phrases.copy_most.clone(),
                phrases.copy_because.clone(),
            ],
            rows: limits
                .iter()
                .map(|(axis, limit)| limit_row(library, programme, axis, limit))
                .collect(),
        })
        .collect()
}

fn limit_row(
    library: &Library,
    programme: &Programme,
    axis: &AxisId,
    limit: &LimitEntry,
) -> Vec<String> {
    let phrases = &library.phrases;
    let name = library
        .axes
        .find(axis.as_str())
        .map_or_else(|| axis.to_string(), |key| capital(&library.axes[key].name));
    let mut most = phrases.level(limit.max).to_owned();
    if let Some(minutes) = limit.bout_min {
        let minutes = fill(&phrases.minutes, &[("minutes", &minutes.to_string())]);
        most = format!("{most}, {minutes}");
    }
    let because = limit.because.iter().map(|id| named(library, programme, id));
    vec![name, most, because.collect::<Vec<_>>().join(", ")]
}

/// The name of what sets a limit: a finding, a stage, a phase of the programme, or the clinician.
fn named(library: &Library, programme: &Programme, id: &str) -> String {
    let phase = || {
        programme
            .phases
            .iter()
            .find(|phase| phase.id.as_str() == id)
    };
    if id == "tolerance" {
        library.phrases.by_clinician.clone()
    } else if let Some(key) = library.findings.find(id) {
        library.findings[key].name.clone()
    } else if let Some(key) = library.stages.find(id) {
        library.stages[key].name.clone()
    } else {
        phase().map_or_else(
            || id.to_owned(),
            |phase| format!("{}: {}", programme.name, phase.name),
        )
    }
}

/// A table of reasons for each session.
fn reasons(
    library: &Library,
    programme: &Programme,
    sessions: &Sessions<'_>,
    units: Units,
) -> Result<Vec<TableView>, Mismatch> {
    let phrases = &library.phrases;
    let mut tables = Vec::new();
    for held in &sessions.all {
        let mut session = sessions::name_of(programme, held.entry);
        if sessions.differ {
            let weeks = in_weeks(phrases, &held.weeks);
            let blanks = [("name", session.as_str()), ("weeks", weeks.as_str())];
            session = fill(&phrases.session_weeks, &blanks);
        }
        let rows = held
            .entry
            .items
            .iter()
            .map(|item| reason_row(library, units, item));
        tables.push(TableView {
            title: fill(&phrases.copy_reasons, &[("session", &session)]),
            lead: String::new(),
            headings: vec![
                phrases.col_exercise.clone(),
                phrases.copy_why.clone(),
                phrases.copy_from.clone(),
            ],
            rows: rows.collect::<Result<_, _>>()?,
        });
    }
    Ok(tables)
}

/// An exercise, why it is in and what is changed of it, and where that stands.
fn reason_row(library: &Library, units: Units, item: &ItemEntry) -> Result<Vec<String>, Mismatch> {
    let (_, record) = exercise(library, item.exercise.as_str())?;
    let why = item.why.iter().map(|why| why.text.clone());
    let why: Vec<String> = why
        .chain(amounts::whole_changes(&library.phrases, units, item))
        .collect();
    let mut from: Vec<String> = Vec::new();
    let records = item.why.iter().map(|why| why.from.clone());
    let sources = record.sources.iter().map(|&key| short(library, key));
    for one in records.chain(sources) {
        if !from.contains(&one) {
            from.push(one);
        }
    }
    Ok(vec![record.name.clone(), why.join(" "), from.join("; ")])
}

/// A citation in short: the first author and the year, or the title.
fn short(library: &Library, key: Key<Reference>) -> String {
    let cite = &library.references[key].cite;
    match (cite.authors.first(), cite.year) {
        (Some(author), Some(year)) => format!("{} ({year})", author.as_ref()),
        _ => cite.title.0.clone(),
    }
}
