//! R407, R408, R409: the reading grade of each record, the length of its sentences, and words that people may not know.
//! The limits and the words are those of `plain-words.toml`; where no pack has one, nothing is measured.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Place, Spot, codes};
use crate::format::Kind;
use crate::format::plain_words::{Formula, Jargon, Language, Limits};
use crate::link::{Record, Records, Said};
use crate::reading::{Counts, Phrasebook, Sentence, sentences};
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
        let said = said.filter(|one| !is_for_clinicians(one.kind, &one.pointer));
        let mut seen = BTreeSet::new();
        let said: Vec<Text<'_>> = said.map(|one| Text::new(one, &mut seen)).collect();
        let names = said.iter().filter(|text| text.is_name);
        let names = names.filter(|text| NAMED.contains(&text.said.kind));
        let names = names.map(|text| (text.said.text.as_str(), ()));
        let known = records_of.iter().flat_map(|one| &one.value.known);
        let known = known.map(|one| (one.word.as_str(), ()));
        let short = Phrasebook::new(names.chain(known));
        jargon(&records_of, &short, &said, problems);
        if let Some(limits) = limits {
            long_sentences(limits, &said, problems);
            readings.extend(grades(language, limits, &short, &said, problems));
        }
    }
    readings
}

fn is_for_clinicians(kind: Kind, pointer: &str) -> bool {
    let is = |pattern: &str| {
        let fits = |(one, other): (&str, &str)| one == "*" || one == other;
        pattern.split('/').count() == pointer.split('/').count()
            && pattern.split('/').zip(pointer.split('/')).all(fits)
    };
    let mut all = FOR_CLINICIANS.iter();
    all.any(|(of, pattern)| *of == kind && is(pattern))
}

/// A text in its sentences.
struct Text<'r> {
    said: &'r Said,
    sentences: Vec<Sentence<'r>>,
    /// Whether it is a record's name, which may be long and strange: people learn it from the picture and the card.
    is_name: bool,
    /// Whether this very place has been looked at: a translation stands for every place where its text does.
    again: bool,
}

impl<'r> Text<'r> {
    fn new(said: &'r Said, seen: &mut BTreeSet<(FileId, &'r str)>) -> Text<'r> {
        let again = match &said.place.spot {
            Spot::Value(pointer) => !seen.insert((said.place.file, pointer.as_str())),
            _ => false,
        };

        Text {
            said,
            sentences: sentences(&said.text),
            is_name: said.pointer.ends_with("/name"),
            again,
        }
    }
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

