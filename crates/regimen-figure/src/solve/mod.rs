//! Poses into bodies in a scene. Here: what a solved figure is, and the order of the steps; the steps stand in the modules below.

mod between;
mod check;
mod hold;
mod limbs;
mod place;
mod scene;

pub(crate) use between::between;
pub(crate) use hold::{WHEEL, usual_hands};

use crate::describe::Part;
use crate::fault::Fault;
use crate::format::{Figure, Hands, Place, Side, Spot, Standing, Surface, Thing};
use crate::proportions::{self as p, FLOOR_PLATE};
use crate::skeleton::Skeleton;
use crate::stance::{Stance, stances};
use crate::vector::{Frame, Vec3, v};
use check::check;
use hold::take;
use limbs::{contacts, plant_arms, plant_legs};
use place::{goal, stand};
use scene::{anchor, furnish};

/// A planted part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Contact {
    pub(crate) part: Part,
    pub(crate) surface: Surface,
    /// The part's reference point as it came out.
    pub(crate) at: Vec3,
    /// Which way the foot or hand points.
    pub(crate) heading: Vec3,
    /// How far off its place it came out.
    pub(crate) off: f64,
}

/// What is held, placed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Held {
    pub(crate) thing: Thing,
    pub(crate) hands: Hands,
    /// The middle between the grips, or the grip of a single hand.
    pub(crate) centre: Vec3,
    pub(crate) grips: Vec<(Side, Vec3)>,
    /// right: along a bar; up: away from what hangs.
    pub(crate) frame: Frame,
    pub(crate) spot: Spot,
    /// How many plates lie on a sled.
    pub(crate) plates: u8,
}

/// A solved pose.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Posed {
    pub(crate) stance: Stance,
    pub(crate) body: Skeleton,
    pub(crate) contacts: Vec<Contact>,
    pub(crate) held: Option<Held>,
}

impl Posed {
    pub(crate) fn moved(mut self, by: Vec3) -> Self {
        self.body = self.body.moved(by);
        if let Some(held) = &mut self.held {
            held.centre = held.centre + by;
            for grip in &mut held.grips {
                grip.1 = grip.1 + by;
            }
        }
        self
    }
}

/// Furniture that something rests on, or the box that bounds it on the floor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rest {
    pub(crate) surface: Surface,
    pub(crate) least: Vec3,
    pub(crate) most: Vec3,
    /// For a pad: along the trunk, and away from the pad.
    pub(crate) along: Vec3,
    pub(crate) away: Vec3,
}

/// What stands around the body, the same in every pose.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Scene {
    pub(crate) rests: Vec<Rest>,
    /// Where a wall's face is, and which way it faces.
    pub(crate) wall: Option<(Vec3, Vec3)>,
    pub(crate) anchor: Option<Vec3>,
    /// Hips of the first pose, on the floor.
    pub(crate) origin: Vec3,
    /// Whether a bar is lifted from the floor or from blocks: then its plates say how high it lies.
    pub(crate) floor_plates: bool,
}

/// A figure with every joint in its place. It can be drawn whether or not it has faults.
#[derive(Debug, Clone, PartialEq)]
pub struct Solved {
    pub(crate) figure: Figure,
    pub(crate) poses: Vec<Posed>,
    pub(crate) scene: Scene,
    pub(crate) faults: Vec<Fault>,
}

impl Figure {
    /// Places every joint. Total: whatever is wrong stands in [`Solved::faults`].
    pub fn solve(&self) -> Solved {
        let mut faults = Vec::new();
        match (&self.same_as, self.poses.is_empty()) {
            (None, true) => faults.push(Fault::NothingToDraw),
            (Some(_), false) => faults.push(Fault::SharedAndOwn),
            _ => {}
        }
        let mut poses: Vec<Posed> = Vec::new();
        let mut scene = Scene::default();
        for (index, stance) in stances(self).into_iter().enumerate() {
            let number = index + 1;
            if stance.broken {
                faults.push(Fault::NotANumber { pose: number });
            }
            let before = if stance.place == Place::Stay {
                poses.last()
            } else {
                None
            };
            let posed = pose(self, stance, before, &mut scene);
            check(number, &posed, poses.last(), &mut faults);
            poses.push(posed);
        }
        furnish(self, &poses, &mut scene);
        let blocks = self.scenery.iter().any(|it| it.thing == Standing::Blocks);
        scene.floor_plates = poses.iter().filter_map(|p| p.held.as_ref()).any(|held| {
            let bar = matches!(held.thing, Thing::Barbell | Thing::TrapBar);
            bar && held.spot == Spot::Hang && (blocks || held.centre.y < FLOOR_PLATE + 0.03)
        });
        if let (Some(_), None) = (
            self.anchor,
            poses
                .iter()
                .filter_map(|p| p.held.as_ref())
                .find(|h| h.thing.anchored()),
        ) {
            faults.push(Fault::IdleAnchor);
        }
        for (index, posed) in poses.iter().enumerate() {
            if let Some(held) = &posed.held
                && held.thing.anchored()
                && self.anchor.is_none()
            {
                faults.push(Fault::NoAnchor {
                    pose: index + 1,
                    thing: held.thing,
                });
            }
        }
        Solved {
            figure: self.clone(),
            poses,
            scene,
            faults,
        }
    }
}

