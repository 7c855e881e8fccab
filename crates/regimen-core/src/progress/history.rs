//! One exercise over the check-ins: which lights were lit each time, how often, and what follows.

use super::known::Known;
use super::lights::{self, Cause, Facts, Missing};
use super::read::{Entry, Logged, Visit};
use crate::format::common::Loading;
use crate::format::response::{About, Action, Counting, Light, Response, Then};
use crate::library::{Exercise, Key};
use crate::log::Made;

/// One check-in of one exercise, judged.
pub(super) struct Judged<'a> {
    pub(super) visit: &'a Visit,
    pub(super) entry: &'a Entry,
    /// The lights that are lit, by position, with what holds of each.
    pub(super) lit: Vec<(usize, Vec<Cause>)>,
    /// What is not answered.
    pub(super) missing: Vec<Missing>,
    /// Whether it went well enough to make it harder.
    well: bool,
}

impl Judged<'_> {
    fn has(&self, light: usize) -> bool {
        self.lit.iter().any(|(at, _)| *at == light)
    }

    /// The worst light that is lit.
    fn worst(&self) -> Option<usize> {
        self.lit.iter().map(|(at, _)| *at).max()
    }

    /// Whether only the mildest light is lit.
    fn fine(&self) -> bool {
        self.worst() == Some(0)
    }
}

/// What follows from a light.
#[derive(Debug, Clone)]
pub(super) struct Follows {
    pub(super) action: Action,
    /// The light, by position.
    pub(super) light: usize,
    /// What holds of it.
    pub(super) causes: Vec<Cause>,
    /// The line of the light that says so, by position; nothing if it has none.
    pub(super) then: Option<usize>,
    /// How often it has come.
    pub(super) times: u16,
    /// For how many days it stands.
    pub(super) days: Option<u16>,
}

/// Every check-in of an exercise, oldest first, judged.
pub(super) fn judged<'a>(
    known: &Known<'_>,
    logged: &'a Logged,
    exercise: Key<Exercise>,
) -> Vec<Judged<'a>> {
    let response = &known.library.response;
    let mut all: Vec<Judged<'a>> = Vec::new();
    for visit in &logged.visits {
        let Some(entry) = visit.entries.iter().find(|one| one.exercise == exercise) else {
            continue;
        };
        let item = known.phases.get(visit.phase).and_then(|phase| {
            phase
                .of(exercise)
                .find(|item| *item.session == visit.session)
        });
        let facts = Facts::new(response, visit, entry);
        let missing = match item {
            Some(item) => {
                let loaded = item.loaded(known.library);
                lights::missing(response, &facts, entry, item.dose(), loaded)
            }
            None => vec![Missing::All],
        };
        let well = missing.is_empty()
            && response
                .progress
                .as_ref()
                .is_some_and(|wanted| lights::well_enough(wanted, &facts, entry));
        all.push(Judged {
            visit,
            entry,
            lit: Vec::new(),
            missing,
            well,
        });
        // Mildest first, so that a light may look at those below it in this very check-in.
        for (at, light) in response.light.iter().enumerate() {
            let again = hurts_again(response, light, &all);
            if let Some(causes) = lights::lit(light, &facts, again)
                && let Some(last) = all.last_mut()
            {
                last.lit.push((at, causes));
            }
        }
    }
    all
}

