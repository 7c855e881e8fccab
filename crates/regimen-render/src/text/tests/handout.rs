//! The built-in templates: that they place everything, in order, and nothing that a user typed moves them.

use std::borrow::Cow;

use serde_json::Value;

use super::reads_as_typed::{one_line, read};
use super::{FORMATS, template};
use crate::text::fill::{TextFormat, fill};
use crate::text::markdown::tidy;
use crate::text::visible::visible;
use crate::text::{Templates, fixture, html, markdown};
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
        "<img class=\"moving\" src=\"data:image/svg+xml,%3Csvg%20id=%22moves%22/%3E\" {alt}>"
    )));
    assert!(printed.contains(&format!(
        "<img class=\"still\" src=\"data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%3E%3C%21--%20%C3%A9%20--%3E%3C/svg%3E\" {alt}>"
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

/// What stands for every text of a view where no text is hostile.
const PLAIN: &str = "\u{1f4cc}";

/// Texts that some program or other took for something else than text, each with its class.
fn naughty() -> Vec<(String, String)> {
    serde_json::from_str(include_str!("naughty.json")).unwrap()
}

/// Each kind of sheet, a plan in every detail, with no more than two of anything.
fn sheets() -> Vec<View> {
    let mut sheets = Vec::from(views());
    for detail in ["summary", "cards", "log"] {
        let mut view = fixture::plan();
        (view.detail, view.large_print) = (detail.to_owned(), detail == "cards");
        sheets.push(view);
    }
    let short = |view: View| {
        let mut value = serde_json::to_value(view).unwrap();
        shorten(&mut value);
        serde_json::from_value(value).unwrap()
    };
    sheets.into_iter().map(short).collect()
}

fn shorten(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.truncate(2);
            items.iter_mut().for_each(shorten);
        }
        Value::Object(fields) => fields
            .iter_mut()
            // A row has a cell for each heading.
            .filter(|(key, _)| *key != "headings")
            .for_each(|(_, field)| shorten(field)),
        _ => {}
    }
}

/// The handout with one text in every place, and that text as it has to read.
fn printed_with<'t>(format: TextFormat, view: &View, text: &'t str) -> (String, Cow<'t, str>) {
    let view: View = serde_json::from_value(with_texts(view, &mut |_| text.to_owned())).unwrap();
    let templates = Templates::built_in();
    let rendered = match format {
        TextFormat::Html => html(&view, &templates),
        TextFormat::Markdown => markdown(&view, &templates),
    };
    let rendered = rendered.unwrap();
    let (shown, hidden) = visible(text);
    assert_eq!(rendered.warnings.is_empty(), hidden.is_empty(), "{text:?}");
    (String::from_utf8(rendered.bytes).unwrap(), shown)
}

#[test]
fn hostile_text_moves_nothing_in_html() {
    for sheet in sheets() {
        let (plain, _) = printed_with(TextFormat::Html, &sheet, PLAIN);
        let (plain_tags, plain_texts) = tags_and_texts(&plain);
        assert!(plain_tags.len() > 40 && plain_texts.len() > 40);
        for (class, text) in naughty() {
            let (printed, shown) = printed_with(TextFormat::Html, &sheet, &text);
            let (tags, texts) = tags_and_texts(&printed);
            // An empty text has no element in some places; what is there is closed all the same.
            let closed = |name: &str| {
                let ends = tags.iter().filter(|tag| **tag == format!("/{name}"));
                let starts = tags
                    .iter()
                    .filter(|tag| tag.split(' ').next() == Some(name));
                ends.count() == starts.count()
            };
            for name in ["div", "p", "ul", "ol", "li", "dl", "table", "tr", "section"] {
                assert!(closed(name), "{class}: {text:?}: {name}");
            }
            if !text.is_empty() {
                assert_eq!(tags, plain_tags, "{class}: {text:?}");
                let expected: Vec<String> = plain_texts
                    .iter()
                    .map(|plain| plain.replace(PLAIN, &shown))
                    .collect();
                assert_eq!(texts, expected, "{class}: {text:?}");
            }
        }
    }
}

/// The tags of a page with the names of their attributes, in order, and every text and value with its entities read.
/// Made to see what an escape lets through, so it knows nothing of how we escape.
fn tags_and_texts(page: &str) -> (Vec<String>, Vec<String>) {
    let read = |text: &str| {
        let entities = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#39;", "'"),
        ];
        let text = entities
            .iter()
            .fold(text.replace("&nbsp;", "\u{a0}"), |text, (from, to)| {
                text.replace(from, to)
            });
        text.replace("&amp;", "&")
    };
    let (mut tags, mut texts) = (Vec::new(), Vec::new());
    let mut rest = page;
    while let Some((text, after)) = rest.split_once('<') {
        texts.push(read(text));
        let mut tag = String::new();
        let mut parts = after.split('"');
        // Out of quotes and in them in turn; the tag ends with the first `>` out of them.
        let mut length = 0;
        while let Some(out) = parts.next() {
            if let Some((last, _)) = out.split_once('>') {
                tag.push_str(last);
                length += last.len() + 1;
                break;
            }
            tag.push_str(out);
            let value = parts.next().expect("a quote is closed");
            texts.push(read(value));
            length += out.len() + value.len() + 2;
        }
        assert!(!tag.contains('<'), "{tag}");
        tags.push(tag);
        rest = after.get(length..).unwrap_or_default();
    }
    texts.push(read(rest));
    (tags, texts)
}

#[test]
fn hostile_text_moves_nothing_in_markdown() {
    for sheet in sheets() {
        let (plain, _) = printed_with(TextFormat::Markdown, &sheet, PLAIN);
        let (plain_kinds, plain_words) = read(&plain);
        assert!(plain_words.matches(PLAIN).count() > 10);
        for (class, text) in naughty() {
            let (printed, shown) = printed_with(TextFormat::Markdown, &sheet, &text);
            let (kinds, words) = read(&printed);
            // In Markdown every line end is a space.
            let shown = shown.replace(['\u{2028}', '\u{2029}'], " ");
            // No file can have a blank text: it would print as the marks around it.
            if shown.chars().all(char::is_whitespace) {
                continue;
            }
            assert_eq!(kinds, plain_kinds, "{class}: {text:?}");
            let expected = plain_words.replace(PLAIN, &one_line(&shown));
            assert_eq!(words, one_line(&expected), "{class}: {text:?}");
        }
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
