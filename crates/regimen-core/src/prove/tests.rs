//! The factoring against brute force, on a small pack: every presentation one by one through planning's own
//! sessions, and every answer to the screen.

use std::collections::BTreeMap;
use std::path::Path;

use super::check::{self, Invariant};
use super::frame::Frame;
use super::space::FindingOptions;
use super::{Run, prove};
use crate::format::finding::FindingKind;
use crate::format::screen::Urgency;
use crate::level::{Levels, MAX_AXES};
use crate::library::{EquipmentSet, Exercise, Finding, Key, Library};
use crate::link::Asked;
use crate::plan::choose;
use crate::plan::judge::Judge;
use crate::plan::select::{Budget, How, Pick, Selection};
use crate::plan::session::{Notes, Task, resolve};
use crate::plan::terms::{Found, Given, Marks, Refused, Silent, Terms};
use crate::plan::{Condition, Outcome, Tracing, plan};
use crate::source::{Sources, read_packs};

fn packs(folder: &str) -> Library {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(folder);
    let mut sources = Sources::new();
    read_packs(&mut sources, &folder).expect("the packs can be read");
    crate::check_without_cases(&sources)
        .library
        .expect("the packs are sound")
}

fn knee() -> Library {
    packs("tests/packs-knee")
}

#[test]
fn adding_a_finding_never_permits_what_was_out() {
    let library = packs("data");
    let findings: Vec<Key<Finding>> = library.findings.iter().map(|(key, _)| key).collect();
    for (stage, _) in library.stages.iter() {
        let of = |set: usize| {
            let ticked = findings
                .iter()
                .enumerate()
                .filter(|(at, _)| set >> at & 1 == 1);
            let conditions = ticked.map(|(_, &finding)| Condition {
                finding,
                stage,
                irritability: None,
            });
            let asked = Asked::of(stage, conditions.collect());
            let limits = crate::plan::limits(&library, &asked).levels;
            (limits, crate::plan::never_rules(&library, &asked, stage))
        };
        let all: Vec<_> = (0..1usize << findings.len()).map(of).collect();
        for (set, (limits, nevers)) in all.iter().enumerate() {
            for more in (0..findings.len()).map(|at| set | 1 << at) {
                let (fewer, rules) = &all[more];
                assert!(fewer.within(*limits), "{set:b} and {more:b}");
                assert!(nevers.iter().all(|rule| rules.contains(rule)));
            }
        }
    }
}

/// Every set of findings, each at every stage and irritability.
fn all_conditions(library: &Library) -> Vec<Vec<Condition>> {
    let mut all: Vec<Vec<Condition>> = vec![Vec::new()];
    for finding in FindingOptions::all(library) {
        let ticked: Vec<Condition> = (0..finding.options)
            .filter_map(|number| finding.condition(library, number))
            .collect();
        all = all
            .into_iter()
            .flat_map(|one| {
                let with = ticked.iter().map(|condition| {
                    let mut more = one.clone();
                    more.push(*condition);
                    more
                });
                let with: Vec<_> = with.collect();
                std::iter::once(one).chain(with)
            })
            .collect();
    }
    all
}

