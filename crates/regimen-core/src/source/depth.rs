//! How deep a text goes, before anything is built from it.
//!
//! Whoever parses, walks or drops a tree goes down into it, a call for each level, and the stack ends somewhere. The parser has
//! limits of its own, of 80 brackets and of 80 parts of a key, but a key of 80 parts in each of 80 braces goes through. Here
//! nothing is gone down into: what is open is counted.

use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

/// How many tables and lists a value may lie in. The deepest file that is shipped needs seven.
pub const MAX_DEPTH: usize = 32;
/// How long a key may be, in bytes. The longest that is shipped has 32; it stands again in the path of everything below it.
pub const MAX_KEY: usize = 1_000;

/// How many lines, keys and entries of lists a file of a pack may have, together. The longest that is shipped has some 1,500;
/// each can be a mistake with a message of its own. A log of years is longer, and is nobody's but the clinic's own.
pub const MAX_PARTS: usize = 5_000;

/// What goes too far in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TooDeep {
    /// A value in more than [`MAX_DEPTH`] tables and lists.
    Nested(Range<usize>),
    /// A key of more than [`MAX_KEY`] bytes.
    Key(Range<usize>),
    /// More than [`MAX_PARTS`] lines, keys and entries.
    Many(Range<usize>),
}

/// The first place at which a text that is meant to be TOML goes too deep. It counts rather too many levels than too few: a
/// bracket is closed by its own kind only.
pub fn too_deep(text: &str) -> Option<TooDeep> {
    beyond(Source::new(text).lex(), usize::MAX)
}

/// The same of a file of a pack, which also has no more than [`MAX_PARTS`] lines, keys and entries.
pub fn too_much(text: &str) -> Option<TooDeep> {
    tokens_too_much(Source::new(text).lex())
}

/// The same of a text that is cut into tokens already.
pub(crate) fn tokens_too_much(tokens: impl IntoIterator<Item = Token>) -> Option<TooDeep> {
    beyond(tokens, MAX_PARTS)
}

fn beyond(tokens: impl IntoIterator<Item = Token>, most: usize) -> Option<TooDeep> {
    let mut many = 0;
    let mut open: Vec<Open> = Vec::new();
    let mut within = 0;
    // The levels of the table that a header has opened, and the parts of the key that is being written.
    let (mut table, mut parts) = (0, 0);
    let mut header: Option<usize> = None;
    let mut at_start = true;
    let mut last: Range<usize> = 0..0;
    for token in tokens {
        let span = token.span();
        let span = span.start()..span.end();
        if matches!(
            token.kind(),
            TokenKind::Newline | TokenKind::Comma | TokenKind::Equals
        ) {
            many += 1;
            if many > most {
                return Some(TooDeep::Many(span));
            }
        }
        match token.kind() {
            TokenKind::Whitespace | TokenKind::Comment => continue,
            TokenKind::Newline => {
                if open.is_empty() {
                    (parts, header) = (0, None);
                    at_start = true;
                }
                continue;
            }
            TokenKind::LeftSquareBracket if at_start => {
                (header, table) = (Some(1), 1);
                at_start = false;
                continue;
            }
            TokenKind::LeftSquareBracket if header == Some(1) && last.is_empty() => {
                // The second bracket of a list of tables.
                (header, table) = (Some(2), 2);
            }
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => {
                open.push(Open {
                    closes: match token.kind() {
                        TokenKind::LeftSquareBracket => TokenKind::RightSquareBracket,
                        _ => TokenKind::RightCurlyBracket,
                    },
                    levels: parts + 1,
                });
                within += parts + 1;
                parts = 0;
            }
            kind @ (TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket) => {
                if header.is_some() && last.len() > MAX_KEY {
                    return Some(TooDeep::Key(last));
                }
                if let Some(one) = open.pop_if(|one| one.closes == kind) {
                    within -= one.levels;
                }
            }
            TokenKind::Comma => parts = 0,
            TokenKind::Dot | TokenKind::Equals => {
                if last.len() > MAX_KEY {
                    return Some(TooDeep::Key(last));
                }
                match header {
                    Some(_) => table += 1,
                    None => parts += 1,
                }
            }
            _ => {}
        }
        if table + parts + within > MAX_DEPTH {
            return Some(TooDeep::Nested(span));
        }
        at_start = false;
        last = match token.kind() {
            TokenKind::LeftSquareBracket | TokenKind::Equals | TokenKind::Dot => 0..0,
            _ => span,
        };
    }
    None
}

