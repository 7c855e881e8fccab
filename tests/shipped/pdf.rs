//! The PDF: PDF/UA-1 by an independent checker, its structure, its text in reading order, the same bytes.
#![expect(
    clippy::expect_used,
    reason = "a handout that cannot be written has failed"
)]

use lopdf::{Document, Object};
use regimen_core::format::clinic::{Clinic, Detail, Paper};
use regimen_core::format::common::Text;
use regimen_core::library::Library;
use regimen_core::presentation::Patient;
use regimen_render::{Audience, Logo, Options, Pictures, Rendered, Templates, View, pdf, view};
use regimen_tests::{check_accessible, document, document_with, library, library_with, spanish};

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
fn check(rendered: &Rendered, language: &str) {
    check_accessible(&rendered.bytes, language);

    let document = Document::load_mem(&rendered.bytes).expect("a PDF");
    let catalog = document.catalog().expect("a catalog");
    let named = catalog.get(b"Lang").and_then(Object::as_str);
    assert_eq!(
        named.ok(),
        Some(language.as_bytes()),
        "the language is named"
    );
    let all = structure(&document);
    let count = |tag: &str| all.iter().filter(|one| one.tag == tag).count();
    let said: Vec<&str> = all.iter().map(|one| one.tag.as_str()).collect();
    assert_eq!(count("H1"), 1, "{said:?}");
    assert!(count("H2") >= 1, "{said:?}");
    // No heading is more than one level below the one before it.
    let levels: Vec<u32> = said
        .iter()
        .filter_map(|tag| tag.strip_prefix('H')?.parse().ok())
        .collect();
    assert_eq!(levels.first(), Some(&1), "{said:?}");
    let skips = |pair: &[u32]| matches!(pair, [one, other] if *other > one + 1);
    assert!(!levels.windows(2).any(skips), "{levels:?}");
    // Each table has headers, each list has entries, each picture has words.
    for one in &all {
        let has = |tag: &str| one.inside.iter().any(|inner| inner == tag);
        match one.tag.as_str() {
            "Table" => assert!(
                has("TH") && has("TD"),
                "a table without headers: {:?}",
                one.inside
            ),
            "L" => assert!(
                has("LI") && has("LBody"),
                "a list without entries: {:?}",
                one.inside
            ),
            "Figure" => assert!(one.alt, "a picture without words"),
            _ => {}
        }
    }
}

/// An element of a document's structure.
struct Element {
    /// Its tag.
    tag: String,
    /// Whether it has words that stand for it.
    alt: bool,
    /// The tags of all that is in it.
    inside: Vec<String>,
}

/// Every element of the document's structure, in reading order.
fn structure(document: &Document) -> Vec<Element> {
    let root = document
        .catalog()
        .expect("a catalog")
        .get(b"StructTreeRoot");
    let mut all = Vec::new();
    gather(document, root.expect("a structure"), &mut all);
    all
}

/// Adds an object's elements, and gives their tags.
fn gather(document: &Document, object: &Object, all: &mut Vec<Element>) -> Vec<String> {
    match object {
        Object::Reference(id) => match document.get_object(*id) {
            Ok(object) => gather(document, object, all),
            Err(_) => Vec::new(),
        },
        Object::Array(objects) => objects
            .iter()
            .flat_map(|object| gather(document, object, all))
            .collect(),
        Object::Dictionary(dictionary) => {
            let tag = dictionary.get(b"S").and_then(Object::as_name);
            let place = all.len();
            if let Ok(tag) = tag {
                all.push(Element {
                    tag: String::from_utf8_lossy(tag).into_owned(),
                    alt: dictionary.has(b"Alt"),
                    inside: Vec::new(),
                });
            }
            let inside = match dictionary.get(b"K") {
                Ok(kids) => gather(document, kids, all),
                Err(_) => Vec::new(),
            };
            match (tag, all.get_mut(place)) {
                (Ok(tag), Some(element)) => {
                    element.inside.clone_from(&inside);
                    let own = String::from_utf8_lossy(tag).into_owned();
                    std::iter::once(own).chain(inside).collect()
                }
                _ => inside,
            }
        }
        _ => Vec::new(),
    }
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
    check(&rendered, "en");
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
        &plan.references.title,
        &sheet.colophon.title,
        &plan.log.title,
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
        check(&rendered, "en");
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
    check(&rendered, "en");
    assert!(written(&sheet) == rendered);
}

/// A plan in some detail, on some paper, in the usual print or a large one.
fn detailed(
    library: &Library,
    detail: Detail,
    paper: Paper,
    large_print: bool,
) -> (View, Rendered) {
    let options = Options {
        paper,
        pictures: Pictures::Still,
        detail,
        large_print,
        ..Options::default()
    };
    let document = document_with(library, PLAN);
    let sheet = view(library, &document, &options).expect("the packs go with the plan");
    let rendered = written(&sheet);
    (sheet, rendered)
}

