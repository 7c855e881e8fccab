//! A rung down, or a swap: the rung below on a ladder, an easier neighbour, then the substitution records. On paper, where nobody
//! looks on, what the exercise itself names as easier comes in place of the ladder: its rungs are for climbing, with a dial turned at none.

use super::known::{ItemKnown, Known, PhaseKnown};
use crate::format::common::{Dose, Range};
use crate::format::finding::Caps;
use crate::level::{Level, Levels};
use crate::library::{Exercise, Key, Opt, Origin};

/// What comes instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Instead {
    pub(super) exercise: Key<Exercise>,
    pub(super) opt: Opt,
    pub(super) dose: Dose,
    /// The record that names it.
    pub(super) from: String,
    /// Why that record does, if it says so.
    pub(super) why: Option<String>,
}

/// One that is named as easier, and where.
struct Candidate<'a> {
    exercise: Key<Exercise>,
    origin: &'a Origin,
    path: String,
    why: Option<&'a str>,
}

/// The first that fits the phase, and asks no more than what it stands in for.
pub(super) fn instead(
    known: &Known<'_>,
    now: &PhaseKnown<'_>,
    item: &ItemKnown<'_>,
    taken: &[Key<Exercise>],
    with: With,
) -> Option<Instead> {
    let ceiling = item.demands(known.library).max(Levels::LOW);
    candidates(known, now, item.exercise, with)
        .into_iter()
        .find_map(|one| {
            let opt = fits(known, now, one.exercise, ceiling, taken, with)?;
            Some(Instead {
                exercise: one.exercise,
                opt,
                dose: dose(known, now, item, one.exercise, &opt),
                from: format!("{}{}", one.origin.name, one.path),
                why: one.why.map(str::to_owned),
            })
        })
}

fn candidates<'a>(
    known: &Known<'a>,
    now: &PhaseKnown<'_>,
    exercise: Key<Exercise>,
    with: With,
) -> Vec<Candidate<'a>> {
    let library = known.library;
    let record = &library.exercises[exercise];
    let mut all = Vec::new();
    let climbs = with == With::OneDial || record.easier.is_empty();
    for ladder in library.ladders.rows().iter().filter(|_| climbs) {
        let Some(at) = ladder
            .rungs
            .iter()
            .position(|rung| rung.form.is_none() && rung.any_of.contains(&exercise))
        else {
            continue;
        };
        for (position, rung) in ladder.rungs.iter().enumerate().take(at).rev() {
            if rung.form.is_none() {
                all.extend(rung.any_of.iter().map(|&key| Candidate {
                    exercise: key,
                    origin: &ladder.origin,
                    path: format!("/rungs/{position}"),
                    why: None,
                }));
            }
        }
    }
    all.extend(record.easier.iter().map(|&key| Candidate {
        exercise: key,
        origin: &record.origin,
        path: "/easier".to_owned(),
        why: None,
    }));
    for one in library.choices.instead(exercise) {
        let offered = one.until.is_none_or(|until| now.stage <= until);
        if let Some(record) = library.substitutions.get(usize::from(one.record))
            && offered
        {
            all.push(Candidate {
                exercise: one.to,
                origin: &record.origin,
                path: String::new(),
                why: Some(&record.why),
            });
        }
    }
    all
}

/// As it is only, or with one dial where it does not fit so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum With {
    Nothing,
    OneDial,
}

/// The first way, or else dial and way, by which an exercise fits.
pub(super) fn fits(
    known: &Known<'_>,
    now: &PhaseKnown<'_>,
    exercise: Key<Exercise>,
    ceiling: Levels,
    taken: &[Key<Exercise>],
    with: With,
) -> Option<Opt> {
    let library = known.library;
    let options = library.choices.of(exercise);
    let watched = || taken.iter().any(|&one| library.choices.of(one).watch);
    let barred = taken.contains(&exercise)
        || known.avoid.contains(&exercise)
        || known.never(exercise, now.stage)
        || options.from_stage.is_some_and(|from| now.stage < from)
        || now
            .only
            .as_ref()
            .is_some_and(|only| !only.contains(&exercise))
        || (options.watch && watched());
    if barred {
        return None;
    }
    let highest = now.limits.min(ceiling);
    let turned = options.turned.iter().filter(|_| with == With::OneDial);
    let mut all = options.plain.iter().chain(turned);
    all.find(|opt| {
        opt.demands.within(highest)
            && opt.needs.within(now.room)
            && opt.twin.is_none_or(|twin| !taken.contains(&twin))
    })
    .copied()
}

/// How much of it: its own amount, in no more sets than what it stands in for, within the caps and the time at one go.
fn dose(
    known: &Known<'_>,
    now: &PhaseKnown<'_>,
    item: &ItemKnown<'_>,
    exercise: Key<Exercise>,
    opt: &Opt,
) -> Dose {
    let library = known.library;
    let record = &library.exercises[exercise];
    let turn = opt.turn.and_then(|at| record.turns.get(usize::from(at)));
    let mut dose = match turn.and_then(|turn| turn.dose.as_ref()) {
        Some(over) => record.dose.with(over),
        None => record.dose.clone(),
    };
    dose.load = None;
    dose.sets = at_most(dose.sets, item.dose().sets.map(|sets| sets.max));
    for &key in &known.findings {
        let finding = &library.findings[key];
        let touches = finding
            .limits
            .iter()
            .any(|limit| opt.demands.get(limit.axis.index()) > Level::None);
        let caps = finding.caps.iter().find(|(stage, _)| *stage == now.stage);
        if let Some((_, caps)) = caps.filter(|_| touches) {
            dose = capped(dose, *caps);
        }
    }
    dose.minutes = at_most(dose.minutes, now.longest(opt.demands));
    dose
}

fn capped(dose: Dose, caps: Caps) -> Dose {
    Dose {
        sets: at_most(dose.sets, caps.sets),
        reps: at_most(dose.reps, caps.reps),
        hold_s: at_most(dose.hold_s, caps.hold_s),
        distance_m: at_most(dose.distance_m, caps.distance_m),
        minutes: at_most(dose.minutes, caps.minutes),
        ..dose
    }
}

fn at_most(range: Option<Range>, most: Option<u16>) -> Option<Range> {
    let most = most.unwrap_or(u16::MAX);
    range.map(|range| Range {
        min: range.min.min(most),
        max: range.max.min(most),
    })
}
