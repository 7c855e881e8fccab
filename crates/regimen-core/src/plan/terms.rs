//! What choosing an exercise depends on in a phase, packed: limits, room, stage, and what is barred.

use crate::level::Levels;
use crate::library::{EquipmentSet, Exercise, Key, Library, Opt, Stage};

use super::select::{Budget, Costs};

/// A set of exercises, a bit each.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Marks(Vec<u64>);

impl Marks {
    /// None of so many.
    pub(crate) fn none(exercises: usize) -> Marks {
        Marks(vec![0; exercises.div_ceil(64)])
    }

    /// All of so many.
    pub(crate) fn all(exercises: usize) -> Marks {
        Marks(vec![u64::MAX; exercises.div_ceil(64)])
    }

    pub(crate) fn set(&mut self, exercise: Key<Exercise>) {
        if let Some(word) = self.0.get_mut(exercise.index() / 64) {
            *word |= 1 << (exercise.index() % 64);
        }
    }

    pub(crate) fn clear(&mut self, exercise: Key<Exercise>) {
        if let Some(word) = self.0.get_mut(exercise.index() / 64) {
            *word &= !(1 << (exercise.index() % 64));
        }
    }

    pub(crate) fn has(&self, exercise: Key<Exercise>) -> bool {
        let word = self.0.get(exercise.index() / 64).copied().unwrap_or(0);
        word >> (exercise.index() % 64) & 1 == 1
    }
}

/// All that choosing asks of a presentation. Planning answers for one; a proof answers for all those of which the
/// answer is the same, and so learns which presentations choosing cannot tell apart.
pub(crate) trait Ground {
    /// Whether the limits allow what is asked.
    fn tolerates(&self, asks: Levels) -> bool;

    /// The axes on which the limits do not allow what is asked, a bit each.
    fn above(&self, asks: Levels) -> u16;

    /// Whether what is needed is at hand.
    fn has(&self, needs: EquipmentSet) -> bool;

    /// Whether the findings prefer more of the first traits than of the second.
    fn prefers(&self, these: u64, those: u64) -> bool;

    /// The axes on which a session that costs so much costs too much, a bit each.
    fn over(&self, costs: Costs) -> u16;
}

/// One presentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Given {
    /// The highest level on each axis.
    pub(crate) limits: Levels,
    /// The equipment at hand, as far as the phase allows its load.
    pub(crate) room: EquipmentSet,
    /// Traits that the findings prefer, opposites cancelled, a bit each.
    pub(crate) wanted: u64,
    /// What a session may cost.
    pub(crate) budgets: Vec<Budget>,
}

impl Ground for Given {
    #[inline]
    fn tolerates(&self, asks: Levels) -> bool {
        asks.within(self.limits)
    }

    #[inline]
    fn above(&self, asks: Levels) -> u16 {
        bits_above(asks, self.limits)
    }

    #[inline]
    fn has(&self, needs: EquipmentSet) -> bool {
        needs.within(self.room)
    }

    #[inline]
    fn prefers(&self, these: u64, those: u64) -> bool {
        (these & self.wanted).count_ones() > (those & self.wanted).count_ones()
    }

    #[inline]
    fn over(&self, costs: Costs) -> u16 {
        over(&self.budgets, costs)
    }
}

/// The axes on which something asks more than a limit, a bit each.
pub(crate) fn bits_above(asks: Levels, limits: Levels) -> u16 {
    asks.above(limits)
        .fold(0, |bits, axis| bits | 1 << (axis & 15))
}

/// The axes on which costs are over budget, a bit each.
pub(crate) fn over(budgets: &[Budget], costs: Costs) -> u16 {
    budgets
        .iter()
        .filter(|one| costs.get(one.axis) > one.most)
        .fold(0, |bits, one| bits | 1 << (one.axis & 15))
}

/// What holds for every choice in a phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Terms<G = Given> {
    /// The presentation.
    pub(crate) ground: G,
    /// The stage.
    pub(crate) stage: Key<Stage>,
    /// Never given to this person, or not in this phase.
    pub(crate) barred: Marks,
    /// What a never rule forbids now: the second lock.
    pub(crate) forbidden: Marks,
}

/// What of a session is taken already.
#[derive(Debug, Clone, Default)]
pub(crate) struct Taken {
    /// Exercises in the session, and those that they are the same as.
    pub(crate) used: Vec<Key<Exercise>>,
    /// Whether one to be watched is among them.
    pub(crate) watched: bool,
}

impl Taken {
    pub(crate) fn take(&mut self, library: &Library, exercise: Key<Exercise>, opt: Option<&Opt>) {
        self.used.push(exercise);
        self.used.extend(opt.and_then(|opt| opt.twin));
        self.watched |= library.choices.of(exercise).watch;
    }
}

/// As it is, or with exactly one dial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum With {
    Nothing,
    OneDial,
}

/// What a choice must keep to besides the terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    /// The highest level on each axis.
    pub(crate) ceiling: Levels,
    /// Only what is loaded, or can be.
    pub(crate) loaded_only: bool,
    /// Whether the planned volume counts one level more.
    pub(crate) bulky: bool,
}

impl Bounds {
    /// Nothing besides the terms.
    pub(crate) const FREE: Bounds = Bounds {
        ceiling: Levels::UNLIMITED,
        loaded_only: false,
        bulky: false,
    };
}

/// Why an exercise was not taken, without the details.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Left out for everyone before a later stage.
    Early,
    /// Never given to this person, or not in this phase.
    Barred,
    /// In the session already, or its twin is.
    Taken,
    /// The session has one to be watched already.
    Watch,
    /// No way or dial fits.
    Unfit,
    /// A never rule forbids it: the second lock.
    Never,
}

