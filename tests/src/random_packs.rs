//! Packs at random: small, made up, of any joint or none, and as a rule without a mistake.

use std::fs;

use regimen_core::source::{Content, Sources};
use serde_json::{Map, Value, json};

use crate::dice::Dice;
use crate::root;

/// A pack's files: its folder, the path within and the text.
pub type Files = Vec<(String, String, String)>;

/// The packs with these files, folders and files added in the order in which they come.
pub fn sources(files: &Files) -> Sources {
    let mut folders: Vec<&String> = Vec::new();
    for (folder, _, _) in files {
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    let mut sources = Sources::new();
    for folder in folders {
        let inside = files
            .iter()
            .filter(|(one, _, _)| one == folder)
            .map(|(_, inner, text)| (inner.clone(), Content::Text(text.clone())));
        sources.add_pack(folder.clone(), false, inside);
    }
    sources
}

const LEVELS: [&str; 4] = ["none", "low", "moderate", "high"];
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const UNITS: [&str; 4] = ["reps", "hold_s", "distance_m", "minutes"];

/// What other records point at.
struct World {
    axes: Vec<String>,
    stages: Vec<String>,
    irritabilities: Vec<String>,
    equipment: Vec<String>,
    patterns: Vec<String>,
    roles: Vec<String>,
    traits: Vec<String>,
    dials: Vec<String>,
    exercises: Vec<Made>,
    /// Findings with the axes that they limit.
    findings: Vec<(String, Vec<String>)>,
}

/// An exercise, as far as others must know it.
#[derive(Clone)]
struct Made {
    id: String,
    demands: Vec<usize>,
    unit: &'static str,
}

/// Packs at random: one, or one and another that builds on it.
pub fn packs(dice: &mut Dice<'_>) -> Files {
    let mut world = World {
        axes: names("axis", dice.between(2, 5)),
        stages: names("stage", dice.between(1, 4)),
        irritabilities: names("irritable", dice.between(0, 2)),
        equipment: names("piece", dice.between(0, 6)),
        patterns: names("pattern", dice.between(1, 3)),
        roles: names("role", dice.between(1, 2)),
        traits: names("trait", dice.between(0, 3)),
        dials: names("dial", dice.between(1, 3)),
        exercises: Vec::new(),
        findings: Vec::new(),
    };
    let mut pack = Pack {
        folder: "packs/base".to_owned(),
        files: Vec::new(),
    };
    pack.put("pack.toml", manifest("base", json!({})));
    pack.put("phrases.toml", Value::Null);
    pack.put("response.toml", response());
    vocabulary(dice, &world, &mut pack);
    let exercises = names("exercise", dice.between(4, 14));
    world.exercises = exercises
        .iter()
        .map(|id| {
            let (made, record) = exercise(dice, &world, id, &exercises);
            pack.put(&format!("exercises/{id}.toml"), record);
            made
        })
        .collect();
    let flags = names("flag", dice.between(1, 3));
    for id in names("finding", dice.between(1, 5)) {
        let (axes, record) = finding(dice, &world, &id, &flags);
        pack.put(&format!("findings/{id}.toml"), record);
        world.findings.push((id, axes));
    }
    pack.put("screen.toml", screen(dice, &world, &flags));
    pack.put("substitutions.toml", substitutions(dice, &world));
    pack.put("never.toml", nevers(dice, &world));
    if dice.one_in(3) {
        pack.folder = "packs/more".to_owned();
        pack.put("pack.toml", manifest("more", json!({ "base": "^1.0" })));
    }
    for id in names("ladder", dice.between(0, 2)) {
        let record = ladder(dice, &world, &id);
        pack.put(&format!("ladders/{id}.toml"), record);
    }
    for id in names("programme", dice.between(1, 3)) {
        let record = programme(dice, &world, &id);
        pack.put(&format!("programmes/{id}.toml"), record);
    }
    pack.files
}

struct Pack {
    folder: String,
    files: Files,
}

impl Pack {
    /// Adds a file, unless there is nothing to say in it.
    fn put(&mut self, inner: &str, record: Value) {
        let text = if inner == "phrases.toml" {
            fs::read_to_string(root().join("data/back-care/phrases.toml"))
                .expect("the shipped phrases are text")
        } else {
            let record = without_nothing(record);
            if record.as_object().is_none_or(Map::is_empty) {
                return;
            }
            toml::to_string(&record).expect("what is said in JSON can be said in TOML")
        };
        self.files
            .push((self.folder.clone(), inner.to_owned(), text));
    }
}

/// A record without the keys that say nothing: no value, or an empty list of records.
fn without_nothing(record: Value) -> Value {
    let Value::Object(fields) = record else {
        return record;
    };
    let said = fields.into_iter().filter(|(key, value)| {
        let empty = value.as_array().is_some_and(Vec::is_empty);
        // These may be empty, and mean something then.
        let kept = ["equipment", "reviewed"].contains(&key.as_str()) && !value.is_null();
        kept || !(value.is_null() || empty)
    });
    let said = said.map(|(key, value)| {
        let value = match value {
            Value::Array(all) => Value::Array(all.into_iter().map(without_nothing).collect()),
            Value::Object(_) => without_nothing(value),
            other => other,
        };
        (key, value)
    });
    Value::Object(said.collect())
}

/// The key with this value, or nothing.
fn maybe<T: Into<Value>>(said: bool, value: impl FnOnce() -> T) -> Value {
    if said { value().into() } else { Value::Null }
}

fn names(what: &str, count: usize) -> Vec<String> {
    (1..=count).map(|at| format!("{what}-{at}")).collect()
}

fn table(fields: impl IntoIterator<Item = (String, Value)>) -> Value {
    Value::Object(fields.into_iter().collect())
}

fn manifest(name: &str, requires: Value) -> Value {
    json!({
        "name": name, "version": "1.0.0", "format": 1, "title": name, "summary": "Made up.",
        "languages": ["en"], "licence": "CC0-1.0", "authors": ["Nobody"], "requires": requires, "reviewed": [],
    })
}

fn response() -> Value {
    json!({
        "scale": "0 to 10", "basis": "consensus", "cut_offs_note": "Made up.", "normal": ["Nothing."],
        "progress_when": ["It is easy."], "back_off_when": ["It is hard."], "stop_when": ["It hurts."],
        "when_unsure": "Ask.",
        "light": [{ "id": "light", "title": "Go on", "colour": "green", "next": ["Go on."] }],
    })
}

fn vocabulary(dice: &mut Dice<'_>, world: &World, pack: &mut Pack) {
    let axes: Vec<Value> = world
        .axes
        .iter()
        .map(|id| json!({ "id": id, "name": id, "meaning": "Made up." }))
        .collect();
    pack.put("axes.toml", json!({ "axis": axes }));
    let equipment: Vec<Value> = world
        .equipment
        .iter()
        .map(|id| json!({ "id": id, "name": id, "load": dice.pick(&["weight", "band", "none"]) }))
        .collect();
    if !equipment.is_empty() {
        pack.put("equipment.toml", json!({ "equipment": equipment }));
    }
    let parts = names("part", dice.between(0, 2));
    let named = |ids: &[String]| -> Vec<Value> {
        ids.iter()
            .map(|id| json!({ "id": id, "name": id }))
            .collect()
    };
    let patterns: Vec<Value> = world
        .patterns
        .iter()
        .map(|id| {
            let part = !parts.is_empty() && dice.one_in(3);
            let part = maybe(part, || dice.pick(&parts));
            json!({ "id": id, "name": id, "part": part })
        })
        .collect();
    let traits: Vec<Value> = world
        .traits
        .iter()
        .map(|id| {
            let opposite = maybe(dice.one_in(3), || dice.pick(&world.traits));
            json!({ "id": id, "name": id, "opposite": opposite })
        })
        .collect();
    pack.put(
        "patterns.toml",
        json!({
            "part": named(&parts), "pattern": patterns, "role": named(&world.roles),
            "position": named(&names("position", 1)), "trait": traits,
        }),
    );
    let stages: Vec<Value> = world
        .stages
        .iter()
        .map(|id| {
            let caps = dice.one_in(4);
            let caps = maybe(caps, || {
                table([(dice.pick(&world.axes), json!(dice.pick(&LEVELS)))])
            });
            let budget = maybe(!dice.one_in(3), || dice.pick(&[1, 2, 3, 1, 2, 0, 4]));
            json!({ "id": id, "name": id, "meaning": "Made up.", "caps": caps, "budget": budget })
        })
        .collect();
    let irritabilities: Vec<Value> = world
        .irritabilities
        .iter()
        .map(|id| {
            json!({
                "id": id, "name": id, "meaning": "Made up.", "basis": "consensus",
                "shift": dice.pick(&[-1, 1, 0, -2, 2]),
                "not_below": maybe(dice.one_in(2), || dice.pick(&LEVELS)),
                "not_above": maybe(dice.one_in(2), || dice.pick(&LEVELS)),
                "not_in": maybe(dice.one_in(3), || vec![dice.pick(&world.stages)]),
                "one_set_less_in": maybe(dice.one_in(2), || dice.between(2, 4)),
            })
        })
        .collect();
    pack.put(
        "stages.toml",
        json!({ "stage": stages, "irritability": irritabilities }),
    );
    // The last dial takes volume away, now and then.
    let with_volume = dice.one_in(2);
    let last = world.dials.len() - 1;
    let dials: Vec<Value> = world
        .dials
        .iter()
        .enumerate()
        .map(|(at, id)| {
            let volume = with_volume && at == last;
            json!({
                "id": id, "name": id, "meaning": "Made up.",
                "how": maybe(volume || dice.one_in(2), || "Do less."),
                "volume": maybe(volume, || json!({
                    "from_percent": dice.pick(&[150, 120, 200]), "basis": "consensus",
                })),
            })
        })
        .collect();
    pack.put("dials.toml", json!({ "dial": dials }));
}

/// A level on each axis, or on some of them.
fn level(dice: &mut Dice<'_>) -> usize {
    dice.pick(&[0, 0, 1, 1, 1, 2, 2, 3])
}

fn demand(level: usize) -> Value {
    match LEVELS.get(level) {
        Some(word) if level > 1 => json!({ "level": word, "why": "Made up." }),
        Some(word) => json!(word),
        None => Value::Null,
    }
}

fn amount(dice: &mut Dice<'_>, unit: &str) -> Value {
    let low = match unit {
        "reps" => dice.between(4, 15),
        "hold_s" => dice.between(5, 60),
        "distance_m" => dice.between(10, 100),
        _ => dice.between(1, 20),
    };
    if dice.one_in(2) {
        json!([low, low + dice.between(0, 5)])
    } else {
        json!(low)
    }
}

fn exercise(dice: &mut Dice<'_>, world: &World, id: &str, all: &[String]) -> (Made, Value) {
    let demands: Vec<usize> = world.axes.iter().map(|_| level(dice)).collect();
    let unit = dice.pick(&UNITS);
    let mut dose = Map::new();
    dose.insert("sets".to_owned(), json!(dice.between(1, 5)));
    dose.insert(unit.to_owned(), amount(dice, unit));
    if unit == "reps" && dice.one_in(4) {
        dose.insert("hold_s".to_owned(), json!(dice.between(1, 5)));
    }
    if dice.one_in(3) {
        dose.insert("each_side".to_owned(), json!(true));
    }
    if dice.one_in(2) {
        dose.insert("rest_s".to_owned(), json!(dice.pick(&[0, 30, 60, 90])));
    }
    let ways: Vec<Value> = (0..dice.between(1, 3))
        .map(|_| {
            let differs = maybe(dice.one_in(4), || {
                table([(dice.pick(&world.axes), json!(dice.pick(&LEVELS)))])
            });
            // Most things can be done with nothing, or there would be few plans to look at.
            let most = if dice.one_in(2) { 2 } else { 0 };
            json!({ "equipment": dice.some(&world.equipment, most), "demands": differs })
        })
        .collect();
    let others: Vec<String> = all.iter().filter(|one| *one != id).cloned().collect();
    // A dial lowers one axis at least: only what asks something can be turned down.
    let asked: Vec<(usize, &String)> = demands.iter().copied().zip(&world.axes).collect();
    let asked: Vec<(usize, &String)> = asked.into_iter().filter(|(most, _)| *most > 0).collect();
    let count = if asked.is_empty() {
        0
    } else {
        dice.between(0, 3)
    };
    let dials: Vec<Value> = (1..=count)
        .map(|at| {
            let lowered = dice.some(&asked, 2);
            let lowered = if lowered.is_empty() {
                vec![dice.pick(&asked)]
            } else {
                lowered
            };
            let mut sets: Map<String, Value> = lowered
                .into_iter()
                .map(|(most, axis)| (axis.clone(), json!(LEVELS.get(dice.below(most)))))
                .collect();
            // Now and then something else grows by it.
            if dice.one_in(8) {
                let axis = dice.pick(&world.axes);
                sets.entry(axis).or_insert_with(|| json!("high"));
            }
            let over = match dice.below(6) {
                0 => json!({ "sets": 1 }),
                1 => table([
                    ("sets".to_owned(), json!(dice.between(1, 6))),
                    (unit.to_owned(), amount(dice, unit)),
                ]),
                _ => Value::Null,
            };
            let needs = dice.one_in(4) && !world.equipment.is_empty();
            json!({
                "id": format!("turn-{at}"), "dial": dice.pick(&world.dials), "how": "Do less.",
                "sets_demand": sets, "dose": over,
                "same_as": maybe(dice.one_in(4), || dice.pick(&others)),
                "load_percent": maybe(dice.one_in(4), || dice.pick(&[0, 50, 95])),
                "needs": maybe(needs, || vec![vec![dice.pick(&world.equipment)]]),
            })
        })
        .collect();
    // Stages that are not the first: what is left out before the first is never left out.
    let later = dice.one_in(6);
    let record = json!({
        "id": id, "name": format!("Exercise {id}"), "purpose": "Made up.",
        "pattern": dice.pick(&world.patterns), "role": dice.pick(&world.roles), "position": "position-1",
        "traits": dice.some(&world.traits, 2), "loadable": dice.one_in(2),
        "watch": maybe(dice.one_in(5), || "See how it goes."),
        "from_stage": maybe(later, || dice.pick(&world.stages)),
        "avoid_because": maybe(later, || "Too early."),
        "steps": ["Start.", "Stop."], "dose": dose,
        "pace": match unit {
            "reps" => json!({ "rep_s": dice.between(1, 6) }),
            "distance_m" => json!({ "metre_s": dice.between(1, 3) }),
            _ => Value::Null,
        },
        "demands": table(world.axes.iter().cloned().zip(demands.iter().copied().map(demand))),
        "ways": ways, "dials": dials,
    });
    let made = Made {
        id: id.to_owned(),
        demands,
        unit,
    };
    (made, record)
}

/// A level for each stage, never lower than for the stage before.
fn by_stage(dice: &mut Dice<'_>, world: &World) -> Value {
    let mut lowest = 0;
    let levels: Vec<(String, Value)> = world
        .stages
        .iter()
        .map(|stage| {
            lowest = dice.between(lowest, 3);
            (stage.clone(), json!(LEVELS.get(lowest)))
        })
        .collect();
    table(levels)
}

fn finding(dice: &mut Dice<'_>, world: &World, id: &str, flags: &[String]) -> (Vec<String>, Value) {
    let axes = dice.some(&world.axes, 3);
    let limits: Vec<Value> = axes
        .iter()
        .map(|axis| {
            let bouts = dice.one_in(5);
            let bouts = maybe(bouts, || {
                let mut minutes = 0;
                let mut each = world.stages.iter();
                table(each.by_ref().map(|stage| {
                    minutes += dice.between(1, 10);
                    (stage.clone(), json!(minutes))
                }))
            });
            json!({
                "axis": axis, "levels": by_stage(dice, world), "bout_min": bouts, "why": "Made up.",
                "basis": "consensus",
            })
        })
        .collect();
    let clearance = dice.one_in(4);
    let cleared_by = || {
        let mut by = vec![id.to_owned()];
        by.extend(flags.first().cloned());
        by
    };
    // Caps hold for what a finding limits.
    let caps = dice.one_in(4) && !axes.is_empty();
    let caps = maybe(caps, || {
        table([(
            dice.pick(&world.stages),
            json!({ "sets": dice.between(1, 3), "reps": maybe(dice.one_in(2), || dice.between(3, 10)) }),
        )])
    });
    // Levels that let everything through are no limits, unless something hangs on them.
    let high = |level: &Value| level == "high";
    let through = |limit: &Value| {
        let levels = limit.get("levels").and_then(Value::as_object);
        limit.get("bout_min").is_none_or(Value::is_null)
            && levels.is_none_or(|all| all.values().all(high))
    };
    let none = caps.is_null() && limits.iter().all(through);
    let (axes, limits) = if none {
        (Vec::new(), Vec::new())
    } else {
        (axes, limits)
    };
    let record = json!({
        "no_limits_because": maybe(none, || "Made up."),
        "id": id, "name": format!("Finding {id}"), "kind": dice.pick(&["provocation", "condition"]),
        "ask": "Is it so?", "meaning": "Made up.", "must": dice.one_in(3),
        "needs_clearance": clearance, "cleared_by": maybe(clearance, cleared_by),
        "refer": maybe(clearance, || json!({
            "urgency": dice.pick(&["clearance", "urgent"]), "action": "Ask first.",
        })),
        "prefers": dice.some(&world.traits, 2), "limits": limits, "caps": caps,
    });
    (axes, record)
}

fn screen(dice: &mut Dice<'_>, world: &World, flags: &[String]) -> Value {
    let findings: Vec<String> = world.findings.iter().map(|(id, _)| id.clone()).collect();
    let many = dice.one_in(3);
    let red_flags: Vec<Value> = flags
        .iter()
        .map(|id| {
            json!({
                "id": id, "question": "Is it so?", "action": "Be seen.", "why": "Made up.",
                "basis": "consensus", "urgency": dice.pick(&["clearance", "urgent", "emergency"]),
                "implies": maybe(dice.one_in(4), || dice.pick(&findings)),
            })
        })
        .collect();
    json!({
        "many_provocations": maybe(many, || json!({
            "from": dice.between(1, 3), "keep_items": dice.between(2, 5), "warn": "Look again.",
            "basis": "consensus",
        })),
        "red_flag": red_flags,
    })
}

fn ids(world: &World) -> Vec<String> {
    world.exercises.iter().map(|one| one.id.clone()).collect()
}

fn substitutions(dice: &mut Dice<'_>, world: &World) -> Value {
    let all = ids(world);
    let records: Vec<Value> = (0..dice.between(0, 6))
        .map(|_| {
            let from = dice.pick(&all);
            let by_pattern = dice.one_in(3);
            let others: Vec<String> = all
                .iter()
                .filter(|one| by_pattern || **one != from)
                .cloned()
                .collect();
            let count = dice.between(1, 3);
            json!({
                "from": maybe(!by_pattern, || from),
                "from_pattern": maybe(by_pattern, || dice.pick(&world.patterns)),
                "to": dice.exactly(&others, count), "because": dice.some(&world.axes, 2),
                "when": "Made up.", "why": "Made up.", "basis": "consensus",
                "until": maybe(dice.one_in(4), || dice.pick(&world.stages)),
            })
        })
        .collect();
    json!({ "substitution": records })
}

fn nevers(dice: &mut Dice<'_>, world: &World) -> Value {
    let all = ids(world);
    let findings: Vec<String> = world.findings.iter().map(|(id, _)| id.clone()).collect();
    let rules: Vec<Value> = names("never", dice.between(0, 3))
        .into_iter()
        .map(|id| {
            let pattern = dice.one_in(5);
            json!({
                "id": id, "finding": maybe(!dice.one_in(4), || dice.pick(&findings)),
                "stages": dice.some(&world.stages, 2),
                "exercises": maybe(!pattern, || {
                    let count = dice.between(1, 2);
                    dice.exactly(&all, count)
                }),
                "patterns": maybe(pattern, || vec![dice.pick(&world.patterns)]),
                "why": "Made up.", "basis": "consensus",
            })
        })
        .collect();
    json!({ "never": rules })
}

/// Rungs that never ask less of the axis than the one below, some of them forms of their exercise.
fn ladder(dice: &mut Dice<'_>, world: &World, id: &str) -> Value {
    let trains = dice.below(world.axes.len());
    let count = dice.between(2, 4);
    let mut steps = dice.exactly(&world.exercises, count);
    let level = |one: &Made| one.demands.get(trains).copied().unwrap_or(0);
    steps.sort_by_key(level);
    let with_forms = dice.one_in(2);
    let last = steps.len().saturating_sub(1);
    let mut rungs: Vec<Value> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let form = with_forms && dice.one_in(2);
        // A form on the way to the exercise itself, which stands above it.
        if form {
            let demands = table([(
                world.axes.get(trains).cloned().unwrap_or_default(),
                json!(LEVELS.get(level(step))),
            )]);
            rungs.push(json!({
                "any_of": [step.id], "climb_when": ["It is easy."],
                "form": {
                    "id": format!("form-{at}"), "name": "A form", "how": "Do it so.", "demands": demands,
                    "dose": table([(step.unit.to_owned(), amount(dice, step.unit))]),
                },
            }));
        }
        rungs.push(json!({
            "any_of": [step.id], "climb_when": maybe(at < last, || vec!["It is easy."]),
        }));
    }
    json!({
        "id": id, "name": format!("Ladder {id}"), "trains": world.axes.get(trains), "basis": "consensus",
        "rungs": rungs,
    })
}

