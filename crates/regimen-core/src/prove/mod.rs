//! Every presentation of the loaded packs through the engine, covered exactly by factoring.
//!
//! The screen is tried alone: what it says of a red flag, and of a finding's clearance, depends on nothing else.
//! Then each session of each phase is tried for every class of limits that some presentation reaches and every
//! class of rooms: presentations and rooms that the session cannot tell apart. Never rules are left out of
//! the engine for it, so that they judge what demands and limits give. What remains (a clinician's own
//! limits, short sessions, pins and the like) is sampled through the whole engine, from a fixed seed.

mod check;
mod classes;
mod frame;
mod heat;
mod holes;
mod rooms;
mod sample;
mod screen;
mod space;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;

use crate::level::{Levels, MAX_AXES};
use crate::library::{EquipmentSet, Exercise, Key, Library, Never, Programme};
use crate::plan::Condition;
use crate::plan::choose;
use crate::plan::dose;
use crate::plan::item_seconds;
use crate::plan::select::{self, Budget, How, Selection};
use crate::plan::terms::{Found, Marks, Silent, Terms};

use classes::Class;
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
    /// Classes of limits with a class of rooms: how many sessions were chosen.
    pub classes_tried: u64,
    /// How many presentations were sampled through the whole engine, and from which seed.
    pub sampled: u64,
    /// The seed.
    pub seed: u64,
    /// Rules that were broken, the smallest counter-example first.
    pub breaches: Vec<Breach>,
    /// Gaps that no pack declares.
    pub holes: Vec<Hole>,
    /// Gaps that a pack declares.
    pub declared: Vec<Hole>,
    /// Gaps that a pack declares and that are none.
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
    breaches: BTreeMap<(Invariant, String, String), (usize, String)>,
    given: BTreeMap<(String, String), u128>,
    exercises: BTreeSet<Key<Exercise>>,
    wins: BTreeSet<(u16, Key<Exercise>)>,
    empty: BTreeMap<String, holes::Open>,
    short: BTreeMap<String, holes::Open>,
    reached: u128,
}

/// What one frame finds, slot by slot.
struct Slots {
    given: Vec<BTreeMap<Key<Exercise>, u128>>,
    empty: Vec<holes::Open>,
    short: holes::Open,
    wins: BTreeSet<(u16, Key<Exercise>)>,
    seconds: BTreeMap<(usize, Key<Exercise>, Option<u16>, bool), u64>,
}

