//! The trunk's place, from what is planted: parts that carry it, balance, and a lean or tilt that is searched for.

use super::scene::height;
use super::{Posed, Scene, flat, leg_part};
use crate::describe::Part;
use crate::format::{Base, Figure, Side, Surface};
use crate::proportions as p;
use crate::skeleton::{Skeleton, Turns, forward, root};
use crate::stance::Stance;
use crate::vector::{Vec3, v};

/// A reference point that should be somewhere.
pub(super) struct Wish {
    pub(super) part: Part,
    pub(super) surface: Surface,
    /// The reference point, from the hips, if nothing were planted.
    pub(super) point: Vec3,
    pub(super) heading: Vec3,
    /// The height the reference point must have.
    pub(super) level: f64,
    /// Nothing between the trunk and it can bend.
    pub(super) hard: bool,
    /// Where the limb starts, from the hips.
    pub(super) root: Vec3,
    /// Where it was in the pose before.
    pub(super) pin: Option<(Vec3, Vec3)>,
}

/// How many parts can be planted: seat, chest, head, and five of each side.
const MOST_PARTS: usize = 13;

/// What is planted, with where its reference points are on this skeleton.
pub(super) fn wishes(
    figure: &Figure,
    stance: &Stance,
    body: &Skeleton,
    before: Option<&Posed>,
) -> Vec<Wish> {
    // A search comes here again and again: room for every part, once.
    let mut out: Vec<Wish> = Vec::with_capacity(MOST_PARTS);
    let ahead = flat(body.pelvis_frame.front, flat(body.pelvis_frame.up, Vec3::X));
    // Who sits or lies is not carried by the knees.
    let seated = stance.seat != Surface::None;
    let mut add = |part, surface, point, heading: Vec3, rest: f64, hard| {
        if surface == Surface::None {
            return;
        }
        let pin = before
            .and_then(|b| {
                b.contacts
                    .iter()
                    .find(|c| c.part == part && c.surface == surface)
            })
            .map(|c| (c.at, c.heading));
        let root = match part {
            Part::LeftFoot | Part::LeftToes => body.legs.left.hip,
            Part::RightFoot | Part::RightToes => body.legs.right.hip,
            Part::LeftHand => body.arms.left.shoulder,
            Part::RightHand => body.arms.right.shoulder,
            _ => point,
        };
        out.push(Wish {
            part,
            surface,
            root,
            point,
            heading,
            level: height(figure, surface) + rest,
            hard,
            pin,
        });
    };
    add(
        Part::Seat,
        stance.seat,
        body.pelvis,
        ahead,
        match stance.base {
            Base::SideLying => 0.098,
            Base::SidePlank => 0.086,
            _ => p::R_PELVIS,
        },
        true,
    );
    add(
        Part::Chest,
        stance.chest,
        body.chest,
        ahead,
        if stance.base == Base::SideLying {
            0.098
        } else {
            p::R_CHEST
        },
        true,
    );
    add(Part::Head, stance.head, body.head, ahead, p::R_HEAD, true);
    for side in Side::BOTH {
        let leg = body.legs.get(side);
        let on = stance.leg_on.get(side);
        let sideways = stance.base == Base::SidePlank;
        if sideways && on.flat != Surface::None {
            add(
                leg_part(side, Part::LeftFoot, Part::RightFoot),
                on.flat,
                leg.ankle,
                leg.foot.front,
                0.026,
                false,
            );
        } else {
            // A foot that hangs or lies has no heading of its own: it takes the body's.
            let level = flat(leg.foot.front, ahead);
            let heading = if leg.foot.front.y.abs() > 0.7 {
                flat(leg.foot.up * -leg.foot.front.y.signum(), ahead)
            } else {
                level
            };
            add(
                leg_part(side, Part::LeftFoot, Part::RightFoot),
                on.flat,
                leg.ankle,
                heading,
                p::ANKLE,
                false,
            );
            let knelt = on.middle != Surface::None;
            if !knelt {
                add(
                    leg_part(side, Part::LeftToes, Part::RightToes),
                    on.toes,
                    leg.ball(),
                    level,
                    p::R_BALL,
                    false,
                );
            }
        }
        add(
            leg_part(side, Part::LeftKnee, Part::RightKnee),
            on.middle,
            leg.knee,
            flat(leg.ankle - leg.knee, -ahead),
            p::R_KNEE,
            !seated,
        );
        let arm = body.arms.get(side);
        let on = stance.arm_on.get(side);
        let upward = flat(body.thorax_frame.up, ahead);
        let lying = matches!(stance.base, Base::Supine | Base::HookLying | Base::Bridge);
        let fingers = if lying || stance.base == Base::Prone {
            flat(arm.fingers, upward)
        } else if on.flat == Surface::Wall {
            Vec3::Y
        } else {
            // Who is bent over puts the fingers where the head is, however the back is shaped.
            let trunk = (body.nape - body.pelvis).unit_or(Vec3::Y);
            if trunk.y.abs() < 0.8 {
                flat(trunk, upward)
            } else {
                flat(body.pelvis_frame.up + ahead, upward)
            }
        };
        add(
            leg_part(side, Part::LeftHand, Part::RightHand),
            on.flat,
            arm.wrist,
            fingers,
            0.021,
            false,
        );
        add(
            leg_part(side, Part::LeftForearm, Part::RightForearm),
            on.middle,
            arm.elbow,
            flat(arm.wrist - arm.elbow, upward),
            p::R_ELBOW,
            true,
        );
    }
    out
}

