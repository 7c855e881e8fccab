//! Floor, furniture and anchors.

use super::camera::{Pt, View, pt};
use super::ink::{Ink, Layer, Shape};
use crate::describe::Part;
use crate::format::{Base, Figure, Scenery, Side, Standing, Surface, Thing};
use crate::proportions::{FLOOR_PLATE, HEIGHT_CM};
use crate::solve::{Posed, Rest, Scene, Solved};
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
        wall(view, v(face.x, 0.0, face.z), way, &mut out);
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
        let at = piece_at(piece, scene);
        let high = piece.height_cm.map(clean);
        standing(view, piece.thing, at, high, scene, posed, &mut out);
    }
    out
}

fn clean(cm: f64) -> f64 {
    let cm = if cm.is_finite() { cm } else { 0.0 };
    cm.clamp(-500.0, 500.0) / HEIGHT_CM
}

fn piece_at(piece: &Scenery, scene: &Scene) -> Vec3 {
    scene.origin + v(clean(piece.ahead_cm), 0.0, clean(piece.right_cm))
}

/// How far out lifting blocks stand: under the plates.
const BLOCKS: f64 = 0.27;

/// A piece of wall: its face, which looks this way, and its end.
fn wall(view: &View, at: Vec3, way: Vec3, out: &mut Vec<Layer>) {
    let frame = Frame::from_up_front(Vec3::Y, way);
    let (all, _) = block(
        view,
        at - way * 0.02 + v(0.0, 0.56, 0.0),
        frame,
        v(0.02, 0.56, 0.20),
    );
    out.push(Layer::solid(BEHIND, Ink::Furniture, vec![Shape::Area(all)]));
    if way.dot(view.toward()) > 0.02 {
        let face = [(-0.2, 0.0), (0.2, 0.0), (0.2, 1.12), (-0.2, 1.12)]
            .map(|(z, y)| view.point(at + frame.right * z + Vec3::Y * y));
        out.push(Layer::solid(
            BEHIND,
            Ink::FurniturePale,
            vec![Shape::Area(face.to_vec())],
        ));
    }
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
            // A trunk across a bench leans on its edge: the bench is on the head's side.
            let across = long <= 0.16
                && posed
                    .contacts
                    .iter()
                    .any(|c| c.surface == Surface::Bench && c.part == Part::Chest);
            let middle = if across {
                middle + v(rest.along.x.signum() * (half_x - 0.03), 0.0, 0.0)
            } else {
                middle
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
    // Between the trunk and what is on its far side.
    let order = view.order(body.pelvis.mix(body.nape, 0.6)) - 0.012;
    out.push(Layer::solid(order, Ink::Furniture, vec![Shape::Area(all)]));
}

fn standing(
    view: &View,
    thing: Standing,
    at: Vec3,
    high: Option<f64>,
    scene: &Scene,
    posed: &Posed,
    out: &mut Vec<Layer>,
) {
    let cm = |x: f64| x / HEIGHT_CM;
    match thing {
        Standing::Wall => {
            let from = at - scene.origin;
            let way = if from.z.abs() > from.x.abs() {
                -Vec3::Z * from.z.signum()
            } else {
                -Vec3::X * from.x.signum()
            };
            wall(view, at, way, out);
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
        Standing::Step => {
            let top = high.unwrap_or(cm(20.0));
            slab(
                view,
                at + v(-0.09, 0.0, -0.09),
                at + v(0.09, top, 0.09),
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
            // The near one stands before the body.
            for z in [-BLOCKS, BLOCKS] {
                let near = view.depth(Vec3::Z * z) > 0.0;
                slab(
                    view,
                    v(centre.x - 0.075, 0.0, z - 0.035),
                    v(centre.x + 0.075, top, z + 0.035),
                    if near { 0.2 } else { BEHIND },
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
                v(hips.x - 0.13, top - 0.045, hips.z - 0.1),
                v(hips.x + 0.02, top, hips.z + 0.1),
                BEHIND,
                out,
            );
            // The heels are hooked under a roller.
            let hook = ankle + v(0.005, 0.052, 0.0);
            let ends = [-0.13, 0.13].map(|z| view.point(v(hook.x, hook.y, hips.z + z)));
            out.push(Layer::solid(
                0.4,
                Ink::Furniture,
                vec![Shape::Taper(ends[0], 4.0, ends[1], 4.0)],
            ));
            let near = v(hook.x, 0.0, hips.z);
            post(view, near, v(near.x, hook.y, near.z), 5.0, BEHIND, out);
        }
    }
}

/// How far up and down the paper the figure meets the floor: all that stands on it, in every pose.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground {
    floor: (f64, f64),
    mat: (f64, f64),
}

/// What of the floor is used.
pub(super) fn ground(view: &View, solved: &Solved) -> Ground {
    let line = view.point(Vec3::ZERO).y;
    let (_, deep) = view.flat(Vec3::Z * 0.17);
    let half = (deep.abs() * HEIGHT_CM).clamp(2.6, 6.0);
    let mut mat = (line - half * 0.78, line + half * 0.78);
    let reach = |span: &mut (f64, f64), p: Vec3| {
        let y = view.point(v(p.x, 0.0, p.z)).y;
        *span = (span.0.min(y - 1.0), span.1.max(y + 1.6));
    };
    for posed in &solved.poses {
        let body = &posed.body;
        for side in Side::BOTH {
            let (leg, arm) = (body.legs.get(side), body.arms.get(side));
            let toes = leg.ball() + leg.toes * 0.035;
            let (wide, tips) = (
                leg.foot.right * 0.028,
                arm.wrist + arm.fingers * crate::proportions::FINGERS,
            );
            for p in [
                leg.heel(),
                leg.ball() + wide,
                leg.ball() - wide,
                toes,
                leg.knee,
                arm.elbow,
                tips,
            ] {
                if p.y < 0.06 {
                    reach(&mut mat, p);
                }
            }
        }
        for station in &body.stations {
            if station.at.y < 0.10 {
                reach(&mut mat, station.at);
            }
        }
    }
    let mut floor = (
        (line - half).min(mat.0 - 0.8),
        (line + half).max(mat.1 + 0.8),
    );
    let mut foot = |at: Vec3, x: f64, z: f64| {
        for (x, z) in [(-x, -z), (-x, z), (x, -z), (x, z)] {
            reach(&mut floor, at + v(x, 0.0, z));
        }
    };
    for rest in &solved.scene.rests {
        foot(rest.least.mix(rest.most, 0.5), 0.12, 0.14);
    }
    // Plates that lie on the floor, or nearly.
    for held in solved.poses.iter().filter_map(|p| p.held.as_ref()) {
        if solved.scene.floor_plates && held.centre.y < FLOOR_PLATE + 0.03 {
            foot(held.centre, 0.02, 0.28);
        }
    }
    let cable = |thing| matches!(thing, Thing::CableHandle | Thing::CableRope);
    if let Some(anchor) = solved.scene.anchor
        && solved
            .poses
            .iter()
            .any(|p| p.held.as_ref().is_some_and(|h| cable(h.thing)))
    {
        foot(anchor, 0.12, 0.12);
    }
    for piece in &solved.figure.scenery {
        let at = piece_at(piece, &solved.scene);
        match piece.thing {
            Standing::Rack => foot(at, 0.14, 0.32),
            Standing::Blocks => foot(at, 0.06, BLOCKS + 0.05),
            Standing::Wall => {}
            Standing::Slope | Standing::BackExtensionBench => foot(at, 0.3, 0.12),
            Standing::Step => foot(at, 0.1, 0.1),
            Standing::Box | Standing::Bench | Standing::Chair | Standing::RotationMachine => {
                foot(at, 0.16, 0.16);
            }
        }
    }
    Ground { floor, mat }
}

/// The floor under a pose: a band with round corners, from `least` to `most` on paper.
pub(super) fn floor(figure: &Figure, ground: Ground, least: f64, most: f64) -> Vec<Layer> {
    let bar = |from: f64, to: f64, (top, bottom): (f64, f64)| {
        let r = ((bottom - top) / 2.0).min(4.5);
        let (from, to) = (from.min(to - 2.0 * r), to.max(from + 2.0 * r));
        let mut points = Vec::with_capacity(28);
        for (x, y, start) in [
            (to - r, bottom - r, 0.0),
            (from + r, bottom - r, 90.0),
            (from + r, top + r, 180.0),
            (to - r, top + r, 270.0),
        ] {
            for step in 0..=6 {
                let (s, c) = f64::to_radians(start + f64::from(step) * 15.0).sin_cos();
                points.push(pt(x + r * c, y + r * s));
            }
        }
        Shape::Area(points)
    };
    let mut out = vec![Layer::joint(
        BEHIND - 2.0,
        Ink::Floor,
        vec![bar(least, most, ground.floor)],
    )];
    if figure.mat {
        out.push(Layer::joint(
            BEHIND - 1.0,
            Ink::Mat,
            vec![bar(least + 3.0, most - 3.0, ground.mat)],
        ));
    }
    out
}
