//! A log's file into keys of the library, against the plan that it belongs to.

use std::collections::BTreeMap;

use super::known::Known;
use crate::diagnostic::{Diagnostic, Place, codes, has_errors};
use crate::format::Kind;
use crate::format::common::Dose;
use crate::format::response::{About, Response};
use crate::id::{QuestionId, SessionId};
use crate::library::{Dial, Exercise, Key, RedFlag};
use crate::link::{sort, typed};
use crate::log::{CheckIn, Done, Felt, Log, LogDay, Made, Scores};
use crate::source::{FileId, Sources};
use crate::{schema, suggest};

/// A log with every id linked.
#[derive(Debug)]
pub struct Logged {
    /// The check-ins, oldest first.
    pub(super) visits: Vec<Visit>,
}

/// One check-in.
#[derive(Debug)]
pub(super) struct Visit {
    pub(super) day: LogDay,
    pub(super) week: u16,
    /// The plan's phase that the week is in, by position.
    pub(super) phase: usize,
    pub(super) session: SessionId,
    pub(super) red_flags: Vec<Key<RedFlag>>,
    pub(super) baseline: Option<u16>,
    pub(super) answers: BTreeMap<QuestionId, bool>,
    pub(super) entries: Vec<Entry>,
}

/// One exercise at a check-in.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) exercise: Key<Exercise>,
    pub(super) done: Dose,
    pub(super) pain: Scores,
    pub(super) felt: Option<Felt>,
    pub(super) answers: BTreeMap<QuestionId, bool>,
    pub(super) change: Option<ChangeKnown>,
}

/// What was changed.
#[derive(Debug)]
pub(super) struct ChangeKnown {
    pub(super) made: Made,
    pub(super) dial: Option<Key<Dial>>,
    pub(super) what: Option<String>,
}

/// What checking a log gave.
#[derive(Debug)]
pub struct LogChecked {
    /// The log, unless there were errors.
    pub logged: Option<Logged>,
    /// Every problem, in the order of the file.
    pub problems: Vec<Diagnostic>,
}

/// Checks a log's file against its schema, the library and the plan.
pub fn check_log(sources: &Sources, known: &Known<'_>, file: FileId) -> LogChecked {
    let mut problems = Vec::new();
    let logged = read(sources, known, file, &mut problems);
    sort(sources, &mut problems);
    LogChecked {
        logged: if has_errors(&problems) { None } else { logged },
        problems,
    }
}

fn read(
    sources: &Sources,
    known: &Known<'_>,
    file: FileId,
    problems: &mut Vec<Diagnostic>,
) -> Option<Logged> {
    let tree = schema::parse(sources, file, problems)?;
    if !tree.whole || !schema::check(Kind::Log, &tree.value, file, problems) {
        return None;
    }
    let written: Log = typed(tree.value, file, problems)?;
    let mut find = Find {
        known,
        file,
        problems,
    };
    let mut before: Option<LogDay> = None;
    let mut visits = Vec::new();
    for (at, one) in written.check_ins.iter().enumerate() {
        let pointer = format!("/check_ins/{at}");
        if let Some(before) = before {
            find.order(before, one.day, &format!("{pointer}/day"));
        }
        before = Some(one.day);
        visits.extend(find.visit(one, &pointer));
    }
    Some(Logged { visits })
}

struct Find<'a, 'k> {
    known: &'a Known<'k>,
    file: FileId,
    problems: &'a mut Vec<Diagnostic>,
}

impl Find<'_, '_> {
    fn place(&self, pointer: &str) -> Place {
        Place::value(self.file, pointer)
    }

    fn clash(&mut self, pointer: &str, message: String, help: &str) {
        let place = self.place(pointer);
        self.problems
            .push(Diagnostic::new(&codes::LOG_CLASH, place, message).help(help));
    }

    /// Something that the packs do not have.
    fn missing(&mut self, what: &str, id: &str, ids: &[&str], place: Place) {
        self.problems.push(
            Diagnostic::new(
                &codes::DANGLING,
                place,
                format!("there is no `{id}` among the {what}"),
            )
            .label("not found")
            .help(did_you_mean(id, ids)),
        );
    }

