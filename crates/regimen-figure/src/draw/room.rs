//! Floor, furniture and anchors.

use super::camera::{Pt, View, pt};
use super::ink::{Ink, Layer, Shape};
use crate::format::{Base, Figure, Standing, Surface, Thing};
use crate::proportions::HEIGHT_CM;
use crate::solve::{Posed, Rest, Scene};
use crate::vector::{Frame, Vec3, v};

/// Furniture is painted before everything else.
pub(super) const BEHIND: f64 = -10.0;

/// The convex outline of points.
fn outline(mut points: Vec<Pt>) -> Vec<Pt> {
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    let half = |points: &[Pt]| {
        let mut out: Vec<Pt> = Vec::new();
        for &p in points {
            while let [.., a, b] = out.as_slice() {
                if (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) > 0.0 {
                    break;
                }
                out.pop();
            }
            out.push(p);
        }
        out.pop();
        out
    };
    let mut lower = half(&points);
    points.reverse();
    lower.extend(half(&points));
    lower
}

/// A block from its middle, frame and half sizes.
fn block(view: &View, at: Vec3, frame: Frame, half: Vec3) -> (Vec<Pt>, Vec<Pt>) {
    let corner = |x: f64, y: f64, z: f64| {
        view.point(at + frame.apply(v(half.x * x, half.y * y, half.z * z)))
    };
    let mut all = Vec::new();
    let mut top = Vec::new();
    for x in [-1.0, 1.0] {
        for z in [-1.0, 1.0] {
            all.push(corner(x, -1.0, z));
            all.push(corner(x, 1.0, z));
            top.push(corner(x, 1.0, z));
        }
    }
    (outline(all), outline(top))
}

fn slab(view: &View, least: Vec3, most: Vec3, order: f64, out: &mut Vec<Layer>) {
    let (all, top) = block(
        view,
        least.mix(most, 0.5),
        Frame::WORLD,
        (most - least) * 0.5,
    );
    out.push(Layer::solid(order, Ink::Furniture, vec![Shape::Area(all)]));
    out.push(Layer::solid(
        order,
        Ink::FurniturePale,
        vec![Shape::Area(top)],
    ));
}

fn post(view: &View, from: Vec3, to: Vec3, width: f64, order: f64, out: &mut Vec<Layer>) {
    out.push(Layer {
        order,
        ink: Ink::Furniture,
        kind: super::ink::Kind::Line(vec![view.point(from), view.point(to)], width, false),
    });
}

/// All that stands on the floor, from the scene.
pub(super) fn layers(view: &View, figure: &Figure, scene: &Scene, posed: &Posed) -> Vec<Layer> {
    let mut out = Vec::new();
    let held = posed.held.as_ref().map(|h| h.thing);
    if let Some((face, way)) = scene.wall {
        let thick = -way * 0.03;
        let a = face + v(0.0, -face.y, 0.0);
        let (all, _) = block(
            view,
            a + thick + v(0.0, 0.56, 0.0),
            Frame::WORLD,
            v(0.03, 0.56, 0.12),
        );
        out.push(Layer::solid(
            BEHIND,
            Ink::FurniturePale,
            vec![Shape::Area(all)],
        ));
    }
    for rest in &scene.rests {
        furniture(view, rest, posed, &mut out);
    }
    if let (Some(anchor), Some(thing)) = (scene.anchor, held) {
        match thing {
            Thing::CableHandle | Thing::CableRope => column(view, anchor, scene, &mut out),
            Thing::Band => {
                post(
                    view,
                    v(anchor.x, 0.0, anchor.z),
                    v(anchor.x, anchor.y.max(0.1) + 0.12, anchor.z),
                    7.0,
                    BEHIND,
                    &mut out,
                );
            }
            _ => {}
        }
    }
    if posed.stance.base == Base::Hanging {
        let (a, b) = (posed.body.arms.left.grip(), posed.body.arms.right.grip());
        let along = (b - a).unit_or(Vec3::Z) * 0.14;
        for end in [a - along, b + along] {
            post(view, v(end.x, 0.0, end.z), end, 3.4, BEHIND, &mut out);
        }
        post(view, a - along, b + along, 3.4, BEHIND, &mut out);
    }
    for piece in &figure.scenery {
        let finite = |x: f64| if x.is_finite() { x.clamp(-500.0, 500.0) } else { 0.0 } / HEIGHT_CM;
        let at = scene.origin + v(finite(piece.ahead_cm), 0.0, finite(piece.right_cm));
        let high = piece.height_cm.map(finite);
        standing(view, piece.thing, at, high, posed, &mut out);
    }
    out
}

