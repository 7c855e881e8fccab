//! Furniture, walls and anchors, from what rests on them.

use super::{Posed, Rest, Scene, finite, flat};
use crate::describe::Part;
use crate::format::{Anchor, Direction, Figure, Surface};
use crate::proportions as p;
use crate::skeleton::Skeleton;
use crate::vector::{Vec3, v};

/// Height of a surface, in body heights.
pub(crate) fn height(figure: &Figure, surface: Surface) -> f64 {
    let usual = match surface {
        Surface::None | Surface::Floor | Surface::Wall | Surface::Backrest => 0.0,
        Surface::Step => 20.0,
        Surface::Box | Surface::Bench | Surface::Chair => 45.0,
        Surface::Roller => 15.0,
        Surface::Footplate => 8.0,
    };
    finite(figure.heights_cm.get(&surface).copied(), usual, 0.0, 200.0) / p::HEIGHT_CM
}

pub(super) fn anchor(anchor: Anchor, body: &Skeleton) -> Vec3 {
    let far = finite(anchor.distance_cm, 110.0, 0.0, 1000.0) / p::HEIGHT_CM;
    let high = finite(Some(anchor.height_cm), 100.0, 0.0, 400.0) / p::HEIGHT_CM;
    let right = flat(body.pelvis_frame.right, Vec3::Z);
    let ahead = Vec3::Y.cross(right);
    let way = match anchor.at {
        Direction::Front => ahead,
        Direction::Back => -ahead,
        Direction::Left => -right,
        Direction::Right => right,
        Direction::Above => Vec3::ZERO,
    };
    v(body.pelvis.x, high, body.pelvis.z) + way * far
}

/// What of the scene follows from the poses.
pub(super) fn furnish(figure: &Figure, poses: &[Posed], scene: &mut Scene) {
    for surface in [
        Surface::Step,
        Surface::Box,
        Surface::Bench,
        Surface::Chair,
        Surface::Roller,
        Surface::Backrest,
        Surface::Footplate,
    ] {
        let mut rest: Option<Rest> = None;
        for posed in poses {
            for contact in posed.contacts.iter().filter(|c| c.surface == surface) {
                let along = posed.body.thorax_frame.up;
                let away = posed.body.thorax_frame.front;
                let (along, away) = if surface == Surface::Footplate {
                    let foot = posed.body.legs.right.foot;
                    (foot.front, foot.up)
                } else {
                    (along, away)
                };
                let centre = match contact.part {
                    Part::LeftFoot | Part::RightFoot => contact.at + contact.heading * 0.03,
                    Part::LeftHand | Part::RightHand => contact.at + contact.heading * 0.04,
                    _ => contact.at,
                };
                let it = rest.get_or_insert(Rest {
                    surface,
                    least: centre,
                    most: centre,
                    along,
                    away,
                });
                it.least = v(
                    it.least.x.min(centre.x),
                    it.least.y.min(centre.y),
                    it.least.z.min(centre.z),
                );
                it.most = v(
                    it.most.x.max(centre.x),
                    it.most.y.max(centre.y),
                    it.most.z.max(centre.z),
                );
            }
        }
        if let Some(mut rest) = rest {
            rest.most.y = if matches!(surface, Surface::Backrest | Surface::Footplate) {
                rest.most.y
            } else {
                height(figure, surface)
            };
            scene.rests.push(rest);
        }
    }
}
