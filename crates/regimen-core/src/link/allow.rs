//! Warnings that a file of a pack allows, by a comment with a reason: `# allow R408: the quote is the clinic's own`.
//!
//! A comment speaks of the line that it stands on; one with a line to itself, of the next line that holds anything else. It
//! can allow what is a warning by itself, whatever the clinic makes of it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::levels;
use crate::diagnostic::{Code, Diagnostic, Mend, Place, Severity, Spot, codes, has_errors};
use crate::source::{FileId, Sources};

/// Codes as they are written, each with its bytes.
type Written = Vec<(String, Range<usize>)>;

/// A comment that allows something.
#[derive(Debug, PartialEq, Eq)]
struct Allowance {
    /// What it allows.
    codes: Written,
    /// The comment's bytes.
    bytes: Range<usize>,
    /// The line that it speaks of, counted from 1.
    line: usize,
    /// Whether it says why.
    has_reason: bool,
}

/// Takes the warnings that these files allow out of the problems; how many. What is wrong with the comments themselves goes
/// to `problems` where the whole was checked: else what they allow was not looked for. Nor is one called useless unless all
/// problems are there, and none was left out.
pub(super) fn apply(
    sources: &Sources,
    files: impl Iterator<Item = FileId>,
    whole: bool,
    all_is_there: bool,
    problems: &mut Vec<Diagnostic>,
) -> usize {
    let locator = sources.locator();
    // A file with a mistake hides warnings: what a comment allows may show again when it is mended.
    let all_was_looked_at = all_is_there && !has_errors(problems);
    let mut found = Vec::new();
    let mut by_file: BTreeMap<FileId, Vec<usize>> = BTreeMap::new();
    for (at, problem) in problems.iter().enumerate() {
        by_file.entry(problem.place.file).or_default().push(at);
    }
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    for file in files {
        let source = sources.file(file);
        if !source.inner.ends_with(".toml") {
            continue;
        }
        let allowances = allowances(source.text());
        if allowances.is_empty() {
            continue;
        }
        // The warnings of the file by their code and line.
        let mut warnings: BTreeMap<(&str, usize), Vec<usize>> = BTreeMap::new();
        for &at in by_file.get(&file).into_iter().flatten() {
            if let Some(one) = problems.get(at)
                && one.severity == Severity::Warning
            {
                let line = locator.line_column(&one.place).line;
                warnings.entry((one.code.id, line)).or_default().push(at);
            }
        }
        for one in allowances {
            let mut ids = BTreeSet::new();
            for (id, bytes) in &one.codes {
                let place = Place {
                    file,
                    spot: Spot::Bytes(bytes.clone()),
                };
                match Code::find(id) {
                    None => found.push(levels::unknown(id, place)),
                    Some(code) if code.severity == Severity::Error => {
                        found.push(error(code, place));
                    }
                    Some(code) if ids.insert(code.id) && one.has_reason => {
                        let these = warnings.remove(&(code.id, one.line));
                        let is_needed = these.is_some();
                        gone.extend(these.into_iter().flatten());
                        if !is_needed && all_was_looked_at {
                            let mend = without(source.text(), &one, bytes).map(|bytes| {
                                Mend::delete(Place {
                                    file,
                                    spot: Spot::Bytes(bytes),
                                })
                            });
                            found.push(nothing(code, one.line, place).mend(mend));
                        }
                    }
                    Some(_) => {}
                }
            }
            if !one.has_reason {
                let place = Place {
                    file,
                    spot: Spot::Bytes(one.bytes.clone()),
                };
                found.push(no_reason(&one, place));
            }
        }
    }
    let mut at = 0..;
    problems.retain(|_| at.next().is_none_or(|at| !gone.contains(&at)));
    if whole {
        problems.extend(found);
    }
    gone.len()
}