/// A cable machine's column with its stack of weights.
fn column(view: &View, anchor: Vec3, scene: &Scene, out: &mut Vec<Layer>) {
    let away = v(anchor.x - scene.origin.x, 0.0, anchor.z - scene.origin.z).unit_or(Vec3::X);
    let at = v(anchor.x, 0.0, anchor.z) + away * 0.055;
    let frame = Frame::from_up_front(Vec3::Y, away);
    let top = anchor.y.max(1.02) + 0.08;
    let (all, _) = block(
        view,
        at + v(0.0, top / 2.0, 0.0),
        frame,
        v(0.045, top / 2.0, 0.05),
    );
    out.push(Layer::solid(
        BEHIND,
        Ink::FurniturePale,
        vec![Shape::Area(all)],
    ));
    let (stack, _) = block(view, at + v(0.0, 0.2, 0.0), frame, v(0.03, 0.17, 0.035));
    out.push(Layer::solid(
        BEHIND,
        Ink::Furniture,
        vec![Shape::Area(stack)],
    ));
    let (foot, _) = block(view, at + v(0.0, 0.012, 0.0), frame, v(0.12, 0.012, 0.09));
    out.push(Layer::solid(
        BEHIND,
        Ink::Furniture,
        vec![Shape::Area(foot)],
    ));
    let pulley = view.point(anchor + away * 0.012);
    out.push(Layer::solid(
        BEHIND,
        Ink::Furniture,
        vec![Shape::Disc(pulley, 4.6)],
    ));
}

fn furniture(view: &View, rest: &Rest, posed: &Posed, out: &mut Vec<Layer>) {
    let middle = rest.least.mix(rest.most, 0.5);
    let long = rest.most.x - rest.least.x;
    let top = rest.most.y;
    match rest.surface {
        Surface::Bench => {
            let (half_x, half_z) = if long > 0.16 {
                (long / 2.0 + 0.16, 0.085)
            } else {
                ((long / 2.0 + 0.085).max(0.1), 0.20)
            };
            let at = |x: f64, z: f64| v(middle.x + x * half_x, 0.0, middle.z + z * half_z);
            for x in [-0.8, 0.8] {
                for z in [-0.7, 0.7] {
                    post(
                        view,
                        at(x, z),
                        at(x, z) + v(0.0, top - 0.03, 0.0),
                        4.0,
                        BEHIND,
                        out,
                    );
                }
            }
            slab(
                view,
                v(middle.x - half_x, top - 0.045, middle.z - half_z),
                v(middle.x + half_x, top, middle.z + half_z),
                BEHIND,
                out,
            );
        }
        Surface::Box | Surface::Step => {
            let half_x = long / 2.0 + 0.115;
            slab(
                view,
                v(middle.x - half_x, 0.0, middle.z - 0.15),
                v(middle.x + half_x, top, middle.z + 0.15),
                BEHIND,
                out,
            );
        }
        Surface::Chair => {
            let ahead = posed.body.pelvis_frame.front;
            let way = if ahead.x < 0.0 { -1.0 } else { 1.0 };
            let seat = v(middle.x + way * 0.05, top, middle.z);
            let at = |x: f64, z: f64| v(seat.x + way * x, 0.0, seat.z + z);
            for (x, z) in [(-0.11, -0.1), (0.12, -0.1), (-0.11, 0.1), (0.12, 0.1)] {
                let high = if x < 0.0 { top + 0.30 } else { top };
                post(
                    view,
                    at(x, z),
                    at(x, z) + v(0.0, high, 0.0),
                    3.4,
                    BEHIND,
                    out,
                );
            }
            let back = at(-0.115, 0.0);
            slab(
                view,
                v(back.x - 0.01, top + 0.14, back.z - 0.115),
                v(back.x + 0.01, top + 0.30, back.z + 0.115),
                BEHIND,
                out,
            );
            slab(
                view,
                v(seat.x - 0.13, top - 0.025, seat.z - 0.12),
                v(seat.x + 0.13, top, seat.z + 0.12),
                BEHIND,
                out,
            );
        }
        Surface::Roller => {
            let r = top / 2.0;
            let a = view.point(v(middle.x, r, middle.z - 0.18));
            let b = view.point(v(middle.x, r, middle.z + 0.18));
            out.push(Layer::solid(
                BEHIND,
                Ink::Furniture,
                vec![Shape::Taper(a, r * HEIGHT_CM, b, r * HEIGHT_CM)],
            ));
        }
        Surface::Footplate => {
            let frame = Frame::from_up_front(rest.along, rest.away);
            let sole = middle - frame.front * 0.055 + frame.up * 0.01;
            let (all, _) = block(view, sole, frame, v(0.012, 0.10, 0.11));
            let low = sole - frame.front * 0.01;
            post(view, low, v(low.x + 0.02, 0.0, low.z), 5.0, BEHIND, out);
            out.push(Layer::solid(BEHIND, Ink::Furniture, vec![Shape::Area(all)]));
        }
        Surface::Backrest => backrest(view, posed, rest, out),
        Surface::None | Surface::Floor | Surface::Wall => {}
    }
}

