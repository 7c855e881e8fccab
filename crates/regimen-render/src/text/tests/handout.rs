//! The built-in templates: that they place everything, in order, and nothing that a user typed moves them.

use serde_json::Value;

use super::{FORMATS, template};
use crate::text::fill::{TextFormat, fill};
use crate::text::markdown::tidy;
use crate::text::{Templates, escape, fixture, html, markdown};
use crate::view::View;

fn views() -> [View; 3] {
    [fixture::plan(), fixture::refer(), fixture::unmet()]
}

/// A view with every text for a reader replaced, its place as a JSON pointer being given.
fn with_texts(view: &View, text: &mut dyn FnMut(&str) -> String) -> Value {
    let mut value = serde_json::to_value(view).unwrap();
    replace(&mut value, "", text);
    value
}

fn replace(value: &mut Value, at: &str, text: &mut dyn FnMut(&str) -> String) {
    let key = at.rsplit('/').next().unwrap_or_default();
    match value {
        Value::String(_)
            if [
                "kind", "language", "paper", "detail", "audience", "id", "colour", "urgency",
                "still", "moving", "qr", "format", "uri",
            ]
            .contains(&key) => {}
        Value::String(old) => *old = text(at),
        Value::Array(items) => items
            .iter_mut()
            .enumerate()
            .for_each(|(n, item)| replace(item, &format!("{at}/{n}"), text)),
        Value::Object(fields) => fields
            .iter_mut()
            .for_each(|(key, field)| replace(field, &format!("{at}/{key}"), text)),
        _ => {}
    }
}

fn filled(format: TextFormat, value: &Value) -> String {
    let text = fill(format, template(format, &Templates::built_in()), value).unwrap();
    if format == TextFormat::Markdown {
        tidy(&text)
    } else {
        text
    }
}

#[test]
fn a_picture_is_an_image_with_its_words_and_no_markup_of_the_page() {
    let mut view = fixture::plan();
    let plan = view.plan.as_mut().unwrap();
    let picture = &mut plan.cards.cards[0].picture;
    picture.still = "<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- \u{e9} --></svg>".into();
    picture.moving = "<svg id=\"moves\"/>".into();
    picture.alt = "Arms \"up\" & <out>.".into();
    let printed = filled(TextFormat::Html, &serde_json::to_value(&view).unwrap());
    let alt = "alt=\"Arms &quot;up&quot; &amp; &lt;out&gt;.\"";
    assert!(printed.contains(&format!(
        "<img class=\"moving\" src=\"data:image/svg+xml,%3Csvg id=%22moves%22/%3E\" {alt}>"
    )));
    assert!(printed.contains(&format!(
        "<img class=\"still\" src=\"data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22%3E%3C%21-- %C3%A9 --%3E%3C/svg%3E\" {alt}>"
    )));
    assert!(!printed.contains("<svg"));
}

#[test]
fn every_text_is_placed() {
    // Page numbers are the browser's; Markdown has no page, no room to draw in and no data about itself, and the
    // first row names the days of a week. What a picture shows is said where there is one.
    let nowhere = |format: TextFormat, at: &str| match format {
        TextFormat::Html => {
            at == "/page"
                || at.ends_with("/link/alt")
                || at.ends_with("/picture/alt")
                || at.ends_with("/short") && at.contains("/sessions/")
        }
        TextFormat::Markdown => {
            at == "/page"
                || at.ends_with("/short")
                || at.ends_with("/link/alt")
                || at.contains("/logo/")
                || at.contains("/picture/")
                || at.contains("/week/rows/1/") && at.ends_with("/day")
        }
    };
    for view in views() {
        for format in FORMATS {
            let mut places = Vec::new();
            let value = with_texts(&view, &mut |at| {
                let text = format!("text {} end", places.len());
                places.push((at.to_owned(), text.clone()));
                text
            });
            let printed = filled(format, &value);
            for (at, text) in places {
                let stands = !nowhere(format, &at) && !titles_nothing(&value, &at);
                assert_eq!(printed.contains(&text), stands, "{format:?} {at}");
            }
        }
    }
}

/// Whether a place is the title of a section without lines. The panels of the glance always stand.
fn titles_nothing(value: &Value, at: &str) -> bool {
    let lines = at
        .strip_suffix("/title")
        .and_then(|section| value.pointer(&format!("{section}/lines")));
    !at.contains("/glance/") && lines.and_then(Value::as_array).is_some_and(Vec::is_empty)
}

