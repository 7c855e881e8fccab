//! A card for each exercise of the plan.

use regimen_core::format::phrases::fill;
use regimen_core::library::Library;
use regimen_core::report::{ItemEntry, SessionEntry};

use super::{Mismatch, amounts, exercise, week};
use crate::view::{Card, CardsView, FaultView, FaultsView, Section};

/// The cards, each exercise once, in the order in which they come.
pub(super) fn cards(library: &Library, sessions: &[&SessionEntry]) -> Result<CardsView, Mismatch> {
    let mut order: Vec<&ItemEntry> = Vec::new();
    for item in sessions.iter().flat_map(|session| &session.items) {
        if !order.iter().any(|one| one.exercise == item.exercise) {
            order.push(item);
        }
    }
    let mut cards = Vec::new();
    for (number, item) in (1u16..).zip(order) {
        cards.push(card(library, sessions, number, item)?);
    }
    Ok(CardsView {
        title: library.phrases.cards_title.clone(),
        cards,
    })
}

fn card(
    library: &Library,
    sessions: &[&SessionEntry],
    number: u16,
    item: &ItemEntry,
) -> Result<Card, Mismatch> {
    let phrases = &library.phrases;
    let (_, record) = exercise(library, item.exercise.as_str())?;
    let mut shorts: Vec<String> = Vec::new();
    let mut places: Vec<(String, &ItemEntry)> = Vec::new();
    for session in sessions {
        let short = week::short(session.id.as_str());
        for one in &session.items {
            if one.exercise == item.exercise {
                if !shorts.contains(&short) {
                    shorts.push(short.clone());
                }
                places.push((short.clone(), one));
            }
        }
    }
    let names: Vec<&str> = shorts.iter().map(String::as_str).collect();
    Ok(Card {
        id: record.id.to_string(),
        number,
        name: record.name.clone(),
        sessions: fill(&phrases.card_in, &[("sessions", &names.join(", "))]),
        purpose: record.purpose.clone(),
        amounts: amount_lines(library, &places),
        need_label: phrases.card_need.clone(),
        need: need(library, item)?,
        picture: fill(&phrases.card_picture, &[("exercise", &record.name)]),
        change: section(
            &phrases.card_change,
            distinct(&places, |one| {
                one.adjust.iter().map(|adjust| adjust.how.clone()).collect()
            }),
        ),
        why: section(
            &phrases.card_why,
            // An exercise that is as the programme has it needs no reason on paper, and what to watch has a
            // place of its own on the card; the plan itself gives every reason.
            distinct(&places, |one| {
                one.why
                    .iter()
                    .filter(|why| why.code != "fits" && why.code != "watch")
                    .map(|why| why.text.clone())
                    .collect()
            }),
        ),
        watch: section(&phrases.card_watch, record.watch.iter().cloned().collect()),
        steps: section(&phrases.card_steps, record.steps.clone()),
        cues: section(&phrases.card_cues, record.cues.clone()),
        faults: FaultsView {
            title: phrases.card_faults.clone(),
            rows: record
                .faults
                .iter()
                .map(|fault| FaultView {
                    see: fault.see.0.clone(),
                    mend: fault.mend.0.clone(),
                })
                .collect(),
        },
    })
}

fn section(title: &str, lines: Vec<String>) -> Section {
    Section {
        title: title.to_owned(),
        lines,
    }
}

/// Every different line over the places where an exercise stands, in order.
fn distinct(
    places: &[(String, &ItemEntry)],
    lines: impl Fn(&ItemEntry) -> Vec<String>,
) -> Vec<String> {
    let mut all = Vec::new();
    for (_, item) in places {
        for line in lines(item) {
            if !all.contains(&line) {
                all.push(line);
            }
        }
    }
    all
}

/// How much: once if it is the same everywhere, else with the session before it.
fn amount_lines(library: &Library, places: &[(String, &ItemEntry)]) -> Vec<String> {
    let lines: Vec<(&str, String)> = places
        .iter()
        .map(|(short, item)| {
            (
                short.as_str(),
                amounts::amount(&library.phrases, &item.dose),
            )
        })
        .collect();
    match lines.split_first() {
        Some(((_, first), rest)) if rest.iter().all(|(_, other)| other == first) => {
            vec![first.clone()]
        }
        _ => lines
            .into_iter()
            .map(|(short, line)| format!("{short}: {line}"))
            .collect(),
    }
}

/// What it is done with: the plan's choice from what is at hand.
fn need(library: &Library, item: &ItemEntry) -> Result<String, Mismatch> {
    let mut names = Vec::new();
    for id in &item.equipment {
        let key = library.equipment.find(id.as_str()).ok_or(Mismatch {
            id: id.to_string(),
            what: "equipment",
        })?;
        names.push(library.equipment[key].name.as_str());
    }
    if names.is_empty() {
        return Ok(library.phrases.card_nothing.clone());
    }
    Ok(names.join(" + "))
}
