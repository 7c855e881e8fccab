//! Exercises, ladders: what is trained.

use crate::level::{Level, Levels};
use crate::library::{EquipmentSet, Exercise, Ladder, Library, Rung, Turn, Way};

use super::dose::dose;
use super::entry::{Entries, Entry, Stands, moved, some, stage_name};

pub(super) fn compare(entries: &mut Entries<'_>) {
    let (old, new) = (entries.old, entries.new);
    entries.each(
        "exercise",
        [&old.exercises, &new.exercises],
        |one| (one.id.to_string(), one.name.clone()),
        |one| Stands::At(&one.origin),
        |library, one| {
            let asks = asks(library, one.demands);
            let mut what = vec![format!("asks {}", some(&asks, "nothing"))];
            if one.from_stage.is_some() {
                let stage = stage_name(library, one.from_stage, "");
                what.push(format!("left out for everyone before “{stage}”"));
            }
            what
        },
        exercise,
    );
    entries.each(
        "ladder",
        [&old.ladders, &new.ladders],
        |one| (one.id.to_string(), one.name.clone()),
        |one| Stands::At(&one.origin),
        |library, one| vec![format!("rungs: {}", rungs(library, one))],
        ladder,
    );
}

/// What an exercise asks, an axis each.
fn asks(library: &Library, demands: Levels) -> Vec<String> {
    let axes = library
        .axes
        .iter()
        .filter(|(key, _)| demands.get(key.index()) > Level::None);
    axes.map(|(key, axis)| format!("{} {}", axis.name, demands.get(key.index()).as_str()))
        .collect()
}

fn exercise(entries: &Entries<'_>, before: &Exercise, after: &Exercise, entry: &mut Entry) {
    let (old, new) = (entries.old, entries.new);
    for (axis, was, is) in entries.levels(before.demands, after.demands) {
        entry.says(format!("what it asks, {axis}: {}", moved(was, is)));
    }
    ways(entries, before, after, entry);
    turns(entries, before, after, entry);
    entry.turned("dose", &before.dose, &after.dose, dose);
    let stage = |library, one: &Exercise| stage_name(library, one.from_stage, "the first stage");
    entry.turned(
        "given from",
        &stage(old, before),
        &stage(new, after),
        Clone::clone,
    );
    entry.flag(
        "something that can be loaded",
        before.loadable,
        after.loadable,
    );
    entry.flag(
        "to be watched, one in a session",
        before.watch.is_some(),
        after.watch.is_some(),
    );
    let of = |library: &Library, one: &Exercise| {
        (
            library.patterns[one.pattern].name.clone(),
            library.roles[one.role].name.clone(),
            library.positions[one.position].name.clone(),
        )
    };
    let (was, is) = (of(old, before), of(new, after));
    entry.turned("pattern", &was.0, &is.0, Clone::clone);
    entry.turned("role", &was.1, &is.1, Clone::clone);
    entry.turned("position", &was.2, &is.2, Clone::clone);
    let traits = |library: &Library, one: &Exercise| -> Vec<String> {
        one.traits
            .iter()
            .map(|&key| library.traits[key].name.clone())
            .collect()
    };
    entry.turned("traits", &traits(old, before), &traits(new, after), |all| {
        some(all, "none")
    });
    entry.turned("pace", &pace(before), &pace(after), Clone::clone);
    let names = |library: &Library, keys: &[_]| -> Vec<String> {
        keys.iter()
            .map(|&key| library.exercises[key].name.clone())
            .collect()
    };
    entry.turned(
        "easier neighbours",
        &names(old, &before.easier),
        &names(new, &after.easier),
        |all| some(all, "none"),
    );
    entry.turned(
        "harder neighbours",
        &names(old, &before.harder),
        &names(new, &after.harder),
        |all| some(all, "none"),
    );
    entry.deprecated(before, after);
    entry.words("name", before.name == after.name);
    entry.words("purpose", before.purpose == after.purpose);
    entry.words("steps", before.steps == after.steps);
    entry.words("cues", before.cues == after.cues);
    let faults = |one: &Exercise| -> Vec<(String, String)> {
        one.faults
            .iter()
            .map(|fault| (fault.see.0.clone(), fault.mend.0.clone()))
            .collect()
    };
    entry.words("faults", faults(before) == faults(after));
    if before.watch.is_some() == after.watch.is_some() {
        entry.words("watch", before.watch == after.watch);
    }
    entry.words("avoid_because", before.avoid_because == after.avoid_because);
    let reasons = |library: &Library, one: &Exercise| -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> = one
            .reasons
            .iter()
            .map(|(axis, why)| (library.axes[*axis].id.to_string(), why.clone()))
            .collect();
        all.sort();
        all
    };
    entry.words("demands", reasons(old, before) == reasons(new, after));
    entry.sources(entries, &before.sources, &after.sources);
}

