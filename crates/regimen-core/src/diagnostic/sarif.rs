//! Diagnostics as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), for code scanning and editors.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::address::Address;
use super::{Base, Code, Diagnostic, Patch, Place, Severity, Spot, codes};
use crate::digest;
use crate::source::{FileId, Locator};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

/// What a relative address starts from: the root of the sources.
const ROOT: &str = "%SRCROOT%";

/// The name of our fingerprint and the number of its make-up, to be raised when that changes.
const FINGERPRINT: &str = "regimen/v1";

/// Every diagnostic as one run of SARIF. Lines and columns are counted from 1, columns in characters (Unicode code points),
/// and an end is the column after the last.
pub fn sarif(diagnostics: &[Diagnostic], locator: &Locator<'_>, base: &Base) -> String {
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: json!({ "driver": {
                "name": "regimen",
                "semanticVersion": crate::VERSION,
                "rules": codes::ALL.iter().map(|code| rule(code)).collect::<Vec<_>>(),
            }}),
            column_kind: "unicodeCodePoints",
            results: Results {
                diagnostics,
                locator,
                base,
            },
        }],
    };
    // Strings and numbers only: nothing here can fail to serialise.
    serde_json::to_string_pretty(&log).unwrap_or_default()
}

#[derive(Serialize)]
struct Log<'a, 's> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a, 's>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a, 's> {
    tool: Value,
    column_kind: &'a str,
    results: Results<'a, 's>,
}

/// Each result is made when it is written: as values they take many times the room of their text.
struct Results<'a, 's> {
    diagnostics: &'a [Diagnostic],
    locator: &'a Locator<'s>,
    base: &'a Base,
}

impl Serialize for Results<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut met: BTreeMap<String, usize> = BTreeMap::new();
        serializer.collect_seq(self.diagnostics.iter().map(|one| {
            let print = fingerprint(one, self.locator, self.base);
            let times = met.entry(print.clone()).or_default();
            *times += 1;
            let print = format!("{print}:{times}");
            result(one, &print, self.locator, self.base)
        }))
    }
}

fn rule(code: &Code) -> Value {
    json!({
        "id": code.id,
        "name": pascal_case(code.title),
        "shortDescription": { "text": code.title },
        "fullDescription": { "text": code.help },
        "help": { "text": code.help },
        "defaultConfiguration": { "level": level(code.severity) },
    })
}

fn result(one: &Diagnostic, print: &str, locator: &Locator<'_>, base: &Base) -> Value {
    let index = codes::ALL.iter().position(|code| code.id == one.code.id);
    let mut out = json!({
        "ruleId": one.code.id,
        "ruleIndex": index,
        "level": level(one.severity),
        "message": { "text": format!("{}\n{}", one.message, one.advice()) },
        "locations": [location(&one.place, &one.label, locator, base)],
        "partialFingerprints": { FINGERPRINT: print },
    });
    if let (false, Some(out)) = (one.also.is_empty(), out.as_object_mut()) {
        let related = one.also.iter().zip(1..);
        let related = related.map(|((place, label), id)| {
            let mut at = location(place, label, locator, base);
            if let Some(at) = at.as_object_mut() {
                at.insert("id".to_owned(), json!(id));
            }
            at
        });
        out.insert("relatedLocations".to_owned(), related.collect());
    }
    if let (Some(patch), Some(out)) = (one.patch(locator), out.as_object_mut()) {
        let fixes = json!([fix(one.advice(), &patch, locator, base)]);
        out.insert("fixes".to_owned(), fixes);
    }
    out
}

/// What `regimen check --fix` would write.
fn fix(advice: &str, patch: &Patch, locator: &Locator<'_>, base: &Base) -> Value {
    let replaced = patch.replaced.iter().map(|one| {
        let spot = Spot::Bytes(one.bytes.clone());
        let file = patch.file;
        json!({
            "deletedRegion": region(&Place { file, spot }, locator),
            "insertedContent": { "text": one.by },
        })
    });
    json!({
        "description": { "text": advice },
        "artifactChanges": [{
            "artifactLocation": artifact(patch.file, locator, base),
            "replacements": replaced.collect::<Vec<_>>(),
        }],
    })
}

fn location(place: &Place, label: &str, locator: &Locator<'_>, base: &Base) -> Value {
    let mut out = json!({ "physicalLocation": {
        "artifactLocation": artifact(place.file, locator, base),
        "region": region(place, locator),
    }});
    if let (false, Some(out)) = (label.is_empty(), out.as_object_mut()) {
        out.insert("message".to_owned(), json!({ "text": label }));
    }
    out
}

fn artifact(file: FileId, locator: &Locator<'_>, base: &Base) -> Value {
    let address = base.address(locator.sources(), file);
    let mut artifact = json!({ "uri": address.uri() });
    if let (Address::Within(_), Some(artifact)) = (&address, artifact.as_object_mut()) {
        artifact.insert("uriBaseId".to_owned(), json!(ROOT));
    }
    artifact
}

fn region(place: &Place, locator: &Locator<'_>) -> Value {
    let (start, end) = locator.lines(place);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// The same for the same problem after other lines have changed: the code, the file and what stands on the line, and not
/// where that line is. Nor the message, whose numbers may change.
fn fingerprint(one: &Diagnostic, locator: &Locator<'_>, base: &Base) -> String {
    let address = base.address(locator.sources(), one.place.file);
    let line = locator.line(&one.place).trim();
    let whole = format!("{}\n{}\n{line}", one.code.id, address.path());
    digest::of_text(&whole).chars().take(16).collect()
}

fn level(severity: Severity) -> &'static str {
    // SARIF has the same words.
    severity.as_str()
}

/// `a key is missing` as `AKeyIsMissing`.
fn pascal_case(title: &str) -> String {
    let words = title.split(|letter: char| !letter.is_alphanumeric());
    words
        .flat_map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|first| first.to_uppercase().to_string());
            first.into_iter().chain([letters.collect()])
        })
        .collect()
}
