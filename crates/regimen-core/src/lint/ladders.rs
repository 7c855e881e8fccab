//! R304: a ladder goes up on the axis that it trains.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::id::{AxisId, ExerciseId};
use crate::level::Level;
use crate::link::Records;

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    for record in &records.ladders {
        let ladder = &record.value;
        let mut forms = BTreeSet::new();
        // What a rung is called in the message: a form by its own id.
        let mut below: Option<(&str, Level)> = None;
        for (r, rung) in ladder.rungs.iter().enumerate() {
            let mut lowest: Option<(&str, Level)> = None;
            if let Some(form) = &rung.form {
                if !forms.insert(&form.id) {
                    problems.push(Diagnostic::new(
                        &codes::TWICE,
                        Place::value(record.file, format!("/rungs/{r}/form/id")),
                        format!("two rungs have the id `{}`", form.id),
                    ));
                }
                if rung.any_of.len() != 1 {
                    problems.push(
                        Diagnostic::new(
                            &codes::LADDER_ORDER,
                            Place::value(record.file, format!("/rungs/{r}/any_of")),
                            format!("`{}` is a form of one exercise", form.id),
                        )
                        .help("Name one exercise here, or write a rung for each."),
                    );
                }
            }
            for (n, exercise) in rung.any_of.iter().enumerate() {
                let of_form = rung
                    .form
                    .as_ref()
                    .and_then(|form| form.demands.get(&ladder.trains).copied());
                let own = || demand(records, exercise, &ladder.trains);
                let form = rung.form.as_ref().map(|form| form.id.as_str());
                let name = form.unwrap_or(exercise.as_str());
                let Some(level) = of_form.or_else(own) else {
                    continue;
                };
                if let Some((other, highest)) = below
                    && level < highest
                {
                    problems.push(
                        Diagnostic::new(
                            &codes::LADDER_ORDER,
                            Place::value(record.file, format!("/rungs/{r}/any_of/{n}")),
                            format!(
                                "`{name}` asks {} on `{}`, and the rung below, `{other}`, asks {}",
                                level.as_str(),
                                ladder.trains,
                                highest.as_str()
                            ),
                        )
                        .help("Change the order of the rungs, or mend the demands."),
                    );
                }
                if lowest.is_none_or(|(_, low)| level < low) {
                    lowest = Some((name, level));
                }
            }
            below = lowest.or(below);
            if r + 1 < ladder.rungs.len() && rung.climb_when.is_empty() {
                problems.push(
                    Diagnostic::new(
                        &codes::NOTHING_TO_GIVE,
                        Place::value(record.file, format!("/rungs/{r}")),
                        format!(
                            "rung {} of `{}` does not say when to climb",
                            r + 1,
                            ladder.id
                        ),
                    )
                    .help("Add `climb_when` with what must hold before the next rung."),
                );
            }
        }
    }
}

fn demand(records: &Records, exercise: &ExerciseId, axis: &AxisId) -> Option<Level> {
    records
        .exercise(exercise.as_str())
        .and_then(|record| record.value.demands.get(axis))
        .map(|demand| demand.level())
}
