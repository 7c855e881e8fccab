//! What the limits say of each exercise alone, held against what a case expects of it.

use std::collections::BTreeMap;

use super::Case;
use super::look::{Look, names};
use crate::format::case::{Expect, Verdicts};
use crate::id::{AxisId, TurnId};
use crate::level::{Level, Levels};
use crate::library::{Exercise, Key, Library};
use crate::plan::verdict::{Fits, Instead, Verdict};

/// The same person as in `wanted`, with the verdicts that come.
pub(super) fn as_they_come(library: &Library, case: &Case, wanted: &Verdicts) -> Verdicts {
    let asked = instead(library, wanted).of(&case.asked);
    let fits = Fits::new(library, &asked);
    let steps = case.steps(library);
    let steps = steps.filter(|(exercise, form)| !fits.form(*exercise, form));
    let limits = limited(library, &fits);
    let mut came = Verdicts {
        limits: wanted.limits.is_some().then(|| limits.collect()),
        out: Vec::new(),
        dialled: BTreeMap::new(),
        steps_out: steps.map(|(_, form)| form.id.clone()).collect(),
        ..wanted.clone()
    };
    for &key in &case.looks_at {
        let exercise = &library.exercises[key];
        if !speaks_of(wanted, exercise) {
            continue;
        }
        let verdict = fits.verdict(key);
        match (verdict, turned(exercise, verdict)) {
            (Verdict::Out | Verdict::Early(_), _) => came.out.push(exercise.id.clone()),
            (_, Some(dial)) => {
                came.dialled.insert(exercise.id.clone(), dial.clone());
            }
            (_, None) => {}
        }
    }
    came
}

impl Look<'_> {
    pub(super) fn verdicts(&mut self, expect: &Expect) {
        for (at, wanted) in expect.verdicts.iter().enumerate() {
            let asked = instead(self.library, wanted).of(&self.case.asked);
            let fits = Fits::new(self.library, &asked);
            let path = format!("/verdicts/{at}");
            if let Some(limits) = &wanted.limits {
                self.all_limits(&format!("{path}/limits"), limits, &fits);
            }
            for &key in &self.case.looks_at {
                self.verdict(&path, wanted, &fits, key);
            }
            self.steps(&path, wanted, &fits);
        }
    }

    fn all_limits(&mut self, path: &str, wanted: &BTreeMap<AxisId, Level>, fits: &Fits<'_>) {
        let came: BTreeMap<AxisId, Level> = limited(self.library, fits).collect();
        for (id, level) in wanted {
            let came = came.get(id).map_or(Level::High, |came| *came);
            let what = format!("{id} limited to");
            self.same(
                &format!("{path}/{id}"),
                &what,
                level.as_str(),
                came.as_str(),
            );
        }
        for (id, level) in came.iter().filter(|(id, _)| !wanted.contains_key(id)) {
            let came = format!("it may be {}", level.as_str());
            self.wrong(path, format!("{id} free: it is not named here"), came);
        }
    }

    fn steps(&mut self, path: &str, wanted: &Verdicts, fits: &Fits<'_>) {
        let steps: Vec<_> = self.case.steps(self.library).collect();
        for (exercise, form) in steps {
            let named = wanted.steps_out.iter().position(|one| *one == form.id);
            let fit = fits.form(exercise, form);
            let asks = levels(self.library, fits, form.demands, |asks, limit| {
                if fit {
                    limit < Level::High
                } else {
                    asks > limit
                }
            });
            let asks = names(parts(&asks));
            match named {
                Some(at) if fit => self.wrong(
                    &format!("{path}/steps_out/{at}"),
                    format!("the step {} out", form.id),
                    format!("it fits: {asks}"),
                ),
                None if !fit => self.wrong(
                    path,
                    format!("the step {} as it is: it is not named here", form.id),
                    format!("it is out: {asks}"),
                ),
                Some(_) | None => {}
            }
        }
    }

    fn verdict(&mut self, path: &str, wanted: &Verdicts, fits: &Fits<'_>, key: Key<Exercise>) {
        let exercise = &self.library.exercises[key];
        let id = &exercise.id;
        let came = fits.verdict(key);
        if !speaks_of(wanted, exercise) {
            return;
        }
        let turn = turned(exercise, came);
        let said = || self.said(fits, key, came);
        if let Some(at) = wanted.out.iter().position(|one| one == id) {
            if !matches!(came, Verdict::Out | Verdict::Early(_)) {
                let said = said();
                self.wrong(&format!("{path}/out/{at}"), format!("{id} out"), said);
            }
        } else if let Some(dial) = wanted.dialled.get(id) {
            if turn != Some(dial) {
                let said = said();
                let expected = format!("{id} only with its dial {dial}");
                self.wrong(&format!("{path}/dialled/{id}"), expected, said);
            }
        } else if came != Verdict::Kept {
            let said = said();
            self.wrong(path, format!("{id} as it is: it is not named here"), said);
        }
    }

    /// A verdict in words, with the levels that it rests on.
    fn said(&self, fits: &Fits<'_>, key: Key<Exercise>, came: Verdict) -> String {
        let library = self.library;
        let exercise = &library.exercises[key];
        // The first way at hand.
        let mut ways = exercise.ways.iter();
        let here = ways.find(|way| way.needs.within(fits.room()));
        let demands = here.map_or(exercise.demands, |way| way.demands);
        let above = || levels(library, fits, demands, |asks, limit| asks > limit);
        match came {
            Verdict::Kept => {
                let asked = levels(library, fits, demands, |_, limit| limit < Level::High);
                if asked.is_empty() {
                    "it fits as it is: nothing is limited".to_owned()
                } else {
                    format!("it fits as it is: {}", names(parts(&asked)))
                }
            }
            Verdict::Dialled(turn) => {
                let dial = exercise.turns.get(turn);
                let dial = dial.map_or("", |turn| turn.id.as_str());
                format!(
                    "it fits only with its dial {dial}: as it is, {}",
                    names(parts(&above()))
                )
            }
            Verdict::Out => {
                let above = above();
                if above.is_empty() {
                    "it is out: what it needs is not at hand".to_owned()
                } else {
                    format!("it is out: {}", names(parts(&above)))
                }
            }
            Verdict::Early(from) => {
                format!("it is out before the stage {}", library.stages[from].id)
            }
        }
    }
}

