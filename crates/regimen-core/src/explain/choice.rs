//! Options against the limits: what each asks, what is allowed, and what else stands in its way.

use crate::level::{Level, Levels};
use crate::library::{EquipmentSet, Exercise, Key, Opt, Way};
use crate::wrap::row;

use super::phase::Scene;
use super::{DialTurned, Reason, Record};

/// What an option must keep to besides the limits.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    /// The highest level on each axis.
    pub(super) ceiling: Levels,
    /// What it stands in for, which sets the ceiling; where none, or where that one may ask more, the session's budget
    /// sets it.
    pub(super) own: Option<Key<Exercise>>,
    pub(super) loaded_only: bool,
    pub(super) bulky: bool,
}

impl Bounds {
    pub(super) const FREE: Bounds = Bounds {
        ceiling: Levels::UNLIMITED,
        own: None,
        loaded_only: false,
        bulky: false,
    };
}

/// One dial of an exercise, or none, and the ways of equipping it that come out alike.
pub(super) struct Judged {
    pub(super) ways: Vec<usize>,
    pub(super) turn: Option<usize>,
    /// The exercise that it then is the same as.
    pub(super) twin: Option<Key<Exercise>>,
    /// What it asks, its volume counted.
    asks: Levels,
    pub(super) stops: Vec<Reason>,
}

/// An exercise as it is, or with each of its dials: what stands in the way of each. Ways that the room lacks
/// are left aside where it has another one.
pub(super) fn judged(
    scene: &Scene<'_, '_>,
    exercise: Key<Exercise>,
    dialled: bool,
    bounds: Bounds,
) -> Vec<Judged> {
    let options = scene.records.library.choices.of(exercise);
    let all = if dialled {
        &options.turned
    } else {
        &options.plain
    };
    let mut groups: Vec<(Option<u16>, Vec<&Opt>)> = Vec::new();
    for opt in all {
        match groups.last_mut() {
            Some((turn, group)) if *turn == opt.turn => group.push(opt),
            _ => groups.push((opt.turn, vec![opt])),
        }
    }
    let mut found: Vec<Judged> = Vec::new();
    for (turn, group) in groups {
        let turn = turn.map(usize::from);
        let here: Vec<&Opt> = group
            .iter()
            .copied()
            .filter(|opt| opt.needs.within(scene.room))
            .collect();
        let lacking = here.is_empty();
        let mut of_group: Vec<Judged> = Vec::new();
        for opt in if lacking {
            group.into_iter().take(1).collect()
        } else {
            here
        } {
            let mut stops = stops(scene, exercise, opt, bounds);
            if lacking {
                stops.insert(0, equipment(scene, exercise, turn));
            }
            let way = usize::from(opt.way);
            match of_group
                .iter_mut()
                .find(|one| one.stops == stops && one.asks == asks(opt, bounds))
            {
                Some(one) if !one.ways.contains(&way) => one.ways.push(way),
                Some(_) => {}
                None => of_group.push(Judged {
                    ways: vec![way],
                    turn,
                    twin: opt.twin,
                    asks: asks(opt, bounds),
                    stops,
                }),
            }
        }
        found.extend(of_group);
    }
    found
}

fn asks(opt: &Opt, bounds: Bounds) -> Levels {
    if bounds.bulky {
        opt.demands.raised()
    } else {
        opt.demands
    }
}

fn stops(scene: &Scene<'_, '_>, exercise: Key<Exercise>, opt: &Opt, bounds: Bounds) -> Vec<Reason> {
    let (way, turn) = (usize::from(opt.way), opt.turn.map(usize::from));
    let asks = asks(opt, bounds);
    let limits = scene.limits.levels;
    let mut found: Vec<Reason> = asks
        .above(limits)
        .filter_map(|axis| {
            let raised = asks.get(axis) != opt.demands.get(axis);
            level(
                scene,
                "limit",
                exercise,
                way,
                turn,
                axis,
                asks.get(axis),
                raised,
            )
        })
        .collect();
    for axis in asks.above(bounds.ceiling) {
        if asks.get(axis) > limits.get(axis) {
            continue;
        }
        let own = bounds.own.filter(|&own| {
            scene.records.library.choices.of(own).ceiling.get(axis) < asks.get(axis)
        });
        found.extend(match own {
            Some(own) => raises(scene, exercise, own, way, turn, axis, asks.get(axis)),
            None => dear(scene, exercise, way, turn, axis, asks.get(axis)),
        });
    }
    if bounds.loaded_only && !opt.loaded {
        let record = &scene.records.library.exercises[exercise];
        found.push(Reason {
            code: "unloaded",
            text: "it cannot be loaded, and what can be is looked for first".to_owned(),
            axis: None,
            asks: None,
            allowed: None,
            from: vec![scene.records.at(
                &record.origin,
                "/loadable",
                format!("{}: whether it can be loaded", record.name),
                &[],
            )],
        });
    }
    found
}

