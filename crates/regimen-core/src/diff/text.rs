//! A difference for a terminal.

use crate::wrap::Lines;

use super::{Change, Difference, Effect, GroupKind, How, PackChange};

/// The most kinds of difference of one sort that are printed; all stand in the JSON.
const MOST: usize = 12;

pub(super) fn text(one: &Difference) -> String {
    let mut lines = Lines::new();
    if one.is_empty() {
        lines.add(0, "There is no difference.");
        set(&mut lines, &one.effect);
        return lines.finish();
    }
    lines.add(0, "Packs");
    for pack in &one.packs {
        lines.add(2, &versions(pack));
    }
    lines.gap();
    if one.changes.is_empty() {
        lines.add(0, "Nothing changed of what plans depend on.");
    } else {
        lines.add(0, "What changed");
    }
    let mut kind = "";
    for change in &one.changes {
        if change.kind != kind {
            kind = change.kind;
            lines.gap();
            lines.add(2, heading(kind));
        }
        add(&mut lines, change);
    }
    if !one.wording.is_empty() {
        lines.gap();
        let count = one.wording.len();
        let word = if count == 1 { "record" } else { "records" };
        lines.add(0, &format!("Wording: {count} {word}"));
        for wording in &one.wording {
            lines.hang(
                2,
                "- ",
                &format!(
                    "{} {}: {}",
                    wording.kind,
                    wording.id,
                    wording.keys.join(", ")
                ),
            );
        }
    }
    if !one.other_files.is_empty() {
        lines.gap();
        lines.add(
            0,
            "Files that differ in nothing of the above, as in comments or what a number rests on",
        );
        for file in &one.other_files {
            lines.hang(2, "- ", file);
        }
    }
    lines.gap();
    effect(&mut lines, &one.effect);
    lines.finish()
}

fn versions(pack: &PackChange) -> String {
    let name = &pack.name;
    match (&pack.old, &pack.new) {
        (Some(old), Some(new)) if pack.built_in => {
            format!("{name} {}, from the program on both sides", both(old, new))
        }
        (Some(old), Some(new)) if !pack.differs => format!("{name} {}, the same", both(old, new)),
        (Some(old), Some(new)) if old == new => {
            format!("{name} {new} on both sides, and its files differ")
        }
        (Some(old), Some(new)) => format!("{name} {new}, was {old}"),
        (Some(old), None) => format!("{name} {old}, only in OLD"),
        (None, Some(new)) => format!("{name} {new}, only in NEW"),
        (None, None) => name.to_string(),
    }
}

fn both(old: &str, new: &str) -> String {
    if old == new {
        new.to_owned()
    } else {
        format!("{new}, was {old}")
    }
}

fn heading(kind: &str) -> &str {
    match kind {
        "axis" => "Axes",
        "part" => "Parts of the body",
        "role" => "Roles",
        "position" => "Positions",
        "equipment" => "Equipment",
        "pattern" => "Patterns",
        "trait" => "Traits",
        "stage" => "Stages",
        "irritability" => "Irritability",
        "dial" => "Dials",
        "screen" => "Screen",
        "response" => "Response to training",
        "exercise" => "Exercises",
        "ladder" => "Ladders",
        "finding" => "Findings",
        "red-flag" => "Red flags",
        "never" => "Never rules",
        "substitution" => "Substitutions",
        "programme" => "Programmes",
        other => other,
    }
}

fn add(lines: &mut Lines, change: &Change) {
    let how = match change.how {
        How::Added => ": added",
        How::Removed => ": removed",
        How::Changed => "",
    };
    lines.add(4, &format!("{} ({}){how}", change.name, change.id));
    for what in &change.what {
        lines.hang(6, "- ", what);
    }
}

fn set(lines: &mut Lines, effect: &Effect) {
    lines.add(0, &format!("Planned with both: {}.", effect.set.says));
}

fn effect(lines: &mut Lines, effect: &Effect) {
    let all = number(effect.set.presentations);
    if effect.differ == 0 {
        lines.add(0, &format!("Plans: unchanged for all {all} presentations."));
    } else {
        let verb = if effect.differ == 1 { "gets" } else { "get" };
        lines.add(
            0,
            &format!(
                "Plans: {} of {all} presentations {verb} a different plan.",
                number(effect.differ)
            ),
        );
    }
    set(lines, effect);
    for (count, side) in [
        (effect.cannot_be_asked_in_old, "OLD"),
        (effect.cannot_be_asked_in_new, "NEW"),
    ] {
        if count > 0 {
            lines.add(
                0,
                &format!(
                    "{} of them cannot be asked in {side}, and are not compared.",
                    number(count)
                ),
            );
        }
    }
    let mut kind = None;
    let mut printed = 0;
    for group in &effect.groups {
        if kind != Some(group.kind) {
            kind = Some(group.kind);
            printed = 0;
            lines.gap();
            lines.add(2, title(group.kind));
        }
        printed += 1;
        if printed > MOST {
            if printed == MOST + 1 {
                let more = effect
                    .groups
                    .iter()
                    .filter(|one| one.kind == group.kind)
                    .count()
                    - MOST;
                lines.add(
                    11,
                    &format!("and {more} more of this sort; `--format json` has them all"),
                );
            }
            continue;
        }
        lines.hang(2, &format!("{:>7}  ", number(group.count)), &group.says);
        let examples: Vec<&str> = group.examples.iter().map(|one| one.says.as_str()).collect();
        lines.add(13, &format!("as with {}", examples.join("; ")));
    }
}

fn title(kind: GroupKind) -> &'static str {
    match kind {
        GroupKind::NowGiven => "Given, and was out",
        GroupKind::DialGone => "No longer turned down",
        GroupKind::Outcome => "Another outcome",
        GroupKind::Programme => "Another programme",
        GroupKind::Swapped => "Another exercise",
        GroupKind::Filled => "One more exercise",
        GroupKind::LeftOut => "Left out",
        GroupKind::Dial => "Turned down",
        GroupKind::Dose => "Another dose",
        GroupKind::Avoid => "The list of what to leave out for now",
        GroupKind::Calendar => "Weeks and days",
    }
}

/// With a comma at each thousand.
fn number(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
