//! The way the moving part takes from one pose to the next.

use super::camera::{Pt, View, pt};
use super::ink::{Bounds, Ink, Kind, Layer, Shape};
use crate::format::{Path, Side};
use crate::solve::{Posed, Solved};
use crate::vector::Vec3;

/// Where a tracked part is.
pub(crate) fn tracked(path: Path, posed: &Posed) -> Option<Vec3> {
    let body = &posed.body;
    Some(match path {
        Path::Most | Path::None | Path::Ahead => return None,
        Path::Hands => posed.held.as_ref().map_or(
            body.arms.left.grip().mix(body.arms.right.grip(), 0.5),
            |h| h.centre,
        ),
        Path::LeftHand => body.arms.left.grip(),
        Path::RightHand => body.arms.right.grip(),
        Path::LeftFoot => body.legs.left.ball(),
        Path::RightFoot => body.legs.right.ball(),
        Path::LeftKnee => body.legs.left.knee,
        Path::RightKnee => body.legs.right.knee,
        Path::Hips => body.pelvis,
        Path::Chest => body.chest,
        Path::Head => body.head,
        Path::Waist => body.stations.get(4).map_or(body.pelvis, |s| s.at),
    })
}

/// The part that moves most between two poses.
pub(crate) fn most_moved(a: &Posed, b: &Posed, near: Side) -> Path {
    // What is held counts for both hands; the trunk's parts count more, for they move with all the rest.
    let hands = if b.held.as_ref().is_some_and(|h| h.grips.len() == 2) {
        [(Path::Hands, 1.15), (Path::Hands, 1.0)]
    } else if near == Side::Right {
        [(Path::RightHand, 1.0), (Path::LeftHand, 0.98)]
    } else {
        [(Path::LeftHand, 1.0), (Path::RightHand, 0.98)]
    };
    let feet = if near == Side::Right {
        [(Path::RightFoot, 0.97), (Path::LeftFoot, 0.96)]
    } else {
        [(Path::LeftFoot, 0.97), (Path::RightFoot, 0.96)]
    };
    let trunk = [(Path::Hips, 1.25), (Path::Chest, 0.9), (Path::Waist, 1.1)];
    let mut best = (0.0, Path::None);
    for (path, weight) in hands.into_iter().chain(feet).chain(trunk) {
        if let (Some(from), Some(to)) = (tracked(path, a), tracked(path, b)) {
            let moved = (to - from).length() * weight;
            if moved > best.0 {
                best = (moved, path);
            }
        }
    }
    best.1
}

/// The arrow that leads into pose `to`, in that pose's own place on paper.
pub(super) fn layers(view: &View, solved: &Solved, to: usize, body: &[Layer]) -> Vec<Layer> {
    let (Some(before), Some(after)) = (
        to.checked_sub(1).and_then(|from| solved.poses.get(from)),
        solved.poses.get(to),
    ) else {
        return Vec::new();
    };
    let figure = &solved.figure;
    let path = match figure.path {
        Path::Most => most_moved(before, after, figure.near),
        path => path,
    };
    if path == Path::Ahead {
        let ahead = Vec3::Y.cross(after.body.pelvis_frame.right);
        let from = after.body.pelvis + ahead * 0.24 + Vec3::Y * 0.10;
        let line = [from, from + ahead * 0.07, from + ahead * 0.14].map(|p| view.point(p));
        return draw(clear(line.to_vec(), body), weight(body));
    }
    let way = solved.on_the_way(to - 1, 8);
    let line: Vec<Pt> = way
        .iter()
        .filter_map(|posed| tracked(path, posed))
        .map(|p| view.point(p))
        .collect();
    let long: f64 = line
        .iter()
        .zip(line.iter().skip(1))
        .map(|(a, b)| a.distance(*b))
        .sum();
    if long < 4.0 || line.len() < 3 {
        return Vec::new();
    }
    draw(clear(lengthen(trim(&line, long)), body), weight(body))
}

/// Leaves a little free at both ends, and keeps long ways short enough to read.
fn trim(line: &[Pt], long: f64) -> Vec<Pt> {
    let lead = (long * 0.10).min(6.0);
    let at = |want: f64| {
        let mut left = want;
        for (a, b) in line.iter().zip(line.iter().skip(1)) {
            let step = a.distance(*b);
            if left <= step && step > 1e-9 {
                return a.mix(*b, left / step);
            }
            left -= step;
        }
        line.last().copied().unwrap_or_default()
    };
    let (from, to) = (lead, long - lead * 0.5);
    (0..=6)
        .map(|step| at(from + (to - from) * f64::from(step) / 6.0))
        .collect()
}

/// Draws a short way long enough to be seen.
fn lengthen(line: Vec<Pt>) -> Vec<Pt> {
    let (Some(first), Some(last)) = (line.first().copied(), line.last().copied()) else {
        return line;
    };
    let long = first.distance(last).max(1e-6);
    let scale = (17.0 / long).max(1.0);
    line.into_iter()
        .map(|p| {
            pt(
                last.x + (p.x - last.x) * scale,
                last.y + (p.y - last.y) * scale,
            )
        })
        .collect()
}