/// A pad along the trunk, on the side of it that rests.
fn backrest(view: &View, posed: &Posed, rest: &Rest, out: &mut Vec<Layer>) {
    let body = &posed.body;
    let before = rest.away.y < -0.2;
    let side = if before { 1.0 } else { -1.0 };
    let frame = Frame::from_up_front(rest.along, rest.away);
    let deep = 0.085;
    let from = body.pelvis + frame.front * (side * deep) - frame.up * 0.03;
    let to = from + frame.up * if before { 0.33 } else { 0.40 };
    let (all, _) = block(
        view,
        from.mix(to, 0.5),
        frame,
        v(0.022, (to - from).length() / 2.0, 0.085),
    );
    let foot = v(from.x, 0.0, from.z);
    let prop = from.mix(to, 0.6);
    post(
        view,
        prop,
        v(prop.x - side * 0.02, 0.0, prop.z),
        4.4,
        BEHIND,
        out,
    );
    post(view, from, foot, 4.4, BEHIND, out);
    post(
        view,
        v(foot.x.min(prop.x) - 0.08, 0.012, foot.z),
        v(foot.x.max(prop.x) + 0.08, 0.012, foot.z),
        4.4,
        BEHIND,
        out,
    );
    out.push(Layer::solid(BEHIND, Ink::Furniture, vec![Shape::Area(all)]));
}

