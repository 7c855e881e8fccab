//! Where GFM would make a link of plain text: `https://…`, `www.…`, `name@host.org`.
//!
//! GFM looks for these after it has resolved escapes, so no backslash stops it; a code span does. The ranges
//! found here are a little wider than GFM's, never narrower. Escaping itself is in `escape`.

use std::ops::Range;

/// The byte ranges of `text` that could become links, in order, none touching another. None holds a space, a
/// backtick, a backslash, a pipe or an angle bracket, so each can stand in a code span as it is.
pub(crate) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if breaks(c) {
            found.extend(in_token(text, start..at));
            start = at + c.len_utf8();
        }
    }
    found.extend(in_token(text, start..text.len()));
    found
}

/// Whether a character ends a link for certain.
fn breaks(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '`' | '\\' | '|' | '<' | '>' | '[' | ']')
}

/// The part of one token, between two breaking characters, that could become a link.
fn in_token(text: &str, token: Range<usize>) -> Option<Range<usize>> {
    let part = text.get(token.clone())?;
    let start = [www(part), scheme(part), mail(part)]
        .into_iter()
        .flatten()
        .min()?;
    let link = part.get(start..)?;
    let length = without_tail(link).len();
    (length > 0).then(|| token.start + start..token.start + start + length)
}

/// Where `www.` starts. One parser makes a link even of a bare `www.`.
fn www(part: &str) -> Option<usize> {
    part.to_ascii_lowercase().find("www.")
}

/// Where the name before `://` starts, if there is one.
fn scheme(part: &str) -> Option<usize> {
    let before = part.get(..part.find("://")?)?;
    let name = before
        .trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    (name.len() < before.len()).then_some(name.len())
}

/// Where a mail address starts: letters, an `@`, and somewhere after it a dot.
fn mail(part: &str) -> Option<usize> {
    part.match_indices('@').find_map(|(at, _)| {
        let before = part.get(..at)?;
        let name = before
            .trim_end_matches(|c: char| c.is_alphanumeric() || matches!(c, '.' | '+' | '-' | '_'));
        let host = part.get(at + 1..)?;
        (name.len() < before.len() && host.contains('.')).then_some(name.len())
    })
}

/// The link without the punctuation that ends a sentence. A closing bracket stays if its opening one is inside.
fn without_tail(link: &str) -> &str {
    let mut rest = link;
    let mut closed = link.matches(')').count();
    let opened = link.matches('(').count();
    while let Some(last) = rest.chars().next_back() {
        match last {
            ')' if closed > opened => closed -= 1,
            '.' | ',' | ';' | ':' | '!' | '?' | '"' | '\'' | '*' | '_' | '~' => {}
            _ => break,
        }
        rest = rest.get(..rest.len() - last.len_utf8()).unwrap_or_default();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = find(text)
            .into_iter()
            .filter_map(|range| text.get(range))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn links_are_found() {
        check(
            "see https://doi.org/10.1136/x-y_z.",
            &["https://doi.org/10.1136/x-y_z"],
        );
        check(
            "(www.example.org) and FTP://a.b",
            &["www.example.org", "FTP://a.b"],
        );
        check(
            "https://en.wikipedia.org/wiki/Back_(body), twice",
            &["https://en.wikipedia.org/wiki/Back_(body)"],
        );
        check("mailto:a.b+c@d.org; x@y.z!", &["a.b+c@d.org", "x@y.z"]);
        check("http://a`www.b|www.c", &["http://a", "www.b", "www.c"]);
        check("www.עברית.org", &["www.עברית.org"]);
        check("www. and one://", &["www", "one://"]);
    }

    #[test]
    fn plain_words_are_not() {
        for plain in [
            "",
            "www",
            "3 @ 10",
            "@home",
            "a@b",
            "://",
            "12:30",
            "e.g. this",
            "a@b c.d",
            "1/2",
            "and/or",
        ] {
            check(plain, &[]);
        }
    }
}
