//! What a solved pose gets wrong.

use super::{Posed, joints, leg_part};
use crate::describe::Part;
use crate::fault::Fault;
use crate::format::Side;
use crate::proportions as p;
use crate::range;
use crate::skeleton::Skeleton;
use crate::vector::Vec3;

pub(super) fn check(number: usize, posed: &Posed, before: Option<&Posed>, faults: &mut Vec<Fault>) {
    for (side, motion, measured) in range::measure(&posed.stance, &posed.body) {
        let allowed = motion.allowed();
        if measured < allowed.0 - 0.5 || measured > allowed.1 + 0.5 {
            faults.push(Fault::BeyondRange {
                pose: number,
                side,
                motion,
                measured,
                allowed,
            });
        }
    }
    for contact in &posed.contacts {
        if contact.off > 0.01 {
            faults.push(Fault::OffSurface {
                pose: number,
                part: contact.part,
                surface: contact.surface,
                off: contact.off * 100.0,
            });
        }
    }
    let body = &posed.body;
    let mut lows = vec![
        (Part::Seat, body.pelvis.y - p::R_PELVIS),
        (Part::Chest, body.chest.y - p::R_CHEST),
        (Part::Head, body.head.y - p::R_HEAD),
    ];
    for side in Side::BOTH {
        let leg = body.legs.get(side);
        let arm = body.arms.get(side);
        lows.push((
            leg_part(side, Part::LeftFoot, Part::RightFoot),
            (leg.heel().y - 0.019).min(leg.ball().y - p::R_BALL),
        ));
        lows.push((
            leg_part(side, Part::LeftKnee, Part::RightKnee),
            leg.knee.y - p::R_KNEE,
        ));
        lows.push((
            leg_part(side, Part::LeftHand, Part::RightHand),
            (arm.wrist.y - p::R_WRIST).min(if arm.grips {
                arm.grip().y - p::R_HAND
            } else {
                (arm.wrist + arm.fingers * p::FINGERS).y - 0.012
            }),
        ));
        lows.push((
            leg_part(side, Part::LeftForearm, Part::RightForearm),
            arm.elbow.y - p::R_ELBOW,
        ));
    }
    for (part, low) in lows {
        if low < -0.015 {
            faults.push(Fault::ThroughFloor {
                pose: number,
                part,
                deep: -low * 100.0,
            });
        }
    }
    for side in Side::BOTH {
        let arm = body.arms.get(side);
        for (part, point, thick) in [
            (
                leg_part(side, Part::LeftHand, Part::RightHand),
                arm.wrist,
                p::R_WRIST,
            ),
            (
                leg_part(side, Part::LeftForearm, Part::RightForearm),
                arm.elbow,
                p::R_ELBOW,
            ),
        ] {
            let deep = inside_trunk(body, point, thick);
            if deep > 0.022 {
                faults.push(Fault::ThroughTrunk {
                    pose: number,
                    part,
                    deep: deep * 100.0,
                });
            }
        }
    }
    if let Some(held) = &posed.held {
        for &(side, grip) in &held.grips {
            let off = (body.arms.get(side).grip() - grip).length();
            if off > 0.01 {
                faults.push(Fault::CannotHold {
                    pose: number,
                    side,
                    thing: held.thing,
                    off: off * 100.0,
                });
            }
        }
    }
    if let Some(before) = before
        && difference(before, posed) < 0.012
    {
        faults.push(Fault::SamePose { pose: number });
    }
}

/// How deep a ball of this size is in the trunk.
pub(super) fn inside_trunk(body: &Skeleton, point: Vec3, thick: f64) -> f64 {
    let mut deepest = 0.0_f64;
    for station in body.stations.iter().skip(1).take(7) {
        let from = station.frame.within(point - station.at);
        if from.y.abs() > 0.03 {
            continue;
        }
        let share = ((from.x / station.deep).powi(2) + (from.z / station.wide).powi(2)).sqrt();
        let least = station.deep.min(station.wide);
        deepest = deepest.max((1.0 - share) * least + thick * 0.5);
    }
    deepest
}

/// How far joints are apart between two poses, hips put in one place.
pub(super) fn difference(a: &Posed, b: &Posed) -> f64 {
    let by = b.body.pelvis - a.body.pelvis;
    let mut most = 0.0_f64.max(by.y.abs());
    for (x, y) in joints(&a.body).into_iter().zip(joints(&b.body)) {
        most = most.max((x + by - y).length());
    }
    if let (Some(x), Some(y)) = (&a.held, &b.held) {
        most = most.max((x.centre + by - y.centre).length());
    }
    most
}
