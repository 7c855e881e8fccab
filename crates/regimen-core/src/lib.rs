//! The engine of `regimen`: packs become a [`library::Library`], a presentation becomes a
//! [`plan::Planned`].
//!
//! Data goes one way: [`source`] reads files, [`check`] turns them into a library with every problem
//! collected, [`plan::plan`] chooses, [`report`] says it in words. Nothing here prints, reads a
//! clock or uses a network, and nothing clinical is written in the code: axes, limits, reasons and
//! their wording come from the packs.

pub mod cases;
pub mod diagnostic;
pub mod diff;
pub mod digest;
pub mod explain;
pub mod format;
pub mod id;
pub mod layout;
pub mod level;
pub mod library;
pub mod link;
mod lint;
pub mod log;
pub mod migrate;
mod parallel;
pub mod plan;
pub mod presentation;
pub mod progress;
pub mod prove;
mod reading;
pub mod report;
pub mod schema;
pub mod source;
pub mod suggest;
pub mod wrap;

pub use link::{Checked, check, check_by, check_in, check_on, check_without_cases};
pub use lint::Reading;

/// The version of this engine, written into every plan's provenance.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
