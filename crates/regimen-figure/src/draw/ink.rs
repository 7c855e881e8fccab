//! Shapes on paper, their colours, and their path data.

use std::fmt::Write as _;

use super::camera::{Pt, pt};

/// What a shape belongs to, which gives it its colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// The body's near parts.
    Near,
    /// The body's far limbs: lighter, with a dark outline.
    Far,
    /// What is held.
    Accent,
    /// Furniture.
    Furniture,
    /// The faces of furniture that catch light.
    FurniturePale,
    /// The floor.
    Floor,
    /// A mat on the floor.
    Mat,
    /// Details on the body, in paper white.
    Paper,
    /// The way a part moves.
    Arrow,
}

pub(super) const NAVY: &str = "#1f3a52";
pub(super) const FAR: &str = "#b4c4d4";
pub(super) const ACCENT: &str = "#d9622b";

/// One shape.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// A circle.
    Disc(Pt, f64),
    /// Two circles and what lies between them.
    Taper(Pt, f64, Pt, f64),
    /// A closed polygon.
    Area(Vec<Pt>),
}

/// Shapes painted together: their union has one outline.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layer {
    pub(super) order: f64,
    pub(super) ink: Ink,
    pub(super) kind: Kind,
}

/// How a layer is painted.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// Filled, with a white rim that sets it off from what is behind.
    Solid(Vec<Shape>),
    /// Filled without a rim: it joins two parts.
    Joint(Vec<Shape>),
    /// An area with a hole.
    Ring(Vec<Pt>, Vec<Pt>),
    /// A line of this width; with a rim or without.
    Line(Vec<Pt>, f64, bool),
    /// A smooth line through the points.
    Curve(Vec<Pt>, f64),
}

/// Least and most of what is painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    pub(super) least: Pt,
    pub(super) most: Pt,
}

impl Bounds {
    pub(super) const EMPTY: Self = Self {
        least: pt(f64::INFINITY, f64::INFINITY),
        most: pt(f64::NEG_INFINITY, f64::NEG_INFINITY),
    };

    pub(super) fn add(&mut self, p: Pt, r: f64) {
        self.least = pt(self.least.x.min(p.x - r), self.least.y.min(p.y - r));
        self.most = pt(self.most.x.max(p.x + r), self.most.y.max(p.y + r));
    }

    pub(super) fn layer(&mut self, layer: &Layer) {
        match &layer.kind {
            Kind::Solid(shapes) | Kind::Joint(shapes) => {
                for shape in shapes {
                    self.shape(shape);
                }
            }
            Kind::Ring(points, _) => points.iter().for_each(|p| self.add(*p, 0.0)),
            Kind::Line(points, width, _) | Kind::Curve(points, width) => {
                points.iter().for_each(|p| self.add(*p, width / 2.0));
            }
        }
    }

    pub(super) fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Disc(c, r) => self.add(*c, *r),
            Shape::Taper(a, ra, b, rb) => {
                self.add(*a, *ra);
                self.add(*b, *rb);
            }
            Shape::Area(points) => points.iter().for_each(|p| self.add(*p, 0.0)),
        }
    }

    /// Whether the two are nearer than this to each other.
    pub(super) fn meets(&self, other: &Self, margin: f64) -> bool {
        self.least.x - margin < other.most.x
            && other.least.x - margin < self.most.x
            && self.least.y - margin < other.most.y
            && other.least.y - margin < self.most.y
    }

    pub(super) fn holds(&self, p: Pt, margin: f64) -> bool {
        p.x >= self.least.x - margin
            && p.x <= self.most.x + margin
            && p.y >= self.least.y - margin
            && p.y <= self.most.y + margin
    }

    pub(super) fn or_unit(self) -> Self {
        if self.least.x.is_finite() && self.most.x.is_finite() {
            self
        } else {
            Self {
                least: pt(0.0, 0.0),
                most: pt(1.0, 1.0),
            }
        }
    }
}

/// A number on the fixed grid of tenths, without a sign before zero or a zero before the point.
pub(super) fn number(value: f64) -> String {
    let mut out = String::with_capacity(8);
    put(&mut out, value);
    out
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "clamped far inside the type's range"
)]
fn tenths(value: f64) -> i32 {
    if value.is_finite() {
        (value * 10.0).round().clamp(-1e7, 1e7) as i32
    } else {
        0
    }
}

fn put(out: &mut String, value: f64) {
    let tenths = tenths(value);
    if tenths < 0 {
        out.push('-');
    }
    let (whole, tenth) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    if whole > 0 || tenth == 0 {
        let _ = write!(out, "{whole}");
    }
    if tenth > 0 {
        out.push('.');
        out.push(char::from_digit(tenth, 10).unwrap_or('0'));
    }
}

