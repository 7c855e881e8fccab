//! Mends that are certain: those with one right answer, which a program may make for whoever wrote the file.
//!
//! None of them is a clinical number, a review that was made, or a text that somebody has to think of. What a mend does to the
//! bytes of its file is worked out in [`patch`], and only if nothing else comes to be said by it.

mod keys;
mod made;
mod patch;

use std::collections::BTreeMap;

pub use made::{Made, Mended, mend};
pub use patch::{Patch, Replaced};

use super::{Diagnostic, Place, Spot, codes};
use crate::suggest;

/// A mend that is certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// What is mended.
    pub place: Place,
    /// What becomes of it.
    pub change: Change,
}

/// What becomes of what stands at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A key, a text or some bytes say something else.
    Name {
        /// What stands there.
        was: String,
        /// What was meant.
        now: String,
    },
    /// A part of a text says something else.
    Part {
        /// What stands in the text, once.
        was: String,
        /// What was meant.
        now: String,
    },
    /// The value gets quotes.
    Quote,
    /// The value loses its quotes.
    Unquote,
    /// The entry of a list, or the bytes, go.
    Delete,
    /// What was meant by an id is still to be looked for, once all that are missing are known. No mend is made of it.
    Sought {
        /// The id that is missing.
        was: String,
        /// What kind of record it would be.
        among: &'static str,
    },
}

impl Mend {
    /// What stands at a place is misspelt: a key, a text or some bytes.
    pub fn name(place: Place, was: impl Into<String>, now: impl Into<String>) -> Mend {
        let (was, now) = (was.into(), now.into());
        Mend {
            place,
            change: Change::Name { was, now },
        }
    }

    /// The id that was meant at a place, among those that exist, if that is certain.
    pub fn id<'a>(
        place: &Place,
        was: &str,
        ids: impl IntoIterator<Item = &'a str>,
    ) -> Option<Mend> {
        let meant = suggest::meant(was, ids, suggest::Among::Open)?;
        Some(Mend::name(place.clone(), was, meant))
    }

    /// A part of the text at a place is misspelt.
    pub fn part(place: Place, was: impl Into<String>, now: impl Into<String>) -> Mend {
        let (was, now) = (was.into(), now.into());
        Mend {
            place,
            change: Change::Part { was, now },
        }
    }

    /// What stands at a place goes.
    pub fn delete(place: Place) -> Mend {
        Mend {
            place,
            change: Change::Delete,
        }
    }
}

/// An id that is missing in several places was not misspelt there: it is its own record that is gone or has another name.
pub(crate) fn only_slips(problems: &mut [Diagnostic]) {
    let was = |one: &Diagnostic| match &one.mend.as_ref()?.change {
        Change::Name { was, .. } if one.code == &codes::DANGLING => Some(was.clone()),
        _ => None,
    };
    // Where each is missing; nothing once that is in several places.
    let mut places: BTreeMap<String, Option<Place>> = BTreeMap::new();
    for problem in problems.iter() {
        let Some(was) = was(problem) else { continue };
        let place = places
            .entry(was)
            .or_insert_with(|| Some(problem.place.clone()));
        if place.as_ref().is_some_and(|place| *place != problem.place) {
            *place = None;
        }
    }
    for problem in problems {
        let is_elsewhere = was(problem).is_some_and(|was| places.get(&was) == Some(&None));
        if is_elsewhere {
            problem.mend = None;
        }
    }
}

/// Whether a spot is bytes: those of a comment, since whatever else is mended has a pointer.
fn is_comment(spot: &Spot) -> bool {
    matches!(spot, Spot::Bytes(_))
}
