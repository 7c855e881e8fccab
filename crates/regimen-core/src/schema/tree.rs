//! TOML text as a JSON tree.

use std::ops::Range;

use serde_json::{Map, Number, Value};
use toml::de::{DeTable, DeValue};

use crate::diagnostic::mend::{Change, Mend};
use crate::diagnostic::{Diagnostic, Place, Spot, codes};
use crate::source::{
    Content, FileId, MAX_DEPTH, MAX_KEY, MAX_PARTS, Sources, TooDeep, too_deep, too_much,
};

/// A parsed file.
pub struct Tree {
    /// What it holds.
    pub value: Value,
    /// Whether the text was whole. A tree recovered from a syntax error must not be checked further:
    /// that would invent errors.
    pub whole: bool,
}

/// A file's text. What keeps it from being read goes to `problems`; so does a text with nothing in it.
pub fn text_of<'a>(
    sources: &'a Sources,
    file: FileId,
    problems: &mut Vec<Diagnostic>,
) -> Option<&'a str> {
    let source = sources.file(file);
    let place = Place::file(file);
    let text = match &source.content {
        Content::Text(text) => text,
        Content::NotText { at } => {
            problems.push(Diagnostic::new(
                &codes::NOT_TEXT,
                place,
                format!("{} is not a text file: byte {at} is no UTF-8", source.path),
            ));
            return None;
        }
        Content::TooLarge { bytes } => {
            problems.push(Diagnostic::new(
                &codes::TOO_LARGE,
                place,
                format!(
                    "{} is too large to be a pack file: {bytes} bytes",
                    source.path
                ),
            ));
            return None;
        }
        Content::Link => {
            problems.push(Diagnostic::new(
                &codes::LINK,
                place,
                format!("{} is a link, and is not followed", source.path),
            ));
            return None;
        }
        Content::LeftOut { why } => {
            problems.push(Diagnostic::new(
                &codes::PACK_TOO_LARGE,
                place,
                format!("{} is not read: {why}", source.path),
            ));
            return None;
        }
        Content::Unreadable { why } => {
            problems.push(Diagnostic::new(
                &codes::NOT_A_FILE,
                place,
                format!("{} cannot be read: {why}", source.path),
            ));
            return None;
        }
    };
    if text.trim().is_empty() {
        problems.push(Diagnostic::new(
            &codes::EMPTY_FILE,
            place,
            format!("{} is empty", source.path),
        ));
        return None;
    }
    Some(text)
}

/// How many mistakes are said of one file's syntax, and how many of its shape. Whoever has mended those checks again.
pub(super) const MOST_SAID: usize = 200;

