//! Presentations at random, over whatever packs are loaded: every key that one may have.

use regimen_core::format::common::{Dose, Range};
use regimen_core::library::{Exercise, Finding, Library, RedFlag};

use crate::dice::Dice;

/// A presentation, as text. Now and then its keys contradict each other, and it is then refused.
pub fn presentation(library: &Library, dice: &mut Dice<'_>) -> String {
    let mut text = String::new();
    let mut line = |key: &str, value: String| {
        text.push_str(&format!("{key} = {value}\n"));
    };
    let ids = |all: &mut dyn Iterator<Item = &str>| -> Vec<String> { all.map(quoted).collect() };
    let exercises = ids(&mut library.exercises.ids());
    let stages = ids(&mut library.stages.ids());
    line("stage", dice.pick(&stages));

    let flags: Vec<&RedFlag> = if dice.one_in(10) {
        let all: Vec<&RedFlag> = library.red_flags.rows().iter().collect();
        dice.some(&all, 2)
    } else {
        Vec::new()
    };
    line(
        "red_flags",
        list(flags.iter().map(|flag| quoted(flag.id.as_str()))),
    );
    let keys: Vec<_> = library.findings.iter().map(|(key, _)| key).collect();
    let mut ticked: Vec<&Finding> = Vec::new();
    for key in dice.some(&keys, 4) {
        ticked.push(&library.findings[key]);
    }
    let findings: Vec<String> = ticked
        .iter()
        .map(|finding| tick(library, dice, finding.id.as_str(), &stages))
        .collect();
    line("findings", list(findings.into_iter()));
    let mut cleared: Vec<String> = Vec::new();
    for finding in &ticked {
        if finding.clearance.is_some() && !dice.one_in(10) {
            cleared.push(quoted(finding.id.as_str()));
        }
    }
    for flag in &flags {
        if dice.one_in(2) {
            cleared.push(quoted(flag.id.as_str()));
        }
    }
    line("cleared", list(cleared.into_iter()));

    match dice.below(3) {
        0 => line("equipment", "\"any\"".to_owned()),
        1 => {}
        _ => {
            let all = ids(&mut library.equipment.ids());
            line("equipment", list(dice.some(&all, all.len()).into_iter()));
        }
    }
    let programmes: Vec<_> = library.programmes.iter().map(|(key, _)| key).collect();
    // A week that most programmes have, unless one is named.
    let mut last = 6;
    if dice.one_in(4) && !programmes.is_empty() {
        let programme = &library.programmes[dice.pick(&programmes)];
        line("programme", quoted(programme.id.as_str()));
        last = programme
            .phases
            .last()
            .map_or(last, |phase| phase.weeks.max);
    }
    if dice.one_in(4) {
        line("week", dice.between(1, usize::from(last)).to_string());
    }
    if dice.one_in(4) {
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let count = dice.between(1, 7);
        let days = dice.exactly(&days, count);
        line("training_days", list(days.into_iter().map(quoted)));
    }
    if dice.one_in(4) {
        line("session_minutes", dice.between(1, 60).to_string());
    }
    line("goals", list(dice.some(&exercises, 3).into_iter()));
    let exclude = if dice.one_in(3) {
        dice.some(&exercises, 3)
    } else {
        Vec::new()
    };
    let mut pin = if dice.one_in(3) {
        dice.some(&exercises, 2)
    } else {
        Vec::new()
    };
    pin.retain(|id| !exclude.contains(id));
    line("exclude", list(exclude.into_iter()));
    line("pin", list(pin.into_iter()));
    if dice.one_in(3) {
        let keys: Vec<_> = library.exercises.iter().map(|(key, _)| key).collect();
        let trained: Vec<String> = dice
            .some(&keys, 9)
            .into_iter()
            .map(|key| trained(dice, &library.exercises[key]))
            .collect();
        line("current_training", list(trained.into_iter()));
    }
    if dice.one_in(3) {
        let axes = ids(&mut library.axes.ids());
        let levels = ["none", "low", "moderate", "high"];
        let held = dice.some(&axes, 3).into_iter();
        let held: Vec<String> = held
            .map(|axis| format!("{axis} = {}", quoted(dice.pick(&levels))))
            .collect();
        line("tolerance", format!("{{ {} }}", held.join(", ")));
    }
    text
}

fn quoted(id: impl AsRef<str>) -> String {
    format!("\"{}\"", id.as_ref())
}

fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    format!("[{}]", items.join(", "))
}

/// A finding as it is ticked: alone, or with what differs for it.
fn tick(library: &Library, dice: &mut Dice<'_>, id: &str, stages: &[String]) -> String {
    let mut own = vec![format!("id = {}", quoted(id))];
    if dice.one_in(3) {
        own.push(format!("stage = {}", dice.pick(stages)));
    }
    let irritabilities: Vec<&str> = library.irritabilities.ids().collect();
    if dice.one_in(3) && !irritabilities.is_empty() {
        own.push(format!(
            "irritability = {}",
            quoted(dice.pick(&irritabilities))
        ));
    }
    if dice.one_in(8) {
        let sides = ["left", "right", "both"];
        own.push(format!("side = {}", quoted(dice.pick(&sides))));
    }
    if own.len() == 1 {
        quoted(id)
    } else {
        format!("{{ {} }}", own.join(", "))
    }
}

/// An exercise that the person trains now, its dose in the units that the exercise is counted in.
fn trained(dice: &mut Dice<'_>, exercise: &Exercise) -> String {
    let Dose {
        reps,
        hold_s,
        distance_m,
        minutes,
        ..
    } = exercise.dose;
    let mut parts = vec![format!("exercise = {}", quoted(exercise.id.as_str()))];
    if dice.one_in(2) {
        parts.push(format!("sets = {}", dice.between(1, 8)));
    }
    let units: [(&str, Option<Range>, u16); 4] = [
        ("reps", reps, 200),
        ("hold_s", hold_s, 600),
        ("distance_m", distance_m, 50_000),
        ("minutes", minutes, 300),
    ];
    for (unit, own, most) in units {
        if let Some(own) = own
            && dice.one_in(2)
        {
            let much = usize::from(own.max) * dice.between(1, 6) / 3;
            parts.push(format!("{unit} = {}", much.clamp(1, usize::from(most))));
        }
    }
    if dice.one_in(2) {
        let loads = [
            "{ kg = 42.5 }",
            "{ bodyweight = true }",
            "{ effort = [6, 7] }",
        ];
        parts.push(format!("load = {}", dice.pick(&loads)));
    }
    if dice.one_in(4) {
        parts.push("rest_s = 30".to_owned());
    }
    format!("{{ {} }}", parts.join(", "))
}
