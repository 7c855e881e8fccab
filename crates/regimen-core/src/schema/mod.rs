//! JSON Schemas: made from the format types, used to check files, and to find the texts in them.

mod check;
mod editor;
mod generate;
mod texts;
mod tree;

pub use check::{check, read};
pub use generate::{generate, text};
pub(crate) use texts::{each_text, replace_texts};
pub(crate) use tree::escape;
pub use tree::{Tree, parse, text_of};
