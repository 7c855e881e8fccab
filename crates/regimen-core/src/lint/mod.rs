//! Rules on content that schemas cannot say: one rule a file, over the typed records, so that a rule
//! still runs on sound records when others are broken.

mod amounts;
mod both_lists;
mod clearance;
mod demands;
mod dials;
mod doses;
mod estimates;
mod figures;
mod file_names;
mod kit;
mod ladders;
mod names;
mod plain_words;
mod programmes;
mod reach;
mod repeats;
mod response;
mod reviews;
mod shapes;
mod spoken;
mod twins;
mod ways;

use crate::diagnostic::{Diagnostic, has_errors};
use crate::format::date::Date;
use crate::link::Records;

pub use plain_words::Reading;

/// A rule: looks at the records, says what is wrong.
type Rule = fn(&Records, &mut Vec<Diagnostic>);

/// Every rule.
const RULES: &[Rule] = &[
    amounts::run,
    both_lists::run,
    clearance::run,
    demands::run,
    dials::run,
    estimates::run,
    file_names::run,
    ladders::run,
    programmes::run,
    response::run,
    shapes::run,
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

/// The rules that run last, where there is no error so far.
pub(crate) fn run_on_sound_packs(records: &Records, problems: &mut Vec<Diagnostic>) {
    if !has_errors(problems) {
        for rule in OF_SOUND_PACKS {
            rule(records, problems);
        }
    }
}

/// Runs every rule but those; those about days only where it is said what day it is. Says how plain the words are.
pub(crate) fn run(
    records: &Records,
    whole: bool,
    today: Option<Date>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Reading> {
    for rule in RULES {
        rule(records, problems);
    }
    if !whole {
        return Vec::new();
    }
    for rule in OF_THE_WHOLE {
        rule(records, problems);
    }
    reviews::run(records, today, problems);
    plain_words::run(records, problems)
}
