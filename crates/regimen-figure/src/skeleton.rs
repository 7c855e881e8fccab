//! Joint angles into joint places: forward kinematics.

use crate::format::{Base, Side};
use crate::proportions as p;
use crate::stance::{Limb, Spine, Stance};
use crate::vector::{Frame, Pair, Vec3, v};

/// An arm's joints.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Arm {
    pub(crate) shoulder: Vec3,
    pub(crate) elbow: Vec3,
    pub(crate) wrist: Vec3,
    /// Which way the fingers point.
    pub(crate) fingers: Vec3,
    /// The upper arm's frame, before anything was reached for.
    pub(crate) frame: Frame,
    /// Whether the hand is closed round something.
    pub(crate) grips: bool,
}

impl Arm {
    pub(crate) fn grip(&self) -> Vec3 {
        self.wrist + self.fingers * p::GRIP
    }
}

/// A leg's joints.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Leg {
    pub(crate) hip: Vec3,
    pub(crate) knee: Vec3,
    pub(crate) ankle: Vec3,
    /// The foot: front is towards the toes, up away from the sole.
    pub(crate) foot: Frame,
    /// Which way the toes point: they bend when the heel is up.
    pub(crate) toes: Vec3,
    /// The thigh's frame, before anything was reached for.
    pub(crate) frame: Frame,
}

impl Leg {
    pub(crate) fn ball(&self) -> Vec3 {
        self.ankle + self.foot.apply(v(p::BALL_FORWARD, -p::BALL_DOWN, 0.0))
    }

    pub(crate) fn heel(&self) -> Vec3 {
        self.ankle + self.foot.apply(v(-0.034, -0.021, 0.0))
    }
}

/// A cross-section of the trunk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Station {
    pub(crate) at: Vec3,
    pub(crate) frame: Frame,
    /// Half the depth, front to back.
    pub(crate) deep: f64,
    /// Half the width.
    pub(crate) wide: f64,
}

/// Every joint's place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Skeleton {
    pub(crate) pelvis: Vec3,
    pub(crate) pelvis_frame: Frame,
    pub(crate) stations: Vec<Station>,
    /// The middle of the rib cage.
    pub(crate) chest: Vec3,
    pub(crate) thorax_frame: Frame,
    /// Top of the rib cage, where the neck starts.
    pub(crate) nape: Vec3,
    /// Where the neck meets the head.
    pub(crate) skull_base: Vec3,
    pub(crate) head: Vec3,
    pub(crate) head_frame: Frame,
    pub(crate) arms: Pair<Arm>,
    pub(crate) legs: Pair<Leg>,
}

/// A turn by a spine's angles, a share of them.
fn bend(spine: Spine, share: f64) -> Frame {
    Frame::about_up(spine.rotation * share)
        .then(Frame::about_front(spine.side_bend * share))
        .then(Frame::about_right(-spine.flexion * share))
}

fn ball_joint(limb: &Limb, side: Side) -> Frame {
    let s = side.sign();
    Frame::about_right(limb.flexion)
        .then(Frame::about_front(-s * limb.abduction))
        .then(Frame::about_up(-s * limb.rotation))
}

/// Upright, looking where a prone trunk's head or, when it is upright, its front points.
fn plumb(trunk: Frame) -> Frame {
    let ahead = if trunk.up.y.abs() < 0.8 && trunk.front.y.abs() > 0.5 {
        trunk.up
    } else {
        trunk.front
    };
    Frame::from_up_front(Vec3::Y, ahead)
}

/// How the pelvis stands at a base position, with a lean and tilt of this much.
pub(crate) fn root(stance: &Stance, lean: f64, tilt: f64) -> Frame {
    let upright =
        |base_lean: f64| Frame::about_front(tilt).then(Frame::about_right(-(base_lean + lean)));
    let posed = match stance.base {
        Base::Standing
        | Base::Seated
        | Base::FloorSitting
        | Base::Kneeling
        | Base::HalfKneeling
        | Base::Hanging => upright(0.0),
        Base::Quadruped | Base::Plank | Base::PressUp | Base::Prone => upright(90.0),
        Base::Supine | Base::HookLying | Base::Bridge => {
            Frame::about_right(90.0 - lean).then(Frame::about_front(tilt))
        }
        Base::SideLying | Base::SidePlank => {
            // The front faces the viewer of the near side; the head end is raised by a tilt away from the lower side.
            let s = stance.side.sign();
            let lying = Frame {
                front: Vec3::Z,
                up: Vec3::X * -s,
                right: Vec3::Y * -s,
            };
            lying
                .then(Frame::about_front(-s * tilt))
                .then(Frame::about_right(-lean))
        }
    };
    Frame::about_up(stance.turn).then(posed)
}

