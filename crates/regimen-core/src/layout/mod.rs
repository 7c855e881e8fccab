//! One canonical layout for every kind of file, so that two files which say the same look the same.
//!
//! Keys stand in the order of their kind's schema, and tables too; keys that are ids, and keys that the schema does not
//! know, stay in the order in which they were written, after the others. One blank line stands between tables. Within a
//! table a blank line stays where its author parted groups of keys, one line high. A list is on one line where that is at
//! most [`WIDTH`] columns long, and else has one entry a line; several texts for print always have a line each, and so has a list
//! that its author opened, since some are read entry by entry. Tables in braces stay in braces, and strings and numbers
//! stay as they are written. Every comment stays with what it stands beside.
//!
//! It is built on `toml_edit`, which keeps comments and the spelling of values beside what was parsed, and reads the same
//! TOML as the `toml` that checks files. The `taplo` crate has a formatter, but it knows no order of keys other than the
//! alphabet's, breaks lists by their width alone, does not read TOML 1.1, and brings a second syntax tree: the larger part
//! would be to be written all the same.
//!
//! What goes in parses; what comes out is parsed again, and is given back only if it holds the same data and comments.

mod comments;
mod order;
mod print;

use toml_edit::DocumentMut;
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use crate::format::Kind;
use crate::source::too_deep;

/// The longest line that a list is put on, in characters.
pub const WIDTH: usize = 120;

/// Why a text is left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Left {
    /// It is not TOML: in a few words.
    NotToml(String),
    /// Laid out anew it would not say the same.
    Changed,
}

/// The kind of a file: by its path within its pack, and else by the schema that its first line names.
pub fn kind_of(inner: &str, text: &str) -> Option<Kind> {
    Kind::of_pack_file(inner).or_else(|| {
        let schema = text.lines().next()?.strip_prefix("#:schema")?.trim();
        let name = schema.rsplit('/').next()?.strip_suffix(".schema.json")?;
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    })
}

/// A file's text in the canonical layout; without a kind, keys keep their order.
///
/// The line ends stay those of the text if they are all alike.
///
/// # Errors
///
/// If the text is not TOML, or if it would not hold the same data and comments afterwards.
pub fn layout(kind: Option<Kind>, text: &str) -> Result<String, Left> {
    if too_deep(text).is_some() {
        return Err(Left::NotToml("it is nested too deep".to_owned()));
    }
    let windows = text.contains("\r\n") && !text.replace("\r\n", "").contains('\n');
    let plain = if windows {
        text.replace("\r\n", "\n")
    } else {
        text.to_owned()
    };
    let document: DocumentMut = plain.parse().map_err(|error: toml_edit::TomlError| {
        Left::NotToml(error.message().lines().next().unwrap_or("").to_owned())
    })?;
    let done = print::document(&document, order::of(kind));
    if !says_the_same(&plain, &done) {
        return Err(Left::Changed);
    }
    Ok(if windows {
        done.replace('\n', "\r\n")
    } else {
        done
    })
}

/// Whether two texts hold the same data, and the same comments in whatever order.
fn says_the_same(before: &str, after: &str) -> bool {
    let parsed = |text: &str| toml::from_str::<toml::Table>(text).ok();
    let sorted = |text: &str| {
        let mut all = comments(text);
        all.sort_unstable();
        all
    };
    parsed(before).is_some_and(|data| Some(data) == parsed(after))
        && sorted(before) == sorted(after)
}

/// Every comment of a text, in order, without the space after it.
pub fn comments(text: &str) -> Vec<String> {
    let source = Source::new(text);
    source
        .lex()
        .filter(|token| token.kind() == TokenKind::Comment)
        .filter_map(|token| source.get(token))
        .map(|comment| comment.as_str().trim_end().to_owned())
        .collect()
}

#[cfg(test)]
mod tests;
