//! A presentation's file into keys of the library.

use super::records::typed;
use crate::diagnostic::{Diagnostic, Place, codes, has_errors};
use crate::format::Kind;
use crate::format::programme::Day;
use crate::format::screen::Urgency;
use crate::library::{EquipmentSet, Exercise, Finding, Key, Library, Programme, RedFlag, Stage};
use crate::presentation::{EquipmentAtHand, Presentation};
use crate::source::{FileId, Sources};
use crate::{schema, suggest};

/// A presentation with every id linked: what the engine plans for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Red flags answered yes, those in `cleared` among them, in the screen's order.
    pub red_flags: Vec<Key<RedFlag>>,
    /// Findings ticked, in the order given.
    pub findings: Vec<Key<Finding>>,
    /// The stage.
    pub stage: Key<Stage>,
    /// The programme, if one is named.
    pub programme: Option<Key<Programme>>,
    /// Ids with a clinician's recorded clearance.
    pub cleared: Vec<String>,
    /// The equipment at hand.
    pub room: EquipmentSet,
    /// Training days, in the week's order, if given.
    pub days: Option<Vec<Day>>,
    /// Exercises or activities to return to.
    pub goals: Vec<Key<Exercise>>,
}

/// What checking a presentation gave.
#[derive(Debug)]
pub struct Linked {
    /// The presentation linked and as written, unless there were errors.
    pub asked: Option<(Asked, Presentation)>,
    /// Every problem, in the order of the file.
    pub problems: Vec<Diagnostic>,
}

/// Checks a presentation's file against its schema and the library.
pub fn check_presentation(sources: &Sources, library: &Library, file: FileId) -> Linked {
    let mut problems = Vec::new();
    let asked = read(sources, library, file, &mut problems);
    super::sort(sources, &mut problems);
    Linked {
        asked: if has_errors(&problems) { None } else { asked },
        problems,
    }
}

fn read(
    sources: &Sources,
    library: &Library,
    file: FileId,
    problems: &mut Vec<Diagnostic>,
) -> Option<(Asked, Presentation)> {
    let tree = schema::parse(sources, file, problems)?;
    if !tree.whole || !schema::check(Kind::Presentation, &tree.value, file, problems) {
        return None;
    }
    let written: Presentation = typed(tree.value, file, problems)?;
    let mut find = Find {
        library,
        file,
        problems,
    };
    let mut red_flags = Vec::new();
    for (at, id) in written.red_flags.iter().enumerate() {
        let key = find.id(
            "red flags",
            id.as_str(),
            library.red_flags.find(id.as_str()),
            library.red_flags.ids(),
            format!("/red_flags/{at}"),
        );
        red_flags.extend(key);
    }
    let mut findings = Vec::new();
    for (at, id) in written.findings.iter().enumerate() {
        let key = find.id(
            "findings",
            id.as_str(),
            library.findings.find(id.as_str()),
            library.findings.ids(),
            format!("/findings/{at}"),
        );
        if key.is_some_and(|key| findings.contains(&key)) {
            find.twice(id.as_str(), format!("/findings/{at}"));
        }
        findings.extend(key);
    }
    let stage = find.id(
        "stages",
        written.stage.as_str(),
        library.stages.find(written.stage.as_str()),
        library.stages.ids(),
        "/stage".to_owned(),
    );
    let programme = written.programme.as_ref().and_then(|id| {
        find.id(
            "programmes",
            id.as_str(),
            library.programmes.find(id.as_str()),
            library.programmes.ids(),
            "/programme".to_owned(),
        )
    });
    find.cleared(&written, &mut red_flags);
    let room = match &written.equipment {
        EquipmentAtHand::Any(_) => EquipmentSet::ALL,
        EquipmentAtHand::These(list) => {
            let mut room = EquipmentSet::EMPTY;
            for (at, id) in list.iter().enumerate() {
                let key = find.id(
                    "equipment",
                    id.as_str(),
                    library.equipment.find(id.as_str()),
                    library.equipment.ids(),
                    format!("/equipment/{at}"),
                );
                room = key.map_or(room, |key| room.with(key));
            }
            room
        }
    };
    let mut goals = Vec::new();
    for (at, id) in written.goals.iter().enumerate() {
        let key = find.id(
            "exercises",
            id.as_str(),
            library.exercises.find(id.as_str()),
            library.exercises.ids(),
            format!("/goals/{at}"),
        );
        if key.is_some_and(|key| goals.contains(&key)) {
            find.twice(id.as_str(), format!("/goals/{at}"));
        }
        goals.extend(key);
    }
    let days = written.training_days.as_ref().map(|days| {
        let mut sorted = days.clone();
        sorted.sort();
        sorted.dedup();
        if sorted.len() != days.len() {
            find.twice("a day", "/training_days".to_owned());
        }
        sorted
    });
    red_flags.sort();
    red_flags.dedup();
    if let Some(language) = written
        .patient
        .as_ref()
        .and_then(|patient| patient.language.as_deref())
    {
        find.language(language);
    }
    let asked = Asked {
        red_flags,
        findings,
        stage: stage?,
        programme,
        cleared: written.cleared.clone(),
        room,
        days,
        goals,
    };
    Some((asked, written))
}

