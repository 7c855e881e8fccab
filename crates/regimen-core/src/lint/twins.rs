//! R324: two records that say the same, or nearly.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;
use serde::Serialize;

use super::spoken::spoken;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::format::Kind;
use crate::format::exercise::Exercise;
use crate::level::Level;
use crate::link::{Record, Records};
use crate::reading::{Words, words};

/// Of so many words one may differ in steps that are called nearly the same.
const ONE_IN: usize = 10;

/// A word by its number: there are very many words, and few that differ.
type Word = u32;

/// An exercise, where its steps begin, and their words.
type Steps<'r> = (&'r Record<Exercise>, Place, Vec<Word>);

/// An exercise, and where its steps begin.
type Seen<'r> = (&'r Record<Exercise>, Place);

/// An exercise, and the words of its steps and cues by number.
type Sorted<'r> = (&'r Record<Exercise>, Bag);

/// The words of a text, sorted.
struct Bag {
    words: Vec<Word>,
    /// A bit for each of them; several may share one.
    bits: u128,
}

/// The numbers of words, as they are met.
#[derive(Default)]
struct Numbers {
    met: IndexSet<String>,
    words: Words,
}

impl Numbers {
    /// Adds the words of a text to others.
    fn add(&mut self, text: &str, to: &mut Vec<Word>) {
        self.words.read(text);
        for word in self.words.all() {
            let known = self.met.get_index_of(word);
            let number = known.unwrap_or_else(|| self.met.insert_full(word.to_owned()).0);
            to.push(Word::try_from(number).unwrap_or(Word::MAX));
        }
    }

    fn bag<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) -> Bag {
        let mut words = Vec::new();
        for text in texts {
            self.add(text, &mut words);
        }
        words.sort_unstable();
        let bits = words
            .iter()
            .fold(0, |bits, word| bits | 1 << (word % u128::BITS));
        Bag { words, bits }
    }
}

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    exercises(records, problems);
    // What is deprecated is kept beside what takes its place, which may say the same: it is held against nothing.
    let flags = records.red_flags.iter();
    let flags = flags.filter(|one| one.value.deprecated.is_none());
    let flags = flags.map(|record| {
        let one = &record.value;
        (record, one.id.as_str(), words(one.question.as_ref()))
    });
    same(flags, "/question", "ask the same question", problems);
    let current = || {
        let findings = records.findings.iter();
        findings.filter(|one| one.value.deprecated.is_none())
    };
    let findings = current().map(|record| {
        let one = &record.value;
        (record, one.id.as_str(), words(one.ask.as_ref()))
    });
    same(findings, "/ask", "ask the same question", problems);
    let limiting = current().filter(|record| !record.value.limits.is_empty());
    let limiting = limiting.map(|record| {
        let one = &record.value;
        let limits = (&one.limits, &one.caps, &one.prefers, &one.advice);
        let key = written(&(one.kind, one.must, one.needs_clearance, limits));
        (record, one.id.as_str(), key)
    });
    same(limiting, "/limits", "limit and advise the same", problems);
    let programmes = records.programmes.iter();
    let programmes = programmes.filter(|one| one.value.deprecated.is_none());
    let programmes = programmes.map(|record| {
        let one = &record.value;
        let key = written(&(&one.phases, &one.sessions, &one.schedule));
        (record, one.id.as_str(), key)
    });
    same(
        programmes,
        "/sessions",
        "have the same weeks and sessions",
        problems,
    );
    substitutions(records, problems);
}