fn pace(one: &Exercise) -> String {
    let parts = [
        (one.pace.rep_s, "s a repetition"),
        (one.pace.metre_s, "s a metre"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter_map(|(seconds, word)| Some(format!("{} {word}", (*seconds)?)))
        .collect();
    some(&parts, "none")
}

/// What a way needs, by name.
fn needs(library: &Library, way: &Way) -> String {
    let names: Vec<&str> = way
        .equipment
        .iter()
        .map(|&piece| library.equipment[piece].name.as_str())
        .collect();
    if names.is_empty() {
        "no equipment".to_owned()
    } else {
        names.join(" + ")
    }
}

/// The pieces of a set, sorted by id: the same on both sides where the same things are meant.
fn ids(library: &Library, set: EquipmentSet) -> Vec<String> {
    let all = library.equipment.iter().filter(|(key, _)| set.has(*key));
    let mut ids: Vec<String> = all.map(|(_, piece)| piece.id.to_string()).collect();
    ids.sort();
    ids
}

fn ways(entries: &Entries<'_>, before: &Exercise, after: &Exercise, entry: &mut Entry) {
    let (old, new) = (entries.old, entries.new);
    for way in &before.ways {
        let same = after
            .ways
            .iter()
            .find(|one| ids(new, one.needs) == ids(old, way.needs));
        let Some(same) = same else {
            entry.says(format!("no longer with {}", needs(old, way)));
            continue;
        };
        // What the exercise itself changed by is said once.
        let own = entries.levels(before.demands, after.demands);
        for (axis, was, is) in entries.levels(way.demands, same.demands) {
            let said = own
                .iter()
                .any(|(name, a, b)| *name == axis && *a == was && *b == is);
            if !said {
                entry.says(format!(
                    "what it asks with {}, {axis}: {}",
                    needs(new, same),
                    moved(was, is)
                ));
            }
        }
    }
    for way in &after.ways {
        if !before
            .ways
            .iter()
            .any(|one| ids(old, one.needs) == ids(new, way.needs))
        {
            entry.says(format!("can now be done with {}", needs(new, way)));
        }
    }
    let order =
        |library: &Library, one: &Exercise, other: &Exercise, there: &Library| -> Vec<String> {
            let both = one.ways.iter().filter(|way| {
                other
                    .ways
                    .iter()
                    .any(|one| ids(there, one.needs) == ids(library, way.needs))
            });
            both.map(|way| needs(library, way)).collect()
        };
    let (was, is) = (
        order(old, before, after, new),
        order(new, after, before, old),
    );
    if was.len() == is.len() {
        entry.turned("first choice of equipment", &was, &is, |all| {
            all.join(", then ")
        });
    }
}

fn effects(library: &Library, turn: &Turn) -> String {
    let rows = library.axes.rows();
    let mut all: Vec<String> = turn
        .sets
        .iter()
        .filter_map(|(axis, level)| Some(format!("{} {}", rows.get(*axis)?.name, level.as_str())))
        .collect();
    all.sort();
    all.join(", ")
}

fn turns(entries: &Entries<'_>, before: &Exercise, after: &Exercise, entry: &mut Entry) {
    let (old, new) = (entries.old, entries.new);
    let name =
        |library: &Library, turn: &Turn| format!("{} ({})", library.dials[turn.dial].name, turn.id);
    for turn in &before.turns {
        let Some(same) = after.turns.iter().find(|one| one.id == turn.id) else {
            entry.says(format!(
                "dial {} removed: it set {}",
                name(old, turn),
                effects(old, turn)
            ));
            continue;
        };
        let head = format!("dial {}", name(new, same));
        entry.turned(
            &format!("{head}, kind"),
            &name(old, turn),
            &name(new, same),
            Clone::clone,
        );
        entry.turned(
            &format!("{head} sets"),
            &effects(old, turn),
            &effects(new, same),
            Clone::clone,
        );
        let of_dose = |one: &Turn| {
            one.dose
                .as_ref()
                .map_or_else(|| "unchanged".to_owned(), dose)
        };
        entry.turned(
            &format!("{head}, dose"),
            &of_dose(turn),
            &of_dose(same),
            Clone::clone,
        );
        let twin = |library: &Library, one: &Turn| {
            let twin = one.same_as.map(|key| library.exercises[key].name.clone());
            twin.unwrap_or_else(|| "nothing".to_owned())
        };
        entry.turned(
            &format!("{head} is the same as"),
            &twin(old, turn),
            &twin(new, same),
            Clone::clone,
        );
        let set = |library: &Library, one: &Turn| -> Vec<String> {
            one.needs
                .iter()
                .map(|&set| ids(library, set).join(" + "))
                .collect()
        };
        entry.turned(
            &format!("{head} needs"),
            &set(old, turn),
            &set(new, same),
            |all| some(all, "nothing more"),
        );
        entry.turned(
            &format!("{head}, weight after"),
            &turn.load_percent,
            &same.load_percent,
            |one| {
                one.map_or_else(
                    || "not said".to_owned(),
                    |percent| format!("{percent} percent"),
                )
            },
        );
        entry.words("dials", turn.how == same.how);
    }
    for turn in &after.turns {
        if !before.turns.iter().any(|one| one.id == turn.id) {
            entry.says(format!(
                "dial {} added: it sets {}",
                name(new, turn),
                effects(new, turn)
            ));
        }
    }
    let order = |one: &Exercise, other: &Exercise| -> Vec<String> {
        let both = one
            .turns
            .iter()
            .filter(|turn| other.turns.iter().any(|one| one.id == turn.id));
        both.map(|turn| turn.id.to_string()).collect()
    };
    let (was, is) = (order(before, after), order(after, before));
    entry.turned("dials are tried in this order", &was, &is, |all| {
        all.join(", ")
    });
}

/// A rung's exercises, or its form.
fn rung(library: &Library, rung: &Rung) -> String {
    match &rung.form {
        Some(form) => form.name.clone(),
        None => {
            let names: Vec<&str> = rung
                .any_of
                .iter()
                .map(|&key| library.exercises[key].name.as_str())
                .collect();
            names.join(" or ")
        }
    }
}

fn rungs(library: &Library, ladder: &Ladder) -> String {
    let all: Vec<String> = ladder.rungs.iter().map(|one| rung(library, one)).collect();
    all.join(" → ")
}

fn ladder(entries: &Entries<'_>, before: &Ladder, after: &Ladder, entry: &mut Entry) {
    let (old, new) = (entries.old, entries.new);
    let keys = |library: &Library, ladder: &Ladder| -> Vec<String> {
        let key = |one: &Rung| match &one.form {
            Some(form) => form.id.to_string(),
            None => {
                let ids = one
                    .any_of
                    .iter()
                    .map(|&key| library.exercises[key].id.as_str());
                ids.collect::<Vec<_>>().join(" ")
            }
        };
        ladder.rungs.iter().map(key).collect()
    };
    if keys(old, before) != keys(new, after) {
        entry.says(format!(
            "rungs: {}; were {}",
            rungs(new, after),
            rungs(old, before)
        ));
    }
    for was in &before.rungs {
        let Some(form) = &was.form else {
            continue;
        };
        let same = after.rungs.iter().filter_map(|one| one.form.as_ref());
        let Some(same) = same.into_iter().find(|one| one.id == form.id) else {
            continue;
        };
        for (axis, a, b) in entries.levels(form.demands, same.demands) {
            entry.says(format!(
                "rung {}: what it asks, {axis}: {}",
                same.name,
                moved(a, b)
            ));
        }
        entry.turned(
            &format!("rung {}, dose", same.name),
            &form.dose,
            &same.dose,
            dose,
        );
        entry.words("rungs", form.name == same.name && form.how == same.how);
    }
    let climb = |one: &Ladder| -> Vec<Vec<String>> {
        one.rungs
            .iter()
            .map(|rung| rung.climb_when.clone())
            .collect()
    };
    if before.rungs.len() == after.rungs.len() {
        entry.words("climb_when", climb(before) == climb(after));
    }
    entry.words("name", before.name == after.name);
    entry.words("enter_when", before.enter_when == after.enter_when);
    entry.words("on_the_way", before.on_the_way == after.on_the_way);
    entry.sources(entries, &before.sources, &after.sources);
}
