//! Whether a mutant is seen: by the check, by a case that plans, or by a case's verdicts.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use regimen_core::diagnostic::{Severity, Spot};
use regimen_core::source::Sources;
use regimen_core::{cases, check};

use crate::edits::Mutant;

/// What sees a mutant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Seen {
    /// The check has an error.
    Check,
    /// Something that a case expects of a plan does not hold.
    Plan,
    /// Verdicts differ, and nothing else.
    Verdicts,
    /// Nothing.
    Not,
}

/// A copy of the packs with one file changed: its pack, its path, its text.
pub(crate) type Copy = dyn Fn(&str, &str, &str) -> Sources + Sync;

/// What sees a mutant. What a plan holds is looked at before verdicts only to tell them apart.
fn seen(mutant: &Mutant, copy: &Copy) -> Seen {
    let checked = check(&copy(&mutant.pack, &mutant.file, &mutant.text));
    if checked
        .problems
        .iter()
        .any(|one| one.severity == Severity::Error)
    {
        return Seen::Check;
    }
    let library = checked.library.expect("packs without an error");
    let mut seen = Seen::Not;
    for case in &checked.cases {
        for one in cases::run(&library, case) {
            match &one.place.spot {
                Spot::Value(path) | Spot::Key(path) if path.starts_with("/expect/verdicts") => {
                    seen = Seen::Verdicts;
                }
                _ => return Seen::Plan,
            }
        }
    }
    seen
}

/// What sees each of them, in order.
pub(crate) fn by_what(mutants: &[&Mutant], copy: &Copy) -> Vec<Seen> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(mutant) = mutants.get(at) else {
                return done;
            };
            done.push((at, seen(mutant, copy)));
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let mut all: Vec<(usize, Seen)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let done = workers.into_iter().map(|one| one.join().expect("a worker"));
        done.flatten().collect()
    });
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, seen)| seen).collect()
}
