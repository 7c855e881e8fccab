//! The log: for each session a grid of days and exercises, with a box for each set.

use regimen_core::format::phrases::fill;
use regimen_core::library::Library;
use regimen_core::report::{PlanDocument, TrainingEntry};

use super::sessions::{Held, Sessions};
use crate::view::{LogDay, LogRow, LogSheet, LogView, SessionView};

/// How many days stand beside each other, and how many in large print: what a page has room for.
const DAYS: usize = 6;
const DAYS_LARGE: usize = 4;

/// The log. `views` are the views of the sessions, in the same order.
pub(super) fn log(
    library: &Library,
    document: &PlanDocument,
    sessions: &Sessions<'_>,
    views: &[SessionView],
    large_print: bool,
) -> LogView {
    let phrases = &library.phrases;
    let most = if large_print { DAYS_LARGE } else { DAYS };
    let mut sheets = Vec::new();
    for (held, view) in sessions.all.iter().zip(views) {
        let days: Vec<&TrainingEntry> = document
            .calendar
            .iter()
            .filter(|one| one.session == held.entry.id && in_weeks(held, one.week))
            .collect();
        for days in even(&days, most) {
            let first = days.first().map(|one| (one.week, one.day));
            let sheet = LogSheet {
                round: 0,
                title: view.title.clone(),
                heading: phrases.col_exercise.clone(),
                days: days.iter().map(|one| day(library, one)).collect(),
                rows: rows(held, view),
                write: vec![
                    phrases.log_pain.clone(),
                    phrases.log_next_day.clone(),
                    phrases.log_note.clone(),
                ],
            };
            sheets.push((first, held, sheet));
        }
    }
    // By their first days: those of sessions that take turns are beside each other.
    sheets.sort_by_key(|&(first, ..)| first);
    let sheets = in_rounds(sheets.into_iter().map(|(_, held, sheet)| (held, sheet)));
    LogView {
        title: phrases.log_title.clone(),
        lead: phrases.log_lead.clone(),
        sheets,
    }
}

/// The sheets, each with its round: one sheet of each session that holds for the same weeks, as they come.
fn in_rounds<'a>(sheets: impl Iterator<Item = (&'a Held<'a>, LogSheet)>) -> Vec<LogSheet> {
    let mut round = 0;
    let mut here: Vec<&Held<'_>> = Vec::new();
    let numbered = sheets.map(|(held, sheet)| {
        let joins = |other: &&Held<'_>| !std::ptr::eq(*other, held) && other.weeks == held.weeks;
        if !here.iter().all(joins) {
            round += 1;
            here.clear();
        }
        here.push(held);
        LogSheet { round, ..sheet }
    });
    numbered.collect()
}

/// Things in their order, at most so many together, and nearly the same number each time: one more in the first ones.
fn even<T>(all: &[T], most: usize) -> impl Iterator<Item = &[T]> {
    let groups = all.len().div_ceil(most.max(1));
    let (each, more) = (all.len() / groups.max(1), all.len() % groups.max(1));
    let from = move |group: usize| group * each + group.min(more);
    (0..groups).filter_map(move |group| all.get(from(group)..from(group + 1)))
}

fn in_weeks(held: &Held<'_>, week: u16) -> bool {
    let mut spans = held.weeks.iter();
    spans.any(|(from, to)| (from..=to).contains(&&week))
}

fn day(library: &Library, one: &TrainingEntry) -> LogDay {
    let phrases = &library.phrases;
    LogDay {
        week: fill(&phrases.phase_week, &[("week", &one.week.to_string())]),
        easy: match one.easy {
            true => phrases.easy_mark.clone(),
            false => String::new(),
        },
        day: phrases.day(one.day).to_owned(),
    }
}

fn rows(held: &Held<'_>, view: &SessionView) -> Vec<LogRow> {
    let items = held.entry.items.iter().zip(&view.rows);
    items
        .map(|(item, row)| LogRow {
            name: row.name.clone(),
            amount: row.amount.clone(),
            boxes: item.dose.sets.map_or(1, |sets| sets.max),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_nearly_the_same_number_of_days() {
        let sizes = |count: usize, most| {
            let all: Vec<usize> = (0..count).collect();
            let groups: Vec<&[usize]> = even(&all, most).collect();
            assert_eq!(groups.concat(), all);
            groups.iter().map(|one| one.len()).collect::<Vec<_>>()
        };
        assert!(sizes(0, 4).is_empty());
        assert_eq!(sizes(3, 4), [3]);
        assert_eq!(sizes(18, 6), [6, 6, 6]);
        assert_eq!(sizes(21, 4), [4, 4, 4, 3, 3, 3]);
        assert_eq!(sizes(13, 6), [5, 4, 4]);
    }
}
