//! The amounts that a text gives: `3 sets of 8 to 10`, `hold for 5 seconds`. Which words say so is the caller's.

use super::Phrasebook;
use crate::format::common::Range;
use crate::format::plain_words::Amounts;

/// How many words may stand between what says that a time is held and the time: `hold at the top for 2 seconds`.
const HOLD_REACH: usize = 4;

/// The same for a rest and a distance, which have to be next to it: `rest for 60 seconds`.
const NEAR_REACH: usize = 1;

/// An amount in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Amount {
    /// What it is an amount of.
    pub(crate) of: Of,
    /// How much, in sets, reps, seconds or metres.
    pub(crate) much: Range,
    /// The words that say so, in small letters.
    pub(crate) words: String,
}

/// What an amount is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// Sets.
    Sets,
    /// Reps in a set.
    Reps,
    /// Seconds that something is held.
    Hold,
    /// Seconds of a whole set.
    Set,
    /// Seconds of rest.
    Rest,
    /// Metres of a set.
    Metres,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Sets,
    Reps,
    Seconds,
    Minutes,
    Metres,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Number(Range),
    To,
    Of,
    Unit(Unit),
    Hold,
    Rest,
    Travel,
    Change,
    Other,
}

/// The words in which a language says how much.
#[derive(Debug)]
pub(crate) struct AmountWords {
    book: Phrasebook<Word>,
}

impl AmountWords {
    /// From what packs list for one language.
    pub(crate) fn new<'a>(all: impl IntoIterator<Item = &'a Amounts>) -> AmountWords {
        let mut entries: Vec<(&str, Word)> = Vec::new();
        for one in all {
            let numbers = one.numbers.iter();
            entries.extend(numbers.map(|(word, &number)| {
                let much = Range {
                    min: number,
                    max: number,
                };
                (word.as_str(), Word::Number(much))
            }));
            let lists = [
                (&one.to, Word::To),
                (&one.of, Word::Of),
                (&one.sets, Word::Unit(Unit::Sets)),
                (&one.reps, Word::Unit(Unit::Reps)),
                (&one.seconds, Word::Unit(Unit::Seconds)),
                (&one.minutes, Word::Unit(Unit::Minutes)),
                (&one.metres, Word::Unit(Unit::Metres)),
                (&one.hold, Word::Hold),
                (&one.rest, Word::Rest),
                (&one.travel, Word::Travel),
                (&one.change, Word::Change),
            ];
            for (list, word) in lists {
                entries.extend(list.iter().map(|text| (text.as_str(), word)));
            }
        }
        AmountWords {
            book: Phrasebook::new(entries),
        }
    }

    /// The amounts in a sentence; none where it speaks of a change.
    pub(crate) fn find(&self, words: &[&str]) -> Vec<Amount> {
        let tokens = self.tokens(words);
        if tokens.iter().any(|(word, _)| *word == Word::Change) {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut verb: Option<(usize, Word)> = None;
        let mut at = 0;
        while let Some((word, _)) = tokens.get(at) {
            if matches!(word, Word::Hold | Word::Rest | Word::Travel) {
                verb = Some((at, *word));
            }
            let Some((much, end)) = range(&tokens, at) else {
                at += 1;
                continue;
            };
            let Some((Word::Unit(unit), _)) = tokens.get(end) else {
                at = end;
                continue;
            };
            let reach = verb.map(|(before, verb)| (verb, at - before - 1));
            found.extend(amount(*unit, much, reach).map(|(of, much)| Amount {
                of,
                much,
                words: said(&tokens, at, end + 1),
            }));
            at = end + 1;
            let in_each = (*unit == Unit::Sets)
                .then(|| of_each(&tokens, at))
                .flatten();
            if let Some((one, end)) = in_each {
                found.extend(one);
                at = end;
            }
        }
        found
    }

    fn tokens<'w, 't>(&self, words: &'w [&'t str]) -> Vec<(Word, &'w [&'t str])> {
        let mut tokens = Vec::new();
        let mut rest = words;
        while let Some(first) = rest.first() {
            let (length, word) = match (number(first), self.book.at(rest)) {
                (Some(much), _) => (1, Word::Number(much)),
                (None, Some((length, word))) => (length, *word),
                (None, None) => (1, Word::Other),
            };
            let (these, others) = rest.split_at(length.clamp(1, rest.len()));
            tokens.push((word, these));
            rest = others;
        }
        tokens
    }
}

/// A number in digits, or two with a hyphen between them.
fn number(word: &str) -> Option<Range> {
    let (min, max) = word.split_once('-').unwrap_or((word, word));
    let (min, max) = (min.parse().ok()?, max.parse().ok()?);
    (min <= max).then_some(Range { min, max })
}

/// The numbers that begin at a token, and where the tokens after them begin.
fn range(tokens: &[(Word, &[&str])], at: usize) -> Option<(Range, usize)> {
    let one = |at: usize| match tokens.get(at) {
        Some((Word::Number(much), _)) => Some(*much),
        _ => None,
    };
    let first = one(at)?;
    let joined = matches!(tokens.get(at + 1), Some((Word::To, _)));
    let next = if joined { at + 2 } else { at + 1 };
    Some(match one(next) {
        Some(second) if first.min <= second.max => {
            let (min, max) = (first.min, second.max);
            (Range { min, max }, next + 1)
        }
        _ => (first, at + 1),
    })
}

