//! Reasons in words, from the packs' phrases.

use crate::format::phrases::fill;
use crate::library::{Exercise, Finding, Key, Library, Origin, Programme, RedFlag};
use crate::link::Followed;
use crate::plan::{Because, Limits, Obstacle, Unmet, Warning};

/// Words in a row: `a`, `a and b` without the last word being known, so commas throughout.
pub fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().collect::<Vec<_>>().join(", ")
}

/// What sets the limits on some axes, each once: names for people.
pub(super) fn because_names(library: &Library, limits: &Limits, axes: &[usize]) -> Vec<String> {
    because(limits, axes, |one| match one {
        Because::Finding(key, _) => library.findings[key].name.clone(),
        Because::Stage(key) => library.stages[key].name.clone(),
        Because::Phase(programme, at) => {
            phase(library, programme, at).map_or_else(String::new, |one| one.name.clone())
        }
        Because::Tolerance => library.phrases.by_clinician.clone(),
    })
}

/// What sets the limits on some axes, each once: ids.
pub(super) fn because_ids(library: &Library, limits: &Limits, axes: &[usize]) -> Vec<String> {
    because(limits, axes, |one| match one {
        Because::Finding(key, _) => library.findings[key].id.to_string(),
        Because::Stage(key) => library.stages[key].id.to_string(),
        Because::Phase(programme, at) => {
            phase(library, programme, at).map_or_else(String::new, |one| one.id.to_string())
        }
        Because::Tolerance => "tolerance".to_owned(),
    })
}

fn phase(
    library: &Library,
    programme: Key<crate::library::Programme>,
    at: usize,
) -> Option<&crate::library::Phase> {
    library.programmes[programme].phases.get(at)
}

fn because(limits: &Limits, axes: &[usize], name: impl Fn(Because) -> String) -> Vec<String> {
    let mut names = Vec::new();
    for one in axes
        .iter()
        .filter_map(|&axis| limits.on(axis))
        .flat_map(|limit| limit.because.iter().copied())
    {
        let name = name(one);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The record that sets the first of some limits.
pub(super) fn limit_origin<'a>(
    library: &'a Library,
    limits: &Limits,
    axes: &[usize],
) -> Option<&'a Origin> {
    let limit = axes.iter().find_map(|&axis| limits.on(axis))?;
    match *limit.because.first()? {
        Because::Finding(key, at) => Some(&library.findings[key].limits.get(at)?.origin),
        Because::Stage(key) => Some(&library.stages[key].origin),
        Because::Phase(programme, at) => {
            Some(&phase(library, programme, at)?.limits.as_ref()?.origin)
        }
        Because::Tolerance => None,
    }
}

/// The names of some axes.
pub(super) fn axis_names(library: &Library, axes: &[usize]) -> String {
    list(
        axes.iter()
            .filter_map(|&axis| library.axes.rows().get(axis))
            .map(|axis| axis.name.as_str()),
    )
}

/// A reason's code, its text, and the record it came from.
pub(super) struct Reason {
    pub(super) code: &'static str,
    pub(super) text: String,
    pub(super) from: Option<String>,
}

/// What an exercise can be equipped with: each way's pieces, the ways as alternatives.
fn ways(library: &Library, exercise: &crate::library::Exercise) -> String {
    let ways: Vec<String> = exercise
        .ways
        .iter()
        .map(|way| {
            let pieces = way.equipment.iter();
            let names: Vec<&str> = pieces
                .map(|&piece| library.equipment[piece].name.as_str())
                .collect();
            names.join(" + ")
        })
        .collect();
    ways.join(&format!(" {} ", library.phrases.or_join))
}

