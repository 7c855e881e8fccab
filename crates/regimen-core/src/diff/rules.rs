//! Findings, red flags, never rules and substitutions: what steers the choice of exercises.

use crate::level::Level;
use crate::library::{
    Clearance, Finding, Key, Library, Limit, Never, Replaced, Stage, Substitution,
};

use super::How;
use super::dose::caps;
use super::entry::{Entries, Entry, Stands, axis_names, limit, loosened, some, stage_name};

pub(super) fn compare(entries: &mut Entries<'_>) {
    let (old, new) = (entries.old, entries.new);
    entries.each(
        "finding",
        [&old.findings, &new.findings],
        |one| (one.id.to_string(), one.name.clone()),
        |one| Stands::At(&one.origin),
        |library, one| {
            one.limits
                .iter()
                .map(|one| format!("limits {}", limits(library, one)))
                .collect()
        },
        finding,
    );
    entries.each(
        "red-flag",
        [&old.red_flags, &new.red_flags],
        |one| (one.id.to_string(), one.question.clone()),
        |one| Stands::At(&one.origin),
        |_, one| vec![format!("urgency: {}", one.urgency.as_str())],
        |entries, before, after, entry| {
            entry.turned("urgency", &before.urgency, &after.urgency, |one| {
                one.as_str().to_owned()
            });
            let implies = |library: &Library, key: Option<Key<Finding>>| {
                key.map_or_else(
                    || "no finding".to_owned(),
                    |key| library.findings[key].name.clone(),
                )
            };
            let (was, is) = (implies(old, before.implies), implies(new, after.implies));
            entry.turned("brings with it", &was, &is, Clone::clone);
            entry.deprecated(before, after);
            entry.words("question", before.question == after.question);
            entry.words("action", before.action == after.action);
            entry.words("why", before.why == after.why);
            entry.sources(entries, &before.sources, &after.sources);
        },
    );
    entries.each(
        "never",
        [&old.nevers, &new.nevers],
        |one| (one.id.to_string(), one.why.clone()),
        |one| Stands::At(&one.origin),
        |library, one| {
            vec![format!(
                "for {}: never {}",
                whom(library, one),
                some(&forbidden(library, one), "anything")
            )]
        },
        never,
    );
    substitutions(entries);
}

fn limits(library: &Library, one: &Limit) -> String {
    let levels = one
        .levels
        .iter()
        .map(|(stage, level)| format!("{} {}", library.stages[*stage].name, limit(*level)));
    let levels: Vec<String> = levels.collect();
    format!("{}: {}", library.axes[one.axis].name, levels.join(", "))
}

fn finding(entries: &Entries<'_>, before: &Finding, after: &Finding, entry: &mut Entry) {
    let (old, new) = (entries.old, entries.new);
    let axis = |library: &Library, one: &Limit| library.axes[one.axis].id.to_string();
    for was in &before.limits {
        let same = after
            .limits
            .iter()
            .find(|one| axis(new, one) == axis(old, was));
        let Some(is) = same else {
            entry.says(format!("no longer limits {}", limits(old, was)));
            continue;
        };
        let name = &new.axes[is.axis].name;
        for (key, stage) in new.stages.iter() {
            let Some(earlier) = old.stages.find(stage.id.as_str()) else {
                continue;
            };
            let level = |one: &Limit, key: Key<Stage>| {
                let found = one.levels.iter().find(|(stage, _)| *stage == key);
                found.map_or(Level::High, |(_, level)| *level)
            };
            let (a, b) = (level(was, earlier), level(is, key));
            if a != b {
                entry.says(format!(
                    "limit on {name}, {}: {}",
                    stage.name,
                    loosened(a, b)
                ));
            }
            let bout = |one: &Limit, key: Key<Stage>| {
                let found = one.bout_min.iter().find(|(stage, _)| *stage == key);
                found.map(|(_, minutes)| *minutes)
            };
            let what = format!("minutes of {name} at one go, {}", stage.name);
            entry.turned(&what, &bout(was, earlier), &bout(is, key), |one| {
                one.map_or_else(|| "any".to_owned(), |one| one.to_string())
            });
        }
        entry.words("limits", was.why == is.why && was.basis == is.basis);
    }
    for is in &after.limits {
        if !before
            .limits
            .iter()
            .any(|one| axis(old, one) == axis(new, is))
        {
            entry.says(format!("now limits {}", limits(new, is)));
        }
    }
    entry.flag(
        "a finding whose limits nothing may loosen",
        before.must,
        after.must,
    );
    clearance(before.clearance.as_ref(), after.clearance.as_ref(), entry);
    let of_caps = |library: &Library, one: &Finding| -> Vec<String> {
        let all = one.caps.iter();
        all.map(|(stage, most)| format!("{} {}", library.stages[*stage].name, caps(*most)))
            .collect()
    };
    entry.turned(
        "caps on how much",
        &of_caps(old, before),
        &of_caps(new, after),
        |all| some(all, "none"),
    );
    let prefers = |library: &Library, one: &Finding| -> Vec<String> {
        one.prefers
            .iter()
            .map(|&key| library.traits[key].name.clone())
            .collect()
    };
    entry.turned(
        "prefers",
        &prefers(old, before),
        &prefers(new, after),
        |all| some(all, "nothing"),
    );
    if before.kind != after.kind {
        entry.says("it changed between a thing that brings on the pain and a condition".to_owned());
    }
    entry.deprecated(before, after);
    entry.words("name", before.name == after.name);
    entry.words("ask", before.ask == after.ask);
    entry.words("meaning", before.meaning == after.meaning);
    entry.words("advice", before.advice == after.advice);
    entry.sources(entries, &before.sources, &after.sources);
}