/// In how many ways red flags and clearances go with some findings so that nobody is referred, and in how many at
/// all, tried one by one.
fn screened(library: &Library, findings: &[Key<Finding>]) -> (u128, u128) {
    let flags: Vec<_> = library.red_flags.iter().map(|(key, _)| key).collect();
    let clearable: Vec<Key<Finding>> = findings
        .iter()
        .copied()
        .filter(|&key| library.findings[key].clearance.is_some())
        .collect();
    let (stage, _) = library.stages.iter().next().expect("a stage");
    let (mut passing, mut all) = (0, 0);
    for answers in 0..3usize.pow(u32::try_from(flags.len()).expect("few flags")) {
        for own in 0..1usize << clearable.len() {
            let conditions = findings.iter().map(|&finding| Condition {
                finding,
                stage,
                irritability: None,
            });
            let mut asked = Asked::of(stage, conditions.collect());
            let mut contradicts = false;
            for (at, &flag) in flags.iter().enumerate() {
                let record = &library.red_flags[flag];
                match answers / 3usize.pow(u32::try_from(at).expect("few flags")) % 3 {
                    0 => {}
                    1 => asked.red_flags.push(flag),
                    _ => {
                        asked.red_flags.push(flag);
                        asked.cleared.push(record.id.to_string());
                        contradicts |= record.implies.is_some_and(|one| !findings.contains(&one));
                    }
                }
            }
            for (at, &finding) in clearable.iter().enumerate() {
                if own >> at & 1 == 1 {
                    asked.cleared.push(library.findings[finding].id.to_string());
                }
            }
            if contradicts {
                continue;
            }
            all += 1;
            let emergency = asked
                .red_flags
                .iter()
                .any(|&flag| library.red_flags[flag].urgency == Urgency::Emergency);
            let refers = matches!(
                plan(library, &asked, Tracing::Off).outcome,
                Outcome::Refer(_)
            );
            assert!(refers || !emergency);
            passing += u128::from(!refers);
        }
    }
    (passing, all)
}

#[test]
fn the_classes_stand_for_every_presentation() {
    let library = knee();
    let proof = prove(
        &library,
        &Run {
            threads: 2,
            samples: 50,
            progress: &|_, _| {},
        },
    )
    .expect("a small pack can be proved");
    let mut given: BTreeMap<(String, String), u128> = BTreeMap::new();
    let (mut passing, mut all) = (0, 0);
    let mut ways: BTreeMap<Vec<Key<Finding>>, (u128, u128)> = BTreeMap::new();
    for conditions in all_conditions(&library) {
        let findings: Vec<_> = conditions.iter().map(|one| one.finding).collect();
        let (pass, any) = *ways
            .entry(findings.clone())
            .or_insert_with(|| screened(&library, &findings));
        passing += pass;
        all += any;
        for (stage, record) in library.stages.iter() {
            for room in 0..1u64 << library.equipment.len() {
                let mut asked = Asked::of(stage, conditions.clone());
                asked.room = EquipmentSet::from_bits(room);
                for (key, programme) in library.programmes.iter() {
                    if choose::suited(&library, &asked, key).is_err() {
                        continue;
                    }
                    for phase in 0..programme.phases.len() {
                        let place = format!(
                            "{}/{}/{}",
                            programme.id, programme.phases[phase].id, record.id
                        );
                        count(&library, &asked, key, phase, &place, pass, &mut given);
                    }
                }
            }
        }
    }
    let wide = 3 * (1u128 << library.equipment.len()) * (library.programmes.len() as u128 + 1);
    assert_eq!(library.stages.len(), 3);
    assert_eq!(proof.presentations, all * wide);
    assert_eq!(proof.pass_the_screen, passing * wide);
    // Phases that are alike are proved once: what was proved must be what brute force gives there.
    assert!(proof.given.len() > 20, "{} places", proof.given.len());
    for (place, count) in &proof.given {
        assert_eq!(given.get(place), Some(count), "{place:?}");
    }
    let sessions = |key: &(String, String)| {
        let parts: Vec<&str> = key.0.split('/').collect();
        parts[..4].join("/")
    };
    let proved: std::collections::BTreeSet<String> = proof.given.keys().map(sessions).collect();
    for key in given.keys().filter(|key| proved.contains(&sessions(key))) {
        assert!(proof.given.contains_key(key), "{key:?}");
    }
}

