//! Properties of every plan, over random presentations. Limits, never rules and equipment are worked out
//! again here, apart from the engine's own way of doing it.
#![expect(
    clippy::indexing_slicing,
    reason = "a position that misses fails the test"
)]

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::subsequence;
use proptest::test_runner::RngSeed;
use regimen_core::level::{Level, Levels};
use regimen_core::library::{Exercise, Key, Library};
use regimen_core::link::Asked;
use regimen_core::plan::{
    Condition, Item, Obstacle, Outcome, PhasePlan, Plan, SessionPlan, Tracing, Turned, Why, plan,
};
use regimen_tests::{ask, document, library, planned};

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

/// Where things stand in a phase, worked out apart from the engine: its stage, and each finding's own.
fn stages(library: &Library, asked: &Asked, plan: &Plan, phase: usize) -> (usize, Vec<usize>) {
    let named = library.programmes[plan.programme].phases[phase].stage;
    let here = named.map_or(asked.stage.index(), Key::index);
    let last = library.stages.len() - 1;
    let moved = |one: &Condition| {
        (one.stage.index() + here)
            .saturating_sub(asked.stage.index())
            .min(last)
    };
    (here, asked.conditions.iter().map(moved).collect())
}

/// The highest level of each axis in a phase, from the records alone.
fn limits(library: &Library, asked: &Asked, plan: &Plan, phase: usize) -> BTreeMap<usize, Level> {
    let mut limits = BTreeMap::new();
    let mut add = |axis: usize, level: Level| {
        let entry = limits.entry(axis).or_insert(level);
        *entry = level.min(*entry);
    };
    let record = &library.programmes[plan.programme].phases[phase];
    let (_, stages) = stages(library, asked, plan, phase);
    for (condition, stage) in asked.conditions.iter().zip(stages) {
        let finding = &library.findings[condition.finding];
        if let Some(own) = &record.limits
            && own.finding == condition.finding
        {
            for axis in 0..library.axes.len() {
                add(axis, own.levels.get(axis));
            }
            continue;
        }
        for limit in &finding.limits {
            for &(one, level) in &limit.levels {
                if one.index() != stage {
                    continue;
                }
                let mut rank = i16::from(level.rank());
                if let Some(key) = condition.irritability {
                    let how = &library.irritabilities[key];
                    let applies = !how.not_in.contains(&one);
                    if applies && how.shift < 0 {
                        rank = rank.min(
                            (rank + i16::from(how.shift)).max(i16::from(how.not_below.rank())),
                        );
                    }
                    if applies && how.shift > 0 && !finding.must {
                        rank = rank.max(
                            (rank + i16::from(how.shift)).min(i16::from(how.not_above.rank())),
                        );
                    }
                }
                add(
                    limit.axis.index(),
                    Level::ALL[usize::try_from(rank).unwrap_or(0)],
                );
            }
        }
    }
    limits
}

/// What a session may cost on an axis: the least of what the stages of the findings that limit it allow.
fn budget(library: &Library, asked: &Asked, plan: &Plan, phase: usize, axis: usize) -> u16 {
    let record = &library.programmes[plan.programme].phases[phase];
    let (_, stages) = stages(library, asked, plan, phase);
    let limiting = asked
        .conditions
        .iter()
        .zip(stages)
        .filter(|(condition, _)| {
            let finding = &library.findings[condition.finding];
            finding
                .limits
                .iter()
                .any(|limit| limit.axis.index() == axis)
        });
    let budgets = limiting.map(|(condition, stage)| {
        let own = record
            .limits
            .as_ref()
            .is_some_and(|own| own.finding == condition.finding);
        let of_stage = library.stages.rows()[stage].budget.unwrap_or(u16::MAX);
        if own {
            record.budget.unwrap_or(of_stage)
        } else {
            of_stage
        }
    });
    budgets.min().unwrap_or(u16::MAX)
}

/// What an item asks, from the records alone: the way's demands, with what its dial says.
fn asks(library: &Library, item: &Item) -> Levels {
    let exercise = &library.exercises[item.exercise];
    let way = &exercise.ways[item.way];
    let mut levels = way.demands;
    if let Some(Turned::Own(turn)) = item.turn {
        for &(axis, level) in &exercise.turns[turn].sets {
            levels = levels.with(axis, level);
        }
    }
    levels
}

