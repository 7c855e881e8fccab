//! Hostile text in every field of every sheet, as PDF, HTML and Markdown: it prints, and as it was typed.
//!
//! What a handout's markup makes of each text is held in `regimen-render`, text by text. Here are the PDF, the way from
//! outside (packs, presentation, clinic), and more of everything than a page was made for. The files are left in the
//! target folder's `tmp/hostile`, for other people's checkers (`tests/pages`): that nothing lies outside the page.
#![expect(
    clippy::expect_used,
    reason = "a handout that cannot be written has failed"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use lopdf::Document;
use regimen_core::format::clinic::{Clinic, Detail};
use regimen_core::format::common::Text;
use regimen_core::library::Library;
use regimen_core::presentation::Patient;
use regimen_render::pdf::fonts::printable;
use regimen_render::view::{Card, LogRow, SessionRow};
use regimen_render::{Options, Rendered, Templates, View, html, markdown, pdf, view};
use regimen_tests::{check_accessible, document, document_with, library, library_of};
use serde_json::Value;

const PLAN: &str = include_str!("../../examples/bending-hurts.toml");
const UNMET: &str = include_str!("../pages/presentations/unmet.toml");

/// The texts. One of blanks alone is left out: no file can have one.
fn naughty() -> Vec<String> {
    let list = include_str!("../../crates/regimen-render/src/text/tests/naughty.json");
    let list: Vec<(String, String)> = serde_json::from_str(list).expect("pairs of texts");
    let texts = list.into_iter().map(|(_, text)| text);
    texts.filter(|text| !text.trim().is_empty()).collect()
}

/// Fields that are no text for a reader.
const NO_TEXT: [&str; 13] = [
    "kind", "language", "paper", "detail", "audience", "id", "colour", "urgency", "still",
    "moving", "qr", "format", "uri",
];

