//! What human joints allow.
//!
//! Norms: Greene and Heckman (eds.), *The Clinical Measurement of Joint Motion*, AAOS 1994, and
//! Norkin and White, *Measurement of Joint Motion: A Guide to Goniometry*, 5th ed., 2016; for the spine
//! White and Panjabi, *Clinical Biomechanics of the Spine*, 2nd ed., 1990. The allowance beyond the norm is
//! for trained people and for planted limbs, whose joints take what is left over: 15 degrees for hips and
//! shoulders, 10 for the others.

use crate::format::Side;
use crate::proportions as p;
use crate::skeleton::Skeleton;
use crate::stance::{Spine, Stance};

/// A movement of a joint, with its sign: the first named is above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Motion {
    /// Hip flexion, extension.
    HipFlexion,
    /// Hip abduction, adduction.
    HipAbduction,
    /// Hip outward, inward rotation.
    HipRotation,
    /// Knee flexion.
    KneeFlexion,
    /// Ankle dorsiflexion, plantarflexion.
    AnkleFlexion,
    /// Shoulder flexion, extension.
    ShoulderFlexion,
    /// Shoulder abduction, adduction.
    ShoulderAbduction,
    /// Shoulder outward, inward rotation.
    ShoulderRotation,
    /// Elbow flexion.
    ElbowFlexion,
    /// Low back flexion, extension.
    LumbarFlexion,
    /// Low back bend to the right, to the left.
    LumbarSideBend,
    /// Low back turn to the left, to the right.
    LumbarRotation,
    /// Upper back flexion, extension.
    ThoracicFlexion,
    /// Upper back bend to the right, to the left.
    ThoracicSideBend,
    /// Upper back turn to the left, to the right.
    ThoracicRotation,
    /// Neck flexion, extension.
    NeckFlexion,
    /// Neck bend to the right, to the left.
    NeckSideBend,
    /// Neck turn to the left, to the right.
    NeckRotation,
}

impl Motion {
    /// Every movement with its norm and the allowance: least, most, allowance, in degrees.
    pub const TABLE: [(Self, f64, f64, f64); 18] = [
        (Self::HipFlexion, -20.0, 125.0, 15.0),
        (Self::HipAbduction, -30.0, 45.0, 20.0),
        (Self::HipRotation, -45.0, 50.0, 15.0),
        (Self::KneeFlexion, 0.0, 145.0, 10.0),
        (Self::AnkleFlexion, -55.0, 20.0, 25.0),
        (Self::ShoulderFlexion, -60.0, 180.0, 15.0),
        (Self::ShoulderAbduction, -45.0, 180.0, 15.0),
        (Self::ShoulderRotation, -80.0, 95.0, 25.0),
        (Self::ElbowFlexion, 0.0, 150.0, 10.0),
        (Self::LumbarFlexion, -30.0, 60.0, 10.0),
        (Self::LumbarSideBend, -25.0, 25.0, 10.0),
        (Self::LumbarRotation, -10.0, 10.0, 10.0),
        (Self::ThoracicFlexion, -25.0, 40.0, 10.0),
        (Self::ThoracicSideBend, -25.0, 25.0, 10.0),
        (Self::ThoracicRotation, -40.0, 40.0, 10.0),
        (Self::NeckFlexion, -60.0, 50.0, 10.0),
        (Self::NeckSideBend, -45.0, 45.0, 10.0),
        (Self::NeckRotation, -80.0, 80.0, 10.0),
    ];

    /// The least and the most a figure may show, in degrees: norm and allowance.
    pub fn allowed(self) -> (f64, f64) {
        Self::TABLE.iter().find(|row| row.0 == self).map_or(
            (-180.0, 180.0),
            |&(motion, least, most, more)| {
                // Knees and elbows overstretch by little.
                let below = match motion {
                    Self::KneeFlexion | Self::ElbowFlexion => 5.0,
                    _ => more,
                };
                (least - below, most + more)
            },
        )
    }

