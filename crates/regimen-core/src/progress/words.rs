//! Next steps in words, from the packs' phrases.

use super::decide::{Decided, Reason, Step};
use super::document::{
    BecauseEntry, Decision, NextEntry, NextRefer, RuleEntry, StageDownEntry, UseEntry,
};
use super::harder::{Harder, Held, Unit};
use super::history::Follows;
use super::instead::Instead;
use super::known::{Known, PhaseKnown};
use super::lights::{Cause, Missing};
use super::read::{Logged, top};
use crate::format::common::{Dose, Range};
use crate::format::phrases::fill;
use crate::format::response::{Light, Response};
use crate::library::{Finding, Key, Library, Phrases};
use crate::report::list;

/// Reasons to be seen first, each flag once, the worst urgency first and then in the screen's order.
pub(super) fn refer(library: &Library, logged: &Logged) -> Vec<NextRefer> {
    let mut found = Vec::new();
    for visit in &logged.visits {
        for &key in &visit.red_flags {
            if !found.iter().any(|(other, _)| *other == key) {
                found.push((key, visit.day));
            }
        }
    }
    found.sort_by_key(|(key, _)| (library.red_flags[*key].urgency, *key));
    let entries = found.into_iter().map(|(key, day)| {
        let flag = &library.red_flags[key];
        NextRefer {
            red_flag: flag.id.clone(),
            day: day.to_string(),
            urgency: flag.urgency,
            action: flag.action.clone(),
            from: flag.origin.name.clone(),
        }
    });
    entries.collect()
}

/// One exercise's next step.
pub(super) fn entry(known: &Known<'_>, now: &PhaseKnown<'_>, decided: &Decided<'_>) -> NextEntry {
    let library = known.library;
    let phrases = &library.phrases;
    let (decision, title) = decision(phrases, &decided.step);
    let mut steps = steps(known, now, decided);
    if let Some(climb) = &decided.climb {
        let next = climb.next.iter().filter_map(|id| {
            let key = library.exercises.find(id.as_str())?;
            Some(library.exercises[key].name.as_str())
        });
        let or = format!(" {} ", phrases.or_join);
        let next = next.collect::<Vec<_>>().join(&or);
        steps.push(fill(&phrases.next_climb, &[("exercise", &next)]));
        steps.push(phrases.next_climb_when.clone());
        steps.extend(climb.when.iter().cloned());
    }
    let mut entry = NextEntry {
        exercise: decided.item.entry.exercise.clone(),
        session: decided.session.clone(),
        decision,
        title,
        rule: rule(library, now, &decided.reason),
        why: why(library, now, &decided.reason),
        steps,
        dial: None,
        dose: None,
        instead: None,
        climb: decided.climb.clone(),
        stage_down: None,
    };
    match &decided.step {
        Step::Progress(Harder::More(_, dose) | Harder::WeightAndBack(_, dose)) => {
            entry.dose = Some(dose.clone());
        }
        Step::Ease(easier) => {
            entry.dial = Some(library.dials[easier.dial].id.clone());
            entry.dose.clone_from(&easier.dose);
        }
        Step::Substitute(instead) => entry.instead = Some(instead_entry(library, instead)),
        Step::StageDown(findings) => {
            entry.stage_down = Some(stage_down(library, now, findings, &decided.reason));
        }
        _ => {}
    }
    entry
}

fn decision(phrases: &Phrases, step: &Step) -> (Decision, String) {
    let (decision, title) = match step {
        Step::Progress(_) => (Decision::Progress, &phrases.next_progress),
        Step::Hold => (Decision::Hold, &phrases.next_hold),
        Step::Ease(_) => (Decision::Ease, &phrases.next_ease),
        Step::Undo(_) => (Decision::Undo, &phrases.next_undo),
        Step::Substitute(_) => (Decision::Substitute, &phrases.next_substitute),
        Step::End => (Decision::EndExercise, &phrases.next_end),
        Step::StageDown(_) => (Decision::StageDown, &phrases.next_stage),
        Step::LeaveOut | Step::SeeClinician => (Decision::SeeClinician, &phrases.next_clinician),
    };
    (decision, title.clone())
}

