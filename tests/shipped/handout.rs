//! What a handout says of a plan: sessions and their weeks, loads, the caution, the clinician's words, the sore side,
//! easier weeks, the way back to a goal.
#![expect(
    clippy::expect_used,
    reason = "a handout that cannot be made has failed"
)]

use regimen_core::format::clinic::Detail;
use regimen_core::format::common::{Dose, Text};
use regimen_core::library::Library;
use regimen_core::presentation::{Patient, Units};
use regimen_core::report::PlanDocument;
use regimen_figure::Figure;
use regimen_render::view::{PlanView, SessionView};
use regimen_render::{Options, Pictures, Templates, View, amount, html, markdown, view};
use regimen_tests::{document, document_with, library, library_with};

/// Four phases, each with sessions of its own.
const AFTER_SURGERY: &str = r#"red_flags = []
findings = [{ id = "post-surgical", side = "left" }]
cleared = ["post-surgical"]
stage = "calm"
equipment = "any"
notes = "Ring me before week 5."
"#;

/// Three phases whose stages differ, with the person's own training, of which one weight is brought down.
const OWN_TRAINING: &str = r#"red_flags = []
findings = ["flexion-provoked", { id = "load-provoked", side = "right" }]
stage = "calm"
equipment = "any"
goals = ["running", "conventional-deadlift"]
current_training = [
  { exercise = "conventional-deadlift", sets = 5, reps = 5, load = { kg = 100 } },
  { exercise = "bench-press", sets = 4, reps = 8, load = { kg = 60 } },
  { exercise = "split-squat", sets = 3, reps = 10, load = { reps_in_reserve = [2, 3] } },
  { exercise = "farmer-carry", sets = 4, distance_m = 40, load = { kg = 48 } },
  { exercise = "hip-thrust", sets = 4, reps = 8, load = { effort = [6, 7] } },
  { exercise = "face-pull", sets = 3, reps = 15, load = { band = "light" } },
  { exercise = "plank", sets = 3, hold_s = 40, load = { bodyweight = true } },
]
"#;

const PLAIN: &str = include_str!("../../examples/plain-12-weeks.toml");
const BENDING: &str = include_str!("../../examples/bending-hurts.toml");

fn viewed(library: &Library, document: &PlanDocument, units: Option<Units>) -> View {
    let options = Options {
        patient: units.map(|units| Patient {
            name: Some(Text("Sam Example".to_owned())),
            language: None,
            units: Some(units),
        }),
        ..Options::default()
    };
    view(library, document, &options).expect("the packs go with the plan")
}

fn plan_of(presentation: &str) -> PlanView {
    let view = viewed(library(), &document(presentation), None);
    view.plan.expect("a plan")
}

/// The handout as Markdown and as HTML.
fn printed(view: &View) -> [String; 2] {
    let templates = Templates::built_in();
    [markdown(view, &templates), html(view, &templates)].map(|rendered| {
        let bytes = rendered.expect("the built-in template prints").bytes;
        String::from_utf8(bytes).expect("text")
    })
}

/// What names the weeks: titles, what stands over later phases, where each card's exercise is, and how much of it.
fn outline(plan: &PlanView) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    for row in &plan.week.rows {
        line(&row.label);
    }
    for session in &plan.sessions {
        if let Some(later) = &session.later {
            line(&format!("== {}", later.title));
            for stays in &later.stays {
                line(&format!("   {stays}"));
            }
        }
        line(&session.title);
    }
    for card in &plan.cards.cards {
        line(&format!("{}. {}", card.name, card.sessions));
        if card.amounts.len() > 1 {
            line(&format!("   {}", card.amounts.join("; ")));
        }
    }
    out
}