fn push(out: &mut String, command: char, points: &[Pt]) {
    out.push(command);
    for (index, p) in points.iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        put(out, p.x);
        out.push(' ');
        put(out, p.y);
    }
}

fn disc(out: &mut String, c: Pt, r: f64) {
    let (x, r, d) = (c.x - r, number(r), number(2.0 * r));
    let _ = write!(
        out,
        "M{} {}a{r} {r} 0 1 1 {d} 0a{r} {r} 0 1 1 -{d} 0Z",
        number(x),
        number(c.y)
    );
}

fn taper(out: &mut String, a: Pt, ra: f64, b: Pt, rb: f64) {
    let far = a.distance(b);
    if far <= (ra - rb).abs() + 0.05 {
        if ra >= rb {
            disc(out, a, ra)
        } else {
            disc(out, b, rb)
        }
        return;
    }
    let along = (b.y - a.y).atan2(b.x - a.x);
    let lean = ((ra - rb) / far).clamp(-1.0, 1.0).acos();
    let on = |c: Pt, r: f64, angle: f64| pt(c.x + r * angle.cos(), c.y + r * angle.sin());
    let (p1, p2) = (on(a, ra, along + lean), on(a, ra, along - lean));
    let (p3, p4) = (on(b, rb, along - lean), on(b, rb, along + lean));
    push(out, 'M', &[p1]);
    let wide = |angle: f64| u8::from(angle > std::f64::consts::PI);
    let back = 2.0 * (std::f64::consts::PI - lean);
    let _ = write!(out, "A{0} {0} 0 {1} 1 ", number(ra), wide(back));
    let _ = write!(out, "{} {}", number(p2.x), number(p2.y));
    push(out, 'L', &[p3]);
    let _ = write!(out, "A{0} {0} 0 {1} 1 ", number(rb), wide(2.0 * lean));
    let _ = write!(out, "{} {}Z", number(p4.x), number(p4.y));
}

fn area(out: &mut String, points: &[Pt]) {
    // One way round, so that the union of several has no holes.
    let mut twice = 0.0;
    for (a, b) in points.iter().zip(points.iter().cycle().skip(1)) {
        twice += a.x * b.y - b.x * a.y;
    }
    if twice >= 0.0 {
        outline(out, points.iter());
    } else {
        outline(out, points.iter().rev());
    }
}

/// A closed polygon in steps from point to point, each point on the grid of tenths.
fn outline<'a>(out: &mut String, points: impl Iterator<Item = &'a Pt>) {
    let mut before: Option<(i32, i32)> = None;
    for p in points {
        let p = (tenths(p.x), tenths(p.y));
        match before {
            None => {
                push(
                    out,
                    'M',
                    &[pt(f64::from(p.0) / 10.0, f64::from(p.1) / 10.0)],
                );
                out.push('l');
            }
            Some(last) if last == p => continue,
            Some(last) => {
                let (x, y) = (p.0 - last.0, p.1 - last.1);
                if !out.ends_with('l') && x >= 0 {
                    out.push(' ');
                }
                put(out, f64::from(x) / 10.0);
                if y >= 0 {
                    out.push(' ');
                }
                put(out, f64::from(y) / 10.0);
            }
        }
        before = Some(p);
    }
    if out.ends_with('l') {
        out.push_str("0 0");
    }
    out.push('Z');
}

fn shapes(shapes: &[Shape], dx: f64) -> String {
    let mut out = String::new();
    let m = |p: Pt| pt(p.x + dx, p.y);
    for shape in shapes {
        match shape {
            Shape::Disc(c, r) => disc(&mut out, m(*c), *r),
            Shape::Taper(a, ra, b, rb) => taper(&mut out, m(*a), *ra, m(*b), *rb),
            Shape::Area(points) => {
                area(&mut out, &points.iter().map(|p| m(*p)).collect::<Vec<_>>());
            }
        }
    }
    out
}

/// A smooth path through points, as cubic curves.
pub(super) fn smooth(points: &[Pt]) -> String {
    let mut out = String::new();
    let Some(first) = points.first() else {
        return out;
    };
    push(&mut out, 'M', &[*first]);
    let at = |index: isize| {
        let last = points.len().saturating_sub(1);
        let index = usize::try_from(index.max(0)).unwrap_or(0).min(last);
        points.get(index).copied().unwrap_or(*first)
    };
    for index in 0..isize::try_from(points.len()).unwrap_or(1) - 1 {
        let (p0, p1, p2, p3) = (at(index - 1), at(index), at(index + 1), at(index + 2));
        let c1 = pt(p1.x + (p2.x - p0.x) / 6.0, p1.y + (p2.y - p0.y) / 6.0);
        let c2 = pt(p2.x - (p3.x - p1.x) / 6.0, p2.y - (p3.y - p1.y) / 6.0);
        push(&mut out, 'C', &[c1, c2, p2]);
    }
    out
}

