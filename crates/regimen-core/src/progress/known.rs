//! A saved plan in keys of the library: what holds in each of its phases.

use std::fmt;

use crate::format::common::Dose;
use crate::format::programme::Progress;
use crate::id::SessionId;
use crate::level::{Level, Levels};
use crate::library::{
    Dial, EquipmentSet, Exercise, Finding, Key, Library, Never, Origin, Programme, Stage,
};
use crate::report::{ItemEntry, LimitEntry, PhaseEntry, PlanDocument};

/// A plan names something that the loaded packs do not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// The kind of record.
    pub what: &'static str,
    /// Its id.
    pub id: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the plan names the {} `{}`, which the loaded packs do not have",
            self.what, self.id
        )
    }
}

impl std::error::Error for Mismatch {}

/// A saved plan in keys of the library.
#[derive(Debug)]
pub struct Known<'a> {
    pub(super) library: &'a Library,
    pub(super) document: &'a PlanDocument,
    /// Its phases, in order.
    pub(super) phases: Vec<PhaseKnown<'a>>,
    /// Its findings.
    pub(super) findings: Vec<Key<Finding>>,
    /// What it leaves out for now.
    pub(super) avoid: Vec<Key<Exercise>>,
}

/// One phase of a plan.
#[derive(Debug)]
pub(super) struct PhaseKnown<'a> {
    pub(super) entry: &'a PhaseEntry,
    /// Its name.
    pub(super) name: &'a str,
    /// How exercises are made harder in it.
    pub(super) progress: Progress,
    /// Its record.
    pub(super) origin: &'a Origin,
    pub(super) stage: Key<Stage>,
    /// The highest level on each axis.
    pub(super) limits: Levels,
    /// The longest time at one go, by axis, in minutes.
    pub(super) bouts: Vec<(usize, u16)>,
    /// The equipment that the plan uses, as far as the phase allows its load.
    pub(super) room: EquipmentSet,
    /// All that may be given, where nothing else may come in.
    pub(super) only: Option<Vec<Key<Exercise>>>,
    /// Its items, session by session.
    pub(super) items: Vec<ItemKnown<'a>>,
}

/// One exercise in a session of a phase.
#[derive(Debug)]
pub(super) struct ItemKnown<'a> {
    pub(super) session: &'a SessionId,
    pub(super) entry: &'a ItemEntry,
    pub(super) exercise: Key<Exercise>,
    /// The way it is equipped, by position.
    pub(super) way: usize,
    /// Its own turn that is in place, by position.
    pub(super) turn: Option<usize>,
    /// The dials that are in place.
    pub(super) dials: Vec<Key<Dial>>,
}

impl ItemKnown<'_> {
    /// What it asks of the body as it stands in the plan.
    pub(super) fn demands(&self, library: &Library) -> Levels {
        let record = &library.exercises[self.exercise];
        let base = record.ways.get(self.way);
        let base = base.map_or(record.demands, |way| way.demands);
        match self.turn.and_then(|turn| record.turns.get(turn)) {
            Some(turn) => turn.apply(base, record.demands),
            None => base,
        }
    }

    /// Whether it is loaded, or can be, the way it is done.
    pub(super) fn loaded(&self, library: &Library) -> bool {
        let record = &library.exercises[self.exercise];
        record.ways.get(self.way).is_some_and(|way| way.loaded)
    }

    pub(super) fn dose(&self) -> &Dose {
        &self.entry.dose
    }
}

impl<'a> Known<'a> {
    /// Finds everything that a plan names.
    ///
    /// # Errors
    ///
    /// The first thing that the library does not have.
    pub fn of(library: &'a Library, document: &'a PlanDocument) -> Result<Known<'a>, Mismatch> {
        let findings = document
            .findings
            .iter()
            .map(|id| found("finding", id.as_str(), library.findings.find(id.as_str())));
        let avoid = document.avoid.iter().map(|one| {
            let id = one.exercise.as_str();
            found("exercise", id, library.exercises.find(id))
        });
        let programme = document.programme.as_ref().map_or("", |id| id.as_str());
        let programme = found("programme", programme, library.programmes.find(programme))?;
        let mut all = EquipmentSet::EMPTY;
        let items = document
            .phases
            .iter()
            .flat_map(|phase| &phase.sessions)
            .flat_map(|session| &session.items);
        for id in items.flat_map(|item| &item.equipment) {
            let piece = library.equipment.find(id.as_str());
            all = all.with(found("piece of equipment", id.as_str(), piece)?);
        }
        let phases = document
            .phases
            .iter()
            .map(|entry| phase(library, document, programme, all, entry));
        Ok(Known {
            library,
            document,
            findings: findings.collect::<Result<_, _>>()?,
            avoid: avoid.collect::<Result<_, _>>()?,
            phases: phases.collect::<Result<_, _>>()?,
        })
    }

    /// The position of the phase that a week is in.
    pub(super) fn phase_of(&self, week: u16) -> Option<usize> {
        self.phases
            .iter()
            .position(|phase| (phase.entry.weeks.min..=phase.entry.weeks.max).contains(&week))
    }

    /// The never rules that hold at a stage for this plan's findings.
    pub(super) fn never(&self, exercise: Key<Exercise>, stage: Key<Stage>) -> bool {
        let holds = |rule: &&Never| {
            rule.finding.is_none_or(|one| self.findings.contains(&one))
                && (rule.stages.is_empty() || rule.stages.contains(&stage))
        };
        let mut rules = self.library.nevers.rows().iter().filter(holds);
        rules.any(|rule| rule.exercises.contains(&exercise))
    }
}