#[test]
fn sessions_that_differ_between_phases_say_their_weeks() {
    for presentation in [AFTER_SURGERY, OWN_TRAINING] {
        let made = document(presentation);
        let plan = plan_of(presentation);
        let titles: Vec<&str> = plan.sessions.iter().map(|one| one.title.as_str()).collect();
        for (at, title) in titles.iter().enumerate() {
            assert!(title.contains("(week"), "{title}");
            assert!(
                !titles.iter().skip(at + 1).any(|other| other == title),
                "{title} twice"
            );
        }
        // Now first; each later phase under what opens it.
        let now = made.phases.first().expect("a phase").sessions.len();
        let later: Vec<bool> = plan
            .sessions
            .iter()
            .map(|one| one.later.is_some())
            .collect();
        assert!(later.iter().take(now).all(|later| !later), "{titles:?}");
        assert_eq!(later.get(now), Some(&true), "{titles:?}");
        for session in &plan.sessions {
            assert!(
                session
                    .later
                    .iter()
                    .all(|later| !later.opens.lines.is_empty())
            );
        }
        // At a glance: the sessions of now and of no other weeks.
        let sessions = |one: &&String| titles.iter().any(|title| title.starts_with(one.as_str()));
        assert_eq!(plan.glance.train.lines.iter().filter(sessions).count(), now);
        // A card for each exercise, once.
        let mut ids: Vec<&str> = plan
            .cards
            .cards
            .iter()
            .map(|card| card.id.as_str())
            .collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
        // Every training day has its column in the log, of a session that holds in its week.
        let days: usize = plan.log.sheets.iter().map(|sheet| sheet.days.len()).sum();
        assert_eq!(days, made.calendar.len());
        for sheet in &plan.log.sheets {
            assert!(titles.contains(&sheet.title.as_str()) && (1..=6).contains(&sheet.days.len()));
            for day in &sheet.days {
                let week: u16 = day
                    .week
                    .trim_start_matches("Week ")
                    .parse()
                    .expect("a week");
                let phase = made
                    .phases
                    .iter()
                    .find(|phase| phase.weeks.min <= week && week <= phase.weeks.max);
                let sessions = &phase.expect("a phase").sessions;
                assert!(
                    sessions
                        .iter()
                        .any(|one| one.items.len() == sheet.rows.len())
                );
            }
        }
    }
}

#[test]
fn sessions_that_hold_throughout_name_no_weeks() {
    for presentation in [PLAIN, BENDING] {
        let plan = plan_of(presentation);
        assert!(!plan.sessions.is_empty());
        for session in &plan.sessions {
            assert!(
                session.later.is_none() && !session.title.contains("(week"),
                "{}",
                session.title
            );
        }
        for card in &plan.cards.cards {
            assert!(!card.sessions.contains("week"), "{}", card.sessions);
        }
    }
}

#[test]
fn the_outline_of_a_course_with_four_phases() {
    insta::assert_snapshot!(outline(&plan_of(AFTER_SURGERY)));
}

#[test]
fn every_load_is_printed_in_the_units_asked_for() {
    for (load, kg, lb) in [
        ("{ kg = 65 }", "5 × 5 at 65 kg", "5 × 5 at 143 lb"),
        ("{ kg = 100 }", "5 × 5 at 100 kg", "5 × 5 at 220 lb"),
        ("{ kg = 12.5 }", "5 × 5 at 12.5 kg", "5 × 5 at 28 lb"),
        ("{ kg = 0.1 }", "5 × 5 at 0.1 kg", "5 × 5 at 1 lb"),
        ("{ kg = 1000 }", "5 × 5 at 1000 kg", "5 × 5 at 2205 lb"),
        (
            "{ bodyweight = true }",
            "5 × 5, body weight only",
            "5 × 5, body weight only",
        ),
        (
            "{ band = \"light\" }",
            "5 × 5, light band",
            "5 × 5, light band",
        ),
        (
            "{ reps_in_reserve = [2, 3] }",
            "5 × 5, could do 2 to 3 more at the end",
            "5 × 5, could do 2 to 3 more at the end",
        ),
        (
            "{ effort = [6, 7] }",
            "5 × 5, effort 6 to 7 of 10",
            "5 × 5, effort 6 to 7 of 10",
        ),
    ] {
        let text = format!("sets = 5\nreps = 5\nload = {load}\n");
        let dose: Dose = toml::from_str(&text).expect("a dose");
        assert_eq!(amount(library(), Units::Kg, &dose), kg);
        assert_eq!(amount(library(), Units::Lb, &dose), lb);
    }
}

