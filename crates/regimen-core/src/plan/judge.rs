//! Whether an exercise fits in a phase: the terms that choosing goes by, and the reasons in full.

use crate::level::{Level, Levels};
use crate::library::{
    EquipmentSet, Exercise, Finding, Form, Key, Library, Never, Stage, trait_bits,
};
use crate::link::Asked;

use super::limits::{Condition, Situation, Toleration};
use super::terms::{Bounds, Given, Marks, Taken, Terms, With};
use super::{Limits, Obstacle};

/// Everything that a verdict depends on, worked out once for a phase.
pub(crate) struct Judge<'a> {
    pub(super) library: &'a Library,
    pub(super) asked: &'a Asked,
    pub(super) situation: Situation,
    pub(super) limits: Limits,
    pub(super) terms: Terms,
    pub(super) tolerations: Vec<Toleration>,
    nevers: Vec<Key<Never>>,
}

impl<'a> Judge<'a> {
    /// The judge for a situation. `only` lists all that may be given, where a phase is closed.
    pub(crate) fn new(
        library: &'a Library,
        asked: &'a Asked,
        situation: Situation,
        only: Option<&[Key<Exercise>]>,
    ) -> Judge<'a> {
        let nevers = nevers(library, &situation);
        let (limits, tolerations) = Limits::tolerated(library, &situation, &asked.tolerance);
        let exercises = library.choices.len();
        let mut forbidden = Marks::none(exercises);
        for &rule in &nevers {
            for &exercise in &library.nevers[rule].exercises {
                forbidden.set(exercise);
            }
        }
        let mut barred = Marks::none(exercises);
        if let Some(only) = only {
            barred = Marks::all(exercises);
            only.iter().for_each(|&one| barred.clear(one));
        }
        asked.exclude.iter().for_each(|&one| barred.set(one));
        let too_heavy = situation
            .phase
            .and_then(|(programme, at)| library.programmes[programme].phases.get(at))
            .map_or(EquipmentSet::EMPTY, |phase| phase.too_heavy);
        let terms = Terms {
            ground: Given {
                limits: limits.levels,
                room: asked.room.without(too_heavy),
                wanted: wanted(library, situation.conditions.iter().map(|one| one.finding)),
                budgets: limits.budgets(),
            },
            stage: situation.stage,
            barred,
            forbidden,
        };
        Judge {
            library,
            asked,
            situation,
            limits,
            terms,
            tolerations,
            nevers,
        }
    }

    /// The same person at another stage, with the same things barred.
    pub(super) fn at(&self, stage: Key<Stage>) -> Judge<'a> {
        let situation = self.situation.at(self.library, stage);
        let mut later = Judge::new(self.library, self.asked, situation, None);
        later.terms.barred = self.terms.barred.clone();
        later
    }

    /// The same without a closed phase's list: what the limits themselves allow.
    pub(super) fn open(&self) -> Judge<'a> {
        Judge::new(self.library, self.asked, self.situation.clone(), None)
    }

    /// The never rule that forbids an exercise now.
    pub(super) fn never(&self, exercise: Key<Exercise>) -> Option<Key<Never>> {
        self.nevers
            .iter()
            .copied()
            .find(|&rule| self.library.nevers[rule].exercises.contains(&exercise))
    }

    /// The same terms with another room.
    fn terms_in(&self, room: EquipmentSet) -> Terms {
        let mut terms = self.terms.clone();
        terms.ground.room = room;
        terms
    }

    /// What stands in the way of an exercise as it is: its stage, then the person's own wish, then equipment or
    /// limits, then a closed list, then a never rule; nothing if it fits. An exercise that no equipment would make tolerable is
    /// limited, whatever the room lacks.
    pub(super) fn obstacle(
        &self,
        exercise: Key<Exercise>,
        room: EquipmentSet,
        bulky: bool,
    ) -> Option<Obstacle> {
        let record = &self.library.exercises[exercise];
        if let Some(from) = record.from_stage
            && self.terms.stage < from
        {
            return Some(Obstacle::Stage(from));
        }
        if self.asked.exclude.contains(&exercise) {
            return Some(Obstacle::Excluded);
        }
        let here = record.ways.iter().find(|way| way.needs.within(room));
        if here.is_none() && self.within_limits(exercise) {
            return Some(Obstacle::Equipment);
        }
        let demands = here
            .or_else(|| record.ways.first())
            .map_or(record.demands, |way| way.demands);
        let above: Vec<usize> = demands.above(self.limits.levels).collect();
        if !above.is_empty() {
            return Some(Obstacle::Limit(above));
        }
        if bulky {
            let above: Vec<usize> = demands.raised().above(self.limits.levels).collect();
            if !above.is_empty() {
                return Some(Obstacle::Volume(above));
            }
        }
        if self.terms.barred.has(exercise) {
            return Some(Obstacle::Closed);
        }
        self.never(exercise).map(Obstacle::Never)
    }

    /// Whether some way of doing it, as it is or with one dial, keeps within the limits.
    fn within_limits(&self, exercise: Key<Exercise>) -> bool {
        let options = self.library.choices.of(exercise);
        let mut all = options.plain.iter().chain(&options.turned);
        all.any(|opt| opt.demands.within(self.limits.levels))
    }

    /// Whether it may be done just as its card says, with this equipment: nothing to turn down first.
    pub(crate) fn free(&self, exercise: Key<Exercise>, room: EquipmentSet) -> bool {
        self.terms_in(room)
            .judge(
                self.library,
                &Taken::default(),
                exercise,
                With::Nothing,
                Bounds::FREE,
            )
            .is_ok()
    }

    /// Whether it fits now with the equipment at hand, as it is or with one dial.
    pub(super) fn fits_here(&self, exercise: Key<Exercise>) -> bool {
        [With::Nothing, With::OneDial].into_iter().any(|with| {
            self.terms
                .judge(
                    self.library,
                    &Taken::default(),
                    exercise,
                    with,
                    Bounds::FREE,
                )
                .is_ok()
        })
    }

    /// Whether a form of an exercise may be done just as it is written.
    pub(super) fn form_free(&self, exercise: Key<Exercise>, form: &Form) -> bool {
        let options = self.library.choices.of(exercise);
        options
            .from_stage
            .is_none_or(|from| self.terms.stage >= from)
            && !self.terms.barred.has(exercise)
            && !self.terms.forbidden.has(exercise)
            && form.demands.within(self.limits.levels)
            && self.short_enough(form)
    }

    /// Whether a form keeps to the longest time at one go.
    fn short_enough(&self, form: &Form) -> bool {
        let minutes = form.dose.minutes.map_or(0, |minutes| minutes.max);
        let bouts = self
            .limits
            .on
            .iter()
            .filter(|limit| form.demands.get(limit.axis) > Level::None);
        bouts
            .filter_map(|limit| limit.bout_min)
            .all(|most| minutes <= most)
    }

    /// Whether the exercise may be given at all now, with any equipment, as it is or with one dial.
    pub(crate) fn tolerated(&self, exercise: Key<Exercise>) -> bool {
        let anywhere = self.terms_in(EquipmentSet::ALL);
        [With::Nothing, With::OneDial].into_iter().any(|with| {
            anywhere
                .judge(
                    self.library,
                    &Taken::default(),
                    exercise,
                    with,
                    Bounds::FREE,
                )
                .is_ok()
        })
    }

    /// Exercises that a never rule forbids now.
    pub(super) fn is_forbidden(&self, exercise: Key<Exercise>) -> bool {
        self.terms.forbidden.has(exercise)
    }
}