fn found<T>(what: &'static str, id: &str, key: Option<Key<T>>) -> Result<Key<T>, Mismatch> {
    key.ok_or_else(|| Mismatch {
        what,
        id: id.to_owned(),
    })
}

fn phase<'a>(
    library: &'a Library,
    document: &'a PlanDocument,
    programme: Key<Programme>,
    room: EquipmentSet,
    entry: &'a PhaseEntry,
) -> Result<PhaseKnown<'a>, Mismatch> {
    let programme = &library.programmes[programme];
    let record = programme.phases.iter().find(|one| one.id == entry.id);
    let record = record.ok_or_else(|| Mismatch {
        what: "phase",
        id: entry.id.to_string(),
    })?;
    let stage = entry.stage.as_ref().unwrap_or(&document.stage);
    let stage = found("stage", stage.as_str(), library.stages.find(stage.as_str()))?;
    let mut limits = Levels::UNLIMITED;
    let mut bouts = Vec::new();
    for (id, limit) in entry.limits.as_ref().unwrap_or(&document.limits) {
        let axis = found("axis", id.as_str(), library.axes.find(id.as_str()))?.index();
        limits = limits.with(axis, limit.max);
        bouts.extend(bout(axis, limit));
    }
    let mut items = Vec::new();
    for session in &entry.sessions {
        for one in &session.items {
            items.push(item(library, &session.id, one)?);
        }
    }
    let own = programme.closed.then(|| {
        let slots = record
            .order
            .iter()
            .filter_map(|&at| programme.sessions.get(at))
            .flat_map(|session| &session.slots);
        slots.map(|slot| slot.exercise).collect()
    });
    Ok(PhaseKnown {
        entry,
        name: &record.name,
        progress: record.progress,
        origin: &record.origin,
        stage,
        limits,
        bouts,
        room: room.without(record.too_heavy),
        only: own,
        items,
    })
}

fn bout(axis: usize, limit: &LimitEntry) -> Option<(usize, u16)> {
    Some((axis, limit.bout_min?))
}

fn item<'a>(
    library: &'a Library,
    session: &'a SessionId,
    entry: &'a ItemEntry,
) -> Result<ItemKnown<'a>, Mismatch> {
    let id = entry.exercise.as_str();
    let exercise = found("exercise", id, library.exercises.find(id))?;
    let record = &library.exercises[exercise];
    let mut pieces = EquipmentSet::EMPTY;
    for id in &entry.equipment {
        let piece = library.equipment.find(id.as_str());
        pieces = pieces.with(found("piece of equipment", id.as_str(), piece)?);
    }
    let way = record.ways.iter().position(|way| way.needs == pieces);
    let way = way.ok_or_else(|| Mismatch {
        what: "way to equip",
        id: id.to_owned(),
    })?;
    let mut dials = Vec::new();
    let mut turn = None;
    for adjust in &entry.adjust {
        let id = adjust.dial.as_str();
        let dial = found("dial", id, library.dials.find(id))?;
        dials.push(dial);
        turn = turn.or_else(|| record.turned(dial, &adjust.how));
    }
    Ok(ItemKnown {
        session,
        entry,
        exercise,
        way,
        turn,
        dials,
    })
}

impl PhaseKnown<'_> {
    /// The highest level on an axis, and the longest time at one go on what an exercise asks.
    pub(super) fn longest(&self, demands: Levels) -> Option<u16> {
        let asked = self
            .bouts
            .iter()
            .filter(|(axis, _)| demands.get(*axis) > Level::None);
        asked.map(|(_, minutes)| *minutes).min()
    }

    /// Its items of an exercise, in whatever session.
    pub(super) fn of(&self, exercise: Key<Exercise>) -> impl Iterator<Item = &ItemKnown<'_>> {
        self.items
            .iter()
            .filter(move |item| item.exercise == exercise)
    }
}
