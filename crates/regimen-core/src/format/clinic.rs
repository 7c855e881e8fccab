//! `regimen.toml`: a clinic's folder.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::Text;
use super::text::LANGUAGE;

/// # A clinic's folder
///
/// Where the clinic's own packs and templates are, and what stands on its handouts.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClinicFolder {
    /// Folders of packs, from this file. A `*` at the end stands for every folder there, as in `["packs/*"]`.
    #[serde(default)]
    pub packs: Vec<Text>,
    /// A folder of templates that replace the built-in ones by file name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub templates: Option<Text>,
    /// The clinic, as printed on handouts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clinic: Option<Clinic>,
    /// How handouts are printed.
    #[serde(default)]
    pub handout: HandoutDefaults,
}

/// The clinic, as printed on handouts.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clinic {
    /// The clinic's name.
    pub name: Text,
    /// The clinician's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clinician: Option<Text>,
    /// The address, a line each.
    #[serde(default)]
    pub address: Vec<Text>,
    /// The telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Text>,
    /// The web page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub web: Option<Text>,
}

/// How handouts are printed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandoutDefaults {
    /// The language of plans and handouts: one that all packs have. Left out, the packs' own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = LANGUAGE))]
    pub language: Option<String>,
    /// The paper.
    #[serde(default)]
    pub paper: Paper,
}

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Paper {
    /// 210 by 297 mm.
    #[default]
    A4,
    /// 8.5 by 11 inches.
    Letter,
}
