//! How plain a text is: its sentences, words and syllables, and a grade from them. Knows no pack: `lint::plain_words` holds
//! packs against it.
//!
//! - A sentence ends at `.`, `!`, `?` or `…` before anything but a letter or a digit. What ends without one, such as a name, a
//!   heading or a label, is no sentence and has no part in a grade: many short labels would make it look better than it is.
//! - A word is a run of letters and digits, hyphens and apostrophes within it included. A number is one word of one syllable.
//! - A blank in braces is one word of one syllable, and so is a name or another word that the caller gives.

mod amounts;
mod syllables;

pub(crate) use amounts::{Amount, AmountWords, Of};

use std::collections::BTreeMap;

use crate::format::plain_words::Formula;

/// A sentence, or what stands in the place of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sentence<'t> {
    /// As it stands.
    pub(crate) text: &'t str,
    /// Its words in small letters; a blank in braces is [`SHORT`].
    pub(crate) words: Vec<String>,
    /// Whether it ends as sentences do.
    pub(crate) ends: bool,
}

/// What counts as one short word: a blank, a name, a word that people have to know.
const SHORT: &str = "{}";

/// The sentences of a text; those without a word are left out.
pub(crate) fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let mut parts: Vec<(&str, bool)> = Vec::new();
    let mut start = 0;
    for (at, one) in text.char_indices() {
        let end = at + one.len_utf8();
        let next = text.get(end..).and_then(|rest| rest.chars().next());
        let goes_on = next.is_some_and(|next| next.is_alphanumeric() || is_stop(next));
        if is_stop(one) && !goes_on {
            parts.push((text.get(start..end).unwrap_or_default(), true));
            start = end;
        }
    }
    parts.push((text.get(start..).unwrap_or_default(), false));
    let sentences = parts.into_iter().map(|(part, ends)| Sentence {
        text: part.trim(),
        words: words(part),
        ends,
    });
    sentences.filter(|one| !one.words.is_empty()).collect()
}

fn is_stop(one: char) -> bool {
    matches!(one, '.' | '!' | '?' | '…')
}

/// The words of a text in small letters.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut blank = false;
    let mut chars = text.chars().peekable();
    while let Some(one) = chars.next() {
        if blank {
            blank = one != '}';
            continue;
        }
        let digit = |one: &char| one.is_ascii_digit();
        let in_number = matches!(one, '.' | ',')
            && word.chars().last().as_ref().is_some_and(digit)
            && chars.peek().is_some_and(digit);
        let within = in_number || matches!(one, '-' | '\'' | '’') && !word.is_empty();
        if one.is_alphanumeric() || within {
            word.extend(one.to_lowercase());
            continue;
        }
        finish(&mut word, &mut words);
        if one == '{' {
            words.push(SHORT.to_owned());
            blank = true;
        }
    }
    finish(&mut word, &mut words);
    words
}

fn finish(word: &mut String, words: &mut Vec<String>) {
    let whole = word.trim_end_matches(['-', '\'', '’']);
    if !whole.is_empty() {
        words.push(whole.to_owned());
    }
    word.clear();
}

/// Words and groups of words to look for, each with what is known of it.
#[derive(Debug)]
pub(crate) struct Phrasebook<T> {
    /// By the first word, or by its beginning where it may end in any way; the longest first.
    by_first: BTreeMap<String, Vec<Entry<T>>>,
    /// The lengths in bytes of the first words that may end in any way.
    open: Vec<usize>,
}

#[derive(Debug)]
struct Entry<T> {
    words: Vec<String>,
    /// Whether the last word may go on.
    open: bool,
    what: T,
}

