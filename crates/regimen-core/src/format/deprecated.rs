//! What a record says that is kept only for those who still name it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::Text;

/// That a record is kept only for those who still name it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Deprecated<I> {
    /// The version of the pack from which on it is so, as in `1.2.0`.
    #[schemars(regex(pattern = r"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$"))]
    pub since: String,
    /// The record that takes its place. Left out, none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<I>,
    /// Why, for the clinician.
    pub reason: Text,
}
