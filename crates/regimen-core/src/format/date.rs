//! A day of the calendar, as in `2026-11-28`.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day that the calendar has, up to the year 9999. Nothing reads a clock: it is written down, or given with a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(NaiveDate);

impl Date {
    /// How many days it is after another.
    pub fn days_after(self, other: Date) -> i32 {
        self.0.num_days_from_ce() - other.0.num_days_from_ce()
    }

    /// The same day so many months later, or the last of that month where it is shorter; nothing past the year 9999.
    pub fn plus_months(self, months: u16) -> Option<Date> {
        let later = self.0.checked_add_months(Months::new(u32::from(months)));
        later.filter(|day| day.year() <= 9999).map(Date)
    }
}

/// Why something is not a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotADay(String);

impl fmt::Display for NotADay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "there is no day `{}`: write the year, the month and the day, as in 2026-11-28",
            self.0.escape_debug()
        )
    }
}

impl std::error::Error for NotADay {}

impl FromStr for Date {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Date, NotADay> {
        let day = || {
            let digits = |one: &str, count: usize| {
                let all = one.len() == count && one.bytes().all(|one| one.is_ascii_digit());
                if all { one.parse::<u32>().ok() } else { None }
            };
            let (year, rest) = text.split_once('-')?;
            let (month, day) = rest.split_once('-')?;
            let year = digits(year, 4)?.try_into().ok()?;
            NaiveDate::from_ymd_opt(year, digits(month, 2)?, digits(day, 2)?)
        };
        day().map(Date).ok_or_else(|| NotADay(text.to_owned()))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Date {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        for text in [
            "2026-11-28",
            "2024-02-29",
            "2000-02-29",
            "0999-01-01",
            "9999-12-31",
        ] {
            let date: Date = text.parse().unwrap();
            assert_eq!(date.to_string(), text);
        }
        for text in [
            "2026-02-30",
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "2026-1-1",
            "26-01-01",
            "2026-01-01-",
            "2026-11-28 ",
            "+026-11-28",
            "2026/11/28",
            "28-11-2026",
            "2026-11",
            "",
            "-",
            "2026-11-28T00:00",
            "２０２６-11-28",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn months_are_counted_as_on_a_calendar() {
        let plus = |text: &str, months| {
            let date: Date = text.parse().unwrap();
            date.plus_months(months).map(|date| date.to_string())
        };
        assert_eq!(plus("2026-01-31", 1).as_deref(), Some("2026-02-28"));
        assert_eq!(plus("2024-02-29", 12).as_deref(), Some("2025-02-28"));
        assert_eq!(plus("2026-11-28", 24).as_deref(), Some("2028-11-28"));
        assert_eq!(plus("9999-12-31", 1), None);
    }
}
