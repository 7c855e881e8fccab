//! What a handout offers for a bad day passes no limit of the plan: worked out again from the records.
#![expect(
    clippy::expect_used,
    reason = "a handout that cannot be made has failed"
)]

use std::cell::Cell;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};
use regimen_core::level::Levels;
use regimen_core::library::{EquipmentSet, Exercise, Key, Library};
use regimen_core::progress::Known;
use regimen_core::report::{ItemEntry, OutcomeKind, PhaseEntry, PlanDocument};
use regimen_tests::dice::Dice;
use regimen_tests::{document, library, presentations, try_document};

/// The highest levels in a phase, as the document says them.
fn limits(library: &Library, made: &PlanDocument, phase: &PhaseEntry) -> Levels {
    let said = phase.limits.as_ref().unwrap_or(&made.limits).iter();
    said.fold(Levels::UNLIMITED, |levels, (id, limit)| {
        let axis = library.axes.find(id.as_str()).expect("an axis");
        levels.with(axis.index(), limit.max)
    })
}

/// The most that an item may ask, its dial left aside: what is easier asks no more, or low.
fn ceiling(library: &Library, item: &ItemEntry) -> Levels {
    let key = library
        .exercises
        .find(item.exercise.as_str())
        .expect("an exercise");
    let record = &library.exercises[key];
    let ways = record.ways.iter().map(|way| way.demands);
    ways.fold(record.demands.max(Levels::LOW), Levels::max)
}

fn sessions_with<'a>(
    phase: &'a PhaseEntry,
    exercise: &'a str,
) -> impl Iterator<Item = &'a [ItemEntry]> {
    let sessions = phase
        .sessions
        .iter()
        .map(|session| session.items.as_slice());
    sessions.filter(move |items| items.iter().any(|item| item.exercise.as_str() == exercise))
}

/// Whether something easier may be offered in a phase.
fn may_be_given(
    library: &Library,
    made: &PlanDocument,
    phase: &PhaseEntry,
    item: &ItemEntry,
    easier: (Key<Exercise>, EquipmentSet),
) -> Result<(), TestCaseError> {
    let (key, needs) = easier;
    let record = &library.exercises[key];
    let id = record.id.as_str();
    let way = record.ways.iter().find(|way| way.needs == needs);
    let demands = way.expect("a way with that equipment").demands;
    prop_assert!(
        demands.within(limits(library, made, phase)),
        "{id} passes a limit"
    );
    prop_assert!(
        demands.within(ceiling(library, item)),
        "{id} asks more than {}",
        item.exercise
    );
    prop_assert!(
        made.avoid.iter().all(|one| one.exercise.as_str() != id),
        "{id} is to be avoided"
    );
    for items in sessions_with(phase, item.exercise.as_str()) {
        prop_assert!(
            items.iter().all(|one| one.exercise.as_str() != id),
            "{id} twice a session"
        );
    }
    let stage = phase.stage.as_ref().unwrap_or(&made.stage);
    let stage = library.stages.find(stage.as_str()).expect("a stage");
    prop_assert!(
        record.from_stage.is_none_or(|from| from <= stage),
        "{id} comes later"
    );
    let given = made.phases.iter().flat_map(|phase| &phase.sessions);
    let given: Vec<&str> = given
        .flat_map(|session| &session.items)
        .flat_map(|item| item.equipment.iter().map(|id| id.as_str()))
        .collect();
    for (piece, record) in library.equipment.iter() {
        let at_hand = given.contains(&record.id.as_str());
        prop_assert!(!needs.has(piece) || at_hand, "{id} needs {}", record.id);
    }
    Ok(())
}

#[test]
fn what_is_easier_passes_no_limit() {
    let config = ProptestConfig {
        cases: 400,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(21),
        ..ProptestConfig::default()
    };
    let (dials, easier, nothing) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let add = |count: &Cell<u32>| count.set(count.get() + 1);
    let result = TestRunner::new(config).run(&vec(any::<u16>(), 160), |numbers| {
        let text = presentations::presentation(library(), &mut Dice::new(&numbers));
        let Some(made) = try_document(library(), &text) else {
            return Ok(());
        };
        if made.outcome != OutcomeKind::Plan {
            return Ok(());
        }
        let known = Known::of(library(), &made).expect("the plan's own packs");
        for (at, phase) in made.phases.iter().enumerate() {
            for item in phase.sessions.iter().flat_map(|session| &session.items) {
                let advice = known
                    .bad_day(&[at], &item.exercise)
                    .expect("it is in the phase");
                if let Some(less) = &advice.less {
                    let sets = less.sets.zip(item.dose.sets);
                    prop_assert!(sets.is_some_and(|(less, now)| less.max < now.max));
                }
                match (&advice.how, &advice.easier) {
                    (None, None) => add(&nothing),
                    (Some(_), None) => add(&dials),
                    (_, Some(one)) => {
                        add(&easier);
                        let record = &library().exercises[library()
                            .exercises
                            .find(item.exercise.as_str())
                            .expect("an exercise")];
                        prop_assert!(
                            record.turns.iter().all(|turn| {
                                turn.same_as != Some(one.exercise)
                                    || advice.how.as_ref() != Some(&turn.how)
                            }),
                            "{} is said twice",
                            item.exercise
                        );
                        may_be_given(library(), &made, phase, item, (one.exercise, one.needs))?;
                        let most = item.dose.sets.map(|sets| sets.max);
                        let sets = one.dose.sets.map(|sets| sets.max);
                        prop_assert!(sets <= most.or(sets), "more sets than {}", item.exercise);
                        prop_assert!(one.dose.load.is_none(), "a load that nobody found");
                    }
                }
            }
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    for (what, count, least) in [
        ("dials", dials, 100),
        ("easier", easier, 100),
        ("nothing", nothing, 20),
    ] {
        assert!(count.get() > least, "only {} {what}", count.get());
    }
}

#[test]
fn what_holds_in_some_phases_only_is_not_said_of_all() {
    let made = document(include_str!("../../examples/plain-12-weeks.toml"));
    let known = Known::of(library(), &made).expect("the plan's own packs");
    let all: Vec<usize> = (0..made.phases.len()).collect();
    let first = made.phases.first().expect("a phase");
    let mut seen = 0;
    for item in first.sessions.iter().flat_map(|session| &session.items) {
        let together = known
            .bad_day(&all, &item.exercise)
            .expect("it is in the plan");
        for &at in &all {
            if let Some(alone) = known.bad_day(&[at], &item.exercise) {
                assert!(together.how.is_none() || together.how == alone.how);
                assert!(together.easier.is_none() || together.easier == alone.easier);
                seen += 1;
            }
        }
    }
    assert!(seen > 0);
}
