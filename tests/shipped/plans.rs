//! What plans must hold: the plain programme exactly, screening, never rules, and reasons.

use std::collections::BTreeSet;

use regimen_core::plan::{Outcome, ReferralReason};
use regimen_core::report::{OutcomeKind, PlanDocument, SessionEntry};
use regimen_tests::{document, document_with, exercises, library, library_with, planned, sessions};

const PLAIN: &str = include_str!("../../examples/plain-12-weeks.toml");

/// Exercise, sets, repetitions, holds, metres, each side, rest.
type Row = (
    &'static str,
    [u16; 2],
    Option<[u16; 2]>,
    Option<[u16; 2]>,
    Option<[u16; 2]>,
    bool,
    u16,
);

/// The two sessions as the article prints them, holds from its list of exercises.
const SESSION_A: [Row; 7] = [
    ("cat-cow", [2, 2], Some([10, 10]), None, None, false, 0),
    ("dead-bug", [3, 3], Some([8, 10]), None, None, true, 45),
    (
        "glute-bridge",
        [3, 3],
        Some([12, 15]),
        None,
        None,
        false,
        60,
    ),
    (
        "goblet-squat",
        [3, 3],
        Some([10, 12]),
        None,
        None,
        false,
        90,
    ),
    (
        "bird-dog",
        [3, 3],
        Some([8, 10]),
        Some([2, 2]),
        None,
        true,
        45,
    ),
    ("clamshell", [2, 2], Some([15, 15]), None, None, true, 45),
    (
        "ninety-ninety-hip-stretch",
        [2, 2],
        None,
        Some([30, 45]),
        None,
        true,
        0,
    ),
];
const SESSION_B: [Row; 7] = [
    (
        "thoracic-rotation",
        [2, 2],
        Some([10, 10]),
        None,
        None,
        true,
        0,
    ),
    (
        "pallof-press",
        [3, 3],
        Some([10, 10]),
        Some([2, 3]),
        None,
        true,
        60,
    ),
    ("hip-thrust", [3, 3], Some([10, 12]), None, None, false, 90),
    (
        "trap-bar-deadlift",
        [3, 3],
        Some([8, 10]),
        None,
        None,
        false,
        120,
    ),
    ("face-pull", [3, 3], Some([15, 15]), None, None, false, 60),
    (
        "farmer-carry",
        [3, 3],
        None,
        None,
        Some([30, 40]),
        false,
        90,
    ),
    ("plank", [2, 3], None, Some([20, 45]), None, false, 45),
];

fn check_session(session: &SessionEntry, rows: &[Row]) {
    assert_eq!(session.items.len(), rows.len(), "session {}", session.id);
    for (item, &(id, sets, reps, hold, metres, each_side, rest)) in session.items.iter().zip(rows) {
        let dose = &item.dose;
        assert_eq!(item.exercise.as_str(), id);
        assert_eq!(dose.sets.map(Into::into), Some(sets), "{id} sets");
        assert_eq!(dose.reps.map(Into::into), reps, "{id} reps");
        assert_eq!(dose.hold_s.map(Into::into), hold, "{id} hold");
        assert_eq!(dose.distance_m.map(Into::into), metres, "{id} metres");
        assert_eq!(dose.minutes, None, "{id} minutes");
        assert_eq!(dose.each_side.unwrap_or(false), each_side, "{id} sides");
        assert_eq!(dose.rest_s, Some(rest), "{id} rest");
        assert!(
            item.instead_of.is_none() && item.adjust.is_empty(),
            "{id} is changed"
        );
    }
}

#[test]
fn the_plain_programme_is_the_article_s_table() {
    let plan = document(PLAIN);
    assert_eq!(plan.outcome, OutcomeKind::Plan);
    let weeks: Vec<[u16; 2]> = plan.phases.iter().map(|phase| phase.weeks.into()).collect();
    assert_eq!(weeks, [[1, 4], [5, 8], [9, 12]]);
    for phase in &plan.phases {
        let ids: Vec<&str> = phase.sessions.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["a", "b"]);
        check_session(&phase.sessions[0], &SESSION_A);
        check_session(&phase.sessions[1], &SESSION_B);
    }
    let days: Vec<String> = plan
        .calendar
        .iter()
        .map(|one| format!("{} {} {}", one.week, one.day.as_str(), one.session))
        .collect();
    assert_eq!(days.len(), 36);
    assert_eq!(
        days[..6],
        [
            "1 mon a", "1 wed b", "1 fri a", "2 mon b", "2 wed a", "2 fri b"
        ]
    );
    assert_eq!(days[33..], ["12 mon b", "12 wed a", "12 fri b"]);
    assert!(plan.phases[0].opens_when.is_empty());
    assert!(
        plan.phases[1..]
            .iter()
            .all(|phase| !phase.opens_when.is_empty())
    );
}

#[test]
fn the_estimate_of_a_session_is_near_the_article_s() {
    let plan = document(PLAIN);
    let minutes: Vec<[u16; 2]> = sessions(&plan)
        .iter()
        .map(|one| one.minutes.into())
        .collect();
    // The article gives 30 to 40 and 35 to 45 minutes.
    assert_eq!(minutes, [[31, 39], [34, 43]]);
}