fn standing(
    view: &View,
    thing: Standing,
    at: Vec3,
    high: Option<f64>,
    posed: &Posed,
    out: &mut Vec<Layer>,
) {
    let cm = |x: f64| x / HEIGHT_CM;
    match thing {
        Standing::Wall => {
            let (all, _) = block(
                view,
                at + v(0.0, 0.56, 0.0),
                Frame::WORLD,
                v(0.02, 0.56, 0.14),
            );
            out.push(Layer::solid(
                BEHIND,
                Ink::FurniturePale,
                vec![Shape::Area(all)],
            ));
        }
        Standing::Rack => {
            let top = high.unwrap_or(cm(190.0));
            for z in [-0.32, 0.32] {
                let foot = at + v(0.0, 0.0, z);
                post(
                    view,
                    foot - Vec3::X * 0.14,
                    foot + Vec3::X * 0.14,
                    4.0,
                    BEHIND,
                    out,
                );
                post(view, foot, foot + v(0.0, top, 0.0), 4.0, BEHIND, out);
            }
            post(
                view,
                at + v(0.0, top, -0.32),
                at + v(0.0, top, 0.32),
                4.0,
                BEHIND,
                out,
            );
        }
        Standing::Box => {
            let top = high.unwrap_or(cm(45.0));
            slab(
                view,
                at + v(-0.13, 0.0, -0.16),
                at + v(0.13, top, 0.16),
                BEHIND,
                out,
            );
        }
        Standing::Bench | Standing::Chair => {
            let top = high.unwrap_or(cm(45.0));
            let half = if thing == Standing::Bench { 0.33 } else { 0.13 };
            for x in [-0.8, 0.8] {
                post(
                    view,
                    at + v(x * half, 0.0, 0.0),
                    at + v(x * half, top, 0.0),
                    4.4,
                    BEHIND,
                    out,
                );
            }
            slab(
                view,
                at + v(-half, top - 0.04, -0.09),
                at + v(half, top, 0.09),
                BEHIND,
                out,
            );
            if thing == Standing::Chair {
                post(
                    view,
                    at + v(-half, top, 0.0),
                    at + v(-half, top + 0.28, 0.0),
                    5.0,
                    BEHIND,
                    out,
                );
            }
        }
        Standing::Blocks => {
            let top = high.unwrap_or(cm(15.0));
            let centre = posed.held.as_ref().map_or(at, |h| h.centre);
            for z in [-0.36, 0.36] {
                slab(
                    view,
                    v(centre.x - 0.1, 0.0, z - 0.06),
                    v(centre.x + 0.1, top, z + 0.06),
                    BEHIND,
                    out,
                );
            }
        }
        Standing::Slope => {
            let rise = high.unwrap_or(cm(25.0));
            let edge = |z: f64| {
                [(-0.55, 0.0), (0.50, rise), (0.50, 0.0)].map(|(x, y)| view.point(at + v(x, y, z)))
            };
            let mut points = edge(-0.12).to_vec();
            points.extend(edge(0.12));
            out.push(Layer::solid(
                BEHIND,
                Ink::FurniturePale,
                vec![Shape::Area(outline(points))],
            ));
        }
        Standing::RotationMachine => {
            // A post behind the seat with the pad that the back turns against.
            let top = high.unwrap_or(cm(125.0));
            let back = at - Vec3::X * 0.15;
            slab(
                view,
                at + v(-0.20, 0.0, -0.15),
                at + v(0.20, 0.02, 0.15),
                BEHIND,
                out,
            );
            post(view, back, back + v(0.0, top, 0.0), 8.0, BEHIND, out);
            slab(
                view,
                back + v(-0.01, top - 0.20, -0.09),
                back + v(0.04, top - 0.02, 0.09),
                BEHIND,
                out,
            );
        }
        Standing::BackExtensionBench => {
            let hips = posed.body.pelvis;
            let top = high.unwrap_or(hips.y - 0.06).clamp(0.1, 1.0);
            let ankle = posed.body.legs.right.ankle;
            post(
                view,
                v(hips.x, 0.0, hips.z),
                v(hips.x, top, hips.z),
                5.0,
                BEHIND,
                out,
            );
            post(
                view,
                v(ankle.x, 0.0, hips.z),
                v(ankle.x, ankle.y, hips.z),
                5.0,
                BEHIND,
                out,
            );
            post(
                view,
                v(ankle.x - 0.06, 0.015, hips.z),
                v(hips.x + 0.12, 0.015, hips.z),
                5.0,
                BEHIND,
                out,
            );
            slab(
                view,
                v(hips.x - 0.12, top - 0.04, hips.z - 0.1),
                v(hips.x + 0.05, top, hips.z + 0.1),
                BEHIND,
                out,
            );
        }
    }
}

/// The floor under a pose: a band with round ends, from `least` to `most` on paper.
pub(super) fn floor(view: &View, figure: &Figure, least: f64, most: f64) -> Vec<Layer> {
    let line = view.point(Vec3::ZERO).y;
    let (_, deep) = view.flat(Vec3::Z * 0.17);
    let half = (deep.abs() * HEIGHT_CM).clamp(2.6, 9.0);
    let bar = |from: f64, to: f64, y: f64, half: f64| {
        let (from, to) = (from.min(to - 2.0 * half), to.max(from + 2.0 * half));
        Shape::Taper(pt(from + half, y), half, pt(to - half, y), half)
    };
    let mut out = vec![Layer::joint(
        BEHIND - 2.0,
        Ink::Floor,
        vec![bar(least, most, line, half)],
    )];
    if figure.mat {
        out.push(Layer::joint(
            BEHIND - 1.0,
            Ink::Mat,
            vec![bar(least + 3.0, most - 3.0, line, half * 0.78)],
        ));
    }
    out
}