/// On each paper, in each print and language.
fn is_accessible(detail: Detail) {
    for library in [library(), spanish()] {
        for paper in [Paper::A4, Paper::Letter] {
            for large_print in [false, true] {
                let (_, rendered) = detailed(library, detail, paper, large_print);
                check(&rendered, &library.languages.used);
                let words = rendered.warnings;
                assert!(words.is_empty(), "{detail:?} {paper:?}: {words:?}");
            }
        }
    }
}

#[test]
fn the_whole_plan_is_accessible() {
    is_accessible(Detail::Full);
}

#[test]
fn the_summary_is_accessible() {
    is_accessible(Detail::Summary);
}

#[test]
fn the_cards_are_accessible() {
    is_accessible(Detail::Cards);
}

#[test]
fn cards_and_a_log_alone_say_what_opens_later_weeks() {
    for detail in [Detail::Summary, Detail::Cards, Detail::Log] {
        let options = Options {
            detail,
            pictures: Pictures::Still,
            ..Options::default()
        };
        let sheet =
            view(library(), &document(PHASES), &options).expect("the packs go with the plan");
        let text = text(&written(&sheet));
        let plan = sheet.plan.as_ref().expect("a plan");
        let mut order = vec![sheet.stop.title.as_str(), &plan.notes.title];
        let later = plan.sessions.iter().filter_map(|one| one.later.as_ref());
        order.extend(
            later
                .flat_map(|later| &later.opens.lines)
                .map(String::as_str),
        );
        assert!(order.len() > 4, "{order:?}");
        in_order(&text, &order);
    }
}

#[test]
fn the_log_is_accessible() {
    is_accessible(Detail::Log);
}

#[test]
fn the_clinicians_copy_and_a_clinics_logo_are_accessible() {
    let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\"><circle cx=\"10\" cy=\"10\" r=\"9\"/></svg>";
    let clinic = Clinic {
        name: Text("North Street Clinic".to_owned()),
        clinician: None,
        address: Vec::new(),
        phone: None,
        web: None,
        logo: None,
    };
    let linked = library_with(|path, text| {
        let link = "loadable = false\nlink = \"https://clinic.example/dead-bug\"\n";
        match path {
            "exercises/dead-bug.toml" => text.replacen("loadable = false\n", link, 1),
            _ => text,
        }
    });
    let options = Options {
        pictures: Pictures::Still,
        clinic: Some(clinic),
        logo: Some(Logo::read(logo.into()).expect("a logo")),
        audience: Audience::Clinician,
        ..Options::default()
    };
    let made = document_with(&linked, PLAN);
    let sheet = view(&linked, &made, &options).expect("the packs go with the plan");
    let rendered = written(&sheet);
    check(&rendered, "en");
    let plan = sheet.plan.as_ref().expect("a plan");
    let copy = plan.copy.as_ref().expect("a clinician's copy");
    let text = text(&rendered);
    in_order(
        &text,
        &[&plan.log.title, &copy.title, &plan.references.title],
    );
    assert!(text.contains("https://clinic.example/dead-bug"));
    let document = Document::load_mem(&rendered.bytes).expect("a PDF");
    let links = document.objects.values().filter_map(|object| {
        let action = object.as_dict().ok()?.get(b"A").ok()?.as_dict().ok()?;
        action.get(b"URI").ok()?.as_str().ok().map(<[u8]>::to_vec)
    });
    assert!(
        links
            .collect::<Vec<_>>()
            .contains(&b"https://clinic.example/dead-bug".to_vec())
    );
}

#[test]
fn a_summary_of_two_sessions_is_one_page() {
    for paper in [Paper::A4, Paper::Letter] {
        let (sheet, rendered) = detailed(library(), Detail::Summary, paper, false);
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
        let (sheet, rendered) = detailed(library(), detail, Paper::A4, large_print);
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
            check(&rendered, "en");
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
        check(&rendered, "en");
        let document = Document::load_mem(&rendered.bytes).expect("a PDF");
        assert_eq!(document.get_pages().len(), 1, "{name}");
    }
    let rendered = written(&viewed(REFER, Paper::A4, Some("#eval(\"1+1\") $x$ 𓀀")));
    assert_eq!(rendered.warnings.len(), 1, "{:?}", rendered.warnings);
    let text = text(&rendered);
    assert!(text.contains("#eval(\"1+1\") $x$ [U+13000]"), "{text}");
}

#[test]
fn a_clinic_replaces_one_part_and_a_mistake_is_named_in_it() {
    let view = viewed(PLAN, Paper::A4, None);
    let with = |part: &str| {
        let templates = Templates::built_in().with("lights.typ", part, "own/lights.typ");
        pdf(&view, &templates.expect("a part of the template"))
    };
    let ours =
        "#let hurts(it) = heading(level: 2, \"Ours: \" + it.title)\n#let day-advice(it) = none\n";
    let printed = text(&with(ours).expect("it prints"));
    assert!(printed.contains("Ours: When it hurts"), "{printed}");
    // All other parts are as they were.
    assert!(printed.contains("How to do each exercise"), "{printed}");

    let error = with("\n#let hurts(it) = it.titel\n#let day-advice(it) = none\n");
    let error = error.expect_err("no such field").to_string();
    assert!(
        error.contains("own/lights.typ:2") && error.contains("titel"),
        "{error}"
    );
}
