//! What is held or worn.

use super::body::{Ball, hull};
use super::camera::{Pt, View, pt};
use super::ink::{Ink, Kind, Layer, Shape};
use super::room::BEHIND;
use crate::format::{Figure, Hands, Side, Spot, Thing, Worn};
use crate::proportions::{self as p, HEIGHT_CM};
use crate::skeleton::Skeleton;
use crate::solve::{Held, Posed, Scene, WHEEL};
use crate::vector::{Frame, Vec3, v};

fn line(view: &View, order: f64, points: &[Vec3], width: f64) -> Layer {
    Layer::line(
        order,
        Ink::Accent,
        points.iter().map(|p| view.point(*p)).collect(),
        width,
    )
}

fn disc(view: &View, at: Vec3, r: f64) -> Shape {
    Shape::Disc(view.point(at), r * HEIGHT_CM)
}

fn circle(view: &View, at: Vec3, normal: Vec3, r: f64) -> Vec<Pt> {
    let frame = Frame::from_up_front(normal, Vec3::Y);
    (0..36)
        .map(|step| {
            let (s, c) = (f64::from(step) * 10.0).to_radians().sin_cos();
            view.point(at + (frame.front * c + frame.right * s) * r)
        })
        .collect()
}

/// A plate on a bar: a ring, so that the body behind it stays in sight.
fn plate(view: &View, at: Vec3, along: Vec3, r: f64, order: f64, out: &mut Vec<Layer>) {
    let frame = Frame::from_up_front(along, Vec3::Y);
    let facing = along.dot(view.toward()).abs();
    let rim = |offset: f64| Ball::new(at + along * offset, frame, r, 0.0005, r);
    let (a, b) = (rim(-0.010), rim(0.010));
    let Shape::Area(outer) = hull(view, &[&a, &b], 40) else {
        return;
    };
    if facing > 0.6 {
        out.push(Layer {
            order,
            ink: Ink::Accent,
            kind: Kind::Ring(outer, circle(view, at, along, r * 0.78)),
        });
        out.push(Layer::solid(
            order,
            Ink::Accent,
            vec![disc(view, at, 0.012)],
        ));
    } else {
        out.push(Layer::solid(order, Ink::Accent, vec![Shape::Area(outer)]));
        if facing > 0.25 {
            let near = at + along * (0.010 * along.dot(view.toward()).signum());
            let mut rim = circle(view, near, along, r * 0.66);
            rim.extend(rim.first().copied());
            out.push(Layer {
                order,
                ink: Ink::Paper,
                kind: Kind::Line(rim, 1.3, false),
            });
        }
    }
}

