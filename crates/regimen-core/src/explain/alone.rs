//! An exercise by itself: what the limits say of it, and where else the packs speak of it.

use crate::library::{Exercise, Key, Replaced};
use crate::plan::{Plan, Tried};
use crate::wrap::row;

use super::choice::{Bounds, Judged, dial, judged, ways, whole, within};
use super::phase::{Scene, Seat};
use super::record::Records;
use super::{Alone, Came, CameBy, Choice, Link, LookedAt, Record, Related, named};

/// What the limits say of an exercise by itself, and for which slots it came into question.
pub(super) fn alone(
    scene: &Scene<'_, '_>,
    plan: &Plan,
    trace: &[Tried],
    exercise: Key<Exercise>,
) -> Alone {
    let library = scene.records.library;
    let stops = whole(scene, exercise);
    let mut options: Vec<Choice> = Vec::new();
    let mut fits = false;
    let mut fits_with = None;
    for dialled in [false, true] {
        for one in judged(scene, exercise, dialled, Bounds::FREE) {
            let turned = one.turn.and_then(|turn| dial(scene, exercise, turn));
            let free = one.stops.is_empty();
            if free && stops.is_empty() {
                fits |= !dialled;
                if dialled && fits_with.is_none() {
                    fits_with = turned.clone();
                }
            }
            let Judged { ways: of_ways, .. } = &one;
            options.push(Choice {
                exercise: named(library, exercise),
                came_by: CameBy::Own,
                record: None,
                dial: turned,
                equipment: ways(scene, exercise, of_ways),
                came: if free { Came::Fits } else { Came::Out },
                reasons: if free {
                    within(scene, exercise, &one)
                } else {
                    one.stops
                },
            });
        }
    }
    Alone {
        fits,
        fits_with: fits_with.filter(|_| !fits),
        options,
        stops,
        looked_at: looked_at(scene, plan, trace, exercise),
    }
}

/// Slots of other exercises for which it came into question.
fn looked_at(
    scene: &Scene<'_, '_>,
    plan: &Plan,
    trace: &[Tried],
    exercise: Key<Exercise>,
) -> Vec<LookedAt> {
    let library = scene.records.library;
    let mut all = Vec::new();
    for planned in &scene.planned.sessions {
        let Some(session) = plan.sessions.get(planned.session) else {
            continue;
        };
        for seat in Seat::all(session, planned).filter(|seat| seat.slot.exercise != exercise) {
            let here = |one: &&Tried| {
                one.programme == scene.programme
                    && one.phase == scene.planned.phase
                    && one.session == planned.session
                    && one.slot == seat.position
                    && one.exercise == exercise
            };
            let tried: Vec<&Tried> = trace.iter().filter(here).collect();
            if !tried.is_empty() {
                all.push(LookedAt {
                    session: session.name.clone(),
                    slot: seat.slot.id.clone(),
                    own: named(library, seat.slot.exercise),
                    given: seat.item.map(|item| named(library, item.exercise)),
                    fitted: tried.iter().any(|one| one.obstacle.is_none()),
                });
            }
        }
    }
    all
}

/// In a few words, where no slot is its own.
pub(super) fn says(alone: &Alone) -> String {
    let by_itself = match &alone.fits_with {
        _ if alone.fits => "by itself it would fit as it is".to_owned(),
        Some(dial) => format!("by itself it would fit with one dial: {}", dial.name),
        None => "by itself it would not fit either".to_owned(),
    };
    format!("in no session of the plan; {by_itself}")
}

/// A substitution as a record.
pub(super) fn substitution(records: &Records<'_>, at: usize) -> Option<Record> {
    let library = records.library;
    let one = library.substitutions.get(at)?;
    let from = match one.from {
        Replaced::Exercise(key) => library.exercises[key].name.clone(),
        Replaced::Pattern(key) => {
            format!("anything of the pattern “{}”", library.patterns[key].name)
        }
    };
    Some(records.at(
        &one.origin,
        "",
        format!("instead of {from}: {}", one.when),
        &one.sources,
    ))
}

/// Substitutions, ladders and programmes that speak of the exercise.
pub(super) fn related(records: &Records<'_>, exercise: Key<Exercise>) -> Related {
    let library = records.library;
    let pattern = library.exercises[exercise].pattern;
    let mut related = Related {
        away: Vec::new(),
        here: Vec::new(),
        ladders: Vec::new(),
        programmes: Vec::new(),
    };
    for (at, one) in library.substitutions.iter().enumerate() {
        let Some(record) = substitution(records, at) else {
            continue;
        };
        let axes = one
            .because
            .iter()
            .filter_map(|&axis| library.axes.rows().get(axis));
        let because = row(axes.map(|axis| axis.name.as_str()), "or");
        let mut when = if because.is_empty() {
            "where equipment is missing".to_owned()
        } else {
            format!("where {because} asks too much")
        };
        if let Some(until) = one.until {
            when.push_str(&format!(
                ", up to the stage “{}”",
                library.stages[until].name
            ));
        }
        let (leaves, of) = match one.from {
            Replaced::Exercise(key) => (key == exercise, library.exercises[key].name.clone()),
            Replaced::Pattern(key) => (
                key == pattern,
                format!("anything of the pattern “{}”", library.patterns[key].name),
            ),
        };
        if leaves {
            let to = one.to.iter().filter(|&&to| to != exercise);
            let to = row(to.map(|&to| library.exercises[to].name.as_str()), "or");
            if !to.is_empty() {
                related.away.push(Link {
                    text: format!("{to}, {when}"),
                    record: record.clone(),
                });
            }
        }
        if let Some(place) = one.to.iter().position(|&to| to == exercise) {
            let place = match place {
                0 => "the first choice".to_owned(),
                more => format!("choice {} of {}", more + 1, one.to.len()),
            };
            related.here.push(Link {
                text: format!("{of}: {place}, {when}"),
                record,
            });
        }
    }
    for ladder in library.ladders.rows() {
        let rungs: Vec<String> = ladder
            .rungs
            .iter()
            .enumerate()
            .filter(|(_, rung)| rung.any_of.contains(&exercise))
            .map(|(at, _)| (at + 1).to_string())
            .collect();
        if !rungs.is_empty() {
            let word = if rungs.len() == 1 { "rung" } else { "rungs" };
            related.ladders.push(Link {
                text: format!(
                    "{}: {word} {} of {}",
                    ladder.name,
                    row(rungs.iter().map(String::as_str), "and"),
                    ladder.rungs.len()
                ),
                record: records.at(
                    &ladder.origin,
                    "/rungs",
                    ladder.name.as_str(),
                    &ladder.sources,
                ),
            });
        }
    }
    for programme in library.programmes.rows() {
        for session in &programme.sessions {
            for slot in session
                .slots
                .iter()
                .filter(|slot| slot.exercise == exercise)
            {
                related.programmes.push(Link {
                    text: format!("{}, {}, slot {}", programme.name, session.name, slot.id),
                    record: records.at(
                        &slot.origin,
                        "",
                        programme.name.as_str(),
                        &programme.sources,
                    ),
                });
            }
        }
    }
    related
}
