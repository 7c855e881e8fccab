//! Presentations of a frame sorted into classes: those that the frame cannot tell apart. Each class knows exactly
//! how many findings, stages, irritabilities and clearances it stands for.

use std::collections::BTreeMap;

use crate::format::finding::FindingKind;
use crate::level::{Levels, MAX_AXES};
use crate::library::trait_bits;
use crate::library::{Key, Library, Never};
use crate::plan::Condition;
use crate::plan::choose;
use crate::plan::judge;
use crate::plan::limits::Limits;
use crate::plan::select::Budget;

use super::frame::Frame;
use super::space::{Answers, FindingOptions};

/// A budget of none: any cost goes.
const ANY: u64 = 0xF;

/// What a frame can tell of a presentation's findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct State {
    limits: u64,
    /// Four bits an axis: the most that a session may cost.
    budgets: u64,
    traits: u64,
    provocations: u16,
    /// Whether a finding that the programme is for is ticked.
    wanted_finding: bool,
}

/// Which options the findings take, five bits each: 0 is not ticked.
pub(super) type Ticks = u128;

/// Bits for one finding in [`Ticks`].
const BITS: usize = 5;

/// The most findings that a proof can hold.
pub(super) const MAX_FINDINGS: usize = 128 / BITS;

/// The most options for one finding.
pub(super) const MAX_OPTIONS: u32 = (1 << BITS) - 1;

#[derive(Debug, Clone)]
struct Members {
    /// How many, for each way in which the linked flags are answered.
    count: Vec<u128>,
    /// The smallest member.
    smallest: Ticks,
    /// Never rules that hold for some member, with the smallest such member.
    rules: Vec<(Key<Never>, Ticks)>,
}

/// Presentations that a frame cannot tell apart.
#[derive(Debug, Clone)]
pub(super) struct Class {
    /// Limits as the frame sees them.
    pub(super) limits: Levels,
    pub(super) budgets: Vec<Budget>,
    /// Traits preferred, opposites cancelled.
    pub(super) wanted: u64,
    /// The most items, where very many things bring on the pain.
    pub(super) keep: Option<usize>,
    /// How many presentations, equipment and programme apart.
    pub(super) count: u128,
    pub(super) smallest: Ticks,
    pub(super) rules: Vec<(Key<Never>, Ticks)>,
}

/// The conditions that some ticks stand for.
pub(super) fn conditions(
    library: &Library,
    ticks: Ticks,
    options: &[FindingOptions],
) -> Vec<Condition> {
    options
        .iter()
        .enumerate()
        .filter_map(|(at, one)| {
            let number = u32::try_from(ticks >> (BITS * at) & u128::from(MAX_OPTIONS)).ok()?;
            one.condition(library, number.checked_sub(1)?)
        })
        .collect()
}

pub(super) fn ticked(ticks: Ticks) -> u32 {
    (0..MAX_FINDINGS)
        .map(|at| u32::from(ticks >> (BITS * at) & u128::from(MAX_OPTIONS) != 0))
        .sum()
}

/// The smaller of two: fewer findings, then the earlier options.
pub(super) fn smaller(a: Ticks, b: Ticks) -> Ticks {
    if (ticked(a), a) <= (ticked(b), b) {
        a
    } else {
        b
    }
}