    /// Something that the plan does not have.
    fn not_planned(&mut self, message: String, id: &str, ids: &[&str], pointer: &str) {
        let place = self.place(pointer);
        self.problems.push(
            Diagnostic::new(&codes::NOT_IN_PLAN, place, message)
                .label("not in the plan")
                .help(did_you_mean(id, ids)),
        );
    }

    fn order(&mut self, before: LogDay, day: LogDay, pointer: &str) {
        match day.after(before) {
            Some(days) if days > 0 => {}
            Some(0) => self.clash(
                pointer,
                format!("there are two check-ins for the day {day}"),
                "Give one check-in a training day.",
            ),
            Some(_) => self.clash(
                pointer,
                format!("the day {day} comes after {before} in the log, and before it in time"),
                "Put the check-ins in order, oldest first.",
            ),
            None => self.clash(
                pointer,
                format!("the day {day} cannot be compared with {before}"),
                "Give all days as dates, or all as numbers.",
            ),
        }
    }

    fn visit(&mut self, one: &CheckIn, pointer: &str) -> Option<Visit> {
        let library = self.known.library;
        let mut red_flags = Vec::new();
        for (at, id) in one.red_flags.iter().enumerate() {
            let key = library.red_flags.find(id.as_str());
            if key.is_none() {
                let ids: Vec<&str> = library.red_flags.ids().collect();
                let place = self.place(&format!("{pointer}/red_flags/{at}"));
                self.missing("red flags", id.as_str(), &ids, place);
            }
            red_flags.extend(key);
        }
        self.score(one.baseline, &format!("{pointer}/baseline"));
        self.answers(&one.answers, About::Day, pointer);
        let phase = self.phase(one, pointer)?;
        self.session(one, phase, pointer)?;
        let mut entries: Vec<Entry> = Vec::new();
        for (at, done) in one.exercises.iter().enumerate() {
            let pointer = format!("{pointer}/exercises/{at}");
            let Some(entry) = self.entry(done, phase, &one.session, &pointer) else {
                continue;
            };
            if entries.iter().any(|other| other.exercise == entry.exercise) {
                let place = self.place(&format!("{pointer}/exercise"));
                self.problems.push(Diagnostic::new(
                    &codes::TWICE,
                    place,
                    format!("`{}` stands in this check-in twice", done.exercise),
                ));
            }
            entries.push(entry);
        }
        Some(Visit {
            day: one.day,
            week: one.week,
            phase,
            session: one.session.clone(),
            red_flags,
            baseline: one.baseline,
            answers: one.answers.clone(),
            entries,
        })
    }

    fn phase(&mut self, one: &CheckIn, pointer: &str) -> Option<usize> {
        let phase = self.known.phase_of(one.week);
        if phase.is_none() {
            let first = self.known.phases.first();
            let first = first.map_or(1, |phase| phase.entry.weeks.min);
            let last = self.known.phases.last();
            let last = last.map_or(1, |phase| phase.entry.weeks.max);
            self.clash(
                &format!("{pointer}/week"),
                format!("the plan has no week {}", one.week),
                &format!("Give a week from {first} to {last}."),
            );
        }
        phase
    }

    fn session(&mut self, one: &CheckIn, phase: usize, pointer: &str) -> Option<()> {
        let phase = self.known.phases.get(phase)?;
        let ids: Vec<&str> = phase
            .entry
            .sessions
            .iter()
            .map(|session| session.id.as_str())
            .collect();
        if ids.contains(&one.session.as_str()) {
            return Some(());
        }
        let message = format!(
            "week {} of the plan has no session `{}`",
            one.week, one.session
        );
        self.not_planned(
            message,
            one.session.as_str(),
            &ids,
            &format!("{pointer}/session"),
        );
        None
    }