impl Layer {
    pub(super) fn solid(order: f64, ink: Ink, shapes: Vec<Shape>) -> Self {
        Self {
            order,
            ink,
            kind: Kind::Solid(shapes),
        }
    }

    pub(super) fn joint(order: f64, ink: Ink, shapes: Vec<Shape>) -> Self {
        Self {
            order,
            ink,
            kind: Kind::Joint(shapes),
        }
    }

    pub(super) fn line(order: f64, ink: Ink, points: Vec<Pt>, width: f64) -> Self {
        Self {
            order,
            ink,
            kind: Kind::Line(points, width, true),
        }
    }

    /// Its fill and the colour of its edge.
    fn colours(&self) -> (&'static str, &'static str) {
        match self.ink {
            Ink::Near => (NAVY, "#fff"),
            Ink::Far => (FAR, NAVY),
            Ink::Accent => (ACCENT, "#fff"),
            Ink::Furniture => ("#c3cfdc", "#7f95aa"),
            Ink::FurniturePale => ("#e3eaf1", "#7f95aa"),
            Ink::Floor => ("#dfe6ee", "#dfe6ee"),
            Ink::Mat => ("#c8d4e0", "#c8d4e0"),
            Ink::Paper => ("#fff", "#fff"),
            Ink::Arrow => (ACCENT, "#fff"),
        }
    }

    /// How its parts are painted, one pass after the other. `split`: it has several parts, so that all rims come
    /// before all fills. A straight line is painted as the area that it covers.
    pub(super) fn paints(&self, split: bool) -> Vec<Paint> {
        let (fill, edge) = self.colours();
        let rimmed = |width: f64| {
            if split {
                vec![Paint::rim(edge, edge, width), Paint::fill(fill)]
            } else {
                vec![Paint::rim(fill, edge, width)]
            }
        };
        let stroked = |width: f64, rim: bool| {
            let mut out = Vec::new();
            if rim {
                out.push(Paint::stroke(edge, width + 2.4));
            }
            out.push(Paint::stroke(fill, width));
            out
        };
        match &self.kind {
            Kind::Solid(_) => match self.ink {
                Ink::Near | Ink::Accent | Ink::Arrow => rimmed(3.0),
                Ink::Far => {
                    let mut out = vec![Paint::rim("#fff", "#fff", 4.2)];
                    out.extend(rimmed(1.8));
                    out
                }
                Ink::Furniture | Ink::FurniturePale => rimmed(1.4),
                Ink::Floor | Ink::Mat | Ink::Paper => vec![Paint::fill(fill)],
            },
            Kind::Joint(_) => vec![Paint::fill(fill)],
            Kind::Ring(..) => vec![Paint {
                even: true,
                ..Paint::rim(fill, edge, 2.4)
            }],
            Kind::Line(points, _, rim) if points.len() == 2 => {
                if *rim {
                    rimmed(2.4)
                } else {
                    vec![Paint::fill(fill)]
                }
            }
            Kind::Line(_, width, rim) => stroked(*width, *rim),
            Kind::Curve(_, width) => stroked(*width, true),
        }
    }

