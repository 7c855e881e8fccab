//! What came, held against what a case expects.

use std::fmt::Display;

use super::{Case, Failure};
use crate::diagnostic::Place;
use crate::format::case::Expect;
use crate::id::ExerciseId;
use crate::library::Library;
use crate::plan::{self, Outcome, Plan, Planned};
use crate::report::{AvoidEntry, OutcomeKind, PlanDocument, list};

/// One case's look at what came of it.
pub(super) struct Look<'a> {
    pub(super) library: &'a Library,
    pub(super) case: &'a Case,
    plan: Option<&'a Plan>,
    document: &'a PlanDocument,
    failures: Vec<Failure>,
}

impl<'a> Look<'a> {
    pub(super) fn new(
        library: &'a Library,
        case: &'a Case,
        planned: &'a Planned,
        document: &'a PlanDocument,
    ) -> Look<'a> {
        Look {
            library,
            case,
            plan: match &planned.outcome {
                Outcome::Plan(plan) => Some(plan),
                Outcome::Refer(_) | Outcome::Unmet(_) => None,
            },
            document,
            failures: Vec::new(),
        }
    }

    /// Everything that does not hold.
    pub(super) fn everything(mut self) -> Vec<Failure> {
        let expect = &self.case.written.expect;
        if !self.outcome(expect) {
            // Whatever else is expected fails with it, and says no more.
            return self.failures;
        }
        self.refers(expect);
        self.never(expect);
        match self.plan {
            Some(plan) => self.plan(expect, plan),
            None => self.without_a_plan(expect),
        }
        self.failures
    }

    pub(super) fn wrong(
        &mut self,
        path: &str,
        expected: impl Into<String>,
        came: impl Into<String>,
    ) {
        self.failures.push(Failure {
            place: Place::value(self.case.file, format!("/expect{path}")),
            expected: expected.into(),
            came: came.into(),
        });
    }

    pub(super) fn same<T: PartialEq + Display>(
        &mut self,
        path: &str,
        what: &str,
        wanted: T,
        came: T,
    ) {
        if wanted != came {
            self.wrong(path, format!("{what} {wanted}"), came.to_string());
        }
    }

    fn outcome(&mut self, expect: &Expect) -> bool {
        let Some(wanted) = expect.outcome else {
            return true;
        };
        let came = match self.document.outcome {
            OutcomeKind::Plan => "plan",
            OutcomeKind::Refer => "refer",
            OutcomeKind::Unmet => "unmet",
        };
        if wanted.as_str() != came {
            let said = self.outcome_in_words();
            self.wrong(
                "/outcome",
                format!("the outcome `{}`", wanted.as_str()),
                said,
            );
        }
        wanted.as_str() == came
    }

    fn outcome_in_words(&self) -> String {
        match self.document.outcome {
            OutcomeKind::Plan => format!(
                "a plan, by the programme {}",
                self.document
                    .programme
                    .as_ref()
                    .map_or("", |id| id.as_str())
            ),
            OutcomeKind::Refer => format!("a referral for {}", self.referrals()),
            OutcomeKind::Unmet => {
                let reasons: Vec<String> = self
                    .document
                    .unmet
                    .iter()
                    .map(|one| format!("{}: {}", one.what, one.why))
                    .collect();
                format!("no plan: {}", reasons.join(" "))
            }
        }
    }

    fn referrals(&self) -> String {
        names(self.document.refer.iter().map(|one| one.red_flag.as_str()))
    }

    fn refers(&mut self, expect: &Expect) {
        let came = self.referrals();
        let wanted = names(expect.refers.iter().map(String::as_str));
        if !expect.refers.is_empty() || self.document.outcome == OutcomeKind::Refer {
            self.same("/refers", "a referral for", wanted, came);
        }
    }

    fn never(&mut self, expect: &Expect) {
        if expect.never.is_empty() {
            return;
        }
        let library = self.library;
        let stage = match self.plan.and_then(Plan::now) {
            Some(now) => now.stage,
            None => self.case.asked.stage,
        };
        let held = plan::never_rules(library, &self.case.asked, stage);
        for (id, exercises) in &expect.never {
            let rule = library.nevers.find(id.as_str());
            let rule = rule.filter(|rule| held.contains(rule));
            let Some(rule) = rule else {
                let came = names(held.iter().map(|&one| library.nevers[one].id.as_str()));
                self.wrong(
                    &format!("/never/{id}"),
                    format!("the never rule {id} to hold"),
                    format!("those that hold: {came}"),
                );
                continue;
            };
            for (at, exercise) in exercises.iter().enumerate() {
                let key = library.exercises.find(exercise.as_str());
                let rule = &library.nevers[rule];
                if key.is_none_or(|key| !rule.exercises.contains(&key)) {
                    let all = rule.exercises.iter();
                    let all = names(all.map(|&one| library.exercises[one].id.as_str()));
                    self.wrong(
                        &format!("/never/{id}/{at}"),
                        format!("the never rule {id} to forbid {exercise}"),
                        format!("it forbids {all}"),
                    );
                }
            }
        }
    }

    /// Limits and never rules go by the person alone; all else needs a plan.
    fn without_a_plan(&mut self, expect: &Expect) {
        if self.document.outcome == OutcomeKind::Unmet {
            let limits = plan::limits(self.library, &self.case.asked);
            self.limits("", &expect.now(), &limits);
            self.verdicts(expect);
        }
        let all = serde_json::to_value(expect).unwrap_or_default();
        let keys = all.as_object().into_iter().flatten().map(|(key, _)| key);
        let alone: &[&str] = match self.document.outcome {
            OutcomeKind::Unmet => &["outcome", "refers", "never", "limits", "bouts", "verdicts"],
            OutcomeKind::Refer | OutcomeKind::Plan => &["outcome", "refers", "never"],
        };
        for key in keys.filter(|key| !alone.contains(&key.as_str())) {
            let came = self.outcome_in_words();
            self.wrong(&format!("/{key}"), format!("a plan, for its `{key}`"), came);
        }
    }

    fn plan(&mut self, expect: &Expect, plan: &Plan) {
        let document = self.document;
        if let Some(wanted) = &expect.programme {
            let came = document.programme.as_ref().map_or("", |id| id.as_str());
            self.same("/programme", "the programme", wanted.as_str(), came);
        }
        if let (Some(wanted), Some(now)) = (&expect.enters, document.phases.first()) {
            let came = now.id.as_str();
            self.same("/enters", "to enter the phase", wanted.as_str(), came);
        }
        if let Some(wanted) = expect.weeks {
            let weeks = document.calendar.iter().map(|one| one.week);
            let first = weeks.clone().min().unwrap_or(0);
            let last = weeks.max().unwrap_or(0);
            self.same(
                "/weeks",
                "training in weeks",
                format!("{} to {}", wanted.min, wanted.max),
                format!("{first} to {last}"),
            );
        }
        let lines = document.phases.iter().zip(&plan.phases);
        if let Some((phase, planned)) = lines.clone().next() {
            self.in_phase("", &expect.now(), phase, &planned.limits);
        }
        for phase in &document.phases {
            for (at, id) in expect.lacks.iter().enumerate() {
                self.lacks(&format!("/lacks/{at}"), id, phase);
            }
        }
        self.verdicts(expect);
        self.sizes(expect);
        self.avoid(expect);
        self.ways_on(expect);
        if let Some(wanted) = expect.warnings {
            let came = &document.warnings;
            if came.len() != usize::from(wanted) {
                let said = if came.is_empty() {
                    "none".to_owned()
                } else {
                    came.join(" ")
                };
                self.wrong("/warnings", format!("warnings, this many: {wanted}"), said);
            }
        }
        for (id, want) in &expect.phases {
            let path = format!("/phases/{id}");
            let Some((phase, planned)) = lines.clone().find(|(one, _)| one.id == *id) else {
                let came = names(document.phases.iter().map(|one| one.id.as_str()));
                self.wrong(
                    &path,
                    format!("a phase {id} in the plan"),
                    format!("its phases: {came}"),
                );
                continue;
            };
            self.in_phase(&path, want, phase, &planned.limits);
            for (at, id) in want.lacks.iter().enumerate() {
                self.lacks(&format!("{path}/lacks/{at}"), id, phase);
            }
        }
    }

    fn sizes(&mut self, expect: &Expect) {
        let Some(now) = self.document.phases.first() else {
            return;
        };
        for session in &now.sessions {
            let count = session.items.len();
            if let Some(most) = expect.most_items
                && count > usize::from(most)
            {
                self.wrong(
                    "/most_items",
                    format!("{most} exercises a session at most"),
                    format!("session {} holds {count}", session.id),
                );
            }
            if let Some(most) = expect.most_minutes
                && session.minutes.max > most
            {
                self.wrong(
                    "/most_minutes",
                    format!("{most} minutes a session at most"),
                    format!("session {} takes up to {}", session.id, session.minutes.max),
                );
            }
        }
    }

    fn avoided(&self, id: &ExerciseId) -> Option<&'a AvoidEntry> {
        let document = self.document;
        document.avoid.iter().find(|one| one.exercise == *id)
    }

    fn avoid(&mut self, expect: &Expect) {
        for (at, id) in expect.avoids.iter().enumerate() {
            if self.avoided(id).is_none() {
                let all = self.document.avoid.iter();
                let came = names(all.map(|one| one.exercise.as_str()));
                self.wrong(
                    &format!("/avoids/{at}"),
                    format!("{id} among what to leave out for now"),
                    format!("there stand: {came}"),
                );
            }
        }
        for (at, id) in expect.tolerates.iter().enumerate() {
            if let Some(one) = self.avoided(id) {
                self.wrong(
                    &format!("/tolerates/{at}"),
                    format!("{id} not among what to leave out for now"),
                    format!("it is: {}", one.why),
                );
            }
        }
        for (id, wanted) in &expect.uses {
            let path = format!("/uses/{id}");
            let what = format!("{id} to be left out for now, and instead");
            let wanted = names(wanted.iter().map(|id| id.as_str()));
            let came = match self.avoided(id) {
                Some(one) => names(one.instead.iter().map(|id| id.as_str())),
                None => "it is not left out".to_owned(),
            };
            self.same(&path, &what, wanted, came);
        }
    }

    /// The next rungs, and the ways back to goals.
    fn ways_on(&mut self, expect: &Expect) {
        let document = self.document;
        for (id, wanted) in &expect.rebuilds {
            let next = document.rebuild.iter().filter(|one| one.at == *id);
            let came = names(next.flat_map(|one| one.next.iter().map(|id| id.as_str())));
            let wanted = names(wanted.iter().map(|id| id.as_str()));
            let what = format!("after {id}");
            self.same(&format!("/rebuilds/{id}"), &what, wanted, came);
        }
        for (goal, wanted) in &expect.steps {
            let path = format!("/steps/{goal}");
            let what = format!("on the way back to {goal}");
            let wanted = names(wanted.iter().map(String::as_str));
            let came = match document.back_to.iter().find(|one| one.goal == *goal) {
                Some(one) => names(one.steps.iter().map(String::as_str)),
                None => "it is not a goal".to_owned(),
            };
            self.same(&path, &what, wanted, came);
        }
    }
}

/// Ids in a row, or a word for none.
pub(super) fn names<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    let all = list(ids);
    if all.is_empty() {
        "nothing".to_owned()
    } else {
        all
    }
}
