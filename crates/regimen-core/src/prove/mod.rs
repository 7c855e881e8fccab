//! Every presentation of the loaded packs through the engine, covered exactly by factoring.
//!
//! The screen is tried alone: what it says of a red flag, and of a finding's clearance, depends on nothing else.
//! Then each session of each phase is chosen for every class of limits that some presentation reaches in every
//! class of rooms, for many at once: choosing itself asks what tells them apart. Never rules are left out of
//! the engine for it, so that they judge what demands and limits give. What remains (a clinician's own
//! limits, short sessions, pins and the like) is sampled through the whole engine, from a fixed seed.

mod check;
mod classes;
mod frame;
mod heat;
mod holes;
mod many;
mod rooms;
mod sample;
mod screen;
mod session;
mod space;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;

use crate::library::{EquipmentSet, Exercise, Key, Library, Programme};
use crate::plan::Condition;

use frame::Frame;
use space::{FindingOptions, Screening};

pub use check::Invariant;
pub use heat::{Heat, HeatCell, HeatRow, heat};
pub use holes::Hole;

/// What a proof found.
#[derive(Debug, Clone, Serialize)]
pub struct Proof {
    /// Whether nothing was broken and every gap is declared.
    pub holds: bool,
    /// How many presentations there are: answers to red flags, clearances, findings with stage and irritability,
    /// stage, equipment and programme.
    pub presentations: u128,
    /// How many of those pass the screen.
    pub pass_the_screen: u128,
    /// How often the screen was tried.
    pub screen_tried: u64,
    /// Sessions of phases at stages.
    pub frames: usize,
    /// Classes of limits, summed over the frames.
    pub limit_classes: u64,
    /// Classes of limits, each in every class of rooms.
    pub classes_tried: u64,
    /// How many sessions were chosen for them: those of which choosing cannot tell the classes apart, once.
    pub sessions_chosen: u64,
    /// How many sampled presentations got a plan from the whole engine, and from which seed.
    pub sampled: u64,
    /// The seed.
    pub seed: u64,
    /// Rules that were broken, the smallest counter-example first.
    pub breaches: Vec<Breach>,
    /// Gaps that no pack declares.
    pub holes: Vec<Hole>,
    /// Gaps that a pack declares.
    pub declared: Vec<Hole>,
    /// Gaps that a pack declares and that are none: other packs may have filled them.
    pub stale: Vec<String>,
    /// What the exact part does not cover.
    pub sampled_only: Vec<String>,
    /// How many presentations get each exercise in each slot, by `programme/phase/stage/session/slot`.
    #[serde(skip)]
    pub given: BTreeMap<(String, String), u128>,
}

/// A rule that was broken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Breach {
    /// How many findings and pieces of equipment the counter-example has.
    pub size: usize,
    /// What was broken, in words.
    pub what: String,
    /// Where: the programme and session.
    pub at: String,
    /// The exercise.
    pub exercise: String,
    /// A presentation to run.
    pub presentation: String,
}

/// How a proof is run.
pub struct Run<'a> {
    /// How many threads.
    pub threads: usize,
    /// How many presentations to sample.
    pub samples: u64,
    /// Told of each frame that is done: how many, of how many.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// The seed of what is sampled.
const SEED: u64 = 20_261_121;

/// The packs hold more than a proof can: of what, and how many at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooMany {
    /// Of what there is too much.
    pub what: String,
    /// How many at most.
    pub most: usize,
}

/// What one thread or frame found.
#[derive(Default)]
struct Findings {
    classes: u64,
    tried: u64,
    chosen: u64,
    breaches: BTreeMap<(Invariant, String, String), (usize, String)>,
    given: BTreeMap<(String, String), u128>,
    exercises: BTreeSet<Key<Exercise>>,
    wins: BTreeSet<(u16, Key<Exercise>)>,
    empty: BTreeMap<String, holes::Open>,
    short: BTreeMap<String, holes::Open>,
    reached: u128,
}

impl Findings {
    /// Writes a breach down, unless a smaller one of its kind is there.
    fn breach(&mut self, rule: Invariant, at: String, exercise: String, example: (usize, String)) {
        let there = self
            .breaches
            .entry((rule, at, exercise))
            .or_insert_with(|| example.clone());
        if example < *there {
            *there = example;
        }
    }

    fn merge(&mut self, other: Findings) {
        self.classes += other.classes;
        self.tried += other.tried;
        self.chosen += other.chosen;
        self.exercises.extend(other.exercises);
        self.wins.extend(other.wins);
        self.reached = self.reached.saturating_add(other.reached);
        for (key, count) in other.given {
            let sum = self.given.entry(key).or_default();
            *sum = sum.saturating_add(count);
        }
        for ((rule, at, exercise), example) in other.breaches {
            self.breach(rule, at, exercise, example);
        }
        for (key, open) in other.empty {
            self.empty.entry(key).or_default().merge(open);
        }
        for (key, open) in other.short {
            self.short.entry(key).or_default().merge(open);
        }
    }
}