impl<T> Phrasebook<T> {
    /// From groups of words; a star at the end stands for any ending.
    pub(crate) fn new<'t>(entries: impl IntoIterator<Item = (&'t str, T)>) -> Phrasebook<T> {
        let mut book = Phrasebook {
            by_first: BTreeMap::new(),
            open: Vec::new(),
        };
        for (text, what) in entries {
            let stem = text.strip_suffix('*');
            let entry = Entry {
                words: words(stem.unwrap_or(text)),
                open: stem.is_some(),
                what,
            };
            let Some(first) = entry.words.first().cloned() else {
                continue;
            };
            if entry.open && entry.words.len() == 1 && !book.open.contains(&first.len()) {
                book.open.push(first.len());
            }
            book.by_first.entry(first).or_default().push(entry);
        }
        for entries in book.by_first.values_mut() {
            entries.sort_by_key(|one| std::cmp::Reverse(one.words.len()));
        }
        book
    }

    /// The longest entry at the start of these words, and how many of them it takes.
    pub(crate) fn at(&self, words: &[String]) -> Option<(usize, &T)> {
        let first = words.first()?;
        let whole = self.by_first.get(first);
        let stems = self.open.iter().filter_map(|&length| {
            let stem = first.get(..length).filter(|stem| *stem != first)?;
            self.by_first.get(stem)
        });
        let fits = whole.into_iter().chain(stems).flatten();
        let fits = fits.filter(|entry| entry.fits(words));
        fits.max_by_key(|entry| entry.words.len())
            .map(|entry| (entry.words.len(), &entry.what))
    }

    /// What is found in these words, from the left, none of it twice, with the words that it takes.
    pub(crate) fn find<'w>(&self, words: &'w [String]) -> Vec<(&'w [String], &T)> {
        let mut found = Vec::new();
        let mut rest = words;
        while !rest.is_empty() {
            let (length, what) = match self.at(rest) {
                Some((length, what)) => (length, Some(what)),
                None => (1, None),
            };
            let (these, others) = rest.split_at(length.min(rest.len()));
            found.extend(what.map(|what| (these, what)));
            rest = others;
        }
        found
    }

    /// The words with each entry in them as one short word.
    pub(crate) fn shorten(&self, words: &[String]) -> Vec<String> {
        let mut shorter = Vec::new();
        let mut rest = words;
        while let Some(first) = rest.first() {
            let length = match self.at(rest) {
                Some((length, _)) => {
                    shorter.push(SHORT.to_owned());
                    length
                }
                None => {
                    shorter.push(first.clone());
                    1
                }
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        shorter
    }
}

impl<T> Entry<T> {
    fn fits(&self, words: &[String]) -> bool {
        let Some((last, before)) = self.words.split_last() else {
            return false;
        };
        let goes = |word: &String| match self.open {
            true => word.starts_with(last.as_str()),
            false => word == last,
        };
        words.starts_with(before) && words.get(before.len()).is_some_and(goes)
    }
}

/// Sentences counted together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) sentences: usize,
    pub(crate) words: usize,
    pub(crate) syllables: usize,
}

impl Counts {
    /// One sentence, whose names and known words are one short word each.
    pub(crate) fn of<T>(words: &[String], formula: Formula, short: &Phrasebook<T>) -> Counts {
        let words = short.shorten(words);
        let syllables = words.iter().map(|word| match word.as_str() {
            SHORT => 1,
            word => syllables_of(word, formula),
        });
        Counts {
            sentences: 1,
            syllables: syllables.sum(),
            words: words.len(),
        }
    }

    /// These and others.
    pub(crate) fn and(self, other: Counts) -> Counts {
        Counts {
            sentences: self.sentences + other.sentences,
            words: self.words + other.words,
            syllables: self.syllables + other.syllables,
        }
    }

    /// These without others that are among them.
    pub(crate) fn without(self, other: Counts) -> Counts {
        Counts {
            sentences: self.sentences.saturating_sub(other.sentences),
            words: self.words.saturating_sub(other.words),
            syllables: self.syllables.saturating_sub(other.syllables),
        }
    }

    /// The grade, in years of school; nothing without words.
    ///
    /// Flesch-Kincaid: 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid, Fishburne, Rogers and Chissom,
    /// Derivation of new readability formulas for Navy enlisted personnel, 1975).
    ///
    /// Crawford: -0.205 sentences and + 0.049 syllables in 100 words, - 3.407 (Crawford, Fórmula y gráfico para determinar
    /// la comprensibilidad de textos de nivel primario en castellano, Lectura y Vida 1984;5(4)). It was made for texts of
    /// primary school, grades 1 to 6, and so gives what a limit there needs: a grade. Fernández-Huerta and INFLESZ give ease
    /// from 0 to 100 instead, and turning that into a grade would be a second guess.
    pub(crate) fn grade(self, formula: Formula) -> Option<f64> {
        if self.words == 0 || self.sentences == 0 {
            return None;
        }
        // Far fewer than 2^52: the conversions are exact.
        let [sentences, words, syllables] =
            [self.sentences, self.words, self.syllables].map(|count| count as f64);
        Some(match formula {
            Formula::FleschKincaid => 0.39 * words / sentences + 11.8 * syllables / words - 15.59,
            Formula::Crawford => {
                -0.205 * 100.0 * sentences / words + 0.049 * 100.0 * syllables / words - 3.407
            }
        })
    }
}