struct Find<'a> {
    library: &'a Library,
    file: FileId,
    problems: &'a mut Vec<Diagnostic>,
}

impl Find<'_> {
    fn id<'i, T>(
        &mut self,
        what: &str,
        id: &str,
        key: Option<Key<T>>,
        ids: impl Iterator<Item = &'i str>,
        pointer: String,
    ) -> Option<Key<T>> {
        if key.is_none() {
            let ids: Vec<&str> = ids.collect();
            let help = match suggest::nearest(id, ids.iter().copied()) {
                Some(near) => format!("Did you mean `{near}`?"),
                None if ids.len() <= 12 => format!("There are: {}.", ids.join(", ")),
                None => format!("`regimen list` shows all {}.", ids.len()),
            };
            self.problems.push(
                Diagnostic::error(
                    &codes::DANGLING,
                    Place::value(self.file, pointer),
                    format!("there is no `{id}` among the {what}"),
                )
                .label("not found")
                .help(help),
            );
        }
        key
    }

    fn twice(&mut self, id: &str, pointer: String) {
        self.problems.push(Diagnostic::error(
            &codes::TWICE,
            Place::value(self.file, pointer),
            format!("`{id}` stands in this list twice"),
        ));
    }

    /// Clearances: a red flag that is cleared counts as answered yes. Clearing an emergency changes
    /// nothing, and that is said.
    fn cleared(&mut self, written: &Presentation, red_flags: &mut Vec<Key<RedFlag>>) {
        let ticked = |id: &str| written.findings.iter().any(|one| one.as_str() == id);
        for (at, id) in written.cleared.iter().enumerate() {
            let pointer = format!("/cleared/{at}");
            self.unticked(id, &pointer, &ticked);
            if let Some(key) = self.library.red_flags.find(id) {
                red_flags.push(key);
                if self.library.red_flags[key].urgency == Urgency::Emergency {
                    self.problems.push(
                        Diagnostic::warning(
                            &codes::EMERGENCY_CLEARED,
                            Place::value(self.file, pointer),
                            format!("`{id}` is an emergency, and clearing it changes nothing"),
                        )
                        .label("still a referral"),
                    );
                }
                continue;
            }
            let takes_clearance = |finding: &&Finding| finding.clearance.is_some();
            let findings = self.library.findings.rows().iter().filter(takes_clearance);
            let findings: Vec<&str> = findings.map(|finding| finding.id.as_str()).collect();
            if findings.contains(&id.as_str()) {
                continue;
            }
            let ids: Vec<&str> = self.library.red_flags.ids().chain(findings).collect();
            self.id::<()>(
                "red flags and findings that take a clearance",
                id,
                None,
                ids.into_iter(),
                pointer,
            );
        }
    }

    /// A clearance whose finding is not ticked would drop that finding's limits without a word. Clearing the
    /// finding itself, or a red flag that implies it, is an error; clearing a red flag that may go with it,
    /// a warning.
    fn unticked(&mut self, id: &str, pointer: &str, ticked: &dyn Fn(&str) -> bool) {
        let implied = self.library.red_flags.find(id).and_then(|key| {
            let finding = self.library.red_flags[key].implies?;
            Some(self.library.findings[finding].id.as_str())
        });
        for finding in self.library.findings.rows() {
            let name = finding.id.as_str();
            let clears = finding
                .clearance
                .as_ref()
                .is_some_and(|clearance| clearance.by.iter().any(|one| one == id));
            if !clears || ticked(name) {
                continue;
            }
            let place = Place::value(self.file, pointer);
            let message = format!("`{id}` is cleared, and `{name}` is not among the findings");
            let help = format!(
                "Without it none of its limits apply. Add \"{name}\" to `findings`{}.",
                if name == id {
                    ", or take it out here"
                } else {
                    ""
                }
            );
            self.problems.push(if name == id || implied == Some(name) {
                Diagnostic::error(&codes::PRESENTATION_CLASH, place, message).help(help)
            } else {
                Diagnostic::warning(&codes::PRESENTATION_CLASH, place, message)
                    .help(format!("If it is part of the picture, add \"{name}\" to `findings`: without it none of its limits apply."))
            });
        }
    }

    fn language(&mut self, language: &str) {
        let packs = &self.library.packs;
        let missing = packs
            .iter()
            .find(|pack| !pack.languages.iter().any(|one| one == language));
        if let Some(pack) = missing {
            self.problems.push(
                Diagnostic::error(
                    &codes::BAD_VALUE,
                    Place::value(self.file, "/patient/language"),
                    format!(
                        "the pack `{}` has no text in `{}`",
                        pack.name,
                        language.escape_debug()
                    ),
                )
                .help(format!("It has: {}.", pack.languages.join(", "))),
            );
        }
    }
}
