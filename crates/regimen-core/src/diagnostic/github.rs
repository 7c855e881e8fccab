//! Diagnostics as annotations of GitHub Actions: workflow commands, a line each.

use std::fmt::Write as _;

use super::{Base, Diagnostic, visible};
use crate::source::Locator;

/// Every diagnostic as a workflow command. Columns are counted in characters from 1, and `endColumn` is the one after the
/// last; where several lines are marked there are none, since Actions takes columns on one line only.
pub fn github(diagnostics: &[Diagnostic], locator: &Locator<'_>, base: &Base) -> String {
    let mut out = String::new();
    for one in diagnostics {
        let (start, end) = locator.lines(&one.place);
        let address = base.address(locator.sources(), one.place.file);
        let _ = write!(
            out,
            "::{} file={},line={},endLine={}",
            one.severity.as_str(),
            property(address.path()),
            start.line,
            end.line
        );
        if start.line == end.line {
            let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
        }
        let mut text = one.message.clone();
        for (place, label) in &one.also {
            let at = locator.line_column(place);
            let other = base.address(locator.sources(), place.file);
            let _ = write!(text, "\n{}:{}: {label}", other.path(), at.line);
        }
        let _ = write!(text, "\nhelp: {}", one.advice());
        let _ = writeln!(
            out,
            ",title={}::{}",
            property(&format!("{} {}", one.code.id, one.code.title)),
            data(&text)
        );
    }
    out
}

/// What stands after the second `::`.
fn data(text: &str) -> String {
    visible(&text.replace("\r\n", "\n"))
        .replace('%', "%25")
        .replace('\n', "%0A")
}

/// What stands after a `=`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