/// Proves the packs.
///
/// # Errors
///
/// If the packs hold more findings or equipment than a proof can.
pub fn prove(library: &Library, run: &Run<'_>) -> Result<Proof, TooMany> {
    let options = FindingOptions::all(library);
    let most = options.iter().map(|one| one.options).max().unwrap_or(0);
    if options.len() > classes::MAX_FINDINGS || most > classes::MAX_OPTIONS {
        return Err(TooMany {
            what: "findings, or stages and irritabilities of one".to_owned(),
            most: classes::MAX_FINDINGS,
        });
    }
    let screening = Screening::new(library);
    let (answers, flags) = screening.passing(library);
    let frames = Frame::all(library);
    for frame in &frames {
        if frame.pieces.len() > rooms::MAX_PIECES || frame.needs.len() > rooms::MAX_NEEDS {
            return Err(TooMany {
                what: format!("pieces of equipment in `{}`", frame.name(library)),
                most: rooms::MAX_PIECES,
            });
        }
    }
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let total = Mutex::new(Findings::default());
    let work = || {
        loop {
            let Some(frame) = frames.get(next.fetch_add(1, Ordering::Relaxed)) else {
                return;
            };
            let found = session::try_all(library, frame, &options, &answers, flags);
            if let Ok(mut total) = total.lock() {
                total.merge(found);
            }
            (run.progress)(done.fetch_add(1, Ordering::Relaxed) + 1, frames.len());
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..run.threads.max(1) {
            scope.spawn(work);
        }
        work();
    });
    let mut found = total.into_inner().unwrap_or_default();
    let screen_tried = screen::try_all(library, &mut found);
    let sampled = sample::try_some(library, SEED, run.samples, &mut found);
    let holes = holes::all(library, &found);
    let (declared, open, stale) = holes::sort(library, holes);
    let mut breaches: Vec<Breach> = found
        .breaches
        .into_iter()
        .map(|((rule, at, exercise), (size, presentation))| Breach {
            size,
            what: rule.words().to_owned(),
            at,
            exercise,
            presentation,
        })
        .collect();
    breaches.sort();
    let wide = u128::from(library.stages.len() as u64)
        .saturating_mul(1u128 << library.equipment.len().min(64))
        .saturating_mul(library.programmes.len() as u128 + 1);
    let passing = classes_of_all(library, &options, &answers, flags);
    Ok(Proof {
        holds: breaches.is_empty() && open.is_empty(),
        presentations: screening.all(library, &options).saturating_mul(wide),
        pass_the_screen: passing.saturating_mul(wide),
        screen_tried,
        frames: frames.len(),
        limit_classes: found.classes,
        classes_tried: found.tried,
        sessions_chosen: found.chosen,
        sampled,
        seed: SEED,
        breaches,
        holes: open,
        declared,
        stale,
        sampled_only: [
            "week",
            "session_minutes",
            "current_training of several exercises",
            "exclude",
            "pin",
            "tolerance",
            "goals",
            "training_days",
        ]
        .map(str::to_owned)
        .to_vec(),
        given: found.given,
    })
}

/// How many ways of findings and clearances pass the screen, flags among them.
fn classes_of_all(
    library: &Library,
    options: &[FindingOptions],
    answers: &[space::Answers],
    flags: u128,
) -> u128 {
    let ways = answers.iter().map(|answers| {
        let findings = options.iter().map(|one| {
            let ticked = u128::from(one.options).saturating_mul(one.ticked(library, answers));
            one.unticked(library, answers).saturating_add(ticked)
        });
        findings.fold(1u128, u128::saturating_mul)
    });
    ways.fold(0u128, u128::saturating_add).saturating_mul(flags)
}

/// A presentation as text, and how large it is: findings and pieces of equipment.
fn presentation(
    library: &Library,
    stage: Key<crate::library::Stage>,
    conditions: &[Condition],
    room: EquipmentSet,
    programme: Option<Key<Programme>>,
    own: Option<Key<Exercise>>,
) -> (usize, String) {
    let findings: Vec<String> = conditions
        .iter()
        .map(|one| {
            let id = &library.findings[one.finding].id;
            let mut more = String::new();
            if one.stage != stage {
                more.push_str(&format!(", stage = \"{}\"", library.stages[one.stage].id));
            }
            if let Some(how) = one.irritability {
                let id = &library.irritabilities[how].id;
                more.push_str(&format!(", irritability = \"{id}\""));
            }
            if more.is_empty() {
                format!("\"{id}\"")
            } else {
                format!("{{ id = \"{id}\"{more} }}")
            }
        })
        .collect();
    let cleared: Vec<String> = conditions
        .iter()
        .map(|one| &library.findings[one.finding])
        .filter(|finding| finding.clearance.is_some())
        .map(|finding| format!("\"{}\"", finding.id))
        .collect();
    let equipment: Vec<String> = library
        .equipment
        .iter()
        .filter(|(key, _)| room.has(*key))
        .map(|(_, piece)| format!("\"{}\"", piece.id))
        .collect();
    let mut text = format!(
        "red_flags = []\nfindings = [{}]\nstage = \"{}\"\n",
        findings.join(", "),
        library.stages[stage].id
    );
    if !cleared.is_empty() {
        text.push_str(&format!("cleared = [{}]\n", cleared.join(", ")));
    }
    if !equipment.is_empty() {
        text.push_str(&format!("equipment = [{}]\n", equipment.join(", ")));
    }
    if let Some(programme) = programme {
        text.push_str(&format!(
            "programme = \"{}\"\n",
            library.programmes[programme].id
        ));
    }
    if let Some(own) = own {
        text.push_str(&format!(
            "current_training = [{{ exercise = \"{}\" }}]\n",
            library.exercises[own].id
        ));
    }
    (findings.len() * 64 + equipment.len(), text)
}