fn clearance(before: Option<&Clearance>, after: Option<&Clearance>, entry: &mut Entry) {
    match (before, after) {
        (None, None) => {}
        (None, Some(after)) => {
            entry.says(format!("now needs clearance, by {}", after.by.join(" or ")));
        }
        (Some(_), None) => entry.says("no longer needs clearance".to_owned()),
        (Some(before), Some(after)) => {
            entry.turned("cleared by", &before.by, &after.by, |all| all.join(" or "));
            entry.turned(
                "urgency without clearance",
                &before.urgency,
                &after.urgency,
                |one| one.as_str().to_owned(),
            );
            entry.words("refer", before.action == after.action);
        }
    }
}

fn whom(library: &Library, one: &Never) -> String {
    let who = one.finding.map_or_else(
        || "everyone".to_owned(),
        |key| format!("“{}”", library.findings[key].name),
    );
    let stages: Vec<&str> = one
        .stages
        .iter()
        .map(|&key| library.stages[key].name.as_str())
        .collect();
    if stages.is_empty() {
        format!("{who} in every stage")
    } else {
        format!("{who} in {}", stages.join(", "))
    }
}

fn forbidden(library: &Library, one: &Never) -> Vec<String> {
    let mut names: Vec<String> = one
        .exercises
        .iter()
        .map(|&key| library.exercises[key].name.clone())
        .collect();
    names.sort();
    names
}

fn never(entries: &Entries<'_>, before: &Never, after: &Never, entry: &mut Entry) {
    let (old, new) = (entries.old, entries.new);
    entry.turned("for", &whom(old, before), &whom(new, after), Clone::clone);
    let ids = |library: &Library, one: &Never| -> Vec<String> {
        one.exercises
            .iter()
            .map(|&key| library.exercises[key].id.to_string())
            .collect()
    };
    let (was, is) = (ids(old, before), ids(new, after));
    let name = |library: &Library, id: &str| {
        let key = library.exercises.find(id);
        key.map_or_else(|| id.to_owned(), |key| library.exercises[key].name.clone())
    };
    let gone: Vec<String> = was
        .iter()
        .filter(|id| !is.contains(id))
        .map(|id| name(old, id))
        .collect();
    let more: Vec<String> = is
        .iter()
        .filter(|id| !was.contains(id))
        .map(|id| name(new, id))
        .collect();
    if !gone.is_empty() {
        entry.says(format!("no longer forbids {}", gone.join(", ")));
    }
    if !more.is_empty() {
        entry.says(format!("now forbids {}", more.join(", ")));
    }
    entry.words("why", before.why == after.why);
    entry.sources(entries, &before.sources, &after.sources);
}

fn replaced(library: &Library, one: &Substitution) -> (String, String) {
    match one.from {
        Replaced::Exercise(key) => (
            library.exercises[key].id.to_string(),
            library.exercises[key].name.clone(),
        ),
        Replaced::Pattern(key) => (
            format!("pattern {}", library.patterns[key].id),
            format!("anything of the pattern “{}”", library.patterns[key].name),
        ),
    }
}

