//! R410: a text says another amount than the dose. R411: a text and the dose differ on whether each side has its own turn.

use std::collections::BTreeMap;

use super::spoken::spoken;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::format::Kind;
use crate::format::common::{Dose, Range};
use crate::format::exercise::Exercise;
use crate::format::plain_words::Amounts;
use crate::id::ExerciseId;
use crate::link::{Record, Records};
use crate::reading::{self, Amount, AmountWords, Of, Phrasebook, sentences};

/// What a language's words say of amounts.
struct Words {
    amounts: AmountWords,
    /// What says surely that each side has its own turn, and, as `false`, what only may.
    sides: Phrasebook<bool>,
    knows_sides: bool,
}

impl Words {
    fn new(listed: &[&Amounts]) -> Words {
        let sure = listed.iter().flat_map(|one| &one.change_sides);
        let may = listed.iter().flat_map(|one| &one.sides);
        let sure = sure.map(|text| (text.as_str(), true));
        Words {
            amounts: AmountWords::new(listed.iter().copied()),
            knows_sides: listed.iter().any(|one| !one.change_sides.is_empty()),
            sides: Phrasebook::new(sure.chain(may.map(|text| (text.as_str(), false)))),
        }
    }
}

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    let mut listed: BTreeMap<&str, Vec<&Amounts>> = BTreeMap::new();
    for record in &records.plain_words {
        let amounts = record.value.amounts.iter();
        let language = record.value.language.as_str();
        listed.entry(language).or_default().extend(amounts);
    }
    listed.retain(|_, amounts| !amounts.is_empty());
    if listed.is_empty() {
        return;
    }
    let languages = listed.into_iter();
    let languages: BTreeMap<&str, Words> = languages
        .map(|(language, listed)| (language, Words::new(&listed)))
        .collect();
    exercises(records, &languages, problems);
    ladders(records, &languages, problems);
    programmes(records, &languages, problems);
}

fn exercises(records: &Records, languages: &BTreeMap<&str, Words>, problems: &mut Vec<Diagnostic>) {
    let texts = spoken(records, Kind::Exercise, &records.exercises, |one| {
        one.id.as_str()
    });
    // Whether the steps and cues of a record say anything of sides, in each language that has steps.
    let mut of_sides: Vec<((&str, &str), &Record<Exercise>, bool)> = Vec::new();
    let mut read = reading::Words::default();
    for (record, text) in texts {
        let Some(words) = languages.get(text.said.language.as_str()) else {
            continue;
        };
        let one = &record.value;
        let keys: Vec<&str> = text.pointer.split('/').skip(1).collect();
        let at = |at: &str| at.parse::<usize>().ok();
        let own = || (one.dose.clone(), "/dose".to_owned());
        let (dose, pointer) = match keys.as_slice() {
            ["steps" | "cues", _] | ["faults", _, "mend"] | ["watch"] => own(),
            ["dials", dial, "how"] => {
                let turn = at(dial).and_then(|at| one.dials.get(at));
                let over = turn.and_then(|turn| turn.dose.as_ref());
                over.map_or_else(own, |over| {
                    (one.dose.with(over), format!("/dials/{dial}/dose"))
                })
            }
            _ => continue,
        };
        let (amounts, found) = said(text.text, words, &mut read);
        let place = Place::key(record.file, pointer);
        let doses = [&dose];
        for amount in amounts {
            problems.extend(other(&amount, &doses).map(|there| {
                Diagnostic::new(
                    &codes::OTHER_AMOUNT,
                    text.place(),
                    format!(
                        "the text says `{}`, and the dose of `{}` {there}",
                        amount.words, one.id
                    ),
                )
                .also(place.clone(), "the dose")
            }));
        }
        if matches!(keys.as_slice(), ["steps" | "cues", _]) {
            let key = (one.id.as_str(), text.said.language.as_str());
            match of_sides.last_mut() {
                Some((last, _, says)) if *last == key => *says |= !found.is_empty(),
                _ => of_sides.push((key, record, !found.is_empty())),
            }
        }
        let sure = found.iter().find(|(_, sure)| *sure);
        if let Some((said_so, _)) = sure
            && dose.each_side != Some(true)
        {
            problems.push(
                Diagnostic::new(
                    &codes::OTHER_SIDES,
                    text.place(),
                    format!(
                        "the text says `{said_so}`, and the dose of `{}` is not for each side",
                        one.id
                    ),
                )
                .also(place, "the dose"),
            );
        }
    }
    // What another pack has changed stands elsewhere than the rest of its exercise.
    of_sides.sort_by_key(|(key, ..)| *key);
    let of_sides = of_sides.chunk_by(|one, next| one.0 == next.0);
    let of_sides = of_sides.filter_map(|of_one| {
        let (key, record, _) = of_one.first()?;
        Some((*key, *record, of_one.iter().any(|(_, _, says)| *says)))
    });
    for ((id, language), record, says) in of_sides {
        let knows = languages.get(language).is_some_and(|one| one.knows_sides);
        if knows && !says && record.value.dose.each_side == Some(true) {
            problems.push(
                Diagnostic::new(
                    &codes::OTHER_SIDES,
                    Place::value(record.file, "/dose/each_side"),
                    format!(
                        "the dose of `{id}` is for each side, and no step or cue says so in `{language}`"
                    ),
                )
                .help("Say in a step when to change sides, or mend the dose. The words that are looked for stand in plain-words.toml."),
            );
        }
    }
}

