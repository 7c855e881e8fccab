//! Cases: every id in them must exist and be seen by their pack, and their presentation must be sound.

use std::collections::BTreeMap;

use super::super::presentation;
use super::at::{At, Spot};
use super::{Known, Linker};
use crate::cases::Case;
use crate::diagnostic::{Diagnostic, Mend, Place, Severity, codes};
use crate::format::Kind;
use crate::format::case::{self, Expect, InPhase, NO_DIAL, Verdicts};
use crate::format::programme::Programme;
use crate::library::{Exercise, Key, Ladder, Library};
use crate::presentation::{EquipmentAtHand, Presentation, Ticked};
use crate::suggest;

impl<'a> Linker<'a> {
    /// The cases that can be run. Warnings about their presentations are not passed on: a case may show just
    /// what becomes of an odd one.
    pub(super) fn cases(
        &self,
        library: Option<&Library>,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<Case> {
        let mut cases = Vec::new();
        for record in &self.records.cases {
            let spot = Spot::of(record);
            let mut ids = Ids {
                at: At {
                    linker: self,
                    place: &spot,
                },
                programmes: self.programmes_of(record.pack, &record.value),
                own_training: !record.value.presentation.current_training.is_empty(),
                whole: true,
                problems,
            };
            ids.case(&record.value);
            let (Some(library), true) = (library, ids.whole) else {
                continue;
            };
            let mut found = Vec::new();
            let asked = presentation::link(
                library,
                &record.value.presentation,
                record.file,
                "/presentation",
                &mut found,
            );
            found.retain(|one| one.severity == Severity::Error);
            let sound = found.is_empty();
            problems.append(&mut found);
            let pack = self.records.packs.get(record.pack);
            if let (Some(asked), Some(pack), true) = (asked, pack, sound) {
                cases.push(Case {
                    pack: pack.manifest.name.clone(),
                    name: self
                        .records
                        .stem(record.file)
                        .unwrap_or_default()
                        .to_owned(),
                    file: record.file,
                    written: record.value.clone(),
                    asked,
                    looks_at: self.looks_at(library, record.pack, &record.value),
                    ladders: self.ladders_of(library, record.pack, &record.value),
                });
            }
        }
        cases
    }

    /// The exercises that a case's verdicts speak of. Who adds an exercise thinks of it against every finding; who
    /// adds a finding thinks of every exercise. What another pack adds is for that pack's own cases.
    fn looks_at(&self, library: &Library, pack: usize, case: &case::Case) -> Vec<Key<Exercise>> {
        let named = |id| {
            let mut verdicts = case.expect.verdicts.iter();
            verdicts.any(|one| {
                one.only.contains(id) || one.out.contains(id) || one.dialled.contains_key(id)
            })
        };
        let exercises = self.records.outlines.iter();
        exercises
            .filter(|one| self.speaks_of(pack, case, one.pack) || named(&one.value.id))
            .filter_map(|one| library.exercises.find(one.value.id.as_str()))
            .collect()
    }

    /// The ladders whose steps a case's verdicts speak of, by the same rule.
    fn ladders_of(&self, library: &Library, pack: usize, case: &case::Case) -> Vec<Key<Ladder>> {
        let ladders = self.records.ladders.iter();
        ladders
            .filter(|one| self.speaks_of(pack, case, one.pack))
            .filter_map(|one| library.ladders.find(one.value.id.as_str()))
            .collect()
    }

    /// Whether verdicts in this case of a pack speak of all that another pack holds.
    fn speaks_of(&self, pack: usize, case: &case::Case, other: usize) -> bool {
        let ticked = |id| {
            let mut ticked = case.presentation.findings.iter();
            ticked.any(|one| one.id() == id)
        };
        let mut findings = self.records.findings.iter();
        let mut own = || findings.any(|one| one.pack == pack && ticked(&one.value.id));
        let folder = self.records.packs.get(pack);
        let sees = folder.is_some_and(|folder| folder.sees.contains(&other));
        other == pack || (sees && own())
    }

    /// The programmes that a case may speak of: the one that it names, else all that its pack sees.
    fn programmes_of(&self, pack: usize, case: &case::Case) -> Vec<&'a Programme> {
        let named = case.presentation.programme.as_ref();
        let named = named.or(case.expect.programme.as_ref());
        let seen = |other: usize| {
            let folder = self.records.packs.get(pack);
            folder.is_some_and(|folder| folder.sees.contains(&other))
        };
        self.records
            .programmes
            .iter()
            .filter(|one| seen(one.pack) && named.is_none_or(|id| one.value.id == *id))
            .map(|one| &one.value)
            .collect()
    }
}

