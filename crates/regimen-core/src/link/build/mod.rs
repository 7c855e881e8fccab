//! Records into a library: every id becomes a key, or a problem.

mod at;
mod cases;
mod exercise;
mod needed;
mod programme;
mod rules;

use at::{At, HasId, Spot, table};

use super::left_out::Keep;
use super::names::{Broken, MOST_COMPARED, Names};
use super::records::{AT_ONCE, Record, Records};
use super::within;
use crate::cases::Case;
use crate::diagnostic::{Diagnostic, codes};
use crate::digest;
use crate::format::Kind;
use crate::format::exercise::Exercise;
use crate::level::{Level, Levels, MAX_AXES};
use crate::library::{self, EquipmentSet, Keys, Languages, Library, Table};
use crate::parallel;
use crate::source::Sources;

/// One kind of record: its names for checking, its keys for linking.
struct Known<'a, T> {
    names: Names<'a>,
    keys: Keys<T>,
}

/// Links everything. A library comes back even where problems were found, or nothing where a kind of
/// record that plans cannot do without is missing; the caller drops it, and the cases, if there were errors.
pub(super) fn library(
    sources: &Sources,
    records: &mut Records,
    languages: Languages,
    keep: &mut Keep<'_>,
    problems: &mut Vec<Diagnostic>,
) -> (Option<Library>, Vec<Case>) {
    let exercises = records.take_exercises();
    let linker = Linker::new(sources, records, problems);
    let library = linker.library(exercises, languages, keep, problems);
    let cases = linker.cases(library.as_ref(), problems);
    linker.say_what_was_meant(problems);
    (library, cases)
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
    irritabilities: Known<'a, library::Irritability>,
    dials: Known<'a, library::Dial>,
    references: Known<'a, library::Reference>,
    findings: Known<'a, library::Finding>,
    red_flags: Known<'a, library::RedFlag>,
    exercises: Known<'a, library::Exercise>,
    nevers: Known<'a, library::Never>,
    programmes: Known<'a, library::Programme>,
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
        // Nothing points at a ladder by id: only duplicates among them are looked for.
        unique("ladders", &records.ladders, records, problems);
        let linker = Linker {
            axes: known!(axes, Axes, "axes"),
            equipment: known!(equipment, Equipment, "equipment"),
            parts: known!(parts, Patterns, "parts"),
            patterns: known!(patterns, Patterns, "patterns"),
            roles: known!(roles, Patterns, "roles"),
            positions: known!(positions, Patterns, "positions"),
            traits: known!(traits, Patterns, "traits"),
            stages: known!(stages, Stages, "stages"),
            irritabilities: known!(irritabilities, Stages, "irritabilities"),
            dials: known!(dials, Dials, "dials"),
            references: known!(references, References, "references"),
            findings: known!(findings, Finding, "findings"),
            red_flags: known!(red_flags, Screen, "red flags"),
            exercises: known!(outlines, Exercise, "exercises"),
            nevers: known!(nevers, Never, "never rules"),
            programmes: known!(programmes, Programme, "programmes"),
            sources,
            records,
        };
        linker.room(problems);
        linker
    }

    /// Says of each id that is missing what was meant by it, if that is known.
    fn say_what_was_meant(&self, problems: &mut [Diagnostic]) {
        macro_rules! each {
            ($($field:ident),* $(,)?) => {
                // Does not compile once a kind of record is left out.
                let Self { sources: _, records: _, $($field),* } = self;
                $($field.names.say_what_was_meant(MOST_COMPARED, problems);)*
            };
        }
        each!(
            axes,
            equipment,
            parts,
            patterns,
            roles,
            positions,
            traits,
            stages,
            irritabilities,
            dials,
            references,
            findings,
            red_flags,
            exercises,
            nevers,
            programmes,
        );
    }

    /// The engine's fixed room: axes and equipment are bits of one word.
    fn room(&self, problems: &mut Vec<Diagnostic>) {
        if let Some(extra) = self.records.axes.get(MAX_AXES) {
            problems.push(Diagnostic::new(
                &codes::TOO_MANY,
                within(extra, "/id"),
                format!("there are more than {MAX_AXES} axes"),
            ));
        }
        if let Some(extra) = self.records.equipment.get(EquipmentSet::MAX) {
            problems.push(Diagnostic::new(
                &codes::TOO_MANY,
                within(extra, "/id"),
                format!(
                    "there are more than {} kinds of equipment",
                    EquipmentSet::MAX
                ),
            ));
        }
        if let Some(extra) = self.records.traits.get(library::MAX_TRAITS) {
            problems.push(Diagnostic::new(
                &codes::TOO_MANY,
                within(extra, "/id"),
                format!("there are more than {} traits", library::MAX_TRAITS),
            ));
        }
        if let Some(extra) = self.records.outlines.get(library::MAX_RECORDS) {
            problems.push(Diagnostic::new(
                &codes::TOO_MANY,
                within(extra, "/id"),
                format!("there are more than {} exercises", library::MAX_RECORDS),
            ));
        }
    }

    fn library(
        &self,
        exercises: Vec<Record<Exercise>>,
        languages: Languages,
        keep: &mut Keep<'_>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Library> {
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
        let dials = self.each(&self.records.dials, problems, |at, one, problems| {
            if let Some(volume) = &one.volume {
                at.keys(
                    &self.references,
                    &volume.sources,
                    "/volume/sources",
                    problems,
                );
            }
            library::Dial {
                id: one.id.clone(),
                name: one.name.0.clone(),
                meaning: one.meaning.0.clone(),
                how: one.how.as_ref().map(|text| text.0.clone()),
                volume_from_percent: one.volume.as_ref().map(|volume| volume.from_percent),
                needs: one.needs.clone(),
                origin: at.origin(""),
            }
        });
        let irritabilities = self.each(
            &self.records.irritabilities,
            problems,
            |at, one, problems| {
                at.keys(&self.references, &one.sources, "/sources", problems);
                library::Irritability {
                    id: one.id.clone(),
                    name: one.name.0.clone(),
                    meaning: one.meaning.0.clone(),
                    shift: one.shift,
                    not_below: one.not_below.unwrap_or(Level::None),
                    not_above: one.not_above.unwrap_or(Level::High),
                    not_in: at.keys_of_a_guard(&self.stages, &one.not_in, "/not_in", problems),
                    one_set_less_in: one.one_set_less_in,
                    origin: at.origin(""),
                }
            },
        );
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
            let sources = at.keys(&self.references, &one.sources, "/sources", problems);
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
                budget: one.budget,
                sources,
                origin: at.origin(""),
            }
        });
        let findings = self.each(&self.records.findings, problems, |at, one, problems| {
            self.finding(&at, one, problems)
        });
        let red_flags = self.each(&self.records.red_flags, problems, |at, one, problems| {
            library::RedFlag {
                id: one.id.clone(),
                deprecated: at.deprecated(&self.red_flags, one.deprecated.as_ref(), problems),
                question: one.question.0.clone(),
                urgency: one.urgency,
                action: one.action.0.clone(),
                why: one.why.0.clone(),
                implies: at.maybe(&self.findings, one.implies.as_ref(), "/implies", problems),
                sources: at.keys(&self.references, &one.sources, "/sources", problems),
                origin: at.origin(""),
            }
        });
        let exercises = self.exercises(exercises, keep, problems);
        let substitutions: Vec<library::Substitution> = self
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
            self.ladder(&at, one, &exercises, problems)
        });
        let programmes = self.each(&self.records.programmes, problems, |at, one, problems| {
            self.programme(&at, one, problems)
        });
        self.needed(problems);
        self.response_links(problems);
        self.many_sources(problems);
        let phrases = self.phrases(problems)?;
        let response = self.records.responses.last()?;
        let at = At {
            linker: self,
            place: &Spot::of(response),
        };
        let choices = library::Choices::new(&exercises, &substitutions, &dials);
        Some(Library {
            languages,
            packs: self.packs(),
            axes,
            equipment,
            parts,
            patterns,
            roles,
            positions,
            traits,
            stages,
            irritabilities,
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
            response_origin: at.origin(""),
            response: response.value.clone(),
            gaps: self
                .records
                .gaps
                .iter()
                .map(|one| one.value.clone())
                .collect(),
            phrases,
            choices,
            templates: self.records.templates.clone(),
        })
    }

    /// The sources of what to do when very many things bring on the pain.
    fn many_sources(&self, problems: &mut Vec<Diagnostic>) {
        for many in &self.records.many_provocations {
            let at = At {
                linker: self,
                place: &Spot::of(many),
            };
            at.keys(&self.references, &many.value.sources, "/sources", problems);
        }
    }

    /// The sources and roles that `response.toml` names.
    fn response_links(&self, problems: &mut Vec<Diagnostic>) {
        for response in &self.records.responses {
            let at = At {
                linker: self,
                place: &Spot::of(response),
            };
            let lights = response.value.light.iter().enumerate();
            let lights = lights.map(|(n, light)| (format!("/light/{n}/sources"), &light.sources));
            let progress = response.value.progress.iter();
            let progress = progress.map(|one| ("/progress/sources".to_owned(), &one.sources));
            let bounds = response.value.bounds.iter();
            let bounds =
                bounds.map(|(role, one)| (format!("/bounds/{role}/sources"), &one.sources));
            for role in response.value.bounds.keys() {
                let path = format!("/bounds/{role}");
                at.check_key(&self.roles, role.as_str(), &path, problems);
            }
            let own = ("/sources".to_owned(), &response.value.sources);
            for (path, sources) in [own]
                .into_iter()
                .chain(lights)
                .chain(progress)
                .chain(bounds)
            {
                at.keys(&self.references, sources, &path, problems);
            }
        }
    }

    /// The exercises, which are used up: much of a large pack is their texts.
    fn exercises(
        &self,
        records: Vec<Record<Exercise>>,
        keep: &mut Keep<'_>,
        problems: &mut Vec<Diagnostic>,
    ) -> Table<library::Exercise> {
        let mut records = records.into_iter();
        let some = std::iter::from_fn(|| {
            let some: Vec<Record<Exercise>> = records.by_ref().take(AT_ONCE).collect();
            (!some.is_empty()).then_some(some)
        });
        Table::new(some.flat_map(|some| {
            let linked = parallel::each_owned(some, |record| {
                let mut problems = Vec::new();
                let at = At {
                    linker: self,
                    place: &Spot::of(&record),
                };
                let id = record.value.id.to_string();
                let row = self.exercise(&at, record.value, &mut problems);
                (id, row, problems)
            });
            let rows = linked.into_iter().map(|(id, row, mut own)| {
                problems.append(&mut own);
                (id, row)
            });
            let rows: Vec<(String, library::Exercise)> = rows.collect();
            keep.the_worst(problems);
            rows
        }))
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

    fn each<'r, F, T>(
        &self,
        records: &'r [Record<F>],
        problems: &mut Vec<Diagnostic>,
        make: impl Fn(At<'_, 'a>, &'r F, &mut Vec<Diagnostic>) -> T,
    ) -> Table<T>
    where
        F: HasId,
    {
        let rows = records.iter().map(|record| {
            let at = At {
                linker: self,
                place: &Spot::of(record),
            };
            let row = make(at, &record.value, problems);
            (record.value.id().to_owned(), row)
        });
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
