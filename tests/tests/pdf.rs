//! The PDF: PDF/UA-1 by an independent checker, its structure, its text in reading order, the same bytes.
#![expect(
    clippy::expect_used,
    reason = "a handout that cannot be written has failed"
)]

use std::collections::BTreeMap;

use lopdf::{Document, Object};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use regimen_core::format::clinic::{Detail, Paper};
use regimen_core::format::common::Text;
use regimen_core::presentation::Patient;
use regimen_render::{Options, Pictures, Rendered, Templates, View, pdf, view};
use regimen_tests::{document, library};

const PLAN: &str = include_str!("../../examples/bending-hurts.toml");
const REFER: &str = include_str!("../../examples/red-flag.toml");
const PHASES: &str = "red_flags = []\nfindings = [\"post-surgical\"]\ncleared = [\"post-surgical\"]\nstage = \"calm\"\nequipment = \"any\"\nnotes = \"Ring me before week 5.\"\n";
const OWN_TRAINING: &str = "red_flags = []\nfindings = [\"flexion-provoked\", \"load-provoked\"]\nstage = \"calm\"\nequipment = \"any\"\nnotes = \"Keep at it.\"\ngoals = [\"running\"]\ncurrent_training = [{ exercise = \"conventional-deadlift\", sets = 5, reps = 5, load = { kg = 100 } }, { exercise = \"bench-press\", sets = 4, reps = 8, load = { kg = 60 } }, { exercise = \"farmer-carry\", sets = 4, distance_m = 40, load = { kg = 48 } }]\n";
const UNMET: &str = "red_flags = []\nfindings = [\"post-surgical\"]\ncleared = [\"post-surgical\"]\nstage = \"calm\"\nprogramme = \"back-strength-12-weeks\"\n";

fn viewed(presentation: &str, paper: Paper, name: Option<&str>) -> View {
    let options = Options {
        paper,
        pictures: Pictures::Still,
        patient: name.map(|name| Patient {
            name: Some(Text(name.to_owned())),
            language: None,
            units: None,
        }),
        ..Options::default()
    };
    view(library(), &document(presentation), &options).expect("the packs go with the plan")
}

fn written(view: &View) -> Rendered {
    pdf(view, &Templates::built_in()).expect("the built-in template prints")
}

/// Every problem that an independent checker finds, and the structure that it does not look at.
fn check(rendered: &Rendered) {
    let options = ValidationOptions::default().profile(ValidationProfile::PdfUa1);
    let report = validate_pdf_bytes(&rendered.bytes, &options).expect("a PDF");
    let failures: Vec<String> = report
        .failures
        .iter()
        .map(|one| format!("{}: {}", one.rule_id, one.message))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(report.rules.total > 50, "the checker looked at something");

    let document = Document::load_mem(&rendered.bytes).expect("a PDF");
    let tags = tags(&document);
    let count = |tag: &str| tags.get(tag).copied().unwrap_or(0);
    assert_eq!(count("H1"), 1, "{tags:?}");
    assert!(count("H2") >= 1, "{tags:?}");
    if count("Table") > 0 {
        assert!(
            count("TH") >= count("Table"),
            "tables have headers: {tags:?}"
        );
    }
    let catalog = document.catalog().expect("a catalog");
    assert!(catalog.get(b"Lang").is_ok(), "the language is named");
}

/// How often each structure tag stands in the document.
fn tags(document: &Document) -> BTreeMap<String, usize> {
    let mut tags = BTreeMap::new();
    for object in document.objects.values() {
        let Object::Dictionary(dictionary) = object else {
            continue;
        };
        if !dictionary.has(b"P") && !dictionary.has(b"K") {
            continue;
        }
        if let Ok(tag) = dictionary.get(b"S").and_then(Object::as_name) {
            let tag = String::from_utf8_lossy(tag).into_owned();
            *tags.entry(tag).or_insert(0) += 1;
        }
    }
    tags
}

fn text(rendered: &Rendered) -> String {
    let document = Document::load_mem(&rendered.bytes).expect("a PDF");
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).expect("its text");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_plan_is_accessible_and_reads_in_order() {
    let sheet = viewed(PLAN, Paper::A4, None);
    let rendered = written(&sheet);
    check(&rendered);
    assert!(rendered.warnings.is_empty(), "{:?}", rendered.warnings);
    let text = text(&rendered);
    let plan = sheet.plan.as_ref().expect("a plan");
    let mut order = vec![
        sheet.title.as_str(),
        &sheet.stop.title,
        &plan.glance.title,
        &plan.week.title,
        &plan.phases.title,
    ];
    order.extend(plan.sessions.iter().map(|session| session.title.as_str()));
    order.extend([plan.hurts.title.as_str(), &plan.cards.title]);
    order.extend(
        plan.cards
            .cards
            .iter()
            .flat_map(|card| card.steps.lines.first())
            .map(String::as_str),
    );
    order.extend([
        plan.avoid.title.as_str(),
        &plan.rebuild.title,
        &plan.log.title,
        &plan.references.title,
    ]);
    in_order(&text, &order);
}

/// Each part, by its first words, after the one before it.
fn in_order(text: &str, order: &[&str]) {
    let mut from = 0;
    for part in order {
        let part = part
            .split_whitespace()
            .take(6)
            .collect::<Vec<_>>()
            .join(" ");
        match text.get(from..).and_then(|rest| rest.find(&part)) {
            Some(at) => from += at,
            None => unreachable!("`{part}` does not come after the part before it:\n{text}"),
        }
    }
}

