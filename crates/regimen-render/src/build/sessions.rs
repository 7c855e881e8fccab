//! The sessions: which there are, for which weeks each holds, and each as a table.

use regimen_core::format::clinic::Detail;
use regimen_core::format::common::Loading;
use regimen_core::format::phrases::fill;
use regimen_core::library::{Library, Phrases, Programme};
use regimen_core::presentation::{Side, Units};
use regimen_core::report::{PlanDocument, SessionEntry};

use super::{Mismatch, amounts, exercise, week};
use crate::view::{LaterView, Section, SessionRow, SessionView};

/// Weeks, from and to.
pub(super) type Span = (u16, u16);

/// A session, and the phases that have it so.
#[derive(Debug)]
pub(super) struct Held<'a> {
    /// The session, as its first phase has it.
    pub(super) entry: &'a SessionEntry,
    /// The phases' positions in the plan, in order.
    pub(super) phases: Vec<usize>,
    /// The weeks of those phases, in order, neighbours joined.
    pub(super) weeks: Vec<Span>,
}

/// The sessions of a plan.
#[derive(Debug)]
pub(super) struct Sessions<'a> {
    /// Each different one once, in the order of the phases that have them first.
    pub(super) all: Vec<Held<'a>>,
    /// Whether some do not hold in every phase: then weeks are named.
    pub(super) differ: bool,
    /// All weeks of the plan.
    pub(super) weeks: Vec<Span>,
}

/// The sessions of a plan: phases that have a session alike share it.
pub(super) fn sessions(document: &PlanDocument) -> Sessions<'_> {
    let mut all: Vec<Held<'_>> = Vec::new();
    let mut weeks = Vec::new();
    for (at, phase) in document.phases.iter().enumerate() {
        let span = (phase.weeks.min, phase.weeks.max);
        join(&mut weeks, span);
        for entry in &phase.sessions {
            match all.iter_mut().find(|held| alike(held.entry, entry)) {
                Some(held) => {
                    held.phases.push(at);
                    join(&mut held.weeks, span);
                }
                None => all.push(Held {
                    entry,
                    phases: vec![at],
                    weeks: vec![span],
                }),
            }
        }
    }
    let differ = all
        .iter()
        .any(|held| held.phases.len() < document.phases.len());
    Sessions { all, differ, weeks }
}

/// Whether two sessions are the same on paper: reasons apart, which the cards give.
fn alike(a: &SessionEntry, b: &SessionEntry) -> bool {
    a.id == b.id
        && a.name == b.name
        && a.minutes == b.minutes
        && a.left_out == b.left_out
        && a.items.len() == b.items.len()
        && a.items.iter().zip(&b.items).all(|(a, b)| {
            a.exercise == b.exercise
                && a.instead_of == b.instead_of
                && a.equipment == b.equipment
                && a.dose == b.dose
                && a.adjust == b.adjust
        })
}

/// Adds weeks to some that come no later, joined to the last where they touch it.
pub(super) fn join(weeks: &mut Vec<Span>, (from, to): Span) {
    match weeks.last_mut() {
        Some((_, last)) if from <= *last + 1 => *last = to.max(*last),
        _ => weeks.push((from, to)),
    }
}

/// `week 5`, `weeks 1 to 4`, `weeks 1 to 4, 9 to 12`.
pub(super) fn in_weeks(phrases: &Phrases, weeks: &[Span]) -> String {
    if let [(from, to)] = weeks
        && from == to
    {
        return fill(&phrases.in_week, &[("week", &from.to_string())]);
    }
    let said: Vec<String> = weeks
        .iter()
        .map(|&(min, max)| {
            amounts::range_words(phrases, regimen_core::format::common::Range { min, max })
        })
        .collect();
    fill(&phrases.in_weeks, &[("weeks", &said.join(", "))])
}

/// The views of the sessions, those of now first, each later phase's under what opens it.
pub(super) fn views(
    library: &Library,
    programme: &Programme,
    document: &PlanDocument,
    sessions: &Sessions<'_>,
    units: Units,
) -> Result<Vec<SessionView>, Mismatch> {
    let phrases = &library.phrases;
    let mut views = Vec::new();
    let mut before = 0;
    for held in &sessions.all {
        let mut view = session(library, programme, held.entry, units)?;
        if sessions.differ {
            let weeks = in_weeks(phrases, &held.weeks);
            view.title = fill(
                &phrases.session_weeks,
                &[("name", &view.title), ("weeks", &weeks)],
            );
        }
        let first = held.phases.first().copied().unwrap_or(0);
        if first > before {
            view.later = later(library, programme, document, sessions, first);
            before = first;
        }
        views.push(view);
    }
    Ok(views)
}

