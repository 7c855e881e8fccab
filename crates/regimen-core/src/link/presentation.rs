//! A presentation's file into keys of the library.

use super::followed::{self, Followed};
use super::records::typed;
use crate::diagnostic::{Diagnostic, Place, codes, has_errors};
use crate::format::Kind;
use crate::format::common::Dose;
use crate::format::programme::Day;
use crate::format::screen::Urgency;
use crate::id::{ExerciseId, StageId};
use crate::level::Level;
use crate::library::{EquipmentSet, Exercise, Finding, Key, Library, Programme, RedFlag, Stage};
use crate::plan::Condition;
use crate::presentation::{EquipmentAtHand, Presentation, Side, Ticked};
use crate::source::{FileId, Sources};
use crate::{schema, suggest};

/// A presentation with every id linked: what the engine plans for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Red flags answered yes, those in `cleared` among them, in the screen's order.
    pub red_flags: Vec<Key<RedFlag>>,
    /// Findings ticked, in the order given, each at its stage.
    pub conditions: Vec<Condition>,
    /// The side that hurts, if the findings name one and the same.
    pub side: Option<Side>,
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
    /// The programme's week to enter at, if given.
    pub week: Option<u16>,
    /// The longest that a session may take, in minutes.
    pub session_minutes: Option<u16>,
    /// What the person trains now.
    pub own_training: Vec<Own>,
    /// Never given, whatever the reason.
    pub exclude: Vec<Key<Exercise>>,
    /// Given if the limits allow it.
    pub pin: Vec<Key<Exercise>>,
    /// A clinician's own limits, by axis.
    pub tolerance: Vec<(usize, Level)>,
    /// Deprecated records that are named, in the order of the presentation's keys; what takes their place is in the fields
    /// above already.
    pub followed: Vec<Followed>,
}

impl Asked {
    /// Only a stage and findings: what a table or a proof asks about.
    pub(crate) fn of(stage: Key<Stage>, conditions: Vec<Condition>) -> Asked {
        Asked {
            red_flags: Vec::new(),
            conditions,
            side: None,
            stage,
            programme: None,
            cleared: Vec::new(),
            room: EquipmentSet::ALL,
            days: None,
            goals: Vec::new(),
            week: None,
            session_minutes: None,
            own_training: Vec::new(),
            exclude: Vec::new(),
            pin: Vec::new(),
            tolerance: Vec::new(),
            followed: Vec::new(),
        }
    }

    /// The findings ticked, in the order given.
    pub fn findings(&self) -> impl Iterator<Item = Key<Finding>> + '_ {
        self.conditions.iter().map(|one| one.finding)
    }
}

/// Something that the person trains now.
#[derive(Debug, Clone)]
pub struct Own {
    /// The exercise or activity.
    pub exercise: Key<Exercise>,
    /// How much.
    pub dose: Dose,
    /// Its position in the list.
    pub at: usize,
    /// Where it stands.
    pub place: Place,
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
    let asked = link(library, &written, file, "", problems)?;
    Some((asked, written))
}

/// Links a presentation that stands at a JSON pointer in a file.
pub(super) fn link(
    library: &Library,
    written: &Presentation,
    file: FileId,
    at: &str,
    problems: &mut Vec<Diagnostic>,
) -> Option<Asked> {
    let mut find = Find {
        library,
        file,
        at,
        problems,
        followed: Vec::new(),
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
        find.red_flag_too(key, &format!("/red_flags/{at}"), &mut red_flags);
    }
    let stage = find.stage(&written.stage, "/stage");
    let conditions = find.conditions(written, stage);
    let programme = written.programme.as_ref().and_then(|id| {
        find.id(
            "programmes",
            id.as_str(),
            library.programmes.find(id.as_str()),
            library.programmes.ids(),
            "/programme".to_owned(),
        )
    });
    let programme = programme.map(|key| find.programme_now(key));
    find.cleared(written, &conditions, &mut red_flags);
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
    let goals = find.exercises(&written.goals, "/goals", Old::Goes);
    let exclude = find.exercises(&written.exclude, "/exclude", Old::Stays);
    let pin = find.exercises(&written.pin, "/pin", Old::Goes);
    for (at, id) in written.pin.iter().enumerate() {
        if written.exclude.contains(id) {
            find.clash(
                format!("/pin/{at}"),
                format!("`{id}` is pinned, and excluded as well"),
                "Take it out of one of the two.",
            );
        }
    }
    let own_training = find.own_training(written);
    let tolerance = find.tolerance(written);
    find.week(written, programme);
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
        let place = find.place("/patient/language");
        super::patient::language(library, language, place, find.problems);
    }
    Some(Asked {
        red_flags,
        conditions,
        side: side(written),
        stage: stage?,
        programme,
        cleared: written.cleared.clone(),
        room,
        days,
        goals,
        week: written.week,
        session_minutes: written.session_minutes,
        own_training,
        exclude,
        pin,
        tolerance,
        followed: find.followed,
    })
}

