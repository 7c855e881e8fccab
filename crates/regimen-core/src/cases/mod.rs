//! The packs' own tests: a case is planned for, and what came is held against what it expects.
//!
//! Pure, like planning itself: nothing is read and nothing printed. Linking makes the cases, so that every id
//! in one exists.

mod look;
mod phase;
mod verdicts;

use look::Look;

use crate::diagnostic::Place;
use crate::format::case;
use crate::id::PackId;
use crate::library::{Exercise, Form, Key, Ladder, Library};
use crate::link::Asked;
use crate::plan::{Tracing, plan};
use crate::report::report;
use crate::source::FileId;

/// A case, linked.
#[derive(Debug, Clone)]
pub struct Case {
    /// The pack that it belongs to.
    pub pack: PackId,
    /// Its file's name, without the ending.
    pub name: String,
    /// Its file.
    pub file: FileId,
    /// The case as written.
    pub written: case::Case,
    /// Its presentation, linked.
    pub asked: Asked,
    /// The exercises that its verdicts speak of, in pack order.
    pub looks_at: Vec<Key<Exercise>>,
    /// The ladders whose steps they speak of.
    pub ladders: Vec<Key<Ladder>>,
}

impl Case {
    /// The steps that its verdicts speak of, each with the exercise that it is a form of.
    fn steps<'l>(&self, library: &'l Library) -> impl Iterator<Item = (Key<Exercise>, &'l Form)> {
        let ladders = self.ladders.iter();
        let rungs = ladders.flat_map(|&key| &library.ladders[key].rungs);
        rungs.filter_map(|rung| Some((*rung.any_of.first()?, rung.form.as_ref()?)))
    }
}

/// Something that a case expects and that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Where it is expected.
    pub place: Place,
    /// What was expected, in words.
    pub expected: String,
    /// What came, in words.
    pub came: String,
}

/// A case's verdicts as they come, whatever it expects: what it would say if the packs were right.
pub fn verdicts(library: &Library, case: &Case) -> Vec<case::Verdicts> {
    let wanted = case.written.expect.verdicts.iter();
    wanted
        .map(|wanted| verdicts::as_they_come(library, case, wanted))
        .collect()
}

/// Runs a case: everything that does not hold, in a fixed order.
pub fn run(library: &Library, case: &Case) -> Vec<Failure> {
    let planned = plan(library, &case.asked, Tracing::Off);
    let document = report(library, &case.asked, &case.written.presentation, &planned);
    Look::new(library, case, &planned, &document).everything()
}