/// Whether what went well before has gone badly often enough since, this time among them, with nothing made harder.
fn hurts_again(response: &Response, light: &Light, all: &[Judged<'_>]) -> bool {
    let Some(again) = &light.hurts_again else {
        return false;
    };
    let from = response.light.iter().position(|one| one.id == again.light);
    let (Some(from), Some(fine)) = (from, all.iter().rposition(Judged::fine)) else {
        return false;
    };
    let bad = |one: &Judged<'_>| one.worst().is_some_and(|worst| worst >= from);
    let Some(before) = all.get(fine) else {
        return false;
    };
    let mut harder: i32 = 0;
    let mut times = 0u16;
    for one in all.iter().skip(fine + 1) {
        harder += match one.entry.change.as_ref().map(|change| change.made) {
            Some(Made::Harder) => 1,
            Some(Made::Easier) => -1,
            None => 0,
        };
        if bad(one) && harder <= 0 && !heavier(one.entry, before.entry) {
            times = times.saturating_add(1);
        }
    }
    all.last().is_some_and(bad) && times >= again.times
}

/// Whether one was done with more weight than another, as far as both say.
fn heavier(one: &Entry, other: &Entry) -> bool {
    match (&one.done.load, &other.done.load) {
        (Some(Loading::Kg(one)), Some(Loading::Kg(other))) => one > other,
        _ => false,
    }
}

/// What follows from the last of some check-ins. Of the lights that are lit the gravest action counts, and the worst light
/// of those with the same.
pub(super) fn follows(response: &Response, all: &[Judged<'_>]) -> Option<Follows> {
    let last = all.last()?;
    let each = last.lit.iter().filter_map(|(at, causes)| {
        let light = response.light.get(*at)?;
        let reached = light
            .then
            .iter()
            .enumerate()
            .map(|(position, then)| (position, then, times(all, *at, then)))
            .filter(|(_, then, times)| *times >= then.times)
            .max_by_key(|(_, then, _)| then.times);
        Some(match reached {
            Some((position, then, times)) => Follows {
                action: then.action,
                light: *at,
                causes: causes.clone(),
                then: Some(position),
                times,
                days: then.days,
            },
            None => Follows {
                action: Action::Hold,
                light: *at,
                causes: causes.clone(),
                then: None,
                times: 1,
                days: None,
            },
        })
    });
    each.max_by_key(|one| (one.action, one.light))
}

/// How often a light has come, up to the last check-in.
fn times(all: &[Judged<'_>], light: usize, then: &Then) -> u16 {
    let mut times = 0u16;
    for one in all.iter().rev() {
        let counts = match then.action {
            Action::Progress => one.well && one.fine() && one.has(light),
            _ => one.has(light),
        };
        if counts {
            times = times.saturating_add(1);
        } else if then.counting != Counting::All {
            // What was worse, or is not known, does not end a row of bad times; it ends a row of good ones.
            let worse = one.worst().is_none_or(|worst| worst > light);
            if then.action == Action::Progress || !worse {
                break;
            }
        }
        if then.counting == Counting::SinceChange && one.entry.change.is_some() {
            break;
        }
    }
    times
}

/// What still stands from earlier check-ins: to be seen, until a new log is begun; and what was given for some days.
pub(super) fn standing(
    response: &Response,
    all: &[Judged<'_>],
    logged: &Logged,
) -> Option<Follows> {
    let now = logged.visits.last()?.day;
    let earlier = (1..all.len()).filter_map(|until| {
        let before = all.get(..until)?;
        let follows = follows(response, before)?;
        let days = now.after(before.last()?.visit.day)?;
        let stands = match follows.days {
            Some(stands) => days < i32::from(stands),
            None => follows.action == Action::SeeClinician,
        };
        stands.then_some(follows)
    });
    earlier.max_by_key(|one| (one.action, one.light))
}

/// What follows for every exercise from the answers about a day: on the last check-in, or while it stands.
pub(super) fn of_the_day(response: &Response, logged: &Logged) -> Option<Follows> {
    let now = logged.visits.last()?.day;
    let each = logged.visits.iter().flat_map(|visit| {
        response
            .light
            .iter()
            .enumerate()
            .filter_map(move |(at, light)| {
                let cause = light.answers.iter().find(|(id, wanted)| {
                    let of_day = |one: &&crate::format::response::Question| {
                        one.id == **id && one.about == About::Day
                    };
                    response.question.iter().any(|one| of_day(&one))
                        && visit.answers.get(*id) == Some(*wanted)
                });
                let (id, _) = cause.filter(|_| light.when == crate::format::response::When::Any)?;
                let (position, then) = light
                    .then
                    .iter()
                    .enumerate()
                    .find(|(_, then)| then.times == 1)?;
                let days = now.after(visit.day)?;
                let stands = days == 0 || then.days.is_some_and(|stands| days < i32::from(stands));
                stands.then(|| Follows {
                    action: then.action,
                    light: at,
                    causes: vec![Cause::Answer(id.clone())],
                    then: Some(position),
                    times: 1,
                    days: then.days,
                })
            })
    });
    each.max_by_key(|one| (one.action, one.light))
}