impl Solved {
    /// What is wrong, in the order of the poses.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Bodies on the way from pose `from` to the next one, ends included.
    pub(crate) fn on_the_way(&self, from: usize, steps: usize) -> Vec<Posed> {
        let (Some(start), Some(end)) = (self.poses.get(from), self.poses.get(from + 1)) else {
            return Vec::new();
        };
        // Who has moved on is looked at hips over hips.
        let mut start = start.clone();
        if end.stance.place == Place::New {
            let by = end.body.pelvis - start.body.pelvis;
            start = start.moved(v(by.x, 0.0, by.z));
        }
        let start = &start;
        let mut out = vec![start.clone()];
        for step in 1..steps {
            #[expect(clippy::cast_precision_loss, reason = "a handful of steps")]
            let share = step as f64 / steps as f64;
            out.push(between(start, end, share));
        }
        out.push(end.clone());
        out
    }
}

fn finite(value: Option<f64>, usual: f64, least: f64, most: f64) -> f64 {
    match value {
        Some(value) if value.is_finite() => value.clamp(least, most),
        _ => usual,
    }
}

fn leg_part(side: Side, left: Part, right: Part) -> Part {
    match side {
        Side::Left => left,
        Side::Right => right,
    }
}

fn flat(direction: Vec3, fallback: Vec3) -> Vec3 {
    v(direction.x, 0.0, direction.z).unit_or(fallback)
}

fn pose(figure: &Figure, stance: Stance, before: Option<&Posed>, scene: &mut Scene) -> Posed {
    let (mut body, wishes) = stand(figure, &stance, before, scene);
    plant_legs(&stance, &mut body, &wishes);
    plant_arms(&stance, &mut body, &wishes);
    if before.is_none() && scene.anchor.is_none() {
        scene.origin = v(body.pelvis.x, 0.0, body.pelvis.z);
        scene.anchor = figure.anchor.map(|a| anchor(a, &body));
    }
    if scene.wall.is_none()
        && let Some(wish) = wishes.iter().find(|w| w.surface == Surface::Wall)
    {
        let way = if goal(wish).x >= body.pelvis.x {
            1.0
        } else {
            -1.0
        };
        let rest = match wish.part {
            Part::Seat => p::R_PELVIS,
            Part::Chest => p::R_CHEST,
            Part::Head => p::R_HEAD,
            _ => 0.021,
        };
        scene.wall = Some((goal(wish) + Vec3::X * (way * rest), Vec3::X * -way));
    }
    let held = stance
        .hold
        .map(|hold| take(&stance, &hold, &mut body, scene));
    let contacts = contacts(&wishes, &body);
    Posed {
        stance,
        body,
        contacts,
        held,
    }
}

