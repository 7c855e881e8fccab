//! Everything that differs between the two plans of one presentation.

use crate::library::Library;
use crate::link::Asked;
use crate::plan::{Tracing, nevers, plan, situation};

use super::GroupKind;
use super::dose::dose;
use super::shape::{ItemShape, PlanShape, Shape};

/// One difference in one presentation.
pub(super) type Fact = (GroupKind, String);

/// Everything that differs between the two plans of one presentation.
pub(super) fn facts(old: &Library, new: &Library, before: &Asked, after: &Asked) -> Vec<Fact> {
    let (was, is) = (
        plan(old, before, Tracing::Off),
        plan(new, after, Tracing::Off),
    );
    let (was, is) = (Shape::of(old, &was), Shape::of(new, &is));
    let mut facts: Vec<Fact> = match (&was, &is) {
        (Shape::Refer(a), Shape::Refer(b)) if a == b => Vec::new(),
        (Shape::Unmet, Shape::Unmet) => Vec::new(),
        (Shape::Plan(a), Shape::Plan(b)) => Compared {
            old,
            new,
            before,
            was: a,
            is: b,
        }
        .facts(),
        _ => vec![(
            GroupKind::Outcome,
            format!("{}, was {}", outcome(&is), outcome(&was)),
        )],
    };
    facts.sort();
    facts.dedup();
    facts
}

fn outcome(shape: &Shape<'_>) -> String {
    match shape {
        Shape::Refer(ids) => format!("a referral ({})", ids.join(", ")),
        Shape::Unmet => "no plan, as no programme fits".to_owned(),
        Shape::Plan(plan) => format!("a plan ({})", plan.programme),
    }
}

/// Two plans of one presentation.
struct Compared<'a, 'p> {
    old: &'a Library,
    new: &'a Library,
    before: &'a Asked,
    was: &'p PlanShape<'p>,
    is: &'p PlanShape<'p>,
}

impl Compared<'_, '_> {
    fn facts(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        let (was, is) = (self.was, self.is);
        for ((phase, ..), item) in &is.seats {
            if let Some(item) = item
                && !was.gives(item.exercise)
                && let Some(says) = self.was_out(phase, item)
            {
                facts.push((GroupKind::NowGiven, says));
            }
        }
        if was.programme != is.programme {
            facts.push((
                GroupKind::Programme,
                format!(
                    "the programme is {}, was {}",
                    programme(self.new, is.programme),
                    programme(self.old, was.programme)
                ),
            ));
            return facts;
        }
        let mut seats: Vec<_> = was.seats.keys().chain(is.seats.keys()).collect();
        seats.sort_unstable();
        seats.dedup();
        for seat in seats {
            let of =
                |plan: &PlanShape<'_>| plan.seats.get(seat).copied().flatten().map(Owned::from);
            if let Some(fact) = self.seat(of(was), of(is)) {
                facts.push(fact);
            }
        }
        for id in is.avoid.iter().filter(|id| !was.avoid.contains(id)) {
            let name = exercise(self.new, id);
            facts.push((
                GroupKind::Avoid,
                format!("{name} is now on the list of what to leave out"),
            ));
        }
        for id in was.avoid.iter().filter(|id| !is.avoid.contains(id)) {
            let name = exercise(self.old, id);
            facts.push((
                GroupKind::Avoid,
                format!("{name} is no longer on the list of what to leave out"),
            ));
        }
        if was.weeks != is.weeks {
            facts.push((
                GroupKind::Calendar,
                "the phases or their weeks are others".to_owned(),
            ));
        } else if was.calendar != is.calendar {
            facts.push((
                GroupKind::Calendar,
                "the training days or their order are others".to_owned(),
            ));
        }
        facts
    }