/// Looks up the ids of one case.
struct Ids<'s, 'a, 'p> {
    at: At<'s, 'a>,
    /// The programmes whose phases, sessions and slots may be named.
    programmes: Vec<&'a Programme>,
    /// Whether sessions and slots may be those of the person's own training.
    own_training: bool,
    /// Whether every id was found.
    whole: bool,
    problems: &'p mut Vec<Diagnostic>,
}

impl Ids<'_, '_, '_> {
    fn case(&mut self, one: &case::Case) {
        let linker = self.at.linker;
        self.each(&linker.findings, &one.bites, "/bites");
        self.each(&linker.findings, &one.spares, "/spares");
        self.presentation(&one.presentation);
        self.expect(&one.expect);
    }

    fn presentation(&mut self, one: &Presentation) {
        let linker = self.at.linker;
        let base = "/presentation";
        for (at, id) in one.red_flags.iter().enumerate() {
            self.one(
                &linker.red_flags,
                id.as_str(),
                &format!("{base}/red_flags/{at}"),
            );
        }
        for (at, ticked) in one.findings.iter().enumerate() {
            let path = format!("{base}/findings/{at}");
            match ticked {
                Ticked::Plain(id) => self.one(&linker.findings, id.as_str(), &path),
                Ticked::Own(own) => {
                    self.one(&linker.findings, own.id.as_str(), &format!("{path}/id"));
                    if let Some(id) = &own.stage {
                        self.one(&linker.stages, id.as_str(), &format!("{path}/stage"));
                    }
                    if let Some(id) = &own.irritability {
                        let path = format!("{path}/irritability");
                        self.one(&linker.irritabilities, id.as_str(), &path);
                    }
                }
            }
        }
        self.one(&linker.stages, one.stage.as_str(), &format!("{base}/stage"));
        if let Some(id) = &one.programme {
            self.one(
                &linker.programmes,
                id.as_str(),
                &format!("{base}/programme"),
            );
        }
        for (at, id) in one.cleared.iter().enumerate() {
            self.flag_or_finding(id, &format!("{base}/cleared/{at}"));
        }
        if let EquipmentAtHand::These(list) = &one.equipment {
            for (at, id) in list.iter().enumerate() {
                let path = format!("{base}/equipment/{at}");
                self.one(&linker.equipment, id.as_str(), &path);
            }
        }
        for (list, name) in [
            (&one.goals, "goals"),
            (&one.exclude, "exclude"),
            (&one.pin, "pin"),
        ] {
            for (at, id) in list.iter().enumerate() {
                let path = format!("{base}/{name}/{at}");
                self.one(&linker.exercises, id.as_str(), &path);
            }
        }
        for (at, own) in one.current_training.iter().enumerate() {
            let path = format!("{base}/current_training/{at}/exercise");
            self.one(&linker.exercises, own.exercise.as_str(), &path);
        }
        for id in one.tolerance.keys() {
            self.key(&linker.axes, id.as_str(), &format!("{base}/tolerance/{id}"));
        }
    }

    fn expect(&mut self, one: &Expect) {
        let linker = self.at.linker;
        let base = "/expect";
        for (at, id) in one.refers.iter().enumerate() {
            let path = format!("{base}/refers/{at}");
            if linker.findings.names.has(id) || linker.findings.names.may_exist(id) {
                self.one(&linker.findings, id, &path);
            } else {
                self.one(&linker.red_flags, id, &path);
            }
        }
        for (id, exercises) in &one.never {
            let path = format!("{base}/never/{id}");
            self.key(&linker.nevers, id.as_str(), &path);
            self.each(&linker.exercises, exercises, &path);
        }
        if let Some(id) = &one.programme {
            let path = format!("{base}/programme");
            self.one(&linker.programmes, id.as_str(), &path);
        }
        if let Some(id) = &one.enters {
            self.phase(id.as_str(), self.at.at(format_args!("{base}/enters")));
        }
        self.in_phase(&one.now(), base);
        self.each(&linker.exercises, &one.lacks, &format!("{base}/lacks"));
        self.each(&linker.exercises, &one.avoids, &format!("{base}/avoids"));
        let path = format!("{base}/tolerates");
        self.each(&linker.exercises, &one.tolerates, &path);
        for (map, name) in [(&one.uses, "uses"), (&one.rebuilds, "rebuilds")] {
            for (id, exercises) in map {
                let path = format!("{base}/{name}/{id}");
                self.key(&linker.exercises, id.as_str(), &path);
                self.each(&linker.exercises, exercises, &path);
            }
        }
        for (goal, steps) in &one.steps {
            let path = format!("{base}/steps/{goal}");
            self.key(&linker.exercises, goal.as_str(), &path);
            for (at, id) in steps.iter().enumerate() {
                if !self.is_form(id) {
                    self.one(&linker.exercises, id, &format!("{path}/{at}"));
                }
            }
        }
        for (at, want) in one.verdicts.iter().enumerate() {
            self.verdicts(want, &format!("{base}/verdicts/{at}"));
        }
        for (id, want) in &one.phases {
            let path = format!("{base}/phases/{id}");
            self.phase(id.as_str(), self.at.key_place(&path));
            self.in_phase(want, &path);
            self.each(&linker.exercises, &want.lacks, &format!("{path}/lacks"));
        }
    }

    fn verdicts(&mut self, one: &Verdicts, base: &str) {
        let linker = self.at.linker;
        if let Some(id) = &one.stage {
            self.one(&linker.stages, id.as_str(), &format!("{base}/stage"));
        }
        if let Some(id) = &one.irritability {
            let path = format!("{base}/irritability");
            self.one(&linker.irritabilities, id.as_str(), &path);
        }
        for id in one.tolerance.keys() {
            self.key(&linker.axes, id.as_str(), &format!("{base}/tolerance/{id}"));
        }
        for id in one.limits.iter().flat_map(BTreeMap::keys) {
            self.key(&linker.axes, id.as_str(), &format!("{base}/limits/{id}"));
        }
        for (at, id) in one.steps_out.iter().enumerate() {
            if !self.is_form(id.as_str()) {
                let place = self.at.at(format_args!("{base}/steps_out/{at}"));
                let ladders = linker.records.ladders.iter();
                let forms = ladders
                    .flat_map(|ladder| &ladder.value.rungs)
                    .filter_map(|rung| rung.form.as_ref());
                let known: Vec<&str> = forms.map(|form| form.id.as_str()).collect();
                self.missing("steps of ladders", id.as_str(), &known, place);
            }
        }
        self.each(&linker.exercises, &one.only, &format!("{base}/only"));
        self.each(&linker.exercises, &one.out, &format!("{base}/out"));
        for (id, turn) in &one.dialled {
            let path = format!("{base}/dialled/{id}");
            self.key(&linker.exercises, id.as_str(), &path);
            let Some(exercise) = linker.records.outline(id.as_str()) else {
                continue;
            };
            let turns = exercise.value.turns.iter();
            let known: Vec<&str> = turns.map(|id| id.as_str()).collect();
            let place = self.at.at(&path);
            if !known.contains(&turn.as_str()) {
                self.missing("dials of this exercise", turn.as_str(), &known, place);
            }
        }
    }

    fn in_phase(&mut self, one: &InPhase, base: &str) {
        let linker = self.at.linker;
        let limits = one.limits.keys().map(|id| (id, "limits"));
        for (id, name) in limits.chain(one.bouts.keys().map(|id| (id, "bouts"))) {
            self.key(&linker.axes, id.as_str(), &format!("{base}/{name}/{id}"));
        }
        self.each(&linker.exercises, &one.gives, &format!("{base}/gives"));
        for (map, name) in [(&one.swaps, "swaps"), (&one.substitutes, "substitutes")] {
            for (from, to) in map {
                let path = format!("{base}/{name}/{from}");
                self.key(&linker.exercises, from.as_str(), &path);
                self.one(&linker.exercises, to.as_str(), &path);
            }
        }
        for (id, dial) in &one.turns {
            let path = format!("{base}/turns/{id}");
            self.key(&linker.exercises, id.as_str(), &path);
            if dial.as_str() != NO_DIAL {
                self.one(&linker.dials, dial.as_str(), &path);
            }
        }
        for id in one.doses.keys() {
            self.key(
                &linker.exercises,
                id.as_str(),
                &format!("{base}/doses/{id}"),
            );
        }
        for (session, exercises) in &one.order {
            let path = format!("{base}/order/{session}");
            self.session(session.as_str(), &path);
            self.each(&linker.exercises, exercises, &path);
        }
        for (session, slots) in &one.left_out {
            let path = format!("{base}/left_out/{session}");
            self.session(session.as_str(), &path);
            let known: Vec<&str> = self
                .programmes
                .iter()
                .flat_map(|one| &one.sessions)
                .filter(|one| one.id == *session)
                .flat_map(|one| one.slots.iter().map(|slot| slot.id.as_str()))
                .collect();
            for (at, slot) in slots.iter().enumerate() {
                let place = self.at.at(format_args!("{path}/{at}"));
                self.local("slots of this session", slot.as_str(), &known, place, true);
            }
        }
        if let Some(pieces) = &one.only_with {
            self.each(&linker.equipment, pieces, &format!("{base}/only_with"));
        }
    }

    fn one<T>(&mut self, known: &Known<'_, T>, id: &str, path: &str) {
        let found = self.at.key(known, id, path, self.problems);
        self.whole &= found.is_some();
    }

    /// The same for an id that is a key of a table.
    fn key<T>(&mut self, known: &Known<'_, T>, id: &str, path: &str) {
        let found = self.at.check_key(known, id, path, self.problems);
        self.whole &= found.is_some();
    }

    fn each<T, I: AsRef<str>>(&mut self, known: &Known<'_, T>, ids: &[I], path: &str) {
        let found = self.at.keys(known, ids, path, self.problems);
        self.whole &= found.len() == ids.len();
    }

    /// What `cleared` holds. An id that is neither is left to the presentation's own check.
    fn flag_or_finding(&mut self, id: &str, path: &str) {
        let linker = self.at.linker;
        let (flags, findings) = (&linker.red_flags, &linker.findings);
        if flags.names.has(id) || flags.names.may_exist(id) {
            self.one(flags, id, path);
        } else if findings.names.has(id) || findings.names.may_exist(id) {
            self.one(findings, id, path);
        }
    }

    /// Whether a rung of a ladder is a form of an exercise with this id.
    fn is_form(&self, id: &str) -> bool {
        let ladders = &self.at.linker.records.ladders;
        ladders
            .iter()
            .flat_map(|ladder| &ladder.value.rungs)
            .any(|rung| {
                rung.form
                    .as_ref()
                    .is_some_and(|form| form.id.as_str() == id)
            })
    }

    fn phase(&mut self, id: &str, place: Place) {
        let known: Vec<&str> = self
            .programmes
            .iter()
            .flat_map(|one| one.phases.iter().map(|phase| phase.id.as_str()))
            .collect();
        self.local("phases", id, &known, place, false);
    }

    fn session(&mut self, id: &str, path: &str) {
        let known: Vec<&str> = self
            .programmes
            .iter()
            .flat_map(|one| one.sessions.iter().map(|session| session.id.as_str()))
            .collect();
        let place = self.at.key_place(path);
        self.local("sessions", id, &known, place, true);
    }

    /// An id that means something only within a programme. Those of sessions made from the person's own
    /// training are known when the case is run.
    fn local(&mut self, what: &str, id: &str, known: &[&str], place: Place, own: bool) {
        let unknowable = self.at.linker.records.broken.contains_key(&Kind::Programme);
        if known.contains(&id) || unknowable || (own && self.own_training) {
            return;
        }
        self.missing(what, id, known, place);
    }

    fn missing(&mut self, what: &str, id: &str, known: &[&str], place: Place) {
        let help = suggest::nearest(id, known.iter().copied())
            .map(|near| format!("Did you mean `{near}`?"));
        let mend = Mend::id(&place, id, known.iter().copied());
        self.whole = false;
        self.problems.push(
            Diagnostic::new(
                &codes::DANGLING,
                place,
                format!("there is no `{id}` among the {what}"),
            )
            .label("not found")
            .maybe_help(help)
            .mend(mend),
        );
    }
}