/// What each slot of a phase's sessions holds for one presentation.
fn count(
    library: &Library,
    asked: &Asked,
    key: Key<crate::library::Programme>,
    phase: usize,
    place: &str,
    weight: u128,
    given: &mut BTreeMap<(String, String), u128>,
) {
    let programme = &library.programmes[key];
    let situation = choose::situation(library, asked.stage, &asked.conditions, key, phase);
    let list = programme.closed.then(|| choose::listed(programme, phase));
    let judge = Judge::new(library, asked, situation, list.as_deref());
    let provocations = asked
        .findings()
        .filter(|&one| library.findings[one].kind == FindingKind::Provocation)
        .count();
    let keep = library
        .many_provocations
        .as_ref()
        .filter(|many| provocations >= usize::from(many.from))
        .map(|many| usize::from(many.keep_items));
    for position in choose::sessions_of(programme, phase, false, &programme.order) {
        let session = &programme.sessions[position];
        let task = Task {
            judge: &judge,
            programme: key,
            phase,
            position,
            session,
            own_training: false,
            pinned: &[],
            keep,
        };
        let mut notes = Notes {
            tracing: Tracing::Off,
            trace: Vec::new(),
            warnings: Vec::new(),
        };
        for item in resolve(task, &mut notes).items {
            let slot = &session.slots[item.slot].id;
            let exercise = library.exercises[item.exercise].id.to_string();
            let sum = given
                .entry((format!("{place}/{}/{slot}", session.id), exercise))
                .or_default();
            *sum += weight;
        }
    }
}

/// A session of the small pack in its first stage, chosen with nothing in the way.
fn chosen(library: &Library, session: &str) -> (Frame, Selection) {
    let mut all = Frame::all(library).into_iter();
    let frame = all
        .find(|one| !one.own && one.session.id.as_str() == session)
        .expect("a session of that name");
    let terms = Terms {
        ground: Given {
            limits: Levels::UNLIMITED,
            room: EquipmentSet::ALL,
            wanted: 0,
            budgets: Vec::new(),
        },
        stage: frame.stage,
        barred: frame.barred.clone(),
        forbidden: Marks::none(library.choices.len()),
    };
    let mut selection = Selection::default();
    selection.fill(library, &terms, &frame.places, &mut Silent);
    (frame, selection)
}

/// What is found broken in a session.
fn look(
    library: &Library,
    frame: &Frame,
    selection: &Selection,
    limits: Levels,
    room: EquipmentSet,
    budgets: &[Budget],
) -> Vec<Invariant> {
    let mut found = Vec::new();
    let looked = check::Looked {
        frame,
        limits,
        some_limits: &[limits],
        budgets,
        rooms: &[room],
        stage: frame.stage.index(),
    };
    check::broken(library, &looked, selection, &mut found);
    found.into_iter().map(|(rule, _)| rule).collect()
}

/// The same of a session that was tampered with.
fn broken(
    session: &str,
    limits: Levels,
    room: EquipmentSet,
    budgets: &[Budget],
    tamper: impl Fn(&Library, &mut Selection),
) -> Vec<Invariant> {
    let library = knee();
    let (frame, mut selection) = chosen(&library, session);
    tamper(&library, &mut selection);
    look(&library, &frame, &selection, limits, room, budgets)
}

/// What stands in for the first place: an exercise, as it is.
fn instead(library: &Library, selection: &mut Selection, slot: usize, exercise: &str) {
    let exercise = library.exercises.find(exercise).expect("an exercise");
    let opt = library.choices.of(exercise).plain[0];
    let pick = selection.picks.iter_mut().find(|pick| pick.slot == slot);
    *pick.expect("a filled place") = Pick {
        slot,
        exercise,
        opt,
        less: false,
        how: How::Instead(Found::Nearest, Refused::Unfit),
        budget: 0,
    };
}

#[test]
fn a_session_left_alone_breaks_nothing() {
    let none = broken("a", Levels::UNLIMITED, EquipmentSet::ALL, &[], |_, _| {});
    assert_eq!(none, []);
}

