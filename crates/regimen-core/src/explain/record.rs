//! Records of the packs, and places in the presentation, with their lines and citations.

use crate::diagnostic::{Place, Spot};
use crate::format::common::Basis;
use crate::level::Level;
use crate::library::{Exercise, Key, Library, Origin, Reference};
use crate::plan::Because;
use crate::source::{FileId, Locator, Sources};

use super::Record;
use super::phase::Scene;

/// What turns places into records.
pub(super) struct Records<'a> {
    pub(super) library: &'a Library,
    locator: Locator<'a>,
    file: FileId,
}

impl<'a> Records<'a> {
    pub(super) fn new(library: &'a Library, sources: &'a Sources, file: FileId) -> Records<'a> {
        Records {
            library,
            locator: sources.locator(),
            file,
        }
    }

    /// The record at a path within another one.
    pub(super) fn at(
        &self,
        origin: &Origin,
        path: &str,
        says: impl Into<String>,
        cites: &[Key<Reference>],
    ) -> Record {
        let place = match &origin.place.spot {
            // What the person trains now stands in the presentation.
            Spot::Value(pointer) if origin.place.file == self.file => {
                return self.asked(&format!("{pointer}{path}"), says);
            }
            Spot::Value(pointer) => Place::value(origin.place.file, format!("{pointer}{path}")),
            _ => origin.place.clone(),
        };
        Record {
            cites: cites.iter().map(|&key| self.cite(key)).collect(),
            ..self.place(&place, format!("{}{path}", origin.name), says)
        }
    }

    /// A place in the presentation.
    pub(super) fn asked(&self, pointer: &str, says: impl Into<String>) -> Record {
        let place = Place::value(self.file, pointer);
        let file = &self.locator.sources().file(self.file).path;
        self.place(&place, format!("{file}#{pointer}"), says)
    }

    fn place(&self, place: &Place, name: String, says: impl Into<String>) -> Record {
        let at = self.locator.line_column(place);
        Record {
            name,
            says: says.into(),
            file: self.locator.sources().file(place.file).path.clone(),
            line: at.line,
            column: at.column,
            cites: Vec::new(),
        }
    }

    /// A citation in short: who and when, or who and what where there is no year.
    fn cite(&self, key: Key<Reference>) -> String {
        let cite = &self.library.references[key].cite;
        let authors: Vec<&str> = cite.authors.iter().map(|one| one.0.as_str()).collect();
        let who = match authors.as_slice() {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [one, two] if two.starts_with("et al") => format!("{one} {two}"),
            [one, two] => format!("{one} and {two}"),
            [one, ..] => format!("{one} et al."),
        };
        match cite.year {
            Some(year) => format!("{who} {year}"),
            None => format!("{who}, {}", cite.title.0),
        }
    }

    /// What an exercise asks on an axis, done one way; after one of its turns, if one is given and changes it.
    pub(super) fn demand(
        &self,
        exercise: Key<Exercise>,
        way: usize,
        turn: Option<usize>,
        axis: usize,
    ) -> Option<Record> {
        let record = &self.library.exercises[exercise];
        let axis_record = self.library.axes.rows().get(axis)?;
        let id = &axis_record.id;
        let of_way = record.ways.get(way)?;
        let before = of_way.demands.get(axis);
        if let Some(turn) = turn.and_then(|turn| record.turns.get(turn))
            && turn.apply(of_way.demands, record.demands).get(axis) != before
        {
            return Some(self.at(
                &turn.origin,
                &format!("/sets_demand/{id}"),
                format!("{}, {}: {}", record.name, turn.id, turn.how),
                &record.sources,
            ));
        }
        if before != record.demands.get(axis) {
            let says = format!("{}, done this way: {}", record.name, before.as_str());
            let path = format!("/ways/{way}/demands/{id}");
            return Some(self.at(&record.origin, &path, says, &record.sources));
        }
        let why = record
            .reasons
            .iter()
            .find(|(key, _)| key.index() == axis)
            .map(|(_, why)| why.as_str());
        let asks = format!("{} asks {}", record.name, before.as_str());
        let says = match why {
            Some(why) => format!("{asks}: {why}"),
            None => asks,
        };
        Some(self.at(
            &record.origin,
            &format!("/demands/{id}"),
            says,
            &record.sources,
        ))
    }

    /// Everything that sets a limit on an axis in a phase.
    pub(super) fn limit(&self, scene: &Scene<'_, '_>, axis: usize) -> Vec<Record> {
        let Some(limit) = scene.limits.on(axis) else {
            return Vec::new();
        };
        let mut all = Vec::new();
        for because in &limit.because {
            self.because(scene, axis, *because, &mut all);
        }
        all
    }

    fn because(&self, scene: &Scene<'_, '_>, axis: usize, because: Because, all: &mut Vec<Record>) {
        let library = self.library;
        let Some(id) = library.axes.rows().get(axis).map(|axis| &axis.id) else {
            return;
        };
        match because {
            Because::Finding(key, at) => {
                let finding = &library.findings[key];
                let mut conditions = scene.situation.conditions.iter();
                let (Some(limit), Some(condition)) = (
                    finding.limits.get(at),
                    conditions.find(|one| one.finding == key),
                ) else {
                    return;
                };
                let stage = &library.stages[condition.stage];
                let level = limit.levels.iter().find(|(one, _)| *one == condition.stage);
                let level = level.map_or(Level::High, |(_, level)| *level);
                let (path, word) = match limit
                    .bout_min
                    .iter()
                    .find(|(one, _)| *one == condition.stage)
                {
                    Some((_, minutes)) if level == Level::High => {
                        ("bout_min", format!("{minutes} minutes at one go"))
                    }
                    _ => ("levels", level.as_str().to_owned()),
                };
                let firm = if finding.must {
                    ", and nothing may loosen it"
                } else {
                    ""
                };
                all.push(self.at(
                    &limit.origin,
                    &format!("/{path}/{}", stage.id),
                    format!(
                        "{}, {}: {word} ({}){firm}",
                        finding.name,
                        stage.name,
                        basis(limit.basis)
                    ),
                    &finding.sources,
                ));
                if let Some(key) = condition.irritability {
                    let one = &library.irritabilities[key];
                    let shifted = one.shifted(level, condition.stage, finding.must);
                    if shifted != level {
                        let says = format!(
                            "{}: {} instead of {}",
                            one.name,
                            shifted.as_str(),
                            level.as_str()
                        );
                        all.push(self.at(&one.origin, "/shift", says, &[]));
                    }
                }
            }
            Because::Stage(key) => {
                let stage = &library.stages[key];
                let says = format!(
                    "{}, for everyone: {}",
                    stage.name,
                    stage.caps.get(axis).as_str()
                );
                all.push(self.at(&stage.origin, &format!("/caps/{id}"), says, &stage.sources));
            }
            Because::Phase(programme, at) => {
                let programme = &library.programmes[programme];
                let Some(phase) = programme.phases.get(at) else {
                    return;
                };
                if let Some(limits) = &phase.limits {
                    let level = limits.levels.get(axis).as_str();
                    let finding = &library.findings[limits.finding].name;
                    let says = format!(
                        "{}, in place of the limits of “{finding}”: {level}",
                        phase.name
                    );
                    let path = format!("/levels/{id}");
                    all.push(self.at(&limits.origin, &path, says, &programme.sources));
                }
            }
            Because::Tolerance => {
                let level = scene.limits.levels.get(axis).as_str();
                let says = format!("the clinician's own limit: {level}");
                all.push(self.asked(&format!("/tolerance/{id}"), says));
            }
        }
    }

    /// What says how much a session may cost on a limited axis.
    pub(super) fn budget(&self, scene: &Scene<'_, '_>, axis: usize) -> Option<Record> {
        let library = self.library;
        let limit = scene.limits.on(axis)?;
        let budget = limit.budget?;
        let says = |name: &str| {
            format!(
                "{name}: a session may spend {budget} on each limited axis; low is free, moderate costs 1, high 2"
            )
        };
        let phase = scene.written;
        if phase.budget == Some(budget) {
            let cites = &library.programmes[scene.programme].sources;
            return Some(self.at(&phase.origin, "/budget", says(&phase.name), cites));
        }
        let of_condition = scene.situation.conditions.iter().map(|one| one.stage);
        let key = [scene.situation.stage]
            .into_iter()
            .chain(of_condition)
            .find(|&stage| library.stages[stage].budget == Some(budget))?;
        let stage = &library.stages[key];
        Some(self.at(&stage.origin, "/budget", says(&stage.name), &stage.sources))
    }
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Article => "article",
        Basis::Study => "study",
        Basis::Consensus => "consensus",
    }
}