/// The rows of a plan's sessions with an exercise: the amount and the notes.
fn rows<'v>(plan: &'v PlanView, id: &str) -> Vec<(&'v str, &'v [String])> {
    let rows = plan
        .sessions
        .iter()
        .flat_map(|session: &SessionView| &session.rows);
    rows.filter(|row| row.id == id)
        .map(|row| (row.amount.as_str(), row.notes.as_slice()))
        .collect()
}

#[test]
fn a_weight_that_was_brought_down_is_said_with_the_weight_before() {
    let made = document(OWN_TRAINING);
    let json = made.to_json();
    assert!(json.contains("\"load_before\""), "{json}");
    for (units, now, instead) in [
        (
            Units::Kg,
            "5\u{a0}×\u{a0}5 at\u{a0}65\u{a0}kg",
            "Use 65\u{a0}kg instead of 100\u{a0}kg.",
        ),
        (
            Units::Lb,
            "5\u{a0}×\u{a0}5 at\u{a0}143\u{a0}lb",
            "Use 143\u{a0}lb instead of 220\u{a0}lb.",
        ),
    ] {
        let view = viewed(library(), &made, Some(units));
        let plan = view.plan.as_ref().expect("a plan");
        let deadlifts = rows(plan, "conventional-deadlift");
        assert!(!deadlifts.is_empty());
        for (amount, notes) in deadlifts {
            assert_eq!((amount, notes), (now, [instead.to_owned()].as_slice()));
        }
        let mut cards = plan.cards.cards.iter();
        let card = cards
            .find(|card| card.id == "conventional-deadlift")
            .expect("a card");
        assert_eq!(card.change.lines, [instead]);
        assert!(
            card.why
                .lines
                .iter()
                .any(|line| line == "It is part of your own training.")
        );
        for text in printed(&view) {
            assert!(
                text.contains(&instead.replace("\u{a0}", " "))
                    && !text.contains("third less weight")
            );
        }
    }
    // What has no weight before, or none after, keeps its own words.
    let plan = plan_of(OWN_TRAINING);
    let thrusts = rows(&plan, "hip-thrust");
    let (_, notes) = thrusts.first().expect("it stays in");
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(
        notes.iter().all(|note| !note.contains("instead of")),
        "{notes:?}"
    );
}

/// A card may be cut out, away from the note over the sessions: two hands with 24 kg each would be twice the weight.
#[test]
fn a_card_with_a_weight_says_what_the_weight_counts() {
    let plan = plan_of(OWN_TRAINING);
    let note = &library().phrases.card_weights;
    let weighed = |id: &str| {
        rows(&plan, id)
            .iter()
            .any(|(amount, _)| amount.ends_with("kg"))
    };
    let mut said = Vec::new();
    for card in &plan.cards.cards {
        assert_eq!(
            card.watch.lines.contains(note),
            weighed(&card.id),
            "{}",
            card.id
        );
        said.extend(weighed(&card.id).then_some(card.id.as_str()));
    }
    assert_eq!(
        said,
        ["bench-press", "farmer-carry", "conventional-deadlift"]
    );
}

/// What is left out for now and comes back is both, at a glance.
#[test]
fn own_training_that_comes_back_is_to_be_rebuilt() {
    let glance = plan_of(OWN_TRAINING).glance;
    assert!(glance.avoid.lines.iter().any(|one| one == "Deadlift"));
    assert_eq!(glance.rebuild.lines, ["Deadlift (weeks 3 to 16)"]);
}

