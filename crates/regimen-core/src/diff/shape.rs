//! A plan by ids alone, so that plans from two libraries can be held side by side.

use std::collections::BTreeMap;

use crate::format::common::{Dose, Range};
use crate::library::Library;
use crate::plan::{Outcome, PhasePlan, Plan, Planned, Turned};

/// What came out for a presentation.
pub(super) enum Shape<'a> {
    /// A referral, by the ids of its reasons.
    Refer(Vec<&'a str>),
    /// No programme fits.
    Unmet,
    /// A plan.
    Plan(PlanShape<'a>),
}

/// A slot of a phase: the phase, the session, the slot.
pub(super) type Seat<'a> = (&'a str, &'a str, &'a str);

/// A plan.
pub(super) struct PlanShape<'a> {
    pub(super) plan: &'a Plan,
    pub(super) programme: &'a str,
    pub(super) weeks: Vec<(&'a str, Range)>,
    /// Each slot with what it holds; nothing where it stays empty.
    pub(super) seats: BTreeMap<Seat<'a>, Option<ItemShape<'a>>>,
    /// What is on the list of what to leave out for now.
    pub(super) avoid: Vec<&'a str>,
    /// Which session on which day of which week.
    pub(super) calendar: Vec<(u16, &'static str, &'a str)>,
}

/// What a slot holds.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct ItemShape<'a> {
    pub(super) exercise: &'a str,
    /// The dial, by its id in the exercise; the dial's own id where it takes volume away.
    pub(super) turn: Option<&'a str>,
    pub(super) dose: &'a Dose,
}

impl<'a> Shape<'a> {
    pub(super) fn of(library: &'a Library, planned: &'a Planned) -> Shape<'a> {
        match &planned.outcome {
            Outcome::Refer(all) => Shape::Refer(
                all.iter()
                    .map(|one| match one.reason {
                        crate::plan::ReferralReason::RedFlag(key) => {
                            library.red_flags[key].id.as_str()
                        }
                        crate::plan::ReferralReason::Clearance(key) => {
                            library.findings[key].id.as_str()
                        }
                    })
                    .collect(),
            ),
            Outcome::Unmet(_) => Shape::Unmet,
            Outcome::Plan(plan) => Shape::Plan(PlanShape::of(library, plan)),
        }
    }
}

impl<'a> PlanShape<'a> {
    fn of(library: &'a Library, plan: &'a Plan) -> PlanShape<'a> {
        let programme = &library.programmes[plan.programme];
        let mut shape = PlanShape {
            plan,
            programme: programme.id.as_str(),
            weeks: Vec::new(),
            seats: BTreeMap::new(),
            avoid: plan
                .avoid
                .iter()
                .map(|one| library.exercises[one.exercise].id.as_str())
                .collect(),
            calendar: Vec::new(),
        };
        shape.avoid.sort_unstable();
        for training in &plan.calendar {
            if let Some(session) = plan.sessions.get(training.session) {
                shape
                    .calendar
                    .push((training.week, training.day.as_str(), session.id.as_str()));
            }
        }
        for planned in &plan.phases {
            let Some(phase) = programme.phases.get(planned.phase) else {
                continue;
            };
            shape.weeks.push((phase.id.as_str(), phase.weeks));
            shape.sit(library, plan, phase.id.as_str(), planned);
        }
        shape
    }

    fn sit(
        &mut self,
        library: &'a Library,
        plan: &'a Plan,
        phase: &'a str,
        planned: &'a PhasePlan,
    ) {
        for resolved in &planned.sessions {
            let Some(session) = plan.sessions.get(resolved.session) else {
                continue;
            };
            for (at, slot) in session.slots.iter().enumerate() {
                let item = resolved
                    .items
                    .iter()
                    .find(|item| item.slot == at)
                    .map(|item| {
                        let exercise = &library.exercises[item.exercise];
                        ItemShape {
                            exercise: exercise.id.as_str(),
                            turn: match item.turn {
                                Some(Turned::Own(turn)) => {
                                    exercise.turns.get(turn).map(|turn| turn.id.as_str())
                                }
                                Some(Turned::Volume(dial)) => Some(library.dials[dial].id.as_str()),
                                None => None,
                            },
                            dose: &item.dose,
                        }
                    });
                self.seats
                    .insert((phase, session.id.as_str(), slot.id.as_str()), item);
            }
        }
    }

    /// Whether some slot holds an exercise.
    pub(super) fn gives(&self, exercise: &str) -> bool {
        self.seats
            .values()
            .flatten()
            .any(|item| item.exercise == exercise)
    }

    /// A phase's plan by the phase's id; the first where there is no such phase.
    pub(super) fn phase(&self, library: &Library, id: &str) -> Option<&'a PhasePlan> {
        let phases = &library.programmes[self.plan.programme].phases;
        let named = self.plan.phases.iter().find(|one| {
            phases
                .get(one.phase)
                .is_some_and(|phase| phase.id.as_str() == id)
        });
        named.or(self.plan.phases.first())
    }
}
