//! The vocabularies, the response to training, citations and phrases.

use serde_json::{Map, Value};

use crate::format::vocabulary::Load;
use crate::library::{Key, Library, Stage, Table};

use super::How;
use super::entry::{Entries, Entry, Stands, loosened, some};

pub(super) fn compare(entries: &mut Entries<'_>) {
    let (old, new) = (entries.old, entries.new);
    macro_rules! plain {
        ($table:ident, $kind:literal, $file:literal, [$($key:ident),*]) => {
            entries.each(
                $kind,
                [&old.$table, &new.$table],
                |one| (one.id.to_string(), one.name.clone()),
                |_| Stands::In($file),
                |_, _| Vec::new(),
                |_, before, after, entry| {
                    entry.words("name", before.name == after.name);
                    $(entry.words(stringify!($key), before.$key == after.$key);)*
                },
            );
        };
    }
    plain!(axes, "axis", "axes.toml", [meaning]);
    plain!(parts, "part", "patterns.toml", []);
    plain!(roles, "role", "patterns.toml", []);
    plain!(positions, "position", "patterns.toml", []);
    entries.each(
        "equipment",
        [&old.equipment, &new.equipment],
        |one| (one.id.to_string(), one.name.clone()),
        |_| Stands::In("equipment.toml"),
        |_, one| vec![load(one.load).to_owned()],
        |_, before, after, entry| {
            entry.turned("load", &before.load, &after.load, |one| {
                load(*one).to_owned()
            });
            entry.words("name", before.name == after.name);
        },
    );
    entries.each(
        "pattern",
        [&old.patterns, &new.patterns],
        |one| (one.id.to_string(), one.name.clone()),
        |_| Stands::In("patterns.toml"),
        |_, _| Vec::new(),
        |_, before, after, entry| {
            let part = |library: &Library, key: Option<Key<_>>| {
                key.map_or_else(|| "none".to_owned(), |key| library.parts[key].name.clone())
            };
            let (was, is) = (part(old, before.part), part(new, after.part));
            entry.turned(
                "part of the body that a session keeps",
                &was,
                &is,
                Clone::clone,
            );
            entry.words("name", before.name == after.name);
        },
    );
    entries.each(
        "trait",
        [&old.traits, &new.traits],
        |one| (one.id.to_string(), one.name.clone()),
        |_| Stands::In("patterns.toml"),
        |_, _| Vec::new(),
        |_, before, after, entry| {
            let opposite = |library: &Library, key: Option<Key<_>>| {
                key.map_or_else(
                    || "none".to_owned(),
                    |key| library.traits[key].id.to_string(),
                )
            };
            let (was, is) = (
                opposite(old, before.opposite),
                opposite(new, after.opposite),
            );
            entry.turned("opposite", &was, &is, Clone::clone);
            entry.words("name", before.name == after.name);
        },
    );
    stages(entries);
    dials(entries);
    references(entries);
    response(entries);
    many(entries);
    phrases(entries);
}

fn load(load: Load) -> &'static str {
    match load {
        Load::None => "adds no load",
        Load::Band => "adds load by a band",
        Load::Weight => "adds load by weight",
    }
}

/// Where the order of the ids that both sides have changed, the order now.
fn order<T>(
    old: &Table<T>,
    new: &Table<T>,
    id: impl Fn(&T) -> String,
    name: impl Fn(&T) -> String,
) -> Option<String> {
    let both = |one: &Table<T>, other: &Table<T>| -> Vec<String> {
        let ids = one.rows().iter().map(&id);
        ids.filter(|id| other.find(id).is_some()).collect()
    };
    if both(old, new) == both(new, old) {
        return None;
    }
    let names: Vec<String> = new.rows().iter().map(name).collect();
    Some(names.join(", "))
}

