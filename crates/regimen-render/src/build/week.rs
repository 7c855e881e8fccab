//! The week, the sessions as tables, and the log.

use regimen_core::format::phrases::fill;
use regimen_core::format::programme::Day;
use regimen_core::library::{Library, Programme};
use regimen_core::report::{PlanDocument, SessionEntry, TrainingEntry};

use super::{Mismatch, amounts, exercise};
use crate::view::{
    DayView, LogRow, LogView, PhaseView, PhasesView, Section, SessionRow, SessionView, WeekRow,
    WeekView,
};

/// A session's short name: its id in capitals, as in `A`.
pub(super) fn short(id: &str) -> String {
    id.to_uppercase()
}

/// The week: one row if every week is the same, two if the weeks alternate.
pub(super) fn week(library: &Library, document: &PlanDocument) -> WeekView {
    let phrases = &library.phrases;
    let of = |week: u16| -> Vec<&TrainingEntry> {
        document
            .calendar
            .iter()
            .filter(|one| one.week == week)
            .collect()
    };
    let shape = |week: u16| -> Vec<(Day, &str)> {
        of(week)
            .iter()
            .map(|one| (one.day, one.session.as_str()))
            .collect()
    };
    let row = |label: &str, week: u16| WeekRow {
        label: label.to_owned(),
        days: Day::WEEK
            .into_iter()
            .map(|day| {
                let training = of(week).into_iter().find(|one| one.day == day);
                DayView {
                    day: phrases.day(day).to_owned(),
                    what: training.map_or_else(
                        || phrases.rest_day.clone(),
                        |one| short(one.session.as_str()),
                    ),
                    training: training.is_some(),
                }
            })
            .collect(),
    };
    let all_weeks = || document.calendar.iter().map(|one| one.week);
    let weeks = all_weeks().max().unwrap_or(0);
    let start = all_weeks().min().unwrap_or(1);
    let all_as = |first: u16, step: usize| {
        (first..=weeks)
            .step_by(step)
            .all(|week| shape(week) == shape(first))
    };
    // The first odd and the first even week of those that are left.
    let (odd, even) = if start % 2 == 1 {
        (start, start + 1)
    } else {
        (start + 1, start)
    };
    let rows = if all_as(start, 1) {
        vec![row(&phrases.week_every, start)]
    } else if all_as(odd, 2) && all_as(even, 2) {
        vec![row(&phrases.week_odd, odd), row(&phrases.week_even, even)]
    } else {
        (start..=weeks)
            .map(|week| {
                let label = fill(&phrases.phase_week, &[("week", &week.to_string())]);
                row(&label, week)
            })
            .collect()
    };
    WeekView {
        title: phrases.week_title.clone(),
        rows,
    }
}

/// The phases.
pub(super) fn phases(
    library: &Library,
    document: &PlanDocument,
    programme: &Programme,
) -> PhasesView {
    let phrases = &library.phrases;
    let phases = document
        .phases
        .iter()
        .map(|entry| {
            let phase = programme.phases.iter().find(|phase| phase.id == entry.id);
            let weeks = if entry.weeks.min == entry.weeks.max {
                fill(
                    &phrases.phase_week,
                    &[("week", &entry.weeks.min.to_string())],
                )
            } else {
                fill(
                    &phrases.phase_weeks,
                    &[
                        ("from", &entry.weeks.min.to_string()),
                        ("to", &entry.weeks.max.to_string()),
                    ],
                )
            };
            PhaseView {
                weeks,
                name: phase.map_or_else(|| entry.id.to_string(), |phase| phase.name.clone()),
                aim: phase.map(|phase| phase.aim.clone()).unwrap_or_default(),
                how: phase.map(|phase| phase.how.clone()).unwrap_or_default(),
                opens: Section {
                    title: phrases.phase_opens.clone(),
                    lines: entry.opens_when.clone(),
                },
            }
        })
        .collect();
    PhasesView {
        title: phrases.phases_title.clone(),
        phases,
        afterwards: Section {
            title: phrases.afterwards_title.clone(),
            lines: programme.afterwards.clone(),
        },
    }
}

/// The sessions of the plan, each different one once: phases that share a session share its table.
pub(super) fn distinct(document: &PlanDocument) -> Vec<&SessionEntry> {
    let mut sessions: Vec<&SessionEntry> = Vec::new();
    for session in document.phases.iter().flat_map(|phase| &phase.sessions) {
        if !sessions.contains(&session) {
            sessions.push(session);
        }
    }
    sessions
}

/// One session as a table.
pub(super) fn session(
    library: &Library,
    programme: &Programme,
    entry: &SessionEntry,
) -> Result<SessionView, Mismatch> {
    let phrases = &library.phrases;
    let written = programme
        .sessions
        .iter()
        .find(|session| session.id == entry.id);
    let mut rows = Vec::new();
    for item in &entry.items {
        let (key, record) = exercise(library, item.exercise.as_str())?;
        let mut notes = Vec::new();
        let own = match &item.instead_of {
            Some(id) => exercise(library, id.as_str())?.0,
            None => key,
        };
        let warm_up = written.is_some_and(|session| {
            session
                .slots
                .iter()
                .any(|slot| slot.exercise == own && slot.warm_up)
        });
        if warm_up {
            notes.push(phrases.warm_up.clone());
        }
        if item.instead_of.is_some() {
            notes.push(fill(
                &phrases.instead_of,
                &[("exercise", &library.exercises[own].name)],
            ));
        }
        notes.extend(item.adjust.iter().map(|adjust| adjust.how.clone()));
        rows.push(SessionRow {
            id: record.id.to_string(),
            name: record.name.clone(),
            notes,
            amount: amounts::amount(phrases, &item.dose),
            rest: amounts::rest(phrases, &item.dose),
            boxes: item.dose.sets.map_or(1, |sets| sets.max),
        });
    }
    let name = written.map_or_else(|| entry.id.to_string(), |session| session.name.clone());
    let name = entry.name.clone().unwrap_or(name);
    Ok(SessionView {
        short: short(entry.id.as_str()),
        title: fill(&phrases.session_title, &[("name", &name)]),
        minutes: fill(
            &phrases.about_minutes,
            &[
                ("from", &entry.minutes.min.to_string()),
                ("to", &entry.minutes.max.to_string()),
            ],
        ),
        headings: vec![
            phrases.col_exercise.clone(),
            phrases.col_amount.clone(),
            phrases.col_rest.clone(),
            phrases.col_done.clone(),
        ],
        rows,
        left_out: Section {
            title: phrases.left_out_title.clone(),
            lines: entry.left_out.iter().map(|one| one.why.clone()).collect(),
        },
    })
}

/// The log: a row for each training day.
pub(super) fn log(library: &Library, document: &PlanDocument) -> LogView {
    let phrases = &library.phrases;
    LogView {
        title: phrases.log_title.clone(),
        lead: phrases.log_lead.clone(),
        headings: vec![
            phrases.log_week.clone(),
            phrases.log_day.clone(),
            phrases.log_session.clone(),
            phrases.log_done.clone(),
            phrases.log_pain.clone(),
            phrases.log_next_day.clone(),
            phrases.log_note.clone(),
        ],
        rows: document
            .calendar
            .iter()
            .map(|one| LogRow {
                week: one.week.to_string(),
                day: phrases.day(one.day).to_owned(),
                session: short(one.session.as_str()),
            })
            .collect(),
    }
}
