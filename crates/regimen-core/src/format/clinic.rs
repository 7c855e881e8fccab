//! `regimen.toml`: a clinic's folder.

use std::collections::BTreeMap;

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
    /// How `regimen check` judges this folder.
    #[serde(default)]
    pub check: CheckDefaults,
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
    /// The logo: an SVG or PNG file, from this file, of at most a megabyte.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<Text>,
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
    /// How much of the plan is printed.
    #[serde(default)]
    pub detail: Detail,
    /// Whether all text is large: 16 pt and more, with a layout to match.
    #[serde(default)]
    pub large_print: bool,
}

/// How `regimen check` judges this folder: where it is not told which packs to look at.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckDefaults {
    /// How bad each code is here, as in `{ R407 = "off", R408 = "error" }`. What makes content unusable or unsafe stays an error.
    #[serde(default)]
    pub levels: BTreeMap<String, CheckLevel>,
}

/// How bad a code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum CheckLevel {
    /// It is not reported.
    Off,
    /// It is reported, and the packs pass.
    Warning,
    /// It is reported, and the packs do not pass.
    Error,
}

/// How much of a plan a handout prints. A referral, and a sheet that says why there is no plan, are always whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Detail {
    /// Everything: the plan, a card for each exercise, what to leave out, the way back, the log.
    #[default]
    Full,
    /// One page: when to stop and get help, the week, and the sessions with a small picture of each exercise.
    Summary,
    /// The exercises' cards alone, to cut out.
    Cards,
    /// The log alone, to write in.
    Log,
}

impl Detail {
    /// The word used in files and arguments.
    pub fn as_str(self) -> &'static str {
        match self {
            Detail::Full => "full",
            Detail::Summary => "summary",
            Detail::Cards => "cards",
            Detail::Log => "log",
        }
    }
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