/// Why something else stands in for an exercise.
pub(super) fn instead(
    library: &Library,
    limits: &Limits,
    exercise: Key<crate::library::Exercise>,
    obstacle: &Obstacle,
) -> Reason {
    let phrases = &library.phrases;
    let record = &library.exercises[exercise];
    let name = ("exercise", record.name.as_str());
    match obstacle {
        Obstacle::Limit(axes) | Obstacle::Raises(axes) | Obstacle::Volume(axes) => {
            let axis = axis_names(library, axes);
            let because = because_names(library, limits, axes).join(", ");
            Reason {
                code: "instead-limit",
                text: fill(
                    &phrases.why_instead,
                    &[name, ("axis", &axis), ("because", &because)],
                ),
                from: limit_origin(library, limits, axes).map(|origin| origin.name.clone()),
            }
        }
        Obstacle::Equipment => Reason {
            code: "instead-equipment",
            text: fill(
                &phrases.why_instead_equipment,
                &[name, ("equipment", &ways(library, record))],
            ),
            from: Some(format!("{}/ways", record.origin.name)),
        },
        Obstacle::Never(rule) => Reason {
            code: "instead-never",
            text: fill(
                &phrases.why_instead_never,
                &[name, ("reason", &library.nevers[*rule].why)],
            ),
            from: Some(library.nevers[*rule].origin.name.clone()),
        },
        Obstacle::Stage(stage) => Reason {
            code: "instead-stage",
            text: fill(
                &phrases.why_instead_stage,
                &[name, ("stage", &library.stages[*stage].name)],
            ),
            from: Some(format!("{}/from_stage", record.origin.name)),
        },
        Obstacle::Budget(axes) => Reason {
            code: "instead-budget",
            text: fill(
                &phrases.why_instead_budget,
                &[name, ("axis", &axis_names(library, axes))],
            ),
            from: limit_origin(library, limits, axes).map(|origin| origin.name.clone()),
        },
        Obstacle::Excluded => Reason {
            code: "instead-excluded",
            text: fill(&phrases.why_instead_excluded, &[name]),
            from: Some("exclude".to_owned()),
        },
        Obstacle::Closed => Reason {
            code: "instead-closed",
            text: fill(&phrases.why_instead_closed, &[name]),
            from: None,
        },
        Obstacle::Taken | Obstacle::Unloaded => Reason {
            code: "instead-taken",
            text: fill(&phrases.why_instead_taken, &[name]),
            from: None,
        },
        Obstacle::Watch => Reason {
            code: "instead-watch",
            text: fill(&phrases.why_instead_watch, &[name]),
            from: Some(format!("{}/watch", record.origin.name)),
        },
    }
}

/// Why an exercise is to be left out for now.
pub(super) fn avoid(
    library: &Library,
    limits: &Limits,
    exercise: Key<crate::library::Exercise>,
    obstacle: &Obstacle,
) -> String {
    let phrases = &library.phrases;
    match obstacle {
        Obstacle::Limit(axes)
        | Obstacle::Raises(axes)
        | Obstacle::Volume(axes)
        | Obstacle::Budget(axes) => {
            let because = because_names(library, limits, axes).join(", ");
            fill(
                &phrases.avoid_limit,
                &[("axis", &axis_names(library, axes)), ("because", &because)],
            )
        }
        Obstacle::Never(rule) => fill(
            &phrases.avoid_never,
            &[("reason", &library.nevers[*rule].why)],
        ),
        Obstacle::Excluded => phrases.avoid_excluded.clone(),
        Obstacle::Closed => phrases.avoid_closed.clone(),
        Obstacle::Stage(_)
        | Obstacle::Equipment
        | Obstacle::Watch
        | Obstacle::Taken
        | Obstacle::Unloaded => {
            let reason = library.exercises[exercise]
                .avoid_because
                .as_deref()
                .unwrap_or("");
            fill(&phrases.avoid_stage, &[("reason", reason)])
        }
    }
}

