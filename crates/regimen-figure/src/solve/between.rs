//! Poses on the way between two solved ones, for arrows and animation.

use super::Posed;
use super::limbs::two_bones;
use crate::format::Side;
use crate::proportions as p;
use crate::skeleton::{Turns, forward};
use crate::vector::{Frame, Vec3};

/// A pose between two solved ones, for arrows and animation: joints on the shortest way, planted and holding
/// limbs solved again.
pub(crate) fn between(a: &Posed, b: &Posed, share: f64) -> Posed {
    let mut posed = b.clone();
    posed.stance = a.stance.between(&b.stance, share);
    let frame = |x: Frame, y: Frame| {
        Frame::from_up_front(x.up.mix(y.up, share), x.front.mix(y.front, share))
    };
    let root = frame(a.body.pelvis_frame, b.body.pelvis_frame);
    let turns = Turns::of(&posed.stance);
    let mut body =
        forward(&posed.stance, &turns, root, true).moved(a.body.pelvis.mix(b.body.pelvis, share));
    for side in Side::BOTH {
        let (la, lb) = (a.body.legs.get(side), b.body.legs.get(side));
        let leg = body.legs.get_mut(side);
        let pole =
            (la.knee - la.hip.mix(la.ankle, 0.5)).mix(lb.knee - lb.hip.mix(lb.ankle, 0.5), share);
        let fixed = (la.ankle - lb.ankle).length() < 1e-4;
        let target = if fixed {
            lb.ankle
        } else {
            swing(leg.hip, la.hip, la.ankle, lb.hip, lb.ankle, share)
        };
        let (joint, end) = two_bones(
            leg.hip,
            target,
            p::THIGH,
            p::SHIN,
            pole + leg.frame.front * 0.02,
        );
        leg.knee = joint;
        leg.ankle = end;
        leg.foot = frame(la.foot, lb.foot);
        leg.toes = la.toes.mix(lb.toes, share).unit_or(lb.toes);
        let (aa, ab) = (a.body.arms.get(side), b.body.arms.get(side));
        let arm = body.arms.get_mut(side);
        let target = swing(
            arm.shoulder,
            aa.shoulder,
            aa.wrist,
            ab.shoulder,
            ab.wrist,
            share,
        );
        let target = if (aa.wrist - ab.wrist).length() < 1e-4 {
            ab.wrist
        } else {
            target
        };
        let pole = (aa.elbow - aa.shoulder.mix(aa.wrist, 0.5))
            .mix(ab.elbow - ab.shoulder.mix(ab.wrist, 0.5), share);
        let (joint, end) = two_bones(
            arm.shoulder,
            target,
            p::UPPER_ARM,
            p::FOREARM,
            pole - arm.frame.front * 0.02,
        );
        arm.elbow = joint;
        arm.wrist = end;
        arm.fingers = aa.fingers.mix(ab.fingers, share).unit_or(ab.fingers);
        arm.grips = ab.grips;
    }
    posed.body = body;
    if let (Some(ha), Some(hb)) = (&a.held, &mut posed.held) {
        hb.centre = ha.centre.mix(hb.centre, share);
        let arms = &posed.body.arms;
        if hb.grips.len() == ha.grips.len() {
            let mut sum = Vec3::ZERO;
            for grip in &mut hb.grips {
                grip.1 = arms.get(grip.0).grip();
                sum = sum + grip.1;
            }
            #[expect(clippy::cast_precision_loss, reason = "one or two hands")]
            let count = hb.grips.len().max(1) as f64;
            hb.centre = sum * (1.0 / count);
        }
        hb.frame = frame(ha.frame, hb.frame);
    }
    posed
}

/// From one end to the other as a limb swings: the distance from its root and the direction both change evenly.
pub(super) fn swing(root: Vec3, ra: Vec3, a: Vec3, rb: Vec3, b: Vec3, share: f64) -> Vec3 {
    let (da, db) = (a - ra, b - rb);
    let far = da.length() + (db.length() - da.length()) * share;
    let way = da.unit_or(-Vec3::Y).mix(db.unit_or(-Vec3::Y), share);
    root + way.unit_or(da.unit_or(Vec3::X)) * far
}