fn slots(dice: &mut Dice<'_>, world: &World) -> Vec<Value> {
    let count = dice.between(1, 6);
    dice.exactly(&world.exercises, count)
        .into_iter()
        .enumerate()
        .map(|(at, one)| {
            let mut dose = Map::new();
            if dice.one_in(3) {
                dose.insert("sets".to_owned(), json!(dice.between(1, 8)));
            }
            if dice.one_in(4) {
                dose.insert(one.unit.to_owned(), amount(dice, one.unit));
            }
            json!({
                "id": format!("slot-{at}"), "exercise": one.id, "priority": dice.between(1, 9),
                "warm_up": dice.one_in(6), "dose": dose,
            })
        })
        .collect()
}

fn programme(dice: &mut Dice<'_>, world: &World, id: &str) -> Value {
    let sessions = names("session", dice.between(1, 3));
    let records: Vec<Value> = sessions
        .iter()
        .map(|id| {
            let slots = slots(dice, world);
            let least = dice.pick(&[1, 1, 2]).min(slots.len());
            json!({ "id": id, "name": format!("Session {id}"), "min_items": least, "slots": slots })
        })
        .collect();
    // The limits of a phase are those of a finding that the programme is for.
    let mut findings: Vec<&(String, Vec<String>)> = world.findings.iter().collect();
    let own = dice.one_in(4).then(|| dice.pick(&findings));
    let mut only_with: Vec<String> = own.iter().map(|(id, _)| id.clone()).collect();
    findings.retain(|(id, _)| !only_with.contains(id));
    let never_with: Vec<String> = match dice.one_in(6) && !findings.is_empty() {
        true => vec![dice.pick(&findings).0.clone()],
        false => Vec::new(),
    };
    findings.retain(|(id, _)| !never_with.contains(id));
    if own.is_some() && dice.one_in(3) && !findings.is_empty() {
        only_with.push(dice.pick(&findings).0.clone());
    }
    let by_stage = dice.one_in(3);
    let mut week = 1;
    let phases: Vec<Value> = names("phase", dice.between(1, 3))
        .into_iter()
        .enumerate()
        .map(|(at, id)| {
            let (first, last) = (week, week + dice.between(0, 3));
            week = last + 1;
            let limits = maybe(own.is_some() && !dice.one_in(4), || {
                let (finding, axes) = own.cloned().unwrap_or_default();
                let levels = axes
                    .iter()
                    .map(|axis| (axis.clone(), json!(dice.pick(&LEVELS))));
                json!({ "for": finding, "levels": table(levels), "basis": "consensus" })
            });
            // The first phase keeps the schedule's order, which has every session.
            let order = at > 0 && dice.one_in(2);
            let loads = dice.one_in(4);
            let deload = dice.one_in(4);
            json!({
                "id": id, "name": format!("Phase {id}"), "weeks": [first, last], "aim": "Made up.",
                "how": ["Gently."], "opens_when": maybe(at > 0, || vec!["It is easy."]),
                "stage": maybe(by_stage && !dice.one_in(3), || dice.pick(&world.stages)),
                "limits": limits, "budget": maybe(dice.one_in(4), || dice.below(5)),
                "order": maybe(order, || {
                    let count = dice.between(1, sessions.len());
                    dice.exactly(&sessions, count)
                }),
                "loads": maybe(loads, || {
                    let count = dice.between(1, 2);
                    dice.exactly(&["none", "band", "weight"], count)
                }),
                "progress": dice.pick(&["hold", "small-steps", "double"]),
                "deload": maybe(deload, || json!({
                    "weeks": [dice.between(first, last)], "fewer_sets": 1, "how": "Do less.",
                })),
            })
        })
        .collect();
    let last = week - 1;
    let mut order = sessions.clone();
    if dice.one_in(3) {
        order.push(dice.pick(&sessions));
    }
    let days = dice.between(1, 4);
    let takes_own = dice.one_in(3);
    json!({
        "id": id, "name": format!("Programme {id}"), "summary": "Made up.", "for_whom": ["Nobody."],
        "rank": dice.between(1, 9), "basis": "consensus",
        "own_training": maybe(takes_own, || json!({
            "rank": dice.between(1, 9), "max_items": dice.between(1, 5),
            "session_name": "Your session {letter}",
        })),
        "caution": maybe(dice.one_in(4), || "Take care."),
        "closed": dice.one_in(5),
        "entry_week": maybe(dice.one_in(4), || dice.between(1, last)),
        "never_irritable": maybe(dice.one_in(6) && !world.irritabilities.is_empty(), || {
            vec![dice.pick(&world.irritabilities)]
        }),
        "only_with": only_with, "never_with": never_with,
        "schedule": {
            "days": dice.exactly(&DAYS, days), "order": order, "rest_days": dice.below(3),
            "changeover_s": dice.pick(&[json!(0), json!(30), json!([30, 60])]),
        },
        "phases": phases, "sessions": records,
    })
}