/// The classes of a frame, in a fixed order; empty if the programme is for nobody here.
pub(super) fn classes(
    library: &Library,
    frame: &Frame,
    options: &[FindingOptions],
    answers: &[Answers],
    flags: u128,
) -> Vec<Class> {
    let programme = &library.programmes[frame.programme];
    let most = library
        .many_provocations
        .as_ref()
        .map_or(u16::MAX, |many| many.from);
    let empty = sees(library, frame, &[]);
    let start = State {
        limits: empty.0.bits(),
        budgets: empty.1,
        traits: 0,
        provocations: 0,
        wanted_finding: false,
    };
    let mut all: BTreeMap<State, Members> = BTreeMap::from([(
        start,
        Members {
            count: vec![1; answers.len()],
            smallest: 0,
            rules: Vec::new(),
        },
    )]);
    for (at, finding) in options.iter().enumerate() {
        let record = &library.findings[finding.finding];
        let unticked: Vec<u128> = answers
            .iter()
            .map(|one| finding.unticked(library, one))
            .collect();
        let ticked: Vec<u128> = answers
            .iter()
            .map(|one| finding.ticked(library, one))
            .collect();
        let provokes = u16::from(record.kind == FindingKind::Provocation);
        let traits = relevant(library, frame, trait_bits(record.prefers.iter().copied()));
        let mut kinds: Vec<Kind> = Vec::new();
        if !programme.never_with.contains(&finding.finding) {
            for number in 0..finding.options {
                let Some(condition) = finding.condition(library, number) else {
                    continue;
                };
                let too_irritable = condition
                    .irritability
                    .is_some_and(|one| programme.never_irritable.contains(&one));
                if too_irritable {
                    continue;
                }
                let (limits, budgets) = sees(library, frame, &[condition]);
                let rules = rules(library, frame, condition);
                let tick = u128::from(number + 1) << (BITS * at);
                let alike = kinds.iter_mut().find(|kind| {
                    kind.limits == limits && kind.budgets == budgets && kind.rules == rules
                });
                match alike {
                    Some(kind) => kind.times += 1,
                    None => kinds.push(Kind {
                        limits,
                        budgets,
                        rules,
                        times: 1,
                        tick,
                    }),
                }
            }
        }
        let mut next: BTreeMap<State, Members> = BTreeMap::new();
        for (state, members) in all {
            let mut add =
                |state: State, weight: &[u128], times: u128, tick: Ticks, rules: &[Key<Never>]| {
                    let count: Vec<u128> = members
                        .count
                        .iter()
                        .zip(weight)
                        .map(|(count, weight)| count.saturating_mul(*weight).saturating_mul(times))
                        .collect();
                    if count.iter().all(|count| *count == 0) {
                        return;
                    }
                    let smallest = members.smallest | tick;
                    let own = members
                        .rules
                        .iter()
                        .map(|(rule, ticks)| (*rule, ticks | tick));
                    let new = rules.iter().map(|rule| (*rule, smallest));
                    match next.entry(state) {
                        std::collections::btree_map::Entry::Vacant(place) => {
                            let mut all: Vec<(Key<Never>, Ticks)> = Vec::new();
                            own.chain(new).for_each(|one| learn(&mut all, one));
                            place.insert(Members {
                                count,
                                smallest,
                                rules: all,
                            });
                        }
                        std::collections::btree_map::Entry::Occupied(mut place) => {
                            let there = place.get_mut();
                            for (sum, count) in there.count.iter_mut().zip(count) {
                                *sum = sum.saturating_add(count);
                            }
                            there.smallest = smaller(there.smallest, smallest);
                            own.chain(new).for_each(|one| learn(&mut there.rules, one));
                        }
                    }
                };
            add(state, &unticked, 1, 0, &[]);
            for kind in &kinds {
                let limits = from_bits(state.limits).min(kind.limits);
                let together = State {
                    limits: limits.bits(),
                    budgets: counting(frame, limits, lower(state.budgets, kind.budgets)),
                    traits: state.traits | traits,
                    provocations: (state.provocations + provokes).min(most),
                    wanted_finding: state.wanted_finding
                        || programme.only_with.contains(&finding.finding),
                };
                add(together, &ticked, kind.times, kind.tick, &kind.rules);
            }
        }
        all = next;
    }
    finish(library, frame, all, flags, most)
}

/// What one option of a finding comes to.
struct Kind {
    limits: Levels,
    budgets: u64,
    rules: Vec<Key<Never>>,
    times: u128,
    tick: Ticks,
}

pub(super) fn learn(rules: &mut Vec<(Key<Never>, Ticks)>, (rule, ticks): (Key<Never>, Ticks)) {
    match rules.iter_mut().find(|(one, _)| *one == rule) {
        Some((_, there)) => *there = smaller(*there, ticks),
        None => rules.push((rule, ticks)),
    }
}

