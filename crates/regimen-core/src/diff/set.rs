//! The presentations that are planned with both sides.

use serde::Serialize;

use crate::id::{EquipmentId, FindingId, StageId};
use crate::library::{EquipmentSet, Finding, Library};
use crate::link::Asked;
use crate::plan::Condition;
use crate::wrap::row;

/// The most findings that a presentation of the set has.
const MOST_FINDINGS: usize = 2;

/// Which presentations were planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReferenceSet {
    /// The findings of either side.
    pub findings: Vec<FindingId>,
    /// The stages of either side.
    pub stages: Vec<StageId>,
    /// The equipment of either side.
    pub equipment: Vec<EquipmentId>,
    /// How many presentations that makes.
    pub presentations: usize,
    /// The same in words.
    pub says: String,
}

/// One presentation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Example {
    /// The presentation in one line.
    pub says: String,
    /// The same as TOML, ready to run.
    pub presentation: String,
}

/// The findings, stages and equipment of either side, those of OLD first.
pub(super) struct Set<'a> {
    findings: Vec<&'a str>,
    stages: Vec<&'a str>,
    equipment: Vec<&'a str>,
    found: (Vec<FindingId>, Vec<StageId>, Vec<EquipmentId>),
}

/// What is at hand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Room<'a> {
    Empty,
    Only(&'a str),
    All,
}

/// One presentation of the set.
#[derive(Clone)]
pub(super) struct Presentation<'a> {
    pub(super) findings: Vec<&'a str>,
    pub(super) stage: &'a str,
    room: Room<'a>,
}

impl<'a> Set<'a> {
    pub(super) fn of(old: &'a Library, new: &'a Library) -> Set<'a> {
        macro_rules! both {
            ($table:ident) => {{
                let more = new
                    .$table
                    .rows()
                    .iter()
                    .filter(|one| old.$table.find(one.id.as_str()).is_none());
                old.$table
                    .rows()
                    .iter()
                    .chain(more)
                    .map(|one| &one.id)
                    .collect::<Vec<_>>()
            }};
        }
        let (findings, stages, equipment) = (both!(findings), both!(stages), both!(equipment));
        Set {
            findings: findings.iter().map(|id| id.as_str()).collect(),
            stages: stages.iter().map(|id| id.as_str()).collect(),
            equipment: equipment.iter().map(|id| id.as_str()).collect(),
            found: (
                findings.into_iter().cloned().collect(),
                stages.into_iter().cloned().collect(),
                equipment.into_iter().cloned().collect(),
            ),
        }
    }

    /// Every set of findings, the smallest first.
    fn sets(&self) -> Vec<Vec<&'a str>> {
        let mut all: Vec<Vec<&'a str>> = vec![Vec::new()];
        let mut from = 0;
        for _ in 0..MOST_FINDINGS {
            let last: Vec<Vec<&'a str>> = all.iter().skip(from).cloned().collect();
            from = all.len();
            for set in last {
                let next = set
                    .last()
                    .and_then(|last| self.findings.iter().position(|one| one == last));
                let next = next.map_or(0, |at| at + 1);
                all.extend(self.findings.iter().skip(next).map(|&one| {
                    let mut more = set.clone();
                    more.push(one);
                    more
                }));
            }
        }
        all
    }

    fn rooms(&self) -> Vec<Room<'a>> {
        let mut all = vec![Room::Empty];
        all.extend(self.equipment.iter().map(|&one| Room::Only(one)));
        all.push(Room::All);
        all
    }

    pub(super) fn presentations(&self) -> Vec<Presentation<'a>> {
        let rooms = self.rooms();
        let mut all = Vec::new();
        for findings in self.sets() {
            for &stage in &self.stages {
                all.extend(rooms.iter().map(|&room| Presentation {
                    findings: findings.clone(),
                    stage,
                    room,
                }));
            }
        }
        all
    }

    pub(super) fn describe(&self) -> ReferenceSet {
        let (sets, rooms) = (self.sets().len(), self.rooms().len());
        let presentations = sets * self.stages.len() * rooms;
        let (findings, stages, equipment) = self.found.clone();
        ReferenceSet {
            says: format!(
                "every set of up to {MOST_FINDINGS} of the {} findings ({sets} sets), at each of the {} stages, with no \
                 equipment, with each of the {} pieces alone and with all of them ({rooms} rooms); no red flags, every \
                 clearance that the findings need, and the programme that the engine picks",
                findings.len(),
                stages.len(),
                equipment.len(),
            ),
            findings,
            stages,
            equipment,
            presentations,
        }
    }
}

/// An id that stands for a finding's clearance: its own if that counts.
fn clearance(finding: &Finding) -> Option<&str> {
    let by = &finding.clearance.as_ref()?.by;
    let own = by.iter().find(|id| *id == finding.id.as_str());
    own.or(by.first()).map(String::as_str)
}

impl Presentation<'_> {
    /// For one side; nothing if that lacks a finding, the stage or the equipment.
    pub(super) fn asked(&self, library: &Library) -> Option<Asked> {
        let stage = library.stages.find(self.stage)?;
        let mut asked = Asked::of(stage, Vec::new());
        asked.room = match self.room {
            Room::Empty => EquipmentSet::EMPTY,
            Room::Only(id) => EquipmentSet::EMPTY.with(library.equipment.find(id)?),
            Room::All => EquipmentSet::ALL,
        };
        for id in &self.findings {
            let finding = library.findings.find(id)?;
            asked.conditions.push(Condition {
                finding,
                stage,
                irritability: None,
            });
            if let Some(id) = clearance(&library.findings[finding]) {
                asked.red_flags.extend(library.red_flags.find(id));
                asked.cleared.push(id.to_owned());
            }
        }
        asked.red_flags.sort();
        asked.red_flags.dedup();
        Some(asked)
    }

    /// In one line, and as TOML with the clearances that either side needs.
    pub(super) fn example(&self, old: &Library, new: &Library) -> Example {
        let findings = if self.findings.is_empty() {
            "no findings".to_owned()
        } else {
            row(self.findings.iter().copied(), "and")
        };
        let (room, equipment) = match self.room {
            Room::Empty => ("no equipment".to_owned(), None),
            Room::Only(id) => (format!("only {id}"), Some(format!("[\"{id}\"]"))),
            Room::All => ("all equipment".to_owned(), Some("\"any\"".to_owned())),
        };
        let quoted = |ids: &[&str]| -> String {
            let all: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
            all.join(", ")
        };
        let mut presentation = format!(
            "red_flags = []\nfindings = [{}]\nstage = \"{}\"\n",
            quoted(&self.findings),
            self.stage
        );
        let mut cleared: Vec<&str> = Vec::new();
        for library in [new, old] {
            for id in &self.findings {
                let found = library
                    .findings
                    .find(id)
                    .and_then(|key| clearance(&library.findings[key]));
                cleared.extend(found.filter(|id| !cleared.contains(id)));
            }
        }
        if !cleared.is_empty() {
            presentation.push_str(&format!("cleared = [{}]\n", quoted(&cleared)));
        }
        if let Some(equipment) = equipment {
            presentation.push_str(&format!("equipment = {equipment}\n"));
        }
        Example {
            says: format!("{findings}, {}, {room}", self.stage),
            presentation,
        }
    }
}
