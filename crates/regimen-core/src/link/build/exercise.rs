//! An exercise: its demands, ways and dials.

use regimen_figure::Figure;

use super::Linker;
use super::at::At;
use crate::diagnostic::{Diagnostic, codes};
use crate::format::exercise::{self as file, Demand};
use crate::format::vocabulary::Load;
use crate::level::Levels;
use crate::library::{self, EquipmentSet};

impl<'a> Linker<'a> {
    /// The picture of an exercise or of one of its turns: its own, or that of the exercise whose picture it shares.
    fn figure(
        &self,
        at: &At<'_, 'a>,
        figure: Option<Figure>,
        path: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Figure> {
        let figure = figure?;
        let Some(other) = &figure.same_as else {
            return Some(figure);
        };
        let path = format!("{path}/same_as");
        at.key(&self.exercises, other, format_args!("{path}"), problems)?;
        let shared = self.shared_figure(other);
        if shared.is_none() {
            problems.push(
                Diagnostic::new(
                    &codes::FIGURE_FAULT,
                    at.at(&path),
                    format!("`{other}` has no figure of its own to share"),
                )
                .help("Name the exercise whose figure has the poses."),
            );
        }
        shared.cloned()
    }

    /// The figure that an exercise has of its own, for others to share.
    fn shared_figure(&self, id: &str) -> Option<&Figure> {
        let outline = self.records.outline(id)?;
        let figure = outline.value.shared.as_ref()?;
        figure.same_as.is_none().then_some(figure)
    }

    /// The figure that an exercise is drawn with: its own, or the one that it shares.
    fn figure_of(&self, id: &str) -> Option<&Figure> {
        let outline = self.records.outline(id)?;
        let figure = outline.value.shared.as_ref()?;
        match &figure.same_as {
            Some(other) => self.shared_figure(other),
            None => Some(figure),
        }
    }

    fn ways(
        &self,
        at: &At<'_, 'a>,
        one: &file::Exercise,
        demands: Levels,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<library::Way> {
        let adds_load = |way: &file::Way| {
            way.equipment.iter().any(|id| {
                let mut pieces = self.records.equipment.iter().map(|piece| &piece.value);
                pieces.any(|piece| piece.id == *id && piece.load != Load::None)
            })
        };
        one.ways
            .iter()
            .enumerate()
            .map(|(index, way)| {
                let equipment = at.keys(
                    &self.equipment,
                    &way.equipment,
                    format_args!("/ways/{index}/equipment"),
                    problems,
                );
                // Where no way brings a weight or a band of its own, any way can be loaded.
                let loaded = one.loadable && (adds_load(way) || !one.ways.iter().any(adds_load));
                let changed = format_args!("/ways/{index}/demands");
                library::Way {
                    needs: equipment
                        .iter()
                        .fold(EquipmentSet::EMPTY, |set, &piece| set.with(piece)),
                    equipment,
                    demands: at
                        .levels(&way.demands, changed, problems)
                        .into_iter()
                        .fold(demands, |all, (axis, level)| all.with(axis, level)),
                    loaded,
                }
            })
            .collect()
    }

    fn turn(
        &self,
        at: &At<'_, 'a>,
        turn: file::Turn,
        path: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<library::Turn> {
        let dial = format_args!("{path}/dial");
        let dial = at.key(&self.dials, turn.dial.as_str(), dial, problems);
        let sets = format_args!("{path}/sets_demand");
        let sets = at.levels(&turn.sets_demand, sets, problems);
        let same_as = at.maybe(
            &self.exercises,
            turn.same_as.as_ref(),
            format_args!("{path}/same_as"),
            problems,
        );
        let needs = turn.needs.iter().enumerate().map(|(n, set)| {
            at.keys(
                &self.equipment,
                set,
                format_args!("{path}/needs/{n}"),
                problems,
            )
            .into_iter()
            .fold(EquipmentSet::EMPTY, EquipmentSet::with)
        });
        let needs = needs.collect();
        let figure = match (turn.figure, &turn.same_as) {
            // The same movement as another exercise looks like it.
            (None, Some(other)) => self.figure_of(other.as_str()).cloned(),
            (own, _) => self.figure(at, own, &format!("{path}/figure"), problems),
        };
        Some(library::Turn {
            id: turn.id,
            // Only now, so that what else is wrong has been said.
            dial: dial?,
            how: turn.how.0,
            sets,
            dose: turn.dose,
            same_as,
            needs,
            load_percent: turn.load_percent,
            figure,
            origin: at.origin(path),
        })
    }

    pub(super) fn exercise(
        &self,
        at: &At<'_, 'a>,
        one: file::Exercise,
        problems: &mut Vec<Diagnostic>,
    ) -> library::Exercise {
        let mut demands = Levels::NOTHING;
        let mut reasons = Vec::new();
        for (axis, demand) in &one.demands {
            let path = format_args!("/demands/{axis}");
            if let Some(key) = at.check_key(&self.axes, axis.as_str(), path, problems) {
                demands = demands.with(key.index(), demand.level());
                if let Some(why) = Demand::why(demand) {
                    reasons.push((key, why.0.clone()));
                }
            }
        }
        let ways = self.ways(at, &one, demands, problems);
        let turns = one.dials.into_iter().enumerate();
        let turns =
            turns.filter_map(|(n, turn)| self.turn(at, turn, &format!("/dials/{n}"), problems));
        let mut turns: Vec<library::Turn> = turns.collect();
        // The pack says in which order dials are tried; within one dial the file's order counts.
        turns.sort_by_key(|turn| turn.dial);
        let figure = self.figure(at, one.figure, "/figure", problems);
        library::Exercise {
            deprecated: at.deprecated(&self.exercises, one.deprecated.as_ref(), problems),
            name: one.name.0,
            purpose: one.purpose.0,
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
            watch: one.watch.map(|text| text.0),
            from_stage: at.maybe(
                &self.stages,
                one.from_stage.as_ref(),
                "/from_stage",
                problems,
            ),
            avoid_because: one.avoid_because.map(|text| text.0),
            easier: at.keys(&self.exercises, &one.easier, "/easier", problems),
            harder: at.keys(&self.exercises, &one.harder, "/harder", problems),
            sources: at.keys(&self.references, &one.sources, "/sources", problems),
            steps: one.steps.into_iter().map(|text| text.0).collect(),
            cues: one.cues.into_iter().map(|text| text.0).collect(),
            faults: one.faults,
            dose: one.dose,
            pace: one.pace,
            demands,
            reasons,
            ways,
            turns,
            figure,
            link: one.link,
            origin: at.origin(""),
            id: one.id,
        }
    }
}
