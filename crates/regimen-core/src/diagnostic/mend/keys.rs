//! Where a key is written. One key may be written several times: `[[limits]]` once for each of its entries.

use std::collections::BTreeMap;
use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::Token;
use toml_parser::parser::{Event, EventKind, parse_document};

use crate::schema::escape;

/// The bytes of a key at each place where it is written, with its quotes if it has any; the text is TOML.
pub(super) fn written(text: &str, pointer: &str) -> Vec<Range<usize>> {
    let tokens: Vec<Token> = Source::new(text).lex().collect();
    let mut events: Vec<Event> = Vec::new();
    parse_document(&tokens, &mut events, &mut ());
    let mut walk = Walk {
        text,
        wanted: pointer,
        found: Vec::new(),
        table: String::new(),
        entries: BTreeMap::new(),
        within: Vec::new(),
        value: String::new(),
        keys: Vec::new(),
    };
    for event in &events {
        walk.step(event);
    }
    walk.found
}

/// What a value stands in.
enum Within {
    /// A list, and the position of its entry.
    List(String, usize),
    /// A table in braces.
    Braces(String),
}

struct Walk<'a> {
    text: &'a str,
    wanted: &'a str,
    found: Vec<Range<usize>>,
    /// The pointer to the table whose keys follow.
    table: String,
    /// How many entries a list of tables has so far, by its pointer.
    entries: BTreeMap<String, usize>,
    within: Vec<Within>,
    /// The pointer to the value that comes next.
    value: String,
    /// The keys of the header, or of the line, that is being read.
    keys: Vec<Range<usize>>,
}

impl Walk<'_> {
    fn step(&mut self, event: &Event) {
        let span = event.span();
        match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => self.keys.clear(),
            EventKind::SimpleKey => self.keys.push(span.start()..span.end()),
            EventKind::StdTableClose => self.table = self.header(),
            EventKind::ArrayTableClose => {
                let list = self.header();
                let entries = self.entries.entry(list.clone()).or_default();
                self.table = format!("{list}/{entries}");
                *entries += 1;
            }
            EventKind::KeyValSep => {
                let mut pointer = match self.within.last() {
                    Some(Within::Braces(pointer)) => pointer.clone(),
                    _ => self.table.clone(),
                };
                for key in std::mem::take(&mut self.keys) {
                    self.key(&mut pointer, key);
                }
                self.value = pointer;
            }
            EventKind::ArrayOpen => {
                let list = std::mem::take(&mut self.value);
                self.value = format!("{list}/0");
                self.within.push(Within::List(list, 0));
            }
            EventKind::InlineTableOpen => {
                let pointer = std::mem::take(&mut self.value);
                self.within.push(Within::Braces(pointer));
            }
            EventKind::ValueSep => {
                if let Some(Within::List(list, at)) = self.within.last_mut() {
                    *at += 1;
                    self.value = format!("{list}/{at}");
                }
            }
            EventKind::ArrayClose | EventKind::InlineTableClose => {
                self.within.pop();
            }
            _ => {}
        }
    }

    /// The pointer that a header's keys lead to: of a list of tables on the way, its last entry so far.
    fn header(&mut self) -> String {
        let mut pointer = String::new();
        for key in std::mem::take(&mut self.keys) {
            if let Some(entries) = self.entries.get(&pointer) {
                pointer = format!("{pointer}/{}", entries.saturating_sub(1));
            }
            self.key(&mut pointer, key);
        }
        pointer
    }

    fn key(&mut self, pointer: &mut String, key: Range<usize>) {
        let raw = self.text.get(key.clone()).unwrap_or_default();
        *pointer = format!("{pointer}/{}", escape(raw.trim_matches(['"', '\''])));
        if pointer == self.wanted {
            self.found.push(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_wherever_it_is_written() {
        let text = "a.b = 1\n[[limits]]\nx = [{ y = 1 }, { 'y' = [2] }]\n[limits.deep]\nz = 1\n\
                    [[limits]]\nx = []\n[limits.deep]\n\"z\" = 1\n[c]\na = { b.c = 1 }\n";
        let lines = |pointer: &str| -> Vec<(usize, &str)> {
            let found = written(text, pointer).into_iter();
            let shown = found.map(|at| (text[..at.start].matches('\n').count() + 1, &text[at]));
            shown.collect()
        };
        assert_eq!(lines("/a"), [(1, "a")]);
        assert_eq!(lines("/a/b"), [(1, "b")]);
        assert_eq!(
            lines("/limits"),
            [(2, "limits"), (4, "limits"), (6, "limits"), (8, "limits")]
        );
        assert_eq!(lines("/limits/0/x"), [(3, "x")]);
        assert_eq!(lines("/limits/0/x/1/y"), [(3, "'y'")]);
        assert_eq!(lines("/limits/1/x"), [(7, "x")]);
        assert_eq!(lines("/limits/0/deep/z"), [(5, "z")]);
        assert_eq!(lines("/limits/1/deep/z"), [(9, "\"z\"")]);
        assert_eq!(lines("/c/a/b/c"), [(11, "c")]);
        assert!(lines("/limits/2/x").is_empty() && lines("").is_empty());
    }
}
