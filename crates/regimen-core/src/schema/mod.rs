//! JSON Schemas: made from the format types, and used to check files.

mod check;
mod generate;
mod tree;

pub use check::check;
pub use generate::{generate, text};
pub use tree::{Tree, parse};
