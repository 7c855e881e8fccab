//! What holds for a presentation by itself, whatever the programme.

use crate::library::{Key, Library, Never, Stage};
use crate::link::Asked;

use super::judge;
use super::limits::{Limits, Situation};

/// The person alone, in no phase.
pub(super) fn situation(asked: &Asked) -> Situation {
    Situation {
        stage: asked.stage,
        conditions: asked.conditions.clone(),
        phase: None,
    }
}

/// What is limited.
pub(crate) fn limits(library: &Library, asked: &Asked) -> Limits {
    Limits::tolerated(library, &situation(asked), &asked.tolerance).0
}

/// The never rules that hold at a stage.
pub(crate) fn never_rules(library: &Library, asked: &Asked, stage: Key<Stage>) -> Vec<Key<Never>> {
    judge::nevers(library, &situation(asked).at(library, stage))
}
