//! What the exact part does not cover, sampled through the whole engine from a fixed seed.

use fastrand::Rng;

use crate::format::finding::FindingKind;
use crate::library::{EquipmentSet, Exercise, Finding, Key, Library, Table};
use crate::link::{Asked, check_presentation};
use crate::plan::{
    Because, Condition, Item, Limits, Outcome, PhasePlan, Plan, Tracing, Turned, Warning, plan,
    situation,
};
use crate::source::{Content, Sources};

use super::{Findings, Invariant};

/// A presentation's text, linked; nothing if it has errors.
pub(super) fn ask(library: &Library, text: &str) -> Option<Asked> {
    let mut sources = Sources::new();
    let file = sources.add_file("presentation.toml", Content::Text(text.to_owned()));
    let (asked, _) = check_presentation(&sources, library, file).asked?;
    Some(asked)
}

/// Tries some presentations; how many of them got a plan.
pub(super) fn try_some(library: &Library, seed: u64, samples: u64, found: &mut Findings) -> u64 {
    let mut rng = Rng::with_seed(seed);
    let mut planned = 0;
    for _ in 0..samples {
        let text = presentation(library, &mut rng);
        let Some(asked) = ask(library, &text) else {
            continue;
        };
        let Outcome::Plan(made) = plan(library, &asked, Tracing::Off).outcome else {
            continue;
        };
        planned += 1;
        for (rule, exercise) in broken(library, &asked, &made) {
            let id = exercise.map_or_else(String::new, |key| library.exercises[key].id.to_string());
            let at = library.programmes[made.programme].id.to_string();
            found.breach(rule, at, id, (text.len(), text.clone()));
        }
    }
    planned
}

/// A list of some ids, quoted.
fn some<T>(rng: &mut Rng, table: &Table<T>, ids: &[&str], most: usize) -> Vec<String> {
    let mut all: Vec<&str> = ids.to_vec();
    rng.shuffle(&mut all);
    let count = rng.usize(0..=most.min(table.len()));
    all.truncate(count);
    all.iter().map(|id| format!("\"{id}\"")).collect()
}

