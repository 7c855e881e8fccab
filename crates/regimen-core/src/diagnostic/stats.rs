//! How much of what was found, as a table.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::{Diagnostic, Severity};
use crate::source::FileId;

/// What one code was met with.
#[derive(Default)]
struct Row {
    title: &'static str,
    errors: usize,
    warnings: usize,
    files: BTreeSet<FileId>,
}

impl Row {
    fn add(&mut self, one: &Diagnostic) {
        match one.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
        self.files.insert(one.place.file);
    }

    fn cells(&self, id: &str) -> [String; 5] {
        [
            id.to_owned(),
            self.title.to_owned(),
            self.errors.to_string(),
            self.warnings.to_string(),
            self.files.len().to_string(),
        ]
    }
}

/// A table of the codes that were met, with how many errors and warnings in how many files; and one of what was read:
/// `totals` in their order, each with its name. Where no code was met, the second alone.
pub fn stats(diagnostics: &[Diagnostic], totals: &[(&str, usize)]) -> String {
    let mut codes: BTreeMap<&str, Row> = BTreeMap::new();
    let mut all = Row {
        title: "all",
        ..Row::default()
    };
    for one in diagnostics {
        let row = codes.entry(one.code.id).or_default();
        row.title = one.code.title;
        row.add(one);
        all.add(one);
    }
    let mut out = String::new();
    if !codes.is_empty() {
        let head = ["code", "title", "errors", "warnings", "files"].map(str::to_owned);
        let mut rows = vec![head];
        rows.extend(codes.iter().map(|(id, row)| row.cells(id)));
        rows.push(all.cells(""));
        table(&rows, 2, &mut out);
        out.push('\n');
    }
    let head = ["read".to_owned(), "count".to_owned()];
    let totals = totals
        .iter()
        .map(|(name, count)| [(*name).to_owned(), count.to_string()]);
    let rows: Vec<[String; 2]> = [head].into_iter().chain(totals).collect();
    table(&rows, 1, &mut out);
    out
}

/// Rows in columns, two blanks between: the first `texts` of them begin alike, the numbers after them end alike.
fn table<const COLUMNS: usize>(rows: &[[String; COLUMNS]], texts: usize, out: &mut String) {
    let widths: Vec<usize> = (0..COLUMNS)
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            let gap = if column == 0 { "" } else { "  " };
            let _ = if column < texts {
                write!(line, "{gap}{cell:<width$}")
            } else {
                write!(line, "{gap}{cell:>width$}")
            };
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
}