fn finish(
    library: &Library,
    frame: &Frame,
    all: BTreeMap<State, Members>,
    flags: u128,
    most: u16,
) -> Vec<Class> {
    let programme = &library.programmes[frame.programme];
    let mut merged: BTreeMap<State, Members> = BTreeMap::new();
    for (mut state, members) in all {
        if !programme.only_with.is_empty() && !state.wanted_finding {
            continue;
        }
        state.wanted_finding = false;
        state.provocations = u16::from(state.provocations >= most);
        state.traits = judge::without_opposites(library, state.traits) & frame.traits;
        match merged.entry(state) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(members);
            }
            std::collections::btree_map::Entry::Occupied(mut place) => {
                let there = place.get_mut();
                for (sum, count) in there.count.iter_mut().zip(members.count) {
                    *sum = sum.saturating_add(count);
                }
                there.smallest = smaller(there.smallest, members.smallest);
                members
                    .rules
                    .into_iter()
                    .for_each(|one| learn(&mut there.rules, one));
            }
        }
    }
    let mut sorted: Vec<(State, Members)> = merged.into_iter().collect();
    sorted.sort_by_key(|(state, _)| *state);
    let keep = library
        .many_provocations
        .as_ref()
        .map(|many| usize::from(many.keep_items));
    sorted
        .into_iter()
        .map(|(state, members)| Class {
            limits: from_bits(state.limits),
            budgets: (0..MAX_AXES)
                .filter_map(|axis| {
                    let most = state.budgets >> (4 * axis) & ANY;
                    (most != ANY).then_some(Budget {
                        axis,
                        most: u16::try_from(most).unwrap_or(u16::MAX),
                    })
                })
                .collect(),
            wanted: state.traits,
            keep: keep.filter(|_| state.provocations > 0),
            count: members
                .count
                .iter()
                .fold(0u128, |sum, count| sum.saturating_add(*count))
                .saturating_mul(flags),
            smallest: members.smallest,
            rules: members.rules,
        })
        .collect()
}

fn from_bits(bits: u64) -> Levels {
    Levels::from_bits(bits)
}

/// The budgets without those that make no difference under the limits. Limits only fall, so that they never will.
fn counting(frame: &Frame, limits: Levels, budgets: u64) -> u64 {
    (0..MAX_AXES)
        .filter(|&axis| !frame.budget_counts(axis, limits))
        .fold(budgets, |budgets, axis| budgets | ANY << (4 * axis))
}

/// The lower budget on each axis.
fn lower(a: u64, b: u64) -> u64 {
    (0..MAX_AXES).fold(0, |all, axis| {
        let of = |bits: u64| bits >> (4 * axis) & ANY;
        all | of(a).min(of(b)) << (4 * axis)
    })
}

/// The limits and budgets of some conditions, as the frame sees them.
fn sees(library: &Library, frame: &Frame, conditions: &[Condition]) -> (Levels, u64) {
    let situation = choose::situation(
        library,
        frame.stage,
        conditions,
        frame.programme,
        frame.phase,
    );
    let (limits, _) = Limits::tolerated(library, &situation, &[]);
    let seen = frame.project(limits.levels);
    let budgets = limits.budgets().into_iter().fold(u64::MAX, |all, one| {
        let most = u64::from(one.most).min(ANY - 1);
        let without = all & !(ANY << (4 * one.axis));
        without | most << (4 * one.axis)
    });
    (seen, counting(frame, seen, budgets))
}

/// The never rules that a condition brings, of those that forbid something here.
fn rules(library: &Library, frame: &Frame, condition: Condition) -> Vec<Key<Never>> {
    let situation = choose::situation(
        library,
        frame.stage,
        &[condition],
        frame.programme,
        frame.phase,
    );
    judge::nevers(library, &situation)
        .into_iter()
        .filter(|&rule| {
            let rule = &library.nevers[rule];
            rule.finding == Some(condition.finding)
                && rule
                    .exercises
                    .iter()
                    .any(|one| frame.candidates.contains(one))
        })
        .collect()
}

/// Traits that can make a difference: those that break ties, and their opposites.
fn relevant(library: &Library, frame: &Frame, traits: u64) -> u64 {
    let has = |bits: u64, key| bits & trait_bits([key]) != 0;
    let opposites = library
        .traits
        .iter()
        .filter_map(|(key, one)| Some((key, one.opposite?)));
    let with_opposites = opposites.fold(frame.traits, |all, (one, other)| {
        if has(frame.traits, one) || has(frame.traits, other) {
            all | trait_bits([one, other])
        } else {
            all
        }
    });
    traits & with_opposites
}
