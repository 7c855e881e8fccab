//! R305: a record that names nothing, or nothing to do. R311: avoided at first, with its reason.

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::format::common::Text;
use crate::link::Records;

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    for record in &records.nevers {
        if record.value.exercises.is_empty() && record.value.patterns.is_empty() {
            problems.push(
                Diagnostic::new(
                    &codes::NOTHING_TO_GIVE,
                    Place::value(record.file, record.pointer.clone()),
                    format!("the rule `{}` forbids nothing", record.value.id),
                )
                .help("Name `exercises` or `patterns`."),
            );
        }
    }
    for record in &records.substitutions {
        let one = &record.value;
        if one.from.is_some() == one.from_pattern.is_some() {
            problems.push(
                Diagnostic::new(
                    &codes::NOTHING_TO_GIVE,
                    Place::value(record.file, record.pointer.clone()),
                    "a substitution replaces one exercise or one pattern",
                )
                .help("Give either `from` or `from_pattern`."),
            );
        }
        if let Some(from) = &one.from
            && let Some(at) = one.to.iter().position(|to| to == from)
        {
            problems.push(
                Diagnostic::new(
                    &codes::NOTHING_TO_GIVE,
                    Place::value(record.file, format!("{}/to/{at}", record.pointer)),
                    format!("`{from}` cannot come instead of itself"),
                )
                .help("If a change of set-up is enough, write it as a dial of the exercise."),
            );
        }
    }
    let flags = records.red_flags.iter().map(|record| {
        let place = Place::value(record.file, format!("{}/action", record.pointer));
        (record.value.id.as_str(), &record.value.action, place)
    });
    let referrals = records.findings.iter().filter_map(|record| {
        let refer = record.value.refer.as_ref()?;
        let place = Place::value(record.file, "/refer/action");
        Some((record.value.id.as_str(), &refer.action, place))
    });
    for (id, action, place) in flags.chain(referrals) {
        if says_nothing(action) {
            problems.push(
                Diagnostic::new(
                    &codes::NOTHING_TO_GIVE,
                    place,
                    format!("`{id}` does not say what to do"),
                )
                .help("Say where to go, and how soon, in a sentence that the patient reads."),
            );
        }
    }
    for record in &records.exercises {
        let one = &record.value;
        if one.from_stage.is_some() != one.avoid_because.is_some() {
            let key = if one.from_stage.is_some() {
                "/from_stage"
            } else {
                "/avoid_because"
            };
            problems.push(Diagnostic::new(
                &codes::AVOID_SHAPE,
                Place::key(record.file, key),
                format!(
                    "`{}` gives only one of from_stage and avoid_because",
                    one.id
                ),
            ));
        }
    }
}

/// Whether a text says nothing: fewer than two words, a word being what has a letter or a digit in it. A letter that has no small
/// and capital form counts as a word, since such scripts may write no blanks.
fn says_nothing(text: &Text) -> bool {
    let words = text.as_ref().split_whitespace();
    let words = words.filter(|word| word.chars().any(char::is_alphanumeric));
    let is_bare = |one: &char| one.is_alphabetic() && !one.is_lowercase() && !one.is_uppercase();
    words
        .count()
        .max(text.as_ref().chars().filter(is_bare).count())
        < 2
}