#[test]
fn a_plan_whose_phases_differ_is_accessible_and_reads_in_order() {
    for presentation in [PHASES, OWN_TRAINING] {
        let sheet = viewed(presentation, Paper::A4, Some("Sam Example"));
        let rendered = written(&sheet);
        check(&rendered);
        assert!(rendered.warnings.is_empty(), "{:?}", rendered.warnings);
        let plan = sheet.plan.as_ref().expect("a plan");
        let mut order = vec![sheet.stop.title.as_str()];
        if !plan.caution.lines.is_empty() {
            order.push(&plan.caution.title);
        }
        order.extend([plan.notes.title.as_str(), &plan.glance.title]);
        for session in &plan.sessions {
            order.extend(session.later.iter().map(|later| later.title.as_str()));
            order.push(&session.title);
        }
        order.push(&plan.hurts.title);
        for goal in &plan.back_to {
            order.push(&goal.title);
            order.extend(goal.steps.iter().map(|step| step.name.as_str()));
        }
        order.push(&plan.log.title);
        in_order(&text(&rendered), &order);
    }
}

#[test]
fn a_plan_on_letter_paper_is_accessible_and_the_same_bytes_twice() {
    let sheet = viewed(PLAN, Paper::Letter, Some("Sam Example"));
    let rendered = written(&sheet);
    check(&rendered);
    assert!(written(&sheet) == rendered);
}

/// A plan in some detail, on some paper, in the usual print or a large one.
fn detailed(detail: Detail, paper: Paper, large_print: bool) -> (View, Rendered) {
    let options = Options {
        paper,
        pictures: Pictures::Still,
        detail,
        large_print,
        ..Options::default()
    };
    let sheet = view(library(), &document(PLAN), &options).expect("the packs go with the plan");
    let rendered = written(&sheet);
    (sheet, rendered)
}

#[test]
fn every_detail_on_every_paper_in_every_print_is_accessible() {
    for detail in [Detail::Full, Detail::Summary, Detail::Cards, Detail::Log] {
        for paper in [Paper::A4, Paper::Letter] {
            for large_print in [false, true] {
                let (_, rendered) = detailed(detail, paper, large_print);
                check(&rendered);
                let words = rendered.warnings;
                assert!(words.is_empty(), "{detail:?} {paper:?}: {words:?}");
            }
        }
    }
}

#[test]
fn a_summary_of_two_sessions_is_one_page() {
    for paper in [Paper::A4, Paper::Letter] {
        let (sheet, rendered) = detailed(Detail::Summary, paper, false);
        let pages = Document::load_mem(&rendered.bytes)
            .expect("a PDF")
            .get_pages()
            .len();
        assert_eq!(pages, 1, "{paper:?}");
        let plan = sheet.plan.expect("a plan");
        let text = text(&rendered);
        let names = plan.sessions.iter().flat_map(|session| &session.rows);
        for row in names {
            assert!(text.contains(&row.name), "{}", row.name);
        }
    }
}

#[test]
fn every_picture_says_what_it_shows() {
    for (detail, large_print) in [(Detail::Full, false), (Detail::Summary, true)] {
        let (sheet, rendered) = detailed(detail, Paper::A4, large_print);
        let plan = sheet.plan.expect("a plan");
        let document = Document::load_mem(&rendered.bytes).expect("a PDF");
        let mut said: Vec<String> = document
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok()?.get(b"Alt").ok())
            .filter_map(|alt| lopdf::decode_text_string(alt).ok())
            .collect();
        said.sort();
        said.dedup();
        for card in &plan.cards.cards {
            let alt = &card.picture.alt;
            assert!(!alt.is_empty(), "{} has no words for its picture", card.id);
            assert!(said.contains(alt), "{alt:?} of {} in {said:?}", card.id);
        }
    }
}

#[test]
fn a_referral_is_one_accessible_page() {
    for presentation in [REFER, UNMET] {
        for paper in [Paper::A4, Paper::Letter] {
            let rendered = written(&viewed(presentation, paper, None));
            check(&rendered);
            let document = Document::load_mem(&rendered.bytes).expect("a PDF");
            assert_eq!(document.get_pages().len(), 1);
        }
    }
}

#[test]
fn hostile_names_never_stop_a_sheet() {
    let long = "x".repeat(500);
    for name in [
        "#eval(\"1+1\") $x$ *b* _i_ `c` @ref <label> // /* = - + \\",
        "#{} ]] )) \" ' \u{202e}evil\u{0} 😀 日本 \u{e000}",
        "שרה كوهين Ελένη Жанна ☐ ✓ →",
        &long,
        "\n\n\n",
    ] {
        let rendered = written(&viewed(REFER, Paper::A4, Some(name)));
        check(&rendered);
        let document = Document::load_mem(&rendered.bytes).expect("a PDF");
        assert_eq!(document.get_pages().len(), 1, "{name}");
    }
    let rendered = written(&viewed(REFER, Paper::A4, Some("#eval(\"1+1\") $x$ 𓀀")));
    assert_eq!(rendered.warnings.len(), 1, "{:?}", rendered.warnings);
    let text = text(&rendered);
    assert!(text.contains("#eval(\"1+1\") $x$ [U+13000]"), "{text}");
}
