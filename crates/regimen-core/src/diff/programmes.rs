//! Programmes: for whom, phases, sessions and slots.

use crate::format::programme::{Day, OwnTraining, Progress};
use crate::library::{Library, Phase, PhaseLimits, Programme, Session};

use super::dose::{dose, range};
use super::entry::{Entries, Entry, Stands, limit, loosened, some, stage_name};

pub(super) fn compare(entries: &mut Entries<'_>) {
    let (old, new) = (entries.old, entries.new);
    entries.each(
        "programme",
        [&old.programmes, &new.programmes],
        |one| (one.id.to_string(), one.name.clone()),
        |one| Stands::At(&one.origin),
        |_, one| {
            vec![format!(
                "{} phases, {} sessions, rank {}",
                one.phases.len(),
                one.sessions.len(),
                one.rank
            )]
        },
        programme,
    );
}

fn programme(entries: &Entries<'_>, before: &Programme, after: &Programme, entry: &mut Entry) {
    let (old, new) = (entries.old, entries.new);
    entry.turned(
        "rank (the lowest is tried first)",
        &before.rank,
        &after.rank,
        ToString::to_string,
    );
    entry.flag(
        "closed to anything outside its lists",
        before.closed,
        after.closed,
    );
    entry.turned(
        "entered at week",
        &before.entry_week,
        &after.entry_week,
        |one| {
            one.map_or_else(
                || "the first, or its stage's".to_owned(),
                |week| week.to_string(),
            )
        },
    );
    let irritable = |library: &Library, one: &Programme| -> Vec<String> {
        one.never_irritable
            .iter()
            .map(|&key| library.irritabilities[key].name.clone())
            .collect()
    };
    entry.turned(
        "never with pain that is",
        &irritable(old, before),
        &irritable(new, after),
        |all| some(all, "any"),
    );
    let findings = |library: &Library, keys: &[_]| -> Vec<String> {
        keys.iter()
            .map(|&key| library.findings[key].name.clone())
            .collect()
    };
    entry.turned(
        "only with",
        &findings(old, &before.only_with),
        &findings(new, &after.only_with),
        |all| some(all, "any finding"),
    );
    entry.turned(
        "never with",
        &findings(old, &before.never_with),
        &findings(new, &after.never_with),
        |all| some(all, "none"),
    );
    entry.turned("days", &before.days, &after.days, |all| days(all));
    let order = |one: &Programme, order: &[usize]| -> Vec<String> {
        order
            .iter()
            .filter_map(|&at| one.sessions.get(at))
            .map(|one| one.id.to_string())
            .collect()
    };
    entry.turned(
        "order of sessions",
        &order(before, &before.order),
        &order(after, &after.order),
        |all| all.join(" "),
    );
    entry.turned(
        "days without training between sessions",
        &before.rest_days,
        &after.rest_days,
        ToString::to_string,
    );
    entry.turned(
        "seconds between exercises",
        &before.changeover_s,
        &after.changeover_s,
        |one| range(*one),
    );
    own_training(
        before.own_training.as_ref(),
        after.own_training.as_ref(),
        entry,
    );
    phases(entries, before, after, entry);
    sessions(entries, before, after, entry);
    entry.deprecated(before, after);
    entry.words("name", before.name == after.name);
    entry.words("summary", before.summary == after.summary);
    entry.words("for_whom", before.for_whom == after.for_whom);
    entry.words("not_for", before.not_for == after.not_for);
    entry.words("caution", before.caution == after.caution);
    entry.words("afterwards", before.afterwards == after.afterwards);
    entry.sources(entries, &before.sources, &after.sources);
}

fn days(days: &[Day]) -> String {
    let all: Vec<&str> = days.iter().map(|day| day.as_str()).collect();
    all.join(" ")
}