fn items(plan: &Plan) -> impl Iterator<Item = &Item> {
    plan.phases
        .iter()
        .flat_map(|phase| &phase.sessions)
        .flat_map(|session| &session.items)
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let library = library();
    let (asked, _) = ask(library, text);
    let planned = plan(library, &asked, Tracing::Off);
    let Outcome::Plan(plan) = planned.outcome else {
        // With four provocations or more a session may fall short; else there is a plan.
        prop_assert!(asked.conditions.len() > 3, "no plan:\n{text}");
        return Ok(());
    };
    for phase in &plan.phases {
        check_phase(library, &asked, &plan, phase, text)?;
    }
    let limits = limits(library, &asked, &plan, plan.phases[0].phase);
    // What is suggested besides the sessions can be done as its card says: nobody hands over its dial.
    let free = |key: Key<Exercise>, everything: bool| {
        library.exercises[key].ways.iter().any(|way| {
            (everything || way.needs.within(asked.room))
                && limits
                    .iter()
                    .all(|(&axis, &max)| way.demands.get(axis) <= max)
        })
    };
    for avoid in &plan.avoid {
        for &key in &avoid.instead {
            let given = items(&plan).any(|item| item.exercise == key);
            prop_assert!(
                given || free(key, false),
                "{} is offered instead:\n{text}",
                library.exercises[key].id
            );
        }
    }
    for one in &plan.rebuild {
        for &key in &one.next {
            prop_assert!(
                one.from_stage.is_some() || free(key, false),
                "{} is next:\n{text}",
                library.exercises[key].id
            );
        }
    }
    for one in &plan.back_to {
        if let Some(&first) = one.steps.first() {
            let form = one
                .ladder
                .zip(first.rung)
                .and_then(|(ladder, rung)| library.ladders[ladder].rungs[rung].form.as_ref());
            let fits = match form {
                Some(form) => limits
                    .iter()
                    .all(|(&axis, &max)| form.demands.get(axis) <= max),
                None => free(first.exercise, true),
            };
            let given = items(&plan).any(|item| item.exercise == first.exercise);
            prop_assert!(
                given || fits || one.from_stage.is_some(),
                "{} is the first step:\n{text}",
                library.exercises[first.exercise].id
            );
        }
    }
    Ok(())
}

