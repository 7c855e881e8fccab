//! Properties of `next` over random check-ins and random text. What counts as answered, as going well and as within the
//! limits is worked out again here, apart from the engine's own way of doing it.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "what misses fails the test"
)]

use std::fs;
use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use regimen_core::diagnostic::{has_errors, human};
use regimen_core::level::Levels;
use regimen_core::library::Library;
use regimen_core::progress::{Decision, Known, NextDocument, NextOutcome, check_log, next};
use regimen_core::report::{OutcomeKind, PlanDocument};
use regimen_core::source::{Content, Sources};
use regimen_tests::{document, library, root, toml_files};

/// Plans to log against: phases that hold, add a little and add in two ways; limits, dials, swaps, a closed programme.
fn plans() -> &'static [PlanDocument] {
    static PLANS: OnceLock<Vec<PlanDocument>> = OnceLock::new();
    PLANS.get_or_init(|| {
        [
            "findings = [\"load-provoked\"]\nstage = \"build\"\nequipment = \"any\"\nprogramme = \"back-strength-12-weeks\"\n",
            "findings = [\"flexion-provoked\", \"load-provoked\"]\nstage = \"calm\"\nequipment = [\"dumbbell\", \"bench\", \"long-band\"]\n",
            "findings = [\"stenosis\"]\nstage = \"calm\"\nequipment = \"any\"\nprogramme = \"calm-then-build\"\n",
            "findings = [\"post-surgical\"]\ncleared = [\"post-surgical\"]\nstage = \"calm\"\nequipment = \"any\"\n",
            "findings = []\nstage = \"build\"\n",
        ]
        .map(|text| {
            let plan = document(&format!("red_flags = []\n{text}"));
            assert_eq!(plan.outcome, OutcomeKind::Plan, "{text}");
            plan
        })
        .into()
    })
}

fn judge(library: &Library, plan: &PlanDocument, log: &str) -> Result<NextDocument, String> {
    let known = Known::of(library, plan).expect("the packs are those of the plan");
    let mut sources = Sources::new();
    let file = sources.add_file("log.toml", Content::Text(log.to_owned()));
    let checked = check_log(&sources, &known, file);
    let problems = human(&checked.problems, &sources.locator(), false);
    assert_eq!(checked.logged.is_none(), has_errors(&checked.problems));
    let logged = checked.logged.ok_or(problems)?;
    Ok(next(&known, &logged).expect("a log without errors has a check-in"))
}

