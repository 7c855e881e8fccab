//! Diagnostics for programs.

use serde::Serialize;

use super::{Diagnostic, Place};
use crate::source::Locator;

#[derive(Serialize)]
struct Entry<'a> {
    severity: &'a str,
    code: &'a str,
    message: &'a str,
    #[serde(flatten)]
    at: At,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
    help: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<Also<'a>>,
}

#[derive(Serialize)]
struct Also<'a> {
    #[serde(flatten)]
    at: At,
    label: &'a str,
}

#[derive(Serialize)]
struct At {
    file: String,
    line: usize,
    column: usize,
}

/// Every diagnostic as one JSON array, an object each.
pub fn json(diagnostics: &[Diagnostic], locator: &Locator<'_>) -> String {
    let at = |place: &Place| {
        let found = locator.line_column(place);
        At {
            file: locator.sources().file(place.file).path.clone(),
            line: found.line,
            column: found.column,
        }
    };
    let entries: Vec<Entry<'_>> = diagnostics
        .iter()
        .map(|one| Entry {
            severity: one.severity.as_str(),
            code: one.code.id,
            message: &one.message,
            at: at(&one.place),
            label: &one.label,
            help: one.advice(),
            also: one
                .also
                .iter()
                .map(|(place, label)| Also {
                    at: at(place),
                    label,
                })
                .collect(),
        })
        .collect();
    // Strings and numbers only: nothing here can fail to serialise.
    serde_json::to_string_pretty(&entries).unwrap_or_default()
}