/// What to do.
fn steps(known: &Known<'_>, now: &PhaseKnown<'_>, decided: &Decided<'_>) -> Vec<String> {
    let library = known.library;
    let phrases = &library.phrases;
    match &decided.step {
        Step::Progress(Harder::Weight) => vec![phrases.next_do_weight.clone()],
        Step::Progress(Harder::WeightAndBack(unit, dose)) => vec![fill(
            &phrases.next_do_weight_back,
            &[("amount", &amount(phrases, *unit, dose))],
        )],
        Step::Progress(Harder::More(unit, dose)) => vec![fill(
            &phrases.next_do_more,
            &[("amount", &amount(phrases, *unit, dose))],
        )],
        Step::Hold => vec![phrases.next_do_hold.clone()],
        Step::Ease(easier) => {
            let mut steps = vec![easier.how.clone()];
            if !decided.item.dials.is_empty() {
                steps.push(phrases.next_do_keep.clone());
            }
            steps
        }
        Step::Undo(what) => vec![match what {
            Some(what) => fill(&phrases.next_do_undo_what, &[("what", what)]),
            None => phrases.next_do_undo.clone(),
        }],
        Step::Substitute(instead) => {
            let record = &library.exercises[instead.exercise];
            let mut steps = vec![fill(
                &phrases.next_do_instead,
                &[("exercise", &record.name)],
            )];
            steps.extend(turn(library, instead).map(|turn| turn.how.clone()));
            steps.extend(instead.why.clone());
            if instead.opt.loaded {
                steps.push(phrases.why_new_load.clone());
            }
            steps
        }
        Step::LeaveOut => vec![
            phrases.next_do_none.clone(),
            phrases.next_do_clinician.clone(),
        ],
        Step::End => vec![phrases.next_do_end.clone()],
        Step::SeeClinician => vec![phrases.next_do_clinician.clone()],
        Step::StageDown(findings) => {
            let days = days(&decided.reason);
            let first = now.stage.index() == 0;
            let mut steps = vec![if first {
                phrases.next_do_stage_first.clone()
            } else if findings.is_empty() {
                phrases.next_do_stage_all.clone()
            } else {
                let names = findings
                    .iter()
                    .map(|&key| library.findings[key].name.as_str());
                fill(&phrases.next_do_stage, &[("finding", &list(names))])
            }];
            if let Some(days) = days {
                steps.push(fill(&phrases.next_do_days, &[("days", &days.to_string())]));
            }
            steps
        }
    }
}

fn days(reason: &Reason) -> Option<u16> {
    match reason {
        Reason::Light(follows) => follows.days,
        _ => None,
    }
}

fn turn<'a>(library: &'a Library, instead: &Instead) -> Option<&'a crate::library::Turn> {
    let turns = &library.exercises[instead.exercise].turns;
    turns.get(usize::from(instead.opt.turn?))
}

/// So many of a unit, as on a card.
fn amount(phrases: &Phrases, unit: Unit, dose: &Dose) -> String {
    let count = unit.get(dose).map_or(0, |range| range.min).to_string();
    match unit {
        Unit::Reps => fill(&phrases.reps, &[("count", &count)]),
        Unit::Hold => fill(&phrases.seconds, &[("seconds", &count)]),
        Unit::Metres => fill(&phrases.metres, &[("metres", &count)]),
        Unit::Minutes => fill(&phrases.minutes, &[("minutes", &count)]),
    }
}

/// Why, in words.
fn why(library: &Library, now: &PhaseKnown<'_>, reason: &Reason) -> String {
    let phrases = &library.phrases;
    match reason {
        Reason::Light(follows) => light_words(library, follows),
        Reason::Held(held, follows) => {
            let held = match held {
                Held::Phase => fill(&phrases.next_why_phase, &[("phase", now.name)]),
                Held::NotEasy => phrases.next_why_not_easy.clone(),
                Held::SetsFirst => phrases.next_why_sets.clone(),
                Held::Top => phrases.next_why_top.clone(),
            };
            format!("{} {held}", light_words(library, follows))
        }
        Reason::Unanswered(missing) if missing.contains(&Missing::All) => {
            phrases.next_why_not_logged.clone()
        }
        Reason::Unanswered(missing) => {
            let what = missing.iter().map(|one| missing_words(library, one));
            let what: Vec<String> = what.collect();
            fill(&phrases.next_why_missing, &[("what", &what.join("; "))])
        }
        Reason::NoLight => phrases.next_why_no_light.clone(),
    }
}

