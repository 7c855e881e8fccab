//! A dose in words.

use crate::format::common::{Dose, Loading, Range};
use crate::format::finding::Caps;

/// A range of numbers.
pub(super) fn range(range: Range) -> String {
    if range.min == range.max {
        range.min.to_string()
    } else {
        format!("{} to {}", range.min, range.max)
    }
}

/// How much, in words.
pub(super) fn dose(dose: &Dose) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut add = |one: Option<Range>, word: &str| {
        if let Some(one) = one {
            parts.push(format!("{} {word}", range(one)));
        }
    };
    add(
        dose.sets,
        if dose.sets.is_some_and(|sets| sets.max == 1) {
            "set"
        } else {
            "sets"
        },
    );
    add(dose.reps, "reps");
    add(dose.hold_s, "s hold");
    add(dose.distance_m, "m");
    add(dose.minutes, "min");
    if dose.each_side == Some(true) {
        parts.push("each side".to_owned());
    }
    if let Some(rest) = dose.rest_s {
        parts.push(format!("{rest} s rest"));
    }
    match &dose.load {
        None => {}
        Some(Loading::Kg(weight)) => {
            let grams = weight.grams();
            parts.push(if grams.is_multiple_of(1000) {
                format!("{} kg", grams / 1000)
            } else {
                format!("{} kg", f64::from(grams) / 1000.0)
            });
        }
        Some(Loading::Bodyweight(_)) => parts.push("bodyweight".to_owned()),
        Some(Loading::Band(band)) => parts.push(format!("{} band", band.0)),
        Some(Loading::RepsInReserve(one)) => parts.push(format!("{} reps in reserve", range(*one))),
        Some(Loading::Effort(one)) => parts.push(format!("effort {}", range(*one))),
    }
    if parts.is_empty() {
        "the exercise's own".to_owned()
    } else {
        parts.join(", ")
    }
}

/// Caps in words.
pub(super) fn caps(caps: Caps) -> String {
    let parts = [
        (caps.sets, "sets"),
        (caps.reps, "reps"),
        (caps.hold_s, "s hold"),
        (caps.distance_m, "m"),
        (caps.minutes, "min"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter_map(|(most, word)| Some(format!("{} {word}", (*most)?)))
        .collect();
    format!("at most {}", parts.join(", "))
}
