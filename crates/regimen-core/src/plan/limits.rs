//! Step 2: what is limited for now, and because of what.

use crate::level::{Level, Levels};
use crate::library::{Finding, Key, Library, Stage};

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
}

/// What sets a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// A finding's limit, by its position among the finding's limits.
    Finding(Key<Finding>, usize),
    /// The stage itself.
    Stage(Key<Stage>),
}

impl Limits {
    /// The limits of these findings in a stage: the lowest of all that apply.
    pub(crate) fn of(library: &Library, findings: &[Key<Finding>], stage: Key<Stage>) -> Limits {
        let mut all: Vec<(usize, Level, Because)> = Vec::new();
        let mut bouts: Vec<(usize, u16, Because)> = Vec::new();
        let caps = library.stages[stage].caps;
        for (axis, _) in library.axes.iter() {
            let cap = caps.get(axis.index());
            if cap < Level::High {
                all.push((axis.index(), cap, Because::Stage(stage)));
            }
        }
        for &finding in findings {
            for (at, limit) in library.findings[finding].limits.iter().enumerate() {
                let axis = limit.axis.index();
                if let Some(&(_, level)) = limit.levels.iter().find(|(one, _)| *one == stage)
                    && level < Level::High
                {
                    all.push((axis, level, Because::Finding(finding, at)));
                }
                if let Some(&(_, minutes)) = limit.bout_min.iter().find(|(one, _)| *one == stage) {
                    bouts.push((axis, minutes, Because::Finding(finding, at)));
                }
            }
        }
        let levels = all
            .iter()
            .fold(Levels::UNLIMITED, |levels, &(axis, level, _)| {
                levels.with(axis, level.min(levels.get(axis)))
            });
        let on = library
            .axes
            .iter()
            .map(|(axis, _)| axis.index())
            .filter_map(|axis| {
                let mut because: Vec<Because> = all
                    .iter()
                    .filter(|(one, level, _)| *one == axis && *level == levels.get(axis))
                    .map(|(_, _, because)| *because)
                    .collect();
                let bout = bouts
                    .iter()
                    .filter(|(one, ..)| *one == axis)
                    .min_by_key(|(_, minutes, _)| *minutes);
                // A limit of time alone is a limit too.
                if let (true, Some((_, _, source))) = (because.is_empty(), bout) {
                    because.push(*source);
                }
                (!because.is_empty()).then_some(LimitOn {
                    axis,
                    max: levels.get(axis),
                    because,
                    bout_min: bout.map(|(_, minutes, _)| *minutes),
                })
            })
            .collect();
        Limits { levels, on }
    }

    /// The limit on one axis, if it is limited.
    pub fn on(&self, axis: usize) -> Option<&LimitOn> {
        self.on.iter().find(|limit| limit.axis == axis)
    }
}