fn error(code: &Code, place: Place) -> Diagnostic {
    let warnings = codes::ALL
        .iter()
        .filter(|code| code.severity == Severity::Warning);
    let warnings: Vec<&str> = warnings.map(|code| code.id).collect();
    Diagnostic::new(
        &codes::ALLOWED_ERROR,
        place,
        format!("{code} is an error, and only a warning can be allowed"),
    )
    .label("cannot be allowed")
    .help(format!(
        "Delete the comment, and mend what is reported: {}. Warnings are {}.",
        code.title,
        warnings.join(", ")
    ))
}

fn nothing(code: &Code, line: usize, place: Place) -> Diagnostic {
    Diagnostic::new(
        &codes::ALLOWED_FOR_NOTHING,
        place,
        format!("this allows {code}, and line {line} is not reported with it"),
    )
    .label("not needed")
}

/// The bytes that go where a comment need not allow this code: the code and what parts it from the others, or the whole
/// comment with the blanks before it or the line that it has to itself.
fn without(text: &str, one: &Allowance, code: &Range<usize>) -> Option<Range<usize>> {
    let at = one.codes.iter().position(|(_, bytes)| bytes == code)?;
    let neighbour = |at: usize| one.codes.get(at).map(|(_, bytes)| bytes);
    if let Some(before) = at.checked_sub(1).and_then(neighbour) {
        return Some(before.end..code.end);
    }
    if let Some(after) = neighbour(at + 1) {
        return Some(code.start..after.start);
    }
    let before = text.get(..one.bytes.start)?.trim_end_matches([' ', '\t']);
    let after = text.get(one.bytes.end..)?;
    let line_end = after.find('\n').map(|end| one.bytes.end + end + 1);
    match line_end {
        Some(end) if before.is_empty() || before.ends_with('\n') => Some(before.len()..end),
        _ => Some(before.len()..one.bytes.end),
    }
}

fn no_reason(one: &Allowance, place: Place) -> Diagnostic {
    let ids: Vec<&str> = one.codes.iter().map(|(id, _)| id.as_str()).collect();
    Diagnostic::new(
        &codes::ALLOWED_WITHOUT_REASON,
        place,
        format!(
            "this is to allow {} and does not say why",
            ids.join(", ").escape_debug()
        ),
    )
    .label("the reason is missing")
}

/// The allowances of a file. The text need not be TOML: whatever stands in quotes is no comment.
fn allowances(text: &str) -> Vec<Allowance> {
    // Few files have one, and most can be left alone.
    if !text.split('#').skip(1).any(|rest| {
        rest.trim_start()
            .as_bytes()
            .first_chunk()
            .is_some_and(is_allow)
    }) {
        return Vec::new();
    }
    // Lines that hold anything but a comment, and the comments with their lines.
    let mut holding = BTreeSet::new();
    let mut comments = Vec::new();
    let (mut line, mut counted) = (1, 0);
    let count = |from: usize, to: usize| {
        text.get(from..to)
            .map_or(0, |one| one.matches('\n').count())
    };
    for token in Source::new(text).lex() {
        let (start, end) = (token.span().start(), token.span().end());
        line += count(counted, start);
        counted = start;
        match token.kind() {
            TokenKind::Whitespace | TokenKind::Newline | TokenKind::Eof => {}
            TokenKind::Comment => comments.push((line, start..end)),
            _ => holding.extend(line..=line + count(start, end)),
        }
    }
    let commented: BTreeSet<usize> = comments.iter().map(|(line, _)| *line).collect();
    let about = |line: usize| {
        if holding.contains(&line) {
            return line;
        }
        let mut next = line + 1;
        while commented.contains(&next) && !holding.contains(&next) {
            next += 1;
        }
        next
    };
    comments
        .into_iter()
        .filter_map(|(line, bytes)| {
            let (codes, has_reason) = parse(text.get(bytes.clone())?, bytes.start)?;
            Some(Allowance {
                codes,
                bytes,
                line: about(line),
                has_reason,
            })
        })
        .collect()
}

