//! How a flat shape moves: the one distortion that brings its outline from one frame to another.

use std::sync::LazyLock;

use super::camera::{Pt, pt};
use super::ink::Shape;

/// How many directions outlines are compared in.
const COUNT: u32 = 32;

/// The directions, all round.
static DIRECTIONS: LazyLock<Vec<Pt>> = LazyLock::new(|| {
    let angle = |step| f64::from(step) / f64::from(COUNT) * std::f64::consts::TAU;
    let turned = (0..COUNT).map(angle);
    turned.map(|angle| pt(angle.cos(), angle.sin())).collect()
});

/// A shape as it is compared: a convex outline, or the points of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Outline {
    /// The corners of a convex shape, in no order.
    Convex {
        points: Vec<Pt>,
        /// The farthest of them in each direction; none if there are no points.
        farthest: Vec<Pt>,
    },
    /// Points that keep their places in the list.
    Points(Vec<Pt>),
}

/// Which of the points lies farthest in a direction: the first of those that do.
fn farthest(points: &[Pt], direction: Pt) -> Option<usize> {
    let mut best: Option<(f64, usize)> = None;
    for (index, &p) in points.iter().enumerate() {
        let far = dot(p, direction);
        if best.is_none_or(|(most, _)| far > most) {
            best = Some((far, index));
        }
    }
    best.map(|best| best.1)
}

fn dot(a: Pt, b: Pt) -> f64 {
    a.x * b.x + a.y * b.y
}

impl Outline {
    pub(super) fn of(shape: &Shape) -> Self {
        let round = |out: &mut Vec<Pt>, c: Pt, r: f64| {
            out.extend(DIRECTIONS.iter().map(|u| pt(c.x + u.x * r, c.y + u.y * r)));
        };
        let mut out = Vec::new();
        match shape {
            Shape::Disc(c, r) => round(&mut out, *c, *r),
            Shape::Taper(a, ra, b, rb) => {
                round(&mut out, *a, *ra);
                round(&mut out, *b, *rb);
            }
            Shape::Area(points) => out.extend(points),
        }
        Self::convex(out)
    }

    /// The outline of a convex shape with these corners.
    pub(super) fn convex(points: Vec<Pt>) -> Self {
        let all = DIRECTIONS.iter();
        let farthest = all.filter_map(|&u| points.get(farthest(&points, u)?).copied());
        let farthest = farthest.collect();
        Self::Convex { points, farthest }
    }

    pub(super) fn points(&self) -> &[Pt] {
        match self {
            Self::Convex { points, .. } | Self::Points(points) => points,
        }
    }

    /// Gives pairs of a direction, and of points that ought to be as far along it, this one's, moved, and the target's, for
    /// as long as they are wanted.
    fn each_pair(&self, target: &Self, by: &Affine, mut wanted: impl FnMut(Pt, Pt, Pt) -> bool) {
        if let (Self::Convex { points, .. }, Self::Convex { farthest: to, .. }) = (self, target) {
            let moved: Vec<Pt> = points.iter().map(|&p| by.apply(p)).collect();
            for (&u, &to) in DIRECTIONS.iter().zip(to) {
                let from = farthest(&moved, u).and_then(|index| points.get(index));
                if from.is_none_or(|&from| !wanted(u, from, to)) {
                    return;
                }
            }
            return;
        }
        for (&a, &b) in self.points().iter().zip(target.points()) {
            if !wanted(pt(1.0, 0.0), a, b) || !wanted(pt(0.0, 1.0), a, b) {
                return;
            }
        }
    }

    /// Whether the moved outline is nowhere farther from the target than this, in centimetres.
    pub(super) fn is_near(&self, target: &Self, by: &Affine, most: f64) -> bool {
        let mut near = true;
        self.each_pair(target, by, |u, from, to| {
            near = (dot(to, u) - dot(by.apply(from), u)).abs() <= most;
            near
        });
        near
    }

    /// The distortion that brings this outline nearest to the target, from one that is near already.
    pub(super) fn fit(&self, target: &Self, near: Affine) -> Affine {
        let mut by = near;
        for _ in 0..8 {
            by = self.step(target, by);
        }
        by
    }

    /// One step of least squares. What the outline does not tell, such as how far a disc has turned, stays.
    fn step(&self, target: &Self, by: Affine) -> Affine {
        let size = self
            .points()
            .iter()
            .map(|p| p.distance(by.about))
            .fold(1.0, f64::max);
        let mut normal = [[0.0; 7]; 6];
        self.each_pair(target, &by, |u, from, to| {
            let miss = dot(to, u) - dot(by.apply(from), u);
            let (x, y) = ((from.x - by.about.x) / size, (from.y - by.about.y) / size);
            let row = [u.x * x, u.x * y, u.y * x, u.y * y, u.x, u.y, miss];
            for (line, a) in normal.iter_mut().zip(row) {
                for (cell, b) in line.iter_mut().zip(row) {
                    *cell += a * b;
                }
            }
            true
        });
        let hold = 0.002 * f64::from(COUNT);
        for (index, line) in normal.iter_mut().enumerate() {
            if let Some(cell) = line.get_mut(index) {
                *cell += hold;
            }
        }
        let [xx, xy, yx, yy, x, y] = solve(normal);
        Affine {
            xx: by.xx + xx / size,
            xy: by.xy + xy / size,
            yx: by.yx + yx / size,
            yy: by.yy + yy / size,
            by: pt(by.by.x + x, by.by.y + y),
            about: by.about,
        }
    }
}