fn stages(entries: &mut Entries<'_>) {
    let (old, new) = (entries.old, entries.new);
    entries.each(
        "stage",
        [&old.stages, &new.stages],
        |one| (one.id.to_string(), one.name.clone()),
        |one| Stands::At(&one.origin),
        |_, one| vec![budget(&one.budget)],
        |entries, before, after, entry| {
            for (axis, was, is) in entries.levels(before.caps, after.caps) {
                entry.says(format!("for everyone, {axis}: {}", loosened(was, is)));
            }
            entry.turned(
                "what a session may spend on each limited axis",
                &before.budget,
                &after.budget,
                budget,
            );
            entry.words("name", before.name == after.name);
            entry.words("meaning", before.meaning == after.meaning);
            entry.sources(entries, &before.sources, &after.sources);
        },
    );
    if let Some(names) = order(
        &old.stages,
        &new.stages,
        |one| one.id.to_string(),
        |one| one.name.clone(),
    ) {
        let mut entry = Entry::default();
        entry.says(format!("the order is now {names}"));
        let stands = [Stands::In("stages.toml")];
        entries.push(
            "stage",
            "stages".to_owned(),
            "all stages".to_owned(),
            How::Changed,
            entry,
            stands,
        );
    }
    entries.each(
        "irritability",
        [&old.irritabilities, &new.irritabilities],
        |one| (one.id.to_string(), one.name.clone()),
        |one| Stands::At(&one.origin),
        |_, one| vec![format!("moves limits by {} levels", one.shift)],
        |_, before, after, entry| {
            entry.turned(
                "moves limits, in levels",
                &before.shift,
                &after.shift,
                ToString::to_string,
            );
            entry.turned(
                "a lowered limit stays at least",
                &before.not_below,
                &after.not_below,
                |one| one.as_str().to_owned(),
            );
            entry.turned(
                "a raised limit stays at most",
                &before.not_above,
                &after.not_above,
                |one| one.as_str().to_owned(),
            );
            let (was, is) = (
                stage_names(old, &before.not_in),
                stage_names(new, &after.not_in),
            );
            entry.turned("changes nothing in", &was, &is, |all| some(all, "no stage"));
            entry.turned(
                "one set taken off in so many",
                &before.one_set_less_in,
                &after.one_set_less_in,
                |one| one.map_or_else(|| "none".to_owned(), |one| one.to_string()),
            );
            entry.words("name", before.name == after.name);
            entry.words("meaning", before.meaning == after.meaning);
        },
    );
}

fn stage_names(library: &Library, stages: &[Key<Stage>]) -> Vec<String> {
    stages
        .iter()
        .map(|&key| library.stages[key].name.clone())
        .collect()
}

fn budget(budget: &Option<u16>) -> String {
    budget.map_or_else(|| "any cost".to_owned(), |most| most.to_string())
}

fn dials(entries: &mut Entries<'_>) {
    let (old, new) = (entries.old, entries.new);
    entries.each(
        "dial",
        [&old.dials, &new.dials],
        |one| (one.id.to_string(), one.name.clone()),
        |one| Stands::At(&one.origin),
        |_, _| Vec::new(),
        |_, before, after, entry| {
            let (was, is) = (&before.volume_from_percent, &after.volume_from_percent);
            entry.turned("volume counts as more from", was, is, |one| {
                one.map_or_else(|| "never".to_owned(), |one| format!("{one} percent"))
            });
            if before.how.is_some() != after.how.is_some() {
                entry.flag(
                    "can be turned on any exercise",
                    before.how.is_some(),
                    after.how.is_some(),
                );
            } else {
                entry.words("how", before.how == after.how);
            }
            entry.words("name", before.name == after.name);
            entry.words("meaning", before.meaning == after.meaning);
        },
    );
    if let Some(names) = order(
        &old.dials,
        &new.dials,
        |one| one.id.to_string(),
        |one| one.name.clone(),
    ) {
        let mut entry = Entry::default();
        entry.says(format!("they are now tried in this order: {names}"));
        let stands = [Stands::In("dials.toml")];
        entries.push(
            "dial",
            "dials".to_owned(),
            "all dials".to_owned(),
            How::Changed,
            entry,
            stands,
        );
    }
}

fn references(entries: &mut Entries<'_>) {
    let (old, new) = (entries.old, entries.new);
    let mut ids: Vec<&str> = old.references.ids().chain(new.references.ids()).collect();
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        let of = |library: &Library| {
            let found = library
                .references
                .find(id)
                .map(|key| &library.references[key].cite);
            found.and_then(|cite| serde_json::to_value(cite).ok())
        };
        let mut entry = Entry::default();
        entry.words("reference", of(old) == of(new));
        let stands = [Stands::In("references.toml")];
        entries.push(
            "reference",
            id.to_owned(),
            id.to_owned(),
            How::Changed,
            entry,
            stands,
        );
    }
}

