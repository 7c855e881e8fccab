//! What a mend does to the bytes of its file. It comes to nothing unless the file then says the same as before but for what was
//! mended, with every comment in its place.

use std::ops::Range;

use toml::{Table, Value};
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::{Change, Mend, is_comment, keys};
use crate::diagnostic::Spot;
use crate::source::{FileId, Locator};

/// What changes in the text of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// The file.
    pub file: FileId,
    /// What is replaced, in the order of the text; no two touch.
    pub replaced: Vec<Replaced>,
}

/// Bytes that are replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// The bytes.
    pub bytes: Range<usize>,
    /// What stands there afterwards.
    pub by: String,
}

impl Patch {
    /// The text after it.
    pub fn applied(&self, text: &str) -> Option<String> {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for one in &self.replaced {
            out.push_str(text.get(at..one.bytes.start)?);
            out.push_str(&one.by);
            at = one.bytes.end;
        }
        out.push_str(text.get(at..)?);
        Some(out)
    }
}

impl Mend {
    /// What changes in the text; nothing if that is not just this mend.
    pub fn patch(&self, locator: &Locator<'_>) -> Option<Patch> {
        let file = self.place.file;
        let text = locator.sources().file(file).text();
        locator.with_table(file, |said| {
            let replaced = self.replaced(text, locator)?;
            let patch = Patch { file, replaced };
            let holds = match (&self.place.spot, &self.change) {
                (Spot::Value(_), Change::Delete) => self.holds_in(said, text, &patch),
                // However long the file is: there may be very many of these.
                (Spot::Value(_), _) => self.holds_alone(text, locator, &patch),
                _ => self.holds_in(said, text, &patch),
            };
            holds?.then_some(patch)
        })
    }

    /// Whether the file says the same afterwards but for what is mended, with every comment.
    fn holds_in(&self, said: &Table, text: &str, patch: &Patch) -> Option<bool> {
        let after = patch.applied(text)?;
        let now: Table = after.parse().ok()?;
        if is_comment(&self.place.spot) {
            return Some(now == *said);
        }
        let mut wanted = said.clone();
        self.on(&mut wanted)?;
        Some(now == wanted && comments(&after) == comments(text))
    }

    /// Whether one value that is whole stands afterwards where one stood, and says what is wanted: then nothing around it is
    /// read otherwise.
    fn holds_alone(&self, text: &str, locator: &Locator<'_>, patch: &Patch) -> Option<bool> {
        let bytes = locator.exactly(&self.place)?;
        let (before, after) = (text.get(..bytes.start)?, text.get(bytes.end..)?);
        let stands_alone = before.ends_with(['=', '[', ',', '{', ' ', '\t', '\n'])
            && (after.is_empty() || after.starts_with([',', ']', '}', '#', ' ', '\t', '\r', '\n']));
        let [Replaced { bytes: part, by }] = patch.replaced.as_slice() else {
            return None;
        };
        let (start, end) = (
            text.get(bytes.start..part.start)?,
            text.get(part.end..bytes.end)?,
        );
        let was = alone(text.get(bytes)?)?;
        let wanted = changed(&self.change, &was)?;
        Some(stands_alone && alone(&format!("{start}{by}{end}"))? == wanted)
    }

    fn replaced(&self, text: &str, locator: &Locator<'_>) -> Option<Vec<Replaced>> {
        let by = |bytes: Range<usize>, by: String| Some(vec![Replaced { bytes, by }]);
        let bytes = locator.exactly(&self.place)?;
        let raw = text.get(bytes.clone())?;
        match (&self.change, &self.place.spot) {
            (Change::Name { now, .. }, Spot::Key(pointer)) => {
                let written = keys::written(text, pointer).into_iter();
                let all: Option<Vec<Replaced>> = written
                    .map(|bytes| {
                        let by = key(text.get(bytes.clone())?, now);
                        Some(Replaced { bytes, by })
                    })
                    .collect();
                all.filter(|all| !all.is_empty())
            }
            (Change::Name { was, now }, Spot::Value(_)) => by(bytes, value(raw, was, now)),
            (Change::Name { was, now }, Spot::Bytes(_)) if raw == was => by(bytes, now.clone()),
            (Change::Part { was, now }, _) => {
                let (before, after) = raw.split_once(was.as_str())?;
                let end = bytes.end - after.len();
                (!after.contains(was.as_str()))
                    .then_some(())
                    .and_then(|()| by(bytes.start + before.len()..end, now.clone()))
            }
            (Change::Quote, _) => by(bytes, format!("\"{raw}\"")),
            (Change::Unquote, _) => by(bytes, raw.trim_matches(['"', '\'']).to_owned()),
            (Change::Delete, Spot::Bytes(_)) => by(bytes, String::new()),
            (Change::Delete, _) => by(entry(text, bytes)?, String::new()),
            (Change::Name { .. } | Change::Sought { .. }, _) => None,
        }
    }

