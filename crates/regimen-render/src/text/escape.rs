//! Text into HTML and into Markdown so that it prints as typed, wherever a template puts it.
//!
//! Pure functions of one value. They know nothing of templates; that each value goes through one of them, and
//! only once, is `fill`'s doing. Hidden characters are `visible`'s job.

use super::autolink;

/// The text as HTML, for an element's content or a quoted attribute: `&`, `<`, `>`, `"` and `'` as entities.
#[must_use]
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// The text as Markdown (CommonMark with GFM's tables, strikethrough, task lists and autolinks), for a line of
/// its own, the middle of a line or a table's cell.
///
/// Line ends become spaces, and spaces at both ends go. What could be read as syntax where it stands gets a
/// backslash, what could become a link goes into a code span, and plain prose stays as it is. Not for code
/// blocks, where nothing needs an escape.
#[must_use]
pub fn markdown(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|c| if is_line_end(c) { ' ' } else { c })
        .collect();
    let line = line.trim();
    let mut out = String::with_capacity(line.len() + 8);
    let mut done = 0;
    for link in autolink::find(line) {
        escape_part(line, done, link.start, &mut out);
        out.push('`');
        out.push_str(line.get(link.clone()).unwrap_or_default());
        out.push('`');
        done = link.end;
    }
    escape_part(line, done, line.len(), &mut out);
    out
}

/// Whether a character ends a line, or is a tab or another control character.
fn is_line_end(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Escapes the bytes `from..to` of a line, seeing the whole of it.
fn escape_part(line: &str, from: usize, to: usize, out: &mut String) {
    for (at, c) in line.get(from..to).unwrap_or_default().char_indices() {
        let before = line.get(..from + at).unwrap_or_default();
        let after = line.get(from + at + c.len_utf8()..).unwrap_or_default();
        if is_syntax(before, c, after) {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Whether a character could be read as Markdown between what stands before and after it in its line.
fn is_syntax(before: &str, c: char, after: &str) -> bool {
    let starts = before.is_empty();
    let next = after.chars().next();
    let ends_word = next.is_none_or(char::is_whitespace);
    match c {
        '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '|' => true,
        // A tag, a comment or an address in angle brackets; never before a space or a number.
        '<' => !next.is_some_and(|n| n == ' ' || n == '=' || n.is_ascii_digit()),
        '&' => entity_may_follow(after),
        // A heading's start, or the closing run that a heading swallows.
        '#' => {
            starts
                || (before.ends_with(char::is_whitespace)
                    && after.trim_start_matches('#').trim().is_empty())
        }
        // A quotation.
        '>' => starts,
        // A line under a heading.
        '=' => starts && after.chars().all(|n| n == '='),
        // A list, a rule, a line under a heading, the line under a table's head.
        '-' => starts && !next.is_some_and(char::is_alphanumeric),
        '+' => starts && ends_word,
        ':' => starts && next == Some('-'),
        // A numbered list.
        '.' | ')' => {
            ends_word && !starts && before.len() <= 9 && before.bytes().all(|b| b.is_ascii_digit())
        }
        _ => false,
    }
}

/// Whether `&` could start an entity: a name or a number and a semicolon, or the end, where one may be placed.
fn entity_may_follow(after: &str) -> bool {
    let name = after.strip_prefix('#').unwrap_or(after);
    let rest = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    rest.is_empty() || (rest.len() < name.len() && rest.starts_with(';'))
}
