//! Rules on content that schemas cannot say: one rule a file, over the typed records, so that a rule
//! still runs on sound records when others are broken.

mod amounts;
mod clearance;
mod demands;
mod dials;
mod estimates;
mod figures;
mod file_names;
mod ladders;
mod programmes;
mod response;
mod shapes;

use crate::diagnostic::Diagnostic;
use crate::link::Records;

/// A rule: looks at the records, says what is wrong.
type Rule = fn(&Records, &mut Vec<Diagnostic>);

/// Every rule.
const RULES: &[Rule] = &[
    amounts::run,
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

/// Runs every rule; those on figures only where they are asked for, as they solve each figure.
pub(crate) fn run(records: &Records, with_figures: bool, problems: &mut Vec<Diagnostic>) {
    for rule in RULES {
        rule(records, problems);
    }
    if with_figures {
        figures::run(records, problems);
    }
}