struct Find<'a> {
    library: &'a Library,
    file: FileId,
    /// Where the presentation stands in its file.
    at: &'a str,
    problems: &'a mut Vec<Diagnostic>,
    followed: Vec<Followed>,
}

/// What becomes of a deprecated exercise in a list when another one takes its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Old {
    /// The other one stands there alone.
    Goes,
    /// Both stand there: what must not be given is not given under another name.
    Stays,
}

impl Find<'_> {
    /// A place within the presentation.
    fn place(&self, pointer: impl AsRef<str>) -> Place {
        Place::value(self.file, format!("{}{}", self.at, pointer.as_ref()))
    }

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
                Diagnostic::new(
                    &codes::DANGLING,
                    self.place(pointer),
                    format!("there is no `{id}` among the {what}"),
                )
                .label("not found")
                .help(help),
            );
        }
        key
    }

    fn stage(&mut self, id: &StageId, pointer: &str) -> Option<Key<Stage>> {
        let stages = &self.library.stages;
        let key = stages.find(id.as_str());
        self.id("stages", id.as_str(), key, stages.ids(), pointer.to_owned())
    }

    fn exercises(&mut self, ids: &[ExerciseId], pointer: &str, old: Old) -> Vec<Key<Exercise>> {
        let mut named = Vec::new();
        let mut keys = Vec::new();
        for (at, id) in ids.iter().enumerate() {
            let pointer = format!("{pointer}/{at}");
            let Some(key) = self.exercise(id, &pointer) else {
                continue;
            };
            if named.contains(&key) {
                self.twice(id.as_str(), pointer.clone());
            }
            named.push(key);
            let now = self.exercise_now(key, &pointer, true);
            let stays = now.is_none() || old == Old::Stays;
            for key in stays.then_some(key).into_iter().chain(now) {
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
        keys
    }

    /// What takes the place of a deprecated exercise, if something does. Where the old one is only told of, as what the person
    /// does now, nothing does.
    fn exercise_now(
        &mut self,
        key: Key<Exercise>,
        pointer: &str,
        replaces: bool,
    ) -> Option<Key<Exercise>> {
        let all = &self.library.exercises;
        let said = all[key].deprecated.as_ref()?;
        let now = all.in_place_of(key);
        let by = now.map(|now| all[now].id.as_str());
        let place = self.place(pointer);
        let warning = followed::warning(all[key].id.as_str(), said, by, place);
        self.problems.push(warning);
        let now = now.filter(|_| replaces);
        self.followed.push(Followed::Exercise(key, now));
        now
    }

    /// The programme, or what takes its place.
    fn programme_now(&mut self, key: Key<Programme>) -> Key<Programme> {
        let all = &self.library.programmes;
        let Some(said) = &all[key].deprecated else {
            return key;
        };
        let now = all.in_place_of(key);
        let by = now.map(|now| all[now].id.as_str());
        let place = self.place("/programme");
        let warning = followed::warning(all[key].id.as_str(), said, by, place);
        self.problems.push(warning);
        self.followed.push(Followed::Programme(key, now));
        now.unwrap_or(key)
    }

    /// What holds beside a deprecated red flag that is answered yes.
    fn red_flag_too(
        &mut self,
        key: Option<Key<RedFlag>>,
        pointer: &str,
        red_flags: &mut Vec<Key<RedFlag>>,
    ) {
        let all = &self.library.red_flags;
        let said = key.and_then(|key| Some((key, all[key].deprecated.as_ref()?)));
        let Some((key, said)) = said else {
            return;
        };
        let now = all.in_place_of(key);
        let by = now.map(|now| all[now].id.as_str());
        let place = self.place(pointer);
        let warning = followed::warning(all[key].id.as_str(), said, by, place);
        self.problems.push(warning);
        self.followed.push(Followed::RedFlag(key, now));
        red_flags.extend(now);
    }

    /// What holds beside the deprecated findings among these, at the same stage.
    fn findings_too(&mut self, conditions: &mut Vec<Condition>, pointers: &[String]) {
        let all = &self.library.findings;
        for (old, pointer) in conditions.clone().into_iter().zip(pointers) {
            let Some(said) = &all[old.finding].deprecated else {
                continue;
            };
            let now = all.in_place_of(old.finding);
            let by = now.map(|now| all[now].id.as_str());
            let place = self.place(pointer);
            let warning = followed::warning(all[old.finding].id.as_str(), said, by, place);
            self.problems.push(warning);
            self.followed.push(Followed::Finding(old.finding, now));
            if let Some(now) = now
                && conditions.iter().all(|one| one.finding != now)
            {
                conditions.push(Condition {
                    finding: now,
                    ..old
                });
            }
        }
    }

    fn exercise(&mut self, id: &ExerciseId, pointer: &str) -> Option<Key<Exercise>> {
        let exercises = &self.library.exercises;
        let key = exercises.find(id.as_str());
        self.id(
            "exercises",
            id.as_str(),
            key,
            exercises.ids(),
            pointer.to_owned(),
        )
    }

    /// The findings, each at its stage. A stage of its own may be earlier than the presentation's or later.
    fn conditions(&mut self, written: &Presentation, stage: Option<Key<Stage>>) -> Vec<Condition> {
        let library = self.library;
        let mut conditions: Vec<Condition> = Vec::new();
        let mut pointers = Vec::new();
        for (at, ticked) in written.findings.iter().enumerate() {
            let id = ticked.id().as_str();
            let own = match ticked {
                Ticked::Plain(_) => None,
                Ticked::Own(own) => Some(own),
            };
            let pointer = format!("/findings/{at}");
            let id_pointer = match own {
                Some(_) => format!("{pointer}/id"),
                None => pointer.clone(),
            };
            let key = self.id(
                "findings",
                id,
                library.findings.find(id),
                library.findings.ids(),
                id_pointer.clone(),
            );
            if key.is_some_and(|key| conditions.iter().any(|one| one.finding == key)) {
                self.twice(id, id_pointer.clone());
            }
            let own_stage = own.and_then(|own| own.stage.as_ref());
            let own_stage = match own_stage {
                Some(id) => self.stage(id, &format!("{pointer}/stage")),
                None => stage,
            };
            let irritability = own
                .and_then(|own| own.irritability.as_ref())
                .and_then(|id| {
                    self.id(
                        "irritabilities",
                        id.as_str(),
                        library.irritabilities.find(id.as_str()),
                        library.irritabilities.ids(),
                        format!("{pointer}/irritability"),
                    )
                });
            if let (Some(finding), Some(stage)) = (key, own_stage) {
                conditions.push(Condition {
                    finding,
                    stage,
                    irritability,
                });
                pointers.push(id_pointer);
            }
        }
        self.findings_too(&mut conditions, &pointers);
        conditions
    }

    /// What the person trains now. A dose in another unit than the exercise's own cannot be compared with it.
    fn own_training(&mut self, written: &Presentation) -> Vec<Own> {
        let mut all: Vec<Own> = Vec::new();
        for (at, one) in written.current_training.iter().enumerate() {
            let pointer = format!("/current_training/{at}");
            let Some(exercise) = self.exercise(&one.exercise, &format!("{pointer}/exercise"))
            else {
                continue;
            };
            if all.iter().any(|own| own.exercise == exercise) {
                self.twice(one.exercise.as_str(), format!("{pointer}/exercise"));
            }
            self.exercise_now(exercise, &format!("{pointer}/exercise"), false);
            let own = &self.library.exercises[exercise].dose;
            let units = [
                ("reps", one.reps.is_some(), own.reps.is_some()),
                ("hold_s", one.hold_s.is_some(), own.hold_s.is_some()),
                (
                    "distance_m",
                    one.distance_m.is_some(),
                    own.distance_m.is_some(),
                ),
                ("minutes", one.minutes.is_some(), own.minutes.is_some()),
            ];
            let counted: Vec<&str> = units
                .iter()
                .filter(|(_, _, own)| *own)
                .map(|(name, ..)| *name)
                .collect();
            for (name, given, has) in units {
                if given && !has {
                    self.clash(
                        format!("{pointer}/{name}"),
                        format!("`{}` is not counted in {name}", one.exercise),
                        &format!("Give {}.", counted.join(" and ")),
                    );
                }
            }
            all.push(Own {
                exercise,
                dose: one.dose(),
                at,
                place: self.place(pointer),
            });
        }
        all
    }

    fn tolerance(&mut self, written: &Presentation) -> Vec<(usize, Level)> {
        let axes = &self.library.axes;
        let mut all = Vec::new();
        for (id, &level) in &written.tolerance {
            let key = self.id(
                "axes",
                id.as_str(),
                axes.find(id.as_str()),
                axes.ids(),
                format!("/tolerance/{id}"),
            );
            all.extend(key.map(|key| (key.index(), level)));
        }
        all
    }

    /// A week that the named programme does not have.
    fn week(&mut self, written: &Presentation, programme: Option<Key<Programme>>) {
        let (Some(week), Some(programme)) = (written.week, programme) else {
            return;
        };
        let programme = &self.library.programmes[programme];
        let last = programme.phases.last().map_or(0, |phase| phase.weeks.max);
        if week > last {
            self.clash(
                "/week".to_owned(),
                format!("`{}` ends with week {last}", programme.id),
                &format!("Give a week from 1 to {last}."),
            );
        }
    }

    fn clash(&mut self, pointer: String, message: String, help: &str) {
        self.problems.push(
            Diagnostic::new(&codes::PRESENTATION_CLASH, self.place(pointer), message).help(help),
        );
    }

    fn twice(&mut self, id: &str, pointer: String) {
        self.problems.push(Diagnostic::new(
            &codes::TWICE,
            self.place(pointer),
            format!("`{id}` stands in this list twice"),
        ));
    }

    /// Clearances: a red flag that is cleared counts as answered yes. Clearing an emergency changes
    /// nothing, and that is said.
    fn cleared(
        &mut self,
        written: &Presentation,
        conditions: &[Condition],
        red_flags: &mut Vec<Key<RedFlag>>,
    ) {
        let library = self.library;
        let holds = |id: &str| {
            let mut all = conditions.iter().map(|one| &library.findings[one.finding]);
            all.any(|one| one.id.as_str() == id)
        };
        let written_there = |id: &str| written.findings.iter().any(|one| one.id().as_str() == id);
        let ticked = |id: &str| holds(id) || written_there(id);
        for (at, id) in written.cleared.iter().enumerate() {
            let pointer = format!("/cleared/{at}");
            self.unticked(id, &pointer, &ticked);
            if let Some(key) = self.library.red_flags.find(id) {
                red_flags.push(key);
                self.red_flag_too(Some(key), &pointer, red_flags);
                if self.library.red_flags[key].urgency == Urgency::Emergency {
                    self.problems.push(
                        Diagnostic::new(
                            &codes::EMERGENCY_CLEARED,
                            self.place(pointer),
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
            let place = self.place(pointer);
            let message = format!("`{id}` is cleared, and `{name}` is not among the findings");
            let help = format!(
                "Without it none of its limits apply. Add \"{name}\" to `findings`{}.",
                if name == id {
                    ", or take it out here"
                } else {
                    ""
                }
            );
            let problem = Diagnostic::new(&codes::PRESENTATION_CLASH, place, message);
            self.problems.push(if name == id || implied == Some(name) {
                problem.help(help)
            } else {
                // The red flag may go with this finding and need not: only whoever examined can tell.
                problem.as_warning().help(format!("If it is part of the picture, add \"{name}\" to `findings`: without it none of its limits apply."))
            });
        }
    }
}

/// The side that hurts, if the findings name one and the same.
fn side(written: &Presentation) -> Option<Side> {
    let mut sides = written.findings.iter().filter_map(|one| match one {
        Ticked::Plain(_) => None,
        Ticked::Own(own) => own.side,
    });
    let first = sides.next()?;
    sides.all(|one| one == first).then_some(first)
}
