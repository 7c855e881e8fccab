//! Diagnostics for programs.

use serde::Serialize;

use super::mend::{Patch, Replaced};
use super::{Diagnostic, Place, Spot};
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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mend: Vec<Edit>,
}

/// What `regimen check --fix` would write: the text between two places, the second of which is the one after the last letter.
#[derive(Serialize)]
struct Edit {
    #[serde(flatten)]
    from: At,
    end_line: usize,
    end_column: usize,
    text: String,
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
    let edits = |patch: Patch| -> Vec<Edit> {
        let edit = |one: Replaced| {
            let spot = Spot::Bytes(one.bytes);
            let file = patch.file;
            let place = Place { file, spot };
            let end = locator.lines(&place).1;
            Edit {
                from: at(&place),
                end_line: end.line,
                end_column: end.column,
                text: one.by,
            }
        };
        patch.replaced.into_iter().map(edit).collect()
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
            mend: one.patch(locator).map(edits).unwrap_or_default(),
        })
        .collect();
    // Strings and numbers only: nothing here can fail to serialise.
    serde_json::to_string_pretty(&entries).unwrap_or_default()
}