impl Findings {
    fn merge(&mut self, other: Findings) {
        self.classes += other.classes;
        self.tried += other.tried;
        self.exercises.extend(other.exercises);
        self.wins.extend(other.wins);
        self.reached = self.reached.saturating_add(other.reached);
        for (key, count) in other.given {
            let sum = self.given.entry(key).or_default();
            *sum = sum.saturating_add(count);
        }
        for (key, breach) in other.breaches {
            let there = self.breaches.entry(key).or_insert_with(|| breach.clone());
            if breach < *there {
                *there = breach;
            }
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
            let found = try_frame(library, frame, &options, &answers, flags);
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
    sample::try_some(library, SEED, run.samples, &mut found);
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
        holds: breaches.is_empty() && open.is_empty() && stale.is_empty(),
        presentations: screening.all(library, &options).saturating_mul(wide),
        pass_the_screen: passing.saturating_mul(wide),
        screen_tried,
        frames: frames.len(),
        limit_classes: found.classes,
        classes_tried: found.tried,
        sampled: run.samples,
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

/// One frame: every class of limits with every class of rooms.
fn try_frame(
    library: &Library,
    frame: &Frame,
    options: &[FindingOptions],
    answers: &[space::Answers],
    flags: u128,
) -> Findings {
    let mut found = Findings::default();
    let mut classes = classes::classes(library, frame, options, answers, flags);
    // Rules for everyone at the frame's stage hold for every class.
    let here = choose::situation(library, frame.stage, &[], frame.programme, frame.phase);
    let everyone = crate::plan::judge::nevers(library, &here);
    for class in &mut classes {
        class
            .rules
            .extend(everyone.iter().map(|&rule| (rule, class.smallest)));
    }
    let stage = here.stage;
    let rooms = rooms::rooms(frame);
    let outside = library
        .equipment
        .len()
        .saturating_sub(frame.pieces.len())
        .min(127);
    let outside = 1u128 << outside;
    let mut selection = Selection::default();
    let mut cheaper = Selection::default();
    let exercises = library.choices.len();
    let phase = library.programmes[frame.programme].phases.get(frame.phase);
    let place = format!(
        "{}/{}/{}/{}",
        library.programmes[frame.programme].id,
        phase.map_or("", |phase| phase.id.as_str()),
        library.stages[frame.stage].id,
        frame.session.id,
    );
    found.classes = classes.len() as u64;
    let count = frame.places.len();
    let mut slots = Slots {
        given: vec![BTreeMap::new(); count],
        empty: vec![holes::Open::default(); count],
        short: holes::Open::default(),
        wins: BTreeSet::new(),
        seconds: BTreeMap::new(),
    };
    let mut terms = Terms {
        limits: Levels::UNLIMITED,
        room: EquipmentSet::EMPTY,
        stage,
        wanted: 0,
        barred: frame.barred.clone(),
        forbidden: Marks::none(exercises),
    };
    for group in frame.groups(library, &classes) {
        let Some(first) = group.first() else {
            continue;
        };
        let profiles = profiles(library, frame, &group);
        let coarse = rooms::coarser(&rooms, &frame.matters(library, first.limits));
        terms.limits = first.limits;
        terms.wanted = first.wanted;
        for room in &coarse {
            terms.room = room.smallest;
            selection.fill(library, &terms, &frame.places, &mut Silent);
            found.tried += group.len() as u64;
            let rooms = room.count.saturating_mul(outside);
            let costs = selection.costs(&frame.places);
            let over = |one: &&Profile| {
                let budgets = one.budgets.iter();
                budgets.clone().any(|budget| {
                    costs
                        .get(budget.axis)
                        .is_some_and(|cost| *cost > budget.most)
                })
            };
            let mut context = Context {
                library,
                frame,
                options,
                limits: first.limits,
                room: room.smallest,
                rooms,
            };
            // All that is within its budget has the same session: it is looked at once.
            let mut within: Option<Profile> = None;
            for profile in profiles.iter().filter(|one| !over(one)) {
                match &mut within {
                    Some(sum) => sum.join(profile),
                    None => within = Some(profile.clone()),
                }
            }
            if let Some(within) = within {
                look(
                    &mut context,
                    stage.index(),
                    &selection,
                    &within,
                    &mut found,
                    &mut slots,
                );
            }
            for profile in profiles.iter().filter(over) {
                cheaper.clone_from(&selection);
                cheaper.keep_budget(
                    library,
                    &terms,
                    &frame.places,
                    &profile.budgets,
                    &mut Silent,
                );
                look(
                    &mut context,
                    stage.index(),
                    &cheaper,
                    profile,
                    &mut found,
                    &mut slots,
                );
            }
        }
    }
    file(library, frame, &place, slots, &mut found);
    found
}

/// Files what the slots of a frame held under their names.
fn file(library: &Library, frame: &Frame, place: &str, slots: Slots, found: &mut Findings) {
    found.wins.extend(slots.wins);
    let name = frame.name(library);
    let id = |at: usize| {
        frame
            .session
            .slots
            .get(at)
            .map_or("", |slot| slot.id.as_str())
    };
    for (at, given) in slots.given.into_iter().enumerate() {
        for (exercise, count) in given {
            found.exercises.insert(exercise);
            if !frame.own {
                let exercise = library.exercises[exercise].id.to_string();
                let key = (format!("{place}/{}", id(at)), exercise);
                let sum = found.given.entry(key).or_default();
                *sum = sum.saturating_add(count);
            }
        }
    }
    for (at, open) in slots.empty.into_iter().enumerate() {
        if open.count > 0 {
            let of = if frame.own {
                name.clone()
            } else {
                format!("{name}/{}", id(at))
            };
            found.empty.entry(of).or_default().merge(open);
        }
    }
    if slots.short.count > 0 {
        found.short.entry(name).or_default().merge(slots.short);
    }
}

/// Classes of the same limits and wishes with the same budgets, together.
#[derive(Debug, Clone)]
struct Profile {
    budgets: Vec<Budget>,
    /// How many presentations whose sessions are kept small, and how many others; equipment apart.
    small: u128,
    full: u128,
    smallest: classes::Ticks,
    rules: Vec<(Key<Never>, classes::Ticks)>,
    keep: usize,
}

impl Profile {
    fn join(&mut self, other: &Profile) {
        self.small = self.small.saturating_add(other.small);
        self.full = self.full.saturating_add(other.full);
        self.smallest = classes::smaller(self.smallest, other.smallest);
        for &rule in &other.rules {
            classes::learn(&mut self.rules, rule);
        }
    }
}

/// The classes of a group by their budgets. A budget that nothing here can pass is none.
fn profiles(library: &Library, frame: &Frame, group: &[&Class]) -> Vec<Profile> {
    let mut most = [0u16; MAX_AXES];
    let Some(first) = group.first() else {
        return Vec::new();
    };
    let options = |exercise: Key<Exercise>| {
        let options = library.choices.of(exercise);
        options.plain.iter().chain(&options.turned)
    };
    for place in &frame.places {
        let near = library
            .choices
            .nearest(place.exercise)
            .iter()
            .map(|one| one.to);
        let instead = library
            .choices
            .instead(place.exercise)
            .iter()
            .map(|one| one.to);
        let all = std::iter::once(place.exercise).chain(instead).chain(near);
        let asked: Vec<Levels> = all
            .flat_map(options)
            .flat_map(|opt| [opt.demands, opt.demands.raised()])
            .filter(|asks| asks.within(first.limits))
            .collect();
        for (axis, most) in most.iter_mut().enumerate() {
            let dearest = asked.iter().map(|asks| select::cost(asks.get(axis))).max();
            *most += dearest.unwrap_or(0);
        }
    }
    let mut all: BTreeMap<Vec<Budget>, Profile> = BTreeMap::new();
    for class in group {
        let counts = |budget: &&Budget| {
            most.get(budget.axis)
                .is_some_and(|most| *most > budget.most)
        };
        let budgets: Vec<Budget> = class.budgets.iter().filter(counts).copied().collect();
        let one = Profile {
            budgets: budgets.clone(),
            small: if class.keep.is_some() { class.count } else { 0 },
            full: if class.keep.is_some() { 0 } else { class.count },
            smallest: class.smallest,
            rules: class.rules.clone(),
            keep: class.keep.unwrap_or(usize::MAX),
        };
        match all.entry(budgets) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(one);
            }
            std::collections::btree_map::Entry::Occupied(mut place) => {
                let keep = place.get().keep.min(one.keep);
                place.get_mut().join(&one);
                place.get_mut().keep = keep;
            }
        }
    }
    all.into_values().collect()
}

/// A group of classes in a class of rooms, looked at.
struct Context<'a> {
    library: &'a Library,
    frame: &'a Frame,
    options: &'a [FindingOptions],
    limits: Levels,
    room: EquipmentSet,
    /// How many rooms.
    rooms: u128,
}

