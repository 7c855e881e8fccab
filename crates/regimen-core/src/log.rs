//! A log: check-ins after training, as a person and a clinician fill them in.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::format::common::{Dose, Text};
use crate::format::date::Date;
use crate::id::{DialId, ExerciseId, QuestionId, RedFlagId, SessionId};

/// # Log
///
/// Check-ins after training, oldest first. What is not answered is left out; then nothing is made harder.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// The check-ins, oldest first: one for each training day.
    #[schemars(length(min = 1))]
    pub check_ins: Vec<CheckIn>,
}

/// One check-in: a session, and how it went.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckIn {
    /// The day of the session: a date in quotes, as in `"2026-11-21"`, or a number of days, as in `3`. All in the same way.
    pub day: LogDay,
    /// The plan's week, as in its calendar.
    #[schemars(range(min = 1, max = 104))]
    pub week: u16,
    /// The plan's session.
    pub session: SessionId,
    /// The red flags answered yes: what is new or worse since the plan was made. `[]` says that all were asked again and none
    /// was yes. Never leave it out.
    pub red_flags: Vec<RedFlagId>,
    /// The pain before training, from 0 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 10))]
    pub baseline: Option<u16>,
    /// Answers about the day, as in `{ run-down = false }`: yes or no to the questions of `response.toml`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<QuestionId, bool>,
    /// The exercises that were done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exercises: Vec<Done>,
}

/// One exercise as it was done, and how it went.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// The exercise.
    pub exercise: ExerciseId,
    /// What was done, as in `{ sets = 3, reps = [10, 12], load = { kg = 12 } }`: from the fewest in a set to the most.
    #[serde(default)]
    pub done: Dose,
    /// The pain, from 0 to 10, as it came and went.
    #[serde(default)]
    pub pain: Scores,
    /// How the work felt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub felt: Option<Felt>,
    /// Answers, as in `{ sharp = false, spread = false }`: yes or no to the questions of `response.toml`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<QuestionId, bool>,
    /// What was changed since the time before, if anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
}

/// Pain scores from 0 to 10: the worst at each time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scores {
    /// The worst during the exercise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 10))]
    pub during: Option<u16>,
    /// The worst that evening.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 10))]
    pub evening: Option<u16>,
    /// The next morning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 10))]
    pub next_morning: Option<u16>,
    /// Two days after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 10))]
    pub at_48_h: Option<u16>,
    /// Three days after. Asked only if it had not settled before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 10))]
    pub at_72_h: Option<u16>,
}

/// How the work felt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Felt {
    /// Easy.
    Easy,
    /// Right.
    Right,
    /// Hard.
    Hard,
}

/// What was changed about an exercise since the time before.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Whether it was made harder or easier. Taking back what was made harder is easier.
    pub made: Made,
    /// The dial, if one was turned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dial: Option<DialId>,
    /// What it was, in a few words, as in `"2 kg more"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<Text>,
}

/// Which way something was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Made {
    /// Harder.
    Harder,
    /// Easier.
    Easier,
}

/// A day: a date, or a number of days from a day that the log does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogDay {
    /// A number of days.
    Number(u16),
    /// A date.
    Date(Date),
}

impl LogDay {
    /// How many days it is after another; nothing if one is a date and the other a number.
    pub fn after(self, other: LogDay) -> Option<i32> {
        match (self, other) {
            (LogDay::Number(one), LogDay::Number(two)) => Some(i32::from(one) - i32::from(two)),
            (LogDay::Date(one), LogDay::Date(two)) => Some(one.days_after(two)),
            _ => None,
        }
    }
}

impl std::fmt::Display for LogDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            LogDay::Number(number) => write!(f, "{number}"),
            LogDay::Date(date) => date.fmt(f),
        }
    }
}

impl Serialize for LogDay {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            LogDay::Number(number) => to.serialize_u16(*number),
            LogDay::Date(date) => date.serialize(to),
        }
    }
}

impl<'de> Deserialize<'de> for LogDay {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Number(u16),
            Text(String),
        }
        match Either::deserialize(from)? {
            Either::Number(number) => Ok(LogDay::Number(number)),
            Either::Text(text) => text.parse().map(LogDay::Date).map_err(D::Error::custom),
        }
    }
}

impl JsonSchema for LogDay {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "LogDay".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                { "type": "integer", "minimum": 0, "maximum": 10_000 },
                {
                    "description": "Write a date as in \"2026-11-21\", or a number of days.",
                    "type": "string",
                    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
                }
            ]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        let date = |text: &str| text.parse().ok().map(LogDay::Date);
        let after = |one: &str, two: &str| date(one)?.after(date(two)?);
        assert_eq!(after("2026-11-21", "2026-11-19"), Some(2));
        assert_eq!(after("2024-03-01", "2024-02-28"), Some(2));
        assert_eq!(after("2026-03-01", "2026-02-28"), Some(1));
        assert_eq!(after("2027-01-01", "2026-12-31"), Some(1));
        assert_eq!(after("2026-11-21", "2025-11-21"), Some(365));
        assert_eq!(after("1900-03-01", "1900-02-28"), Some(1));
        assert_eq!(LogDay::Number(3).after(LogDay::Number(5)), Some(-2));
    }
}
