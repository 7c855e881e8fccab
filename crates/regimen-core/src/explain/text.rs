//! An explanation for a terminal.

use crate::report::OutcomeKind;
use crate::wrap::{Lines, row};

use super::{
    Alone, Came, CameBy, Choice, Explanation, Link, PhaseName, Phases, Reason, Record, SlotStory,
};

/// Records in the order in which they are first named, each with its number.
#[derive(Default)]
struct Notes<'a> {
    all: Vec<&'a Record>,
}

impl<'a> Notes<'a> {
    /// The marks of some records, as in ` [1] [4]`.
    fn marks(&mut self, records: impl IntoIterator<Item = &'a Record>) -> String {
        let mut text = String::new();
        for record in records {
            // One place is one note, whatever was said of it first.
            let at = match self.all.iter().position(|one| one.name == record.name) {
                Some(at) => at,
                None => {
                    self.all.push(record);
                    self.all.len() - 1
                }
            };
            text.push_str(&format!(" [{}]", at + 1));
        }
        text
    }
}

pub(super) fn text(one: &Explanation) -> String {
    let mut lines = Lines::new();
    let mut notes = Notes::default();
    lines.add(0, &one.answer);
    match one.outcome {
        OutcomeKind::Refer => {
            for entry in &one.refer {
                lines.gap();
                lines.add(
                    2,
                    &format!("{}: {}", entry.urgency.as_str(), entry.red_flag),
                );
                lines.add(2, &entry.action);
            }
        }
        OutcomeKind::Unmet => {
            for entry in &one.unmet {
                lines.gap();
                lines.add(2, &entry.what);
                lines.add(2, &entry.why);
            }
        }
        OutcomeKind::Plan => {}
    }
    for reason in &one.asked {
        lines.add(0, &said(&mut notes, reason));
    }
    if let (Some(programme), Some(why)) = (&one.programme, &one.why_programme) {
        lines.gap();
        lines.hang(
            0,
            "Programme: ",
            &format!("{} ({})", programme.name, programme.id),
        );
        lines.hang(0, "           ", why);
    }
    for phases in &one.phases {
        add_phases(&mut lines, &mut notes, phases, one.phases.len() > 1);
    }
    if let Some(related) = &one.related {
        links(
            &mut lines,
            &mut notes,
            "Substitutions that put it in the place of",
            &related.here,
        );
        links(
            &mut lines,
            &mut notes,
            "Substitutions that put something in its place",
            &related.away,
        );
        links(
            &mut lines,
            &mut notes,
            "Ladders that hold it",
            &related.ladders,
        );
        links(
            &mut lines,
            &mut notes,
            "Sessions that hold it as written",
            &related.programmes,
        );
    }
    if !notes.all.is_empty() {
        lines.gap();
        lines.add(0, "Where it comes from");
        for (at, record) in notes.all.iter().enumerate() {
            let mark = format!("{:>5} ", format!("[{}]", at + 1));
            lines.hang(0, &mark, &record.says);
            lines.add(6, &record.name);
            lines.add(
                6,
                &format!("{}:{}:{}", record.file, record.line, record.column),
            );
            if !record.cites.is_empty() {
                lines.hang(6, "cites ", &record.cites.join("; "));
            }
        }
    }
    lines.finish()
}

fn said<'a>(notes: &mut Notes<'a>, reason: &'a Reason) -> String {
    let marks = notes.marks(&reason.from);
    format!("{}{marks}", reason.text)
}

fn weeks(phases: &[PhaseName]) -> String {
    let (Some(first), Some(last)) = (phases.first(), phases.last()) else {
        return String::new();
    };
    let names = row(phases.iter().map(|one| one.name.as_str()), "and");
    if first.weeks.min == last.weeks.max {
        return format!("Week {} ({names})", first.weeks.min);
    }
    format!("Weeks {} to {} ({names})", first.weeks.min, last.weeks.max)
}

/// What came out is said where the answer at the top does not say it.
fn add_phases<'a>(lines: &mut Lines, notes: &mut Notes<'a>, phases: &'a Phases, several: bool) {
    lines.gap();
    let weeks = weeks(&phases.phases);
    lines.add(
        0,
        &if several {
            format!("{weeks}: {}", phases.says)
        } else {
            weeks
        },
    );
    for slot in &phases.slots {
        add_slot(lines, notes, slot, phases.slots.len() > 1);
    }
    if let Some(alone) = &phases.alone {
        add_alone(lines, notes, alone);
    }
}

