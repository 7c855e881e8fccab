//! The way the moving part takes from one pose to the next.

use super::camera::{Pt, View, pt};
use super::ink::{Bounds, Ink, Kind, Layer, Shape};
use crate::format::{Mark, MarkAt, MarkWay, Path, Side};
use crate::proportions as p;
use crate::solve::{Posed, Solved};
use crate::vector::{Vec3, v};

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
        Path::LeftElbow => body.arms.left.elbow,
        Path::RightElbow => body.arms.right.elbow,
        Path::Hips => body.pelvis,
        Path::Chest => body.chest,
        Path::Head => body.head,
        Path::Waist => body.stations.get(4).map_or(body.pelvis, |s| s.at),
    })
}

/// The part that moves most between two poses; and a foot, when it moves of its own besides a hand.
pub(crate) fn most_moved(a: &Posed, b: &Posed, near: Side) -> [Path; 2] {
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
    let most = |parts: &[(Path, f64)]| {
        let mut best = (0.0, Path::None);
        for &(path, weight) in parts {
            if let (Some(from), Some(to)) = (tracked(path, a), tracked(path, b)) {
                let moved = (to - from).length() * weight;
                if moved > best.0 {
                    best = (moved, path);
                }
            }
        }
        best
    };
    let (hand, foot, trunk) = (most(&hands), most(&feet), most(&trunk));
    let best = [trunk, foot, hand]
        .into_iter()
        .fold(
            (0.0, Path::None),
            |best, it| {
                if it.0 > best.0 { it } else { best }
            },
        );
    // Arm and leg each on their own, the trunk at rest: both are the exercise.
    let second = if best == hand && foot.0 > 0.35 * hand.0 && trunk.0 < 0.4 * foot.0 {
        foot.1
    } else if best == foot && hand.0 > 0.35 * foot.0 && trunk.0 < 0.4 * hand.0 {
        hand.1
    } else {
        Path::None
    };
    [best.1, second]
}

/// The arrows that lead into pose `to`, and its marks, in that pose's own place on paper.
pub(super) fn layers(
    view: &View,
    solved: &Solved,
    to: usize,
    body: &[Layer],
    room: &[Layer],
) -> Vec<Layer> {
    let Some(after) = solved.poses.get(to) else {
        return Vec::new();
    };
    let mut free = Free::new(body, room);
    let heavy = weight(body);
    let mut out = Vec::new();
    for mark in &after.stance.marks {
        for (line, both) in marked(view, solved, after, *mark) {
            let line = free.clear(line);
            out.extend(draw(line, both, heavy));
        }
    }
    let figure = &solved.figure;
    // Who travels in a single picture travels all the same.
    let before = match to.checked_sub(1) {
        Some(from) => solved.poses.get(from),
        None if figure.path == Path::Ahead && solved.poses.len() == 1 => Some(after),
        None => None,
    };
    let Some(before) = before else {
        return out;
    };
    let paths = match figure.path {
        Path::Most => most_moved(before, after, figure.near),
        path => [path, Path::None],
    };
    for path in paths {
        if path == Path::Ahead {
            let ahead = Vec3::Y.cross(after.body.pelvis_frame.right);
            let from = after.body.pelvis + ahead * 0.24 + Vec3::Y * 0.10;
            let line = [from, from + ahead * 0.08, from + ahead * 0.16].map(|p| view.point(p));
            out.extend(draw(free.clear(line.to_vec()), false, heavy));
            continue;
        }
        let way = solved.on_the_way(to.saturating_sub(1), 8);
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
            continue;
        }
        // The head stops short of what the hands carry.
        let stop = match path {
            Path::Hands | Path::LeftHand | Path::RightHand if after.held.is_some() => 9.0,
            _ => 3.0,
        };
        let line = if path == Path::Hips {
            beyond(line)
        } else {
            line
        };
        out.extend(draw(
            free.clear(lengthen(trim(&line, long, stop))),
            false,
            heavy,
        ));
    }
    out
}

