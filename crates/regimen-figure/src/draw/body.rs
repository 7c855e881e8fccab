//! The body as tapered limbs, a trunk of cross-sections and a head.

use super::camera::{Pt, View, pt};
use super::ink::{Ink, Kind, Layer, Shape};
use crate::format::Side;
use crate::proportions::{self as p, HEIGHT_CM};
use crate::skeleton::Skeleton;
use crate::vector::{Frame, Vec3, v};

/// An ellipsoid: its middle and its half axes.
pub(super) struct Ball {
    pub(super) at: Vec3,
    pub(super) axes: [Vec3; 3],
}

impl Ball {
    pub(super) fn new(at: Vec3, frame: Frame, deep: f64, tall: f64, wide: f64) -> Self {
        Self {
            at,
            axes: [frame.front * deep, frame.up * tall, frame.right * wide],
        }
    }
}

/// The outline of ellipsoids and all that lies between them.
pub(super) fn hull(view: &View, balls: &[&Ball], points: u32) -> Shape {
    let flat: Vec<(Pt, [(f64, f64); 3])> = balls
        .iter()
        .map(|ball| (view.point(ball.at), ball.axes.map(|axis| view.flat(axis))))
        .collect();
    let mut out = Vec::with_capacity(points as usize);
    for step in 0..points {
        let angle = f64::from(step) / f64::from(points) * std::f64::consts::TAU;
        let (s, c) = angle.sin_cos();
        let mut best: Option<(f64, Pt)> = None;
        for (middle, axes) in &flat {
            // The farthest point of an ellipsoid this way.
            let along = axes.map(|(x, y)| x * c + y * s);
            let reach = along.iter().map(|a| a * a).sum::<f64>().max(1e-12).sqrt();
            let (mut x, mut y) = (0.0, 0.0);
            for ((ax, ay), along) in axes.iter().zip(along) {
                x += ax * along / reach;
                y += ay * along / reach;
            }
            let support = middle.x * c + middle.y * s + reach * HEIGHT_CM;
            if best.is_none_or(|(most, _)| support > most) {
                let point = pt(middle.x + x * HEIGHT_CM, middle.y + y * HEIGHT_CM);
                best = Some((support, point));
            }
        }
        if let Some((_, point)) = best {
            out.push(point);
        }
    }
    Shape::Area(out)
}

fn taper(view: &View, a: Vec3, ra: f64, b: Vec3, rb: f64) -> Shape {
    Shape::Taper(view.point(a), ra * HEIGHT_CM, view.point(b), rb * HEIGHT_CM)
}

/// Which side's limbs are on the far side, if the sides are apart in depth.
fn far_side(view: &View, body: &Skeleton) -> Option<Side> {
    let depth =
        |side: Side| view.depth(body.legs.get(side).hip) + view.depth(body.arms.get(side).shoulder);
    let apart = depth(Side::Right) - depth(Side::Left);
    let whole = 2.0 * (p::HIP_OUT + p::SHOULDER_OUT);
    if apart > 0.42 * whole {
        Some(Side::Left)
    } else if apart < -0.42 * whole {
        Some(Side::Right)
    } else {
        None
    }
}

/// The body's layers, to be sorted by depth.
pub(super) fn layers(view: &View, body: &Skeleton) -> Vec<Layer> {
    let mut out = Vec::new();
    let far = far_side(view, body);
    trunk(view, body, &mut out);
    head(view, body, &mut out);
    for side in Side::BOTH {
        leg(view, body, side, far == Some(side), far.is_some(), &mut out);
        arm(view, body, side, far == Some(side), far.is_some(), &mut out);
    }
    out
}

fn trunk_order(view: &View, body: &Skeleton) -> f64 {
    view.order(body.pelvis.mix(body.nape, 0.6))
}

fn trunk(view: &View, body: &Skeleton, out: &mut Vec<Layer>) {
    let balls: Vec<Ball> = body
        .stations
        .iter()
        .map(|s| Ball::new(s.at, s.frame, s.deep, 0.030, s.wide))
        .collect();
    let mut shapes: Vec<Shape> = balls
        .iter()
        .zip(balls.iter().skip(1))
        .map(|(a, b)| hull(view, &[a, b], 32))
        .collect();
    // The slope from the neck to the shoulders.
    let neck = body.nape.mix(body.skull_base, 0.35);
    for side in Side::BOTH {
        let shoulder = body.arms.get(side).shoulder;
        shapes.push(taper(view, neck, 0.026, shoulder, p::R_SHOULDER - 0.003));
    }
    shapes.push(taper(view, body.nape, 0.036, body.skull_base, 0.030));
    shapes.push(taper(view, body.skull_base, 0.030, body.head, 0.032));
    out.push(Layer::solid(trunk_order(view, body), Ink::Near, shapes));
}

