//! For every exercise, each level that it asks one lower, and for every limit, the limit gone: is it seen? A mutant is
//! seen when the check of the packs has an error, or when one of their cases fails; what nothing sees must stand in
//! `harmless.toml`, in a class whose claim holds. `prove` judges by the records themselves, so it has no say here.
//!
//! Every 25th mutant is tried, from the first; `REGIMEN_WHOLE=1 cargo test -p regimen-core --test mutants` tries all
//! of them, which takes some minutes.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "packs that cannot be read have failed; the whole trial prints its count"
)]

mod edits;
mod harmless;
mod packs;
mod seen;
mod workers;

use std::collections::BTreeMap;

use edits::Mutant;
use regimen_core::check;
use regimen_core::source::Sources;
use seen::Seen;

/// How many mutants apart the sample is.
const STEP: usize = 25;

/// A copy of the packs with one file changed: its pack, its path, its text.
type Copy = dyn Fn(&str, &str, &str) -> Sources + Sync;

/// What sees each of them, in order.
fn by_what(mutants: &[&Mutant], copy: &Copy) -> Vec<Seen> {
    workers::each(mutants, |mutant| {
        seen::of(&check(&copy(&mutant.pack, &mutant.file, &mutant.text)))
    })
}

/// What is wrong with the mutants that were tried and with the list, in words.
fn wrong(all: &[Mutant], tried: &[(&Mutant, Seen)], list: &str) -> Vec<String> {
    let library = check(&packs::all()).library.expect("sound packs");
    let listed = harmless::listed(list);
    let mut wrong = Vec::new();
    for (name, claim) in &listed {
        if !all.iter().any(|one| one.name == *name) {
            wrong.push(format!(
                "{name}: there is no such mutant: take it off the list"
            ));
        } else if !harmless::holds(&library, claim, name) {
            wrong.push(format!("{name}: `{claim}` does not hold of it"));
        }
    }
    for (mutant, seen) in tried {
        match (listed.contains_key(&mutant.name), seen) {
            (false, Seen::Not) => wrong.push(format!(
                "{}: nothing sees it: write a case, or show that it is harmless",
                mutant.name
            )),
            (true, Seen::Check | Seen::Plan | Seen::Verdicts) => wrong.push(format!(
                "{}: it is seen ({seen:?}): take it off the list",
                mutant.name
            )),
            (true, Seen::Not) | (false, _) => {}
        }
    }
    wrong
}

#[test]
fn a_lowered_level_or_a_limit_that_is_gone_is_seen() {
    let all = edits::all();
    assert!(all.len() > 500, "only {} mutants", all.len());
    let whole = std::env::var_os("REGIMEN_WHOLE").is_some();
    let step = if whole { 1 } else { STEP };
    let tried: Vec<&Mutant> = all.iter().step_by(step).collect();
    let seen = by_what(&tried, &packs::with);
    let tried: Vec<(&Mutant, Seen)> = tried.into_iter().zip(seen).collect();
    let mut counts: BTreeMap<(&str, Seen), usize> = BTreeMap::new();
    for (mutant, seen) in &tried {
        let folder = mutant.file.split('/').next().unwrap_or("");
        *counts.entry((folder, *seen)).or_default() += 1;
    }
    println!("{} of {}: {counts:?}", tried.len(), all.len());
    let wrong = wrong(&all, &tried, harmless::LIST);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The first mutant whose name ends so.
fn named<'m>(all: &'m [Mutant], end: &str) -> &'m Mutant {
    let mut all = all.iter();
    all.find(|one| one.name.ends_with(end)).expect("a mutant")
}

const ONLY_BY_VERDICTS: &str = "exercises/sit-up.toml demands.compression";

#[test]
fn a_mutant_that_nothing_sees_fails_the_trial() {
    let all = edits::all();
    let mutant = named(&all, ONLY_BY_VERDICTS);
    let trial = |sources: &Copy| {
        let seen = by_what(&[mutant], sources)[0];
        (seen, wrong(&all, &[(mutant, seen)], harmless::LIST))
    };
    assert_eq!(trial(&packs::with), (Seen::Verdicts, Vec::new()));
    // The same packs without their verdicts: nobody would have noticed.
    let (seen, wrong) = trial(&packs::with_no_verdicts);
    assert_eq!(seen, Seen::Not);
    assert_eq!(
        wrong,
        [format!(
            "{}: nothing sees it: write a case, or show that it is harmless",
            mutant.name
        )]
    );
}

#[test]
fn a_line_of_the_list_that_is_not_needed_or_not_true_fails_the_trial() {
    let all = edits::all();
    let mutant = named(&all, ONLY_BY_VERDICTS);
    let list = |claim: &str, name: &str| {
        let reason = "It is said here, at some length, and it is not so.";
        format!("[[class]]\nclaim = \"{claim}\"\nreason = \"{reason}\"\nmutants = [\"{name}\"]\n")
    };
    let says = |list: &str, tried: &[(&Mutant, Seen)], wanted: &str| {
        let wrong = wrong(&all, tried, list);
        assert!(wrong.iter().any(|one| one.contains(wanted)), "{wrong:?}");
    };
    let costs = "nothing-on-the-list-costs";
    says(&list(costs, "back-care/gone.toml x"), &[], "no such mutant");
    says(&list(costs, &mutant.name), &[], "does not hold");
    says(
        &list(costs, &mutant.name),
        &[(mutant, Seen::Verdicts)],
        "it is seen (Verdicts)",
    );
    // Its trap bar and its walk ask a fair amount; and it holds no kind of load back.
    let library = check(&packs::all()).library.expect("sound packs");
    let last = "after-spinal-surgery/programmes/after-spinal-surgery.toml phases.strength";
    let heavier = "nothing-on-the-list-is-heavier";
    assert!(!harmless::holds(&library, costs, &format!("{last}.budget")));
    assert!(!harmless::holds(
        &library,
        heavier,
        &format!("{last}.loads")
    ));
}