fn add_slot<'a>(lines: &mut Lines, notes: &mut Notes<'a>, slot: &'a SlotStory, several: bool) {
    lines.gap();
    for place in &slot.at {
        let marks = notes.marks([&place.record]);
        lines.add(
            2,
            &format!(
                "{}, slot {}{marks}",
                place.name,
                slot_of(slot, place.slot.as_str())
            ),
        );
    }
    if several {
        lines.add(4, &format!("{}.", slot.says));
    }
    if let Some(reason) = &slot.left_out {
        lines.add(4, &said(notes, reason));
    }
    if let Some(given) = &slot.given {
        if let Some(dial) = &given.dial {
            lines.add(4, &dial.how);
        }
        for note in &given.notes {
            lines.add(4, &said(notes, note));
        }
    }
    if !slot.tried.is_empty() {
        lines.gap();
        lines.add(2, "Tried, in order");
        choices(lines, notes, &slot.tried);
    }
}

fn slot_of(slot: &SlotStory, id: &str) -> String {
    format!("{id}, written for {}", slot.own.name)
}

fn choices<'a>(lines: &mut Lines, notes: &mut Notes<'a>, all: &'a [Choice]) {
    for (at, one) in all.iter().enumerate() {
        let came = match one.came {
            Came::Given => "given",
            Came::Fits => "fits",
            Came::Out => "out",
        };
        let mark = format!("{:>3}. {came:<6}", at + 1);
        let before = at.checked_sub(1).and_then(|at| all.get(at));
        let again = before.is_some_and(|before| before.exercise == one.exercise);
        let mut text = if again {
            "the same".to_owned()
        } else {
            one.exercise.name.clone()
        };
        if let Some(dial) = &one.dial {
            let turn = dial
                .turn
                .as_ref()
                .map_or_else(String::new, |turn| format!(" ({turn})"));
            text.push_str(&format!(", {}{turn}", dial.name));
        } else if again
            || one.came != Came::Out
            || one.reasons.iter().any(|reason| reason.axis.is_some())
        {
            text.push_str(", as it is");
        }
        if !one.equipment.is_empty() {
            text.push_str(&format!(
                ", with {}",
                row(one.equipment.iter().map(String::as_str), "or")
            ));
        }
        if !again {
            match (&one.record, one.came_by) {
                (Some(record), _) => {
                    let marks = notes.marks([record]);
                    text.push_str(&format!("; a substitution names it{marks}"));
                }
                (None, CameBy::Nearest) => text.push_str("; near it in pattern and role"),
                (None, _) => {}
            }
        }
        lines.hang(2, &mark, &text);
        let reasons = one.reasons.iter();
        for reason in reasons {
            lines.hang(13, "- ", &said(notes, reason));
        }
        let given = all.iter().find(|one| one.came == Came::Given);
        if let (Came::Fits, Some(given)) = (one.came, given) {
            let why = if given.exercise == one.exercise {
                "another of its dials comes first in the packs' order"
            } else {
                "another that fits has more of what the findings prefer, or comes first in the packs"
            };
            lines.hang(13, "- ", why);
        }
    }
}

fn add_alone<'a>(lines: &mut Lines, notes: &mut Notes<'a>, alone: &'a Alone) {
    if !alone.stops.is_empty() {
        lines.gap();
        lines.add(2, "Out whatever the dial");
        for reason in &alone.stops {
            lines.hang(4, "- ", &said(notes, reason));
        }
    }
    lines.gap();
    let title = if alone.stops.is_empty() {
        "By itself"
    } else {
        "What the limits alone would say"
    };
    lines.add(2, title);
    choices(lines, notes, &alone.options);
    if !alone.looked_at.is_empty() {
        lines.gap();
        lines.add(2, "It came into question for");
        for one in &alone.looked_at {
            let came = match (&one.given, one.fitted) {
                (Some(given), true) => format!("it fits there, and {} came first", given.name),
                (Some(given), false) => format!("out; {} came in", given.name),
                (None, true) => "it fits there, and the slot was emptied later".to_owned(),
                (None, false) => "out; nothing came in".to_owned(),
            };
            lines.hang(
                4,
                "- ",
                &format!(
                    "{}, slot {} ({}): {came}",
                    one.session, one.slot, one.own.name
                ),
            );
        }
    }
}

fn links<'a>(lines: &mut Lines, notes: &mut Notes<'a>, title: &str, all: &'a [Link]) {
    if all.is_empty() {
        return;
    }
    lines.gap();
    lines.add(0, title);
    for one in all {
        let marks = notes.marks([&one.record]);
        lines.hang(2, "- ", &format!("{}{marks}", one.text));
    }
}
