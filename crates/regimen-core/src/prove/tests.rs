//! The factoring against brute force, on a small pack: every presentation one by one through planning's own
//! sessions, and every answer to the screen.

use std::collections::BTreeMap;
use std::path::Path;

use super::space::FindingOptions;
use super::{Run, prove};
use crate::format::finding::FindingKind;
use crate::format::screen::Urgency;
use crate::library::{EquipmentSet, Finding, Key, Library};
use crate::link::Asked;
use crate::plan::choose;
use crate::plan::judge::Judge;
use crate::plan::session::{Notes, Task, resolve};
use crate::plan::{Condition, Outcome, Tracing, plan};
use crate::source::{Sources, read_packs};

fn knee() -> Library {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/packs-knee");
    let mut sources = Sources::new();
    read_packs(&mut sources, &folder).expect("the small pack can be read");
    crate::check(&sources)
        .library
        .expect("the small pack is sound")
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
