//! R407, R408, R409: the reading grade of each record, the length of its sentences, and words that people may not know.
//! The limits and the words are those of `plain-words.toml`; where no pack has one, nothing is measured.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::format::Kind;
use crate::format::plain_words::{Formula, Jargon, Language, Limits};
use crate::link::{Record, Records, Said, Text};
use crate::parallel;
use crate::reading::{Counts, Lexicon, Phrasebook, Words, sentences};
use crate::source::FileId;

/// How plain the texts of one record are in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The language.
    pub language: String,
    /// The formula of the grade.
    pub formula: Formula,
    /// The highest grade that is allowed, in years of school.
    pub max_grade: u8,
    /// The file that the texts stand in, or that they are translated from.
    pub file: FileId,
    /// The record within the file; nothing where it is the whole file, and `…` for those too short for a grade of their own.
    pub record: Option<String>,
    /// Words in whole sentences.
    pub words: usize,
    /// Whole sentences.
    pub sentences: usize,
    /// The grade, in years of school; nothing where there are too few words for one.
    pub grade: Option<f64>,
}

/// What the records of a file that are too short for a grade of their own are called together.
const SHORT_ONES: &str = "…";

/// How many of the sentences that weigh most are shown.
const SHOWN: usize = 3;

/// Texts that are translated and written for clinicians: nobody hands them out. A star is any entry of a list. A test holds
/// them against what the schemas say of them.
const FOR_CLINICIANS: [(Kind, &str); 14] = [
    (Kind::Axes, "/axis/*/meaning"),
    (Kind::Stages, "/irritability/*/meaning"),
    (Kind::Exercise, "/deprecated/reason"),
    (Kind::Finding, "/deprecated/reason"),
    (Kind::Finding, "/meaning"),
    (Kind::Finding, "/no_limits_because"),
    (Kind::Programme, "/deprecated/reason"),
    (Kind::Programme, "/for_whom/*"),
    (Kind::Programme, "/not_for/*"),
    (Kind::Response, "/cut_offs_note"),
    (Kind::Screen, "/many_provocations/warn"),
    (Kind::Screen, "/red_flag/*/deprecated/reason"),
    (Kind::Screen, "/red_flag/*/why"),
    (Kind::Substitutions, "/substitution/*/when"),
];

/// Kinds whose records' names stand within sentences, and are not the sentence's own words.
const NAMED: [Kind; 3] = [Kind::Exercise, Kind::Equipment, Kind::Programme];

/// Looks at every text in each language that `plain-words.toml` speaks of.
pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) -> Vec<Reading> {
    let mut languages: BTreeMap<&str, Vec<&Record<Language>>> = BTreeMap::new();
    for record in &records.plain_words {
        let language = record.value.language.as_str();
        languages.entry(language).or_default().push(record);
    }
    let mut readings = Vec::new();
    for (language, records_of) in languages {
        let limits = limits(&records_of, problems);
        let said = records.said.iter().filter(|one| one.language == language);
        let said: Vec<&Said> = said.collect();
        let named = said.iter().filter(|one| NAMED.contains(&one.kind));
        let names = named.flat_map(|one| one.texts());
        let names = names.filter(|text| is_name(text) && !is_for_clinicians(text));
        let names = names.map(|text| (text.text, ()));
        let known = records_of.iter().flat_map(|one| &one.value.known);
        let known = known.map(|one| (one.word.as_str(), ()));
        let short = Phrasebook::new(names.chain(known));
        let listed = listed(&records_of);
        let rules = Rules {
            limits,
            short: &short,
            listed: &listed,
        };
        let looked = parallel::each_with(
            &said,
            || rules.lexicon(),
            |lexicon, said| rules.look(lexicon, said),
        );
        for (mut own, mut found) in looked {
            problems.append(&mut found);
            readings.append(&mut own);
        }
    }
    readings
}

fn is_for_clinicians(text: &Text<'_>) -> bool {
    let pointer = text.pointer;
    let is = |pattern: &str| {
        let fits = |(one, other): (&str, &str)| one == "*" || one == other;
        pattern.split('/').count() == pointer.split('/').count()
            && pattern.split('/').zip(pointer.split('/')).all(fits)
    };
    let mut all = FOR_CLINICIANS.iter();
    all.any(|(of, pattern)| *of == text.said.kind && is(pattern))
}

/// Whether it is a record's name, which may be long and strange: people learn it from the picture and the card.
fn is_name(text: &Text<'_>) -> bool {
    text.pointer.ends_with("/name")
}