    /// One slot.
    fn seat(&self, was: Option<Owned>, is: Option<Owned>) -> Option<Fact> {
        match (was, is) {
            (None, None) => None,
            (None, Some(is)) => {
                let says = format!(
                    "{} is given in a slot that held nothing",
                    self.given(self.new, &is)
                );
                Some((GroupKind::Filled, says))
            }
            (Some(was), None) => {
                let says = format!("{} is now left out", exercise(self.old, &was.exercise));
                Some((GroupKind::LeftOut, says))
            }
            (Some(was), Some(is)) if was.exercise != is.exercise => {
                let says = format!(
                    "{} is given instead of {}",
                    self.given(self.new, &is),
                    exercise(self.old, &was.exercise)
                );
                Some((GroupKind::Swapped, says))
            }
            (Some(was), Some(is)) if was.turn != is.turn => {
                let name = exercise(self.new, &is.exercise);
                Some(match (&was.turn, &is.turn) {
                    (Some(turn), None) => (
                        GroupKind::DialGone,
                        format!("{name} is given as it is, was turned down ({turn})"),
                    ),
                    (Some(turn), Some(other)) => (
                        GroupKind::Dial,
                        format!("{name} is turned down by another dial ({other}, was {turn})"),
                    ),
                    (None, turn) => {
                        let turn = turn.as_deref().unwrap_or_default();
                        (
                            GroupKind::Dial,
                            format!("{name} is now turned down ({turn})"),
                        )
                    }
                })
            }
            (Some(was), Some(is)) if was.dose != is.dose => {
                let name = exercise(self.new, &is.exercise);
                Some((
                    GroupKind::Dose,
                    format!("{name}: {}; was {}", is.dose, was.dose),
                ))
            }
            (Some(_), Some(_)) => None,
        }
    }

    fn given(&self, library: &Library, item: &Owned) -> String {
        let name = exercise(library, &item.exercise);
        match &item.turn {
            Some(turn) => format!("{name}, turned down ({turn}),"),
            None => name,
        }
    }

    /// What to say of an item that OLD would not have given to this person in this phase, whatever the slot.
    fn was_out(&self, phase: &str, item: &ItemShape<'_>) -> Option<String> {
        let old = self.old;
        let name = exercise(self.new, item.exercise);
        let turned = item
            .turn
            .map_or_else(String::new, |turn| format!(" ({turn})"));
        let Some(key) = old.exercises.find(item.exercise) else {
            return Some(format!("{name}{turned} is new, and given"));
        };
        let planned = self.was.phase(old, phase)?;
        let options = old.choices.of(key);
        let record = &old.exercises[key];
        let early = options.from_stage.is_some_and(|from| planned.stage < from);
        let (programme, phase) = (self.was.plan.programme, planned.phase);
        let before = self.before;
        let here = situation(old, before.stage, &before.conditions, programme, phase);
        let forbidden = nevers(old, &here)
            .iter()
            .any(|&rule| old.nevers[rule].exercises.contains(&key));
        let plain = options.plain.iter();
        let turned_so = options.turned.iter().filter(|opt| {
            let turn = opt
                .turn
                .and_then(|turn| record.turns.get(usize::from(turn)));
            turn.map(|turn| turn.id.as_str()) == item.turn
        });
        let within = plain
            .chain(turned_so)
            .any(|opt| opt.demands.within(planned.limits.levels));
        (early || forbidden || !within).then(|| format!("{name}{turned} is given, and was out"))
    }
}

/// An item by its own words, so that two can be held side by side.
struct Owned {
    exercise: String,
    turn: Option<String>,
    dose: String,
}

impl From<ItemShape<'_>> for Owned {
    fn from(item: ItemShape<'_>) -> Owned {
        Owned {
            exercise: item.exercise.to_owned(),
            turn: item.turn.map(str::to_owned),
            dose: dose(item.dose),
        }
    }
}

fn exercise(library: &Library, id: &str) -> String {
    let key = library.exercises.find(id);
    key.map_or_else(|| id.to_owned(), |key| library.exercises[key].name.clone())
}

fn programme(library: &Library, id: &str) -> String {
    let key = library.programmes.find(id);
    key.map_or_else(|| id.to_owned(), |key| library.programmes[key].name.clone())
}