/// The never rules that hold in a situation: those for everyone at its stage, those for a finding at the
/// finding's own.
pub(crate) fn nevers(library: &Library, situation: &Situation) -> Vec<Key<Never>> {
    let at = |rule: &Never| match rule.finding {
        None => Some(situation.stage),
        Some(finding) => situation
            .conditions
            .iter()
            .find(|one: &&Condition| one.finding == finding)
            .map(|one| one.stage),
    };
    library
        .nevers
        .iter()
        .filter(|(_, rule)| {
            at(rule).is_some_and(|stage| rule.stages.is_empty() || rule.stages.contains(&stage))
        })
        .map(|(key, _)| key)
        .collect()
}

/// The traits that findings prefer, a bit each. Opposites cancel.
pub(crate) fn wanted(library: &Library, findings: impl Iterator<Item = Key<Finding>>) -> u64 {
    let all = findings.flat_map(|finding| library.findings[finding].prefers.iter().copied());
    without_opposites(library, trait_bits(all))
}

/// A set of traits without those whose opposites are in it too.
pub(crate) fn without_opposites(library: &Library, bits: u64) -> u64 {
    let has = |key| bits & trait_bits([key]) != 0;
    let pairs = library
        .traits
        .iter()
        .filter_map(|(key, one)| Some((key, one.opposite?)));
    pairs
        .filter(|&(one, other)| has(one) && has(other))
        .fold(bits, |left, (one, other)| left & !trait_bits([one, other]))
}

/// What an exercise asks, done one way and turned so; more where the volume counts.
pub(super) fn demands(
    library: &Library,
    exercise: Key<Exercise>,
    way: usize,
    turn: Option<usize>,
) -> Levels {
    let record = &library.exercises[exercise];
    let base = record
        .ways
        .get(way)
        .map_or(record.demands, |way| way.demands);
    match turn.and_then(|turn| record.turns.get(turn)) {
        Some(turn) => turn.apply(base, record.demands),
        None => base,
    }
}
