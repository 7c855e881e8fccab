//! Records into a library: every id becomes a key, or a problem.

use std::collections::BTreeSet;

use super::names::{Broken, Names};
use super::records::{Record, Records};
use super::within;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::digest;
use crate::format::exercise::Demand;
use crate::format::phrases::{self, Phrases, PhrasesFile};
use crate::format::vocabulary::Load;
use crate::format::{Kind, exercise as file, programme as programme_file};
use crate::level::{Level, Levels, MAX_AXES};
use crate::library::{self, EquipmentSet, Key, Keys, Library, Origin, Replaced, Table};
use crate::source::Sources;

/// One kind of record: its names for checking, its keys for linking.
struct Known<'a, T> {
    names: Names<'a>,
    keys: Keys<T>,
}

/// Links everything. A library comes back even where problems were found, or nothing where a kind of
/// record that plans cannot do without is missing; the caller drops it if there were errors.
pub(super) fn library(
    sources: &Sources,
    records: &Records,
    problems: &mut Vec<Diagnostic>,
) -> Option<Library> {
    let linker = Linker::new(sources, records, problems);
    linker.library(problems)
}

struct Linker<'a> {
    sources: &'a Sources,
    records: &'a Records,
    axes: Known<'a, library::Axis>,
    equipment: Known<'a, library::Equipment>,
    parts: Known<'a, library::Part>,
    patterns: Known<'a, library::Pattern>,
    roles: Known<'a, library::Role>,
    positions: Known<'a, library::Position>,
    traits: Known<'a, library::Trait>,
    stages: Known<'a, library::Stage>,
    dials: Known<'a, library::Dial>,
    references: Known<'a, library::Reference>,
    findings: Known<'a, library::Finding>,
    red_flags: Known<'a, library::RedFlag>,
    exercises: Known<'a, library::Exercise>,
}

