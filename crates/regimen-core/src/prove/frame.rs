//! A frame: one session of one phase of a programme at one stage, with all that its outcome can depend on.

use std::collections::{BTreeMap, BTreeSet};

use crate::level::{Level, Levels, MAX_AXES};
use crate::library::{EquipmentSet, Exercise, Key, Library, Programme, Session, Stage};
use crate::plan::choose;
use crate::plan::select::{Bulk, Place};
use crate::plan::session::place;
use crate::plan::terms::Marks;

/// One session in one phase, for presentations of one stage.
pub(super) struct Frame {
    pub(super) programme: Key<Programme>,
    /// The phase, by position.
    pub(super) phase: usize,
    /// The presentation's stage.
    pub(super) stage: Key<Stage>,
    pub(super) session: Session,
    pub(super) places: Vec<Place>,
    /// The person's own training, an exercise alone.
    pub(super) own: bool,
    /// Barred in this phase.
    pub(super) barred: Marks,
    /// Every exercise that can come into question.
    pub(super) candidates: Vec<Key<Exercise>>,
    /// The levels on each axis that make a difference, lowest first.
    levels: Vec<Vec<Level>>,
    /// Axes on which a budget can make a difference.
    costly: Vec<bool>,
    /// Traits that can decide between two that are equally near.
    pub(super) traits: u64,
    /// What the candidates need, each set once.
    pub(super) needs: Vec<EquipmentSet>,
    /// Every piece that they mention and the phase allows.
    pub(super) pieces: Vec<u64>,
    pub(super) too_heavy: EquipmentSet,
}

impl Frame {
    /// Every frame of a library, those of phases that are alike once.
    pub(super) fn all(library: &Library) -> Vec<Frame> {
        let mut frames = Vec::new();
        for (key, programme) in library.programmes.iter() {
            for (stage, _) in library.stages.iter() {
                let mut seen = BTreeSet::new();
                for phase in 0..programme.phases.len() {
                    let alike = likeness(programme, phase);
                    if !seen.insert(alike) {
                        continue;
                    }
                    let list = programme.closed.then(|| choose::listed(programme, phase));
                    for at in choose::sessions_of(programme, phase, false, &programme.order) {
                        let Some(session) = programme.sessions.get(at) else {
                            continue;
                        };
                        let places: Vec<Place> = session
                            .slots
                            .iter()
                            .map(|slot| place(library, slot))
                            .collect();
                        frames.push(Frame::new(
                            library,
                            key,
                            phase,
                            stage,
                            session.clone(),
                            places,
                            list.as_deref(),
                            false,
                        ));
                    }
                    if programme.own_training.is_some() {
                        frames.extend(own(library, key, phase, stage, list.as_deref()));
                    }
                }
            }
        }
        frames
    }

