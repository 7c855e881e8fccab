//! The packs' own cases, run through the engine.
#![expect(clippy::expect_used, reason = "packs that cannot be read have failed")]

use regimen_core::cases::{self, Case};
use regimen_core::source::Sources;
use regimen_core::{Checked, check};
use regimen_tests::{Shipped, shipped, sources_of};

/// Some packs, checked with their cases.
fn checked<'s>(packs: impl Iterator<Item = &'s Shipped>) -> (Sources, Checked) {
    let sources = sources_of(packs, |_, _, text| Some(text.to_owned()));
    let checked = check(&sources);
    (sources, checked)
}

/// What does not hold, in words, of the cases that are chosen.
fn failures(
    (sources, checked): &(Sources, Checked),
    chosen: impl Fn(&Case) -> bool,
) -> Vec<String> {
    let library = checked.library.as_ref().expect("sound packs");
    let locator = sources.locator();
    let mut wrong = Vec::new();
    for case in checked.cases.iter().filter(|case| chosen(case)) {
        for one in cases::run(library, case) {
            wrong.push(format!(
                "{}:{}: expected {}; came: {}",
                sources.file(one.place.file).path,
                locator.line_column(&one.place).line,
                one.expected,
                one.came
            ));
        }
    }
    wrong
}

#[test]
fn every_case_holds() {
    let all = checked(shipped().iter());
    assert!(all.1.cases.len() > 60);
    let wrong = failures(&all, |_| true);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A case speaks only of its own pack and those that it requires, and needs no other to hold.
#[test]
fn every_case_holds_with_no_more_than_what_its_pack_requires() {
    let base = "back-care";
    for pack in shipped() {
        let few = shipped()
            .iter()
            .filter(|one| one.name == base || one.name == pack.name);
        let wrong = failures(&checked(few), |case| case.pack.as_str() == pack.name);
        assert!(wrong.is_empty(), "{}\n{}", pack.name, wrong.join("\n"));
    }
}

#[test]
fn each_finding_has_a_case_that_bites_and_one_that_spares() {
    let (_, checked) = checked(shipped().iter());
    let library = checked.library.expect("sound packs");
    for finding in library.findings.rows() {
        let cases = || checked.cases.iter().map(|case| &case.written);
        assert!(
            cases().any(|case| case.bites.contains(&finding.id)),
            "no case shows {} biting",
            finding.id
        );
        assert!(
            cases().any(|case| case.spares.contains(&finding.id)),
            "no case shows {} leaving alone what it should",
            finding.id
        );
    }
}
