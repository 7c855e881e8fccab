//! Escaped text, put anywhere in a Markdown file and read by a GFM parser, is the text that was typed.

use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, parse_document};

use crate::text::escape;

/// Places for a value (`{}`): the Markdown, and what a reader sees of it.
const PLACES: [(&str, &str); 15] = [
    ("{}\n", "{}"),
    ("before {} after\n", "before {} after"),
    ("a line\n{}\n", "a line {}"),
    ("# {}\n\ntext\n", "{} text"),
    ("{}: {}\n", "{}: {}"),
    ("({})\n", "({})"),
    ("- {}\n- b\n", "{} b"),
    ("- a\n  - {}\n", "a {}"),
    ("1. {}\n2. {}\n", "{} {}"),
    ("> {}\n>\n> - {}\n", "{} {}"),
    ("**{}**\n", "{}"),
    ("- **{}** {}\n", "{} {}"),
    ("a → **{}**\n\n{}\n", "a → {} {}"),
    ("| {} | b |\n| --- | --- |\n| {} | **{}** |\n", "{} b {} {}"),
    ("| a |\n| --- |\n| {} ({}) |\n\nb\n", "a {} ({}) b"),
];

/// Texts that mean something to one parser or another.
const HOSTILE: [&str; 60] = [
    "plain words, with a comma; and (brackets).",
    "# heading",
    "#",
    "###### six",
    "title #",
    "title ##",
    "a#b #1 rule",
    "- item",
    "-",
    "--",
    "---",
    "- - -",
    "-5 kg",
    "+ plus",
    "+",
    "+5",
    "* star",
    "***",
    "_under_ __bold__ snake_case",
    "=",
    "===",
    "> quote",
    ">",
    "1. one",
    "1)",
    "12345678. x",
    "1234567890. x",
    "3.5 kg",
    "2.",
    ":-",
    ":-:",
    "-|-",
    "|",
    "a|b",
    "\\|",
    "\\\\|",
    "a\\",
    "`",
    "`` ` ``",
    "a `code` b",
    "~~~",
    "~struck~ ~~out~~",
    "[x](y)",
    "[x]: y",
    "![a](b)",
    "[^1]",
    "[ ] task",
    "<script>alert(1)</script>",
    "< 3 and > 2",
    "<!-- -->",
    "<a@b.cd>",
    "&amp; &#60; &lt &copy;",
    "A&E",
    "Q&A; R&#",
    "{{ x }} {% y %} #{z} $a$ $$",
    "https://a.b/c_d*e(f)?g=h&amp;i=j#k.",
    "see www.a.b, me@here.org; mailto:a@b.c and xmpp:a@b.c/d",
    "`www.a`www.b`a@b.c`",
    "a\nb\r\n  c\td",
    "   indented",
];

#[test]
fn hostile_text_reads_as_typed_everywhere() {
    for text in HOSTILE {
        check(text);
    }
}

/// Fragments joined in every pair and in long runs: what no list of single cases thinks of.
#[test]
fn joined_fragments_read_as_typed() {
    let parts = [
        "a", " ", "1", ".", ")", "-", "+", "*", "_", "`", "``", "\\", "|", "<", ">", "&", "lt;",
        "#", "=", "~", "[", "]", "(", "!", ":", "//", "www.", "a@b.c", "http", "\n", "שלום", "😀",
        "\u{a0}", "é",
    ];
    for first in parts {
        for second in parts {
            check(&format!("{first}{second}"));
            check(&format!("a {first}{second} b"));
        }
    }
    // A fixed walk through the fragments, the same on every run.
    let mut state = 7_u32;
    for length in (1..=400).map(|n| n % 12 + 3) {
        let mut text = String::new();
        for _ in 0..length {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(
                parts
                    .iter()
                    .cycle()
                    .nth((state >> 20) as usize % parts.len())
                    .unwrap_or(&""),
            );
        }
        check(&text);
    }
}

/// Puts a text in every place and reads the whole back.
fn check(text: &str) {
    let escaped = escape::markdown(text);
    let typed = one_line(text);
    if typed.is_empty() {
        assert_eq!(escaped, "");
        return;
    }
    for (markdown, seen) in PLACES {
        let file = markdown.replace("{}", &escaped);
        let (kinds, words) = read(&file);
        assert_eq!(
            words,
            one_line(&seen.replace("{}", &typed)),
            "{text:?} in {markdown:?}: {file:?}"
        );
        assert_eq!(
            kinds,
            read(&markdown.replace("{}", "x")).0,
            "{text:?} in {markdown:?}: {file:?}"
        );
    }
}

pub(super) fn one_line(text: &str) -> String {
    text.split(|c: char| c == ' ' || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .trim()
        .to_owned()
}

/// The kinds of all nodes but text and code, and the words that a reader sees.
pub(super) fn read(file: &str) -> (Vec<String>, String) {
    let mut options = Options::default();
    let extension = &mut options.extension;
    (extension.table, extension.strikethrough, extension.autolink) = (true, true, true);
    (extension.tasklist, extension.footnotes, extension.alerts) = (true, true, true);
    let arena = Arena::new();
    let mut kinds = Vec::new();
    let mut words = String::new();
    walk(
        parse_document(&arena, file, &options),
        &mut kinds,
        &mut words,
    );
    (kinds, one_line(&words))
}

fn walk(node: Node<'_>, kinds: &mut Vec<String>, words: &mut String) {
    match &node.data.borrow().value {
        NodeValue::Text(text) => words.push_str(text),
        NodeValue::Code(code) => words.push_str(&code.literal),
        NodeValue::SoftBreak => words.push(' '),
        NodeValue::Heading(heading) => kinds.push(format!("heading {}", heading.level)),
        other => kinds.push(other.xml_node_name().to_owned()),
    }
    for child in node.children() {
        walk(child, kinds, words);
    }
    if node.data.borrow().value.block() {
        words.push(' ');
    }
}
