//! What becomes of plans: every presentation of a stated set, planned with both sides.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::library::Library;

use super::facts::{Fact, facts};
use super::set::{Example, Presentation, ReferenceSet, Set};

/// The most examples of a kind of difference.
const EXAMPLES: usize = 3;

/// What becomes of plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// Which presentations were planned.
    pub set: ReferenceSet,
    /// How many get another plan.
    pub differ: usize,
    /// How many OLD cannot read, as it lacks a finding, a stage or a piece of equipment.
    pub cannot_be_asked_in_old: usize,
    /// How many NEW cannot read.
    pub cannot_be_asked_in_new: usize,
    /// What differs, the most safety-relevant first, then the most frequent.
    pub groups: Vec<Group>,
}

/// One kind of difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// What sort it is.
    pub kind: GroupKind,
    /// The same in words.
    pub says: String,
    /// How many presentations it is true of.
    pub count: usize,
    /// The first of them, at most three.
    pub examples: Vec<Example>,
}

/// What sort of difference, the most safety-relevant first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupKind {
    /// An exercise that OLD would not give is given.
    NowGiven,
    /// An exercise is no longer turned down.
    DialGone,
    /// A plan, a referral or neither, where it was another of them.
    Outcome,
    /// Another programme.
    Programme,
    /// A slot holds another exercise.
    Swapped,
    /// A slot that was empty, or that is new, holds an exercise.
    Filled,
    /// A slot no longer holds anything.
    LeftOut,
    /// An exercise is turned down, or by another dial.
    Dial,
    /// The dose is another.
    Dose,
    /// The list of what to leave out for now is another.
    Avoid,
    /// The weeks or the days are others.
    Calendar,
}

/// Plans the whole set with both sides. Where both are the `same` files there is nothing to plan: the same packs and
/// presentation always give the same plan.
pub(super) fn effect(old: &Library, new: &Library, same: bool) -> Effect {
    let set = Set::of(old, new);
    let mut effect = Effect {
        set: set.describe(),
        differ: 0,
        cannot_be_asked_in_old: 0,
        cannot_be_asked_in_new: 0,
        groups: Vec::new(),
    };
    let mut found: BTreeMap<Fact, (usize, Vec<Presentation<'_>>)> = BTreeMap::new();
    for one in set.presentations() {
        let before = one.asked(old);
        let after = one.asked(new);
        effect.cannot_be_asked_in_old += usize::from(before.is_none());
        effect.cannot_be_asked_in_new += usize::from(after.is_none());
        let (Some(before), Some(after)) = (before, after) else {
            continue;
        };
        if same {
            continue;
        }
        let facts = facts(old, new, &before, &after);
        effect.differ += usize::from(!facts.is_empty());
        for fact in facts {
            let (count, examples) = found.entry(fact).or_default();
            *count += 1;
            let told = examples
                .iter()
                .any(|other| other.findings == one.findings && other.stage == one.stage);
            if !told && examples.len() < EXAMPLES {
                examples.push(one.clone());
            }
        }
    }
    effect.groups = found
        .into_iter()
        .map(|((kind, says), (count, examples))| Group {
            kind,
            says,
            count,
            examples: examples.iter().map(|one| one.example(old, new)).collect(),
        })
        .collect();
    effect
        .groups
        .sort_by(|a, b| (a.kind, b.count, &a.says).cmp(&(b.kind, a.count, &b.says)));
    effect
}