impl Context<'_> {
    /// How many findings and pieces of equipment the class's smallest presentation has.
    fn size(&self, ticks: classes::Ticks) -> usize {
        classes::ticked(ticks) as usize * 64 + self.room.bits().count_ones() as usize
    }

    /// A presentation of the class, as text, and how large it is.
    fn presentation(&self, ticks: classes::Ticks) -> (usize, String) {
        let conditions = classes::conditions(self.library, ticks, self.options);
        let own = self.frame.own.then(|| self.frame.places.first()).flatten();
        presentation(
            self.library,
            self.frame.stage,
            &conditions,
            self.room,
            Some(self.frame.programme),
            own.map(|place| place.exercise),
        )
    }
}

/// What a session holds and lacks.
fn look(
    context: &mut Context<'_>,
    stage: usize,
    chosen: &Selection,
    profile: &Profile,
    found: &mut Findings,
    slots: &mut Slots,
) {
    let (library, frame) = (context.library, context.frame);
    let looked = check::Looked {
        frame,
        limits: context.limits,
        budgets: &profile.budgets,
        rules: &profile.rules,
        room: context.room,
        stage,
    };
    let mut broken = Vec::new();
    check::broken(library, &looked, chosen, &mut broken);
    for (rule, exercise) in broken {
        let ticks = match rule {
            Invariant::Never => profile
                .rules
                .iter()
                .find(|(rule, _)| library.nevers[*rule].exercises.contains(&exercise))
                .map_or(profile.smallest, |(_, ticks)| *ticks),
            _ => profile.smallest,
        };
        let breach = context.presentation(ticks);
        let key = (
            rule,
            frame.name(library),
            library.exercises[exercise].id.to_string(),
        );
        let there = found.breaches.entry(key).or_insert_with(|| breach.clone());
        if breach < *there {
            *there = breach;
        }
    }
    let full = profile.full.saturating_mul(context.rooms);
    let small = profile.small.saturating_mul(context.rooms);
    let count = full.saturating_add(small);
    found.reached = found.reached.saturating_add(count);
    let size = context.size(profile.smallest);
    let example = || context.presentation(profile.smallest).1;
    for empty in &chosen.empty {
        if empty.why.is_ok()
            && let Some(open) = slots.empty.get_mut(empty.slot)
        {
            open.see(count, size, example);
        }
    }
    for pick in &chosen.picks {
        if let How::Instead(Found::Record(record), _) = pick.how {
            slots.wins.insert((record, pick.exercise));
        }
    }
    for (count, keep) in [(full, usize::MAX), (small, profile.keep)] {
        if count == 0 {
            continue;
        }
        let items = holes::kept(library, frame, chosen, keep);
        for &(slot, exercise) in &items {
            if let Some(given) = slots.given.get_mut(slot) {
                let sum = given.entry(exercise).or_default();
                *sum = sum.saturating_add(count);
            }
        }
        if !frame.own && !choose::keeps_floor(library, &frame.session, &items) {
            slots.short.see(count, size, example);
        }
    }
    if let Some(most) = frame.session.max_minutes {
        let took = time(library, frame, chosen, slots);
        if took > u64::from(most) * 60
            && let Some(pick) = chosen.picks.last()
        {
            let key = (
                Invariant::Long,
                frame.name(library),
                library.exercises[pick.exercise].id.to_string(),
            );
            found.breaches.entry(key).or_insert((size, example()));
        }
    }
}

/// How long a session takes at most, in seconds, before anything brings its doses down.
fn time(library: &Library, frame: &Frame, chosen: &Selection, slots: &mut Slots) -> u64 {
    let mut total = 0;
    for pick in &chosen.picks {
        let key = (pick.slot, pick.exercise, pick.opt.turn, pick.less);
        total += *slots.seconds.entry(key).or_insert_with(|| {
            let record = &library.exercises[pick.exercise];
            let slot = frame.session.slots.get(pick.slot);
            let dose = match (pick.how, slot) {
                (How::Own, Some(slot)) => dose::planned(record, &slot.dose),
                _ => record.dose.clone(),
            };
            let turn = pick
                .opt
                .turn
                .and_then(|turn| record.turns.get(usize::from(turn)));
            let dose = turn.map_or(dose.clone(), |turn| dose::turned(&dose, turn));
            item_seconds(&dose, &record.pace).1
        });
    }
    let changeover = library.programmes[frame.programme].changeover_s;
    let changes = chosen.picks.len().saturating_sub(1) as u64;
    total + changes * u64::from(changeover.max)
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
