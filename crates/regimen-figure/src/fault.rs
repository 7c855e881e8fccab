//! What is wrong with a figure, in plain words that name the mend.

use std::fmt;

use crate::describe::Part;
use crate::format::{Side, Surface, Thing};
use crate::range::Motion;

/// Something wrong with a figure. `pose` counts from 1.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// There are no poses, and no other figure is named.
    NothingToDraw,
    /// Another figure is named, and poses are given as well.
    SharedAndOwn,
    /// A number is infinite, not a number or far beyond a circle.
    NotANumber {
        /// The pose.
        pose: usize,
    },
    /// An angle no joint allows.
    BeyondRange {
        /// The pose.
        pose: usize,
        /// The side of the body, or none for the spine.
        side: Option<Side>,
        /// Which movement of which joint.
        motion: Motion,
        /// The angle that comes of it, in degrees.
        measured: f64,
        /// The least and the most, in degrees.
        allowed: (f64, f64),
    },
    /// A part that should rest on a surface is not on it.
    OffSurface {
        /// The pose.
        pose: usize,
        /// The part.
        part: Part,
        /// What it should be on.
        surface: Surface,
        /// How far off it is, in hundredths of body height. At most 1 is allowed.
        off: f64,
    },
    /// A part is below the floor.
    ThroughFloor {
        /// The pose.
        pose: usize,
        /// The part.
        part: Part,
        /// How deep, in hundredths of body height. At most 1.5 is allowed.
        deep: f64,
    },
    /// An arm or leg passes through the trunk.
    ThroughTrunk {
        /// The pose.
        pose: usize,
        /// The part.
        part: Part,
        /// How deep, in hundredths of body height.
        deep: f64,
    },
    /// A hand cannot reach what it holds.
    CannotHold {
        /// The pose.
        pose: usize,
        /// The hand's side.
        side: Side,
        /// What it should hold.
        thing: Thing,
        /// How much is missing, in hundredths of body height. At most 1 is allowed.
        off: f64,
    },
    /// What is held comes from an anchor, and there is none.
    NoAnchor {
        /// The pose.
        pose: usize,
        /// What is held.
        thing: Thing,
    },
    /// An anchor, and nothing held comes from it.
    IdleAnchor,
    /// Two poses in a row look the same.
    SamePose {
        /// The later one.
        pose: usize,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingToDraw => {
                write!(f, "nothing to draw: write `[[figure.poses]]`, or `same_as`")
            }
            Self::SharedAndOwn => write!(f, "`same_as` and poses of its own: keep one of them"),
            Self::NotANumber { pose } => write!(
                f,
                "pose {pose}: a number is no angle or length: write degrees between -360 and 360"
            ),
            Self::BeyondRange {
                pose,
                side,
                motion,
                measured,
                allowed: (least, most),
            } => {
                let side = match side {
                    Some(Side::Left) => "left ",
                    Some(Side::Right) => "right ",
                    None => "",
                };
                let words = motion.words();
                write!(
                    f,
                    "pose {pose}: {side}{words} comes to {measured:.0}, and {least:.0} to {most:.0} is what people can do: change this angle, or the lean and contacts that lead to it"
                )
            }
            Self::OffSurface {
                pose,
                part,
                surface,
                off,
            } => write!(
                f,
                "pose {pose}: the {} is {off:.1} % of body height off the {}: bend or lean so that it can reach, or free it with `none`",
                part.words(),
                surface.words()
            ),
            Self::ThroughFloor { pose, part, deep } => write!(
                f,
                "pose {pose}: the {} is {deep:.1} % of body height below the floor: plant it with `on`, or change the angles above it",
                part.words()
            ),
            Self::ThroughTrunk { pose, part, deep } => write!(
                f,
                "pose {pose}: the {} is {deep:.1} % of body height inside the trunk: more abduction or less flexion",
                part.words()
            ),
            Self::CannotHold {
                pose,
                side,
                thing,
                off,
            } => write!(
                f,
                "pose {pose}: the {} hand is {off:.1} % of body height short of the {}: hold it nearer, or free that hand",
                match side {
                    Side::Left => "left",
                    Side::Right => "right",
                },
                thing.words()
            ),
            Self::NoAnchor { pose, thing } => write!(
                f,
                "pose {pose}: the {} comes from nowhere: write `anchor`",
                thing.words()
            ),
            Self::IdleAnchor => write!(
                f,
                "an anchor that nothing comes from: hold a handle, rope, band or landmine, or leave it out"
            ),
            Self::SamePose { pose } => write!(
                f,
                "pose {pose} looks like the one before: change it or leave it out"
            ),
        }
    }
}

impl Surface {
    /// What it is called, in English.
    pub const fn words(self) -> &'static str {
        match self {
            Self::None => "air",
            Self::Floor => "floor",
            Self::Step => "step",
            Self::Box => "box",
            Self::Bench => "bench",
            Self::Chair => "chair",
            Self::Backrest => "back of the bench",
            Self::Wall => "wall",
            Self::Roller => "roller",
            Self::Footplate => "foot plate",
        }
    }
}

impl Thing {
    /// What it is called, in English.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Nothing => "place of the hands",
            Self::Dumbbell => "dumbbell",
            Self::Kettlebell => "kettlebell",
            Self::Barbell => "barbell",
            Self::SafetyBar => "safety bar",
            Self::TrapBar => "trap bar",
            Self::Landmine => "landmine",
            Self::CableHandle => "cable handle",
            Self::CableRope => "cable rope",
            Self::Band => "band",
            Self::Towel => "towel",
            Self::AbWheel => "ab wheel",
            Self::Sled => "sled",
            Self::MedicineBall => "medicine ball",
            Self::Racket => "racket",
            Self::GolfClub => "golf club",
            Self::Stick => "stick",
            Self::Bottle => "bottle",
            Self::Backpack => "backpack",
            Self::MachineHandles => "handles",
        }
    }

    /// Whether it needs an anchor.
    pub const fn anchored(self) -> bool {
        matches!(
            self,
            Self::CableHandle | Self::CableRope | Self::Band | Self::Landmine
        )
    }
}