/// Words that are listed. A name may hold one, and so may what people have to know.
fn jargon(
    records: &[&Record<Language>],
    short: &Phrasebook<()>,
    said: &[Text<'_>],
    problems: &mut Vec<Diagnostic>,
) {
    let listed = records.iter().flat_map(|record| {
        let jargon = record.value.jargon.iter().enumerate();
        jargon.map(move |(at, one)| {
            let pointer = format!("{}/jargon/{at}", record.pointer);
            (one.word.as_str(), (one, Place::value(record.file, pointer)))
        })
    });
    let book: Phrasebook<(&Jargon, Place)> = Phrasebook::new(listed);
    for text in said.iter().filter(|text| !text.is_name && !text.again) {
        for sentence in &text.sentences {
            let words = short.shorten(&sentence.words);
            for (words, (jargon, listed)) in book.find(&words) {
                let found = words.join(" ");
                let why = jargon.why.as_ref().map(|why| format!(" {}", why.0));
                problems.push(
                    Diagnostic::new(
                        &codes::JARGON,
                        text.said.place.clone(),
                        format!("people may not know `{found}`"),
                    )
                    .also(listed.clone(), "listed here")
                    .help(format!(
                        "Say `{}` instead.{}",
                        jargon.say.0,
                        why.unwrap_or_default()
                    )),
                );
            }
        }
    }
}

fn long_sentences(limits: &Limits, said: &[Text<'_>], problems: &mut Vec<Diagnostic>) {
    let most = usize::from(limits.max_sentence_words);
    for text in said.iter().filter(|text| !text.is_name && !text.again) {
        let long = text.sentences.iter().filter(|one| one.words.len() > most);
        problems.extend(long.map(|sentence| {
            let count = sentence.words.len();
            Diagnostic::new(
                &codes::LONG_SENTENCE,
                text.said.place.clone(),
                format!("a sentence of {count} words, and the most is {most}"),
            )
            .help(format!("Split this sentence: {}", sentence.text))
        }));
    }
}

/// The sentences of a record, each with what it counts.
type Counted<'r> = Vec<(&'r Text<'r>, &'r str, Counts)>;

/// The grade of every record in one language, and what is wrong with it.
fn grades<'r>(
    language: &str,
    limits: &Limits,
    short: &Phrasebook<()>,
    said: &'r [Text<'r>],
    problems: &mut Vec<Diagnostic>,
) -> Vec<Reading> {
    // By file, and by record in it, both as they come: the texts of a record need not stand together.
    let mut files: Vec<(FileId, Vec<(&str, Counted<'r>)>)> = Vec::new();
    for text in said {
        let of = text.said.of;
        if files.last().is_none_or(|(file, _)| *file != of) {
            files.push((of, Vec::new()));
        }
        let Some((_, records)) = files.last_mut() else {
            continue;
        };
        let pointer = text.said.record_pointer.as_str();
        if !records.iter().any(|(one, _)| *one == pointer) {
            records.push((pointer, Vec::new()));
        }
        let Some((_, counted)) = records.iter_mut().find(|(one, _)| *one == pointer) else {
            continue;
        };
        let whole = text.sentences.iter().filter(|one| one.ends);
        counted.extend(whole.map(|sentence| {
            let counts = Counts::of(&sentence.words, limits.formula, short);
            (text, sentence.text, counts)
        }));
    }
    let mut readings = Vec::new();
    for (file, records) in files {
        let enough =
            |counted: &Counted<'_>| sum(counted).words >= usize::from(limits.grade_from_words);
        let records = records.into_iter().map(|(_, counted)| counted);
        let (long, rest): (Vec<_>, Vec<_>) = records.partition(enough);
        let rest: Counted<'r> = rest.into_iter().flatten().collect();
        let long = long.into_iter().map(|counted| (false, counted));
        for (together, counted) in long.chain([(true, rest)]) {
            let Some((first, ..)) = counted.first() else {
                continue;
            };
            let record = match together && first.said.record.is_some() {
                true => Some(SHORT_ONES.to_owned()),
                false => first.said.record.clone(),
            };
            let counts = sum(&counted);
            let grade = counts.grade(limits.formula).filter(|_| enough(&counted));
            if let Some(grade) = grade.filter(|grade| *grade > f64::from(limits.max_grade)) {
                problems.extend(hard(limits, &counted, record.as_deref(), grade));
            }
            readings.push(Reading {
                language: language.to_owned(),
                formula: limits.formula,
                max_grade: limits.max_grade,
                file,
                record,
                words: counts.words,
                sentences: counts.sentences,
                grade,
            });
        }
    }
    readings
}

fn sum(counted: &Counted<'_>) -> Counts {
    let counts = counted.iter().map(|(_, _, counts)| *counts);
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
    let mut by_weight: Vec<(f64, &(&Text<'_>, &str, Counts))> = counted
        .iter()
        .map(|one| {
            let without = whole.without(one.2).grade(limits.formula);
            (without.unwrap_or(grade), one)
        })
        .collect();
    by_weight.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut shown: Vec<&(&Text<'_>, &str, Counts)> = Vec::new();
    for (_, one) in by_weight {
        let same = |other: &&(&Text<'_>, &str, Counts)| other.0.said.place == one.0.said.place;
        if shown.len() < SHOWN && !shown.iter().any(same) {
            shown.push(one);
        }
    }
    let mut shown = shown.into_iter();
    let label = |counts: Counts| format!("{} words, {} syllables", counts.words, counts.syllables);
    let (heaviest, _, counts) = shown.next()?;
    let of = match record {
        None => "the texts of this file read".to_owned(),
        Some(SHORT_ONES) => "the short texts of this file, together, read".to_owned(),
        Some(record) => format!("the texts of `{record}` read"),
    };
    let mut problem = Diagnostic::new(
        &codes::READING_GRADE,
        heaviest.said.place.clone(),
        format!(
            "{of} at grade {grade:.1}, and the most is {}",
            limits.max_grade
        ),
    )
    .label(label(*counts));
    for (text, _, counts) in shown {
        problem = problem.also(text.said.place.clone(), label(*counts));
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
