//! Rules on content that schemas cannot say: one rule a file, over the typed records, so that a rule
//! still runs on sound records when others are broken.

mod amounts;
mod avoided;
mod both_lists;
mod bounds;
mod citations;
mod clearance;
mod demands;
mod deprecated;
mod dials;
mod doses;
mod estimates;
mod figures;
mod file_names;
mod kit;
mod ladders;
mod names;
mod no_limits;
mod options;
mod plain_words;
mod programmes;
mod reach;
mod repeats;
mod response;
mod reviews;
mod shapes;
mod spoken;
mod substitutes;
mod twins;
mod ways;

use crate::diagnostic::Diagnostic;
use crate::format::date::Date;
use crate::link::Records;
use crate::parallel;

pub use plain_words::Reading;

/// A rule: looks at the records, says what is wrong.
type Rule = fn(&Records, &mut Vec<Diagnostic>);

/// Every rule.
const RULES: &[Rule] = &[
    amounts::run,
    avoided::run,
    both_lists::run,
    bounds::run,
    citations::run,
    clearance::run,
    demands::run,
    deprecated::run,
    dials::run,
    estimates::run,
    file_names::run,
    ladders::run,
    no_limits::run,
    programmes::run,
    response::run,
    shapes::run,
    substitutes::run,
];

/// The rules that run only where the whole is checked: they look at each figure and each word, or weigh records against all
/// others, and no plan waits for them.
const OF_THE_WHOLE: &[Rule] = &[
    doses::run,
    figures::run,
    kit::run,
    names::run,
    repeats::run,
    twins::run,
    ways::run,
];

/// What seems to have no use may have it where something else is mended, such as an id that is mistyped: these are asked only
/// where nothing is wrong.
const OF_SOUND_PACKS: &[Rule] = &[kit::unused, reach::run];

/// What some rules say, in their order.
fn all(rules: &[Rule], records: &Records) -> Vec<Diagnostic> {
    let found = parallel::each(rules, |rule| {
        let mut found = Vec::new();
        rule(records, &mut found);
        found
    });
    found.into_iter().flatten().collect()
}

/// What the rules say that are for packs without an error.
pub(crate) fn run_on_sound_packs(records: &Records) -> Vec<Diagnostic> {
    all(OF_SOUND_PACKS, records)
}

/// Runs every rule but those; those about days only where it is said what day it is. Says how plain the words are.
pub(crate) fn run(
    records: &Records,
    whole: bool,
    today: Option<Date>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Reading> {
    problems.extend(all(RULES, records));
    if !whole {
        return Vec::new();
    }
    problems.extend(all(OF_THE_WHOLE, records));
    reviews::run(records, today, problems);
    plain_words::run(records, problems)
}