fn syllables_of(word: &str, formula: Formula) -> usize {
    let parts = word.split('-').filter(|part| !part.is_empty());
    let count = parts.map(|part| match formula {
        Formula::FleschKincaid => syllables::english(part),
        Formula::Crawford => syllables::spanish(part),
    });
    count.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<(usize, bool)> {
        let all = sentences(text);
        all.iter().map(|one| (one.words.len(), one.ends)).collect()
    }

    #[test]
    fn sentences_end_at_their_marks_and_labels_do_not() {
        assert_eq!(parts("Lie down. Lift one leg."), [(2, true), (3, true)]);
        assert_eq!(parts("Use 2.5 kg. (Or less.)"), [(3, true), (2, true)]);
        assert_eq!(parts("Well... go on?!"), [(1, true), (2, true)]);
        assert_eq!(parts("¿Te duele? Para."), [(2, true), (1, true)]);
        assert_eq!(parts("Warm-up"), [(1, false)]);
        assert_eq!(parts("Weeks {from} to {to}"), [(4, false)]);
        assert_eq!(parts("{programme}: it fits. "), [(3, true)]);
        assert_eq!(parts(" … "), []);
    }

    #[test]
    fn words_are_cut_at_all_but_hyphens_and_apostrophes() {
        assert_eq!(
            words("Don't: set-up, 3-5 – “Así”"),
            ["don't", "set-up", "3-5", "así"]
        );
        assert_eq!(words("{one}, two's- 'x'"), ["{}", "two's", "x"]);
        assert_eq!(words("{never ends"), ["{}"]);
    }

    #[test]
    fn a_phrasebook_finds_the_longest_and_endings_where_they_are_open() {
        let book = Phrasebook::new([
            ("long bar", 1),
            ("bar", 2),
            ("contract*", 3),
            ("low pull*", 4),
        ]);
        let found = |text: &str| {
            let words = words(text);
            let found = book.find(&words);
            found
                .iter()
                .map(|(at, one)| (at.len(), **one))
                .collect::<Vec<_>>()
        };
        assert_eq!(found("The long bar and the bar."), [(2, 1), (1, 2)]);
        assert_eq!(
            found("Contracting a contract, low pulls"),
            [(1, 3), (1, 3), (2, 4)]
        );
        assert_eq!(found("bars, long, contra, low push"), []);
        let words = words("a long bar");
        assert_eq!(book.shorten(&words), ["a", SHORT]);
    }

    /// Grades worked out by hand from the published formulas.
    #[test]
    fn grades_are_those_of_the_formulas() {
        let none: Phrasebook<()> = Phrasebook::new([]);
        let all = |text: &str, formula| {
            let all = sentences(text);
            let counts = all.iter().map(|one| Counts::of(&one.words, formula, &none));
            counts.fold(Counts::default(), Counts::and)
        };
        let english = all(
            "The cat sat on the mat. It was happy.",
            Formula::FleschKincaid,
        );
        assert_eq!(
            (english.sentences, english.words, english.syllables),
            (2, 9, 10)
        );
        // 0.39 * 4.5 + 11.8 * 10 / 9 - 15.59
        assert!((english.grade(Formula::FleschKincaid).unwrap_or(9.0) + 0.7239).abs() < 0.001);
        let spanish = all(
            "La casa es grande. Vivo allí con mi familia.",
            Formula::Crawford,
        );
        assert_eq!(
            (spanish.sentences, spanish.words, spanish.syllables),
            (2, 9, 15)
        );
        // -0.205 * 22.22 + 0.049 * 166.67 - 3.407
        assert!((spanish.grade(Formula::Crawford).unwrap_or(9.0) - 0.2041).abs() < 0.001);
        assert_eq!(Counts::default().grade(Formula::Crawford), None);
    }
}