/// What falls short, and why.
pub(super) fn unmet(library: &Library, unmet: &Unmet) -> (String, String) {
    let phrases = &library.phrases;
    match unmet {
        Unmet::Finding { programme, finding } => {
            let record = &library.programmes[*programme];
            (
                record.id.to_string(),
                fill(
                    &phrases.unmet_finding,
                    &[
                        ("programme", &record.name),
                        ("finding", &library.findings[*finding].name),
                    ],
                ),
            )
        }
        Unmet::NeedsFinding { programme } => {
            let record = &library.programmes[*programme];
            let findings = list(
                record
                    .only_with
                    .iter()
                    .map(|&finding| library.findings[finding].name.as_str()),
            );
            (
                record.id.to_string(),
                fill(
                    &phrases.unmet_needs_finding,
                    &[("programme", &record.name), ("findings", &findings)],
                ),
            )
        }
        Unmet::Irritable {
            programme,
            irritability,
        } => {
            let record = &library.programmes[*programme];
            let how = &library.irritabilities[*irritability].name;
            (
                record.id.to_string(),
                fill(
                    &phrases.unmet_irritable,
                    &[("programme", &record.name), ("irritability", how)],
                ),
            )
        }
        Unmet::Week {
            programme,
            week,
            last,
        } => {
            let record = &library.programmes[*programme];
            (
                record.id.to_string(),
                fill(
                    &phrases.unmet_week,
                    &[
                        ("programme", &record.name),
                        ("week", &week.to_string()),
                        ("last", &last.to_string()),
                    ],
                ),
            )
        }
        Unmet::NoPhase { programme, stage } => {
            let record = &library.programmes[*programme];
            (
                record.id.to_string(),
                fill(
                    &phrases.unmet_no_phase,
                    &[
                        ("programme", &record.name),
                        ("stage", &library.stages[*stage].name),
                    ],
                ),
            )
        }
        Unmet::Items {
            programme,
            session,
            count,
            min,
        } => {
            let record = &library.programmes[*programme];
            (
                format!("{}/{}", record.id, session.id),
                fill(
                    &phrases.unmet_items,
                    &[
                        ("programme", &record.name),
                        ("session", &session.name),
                        ("count", &count.to_string()),
                        ("min", &min.to_string()),
                    ],
                ),
            )
        }
        Unmet::Part {
            programme,
            session,
            part,
        } => {
            let record = &library.programmes[*programme];
            (
                format!("{}/{}", record.id, session.id),
                fill(
                    &phrases.unmet_part,
                    &[
                        ("programme", &record.name),
                        ("session", &session.name),
                        ("part", &library.parts[*part].name),
                    ],
                ),
            )
        }
        Unmet::NoProgramme => ("programme".to_owned(), phrases.unmet_no_programme.clone()),
    }
}