/// The limits of a language, which one pack gives.
fn limits<'r>(
    records: &[&'r Record<Language>],
    problems: &mut Vec<Diagnostic>,
) -> Option<&'r Limits> {
    let place =
        |record: &Record<Language>| Place::key(record.file, format!("{}/limits", record.pointer));
    let mut with = records.iter().filter(|one| one.value.limits.is_some());
    let first = with.next()?;
    problems.extend(with.map(|other| {
        Diagnostic::new(
            &codes::DUPLICATE,
            place(other),
            format!("`{}` has limits already", other.value.language),
        )
        .label("again")
        .also(place(first), "first")
        .help("Leave the limits to one of the packs; each may list words.")
    }));
    first.value.limits.as_ref()
}

/// Words that are listed, each with its place.
type Listed<'r> = Phrasebook<(&'r Jargon, Place)>;

fn listed<'r>(records: &[&'r Record<Language>]) -> Listed<'r> {
    Phrasebook::new(records.iter().flat_map(|record| {
        let jargon = record.value.jargon.iter().enumerate();
        jargon.map(move |(at, one)| {
            let pointer = format!("{}/jargon/{at}", record.pointer);
            (one.word.as_str(), (one, Place::value(record.file, pointer)))
        })
    }))
}

/// What the texts in one language are held against.
struct Rules<'r> {
    limits: Option<&'r Limits>,
    /// Names, and words that people have to know.
    short: &'r Phrasebook<()>,
    listed: &'r Listed<'r>,
}

/// The sentences of a record with what each counts, and where it stands.
type Counted<'r> = Vec<(Text<'r>, Counts)>;

impl<'r> Rules<'r> {
    fn lexicon(&self) -> Lexicon<'r, (), (&'r Jargon, Place)> {
        // Without limits nothing is graded, and no formula counts.
        let formula = self
            .limits
            .map_or(Formula::FleschKincaid, |one| one.formula);
        Lexicon::new(formula, self.short, self.listed)
    }

    /// Looks at the texts of one file: how plain they are, and what is wrong with them.
    fn look(
        &self,
        lexicon: &mut Lexicon<'r, (), (&'r Jargon, Place)>,
        said: &Said,
    ) -> (Vec<Reading>, Vec<Diagnostic>) {
        let mut problems = Vec::new();
        let mut graded: Vec<(&str, Counted<'_>)> = Vec::new();
        let mut at = 0;
        let mut seen = BTreeSet::new();
        let mut words = Words::default();
        for text in said.texts().filter(|text| !is_for_clinicians(text)) {
            // A translation stands for every place where its text does, and is looked at once.
            let again = text.translation().is_some_and(|at| !seen.insert(at));
            let alone = !again && !is_name(&text);
            let pointer = text.record_pointer();
            if graded.get(at).is_none_or(|(one, _)| *one != pointer) {
                // The texts of a record need not stand together.
                let there = graded.iter().position(|(one, _)| *one == pointer);
                at = there.unwrap_or(graded.len());
                if there.is_none() {
                    graded.push((pointer, Vec::new()));
                }
            }
            for (sentence, ends) in sentences(text.text) {
                words.read(sentence);
                let whole = words.all();
                if whole.is_empty() {
                    continue;
                }
                let shortened = lexicon.shorten(&whole);
                if alone {
                    let listed = lexicon.listed(&shortened);
                    problems.extend(listed.iter().map(|(words, one)| jargon(&text, words, one)));
                    problems
                        .extend(self.limits.and_then(|limits| {
                            long_sentence(limits, &text, sentence, whole.len())
                        }));
                }
                if ends && let Some((_, counted)) = graded.get_mut(at) {
                    counted.push((text, shortened.counts()));
                }
            }
        }
        let graded = graded.into_iter().map(|(_, counted)| counted);
        let readings = match self.limits {
            Some(limits) => grades(said, limits, graded.collect(), &mut problems),
            None => Vec::new(),
        };
        (readings, problems)
    }
}

/// That a word is listed. A name may hold one, and so may what people have to know.
fn jargon(text: &Text<'_>, words: &[&str], (jargon, listed): &(&Jargon, Place)) -> Diagnostic {
    let found = words.join(" ");
    let why = jargon.why.as_ref().map(|why| format!(" {}", why.0));
    Diagnostic::new(
        &codes::JARGON,
        text.place(),
        format!("people may not know `{found}`"),
    )
    .also(listed.clone(), "listed here")
    .help(format!(
        "Say `{}` instead.{}",
        jargon.say.0,
        why.unwrap_or_default()
    ))
}

fn long_sentence(
    limits: &Limits,
    text: &Text<'_>,
    sentence: &str,
    count: usize,
) -> Option<Diagnostic> {
    let most = usize::from(limits.max_sentence_words);
    (count > most).then(|| {
        Diagnostic::new(
            &codes::LONG_SENTENCE,
            text.place(),
            format!("a sentence of {count} words, and the most is {most}"),
        )
        .help(format!("Split this sentence: {sentence}"))
    })
}