/// Says of each record that has the key of an earlier one, at one of its values, that they do the same.
fn same<'r, T: 'r, K: Ord>(
    all: impl Iterator<Item = (&'r Record<T>, &'r str, K)>,
    at: &str,
    what: &str,
    problems: &mut Vec<Diagnostic>,
) {
    let mut seen: BTreeMap<K, (&Record<T>, &str)> = BTreeMap::new();
    for (record, id, key) in all {
        let Some((first, other)) = seen.get(&key) else {
            seen.insert(key, (record, id));
            continue;
        };
        // Two records with one id are reported as that.
        if *other != id {
            let place = |one: &Record<T>| Place::value(one.file, format!("{}{at}", one.pointer));
            problems.push(
                Diagnostic::new(
                    &codes::TWIN,
                    place(record),
                    format!("`{other}` and `{id}` {what}"),
                )
                .also(place(first), "the other one"),
            );
        }
    }
}

/// A value as one text, to compare it with others.
fn written(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn substitutions(records: &Records, problems: &mut Vec<Diagnostic>) {
    let mut seen = BTreeMap::new();
    for record in &records.substitutions {
        let one = &record.value;
        let because: BTreeSet<_> = one.because.iter().collect();
        let key = (
            &one.from,
            &one.from_pattern,
            because,
            words(one.when.as_ref()),
        );
        let place = Place::value(record.file, record.pointer.clone());
        match seen.get(&key) {
            None => {
                seen.insert(key, place);
            }
            Some(first) => {
                let from = one.from.as_ref().map(ToString::to_string);
                let from = from.or(one.from_pattern.as_ref().map(ToString::to_string));
                problems.push(
                    Diagnostic::new(
                        &codes::TWIN,
                        place,
                        format!(
                            "two records replace `{}` for the same reason, at the same time",
                            from.unwrap_or_default()
                        ),
                    )
                    .also(Place::clone(first), "the other one")
                    .help("Make one record of them, with what comes instead in the order to try, or say when each is right."),
                );
            }
        }
    }
}

/// Exercises with the same steps in some language; and those that ask the same, in the same ways and amounts, with nearly the
/// same words.
fn exercises(records: &Records, problems: &mut Vec<Diagnostic>) {
    let texts = spoken(records, Kind::Exercise, &records.exercises, |one| {
        one.id.as_str()
    });
    let mut numbers = Numbers::default();
    // Those of one exercise in one language come one after the other, but for what another pack has changed.
    let mut runs: Vec<((&str, &str), Steps<'_>)> = Vec::new();
    for (record, text) in texts {
        if record.value.deprecated.is_none() && text.pointer.starts_with("/steps/") {
            let key = (text.said.language.as_str(), record.value.id.as_str());
            if runs.last().is_none_or(|(last, _)| *last != key) {
                runs.push((key, (record, text.place(), Vec::new())));
            }
            if let Some((_, steps)) = runs.last_mut() {
                numbers.add(text.text, &mut steps.2);
            }
        }
    }
    let mut steps: BTreeMap<(&str, &str), Steps<'_>> = BTreeMap::new();
    for (key, mut run) in runs {
        match steps.get_mut(&key) {
            Some(before) => before.2.append(&mut run.2),
            None => {
                steps.insert(key, run);
            }
        }
    }
    // In the order of the packs, so that the later one is reported, and once of a pair.
    let position = records.exercises.iter().enumerate();
    let position: BTreeMap<&str, usize> = position
        .map(|(at, record)| (record.value.id.as_str(), at))
        .collect();
    let mut all: Vec<_> = steps.into_iter().collect();
    all.sort_by_key(|((language, id), _)| (*language, position.get(id).copied()));
    let mut seen: BTreeMap<(&str, Vec<Word>), Seen<'_>> = BTreeMap::new();
    let mut told: BTreeSet<(&str, &str)> = BTreeSet::new();
    for ((language, id), (record, place, words)) in all {
        let Some((first, other)) = seen.get(&(language, words.clone())) else {
            seen.insert((language, words), (record, place));
            continue;
        };
        let other_id = first.value.id.as_str();
        if other_id == id || are_declared(&record.value, &first.value) {
            continue;
        }
        if told.insert((other_id, id)) {
            problems.push(
                Diagnostic::new(
                    &codes::TWIN,
                    place,
                    format!("`{other_id}` and `{id}` have the same steps"),
                )
                .also(other.clone(), "the other one"),
            );
        }
    }
    nearly(records, &told, &mut numbers, problems);
}

fn nearly(
    records: &Records,
    told: &BTreeSet<(&str, &str)>,
    numbers: &mut Numbers,
    problems: &mut Vec<Diagnostic>,
) {
    let mut alike: BTreeMap<String, Vec<Sorted<'_>>> = BTreeMap::new();
    let current = records.exercises.iter();
    for record in current.filter(|one| one.value.deprecated.is_none()) {
        let one = &record.value;
        let demands: Vec<(&str, Level)> = one
            .demands
            .iter()
            .map(|(axis, demand)| (axis.as_str(), demand.level()))
            .collect();
        let key = written(&(demands, &one.pattern, &one.role, &one.ways, &one.dose));
        let texts = one.steps.iter().chain(&one.cues);
        let words = numbers.bag(texts.map(AsRef::as_ref));
        let others = alike.entry(key).or_default();
        let near = others.iter().find(|(other, theirs)| {
            let id = one.id.as_str();
            let other = &other.value;
            are_near(theirs, &words)
                && other.id.as_str() != id
                && !told.contains(&(other.id.as_str(), id))
                && !are_declared(one, other)
        });
        if let Some((other, _)) = near {
            problems.push(
                Diagnostic::new(
                    &codes::TWIN,
                    Place::value(record.file, "/steps"),
                    format!(
                        "`{}` and `{}` ask the same in nearly the same words",
                        other.value.id, one.id
                    ),
                )
                .also(Place::value(other.file, "/steps"), "the other one"),
            );
        }
        others.push((record, words));
    }
}

/// Whether two texts have all but one in ten of their words in common.
fn are_near(one: &Bag, other: &Bag) -> bool {
    let most = one.words.len().max(other.words.len()) / ONE_IN;
    // Each bit that the other has not is a word at least that it has not: most texts need no closer look.
    let only = |one: &Bag, other: &Bag| (one.bits & !other.bits).count_ones() as usize;
    if only(one, other) > most || only(other, one) > most {
        return false;
    }
    let (mut one, mut other) = (one.words.iter().peekable(), other.words.iter().peekable());
    let (mut only_one, mut only_other) = (0, 0);
    loop {
        match (one.peek(), other.peek()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b => {
                one.next();
                other.next();
            }
            (Some(a), Some(b)) if a < b => {
                only_one += 1;
                one.next();
            }
            (Some(_), None) => {
                only_one += 1;
                one.next();
            }
            (_, Some(_)) => {
                only_other += 1;
                other.next();
            }
        }
        if only_one > most || only_other > most {
            return false;
        }
    }
}

/// Whether one says that with a dial it is the other.
fn are_declared(one: &Exercise, other: &Exercise) -> bool {
    let says = |one: &Exercise, other: &Exercise| {
        let mut twins = one.dials.iter().filter_map(|dial| dial.same_as.as_ref());
        twins.any(|twin| *twin == other.id)
    };
    says(one, other) || says(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_near_where_one_in_ten_differs_and_not_two() {
        let mut numbers = Numbers::default();
        let mut of = |text: &str| numbers.bag([text]);
        let ten = of("a b c d e f g h i j");
        assert!(are_near(&ten, &ten));
        assert!(are_near(&ten, &of("a b c d e f g h i x")));
        assert!(are_near(&ten, &of("j i h g f e d c b a k")));
        assert!(!are_near(&ten, &of("a b c d e f g h x y")));
        assert!(!are_near(&ten, &of("a b c d e f g h i j k l")));
        // Fewer than ten words: all of them.
        assert!(!are_near(&of("a b c"), &of("a b d")));
        assert!(are_near(&of("a b c"), &of("c b a")));
    }
}