#[test]
fn every_red_flag_refers_and_only_clearable_ones_can_be_cleared() {
    for flag in library().red_flags.rows() {
        let yes = format!(
            "red_flags = [\"{}\"]\nfindings = []\nstage = \"calm\"\n",
            flag.id
        );
        let plan = document(&yes);
        assert_eq!(plan.outcome, OutcomeKind::Refer, "{}", flag.id);
        assert!(names_no_exercise(&plan), "{}", flag.id);
        let implied = flag.implies.map(|key| library().findings[key].id.as_str());
        let ticked = match implied {
            Some(id) => yes.replace("findings = []", &format!("findings = [\"{id}\"]")),
            None => yes,
        };
        let cleared = document(&format!("{ticked}cleared = [\"{}\"]", flag.id));
        let wanted = match flag.urgency.as_str() {
            "emergency" => OutcomeKind::Refer,
            _ => OutcomeKind::Plan,
        };
        assert_eq!(cleared.outcome, wanted, "{} cleared", flag.id);
    }
}

fn names_no_exercise(plan: &PlanDocument) -> bool {
    let text = plan.to_json();
    plan.phases.is_empty()
        && plan.avoid.is_empty()
        && library()
            .exercises
            .ids()
            .all(|id| !text.contains(&format!("\"{id}\"")))
}

#[test]
fn referrals_come_worst_first() {
    let out = planned(
        "red_flags = [\"under-18\", \"fever\", \"foot-drop\"]\nfindings = [\"disc-related\"]\nstage = \"calm\"",
    );
    let Outcome::Refer(referrals) = out.outcome else {
        unreachable!("red flags refer")
    };
    let order: Vec<String> = referrals
        .iter()
        .map(|one| match one.reason {
            ReferralReason::RedFlag(key) => library().red_flags[key].id.to_string(),
            ReferralReason::Clearance(key) => library().findings[key].id.to_string(),
        })
        .collect();
    assert_eq!(order, ["foot-drop", "fever", "under-18", "disc-related"]);
}

/// The presentation that a rule is about: its finding, cleared where it needs it, in its stage, with the
/// rule's exercises as goals, so that each is judged.
fn under(rule: &regimen_core::library::Never, finding: bool, stage: &str) -> String {
    let goals: Vec<String> = rule
        .exercises
        .iter()
        .map(|&key| format!("\"{}\"", library().exercises[key].id))
        .collect();
    let id = match (finding, rule.finding) {
        (true, Some(key)) => format!("\"{}\"", library().findings[key].id),
        _ => String::new(),
    };
    format!(
        "red_flags = []\nfindings = [{id}]\ncleared = [{}]\nstage = \"{stage}\"\nequipment = \"any\"\nprogramme = \"anyone\"\ngoals = [{}]",
        if ["\"disc-related\"", "\"post-surgical\""].contains(&id.as_str()) {
            id.clone()
        } else {
            String::new()
        },
        goals.join(", ")
    )
}

#[test]
fn each_never_rule_bites_and_spares() {
    let library = &library_with(|_, text| text);
    for rule in library.nevers.rows() {
        for &stage in &rule.stages {
            let stage = library.stages[stage].id.as_str();
            let plan = document_with(library, &under(rule, true, stage));
            assert_eq!(plan.outcome, OutcomeKind::Plan, "{} in {stage}", rule.id);
            for &key in &rule.exercises {
                let id = &library.exercises[key].id;
                let offered = plan.avoid.iter().any(|one| one.instead.contains(id));
                let avoided = plan.avoid.iter().any(|one| one.exercise == *id);
                assert!(!offered && avoided, "{} in {stage}: {id}", rule.id);
                assert!(
                    !exercises(&plan).contains(&id.as_str()),
                    "{} in {stage}: {id}",
                    rule.id
                );
            }
            assert!(
                plan.warnings
                    .iter()
                    .all(|text| !text.contains(rule.id.as_str()))
            );
        }
        let spared = document_with(library, &under(rule, false, "return"));
        assert_eq!(spared.outcome, OutcomeKind::Plan, "{}", rule.id);
        let some_tolerated = rule.exercises.iter().any(|&key| {
            let id = &library.exercises[key].id;
            !spared.avoid.iter().any(|one| one.exercise == *id)
        });
        assert!(some_tolerated, "{} spares nothing", rule.id);
    }
}

