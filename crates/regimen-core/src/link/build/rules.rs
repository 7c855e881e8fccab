//! Findings, substitutions and never rules: what steers the choice of exercises.

use super::Linker;
use super::at::{At, texts};
use crate::diagnostic::Diagnostic;
use crate::level::Levels;
use crate::library::{self, Key, Replaced};

impl<'a> Linker<'a> {
    pub(super) fn finding(
        &self,
        at: &At<'_, 'a>,
        one: &crate::format::finding::Finding,
        problems: &mut Vec<Diagnostic>,
    ) -> library::Finding {
        for (index, id) in one.cleared_by.iter().enumerate() {
            if id != one.id.as_str() {
                at.key(
                    &self.red_flags,
                    id,
                    format_args!("/cleared_by/{index}"),
                    problems,
                );
            }
        }
        let limits = one
            .limits
            .iter()
            .enumerate()
            .filter_map(|(index, limit)| {
                let path = format!("/limits/{index}");
                let axis = at.key(
                    &self.axes,
                    limit.axis.as_str(),
                    format_args!("{path}/axis"),
                    problems,
                );
                let levels = at.by_stage(&limit.levels, format_args!("{path}/levels"), problems);
                let bouts = at.by_stage(&limit.bout_min, format_args!("{path}/bout_min"), problems);
                Some(library::Limit {
                    // Only now, so that what else is wrong has been said.
                    axis: axis?,
                    levels,
                    bout_min: bouts,
                    why: limit.why.0.clone(),
                    basis: limit.basis,
                    origin: at.origin(&path),
                })
            })
            .collect();
        library::Finding {
            id: one.id.clone(),
            deprecated: at.deprecated(&self.findings, one.deprecated.as_ref(), problems),
            name: one.name.0.clone(),
            kind: one.kind,
            ask: one.ask.0.clone(),
            meaning: one.meaning.0.clone(),
            must: one.must,
            clearance: one.refer.as_ref().map(|refer| library::Clearance {
                by: one.cleared_by.clone(),
                urgency: refer.urgency,
                action: refer.action.0.clone(),
            }),
            prefers: at.keys(&self.traits, &one.prefers, "/prefers", problems),
            advice: texts(&one.advice),
            limits,
            caps: at.by_stage(&one.caps, "/caps", problems),
            sources: at.keys(&self.references, &one.sources, "/sources", problems),
            origin: at.origin(""),
        }
    }

    pub(super) fn substitution(
        &self,
        at: &At<'_, 'a>,
        one: &crate::format::substitutions::Substitution,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<library::Substitution> {
        let exercise = at.maybe(&self.exercises, one.from.as_ref(), "/from", problems);
        let pattern = at.maybe(
            &self.patterns,
            one.from_pattern.as_ref(),
            "/from_pattern",
            problems,
        );
        let to = at.keys(&self.exercises, &one.to, "/to", problems);
        let because = at
            .keys(&self.axes, &one.because, "/because", problems)
            .into_iter()
            .map(Key::index)
            .collect();
        let until = at.maybe(&self.stages, one.until.as_ref(), "/until", problems);
        let sources = at.keys(&self.references, &one.sources, "/sources", problems);
        let from = match (exercise, pattern) {
            (Some(exercise), None) => Replaced::Exercise(exercise),
            (None, Some(pattern)) => Replaced::Pattern(pattern),
            _ => return None,
        };
        Some(library::Substitution {
            from,
            to,
            because,
            when: one.when.0.clone(),
            why: one.why.0.clone(),
            until,
            sources,
            origin: at.origin(""),
        })
    }

    pub(super) fn ladder(
        &self,
        at: &At<'_, 'a>,
        one: &crate::format::ladder::Ladder,
        exercises: &library::Table<library::Exercise>,
        problems: &mut Vec<Diagnostic>,
    ) -> library::Ladder {
        at.key(&self.axes, one.trains.as_str(), "/trains", problems);
        let sources = at.keys(&self.references, &one.sources, "/sources", problems);
        let rungs = one.rungs.iter().enumerate().map(|(rung, file)| {
            let path = format!("/rungs/{rung}");
            let any_of = at.keys(
                &self.exercises,
                &file.any_of,
                format_args!("{path}/any_of"),
                problems,
            );
            let form = file.form.as_ref().map(|form| {
                let base = any_of
                    .first()
                    .and_then(|&key| exercises.rows().get(key.index()));
                let own = base.map_or(Levels::NOTHING, |one| one.demands);
                library::Form {
                    id: form.id.clone(),
                    name: form.name.0.clone(),
                    how: form.how.0.clone(),
                    dose: base.map_or_else(|| form.dose.clone(), |one| one.dose.with(&form.dose)),
                    demands: at
                        .levels(&form.demands, format_args!("{path}/form/demands"), problems)
                        .into_iter()
                        .fold(own, |all, (axis, level)| all.with(axis, level)),
                }
            });
            library::Rung {
                any_of,
                form,
                climb_when: texts(&file.climb_when),
            }
        });
        let rungs = rungs.collect();
        library::Ladder {
            id: one.id.clone(),
            name: one.name.0.clone(),
            enter_when: texts(&one.enter_when),
            on_the_way: texts(&one.on_the_way),
            rungs,
            sources,
            origin: at.origin(""),
        }
    }

    pub(super) fn never(
        &self,
        at: &At<'_, 'a>,
        one: &crate::format::never::Never,
        problems: &mut Vec<Diagnostic>,
    ) -> library::Never {
        let mut exercises =
            at.keys_of_a_guard(&self.exercises, &one.exercises, "/exercises", problems);
        let patterns = at.keys_of_a_guard(&self.patterns, &one.patterns, "/patterns", problems);
        for record in &self.records.outlines {
            let pattern = self.patterns.keys.find(record.value.pattern.as_str());
            if pattern.is_some_and(|pattern| patterns.contains(&pattern))
                && let Some(key) = self.exercises.keys.find(record.value.id.as_str())
                && !exercises.contains(&key)
            {
                exercises.push(key);
            }
        }
        let sources = at.keys(&self.references, &one.sources, "/sources", problems);
        library::Never {
            id: one.id.clone(),
            finding: at.maybe(&self.findings, one.finding.as_ref(), "/finding", problems),
            stages: at.keys_of_a_guard(&self.stages, &one.stages, "/stages", problems),
            exercises,
            why: one.why.0.clone(),
            sources,
            origin: at.origin(""),
        }
    }
}