#[test]
fn each_rule_is_seen_when_it_is_broken() {
    let all = EquipmentSet::ALL;
    let any = Levels::UNLIMITED;
    let seen = broken("a", Levels::LOW, all, &[], |_, _| {});
    assert!(seen.contains(&Invariant::Limit), "{seen:?}");
    let seen = broken("b", any, EquipmentSet::EMPTY, &[], |_, _| {});
    assert!(seen.contains(&Invariant::Equipment), "{seen:?}");
    let seen = broken("a", any, all, &[], |library, selection| {
        instead(library, selection, 0, "deep-squat");
    });
    assert!(seen.contains(&Invariant::Raises), "{seen:?}");
    assert!(seen.contains(&Invariant::Twice), "{seen:?}");
    let budgets: Vec<Budget> = (0..MAX_AXES).map(|axis| Budget { axis, most: 0 }).collect();
    let seen = broken("a", any, all, &budgets, |_, _| {});
    assert!(seen.contains(&Invariant::Budget), "{seen:?}");
    let seen = broken("a", any, all, &[], |_, selection| {
        selection.picks.remove(1);
    });
    assert_eq!(seen, [Invariant::Displaced]);
    let seen = broken("a", any, all, &[], |library, selection| {
        let turned = library
            .choices
            .of(selection.picks[1].exercise)
            .turned
            .first();
        selection.picks[1].opt = *turned.expect("a dial");
        selection.picks[1].less = true;
    });
    assert!(seen.contains(&Invariant::Dials), "{seen:?}");
    let seen = broken("b", any, all, &[], |library, selection| {
        instead(library, selection, 2, "jogging");
    });
    assert!(seen.contains(&Invariant::Raises), "{seen:?}");
}

#[test]
fn what_is_barred_or_early_or_to_be_watched_is_seen() {
    let mut library = knee();
    let (mut frame, selection) = chosen(&library, "a");
    let find = |library: &Library, id| library.exercises.find(id).expect("an exercise");
    let (squat, heel) = (find(&library, "deep-squat"), find(&library, "heel-raise"));
    let last = library.stages.iter().last().expect("a stage").0;
    let seen = |library: &Library, frame: &Frame, rule| {
        let (limits, room) = (Levels::UNLIMITED, EquipmentSet::ALL);
        let found = look(library, frame, &selection, limits, room, &[]);
        assert!(found.contains(&rule), "{rule:?}: {found:?}");
    };
    frame.barred.set(squat);
    seen(&library, &frame, Invariant::Closed);
    library
        .exercises
        .change(squat, |one| one.from_stage = Some(last));
    seen(&library, &frame, Invariant::Stage);
    for key in [squat, heel] {
        let watch = |one: &mut Exercise| one.watch = Some("See how it feels.".to_owned());
        library.exercises.change(key, watch);
    }
    seen(&library, &frame, Invariant::Watch);
}

#[test]
fn what_stands_in_without_a_load_is_seen() {
    let mut library = knee();
    let (frame, mut selection) = chosen(&library, "a");
    let find = |library: &Library, id| library.exercises.find(id).expect("an exercise");
    let (squat, mini) = (find(&library, "deep-squat"), find(&library, "mini-squat"));
    let heel = find(&library, "heel-raise");
    let slot = frame.places.iter().position(|one| one.exercise == squat);
    instead(
        &library,
        &mut selection,
        slot.expect("its slot"),
        "heel-raise",
    );
    let all = |library: &Library| {
        let (limits, room) = (Levels::UNLIMITED, EquipmentSet::ALL);
        look(library, &frame, &selection, limits, room, &[])
    };
    library.exercises.change(squat, |one| one.loadable = true);
    for (key, loaded) in [(heel, false), (mini, false)] {
        library.exercises.change(key, |one| {
            one.ways.iter_mut().for_each(|way| way.loaded = loaded);
        });
    }
    let before = all(&library);
    library.exercises.change(mini, |one| {
        one.ways.iter_mut().for_each(|way| way.loaded = true);
    });
    let after = all(&library);
    assert!(!before.contains(&Invariant::Unloaded), "{before:?}");
    assert!(after.contains(&Invariant::Unloaded), "{after:?}");
}
