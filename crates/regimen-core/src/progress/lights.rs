//! Which lights one check-in of one exercise lights up, and what is not answered in it.
//!
//! Conditions are numbers and named answers; what they mean clinically stands in the packs alone.

use std::collections::BTreeMap;

use super::read::{Entry, Visit};
use crate::format::common::{Dose, Range};
use crate::format::response::{About, Light, Response, WellEnough, When};
use crate::id::QuestionId;

/// The hours after a session at which each score is taken.
const HOURS: [u16; 5] = [0, 12, 24, 48, 72];

/// What is known of one exercise at one check-in.
pub(super) struct Facts<'a> {
    baseline: Option<u16>,
    /// The scores, in the order of [`HOURS`].
    scores: [Option<u16>; HOURS.len()],
    answers: [&'a BTreeMap<QuestionId, bool>; 2],
    settled_rise: u16,
}

/// One condition of a light that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cause {
    /// The worst pain.
    Pain,
    /// How far it rose above the score before training.
    Rise,
    /// Back to the score before training in time.
    Settles,
    /// Above the score before training, some hours later.
    Worse,
    /// Still above it, days later.
    Lingers,
    /// An answer.
    Answer(QuestionId),
    /// It went well before, and badly since.
    HurtsAgain,
}

/// Something that was not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Missing {
    /// Nothing was logged at all.
    All,
    /// The score before training.
    Baseline,
    /// The score at one of the times, by position.
    Score(usize),
    /// How it felt.
    Felt,
    /// How much was done.
    Amount,
    /// The load.
    Load,
    /// A question.
    Question(QuestionId),
}

impl<'a> Facts<'a> {
    pub(super) fn new(response: &Response, visit: &'a Visit, entry: &'a Entry) -> Facts<'a> {
        let pain = entry.pain;
        Facts {
            baseline: visit.baseline,
            scores: [
                pain.during,
                pain.evening,
                pain.next_morning,
                pain.at_48_h,
                pain.at_72_h,
            ],
            answers: [&visit.answers, &entry.answers],
            settled_rise: response.settled_rise,
        }
    }

    /// The worst of the scores that are known.
    fn worst(&self) -> Option<u16> {
        self.scores.into_iter().flatten().max()
    }

    /// How far the worst is above the score before training.
    fn rise(&self) -> Option<u16> {
        Some(self.worst()?.saturating_sub(self.baseline?))
    }

    /// The scores with their hours, each with whether it is above the score before training, if that is known.
    fn above(&self) -> impl Iterator<Item = (u16, Option<bool>)> {
        HOURS.into_iter().zip(self.scores).map(|(hours, score)| {
            let above = score
                .zip(self.baseline)
                .map(|(score, baseline)| score > baseline.saturating_add(self.settled_rise));
            (hours, above)
        })
    }

    /// Whether it was back within so many hours: by the last score taken until then.
    fn settled(&self, hours: u16) -> Option<bool> {
        let until = self.above().take_while(|(at, _)| *at <= hours);
        until
            .last()
            .and_then(|(_, above)| above)
            .map(|above| !above)
    }

    fn above_within(&self, hours: Range) -> Option<bool> {
        let mut known = Some(false);
        for (at, above) in self.above() {
            if (hours.min..=hours.max).contains(&at) {
                match above {
                    Some(true) => return Some(true),
                    Some(false) => {}
                    None => known = None,
                }
            }
        }
        known
    }

    fn answer(&self, id: &QuestionId) -> Option<bool> {
        self.answers.iter().find_map(|all| all.get(id)).copied()
    }

    /// Whether what the last needed score left open can matter: a later one is asked only then.
    fn unsettled_at(&self, position: usize) -> bool {
        let before = self.above().take(position).last();
        before.is_some_and(|(_, above)| above != Some(false))
    }
}

/// What of a light holds, if it is lit. A condition that nothing is known of does not hold.
pub(super) fn lit(light: &Light, facts: &Facts<'_>, hurts_again: bool) -> Option<Vec<Cause>> {
    let mut given: Vec<(Cause, bool)> = Vec::new();
    let mut condition =
        |cause: Cause, holds: Option<bool>| given.push((cause, holds == Some(true)));
    if let Some(range) = light.pain {
        let holds = facts.worst().map(|worst| within(range, worst));
        condition(Cause::Pain, holds);
    }
    if let Some(range) = light.rise {
        condition(Cause::Rise, facts.rise().map(|rise| within(range, rise)));
    }
    if let Some(hours) = light.worse_h {
        condition(Cause::Worse, facts.above_within(hours));
    }
    if let Some(from) = light.lingers_h {
        let hours = Range {
            min: from,
            max: u16::MAX,
        };
        condition(Cause::Lingers, facts.above_within(hours));
    }
    for (id, wanted) in &light.answers {
        let holds = facts.answer(id).map(|answer| answer == *wanted);
        condition(Cause::Answer(id.clone()), holds);
    }
    if light.hurts_again.is_some() {
        condition(Cause::HurtsAgain, Some(hurts_again));
    }
    let settles = light
        .settles_h
        .map(|hours| facts.settled(hours) == Some(true));
    let enough = match light.when {
        When::All => !given.is_empty() && given.iter().all(|(_, holds)| *holds),
        When::Any => given.iter().any(|(_, holds)| *holds),
    };
    if !enough || settles == Some(false) {
        return None;
    }
    let holding = given.into_iter().filter(|(_, holds)| *holds);
    let mut causes: Vec<Cause> = holding.map(|(cause, _)| cause).collect();
    causes.extend(settles.map(|_| Cause::Settles));
    Some(causes)
}

