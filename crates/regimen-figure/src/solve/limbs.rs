//! Planted arms and legs, by two-bone inverse kinematics.

use super::place::{Wish, ankle_wish, goal, heading};
use super::{Contact, flat, leg_part};
use crate::describe::Part;
use crate::format::{Base, Side, Surface};
use crate::proportions as p;
use crate::skeleton::Skeleton;
use crate::stance::Stance;
use crate::vector::{Frame, Vec3, v};

/// Two bones from `start` towards `target`, the joint between them towards `pole`: joint and end.
pub(super) fn two_bones(
    start: Vec3,
    target: Vec3,
    upper: f64,
    lower: f64,
    pole: Vec3,
) -> (Vec3, Vec3) {
    let reach = target - start;
    let way = reach.unit_or(-Vec3::Y);
    let far = reach
        .length()
        .clamp((upper - lower).abs() + 1e-4, upper + lower - 1e-5);
    let along = (far * far + upper * upper - lower * lower) / (2.0 * far);
    let out = (upper * upper - along * along).max(0.0).sqrt();
    let spare = if way.x.abs() < 0.9 { Vec3::X } else { Vec3::Z };
    let aside = pole.across(way).unit_or(spare.across(way).unit_or(Vec3::Y));
    (start + way * along + aside * out, start + way * far)
}

pub(super) fn plant_legs(stance: &Stance, body: &mut Skeleton, wishes: &[Wish]) {
    for side in Side::BOTH {
        let knee = wishes
            .iter()
            .find(|w| w.part == leg_part(side, Part::LeftKnee, Part::RightKnee));
        let foot = wishes
            .iter()
            .find(|w| w.part == leg_part(side, Part::LeftFoot, Part::RightFoot));
        let toes = wishes
            .iter()
            .find(|w| w.part == leg_part(side, Part::LeftToes, Part::RightToes));
        let leg = body.legs.get(side);
        let ankle_goal = ankle_wish(wishes, side, leg);
        let tucked = stance.leg_on.get(side).toes != Surface::None;
        let leg = body.legs.get_mut(side);
        if let Some(wish) = knee {
            let target = goal(wish);
            leg.knee = if wish.hard {
                leg.hip + (target - leg.hip).unit_or(-Vec3::Y) * p::THIGH
            } else {
                let drop = (target.y - leg.hip.y).clamp(-p::THIGH * 0.95, p::THIGH * 0.95);
                let run = (p::THIGH * p::THIGH - drop * drop).max(0.0).sqrt();
                leg.hip + flat(target - leg.hip, Vec3::X) * run + v(0.0, drop, 0.0)
            };
            let back = heading(wish);
            let surface = wish.level - p::R_KNEE;
            let rise = if tucked {
                p::BALL_FORWARD + p::R_BALL
            } else {
                0.046
            };
            let drop = (surface + rise - leg.knee.y).clamp(-p::SHIN * 0.9, p::SHIN * 0.9);
            let run = (p::SHIN * p::SHIN - drop * drop).max(0.0).sqrt();
            leg.ankle = leg.knee + back * run + v(0.0, drop, 0.0);
            if tucked {
                leg.foot = Frame::from_up_front(back, -Vec3::Y);
                leg.toes = -back;
            } else {
                let point = (back - v(0.0, 0.36, 0.0)).unit_or(back);
                leg.foot = Frame::from_up_front((-Vec3::Y).across(point), point);
                leg.toes = point;
            }
        } else if let (Some(ankle), Some(wish)) = (ankle_goal, foot.or(toes)) {
            let thigh = -leg.frame.up;
            let pole = (leg.knee - leg.hip).across((ankle - leg.hip).unit_or(thigh)) * 3.0
                + leg.frame.front * 0.25;
            let pole = if stance.base == Base::SidePlank {
                leg.frame.front
            } else {
                pole
            };
            let (joint, end) = two_bones(leg.hip, ankle, p::THIGH, p::SHIN, pole);
            leg.knee = joint;
            leg.ankle = end;
            let way = heading(wish);
            if toes.is_some() {
                leg.toes = way;
            } else if stance.base == Base::SidePlank {
                leg.toes = leg.foot.front;
            } else if wish.surface == Surface::Footplate {
                // The sole lies on the plate as the shin brings it.
                let shin = (leg.knee - leg.ankle).unit_or(Vec3::Y);
                leg.foot = Frame::from_up_front(shin, leg.foot.front);
                leg.toes = leg.foot.front;
            } else {
                leg.foot = Frame::from_up_front(Vec3::Y, way);
                leg.toes = way;
            }
        }
    }
    // The upper foot of a side plank lies on the lower one.
    if stance.base == Base::SidePlank && stance.leg_on.get(stance.side.other()).is_free() {
        let lower = *body.legs.get(stance.side);
        let upper = body.legs.get_mut(stance.side.other());
        let straight = stance.legs.get(stance.side.other());
        if straight.abduction.abs() < 1.0 && straight.flexion.abs() < 1.0 {
            let target = lower.ankle + v(0.0, 0.046, 0.0);
            let (joint, end) = two_bones(upper.hip, target, p::THIGH, p::SHIN, upper.frame.front);
            upper.knee = joint;
            upper.ankle = end;
            upper.foot = lower.foot;
            upper.toes = lower.toes;
        }
    }
}

