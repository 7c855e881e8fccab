//! The week, the phases, and the log.

use regimen_core::format::common::Range;
use regimen_core::format::phrases::fill;
use regimen_core::format::programme::Day;
use regimen_core::library::{Library, Programme};
use regimen_core::report::{PlanDocument, TrainingEntry};

use super::capital;
use super::sessions::in_weeks;
use crate::view::{DayView, PhaseView, PhasesView, Section, WeekRow, WeekView};

/// A session's short name: its id in capitals, as in `A`.
pub(super) fn short(id: &str) -> String {
    id.to_uppercase()
}

/// The week: one row if every week is the same, two if the weeks alternate. Where the sessions change with the
/// phase, so for each phase.
pub(super) fn week(library: &Library, document: &PlanDocument, programme: &Programme) -> WeekView {
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
    let row = |label: String, week: u16| WeekRow {
        label,
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
    let last = all_weeks().max().unwrap_or(0);
    let start = all_weeks().min().unwrap_or(1);
    let all_as = |first: u16, last: u16, step: usize| {
        (first..=last)
            .step_by(step)
            .all(|week| shape(week) == shape(first))
    };
    // The first odd and the first even week of those that are left.
    let (odd, even) = if start % 2 == 1 {
        (start, start + 1)
    } else {
        (start + 1, start)
    };
    let mut rows = Vec::new();
    if all_as(start, last, 1) {
        rows.push(row(phrases.week_every.clone(), start));
    } else if all_as(odd, last, 2) && all_as(even, last, 2) {
        rows.push(row(phrases.week_odd.clone(), odd));
        rows.push(row(phrases.week_even.clone(), even));
    } else {
        for phase in &document.phases {
            let (from, to) = (phase.weeks.min.max(start), phase.weeks.max);
            if all_as(from, to, 1) {
                rows.push(row(capital(&in_weeks(phrases, &[(from, to)])), from));
            } else if all_as(from, to, 2) && all_as(from + 1, to, 2) {
                rows.push(row(every_other(library, from, to), from));
                rows.push(row(every_other(library, from + 1, to), from + 1));
            } else {
                let each = |week| row(capital(&in_weeks(phrases, &[(week, week)])), week);
                rows.extend((from..=to).map(each));
            }
        }
    }
    WeekView {
        title: phrases.week_title.clone(),
        rows,
        easy: easy(library, document, programme),
    }
}

/// `Weeks 13, 15 and so on to 25`, or the few there are.
fn every_other(library: &Library, from: u16, to: u16) -> String {
    let weeks: Vec<u16> = (from..=to).step_by(2).collect();
    match weeks.as_slice() {
        [first, second, .., last] if weeks.len() > 2 => fill(
            &library.phrases.weeks_turn,
            &[
                ("first", &first.to_string()),
                ("second", &second.to_string()),
                ("last", &last.to_string()),
            ],
        ),
        few => {
            let spans: Vec<(u16, u16)> = few.iter().map(|&week| (week, week)).collect();
            capital(&in_weeks(&library.phrases, &spans))
        }
    }
}

/// The easier weeks, a line for each phase that has some: which, and how.
fn easy(library: &Library, document: &PlanDocument, programme: &Programme) -> Section {
    let mut lines = Vec::new();
    for entry in &document.phases {
        let phase = programme.phases.iter().find(|phase| phase.id == entry.id);
        let Some(deload) = phase.and_then(|phase| phase.deload.as_ref()) else {
            continue;
        };
        let mut spans: Vec<(u16, u16)> = Vec::new();
        let within = |one: &&TrainingEntry| {
            one.easy && entry.weeks.min <= one.week && one.week <= entry.weeks.max
        };
        for one in document.calendar.iter().filter(within) {
            match spans.last_mut() {
                Some((_, last)) if one.week <= *last + 1 => *last = one.week,
                _ => spans.push((one.week, one.week)),
            }
        }
        if !spans.is_empty() {
            let weeks = capital(&in_weeks(&library.phrases, &spans));
            lines.push(format!("{weeks}: {}", deload.how.as_ref()));
        }
    }
    Section {
        title: library.phrases.easy_title.clone(),
        lines,
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
            PhaseView {
                weeks: phase_weeks(library, entry.weeks),
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

/// A phase's weeks.
fn phase_weeks(library: &Library, weeks: Range) -> String {
    let phrases = &library.phrases;
    if weeks.min == weeks.max {
        return fill(&phrases.phase_week, &[("week", &weeks.min.to_string())]);
    }
    fill(
        &phrases.phase_weeks,
        &[
            ("from", &weeks.min.to_string()),
            ("to", &weeks.max.to_string()),
        ],
    )
}
