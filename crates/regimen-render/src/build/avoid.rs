//! What to leave out for now: at a glance, and as a table with the reasons.

use icu_collator::Collator;
use icu_collator::options::CollatorOptions;
use icu_locale_core::Locale;
use regimen_core::format::phrases::fill;
use regimen_core::library::{Exercise, Library};
use regimen_core::presentation::Units;
use regimen_core::report::{AvoidEntry, PlanDocument};

use super::sessions::Sessions;
use super::{Mismatch, alternatives, cards, exercise, sheet};
use crate::view::{Section, TableView};

/// Which come first at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
    /// With the weeks, where later ones have it.
    back: Option<String>,
}

/// The names at a glance, the table by name, and what comes in later weeks, with those.
pub(super) fn avoid(
    library: &Library,
    units: Units,
    sessions: &Sessions<'_>,
    document: &PlanDocument,
) -> Result<(Section, TableView, Vec<String>), Mismatch> {
    let phrases = &library.phrases;
    let mut avoided = Vec::new();
    for entry in &document.avoid {
        let (_, record) = exercise(library, entry.exercise.as_str())?;
        avoided.push(one(library, units, sessions, record, entry)?);
    }
    by_name(&mut avoided, &library.languages.used);
    let mut ranked: Vec<&Avoided<'_>> = avoided.iter().collect();
    ranked.sort_by_key(|one| one.rank);
    let glance = sheet::short_list(
        library,
        &phrases.glance_avoid,
        ranked.iter().map(|one| one.name),
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
    let back = avoided.iter().filter_map(|one| one.back.clone()).collect();
    Ok((glance, table, back))
}

/// Sorts by name, as the language does; as plain text where it is no language that is known.
fn by_name(avoided: &mut [Avoided<'_>], language: &str) {
    let locale = Locale::try_from_str(language).unwrap_or(Locale::UNKNOWN);
    match Collator::try_new((&locale).into(), CollatorOptions::default()) {
        Ok(collator) => avoided.sort_by(|a, b| collator.compare(a.name, b.name)),
        Err(_) => avoided.sort_by_key(|one| one.name),
    }
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
    let back = (rank != Rank::Never).then(|| {
        let phrases = &library.phrases;
        let weeks = cards::weeks_of(library, units, sessions, record.id.as_str());
        fill(
            &phrases.session_weeks,
            &[("name", &record.name), ("weeks", &weeks)],
        )
    });
    Ok(Avoided {
        rank,
        name: &record.name,
        why,
        instead: alternatives(library, &instead),
        back,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_as_the_language_does() {
        let sorted = |language, names: &[&'static str]| {
            let one = |name: &&'static str| Avoided {
                rank: Rank::Never,
                name,
                why: String::new(),
                instead: String::new(),
                back: None,
            };
            let mut all: Vec<Avoided<'_>> = names.iter().map(one).collect();
            by_name(&mut all, language);
            all.iter().map(|one| one.name).collect::<Vec<_>>()
        };
        let names = ["Press", "peso", "Pájaro", "ñu", "Nado", "Oso"];
        assert_eq!(
            sorted("es", &names),
            ["Nado", "ñu", "Oso", "Pájaro", "peso", "Press"]
        );
        // What is no language is sorted as any text.
        assert_eq!(sorted("no language", &["b", "á", "a"]), ["a", "á", "b"]);
    }
}
