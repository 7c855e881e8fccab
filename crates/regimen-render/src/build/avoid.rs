//! What to leave out for now: at a glance, and as a table with the reasons.

use regimen_core::library::{Exercise, Library};
use regimen_core::presentation::Units;
use regimen_core::report::{AvoidEntry, PlanDocument};

use super::sessions::Sessions;
use super::{Mismatch, alternatives, cards, exercise, sheet};
use crate::view::{Section, TableView};

/// Which come first at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    /// What the person trains now, and later weeks bring back.
    Own,
    /// What is in no week.
    Never,
    /// What only later weeks have.
    Later,
}

/// An exercise to leave out for now.
struct Avoided<'a> {
    rank: Rank,
    name: &'a str,
    why: String,
    instead: String,
}

/// The names at a glance, and the table, by name.
pub(super) fn avoid(
    library: &Library,
    units: Units,
    sessions: &Sessions<'_>,
    document: &PlanDocument,
) -> Result<(Section, TableView), Mismatch> {
    let phrases = &library.phrases;
    let mut avoided = Vec::new();
    for entry in &document.avoid {
        let (_, record) = exercise(library, entry.exercise.as_str())?;
        avoided.push(one(library, units, sessions, record, entry)?);
    }
    avoided.sort_by_key(|one| one.name.to_lowercase());
    let names = |rank: Rank| {
        let those = avoided.iter().filter(move |one| one.rank == rank);
        those.map(|one| one.name)
    };
    let ranks = [Rank::Own, Rank::Never, Rank::Later];
    let glance = sheet::short_list(
        library,
        &phrases.glance_avoid,
        ranks.into_iter().flat_map(names),
    );
    let mut headings = vec![
        phrases.col_exercise.clone(),
        phrases.avoid_because.clone(),
        phrases.avoid_use.clone(),
    ];
    let mut rows: Vec<Vec<String>> = avoided
        .iter()
        .map(|one| vec![one.name.to_owned(), one.why.clone(), one.instead.clone()])
        .collect();
    // A column that says in each row that there is nothing says nothing.
    if document.avoid.iter().all(|one| one.instead.is_empty()) {
        headings.pop();
        for row in &mut rows {
            row.pop();
        }
    }
    let table = TableView {
        title: phrases.avoid_title.clone(),
        lead: phrases.avoid_lead.clone(),
        headings,
        rows,
    };
    Ok((glance, table))
}

fn one<'a>(
    library: &'a Library,
    units: Units,
    sessions: &Sessions<'_>,
    record: &'a Exercise,
    entry: &AvoidEntry,
) -> Result<Avoided<'a>, Mismatch> {
    let own = || {
        let items = sessions.all.iter().flat_map(|held| &held.entry.items);
        items
            .filter(|item| item.exercise == record.id)
            .any(|item| item.why.iter().any(|why| why.code == "own"))
    };
    let (rank, why) = match cards::comes_in(library, units, sessions, record.id.as_str()) {
        Some(comes) => {
            let rank = if own() { Rank::Own } else { Rank::Later };
            (rank, format!("{} {comes}.", entry.why))
        }
        None => (Rank::Never, entry.why.clone()),
    };
    let instead = entry.instead.iter();
    let instead: Vec<&str> = instead
        .map(|id| Ok(exercise(library, id.as_str())?.1.name.as_str()))
        .collect::<Result<_, Mismatch>>()?;
    Ok(Avoided {
        rank,
        name: &record.name,
        why,
        instead: alternatives(library, &instead),
    })
}
