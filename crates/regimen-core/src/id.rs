//! Ids: kebab-case by construction, a type for each kind of record.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What every id looks like, as a regular expression for the schemas.
pub const PATTERN: &str = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$";

/// Whether a text is a kebab-case id: small letters and digits, words joined by single hyphens,
/// starting with a letter.
pub fn is_kebab(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// The text was not an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAnId(String);

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not an id: use small letters, digits and hyphens, as in `my-exercise`",
            self.0.escape_debug()
        )
    }
}

impl std::error::Error for NotAnId {}

macro_rules! ids {
    ($($(#[doc = $doc:literal])* $name:ident;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;

            fn try_from(text: String) -> Result<Self, NotAnId> {
                if is_kebab(&text) { Ok(Self(text)) } else { Err(NotAnId(text)) }
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "pattern": PATTERN })
            }
        }
    )*};
}

ids! {
    /// A pack's name.
    PackId;
    /// Something that an exercise can ask of the body, such as bending forward.
    AxisId;
    /// A piece of equipment.
    EquipmentId;
    /// A part of the body that a session keeps.
    PartId;
    /// A movement pattern.
    PatternId;
    /// An exercise's role in a session.
    RoleId;
    /// A body position.
    PositionId;
    /// A trait that a finding may prefer.
    TraitId;
    /// A stage of recovery.
    StageId;
    /// A way to turn an exercise down.
    DialId;
    /// One exercise's own use of a dial.
    TurnId;
    /// What a clinician ticks.
    FindingId;
    /// A red flag.
    RedFlagId;
    /// A never rule.
    NeverId;
    /// An exercise or activity.
    ExerciseId;
    /// A ladder of exercises from easier to harder.
    LadderId;
    /// A rung of a ladder that is a form of an exercise.
    RungId;
    /// How easily the pain is stirred up.
    IrritabilityId;
    /// A programme.
    ProgrammeId;
    /// A phase of a programme.
    PhaseId;
    /// A session of a programme.
    SessionId;
    /// A place in a session.
    SlotId;
    /// One light of the response to training.
    LightId;
    /// A question that is answered yes or no at a check-in.
    QuestionId;
    /// A citation.
    ReferenceId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kebab_case_is_recognised() {
        for good in ["a", "dead-bug", "weeks-1-4", "owen-2020"] {
            assert!(is_kebab(good), "{good}");
        }
        for bad in [
            "", "-", "a-", "-a", "a--b", "Dead-bug", "dead_bug", "1a", "é", "a b",
        ] {
            assert!(!is_kebab(bad), "{bad}");
        }
    }
}
