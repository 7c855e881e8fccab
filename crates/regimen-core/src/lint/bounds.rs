//! R320: a dose lies within the bounds that the pack gives for the exercise's role.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::format::common::{Dose, Range};
use crate::format::finding::Caps;
use crate::format::response::Bounds;
use crate::id::{ExerciseId, RoleId};
use crate::link::Records;
use crate::source::FileId;

/// One role's bounds and where they stand.
struct Given<'r> {
    role: &'r RoleId,
    bounds: &'r Bounds,
    place: Place,
}

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    let given: Vec<Given<'_>> = records
        .responses
        .iter()
        .flat_map(|record| {
            let bounds = record.value.bounds.iter();
            bounds.map(|(role, bounds)| Given {
                role,
                bounds,
                place: Place::value(record.file, format!("{}/bounds/{role}", record.pointer)),
            })
        })
        .collect();
    if given.is_empty() {
        return;
    }
    let exercises = records.exercises.iter();
    let roles: BTreeMap<&ExerciseId, &RoleId> = exercises
        .map(|record| (&record.value.id, &record.value.role))
        .collect();
    let of = |exercise: &ExerciseId| {
        let role = roles.get(exercise);
        let mine = given.iter();
        mine.filter(move |one| role.is_some_and(|role| **role == *one.role))
    };
    let mut hold = |exercise: &ExerciseId, dose: &Dose, file: FileId, path: &str| {
        for one in of(exercise) {
            within(one, exercise, dose, file, path, problems);
        }
    };
    for record in &records.exercises {
        let one = &record.value;
        hold(&one.id, &one.dose, record.file, "/dose");
        for (at, turn) in one.dials.iter().enumerate() {
            if let Some(dose) = &turn.dose {
                hold(&one.id, dose, record.file, &format!("/dials/{at}/dose"));
            }
        }
    }
    for record in &records.programmes {
        for (s, session) in record.value.sessions.iter().enumerate() {
            for (at, slot) in session.slots.iter().enumerate() {
                let path = format!("/sessions/{s}/slots/{at}/dose");
                hold(&slot.exercise, &slot.dose, record.file, &path);
            }
        }
    }
    for record in &records.ladders {
        for (r, rung) in record.value.rungs.iter().enumerate() {
            if let (Some(form), [exercise]) = (&rung.form, rung.any_of.as_slice()) {
                let path = format!("/rungs/{r}/form/dose");
                hold(exercise, &form.dose, record.file, &path);
            }
        }
    }
    for record in &records.findings {
        for (stage, caps) in &record.value.caps {
            let path = format!("/caps/{stage}");
            cap(&given, caps, record.file, &path, problems);
        }
    }
}

/// What a dose gives, and what bounds it: the key in files, the amount, the bounds.
fn amounts(dose: &Dose, bounds: &Bounds) -> [(&'static str, Option<Range>, Option<Range>); 6] {
    let rest = dose.rest_s.map(|rest| Range {
        min: rest,
        max: rest,
    });
    [
        ("sets", dose.sets, bounds.sets),
        ("reps", dose.reps, bounds.reps),
        ("hold_s", dose.hold_s, bounds.hold_s),
        ("distance_m", dose.distance_m, bounds.distance_m),
        ("minutes", dose.minutes, bounds.minutes),
        ("rest_s", rest, bounds.rest_s),
    ]
}

fn within(
    given: &Given<'_>,
    exercise: &ExerciseId,
    dose: &Dose,
    file: FileId,
    path: &str,
    problems: &mut Vec<Diagnostic>,
) {
    for (key, amount, bounds) in amounts(dose, given.bounds) {
        let (Some(amount), Some(bounds)) = (amount, bounds) else {
            continue;
        };
        if amount.min < bounds.min || amount.max > bounds.max {
            problems.push(
                Diagnostic::new(
                    &codes::OUT_OF_BOUNDS,
                    Place::value(file, format!("{path}/{key}")),
                    format!(
                        "`{key}` of `{exercise}` is {}, and for `{}` it lies within {}",
                        words(amount),
                        given.role,
                        words(bounds)
                    ),
                )
                .also(at(&given.place, key), "the bounds"),
            );
        }
    }
}

/// A cap is for exercises of any role: it is wrong where it lies outside the bounds of every role that has some.
fn cap(given: &[Given<'_>], caps: &Caps, file: FileId, path: &str, problems: &mut Vec<Diagnostic>) {
    let exactly = |most: Option<u16>| {
        most.map(|most| Range {
            min: most,
            max: most,
        })
    };
    let dose = Dose {
        sets: exactly(caps.sets),
        reps: exactly(caps.reps),
        hold_s: exactly(caps.hold_s),
        distance_m: exactly(caps.distance_m),
        minutes: exactly(caps.minutes),
        ..Dose::default()
    };
    // Each key with the bounds of every role, in the same order for each.
    for key in ["sets", "reps", "hold_s", "distance_m", "minutes"] {
        let mut amount = None;
        let all: Vec<(&Given<'_>, Range)> = given
            .iter()
            .filter_map(|one| {
                let (_, most, bounds) = amounts(&dose, one.bounds)
                    .into_iter()
                    .find(|(name, ..)| *name == key)?;
                amount = most;
                Some((one, bounds?))
            })
            .collect();
        let Some(most) = amount else { continue };
        let outside =
            |(_, bounds): &(&Given<'_>, Range)| most.min < bounds.min || most.max > bounds.max;
        if let (Some((first, _)), true) = (all.first(), all.iter().all(outside)) {
            problems.push(
                Diagnostic::new(
                    &codes::OUT_OF_BOUNDS,
                    Place::value(file, format!("{path}/{key}")),
                    format!(
                        "a cap of {} on `{key}` lies outside the bounds of every role",
                        words(most)
                    ),
                )
                .also(at(&first.place, key), "the bounds of one"),
            );
        }
    }
}

fn at(place: &Place, key: &str) -> Place {
    match &place.spot {
        crate::diagnostic::Spot::Value(pointer) => {
            Place::value(place.file, format!("{pointer}/{key}"))
        }
        _ => place.clone(),
    }
}

fn words(range: Range) -> String {
    match range.min == range.max {
        true => range.min.to_string(),
        false => format!("{} to {}", range.min, range.max),
    }
}
