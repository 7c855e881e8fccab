//! What stands between values: comments and blank lines, as `toml_edit` keeps them in one string.

use toml_edit::RawString;

/// A line that holds no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// Nothing.
    Blank,
    /// A comment, with its `#`.
    Comment(&'a str),
}

/// The text of a decoration.
pub(super) fn raw(decor: Option<&RawString>) -> &str {
    decor.and_then(RawString::as_str).unwrap_or("")
}

/// The lines before a key or a header, with at most one blank line between two comments. What follows the last line end
/// is the indentation of what comes next.
pub(super) fn lines(raw: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut all: Vec<&str> = raw.split('\n').collect();
    if all.last().is_some_and(|last| last.trim().is_empty()) {
        all.pop();
    }
    for line in all {
        match line.trim() {
            "" if lines.last() == Some(&Line::Blank) => {}
            "" => lines.push(Line::Blank),
            comment => lines.push(Line::Comment(comment)),
        }
    }
    lines
}

/// The comment that ends a line.
pub(super) fn end_of_line(raw: &str) -> Option<&str> {
    Some(raw.trim()).filter(|text| text.starts_with('#'))
}

/// What stands between two entries of a list: the comment on the line of the first, and those on lines of their own.
pub(super) fn between(raw: &str) -> (Option<&str>, Vec<&str>) {
    let mut lines = raw.split('\n').map(str::trim);
    let first = lines.next().filter(|line| !line.is_empty());
    (first, lines.filter(|line| !line.is_empty()).collect())
}

/// The lines up to the last blank one, and those after it. A file's own comment is parted so from that of its first
/// key; without a blank line all is the file's if it starts with the schema, and else the key's.
pub(super) fn head<'l, 'a>(lines: &'l [Line<'a>]) -> (&'l [Line<'a>], &'l [Line<'a>]) {
    match lines.iter().rposition(|line| *line == Line::Blank) {
        Some(at) => lines.split_at_checked(at + 1).unwrap_or((lines, &[])),
        None => match lines.first() {
            Some(Line::Comment(text)) if text.starts_with("#:") => (lines, &[]),
            _ => (&[], lines),
        },
    }
}

/// The comment that ends the table before: it stands right below it, with a blank line after it.
pub(super) fn tail<'l, 'a>(lines: &'l [Line<'a>]) -> (&'l [Line<'a>], &'l [Line<'a>]) {
    match lines.iter().position(|line| *line == Line::Blank) {
        Some(at) => lines.split_at_checked(at).unwrap_or((&[], lines)),
        None => (&[], lines),
    }
}