#[test]
fn sections_stand_in_order() {
    let titles = [
        "Your sheet",
        "Stop",
        "Read first",
        "For the clinician",
        "Twelve weeks",
        "At a glance",
        "Your week",
        "The weeks ahead",
        "Session A",
        "Later weeks",
        "Session B",
        "When it hurts",
        "In your day",
        "How to do each",
        "Left out",
        "Build up",
        "The way back",
        "Your log",
        "Reasons A",
        "References",
        "Where it comes from",
    ];
    let view = fixture::plan();
    for (format, marks) in [
        (TextFormat::Html, [">", "<"]),
        (TextFormat::Markdown, ["# ", "\n"]),
    ] {
        let printed = filled(format, &serde_json::to_value(&view).unwrap());
        let body = printed.split("<body>").last().unwrap();
        let places: Vec<_> = titles
            .iter()
            .map(|title| body.find(&format!("{}{title}{}", marks[0], marks[1])))
            .collect();
        assert!(places.iter().all(Option::is_some), "{format:?} {places:?}");
        assert!(places.is_sorted(), "{format:?} {places:?}");
    }
}

const HOSTILE: &str = "# <script>alert(1)</script> </style> \"' onx='1' &amp; | [a](b) **c** `d` {{ title }} {% raw %} https://a.b/c 1. - שלום 😀";

#[test]
fn hostile_text_moves_nothing_in_html() {
    for view in views() {
        let plain = filled(
            TextFormat::Html,
            &with_texts(&view, &mut |_| "x".to_owned()),
        );
        let hostile = filled(
            TextFormat::Html,
            &with_texts(&view, &mut |_| HOSTILE.to_owned()),
        );
        assert_eq!(
            hostile.replace(&escape::html(HOSTILE), "x"),
            plain.replace(HOSTILE, "x")
        );
        assert!(!hostile.contains("<script") && hostile.matches("</style>").count() == 1);
    }
}

#[test]
fn hostile_text_moves_nothing_in_markdown() {
    for view in views() {
        let plain = filled(
            TextFormat::Markdown,
            &with_texts(&view, &mut |_| "x".to_owned()),
        );
        let hostile = filled(
            TextFormat::Markdown,
            &with_texts(&view, &mut |_| HOSTILE.to_owned()),
        );
        let (plain_kinds, plain_words) = super::reads_as_typed::read(&plain);
        let (kinds, words) = super::reads_as_typed::read(&hostile);
        assert_eq!(kinds, plain_kinds);
        assert_eq!(words.replace(HOSTILE, "x"), plain_words);
    }
}

#[test]
fn a_long_name_stays_whole() {
    let mut view = fixture::unmet();
    let name = "Wolfeschlegelstein ".repeat(27).trim().to_owned();
    view.header.name = Some(name.clone());
    for rendered in [
        html(&view, &Templates::built_in()),
        markdown(&view, &Templates::built_in()),
    ] {
        assert!(
            String::from_utf8(rendered.unwrap().bytes)
                .unwrap()
                .contains(&name)
        );
    }
}

#[test]
fn hidden_characters_are_printed_by_code_and_told() {
    let mut view = fixture::unmet();
    view.header.name = Some("Al\u{202e}ex\u{200b}".into());
    let html = html(&view, &Templates::built_in()).unwrap();
    let markdown = markdown(&view, &Templates::built_in()).unwrap();
    let told =
        ["the text holds characters that do not show, printed by their code: [U+200B], [U+202E]"];
    assert_eq!(
        (html.warnings.as_slice(), markdown.warnings.as_slice()),
        (
            told.map(String::from).as_slice(),
            told.map(String::from).as_slice()
        )
    );
    assert!(
        String::from_utf8(html.bytes)
            .unwrap()
            .contains("<bdi>Al[U+202E]ex[U+200B]</bdi>")
    );
    assert!(
        String::from_utf8(markdown.bytes)
            .unwrap()
            .contains("Al\\[U+202E\\]ex\\[U+200B\\]")
    );
}

