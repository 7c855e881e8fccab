//! Pieces that several kinds of file share.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// A range of whole numbers, both ends included. In a file a single number stands for both ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(into = "[u16; 2]")]
pub struct Range {
    /// The lower end.
    pub min: u16,
    /// The upper end, never below the lower.
    pub max: u16,
}

impl From<Range> for [u16; 2] {
    fn from(range: Range) -> Self {
        [range.min, range.max]
    }
}

impl<'de> Deserialize<'de> for Range {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct OneOrTwo;

        impl<'de> Visitor<'de> for OneOrTwo {
            type Value = Range;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number, or two in square brackets")
            }

            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Range, E> {
                let number = u16::try_from(number)
                    .map_err(|_| E::custom(format!("{number} is too large")))?;
                Ok(Range {
                    min: number,
                    max: number,
                })
            }

            fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Range, E> {
                match u64::try_from(number) {
                    Ok(number) => self.visit_u64(number),
                    Err(_) => Err(E::custom(format!("{number} is below zero"))),
                }
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Range, A::Error> {
                let mut next = |at| {
                    list.next_element::<u16>()?
                        .ok_or_else(|| A::Error::invalid_length(at, &self))
                };
                let (min, max) = (next(0)?, next(1)?);
                if min > max {
                    return Err(A::Error::custom(format!(
                        "the range [{min}, {max}] runs backwards: put the smaller number first"
                    )));
                }
                Ok(Range { min, max })
            }
        }

        from.deserialize_any(OneOrTwo)
    }
}

/// The schema of a range within bounds, both included.
pub(super) fn bounded(min: u16, max: u16) -> Schema {
    json_schema!({
        "anyOf": [
            { "type": "integer", "minimum": min, "maximum": max },
            {
                "type": "array",
                "items": { "type": "integer", "minimum": min, "maximum": max },
                "minItems": 2,
                "maxItems": 2
            }
        ]
    })
}

pub(crate) fn sets(_: &mut SchemaGenerator) -> Schema {
    bounded(1, 20)
}

pub(crate) fn reps(_: &mut SchemaGenerator) -> Schema {
    bounded(1, 200)
}

pub(crate) fn hold(_: &mut SchemaGenerator) -> Schema {
    bounded(1, 600)
}

pub(crate) fn metres(_: &mut SchemaGenerator) -> Schema {
    bounded(1, 50_000)
}

pub(crate) fn minutes(_: &mut SchemaGenerator) -> Schema {
    bounded(1, 300)
}

impl JsonSchema for Range {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Range".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        bounded(0, 10_000)
    }
}

/// The pattern of a [`Text`] in a schema. Nothing else may have it: by it the texts that are to be translated are told
/// from other strings.
pub(crate) const TEXT_PATTERN: &str = "\\S";

/// A line of text that somebody will read: never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub String);

impl JsonSchema for Text {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // A text of blanks alone is as good as none.
        json_schema!({ "type": "string", "pattern": TEXT_PATTERN })
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// What a number or a rule rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Basis {
    /// One of the articles that the pack was written from says so.
    Article,
    /// A study says so.
    Study,
    /// Agreed by clinicians; no study or article gives it.
    Consensus,
}

/// # Dose
///
/// How much of an exercise. Leave out what does not apply.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dose {
    /// Sets: one number, or `[from, to]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "sets")]
    pub sets: Option<Range>,
    /// Repetitions a set (each side, if `each_side`): one number, or `[from, to]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "reps")]
    pub reps: Option<Range>,
    /// Seconds to hold each repetition, or the whole set if there are no `reps`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "hold")]
    pub hold_s: Option<Range>,
    /// Metres a set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "metres")]
    pub distance_m: Option<Range>,
    /// Minutes a set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "minutes")]
    pub minutes: Option<Range>,
    /// Whether the set is done once for each side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each_side: Option<bool>,
    /// Seconds of rest between sets; 0 is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 900))]
    pub rest_s: Option<u16>,
    /// How heavy, as in `{ kg = 4 }`. Give one of its forms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load: Option<Loading>,
}

/// How heavy: one of its forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Loading {
    /// Kilograms: a bar with its plates, or one of two equal weights, as in `{ kg = 12.5 }`.
    Kg(Kilograms),
    /// The body alone, as in `{ bodyweight = true }`.
    Bodyweight(Yes),
    /// A band, by its colour or strength, as in `{ band = "light" }`.
    Band(Text),
    /// How many more repetitions could be done at the end of a set, as in `{ reps_in_reserve = [2, 3] }`.
    RepsInReserve(#[schemars(schema_with = "effort")] Range),
    /// How hard it feels at the end of a set, from 0 to 10, as in `{ effort = [6, 7] }`.
    Effort(#[schemars(schema_with = "effort")] Range),
}

fn effort(_: &mut SchemaGenerator) -> Schema {
    bounded(0, 10)
}

/// The word `true`: the only thing that some keys take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Yes;

impl Serialize for Yes {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bool(true)
    }
}

impl<'de> Deserialize<'de> for Yes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match bool::deserialize(from)? {
            true => Ok(Yes),
            false => Err(D::Error::custom("leave the key out rather than say false")),
        }
    }
}

impl JsonSchema for Yes {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Yes".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "boolean", "const": true })
    }
}

/// A weight in kilograms, in whole grams, from 0.1 to 1000 kg.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kilograms(u32);

impl Kilograms {
    /// The weight in grams.
    pub fn grams(self) -> u32 {
        self.0
    }

    /// A weight of so many grams.
    pub fn from_grams(grams: u32) -> Kilograms {
        Kilograms(grams)
    }
}

impl Serialize for Kilograms {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.0.is_multiple_of(1000) {
            to.serialize_u32(self.0 / 1000)
        } else {
            to.serialize_f64(f64::from(self.0) / 1000.0)
        }
    }
}

impl<'de> Deserialize<'de> for Kilograms {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let kg = f64::deserialize(from)?;
        let grams = (kg * 1000.0).round();
        if !(100.0..=1_000_000.0).contains(&grams) {
            return Err(D::Error::custom(format!(
                "{kg} kg is not a weight from 0.1 to 1000"
            )));
        }
        // In range, and whole: the conversion is exact.
        Ok(Kilograms(grams as u32))
    }
}

impl JsonSchema for Kilograms {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Kilograms".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number", "minimum": 0.1, "maximum": 1000 })
    }
}

impl Dose {
    /// This dose, with every field that `over` gives replaced.
    #[must_use]
    pub fn with(&self, over: &Dose) -> Dose {
        Dose {
            sets: over.sets.or(self.sets),
            reps: over.reps.or(self.reps),
            hold_s: over.hold_s.or(self.hold_s),
            distance_m: over.distance_m.or(self.distance_m),
            minutes: over.minutes.or(self.minutes),
            each_side: over.each_side.or(self.each_side),
            rest_s: over.rest_s.or(self.rest_s),
            load: over.load.clone().or_else(|| self.load.clone()),
        }
    }
}