/// The widths of the trunk along its length, from the bottom of the pelvis: length, depth, width.
const TRUNK: [(f64, f64, f64); 10] = [
    (-0.022, 0.052, 0.066),
    (0.0, 0.064, 0.084),
    (0.035, 0.063, 0.086),
    (0.070, 0.056, 0.079),
    (0.110, 0.053, 0.073),
    (0.150, 0.057, 0.078),
    (0.190, 0.063, 0.086),
    (0.230, 0.066, 0.094),
    (0.262, 0.060, 0.098),
    (0.284, 0.044, 0.092),
];

/// The spine in short pieces, so that a bend is an even curve.
const PIECES: u32 = 6;
const PIECE: f64 = 1.0 / 6.0;

/// The turns at a stance's joints. They are the same wherever the pelvis is, which is searched for with many tries.
pub(crate) struct Turns {
    /// Of half a piece and of a whole one.
    lumbar: (Frame, Frame),
    thoracic: (Frame, Frame),
    /// Of the neck and of the head.
    neck: (Frame, Frame),
    arms: Pair<ArmTurns>,
    legs: Pair<LegTurns>,
}

struct ArmTurns {
    shoulder: Frame,
    elbow: Frame,
    wrist: Frame,
}

struct LegTurns {
    /// From the trunk, or from upright.
    hip: Frame,
    knee: Frame,
    outward: Frame,
    ankle: Frame,
}

impl Turns {
    pub(crate) fn of(stance: &Stance) -> Turns {
        let pieces = |spine: Spine| (bend(spine, PIECE / 2.0), bend(spine, PIECE));
        Turns {
            lumbar: pieces(stance.lumbar),
            thoracic: pieces(stance.thoracic),
            neck: (bend(stance.neck, 0.5), bend(stance.neck, 1.0)),
            arms: Pair::of(|side| {
                let limb = stance.arms.get(side);
                ArmTurns {
                    shoulder: ball_joint(limb, side),
                    elbow: Frame::about_right(limb.hinge),
                    wrist: Frame::about_right(limb.end),
                }
            }),
            legs: Pair::of(|side| {
                let limb = stance.legs.get(side);
                let level = Limb {
                    flexion: 0.0,
                    ..*limb
                };
                let from = if *stance.plumb_legs.get(side) {
                    &level
                } else {
                    limb
                };
                LegTurns {
                    hip: ball_joint(from, side),
                    knee: Frame::about_right(-limb.hinge),
                    outward: Frame::about_up(-side.sign() * 6.0),
                    ankle: Frame::about_right(limb.end),
                }
            }),
        }
    }
}

/// The trunk's cross-sections, from the nodes of the spine: how far along, where, and how it stands there.
fn stations(stance: &Stance, nodes: &[(f64, Vec3, Frame)]) -> Vec<Station> {
    let mut stations = Vec::with_capacity(TRUNK.len());
    for (along, deep, wide) in TRUNK {
        let mut before: Option<(f64, Vec3, Frame)> = None;
        for &(l, place, node_frame) in nodes {
            if let Some((l0, place0, _)) = before
                && along <= l + 1e-9
            {
                let share = ((along - l0) / (l - l0)).clamp(0.0, 1.0);
                // A breath lifts the front of the belly; the back stays.
                let bulge = (1.0 - ((along - 0.115) / 0.075).powi(2)).max(0.0)
                    * (stance.belly / p::HEIGHT_CM / 2.0);
                stations.push(Station {
                    at: place0.mix(place, share) + node_frame.front * bulge,
                    frame: node_frame,
                    deep: deep + bulge,
                    wide,
                });
                break;
            }
            before = Some((l, place, node_frame));
        }
    }
    stations
}