/// The axes that a record answers, by id and sorted.
fn because(library: &Library, one: &Substitution) -> Vec<String> {
    let rows = library.axes.rows();
    let mut ids: Vec<String> = one
        .because
        .iter()
        .filter_map(|&axis| rows.get(axis))
        .map(|axis| axis.id.to_string())
        .collect();
    ids.sort();
    ids
}

/// Substitutions have no ids: those of one exercise are matched by the axes that they answer, then in order.
fn substitutions(entries: &mut Entries<'_>) {
    let (old, new) = (entries.old, entries.new);
    let mut froms: Vec<(String, String)> = Vec::new();
    let all = old.substitutions.iter().map(|one| replaced(old, one));
    for from in all.chain(new.substitutions.iter().map(|one| replaced(new, one))) {
        if !froms.iter().any(|(id, _)| *id == from.0) {
            froms.push(from);
        }
    }
    for (id, name) in froms {
        let of = |library: &'_ Library| -> Vec<usize> {
            let all = library.substitutions.iter().enumerate();
            all.filter(|(_, one)| replaced(library, one).0 == id)
                .map(|(at, _)| at)
                .collect()
        };
        let (before, mut after) = (of(old), of(new));
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        let mut single: Vec<usize> = Vec::new();
        for &at in &before {
            let axes = old.substitutions.get(at).map(|one| because(old, one));
            let same = after.iter().position(|&other| {
                new.substitutions.get(other).map(|one| because(new, one)) == axes
            });
            match same {
                Some(place) => pairs.push((at, after.remove(place))),
                None => single.push(at),
            }
        }
        while !single.is_empty() && !after.is_empty() {
            pairs.push((single.remove(0), after.remove(0)));
        }
        pairs.sort_unstable();
        let swapped = !pairs.is_sorted_by_key(|(_, at)| *at);
        for (number, (was, is)) in pairs.into_iter().enumerate() {
            let (Some(was), Some(is)) = (old.substitutions.get(was), new.substitutions.get(is))
            else {
                continue;
            };
            let mut entry = Entry::default();
            substitution(entries, was, is, &mut entry);
            if swapped && number == 0 {
                entry.says("its records are now looked at in another order".to_owned());
            }
            let stands = [Stands::At(&was.origin), Stands::At(&is.origin)];
            entries.push(
                "substitution",
                id.clone(),
                format!("Instead of {name}"),
                How::Changed,
                entry,
                stands,
            );
        }
        for (library, left, how) in [(old, single, How::Removed), (new, after, How::Added)] {
            for at in left {
                if let Some(one) = library.substitutions.get(at) {
                    let mut entry = Entry::default();
                    entry.says(says(library, one));
                    let stands = [Stands::At(&one.origin)];
                    entries.push(
                        "substitution",
                        id.clone(),
                        format!("Instead of {name}"),
                        how,
                        entry,
                        stands,
                    );
                }
            }
        }
    }
}

fn to(library: &Library, one: &Substitution) -> Vec<String> {
    one.to
        .iter()
        .map(|&key| library.exercises[key].name.clone())
        .collect()
}

fn says(library: &Library, one: &Substitution) -> String {
    let axes = axis_names(library, &one.because);
    let until = stage_name(library, one.until, "");
    let until = if until.is_empty() {
        until
    } else {
        format!(", up to “{until}”")
    };
    format!(
        "{}, because of {}{until}",
        to(library, one).join(", then "),
        some(&axes, "missing equipment")
    )
}

fn substitution(
    entries: &Entries<'_>,
    before: &Substitution,
    after: &Substitution,
    entry: &mut Entry,
) {
    let (old, new) = (entries.old, entries.new);
    entry.turned("comes instead", &to(old, before), &to(new, after), |all| {
        all.join(", then ")
    });
    if because(old, before) != because(new, after) {
        let names = |library: &Library, one: &Substitution| {
            some(&axis_names(library, &one.because), "missing equipment")
        };
        entry.says(format!(
            "because of {}, was {}",
            names(new, after),
            names(old, before)
        ));
    }
    let until =
        |library: &Library, one: &Substitution| stage_name(library, one.until, "every stage");
    entry.turned(
        "offered up to",
        &until(old, before),
        &until(new, after),
        Clone::clone,
    );
    entry.words("when", before.when == after.when);
    entry.words("why", before.why == after.why);
    entry.sources(entries, &before.sources, &after.sources);
}