fn light_words(library: &Library, follows: &Follows) -> String {
    let phrases = &library.phrases;
    let response = &library.response;
    let Some(light) = response.light.get(follows.light) else {
        return String::new();
    };
    let signs = follows
        .causes
        .iter()
        .filter_map(|cause| cause_words(phrases, response, light, cause))
        .map(|sign| sign.trim_end_matches('.').to_owned());
    let signs: Vec<String> = signs.collect();
    let mut text = fill(
        &phrases.next_why,
        &[
            ("light", light.title.as_ref()),
            ("signs", &signs.join("; ")),
        ],
    );
    if follows.times > 1 {
        text.push(' ');
        text.push_str(&fill(
            &phrases.next_why_times,
            &[("count", &follows.times.to_string())],
        ));
    }
    text
}

/// A condition in words, with its cut-off.
fn cause_words(
    phrases: &Phrases,
    response: &Response,
    light: &Light,
    cause: &Cause,
) -> Option<String> {
    Some(match cause {
        Cause::Pain => {
            let pain = light.pain?;
            let from = pain.min.to_string();
            if Some(pain.max) == top(response) && pain.min > 0 {
                fill(&phrases.light_pain_up, &[("from", &from)])
            } else {
                let to = pain.max.to_string();
                fill(&phrases.light_pain, &[("from", &from), ("to", &to)])
            }
        }
        Cause::Rise => {
            let rise = light.rise?;
            let most = response.light.iter().filter_map(|one| one.rise);
            let most = most.map(|one| one.max).max();
            if Some(rise.max) == most && rise.min > 0 {
                fill(&phrases.light_rise_up, &[("rise", &rise.min.to_string())])
            } else {
                fill(&phrases.light_rise, &[("rise", &range(phrases, rise))])
            }
        }
        Cause::Settles => {
            let hours = light.settles_h?.to_string();
            fill(&phrases.light_settles, &[("hours", &hours)])
        }
        Cause::Worse => {
            let hours = range(phrases, light.worse_h?);
            fill(&phrases.next_worse, &[("hours", &hours)])
        }
        Cause::Lingers => {
            let hours = light.lingers_h?.to_string();
            fill(&phrases.light_lingers, &[("hours", &hours)])
        }
        Cause::Answer(id) => {
            let wanted = *light.answers.get(id)?;
            let question = response.question.iter().find(|one| one.id == *id)?;
            // A no that speaks for a light needs no words: it says that nothing was wrong.
            wanted.then(|| question.yes.0.clone())?
        }
        Cause::HurtsAgain => {
            let count = light.hurts_again.as_ref()?.times.to_string();
            fill(&phrases.next_hurts_again, &[("count", &count)])
        }
    })
}

/// The key under a light that holds a condition's cut-off.
fn cause_key(cause: &Cause) -> String {
    match cause {
        Cause::Pain => "pain".to_owned(),
        Cause::Rise => "rise".to_owned(),
        Cause::Settles => "settles_h".to_owned(),
        Cause::Worse => "worse_h".to_owned(),
        Cause::Lingers => "lingers_h".to_owned(),
        Cause::Answer(id) => format!("answers/{id}"),
        Cause::HurtsAgain => "hurts_again".to_owned(),
    }
}

fn range(phrases: &Phrases, range: Range) -> String {
    let (from, to) = (range.min.to_string(), range.max.to_string());
    if from == to {
        from
    } else {
        fill(&phrases.range, &[("from", &from), ("to", &to)])
    }
}

/// The rule that fired, with where it stands.
fn rule(library: &Library, now: &PhaseKnown<'_>, reason: &Reason) -> RuleEntry {
    let at = &library.response_origin.name;
    let plain = |code: &str, from: String| RuleEntry {
        code: code.to_owned(),
        light: None,
        times: None,
        from,
        because: Vec::new(),
        missing: Vec::new(),
    };
    match reason {
        Reason::Light(follows) => {
            let light = format!("{at}/light/{}", follows.light);
            let from = match follows.then {
                Some(then) => format!("{light}/then/{then}"),
                None => light,
            };
            lit(library, follows, "light", from)
        }
        Reason::Held(held, follows) => {
            let (code, from) = match held {
                Held::Phase => ("phase", format!("{}/progress", now.origin.name)),
                Held::NotEasy => ("not-easy", format!("{}/progress", now.origin.name)),
                Held::SetsFirst => ("sets-first", format!("{at}/progress")),
                Held::Top => ("top", format!("{at}/progress")),
            };
            lit(library, follows, code, from)
        }
        Reason::Unanswered(missing) => RuleEntry {
            missing: missing.iter().map(missing_key).collect(),
            ..plain("unanswered", format!("{at}/progress"))
        },
        Reason::NoLight => plain("no-light", format!("{at}/light")),
    }
}

