//! From a place to a line and a column.

use std::cell::{OnceCell, RefCell};
use std::collections::VecDeque;
use std::ops::Range;
use std::rc::Rc;

use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table};

use super::{FileId, Sources, too_deep};
use crate::diagnostic::{Place, Spot};

/// A line and a column, both counted from 1; the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// How many files are kept as they were read. Problems are shown file by file, and a pack full of them has very many files.
const KEPT: usize = 8;

/// Finds bytes, lines and columns of places. A file is parsed only if a place in it is asked for, so that a clean run pays
/// nothing, and once as long as not many others are asked for in between.
pub struct Locator<'a> {
    sources: &'a Sources,
    kept: RefCell<VecDeque<Rc<Kept<'a>>>>,
}

/// A file as it was read.
struct Kept<'a> {
    file: FileId,
    text: &'a str,
    tree: OnceCell<Spanned<DeTable<'a>>>,
    table: OnceCell<Option<Table>>,
    /// Where its lines begin.
    lines: OnceCell<Vec<usize>>,
}

impl<'a> Kept<'a> {
    fn tree(&self) -> &Spanned<DeTable<'a>> {
        self.tree.get_or_init(|| {
            let is_too_deep = too_deep(self.text).is_some();
            DeTable::parse_recoverable(if is_too_deep { "" } else { self.text }).0
        })
    }

    fn table(&self) -> Option<&Table> {
        let table = self.table.get_or_init(|| {
            let is_too_deep = too_deep(self.text).is_some();
            (!is_too_deep).then(|| self.text.parse().ok()).flatten()
        });
        table.as_ref()
    }

    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let ends = self.text.match_indices('\n');
            [0].into_iter().chain(ends.map(|(at, _)| at + 1)).collect()
        })
    }

    /// The line and column of an offset, which is within the text and between two characters.
    fn at(&self, offset: usize) -> LineColumn {
        let lines = self.lines();
        let line = lines.partition_point(|&start| start <= offset);
        let start = lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.text.get(start..offset).unwrap_or("");
        LineColumn {
            line,
            column: before.chars().count() + 1,
        }
    }
}

impl<'a> Locator<'a> {
    pub(super) fn new(sources: &'a Sources) -> Locator<'a> {
        Locator {
            sources,
            kept: RefCell::default(),
        }
    }

    /// The files.
    pub fn sources(&self) -> &'a Sources {
        self.sources
    }

    /// A file, as it was read before if that is not long ago.
    fn kept(&self, file: FileId) -> Rc<Kept<'a>> {
        let mut all = self.kept.borrow_mut();
        let found = all.iter().find(|one| one.file == file).cloned();
        found.unwrap_or_else(|| {
            let new = Rc::new(Kept {
                file,
                text: self.sources.file(file).text(),
                tree: OnceCell::new(),
                table: OnceCell::new(),
                lines: OnceCell::new(),
            });
            all.truncate(KEPT - 1);
            all.push_front(Rc::clone(&new));
            new
        })
    }

    /// What a file says, unless it is no TOML.
    pub(crate) fn with_table<T>(
        &self,
        file: FileId,
        look: impl FnOnce(&Table) -> Option<T>,
    ) -> Option<T> {
        look(self.kept(file).table()?)
    }

    /// The bytes of a place; always within the text.
    pub fn bytes(&self, place: &Place) -> Range<usize> {
        let text = self.sources.file(place.file).text();
        let found = match &place.spot {
            Spot::File => None,
            Spot::Bytes(range) => Some(range.clone()),
            Spot::Value(pointer) => self.walk(place.file, pointer, false).map(|found| found.0),
            Spot::Key(pointer) => self.walk(place.file, pointer, true).map(|found| found.0),
        };
        clamp(text, found.unwrap_or_else(|| first_key(text)))
    }

    /// The bytes of a place that is there as it is named; nothing if there is only something around it.
    pub(crate) fn exactly(&self, place: &Place) -> Option<Range<usize>> {
        let text = self.sources.file(place.file).text();
        let (found, is_there) = match &place.spot {
            Spot::File => return None,
            Spot::Bytes(range) => (range.clone(), true),
            Spot::Value(pointer) => self.walk(place.file, pointer, false)?,
            Spot::Key(pointer) => self.walk(place.file, pointer, true)?,
        };
        (is_there && text.get(found.clone()).is_some()).then_some(found)
    }

    /// The line and column at which a place starts.
    pub fn line_column(&self, place: &Place) -> LineColumn {
        self.lines(place).0
    }

    /// The line and column at which a place starts, and those just after its end.
    pub fn lines(&self, place: &Place) -> (LineColumn, LineColumn) {
        let bytes = self.bytes(place);
        let kept = self.kept(place.file);
        (kept.at(bytes.start), kept.at(bytes.end))
    }

    /// The text of the line at which a place starts.
    pub(crate) fn line(&self, place: &Place) -> &'a str {
        let start = self.bytes(place).start;
        let text = self.sources.file(place.file).text();
        let (before, after) = text.split_at_checked(start).unwrap_or((text, ""));
        let begin = before.rfind('\n').map_or(0, |at| at + 1);
        let end = after.find('\n').map_or(text.len(), |at| start + at);
        text.get(begin..end).unwrap_or_default()
    }

    /// The bytes of what a pointer leads to, or of the nearest thing around it, and which of the two it is.
    fn walk(&self, file: FileId, pointer: &str, want_key: bool) -> Option<(Range<usize>, bool)> {
        let kept = self.kept(file);
        let tree = kept.tree();
        let mut segments = pointer.split('/').skip(1).map(unescape).peekable();
        let first = segments.next()?;
        let (key, mut value) = tree.get_ref().get_key_value(first.as_str())?;
        let mut found = if want_key && segments.peek().is_none() {
            key.span()
        } else {
            value.span()
        };
        while let Some(segment) = segments.next() {
            let last = segments.peek().is_none();
            // A pointer past what the file holds gives the nearest thing around it.
            match value.get_ref() {
                DeValue::Table(table) => match table.get_key_value(segment.as_str()) {
                    Some((key, inner)) => {
                        found = if want_key && last {
                            key.span()
                        } else {
                            inner.span()
                        };
                        value = inner;
                    }
                    None => return Some((found, false)),
                },
                DeValue::Array(array) => {
                    match segment.parse::<usize>().ok().and_then(|at| array.get(at)) {
                        Some(inner) => {
                            found = inner.span();
                            value = inner;
                        }
                        None => return Some((found, false)),
                    }
                }
                _ => return Some((found, false)),
            }
        }
        Some((found, true))
    }
}

