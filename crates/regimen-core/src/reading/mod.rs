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

use indexmap::IndexMap;

use crate::format::plain_words::Formula;

/// What counts as one short word: a blank, a name, a word that people have to know.
pub(crate) const SHORT: &str = "{}";

/// The sentences of a text, and what stands in the place of one, each with whether it ends as sentences do. Some have no words.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let here = rest?;
        let stops = here.char_indices().find(|&(at, one)| {
            is_stop(one) && {
                let end = at + one.len_utf8();
                let next = here.get(end..).and_then(|rest| rest.chars().next());
                !next.is_some_and(|next| next.is_alphanumeric() || is_stop(next))
            }
        });
        let end = stops.map(|(at, one)| at + one.len_utf8());
        let (part, after) = here.split_at(end.unwrap_or(here.len()));
        rest = end.map(|_| after);
        Some((part.trim(), end.is_some()))
    })
}

fn is_stop(one: char) -> bool {
    matches!(one, '.' | '!' | '?' | '…')
}

/// The words of a text in small letters; a blank in braces is [`SHORT`].
#[derive(Debug, Default)]
pub(crate) struct Words {
    letters: String,
    /// Where each word ends, and the next begins.
    ends: Vec<usize>,
}

impl Words {
    /// The words of a text.
    pub(crate) fn of(text: &str) -> Words {
        let mut words = Words::default();
        words.read(text);
        words
    }

    /// The words of another text, in place of these.
    pub(crate) fn read(&mut self, text: &str) {
        self.letters.clear();
        self.letters.reserve(text.len());
        self.ends.clear();
        let mut rest = text;
        loop {
            // Nearly all letters are these, and come many at a time.
            let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
            let (these, after) = rest.split_at(plain);
            let from = self.letters.len();
            self.letters.push_str(these);
            if let Some(these) = self.letters.get_mut(from..) {
                these.make_ascii_lowercase();
            }
            let mut chars = after.chars();
            let Some(one) = chars.next() else {
                break;
            };
            rest = chars.as_str();
            let begun = self.letters.len() > self.begin();
            let in_number = || {
                let is_digit = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_digit());
                begun && is_digit(self.letters.bytes().next_back()) && is_digit(rest.bytes().next())
            };
            let within = match one {
                '.' | ',' => in_number(),
                '-' | '\'' | '’' => begun,
                _ => false,
            };
            if within || one.is_alphanumeric() {
                self.letters.extend(one.to_lowercase());
                continue;
            }
            self.finish();
            if one == '{' {
                self.letters.push_str(SHORT);
                self.ends.push(self.letters.len());
                rest = rest.split_once('}').map_or("", |(_, after)| after);
            }
        }
        self.finish();
    }

    /// Where the word begins that is being read.
    fn begin(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }

    fn finish(&mut self) {
        let begin = self.begin();
        let word = self.letters.get(begin..).unwrap_or_default();
        let whole = word.trim_end_matches(['-', '\'', '’']).len();
        self.letters.truncate(begin + whole);
        if whole > 0 {
            self.ends.push(self.letters.len());
        }
    }

    /// Each word.
    pub(crate) fn all(&self) -> Vec<&str> {
        let begins = [0].into_iter().chain(self.ends.iter().copied());
        let words = begins.zip(&self.ends);
        let words = words.map(|(begin, &end)| self.letters.get(begin..end).unwrap_or_default());
        words.collect()
    }
}

/// The words of a text, to be kept.
pub(crate) fn words(text: &str) -> Vec<String> {
    let words = Words::of(text);
    words.all().into_iter().map(str::to_owned).collect()
}