fn head(view: &View, body: &Skeleton, out: &mut Vec<Layer>) {
    let f = body.head_frame;
    let at = |x: f64, y: f64, z: f64| body.head + f.apply(v(x, y, z));
    let skull = Ball::new(at(-0.006, 0.012, 0.0), f, 0.055, 0.054, 0.046);
    let face = Ball::new(at(0.012, -0.012, 0.0), f, 0.038, 0.046, 0.037);
    let chin = Ball::new(at(0.031, -0.050, 0.0), f, 0.016, 0.015, 0.020);
    let bridge = Ball::new(at(0.036, -0.004, 0.0), f, 0.014, 0.016, 0.012);
    let nose = Ball::new(at(0.057, -0.020, 0.0), f, 0.006, 0.006, 0.008);
    let shapes = vec![
        hull(view, &[&skull, &face], 40),
        hull(view, &[&face, &chin], 40),
        hull(view, &[&bridge, &nose], 24),
    ];
    let order = view.order(body.head) + 0.02;
    out.push(Layer::solid(order, Ink::Near, shapes));
    out.push(Layer::joint(
        order,
        Ink::Near,
        vec![taper(view, body.skull_base, 0.0305, body.head, 0.0325)],
    ));
    // Who looks at the viewer, upright or lying on a side, has a nose; who looks away has none.
    if f.front.dot(view.toward()) > 0.6 && (f.up.y > 0.6 || f.right.y.abs() > 0.6) {
        let ridge = [at(0.050, 0.006, 0.0), at(0.062, -0.022, 0.0)];
        out.push(Layer {
            order,
            ink: Ink::Paper,
            kind: Kind::Line(ridge.map(|p| view.point(p)).to_vec(), 1.3, false),
        });
    }
}

/// A joint's cover, so that no rim crosses a limb: drawn after the later of two parts, over the earlier one.
fn cover(view: &View, joint: Vec3, r: f64, along: Vec3, r_end: f64, long: f64) -> Shape {
    let length = along.length().max(1e-6);
    let share = (long / length).min(1.0);
    taper(
        view,
        joint,
        r,
        joint + along * share,
        r + (r_end - r) * share,
    )
}