    #[expect(clippy::too_many_arguments, reason = "a frame has that many parts")]
    fn new(
        library: &Library,
        programme: Key<Programme>,
        phase: usize,
        stage: Key<Stage>,
        session: Session,
        places: Vec<Place>,
        list: Option<&[Key<Exercise>]>,
        own: bool,
    ) -> Frame {
        let exercises = library.choices.len();
        let mut barred = Marks::none(exercises);
        if let Some(list) = list {
            barred = Marks::all(exercises);
            list.iter().for_each(|&one| barred.clear(one));
        }
        let mut candidates: BTreeSet<Key<Exercise>> = BTreeSet::new();
        let mut traits = 0;
        for place in &places {
            candidates.insert(place.exercise);
            let instead = library.choices.instead(place.exercise);
            candidates.extend(instead.iter().map(|one| one.to));
            let near = library.choices.nearest(place.exercise);
            candidates.extend(near.iter().map(|one| one.to));
            let mut ties: BTreeMap<u32, Vec<u64>> = BTreeMap::new();
            for one in near {
                let all = ties.entry(one.distance).or_default();
                all.push(library.choices.of(one.to).traits);
            }
            for tie in ties.values() {
                let some = tie.iter().fold(0, |bits, one| bits | one);
                let every = tie.iter().fold(u64::MAX, |bits, one| bits & one);
                traits |= some & !every;
            }
        }
        let candidates: Vec<Key<Exercise>> = candidates
            .into_iter()
            .filter(|&one| !barred.has(one))
            .collect();
        let too_heavy = library.programmes[programme]
            .phases
            .get(phase)
            .map_or(EquipmentSet::EMPTY, |phase| phase.too_heavy);
        let bulky = places.iter().any(|place| place.bulk != Bulk::Usual);
        let mut needs = Vec::new();
        let mut mentioned = EquipmentSet::EMPTY;
        let mut levels: Vec<BTreeSet<Level>> = vec![BTreeSet::from([Level::None]); MAX_AXES];
        let mut demands = |asks: Levels| {
            for (axis, all) in levels.iter_mut().enumerate() {
                all.insert(asks.get(axis));
            }
        };
        for &one in &candidates {
            let options = library.choices.of(one);
            for opt in options.plain.iter().chain(&options.turned) {
                demands(opt.demands);
                if bulky {
                    demands(opt.demands.raised());
                }
                let allowed = opt.needs.and(too_heavy) == EquipmentSet::EMPTY;
                if allowed && !needs.contains(&opt.needs) {
                    needs.push(opt.needs);
                    mentioned = mentioned.or(opt.needs);
                }
            }
        }
        let levels: Vec<Vec<Level>> = levels
            .into_iter()
            .map(|all| all.into_iter().collect())
            .collect();
        let costly = levels
            .iter()
            .map(|all| all.last().is_some_and(|&most| most > Level::Low))
            .collect();
        let bits = mentioned.bits();
        let pieces = (0..64)
            .map(|at| 1u64 << at)
            .filter(|bit| bits & bit != 0)
            .collect();
        Frame {
            programme,
            phase,
            stage,
            session,
            places,
            own,
            barred,
            candidates,
            levels,
            costly,
            traits,
            needs,
            pieces,
            too_heavy,
        }
    }

    /// A limit as this session sees it: the highest level that something here asks and the limit allows.
    pub(super) fn project(&self, limits: Levels) -> Levels {
        self.levels
            .iter()
            .enumerate()
            .fold(Levels::NOTHING, |seen, (axis, all)| {
                let limit = limits.get(axis);
                let most = all.iter().rev().find(|&&one| one <= limit);
                seen.with(axis, most.copied().unwrap_or(Level::None))
            })
    }

    /// Whether a budget on an axis can make a difference under a limit.
    pub(super) fn budget_counts(&self, axis: usize, limits: Levels) -> bool {
        self.costly.get(axis).copied().unwrap_or(false) && limits.get(axis) > Level::Low
    }

    /// A name for people: `programme/session`, or `programme/own/exercise`.
    pub(super) fn name(&self, library: &Library) -> String {
        let programme = &library.programmes[self.programme].id;
        match self.places.first() {
            Some(place) if self.own => {
                format!("{programme}/own/{}", library.exercises[place.exercise].id)
            }
            _ => format!("{programme}/{}", self.session.id),
        }
    }
}

/// What makes two phases of a programme give the same sessions.
fn likeness(
    programme: &Programme,
    phase: usize,
) -> (Option<usize>, Option<u64>, Option<u16>, Vec<usize>, u64) {
    let Some(record) = programme.phases.get(phase) else {
        return (None, None, None, Vec::new(), 0);
    };
    (
        record.stage.map(Key::index),
        record.limits.as_ref().map(|limits| limits.levels.bits()),
        record.budget,
        choose::sessions_of(programme, phase, false, &programme.order),
        record.too_heavy.bits(),
    )
}

/// The person's own training: each exercise alone, with its usual amount and with much more.
fn own(
    library: &Library,
    programme: Key<Programme>,
    phase: usize,
    stage: Key<Stage>,
    list: Option<&[Key<Exercise>]>,
) -> Vec<Frame> {
    let mut frames = Vec::new();
    for (exercise, record) in library.exercises.iter() {
        for bulk in [Bulk::Usual, Bulk::More] {
            let place = Place {
                exercise,
                priority: 1,
                bulk,
            };
            let session = choose::own_session(exercise, record, Default::default());
            frames.push(Frame::new(
                library,
                programme,
                phase,
                stage,
                session,
                vec![place],
                list,
                true,
            ));
        }
    }
    frames
}