fn many(entries: &mut Entries<'_>) {
    let (old, new) = (
        &entries.old.many_provocations,
        &entries.new.many_provocations,
    );
    let mut entry = Entry::default();
    let what = "with very many things that bring on the pain, a session";
    match (old, new) {
        (None, None) => {}
        (Some(before), Some(after)) => {
            entry.turned(
                "that counts from",
                &before.from,
                &after.from,
                ToString::to_string,
            );
            entry.turned(
                "a session then keeps",
                &before.keep_items,
                &after.keep_items,
                ToString::to_string,
            );
            entry.words("warn", before.warn == after.warn);
        }
        (Some(before), None) => {
            entry.says(format!("{what} is no longer kept to {}", before.keep_items))
        }
        (None, Some(after)) => entry.says(format!(
            "{what} is kept to {}, from {} on",
            after.keep_items, after.from
        )),
    }
    let (id, name) = (
        "many-provocations".to_owned(),
        "Very many things bring on the pain".to_owned(),
    );
    entries.push(
        "screen",
        id,
        name,
        How::Changed,
        entry,
        [Stands::In("screen.toml")],
    );
}

/// The file's tree: numbers, choices and whole lights count; texts are words.
fn response(entries: &mut Entries<'_>) {
    let tree = |library: &Library| serde_json::to_value(&library.response).unwrap_or(Value::Null);
    let mut entry = Entry::default();
    leaves("", &tree(entries.old), &tree(entries.new), &mut entry);
    let name = "How training is judged".to_owned();
    entries.push(
        "response",
        "response".to_owned(),
        name,
        How::Changed,
        entry,
        [Stands::In("response.toml")],
    );
}

fn leaves(path: &str, old: &Value, new: &Value, entry: &mut Entry) {
    if old == new {
        return;
    }
    let step = |key: &str| {
        if path.is_empty() {
            key.replace('_', " ")
        } else {
            format!("{path}, {}", key.replace('_', " "))
        }
    };
    match (old, new) {
        (Value::Object(before), Value::Object(after)) => {
            let mut keys: Vec<&String> = before.keys().chain(after.keys()).collect();
            keys.sort();
            keys.dedup();
            for key in keys {
                let find = |map: &Map<String, Value>| map.get(key).cloned().unwrap_or(Value::Null);
                leaves(&step(key), &find(before), &find(after), entry);
            }
        }
        // A whole table that comes or goes is said key by key.
        (Value::Object(_), Value::Null) => leaves(path, old, &Value::Object(Map::new()), entry),
        (Value::Null, Value::Object(_)) => leaves(path, &Value::Object(Map::new()), new, entry),
        (Value::Array(before), Value::Array(after))
            if before.iter().chain(after).any(Value::is_object) =>
        {
            let id = |one: &Value| {
                one.get("id")
                    .and_then(Value::as_str)
                    .unwrap_or("")
                    .to_owned()
            };
            let mut ids: Vec<String> = Vec::new();
            for one in before.iter().chain(after).map(id) {
                if !ids.contains(&one) {
                    ids.push(one);
                }
            }
            for one in ids {
                let find = |list: &[Value]| list.iter().find(|other| id(other) == one).cloned();
                match (find(before), find(after)) {
                    (Some(was), Some(is)) => leaves(&step(&one), &was, &is, entry),
                    (Some(_), None) => entry.says(format!("{}: removed", step(&one))),
                    (None, Some(_)) => entry.says(format!("{}: added", step(&one))),
                    (None, None) => {}
                }
            }
        }
        _ if is_words(old) || is_words(new) => entry.words("texts", false),
        _ => entry.says(format!("{path}: {}, was {}", leaf(new), leaf(old))),
    }
}

/// Sentences, and lists of them or of citations.
fn is_words(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains(' '),
        Value::Array(list) => list.iter().any(Value::is_string),
        _ => false,
    }
}

fn leaf(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(list) => match list.as_slice() {
            [min, max] if min == max => min.to_string(),
            [min, max] => format!("{min} to {max}"),
            _ => value.to_string(),
        },
        other => other.to_string(),
    }
}

fn phrases(entries: &mut Entries<'_>) {
    let of = |library: &Library| serde_json::to_value(&library.phrases).unwrap_or(Value::Null);
    let (before, after) = (of(entries.old), of(entries.new));
    let mut entry = Entry::default();
    for (key, _) in crate::format::phrases::ALL {
        entry.words(key, before.get(key) == after.get(key));
    }
    for word in regimen_figure::Word::ALL {
        let of = |phrases: &Value| phrases.get("pictures")?.get(word.key()).cloned();
        entry.words(word.key(), of(&before) == of(&after));
    }
    let stands = [Stands::In("phrases.toml")];
    entries.push(
        "phrases",
        "phrases".to_owned(),
        "Phrases".to_owned(),
        How::Changed,
        entry,
        stands,
    );
}
