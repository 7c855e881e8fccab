//! Step 2: what is limited in a phase, and because of what.

use crate::level::{Level, Levels};
use crate::library::{Finding, Irritability, Key, Library, Programme, Stage};

use super::select::Budget;

/// A finding as it applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Condition {
    /// The finding.
    pub finding: Key<Finding>,
    /// Its stage.
    pub stage: Key<Stage>,
    /// How easily its pain is stirred up, if that is known.
    pub irritability: Option<Key<Irritability>>,
}

/// What holds in one phase: the stage, the findings at their own stages, the phase itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// The stage.
    pub stage: Key<Stage>,
    /// The findings.
    pub conditions: Vec<Condition>,
    /// The programme's phase, by position.
    pub phase: Option<(Key<Programme>, usize)>,
}

impl Situation {
    /// The same at another stage: a finding with a stage of its own keeps its distance, between the first
    /// and the last stage.
    pub(crate) fn at(&self, library: &Library, stage: Key<Stage>) -> Situation {
        let moved = |own: Key<Stage>| {
            let at = (own.index() + stage.index()).saturating_sub(self.stage.index());
            let at = at.min(library.stages.len().saturating_sub(1));
            let mut keys = library.stages.iter().map(|(key, _)| key);
            keys.nth(at).unwrap_or(stage)
        };
        let conditions = self.conditions.iter().map(|one| Condition {
            stage: moved(one.stage),
            ..*one
        });
        Situation {
            stage,
            conditions: conditions.collect(),
            phase: self.phase,
        }
    }
}

/// The highest level allowed on each axis, with what sets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The highest level on each axis.
    pub levels: Levels,
    /// Each limited axis, in the packs' order.
    pub on: Vec<LimitOn>,
}

/// One limited axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitOn {
    /// The axis, by position.
    pub axis: usize,
    /// The highest level.
    pub max: Level,
    /// What sets it: those that set the lowest level.
    pub because: Vec<Because>,
    /// The longest time at one go, in minutes, if one is set.
    pub bout_min: Option<u16>,
    /// What a session may cost on it, if that is bounded.
    pub budget: Option<u16>,
}

/// What sets a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// A finding's limit, by its position among the finding's limits.
    Finding(Key<Finding>, usize),
    /// The stage itself.
    Stage(Key<Stage>),
    /// A phase's own limit.
    Phase(Key<Programme>, usize),
    /// The clinician's own limit.
    Tolerance,
}

/// One thing that limits an axis.
struct Limiting {
    axis: usize,
    level: Level,
    because: Because,
    budget: Option<u16>,
    /// Whether nothing may loosen it.
    must: bool,
}

/// A clinician's own limits, as they turned out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Toleration {
    pub(crate) axis: usize,
    /// What was asked.
    pub(crate) asked: Level,
    /// What the findings and the stage say.
    pub(crate) found: Level,
    /// What holds.
    pub(crate) held: Level,
}

impl Limits {
    /// The limits of a situation: the lowest of all that apply, with a clinician's own limits in their axes' place.
    /// Those never loosen what nothing may.
    pub(crate) fn tolerated(
        library: &Library,
        situation: &Situation,
        tolerance: &[(usize, Level)],
    ) -> (Limits, Vec<Toleration>) {
        let (mut all, bouts) = gather(library, situation);
        let before = settle(library, &all, &bouts).levels;
        let mut said = Vec::new();
        for &(axis, asked) in tolerance {
            let firm = all.iter().filter(|one| one.axis == axis && one.must);
            let firm = firm.map(|one| one.level).min().unwrap_or(Level::High);
            let held = asked.min(firm);
            said.push(Toleration {
                axis,
                asked,
                found: before.get(axis),
                held,
            });
            all.retain(|one| one.axis != axis || one.must);
            if asked < Level::High {
                all.push(Limiting {
                    axis,
                    level: asked,
                    because: Because::Tolerance,
                    budget: library.stages[situation.stage].budget,
                    must: false,
                });
            }
        }
        (settle(library, &all, &bouts), said)
    }

    /// No limits at all.
    pub fn none() -> Limits {
        Limits {
            levels: Levels::UNLIMITED,
            on: Vec::new(),
        }
    }

    /// What a session may cost, on each limited axis on which that is bounded.
    pub(crate) fn budgets(&self) -> Vec<Budget> {
        let on = self.on.iter();
        on.filter_map(|limit| {
            Some(Budget {
                axis: limit.axis,
                most: limit.budget?,
            })
        })
        .collect()
    }