fn check_phase(
    library: &Library,
    asked: &Asked,
    plan: &Plan,
    phase: &PhasePlan,
    text: &str,
) -> Result<(), TestCaseError> {
    let (stage, own_stages) = stages(library, asked, plan, phase.phase);
    let limits = limits(library, asked, plan, phase.phase);
    let record = &library.programmes[plan.programme];
    let room = asked.room.without(record.phases[phase.phase].too_heavy);
    for item in phase.sessions.iter().flat_map(|session| &session.items) {
        let exercise = &library.exercises[item.exercise];
        let asks = asks(library, item);
        for (&axis, &max) in &limits {
            prop_assert!(
                asks.get(axis) <= max,
                "{} passes a limit:\n{text}",
                exercise.id
            );
        }
        if let Some(from) = exercise.from_stage {
            prop_assert!(
                stage >= from.index(),
                "{} comes too early:\n{text}",
                exercise.id
            );
        }
        prop_assert!(
            exercise.ways[item.way].needs.within(room),
            "{} lacks equipment:\n{text}",
            exercise.id
        );
        if let Some(Turned::Own(turn)) = item.turn {
            prop_assert!(exercise.turns[turn].possible(room));
        }
        for rule in library.nevers.rows() {
            let at = match rule.finding {
                None => Some(stage),
                Some(key) => asked
                    .conditions
                    .iter()
                    .zip(&own_stages)
                    .find(|(one, _)| one.finding == key)
                    .map(|(_, &stage)| stage),
            };
            let applies = at.is_some_and(|at| {
                rule.stages.is_empty() || rule.stages.iter().any(|one| one.index() == at)
            });
            prop_assert!(
                !(applies && rule.exercises.contains(&item.exercise)),
                "{} breaks {}:\n{text}",
                exercise.id,
                rule.id
            );
        }
        if let Some(original) = item.instead_of {
            let original = &library.exercises[original];
            for axis in 0..library.axes.len() {
                let most = original.demands.get(axis).max(Level::Low);
                prop_assert!(
                    asks.get(axis) <= most,
                    "{} raises an axis over {}:\n{text}",
                    exercise.id,
                    original.id
                );
            }
        }
        prop_assert!(!item.why.is_empty());
    }
    for session in &phase.sessions {
        let mut seen: Vec<Key<Exercise>> = Vec::new();
        for item in &session.items {
            let twin = item
                .turn
                .and_then(Turned::own)
                .and_then(|turn| library.exercises[item.exercise].turns[turn].same_as);
            for key in [Some(item.exercise), twin].into_iter().flatten() {
                prop_assert!(
                    !seen.contains(&key),
                    "{} comes twice:\n{text}",
                    library.exercises[key].id
                );
                seen.push(key);
            }
        }
        for (&axis, &max) in &limits {
            let allowed = budget(library, asked, plan, phase.phase, axis);
            let costs = session
                .items
                .iter()
                .map(|item| u16::from(asks(library, item).get(axis).rank().saturating_sub(1)));
            prop_assert!(
                max == Level::High || costs.sum::<u16>() <= allowed,
                "too much on one axis:\n{text}"
            );
        }
        let watched = session
            .items
            .iter()
            .filter(|item| library.exercises[item.exercise].watch.is_some())
            .count();
        prop_assert!(watched <= 1, "two to be watched in one session:\n{text}");
        let programme = &plan.sessions[session.session];
        prop_assert!(session.items.len() >= usize::from(programme.min_items));
        // In a closed phase nothing else may come in.
        if !record.closed {
            stays_loadable(library, asked, &limits, session, programme, text)?;
        }
        // A slot whose own exercise fits as it is keeps it: nothing is displaced by another's fallback or dial.
        for (at, slot) in programme.slots.iter().enumerate() {
            let own = &library.exercises[slot.exercise];
            let fits = own.from_stage.is_none_or(|from| stage >= from.index())
                && own.watch.is_none()
                && own.ways.iter().any(|way| {
                    way.needs.within(room)
                        && limits
                            .iter()
                            .all(|(&axis, &max)| way.demands.get(axis) <= max)
                });
            let dropped = session.left_out.iter().any(|one| one.slot == at);
            // With the rest of the session it may ask too much: that is said, and looked at below.
            let kept = session.items.iter().any(|item| {
                let own = item.exercise == slot.exercise && item.turn.is_none();
                let budget = item.why.iter().any(|why| {
                    matches!(
                        why,
                        Why::Dial(Obstacle::Budget(_)) | Why::Instead(Obstacle::Budget(_))
                    )
                });
                item.slot == at && (own || budget)
            });
            prop_assert!(
                !fits || kept || dropped,
                "{} lost its place:\n{text}",
                own.id
            );
        }
    }
    Ok(())
}

/// Assertion 14: a loadable slot holds an unloaded exercise only if no loaded one of its pattern and role,
/// free in this session, would fit as it is.
fn stays_loadable(
    library: &Library,
    asked: &Asked,
    limits: &BTreeMap<usize, Level>,
    session: &SessionPlan,
    programme: &regimen_core::library::Session,
    text: &str,
) -> Result<(), TestCaseError> {
    let used: Vec<Key<Exercise>> = session.items.iter().map(|item| item.exercise).collect();
    for item in &session.items {
        let Some(original) = item.instead_of else {
            continue;
        };
        let original = &library.exercises[original];
        if !original.loadable || library.exercises[item.exercise].ways[item.way].loaded {
            continue;
        }
        for (key, other) in library.exercises.iter() {
            let free = !used.contains(&key)
                && !programme.slots.iter().any(|slot| slot.exercise == key)
                && other.watch.is_none()
                && other.from_stage.is_none()
                && other.loadable
                && other.pattern == original.pattern
                && other.role == original.role;
            let fits = other.ways.iter().any(|way| {
                way.loaded
                    && way.needs.within(asked.room)
                    && limits
                        .iter()
                        .all(|(&axis, &max)| way.demands.get(axis) <= max)
                    && (0..library.axes.len()).all(|axis| {
                        way.demands.get(axis) <= original.demands.get(axis).max(Level::Low)
                    })
            });
            prop_assert!(
                !(free && fits),
                "{} is unloaded, and {} would fit:\n{text}",
                library.exercises[item.exercise].id,
                other.id
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, rng_seed: RngSeed::Fixed(12), ..ProptestConfig::default() })]

    #[test]
    fn no_item_passes_a_limit_breaks_a_rule_or_lacks_equipment(text in presentation()) {
        check(&text)?;
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
