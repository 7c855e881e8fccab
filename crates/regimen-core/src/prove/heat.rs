//! What each finding leaves of each movement pattern: a table for the wall.

use serde::Serialize;

use crate::library::{EquipmentSet, Library};
use crate::link::Asked;
use crate::plan::judge::Judge;
use crate::plan::limits::{Condition, Situation};

/// The table.
#[derive(Debug, Clone, Serialize)]
pub struct Heat {
    /// Patterns, by name.
    pub patterns: Vec<String>,
    /// A row for each finding in each stage.
    pub rows: Vec<HeatRow>,
}

/// One finding in one stage.
#[derive(Debug, Clone, Serialize)]
pub struct HeatRow {
    /// The finding's name.
    pub finding: String,
    /// The stage's name.
    pub stage: String,
    /// A cell for each pattern.
    pub cells: Vec<HeatCell>,
}

/// How many exercises of a pattern stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct HeatCell {
    /// As they are.
    pub free: usize,
    /// With one dial.
    pub dialled: usize,
    /// Not at all.
    pub out: usize,
}

/// The table, with every piece of equipment at hand.
pub fn heat(library: &Library) -> Heat {
    let mut rows = Vec::new();
    for (finding, record) in library.findings.iter() {
        for (stage, named) in library.stages.iter() {
            let condition = Condition {
                finding,
                stage,
                irritability: None,
            };
            let asked = Asked::of(stage, vec![condition]);
            let situation = Situation {
                stage,
                conditions: vec![condition],
                phase: None,
            };
            let judge = Judge::new(library, &asked, situation, None);
            let cells = library.patterns.iter().map(|(pattern, _)| {
                let mut cell = HeatCell {
                    free: 0,
                    dialled: 0,
                    out: 0,
                };
                for (key, exercise) in library.exercises.iter() {
                    if exercise.pattern != pattern {
                        continue;
                    }
                    if judge.free(key, EquipmentSet::ALL) {
                        cell.free += 1;
                    } else if judge.tolerated(key) {
                        cell.dialled += 1;
                    } else {
                        cell.out += 1;
                    }
                }
                cell
            });
            rows.push(HeatRow {
                finding: record.name.clone(),
                stage: named.name.clone(),
                cells: cells.collect(),
            });
        }
    }
    Heat {
        patterns: library
            .patterns
            .rows()
            .iter()
            .map(|one| one.name.clone())
            .collect(),
        rows,
    }
}