fn lit(library: &Library, follows: &Follows, code: &str, from: String) -> RuleEntry {
    let response = &library.response;
    let light = response.light.get(follows.light);
    let because = light.map(|light| {
        let causes = follows.causes.iter().filter_map(|cause| {
            Some(BecauseEntry {
                text: cause_words(&library.phrases, response, light, cause)?,
                from: format!(
                    "{}/light/{}/{}",
                    library.response_origin.name,
                    follows.light,
                    cause_key(cause)
                ),
            })
        });
        causes.collect()
    });
    RuleEntry {
        code: code.to_owned(),
        light: light.map(|light| light.id.clone()),
        times: Some(follows.times),
        from,
        because: because.unwrap_or_default(),
        missing: Vec::new(),
    }
}

fn missing_words(library: &Library, missing: &Missing) -> String {
    let phrases = &library.phrases;
    match missing {
        Missing::All => phrases.next_why_not_logged.clone(),
        Missing::Baseline => phrases.next_missing_baseline.clone(),
        Missing::Score(0) => phrases.next_missing_during.clone(),
        Missing::Score(1) => phrases.next_missing_evening.clone(),
        Missing::Score(2) => phrases.next_missing_morning.clone(),
        Missing::Score(3) => phrases.next_missing_two_days.clone(),
        Missing::Score(_) => phrases.next_missing_three_days.clone(),
        Missing::Felt => phrases.next_missing_felt.clone(),
        Missing::Amount => phrases.next_missing_amount.clone(),
        Missing::Load => phrases.next_missing_load.clone(),
        Missing::Question(id) => {
            let question = library.response.question.iter().find(|one| one.id == *id);
            question.map_or_else(|| id.to_string(), |one| one.ask.0.clone())
        }
    }
}

fn missing_key(missing: &Missing) -> String {
    match missing {
        Missing::All => "exercise".to_owned(),
        Missing::Baseline => "baseline".to_owned(),
        Missing::Score(0) => "pain.during".to_owned(),
        Missing::Score(1) => "pain.evening".to_owned(),
        Missing::Score(2) => "pain.next_morning".to_owned(),
        Missing::Score(3) => "pain.at_48_h".to_owned(),
        Missing::Score(_) => "pain.at_72_h".to_owned(),
        Missing::Felt => "felt".to_owned(),
        Missing::Amount => "done".to_owned(),
        Missing::Load => "done.load".to_owned(),
        Missing::Question(id) => format!("answers.{id}"),
    }
}

fn instead_entry(library: &Library, instead: &Instead) -> UseEntry {
    let record = &library.exercises[instead.exercise];
    let way = record.ways.get(usize::from(instead.opt.way));
    let pieces = way.map(|way| way.equipment.as_slice()).unwrap_or_default();
    let turn = turn(library, instead);
    UseEntry {
        exercise: record.id.clone(),
        equipment: pieces
            .iter()
            .map(|&piece| library.equipment[piece].id.clone())
            .collect(),
        dial: turn.map(|turn| library.dials[turn.dial].id.clone()),
        how: turn.map(|turn| turn.how.clone()),
        dose: instead.dose.clone(),
        from: instead.from.clone(),
    }
}

fn stage_down(
    library: &Library,
    now: &PhaseKnown<'_>,
    findings: &[Key<Finding>],
    reason: &Reason,
) -> StageDownEntry {
    let before = now.stage.index().checked_sub(1);
    let before = before.and_then(|at| library.stages.rows().get(at));
    StageDownEntry {
        findings: findings
            .iter()
            .map(|&key| library.findings[key].id.clone())
            .collect(),
        at: library.stages[now.stage].id.clone(),
        to: before.map(|stage| stage.id.clone()),
        days: days(reason),
    }
}