/// Six equations with six unknowns, the right side last; the matrix is positive definite.
fn solve(mut rows: [[f64; 7]; 6]) -> [f64; 6] {
    for pivot in 0..6 {
        let Some(line) = rows.get(pivot).copied() else {
            break;
        };
        let head = line.get(pivot).copied().unwrap_or(1.0);
        for (index, other) in rows.iter_mut().enumerate() {
            if index == pivot {
                continue;
            }
            let share = other.get(pivot).copied().unwrap_or(0.0) / head;
            for (cell, from) in other.iter_mut().zip(line) {
                *cell -= share * from;
            }
        }
    }
    let mut out = [0.0; 6];
    for (index, (value, line)) in out.iter_mut().zip(rows).enumerate() {
        let head = line.get(index).copied().unwrap_or(1.0);
        *value = line.last().copied().unwrap_or(0.0) / head;
    }
    out
}

/// A distortion of the paper about a point, then a shift.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Affine {
    xx: f64,
    xy: f64,
    yx: f64,
    yy: f64,
    by: Pt,
    about: Pt,
}

impl Affine {
    pub(super) const fn none(about: Pt) -> Self {
        Self {
            xx: 1.0,
            xy: 0.0,
            yx: 0.0,
            yy: 1.0,
            by: pt(0.0, 0.0),
            about,
        }
    }

    /// The point about which it turns.
    pub(super) fn about(&self) -> Pt {
        self.about
    }

    pub(super) fn apply(&self, p: Pt) -> Pt {
        let (x, y) = (p.x - self.about.x, p.y - self.about.y);
        pt(
            self.about.x + self.xx * x + self.xy * y + self.by.x,
            self.about.y + self.yx * x + self.yy * y + self.by.y,
        )
    }

    /// As a style rule's matrix, for what goes this far from the point about which it turns.
    pub(super) fn css(&self, reach: f64) -> String {
        let grid = if reach < 30.0 { 100.0 } else { 1000.0 };
        let part = |x: f64| short(x, grid);
        format!(
            "matrix({},{},{},{},{},{})",
            part(self.xx),
            part(self.yx),
            part(self.xy),
            part(self.yy),
            short(self.by.x, 10.0),
            short(self.by.y, 10.0)
        )
    }

    /// Between two distortions, as style rules have it: turn, size and slant each on its own.
    pub(super) fn mix(&self, other: &Self, share: f64) -> Self {
        let (a, b) = (self.parts(), other.parts());
        let lerp = |a: f64, b: f64| a + (b - a) * share;
        let mut turn = b.turn - a.turn;
        if turn.abs() > std::f64::consts::PI {
            turn -= std::f64::consts::TAU * turn.signum();
        }
        let (s, c) = (a.turn + turn * share).sin_cos();
        let (wide, high) = (lerp(a.wide, b.wide), lerp(a.high, b.high));
        let (slant, stand) = (lerp(a.slant, b.slant), lerp(a.stand, b.stand));
        Self {
            xx: wide * c,
            yx: wide * s,
            xy: high * (slant * c - stand * s),
            yy: high * (slant * s + stand * c),
            by: self.by.mix(other.by, share),
            about: self.about,
        }
    }

    fn parts(&self) -> Parts {
        let wide = self.xx.hypot(self.yx).max(1e-9);
        let high = self.xy.hypot(self.yy).max(1e-9);
        let (c, s) = (self.xx / wide, self.yx / wide);
        let (x, y) = (self.xy / high, self.yy / high);
        Parts {
            turn: s.atan2(c),
            wide,
            high,
            slant: c * x + s * y,
            stand: c * y - s * x,
        }
    }
}

struct Parts {
    turn: f64,
    wide: f64,
    high: f64,
    slant: f64,
    stand: f64,
}

/// A number on a fixed grid, as short as it can be written.
pub(super) fn short(value: f64, grid: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "clamped far inside the type's range"
    )]
    let steps = if value.is_finite() {
        (value * grid).round().clamp(-1e9, 1e9) as i64
    } else {
        0
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "10, 100 or 1000"
    )]
    let grid = grid as u64;
    let sign = if steps < 0 { "-" } else { "" };
    let (whole, rest) = (steps.unsigned_abs() / grid, steps.unsigned_abs() % grid);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    // A grid of 1 has no rest, so that there is a digit at least.
    let digits = format!("{:0width$}", rest, width = grid.ilog10() as usize);
    let digits = digits.trim_end_matches('0');
    if whole == 0 {
        format!("{sign}.{digits}")
    } else {
        format!("{sign}{whole}.{digits}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, grid, text) in [
            (0.0, 10.0, "0"),
            (-0.04, 10.0, "0"),
            (0.5, 10.0, ".5"),
            (-12.25, 100.0, "-12.25"),
            (1.002, 1000.0, "1.002"),
            (3.0, 1000.0, "3"),
            (f64::NAN, 10.0, "0"),
        ] {
            assert_eq!(short(value, grid), text);
        }
    }

    #[test]
    fn a_limb_is_found_again_where_it_has_turned() {
        let limb = |angle: f64, long: f64| {
            let (s, c) = f64::to_radians(angle).sin_cos();
            let (a, b) = (pt(10.0, 20.0), pt(10.0 + c * long, 20.0 + s * long));
            Outline::of(&Shape::Taper(a, 6.0, b, 4.0))
        };
        let base = limb(0.0, 30.0);
        let mut by = Affine::none(pt(25.0, 20.0));
        for angle in [12.0, 24.0, 36.0, 48.0, 60.0] {
            by = base.fit(&limb(angle, 30.0), by);
            assert!(base.is_near(&limb(angle, 30.0), &by, 0.05));
        }
        // Half way is half the turn, and not a shrunken limb.
        let half = Affine::none(pt(25.0, 20.0)).mix(&by, 0.5);
        let long = half
            .apply(pt(40.0, 20.0))
            .distance(half.apply(pt(10.0, 20.0)));
        assert!((long - 30.0).abs() < 0.2, "{long}");
    }
}