/// The layers of what the pose holds.
pub(super) fn layers(view: &View, scene: &Scene, posed: &Posed) -> Vec<Layer> {
    let mut out = Vec::new();
    let Some(held) = &posed.held else {
        return out;
    };
    match held.thing {
        Thing::Nothing => {}
        Thing::Dumbbell => dumbbells(view, held, posed, &mut out),
        Thing::Bottle => {
            for &(_, grip) in &held.grips {
                let order = view.order(grip) + 0.03;
                out.push(Layer::solid(
                    order,
                    Ink::Accent,
                    vec![
                        Shape::Taper(
                            view.point(grip - held.frame.up * 0.05),
                            4.2,
                            view.point(grip + held.frame.up * 0.045),
                            4.2,
                        ),
                        Shape::Taper(
                            view.point(grip + held.frame.up * 0.05),
                            2.0,
                            view.point(grip + held.frame.up * 0.08),
                            1.8,
                        ),
                    ],
                ));
            }
        }
        Thing::Kettlebell => {
            let each: Vec<Vec3> = if held.hands == Hands::Both {
                vec![held.centre]
            } else {
                held.grips.iter().map(|g| g.1).collect()
            };
            for at in each {
                kettlebell(view, at, held.frame, &mut out);
            }
        }
        Thing::Barbell => barbell(view, scene, held, &posed.body, &mut out),
        Thing::SafetyBar => {
            let body = &posed.body;
            let yoke = body.nape - body.thorax_frame.front * 0.055 + body.thorax_frame.up * 0.006;
            let bar = Held {
                centre: yoke,
                ..held.clone()
            };
            barbell(view, scene, &bar, body, &mut out);
            for &(side, grip) in &held.grips {
                let from = yoke
                    + body.thorax_frame.right * (side.sign() * 0.055)
                    + body.thorax_frame.up * 0.03;
                out.push(line(view, view.order(grip) + 0.02, &[from, grip], 4.0));
            }
        }
        Thing::TrapBar => trap_bar(view, scene, held, &mut out),
        Thing::Landmine => {
            if let Some(anchor) = scene.anchor {
                let end = held.centre + (held.centre - anchor).unit_or(Vec3::Y) * 0.035;
                let along = (end - anchor).unit_or(Vec3::Y);
                let order = view.order(held.centre) - 0.03;
                out.push(line(view, order, &[anchor, end], 3.2));
                plate(view, end - along * 0.16, along, 0.085, order, &mut out);
                out.push(Layer::solid(
                    BEHIND + 1.0,
                    Ink::Accent,
                    vec![disc(view, anchor + v(0.0, 0.015, 0.0), 0.022)],
                ));
            }
        }
        Thing::CableHandle | Thing::Band | Thing::CableRope => pulled(view, scene, held, &mut out),
        Thing::Towel => {
            let points: Vec<Vec3> = held.grips.iter().map(|g| g.1).collect();
            out.push(line(view, view.order(held.centre) + 0.01, &points, 4.6));
        }
        Thing::Stick => {
            let along = held.frame.right * 0.09;
            if let (Some(a), Some(b)) = (held.grips.first(), held.grips.last()) {
                out.push(line(
                    view,
                    view.order(held.centre),
                    &[a.1 - along, b.1 + along],
                    3.4,
                ));
            }
        }
        Thing::AbWheel => {
            let order = view.order(held.centre);
            let along = held.frame.right;
            out.push(line(
                view,
                order,
                &[held.centre - along * 0.085, held.centre + along * 0.085],
                4.0,
            ));
            plate(view, held.centre, along, WHEEL, order + 0.05, &mut out);
        }
        Thing::Sled => sled(view, held, posed, &mut out),
        Thing::MedicineBall => {
            let order = view.order(held.centre) + 0.012;
            out.push(Layer::solid(
                order,
                Ink::Accent,
                vec![disc(view, held.centre, 0.072)],
            ));
            let arc: Vec<Pt> = circle(view, held.centre, v(0.5, 0.6, 0.2).unit_or(Vec3::Y), 0.071)
                .into_iter()
                .take(19)
                .collect();
            out.push(Layer {
                order,
                ink: Ink::Paper,
                kind: Kind::Line(arc, 1.2, false),
            });
        }
        Thing::Racket => racket(view, held, posed, &mut out),
        Thing::GolfClub => {
            let way = -held.frame.up;
            // The head stays above the ground.
            let long = if way.y < -0.1 {
                ((held.centre.y - 0.014) / -way.y).clamp(0.2, 0.50)
            } else {
                0.50
            };
            let tip = held.centre + way * long;
            let order = view.order(held.centre.mix(tip, 0.4));
            out.push(line(view, order, &[held.centre - way * 0.06, tip], 2.2));
            let toe = tip + v(held.frame.front.x, 0.0, held.frame.front.z).unit_or(Vec3::X) * 0.045;
            out.push(Layer::solid(
                order,
                Ink::Accent,
                vec![Shape::Taper(view.point(tip), 2.4, view.point(toe), 3.2)],
            ));
        }
        Thing::Backpack => {
            let ball = Ball::new(
                held.centre - Vec3::Y * 0.03,
                posed.body.thorax_frame,
                0.055,
                0.10,
                0.08,
            );
            let order = view.order(held.centre) + 0.005;
            out.push(Layer::solid(
                order,
                Ink::Accent,
                vec![hull(view, &[&ball], 40)],
            ));
        }
        Thing::MachineHandles => machine_handles(view, held, posed, &mut out),
    }
    out
}