/// A warning in words.
pub(super) fn warning(library: &Library, warning: &Warning) -> String {
    let phrases = &library.phrases;
    match warning {
        Warning::Never { exercise, rule } => fill(
            &phrases.warn_never,
            &[
                ("exercise", &library.exercises[*exercise].name),
                ("rule", library.nevers[*rule].id.as_str()),
            ],
        ),
        Warning::ManyProvocations { count } => fill(
            &phrases.warn_many,
            &[
                ("count", &count.to_string()),
                (
                    "warn",
                    library
                        .many_provocations
                        .as_ref()
                        .map_or("", |many| many.warn.as_ref()),
                ),
            ],
        ),
        Warning::Rest {
            first,
            second,
            days,
        } => fill(
            &phrases.warn_rest,
            &[
                ("first", phrases.day(*first)),
                ("second", phrases.day(*second)),
                ("days", &days.to_string()),
            ],
        ),
        Warning::Pin {
            exercise, obstacle, ..
        } => {
            let reason = why_not(library, obstacle);
            fill(
                &phrases.warn_pin,
                &[
                    ("exercise", &library.exercises[*exercise].name),
                    ("reason", &reason),
                ],
            )
        }
        Warning::Loosened { axis, from, to } => fill(
            &phrases.warn_loosened,
            &[
                ("axis", &axis_names(library, &[*axis])),
                ("from", phrases.level(*from)),
                ("to", phrases.level(*to)),
            ],
        ),
        Warning::Firm { axis, asked, held } => fill(
            &phrases.warn_firm,
            &[
                ("axis", &axis_names(library, &[*axis])),
                ("asked", phrases.level(*asked)),
                ("held", phrases.level(*held)),
            ],
        ),
        Warning::Long {
            session,
            minutes,
            asked,
        } => fill(
            &phrases.warn_long,
            &[
                ("session", &session.name),
                ("minutes", &minutes.to_string()),
                ("asked", &asked.to_string()),
            ],
        ),
        Warning::OwnTrainingUnused { programme } => fill(
            &phrases.warn_own_training,
            &[("programme", &library.programmes[*programme].name)],
        ),
        Warning::OwnTrainingKit { exercises } => fill(
            &phrases.warn_own_kit,
            &[(
                "exercises",
                &list(
                    exercises
                        .iter()
                        .map(|&one| library.exercises[one].name.as_str()),
                ),
            )],
        ),
        Warning::GoalWaits { goal } => fill(
            &phrases.warn_goal_waits,
            &[("goal", &library.exercises[*goal].name)],
        ),
        Warning::NoLadder { goal } => fill(
            &phrases.warn_goal,
            &[("goal", &library.exercises[*goal].name)],
        ),
    }
}

/// A deprecated record that was named, and what came of it, in words.
pub(super) fn followed(library: &Library, followed: Followed) -> String {
    let exercise = |key: Key<Exercise>| library.exercises[key].name.as_str();
    let programme = |key: Key<Programme>| library.programmes[key].name.as_str();
    let finding = |key: Key<Finding>| library.findings[key].name.as_str();
    // A red flag has no name but its id.
    let red_flag = |key: Key<RedFlag>| library.red_flags[key].id.as_str();
    let (old, new) = match followed {
        Followed::Exercise(old, new) => (exercise(old), new.map(exercise)),
        Followed::Programme(old, new) => (programme(old), new.map(programme)),
        Followed::Finding(old, new) => (finding(old), new.map(finding)),
        Followed::RedFlag(old, new) => (red_flag(old), new.map(red_flag)),
    };
    let phrases = &library.phrases;
    let phrase = match (followed, new) {
        (_, None) => &phrases.warn_deprecated,
        (Followed::Exercise(..) | Followed::Programme(..), Some(_)) => &phrases.warn_replaced,
        (Followed::Finding(..) | Followed::RedFlag(..), Some(_)) => &phrases.warn_both,
    };
    let reason = followed.reason(library);
    let blanks = [
        ("old", old),
        ("new", new.unwrap_or_default()),
        ("reason", reason),
    ];
    fill(phrase, &blanks)
}

/// What stands in an exercise's way, in a few words.
pub(super) fn why_not(library: &Library, obstacle: &Obstacle) -> String {
    let phrases = &library.phrases;
    match obstacle {
        Obstacle::Limit(axes)
        | Obstacle::Raises(axes)
        | Obstacle::Volume(axes)
        | Obstacle::Budget(axes) => {
            fill(&phrases.not_limit, &[("axis", &axis_names(library, axes))])
        }
        Obstacle::Equipment => phrases.not_equipment.clone(),
        Obstacle::Excluded => phrases.avoid_excluded.clone(),
        Obstacle::Closed => phrases.avoid_closed.clone(),
        Obstacle::Never(rule) => library.nevers[*rule].why.clone(),
        Obstacle::Stage(stage) => fill(
            &phrases.not_stage,
            &[("stage", &library.stages[*stage].name)],
        ),
        Obstacle::Watch => phrases.not_watch.clone(),
        Obstacle::Taken | Obstacle::Unloaded => phrases.not_taken.clone(),
    }
}
