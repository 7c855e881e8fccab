//! Levels of demand and limit, and vectors of them over the axes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much of an axis: what an exercise asks, or the highest that is allowed for now.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Level {
    /// Nothing worth naming.
    None,
    /// A little.
    Low,
    /// A fair amount. Say why.
    Moderate,
    /// A lot. Say why.
    High,
}

impl Level {
    /// Every level, lowest first.
    pub const ALL: [Level; 4] = [Level::None, Level::Low, Level::Moderate, Level::High];

    /// 0 none to 3 high.
    pub fn rank(self) -> u8 {
        match self {
            Level::None => 0,
            Level::Low => 1,
            Level::Moderate => 2,
            Level::High => 3,
        }
    }

    /// So many levels lower, none at the lowest.
    #[must_use]
    pub fn down(self, levels: u8) -> Level {
        Level::from_rank(u64::from(self.rank().saturating_sub(levels)))
    }

    /// So many levels higher, high at the highest.
    #[must_use]
    pub fn up(self, levels: u8) -> Level {
        Level::from_rank(u64::from(self.rank().saturating_add(levels).min(3)))
    }

    fn from_rank(rank: u64) -> Level {
        match rank & 0x7 {
            0 => Level::None,
            1 => Level::Low,
            2 => Level::Moderate,
            _ => Level::High,
        }
    }

    /// The word used in files and plans.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::None => "none",
            Level::Low => "low",
            Level::Moderate => "moderate",
            Level::High => "high",
        }
    }
}

/// The most axes that a library may have: a vector of levels is one 64-bit word.
pub const MAX_AXES: usize = 16;

/// One level for each axis, packed four bits an axis so that two vectors compare in a few
/// instructions. The top bit of each group stays clear for the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Levels(u64);

const GUARD: u64 = 0x8888_8888_8888_8888;

impl Levels {
    /// Every axis at [`Level::None`]: an exercise that asks nothing.
    pub const NOTHING: Levels = Levels(0);
    /// Every axis at [`Level::High`]: a presentation that limits nothing.
    pub const UNLIMITED: Levels = Levels(0x3333_3333_3333_3333);

    /// The level on the axis with this index; indices past [`MAX_AXES`] are none.
    pub fn get(self, axis: usize) -> Level {
        if axis >= MAX_AXES {
            return Level::None;
        }
        Level::from_rank(self.0 >> (4 * axis))
    }

    /// The same levels with one axis changed.
    #[must_use]
    pub fn with(self, axis: usize, level: Level) -> Levels {
        if axis >= MAX_AXES {
            return self;
        }
        let shift = 4 * axis;
        Levels((self.0 & !(0xF << shift)) | (u64::from(level.rank()) << shift))
    }

    /// The lower of the two on every axis.
    #[must_use]
    pub fn min(self, other: Levels) -> Levels {
        let least = self.at_least(other);
        Levels((other.0 & least) | (self.0 & !least))
    }

    /// The higher of the two on every axis.
    #[must_use]
    pub fn max(self, other: Levels) -> Levels {
        let least = self.at_least(other);
        Levels((self.0 & least) | (other.0 & !least))
    }

    /// Whether no axis is above the limit.
    pub fn within(self, limit: Levels) -> bool {
        ((limit.0 | GUARD) - self.0) & GUARD == GUARD
    }

    /// What is asked after a dial is turned that sets some axes, done in a way that asks these levels; `own` is what the exercise
    /// asks as it stands. An axis that the dial lowers is never raised by it, and the other way round.
    #[must_use]
    pub(crate) fn turned(
        self,
        own: Levels,
        sets: impl IntoIterator<Item = (usize, Level)>,
    ) -> Levels {
        sets.into_iter().fold(self, |levels, (axis, level)| {
            let level = if level < own.get(axis) {
                level.min(levels.get(axis))
            } else {
                level.max(levels.get(axis))
            };
            levels.with(axis, level)
        })
    }

    /// The axes on which these levels pass the limit, in order.
    pub fn above(self, limit: Levels) -> impl Iterator<Item = usize> {
        (0..MAX_AXES).filter(move |&axis| self.get(axis) > limit.get(axis))
    }

    /// Every level that is not none, one higher; high stays high.
    #[must_use]
    pub fn raised(self) -> Levels {
        let something = (self.0 | (self.0 >> 1)) & 0x1111_1111_1111_1111;
        let more = self.0 + something;
        Levels(more - ((more >> 2) & 0x1111_1111_1111_1111))
    }

    /// The levels of a word that [`Levels::bits`] gave.
    pub(crate) fn from_bits(bits: u64) -> Levels {
        Levels(bits & 0x3333_3333_3333_3333)
    }

    /// The levels as a word, four bits an axis, the first axis lowest.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// What each level costs a session, four bits an axis: none and low are free, moderate 1, high 2.
    pub(crate) fn costs(self) -> u64 {
        let something = (self.0 | (self.0 >> 1)) & 0x1111_1111_1111_1111;
        self.0 - something
    }

    /// Low on every axis.
    pub const LOW: Levels = Levels(0x1111_1111_1111_1111);

    /// How far apart two vectors are: the differences of level, summed over the axes.
    pub fn distance(self, other: Levels) -> u32 {
        (0..MAX_AXES)
            .map(|axis| u32::from(self.get(axis).rank().abs_diff(other.get(axis).rank())))
            .sum()
    }

    /// All four bits of each axis on which these levels are at least the others.
    fn at_least(self, other: Levels) -> u64 {
        ((((self.0 | GUARD) - other.0) & GUARD) >> 3) * 0xF
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn within_agrees_with_comparing_axis_by_axis() {
        for a in Level::ALL {
            for b in Level::ALL {
                for axis in [0, 7, 15] {
                    let demand = Levels::NOTHING.with(axis, a);
                    let limit = Levels::UNLIMITED.with(axis, b);
                    assert_eq!(demand.within(limit), a <= b);
                    assert_eq!(demand.above(limit).count(), usize::from(a > b));
                }
            }
        }
    }

    #[test]
    fn raising_leaves_none_and_high_alone() {
        for (axis, level) in (0..MAX_AXES).zip(Level::ALL.into_iter().cycle()) {
            let raised = Levels::NOTHING.with(axis, level).raised();
            let wanted = if level == Level::None {
                level
            } else {
                level.up(1)
            };
            assert_eq!(raised, Levels::NOTHING.with(axis, wanted));
        }
        assert_eq!(Levels::UNLIMITED.raised(), Levels::UNLIMITED);
    }

    #[test]
    fn min_and_max_are_taken_on_every_axis() {
        let a = Levels::NOTHING.with(0, Level::High).with(1, Level::Low);
        let b = Levels::NOTHING.with(1, Level::Moderate);
        assert_eq!(a.min(b), Levels::NOTHING.with(1, Level::Low));
        assert_eq!(
            a.max(b),
            Levels::NOTHING
                .with(0, Level::High)
                .with(1, Level::Moderate)
        );
        assert_eq!(a.distance(b), 4);
    }
}