impl<'a> Linker<'a> {
    fn new(
        sources: &'a Sources,
        records: &'a Records,
        problems: &mut Vec<Diagnostic>,
    ) -> Linker<'a> {
        macro_rules! known {
            ($field:ident, $kind:ident, $what:literal) => {{
                let broken = records.broken.get(&Kind::$kind);
                let broken = if Kind::$kind.folder().is_some() {
                    Broken::These(broken)
                } else {
                    Broken::Any(broken.is_some())
                };
                let names = Names::new(
                    $what,
                    &records.$field,
                    |value| value.id.as_str(),
                    broken,
                    &records.packs,
                    problems,
                );
                let keys = Keys::new(records.$field.iter().map(|one| one.value.id.as_str()));
                Known { names, keys }
            }};
        }
        // Nothing points at these by id: only duplicates among them are looked for.
        unique("never rules", &records.nevers, records, problems);
        unique("ladders", &records.ladders, records, problems);
        unique("programmes", &records.programmes, records, problems);
        let linker = Linker {
            axes: known!(axes, Axes, "axes"),
            equipment: known!(equipment, Equipment, "equipment"),
            parts: known!(parts, Patterns, "parts"),
            patterns: known!(patterns, Patterns, "patterns"),
            roles: known!(roles, Patterns, "roles"),
            positions: known!(positions, Patterns, "positions"),
            traits: known!(traits, Patterns, "traits"),
            stages: known!(stages, Stages, "stages"),
            dials: known!(dials, Dials, "dials"),
            references: known!(references, References, "references"),
            findings: known!(findings, Finding, "findings"),
            red_flags: known!(red_flags, Screen, "red flags"),
            exercises: known!(exercises, Exercise, "exercises"),
            sources,
            records,
        };
        linker.room(problems);
        linker
    }

    /// The engine's fixed room: axes and equipment are bits of one word.
    fn room(&self, problems: &mut Vec<Diagnostic>) {
        if let Some(extra) = self.records.axes.get(MAX_AXES) {
            problems.push(Diagnostic::error(
                &codes::TOO_MANY,
                within(extra, "/id"),
                format!("there are more than {MAX_AXES} axes"),
            ));
        }
        if let Some(extra) = self.records.equipment.get(EquipmentSet::MAX) {
            problems.push(Diagnostic::error(
                &codes::TOO_MANY,
                within(extra, "/id"),
                format!(
                    "there are more than {} kinds of equipment",
                    EquipmentSet::MAX
                ),
            ));
        }
        if let Some(extra) = self.records.exercises.get(library::MAX_RECORDS) {
            problems.push(Diagnostic::error(
                &codes::TOO_MANY,
                within(extra, "/id"),
                format!("there are more than {} exercises", library::MAX_RECORDS),
            ));
        }
    }

    fn library(&self, problems: &mut Vec<Diagnostic>) -> Option<Library> {
        let parts = table(&self.records.parts, |one| library::Part {
            id: one.id.clone(),
            name: one.name.0.clone(),
        });
        let axes = table(&self.records.axes, |one| library::Axis {
            id: one.id.clone(),
            name: one.name.0.clone(),
            meaning: one.meaning.0.clone(),
        });
        let equipment = table(&self.records.equipment, |one| library::Equipment {
            id: one.id.clone(),
            name: one.name.0.clone(),
            load: one.load,
        });
        let roles = table(&self.records.roles, |one| library::Role {
            id: one.id.clone(),
            name: one.name.0.clone(),
        });
        let positions = table(&self.records.positions, |one| library::Position {
            id: one.id.clone(),
            name: one.name.0.clone(),
        });
        let dials = table(&self.records.dials, |one| library::Dial {
            id: one.id.clone(),
            name: one.name.0.clone(),
            meaning: one.meaning.0.clone(),
        });
        let patterns = self.each(&self.records.patterns, problems, |at, one, problems| {
            library::Pattern {
                id: one.id.clone(),
                name: one.name.0.clone(),
                part: at.maybe(&self.parts, one.part.as_ref(), "/part", problems),
            }
        });
        let traits = self.each(&self.records.traits, problems, |at, one, problems| {
            library::Trait {
                id: one.id.clone(),
                name: one.name.0.clone(),
                opposite: at.maybe(&self.traits, one.opposite.as_ref(), "/opposite", problems),
            }
        });
        let references = self.each(&self.records.references, problems, |at, one, _| {
            library::Reference {
                cite: one.clone(),
                origin: at.origin(""),
            }
        });
        let stages = self.each(&self.records.stages, problems, |at, one, problems| {
            at.keys(&self.references, &one.sources, "/sources", problems);
            let caps = at.levels(&one.caps, "/caps", problems);
            library::Stage {
                id: one.id.clone(),
                name: one.name.0.clone(),
                meaning: one.meaning.0.clone(),
                caps: caps
                    .into_iter()
                    .fold(Levels::UNLIMITED, |all, (axis, level)| {
                        all.with(axis, level)
                    }),
                origin: at.origin(""),
            }
        });
        let findings = self.each(&self.records.findings, problems, |at, one, problems| {
            self.finding(&at, one, problems)
        });
        let red_flags = self.each(&self.records.red_flags, problems, |at, one, problems| {
            library::RedFlag {
                id: one.id.clone(),
                question: one.question.0.clone(),
                urgency: one.urgency,
                action: one.action.0.clone(),
                why: one.why.0.clone(),
                implies: at.maybe(&self.findings, one.implies.as_ref(), "/implies", problems),
                sources: at.keys(&self.references, &one.sources, "/sources", problems),
                origin: at.origin(""),
            }
        });
        let exercises = self.each(&self.records.exercises, problems, |at, one, problems| {
            self.exercise(&at, one, problems)
        });
        let substitutions = self
            .records
            .substitutions
            .iter()
            .filter_map(|record| {
                let at = At {
                    linker: self,
                    place: &Spot::of(record),
                };
                self.substitution(&at, &record.value, problems)
            })
            .collect();
        let nevers = self.each(&self.records.nevers, problems, |at, one, problems| {
            self.never(&at, one, problems)
        });
        let ladders = self.each(&self.records.ladders, problems, |at, one, problems| {
            at.key(&self.axes, one.trains.as_str(), "/trains", problems);
            at.keys(&self.references, &one.sources, "/sources", problems);
            library::Ladder {
                id: one.id.clone(),
                name: one.name.0.clone(),
                rungs: one
                    .rungs
                    .iter()
                    .enumerate()
                    .map(|(rung, file)| library::Rung {
                        any_of: at.keys(
                            &self.exercises,
                            &file.any_of,
                            &format!("/rungs/{rung}/any_of"),
                            problems,
                        ),
                        climb_when: texts(&file.climb_when),
                    })
                    .collect(),
                origin: at.origin(""),
            }
        });
        let programmes = self.each(&self.records.programmes, problems, |at, one, problems| {
            self.programme(&at, one, problems)
        });
        self.needed(problems);
        let phrases = self.phrases(problems)?;
        let response = self.records.responses.last()?;
        let at = At {
            linker: self,
            place: &Spot::of(response),
        };
        at.keys(
            &self.references,
            &response.value.sources,
            "/sources",
            problems,
        );
        Some(Library {
            packs: self.packs(),
            axes,
            equipment,
            parts,
            patterns,
            roles,
            positions,
            traits,
            stages,
            dials,
            references,
            findings,
            red_flags,
            many_provocations: self
                .records
                .many_provocations
                .last()
                .map(|record| record.value.clone()),
            exercises,
            substitutions,
            nevers,
            ladders,
            programmes,
            response: response.value.clone(),
            phrases,
        })
    }

    fn packs(&self) -> Vec<library::Pack> {
        self.records
            .packs
            .iter()
            .map(|pack| library::Pack {
                name: pack.manifest.name.clone(),
                version: pack.version.clone(),
                title: pack.manifest.title.0.clone(),
                summary: pack.manifest.summary.0.clone(),
                languages: pack.manifest.languages.clone(),
                licence: pack.manifest.licence.0.clone(),
                reviews: pack.manifest.reviewed.len(),
                digest: digest::of_files(pack.folder.files.iter().map(|&file| {
                    let file = self.sources.file(file);
                    (file.inner.as_str(), file.text())
                })),
                built_in: pack.folder.built_in,
                folder: pack.folder.path.clone(),
            })
            .collect()
    }

    /// What no plan can be made without.
    fn needed(&self, problems: &mut Vec<Diagnostic>) {
        let Some(pack) = self.records.packs.first() else {
            return;
        };
        let mut need = |kind: Kind, there: bool| {
            if !there
                && !self.records.broken.contains_key(&kind)
                && let Some(name) = kind.file()
            {
                problems.push(
                    Diagnostic::error(
                        &codes::MISSING_FILE,
                        Place::file(pack.file),
                        format!("no loaded pack has a {name}"),
                    )
                    .help(format!(
                        "Add a {name} to a pack, or load a pack that has one. `regimen schema {}` says what goes in it.",
                        kind.name()
                    )),
                );
            }
        };
        need(Kind::Axes, !self.records.axes.is_empty());
        need(Kind::Patterns, !self.records.patterns.is_empty());
        need(Kind::Stages, !self.records.stages.is_empty());
        need(Kind::Screen, !self.records.red_flags.is_empty());
        need(Kind::Response, !self.records.responses.is_empty());
        need(Kind::Phrases, !self.records.phrases.is_empty());
        for extra in self.records.responses.iter().skip(1) {
            problems.push(
                Diagnostic::error(
                    &codes::DUPLICATE,
                    Place::file(extra.file),
                    "there are two response.toml",
                )
                .also(
                    Place::file(
                        self.records.responses[..]
                            .first()
                            .map_or(extra.file, |r| r.file),
                    ),
                    "and this one",
                )
                .help("Only one of the loaded packs may say how training is judged."),
            );
        }
    }

    /// Every phrase, complete: a later pack's wording goes before an earlier one's.
    fn phrases(&self, problems: &mut Vec<Diagnostic>) -> Option<Phrases> {
        for record in &self.records.phrases {
            for (key, text) in record.value.given() {
                let allowed = phrases::ALL
                    .iter()
                    .find(|(name, _)| *name == key)
                    .map_or(&[][..], |(_, blanks)| blanks);
                for blank in phrases::blanks(text) {
                    if !allowed.contains(&blank) {
                        let help = if allowed.is_empty() {
                            "This phrase has no blanks.".to_owned()
                        } else {
                            format!("Its blanks are: {{{}}}.", allowed.join("}, {"))
                        };
                        problems.push(
                            Diagnostic::error(
                                &codes::BAD_PHRASE,
                                within(record, &format!("/{key}")),
                                format!("the phrase has no blank `{{{}}}`", blank.escape_debug()),
                            )
                            .help(help),
                        );
                    }
                }
            }
        }
        let files: Vec<&PhrasesFile> = self
            .records
            .phrases
            .iter()
            .rev()
            .map(|record| &record.value)
            .collect();
        match Phrases::gather(&files) {
            Ok(phrases) => Some(phrases),
            Err(missing) => {
                if let Some(record) = self.records.phrases.first() {
                    for key in missing {
                        problems.push(
                            Diagnostic::error(
                                &codes::MISSING_PHRASE,
                                Place::file(record.file),
                                format!("the phrase `{key}` is missing"),
                            )
                            .help(format!("Add a line `{key} = \"…\"`.")),
                        );
                    }
                }
                None
            }
        }
    }

    fn finding(
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
                    &format!("/cleared_by/{index}"),
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
                    &format!("{path}/axis"),
                    problems,
                )?;
                Some(library::Limit {
                    axis,
                    levels: at.by_stage(&limit.levels, &format!("{path}/levels"), problems),
                    bout_min: at.by_stage(&limit.bout_min, &format!("{path}/bout_min"), problems),
                    why: limit.why.0.clone(),
                    basis: limit.basis,
                    origin: at.origin(&path),
                })
            })
            .collect();
        library::Finding {
            id: one.id.clone(),
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
            sources: at.keys(&self.references, &one.sources, "/sources", problems),
            origin: at.origin(""),
        }
    }

    fn exercise(
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
        let ways =
            one.ways
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
                    let loaded = one.loadable
                        && (way.equipment.iter().any(|id| {
                            self.records.equipment.iter().any(|piece| {
                                piece.value.id == *id && piece.value.load != Load::None
                            })
                        }) || !one.ways.iter().any(|way| {
                            way.equipment.iter().any(|id| {
                                self.records.equipment.iter().any(|piece| {
                                    piece.value.id == *id && piece.value.load != Load::None
                                })
                            })
                        }));
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
                )?;
                Some(library::Turn {
                    id: turn.id.clone(),
                    dial,
                    how: turn.how.0.clone(),
                    sets: at.levels(&turn.sets_demand, &format!("{path}/sets_demand"), problems),
                    dose: turn.dose.clone(),
                    same_as: at.maybe(
                        &self.exercises,
                        turn.same_as.as_ref(),
                        &format!("{path}/same_as"),
                        problems,
                    ),
                    needs: turn
                        .needs
                        .iter()
                        .enumerate()
                        .map(|(n, set)| {
                            at.keys(&self.equipment, set, &format!("{path}/needs/{n}"), problems)
                                .into_iter()
                                .fold(EquipmentSet::EMPTY, EquipmentSet::with)
                        })
                        .collect(),
                    origin: at.origin(&path),
                })
            })
            .collect();
        // The pack says in which order dials are tried; within one dial the file's order counts.
        turns.sort_by_key(|turn| turn.dial);
        library::Exercise {
            id: one.id.clone(),
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
            origin: at.origin(""),
        }
    }

    fn substitution(
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

    fn never(
        &self,
        at: &At<'_, 'a>,
        one: &crate::format::never::Never,
        problems: &mut Vec<Diagnostic>,
    ) -> library::Never {
        let mut exercises = at.keys(&self.exercises, &one.exercises, "/exercises", problems);
        let patterns = at.keys(&self.patterns, &one.patterns, "/patterns", problems);
        for record in &self.records.exercises {
            let pattern = self.patterns.keys.find(record.value.pattern.as_str());
            if pattern.is_some_and(|pattern| patterns.contains(&pattern))
                && let Some(key) = self.exercises.keys.find(record.value.id.as_str())
                && !exercises.contains(&key)
            {
                exercises.push(key);
            }
        }
        at.keys(&self.references, &one.sources, "/sources", problems);
        library::Never {
            id: one.id.clone(),
            finding: at.maybe(&self.findings, one.finding.as_ref(), "/finding", problems),
            stages: at.keys(&self.stages, &one.stages, "/stages", problems),
            exercises,
            why: one.why.0.clone(),
            origin: at.origin(""),
        }
    }

    fn programme(
        &self,
        at: &At<'_, 'a>,
        one: &programme_file::Programme,
        problems: &mut Vec<Diagnostic>,
    ) -> library::Programme {
        let sessions = one
            .sessions
            .iter()
            .enumerate()
            .map(|(s, session)| library::Session {
                id: session.id.clone(),
                name: session.name.0.clone(),
                min_items: session.min_items,
                minutes: session.minutes,
                slots: session
                    .slots
                    .iter()
                    .enumerate()
                    .map(|(index, slot)| {
                        let path = format!("/sessions/{s}/slots/{index}");
                        library::Slot {
                            id: slot.id.clone(),
                            exercise: at.sure(
                                &self.exercises,
                                slot.exercise.as_str(),
                                &format!("{path}/exercise"),
                                problems,
                            ),
                            priority: slot.priority,
                            warm_up: slot.warm_up,
                            dose: slot.dose.clone(),
                            origin: at.origin(&path),
                        }
                    })
                    .collect(),
            })
            .collect();
        let order = one
            .schedule
            .order
            .iter()
            .filter_map(|id| one.sessions.iter().position(|session| session.id == *id))
            .collect();
        library::Programme {
            id: one.id.clone(),
            name: one.name.0.clone(),
            summary: one.summary.0.clone(),
            for_whom: texts(&one.for_whom),
            not_for: texts(&one.not_for),
            rank: one.rank,
            only_with: at.keys(&self.findings, &one.only_with, "/only_with", problems),
            never_with: at.keys(&self.findings, &one.never_with, "/never_with", problems),
            sources: at.keys(&self.references, &one.sources, "/sources", problems),
            days: one.schedule.days.clone(),
            order,
            rest_days: one.schedule.rest_days,
            changeover_s: one.schedule.changeover_s,
            phases: one
                .phases
                .iter()
                .map(|phase| library::Phase {
                    id: phase.id.clone(),
                    name: phase.name.0.clone(),
                    weeks: phase.weeks,
                    aim: phase.aim.0.clone(),
                    how: texts(&phase.how),
                    opens_when: texts(&phase.opens_when),
                })
                .collect(),
            sessions,
            afterwards: texts(&one.afterwards),
            origin: at.origin(""),
        }
    }

    fn each<'r, F, T>(
        &self,
        records: &'r [Record<F>],
        problems: &mut Vec<Diagnostic>,
        make: impl Fn(At<'_, 'a>, &'r F, &mut Vec<Diagnostic>) -> T,
    ) -> Table<T>
    where
        F: HasId,
    {
        let rows: Vec<(String, T)> = records
            .iter()
            .map(|record| {
                let at = At {
                    linker: self,
                    place: &Spot::of(record),
                };
                (
                    record.value.id().to_owned(),
                    make(at, &record.value, problems),
                )
            })
            .collect();
        Table::new(rows)
    }
}