#[test]
fn what_is_empty_is_left_out() {
    let mut view = fixture::plan();
    view.warnings.lines.clear();
    let plan = view.plan.as_mut().unwrap();
    plan.avoid.rows.clear();
    plan.rebuild.rows.clear();
    plan.back_to.clear();
    plan.log.sheets.clear();
    plan.copy = None;
    plan.cards.easier.clear();
    plan.references.lines.clear();
    plan.day_advice.lines.clear();
    for rendered in [
        html(&view, &Templates::built_in()),
        markdown(&view, &Templates::built_in()),
    ] {
        let printed = String::from_utf8(rendered.unwrap().bytes).unwrap();
        for title in [
            "For the clinician",
            "Left out<",
            "\n## Left out\n",
            "Build up",
            "The way back",
            "Your log",
            "References",
            "In your day",
            "Copy",
            "Easier ones",
        ] {
            assert!(!printed.contains(title), "{title}");
        }
    }
}

#[test]
fn html_is_one_file_with_no_request() {
    for view in views() {
        let rendered = html(&view, &Templates::built_in()).unwrap();
        assert_eq!(rendered, html(&view, &Templates::built_in()).unwrap());
        let printed = String::from_utf8(rendered.bytes).unwrap();
        assert!(printed.starts_with("<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">"));
        for request in ["<script", "<link", "<iframe", "url(", "@import", "http:"] {
            assert!(!printed.contains(request), "{request}");
        }
        // A picture is in the file, and a page is gone to only by whoever follows its link.
        let count = |what: &str| printed.matches(what).count();
        assert_eq!(count("src="), count(" src=\"data:image/"));
        assert_eq!(
            count("href="),
            count("<a href=\"https://example.org/2?a=b&amp;c=d\">")
        );
        assert_eq!(count("https:"), 2 * count("href="));
        let levels: Vec<u8> = printed
            .match_indices("<h")
            .filter_map(|(at, _)| printed.as_bytes().get(at + 2).copied())
            .filter(u8::is_ascii_digit)
            .collect();
        assert_eq!(levels.first(), Some(&b'1'));
        assert_eq!(levels.iter().filter(|level| **level == b'1').count(), 1);
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1));
    }
}

#[test]
fn paper_and_direction_follow_the_view() {
    let mut view = fixture::unmet();
    (view.paper, view.language) = ("letter".into(), "he-IL".into());
    let printed = String::from_utf8(html(&view, &Templates::built_in()).unwrap().bytes).unwrap();
    assert!(
        printed.contains("size: letter;") && printed.contains("<html lang=\"he-IL\" dir=\"rtl\">")
    );
    view.paper = "} body { display: none".into();
    let printed = String::from_utf8(html(&view, &Templates::built_in()).unwrap().bytes).unwrap();
    assert!(printed.contains("size: A4;") && !printed.contains("} body { display: none"));
}

#[test]
fn markdown_is_tidy() {
    for view in views() {
        let rendered = markdown(&view, &Templates::built_in()).unwrap();
        assert_eq!(rendered, markdown(&view, &Templates::built_in()).unwrap());
        let printed = String::from_utf8(rendered.bytes).unwrap();
        assert!(
            printed.starts_with("# Your sheet\n\n")
                && printed.ends_with('\n')
                && !printed.ends_with("\n\n")
        );
        assert!(!printed.contains("\n\n\n") && !printed.contains(" \n") && !printed.contains('\t'));
        assert_eq!(
            printed
                .lines()
                .filter(|line| line.starts_with("# "))
                .count(),
            1
        );
        let lines: Vec<&str> = printed.lines().collect();
        for around in lines.windows(3).filter(|around| around[1].starts_with('#')) {
            assert!(around[0].is_empty() && around[2].is_empty(), "{around:?}");
        }
        for pair in lines.windows(2) {
            let starts = |line: &str| {
                ["- ", "|", "  - ", "  1. "]
                    .iter()
                    .any(|mark| line.starts_with(mark))
            };
            assert!(
                starts(pair[1])
                    || pair[1].is_empty()
                    || !starts(pair[0])
                    || pair[1].starts_with("  "),
                "{pair:?}"
            );
        }
    }
}

#[test]
fn tidy_takes_spaces_and_blank_lines_away() {
    assert_eq!(tidy("\n\n# a  \n \n\n\nb\t\nc\n\n"), "# a\n\nb\nc\n");
    assert_eq!(tidy(""), "");
    assert_eq!(tidy("a"), "a\n");
}
