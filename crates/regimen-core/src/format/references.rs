//! `references.toml`: the citations.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::Text;
use crate::id::ReferenceId;

/// # References
///
/// What the content rests on.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct References {
    /// One citation each.
    #[schemars(length(min = 1))]
    pub reference: Vec<Reference>,
}

/// One citation.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// The citation's id.
    pub id: ReferenceId,
    /// The title.
    pub title: Text,
    /// The authors, in order.
    #[schemars(length(min = 1))]
    pub authors: Vec<Text>,
    /// The year, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1800, max = 2200))]
    pub year: Option<u16>,
    /// The journal, publisher or site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Text>,
    /// The volume and issue, as in `38(15)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<Text>,
    /// The pages, or the article's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<Text>,
    /// The DOI, without `https://doi.org/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^10\.\d{4,9}/\S+$"))]
    pub doi: Option<String>,
    /// The PubMed id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^\d{1,9}$"))]
    pub pmid: Option<String>,
    /// The address of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^https://\S+$"))]
    pub url: Option<String>,
    /// Whether somebody looked it up in an index and found it as written here.
    pub verified: bool,
    /// A remark for the clinician.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}