fn presentation(library: &Library, rng: &mut Rng) -> String {
    fn ids<T>(table: &Table<T>) -> Vec<&str> {
        table.ids().collect()
    }
    let stages = ids(&library.stages);
    let exercises = ids(&library.exercises);
    let axes = ids(&library.axes);
    let stage = rng.choice(&stages).copied().unwrap_or("");
    let irritabilities = ids(&library.irritabilities);
    let mut cleared: Vec<String> = Vec::new();
    let mut findings: Vec<String> = Vec::new();
    let mut all: Vec<_> = library.findings.rows().iter().collect();
    rng.shuffle(&mut all);
    for finding in all.iter().take(rng.usize(0..=4)) {
        let own = rng.choice(&stages).copied().unwrap_or("");
        findings.push(match rng.usize(0..3) {
            0 => format!("{{ id = \"{}\", stage = \"{own}\" }}", finding.id),
            1 if !irritabilities.is_empty() => {
                let how = rng.choice(&irritabilities).copied().unwrap_or("");
                format!("{{ id = \"{}\", irritability = \"{how}\" }}", finding.id)
            }
            _ => format!("\"{}\"", finding.id),
        });
        if finding.clearance.is_some() {
            cleared.push(format!("\"{}\"", finding.id));
        }
    }
    let equipment = some(rng, &library.equipment, &ids(&library.equipment), 12);
    let mut text = format!(
        "red_flags = []\nfindings = [{}]\ncleared = [{}]\nstage = \"{stage}\"\n",
        findings.join(", "),
        cleared.join(", ")
    );
    text.push_str(&if rng.u8(0..3) == 0 {
        "equipment = \"any\"\n".to_owned()
    } else {
        format!("equipment = [{}]\n", equipment.join(", "))
    });
    if rng.bool() {
        text.push_str(&format!("week = {}\n", rng.u16(1..=26)));
    }
    if rng.bool() {
        text.push_str(&format!("session_minutes = {}\n", rng.u16(5..=60)));
    }
    if rng.bool() {
        let mut days = vec!["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        rng.shuffle(&mut days);
        days.truncate(rng.usize(1..=5));
        let days: Vec<String> = days.iter().map(|day| format!("\"{day}\"")).collect();
        text.push_str(&format!("training_days = [{}]\n", days.join(", ")));
    }
    if rng.bool() {
        let goals = some(rng, &library.exercises, &exercises, 3);
        text.push_str(&format!("goals = [{}]\n", goals.join(", ")));
    }
    let pinned = some(rng, &library.exercises, &exercises, 3);
    let mut excluded = some(rng, &library.exercises, &exercises, 3);
    excluded.retain(|id| !pinned.contains(id));
    text.push_str(&format!(
        "pin = [{}]\nexclude = [{}]\n",
        pinned.join(", "),
        excluded.join(", ")
    ));
    if rng.bool() {
        let own = some(rng, &library.exercises, &exercises, 8);
        let own: Vec<String> = own
            .iter()
            .map(|id| {
                let sets = rng.u16(1..=10);
                format!("{{ exercise = {id}, sets = {sets} }}")
            })
            .collect();
        text.push_str(&format!("current_training = [{}]\n", own.join(", ")));
    }
    if rng.bool() {
        let axis = rng.choice(&axes).copied().unwrap_or("");
        let level = ["none", "low", "moderate", "high"];
        let level = rng.choice(level).unwrap_or("low");
        text.push_str(&format!("tolerance = {{ {axis} = \"{level}\" }}\n"));
    }
    text
}

/// What a plan is held against besides its items: its weeks, what must not be loosened, and what must be said.
fn broken_at_large(library: &Library, asked: &Asked, made: &Plan) -> Vec<Invariant> {
    let mut found = Vec::new();
    let phases = &library.programmes[made.programme].phases;
    let record = |phase: &PhasePlan| phases.get(phase.phase);
    if let Some(week) = asked.week {
        let entered = made.now().and_then(record);
        let inside = entered.is_some_and(|one| one.weeks.min <= week && week <= one.weeks.max);
        if !inside || made.calendar.iter().any(|one| one.week < week) {
            found.push(Invariant::Weeks);
        }
    }
    let mut later = made.phases.iter().skip(1).filter_map(record);
    if later.any(|one| one.opens_when.is_empty()) {
        found.push(Invariant::Weeks);
    }
    let told = |one: &Warning| matches!(one, Warning::ManyProvocations { .. });
    if keep(library, asked).is_some() && !made.warnings.iter().any(told) {
        found.push(Invariant::Told);
    }
    if made
        .phases
        .iter()
        .any(|phase| loosens(library, asked, made, phase))
    {
        found.push(Invariant::Must);
    }
    found
}

/// Whether a phase allows more than the findings do, alone and with nothing tolerated, whose limits nothing may loosen.
fn loosens(library: &Library, asked: &Asked, made: &Plan, phase: &PhasePlan) -> bool {
    let must = |finding: Key<Finding>| library.findings[finding].must;
    let conditions = asked.conditions.iter().copied();
    let firm: Vec<Condition> = conditions.filter(|one| must(one.finding)).collect();
    let here = situation(library, asked.stage, &firm, made.programme, phase.phase);
    let (limits, _) = Limits::tolerated(library, &here, &[]);
    limits.on.iter().any(|limit| {
        let firm = |one: &Because| matches!(one, Because::Finding(finding, _) if must(*finding));
        limit.because.iter().any(firm) && phase.limits.levels.get(limit.axis) > limit.max
    })
}

/// The most items in a session, where very many things bring on the pain.
fn keep(library: &Library, asked: &Asked) -> Option<usize> {
    let provocations = asked
        .findings()
        .filter(|&one| library.findings[one].kind == FindingKind::Provocation)
        .count();
    library
        .many_provocations
        .as_ref()
        .filter(|many| provocations >= usize::from(many.from))
        .map(|many| usize::from(many.keep_items))
}

/// Every rule that a plan breaks.
fn broken(
    library: &Library,
    asked: &Asked,
    made: &Plan,
) -> Vec<(Invariant, Option<Key<Exercise>>)> {
    let at_large = broken_at_large(library, asked, made).into_iter();
    let mut found: Vec<_> = at_large.map(|rule| (rule, None)).collect();
    let keep = keep(library, asked).unwrap_or(usize::MAX);
    for phase in &made.phases {
        let record = library.programmes[made.programme].phases.get(phase.phase);
        let too_heavy = record.map_or(EquipmentSet::EMPTY, |record| record.too_heavy);
        let room = asked.room.without(too_heavy);
        for session in &phase.sessions {
            let mut seen: Vec<Key<Exercise>> = Vec::new();
            for item in &session.items {
                let mut broke = |rule| found.push((rule, Some(item.exercise)));
                let exercise = &library.exercises[item.exercise];
                if !asks(library, item).within(phase.limits.levels) {
                    broke(Invariant::Limit);
                }
                let way = exercise.ways.get(item.way);
                if !way.is_some_and(|way| way.needs.within(room)) {
                    broke(Invariant::Equipment);
                }
                if exercise.from_stage.is_some_and(|from| phase.stage < from) {
                    broke(Invariant::Stage);
                }
                if asked.exclude.contains(&item.exercise) {
                    broke(Invariant::Closed);
                }
                if item.why.is_empty() {
                    broke(Invariant::Reason);
                }
                let turn = item.turn.and_then(Turned::own);
                let turn = turn.and_then(|turn| exercise.turns.get(turn));
                let twin = turn.and_then(|turn| turn.same_as);
                for key in [Some(item.exercise), twin].into_iter().flatten() {
                    if seen.contains(&key) {
                        broke(Invariant::Twice);
                    }
                    seen.push(key);
                }
            }
            if session.items.len() > keep {
                let last = session.items.last().map(|item| item.exercise);
                found.push((Invariant::Small, last));
            }
            if let Some(most) = asked.session_minutes {
                let said = |one: &Warning| matches!(one, Warning::Long { .. });
                if session.minutes.1 > most && !made.warnings.iter().any(said) {
                    found.push((Invariant::Long, None));
                }
            }
        }
        for &pin in &asked.pin {
            let mut items = phase.sessions.iter().flat_map(|session| &session.items);
            let said =
                |one: &Warning| matches!(one, Warning::Pin { exercise, .. } if *exercise == pin);
            if !items.any(|item| item.exercise == pin) && !made.warnings.iter().any(said) {
                found.push((Invariant::Reason, Some(pin)));
            }
        }
    }
    found
}

/// What an item asks, from the record.
fn asks(library: &Library, item: &Item) -> crate::level::Levels {
    let record = &library.exercises[item.exercise];
    let way = record.ways.get(item.way);
    let base = way.map_or(record.demands, |way| way.demands);
    let turn = item
        .turn
        .and_then(Turned::own)
        .and_then(|turn| record.turns.get(turn));
    turn.map_or(base, |turn| turn.apply(base, record.demands))
}
