//! An exercise: its demands, ways and dials.

use regimen_figure::Figure;

use super::Linker;
use super::at::{At, texts};
use crate::diagnostic::{Diagnostic, codes};
use crate::format::exercise::{self as file, Demand};
use crate::format::vocabulary::Load;
use crate::level::Levels;
use crate::library::{self, EquipmentSet};

impl<'a> Linker<'a> {
    /// An exercise's picture: its own, or that of the one whose picture it shares.
    fn figure(
        &self,
        at: &At<'_, 'a>,
        one: &file::Exercise,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Figure> {
        let figure = one.figure.as_ref()?;
        let Some(other) = &figure.same_as else {
            return Some(figure.clone());
        };
        at.key(&self.exercises, other, "/figure/same_as", problems)?;
        let mut exercises = self.records.exercises.iter();
        let shared = exercises
            .find(|record| record.value.id.as_str() == other)
            .and_then(|record| record.value.figure.as_ref())
            .filter(|figure| figure.same_as.is_none());
        if shared.is_none() {
            problems.push(
                Diagnostic::new(
                    &codes::FIGURE_FAULT,
                    at.at("/figure/same_as"),
                    format!("`{other}` has no figure of its own to share"),
                )
                .help("Name the exercise whose figure has the poses."),
            );
        }
        shared.cloned()
    }

    pub(super) fn exercise(
        &self,
        at: &At<'_, 'a>,
        one: &file::Exercise,
        problems: &mut Vec<Diagnostic>,
    ) -> library::Exercise {
        let mut demands = Levels::NOTHING;
        let mut reasons = Vec::new();
        for (axis, demand) in &one.demands {
            let path = format!("/demands/{axis}");
            if let Some(key) = at.check_key(&self.axes, axis.as_str(), &path, problems) {
                demands = demands.with(key.index(), demand.level());
                if let Some(why) = Demand::why(demand) {
                    reasons.push((key, why.0.clone()));
                }
            }
        }
        let adds_load = |way: &file::Way| {
            way.equipment.iter().any(|id| {
                let mut pieces = self.records.equipment.iter().map(|piece| &piece.value);
                pieces.any(|piece| piece.id == *id && piece.load != Load::None)
            })
        };
        let ways = one
            .ways
            .iter()
            .enumerate()
            .map(|(index, way)| {
                let path = format!("/ways/{index}");
                let equipment = at.keys(
                    &self.equipment,
                    &way.equipment,
                    &format!("{path}/equipment"),
                    problems,
                );
                // Where no way brings a weight or a band of its own, any way can be loaded.
                let loaded = one.loadable && (adds_load(way) || !one.ways.iter().any(adds_load));
                library::Way {
                    needs: equipment
                        .iter()
                        .fold(EquipmentSet::EMPTY, |set, &piece| set.with(piece)),
                    equipment,
                    demands: at
                        .levels(&way.demands, &format!("{path}/demands"), problems)
                        .into_iter()
                        .fold(demands, |all, (axis, level)| all.with(axis, level)),
                    loaded,
                }
            })
            .collect();
        let mut turns: Vec<library::Turn> = one
            .dials
            .iter()
            .enumerate()
            .filter_map(|(index, turn)| {
                let path = format!("/dials/{index}");
                let dial = at.key(
                    &self.dials,
                    turn.dial.as_str(),
                    &format!("{path}/dial"),
                    problems,
                );
                let sets = at.levels(&turn.sets_demand, &format!("{path}/sets_demand"), problems);
                let same_as = at.maybe(
                    &self.exercises,
                    turn.same_as.as_ref(),
                    &format!("{path}/same_as"),
                    problems,
                );
                let needs = turn.needs.iter().enumerate().map(|(n, set)| {
                    at.keys(&self.equipment, set, &format!("{path}/needs/{n}"), problems)
                        .into_iter()
                        .fold(EquipmentSet::EMPTY, EquipmentSet::with)
                });
                let needs = needs.collect();
                Some(library::Turn {
                    id: turn.id.clone(),
                    // Only now, so that what else is wrong has been said.
                    dial: dial?,
                    how: turn.how.0.clone(),
                    sets,
                    dose: turn.dose.clone(),
                    same_as,
                    needs,
                    load_percent: turn.load_percent,
                    origin: at.origin(&path),
                })
            })
            .collect();
        // The pack says in which order dials are tried; within one dial the file's order counts.
        turns.sort_by_key(|turn| turn.dial);
        let figure = self.figure(at, one, problems);
        library::Exercise {
            id: one.id.clone(),
            deprecated: at.deprecated(&self.exercises, one.deprecated.as_ref(), problems),
            name: one.name.0.clone(),
            purpose: one.purpose.0.clone(),
            pattern: at.sure(&self.patterns, one.pattern.as_str(), "/pattern", problems),
            role: at.sure(&self.roles, one.role.as_str(), "/role", problems),
            position: at.sure(
                &self.positions,
                one.position.as_str(),
                "/position",
                problems,
            ),
            traits: at.keys(&self.traits, &one.traits, "/traits", problems),
            loadable: one.loadable,
            watch: one.watch.as_ref().map(|text| text.0.clone()),
            from_stage: at.maybe(
                &self.stages,
                one.from_stage.as_ref(),
                "/from_stage",
                problems,
            ),
            avoid_because: one.avoid_because.as_ref().map(|text| text.0.clone()),
            easier: at.keys(&self.exercises, &one.easier, "/easier", problems),
            harder: at.keys(&self.exercises, &one.harder, "/harder", problems),
            sources: at.keys(&self.references, &one.sources, "/sources", problems),
            steps: texts(&one.steps),
            cues: texts(&one.cues),
            faults: one.faults.clone(),
            dose: one.dose.clone(),
            pace: one.pace.clone(),
            demands,
            reasons,
            ways,
            turns,
            figure,
            link: one.link.clone(),
            origin: at.origin(""),
        }
    }
}
