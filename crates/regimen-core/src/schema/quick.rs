//! The tree of a file in which nothing is amiss, read in one pass.
//!
//! Nearly every file is sound, and a sound one needs no places, no messages and no second look. Whatever is out of the
//! ordinary here (a mistake, a number that is too large, a key with dots) gives no tree at all: then [`super::parse`] reads
//! the file, and says what is wrong if something is. So this need not know every corner of TOML; it may only never give a
//! tree that differs. A test holds both against each other.

use std::borrow::Cow;

use serde_json::{Map, Number, Value};
use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::parser::{EventReceiver, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{ErrorSink, ParseError, Raw, Source, Span};

use crate::source::tokens_too_much;

/// A value, its texts as they stand in the file where they can be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node<'t> {
    /// A string.
    Text(Cow<'t, str>),
    /// A whole number.
    Whole(i64),
    /// A number with a decimal point.
    Decimal(f64),
    /// True or false.
    Yes(bool),
    /// A list.
    List(List<'t>),
    /// A table.
    Table(Table<'t>),
}

/// Values in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct List<'t> {
    pub(crate) entries: Vec<Node<'t>>,
    /// Whether it grows with each `[[header]]`.
    of_tables: bool,
}

/// Keys with their values, in the order of the file; no key twice.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Table<'t> {
    pub(crate) entries: Vec<(Cow<'t, str>, Node<'t>)>,
    /// Whether it stands in braces: then nothing can be added to it.
    in_braces: bool,
}

/// The most keys of a table: they are looked for one by one, and a larger table is for whoever has an index.
const MOST: usize = 512;

/// How deep a value may lie: the same as where mistakes are reported.
const DEEPEST: u32 = 80;

/// The tree of a text, or nothing where it takes a closer look.
pub(crate) fn read(text: &str) -> Option<Node<'_>> {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    if tokens_too_much(tokens.iter().copied()).is_some() {
        return None;
    }
    let mut mistakes: Option<ParseError> = None;
    let mut reader = Reader {
        text,
        root: Vec::new(),
        current: Vec::new(),
        header: None,
        path: Vec::new(),
        open: Vec::new(),
        key: None,
        odd: false,
    };
    let mut white = ValidateWhitespace::new(&mut reader, source);
    let mut guard = RecursionGuard::new(&mut white, DEEPEST);
    parse_document(&tokens, &mut guard, &mut mistakes);
    reader.finish();
    let whole = mistakes.is_none() && !reader.odd && reader.open.is_empty();
    let entries = reader.root;
    whole.then_some(Node::Table(Table {
        entries,
        in_braces: false,
    }))
}

type Entries<'t> = Vec<(Cow<'t, str>, Node<'t>)>;

struct Reader<'t> {
    text: &'t str,
    root: Entries<'t>,
    /// What stands below the last header.
    current: Entries<'t>,
    /// The last header's path, and whether it is one of several; nothing before the first.
    header: Option<(Vec<Cow<'t, str>>, bool)>,
    /// The path of the header that is being read.
    path: Vec<Cow<'t, str>>,
    /// Lists and tables in braces that are not closed yet, each with the key that it will stand under.
    open: Vec<(Option<Cow<'t, str>>, Open<'t>)>,
    /// The key of the next value.
    key: Option<Cow<'t, str>>,
    /// Whether something needs a closer look.
    odd: bool,
}

enum Open<'t> {
    List(Vec<Node<'t>>),
    Table(Entries<'t>),
    /// The path of a header.
    Header,
}

impl<'t> Reader<'t> {
    fn raw(&mut self, span: Span, encoding: Option<Encoding>) -> Option<Raw<'t>> {
        let raw = self.text.get(span.start()..span.end());
        self.odd |= raw.is_none();
        Some(Raw::new_unchecked(raw?, encoding, span))
    }

    /// Puts a value in its place.
    fn put(&mut self, value: Node<'t>) {
        let whole = match (self.open.last_mut(), self.key.take()) {
            (Some((_, Open::List(entries))), None) => {
                entries.push(value);
                true
            }
            (Some((_, Open::Table(entries))), Some(key)) => insert(entries, key, value),
            (None, Some(key)) => insert(&mut self.current, key, value),
            _ => false,
        };
        self.odd |= !whole;
    }

    fn close(&mut self) {
        let value = match self.open.pop() {
            Some((key, Open::List(entries))) => {
                self.odd |= self.key.is_some();
                self.key = key;
                Node::List(List {
                    entries,
                    of_tables: false,
                })
            }
            Some((key, Open::Table(entries))) => {
                self.odd |= self.key.is_some();
                self.key = key;
                Node::Table(Table {
                    entries,
                    in_braces: true,
                })
            }
            _ => {
                self.odd = true;
                return;
            }
        };
        self.put(value);
    }

    /// Puts what stands below the last header in its place.
    fn finish(&mut self) {
        let entries = std::mem::take(&mut self.current);
        let Some((mut path, of_tables)) = self.header.take() else {
            self.root = entries;
            return;
        };
        let table = Node::Table(Table {
            entries,
            in_braces: false,
        });
        let last = path.pop();
        let below = path
            .iter()
            .try_fold(&mut self.root, |at, key| below(at, key));
        let whole = match (below, last) {
            (Some(at), Some(last)) if of_tables => append(at, last, table),
            (Some(at), Some(last)) => insert(at, last, table),
            _ => false,
        };
        self.odd |= !whole;
    }

    fn header_closes(&mut self, of_tables: bool) {
        self.odd |= !matches!(self.open.pop(), Some((_, Open::Header)));
        self.header = Some((std::mem::take(&mut self.path), of_tables));
    }
}