impl<G: Ground> Terms<G> {
    /// The first way, or dial and way, by which an exercise fits; or why none does. The order of the
    /// checks is the order of the reasons.
    #[inline]
    pub(crate) fn judge(
        &self,
        library: &Library,
        taken: &Taken,
        exercise: Key<Exercise>,
        with: With,
        bounds: Bounds,
    ) -> Result<Opt, Refused> {
        let options = library.choices.of(exercise);
        if options.from_stage.is_some_and(|from| self.stage < from) {
            return Err(Refused::Early);
        }
        if self.barred.has(exercise) {
            return Err(Refused::Barred);
        }
        if taken.used.contains(&exercise) {
            return Err(Refused::Taken);
        }
        if options.watch && taken.watched {
            return Err(Refused::Watch);
        }
        let fits = |opt: &&Opt| {
            let asks = if bounds.bulky && !opt.own_amount {
                opt.demands.raised()
            } else {
                opt.demands
            };
            asks.within(bounds.ceiling)
                && (opt.loaded || !bounds.loaded_only)
                && opt.twin.is_none_or(|twin| !taken.used.contains(&twin))
                && self.ground.tolerates(asks)
                && self.ground.has(opt.needs)
        };
        let found = match with {
            With::Nothing => options.plain.iter().find(fits),
            With::OneDial => options.turned.iter().find(fits),
        };
        match found {
            Some(_) if self.forbidden.has(exercise) => Err(Refused::Never),
            Some(opt) => Ok(*opt),
            None => Err(Refused::Unfit),
        }
    }
}

/// How an exercise came to stand in for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// A substitution record names it: its position.
    Record(u16),
    /// It is the nearest of the same pattern and role.
    Nearest,
}

/// Hears of each option tried.
pub(crate) trait Listener {
    /// From now on options are tried for this place.
    fn at(&mut self, slot: usize);

    /// An option was tried.
    fn tried(
        &mut self,
        exercise: Key<Exercise>,
        with: With,
        bounds: Bounds,
        verdict: Result<Opt, Refused>,
    );
}

/// Nobody listens: nothing is spent on it.
pub(crate) struct Silent;

impl Listener for Silent {
    #[inline]
    fn at(&mut self, _: usize) {}

    #[inline]
    fn tried(&mut self, _: Key<Exercise>, _: With, _: Bounds, _: Result<Opt, Refused>) {}
}

impl<G: Ground> Terms<G> {
    /// What comes instead of an exercise: substitutes, those whose records answer what failed first; then
    /// the nearest; each as it is and then with one dial. A loadable exercise gives way to a loadable one
    /// while one fits. Nothing asks more than the ceiling.
    pub(crate) fn instead(
        &self,
        library: &Library,
        taken: &Taken,
        exercise: Key<Exercise>,
        failed: u16,
        ceiling: Levels,
        listener: &mut impl Listener,
    ) -> Option<(Key<Exercise>, Opt, Found)> {
        let loadable = library.choices.of(exercise).loadable;
        let wanted: &[bool] = if loadable { &[true, false] } else { &[false] };
        for &loaded_only in wanted {
            let bounds = Bounds {
                ceiling,
                loaded_only,
                bulky: false,
            };
            for with in [With::Nothing, With::OneDial] {
                let found =
                    self.substitute(library, taken, exercise, failed, with, bounds, listener);
                if found.is_some() {
                    return found;
                }
            }
            for with in [With::Nothing, With::OneDial] {
                if let Some((to, opt)) =
                    self.nearest(library, taken, exercise, with, bounds, listener)
                {
                    return Some((to, opt, Found::Nearest));
                }
            }
        }
        None
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one step of `instead`, with its terms"
    )]
    fn substitute(
        &self,
        library: &Library,
        taken: &Taken,
        exercise: Key<Exercise>,
        failed: u16,
        with: With,
        bounds: Bounds,
        listener: &mut impl Listener,
    ) -> Option<(Key<Exercise>, Opt, Found)> {
        let all = library.choices.instead(exercise);
        for answering in [true, false] {
            for one in all {
                let answers = if failed == 0 {
                    one.answers == 0
                } else {
                    one.answers & failed != 0
                };
                let offered = one.until.is_none_or(|until| self.stage <= until);
                if answers != answering || !offered {
                    continue;
                }
                let verdict = self.judge(library, taken, one.to, with, bounds);
                listener.tried(one.to, with, bounds, verdict);
                if let Ok(opt) = verdict {
                    return Some((one.to, opt, Found::Record(one.record)));
                }
            }
        }
        None
    }

    /// The nearest that fits; of those equally near the one with most of the preferred traits, then the first
    /// in pack order.
    fn nearest(
        &self,
        library: &Library,
        taken: &Taken,
        exercise: Key<Exercise>,
        with: With,
        bounds: Bounds,
        listener: &mut impl Listener,
    ) -> Option<(Key<Exercise>, Opt)> {
        let mut best: Option<(u32, Key<Exercise>, Opt)> = None;
        for one in library.choices.nearest(exercise) {
            if best.is_some_and(|(distance, ..)| one.distance > distance) {
                break;
            }
            let verdict = self.judge(library, taken, one.to, with, bounds);
            listener.tried(one.to, with, bounds, verdict);
            if let Ok(opt) = verdict {
                let traits = |key| library.choices.of(key).traits;
                if best
                    .is_none_or(|(_, there, _)| self.ground.prefers(traits(one.to), traits(there)))
                {
                    best = Some((one.distance, one.to, opt));
                }
            }
        }
        best.map(|(_, to, opt)| (to, opt))
    }
}