/// Words and groups of words to look for, each with what is known of it.
#[derive(Debug)]
pub(crate) struct Phrasebook<T> {
    /// Groups in full, their words with a space between, each with its position among the entries: the last of a kind.
    closed: IndexMap<String, usize>,
    /// By the first word: how many words the groups have that begin with it.
    lengths: IndexMap<String, Vec<usize>>,
    /// Groups whose last word may end in any way, by the first of several words.
    open: IndexMap<String, Vec<usize>>,
    /// Single words that may end in any way, by their beginning: the last of a kind.
    stems: IndexMap<String, usize>,
    /// The lengths in bytes of those beginnings, as they come.
    stem_lengths: Vec<usize>,
    entries: Vec<Entry<T>>,
    initials: Initials,
}

/// The first two letters with which entries begin: most words of a text begin otherwise, and need not be looked up. Letters
/// count by their last five bits, so that some words are looked up for nothing.
#[derive(Debug)]
struct Initials([u32; 32]);

impl Initials {
    fn of(word: &str) -> (usize, u32) {
        let mut letters = word.bytes().map(|one| one % 32);
        let first = usize::from(letters.next().unwrap_or(0));
        let second = letters.next().map_or(u32::MAX, |one| 1 << one);
        (first, second)
    }

    /// A word of one letter has any second one: it may go on.
    fn add(&mut self, word: &str) {
        let (first, second) = Initials::of(word);
        if let Some(seconds) = self.0.get_mut(first) {
            *seconds |= second;
        }
    }

    fn may_begin(&self, word: &str) -> bool {
        let (first, second) = Initials::of(word);
        self.0
            .get(first)
            .is_some_and(|seconds| seconds & second != 0)
    }
}

#[derive(Debug)]
struct Entry<T> {
    words: Vec<String>,
    what: T,
}

impl<T> Phrasebook<T> {
    /// From groups of words; a star at the end stands for any ending.
    pub(crate) fn new<'t>(entries: impl IntoIterator<Item = (&'t str, T)>) -> Phrasebook<T> {
        let mut book = Phrasebook {
            closed: IndexMap::new(),
            lengths: IndexMap::new(),
            open: IndexMap::new(),
            stems: IndexMap::new(),
            stem_lengths: Vec::new(),
            entries: Vec::new(),
            initials: Initials([0; 32]),
        };
        for (text, what) in entries {
            let stem = text.strip_suffix('*');
            let words = words(stem.unwrap_or(text));
            let Some(first) = words.first() else {
                continue;
            };
            book.initials.add(first);
            let at = book.entries.len();
            if stem.is_some() && words.len() == 1 {
                if !book.stem_lengths.contains(&first.len()) {
                    book.stem_lengths.push(first.len());
                }
                book.stems.insert(first.clone(), at);
            } else if stem.is_some() {
                book.open.entry(first.clone()).or_default().push(at);
            } else {
                let lengths = book.lengths.entry(first.clone()).or_default();
                if let Err(place) = lengths.binary_search_by(|one| words.len().cmp(one)) {
                    lengths.insert(place, words.len());
                }
                book.closed.insert(words.join(" "), at);
            }
            book.entries.push(Entry { words, what });
        }
        book
    }

    /// Whether anything here begins with this word.
    pub(crate) fn begins(&self, word: &str) -> bool {
        self.initials.may_begin(word)
            && (self.lengths.contains_key(word)
                || self.open.contains_key(word)
                || self.stems_of(word).next().is_some())
    }

    /// The single words that this one is with some ending, in the order of their lengths as they came.
    fn stems_of<'s>(&'s self, word: &'s str) -> impl Iterator<Item = usize> + 's {
        let stems = self.stem_lengths.iter();
        stems.filter_map(|&length| self.stems.get(word.get(..length)?).copied())
    }

    /// The longest entry at the start of these words, and how many of them it takes. Of two that are as long, a beginning that
    /// is shorter than the word goes before the very word, and then the one that is listed later.
    fn at(&self, words: &[&str]) -> Option<(usize, &T)> {
        let first = *words.first()?;
        if !self.initials.may_begin(first) {
            return None;
        }
        let closed = || {
            let lengths = self.lengths.get(first)?.iter();
            let mut lengths = lengths.filter(|&&length| length <= words.len());
            lengths.find_map(|&length| {
                let these = words.get(..length)?;
                match these {
                    [only] => self.closed.get(*only),
                    these => self.closed.get(&these.join(" ")),
                }
            })
        };
        let open = self.open.get(first).into_iter().flatten().filter(|&&at| {
            let entry = self.entries.get(at);
            entry.is_some_and(|entry| entry.begins(words))
        });
        let whole = self.stems.get(first).into_iter();
        let mut alike: Vec<usize> = closed()
            .into_iter()
            .chain(open)
            .chain(whole)
            .copied()
            .collect();
        alike.sort_unstable();
        let very = self.stems.get(first);
        let shorter = self.stems_of(first).filter(|at| very != Some(at));
        let found = alike.into_iter().chain(shorter);
        let found = found.filter_map(|at| self.entries.get(at));
        let longest = found.max_by_key(|entry| entry.words.len())?;
        Some((longest.words.len(), &longest.what))
    }

    /// What is found in these words, from the left, none of it twice, with the words that it takes. `begins` says of a
    /// position whether anything can begin there.
    pub(crate) fn find<'w, 'a>(
        &self,
        words: &'w [&'a str],
        begins: impl Fn(usize) -> bool,
    ) -> Vec<(&'w [&'a str], &T)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            match begins(at).then(|| self.at(rest)).flatten() {
                Some((length, what)) => {
                    found.extend(rest.get(..length).map(|these| (these, what)));
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The same where nobody knows yet what can begin anywhere.
    pub(crate) fn find_all<'w, 'a>(&self, words: &'w [&'a str]) -> Vec<(&'w [&'a str], &T)> {
        let begins = |at: usize| words.get(at).is_some_and(|word| self.begins(word));
        self.find(words, begins)
    }
}

