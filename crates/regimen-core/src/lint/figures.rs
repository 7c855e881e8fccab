//! R501, R502, R503: a figure that a body can do, with the equipment that the exercise lists, and of its own. R201: equipment drawn
//! as what no figure shows. All of it holds for an exercise's own figure and for those of its dials.

use std::collections::BTreeMap;
use std::fmt;

use regimen_figure::{Equipment, Figure, Solved};

use crate::diagnostic::{Diagnostic, Mend, Place, codes};
use crate::format::exercise::{Exercise, Turn, Way};
use crate::id::EquipmentId;
use crate::link::{Record, Records};
use crate::parallel;
use crate::suggest;

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    words(records, problems);
    let mut seen: BTreeMap<u64, Drawn<'_>> = BTreeMap::new();
    let looked = parallel::each(&records.exercises, |record| look(records, record));
    for (mut found, own) in looked {
        problems.append(&mut found);
        for (fingerprint, drawn) in own {
            match seen.get(&fingerprint) {
                // Two dials of an exercise may be turned to what looks the same.
                Some(other)
                    if drawn.turn.is_some() && other.turn.is_some() && drawn.is_of(other) => {}
                Some(other) => {
                    let twin = Diagnostic::new(
                        &codes::FIGURE_TWIN,
                        drawn.place(None),
                        format!("{drawn} looks the same as {other}"),
                    );
                    let twin = twin
                        .label("this one")
                        .also(other.place(None), "and this one");
                    let needless = drawn.is_of(other);
                    problems.push(if needless { twin.help(LEAVE_OUT) } else { twin });
                }
                None => {
                    seen.insert(fingerprint, drawn);
                }
            }
        }
    }
}

/// The mend of a dial's figure that shows what its exercise's own shows.
const LEAVE_OUT: &str = "Show what is different once the dial is turned, or leave its figure out: the exercise's own is printed then.";

/// A figure, with what it belongs to.
struct Drawn<'r> {
    record: &'r Record<Exercise>,
    /// Where it stands in its file.
    path: String,
    turn: Option<&'r Turn>,
    figure: &'r Figure,
}

impl Drawn<'_> {
    /// Whether another is a figure of the same exercise.
    fn is_of(&self, other: &Drawn<'_>) -> bool {
        self.record.value.id == other.record.value.id
    }

    /// The place of the figure, or of one of its poses, counted from 1.
    fn place(&self, pose: Option<usize>) -> Place {
        let path = &self.path;
        let path = match pose.and_then(|pose| pose.checked_sub(1)) {
            Some(at) => format!("{path}/poses/{at}"),
            None => path.clone(),
        };
        Place::value(self.record.file, path)
    }
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = &self.record.value.id;
        match self.turn {
            Some(turn) => write!(f, "`{}` of `{id}`", turn.id),
            None => write!(f, "`{id}`"),
        }
    }
}

/// What a piece of equipment is drawn as must be something that figures can show, or nothing would hold it to them.
fn words(records: &Records, problems: &mut Vec<Diagnostic>) {
    for record in &records.equipment {
        for (at, word) in record.value.drawn_as.iter().enumerate() {
            if Equipment::names().contains(word) {
                continue;
            }
            let place = Place::value(record.file, format!("{}/drawn_as/{at}", record.pointer));
            let words = || Equipment::names().iter().map(String::as_str);
            let near = suggest::nearest(word, words());
            let mend = Mend::id(&place, word, words());
            problems.push(
                Diagnostic::new(
                    &codes::DANGLING,
                    place,
                    format!("there is no `{word}` among what figures can show"),
                )
                .label("not found")
                .help(match near {
                    Some(near) => format!("Did you mean `{near}`?"),
                    None => format!("They can show: {}.", Equipment::names().join(", ")),
                })
                .mend(mend),
            );
        }
    }
}

/// What is wrong with a record's figures by themselves, and what tells each from others, if it is the record's own.
fn look<'r>(
    records: &Records,
    record: &'r Record<Exercise>,
) -> (Vec<Diagnostic>, Vec<(u64, Drawn<'r>)>) {
    let mut problems = Vec::new();
    let mut own = Vec::new();
    for (path, turn, figure) in record.value.figures() {
        let drawn = Drawn {
            record,
            path,
            turn,
            figure,
        };
        let solved = drawn.figure.solve();
        for fault in solved.faults() {
            problems.push(Diagnostic::new(
                &codes::FIGURE_FAULT,
                drawn.place(fault.pose()),
                fault.to_string(),
            ));
        }
        let id = record.value.id.as_str();
        match &figure.same_as {
            None => {
                equipment(records, &drawn, &solved, &mut problems);
                own.push((solved.fingerprint(), drawn));
            }
            Some(other) if turn.is_some() && other == id => problems.push(
                Diagnostic::new(
                    &codes::FIGURE_TWIN,
                    drawn.place(None),
                    format!("{drawn} shares the figure of its own exercise"),
                )
                .help(LEAVE_OUT),
            ),
            Some(_) => {}
        }
    }
    (problems, own)
}

/// What the figure shows must be listed by some way or by what the turn needs, and some way must be shown whole.
fn equipment(
    records: &Records,
    drawn: &Drawn<'_>,
    solved: &Solved,
    problems: &mut Vec<Diagnostic>,
) {
    let exercise = &drawn.record.value;
    let mut shown: Vec<String> = solved.equipment().iter().map(Equipment::name).collect();
    shown.sort();
    shown.dedup();
    let drawn_as = |id: &EquipmentId| {
        let pieces = &records.equipment;
        let piece = pieces.iter().find(|piece| piece.value.id == *id);
        piece.map_or(&[][..], |piece| &piece.value.drawn_as)
    };
    let mut bad = |message: String| {
        problems.push(Diagnostic::new(
            &codes::FIGURE_EQUIPMENT,
            drawn.place(None),
            message,
        ));
    };
    let needs = drawn.turn.iter().flat_map(|turn| &turn.needs).flatten();
    let ways = exercise.ways.iter().flat_map(|way| &way.equipment);
    let listed: Vec<&EquipmentId> = ways.chain(needs).collect();
    for thing in &shown {
        let shows = |names: &[String]| names.contains(thing);
        let known = records
            .equipment
            .iter()
            .any(|piece| shows(&piece.value.drawn_as));
        if known && !listed.iter().any(|id| shows(drawn_as(id))) {
            let id = &exercise.id;
            bad(match drawn.turn {
                None => format!(
                    "the figure shows `{thing}`, and no way of `{id}` lists a piece that is drawn so"
                ),
                Some(turn) => format!(
                    "the figure of `{}` shows `{thing}`, and neither a way of `{id}` nor the dial's `needs` lists a piece that is \
                     drawn so",
                    turn.id
                ),
            });
        }
    }
    let is_missing = |id: &&EquipmentId| {
        let names = drawn_as(id);
        !names.is_empty() && !names.iter().any(|name| shown.contains(name))
    };
    let whole = |way: &Way| !way.equipment.iter().any(|id| is_missing(&id));
    let mut first = exercise.ways.iter().flat_map(|way| &way.equipment);
    if !exercise.ways.iter().any(whole)
        && let Some(piece) = first.find(is_missing)
    {
        bad(format!(
            "{drawn} needs `{piece}`, and the figure does not show it"
        ));
    }
}
