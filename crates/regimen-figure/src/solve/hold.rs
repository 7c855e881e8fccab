//! Hands on what they hold.

use super::limbs::{pole, two_bones};
use super::{Held, Scene, flat};
use crate::format::{Hands, Hold, Side, Spot, Thing};
use crate::proportions as p;
use crate::skeleton::Skeleton;
use crate::stance::Stance;
use crate::vector::{Frame, Vec3};

/// Half the distance between the hands.
pub(super) fn half_grip(hold: &Hold) -> f64 {
    let usual = match hold.thing {
        Thing::Barbell => match hold.at {
            Spot::Hang => 0.150,
            Spot::UpperBack => 0.190,
            Spot::Hips => 0.170,
            Spot::Shoulders => 0.125,
            _ => 0.165,
        },
        Thing::SafetyBar => 0.060,
        Thing::TrapBar => 0.165,
        Thing::Kettlebell => 0.026,
        Thing::Dumbbell => 0.030,
        Thing::Landmine | Thing::CableHandle | Thing::Bottle | Thing::Backpack => 0.024,
        Thing::CableRope => 0.035,
        Thing::Band => 0.024,
        Thing::Towel | Thing::Stick => 0.130,
        Thing::AbWheel => 0.055,
        Thing::Nothing => match hold.at {
            Spot::Ears => 0.075,
            Spot::Waist => 0.098,
            Spot::Thighs => 0.055,
            // Crossed before the breastbone.
            Spot::Chest => -0.050,
            _ => 0.06,
        },
        Thing::Sled => 0.110,
        Thing::MedicineBall => 0.075,
        Thing::Racket | Thing::GolfClub => 0.014,
        Thing::MachineHandles => 0.120,
    };
    hold.grip_cm
        .map_or(usual, |cm| (cm / 2.0 / p::HEIGHT_CM).clamp(0.005, 0.6))
}

/// How it is held when nothing is said.
pub(crate) fn usual_hands(hold: &Hold) -> Hands {
    hold.hands.unwrap_or(match (hold.thing, hold.at) {
        (Thing::Dumbbell | Thing::Bottle, Spot::Chest) => Hands::Both,
        (Thing::Dumbbell | Thing::Bottle, _) => Hands::Each,
        (Thing::Racket, _) => Hands::Right,
        _ => Hands::Both,
    })
}

