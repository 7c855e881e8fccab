//! Properties of every plan with the shipped packs, over random presentations. What must hold is worked out
//! again from the records: see `regimen_tests::oracle`.
use std::cell::Cell;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::subsequence;
use proptest::test_runner::{RngSeed, TestRunner};
use regimen_core::plan::{Item, Outcome, Plan, Planned, Tracing, plan};
use regimen_core::report::report;
use regimen_tests::dice::Dice;
use regimen_tests::oracle::{document_holds, holds};
use regimen_tests::{ask, document, library, planned, presentations, try_document};

/// A presentation with every clearance that it needs, as text.
fn presentation() -> impl Strategy<Value = String> {
    let library = library();
    // A finding that no shipped programme is for gives no plan, and so nothing to look at.
    let findings: Vec<String> = ids(library.findings.ids())
        .into_iter()
        .filter(|id| gets_a_plan(id))
        .collect();
    let equipment: Vec<String> = ids(library.equipment.ids());
    let stages: Vec<String> = ids(library.stages.ids());
    let goals: Vec<String> = ids(library.exercises.ids());
    let (f, e) = (findings.len(), equipment.len());
    (
        subsequence(findings, 0..=f),
        subsequence(equipment, 0..=e),
        any::<bool>(),
        prop::sample::select(stages),
        subsequence(goals, 0..=4),
    )
        .prop_map(|(findings, equipment, all, stage, goals)| {
            let equipment = if all { "\"any\"".to_owned() } else { list(&equipment) };
            let cleared: Vec<String> = findings
                .iter()
                .filter(|id| needs_clearance(id))
                .cloned()
                .collect();
            format!(
                "red_flags = []\nfindings = {}\ncleared = {}\nstage = \"{stage}\"\nequipment = {equipment}\ngoals = {}\n",
                list(&findings),
                list(&cleared),
                list(&goals)
            )
        })
}

/// Whether some shipped programme is for a finding.
fn gets_a_plan(id: &str) -> bool {
    let library = library();
    library.findings.find(id).is_some_and(|key| {
        library
            .programmes
            .rows()
            .iter()
            .any(|programme| !programme.never_with.contains(&key))
    })
}

fn ids<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<String> {
    ids.map(str::to_owned).collect()
}

fn list(ids: &[String]) -> String {
    let quoted: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
    format!("[{}]", quoted.join(", "))
}

fn needs_clearance(id: &str) -> bool {
    let library = library();
    library
        .findings
        .find(id)
        .is_some_and(|key| library.findings[key].clearance.is_some())
}

fn items(plan: &Plan) -> impl Iterator<Item = &Item> {
    plan.phases
        .iter()
        .flat_map(|phase| &phase.sessions)
        .flat_map(|session| &session.items)
}

/// What is planned for a presentation with the shipped packs, against their records.
fn check(text: &str) -> Result<Planned, TestCaseError> {
    let (asked, written) = ask(library(), text);
    let planned = plan(library(), &asked, Tracing::Off);
    let document = report(library(), &asked, &written, &planned);
    holds(library(), &asked, &planned)
        .and_then(|()| document_holds(&document))
        .map_err(|wrong| TestCaseError::fail(format!("{wrong}\n{text}")))?;
    Ok(planned)
}

