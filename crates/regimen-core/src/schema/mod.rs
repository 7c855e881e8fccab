//! JSON Schemas: made from the format types, used to check files, and to find the texts in them.

mod check;
mod editor;
mod fits;
mod generate;
mod quick;
mod texts;
mod tree;
mod typed;

pub(crate) use check::sound;
pub use check::{check, read};
pub use generate::{generate, text};
pub(crate) use quick::Node;
pub(crate) use texts::{Tree as TextTree, each_text, replace_texts};
pub(crate) use tree::escape;
pub use tree::{Tree, parse, text_of};