impl<T> Entry<T> {
    /// Whether words begin with these, the last of which may go on.
    fn begins(&self, words: &[&str]) -> bool {
        let Some((last, before)) = self.words.split_last() else {
            return false;
        };
        let ends = words.get(before.len());
        ends.is_some_and(|word| word.starts_with(last.as_str()))
            && before.iter().zip(words).all(|(one, word)| one == word)
    }
}

/// Words with what is known of each: most words come again and again.
#[derive(Debug)]
pub(crate) struct Lexicon<'b, S, J> {
    formula: Formula,
    short: &'b Phrasebook<S>,
    jargon: &'b Phrasebook<J>,
    known: IndexMap<String, Known>,
}

#[derive(Debug, Clone, Copy)]
struct Known {
    /// Whether what counts as one short word can begin with it.
    short: bool,
    /// Whether something listed can begin with it.
    jargon: bool,
    syllables: usize,
}

/// The words of a sentence, each name and each known word in it as one short word.
#[derive(Debug)]
pub(crate) struct Shortened<'w> {
    /// The words.
    pub(crate) words: Vec<&'w str>,
    known: Vec<Known>,
}

impl<'b, S, J> Lexicon<'b, S, J> {
    /// Nothing is known yet.
    pub(crate) fn new(
        formula: Formula,
        short: &'b Phrasebook<S>,
        jargon: &'b Phrasebook<J>,
    ) -> Lexicon<'b, S, J> {
        Lexicon {
            formula,
            short,
            jargon,
            known: IndexMap::new(),
        }
    }

    fn known(&mut self, word: &str) -> Known {
        if let Some(known) = self.known.get(word) {
            return *known;
        }
        let known = Known {
            short: self.short.begins(word),
            jargon: self.jargon.begins(word),
            syllables: match word {
                SHORT => 1,
                word => syllables_of(word, self.formula),
            },
        };
        self.known.insert(word.to_owned(), known);
        known
    }

    /// A sentence with each name and each known word in it as one short word.
    pub(crate) fn shorten<'w>(&mut self, words: &[&'w str]) -> Shortened<'w> {
        let mut shortened = Shortened {
            words: Vec::with_capacity(words.len()),
            known: Vec::with_capacity(words.len()),
        };
        let mut rest = words;
        while let Some(&first) = rest.first() {
            let mut known = self.known(first);
            let entry = known.short.then(|| self.short.at(rest)).flatten();
            let mut word = first;
            if entry.is_some() {
                word = SHORT;
                known = self.known(SHORT);
            }
            shortened.words.push(word);
            shortened.known.push(known);
            rest = rest
                .get(entry.map_or(1, |(length, _)| length)..)
                .unwrap_or_default();
        }
        shortened
    }

    /// What is listed among these words, with the words that it takes.
    pub(crate) fn listed<'s, 'w>(&self, of: &'s Shortened<'w>) -> Vec<(&'s [&'w str], &'b J)> {
        if !of.known.iter().any(|known| known.jargon) {
            return Vec::new();
        }
        let begins = |at: usize| of.known.get(at).is_some_and(|known| known.jargon);
        self.jargon.find(&of.words, begins)
    }
}