/// Lines of a mark, each with whether it points both ways.
fn marked(view: &View, solved: &Solved, posed: &Posed, mark: Mark) -> Vec<(Vec<Pt>, bool)> {
    let body = &posed.body;
    let right = body.pelvis_frame.right;
    let right = v(right.x, 0.0, right.z).unit_or(Vec3::Z);
    let ahead = Vec3::Y.cross(right);
    let front = |along: f64| {
        let up = body.nape - body.pelvis;
        body.pelvis + up * along + body.pelvis_frame.front * p::R_PELVIS
    };
    let path = match mark.at {
        MarkAt::Belly => None,
        MarkAt::LowerBelly => None,
        MarkAt::Hands => Some(Path::Hands),
        MarkAt::LeftHand => Some(Path::LeftHand),
        MarkAt::RightHand => Some(Path::RightHand),
        MarkAt::LeftFoot => Some(Path::LeftFoot),
        MarkAt::RightFoot => Some(Path::RightFoot),
        MarkAt::LeftKnee => Some(Path::LeftKnee),
        MarkAt::RightKnee => Some(Path::RightKnee),
        MarkAt::Hips => Some(Path::Hips),
        MarkAt::Chest => Some(Path::Chest),
        MarkAt::Head => Some(Path::Head),
        MarkAt::Back => Some(Path::Waist),
    };
    let at = match path {
        Some(path) => tracked(path, posed).unwrap_or(body.pelvis),
        None if mark.at == MarkAt::LowerBelly => front(0.14),
        None => front(0.42),
    };
    let long = if mark.long_cm.is_finite() {
        mark.long_cm.clamp(4.0, 80.0)
    } else {
        Mark::LONG_CM
    } / p::HEIGHT_CM;
    let line = |from: Vec3, to: Vec3| {
        (0..=6)
            .map(|step| view.point(from.mix(to, f64::from(step) / 6.0)))
            .collect::<Vec<_>>()
    };
    let toward = |way: Vec3| vec![(line(at, at + way * long), false)];
    match mark.way {
        MarkWay::Up => toward(Vec3::Y),
        // What points at the part ends there.
        MarkWay::Down => vec![(line(at + Vec3::Y * long, at), false)],
        MarkWay::UpAndDown => vec![(line(at, at + Vec3::Y * long), true)],
        MarkWay::Ahead => toward(ahead),
        MarkWay::Back => toward(-ahead),
        MarkWay::Left => toward(-right),
        MarkWay::Right => toward(right),
        MarkWay::Pull => {
            // Beside the cable, as long as said on paper.
            let way = solved.scene.anchor.map_or(-right, |anchor| anchor - at);
            let (x, y) = view.flat(way.unit_or(-right));
            toward(way.unit_or(-right) * (1.0 / x.hypot(y).max(0.1)))
        }
        MarkWay::Apart | MarkWay::Together => {
            let (l, r) = (body.arms.left.grip(), body.arms.right.grip());
            let across = (r - l).unit_or(right);
            [(l, -across), (r, across)]
                .into_iter()
                .map(|(hand, out)| {
                    let (a, b) = (hand + out * 0.03, hand + out * (0.03 + long));
                    if mark.way == MarkWay::Apart {
                        (line(a, b), false)
                    } else {
                        (line(b, a), false)
                    }
                })
                .collect()
        }
    }
}

/// Hips that go back or forward: the arrow is beyond them, not inside.
fn beyond(line: Vec<Pt>) -> Vec<Pt> {
    let (Some(first), Some(last)) = (line.first().copied(), line.last().copied()) else {
        return line;
    };
    let (dx, dy) = (last.x - first.x, last.y - first.y);
    if dx.abs() < dy.abs() {
        return line;
    }
    let by = (p::R_PELVIS + 0.05) * p::HEIGHT_CM * dx.signum();
    line.into_iter().map(|p| pt(p.x + by, p.y)).collect()
}

/// Leaves a little free at both ends, and keeps long ways short enough to read.
fn trim(line: &[Pt], long: f64, stop: f64) -> Vec<Pt> {
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
    let (from, to) = (lead, long - (long * 0.14).min(stop));
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
    let scale = (24.0 / long).max(1.0);
    line.into_iter()
        .map(|p| {
            pt(
                last.x + (p.x - last.x) * scale,
                last.y + (p.y - last.y) * scale,
            )
        })
        .collect()
}

/// Something that covers paper, with its bounds: what is far from a point need not be looked at.
struct Cover<'a> {
    bounds: Bounds,
    what: What<'a>,
}

enum What<'a> {
    Shape(&'a Shape),
    Area(&'a [Pt]),
    Line(&'a [Pt], f64),
}

impl Cover<'_> {
    fn hits(&self, p: Pt, margin: f64) -> bool {
        if !self.bounds.holds(p, margin) {
            return false;
        }
        match self.what {
            What::Shape(Shape::Disc(c, r)) => c.distance(p) < r + margin,
            What::Shape(Shape::Taper(a, ra, b, rb)) => {
                let long = a.distance(*b).max(1e-6);
                let share = (((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y))
                    / (long * long))
                    .clamp(0.0, 1.0);
                a.mix(*b, share).distance(p) < ra + (rb - ra) * share + margin
            }
            What::Shape(Shape::Area(points)) => inside(points, p) || along(points, p, margin),
            What::Area(points) => inside(points, p) || along(points, p, margin),
            What::Line(points, half) => along(points, p, half + margin),
        }
    }
}

fn covers(layers: &[Layer]) -> Vec<Cover<'_>> {
    let mut out = Vec::new();
    for layer in layers {
        let mut add = |bounds, what| out.push(Cover { bounds, what });
        match &layer.kind {
            Kind::Solid(shapes) => {
                for shape in shapes {
                    let mut bounds = Bounds::EMPTY;
                    bounds.shape(shape);
                    add(bounds, What::Shape(shape));
                }
            }
            Kind::Line(points, width, _) => {
                let mut bounds = Bounds::EMPTY;
                bounds.layer(layer);
                add(bounds, What::Line(points, width / 2.0));
            }
            Kind::Ring(points, _) => {
                let mut bounds = Bounds::EMPTY;
                bounds.layer(layer);
                add(bounds, What::Area(points));
            }
            Kind::Joint(_) | Kind::Curve(..) => {}
        }
    }
    out
}