/// Every text of a view replaced by the one for its place. Lists are cut to two entries, but for those with one for each column.
fn with_texts(value: &mut Value, place: &str, key: &str, text_at: &mut dyn FnMut(&str) -> String) {
    match value {
        Value::String(_) if NO_TEXT.contains(&key) => {}
        Value::String(text) => *text = text_at(place),
        Value::Array(items) => {
            if !["days", "headings", "cells"].contains(&key) {
                items.truncate(2);
            }
            for (at, item) in items.iter_mut().enumerate() {
                let key = if item.is_array() { "cells" } else { key };
                with_texts(item, &format!("{place}/{at}"), key, text_at);
            }
        }
        Value::Object(fields) => {
            for (key, field) in fields.iter_mut() {
                with_texts(field, &format!("{place}/{key}"), key, text_at);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Which of `count` texts stands in a place. It depends on the place alone, so that a text that is added to the packs, or taken
/// out, changes nothing elsewhere.
fn turn(place: &str, count: usize) -> usize {
    let sum = place.bytes().fold(7, |sum: usize, byte| {
        (sum * 31 + usize::from(byte)) % 1_000_003
    });
    sum % count.max(1)
}

/// The sheet with a hostile text in each place, another one for each `name`. No two titles may read the same, so a text is taken
/// once that differs from another in blanks alone, and numbered when it comes again.
fn hostile(sheet: &View, name: &str) -> View {
    let mut texts = naughty();
    let mut read = BTreeSet::new();
    texts.retain(|text| read.insert(text.split_whitespace().collect::<String>()));
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut value = serde_json::to_value(sheet).expect("a view is JSON");
    with_texts(&mut value, name, "", &mut |place| {
        let one = turn(place, texts.len());
        let round = taken.entry(one).or_default();
        *round += 1;
        let text = texts.get(one).expect("one of the texts");
        match round {
            1 => text.clone(),
            _ => format!("{text} {}", *round - 1),
        }
    });
    serde_json::from_value(value).expect("still a view")
}

fn options(detail: Detail, large_print: bool) -> Options {
    let text = |text: &str| Text(text.to_owned());
    Options {
        detail,
        large_print,
        patient: Some(Patient {
            name: Some(text("Sam Example")),
            language: None,
            units: None,
        }),
        clinic: Some(Clinic {
            clinician: Some(text("Robin Example")),
            address: vec![text("1 High Street"), text("Town")],
            ..serde_json::from_value(serde_json::json!({ "name": "Clinic" })).expect("a clinic")
        }),
        ..Options::default()
    }
}

fn sheet(presentation: &str, detail: Detail, large_print: bool) -> View {
    let document = document(presentation);
    view(library(), &document, &options(detail, large_print)).expect("the packs go with the plan")
}

/// Where the files are left for other checkers, one folder a test.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("hostile")
        .join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Writes a view in every format; gives the PDF.
fn written(view: &View, folder: &Path, name: &str) -> Rendered {
    written_as_text(view, folder, name);
    let rendered = pdf(view, &Templates::built_in());
    let rendered = rendered.expect("the built-in template prints what anybody typed");
    fs::write(folder.join(format!("{name}.pdf")), &rendered.bytes).expect("a file");
    rendered
}

/// Writes a view as HTML and as Markdown.
fn written_as_text(view: &View, folder: &Path, name: &str) {
    let templates = Templates::built_in();
    for (ending, rendered) in [
        ("html", html(view, &templates)),
        ("md", markdown(view, &templates)),
    ] {
        let rendered = rendered.expect("the built-in template prints what anybody typed");
        fs::write(folder.join(format!("{name}.{ending}")), rendered.bytes).expect("a file");
    }
}

/// The text of a PDF without blanks, breaks in words among them.
fn letters(rendered: &Rendered) -> String {
    let document = Document::load_mem(&rendered.bytes).expect("a PDF");
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    bare(&document.extract_text(&pages).expect("its text"))
}

/// Whether a character is Hebrew, Arabic or a mark on the letter before it.
fn is_drawn_in_parts(c: char) -> bool {
    is_mark(c) || matches!(c, '\u{591}'..='\u{6ff}')
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{200b}')
        .collect()
}

#[test]
fn hostile_text_in_every_field_prints_in_every_detail_and_print() {
    let folder = folder("fields");
    for detail in [Detail::Full, Detail::Summary, Detail::Cards, Detail::Log] {
        for large_print in [false, true] {
            let name = format!(
                "{}{}",
                detail.as_str(),
                if large_print { "-large" } else { "" }
            );
            let view = hostile(&sheet(PLAN, detail, large_print), &name);
            // A PDF takes seconds: each detail once, each print twice.
            if large_print != matches!(detail, Detail::Summary | Detail::Cards) {
                written_as_text(&view, &folder, &name);
                continue;
            }
            let rendered = written(&view, &folder, &name);
            check_accessible(&rendered.bytes, &name);
            assert!(!rendered.warnings.is_empty(), "{name}");
        }
    }
}

#[test]
fn each_hostile_text_reads_as_typed() {
    let folder = folder("short");
    for (name, presentation, large_print) in [("unmet", UNMET, false), ("unmet-large", UNMET, true)]
    {
        let mut sheet = hostile(&sheet(presentation, Detail::Full, large_print), name);
        let texts = naughty();
        sheet.stop.signs.clone_from(&texts);
        // A word may go on over a page, and what is read from the file has the foot in the middle of it.
        sheet.colophon.short.clear();
        sheet.page.clear();
        let rendered = written(&sheet, &folder, name);
        check_accessible(&rendered.bytes, name);
        let printed = letters(&rendered);
        for text in &texts {
            let shown = printable(text);
            for one in &shown.replaced {
                let code = format!("[U+{:04X}]", u32::from(*one));
                let warned = rendered.warnings.iter().any(|one| one.contains(&code));
                assert!(warned, "{text:?}: {code}");
            }
            for word in shown.text.split_whitespace() {
                // What is read from a file says a letter again for each sign or dot that is drawn beside it, so that of
                // such a word only the letters can be looked for.
                let word = bare(word);
                let stands = printed.contains(&word)
                    || (word.contains(is_drawn_in_parts)
                        && word.chars().all(|c| is_mark(c) || printed.contains(c)));
                assert!(stands, "{text:?}: {word:?} is not in\n{printed}");
            }
        }
        assert!(
            rendered.warnings.iter().all(|one| one.contains("[U+")),
            "{:?}",
            rendered.warnings
        );
    }
}

/// The shipped packs with a hostile text at the end of each of theirs.
fn hostile_packs() -> Library {
    let texts = naughty();
    library_of(&["data"], |inner, text| {
        // Nothing of these is printed.
        let whole = [
            "pack.toml",
            "references.toml",
            "gaps.toml",
            "plain-words.toml",
        ];
        if whole.contains(&inner) || inner.starts_with("cases/") || inner.starts_with("text/") {
            return text;
        }
        let mut file: toml_edit::DocumentMut = text.parse().expect("a shipped file is TOML");
        let mut nth = 0;
        let mut append = |text: &mut String| {
            nth += 1;
            let one = turn(&format!("{inner} {nth}"), texts.len());
            let hostile = texts.get(one).expect("one of the texts");
            // Braces mark a place in a phrase; what may stand in them is checked with the pack.
            let hostile = hostile.replace(['{', '}'], "");
            text.push(' ');
            text.push_str(&hostile);
        };
        for (_, item) in file.as_table_mut().iter_mut() {
            append_to(item, &mut append);
        }
        file.to_string()
    })
}

/// Calls `append` for every string that has more than one word: an id never has.
fn append_to(item: &mut toml_edit::Item, append: &mut dyn FnMut(&mut String)) {
    match item {
        toml_edit::Item::Value(value) => append_to_value(value, append),
        toml_edit::Item::Table(table) => {
            for (_, item) in table.iter_mut() {
                append_to(item, append);
            }
        }
        toml_edit::Item::ArrayOfTables(tables) => {
            for (_, item) in tables.iter_mut().flat_map(|table| table.iter_mut()) {
                append_to(item, append);
            }
        }
        toml_edit::Item::None => {}
    }
}

fn append_to_value(value: &mut toml_edit::Value, append: &mut dyn FnMut(&mut String)) {
    match value {
        toml_edit::Value::String(text) if text.value().trim().contains(' ') => {
            let mut text = text.value().clone();
            append(&mut text);
            *value = text.into();
        }
        toml_edit::Value::Array(values) => {
            for value in values.iter_mut() {
                append_to_value(value, append);
            }
        }
        toml_edit::Value::InlineTable(table) => {
            for (_, value) in table.iter_mut() {
                append_to_value(value, append);
            }
        }
        _ => {}
    }
}

#[test]
fn hostile_packs_presentation_and_clinic_print() {
    let folder = folder("outside");
    let packs = hostile_packs();
    let all = naughty().join(" ");
    let notes = toml::Value::String(all.clone());
    let presentation = PLAN.replace("[patient]", &format!("notes = {notes}\n\n[patient]"));
    let document = document_with(&packs, &presentation);
    let mut options = options(Detail::Full, false);
    if let Some(name) = options.patient.as_mut().and_then(|one| one.name.as_mut()) {
        name.0.clone_from(&all);
    }
    if let Some(clinic) = options.clinic.as_mut() {
        clinic.name.0.clone_from(&all);
        clinic.address = vec![Text(all.clone()), Text(all)];
    }
    let view =
        |options: &Options| view(&packs, &document, options).expect("the packs go with the plan");
    written_as_text(&view(&options), &folder, "plan");
    options.detail = Detail::Summary;
    let rendered = written(&view(&options), &folder, "summary");
    check_accessible(&rendered.bytes, "summary");
    let printed = letters(&rendered);
    for word in [
        "#panic(\"x\")",
        "<script>alert(1)</script>",
        "[U+202E]",
        "Жанна",
    ] {
        assert!(printed.contains(&bare(word)), "{word} in {printed}");
    }
}

#[test]
fn a_session_of_sixty_exercises_prints_them_all() {
    let folder = folder("sixty");
    for large_print in [false, true] {
        let mut sheet = sheet(PLAN, Detail::Full, large_print);
        let plan = sheet.plan.as_mut().expect("a plan");
        plan.sessions.truncate(1);
        for session in &mut plan.sessions {
            let rows = (1..=60).zip(session.rows.iter().cycle());
            let rows = rows.map(|(number, row)| SessionRow {
                id: format!("row-{number}"),
                name: format!("{}/{number}/", row.name),
                ..row.clone()
            });
            session.rows = rows.collect();
        }
        let cards = (1..=60).zip(plan.cards.cards.iter().cycle());
        let cards = cards.map(|(number, card)| Card {
            id: format!("row-{number}"),
            number,
            name: format!("{}/{number}/", card.name),
            ..card.clone()
        });
        plan.cards.cards = cards.collect();
        for (number, card) in (61..).zip(&mut plan.cards.easier) {
            card.number = number;
        }
        plan.log.sheets.truncate(1);
        for sheet in &mut plan.log.sheets {
            let rows = (1..=60).zip(sheet.rows.iter().cycle());
            let rows = rows.map(|(number, row)| LogRow {
                name: format!("{}/{number}/", row.name),
                boxes: 40,
                ..row.clone()
            });
            sheet.rows = rows.collect();
        }
        for detail in ["summary", "full"] {
            sheet.detail = detail.to_owned();
            // A PDF takes seconds: each detail once, each print once.
            let as_pdf = large_print == (detail == "summary");
            let name = format!("{detail}{}", if large_print { "-large" } else { "" });
            written_as_text(&sheet, &folder, &name);
            if !as_pdf {
                continue;
            }
            // Cards break over pages one by one; a table of sixty rows is what has to break in itself.
            let mut short = sheet.clone();
            if let Some(plan) = short.plan.as_mut().filter(|_| detail == "full") {
                plan.cards.cards.truncate(1);
            }
            let rendered = written(&short, &folder, &format!("{name}-short"));
            check_accessible(&rendered.bytes, &name);
            let printed = letters(&rendered);
            for number in 1..=60 {
                assert!(printed.contains(&format!("/{number}/")), "{name}: {number}");
            }
        }
    }
}