/// Whether these verdicts speak of an exercise.
fn speaks_of(wanted: &Verdicts, exercise: &Exercise) -> bool {
    wanted.only.is_empty() || wanted.only.contains(&exercise.id)
}

/// The limited axes, each with its highest level.
fn limited(library: &Library, fits: &Fits<'_>) -> impl Iterator<Item = (AxisId, Level)> {
    let limits = fits.limits();
    let axes = library.axes.iter();
    let all = axes.map(move |(axis, record)| (record.id.clone(), limits.get(axis.index())));
    all.filter(|(_, level)| *level < Level::High)
}

/// What is asked on each axis that `which` picks by the level and the limit, in words.
fn levels(
    library: &Library,
    fits: &Fits<'_>,
    demands: Levels,
    which: impl Fn(Level, Level) -> bool,
) -> Vec<String> {
    let axes = library.axes.iter();
    axes.filter_map(|(axis, record)| {
        let asks = demands.get(axis.index());
        let limit = fits.limits().get(axis.index());
        which(asks, limit).then(|| {
            format!(
                "{} is {} and may be {}",
                record.id,
                asks.as_str(),
                limit.as_str()
            )
        })
    })
    .collect()
}

/// What differs from the presentation. Every id in a case has been found: one that had not would have kept it from
/// being run.
fn instead(library: &Library, wanted: &Verdicts) -> Instead {
    let stage = wanted.stage.as_ref();
    let irritability = wanted.irritability.as_ref();
    let tolerance = wanted.tolerance.iter().filter_map(|(axis, &level)| {
        let axis = library.axes.find(axis.as_str())?;
        Some((axis.index(), level))
    });
    Instead {
        stage: stage.and_then(|id| library.stages.find(id.as_str())),
        irritability: irritability.and_then(|id| library.irritabilities.find(id.as_str())),
        tolerance: tolerance.collect(),
    }
}

/// The dial that makes an exercise fit.
fn turned(exercise: &Exercise, verdict: Verdict) -> Option<&TurnId> {
    match verdict {
        Verdict::Dialled(turn) => exercise.turns.get(turn).map(|turn| &turn.id),
        Verdict::Kept | Verdict::Out | Verdict::Early(_) => None,
    }
}

fn parts(all: &[String]) -> impl Iterator<Item = &str> {
    all.iter().map(String::as_str)
}