/// Where the hips must be so that the planted parts are in their places, as well as can be.
pub(super) fn place(wishes: &[Wish], body: &Skeleton, scene: &Scene) -> Vec3 {
    let feet = |w: &Wish| {
        matches!(
            w.part,
            Part::LeftFoot | Part::RightFoot | Part::LeftToes | Part::RightToes
        )
    };
    let standing: fn(&Wish) -> bool = |w| {
        !matches!(
            w.surface,
            Surface::Wall | Surface::Backrest | Surface::Footplate
        )
    };
    let mut anchors: Vec<&Wish> = wishes.iter().filter(|w| w.hard && standing(w)).collect();
    if anchors.is_empty() {
        anchors = wishes.iter().filter(|w| feet(w) && standing(w)).collect();
    }
    if anchors.is_empty() {
        anchors = wishes.iter().filter(|w| standing(w)).collect();
    }
    if anchors.is_empty() {
        // Nothing holds it: the lowest point is on the floor.
        let mut low = f64::INFINITY;
        for side in Side::BOTH {
            let leg = body.legs.get(side);
            low = low
                .min(leg.heel().y - 0.019)
                .min(leg.ball().y - p::R_BALL)
                .min(leg.knee.y - p::R_KNEE)
                .min(body.arms.get(side).wrist.y - p::R_WRIST);
        }
        low = low
            .min(body.pelvis.y - p::R_PELVIS)
            .min(body.chest.y - p::R_CHEST);
        return v(0.0, -low, 0.0);
    }
    let (mut up, mut across, mut pinned) = (0.0, Vec3::ZERO, 0.0);
    for wish in &anchors {
        up += wish.level - wish.point.y;
        if let Some((at, _)) = wish.pin {
            across = across + (at - wish.point);
            pinned += 1.0;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a dozen parts")]
    let count = anchors.len() as f64;
    let mut by = v(0.0, up / count, 0.0);
    if pinned == 0.0 {
        // What carries the body is new: it is where the limbs that stay say.
        for wish in wishes.iter().filter(|w| !w.hard && feet(w)) {
            if let Some((at, _)) = wish.pin {
                across = across + (at - wish.point);
                pinned += 1.0;
            }
        }
    }
    if pinned > 0.0 {
        by.x = across.x / pinned;
        by.z = across.z / pinned;
    }
    // Feet that stay where they were: the hips are as high as the knees' angles have them, however wide the feet are.
    let stay: Vec<(&Wish, Vec3)> = anchors
        .iter()
        .filter(|w| !w.hard)
        .filter_map(|w| w.pin.map(|(at, _)| (*w, at)))
        .collect();
    if !stay.is_empty() {
        for _ in 0..12 {
            let (mut rise, mut weight) = (0.0, 0.0);
            for (wish, at) in &stay {
                let reach = wish.root + by - *at;
                let far = reach.length().max(1e-6);
                let want = (wish.point - wish.root).length();
                let slope = reach.y / far;
                if slope > 0.2 {
                    rise += (want - far) / slope;
                    weight += 1.0;
                }
            }
            if weight > 0.0 {
                by.y += f64::clamp(rise / weight, -0.1, 0.1);
            }
        }
    }
    // A seated or lying body slides along a wall; a wall fixes how far ahead it is when nothing else does.
    if pinned == 0.0
        && let (Some((face, _)), Some(wish)) = (
            scene.wall,
            wishes.iter().find(|w| w.surface == Surface::Wall),
        )
    {
        by.x = face.x - wish.point.x;
    }
    by
}

/// How badly the planted parts sit, after the hips were placed.
pub(super) fn misfit(wishes: &[Wish], by: Vec3) -> f64 {
    let mut sum = 0.0;
    for wish in wishes {
        if matches!(
            wish.surface,
            Surface::Wall | Surface::Backrest | Surface::Footplate
        ) {
            continue;
        }
        let weight = if wish.hard { 40.0 } else { 1.0 };
        let at = wish.point + by;
        if let (Some((pin, _)), false) = (wish.pin, wish.hard) {
            // A planted limb turns at its root as it must; how far it reaches is what the angles say.
            let far = (pin - wish.root - by).length() - (wish.point - wish.root).length();
            // Hips keep their angle before shoulders do.
            let keep = if wish.part.is_foot() { 0.5 } else { 0.02 };
            sum += weight * (far.powi(2) + keep * (at - pin).dot(at - pin));
            continue;
        }
        sum += weight * (at.y - wish.level).powi(2);
        if let Some((pin, _)) = wish.pin {
            sum += 0.05 * weight * ((at.x - pin.x).powi(2) + (at.z - pin.z).powi(2));
        }
    }
    sum
}

/// Tries angles over a range, then narrows round the best.
pub(super) fn search(mut cost: impl FnMut(f64) -> f64, from: f64, to: f64) -> f64 {
    let mut best = (f64::INFINITY, 0.0);
    let steps = 25;
    let stride = (to - from) / f64::from(steps);
    for step in 0..=steps {
        let angle = from + stride * f64::from(step);
        let value = cost(angle);
        if value < best.0 {
            best = (value, angle);
        }
    }
    // The golden section: of two inner points one is kept, so each step costs one try.
    const KEEP: f64 = 0.618_033_988_749_895;
    let (mut low, mut high) = (best.1 - stride, best.1 + stride);
    let (mut a, mut b) = (high - (high - low) * KEEP, low + (high - low) * KEEP);
    let (mut at_a, mut at_b) = (cost(a), cost(b));
    for _ in 0..24 {
        if at_a <= at_b {
            (high, b, at_b) = (b, a, at_a);
            a = high - (high - low) * KEEP;
            at_a = cost(a);
        } else {
            (low, a, at_a) = (a, b, at_b);
            b = low + (high - low) * KEEP;
            at_b = cost(b);
        }
    }
    f64::midpoint(low, high)
}

/// The hips' frame and place, and the joints that follow.
pub(super) fn stand(
    figure: &Figure,
    stance: &Stance,
    before: Option<&Posed>,
    scene: &Scene,
) -> (Skeleton, Vec<Wish>) {
    let turns = Turns::of(stance);
    let at = |lean: f64, tilt: f64, whole: bool| {
        let body = forward(stance, &turns, root(stance, lean, tilt), whole);
        let wishes = wishes(figure, stance, &body, before);
        let by = place(&wishes, &body, scene);
        (body, wishes, by)
    };
    let balanced = matches!(stance.base, Base::Standing);
    let (lean, tilt) = match (stance.lean, stance.tilt) {
        (Some(lean), Some(tilt)) => (lean, tilt),
        (None, tilt) => {
            let tilt = tilt.unwrap_or(0.0);
            let (from, to) = match stance.base {
                Base::Standing => (-25.0, 110.0),
                _ => (-80.0, 60.0),
            };
            let lean = search(
                |lean| {
                    let (body, wishes, by) = at(lean, tilt, false);
                    let mut cost = misfit(&wishes, by) + (lean / 90.0).powi(2) * 2e-4;
                    if balanced {
                        cost *= 0.05;
                        let feet: Vec<&Wish> = wishes.iter().filter(|w| w.part.is_foot()).collect();
                        #[expect(clippy::cast_precision_loss, reason = "two feet")]
                        let count = feet.len().max(1) as f64;
                        let middle = feet.iter().fold(Vec3::ZERO, |sum, w| {
                            sum + match w.part {
                                Part::LeftToes | Part::RightToes => w.point,
                                _ => w.point + w.heading * 0.03,
                            }
                        }) * (1.0 / count);
                        let ahead = flat(body.pelvis_frame.right.cross(Vec3::Y) * -1.0, Vec3::X);
                        cost += (body.centre_of_mass() - middle).dot(ahead).powi(2);
                    }
                    cost
                },
                from,
                to,
            );
            (lean, tilt)
        }
        (Some(lean), None) => {
            let tilt = search(
                |tilt| {
                    let (_, wishes, by) = at(lean, tilt, false);
                    misfit(&wishes, by)
                },
                -20.0,
                60.0,
            );
            (lean, tilt)
        }
    };
    let (body, wishes, by) = at(lean, tilt, true);
    let mut body = body.moved(by + v(0.0, stance.raise / p::HEIGHT_CM, 0.0));
    let mut wishes = wishes;
    for wish in &mut wishes {
        wish.point = wish.point + by + v(0.0, stance.raise / p::HEIGHT_CM, 0.0);
    }
    // Where only feet hold it, the hips sink until both feet reach.
    if !wishes.iter().any(|w| w.hard) {
        for _ in 0..24 {
            let mut shift = Vec3::ZERO;
            for side in Side::BOTH {
                let leg = body.legs.get(side);
                let Some(ankle) = ankle_wish(&wishes, side, leg) else {
                    continue;
                };
                let reach = ankle - leg.hip;
                let most = p::THIGH + p::SHIN - 2e-5;
                if reach.length() > most {
                    shift = shift + reach * (1.0 - most / reach.length());
                }
            }
            if shift.length() < 1e-6 {
                break;
            }
            body = body.moved(shift);
            for wish in &mut wishes {
                wish.point = wish.point + shift;
            }
        }
    }
    (body, wishes)
}

/// Where a wish wants its point.
pub(super) fn goal(wish: &Wish) -> Vec3 {
    let (at, _) = wish.pin.unwrap_or((wish.point, wish.heading));
    match wish.surface {
        Surface::Wall | Surface::Backrest | Surface::Footplate => at,
        _ => v(at.x, wish.level, at.z),
    }
}

pub(super) fn heading(wish: &Wish) -> Vec3 {
    wish.pin.map_or(wish.heading, |(_, heading)| heading)
}

/// Where the ankle must be for a planted foot.
pub(super) fn ankle_wish(wishes: &[Wish], side: Side, leg: &crate::skeleton::Leg) -> Option<Vec3> {
    let foot = leg_part(side, Part::LeftFoot, Part::RightFoot);
    let toes = leg_part(side, Part::LeftToes, Part::RightToes);
    wishes.iter().find_map(|w| {
        if w.part == foot {
            Some(goal(w))
        } else if w.part == toes {
            Some(goal(w) - leg.foot.apply(v(p::BALL_FORWARD, -p::BALL_DOWN, 0.0)))
        } else {
            None
        }
    })
}
