//! What a figure shows, as facts: for alternative text in any language.

use std::fmt::Write as _;

use crate::draw::most_moved;
use crate::draw::tracked;
use crate::format::{Base, Hands, Path, Side, Spot, Standing, Surface, Thing, Worn};
use crate::range::{Motion, measure};
use crate::solve::{Solved, joints};

/// A part of the body that can rest on something or move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Part {
    /// The pelvis.
    Seat,
    /// The rib cage.
    Chest,
    /// The head.
    Head,
    /// The left sole.
    LeftFoot,
    /// The right sole.
    RightFoot,
    /// The ball of the left foot.
    LeftToes,
    /// The ball of the right foot.
    RightToes,
    /// The left knee.
    LeftKnee,
    /// The right knee.
    RightKnee,
    /// The left hand.
    LeftHand,
    /// The right hand.
    RightHand,
    /// The left forearm.
    LeftForearm,
    /// The right forearm.
    RightForearm,
}

impl Part {
    pub(crate) const fn is_foot(self) -> bool {
        matches!(
            self,
            Self::LeftFoot | Self::RightFoot | Self::LeftToes | Self::RightToes
        )
    }

    /// Its side, if it has one.
    pub const fn side(self) -> Option<Side> {
        match self {
            Self::Seat | Self::Chest | Self::Head => None,
            Self::LeftFoot
            | Self::LeftToes
            | Self::LeftKnee
            | Self::LeftHand
            | Self::LeftForearm => Some(Side::Left),
            Self::RightFoot
            | Self::RightToes
            | Self::RightKnee
            | Self::RightHand
            | Self::RightForearm => Some(Side::Right),
        }
    }

    /// What it is called, in English.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Seat => "pelvis",
            Self::Chest => "rib cage",
            Self::Head => "head",
            Self::LeftFoot => "left foot",
            Self::RightFoot => "right foot",
            Self::LeftToes => "left toes",
            Self::RightToes => "right toes",
            Self::LeftKnee => "left knee",
            Self::RightKnee => "right knee",
            Self::LeftHand => "left hand",
            Self::RightHand => "right hand",
            Self::LeftForearm => "left forearm",
            Self::RightForearm => "right forearm",
        }
    }
}

/// What a figure shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Description {
    /// The poses in order.
    pub poses: Vec<PoseFacts>,
    /// What moves from each pose to the next: one fewer than poses.
    pub moves: Vec<Movement>,
}

/// What one pose shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoseFacts {
    /// The position it starts from.
    pub base: Base,
    /// Joints bent by 15 degrees or more, other than as the base position has them.
    pub bent: Vec<Bent>,
    /// What rests on what.
    pub contacts: Vec<(Part, Surface)>,
    /// What is held.
    pub held: Option<HeldFacts>,
}

/// A bent joint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bent {
    /// The side; none for the spine, or when both sides are the same.
    pub side: Option<Side>,
    /// Which movement, with its sign.
    pub motion: Motion,
    /// How far, rounded to 5 degrees.
    pub degrees: i32,
}

/// What is held, how and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldFacts {
    /// What.
    pub thing: Thing,
    /// By which hands.
    pub hands: Hands,
    /// Where.
    pub at: Spot,
}

/// What moves from one pose to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Movement {
    /// The part that the arrow follows.
    pub part: Path,
    /// Which way it mostly goes.
    pub way: Way,
    /// How far, in centimetres on a person 170 cm tall, rounded to 5.
    pub centimetres: u32,
}

/// A way in space, from the person's hips in the earlier pose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Up.
    Up,
    /// Down.
    Down,
    /// The way the front of an upright person faces, or the head of a lying one does not.
    Forward,
    /// The other way.
    Back,
    /// To the person's left.
    Left,
    /// To the person's right.
    Right,
}

/// Something in the picture that an exercise would list as equipment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Equipment {
    /// Held.
    Held(Thing),
    /// Rested on.
    Surface(Surface),
    /// Standing around.
    Standing(Standing),
    /// Worn.
    Worn(Worn),
}