/// The places that make up a pose.
pub(crate) fn joints(body: &Skeleton) -> [Vec3; 16] {
    let (l, r) = (&body.legs, &body.arms);
    [
        body.pelvis,
        body.chest,
        body.nape,
        body.head,
        l.left.knee,
        l.left.ankle,
        l.left.ball(),
        l.right.knee,
        l.right.ankle,
        l.right.ball(),
        r.left.elbow,
        r.left.wrist,
        r.left.grip(),
        r.right.elbow,
        r.right.wrist,
        r.right.grip(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Base, Hold, Joint, Pose, Scenery};

    fn solved(base: Base) -> Posed {
        let figure = Figure {
            poses: vec![Pose {
                base: Some(base),
                hip: (base == Base::Standing).then_some(Joint::Flexion(60.0)),
                knee: (base == Base::Standing).then_some(70.0),
                ..Pose::default()
            }],
            ..Figure::default()
        };
        figure.solve().poses.remove(0)
    }

    const BASES: [Base; 8] = [
        Base::Standing,
        Base::Seated,
        Base::Kneeling,
        Base::HalfKneeling,
        Base::Quadruped,
        Base::Plank,
        Base::Bridge,
        Base::SidePlank,
    ];

    #[test]
    fn bones_keep_their_lengths() {
        for base in BASES {
            let body = solved(base).body;
            for side in Side::BOTH {
                let (leg, arm) = (body.legs.get(side), body.arms.get(side));
                for (a, b, long) in [
                    (leg.hip, leg.knee, p::THIGH),
                    (leg.knee, leg.ankle, p::SHIN),
                    (arm.shoulder, arm.elbow, p::UPPER_ARM),
                    (arm.elbow, arm.wrist, p::FOREARM),
                ] {
                    assert!(((a - b).length() - long).abs() < 1e-6, "{base:?} {side:?}");
                }
            }
        }
    }

    #[test]
    fn planted_parts_are_on_their_surface() {
        for base in BASES {
            for contact in solved(base).contacts {
                assert!(contact.off < 0.01, "{base:?}: {contact:?}");
            }
        }
    }

    #[test]
    fn a_symmetric_pose_is_symmetric() {
        for base in [
            Base::Standing,
            Base::Seated,
            Base::Quadruped,
            Base::Plank,
            Base::Bridge,
            Base::Supine,
            Base::Prone,
        ] {
            let body = solved(base).body;
            let mirror = |a: Vec3| v(a.x, a.y, -a.z);
            let (legs, arms) = (&body.legs, &body.arms);
            for (a, b) in [
                (legs.left.knee, legs.right.knee),
                (legs.left.ankle, legs.right.ankle),
                (arms.left.elbow, arms.right.elbow),
                (arms.left.wrist, arms.right.wrist),
            ] {
                assert!((mirror(a) - b).length() < 1e-6, "{base:?}");
            }
        }
    }

    #[test]
    fn hands_meet_on_a_bar() {
        for thing in [Thing::Barbell, Thing::Kettlebell, Thing::TrapBar] {
            let figure = Figure {
                poses: vec![Pose {
                    hip: Some(Joint::Flexion(60.0)),
                    knee: Some(30.0),
                    hold: Some(Hold {
                        thing,
                        hands: None,
                        at: Spot::Hang,
                        grip_cm: None,
                        ahead_cm: 0.0,
                        up_cm: 0.0,
                        right_cm: 0.0,
                        plates: None,
                    }),
                    ..Pose::default()
                }],
                ..Figure::default()
            };
            let solved = figure.solve();
            assert!(
                solved.faults().is_empty(),
                "{thing:?}: {:?}",
                solved.faults()
            );
        }
    }

    #[test]
    fn what_was_planted_stays() {
        let figure = Figure {
            poses: vec![
                Pose::default(),
                Pose {
                    hip: Some(Joint::Flexion(110.0)),
                    knee: Some(115.0),
                    ..Pose::default()
                },
            ],
            ..Figure::default()
        };
        let solved = figure.solve();
        for side in Side::BOTH {
            let ankle = |i: usize| solved.poses[i].body.legs.get(side).ankle;
            assert!((ankle(0) - ankle(1)).length() < 1e-4);
        }
        assert!(solved.poses[1].body.pelvis.y < 0.7 * solved.poses[0].body.pelvis.y);
    }

    #[test]
    fn a_bar_from_the_floor_or_from_blocks_has_plates_that_reach_it() {
        let plates = |hip: f64, at: Spot, blocks: bool| {
            let figure = Figure {
                scenery: blocks
                    .then_some(Scenery {
                        thing: Standing::Blocks,
                        ahead_cm: 0.0,
                        right_cm: 0.0,
                        height_cm: None,
                    })
                    .into_iter()
                    .collect(),
                poses: vec![Pose {
                    hip: Some(Joint::Flexion(hip)),
                    knee: Some(if hip > 100.0 { 78.0 } else { 20.0 }),
                    hold: Some(Hold {
                        thing: Thing::Barbell,
                        hands: None,
                        at,
                        grip_cm: None,
                        ahead_cm: 0.0,
                        up_cm: 0.0,
                        right_cm: 0.0,
                        plates: None,
                    }),
                    ..Pose::default()
                }],
                ..Figure::default()
            };
            figure.solve().scene.floor_plates
        };
        assert!(plates(128.0, Spot::Hang, false));
        assert!(!plates(60.0, Spot::Hang, false));
        assert!(plates(60.0, Spot::Hang, true));
        assert!(!plates(128.0, Spot::Shoulders, true));
    }
}