    fn entry(
        &mut self,
        one: &Done,
        phase: usize,
        session: &SessionId,
        pointer: &str,
    ) -> Option<Entry> {
        let known = self.known;
        for (score, key) in [
            (one.pain.during, "during"),
            (one.pain.evening, "evening"),
            (one.pain.next_morning, "next_morning"),
            (one.pain.at_48_h, "at_48_h"),
            (one.pain.at_72_h, "at_72_h"),
        ] {
            self.score(score, &format!("{pointer}/pain/{key}"));
        }
        self.answers(&one.answers, About::Exercise, pointer);
        let change = one.change.as_ref().map(|change| {
            let dial = change.dial.as_ref().and_then(|id| {
                let dials = &known.library.dials;
                let key = dials.find(id.as_str());
                if key.is_none() {
                    let ids: Vec<&str> = dials.ids().collect();
                    let place = self.place(&format!("{pointer}/change/dial"));
                    self.missing("dials", id.as_str(), &ids, place);
                }
                key
            });
            ChangeKnown {
                made: change.made,
                dial,
                what: change.what.as_ref().map(|text| text.0.clone()),
            }
        });
        let here = known.phases.get(phase)?.items.iter();
        let here = here.filter(|item| item.session == session);
        let found = here
            .clone()
            .find(|item| item.entry.exercise == one.exercise)
            .map(|item| item.exercise);
        let Some(exercise) = found else {
            let ids: Vec<&str> = here.map(|item| item.entry.exercise.as_str()).collect();
            self.not_planned(
                format!(
                    "`{}` is not in the plan's session `{session}`",
                    one.exercise
                ),
                one.exercise.as_str(),
                &ids,
                &format!("{pointer}/exercise"),
            );
            return None;
        };
        self.units(exercise, one, pointer);
        Some(Entry {
            exercise,
            done: one.done.clone(),
            pain: one.pain,
            felt: one.felt,
            answers: one.answers.clone(),
            change,
        })
    }

    /// What was done in another unit than the exercise's own cannot be compared with the plan.
    fn units(&mut self, exercise: Key<Exercise>, one: &Done, pointer: &str) {
        let own = &self.known.library.exercises[exercise].dose;
        let units = [
            ("reps", one.done.reps.is_some(), own.reps.is_some()),
            ("hold_s", one.done.hold_s.is_some(), own.hold_s.is_some()),
            (
                "distance_m",
                one.done.distance_m.is_some(),
                own.distance_m.is_some(),
            ),
            ("minutes", one.done.minutes.is_some(), own.minutes.is_some()),
        ];
        let counted: Vec<&str> = units
            .iter()
            .filter(|(.., own)| *own)
            .map(|(name, ..)| *name)
            .collect();
        for (name, given, has) in units {
            if given && !has {
                self.clash(
                    &format!("{pointer}/done/{name}"),
                    format!("`{}` is not counted in {name}", one.exercise),
                    &format!("Give {}.", counted.join(" and ")),
                );
            }
        }
    }

    /// A score past the end of the packs' scale.
    fn score(&mut self, score: Option<u16>, pointer: &str) {
        let top = top(&self.known.library.response);
        if let (Some(score), Some(top)) = (score, top)
            && score > top
        {
            let place = self.place(pointer);
            self.problems.push(
                Diagnostic::new(
                    &codes::BAD_VALUE,
                    place,
                    format!("{score} is past the end of the scale"),
                )
                .help(format!("Give a score from 0 to {top}.")),
            );
        }
    }

    fn answers(&mut self, answers: &BTreeMap<QuestionId, bool>, about: About, pointer: &str) {
        let all = &self.known.library.response.question;
        let here: Vec<&str> = all
            .iter()
            .filter(|question| question.about == about)
            .map(|question| question.id.as_str())
            .collect();
        for id in answers.keys() {
            if !here.contains(&id.as_str()) {
                let what = match about {
                    About::Exercise => "questions about an exercise",
                    About::Day => "questions about the day",
                };
                let place = Place::key(self.file, format!("{pointer}/answers/{id}"));
                self.missing(what, id.as_str(), &here, place);
            }
        }
    }
}

/// The highest score that the lights speak of.
pub(super) fn top(response: &Response) -> Option<u16> {
    let pains = response.light.iter().filter_map(|light| light.pain);
    pains.map(|pain| pain.max).max()
}

fn did_you_mean(id: &str, ids: &[&str]) -> String {
    match suggest::nearest(id, ids.iter().copied()) {
        Some(near) => format!("Did you mean `{near}`?"),
        None if ids.is_empty() => "There are none.".to_owned(),
        None => format!("There are: {}.", ids.join(", ")),
    }
}