    /// The same on what the text says.
    fn on(&self, table: &mut Table) -> Option<()> {
        let (Spot::Key(pointer) | Spot::Value(pointer)) = &self.place.spot else {
            return None;
        };
        let (above, last) = pointer.rsplit_once('/')?;
        let last = last.replace("~1", "/").replace("~0", "~");
        let mut root = Value::Table(std::mem::take(table));
        let done = change(&self.change, &self.place.spot, at(&mut root, above)?, &last);
        if let Value::Table(inner) = root {
            *table = inner;
        }
        done
    }
}

/// Renames a key of a table, or takes an entry out of a list.
fn change(change: &Change, spot: &Spot, within: &mut Value, last: &str) -> Option<()> {
    if let (Change::Name { was, now }, Spot::Key(_)) = (change, spot) {
        let table = within.as_table_mut()?;
        if was != last || table.contains_key(now) {
            return None;
        }
        let value = table.remove(was)?;
        table.insert(now.clone(), value);
        return Some(());
    }
    if *change == Change::Delete {
        let list = within.as_array_mut()?;
        let position: usize = last.parse().ok()?;
        if position >= list.len() {
            return None;
        }
        list.remove(position);
        return Some(());
    }
    None
}

/// What becomes of a value.
fn changed(change: &Change, value: &Value) -> Option<Value> {
    Some(match (change, value) {
        (Change::Name { was, now }, Value::String(text)) if text == was => {
            Value::String(now.clone())
        }
        (Change::Part { was, now }, Value::String(text)) => {
            Value::String(text.replacen(was, now, 1))
        }
        (Change::Quote, Value::Datetime(date)) => Value::String(date.to_string()),
        (Change::Unquote, Value::String(text)) => Value::Boolean(text.parse().ok()?),
        _ => return None,
    })
}

/// What some bytes say, if they are one whole value.
fn alone(raw: &str) -> Option<Value> {
    let mut table: Table = format!("value = {raw}").parse().ok()?;
    let value = table.remove("value")?;
    table.is_empty().then_some(value)
}

/// The value at a pointer.
fn at<'v>(root: &'v mut Value, pointer: &str) -> Option<&'v mut Value> {
    let mut value = root;
    for segment in pointer.split('/').skip(1) {
        let segment = segment.replace("~1", "/").replace("~0", "~");
        value = match value {
            Value::Table(table) => table.get_mut(&segment)?,
            Value::Array(list) => list.get_mut(segment.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(value)
}

/// A key as it is to be written, in the quotes that the old one had.
fn key(raw: &str, now: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    match raw.chars().next() {
        Some(quote @ ('"' | '\'')) => format!("{quote}{now}{quote}"),
        _ if now.chars().all(is_bare) => now.to_owned(),
        _ => format!("\"{now}\""),
    }
}

/// A text as it is to be written, in the quotes that the old one had.
fn value(raw: &str, was: &str, now: &str) -> String {
    for quote in ['"', '\''] {
        if raw == format!("{quote}{was}{quote}") && !now.contains(['"', '\'', '\\']) {
            return format!("{quote}{now}{quote}");
        }
    }
    Value::String(now.to_owned()).to_string()
}

/// The bytes of a list's entry with what parts it from the others: its line, if it has one to itself.
fn entry(text: &str, bytes: Range<usize>) -> Option<Range<usize>> {
    let (before, after) = (text.get(..bytes.start)?, text.get(bytes.end..)?);
    // A comment beside the entry speaks of it: somebody thought of it as its own.
    let says_something = |rest: &str| rest.trim_start_matches([' ', '\t']).starts_with('#');
    if says_something(after)
        || after
            .trim_start()
            .strip_prefix(',')
            .is_some_and(says_something)
    {
        return None;
    }
    let Some(rest) = after.trim_start().strip_prefix(',') else {
        // The last one: the comma before it goes.
        let before = before.trim_end().strip_suffix(',')?;
        return Some(before.len()..bytes.end);
    };
    let rest = rest.trim_start_matches([' ', '\t']);
    let end = text.len() - rest.len();
    let line = before.trim_end_matches([' ', '\t']);
    let rest = rest.strip_prefix('\r').unwrap_or(rest);
    if let Some(rest) = rest.strip_prefix('\n').filter(|_| line.ends_with('\n')) {
        return Some(line.len()..text.len() - rest.len());
    }
    Some(bytes.start..end)
}

/// The comments of a text, in order.
fn comments(text: &str) -> Vec<&str> {
    let tokens = Source::new(text).lex();
    let comments = tokens.filter(|token| token.kind() == TokenKind::Comment);
    let spans = comments.map(|token| token.span());
    spans
        .filter_map(|span| text.get(span.start()..span.end()))
        .collect()
}