    /// The limit on one axis, if it is limited.
    pub fn on(&self, axis: usize) -> Option<&LimitOn> {
        self.on.iter().find(|limit| limit.axis == axis)
    }
}

type Bouts = Vec<(usize, u16, Because)>;

fn gather(library: &Library, situation: &Situation) -> (Vec<Limiting>, Bouts) {
    let mut all: Vec<Limiting> = Vec::new();
    let mut bouts: Bouts = Vec::new();
    let stage = &library.stages[situation.stage];
    let phase = situation.phase.and_then(|(programme, at)| {
        let phase = library.programmes[programme].phases.get(at)?;
        Some((programme, at, phase))
    });
    for (axis, _) in library.axes.iter() {
        let cap = stage.caps.get(axis.index());
        if cap < Level::High {
            all.push(Limiting {
                axis: axis.index(),
                level: cap,
                because: Because::Stage(situation.stage),
                budget: stage.budget,
                must: true,
            });
        }
    }
    for condition in &situation.conditions {
        let finding = &library.findings[condition.finding];
        let replaced = phase.and_then(|(programme, at, phase)| {
            let limits = phase.limits.as_ref()?;
            (limits.finding == condition.finding).then_some((programme, at, phase, limits))
        });
        let own_budget = library.stages[condition.stage].budget;
        let phase_budget =
            phase.and_then(|(.., phase)| phase.budget.filter(|_| phase.limits.is_none()));
        if let Some((programme, at, phase, limits)) = replaced {
            for (axis, _) in library.axes.iter() {
                let level = limits.levels.get(axis.index());
                // What neither the phase nor its finding limits stays free, however irritable the finding is.
                let limited =
                    level < Level::High || finding.limits.iter().any(|limit| limit.axis == axis);
                let irritability = condition.irritability.filter(|_| limited);
                let level = irritability.map_or(level, |key| {
                    library.irritabilities[key].shifted(level, condition.stage, true)
                });
                if level < Level::High {
                    all.push(Limiting {
                        axis: axis.index(),
                        level,
                        because: Because::Phase(programme, at),
                        budget: phase.budget.or(own_budget),
                        must: finding.must,
                    });
                }
            }
        }
        for (at, limit) in finding.limits.iter().enumerate() {
            let axis = limit.axis.index();
            if let Some(&(_, minutes)) = limit
                .bout_min
                .iter()
                .find(|(one, _)| *one == condition.stage)
            {
                bouts.push((axis, minutes, Because::Finding(condition.finding, at)));
            }
            if replaced.is_some() {
                continue;
            }
            let Some(&(_, level)) = limit.levels.iter().find(|(one, _)| *one == condition.stage)
            else {
                continue;
            };
            let level = condition.irritability.map_or(level, |key| {
                library.irritabilities[key].shifted(level, condition.stage, finding.must)
            });
            if level < Level::High {
                all.push(Limiting {
                    axis,
                    level,
                    because: Because::Finding(condition.finding, at),
                    budget: phase_budget.or(own_budget),
                    must: finding.must,
                });
            }
        }
    }
    (all, bouts)
}

fn settle(library: &Library, all: &[Limiting], bouts: &Bouts) -> Limits {
    let levels = all.iter().fold(Levels::UNLIMITED, |levels, one| {
        levels.with(one.axis, one.level.min(levels.get(one.axis)))
    });
    let axes = library.axes.iter().map(|(axis, _)| axis.index());
    let on = axes.filter_map(|axis| {
        let here = || all.iter().filter(move |one| one.axis == axis);
        let mut because: Vec<Because> = here()
            .filter(|one| one.level == levels.get(axis))
            .map(|one| one.because)
            .collect();
        let bout = bouts
            .iter()
            .filter(|(one, ..)| *one == axis)
            .min_by_key(|(_, minutes, _)| *minutes);
        // A limit of time alone is a limit too.
        if let (true, Some((_, _, source))) = (because.is_empty(), bout) {
            because.push(*source);
        }
        (!because.is_empty()).then(|| LimitOn {
            axis,
            max: levels.get(axis),
            because,
            bout_min: bout.map(|(_, minutes, _)| *minutes),
            budget: here().filter_map(|one| one.budget).min(),
        })
    });
    let on = on.collect();
    Limits { levels, on }
}