/// Brings the hands to what they hold.
pub(super) fn take(stance: &Stance, hold: &Hold, body: &mut Skeleton, scene: &Scene) -> Held {
    let hands = usual_hands(hold);
    let sides: &[Side] = match hands {
        Hands::Left => &[Side::Left],
        Hands::Right => &[Side::Right],
        Hands::Both | Hands::Each => &Side::BOTH,
    };
    let thorax = body.thorax_frame;
    // A hand at rest lies on the body, not before it.
    let bare = hold.thing == Thing::Nothing;
    let shift = thorax.front * (hold.ahead_cm / p::HEIGHT_CM)
        + thorax.up * (hold.up_cm / p::HEIGHT_CM)
        + thorax.right * (hold.right_cm / p::HEIGHT_CM);
    let half = if hands == Hands::Each {
        match hold.at {
            Spot::Hang => 0.150,
            Spot::Shoulders => 0.125,
            Spot::Overhead => 0.110,
            Spot::Chest | Spot::Belly => 0.110,
            _ => half_grip(hold),
        }
    } else if sides.len() == 1 {
        match hold.at {
            Spot::Hang => 0.150,
            Spot::Shoulders | Spot::Overhead => 0.115,
            _ => 0.0,
        }
    } else {
        half_grip(hold)
    };
    let half = if hands == Hands::Each {
        hold.grip_cm
            .map_or(half, |cm| (cm / 2.0 / p::HEIGHT_CM).clamp(0.005, 0.6))
    } else {
        half
    };
    let level_right = flat(thorax.right, Vec3::Z);
    let grips: Vec<(Side, Vec3)> = match hold.at {
        Spot::Hands => {
            if hands == Hands::Each || sides.len() == 1 {
                sides
                    .iter()
                    .map(|&side| (side, body.arms.get(side).grip() + shift))
                    .collect()
            } else {
                let middle = body.arms.left.grip().mix(body.arms.right.grip(), 0.5);
                let mut middle = middle + shift;
                if hold.thing == Thing::AbWheel {
                    middle.y = WHEEL;
                }
                // A bar keeps the way the hands have; narrow grips lie side by side.
                let between = body.arms.right.grip() - body.arms.left.grip();
                let along = if between.length() > 0.12 {
                    between.unit_or(thorax.right)
                } else {
                    thorax.right
                };
                let along = if matches!(
                    hold.thing,
                    Thing::Landmine | Thing::GolfClub | Thing::Racket
                ) {
                    // One hand behind the other on the shaft.
                    thorax.right
                } else {
                    along
                };
                sides
                    .iter()
                    .map(|&side| (side, middle + along * (side.sign() * half)))
                    .collect()
            }
        }
        Spot::Hang => {
            let middle = hang(hold, body, half, level_right);
            sides
                .iter()
                .map(|&side| (side, middle + shift + level_right * (side.sign() * half)))
                .collect()
        }
        spot => {
            let t = |x: f64, y: f64| body.nape + thorax.front * x + thorax.up * y;
            let bulk = match hold.thing {
                Thing::MedicineBall => 0.06,
                Thing::Backpack => 0.04,
                _ => 0.0,
            };
            let middle = match spot {
                Spot::Chest if bare => t(0.075, -0.055),
                Spot::Chest => t(0.112 + bulk, -0.075),
                Spot::Shoulders => t(0.078, 0.0),
                Spot::UpperBack => t(-0.062, -0.012),
                Spot::Overhead => {
                    let arm = p::UPPER_ARM + p::FOREARM + p::GRIP - 0.004;
                    let spread = half - p::SHOULDER_OUT;
                    let rise = (arm * arm - spread * spread).max(0.0).sqrt();
                    let shoulders = body.arms.left.shoulder.mix(body.arms.right.shoulder, 0.5);
                    shoulders + thorax.up * rise
                }
                Spot::Ahead => {
                    let arm = p::UPPER_ARM + p::FOREARM + p::GRIP - 0.006;
                    let spread = half - p::SHOULDER_OUT;
                    let rise = (arm * arm - spread * spread).max(0.0).sqrt();
                    let shoulders = body.arms.left.shoulder.mix(body.arms.right.shoulder, 0.5);
                    shoulders + thorax.front * rise * 0.995 - thorax.up * 0.03
                }
                Spot::Ears => body.head + body.head_frame.front * 0.005,
                Spot::Waist => body.pelvis + body.pelvis_frame.up * 0.062,
                Spot::Thighs => {
                    body.legs
                        .left
                        .hip
                        .mix(body.legs.left.knee, 0.62)
                        .mix(body.legs.right.hip.mix(body.legs.right.knee, 0.62), 0.5)
                        + body.legs.right.frame.front * 0.052
                }
                Spot::Hips => {
                    body.pelvis + body.pelvis_frame.front * 0.088 + body.pelvis_frame.up * 0.025
                }
                _ => {
                    body.pelvis
                        + body.pelvis_frame.up * 0.13
                        + body.pelvis_frame.front
                            * if bare {
                                0.068 + stance.belly / p::HEIGHT_CM
                            } else {
                                0.115 + bulk
                            }
                }
            };
            sides
                .iter()
                .map(|&side| (side, middle + shift + thorax.right * (side.sign() * half)))
                .collect()
        }
    };
    for &(side, grip) in &grips {
        let s = side.sign();
        let steered = *stance.steered.get(side);
        let arm = body.arms.get_mut(side);
        let toward = match hold.at {
            _ if steered => pole(arm),
            Spot::Hands | Spot::Ahead => pole(arm) + thorax.up * -0.4 + thorax.right * (s * 0.3),
            Spot::Hang => -thorax.front + thorax.right * (s * 0.5),
            Spot::Chest | Spot::Shoulders => {
                -thorax.up + thorax.right * (s * 0.4) - thorax.front * 0.1
            }
            Spot::UpperBack => -thorax.up + thorax.right * (s * 0.4) - thorax.front * 0.35,
            Spot::Overhead => thorax.right * s + thorax.front * 0.3,
            Spot::Ears => thorax.right * s + thorax.up * 0.2 + thorax.front * 0.4,
            Spot::Waist => thorax.right * s - thorax.front * 0.5,
            Spot::Belly if bare => thorax.right * s + thorax.front * 0.2,
            Spot::Belly | Spot::Hips | Spot::Thighs => {
                -thorax.front + thorax.right * (s * 0.8) - thorax.up * 0.2
            }
        };
        let (joint, end) = two_bones(
            arm.shoulder,
            grip,
            p::UPPER_ARM,
            p::FOREARM + p::GRIP,
            toward,
        );
        arm.elbow = joint;
        let way = (end - joint).unit_or(-Vec3::Y);
        arm.wrist = joint + way * p::FOREARM;
        arm.fingers = way;
        arm.grips = !bare;
    }
    #[expect(clippy::cast_precision_loss, reason = "one or two hands")]
    let count = grips.len().max(1) as f64;
    let centre = grips.iter().fold(Vec3::ZERO, |sum, g| sum + g.1) * (1.0 / count);
    let right = match (grips.first(), grips.last()) {
        (Some(a), Some(b)) if grips.len() > 1 => (b.1 - a.1).unit_or(thorax.right),
        _ => thorax.right,
    };
    let frame = match hold.thing {
        Thing::Landmine => {
            let from = scene.anchor.unwrap_or(centre - Vec3::Y);
            Frame::from_up_front(centre - from, right)
        }
        Thing::Racket | Thing::GolfClub | Thing::Stick => {
            let arm = body.arms.get(sides.last().copied().unwrap_or(Side::Right));
            let other = body.arms.get(sides.first().copied().unwrap_or(Side::Right));
            let way = (arm.fingers + other.fingers).unit_or(arm.fingers);
            Frame::from_up_front(-way, thorax.front)
        }
        _ => {
            let up = Vec3::Y.across(right).unit_or(thorax.up);
            Frame {
                front: up.cross(right),
                up,
                right,
            }
        }
    };
    Held {
        thing: hold.thing,
        hands,
        centre,
        grips,
        frame,
        spot: hold.at,
        plates: hold.plates.unwrap_or(3).clamp(1, 8),
    }
}

