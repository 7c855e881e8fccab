//! From check-ins to the next step: progress, hold, ease, step down, or be seen.
//!
//! Total and pure, like planning. What is judged by stands in the packs' `response.toml`: lights with their cut-offs and
//! what follows from them. Here conditions are numbers and named answers, and actions a closed list. It only advises:
//! no plan is changed, and nothing advised passes a limit of the plan's phase.

mod bad_day;
mod decide;
mod document;
mod easier;
mod harder;
mod history;
mod instead;
mod known;
mod lights;
mod read;
mod words;

pub use bad_day::{BadDay, EasierOne};
pub use document::{
    BecauseEntry, Decision, NextDocument, NextEntry, NextOutcome, NextRefer, RuleEntry,
    StageDownEntry, UseEntry,
};
pub use known::{Known, Mismatch};
pub use read::{LogChecked, Logged, check_log};

use crate::library::{Exercise, Key, Library};
use crate::report::PlanDocument;

/// Whether the packs are the ones that a plan was made with.
pub fn same_packs(library: &Library, document: &PlanDocument) -> bool {
    let now = library.packs.iter().map(|pack| &pack.digest);
    let then = document.provenance.packs.iter().map(|pack| &pack.digest);
    now.eq(then)
}

/// The next step for each exercise of the phase that the last check-in is in. A red flag at any check-in refers, and gives
/// no next step; it stands until a new log is begun.
pub fn next(known: &Known<'_>, logged: &Logged) -> Option<NextDocument> {
    let last = logged.visits.last()?;
    let now = known.phases.get(last.phase)?;
    let refer = words::refer(known.library, logged);
    let mut exercises: Vec<Key<Exercise>> = Vec::new();
    if refer.is_empty() {
        for item in &now.items {
            if !exercises.contains(&item.exercise) {
                exercises.push(item.exercise);
            }
        }
    }
    let outcome = if refer.is_empty() {
        NextOutcome::Next
    } else {
        NextOutcome::Refer
    };
    let phrases = &known.library.phrases;
    Some(NextDocument {
        outcome,
        title: match outcome {
            NextOutcome::Next => phrases.next_title.clone(),
            NextOutcome::Refer => phrases.next_refer.clone(),
        },
        refer,
        week: last.week,
        phase: now.entry.id.clone(),
        exercises: exercises
            .into_iter()
            .filter_map(|key| decide::decide(known, logged, now, key))
            .map(|decided| words::entry(known, now, &decided))
            .collect(),
        plan: known.document.provenance.clone(),
    })
}
