//! `pack.toml`: what a pack is, and what it needs.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::Text;
use super::date::Date;
use super::text::LANGUAGE;
use crate::id::PackId;

/// # Pack
///
/// What this pack is, who wrote it, and which other packs it builds on.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The pack's name: small letters, digits and hyphens. A pack on disk with a built-in pack's name replaces it whole.
    pub name: PackId,
    /// The version of the content, as in `1.2.0`: raise the first number when a plan can change in a way that matters for safety,
    /// the second when content is added, the third for wording.
    #[schemars(regex(pattern = r"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$"))]
    pub version: String,
    /// The format of the files. Always 1 for now.
    #[schemars(range(min = 1))]
    pub format: u32,
    /// The pack's title, as people say it.
    pub title: Text,
    /// One or two sentences on what the pack holds.
    pub summary: Text,
    /// The languages of its text, as in `["en", "es"]`. The files are written in the first; for each other one, `text/` has a
    /// translation of all of them.
    #[schemars(length(min = 1), inner(regex(pattern = LANGUAGE)))]
    pub languages: Vec<String>,
    /// The licence of the content, as an SPDX name, as in `CC-BY-4.0`.
    pub licence: Text,
    /// Who wrote it.
    #[schemars(length(min = 1))]
    pub authors: Vec<Text>,
    /// Packs that this one builds on, with the versions that it works with, as in `{ back-care = "^1.0" }`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub requires: BTreeMap<PackId, String>,
    /// Clinicians who read the content and stand by it. An empty list says that nobody has yet.
    pub reviewed: Vec<Review>,
    /// How many months a review holds: `regimen check --date` says when the next one is due. Left out, it holds until the version
    /// changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 120))]
    pub review_every_months: Option<u16>,
}

/// One clinician's review.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The clinician's name.
    pub by: Text,
    /// Their profession, as in `physiotherapist`.
    pub role: Text,
    /// The version of the pack that they read.
    pub version: Text,
    /// The day, as in `2026-11-21`.
    pub on: Date,
}