/// One step of a JSON pointer, its escapes undone.
fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

/// Where a problem with a whole file points: the first line that is neither blank nor a comment.
fn first_key(text: &str) -> Range<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() && !trimmed.starts_with('#') {
            let start = at + (line.len() - line.trim_start().len());
            let length = trimmed
                .find([' ', '='])
                .filter(|&length| length > 0)
                .unwrap_or(trimmed.len());
            return start..start + length;
        }
        at += line.len();
    }
    0..0
}

fn clamp(text: &str, range: Range<usize>) -> Range<usize> {
    let snap = |at: usize| {
        let mut at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = snap(range.start);
    start..snap(range.end).max(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Content;

    fn at(text: &str, spot: Spot) -> (String, usize, usize) {
        let mut sources = Sources::new();
        let file = sources.add_file("x.toml", Content::Text(text.to_owned()));
        let locator = sources.locator();
        let place = Place { file, spot };
        let found = locator.line_column(&place);
        (
            text[locator.bytes(&place)].to_owned(),
            found.line,
            found.column,
        )
    }

    #[test]
    fn values_keys_and_missing_things_are_found() {
        let text =
            "#:schema x\nid = \"a\"\n\n[dose]\nsets = [2, 3]\n\n[[ways]]\nequipment = [\"x\"]\n";
        let value = |p: &str| at(text, Spot::Value(p.into()));
        assert_eq!(value("/id"), ("\"a\"".into(), 2, 6));
        assert_eq!(value("/dose/sets/1"), ("3".into(), 5, 12));
        assert_eq!(value("/ways/0/equipment/0"), ("\"x\"".into(), 8, 14));
        assert_eq!(value("/dose"), ("[dose]".into(), 4, 1));
        assert_eq!(value("/dose/reps"), ("[dose]".into(), 4, 1));
        assert_eq!(value("/nothing"), ("id".into(), 2, 1));
        assert_eq!(
            at(text, Spot::Key("/dose/sets".into())),
            ("sets".into(), 5, 1)
        );
        assert_eq!(at(text, Spot::File), ("id".into(), 2, 1));
        assert_eq!(at("", Spot::File), (String::new(), 1, 1));
        assert_eq!(at("é", Spot::Bytes(1..900)).1, 1);
        let mut sources = Sources::new();
        let file = sources.add_file("x.toml", Content::Text("é = 1\nb = 2".to_owned()));
        let spot = Spot::Bytes(0..8);
        let (start, end) = sources.locator().lines(&Place { file, spot });
        assert_eq!(
            (start.line, start.column, end.line, end.column),
            (1, 1, 2, 2)
        );
    }
}