/// Moves the arrow aside until it covers little of the body.
fn clear(line: Vec<Pt>, body: &[Layer]) -> Vec<Pt> {
    let (Some(first), Some(last)) = (line.first().copied(), line.last().copied()) else {
        return line;
    };
    let long = first.distance(last).max(1e-6);
    let (nx, ny) = (-(last.y - first.y) / long, (last.x - first.x) / long);
    let (ax, ay) = ((last.x - first.x) / long, (last.y - first.y) / long);
    // What is far from a point cannot cover it: bounds are looked at first.
    let layers: Vec<(Bounds, &Layer)> = body
        .iter()
        .map(|layer| {
            let mut bounds = Bounds::EMPTY;
            bounds.layer(layer);
            (bounds, layer)
        })
        .collect();
    let covers = |p: Pt| {
        p.y > -2.0
            || layers
                .iter()
                .any(|(bounds, layer)| bounds.holds(p, 3.0) && hits(layer, p, 3.0))
    };
    let mut tries: Vec<(f64, Pt)> = Vec::with_capacity(33 * 13);
    for aside in -16..=16 {
        for ahead in -6..=6 {
            let (aside, ahead) = (f64::from(aside) * 3.0, f64::from(ahead) * 5.0);
            let by = pt(nx * aside + ax * ahead, ny * aside + ay * ahead);
            tries.push((aside.abs() * 0.55 + ahead.abs() * 0.75, by));
        }
    }
    tries.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut best = (f64::INFINITY, pt(0.0, 0.0));
    for (away, by) in tries {
        if away >= best.0 {
            break;
        }
        let mut cost = away;
        for p in &line {
            if covers(pt(p.x + by.x, p.y + by.y)) {
                cost += 6.0;
            }
        }
        if cost < best.0 - 1e-9 {
            best = (cost, by);
        }
    }
    line.into_iter()
        .map(|p| pt(p.x + best.1.x, p.y + best.1.y))
        .collect()
}

fn hits(layer: &Layer, p: Pt, margin: f64) -> bool {
    match &layer.kind {
        Kind::Solid(shapes) => shapes.iter().any(|shape| match shape {
            Shape::Disc(c, r) => c.distance(p) < r + margin,
            Shape::Taper(a, ra, b, rb) => {
                let long = a.distance(*b).max(1e-6);
                let share = (((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y))
                    / (long * long))
                    .clamp(0.0, 1.0);
                a.mix(*b, share).distance(p) < ra + (rb - ra) * share + margin
            }
            Shape::Area(points) => inside(points, p),
        }),
        Kind::Line(points, width, _) => points.iter().zip(points.iter().skip(1)).any(|(a, b)| {
            let long = a.distance(*b).max(1e-6);
            let share = (((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / (long * long))
                .clamp(0.0, 1.0);
            a.mix(*b, share).distance(p) < width / 2.0 + margin
        }),
        Kind::Ring(points, _) => inside(points, p),
        Kind::Joint(_) | Kind::Curve(..) => false,
    }
}

fn inside(points: &[Pt], p: Pt) -> bool {
    let mut odd = false;
    for (a, b) in points.iter().zip(points.iter().cycle().skip(1)) {
        if (a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x {
            odd = !odd;
        }
    }
    odd
}

/// A tall picture is printed smaller: its arrow is drawn heavier.
fn weight(body: &[Layer]) -> f64 {
    let mut bounds = Bounds::EMPTY;
    for layer in body {
        bounds.layer(layer);
    }
    let bounds = bounds.or_unit();
    ((bounds.most.y - bounds.least.y) / 100.0).clamp(1.0, 1.45)
}

fn draw(line: Vec<Pt>, weight: f64) -> Vec<Layer> {
    let (Some(tip), Some(before)) = (
        line.last().copied(),
        line.len().checked_sub(2).and_then(|i| line.get(i)).copied(),
    ) else {
        return Vec::new();
    };
    let long = before.distance(tip).max(1e-6);
    let (dx, dy) = ((tip.x - before.x) / long, (tip.y - before.y) / long);
    let size = 6.4 * weight;
    let neck = pt(tip.x - dx * size, tip.y - dy * size);
    let head = vec![
        tip,
        pt(neck.x - dy * size * 0.56, neck.y + dx * size * 0.56),
        pt(neck.x + dy * size * 0.56, neck.y - dx * size * 0.56),
    ];
    let mut shaft = line;
    shaft.pop();
    shaft.retain(|p| p.distance(tip) > size * 0.9);
    shaft.push(pt(tip.x - dx * size * 0.7, tip.y - dy * size * 0.7));
    let order = 100.0;
    vec![
        Layer {
            order,
            ink: Ink::Arrow,
            kind: Kind::Curve(shaft, 2.2 * weight),
        },
        Layer::solid(order, Ink::Arrow, vec![Shape::Area(head)]),
    ]
}