pub(super) fn plant_arms(stance: &Stance, body: &mut Skeleton, wishes: &[Wish]) {
    let right = body.thorax_frame.right;
    for side in Side::BOTH {
        let hand = wishes
            .iter()
            .find(|w| w.part == leg_part(side, Part::LeftHand, Part::RightHand));
        let forearm = wishes
            .iter()
            .find(|w| w.part == leg_part(side, Part::LeftForearm, Part::RightForearm));
        let arm = body.arms.get_mut(side);
        if let Some(wish) = forearm {
            let target = goal(wish);
            arm.elbow = arm.shoulder + (target - arm.shoulder).unit_or(-Vec3::Y) * p::UPPER_ARM;
            let way = heading(wish);
            arm.wrist = arm.elbow + (way - v(0.0, 0.035, 0.0)).unit_or(way) * p::FOREARM;
            arm.fingers = way;
        } else if let Some(wish) = hand {
            let target = goal(wish);
            let pole = if stance.arm_on.get(side).resting {
                right * side.sign() + Vec3::Y * 0.4
            } else {
                pole(arm)
            };
            let (joint, end) = two_bones(arm.shoulder, target, p::UPPER_ARM, p::FOREARM, pole);
            arm.elbow = joint;
            arm.wrist = end;
            arm.fingers = heading(wish);
        }
    }
}

/// The elbow goes where the shoulder's angles point the upper arm.
pub(super) fn pole(arm: &crate::skeleton::Arm) -> Vec3 {
    -arm.frame.up - arm.frame.front * 0.35
}

/// Reads back where the planted parts came out.
pub(super) fn contacts(wishes: &[Wish], body: &Skeleton) -> Vec<Contact> {
    wishes
        .iter()
        .map(|wish| {
            let want = goal(wish);
            let at = match wish.part {
                Part::Seat => body.pelvis,
                Part::Chest => body.chest,
                Part::Head => body.head,
                Part::LeftFoot => body.legs.left.ankle,
                Part::RightFoot => body.legs.right.ankle,
                Part::LeftToes => body.legs.left.ball(),
                Part::RightToes => body.legs.right.ball(),
                Part::LeftKnee => body.legs.left.knee,
                Part::RightKnee => body.legs.right.knee,
                Part::LeftHand => body.arms.left.wrist,
                Part::RightHand => body.arms.right.wrist,
                Part::LeftForearm => body.arms.left.elbow,
                Part::RightForearm => body.arms.right.elbow,
            };
            let off = match wish.surface {
                Surface::Backrest => 0.0,
                Surface::Wall => (at.x - want.x).abs(),
                // A trunk may slide along its surface, and settle into it.
                _ if wish.hard || matches!(wish.part, Part::LeftKnee | Part::RightKnee) => {
                    (at.y - wish.level).abs()
                }
                _ => (at - want).length(),
            };
            Contact {
                part: wish.part,
                surface: wish.surface,
                at,
                heading: heading(wish),
                off,
            }
        })
        .collect()
}