/// Places of all joints, the middle of the hips at the origin. The trunk has its cross-sections only where it is `whole`.
pub(crate) fn forward(stance: &Stance, turns: &Turns, root: Frame, whole: bool) -> Skeleton {
    let mut at = Vec3::ZERO;
    let mut frame = root;
    let mut length = 0.0;
    let mut nodes = Vec::new();
    if whole {
        nodes.extend([(-0.03, root.up * -0.03, root), (0.0, at, root)]);
    }
    at = at + frame.up * p::PELVIS;
    length += p::PELVIS;
    if whole {
        nodes.push((length, at, frame));
    }
    for ((by_half, by_piece), long) in [(turns.lumbar, p::LUMBAR), (turns.thoracic, p::THORAX)] {
        for _ in 0..PIECES {
            let half = frame.then(by_half);
            at = at + half.up * (long * PIECE);
            frame = frame.then(by_piece);
            length += long * PIECE;
            if whole {
                nodes.push((length, at, frame));
            }
        }
    }
    let thorax = frame;
    let nape = at;
    let chest = nape - thorax.up * 0.075;
    let neck_frame = thorax.then(turns.neck.0);
    let skull_base = nape + (neck_frame.up + neck_frame.front * 0.18) * p::NECK;
    let head_frame = thorax.then(turns.neck.1);
    let head = skull_base + head_frame.up * p::HEAD + head_frame.front * 0.012;

    let arms = Pair::of(|side| {
        let limb = stance.arms.get(side);
        let s = side.sign();
        // The shoulder girdle follows a raised arm a little.
        let raised = (limb.flexion.max(limb.abduction).clamp(0.0, 180.0) / 180.0) * 0.022;
        // The lower shoulder of somebody lying on it is pushed forward.
        let (ahead, aside) = if stance.base == Base::SideLying && stance.side == side {
            (0.045, 0.062)
        } else {
            (0.0, p::SHOULDER_OUT)
        };
        let shoulder = nape + thorax.apply(v(ahead, -p::SHOULDER_DOWN + raised, s * aside));
        let turns = turns.arms.get(side);
        let upper = if *stance.plumb_arms.get(side) {
            plumb(thorax).then(turns.shoulder)
        } else {
            thorax.then(turns.shoulder)
        };
        let lower = upper.then(turns.elbow);
        let hand = lower.then(turns.wrist);
        let elbow = shoulder - upper.up * p::UPPER_ARM;
        let wrist = elbow - lower.up * p::FOREARM;
        Arm {
            shoulder,
            elbow,
            wrist,
            fingers: -hand.up,
            frame: upper,
            grips: stance.base == Base::Hanging,
        }
    });
    let legs = Pair::of(|side| {
        let turns = turns.legs.get(side);
        let hip = root.right * (side.sign() * p::HIP_OUT);
        let thigh = if *stance.plumb_legs.get(side) {
            plumb(root).then(turns.hip)
        } else {
            root.then(turns.hip)
        };
        let shin = thigh.then(turns.knee);
        let foot = shin.then(turns.outward).then(turns.ankle);
        let knee = hip - thigh.up * p::THIGH;
        let ankle = knee - shin.up * p::SHIN;
        Leg {
            hip,
            knee,
            ankle,
            foot,
            toes: foot.front,
            frame: thigh,
        }
    });
    Skeleton {
        pelvis: Vec3::ZERO,
        pelvis_frame: root,
        stations: if whole {
            stations(stance, &nodes)
        } else {
            Vec::new()
        },
        chest,
        thorax_frame: thorax,
        nape,
        skull_base,
        head,
        head_frame,
        arms,
        legs,
    }
}

impl Skeleton {
    pub(crate) fn moved(mut self, by: Vec3) -> Self {
        self.pelvis = self.pelvis + by;
        for station in &mut self.stations {
            station.at = station.at + by;
        }
        for point in [
            &mut self.chest,
            &mut self.nape,
            &mut self.skull_base,
            &mut self.head,
        ] {
            *point = *point + by;
        }
        for side in Side::BOTH {
            let arm = self.arms.get_mut(side);
            arm.shoulder = arm.shoulder + by;
            arm.elbow = arm.elbow + by;
            arm.wrist = arm.wrist + by;
            let leg = self.legs.get_mut(side);
            leg.hip = leg.hip + by;
            leg.knee = leg.knee + by;
            leg.ankle = leg.ankle + by;
        }
        self
    }

    /// The body's centre of mass.
    pub(crate) fn centre_of_mass(&self) -> Vec3 {
        let trunk = self.pelvis.mix(self.nape, 0.5);
        let mut sum = trunk * p::W_TRUNK + self.head * p::W_HEAD;
        for side in Side::BOTH {
            let arm = self.arms.get(side);
            let leg = self.legs.get(side);
            sum = sum
                + arm.shoulder.mix(arm.elbow, 0.44) * p::W_UPPER_ARM
                + arm.elbow.mix(arm.wrist, 0.68) * p::W_FOREARM
                + leg.hip.mix(leg.knee, 0.43) * p::W_THIGH
                + leg.knee.mix(leg.ankle, 0.43) * p::W_SHIN
                + leg.ankle.mix(leg.ball(), 0.5) * p::W_FOOT;
        }
        sum
    }
}