    /// As SVG elements, moved to the right by `dx`.
    pub(super) fn write(&self, out: &mut String, dx: f64) {
        let (fill, edge) = self.colours();
        let moved = |points: &[Pt]| points.iter().map(|p| pt(p.x + dx, p.y)).collect::<Vec<_>>();
        match &self.kind {
            Kind::Solid(list) => {
                let d = shapes(list, dx);
                let rim = match self.ink {
                    Ink::Near | Ink::Accent | Ink::Arrow => "3",
                    Ink::Far => "1.8",
                    Ink::Furniture | Ink::FurniturePale => "1.4",
                    Ink::Floor | Ink::Mat | Ink::Paper => "0",
                };
                if matches!(self.ink, Ink::Far) {
                    let _ = writeln!(
                        out,
                        "<path d=\"{d}\" fill=\"#fff\" stroke=\"#fff\" stroke-width=\"4.2\"/>"
                    );
                }
                if rim == "0" {
                    let _ = writeln!(out, "<path d=\"{d}\" fill=\"{fill}\"/>");
                } else {
                    let _ = writeln!(
                        out,
                        "<path d=\"{d}\" fill=\"{fill}\" stroke=\"{edge}\" stroke-width=\"{rim}\" paint-order=\"stroke\"/>"
                    );
                }
            }
            Kind::Joint(list) => {
                let _ = writeln!(out, "<path d=\"{}\" fill=\"{fill}\"/>", shapes(list, dx));
            }
            Kind::Ring(outer, inner) => {
                let mut d = String::new();
                area(&mut d, &moved(outer));
                outline(&mut d, moved(inner).iter().rev());
                let _ = writeln!(
                    out,
                    "<path d=\"{d}\" fill=\"{fill}\" fill-rule=\"evenodd\" stroke=\"{edge}\" stroke-width=\"2.4\" paint-order=\"stroke\"/>"
                );
            }
            Kind::Line(points, width, rim) => {
                let mut d = String::new();
                push(&mut d, 'M', &moved(points));
                stroke(out, &d, fill, edge, *width, *rim);
            }
            Kind::Curve(points, width) => {
                let d = smooth(&moved(points));
                stroke(out, &d, fill, edge, *width, true);
            }
        }
    }
}

/// One pass of paint.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Paint {
    fill: &'static str,
    stroke: Option<(&'static str, f64)>,
    /// Half of the stroke is under the fill.
    under: bool,
    even: bool,
}

impl Paint {
    fn fill(fill: &'static str) -> Self {
        Self {
            fill,
            stroke: None,
            under: false,
            even: false,
        }
    }

    fn rim(fill: &'static str, edge: &'static str, width: f64) -> Self {
        Self {
            stroke: Some((edge, width)),
            under: fill != edge,
            ..Self::fill(fill)
        }
    }

    fn stroke(colour: &'static str, width: f64) -> Self {
        Self {
            stroke: Some((colour, width)),
            ..Self::fill("none")
        }
    }

    pub(super) fn attributes(&self) -> String {
        let mut out = format!(" fill=\"{}\"", self.fill);
        if let Some((colour, width)) = self.stroke {
            let _ = write!(
                out,
                " stroke=\"{colour}\" stroke-width=\"{}\"",
                number(width)
            );
        }
        if self.under && self.fill != "none" {
            out.push_str(" paint-order=\"stroke\"");
        }
        if self.even {
            out.push_str(" fill-rule=\"evenodd\"");
        }
        out
    }
}

/// One shape's path with no more points than can be seen.
pub(super) fn loose(out: &mut String, shape: &Shape) {
    match shape {
        Shape::Disc(c, r) => disc(out, *c, *r),
        Shape::Taper(a, ra, b, rb) => taper(out, *a, *ra, *b, *rb),
        Shape::Area(points) => area(out, &sparse(points)),
    }
}

/// An area's path with a hole in it.
pub(super) fn ring(out: &mut String, outer: &[Pt], inner: &[Pt]) {
    area(out, &sparse(outer));
    area(out, &sparse(inner));
}

/// A line's path.
pub(super) fn line(out: &mut String, points: &[Pt]) {
    push(out, 'M', points);
}

/// How far a corner may be off the line between its neighbours to be left out, in centimetres.
const FLAT: f64 = 0.12;

/// A closed outline without the corners that are hardly any.
fn sparse(points: &[Pt]) -> Vec<Pt> {
    let mut out: Vec<Pt> = Vec::with_capacity(points.len());
    // Those left out since the last that was kept.
    let mut skipped: Vec<Pt> = Vec::new();
    for (p, next) in points.iter().zip(points.iter().cycle().skip(1)) {
        let needed = out.last().is_none_or(|last| {
            skipped
                .iter()
                .chain([p])
                .any(|q| off_line(*last, *next, *q) > FLAT)
        });
        if needed {
            out.push(*p);
            skipped.clear();
        } else {
            skipped.push(*p);
        }
    }
    out
}

fn off_line(a: Pt, b: Pt, p: Pt) -> f64 {
    let long = a.distance(b);
    if long < 1e-9 {
        return a.distance(p);
    }
    ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)).abs() / long
}

fn stroke(out: &mut String, d: &str, colour: &str, edge: &str, width: f64, rim: bool) {
    if rim {
        let _ = writeln!(
            out,
            "<path d=\"{d}\" fill=\"none\" stroke=\"{edge}\" stroke-width=\"{}\"/>",
            number(width + 2.4)
        );
    }
    let _ = writeln!(
        out,
        "<path d=\"{d}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{}\"/>",
        number(width)
    );
}
