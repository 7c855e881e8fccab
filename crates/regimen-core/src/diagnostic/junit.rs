//! Diagnostics as JUnit XML: a suite for each pack, a case for each file, a failure for each problem in it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::address::Address;
use super::{Base, Diagnostic, visible};
use crate::source::{FileId, Folder, Locator};

/// A suite and its cases, before it is written.
struct Suite<'a> {
    name: Address,
    files: &'a [FileId],
}

/// The report on these packs: files without a problem pass. Whoever reads it counts warnings as failures too, each with
/// `type="warning"`. Nothing in it depends on the time.
pub fn junit(
    diagnostics: &[Diagnostic],
    packs: &[&Folder],
    locator: &Locator<'_>,
    base: &Base,
) -> String {
    let mut by_file: BTreeMap<FileId, Vec<&Diagnostic>> = BTreeMap::new();
    for one in diagnostics {
        by_file.entry(one.place.file).or_default().push(one);
    }
    // A problem in a file of no pack is not lost: such a file is a suite of its own.
    let alone: Vec<FileId> = by_file
        .keys()
        .copied()
        .filter(|file| !packs.iter().any(|pack| pack.files.contains(file)))
        .collect();
    let mut suites: Vec<Suite<'_>> = packs
        .iter()
        .map(|pack| Suite {
            name: base.folder(pack),
            files: &pack.files,
        })
        .collect();
    suites.extend(alone.iter().map(|file| Suite {
        name: base.address(locator.sources(), *file),
        files: std::slice::from_ref(file),
    }));
    let problems = |file: &FileId| by_file.get(file).map_or(&[][..], Vec::as_slice);
    let failing = |files: &[FileId]| {
        files
            .iter()
            .filter(|&file| !problems(file).is_empty())
            .count()
    };
    let tests: usize = suites.iter().map(|suite| suite.files.len()).sum();
    let failures: usize = suites.iter().map(|suite| failing(suite.files)).sum();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<testsuites name=\"regimen check\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">"
    );
    for suite in &suites {
        let name = escape(suite.name.path());
        let _ = writeln!(
            out,
            "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\">",
            suite.files.len(),
            failing(suite.files)
        );
        for file in suite.files {
            let inner = escape(&locator.sources().file(*file).inner);
            let path = base.address(locator.sources(), *file);
            let _ = write!(
                out,
                "    <testcase name=\"{inner}\" classname=\"{name}\" file=\"{}\"",
                escape(path.path())
            );
            if problems(file).is_empty() {
                out.push_str("/>\n");
                continue;
            }
            out.push_str(">\n");
            for one in problems(file) {
                failure(one, locator, base, &mut out);
            }
            out.push_str("    </testcase>\n");
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn failure(one: &Diagnostic, locator: &Locator<'_>, base: &Base, out: &mut String) {
    let at = locator.line_column(&one.place);
    let place = |file: FileId| base.address(locator.sources(), file);
    let mut text = format!(
        "{}:{}:{}: {}",
        place(one.place.file).path(),
        at.line,
        at.column,
        one.code.title
    );
    for (other, label) in &one.also {
        let at = locator.line_column(other);
        let _ = write!(
            text,
            "\n{}:{}:{}: {label}",
            place(other.file).path(),
            at.line,
            at.column
        );
    }
    let _ = write!(text, "\nhelp: {}", one.advice());
    let _ = writeln!(
        out,
        "      <failure type=\"{}\" message=\"{} line {}: {}\">{}</failure>",
        one.severity.as_str(),
        one.code.id,
        at.line,
        escape(&one.message),
        escape(&text).replace("&#10;", "\n")
    );
}

/// A text that can stand in an attribute. XML has no way to write most control characters, nor U+FFFE and U+FFFF.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in visible(&text.replace("\r\n", "\n")).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\u{fffe}' => out.push_str("[U+FFFE]"),
            '\u{ffff}' => out.push_str("[U+FFFF]"),
            other => out.push(other),
        }
    }
    out
}