/// The grade of every record of a file in one language, and what is wrong with it.
fn grades(
    said: &Said,
    limits: &Limits,
    records: Vec<Counted<'_>>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Reading> {
    let enough = |counted: &Counted<'_>| sum(counted).words >= usize::from(limits.grade_from_words);
    let (long, rest): (Vec<_>, Vec<_>) = records.into_iter().partition(enough);
    let rest: Counted<'_> = rest.into_iter().flatten().collect();
    let long = long.into_iter().map(|counted| (false, counted));
    let mut readings = Vec::new();
    for (together, counted) in long.chain([(true, rest)]) {
        let Some((first, _)) = counted.first() else {
            continue;
        };
        let record = match together && first.record().is_some() {
            true => Some(SHORT_ONES.to_owned()),
            false => first.record().map(str::to_owned),
        };
        let counts = sum(&counted);
        let grade = counts.grade(limits.formula).filter(|_| enough(&counted));
        if let Some(grade) = grade.filter(|grade| *grade > f64::from(limits.max_grade)) {
            problems.extend(hard(limits, &counted, record.as_deref(), grade));
        }
        readings.push(Reading {
            language: said.language.clone(),
            formula: limits.formula,
            max_grade: limits.max_grade,
            file: said.of,
            record,
            words: counts.words,
            sentences: counts.sentences,
            grade,
        });
    }
    readings
}

fn sum(counted: &Counted<'_>) -> Counts {
    let counts = counted.iter().map(|(_, counts)| *counts);
    counts.fold(Counts::default(), Counts::and)
}

/// That a record's grade is above the limit, with the sentences without which it would be lowest.
fn hard(
    limits: &Limits,
    counted: &Counted<'_>,
    record: Option<&str>,
    grade: f64,
) -> Option<Diagnostic> {
    let whole = sum(counted);
    let mut by_weight: Vec<(f64, &(Text<'_>, Counts))> = counted
        .iter()
        .map(|one| {
            let without = whole.without(one.1).grade(limits.formula);
            (without.unwrap_or(grade), one)
        })
        .collect();
    by_weight.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut shown: Vec<(Place, Counts)> = Vec::new();
    for (_, (text, counts)) in by_weight {
        if shown.len() == SHOWN {
            break;
        }
        let place = text.place();
        if !shown.iter().any(|(other, _)| *other == place) {
            shown.push((place, *counts));
        }
    }
    let mut shown = shown.into_iter();
    let label = |counts: Counts| format!("{} words, {} syllables", counts.words, counts.syllables);
    let (heaviest, counts) = shown.next()?;
    let of = match record {
        None => "the texts of this file read".to_owned(),
        Some(SHORT_ONES) => "the short texts of this file, together, read".to_owned(),
        Some(record) => format!("the texts of `{record}` read"),
    };
    let mut problem = Diagnostic::new(
        &codes::READING_GRADE,
        heaviest,
        format!(
            "{of} at grade {grade:.1}, and the most is {}",
            limits.max_grade
        ),
    )
    .label(label(counts));
    for (place, counts) in shown {
        problem = problem.also(place, label(counts));
    }
    Some(problem.help(format!(
        "Split the sentences that are shown, or say them in shorter words: they weigh most. All of it: {} words, {} syllables, {} sentences.",
        whole.words, whole.syllables, whole.sentences
    )))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::schema;

    /// Every key whose description says that it is for the clinician, or for whoever writes a pack.
    fn described(schema: &Value, at: &str, found: &mut Vec<String>) {
        let keys = schema.get("properties").and_then(Value::as_object);
        for (key, inner) in keys.into_iter().flatten() {
            let at = format!("{at}/{key}");
            let description = inner.get("description").and_then(Value::as_str);
            let clinician = [
                ", for the clinician",
                "the clinician is told",
                "for whoever writes",
            ];
            let description = description.unwrap_or_default();
            if clinician.iter().any(|words| description.contains(words)) {
                let list = inner.get("items").map_or("", |_| "/*");
                found.push(format!("{at}{list}"));
            }
            described(inner, &at, found);
        }
        if let Some(items) = schema.get("items") {
            described(items, &format!("{at}/*"), found);
        }
        for branches in ["anyOf", "oneOf", "allOf"] {
            let branches = schema.get(branches).and_then(Value::as_array);
            for branch in branches.into_iter().flatten() {
                described(branch, at, found);
            }
        }
    }

    #[test]
    fn what_is_for_clinicians_is_what_the_schemas_say_is() {
        for kind in Kind::ALL.into_iter().filter(|kind| kind.is_translated()) {
            let mut found = Vec::new();
            described(&schema::generate(kind), "", &mut found);
            let listed = FOR_CLINICIANS.iter().filter(|(of, _)| *of == kind);
            let mut listed: Vec<String> = listed.map(|(_, at)| (*at).to_owned()).collect();
            found.sort();
            listed.sort();
            assert_eq!(found, listed, "{}", kind.name());
        }
    }
}