/// Reports the second record with an id, where nothing else asks for the names.
fn unique<T: HasId>(
    what: &'static str,
    list: &[Record<T>],
    records: &Records,
    problems: &mut Vec<Diagnostic>,
) {
    Names::new(
        what,
        list,
        HasId::id,
        Broken::Any(false),
        &records.packs,
        problems,
    );
}

/// Where the record that is being linked stands.
struct Spot {
    file: crate::source::FileId,
    pointer: String,
    pack: usize,
}

impl Spot {
    fn of<T>(record: &Record<T>) -> Spot {
        Spot {
            file: record.file,
            pointer: record.pointer.clone(),
            pack: record.pack,
        }
    }
}

struct At<'s, 'a> {
    linker: &'s Linker<'a>,
    place: &'s Spot,
}

impl At<'_, '_> {
    fn at(&self, path: &str) -> Place {
        Place::value(self.place.file, format!("{}{path}", self.place.pointer))
    }

    fn origin(&self, path: &str) -> Origin {
        let pack = self
            .linker
            .records
            .packs
            .get(self.place.pack)
            .map_or("", |pack| pack.manifest.name.as_str());
        let inner = &self.linker.sources.file(self.place.file).inner;
        Origin {
            place: self.at(path),
            name: format!("{pack}/{inner}#{}{path}", self.place.pointer),
        }
    }