#[test]
fn the_caution_and_the_clinicians_words_stand_at_the_top() {
    let view = viewed(library(), &document(AFTER_SURGERY), None);
    let plan = view.plan.as_ref().expect("a plan");
    assert_eq!(plan.caution.lines.len(), 1);
    for text in printed(&view) {
        let at = |part: &str| text.find(part).expect("it is printed");
        let places = [
            at(&view.stop.title),
            at(&plan.caution.title),
            at("Ring me before week 5."),
            at(&plan.glance.title),
        ];
        assert!(places.is_sorted(), "{places:?}");
    }
    let without = plan_of(PLAIN);
    assert!(without.caution.lines.is_empty() && without.notes.lines.is_empty());
}

/// Weeks in which other exercises come must not begin unasked, whichever sheet a person has.
#[test]
fn whoever_has_one_sheet_alone_reads_what_opens_later_weeks() {
    for detail in [Detail::Full, Detail::Summary, Detail::Cards, Detail::Log] {
        let options = Options {
            detail,
            ..Options::default()
        };
        let made = document(AFTER_SURGERY);
        let view = view(library(), &made, &options).expect("the packs go with the plan");
        let plan = view.plan.as_ref().expect("a plan");
        let later = plan.sessions.iter().filter_map(|one| one.later.as_ref());
        let opens: Vec<&String> = later.flat_map(|later| &later.opens.lines).collect();
        assert_eq!(opens.len(), 9, "{opens:?}");
        for text in printed(&view) {
            for line in opens.iter().copied().chain(&plan.notes.lines) {
                assert!(text.contains(line), "{detail:?} lacks `{line}`");
            }
        }
    }
}

/// The third phase keeps the sessions of the second: they end with neither.
#[test]
fn a_later_phase_whose_sessions_go_on_says_only_when_it_starts() {
    let plan = plan_of(OWN_TRAINING);
    let later = plan.sessions.iter().filter_map(|one| one.later.as_ref());
    let titles: Vec<&str> = later.map(|later| later.title.as_str()).collect();
    assert_eq!(titles, ["Later: Build it (from week 3)"]);
}

/// Who is told to leave out a part of a movement must not see it on the card.
#[test]
fn a_card_shows_its_exercise_as_it_is_changed() {
    let library = library();
    let svg = |figure: &Figure| figure.solve().svg(&regimen_figure::Options::default());
    let (mut turned, mut own) = (0, 0);
    let options = Options {
        pictures: Pictures::Still,
        ..Options::default()
    };
    for finding in ["flexion", "extension", "rotation", "load"] {
        let made = document(&format!(
            "red_flags = []\nfindings = [\"{finding}-provoked\"]\nstage = \"calm\"\nequipment = \"any\"\n"
        ));
        let view = view(library, &made, &options).expect("the packs go with the plan");
        for card in view.plan.expect("a plan").cards.cards {
            let key = library.exercises.find(&card.id).expect("known");
            let record = &library.exercises[key];
            let change = card.change.lines.as_slice();
            let turn = record
                .turns
                .iter()
                .find(|turn| change == [turn.how.as_str()]);
            let figure = turn.and_then(|turn| turn.figure.as_ref());
            *(if figure.is_some() {
                &mut turned
            } else {
                &mut own
            }) += 1;
            let figure = figure.or(record.figure.as_ref()).expect("a figure");
            assert!(card.picture.still == svg(figure), "{}", card.id);
        }
    }
    assert!(turned > 3 && own > 3, "{turned} changed, {own} not");
}

#[test]
fn the_side_that_is_not_sore_starts() {
    for (side, wanted) in [
        (Some("left"), Some("your right side")),
        (Some("right"), Some("your left side")),
        (Some("both"), None),
        (None, None),
    ] {
        let finding = match side {
            Some(side) => format!("{{ id = \"flexion-provoked\", side = \"{side}\" }}"),
            None => "\"flexion-provoked\"".to_owned(),
        };
        let plan = plan_of(&format!(
            "red_flags = []\nfindings = [{finding}]\nstage = \"calm\"\nequipment = \"any\"\n"
        ));
        let said = plan
            .session_notes
            .iter()
            .find(|line| line.contains("not sore"));
        assert_eq!(said.is_some(), wanted.is_some(), "{side:?}");
        assert!(wanted.is_none_or(|wanted| said.is_some_and(|said| said.contains(wanted))));
    }
}