/// The second lock by itself: with the limits taken out of a finding, its never rules still keep each of
/// their exercises out of a session, and the plan says that demands or limits are wrong.
#[test]
fn each_never_rule_holds_without_the_limits() {
    for rule in library().nevers.rows() {
        let Some(finding) = rule.finding else {
            continue;
        };
        let finding = &library().findings[finding].id;
        for &key in &rule.exercises {
            let exercise = &library().exercises[key];
            let loose = library_with(|path, text| {
                if path == format!("findings/{finding}.toml") {
                    let rest = text.split("[[limits]]").next().unwrap_or("");
                    return rest.replacen(
                        "id = ",
                        "no_limits_because = \"A trial of the rule alone.\"\nid = ",
                        1,
                    );
                }
                if path == "programmes/anyone.toml" {
                    return text.replace("\"toe-touch\"", &format!("\"{}\"", exercise.id));
                }
                if path == format!("exercises/{}.toml", exercise.id) {
                    // Nothing but the never rule speaks against it.
                    return text
                        .lines()
                        .filter(|line| {
                            !line.starts_with("from_stage") && !line.starts_with("avoid_because")
                        })
                        .collect::<Vec<_>>()
                        .join("\n");
                }
                text
            });
            let stage = rule
                .stages
                .first()
                .map_or("calm", |&stage| library().stages[stage].id.as_str());
            let mut text = under(rule, true, stage);
            text = text.replace("goals = [", "goals = [] # ");
            let plan = document_with(&loose, &text);
            assert!(
                !exercises(&plan).contains(&exercise.id.as_str()),
                "{}: {}",
                rule.id,
                exercise.id
            );
            assert!(
                plan.warnings
                    .iter()
                    .any(|text| text.contains(rule.id.as_str()))
                    || shared(rule, key),
                "{}: {} is out without a word: {:?}",
                rule.id,
                exercise.id,
                plan.warnings
            );
        }
    }
}

/// Whether another rule for the same finding or for everyone names the exercise first.
fn shared(
    rule: &regimen_core::library::Never,
    key: regimen_core::library::Key<regimen_core::library::Exercise>,
) -> bool {
    library().nevers.rows().iter().any(|other| {
        other.id != rule.id
            && other.exercises.contains(&key)
            && other
                .finding
                .is_none_or(|finding| Some(finding) == rule.finding)
    })
}

#[test]
fn every_item_and_every_exercise_to_avoid_says_why() {
    for findings in [
        "\"stenosis\"",
        "",
        "\"flexion-provoked\"",
        "\"load-provoked\", \"rotation-provoked\"",
    ] {
        for equipment in ["[]", "[\"dumbbell\", \"bench\"]", "\"any\""] {
            let plan = document(&format!(
                "red_flags = []\nfindings = [{findings}]\nstage = \"calm\"\nequipment = {equipment}"
            ));
            for session in plan.phases.iter().flat_map(|phase| &phase.sessions) {
                for item in &session.items {
                    assert!(!item.why.is_empty());
                    for why in &item.why {
                        assert!(
                            !why.text.trim().is_empty() && why.from.contains('#'),
                            "{why:?}"
                        );
                        assert!(whole(&why.text), "an empty blank: {}", why.text);
                    }
                    assert!(item.adjust.len() <= 1, "one dial at most");
                }
            }
            for one in &plan.avoid {
                assert!(!one.because.is_empty(), "{}", one.exercise);
                assert!(one.why.contains("for now"), "{}", one.why);
                assert!(whole(&one.why), "an empty blank: {}", one.why);
            }
        }
    }
}

/// Whether every blank of a sentence was filled with something.
fn whole(text: &str) -> bool {
    !["{", "}", "()", "( ", ": .", ":  ", "  "]
        .iter()
        .any(|hole| text.contains(hole))
}

#[test]
fn training_days_run_on_and_days_too_close_give_a_warning() {
    let plan = document(
        "red_flags = []\nfindings = []\nstage = \"calm\"\ntraining_days = [\"sun\", \"mon\"]",
    );
    let days: Vec<String> = plan
        .calendar
        .iter()
        .take(4)
        .map(|one| format!("{} {} {}", one.week, one.day.as_str(), one.session))
        .collect();
    assert_eq!(days, ["1 mon a", "1 sun b", "2 mon a", "2 sun b"]);
    assert_eq!(plan.warnings.len(), 1, "{:?}", plan.warnings);
}

#[test]
fn the_same_presentation_gives_the_same_bytes_and_the_patient_is_not_in_them() {
    let plain = document(PLAIN).to_json();
    assert_eq!(plain, document(PLAIN).to_json());
    let named = document(&format!("{PLAIN}\n[patient]\nname = \"Zuleika Quince\"\n"));
    assert_eq!(plain, named.to_json());
}

#[test]
fn a_saved_plan_reads_back_as_it_was() {
    let plan = document(PLAIN);
    let back: PlanDocument = serde_json::from_str(&plan.to_json()).unwrap_or_else(|error| {
        unreachable!("a saved plan reads back: {error}");
    });
    assert_eq!(plan, back);
}

#[test]
fn ladders_never_show_a_rung_below_the_plan() {
    let plan = document(PLAIN);
    let at: BTreeSet<&str> = plan.rebuild.iter().map(|one| one.at.as_str()).collect();
    assert_eq!(
        at,
        BTreeSet::from(["dead-bug", "goblet-squat", "trap-bar-deadlift"])
    );
    for one in &plan.rebuild {
        assert!(!one.next.is_empty() && !one.when.is_empty());
    }
}