    fn key<T>(
        &self,
        known: &Known<'_, T>,
        id: &str,
        path: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Key<T>> {
        known
            .names
            .check(id, self.place.pack, self.at(path), problems)
            .then(|| known.keys.find(id))
            .flatten()
    }

    /// Like [`At::key`], but the id is a key of a table: the problem points at the key.
    fn check_key<T>(
        &self,
        known: &Known<'_, T>,
        id: &str,
        path: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Key<T>> {
        let place = Place::key(self.place.file, format!("{}{path}", self.place.pointer));
        known
            .names
            .check(id, self.place.pack, place, problems)
            .then(|| known.keys.find(id))
            .flatten()
    }

    fn maybe<T, I: AsRef<str>>(
        &self,
        known: &Known<'_, T>,
        id: Option<&I>,
        path: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Key<T>> {
        self.key(known, id?.as_ref(), path, problems)
    }

    /// A key that the record cannot do without. Where the id dangles, an error was reported, the library
    /// is dropped, and the first key stands in until then.
    fn sure<T>(
        &self,
        known: &Known<'_, T>,
        id: &str,
        path: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> Key<T> {
        self.key(known, id, path, problems)
            .unwrap_or_else(Key::stand_in)
    }

    fn keys<T, I: AsRef<str>>(
        &self,
        known: &Known<'_, T>,
        ids: &[I],
        path: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<Key<T>> {
        let mut seen = BTreeSet::new();
        let mut keys = Vec::new();
        for (index, id) in ids.iter().enumerate() {
            let path = format!("{path}/{index}");
            if !seen.insert(id.as_ref()) {
                problems.push(Diagnostic::error(
                    &codes::TWICE,
                    self.at(&path),
                    format!("`{}` stands in this list twice", id.as_ref()),
                ));
            }
            keys.extend(self.key(known, id.as_ref(), &path, problems));
        }
        keys
    }

    fn levels(
        &self,
        levels: &std::collections::BTreeMap<crate::id::AxisId, Level>,
        path: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<(usize, Level)> {
        levels
            .iter()
            .filter_map(|(axis, &level)| {
                let path = format!("{path}/{axis}");
                let key = self.check_key(&self.linker.axes, axis.as_str(), &path, problems)?;
                Some((key.index(), level))
            })
            .collect()
    }

    fn by_stage<V: Copy>(
        &self,
        values: &std::collections::BTreeMap<crate::id::StageId, V>,
        path: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<(Key<library::Stage>, V)> {
        let mut found: Vec<_> = values
            .iter()
            .filter_map(|(stage, &value)| {
                let path = format!("{path}/{stage}");
                let key = self.check_key(&self.linker.stages, stage.as_str(), &path, problems)?;
                Some((key, value))
            })
            .collect();
        found.sort_by_key(|(stage, _)| *stage);
        found
    }
}

fn texts(texts: &[crate::format::common::Text]) -> Vec<String> {
    texts.iter().map(|text| text.0.clone()).collect()
}

fn table<F: HasId, T>(records: &[Record<F>], make: impl Fn(&F) -> T) -> Table<T> {
    Table::new(
        records
            .iter()
            .map(|record| (record.value.id().to_owned(), make(&record.value))),
    )
}

/// A record of a file that has an id.
trait HasId {
    fn id(&self) -> &str;
}

macro_rules! has_id {
    ($($kind:ty),* $(,)?) => {$(
        impl HasId for $kind {
            fn id(&self) -> &str {
                self.id.as_str()
            }
        }
    )*};
}

has_id! {
    crate::format::vocabulary::Axis,
    crate::format::vocabulary::Equipment,
    crate::format::vocabulary::Part,
    crate::format::vocabulary::Pattern,
    crate::format::vocabulary::Role,
    crate::format::vocabulary::Position,
    crate::format::vocabulary::Trait,
    crate::format::vocabulary::Stage,
    crate::format::vocabulary::Dial,
    crate::format::references::Reference,
    crate::format::finding::Finding,
    crate::format::screen::RedFlag,
    crate::format::exercise::Exercise,
    crate::format::never::Never,
    crate::format::ladder::Ladder,
    crate::format::programme::Programme,
}