/// Paper that is not covered, for arrows.
struct Free<'a> {
    body: Vec<Cover<'a>>,
    room: Vec<Cover<'a>>,
    taken: Vec<Pt>,
}

impl<'a> Free<'a> {
    fn new(body: &'a [Layer], room: &'a [Layer]) -> Self {
        Self {
            body: covers(body),
            room: covers(room),
            taken: Vec::new(),
        }
    }

    /// What it costs to paint over this point.
    fn cost(&self, p: Pt, margin: f64) -> f64 {
        let covers = |all: &[Cover<'_>], margin: f64| all.iter().any(|it| it.hits(p, margin));
        if p.y > -2.0 || covers(&self.body, margin) {
            9.0
        } else if self.taken.iter().any(|t| t.distance(p) < 6.0) {
            4.0
        } else if covers(&self.room, 1.0) {
            0.8
        } else {
            0.0
        }
    }

    /// Moves the arrow aside, or ahead, until it covers little.
    fn clear(&mut self, line: Vec<Pt>) -> Vec<Pt> {
        let (Some(first), Some(last)) = (line.first().copied(), line.last().copied()) else {
            return line;
        };
        let long = first.distance(last).max(1e-6);
        let (nx, ny) = (-(last.y - first.y) / long, (last.x - first.x) / long);
        let (ax, ay) = ((last.x - first.x) / long, (last.y - first.y) / long);
        let mut tries: Vec<(f64, Pt)> = Vec::with_capacity(33 * 19);
        for aside in -16..=16 {
            for ahead in -6..=12 {
                let (aside, ahead) = (f64::from(aside) * 3.0, f64::from(ahead) * 4.0);
                let by = pt(nx * aside + ax * ahead, ny * aside + ay * ahead);
                let along = ahead.abs() * if ahead > 0.0 { 0.5 } else { 0.75 };
                tries.push((aside.abs() * 0.55 + along, by));
            }
        }
        tries.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut best = (f64::INFINITY, pt(0.0, 0.0));
        for (away, by) in tries {
            if away >= best.0 {
                break;
            }
            let mut cost = away;
            for (index, p) in line.iter().enumerate() {
                // The head is wider than the shaft.
                let margin = if index + 2 > line.len() { 5.5 } else { 3.2 };
                cost += self.cost(pt(p.x + by.x, p.y + by.y), margin);
                if cost >= best.0 {
                    break;
                }
            }
            if cost < best.0 - 1e-9 {
                best = (cost, by);
            }
        }
        let line: Vec<Pt> = line
            .into_iter()
            .map(|p| pt(p.x + best.1.x, p.y + best.1.y))
            .collect();
        self.taken.extend(&line);
        line
    }
}

/// Whether the point is this near to a line.
fn along(points: &[Pt], p: Pt, margin: f64) -> bool {
    points.iter().zip(points.iter().skip(1)).any(|(a, b)| {
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let square = (dx * dx + dy * dy).max(1e-12);
        let share = (((p.x - a.x) * dx + (p.y - a.y) * dy) / square).clamp(0.0, 1.0);
        let (x, y) = (a.x + dx * share - p.x, a.y + dy * share - p.y);
        x * x + y * y < margin * margin
    })
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

/// An arrow along this line, with a head at its end, or at both.
fn draw(line: Vec<Pt>, both: bool, weight: f64) -> Vec<Layer> {
    let size = 6.4 * weight;
    let mut shaft = line;
    let mut heads = Vec::new();
    for end in 0..=usize::from(both) {
        // The head at the start is made the same way, the line turned round.
        if end == 1 {
            shaft.reverse();
        }
        let (Some(tip), Some(before)) = (
            shaft.last().copied(),
            shaft
                .len()
                .checked_sub(2)
                .and_then(|i| shaft.get(i))
                .copied(),
        ) else {
            return Vec::new();
        };
        let long = before.distance(tip).max(1e-6);
        let (dx, dy) = ((tip.x - before.x) / long, (tip.y - before.y) / long);
        let neck = pt(tip.x - dx * size, tip.y - dy * size);
        heads.push(Shape::Area(vec![
            tip,
            pt(neck.x - dy * size * 0.56, neck.y + dx * size * 0.56),
            pt(neck.x + dy * size * 0.56, neck.y - dx * size * 0.56),
        ]));
        shaft.retain(|p| p.distance(tip) > size * 0.9);
        shaft.push(pt(tip.x - dx * size * 0.7, tip.y - dy * size * 0.7));
    }
    let order = 100.0;
    vec![
        Layer {
            order,
            ink: Ink::Arrow,
            kind: Kind::Curve(shaft, 2.2 * weight),
        },
        Layer::solid(order, Ink::Arrow, heads),
    ]
}
