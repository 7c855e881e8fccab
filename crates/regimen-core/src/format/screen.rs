//! `screen.toml`: the red flags, asked before anything else.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Basis, Text};
use super::deprecated::Deprecated;
use crate::id::{FindingId, RedFlagId, ReferenceId};

/// # Screen
///
/// The questions that come before any plan. One yes that is not cleared gives a referral, and no plan.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Screen {
    /// What to do when very many things bring on the pain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub many_provocations: Option<ManyProvocations>,
    /// One red flag each, in the order to ask them.
    #[schemars(length(min = 1))]
    pub red_flag: Vec<RedFlag>,
}

/// What to do when very many things bring on the pain: smaller sessions, and a second look.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ManyProvocations {
    /// From how many provocations on.
    #[schemars(range(min = 1))]
    pub from: u16,
    /// The most exercises that a session then keeps. The least important are left out first.
    #[schemars(range(min = 1))]
    pub keep_items: u16,
    /// What the clinician is told.
    pub warn: Text,
    /// What the numbers rest on.
    pub basis: Basis,
    /// Where they come from: ids in `references.toml`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<ReferenceId>,
}

/// One red flag.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RedFlag {
    /// The red flag's id.
    pub id: RedFlagId,
    /// Kept only for who still names it: since when, what takes its place, and why. Nothing else offers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecated<RedFlagId>>,
    /// The question to ask.
    pub question: Text,
    /// How soon a yes must be seen.
    pub urgency: Urgency,
    /// What to do, in the patient's words.
    pub action: Text,
    /// Why it is asked, for the clinician.
    pub why: Text,
    /// The finding that a yes always brings with it: once cleared, it must be ticked, so that its limits apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub implies: Option<FindingId>,
    /// What asking it rests on. Left out, it rests on its sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Where it comes from: ids in `references.toml`. May be empty where the basis is `consensus`.
    #[serde(default)]
    pub sources: Vec<ReferenceId>,
}

/// How soon somebody must be seen. The worst comes first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Urgency {
    /// Go now. Can never be cleared.
    Emergency,
    /// Be seen first. Goes on once a clinician's clearance is recorded.
    Urgent,
    /// Ask first. Goes on once a clinician's clearance is recorded.
    Clearance,
}

impl Urgency {
    /// The word used in files and plans.
    pub fn as_str(self) -> &'static str {
        match self {
            Urgency::Emergency => "emergency",
            Urgency::Urgent => "urgent",
            Urgency::Clearance => "clearance",
        }
    }
}