fn leg(view: &View, body: &Skeleton, side: Side, far: bool, sided: bool, out: &mut Vec<Layer>) {
    let leg = body.legs.get(side);
    let foot_at = |x: f64, y: f64, z: f64| leg.ankle + leg.foot.apply(v(x, y, z));
    let calf = leg.knee.mix(leg.ankle, 0.32) - leg.frame.front * 0.004;
    let heel = Ball::new(foot_at(-0.036, -0.021, 0.0), leg.foot, 0.019, 0.019, 0.021);
    let ankle = Ball::new(leg.ankle, leg.foot, p::R_ANKLE, p::R_ANKLE, p::R_ANKLE);
    let ball = Ball::new(leg.ball(), leg.foot, 0.019, p::R_BALL, 0.029);
    let toe_frame = Frame {
        front: leg.toes,
        up: leg.foot.right.cross(leg.toes),
        right: leg.foot.right,
    };
    let toes = leg.ball() + leg.toes * 0.032 - leg.foot.up * 0.002;
    let toes = Ball::new(toes, toe_frame, 0.015, 0.0125, 0.026);
    let middle = leg.hip.mix(leg.knee, 0.55);
    let top = leg.hip.mix(leg.knee, 0.30);
    // The upper third has no rim, so that the thigh grows out of the pelvis.
    let root = taper(view, leg.hip, p::R_HIP, middle, 0.0475);
    let thigh = vec![
        taper(
            view,
            if far { leg.hip } else { top },
            if far { p::R_HIP } else { 0.0518 },
            middle,
            0.0475,
        ),
        taper(view, middle, 0.0475, leg.knee, p::R_KNEE),
    ];
    let shin = vec![
        taper(view, leg.knee, p::R_KNEE, calf, p::R_CALF),
        taper(view, calf, p::R_CALF, leg.ankle, p::R_ANKLE),
        hull(view, &[&ankle, &heel], 20),
        hull(view, &[&ankle, &ball], 20),
        hull(view, &[&heel, &ball, &toes], 24),
    ];
    let thigh_order = view.order(leg.hip.mix(leg.knee, 0.5));
    let shin_order = view.order(leg.knee.mix(leg.ankle, 0.5));
    if far {
        let mut all = thigh;
        all.extend(shin);
        let order = thigh_order
            .min(shin_order)
            .min(trunk_order(view, body) - 0.02);
        out.push(Layer::solid(order, Ink::Far, all));
        return;
    }
    let ink = Ink::Near;
    let trunk = trunk_order(view, body);
    // On the near side the whole leg is before the trunk.
    let thigh_order = if sided {
        thigh_order.max(trunk + 0.01)
    } else {
        thigh_order
    };
    out.push(Layer::solid(thigh_order, ink, thigh));
    out.push(Layer::solid(shin_order, ink, shin));
    // Both ways, so that the joint is whole whichever part is painted later.
    let over = vec![
        cover(view, leg.knee, p::R_KNEE, leg.hip - leg.knee, 0.0475, 0.075),
        cover(
            view,
            leg.knee,
            p::R_KNEE,
            leg.ankle - leg.knee,
            p::R_CALF,
            0.070,
        ),
    ];
    out.push(Layer::joint(thigh_order.max(shin_order), ink, over));
    let order = thigh_order.max(trunk);
    out.push(Layer::joint(order, ink, vec![root]));
}

fn arm(view: &View, body: &Skeleton, side: Side, far: bool, sided: bool, out: &mut Vec<Layer>) {
    let arm = body.arms.get(side);
    let upper = vec![taper(
        view,
        arm.shoulder,
        p::R_SHOULDER,
        arm.elbow,
        p::R_ELBOW,
    )];
    let bulge = arm.elbow.mix(arm.wrist, 0.25);
    let mut lower = vec![
        taper(view, arm.elbow, p::R_ELBOW, bulge, p::R_ELBOW),
        taper(view, bulge, p::R_ELBOW, arm.wrist, p::R_WRIST),
    ];
    if arm.grips {
        lower.push(taper(
            view,
            arm.wrist,
            p::R_WRIST,
            arm.wrist + arm.fingers * 0.036,
            0.0255,
        ));
    } else {
        let palm = arm.wrist + arm.fingers * 0.046;
        lower.push(taper(view, arm.wrist, p::R_WRIST, palm, p::R_HAND));
        lower.push(taper(
            view,
            palm,
            p::R_HAND,
            arm.wrist + arm.fingers * p::FINGERS,
            0.012,
        ));
    }
    let trunk = trunk_order(view, body);
    let upper_order = view.order(arm.shoulder.mix(arm.elbow, 0.55));
    let lower_order = view.order(arm.elbow.mix(arm.wrist, 0.6));
    if far {
        let mut all = upper;
        let order = upper_order.min(trunk - 0.015);
        // A far forearm that crosses to the near side is painted on its own.
        if lower_order > trunk + 0.015 {
            out.push(Layer::solid(order, Ink::Far, all));
            out.push(Layer::solid(lower_order, Ink::Far, lower));
        } else {
            all.extend(lower);
            out.push(Layer::solid(order, Ink::Far, all));
        }
        return;
    }
    let ink = Ink::Near;
    let upper_order = if sided {
        upper_order.max(trunk + 0.02)
    } else {
        upper_order
    };
    out.push(Layer::solid(upper_order, ink, upper));
    out.push(Layer::solid(lower_order, ink, lower));
    let over = vec![
        cover(
            view,
            arm.elbow,
            p::R_ELBOW,
            arm.shoulder - arm.elbow,
            p::R_SHOULDER,
            0.05,
        ),
        cover(
            view,
            arm.elbow,
            p::R_ELBOW,
            arm.wrist - arm.elbow,
            p::R_WRIST,
            0.05,
        ),
    ];
    out.push(Layer::joint(upper_order.max(lower_order), ink, over));
}