fn own_training(before: Option<&OwnTraining>, after: Option<&OwnTraining>, entry: &mut Entry) {
    match (before, after) {
        (None, None) => {}
        (None, Some(_)) => entry.says("now adapts what the person trains".to_owned()),
        (Some(_), None) => entry.says("no longer adapts what the person trains".to_owned()),
        (Some(before), Some(after)) => {
            entry.turned(
                "rank with the person's own training",
                &before.rank,
                &after.rank,
                ToString::to_string,
            );
            entry.turned(
                "exercises in a session of the person's own",
                &before.max_items,
                &after.max_items,
                ToString::to_string,
            );
            entry.words("own_training", before.session_name == after.session_name);
        }
    }
}

fn phases(entries: &Entries<'_>, before: &Programme, after: &Programme, entry: &mut Entry) {
    let (old, new) = (entries.old, entries.new);
    for was in &before.phases {
        let Some(is) = after.phases.iter().find(|one| one.id == was.id) else {
            entry.says(format!(
                "phase {} removed (weeks {})",
                was.name,
                range(was.weeks)
            ));
            continue;
        };
        let head = |what: &str| format!("phase {}, {what}", is.name);
        entry.turned(&head("weeks"), &was.weeks, &is.weeks, |one| range(*one));
        let stage =
            |library: &Library, one: &Phase| stage_name(library, one.stage, "the presentation's");
        entry.turned(
            &head("stage"),
            &stage(old, was),
            &stage(new, is),
            Clone::clone,
        );
        phase_limits(
            entries,
            &head,
            was.limits.as_ref(),
            is.limits.as_ref(),
            entry,
        );
        entry.turned(
            &head("what a session may spend on each limited axis"),
            &was.budget,
            &is.budget,
            |one| one.map_or_else(|| "the stage's".to_owned(), |most| most.to_string()),
        );
        let order = |one: &Programme, phase: &Phase| -> Vec<String> {
            let all = phase.order.iter().filter_map(|&at| one.sessions.get(at));
            all.map(|one| one.id.to_string()).collect()
        };
        // The schedule's own order is said once.
        if was.order != before.order || is.order != after.order {
            entry.turned(
                &head("order of sessions"),
                &order(before, was),
                &order(after, is),
                |all| all.join(" "),
            );
        }
        let heavy = |library: &Library, phase: &Phase| -> Vec<String> {
            let all = library
                .equipment
                .iter()
                .filter(|(key, _)| phase.too_heavy.has(*key));
            all.map(|(_, piece)| piece.name.clone()).collect()
        };
        entry.turned(
            &head("equipment not for these weeks"),
            &heavy(old, was),
            &heavy(new, is),
            |all| some(all, "none"),
        );
        entry.turned(&head("made harder"), &was.progress, &is.progress, |one| {
            progress(*one).to_owned()
        });
        let deload = |phase: &Phase| {
            let one = phase.deload.as_ref()?;
            Some((one.weeks.clone(), one.fewer_sets))
        };
        entry.turned(
            &head("easier weeks"),
            &deload(was),
            &deload(is),
            |one| match one {
                None => "none".to_owned(),
                Some((weeks, fewer)) => {
                    let weeks: Vec<String> = weeks.iter().map(ToString::to_string).collect();
                    format!("{} with {fewer} fewer sets", weeks.join(", "))
                }
            },
        );
        let how = |phase: &Phase| phase.deload.as_ref().map(|one| one.how.0.clone());
        entry.words(
            "phases",
            was.name == is.name && was.aim == is.aim && was.how == is.how && how(was) == how(is),
        );
        entry.words("opens_when", was.opens_when == is.opens_when);
    }
    for is in &after.phases {
        if !before.phases.iter().any(|one| one.id == is.id) {
            entry.says(format!(
                "phase {} added (weeks {})",
                is.name,
                range(is.weeks)
            ));
        }
    }
}

fn progress(progress: Progress) -> &'static str {
    match progress {
        Progress::Hold => "not",
        Progress::SmallSteps => "in small steps",
        Progress::Double => "repetitions first, then weight",
    }
}