#[test]
fn the_way_back_says_where_to_start_and_when_to_climb() {
    let made = document(OWN_TRAINING);
    let view = viewed(library(), &made, None);
    let plan = view.plan.as_ref().expect("a plan");
    assert_eq!(plan.back_to.len(), 2);
    for goal in &plan.back_to {
        let (first, rest) = goal.steps.split_first().expect("steps");
        assert!(
            !first.amount.is_empty() && !first.climb.lines.is_empty(),
            "{}",
            goal.title
        );
        assert!(
            rest.iter()
                .all(|step| step.amount.is_empty() && step.climb.lines.is_empty())
        );
    }
    // Names, never ids.
    let forms: Vec<&str> = made
        .back_to
        .iter()
        .flat_map(|back| &back.steps)
        .map(String::as_str)
        .filter(|step| library().exercises.find(step).is_none())
        .collect();
    assert!(!forms.is_empty());
    for text in printed(&view) {
        for form in &forms {
            assert!(!text.contains(form), "{form}");
        }
    }
}

#[test]
fn a_way_back_that_starts_at_a_later_stage_says_so() {
    let mut made = document(OWN_TRAINING);
    let back = made.back_to.first_mut().expect("a goal");
    let stage = library().stages.rows().last().expect("a stage");
    back.from_stage = Some(stage.id.clone());
    let view = viewed(library(), &made, None);
    let plan = view.plan.as_ref().expect("a plan");
    let before = &plan.back_to.first().expect("a goal").before.lines;
    assert!(
        before.iter().any(|line| line.contains(&stage.name)),
        "{before:?}"
    );
}

#[test]
fn easier_weeks_are_marked_and_explained() {
    let how = "Do one set less of each exercise.";
    let library = library_with(|path, text| {
        if !path.ends_with("back-strength-12-weeks.toml") {
            return text;
        }
        let deload = format!("deload = {{ weeks = [3, 4], fewer_sets = 1, how = \"{how}\" }}\n");
        text.replacen("[[phases]]\n", &format!("[[phases]]\n{deload}"), 1)
    });
    let made = document_with(&library, PLAIN);
    let view = viewed(&library, &made, None);
    let plan = view.plan.as_ref().expect("a plan");
    assert_eq!(plan.week.easy.lines, [format!("Weeks 3 to 4: {how}")]);
    for day in plan.log.sheets.iter().flat_map(|sheet| &sheet.days) {
        let easy = ["Week 3", "Week 4"].contains(&day.week.as_str());
        assert_eq!(!day.easy.is_empty(), easy, "{}", day.week);
    }
    for text in printed(&view) {
        assert!(text.contains(how));
    }
    assert!(plan_of(PLAIN).week.easy.lines.is_empty());
}

#[test]
fn no_sentence_ends_twice() {
    let others = "red_flags = []\nfindings = [\"post-surgical\", \"flexion-provoked\"]\ncleared = [\"post-surgical\"]\nstage = \"calm\"\n";
    let irritable = "red_flags = []\nfindings = [\"post-surgical\"]\ncleared = [\"post-surgical\"]\nstage = \"calm\"\nprogramme = \"back-strength-12-weeks\"\n";
    for presentation in [
        AFTER_SURGERY,
        OWN_TRAINING,
        PLAIN,
        BENDING,
        others,
        irritable,
    ] {
        let made = document(presentation);
        let view = viewed(library(), &made, None);
        let mut texts = printed(&view).to_vec();
        texts.push(made.to_json());
        for text in texts {
            for twice in ["..", ". .", ".:", ":."] {
                let at = text.find(twice);
                let around = at.map(|at| {
                    let from = text
                        .get(..at)
                        .map_or(0, |before| before.rfind('\n').unwrap_or(0));
                    text.get(from..at + twice.len()).unwrap_or_default()
                });
                assert!(around.is_none(), "`{twice}` in {around:?}");
            }
        }
    }
}