/// Radius of an ab wheel.
pub(crate) const WHEEL: f64 = 0.055;

/// The middle between hands that hang from the shoulders, clear of the legs.
pub(super) fn hang(hold: &Hold, body: &Skeleton, half: f64, right: Vec3) -> Vec3 {
    let shoulders = body.arms.left.shoulder.mix(body.arms.right.shoulder, 0.5);
    let reach = p::UPPER_ARM + p::FOREARM + p::GRIP - 0.003;
    let spread = half - p::SHOULDER_OUT;
    let long = (reach * reach - spread * spread).max(0.01).sqrt();
    let ahead = Vec3::Y.cross(right);
    let beside = matches!(hold.thing, Thing::TrapBar)
        || (half > 0.12 && !matches!(hold.thing, Thing::Barbell));
    let mut forward = 0.0_f64;
    if !beside {
        for _ in 0..8 {
            let drop = (long * long - forward * forward).max(0.0).sqrt();
            let y = shoulders.y - drop;
            let mut least = f64::NEG_INFINITY;
            for side in Side::BOTH {
                let leg = body.legs.get(side);
                for (a, b, ra, rb) in [
                    (leg.hip, leg.knee, p::R_HIP, p::R_KNEE + 0.004),
                    (leg.knee, leg.ankle, p::R_KNEE + 0.004, p::R_ANKLE),
                ] {
                    let share = if (b.y - a.y).abs() < 1e-6 {
                        0.5
                    } else {
                        (y - a.y) / (b.y - a.y)
                    };
                    if !(-0.15..=1.15).contains(&share) {
                        continue;
                    }
                    let share = share.clamp(0.0, 1.0);
                    let on = a.mix(b, share);
                    let thick = ra + (rb - ra) * share;
                    let aside = (on - shoulders).dot(right).abs();
                    if hold.thing != Thing::Barbell && aside > half + thick + 0.01 {
                        continue;
                    }
                    least = least.max((on - shoulders).dot(ahead) + thick + 0.014);
                }
            }
            forward = least.clamp(-0.25, 0.25).max(-0.25);
            if least == f64::NEG_INFINITY {
                forward = 0.0;
            }
            // Arms hang plumb unless the legs are in the way or the bar is kept close.
            forward = forward.max(-0.10);
        }
    }
    let drop = (long * long - forward * forward).max(0.0).sqrt();
    shoulders + ahead * forward - Vec3::Y * drop
}