/// Adds a key; whether it was new, and the table is not too large.
fn insert<'t>(entries: &mut Entries<'t>, key: Cow<'t, str>, value: Node<'t>) -> bool {
    let fits = entries.len() < MOST && entries.iter().all(|(one, _)| *one != key);
    entries.push((key, value));
    fits
}

/// Adds a table to a list of tables, which it may begin.
fn append<'t>(entries: &mut Entries<'t>, key: Cow<'t, str>, table: Node<'t>) -> bool {
    let there = entries.iter_mut().find(|(one, _)| *one == key);
    match there {
        Some((_, Node::List(list))) if list.of_tables => {
            list.entries.push(table);
            true
        }
        Some(_) => false,
        None => {
            let list = List {
                entries: vec![table],
                of_tables: true,
            };
            insert(entries, key, Node::List(list))
        }
    }
}

/// The table that a step of a header's path leads to. It need not have a header of its own; one that comes after all is left to
/// whoever reads with care.
fn below<'n, 't>(entries: &'n mut Entries<'t>, key: &Cow<'t, str>) -> Option<&'n mut Entries<'t>> {
    let at = match entries.iter().position(|(one, _)| one == key) {
        Some(at) => at,
        None => {
            if !insert(entries, key.clone(), Node::Table(Table::default())) {
                return None;
            }
            entries.len() - 1
        }
    };
    let (_, there) = entries.get_mut(at)?;
    let table = match there {
        Node::Table(table) => table,
        Node::List(list) if list.of_tables => match list.entries.last_mut()? {
            Node::Table(table) => table,
            _ => return None,
        },
        _ => return None,
    };
    (!table.in_braces).then_some(&mut table.entries)
}

impl EventReceiver for Reader<'_> {
    fn std_table_open(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.finish();
        self.odd |= !self.open.is_empty();
        self.open.push((None, Open::Header));
    }

    fn std_table_close(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.header_closes(false);
    }

    fn array_table_open(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.finish();
        self.odd |= !self.open.is_empty();
        self.open.push((None, Open::Header));
    }

    fn array_table_close(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.header_closes(true);
    }

    fn inline_table_open(&mut self, _: Span, _: &mut dyn ErrorSink) -> bool {
        let key = self.key.take();
        self.open.push((key, Open::Table(Vec::new())));
        true
    }

    fn inline_table_close(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.close();
    }

    fn array_open(&mut self, _: Span, _: &mut dyn ErrorSink) -> bool {
        let key = self.key.take();
        self.open.push((key, Open::List(Vec::new())));
        true
    }

    fn array_close(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.close();
    }

    fn simple_key(&mut self, span: Span, encoding: Option<Encoding>, error: &mut dyn ErrorSink) {
        let Some(raw) = self.raw(span, encoding) else {
            return;
        };
        let mut key = Cow::Borrowed("");
        raw.decode_key(&mut key, error);
        if let Some((_, Open::Header)) = self.open.last() {
            self.path.push(key);
        } else {
            // The second part of a key with dots.
            self.odd |= self.key.is_some();
            self.key = Some(key);
        }
    }

    fn scalar(&mut self, span: Span, encoding: Option<Encoding>, error: &mut dyn ErrorSink) {
        let Some(raw) = self.raw(span, encoding) else {
            return;
        };
        let mut text = Cow::Borrowed("");
        let value = match raw.decode_scalar(&mut text, error) {
            ScalarKind::String => Some(Node::Text(text)),
            ScalarKind::Boolean(yes) => Some(Node::Yes(yes)),
            ScalarKind::Integer(radix) => i64::from_str_radix(&text, radix.value())
                .ok()
                .map(Node::Whole),
            ScalarKind::Float => {
                let number = text.parse::<f64>().ok();
                number
                    .filter(|number| number.is_finite())
                    .map(Node::Decimal)
            }
            ScalarKind::DateTime => None,
        };
        match value {
            Some(value) => self.put(value),
            None => self.odd = true,
        }
    }

    fn error(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.odd = true;
    }
}