fn phase_limits(
    entries: &Entries<'_>,
    head: &impl Fn(&str) -> String,
    before: Option<&PhaseLimits>,
    after: Option<&PhaseLimits>,
    entry: &mut Entry,
) {
    let all = |library: &Library, one: &PhaseLimits| {
        let axes = library
            .axes
            .iter()
            .map(|(key, axis)| format!("{} {}", axis.name, limit(one.levels.get(key.index()))));
        axes.filter(|text| !text.ends_with("no limit"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    match (before, after) {
        (None, None) => {}
        (None, Some(after)) => entry.says(format!(
            "{}: {}",
            head("limits of its own"),
            all(entries.new, after)
        )),
        (Some(before), None) => entry.says(format!(
            "{}: none, were {}",
            head("limits of its own"),
            all(entries.old, before)
        )),
        (Some(before), Some(after)) => {
            for (axis, was, is) in entries.levels(before.levels, after.levels) {
                entry.says(format!(
                    "{}: {}",
                    head(&format!("limit on {axis}")),
                    loosened(was, is)
                ));
            }
            let finding =
                |library: &Library, one: &PhaseLimits| library.findings[one.finding].name.clone();
            let (was, is) = (finding(entries.old, before), finding(entries.new, after));
            entry.turned(
                &head("limits in place of those of"),
                &was,
                &is,
                Clone::clone,
            );
        }
    }
}

fn sessions(entries: &Entries<'_>, before: &Programme, after: &Programme, entry: &mut Entry) {
    for was in &before.sessions {
        let Some(is) = after.sessions.iter().find(|one| one.id == was.id) else {
            entry.says(format!("session “{}” removed", was.name));
            continue;
        };
        let head = |what: &str| format!("session {}, {what}", is.id);
        entry.turned(
            &head("fewest exercises"),
            &was.min_items,
            &is.min_items,
            ToString::to_string,
        );
        entry.turned(
            &head("minutes that the source gives"),
            &was.minutes,
            &is.minutes,
            |one| one.map_or_else(|| "none".to_owned(), range),
        );
        entry.turned(
            &head("longest, in minutes"),
            &was.max_minutes,
            &is.max_minutes,
            |one| one.map_or_else(|| "any".to_owned(), |one| one.to_string()),
        );
        slots(entries, was, is, entry);
        entry.words("sessions", was.name == is.name);
    }
    for is in &after.sessions {
        if !before.sessions.iter().any(|one| one.id == is.id) {
            entry.says(format!("session “{}” added", is.name));
        }
    }
}

fn slots(entries: &Entries<'_>, before: &Session, after: &Session, entry: &mut Entry) {
    let (old, new) = (entries.old, entries.new);
    for was in &before.slots {
        let Some(is) = after.slots.iter().find(|one| one.id == was.id) else {
            let name = &old.exercises[was.exercise].name;
            entry.says(format!(
                "session {}, slot {} removed: {name}",
                after.id, was.id
            ));
            continue;
        };
        let head = |what: &str| format!("session {}, slot {}{what}", after.id, is.id);
        let (a, b) = (&old.exercises[was.exercise], &new.exercises[is.exercise]);
        if a.id != b.id {
            entry.says(format!("{}: {}, was {}", head(""), b.name, a.name));
        }
        entry.turned(
            &head(", priority"),
            &was.priority,
            &is.priority,
            ToString::to_string,
        );
        if was.warm_up != is.warm_up {
            entry.says(format!(
                "{} {} the warm-up",
                head(""),
                if is.warm_up { "is now" } else { "is no longer" }
            ));
        }
        entry.turned(&head(", dose"), &was.dose, &is.dose, dose);
    }
    for is in &after.slots {
        if !before.slots.iter().any(|one| one.id == is.id) {
            let name = &new.exercises[is.exercise].name;
            entry.says(format!(
                "session {}, slot {} added: {name}",
                after.id, is.id
            ));
        }
    }
    let order = |one: &Session, other: &Session| -> Vec<String> {
        let both = one
            .slots
            .iter()
            .filter(|slot| other.slots.iter().any(|one| one.id == slot.id));
        both.map(|slot| slot.id.to_string()).collect()
    };
    let what = format!("session {}, order of slots", after.id);
    entry.turned(&what, &order(before, after), &order(after, before), |all| {
        all.join(", ")
    });
}