impl Shortened<'_> {
    /// What this one sentence counts.
    pub(crate) fn counts(&self) -> Counts {
        Counts {
            sentences: 1,
            words: self.words.len(),
            syllables: self.known.iter().map(|known| known.syllables).sum(),
        }
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
        let counted = all.map(|(part, ends)| (Words::of(part).all().len(), ends));
        counted.filter(|(words, _)| *words > 0).collect()
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
        let words = |text: &str| Words::of(text).all().join(" ");
        assert_eq!(words("Don't: set-up, 3-5 – “Así”"), "don't set-up 3-5 así");
        assert_eq!(words("{one}, two's- 'x'"), "{} two's x");
        assert_eq!(words("{never ends"), "{}");
        assert_eq!(words("Use 2.5, or 2,50. Or 3."), "use 2.5 or 2,50 or 3");
        assert_eq!(words("A.5 ,5 É.5"), "a 5 5 é 5");
    }

    #[test]
    fn a_phrasebook_finds_the_longest_and_endings_where_they_are_open() {
        let book = Phrasebook::new([
            ("long bar", 1),
            ("bar", 2),
            ("contract*", 3),
            ("low pull*", 4),
            ("con*", 5),
            ("contract", 6),
            ("bar", 7),
        ]);
        let none: Phrasebook<()> = Phrasebook::new([]);
        let found = |text: &str| {
            let words = Words::of(text);
            let mut lexicon = Lexicon::new(Formula::FleschKincaid, &none, &book);
            let shortened = lexicon.shorten(&words.all());
            let found = lexicon.listed(&shortened);
            found
                .iter()
                .map(|(at, one)| (at.len(), **one))
                .collect::<Vec<_>>()
        };
        assert_eq!(found("The long bar and the bar."), [(2, 1), (1, 7)]);
        assert_eq!(
            found("Contracting a contract, low pulls"),
            [(1, 5), (1, 5), (2, 4)]
        );
        assert_eq!(found("bars, long, contra, low push"), [(1, 5)]);
        let words = Words::of("a long bar");
        let mut lexicon = Lexicon::new(Formula::FleschKincaid, &book, &none);
        assert_eq!(lexicon.shorten(&words.all()).words, ["a", SHORT]);
    }

    /// Grades worked out by hand from the published formulas.
    #[test]
    fn grades_are_those_of_the_formulas() {
        let none: Phrasebook<()> = Phrasebook::new([]);
        let all = |text: &str, formula| {
            let mut lexicon = Lexicon::new(formula, &none, &none);
            let counts = sentences(text).map(|(part, _)| {
                let words = Words::of(part);
                lexicon.shorten(&words.all()).counts()
            });
            let counts = counts.filter(|one| one.words > 0);
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