impl Node<'_> {
    /// The same as a value of its own.
    pub(crate) fn to_value(&self) -> Value {
        match self {
            Node::Text(text) => Value::String(text.clone().into_owned()),
            Node::Whole(number) => Value::Number((*number).into()),
            Node::Decimal(number) => Number::from_f64(*number).map_or(Value::Null, Value::Number),
            Node::Yes(yes) => Value::Bool(*yes),
            Node::List(list) => Value::Array(list.entries.iter().map(Node::to_value).collect()),
            Node::Table(table) => {
                let entries = table.entries.iter();
                let entries =
                    entries.map(|(key, value)| (key.clone().into_owned(), value.to_value()));
                Value::Object(entries.collect::<Map<String, Value>>())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::parse;
    use crate::source::{Content, Sources};

    /// What is read in one pass is what is read with care, in the same order; if nothing is, nothing is claimed.
    fn same(text: &str) -> bool {
        let Some(quick) = read(text) else {
            return false;
        };
        let mut sources = Sources::new();
        let file = sources.add_file("x.toml", Content::Text(text.to_owned()));
        let mut problems = Vec::new();
        let tree = parse(&sources, file, &mut problems);
        // A file without anything in it is a mistake of its own.
        if text.trim().is_empty() {
            return true;
        }
        assert!(problems.is_empty(), "{problems:?}\n{text}");
        let tree = tree.unwrap();
        assert!(tree.whole);
        // As texts, so that the order of keys counts.
        assert_eq!(
            quick.to_value().to_string(),
            tree.value.to_string(),
            "{text}"
        );
        true
    }

    #[test]
    fn every_shape_of_value_is_read_alike() {
        for text in [
            "a = 1\nb = 'x'\nc = [1, 2.5, { d = true, e = [] }]\n",
            "[a]\nb = 1\n[a.c]\nd = 2\n[[e]]\nf = 1\n[[e]]\nf = 2\n[e.g]\nh = 3\n[[e.i]]\n",
            "\"quoted key\" = \"a\\tb \\u00e9\"\nlong = \"\"\"\n one\n two \\\n three\"\"\"\n",
            "x = 0xff\ny = -1_000\nz = 1e3\nw = [\n  1, # one\n  2,\n]\n",
            "a = {}\nb = []\n[c]\n",
            "[a.b]\nc = 1\n[a.d.e]\n[[f.g]]\n[f.g.h]\n[[f.g]]\n",
            "# only a comment\n",
        ] {
            assert!(same(text), "{text}");
        }
    }

    #[test]
    fn mistakes_and_rare_things_are_left_to_whoever_reads_with_care() {
        for text in [
            "a = 1\na = 2\n",
            "a = {\n",
            "a = [1\n",
            "a = 2026-11-21\n",
            "a = inf\n",
            "a = 99999999999999999999\n",
            "a.b = 1\n",
            "[a]\n[a]\n",
            "[a.b]\nc = 1\n[a]\n",
            "a = [{}]\n[[a]]\n",
            "a = { b = 1 }\n[a.c]\n",
            "a = { b = 1, b = 2 }\n",
            "[[a]]\n[a]\n",
            "a\n",
            "= 1\n",
            "a = \n",
            "[]\n",
            "a = 'x\n",
            "a = 1 b = 2\n",
            "\u{1}",
        ] {
            assert!(!same(text), "{text}");
        }
    }

    /// Every shipped file, whole and with each of its lines gone or said twice.
    #[test]
    fn no_file_is_read_otherwise() {
        let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
        let mut sources = Sources::new();
        crate::source::read_packs(&mut sources, &data).unwrap();
        let files: Vec<_> = sources
            .folders()
            .flat_map(|(_, folder)| folder.files.clone())
            .collect();
        let mut quick = 0;
        for (at, &file) in files.iter().enumerate() {
            let text = sources.file(file).text();
            quick += usize::from(same(text));
            if at % 40 != 0 {
                continue;
            }
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            for gone in 0..lines.len() {
                let mut fewer = lines.clone();
                let line = fewer.remove(gone);
                same(&fewer.concat());
                fewer.insert(gone, line);
                fewer.insert(gone, line);
                same(&fewer.concat());
                let half: String = line.chars().take(line.chars().count() / 2).collect();
                same(&text.replacen(line.trim_end(), &half, 1));
            }
        }
        // A few have a key with dots.
        assert!(quick * 20 > files.len() * 19, "{quick}");
    }
}