/// What an option asks on a limited axis against what is allowed.
#[expect(clippy::too_many_arguments, reason = "a level has that many sides")]
fn level(
    scene: &Scene<'_, '_>,
    code: &'static str,
    exercise: Key<Exercise>,
    way: usize,
    turn: Option<usize>,
    axis: usize,
    asks: Level,
    raised: bool,
) -> Option<Reason> {
    let records = scene.records;
    let record = records.library.axes.rows().get(axis)?;
    let allowed = scene.limits.levels.get(axis);
    let mut text = format!(
        "{}: asks {}, {} is allowed",
        record.name,
        asks.as_str(),
        allowed.as_str()
    );
    if raised {
        text.push_str("; its planned volume counts one level more");
    }
    let mut from: Vec<Record> = records
        .demand(exercise, way, turn, axis)
        .into_iter()
        .collect();
    from.extend(records.limit(scene, axis));
    Some(Reason {
        code,
        text,
        axis: Some(record.id.clone()),
        asks: Some(asks),
        allowed: Some(allowed),
        from,
    })
}

/// It would ask more than what it stands in for.
fn raises(
    scene: &Scene<'_, '_>,
    exercise: Key<Exercise>,
    own: Key<Exercise>,
    way: usize,
    turn: Option<usize>,
    axis: usize,
    asks: Level,
) -> Option<Reason> {
    let records = scene.records;
    let library = records.library;
    let axis_record = library.axes.rows().get(axis)?;
    let most = library.choices.of(own).ceiling.get(axis);
    let mut from: Vec<Record> = records
        .demand(exercise, way, turn, axis)
        .into_iter()
        .collect();
    from.extend(records.demand(own, 0, None, axis));
    Some(Reason {
        code: "raises",
        text: format!(
            "{}: asks {}, and what stands in for {} may ask {} at most",
            axis_record.name,
            asks.as_str(),
            library.exercises[own].name,
            most.as_str(),
        ),
        axis: Some(axis_record.id.clone()),
        asks: Some(asks),
        allowed: Some(most),
        from,
    })
}

/// The session cannot afford it.
fn dear(
    scene: &Scene<'_, '_>,
    exercise: Key<Exercise>,
    way: usize,
    turn: Option<usize>,
    axis: usize,
    asks: Level,
) -> Option<Reason> {
    let records = scene.records;
    let record = records.library.axes.rows().get(axis)?;
    let mut from: Vec<Record> = records
        .demand(exercise, way, turn, axis)
        .into_iter()
        .collect();
    from.extend(records.budget(scene, axis));
    Some(Reason {
        code: "budget",
        text: format!(
            "{}: asks {}, and the session has spent what it may; only low is free",
            record.name,
            asks.as_str()
        ),
        axis: Some(record.id.clone()),
        asks: Some(asks),
        allowed: Some(Level::Low),
        from,
    })
}

/// With the rest of the session it asks too much.
pub(super) fn over_budget(scene: &Scene<'_, '_>, axes: &[usize]) -> Reason {
    let records = scene.records;
    let rows = records.library.axes.rows();
    let names: Vec<&str> = axes
        .iter()
        .filter_map(|&axis| rows.get(axis).map(|axis| axis.name.as_str()))
        .collect();
    Reason {
        code: "budget",
        text: format!(
            "it fits by itself, but with the rest of the session there is too much {}",
            row(names, "and")
        ),
        axis: axes
            .first()
            .and_then(|&axis| rows.get(axis))
            .map(|axis| axis.id.clone()),
        asks: None,
        allowed: None,
        from: axes
            .iter()
            .filter_map(|&axis| records.budget(scene, axis))
            .take(1)
            .collect(),
    }
}

/// What no way of doing it can do without, and the room lacks.
fn equipment(scene: &Scene<'_, '_>, exercise: Key<Exercise>, turn: Option<usize>) -> Reason {
    let records = scene.records;
    let library = records.library;
    let record = &library.exercises[exercise];
    let in_room = record.ways.iter().any(|way| way.needs.within(scene.room));
    let of_turn = turn
        .and_then(|turn| record.turns.get(turn))
        .filter(|_| in_room);
    let (needs, origin, path): (Vec<String>, _, &str) = match of_turn {
        Some(turn) => (
            turn.needs.iter().map(|&set| pieces(scene, set)).collect(),
            &turn.origin,
            "/needs",
        ),
        None => (
            record
                .ways
                .iter()
                .map(|way| pieces(scene, way.needs))
                .collect(),
            &record.origin,
            "/ways",
        ),
    };
    let needs = row(needs.iter().map(String::as_str), "or");
    let at_hand = record
        .ways
        .iter()
        .any(|way| way.needs.within(scene.asked.room));
    let mut from = vec![records.at(origin, path, format!("{} needs {needs}", record.name), &[])];
    let text = if !in_room && at_hand {
        let says = format!("{}: the only kinds of load", scene.written.name);
        let cites = &library.programmes[scene.programme].sources;
        from.push(records.at(&scene.written.origin, "/loads", says, cites));
        format!("it needs {needs}, and that load is not for these weeks")
    } else {
        format!("it needs {needs}, which is not at hand")
    };
    Reason {
        code: "equipment",
        text,
        axis: None,
        asks: None,
        allowed: None,
        from,
    }
}