/// The forms of a ladder's rungs, each with its exercise's dose and its own.
fn ladders(records: &Records, languages: &BTreeMap<&str, Words>, problems: &mut Vec<Diagnostic>) {
    let texts = spoken(records, Kind::Ladder, &records.ladders, |one| {
        one.id.as_str()
    });
    let mut read = reading::Words::default();
    for (record, text) in texts {
        let keys: Vec<&str> = text.pointer.split('/').skip(1).collect();
        let (Some(words), ["rungs", at, "form", "name" | "how"]) =
            (languages.get(text.said.language.as_str()), keys.as_slice())
        else {
            continue;
        };
        let rung = at
            .parse()
            .ok()
            .and_then(|at: usize| record.value.rungs.get(at));
        let Some((rung, form)) = rung.and_then(|rung| Some((rung, rung.form.as_ref()?))) else {
            continue;
        };
        let exercise = |id: &ExerciseId| records.exercise(id.as_str());
        let Some(exercise) = rung.any_of.first().and_then(exercise) else {
            continue;
        };
        let dose = exercise.value.dose.with(&form.dose);
        for amount in said(text.text, words, &mut read).0 {
            problems.extend(other(&amount, &[&dose]).map(|there| {
                Diagnostic::new(
                    &codes::OTHER_AMOUNT,
                    text.place(),
                    format!(
                        "the text says `{}`, and the dose of `{}` {there}",
                        amount.words, form.id
                    ),
                )
                .also(
                    Place::value(record.file, format!("/rungs/{at}/form")),
                    "the form",
                )
            }));
        }
    }
}

/// What a programme says of all its exercises: the amount must be that of one of them at least.
fn programmes(
    records: &Records,
    languages: &BTreeMap<&str, Words>,
    problems: &mut Vec<Diagnostic>,
) {
    let texts = spoken(records, Kind::Programme, &records.programmes, |one| {
        one.id.as_str()
    });
    let mut read = reading::Words::default();
    for (record, text) in texts {
        let keys: Vec<&str> = text.pointer.split('/').skip(1).collect();
        let (Some(words), ["summary"] | ["phases", _, "aim"] | ["phases", _, "how", _]) =
            (languages.get(text.said.language.as_str()), keys.as_slice())
        else {
            continue;
        };
        let found = said(text.text, words, &mut read).0;
        if found.is_empty() {
            continue;
        }
        let slots = record.value.sessions.iter().flat_map(|one| &one.slots);
        let doses: Vec<Dose> = slots
            .filter_map(|slot| {
                let exercise = records.exercise(slot.exercise.as_str())?;
                Some(exercise.value.dose.with(&slot.dose))
            })
            .collect();
        let doses: Vec<&Dose> = doses.iter().collect();
        for amount in found {
            problems.extend(other(&amount, &doses).map(|_| {
                Diagnostic::new(
                    &codes::OTHER_AMOUNT,
                    text.place(),
                    format!(
                        "the text says `{}`, and no exercise of `{}` has that dose",
                        amount.words, record.value.id
                    ),
                )
                .also(Place::key(record.file, "/sessions"), "its sessions")
            }));
        }
    }
}

/// The amounts that the sentences of a text give, and what they say of sides, each with whether that is sure.
fn said(
    text: &str,
    words: &Words,
    read: &mut reading::Words,
) -> (Vec<Amount>, Vec<(String, bool)>) {
    let (mut amounts, mut of_sides) = (Vec::new(), Vec::new());
    for (sentence, _) in sentences(text) {
        read.read(sentence);
        let all = read.all();
        amounts.extend(words.amounts.find(&all));
        let found = words.sides.find_all(&all).into_iter();
        of_sides.extend(found.map(|(said_so, &sure)| (said_so.join(" "), sure)));
    }
    // One set or one rep says how to do a thing, and not how often: `heel slides in one set, fall-outs in the next`.
    amounts.retain(|one| !(matches!(one.of, Of::Sets | Of::Reps) && one.much.max == 1));
    (amounts, of_sides)
}

/// What the doses say instead, if none of them says this amount, in words of the last; nothing where they leave it open.
fn other(amount: &Amount, doses: &[&Dose]) -> Option<String> {
    let mut instead = None;
    for dose in doses {
        match against(amount, dose) {
            Against::Agrees => return None,
            Against::Open => {}
            Against::Other(words) => instead = Some(words),
        }
    }
    instead
}

/// An amount against one dose.
enum Against {
    Agrees,
    /// The dose leaves it open.
    Open,
    /// What the dose says instead.
    Other(String),
}

fn against(amount: &Amount, dose: &Dose) -> Against {
    let seconds = |range: Range| Range {
        min: range.min.saturating_mul(60),
        max: range.max.saturating_mul(60),
    };
    let whole_set = dose.minutes.map(seconds).or(dose.hold_s);
    // Where there is one set, a rest lies within it.
    let has_rests = dose.sets.is_none_or(|sets| sets.max > 1);
    let rest = dose.rest_s.filter(|_| has_rests).map(|rest| Range {
        min: rest,
        max: rest,
    });
    let (key, there, must) = match amount.of {
        Of::Sets => ("sets", dose.sets, false),
        Of::Reps => ("reps", dose.reps, true),
        Of::Hold => ("hold_s", dose.hold_s, true),
        Of::Set => ("hold_s", whole_set.filter(|_| dose.reps.is_none()), true),
        Of::Rest => ("rest_s", rest, false),
        Of::Metres => ("distance_m", dose.distance_m, false),
    };
    match there {
        None if must => Against::Other(format!("gives no `{key}`")),
        None => Against::Open,
        Some(there) if there.min <= amount.much.min && amount.much.max <= there.max => {
            Against::Agrees
        }
        Some(there) if there.min == there.max => {
            Against::Other(format!("says `{key} = {}`", there.min))
        }
        Some(there) => Against::Other(format!("says `{key} = [{}, {}]`", there.min, there.max)),
    }
}