/// Parses a file. Every problem goes to `problems`; nothing comes back if there is no text.
/// Of very many, the first and the last are said.
pub fn parse(sources: &Sources, file: FileId, problems: &mut Vec<Diagnostic>) -> Option<Tree> {
    let text = text_of(sources, file, problems)?;
    let found = match sources.folder_of(file) {
        Some(_) => too_much(text),
        None => too_deep(text),
    };
    if let Some(found) = found {
        problems.push(goes_too_deep(found, file));
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    let whole = errors.is_empty();
    let mut errors: Vec<_> = errors
        .into_iter()
        .map(|error| (error.span().unwrap_or(0..0), error.message().to_owned()))
        .collect();
    errors.sort_by_key(|(span, _)| (span.start, span.end));
    // The last one is kept: it says what is not closed.
    let last = errors.len().saturating_sub(1);
    if last > MOST_SAID {
        errors.drain(MOST_SAID..last);
    }
    for (span, message) in without_echoes(text, errors) {
        let spot = Spot::Bytes(span);
        problems.push(
            Diagnostic::new(
                &codes::SYNTAX,
                Place { file, spot },
                format!("this is not TOML: {message}"),
            )
            .label(message),
        );
    }
    let before = problems.len();
    let value = table_value(table.get_ref(), file, "", problems);
    Some(Tree {
        value,
        whole: whole && problems.len() == before,
    })
}

fn goes_too_deep(found: TooDeep, file: FileId) -> Diagnostic {
    let (code, span, message, label) = match found {
        TooDeep::Many(span) => (
            &codes::TOO_LARGE,
            span,
            format!("this file has more than {MAX_PARTS} lines, keys and entries"),
            "too many",
        ),
        TooDeep::Nested(span) => (
            &codes::TOO_DEEP,
            span,
            format!("this is nested more than {MAX_DEPTH} deep"),
            "too deep",
        ),
        TooDeep::Key(span) => (
            &codes::TOO_DEEP,
            span,
            format!("a key is longer than {MAX_KEY} bytes"),
            "too long",
        ),
    };
    let spot = Spot::Bytes(span);
    Diagnostic::new(code, Place { file, spot }, message).label(label)
}

/// One bracket or quote that is missing makes the parser stumble over all that follows, up to the end of the file. That is one
/// mistake, and is said once, where it begins.
fn without_echoes(text: &str, errors: Vec<(Range<usize>, String)>) -> Vec<(Range<usize>, String)> {
    let unclosed = errors.last().and_then(|(_, last)| {
        let unclosed = |what: &str| last.starts_with(&format!("unclosed {what}"));
        match () {
            () if unclosed("array") => Some("a list has no `]` before this"),
            () if unclosed("inline table") => Some("braces have no `}` before this"),
            () => None,
        }
    });
    let within = |message: &str| message.contains("array") || message.contains("inline table");
    let begins = errors.iter().position(|(_, message)| within(message));
    let mut all: Vec<(Range<usize>, String)> = errors
        .iter()
        .map(|(span, message)| (span.clone(), in_plain_words(message)))
        .collect();
    let (Some(unclosed), Some(begins)) = (unclosed, begins) else {
        return all;
    };
    // What is amiss earlier on the same line is how it began.
    let line = |at: usize| {
        let span = errors.get(at).map(|(span, _)| span.start);
        let before = span.and_then(|start| text.get(..start));
        before.map(|before| before.matches('\n').count())
    };
    let begins = (0..begins)
        .find(|&at| line(at) == line(begins))
        .unwrap_or(begins);
    if begins + 1 < all.len() {
        all.truncate(begins + 1);
        if let Some((_, message)) = all.last_mut() {
            *message = format!("{unclosed}, or a comma or a quote is missing here");
        }
    }
    all
}

/// What the parser says, for somebody who has not read the definition of TOML.
fn in_plain_words(message: &str) -> String {
    const WORDS: [(&str, &str); 11] = [
        ("duplicate key", "this key stands twice"),
        ("invalid basic string", "a text has no quote at its end"),
        (
            "invalid unquoted key",
            "a key is letters, digits, `-` and `_`, and after it stands `=`",
        ),
        ("key with no value", "after a key stand `=` and its value"),
        (
            "missing comma between array elements",
            "a comma is missing before this, in a list",
        ),
        (
            "missing comma between key-value pairs",
            "a comma is missing before this, in braces",
        ),
        ("missing opening quote", "a text has no quote before it"),
        (
            "string values must be quoted",
            "a text stands in straight double quotes",
        ),
        ("unclosed array", "a list has no `]` at its end"),
        ("unclosed inline table", "braces have no `}` at their end"),
        (
            "unclosed table",
            "the line in square brackets has no `]` at its end",
        ),
    ];
    let first = message.lines().next().unwrap_or("");
    let known = WORDS.iter().find(|(said, _)| first.starts_with(said));
    known.map_or(first, |(_, words)| words).to_owned()
}

fn table_value(
    table: &DeTable<'_>,
    file: FileId,
    pointer: &str,
    problems: &mut Vec<Diagnostic>,
) -> Value {
    let mut map = Map::with_capacity(table.len());
    for (key, inner) in table {
        let key = key.get_ref();
        let pointer = format!("{pointer}/{}", escape(key));
        map.insert(
            key.to_string(),
            value(inner.get_ref(), file, &pointer, problems),
        );
    }
    Value::Object(map)
}

fn value(from: &DeValue<'_>, file: FileId, pointer: &str, problems: &mut Vec<Diagnostic>) -> Value {
    let mut refuse = |what: &str, help: &str| {
        problems.push(
            Diagnostic::new(&codes::WRONG_TYPE, Place::value(file, pointer), what).help(help),
        );
        Value::Null
    };
    match from {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Boolean(yes) => Value::Bool(*yes),
        DeValue::Integer(integer) => match i64::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(number) => Value::Number(number.into()),
            Err(_) => refuse("the number is too large", "Write a smaller number."),
        },
        DeValue::Float(float) => match float
            .as_str()
            .parse::<f64>()
            .ok()
            .and_then(Number::from_f64)
        {
            Some(number) => Value::Number(number),
            None => refuse("the value is no number", "Write a whole number."),
        },
        DeValue::Datetime(_) => {
            let place = Place::value(file, pointer);
            let mend = Mend {
                place: place.clone(),
                change: Change::Quote,
            };
            problems.push(
                Diagnostic::new(
                    &codes::WRONG_TYPE,
                    place,
                    "a date stands here without quotes",
                )
                .help("Put it in quotes, as in \"2026-11-21\".")
                .mend(Some(mend)),
            );
            Value::Null
        }
        DeValue::Array(array) => Value::Array(
            array
                .iter()
                .enumerate()
                .map(|(at, inner)| {
                    value(inner.get_ref(), file, &format!("{pointer}/{at}"), problems)
                })
                .collect(),
        ),
        DeValue::Table(table) => table_value(table, file, pointer, problems),
    }
}

/// One step of a JSON pointer, escaped.
pub(crate) fn escape(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}
