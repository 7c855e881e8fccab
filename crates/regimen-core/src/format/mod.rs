//! The types of the pack files, format 1: one module a kind of file.
//!
//! These types are what a file may hold, no more: ids here may point at nothing yet. The JSON Schemas
//! in `schemas/` are generated from them, so their doc comments are what a clinician's editor shows.

pub mod case;
pub mod clinic;
pub mod common;
pub mod date;
pub mod deprecated;
pub mod exercise;
pub mod finding;
pub mod gaps;
pub mod ladder;
pub mod manifest;
pub mod never;
pub mod overrides;
pub mod phrases;
pub mod plain_words;
pub mod programme;
pub mod references;
pub mod response;
pub mod screen;
pub mod substitutions;
pub mod text;
pub mod vocabulary;

mod kind;

pub use kind::{Kind, TEMPLATES, template, translation};

/// The only format of pack files that this version reads.
pub const FORMAT: u32 = 1;