fn within(range: Range, number: u16) -> bool {
    (range.min..=range.max).contains(&number)
}

/// Whether it went well enough to make it harder, everything answered.
pub(super) fn well_enough(wanted: &WellEnough, facts: &Facts<'_>, entry: &Entry) -> bool {
    facts.worst().is_some_and(|worst| worst <= wanted.worst_max)
        && facts.rise().is_some_and(|rise| rise <= wanted.rise_max)
        && entry.felt.is_some_and(|felt| wanted.felt.contains(&felt))
        && wanted
            .answers
            .iter()
            .all(|(id, answer)| facts.answer(id) == Some(*answer))
}

/// What is not answered of one exercise. `planned` is the plan's dose of it, `loaded` whether it has a load.
pub(super) fn missing(
    response: &Response,
    facts: &Facts<'_>,
    entry: &Entry,
    planned: &Dose,
    loaded: bool,
) -> Vec<Missing> {
    let mut missing = Vec::new();
    if facts.baseline.is_none() {
        missing.push(Missing::Baseline);
    }
    let last = HOURS.len() - 1;
    for (at, score) in facts.scores.iter().enumerate() {
        if score.is_none() && (at < last || facts.unsettled_at(at)) {
            missing.push(Missing::Score(at));
        }
    }
    if entry.felt.is_none() {
        missing.push(Missing::Felt);
    }
    let done = &entry.done;
    let counted = [
        (planned.sets, done.sets),
        (planned.reps, done.reps),
        (planned.hold_s, done.hold_s),
        (planned.distance_m, done.distance_m),
        (planned.minutes, done.minutes),
    ];
    if counted
        .iter()
        .any(|(plan, done)| plan.is_some() && done.is_none())
    {
        missing.push(Missing::Amount);
    }
    if loaded && done.load.is_none() {
        missing.push(Missing::Load);
    }
    missing.extend(unanswered(response, About::Exercise, &entry.answers));
    let [day, _] = facts.answers;
    missing.extend(unanswered(response, About::Day, day));
    missing
}

/// The questions without an answer.
pub(super) fn unanswered<'r>(
    response: &'r Response,
    about: About,
    answers: &'r BTreeMap<QuestionId, bool>,
) -> impl Iterator<Item = Missing> + 'r {
    response
        .question
        .iter()
        .filter(move |question| question.about == about && !answers.contains_key(&question.id))
        .map(|question| Missing::Question(question.id.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts<'a>(
        baseline: Option<u16>,
        scores: [Option<u16>; 5],
        answers: &'a BTreeMap<QuestionId, bool>,
    ) -> Facts<'a> {
        Facts {
            baseline,
            scores,
            answers: [answers, answers],
            settled_rise: 0,
        }
    }

    #[test]
    fn a_condition_holds_only_where_something_is_known_of_it() {
        let none = BTreeMap::new();
        let unknown = facts(None, [None; 5], &none);
        assert_eq!(unknown.worst(), None);
        assert_eq!(unknown.rise(), None);
        assert_eq!(unknown.settled(24), None);
        let day = Range { min: 24, max: 48 };
        assert_eq!(unknown.above_within(day), None);

        let some = facts(Some(2), [Some(4), None, Some(2), None, None], &none);
        assert_eq!(some.worst(), Some(4));
        assert_eq!(some.rise(), Some(2));
        assert_eq!(some.settled(24), Some(true));
        assert_eq!(some.settled(12), None);
        assert_eq!(some.above_within(day), None);

        let later = facts(Some(2), [Some(2), Some(2), Some(2), Some(3), None], &none);
        assert_eq!(later.settled(24), Some(true));
        assert_eq!(later.above_within(day), Some(true));
        assert!(later.unsettled_at(4));

        let lower = facts(Some(5), [Some(3); 5], &none);
        assert_eq!(lower.rise(), Some(0));
        assert!(!lower.unsettled_at(4));
    }
}