fn is_allow(word: &[u8; 5]) -> bool {
    word.eq_ignore_ascii_case(b"allow")
}

/// The codes of a comment that begins at an offset, each with its bytes, and whether it says why; nothing if it allows nothing.
fn parse(comment: &str, at: usize) -> Option<(Written, bool)> {
    let said = comment.strip_prefix('#')?.trim_start();
    if !is_allow(said.as_bytes().first_chunk()?) {
        return None;
    }
    let said = said.get(5..)?;
    let said = said.strip_prefix(|letter: char| letter.is_whitespace())?;
    let (listed, reason) = match said.split_once(':') {
        Some((listed, reason)) => (listed, reason),
        None => (said, ""),
    };
    let start = at + (comment.len() - said.len());
    let mut codes = Vec::new();
    let mut from = 0;
    for word in listed.split([' ', '\t', ',']) {
        let to = from + word.len();
        if looks_like_a_code(word) {
            codes.push((word.to_owned(), start + from..start + to));
        } else if !word.is_empty() {
            break;
        }
        from = to + 1;
    }
    let has_reason = reason.chars().any(char::is_alphanumeric);
    (!codes.is_empty()).then_some((codes, has_reason))
}

/// Whether a word is meant as a code: `R408`, and what somebody may write for it.
fn looks_like_a_code(word: &str) -> bool {
    word.starts_with(['R', 'r']) && word.contains(|letter: char| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Content;

    /// The allowances of a text: the line that each speaks of, its codes as they stand, and whether it says why.
    fn found(text: &str) -> Vec<(usize, Vec<String>, bool)> {
        let allowances = allowances(text).into_iter();
        let shown = allowances.map(|one| {
            for (id, bytes) in &one.codes {
                assert_eq!(text.get(bytes.clone()), Some(id.as_str()));
            }
            let ids = one.codes.into_iter().map(|(id, _)| id);
            (one.line, ids.collect(), one.has_reason)
        });
        shown.collect()
    }

    #[test]
    fn a_comment_speaks_of_its_line_or_of_the_next_that_holds_something() {
        let is = |text: &str, expected: &[(usize, &[&str], bool)]| {
            let expected: Vec<(usize, Vec<String>, bool)> = expected
                .iter()
                .map(|(line, ids, why)| {
                    (*line, ids.iter().map(|&id| id.to_owned()).collect(), *why)
                })
                .collect();
            assert_eq!(found(text), expected, "{text}");
        };
        is("a = 1 # allow R408: é, so\n", &[(1, &["R408"], true)]);
        is("# allow R408: why\na = 1\n", &[(2, &["R408"], true)]);
        is(
            "\u{e9} = 1\n#ALLOW R408, R407 R4O9 : why: so\n# other\na = 1\n",
            &[(4, &["R408", "R407", "R4O9"], true)],
        );
        // A blank line ends it: the comment speaks of that line, which holds nothing.
        is("# allow R408: why\n\na = 1\n", &[(2, &["R408"], true)]);
        is(
            "a = [\n  # allow R408: one\n  \"x\",\n  \"y\", # allow R409: two\n]\n",
            &[(3, &["R408"], true), (4, &["R409"], true)],
        );
        is(
            "a = 1\r\n# allow R408: why\r\nb = 2\r\n",
            &[(3, &["R408"], true)],
        );
        is(
            "a = \"\"\"\nx\ny\"\"\" # allow R408: why\n",
            &[(3, &["R408"], true)],
        );
        // Without a reason.
        for text in [
            "# allow R408",
            "# allow R408:",
            "# allow R408: ...",
            "# allow R408 it is a quote",
            "# allow R408 - a quote",
        ] {
            is(text, &[(2, &["R408"], false)]);
        }
        // No allowance: words, and what stands in quotes.
        for text in [
            "# allow the arm to rest: it is heavy\n",
            "# allow: R408\n",
            "# allowing R408: why\n",
            "# we allow R408: why\n",
            "# allow\n",
            "#",
            "a = \"# allow R408: why\"\n",
            "a = '# allow R408: why'\n",
            "a = \"\"\"\n# allow R408: why\n\"\"\"\n",
            "a = '''\n# allow R408: why\n'''\n",
            "a = \"\\\" # allow R408: why\"\n",
            // A quote that never ends takes the rest along.
            "a = \"\"\"\n# allow R408: why\n",
        ] {
            is(text, &[]);
        }
    }

    /// What is left of the problems, and what the comments themselves are reported for: line, code and severity.
    fn left(
        text: &str,
        whole: bool,
        of: &[(Severity, &'static Code, usize)],
    ) -> (usize, Vec<String>) {
        let mut sources = Sources::new();
        let files = [("a.toml".to_owned(), Content::Text(text.to_owned()))];
        sources.add_pack("p", false, files);
        let file = sources.folders().next().unwrap().1.files[0];
        let mut problems: Vec<Diagnostic> = of
            .iter()
            .map(|&(severity, code, line)| {
                let start = text
                    .split_inclusive('\n')
                    .take(line - 1)
                    .map(str::len)
                    .sum();
                let place = Place {
                    file,
                    spot: Spot::Bytes(start..start + 1),
                };
                Diagnostic {
                    severity,
                    ..Diagnostic::new(code, place, "m")
                }
            })
            .collect();
        let allowed = apply(&sources, [file].into_iter(), whole, true, &mut problems);
        let locator = sources.locator();
        let shown = problems.iter().map(|one| {
            let line = locator.line_column(&one.place).line;
            format!("{line} {} {}", one.code, one.severity.as_str())
        });
        (allowed, shown.collect())
    }

    #[test]
    fn warnings_are_allowed_with_a_reason_and_nothing_else_is() {
        let long = (Severity::Warning, &codes::LONG_SENTENCE, 2);
        let is = |text: &str,
                  of: &[(Severity, &'static Code, usize)],
                  allowed: usize,
                  expected: &[&str]| {
            let expected: Vec<String> = expected.iter().map(|&one| one.to_owned()).collect();
            assert_eq!(left(text, true, of), (allowed, expected), "{text}");
        };
        is("# allow R408: a quote\na = 1\n", &[long, long], 2, &[]);
        is("b = 1\na = 1 # allow R408: a quote\n", &[long], 1, &[]);
        is(
            "# allow R408\na = 1\n",
            &[long],
            0,
            &["2 R408 warning", "1 R614 error"],
        );
        is(
            "# allow R409: a quote\na = 1\n",
            &[long],
            0,
            &["2 R408 warning", "1 R615 warning"],
        );
        is(
            "# allow R408: a quote\n\na = 1\n",
            &[(Severity::Warning, &codes::LONG_SENTENCE, 3)],
            0,
            &["3 R408 warning", "1 R615 warning"],
        );
        is(
            "# allow R4O8: a quote\na = 1\n",
            &[long],
            0,
            &["2 R408 warning", "1 R612 error"],
        );
        let wrong = (Severity::Error, &codes::WRONG_TYPE, 2);
        is(
            "# allow R101: a quote\na = 1\n",
            &[wrong],
            0,
            &["2 R101 error", "1 R616 error"],
        );
        // Once something is an error, warnings may hide: nothing is said of what seems not needed.
        is(
            "# allow R408: a quote\na = 1\n",
            &[wrong],
            0,
            &["2 R101 error"],
        );
        // To plan with, warnings on words are not looked for, and comments count for nothing more than what they allow.
        let text = "# allow R606: a quote\na = 1 # allow R408\n";
        let stray = (Severity::Warning, &codes::STRAY_FILE, 2);
        assert_eq!(left(text, false, &[stray]), (1, Vec::new()));
    }
}
