//! Whether an edit is seen: by the check, by a case that plans, or by a case's verdicts.

use regimen_core::diagnostic::{Severity, Spot};
use regimen_core::{Checked, cases};

/// What sees an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Seen {
    /// The check has an error.
    Check,
    /// Something that a case expects of a plan does not hold.
    Plan,
    /// Verdicts differ, and nothing else.
    Verdicts,
    /// Nothing.
    Not,
}

/// What sees the edit that these packs have. What a plan holds is looked at before verdicts only to tell them apart.
pub(crate) fn of(checked: &Checked) -> Seen {
    if checked
        .problems
        .iter()
        .any(|one| one.severity == Severity::Error)
    {
        return Seen::Check;
    }
    let library = checked.library.as_ref().expect("packs without an error");
    let mut seen = Seen::Not;
    for case in &checked.cases {
        for one in cases::run(library, case) {
            match &one.place.spot {
                Spot::Value(path) | Spot::Key(path) if path.starts_with("/expect/verdicts") => {
                    seen = Seen::Verdicts;
                }
                _ => return Seen::Plan,
            }
        }
    }
    seen
}