/// What a number with its unit is an amount of, after the verb before it and so many words.
fn amount(unit: Unit, much: Range, verb: Option<(Word, usize)>) -> Option<(Of, Range)> {
    let minutes = || Range {
        min: much.min.saturating_mul(60),
        max: much.max.saturating_mul(60),
    };
    let much = if unit == Unit::Minutes {
        minutes()
    } else {
        much
    };
    let of = match (unit, verb) {
        (Unit::Sets, _) => Of::Sets,
        (Unit::Reps, _) => Of::Reps,
        (Unit::Seconds | Unit::Minutes, Some((Word::Hold, 0..=HOLD_REACH))) => Of::Hold,
        (Unit::Seconds | Unit::Minutes, Some((Word::Rest, 0..=NEAR_REACH))) => Of::Rest,
        (Unit::Metres, Some((Word::Travel, 0..=NEAR_REACH))) => Of::Metres,
        _ => return None,
    };
    Some((of, much))
}

/// How much there is in each of some sets, as in `of 10` or `of 30 seconds`, and where the tokens after it begin.
fn of_each(tokens: &[(Word, &[&str])], at: usize) -> Option<(Option<Amount>, usize)> {
    if !matches!(tokens.get(at), Some((Word::Of, _))) {
        return None;
    }
    let (much, end) = range(tokens, at + 1)?;
    let (of, end) = match tokens.get(end) {
        Some((Word::Unit(Unit::Seconds), _)) => (Some(Of::Set), end + 1),
        Some((Word::Unit(Unit::Metres), _)) => (Some(Of::Metres), end + 1),
        Some((Word::Unit(Unit::Reps), _)) => (Some(Of::Reps), end + 1),
        Some((Word::Unit(_), _)) => (None, end + 1),
        _ => (Some(Of::Reps), end),
    };
    let one = of.map(|of| Amount {
        of,
        much,
        words: said(tokens, at + 1, end),
    });
    Some((one, end))
}

fn said(tokens: &[(Word, &[&str])], from: usize, to: usize) -> String {
    let words = tokens.get(from..to).unwrap_or_default().iter();
    let words: Vec<&str> = words.flat_map(|(_, words)| words.iter().copied()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Words;

    fn english() -> Amounts {
        toml::from_str(
            r#"
            numbers = { one = 1, two = 2, three = 3, ten = 10 }
            to = ["to", "or"]
            of = ["of"]
            sets = ["set", "sets"]
            reps = ["rep", "reps"]
            seconds = ["second", "seconds"]
            minutes = ["minute", "minutes"]
            metres = ["metre", "metres"]
            hold = ["hold"]
            rest = ["rest"]
            travel = ["walk"]
            change = ["more", "add"]
            "#,
        )
        .unwrap()
    }

    #[test]
    fn amounts_are_what_a_number_and_its_unit_say() {
        let listed = english();
        let book = AmountWords::new([&listed]);
        let check = |text: &str, expected: &[(Of, u16, u16, &str)]| {
            let found = book.find(&Words::of(text).all());
            let found: Vec<(Of, u16, u16, &str)> = found
                .iter()
                .map(|one| (one.of, one.much.min, one.much.max, one.words.as_str()))
                .collect();
            assert_eq!(found, expected, "{text}");
        };
        check("Do three sets.", &[(Of::Sets, 3, 3, "three sets")]);
        check("8-10 reps", &[(Of::Reps, 8, 10, "8-10 reps")]);
        check("8 – 10 reps", &[(Of::Reps, 8, 10, "8 10 reps")]);
        check("8 to ten reps", &[(Of::Reps, 8, 10, "8 to ten reps")]);
        check(
            "3 sets of 10 on each side",
            &[(Of::Sets, 3, 3, "3 sets"), (Of::Reps, 10, 10, "10")],
        );
        check(
            "two or three sets of 30 seconds",
            &[
                (Of::Sets, 2, 3, "two or three sets"),
                (Of::Set, 30, 30, "30 seconds"),
            ],
        );
        check(
            "Hold at the top for two seconds, then rest for one minute.",
            &[
                (Of::Hold, 2, 2, "two seconds"),
                (Of::Rest, 60, 60, "one minute"),
            ],
        );
        check("Walk 20 metres.", &[(Of::Metres, 20, 20, "20 metres")]);
        // Not amounts of the dose, or not surely.
        for text in [
            "Add 2 reps.",
            "Do ten more, for three sets.",
            "Walk to a line 20 metres away.",
            "Rest your hands on your hips for two seconds.",
            "Hold the bar, and lower it slowly for three seconds.",
            "Run for 20 seconds.",
            "Weeks 1, 3 and 5",
            "2.5 reps",
            "90000 reps",
            "10 to 8",
            "sets of",
        ] {
            check(text, &[]);
        }
    }
}