fn dumbbells(view: &View, held: &Held, posed: &Posed, out: &mut Vec<Layer>) {
    let mut one = |at: Vec3, along: Vec3, order: f64| {
        let shapes = vec![
            Shape::Taper(
                view.point(at - along * 0.05),
                1.9,
                view.point(at + along * 0.05),
                1.9,
            ),
            head(view, at + along * 0.066, along),
            head(view, at - along * 0.066, along),
        ];
        out.push(Layer::solid(order, Ink::Accent, shapes));
    };
    if held.hands == Hands::Both {
        let at = held.centre - held.frame.up * 0.045;
        one(at, held.frame.up, view.order(at) + 0.004);
        return;
    }
    for &(side, grip) in &held.grips {
        let arm = posed.body.arms.get(side);
        let along = match held.spot {
            Spot::Shoulders | Spot::Overhead => posed.body.thorax_frame.right,
            _ => arm.frame.front,
        };
        let along = along.across(arm.fingers).unit_or(Vec3::X);
        one(grip, along, view.order(grip) + 0.03);
    }
}

fn head(view: &View, at: Vec3, along: Vec3) -> Shape {
    let frame = Frame::from_up_front(along, Vec3::Y);
    let a = Ball::new(at - along * 0.013, frame, 0.036, 0.006, 0.036);
    let b = Ball::new(at + along * 0.013, frame, 0.036, 0.006, 0.036);
    hull(view, &[&a, &b], 32)
}

fn kettlebell(view: &View, at: Vec3, frame: Frame, out: &mut Vec<Layer>) {
    let order = view.order(at) + 0.012;
    let down = -Vec3::Y;
    let bell = at + down * 0.088;
    let across = frame.right * 0.034;
    let handle: Vec<Pt> = [
        bell + across * 1.1 - down * 0.03,
        at + across + down * 0.008,
        at + across * 0.6 - down * 0.006,
        at - across * 0.6 - down * 0.006,
        at - across + down * 0.008,
        bell - across * 1.1 - down * 0.03,
    ]
    .iter()
    .map(|p| view.point(*p))
    .collect();
    // Seen from the side the handle has no width of its own: it is given some.
    let wide = handle
        .iter()
        .map(|p| p.x)
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| {
            (a.min(x), b.max(x))
        });
    let handle = if wide.1 - wide.0 < 7.5 {
        let middle = f64::midpoint(wide.0, wide.1);
        let shares = [-4.6, -4.2, -2.2, 2.2, 4.2, 4.6];
        handle
            .iter()
            .zip(shares)
            .map(|(p, x)| pt(middle + x, p.y))
            .collect()
    } else {
        handle
    };
    out.push(Layer {
        order,
        ink: Ink::Accent,
        kind: Kind::Curve(handle, 3.2),
    });
    out.push(Layer::solid(
        order,
        Ink::Accent,
        vec![disc(view, bell, 0.056)],
    ));
}

/// A padded bar before the chest with upright grips, on a lever from the seat.
fn machine_handles(view: &View, held: &Held, posed: &Posed, out: &mut Vec<Layer>) {
    let (body, right) = (&posed.body, held.frame.right);
    let up = body.thorax_frame.up;
    let pad = held.centre - up * 0.045;
    let order = view.order(pad) - 0.02;
    let foot = body.pelvis + body.pelvis_frame.front * 0.15 - Vec3::Y * 0.02;
    out.push(line(view, order - 0.01, &[foot, pad], 3.4));
    out.push(line(
        view,
        order,
        &[pad - right * 0.17, pad + right * 0.17],
        7.0,
    ));
    for &(_, grip) in &held.grips {
        out.push(line(
            view,
            view.order(grip) + 0.04,
            &[grip - up * 0.04, grip + up * 0.055],
            4.2,
        ));
    }
}

/// Radius of a plate on a bar that does not come from the floor: small enough that hands and face stay in sight.
const PLATE: f64 = 0.094;

fn plate_radius(scene: &Scene) -> f64 {
    if scene.floor_plates {
        p::FLOOR_PLATE
    } else {
        PLATE
    }
}