/// A bracket that is open.
struct Open {
    closes: TokenKind,
    /// How many levels it and the key before it are.
    levels: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(text: &str) -> bool {
        matches!(too_deep(text), Some(TooDeep::Nested(_)))
    }

    #[test]
    fn levels_are_counted_wherever_they_come_from() {
        for (before, again, after) in [
            ("a = ", "[", ""),
            ("a = ", "{a = ", ""),
            ("a = ", "[{a = ", ""),
            ("a", ".a", " = 1"),
            ("a", ".\"a b\"", " = 1"),
            ("[a", ".a", "]"),
            ("[[a", ".a", "]]"),
            ("[a]\na", ".a", " = 1"),
            ("a = {a", ".a", " = 1}"),
            ("a = ", "{a.a.a = ", ""),
            ("a = ", "[}", ""),
            ("a = ", "[1,\n", ""),
            ("a = ", "{a = 1,\na = ", ""),
            ("", "[", ""),
        ] {
            for count in [33, 100, 10_000] {
                let text = format!("{before}{}{after}", again.repeat(count));
                assert!(nested(&text), "{before}{again} {count}");
            }
            let text = format!("{before}{}{after}", again.repeat(7));
            assert_eq!(too_deep(&text), None, "{text}");
        }
        let halves = format!("[a{}]\nb{} = 1", ".a".repeat(20), ".b".repeat(20));
        assert!(nested(&halves));
    }

    #[test]
    fn what_stands_side_by_side_is_not_deep() {
        for text in [
            "[[a]]\nb = [1, 2]\n".repeat(1_000),
            format!("a = [{}]", "[1, 2], {b.c = 1.5}, \n".repeat(1_000)),
            "a.b.c = 1.5\n".repeat(1_000),
            format!("a = \"{}\"", "[".repeat(1_000)),
            format!(
                "a = '''{}'''\n# {}",
                "{a = \n".repeat(1_000),
                "[".repeat(1_000)
            ),
        ] {
            assert_eq!(too_deep(&text), None);
        }
    }

    #[test]
    fn there_are_not_too_many_of_anything() {
        for again in ["\n", "a\n", "a = 1\n", "[[a]]\n"] {
            let many = again.repeat(MAX_PARTS + 1);
            assert!(
                matches!(too_much(&many), Some(TooDeep::Many(_))),
                "{again:?}"
            );
        }
        let list = format!("a = [{}]", "1,".repeat(MAX_PARTS));
        assert!(matches!(too_much(&list), Some(TooDeep::Many(_))));
        assert_eq!(too_much(&"\n".repeat(MAX_PARTS)), None);
    }

    #[test]
    fn a_key_is_not_too_long_and_a_text_may_be() {
        let long = "a".repeat(MAX_KEY + 1);
        for text in [
            format!("{long} = 1"),
            format!("\"{long}\" = 1"),
            format!("a.{long}.b = 1"),
            format!("[{long}]"),
            format!("[a.'{long}']"),
            format!("a = {{{long} = 1}}"),
        ] {
            assert!(matches!(too_deep(&text), Some(TooDeep::Key(_))), "{text}");
        }
        assert_eq!(too_deep(&format!("a = \"{long}\"\nb = [\"{long}\"]")), None);
    }
}
