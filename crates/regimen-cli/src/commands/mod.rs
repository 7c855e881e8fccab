//! One command a file.

mod batch;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod figure;
mod fix;
pub(crate) mod fmt;
pub(crate) mod handout;
pub(crate) mod list;
mod lock;
pub(crate) mod man;
pub(crate) mod migrate;
pub(crate) mod new;
pub(crate) mod next;
pub(crate) mod plan;
pub(crate) mod prove;
pub(crate) mod schema;
pub(crate) mod show;
pub(crate) mod test;