/// The same with every key that a presentation may have: stages and irritabilities of their own, weeks, minutes,
/// what is excluded, pinned and trained now, and a clinician's own limits.
#[test]
fn whatever_a_presentation_says_the_packs_are_kept_to() {
    let config = ProptestConfig {
        cases: 1024,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(12),
        ..ProptestConfig::default()
    };
    let (plans, senseless) = (Cell::new(0), Cell::new(0));
    let result = TestRunner::new(config).run(&vec(any::<u16>(), 160), |numbers| {
        let text = presentations::presentation(library(), &mut Dice::new(&numbers));
        if try_document(library(), &text).is_none() {
            senseless.set(senseless.get() + 1);
            return Ok(());
        }
        if let Outcome::Plan(_) = check(&text)?.outcome {
            plans.set(plans.get() + 1);
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    let (plans, senseless) = (plans.get(), senseless.get());
    assert!(senseless < 100, "{senseless} presentations are refused");
    assert!(plans > 300, "only {plans} plans");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, rng_seed: RngSeed::Fixed(12), ..ProptestConfig::default() })]

    /// Limits, never rules, equipment, budgets and all else, where only the findings, the stage and the room differ.
    #[test]
    fn no_item_passes_a_limit_breaks_a_rule_or_lacks_equipment(text in presentation()) {
        let planned = check(&text)?;
        let (asked, _) = ask(library(), &text);
        // With four provocations or more a session may fall short; else there is a plan.
        let plan = matches!(planned.outcome, Outcome::Plan(_));
        prop_assert!(plan || asked.conditions.len() > 3, "no plan:\n{text}");
    }

    /// Assertion 6: adding a finding never permits what was out.
    #[test]
    fn adding_a_finding_never_permits_what_was_out(
        stage in prop::sample::select(ids(library().stages.ids())),
        findings in subsequence(ids(library().findings.ids()), 0..=4),
        extra in prop::sample::select(ids(library().findings.ids())),
    ) {
        // Every exercise as a goal is judged, and stands on the avoid list if it is out.
        let goals = list(&ids(library().exercises.ids()));
        let out = |findings: &[String]| {
            let cleared: Vec<String> = findings.iter().filter(|id| needs_clearance(id)).cloned().collect();
            let plan = document(&format!(
                "red_flags = []\nfindings = {}\ncleared = {}\nstage = \"{stage}\"\nequipment = \"any\"\ngoals = {goals}",
                list(findings), list(&cleared)
            ));
            // A goal that the plan holds turned down is out as it stands.
            let turned = plan.phases.iter().flat_map(|phase| &phase.sessions).flat_map(|session| &session.items);
            let turned = turned.filter(|item| !item.adjust.is_empty()).map(|item| item.exercise.to_string());
            (!plan.phases.is_empty()).then(|| plan.avoid.iter().map(|one| one.exercise.to_string()).chain(turned).collect::<Vec<_>>())
        };
        let mut more = findings.clone();
        if !more.contains(&extra) {
            more.push(extra);
        }
        if let (Some(before), Some(after)) = (out(&findings), out(&more)) {
            for id in before {
                prop_assert!(after.contains(&id), "{id} is out with {findings:?} and in with {more:?}");
            }
        }
    }

    /// Any text at all: a message, never a panic.
    #[test]
    fn no_presentation_makes_the_reader_panic(text in any::<String>()) {
        read(&text);
    }

    #[test]
    fn no_mangled_presentation_makes_the_engine_panic(text in presentation(), at in any::<prop::sample::Index>(), with in any::<char>()) {
        let mut letters: Vec<char> = text.chars().collect();
        let at = at.index(letters.len());
        letters[at] = with;
        read(&letters.into_iter().collect::<String>());
    }
}

fn read(text: &str) {
    let mut sources = regimen_core::source::Sources::new();
    let file = sources.add_file(
        "any.toml",
        regimen_core::source::Content::Text(text.to_owned()),
    );
    let linked = regimen_core::link::check_presentation(&sources, library(), file);
    let shown = regimen_core::diagnostic::human(&linked.problems, &sources.locator(), true);
    assert_eq!(shown.is_empty(), linked.problems.is_empty());
    if let Some((asked, _)) = linked.asked {
        plan(library(), &asked, Tracing::On);
    }
}

#[test]
fn mechanical_with_all_equipment_loses_nothing() {
    for stage in library().stages.ids() {
        let out = planned(&format!(
            "red_flags = []\nfindings = [\"mechanical\"]\nstage = \"{stage}\"\nequipment = \"any\""
        ));
        let Outcome::Plan(plan) = out.outcome else {
            unreachable!("mechanical pain gets a plan")
        };
        let programme = &library().programmes[plan.programme];
        for session in &plan.phases[0].sessions {
            let own: Vec<_> = programme.sessions[session.session]
                .slots
                .iter()
                .map(|slot| slot.exercise)
                .collect();
            let given: Vec<_> = session.items.iter().map(|item| item.exercise).collect();
            assert_eq!(own, given);
            assert!(session.items.iter().all(|item| item.turn.is_none()));
        }
    }
}

#[test]
fn with_no_equipment_every_item_is_bodyweight() {
    for finding in library().findings.rows() {
        if finding.clearance.is_some() {
            continue;
        }
        let out = planned(&format!(
            "red_flags = []\nfindings = [\"{}\"]\nstage = \"calm\"",
            finding.id
        ));
        let Outcome::Plan(plan) = out.outcome else {
            unreachable!("{} with nothing at hand gets a plan", finding.id)
        };
        for item in items(&plan) {
            assert!(
                library().exercises[item.exercise].ways[item.way]
                    .equipment
                    .is_empty()
            );
        }
    }
}