impl Equipment {
    /// The word that a figure's file uses for it, as in `medicine-ball`.
    pub fn name(&self) -> String {
        let word = match self {
            Self::Held(thing) => format!("{thing:?}"),
            Self::Surface(surface) => format!("{surface:?}"),
            Self::Standing(standing) => format!("{standing:?}"),
            Self::Worn(worn) => format!("{worn:?}"),
        };
        let mut name = String::new();
        for (at, c) in word.chars().enumerate() {
            if c.is_uppercase() && at > 0 {
                name.push('-');
            }
            name.extend(c.to_lowercase());
        }
        name
    }
}

impl Solved {
    /// What the picture shows, as facts without words.
    pub fn describe(&self) -> Description {
        let mut facts = Description::default();
        for posed in &self.poses {
            let angles = measure(&posed.stance, &posed.body);
            let mut bent: Vec<Bent> = Vec::new();
            for &(side, motion, degrees) in &angles {
                if matches!(motion, Motion::AnkleFlexion) || degrees.abs() < 15.0 {
                    continue;
                }
                #[expect(clippy::cast_possible_truncation, reason = "degrees of a joint")]
                let degrees = ((degrees / 5.0).round() * 5.0).clamp(-360.0, 360.0) as i32;
                if let Some(other) = bent
                    .iter_mut()
                    .find(|b| b.motion == motion && b.degrees == degrees && b.side.is_some())
                {
                    other.side = None;
                } else {
                    bent.push(Bent {
                        side,
                        motion,
                        degrees,
                    });
                }
            }
            facts.poses.push(PoseFacts {
                base: posed.stance.base,
                bent,
                contacts: posed.contacts.iter().map(|c| (c.part, c.surface)).collect(),
                held: posed
                    .held
                    .as_ref()
                    .filter(|h| h.thing != Thing::Nothing)
                    .map(|h| HeldFacts {
                        thing: h.thing,
                        hands: h.hands,
                        at: h.spot,
                    }),
            });
        }
        for (before, after) in self.poses.iter().zip(self.poses.iter().skip(1)) {
            let part = match self.figure.path {
                Path::Most => most_moved(before, after, self.figure.near)[0],
                path => path,
            };
            let by = match (tracked(part, before), tracked(part, after)) {
                (Some(from), Some(to)) => to - from,
                _ => crate::vector::Vec3::X * 0.3,
            };
            let (x, y, z) = (by.x.abs(), by.y.abs(), by.z.abs());
            let way = if y >= x && y >= z {
                if by.y > 0.0 { Way::Up } else { Way::Down }
            } else if x >= z {
                if by.x > 0.0 { Way::Forward } else { Way::Back }
            } else if by.z > 0.0 {
                Way::Right
            } else {
                Way::Left
            };
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a length of a body, not below zero"
            )]
            let centimetres = ((by.length() * crate::proportions::HEIGHT_CM / 5.0).round() * 5.0)
                .min(1000.0) as u32;
            facts.moves.push(Movement {
                part,
                way,
                centimetres,
            });
        }
        facts
    }

    /// What is in the picture besides the body, sorted, each once. A caller compares it with what an exercise lists.
    pub fn equipment(&self) -> Vec<Equipment> {
        let mut out = Vec::new();
        for posed in &self.poses {
            if let Some(held) = &posed.held
                && held.thing != Thing::Nothing
            {
                out.push(Equipment::Held(held.thing));
            }
            for contact in &posed.contacts {
                if !matches!(
                    contact.surface,
                    Surface::None | Surface::Floor | Surface::Wall
                ) {
                    out.push(Equipment::Surface(contact.surface));
                }
            }
        }
        out.extend(
            self.figure
                .scenery
                .iter()
                .map(|s| Equipment::Standing(s.thing)),
        );
        out.extend(self.figure.worn.map(Equipment::Worn));
        out.sort();
        out.dedup();
        out
    }

    /// A number that two figures share if their geometry is the same to a hundredth of body height, whatever the
    /// camera. Stable across versions of the standard library.
    pub fn fingerprint(&self) -> u64 {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        let mut eat = |text: &str| {
            for byte in text.bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        };
        let mut text = String::new();
        for posed in &self.poses {
            for joint in joints(&posed.body) {
                let joint = joint - posed.body.pelvis;
                for x in [joint.x, joint.y, joint.z] {
                    // Adding zero turns -0 into 0.
                    let _ = write!(text, "{:.0},", (x * 100.0).round() + 0.0);
                }
            }
            let _ = write!(text, "{:.0};", (posed.body.pelvis.y * 100.0).round() + 0.0);
        }
        eat(&text);
        eat(&format!("{:?}", self.equipment()));
        hash
    }
}