fn barbell(view: &View, scene: &Scene, held: &Held, body: &Skeleton, out: &mut Vec<Layer>) {
    let along = held.frame.right;
    let mut order = view.order(held.centre) - 0.004;
    // A bar that hangs is before both legs: who looks from the front sees all of it.
    let ahead = Vec3::Y.cross(along).unit_or(Vec3::X);
    if held.spot == Spot::Hang && view.depth(ahead) > 0.0 {
        for side in Side::BOTH {
            let leg = body.legs.get(side);
            for part in [leg.hip.mix(leg.knee, 0.5), leg.knee.mix(leg.ankle, 0.5)] {
                order = order.max(view.order(part) + 0.001);
            }
        }
    }
    out.push(line(
        view,
        order,
        &[held.centre - along * 0.315, held.centre + along * 0.315],
        3.0,
    ));
    for s in [-1.0, 1.0] {
        let at = held.centre + along * (s * 0.27);
        plate(view, at, along, plate_radius(scene), view.order(at), out);
    }
}

fn trap_bar(view: &View, scene: &Scene, held: &Held, out: &mut Vec<Layer>) {
    let right = held.frame.right;
    let ahead = Vec3::Y.cross(right).unit_or(Vec3::X);
    let c = held.centre;
    let corner = |x: f64, z: f64| c + ahead * x + right * z;
    let near = if view.depth(right) > 0.0 { 1.0 } else { -1.0 };
    let g = 0.165;
    // The half away from the viewer is behind the body, the other before it.
    for (s, order) in [(-near, -0.12), (near, 0.22)] {
        out.push(Layer::line(
            order,
            Ink::Accent,
            [
                corner(0.20, 0.0),
                corner(0.20, s * 0.09),
                corner(0.07, s * (g + 0.04)),
                corner(-0.07, s * (g + 0.04)),
                corner(-0.20, s * 0.09),
                corner(-0.20, 0.0),
            ]
            .iter()
            .map(|p| view.point(*p))
            .collect(),
            2.8,
        ));
        let end = c + right * (s * 0.28);
        out.push(line(view, order, &[c + right * (s * (g + 0.04)), end], 2.8));
        // The handle, in the fist.
        let grip = c + right * (s * g);
        out.push(line(
            view,
            view.order(grip) + if s == near { 0.05 } else { 0.0 },
            &[grip - ahead * 0.05, grip + ahead * 0.05],
            3.6,
        ));
        let order = order + 0.05 * s * near;
        plate(view, end, right, plate_radius(scene), order, out);
    }
    // Where the halves meet no rim parts them.
    for x in [-0.20, 0.20] {
        let points = [corner(x, -0.03), corner(x, 0.03)];
        out.push(Layer {
            order: 0.22,
            ink: Ink::Accent,
            kind: Kind::Line(points.map(|p| view.point(p)).to_vec(), 2.8, false),
        });
    }
}

fn pulled(view: &View, scene: &Scene, held: &Held, out: &mut Vec<Layer>) {
    let Some(anchor) = scene.anchor else { return };
    let width = if held.thing == Thing::Band { 3.2 } else { 1.7 };
    let order = view.order(held.centre) - 0.004;
    let way = (anchor - held.centre).unit_or(Vec3::X);
    if held.thing == Thing::CableRope {
        let knot = held.centre + way * 0.09;
        out.push(line(view, order, &[anchor, knot], width));
        for &(_, grip) in &held.grips {
            out.push(line(
                view,
                view.order(grip) + 0.015,
                &[knot, grip - way * 0.045],
                3.4,
            ));
        }
        return;
    }
    if held.hands == Hands::Each {
        for &(_, grip) in &held.grips {
            out.push(line(view, order, &[anchor, grip], width));
        }
        return;
    }
    // The last piece is before the forearms: it ends in the hands.
    let near = held.centre + way * 0.07;
    out.push(line(view, order, &[anchor, near], width));
    out.push(line(view, order + 0.09, &[near, held.centre], width));
    if held.thing == Thing::CableHandle {
        let along = held.frame.right * 0.05;
        out.push(line(
            view,
            view.order(held.centre) + 0.09,
            &[held.centre - along, held.centre + along],
            3.6,
        ));
        // Seen along its grip it is a knob.
        out.push(Layer::solid(
            view.order(held.centre) + 0.09,
            Ink::Accent,
            vec![disc(view, held.centre, 0.013)],
        ));
    }
}