    /// What it is called, in English.
    pub const fn words(self) -> &'static str {
        match self {
            Self::HipFlexion => "hip flexion",
            Self::HipAbduction => "hip abduction",
            Self::HipRotation => "hip rotation",
            Self::KneeFlexion => "knee flexion",
            Self::AnkleFlexion => "ankle dorsiflexion",
            Self::ShoulderFlexion => "shoulder flexion",
            Self::ShoulderAbduction => "shoulder abduction",
            Self::ShoulderRotation => "shoulder rotation",
            Self::ElbowFlexion => "elbow flexion",
            Self::LumbarFlexion => "low back flexion",
            Self::LumbarSideBend => "low back side bend",
            Self::LumbarRotation => "low back rotation",
            Self::ThoracicFlexion => "upper back flexion",
            Self::ThoracicSideBend => "upper back side bend",
            Self::ThoracicRotation => "upper back rotation",
            Self::NeckFlexion => "neck flexion",
            Self::NeckSideBend => "neck side bend",
            Self::NeckRotation => "neck rotation",
        }
    }
}

/// Angles a solved figure shows, each with its side.
pub(crate) fn measure(stance: &Stance, skeleton: &Skeleton) -> Vec<(Option<Side>, Motion, f64)> {
    let mut out = Vec::with_capacity(26);
    let spine = |s: Spine, motions: [Motion; 3]| {
        let [flexion, side_bend, rotation] = motions;
        [
            (None, flexion, s.flexion),
            (None, side_bend, s.side_bend),
            (None, rotation, s.rotation),
        ]
    };
    out.extend(spine(
        stance.lumbar,
        [
            Motion::LumbarFlexion,
            Motion::LumbarSideBend,
            Motion::LumbarRotation,
        ],
    ));
    out.extend(spine(
        stance.thoracic,
        [
            Motion::ThoracicFlexion,
            Motion::ThoracicSideBend,
            Motion::ThoracicRotation,
        ],
    ));
    out.extend(spine(
        stance.neck,
        [
            Motion::NeckFlexion,
            Motion::NeckSideBend,
            Motion::NeckRotation,
        ],
    ));
    for side in Side::BOTH {
        let s = side.sign();
        let leg = skeleton.legs.get(side);
        let thigh = skeleton.pelvis_frame.within(leg.knee - leg.hip) * (1.0 / p::THIGH);
        let out_of = (s * thigh.z).clamp(-1.0, 1.0).asin().to_degrees();
        // A limb that points straight out has no flexion to speak of.
        let flexion = if thigh.x.hypot(thigh.y) < 0.3 {
            0.0
        } else {
            thigh.x.atan2(-thigh.y).to_degrees()
        };
        let knee = angle(leg.knee - leg.hip, leg.ankle - leg.knee);
        let shin = (leg.knee - leg.ankle).unit_or(leg.frame.up);
        let dorsal = leg
            .foot
            .front
            .dot(shin)
            .clamp(-1.0, 1.0)
            .asin()
            .to_degrees();
        out.push((Some(side), Motion::HipFlexion, flexion));
        out.push((Some(side), Motion::HipAbduction, out_of));
        out.push((
            Some(side),
            Motion::HipRotation,
            stance.legs.get(side).rotation,
        ));
        out.push((Some(side), Motion::KneeFlexion, knee));
        out.push((Some(side), Motion::AnkleFlexion, dorsal));
        let arm = skeleton.arms.get(side);
        let upper = skeleton.thorax_frame.within(arm.elbow - arm.shoulder) * (1.0 / p::UPPER_ARM);
        let aside = (s * upper.z).clamp(-1.0, 1.0).asin().to_degrees();
        let flexion = if upper.x.hypot(upper.y) < 0.35 {
            0.0
        } else {
            let raw = upper.x.atan2(-upper.y).to_degrees();
            // Above the head there is one way only: by flexion.
            if raw < -100.0 { raw + 360.0 } else { raw }
        };
        out.push((Some(side), Motion::ShoulderFlexion, flexion));
        out.push((Some(side), Motion::ShoulderAbduction, aside));
        out.push((
            Some(side),
            Motion::ShoulderRotation,
            stance.arms.get(side).rotation,
        ));
        let elbow = angle(arm.elbow - arm.shoulder, arm.wrist - arm.elbow);
        out.push((Some(side), Motion::ElbowFlexion, elbow));
    }
    out
}

/// Degrees between two directions.
pub(crate) fn angle(a: crate::vector::Vec3, b: crate::vector::Vec3) -> f64 {
    let long = a.length() * b.length();
    if long < 1e-9 {
        return 0.0;
    }
    (a.dot(b) / long).clamp(-1.0, 1.0).acos().to_degrees()
}