/// The pieces of a set, in the packs' order.
fn pieces(scene: &Scene<'_, '_>, set: EquipmentSet) -> String {
    let all = scene.records.library.equipment.iter();
    let names = all
        .filter(|(key, _)| set.has(*key))
        .map(|(_, one)| one.name.as_str());
    names.collect::<Vec<_>>().join(" + ")
}

/// What stands in the way of an exercise whatever the dial: its stage, the clinician's wish, a closed list, a never
/// rule.
pub(super) fn whole(scene: &Scene<'_, '_>, exercise: Key<Exercise>) -> Vec<Reason> {
    let records = scene.records;
    let library = records.library;
    let record = &library.exercises[exercise];
    let reason = |code, text: String, from| Reason {
        code,
        text,
        axis: None,
        asks: None,
        allowed: None,
        from: vec![from],
    };
    let mut found = Vec::new();
    if let Some(from) = record.from_stage
        && scene.situation.stage < from
    {
        let stage = &library.stages[from].name;
        let why = record.avoid_because.clone().unwrap_or_default();
        found.push(reason(
            "stage",
            format!("it is left out for everyone before the stage “{stage}”, however light"),
            records.at(&record.origin, "/from_stage", why, &record.sources),
        ));
    }
    if let Some(at) = scene.asked.exclude.iter().position(|&one| one == exercise) {
        found.push(reason(
            "excluded",
            "the presentation says never to give it".to_owned(),
            records.asked(&format!("/exclude/{at}"), "excluded by the clinician"),
        ));
    }
    if scene
        .listed
        .as_ref()
        .is_some_and(|list| !list.contains(&exercise))
    {
        let programme = &library.programmes[scene.programme];
        found.push(reason(
            "closed",
            format!(
                "nothing outside the lists of “{}” may come in, and it is not on this phase's",
                programme.name
            ),
            records.at(
                &programme.origin,
                "/closed",
                programme.name.as_str(),
                &programme.sources,
            ),
        ));
    }
    let forbids = |key: &&_| library.nevers[**key].exercises.contains(&exercise);
    for &key in scene.nevers.iter().filter(forbids) {
        let rule = &library.nevers[key];
        found.push(reason(
            "never",
            format!("a never rule forbids it: {}", rule.why),
            records.at(
                &rule.origin,
                "",
                format!("the never rule {}", rule.id),
                &rule.sources,
            ),
        ));
    }
    found
}

/// What a fitting option asks on each limited axis.
pub(super) fn within(scene: &Scene<'_, '_>, exercise: Key<Exercise>, one: &Judged) -> Vec<Reason> {
    let way = one.ways.first().copied().unwrap_or(0);
    let mut found: Vec<Reason> = scene
        .limits
        .on
        .iter()
        .filter(|limit| one.asks.get(limit.axis) > Level::None)
        .filter_map(|limit| {
            let asks = one.asks.get(limit.axis);
            level(
                scene, "within", exercise, way, one.turn, limit.axis, asks, false,
            )
        })
        .collect();
    if found.is_empty() {
        found.push(Reason {
            code: "free",
            text: if scene.limits.on.is_empty() {
                "nothing is limited".to_owned()
            } else {
                "it asks nothing of what is limited".to_owned()
            },
            axis: None,
            asks: None,
            allowed: None,
            from: Vec::new(),
        });
    }
    found
}

/// A dial of an exercise's own.
pub(super) fn dial(
    scene: &Scene<'_, '_>,
    exercise: Key<Exercise>,
    turn: usize,
) -> Option<DialTurned> {
    let library = scene.records.library;
    let turn = library.exercises[exercise].turns.get(turn)?;
    let dial = &library.dials[turn.dial];
    Some(DialTurned {
        turn: Some(turn.id.clone()),
        dial: dial.id.clone(),
        name: dial.name.clone(),
        how: turn.how.clone(),
    })
}

/// The dial that takes volume away.
pub(super) fn volume(scene: &Scene<'_, '_>) -> Option<DialTurned> {
    let library = scene.records.library;
    let dial = &library.dials[library.choices.volume_dial?];
    Some(DialTurned {
        turn: None,
        dial: dial.id.clone(),
        name: dial.name.clone(),
        how: dial.how.clone().unwrap_or_default(),
    })
}

/// What an exercise is done with, the ways as alternatives; nothing where it has one way only.
pub(super) fn ways(scene: &Scene<'_, '_>, exercise: Key<Exercise>, ways: &[usize]) -> Vec<String> {
    let all: &[Way] = &scene.records.library.exercises[exercise].ways;
    if all.len() < 2 {
        return Vec::new();
    }
    let names = ways.iter().filter_map(|&way| all.get(way));
    names
        .map(|way| pieces(scene, way.needs))
        .filter(|names| !names.is_empty())
        .collect()
}
