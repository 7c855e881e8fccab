//! One command a file.

pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod handout;
pub(crate) mod list;
pub(crate) mod plan;
pub(crate) mod schema;
pub(crate) mod show;
