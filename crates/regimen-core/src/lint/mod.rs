//! Rules on content that schemas cannot say: one rule a file, over the typed records, so that a rule
//! still runs on sound records when others are broken.

mod amounts;
mod avoided;
mod bounds;
mod citations;
mod clearance;
mod demands;
mod deprecated;
mod dials;
mod estimates;
mod figures;
mod file_names;
mod ladders;
mod no_limits;
mod options;
mod plain_words;
mod programmes;
mod repeats;
mod response;
mod shapes;
mod substitutes;

use crate::diagnostic::Diagnostic;
use crate::link::Records;
use crate::parallel;

pub use plain_words::Reading;

/// A rule: looks at the records, says what is wrong.
type Rule = fn(&Records, &mut Vec<Diagnostic>);

/// Every rule.
const RULES: &[Rule] = &[
    amounts::run,
    avoided::run,
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

/// Runs every rule; those on figures and on words only where the whole is checked, as they look at each figure and each
/// word. Says how plain the words are.
pub(crate) fn run(records: &Records, whole: bool, problems: &mut Vec<Diagnostic>) -> Vec<Reading> {
    let found = parallel::each(RULES, |rule| {
        let mut found = Vec::new();
        rule(records, &mut found);
        found
    });
    problems.extend(found.into_iter().flatten());
    if !whole {
        return Vec::new();
    }
    figures::run(records, problems);
    repeats::run(records, problems);
    plain_words::run(records, problems)
}