fn sled(view: &View, held: &Held, posed: &Posed, out: &mut Vec<Layer>) {
    let body = &posed.body;
    let ahead = v(body.pelvis_frame.front.x, 0.0, body.pelvis_frame.front.z).unit_or(Vec3::X);
    for &(side, grip) in &held.grips {
        let order = if side == Side::Right { 0.12 } else { -0.2 };
        let foot = v(grip.x, 0.03, grip.z) + ahead * 0.05;
        out.push(line(view, order, &[grip + Vec3::Y * 0.05, foot], 3.4));
        let nose = foot + ahead * 0.46;
        out.push(line(
            view,
            order,
            &[
                foot - ahead * 0.06,
                nose,
                nose + ahead * 0.05 + Vec3::Y * 0.05,
            ],
            4.4,
        ));
    }
    let middle = v(held.centre.x, 0.0, held.centre.z) + ahead * 0.30;
    for index in 0..held.plates {
        let a = Ball::new(
            middle + Vec3::Y * (0.062 + 0.03 * f64::from(index)),
            Frame::from_up_front(Vec3::Y, ahead),
            0.118,
            0.014,
            0.118,
        );
        out.push(Layer::solid(
            -0.1 + f64::from(index) * 0.001,
            Ink::Accent,
            vec![hull(view, &[&a], 36)],
        ));
    }
    out.push(line(
        view,
        -0.11,
        &[
            middle + Vec3::Y * 0.06,
            middle + Vec3::Y * (0.09 + 0.03 * f64::from(held.plates)),
        ],
        3.0,
    ));
}

fn racket(view: &View, held: &Held, posed: &Posed, out: &mut Vec<Layer>) {
    let way = -held.frame.up;
    let throat = held.centre + way * 0.16;
    let middle = held.centre + way * 0.27;
    let order = view.order(middle);
    out.push(line(view, order, &[held.centre - way * 0.05, throat], 3.0));
    let face = posed.body.thorax_frame.front.across(way).unit_or(Vec3::X);
    let aside = way.cross(face);
    let oval: Vec<Pt> = (0..=36)
        .map(|step| {
            let (s, c) = (f64::from(step) * 10.0).to_radians().sin_cos();
            view.point(middle + way * (c * 0.11) + aside * (s * 0.08))
        })
        .collect();
    out.push(Layer::line(order, Ink::Accent, oval, 2.6));
}

/// A loop of band on the body.
pub(super) fn worn(view: &View, figure: &Figure, posed: &Posed) -> Vec<Layer> {
    let Some(worn) = figure.worn else {
        return Vec::new();
    };
    let (l, r) = (&posed.body.legs.left, &posed.body.legs.right);
    let (a, b, thick) = match worn {
        Worn::BandAboveKnees => (
            l.knee.mix(l.hip, 0.22),
            r.knee.mix(r.hip, 0.22),
            p::R_KNEE + 0.006,
        ),
        Worn::BandAtAnkles => (
            l.ankle.mix(l.knee, 0.12),
            r.ankle.mix(r.knee, 0.12),
            p::R_ANKLE + 0.006,
        ),
    };
    let ball = |at: Vec3, axis: Vec3| {
        Ball::new(at, Frame::from_up_front(axis, Vec3::X), thick, 0.013, thick)
    };
    let (up_a, up_b) = match worn {
        Worn::BandAboveKnees => (l.hip - l.knee, r.hip - r.knee),
        Worn::BandAtAnkles => (l.knee - l.ankle, r.knee - r.ankle),
    };
    let strap = hull(view, &[&ball(a, up_a), &ball(b, up_b)], 40);
    // Seen along the limbs it is a loop round them.
    let facing = up_a.unit_or(Vec3::Y).dot(view.toward()).abs();
    if facing > 0.45
        && let Shape::Area(outer) = &strap
    {
        let inner = |at: Vec3, axis: Vec3| {
            let frame = Frame::from_up_front(axis, Vec3::X);
            Ball::new(at, frame, thick - 0.012, 0.002, thick - 0.012)
        };
        if let Shape::Area(hole) = hull(view, &[&inner(a, up_a), &inner(b, up_b)], 40) {
            return vec![Layer {
                order: 5.0,
                ink: Ink::Accent,
                kind: Kind::Ring(outer.clone(), hole),
            }];
        }
    }
    vec![Layer::solid(5.0, Ink::Accent, vec![strap])]
}
