//! The rules' own documents, `rules/R301.md` and so on: what each does, why it matters, an example and its mend.
//!
//! A code has its title and its help from here, worked out by the compiler: a code without a document, or with one that does
//! not begin as all do, does not compile. That each example makes its rule speak is a test's to show.

use super::{Code, Severity};

/// The title of a document's first section, and of those after it, in order.
pub const SECTIONS: [&str; 4] = ["What it does", "Why it matters", "Example", "Mend"];

/// What a document says under "Mend" if its code's problems can be mended by the program.
pub const FIX: &str = "`regimen check --fix`";

/// A piece of a document, in the order in which it stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// The title of a section: one of [`SECTIONS`].
    Section(&'a str),
    /// A paragraph.
    Words(&'a str),
    /// What stands in a file, with a line end after each line. What it is, the paragraph before it says.
    File {
        /// The language that it is written in, as in `toml`.
        language: &'a str,
        /// The text.
        text: &'a str,
    },
}

/// A document in its pieces, without its first line.
pub fn pieces(document: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = document.split_once('\n').map_or("", |(_, rest)| rest);
    while let Some((line, after)) = rest.split_once('\n') {
        rest = after;
        if let Some(title) = line.strip_prefix("## ") {
            pieces.push(Piece::Section(title));
        } else if let Some(language) = line.strip_prefix("```") {
            let end = rest.find("```\n").unwrap_or(rest.len());
            let (text, after) = rest.split_at(end);
            rest = after.split_once('\n').map_or("", |(_, after)| after);
            pieces.push(Piece::File { language, text });
        } else if !line.is_empty() {
            pieces.push(Piece::Words(line));
        }
    }
    pieces
}

/// A code from its document.
#[expect(
    clippy::panic,
    reason = "only the compiler runs it: a document that is not as it must be does not compile"
)]
pub(super) const fn code(id: &'static str, severity: Severity, document: &'static str) -> Code {
    let Some(title) = after(document, "# ", 0) else {
        panic!("the document does not begin with a title");
    };
    let Some(title) = after(title, id, 0) else {
        panic!("the document does not begin with its code");
    };
    let Some(title) = after(title, ": ", 0) else {
        panic!("a colon and the title stand after the code");
    };
    let mut at = 0;
    while at < document.len() {
        if let Some(mend) = after(document, "\n## Mend\n\n", at) {
            return Code {
                id,
                severity,
                title: line(title),
                help: line(mend),
                mends: holds(mend, FIX),
                document,
            };
        }
        at += 1;
    }
    panic!("the document has no section `Mend`");
}

/// What stands after some words that stand at an offset, if they do.
const fn after<'a>(text: &'a str, words: &str, at: usize) -> Option<&'a str> {
    let (text_bytes, words_bytes) = (text.as_bytes(), words.as_bytes());
    if at + words_bytes.len() > text_bytes.len() {
        return None;
    }
    let mut one = 0;
    while one < words_bytes.len() {
        #[expect(
            clippy::indexing_slicing,
            reason = "both lengths were compared, and only the compiler runs it"
        )]
        if text_bytes[at + one] != words_bytes[one] {
            return None;
        }
        one += 1;
    }
    Some(text.split_at(at + words_bytes.len()).1)
}

/// Whether some words stand in a text.
const fn holds(text: &str, words: &str) -> bool {
    let mut at = 0;
    while at < text.len() {
        if after(text, words, at).is_some() {
            return true;
        }
        at += 1;
    }
    false
}

/// A text up to its first line end.
const fn line(text: &str) -> &str {
    let bytes = text.as_bytes();
    let mut end = 0;
    #[expect(
        clippy::indexing_slicing,
        reason = "compared with the length just before, and only the compiler runs it"
    )]
    while end < bytes.len() && bytes[end] != b'\n' {
        end += 1;
    }
    text.split_at(end).0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes::ALL;

    #[test]
    fn every_document_has_the_same_sections_and_words_in_each() {
        for code in ALL {
            let pieces = pieces(code.document);
            let sections: Vec<&str> = pieces
                .iter()
                .filter_map(|piece| match piece {
                    Piece::Section(title) => Some(*title),
                    _ => None,
                })
                .collect();
            assert_eq!(sections, SECTIONS, "{code}");
            for pair in pieces.windows(2) {
                assert!(
                    !matches!(
                        pair,
                        [Piece::Section(_), Piece::Section(_) | Piece::File { .. }]
                    ),
                    "{code}: a section begins with words"
                );
            }
            assert!(matches!(pieces.last(), Some(Piece::Words(_))), "{code}");
        }
    }

    #[test]
    fn a_document_comes_in_pieces() {
        let text =
            "# R999: x\n\n## Example\n\nIn `a.toml`:\n\n```toml\na = 1\n\n[b]\n```\n\nMore.\n";
        assert_eq!(
            pieces(text),
            [
                Piece::Section("Example"),
                Piece::Words("In `a.toml`:"),
                Piece::File {
                    language: "toml",
                    text: "a = 1\n\n[b]\n"
                },
                Piece::Words("More."),
            ]
        );
    }
}