/// One exercise at one check-in, each answer there or not.
#[derive(Debug, Clone)]
struct Said {
    baseline: Option<u16>,
    scores: [Option<u16>; 5],
    felt: Option<&'static str>,
    answers: Vec<(&'static str, Option<bool>)>,
    run_down: Option<bool>,
    amount: bool,
    change: Option<&'static str>,
}

const QUESTIONS: [(&str, bool); 6] = [
    ("changed-movement", false),
    ("spread", false),
    ("sharp", false),
    ("shooting", false),
    ("worse-as-you-move", false),
    ("form-solid", true),
];

/// Mostly well and answered, so that going on is reached often enough to be tested.
fn said() -> impl Strategy<Value = Said> {
    let score = || {
        prop_oneof![
            30 => Just(Some(1u16)),
            3 => (0u16..=10).prop_map(Some),
            1 => Just(None),
        ]
    };
    let answer = |good: bool| {
        prop_oneof![
            30 => Just(Some(good)),
            1 => Just(Some(!good)),
            1 => Just(None),
        ]
    };
    (
        score(),
        [score(), score(), score(), score(), score()],
        prop_oneof![6 => Just(Some("easy")), 3 => Just(Some("right")), 1 => Just(Some("hard")), 1 => Just(None)],
        QUESTIONS.map(|(_, good)| answer(good)),
        answer(false),
        prop::bool::weighted(0.95),
        prop_oneof![10 => Just(None), 1 => Just(Some("harder")), 1 => Just(Some("easier"))],
    )
        .prop_map(|(baseline, scores, felt, answers, run_down, amount, change)| Said {
            baseline,
            scores,
            felt,
            answers: QUESTIONS.iter().map(|(id, _)| *id).zip(answers).collect(),
            run_down,
            amount,
            change,
        })
}

impl Said {
    /// Everything answered, the worst at most 1, no rise, back to the score before, done well.
    fn well(&self) -> bool {
        let [during, evening, morning, two_days, _] = self.scores;
        let (Some(baseline), Some(during), Some(evening), Some(morning), Some(two_days)) =
            (self.baseline, during, evening, morning, two_days)
        else {
            return false;
        };
        let worst = self.scores.iter().flatten().max().copied().unwrap_or(99);
        let most = [during, evening, morning, two_days]
            .into_iter()
            .max()
            .unwrap_or(99);
        most <= 1
            && worst <= 1
            && worst <= baseline
            && self.amount
            && matches!(self.felt, Some("easy" | "right"))
            && self.run_down == Some(false)
            && self
                .answers
                .iter()
                .zip(QUESTIONS)
                .all(|((_, answer), (_, good))| *answer == Some(good))
    }
}

/// A log of one exercise of a plan: check-ins five days apart, so that nothing that stands for a week is over at once.
fn log(plan: &PlanDocument, phase: usize, item: usize, said: &[Said]) -> (String, String) {
    let phase = &plan.phases[phase % plan.phases.len()];
    let items: Vec<_> = phase
        .sessions
        .iter()
        .flat_map(|session| session.items.iter().map(|item| (&session.id, item)))
        .collect();
    let (session, item) = items[item % items.len()];
    let dose = &item.dose;
    let mut done = vec!["load = { kg = 10 }".to_owned()];
    for (key, range) in [
        ("sets", dose.sets),
        ("reps", dose.reps),
        ("hold_s", dose.hold_s),
        ("distance_m", dose.distance_m),
        ("minutes", dose.minutes),
    ] {
        done.extend(range.map(|range| format!("{key} = {}", range.max)));
    }
    let mut text = String::new();
    for (at, one) in said.iter().enumerate() {
        let line = |key: &str, value: Option<String>| {
            value.map_or_else(String::new, |value| format!("{key} = {value}\n"))
        };
        text += &format!(
            "[[check_ins]]\nday = {}\nweek = {}\nsession = \"{session}\"\nred_flags = []\n",
            at * 5 + 1,
            phase.weeks.min
        );
        text += &line("baseline", one.baseline.map(|score| score.to_string()));
        text += &line(
            "answers.run-down",
            one.run_down.map(|answer| answer.to_string()),
        );
        text += &format!(
            "[[check_ins.exercises]]\nexercise = \"{}\"\n",
            item.exercise
        );
        text += &line("felt", one.felt.map(|felt| format!("\"{felt}\"")));
        for (key, score) in ["during", "evening", "next_morning", "at_48_h", "at_72_h"]
            .into_iter()
            .zip(one.scores)
        {
            text += &line(&format!("pain.{key}"), score.map(|score| score.to_string()));
        }
        for (id, answer) in &one.answers {
            text += &line(
                &format!("answers.{id}"),
                answer.map(|answer| answer.to_string()),
            );
        }
        if one.amount {
            text += &format!("done = {{ {} }}\n", done.join(", "));
        }
        text += &line(
            "change",
            one.change.map(|made| format!("{{ made = \"{made}\" }}")),
        );
    }
    (item.exercise.to_string(), text)
}

/// The limits of a plan's phase.
fn limits(library: &Library, plan: &PlanDocument, phase: &str) -> Levels {
    let entry = plan.phases.iter().find(|one| one.id.as_str() == phase);
    let entry = entry.expect("a phase of the plan");
    let limits = entry.limits.as_ref().unwrap_or(&plan.limits);
    limits.iter().fold(Levels::UNLIMITED, |all, (id, limit)| {
        let axis = library.axes.find(id.as_str()).expect("an axis").index();
        all.with(axis, limit.max)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, rng_seed: RngSeed::Fixed(17), ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_made_harder_on_missing_amber_or_worse_and_nothing_passes_a_limit(
        plan in 0usize..5, phase in 0usize..4, item in 0usize..20,
        said in prop::collection::vec(said(), 1..5),
    ) {
        let (library, plan) = (library(), &plans()[plan]);
        let (id, text) = log(plan, phase, item, &said);
        let document = judge(library, plan, &text).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
        prop_assert_eq!(document.outcome, NextOutcome::Next);
        let limits = limits(library, plan, document.phase.as_str());
        for one in &document.exercises {
            prop_assert!(!one.rule.from.is_empty() && !one.why.is_empty() && !one.steps.is_empty());
            if one.decision == Decision::Progress || one.climb.is_some() {
                prop_assert_eq!(one.exercise.as_str(), id.as_str());
                let two: Vec<&Said> = said.iter().rev().take(2).collect();
                prop_assert!(two.len() == 2 && two.iter().all(|one| one.well()), "{text}");
                prop_assert!(two[0].change.is_none(), "{text}");
            }
            if let Some(instead) = &one.instead {
                let record = &library.exercises[library.exercises.find(instead.exercise.as_str()).expect("a record")];
                let way = record.ways.iter().find(|way| {
                    let pieces: Vec<&str> = way.equipment.iter().map(|&one| library.equipment[one].id.as_str()).collect();
                    pieces == instead.equipment.iter().map(|one| one.as_str()).collect::<Vec<_>>()
                }).expect("a way");
                let turn = record.turns.iter().find(|turn| Some(&turn.how) == instead.how.as_ref());
                let asks = turn.map_or(way.demands, |turn| turn.apply(way.demands, record.demands));
                prop_assert!(asks.within(limits), "{} asks too much", instead.exercise);
                let items = plan.phases.iter().flat_map(|one| &one.sessions).flat_map(|one| &one.items);
                let room: Vec<_> = items.flat_map(|item| &item.equipment).collect();
                prop_assert!(instead.equipment.iter().all(|piece| room.contains(&piece)));
                prop_assert!(plan.avoid.iter().all(|avoid| avoid.exercise != instead.exercise));
                // Nothing stands twice in a session.
                for session in plan.phases.iter().filter(|one| one.id == document.phase).flat_map(|one| &one.sessions) {
                    let has = |id| session.items.iter().any(|item| item.exercise == id);
                    prop_assert!(!(has(one.exercise.clone()) && has(instead.exercise.clone())));
                }
            }
        }
    }

    #[test]
    fn a_red_flag_always_refers(
        plan in 0usize..5, at in any::<prop::sample::Index>(), flag in any::<prop::sample::Index>(),
        said in prop::collection::vec(said(), 1..4),
    ) {
        let (library, plan) = (library(), &plans()[plan]);
        let (_, text) = log(plan, 0, 0, &said);
        let flags: Vec<&str> = library.red_flags.ids().collect();
        let flag = flags[flag.index(flags.len())];
        let visits: Vec<_> = text.match_indices("red_flags = []").map(|(at, _)| at).collect();
        let visit = visits[at.index(visits.len())];
        let text = format!("{}red_flags = [\"{flag}\"]{}", &text[..visit], &text[visit + "red_flags = []".len()..]);
        let document = judge(library, plan, &text).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
        let record = &library.red_flags[library.red_flags.find(flag).expect("a flag")];
        prop_assert_eq!(document.outcome, NextOutcome::Refer);
        prop_assert!(document.exercises.is_empty());
        prop_assert_eq!(document.refer[0].red_flag.as_str(), flag);
        prop_assert_eq!((document.refer[0].urgency, &document.refer[0].action), (record.urgency, &record.action));
    }

    #[test]
    fn no_text_makes_it_panic(text in "(?s).{0,200}") {
        let _ = judge(library(), &plans()[0], &text);
    }

    #[test]
    fn no_changed_line_of_a_log_makes_it_panic(
        which in any::<prop::sample::Index>(), line in any::<prop::sample::Index>(),
        with in prop_oneof![
            Just(String::new()),
            Just("week = 104".to_owned()),
            Just("day = 10000".to_owned()),
            Just("day = \"9999-12-31\"".to_owned()),
            Just("baseline = 10".to_owned()),
            Just("done = { sets = 20, reps = [1, 200] }".to_owned()),
            Just("pain = { during = 10, at_72_h = 10 }".to_owned()),
            Just("[[check_ins]]".to_owned()),
            "[a-z_]{1,12} = [0-9\\[\\]{}\"a-z-]{0,20}",
        ],
    ) {
        let logs = logs();
        let text = &logs[which.index(logs.len())];
        let mut lines: Vec<&str> = text.lines().collect();
        let at = line.index(lines.len());
        lines[at] = &with;
        let _ = judge(library(), &plans()[0], &lines.join("\n"));
    }
}

/// The shipped logs.
fn logs() -> &'static [String] {
    static LOGS: OnceLock<Vec<String>> = OnceLock::new();
    LOGS.get_or_init(|| {
        let files = toml_files(&root().join("examples/logs"));
        let logs = files
            .iter()
            .filter(|path| !path.ends_with("presentation.toml"));
        logs.map(|path| fs::read_to_string(path).expect("a log"))
            .collect()
    })
}

#[test]
fn every_single_answer_left_out_holds() {
    let text =
        fs::read_to_string(root().join("examples/logs/progress-double.toml")).expect("a log");
    let plan = &plans()[0];
    let decision = |text: &str| {
        let document =
            judge(library(), plan, text).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
        let one = document
            .exercises
            .iter()
            .find(|one| one.exercise.as_str() == "goblet-squat");
        one.expect("the squat is planned").decision
    };
    assert_eq!(decision(&text), Decision::Progress);
    for answer in [
        "baseline = 1\n",
        "answers = { run-down = false }\n",
        "during = 1, ",
        "evening = 1, ",
        "next_morning = 1, ",
        ", at_48_h = 1",
        "changed-movement = false, ",
        "spread = false, ",
        "sharp = false, ",
        "shooting = false, ",
        "worse-as-you-move = false, ",
        ", form-solid = true",
        "felt = \"easy\"\n",
        "sets = 3, ",
        "reps = 12, ",
        ", load = { kg = 12 }",
    ] {
        // In the last check-in, and in the one before.
        let places: Vec<usize> = text.match_indices(answer).map(|(at, _)| at).collect();
        assert!(places.len() >= 2, "{answer}");
        let squats: Vec<usize> = text
            .match_indices("exercise = \"goblet-squat\"")
            .map(|(at, _)| at)
            .collect();
        for (visit, squat) in text
            .match_indices("[[check_ins]]")
            .map(|(at, _)| at)
            .zip(squats)
        {
            let day = answer.starts_with("baseline") || answer.contains("run-down");
            let from = if day { visit } else { squat };
            let at = places
                .iter()
                .copied()
                .find(|at| *at > from)
                .expect("the answer is there");
            let without = format!("{}{}", &text[..at], &text[at + answer.len()..]);
            assert_eq!(decision(&without), Decision::Hold, "{answer} at {at}");
        }
    }
}