/// What stands before the sessions of a later phase.
fn later(
    library: &Library,
    programme: &Programme,
    document: &PlanDocument,
    sessions: &Sessions<'_>,
    at: usize,
) -> Option<LaterView> {
    let phrases = &library.phrases;
    let entry = document.phases.get(at)?;
    let phase = programme.phases.iter().find(|phase| phase.id == entry.id);
    let name = phase.map_or_else(|| entry.id.to_string(), |phase| phase.name.clone());
    let begins = |phase: usize| {
        let mut firsts = sessions.all.iter().map(|held| held.phases.first());
        firsts.any(|first| first == Some(&phase))
    };
    // Sessions that go on into a phase with none of its own end with neither.
    let goes_on = document.phases.len() > at + 1 && !begins(at + 1);
    let weeks = if goes_on && !phrases.from_week.is_empty() {
        let week = entry.weeks.min.to_string();
        fill(&phrases.from_week, &[("week", &week)])
    } else {
        in_weeks(phrases, &[(entry.weeks.min, entry.weeks.max)])
    };
    let stays = sessions
        .all
        .iter()
        .filter(|held| held.phases.contains(&at) && held.phases.first() != Some(&at))
        .map(|held| {
            let name = name_of(programme, held.entry);
            fill(&phrases.session_stays, &[("session", &name)])
        });
    Some(LaterView {
        title: fill(&phrases.later_title, &[("phase", &name), ("weeks", &weeks)]),
        opens: Section {
            title: phrases.phase_opens.clone(),
            lines: entry.opens_when.clone(),
        },
        stays: stays.collect(),
    })
}

/// What holds for every session: how to read an amount, which side starts, what a weight counts, how long the changes hold that
/// the sheet names.
pub(super) fn notes(library: &Library, document: &PlanDocument, detail: Detail) -> Vec<String> {
    let phrases = &library.phrases;
    let items = || {
        let sessions = document.phases.iter().flat_map(|phase| &phase.sessions);
        sessions.flat_map(|session| &session.items)
    };
    let mut lines = Vec::new();
    // A log's boxes say it, and a summary has no room to spare.
    let roomy = matches!(detail, Detail::Full | Detail::Cards);
    if !phrases.amounts_note.is_empty() {
        lines.push(phrases.amounts_note.clone());
    }
    let other = match document.side {
        Some(Side::Left) => Some(&phrases.side_right),
        Some(Side::Right) => Some(&phrases.side_left),
        Some(Side::Both) | None => None,
    };
    if let Some(other) = other
        && items().any(|item| item.dose.each_side == Some(true))
    {
        lines.push(fill(&phrases.side_start, &[("side", other)]));
    }
    if items().any(|item| matches!(item.dose.load, Some(Loading::Kg(_)))) {
        lines.push(phrases.weights_note.clone());
    }
    let changed = items().any(|item| !item.adjust.is_empty());
    if roomy && changed && !phrases.changes_note.is_empty() {
        lines.push(phrases.changes_note.clone());
    }
    lines
}

/// A session's name: its own, or the programme's.
pub(super) fn name_of(programme: &Programme, entry: &SessionEntry) -> String {
    let mut written = programme.sessions.iter();
    let name = written.find(|one| one.id == entry.id);
    let name = name.map_or_else(|| entry.id.to_string(), |one| one.name.clone());
    entry.name.clone().unwrap_or(name)
}

/// One session as a table.
fn session(
    library: &Library,
    programme: &Programme,
    entry: &SessionEntry,
    units: Units,
) -> Result<SessionView, Mismatch> {
    let phrases = &library.phrases;
    // The person's own sessions have no warm-up, whatever the programme's of the same letter has.
    let mut sessions = programme.sessions.iter();
    let written = sessions.find(|one| one.id == entry.id && entry.name.is_none());
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
        notes.extend(amounts::whole_changes(phrases, units, item));
        rows.push(SessionRow {
            id: record.id.to_string(),
            name: record.name.clone(),
            notes,
            amount: amounts::whole_amount(phrases, units, &item.dose),
            rest: amounts::rest(phrases, &item.dose),
        });
    }
    Ok(SessionView {
        later: None,
        short: week::short(entry.id.as_str()),
        title: fill(
            &phrases.session_title,
            &[("name", &name_of(programme, entry))],
        ),
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
        ],
        rows,
        left_out: Section {
            title: phrases.left_out_title.clone(),
            lines: entry.left_out.iter().map(|one| one.why.clone()).collect(),
        },
    })
}