/// Alternative text in English, from the facts alone.
pub fn alt_text_en(facts: &Description) -> String {
    let mut out = String::new();
    let count = facts.poses.len();
    for (index, pose) in facts.poses.iter().enumerate() {
        if count > 1 {
            let _ = write!(out, "Picture {}: ", index + 1);
        }
        out.push_str(pose.base.words());
        if let Some(held) = pose.held {
            let _ = write!(
                out,
                ", holding a {} {}",
                held.thing.words(),
                held.at.words()
            );
        }
        for bent in pose.bent.iter().take(6) {
            let side = match bent.side {
                Some(Side::Left) => "left ",
                Some(Side::Right) => "right ",
                None => "",
            };
            let _ = write!(out, ", {side}{} {}", bent.motion.words(), bent.degrees);
        }
        out.push_str(". ");
        if let Some(movement) = facts.moves.get(index)
            && movement.part != Path::None
        {
            let _ = write!(
                out,
                "Then the {} {}, about {} cm. ",
                movement.part.words(),
                movement.way.words(),
                movement.centimetres
            );
        }
    }
    out.trim_end().to_owned()
}

impl Base {
    /// What it is called, in English.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Standing => "Standing",
            Self::Seated => "Sitting",
            Self::FloorSitting => "Sitting on the floor",
            Self::Kneeling => "Kneeling",
            Self::HalfKneeling => "Kneeling on one knee",
            Self::Quadruped => "On hands and knees",
            Self::Plank => "On forearms and toes, face down",
            Self::PressUp => "On hands and toes, face down",
            Self::SidePlank => "On one forearm and the feet, side on",
            Self::Supine => "Lying on the back",
            Self::HookLying => "Lying on the back, knees bent, feet flat",
            Self::Bridge => "On the upper back and the feet, hips lifted",
            Self::Prone => "Lying on the front",
            Self::SideLying => "Lying on one side",
            Self::Hanging => "Hanging by the hands",
        }
    }
}

impl Spot {
    /// Where it is, in English.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Hands => "in the hands",
            Self::Hang => "with arms hanging",
            Self::Chest => "at the chest",
            Self::Shoulders => "at the front of the shoulders",
            Self::UpperBack => "across the upper back",
            Self::Overhead => "above the head",
            Self::Belly => "at the belly",
            Self::Hips => "across the hips",
            Self::Ahead => "straight ahead",
            Self::Ears => "beside the ears",
            Self::Waist => "at the waist",
            Self::Thighs => "on the thighs",
        }
    }
}

impl Path {
    /// What moves, in English.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Most | Self::None => "body",
            Self::Ahead => "whole body",
            Self::Hands => "hands",
            Self::LeftHand => "left hand",
            Self::RightHand => "right hand",
            Self::LeftFoot => "left foot",
            Self::RightFoot => "right foot",
            Self::LeftKnee => "left knee",
            Self::RightKnee => "right knee",
            Self::LeftElbow => "left elbow",
            Self::RightElbow => "right elbow",
            Self::Hips => "hips",
            Self::Chest => "chest",
            Self::Head => "head",
            Self::Waist => "middle of the back",
        }
    }
}

impl Way {
    /// Which way, in English.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Forward => "forward",
            Self::Back => "back",
            Self::Left => "to the left",
            Self::Right => "to the right",
        }
    }
}
