//! A layer's parts through the frames of a loop: which of them move alike, and when another drawing of a part takes over.

use super::camera::{Pt, pt};
use super::ink::{self, Bounds, Kind, Layer, Shape};
use super::track::{Affine, Outline};

/// How far a part may be off its place, in centimetres: at a frame, and where a frame is left out.
const OFF: f64 = 1.2;
const LEFT_OUT: f64 = 0.9;

/// A part of a layer: the least that moves on its own.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    Shape(Shape),
    Ring(Vec<Pt>, Vec<Pt>),
    Line(Vec<Pt>),
    Curve(Vec<Pt>),
}

impl Piece {
    pub(super) fn all(layer: &Layer, dx: f64) -> Vec<Self> {
        let m = |p: &Pt| pt(p.x + dx, p.y);
        let moved = |points: &[Pt]| points.iter().map(m).collect::<Vec<_>>();
        match &layer.kind {
            Kind::Solid(shapes) | Kind::Joint(shapes) => shapes
                .iter()
                .map(|shape| {
                    Self::Shape(match shape {
                        Shape::Disc(c, r) => Shape::Disc(m(c), *r),
                        Shape::Taper(a, ra, b, rb) => Shape::Taper(m(a), *ra, m(b), *rb),
                        Shape::Area(points) => Shape::Area(moved(points)),
                    })
                })
                .collect(),
            Kind::Ring(outer, inner) => vec![Self::Ring(moved(outer), moved(inner))],
            // A straight line is drawn as what it covers: it may grow without growing thick.
            Kind::Line(points, width, _) => match points.as_slice() {
                [a, b] => {
                    let half = width / 2.0;
                    vec![Self::Shape(Shape::Taper(m(a), half, m(b), half))]
                }
                points => vec![Self::Line(moved(points))],
            },
            Kind::Curve(points, _) => vec![Self::Curve(moved(points))],
        }
    }

    /// A limb as its two ends and what is between.
    fn apart(&self) -> Option<[Self; 3]> {
        let Self::Shape(Shape::Taper(a, ra, b, rb)) = self else {
            return None;
        };
        let long = a.distance(*b).max(1e-6);
        // Where the outline leaves the round ends.
        let lean = ((ra - rb) / long).clamp(-1.0, 1.0);
        let (x, y) = ((b.x - a.x) / long, (b.y - a.y) / long);
        let side = (1.0 - lean * lean).max(0.0).sqrt();
        let on = |c: &Pt, r: f64, s: f64| {
            pt(
                c.x + r * (lean * x - s * side * y),
                c.y + r * (lean * y + s * side * x),
            )
        };
        let between = vec![
            on(a, *ra, 1.0),
            on(a, *ra, -1.0),
            on(b, *rb, -1.0),
            on(b, *rb, 1.0),
        ];
        Some([
            Self::Shape(Shape::Disc(*a, *ra)),
            Self::Shape(Shape::Area(between)),
            Self::Shape(Shape::Disc(*b, *rb)),
        ])
    }

    /// What must come out where it ought to.
    fn outlines(&self) -> Vec<Outline> {
        match self {
            Self::Shape(shape) => vec![Outline::of(shape)],
            Self::Ring(outer, inner) => vec![
                Outline::convex(outer.clone()),
                Outline::convex(inner.clone()),
            ],
            Self::Line(points) | Self::Curve(points) => {
                vec![Outline::Points(points.clone())]
            }
        }
    }

    pub(super) fn path(&self, out: &mut String) {
        match self {
            Self::Shape(shape) => ink::loose(out, shape),
            Self::Ring(outer, inner) => ink::ring(out, outer, inner),
            Self::Line(points) => ink::line(out, points),
            Self::Curve(points) => out.push_str(&ink::smooth(points)),
        }
    }
}

/// How a piece, and every other that goes with it, moves in some frames of a run: the last is how it is drawn.
#[derive(Debug, Clone)]
pub(super) struct Track {
    /// The first and the last of the run's frames.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) keys: Vec<Affine>,
    /// As far from the middle as the pieces go.
    pub(super) reach: Vec<Pt>,
    pub(super) class: usize,
}

impl Track {
    pub(super) fn moves(&self) -> bool {
        self.class > 0
    }
}

/// All layers at a moment, or for as long as a pose rests, in seconds.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) layers: Vec<Layer>,
}

/// The frames of a track that are needed: the others come out near enough between their neighbours.
pub(super) fn keep(track: &Track, frames: &[Frame]) -> Vec<usize> {
    let last = frames.len().saturating_sub(1);
    let off = |a: usize, b: usize| {
        let mut worst = (0.0, a);
        let (Some(from), Some(to)) = (frames.get(a), frames.get(b)) else {
            return worst;
        };
        let (Some(start), Some(end)) = (track.keys.get(a), track.keys.get(b)) else {
            return worst;
        };
        for index in a + 1..b {
            let (Some(frame), Some(key)) = (frames.get(index), track.keys.get(index)) else {
                continue;
            };
            for time in [frame.from, frame.to] {
                let share = (time - from.to) / (to.from - from.to).max(1e-9);
                let guess = start.mix(end, share.clamp(0.0, 1.0));
                for p in &track.reach {
                    let far = guess.apply(*p).distance(key.apply(*p));
                    if far > worst.0 {
                        worst = (far, index);
                    }
                }
            }
        }
        worst
    };
    let mut kept = vec![0, last];
    let mut at = 0;
    while let (Some(&a), Some(&b)) = (kept.get(at), kept.get(at + 1)) {
        match off(a, b) {
            (far, index) if far > LEFT_OUT && index > a => kept.insert(at + 1, index),
            _ => at += 1,
        }
    }
    kept.dedup();
    kept
}

/// Follows a piece; a limb that no one distortion brings to its places is taken apart into its ends and what is between.
pub(super) fn followed(
    ways: &[&Piece],
    run: &[Frame],
    until: f64,
    tracks: &mut Vec<Track>,
) -> Vec<Stretch> {
    let known = tracks.len();
    let whole = follow(ways, run, until, tracks);
    let parts: Vec<[Piece; 3]> = ways.iter().filter_map(|way| way.apart()).collect();
    if whole.len() < 2 || parts.len() < ways.len() {
        return whole;
    }
    tracks.truncate(known);
    (0..3)
        .flat_map(|part| {
            let ways: Vec<&Piece> = parts.iter().filter_map(|parts| parts.get(part)).collect();
            follow(&ways, run, until, tracks)
        })
        .collect()
}

/// A piece as it is drawn for some frames of a run, with when it is shown, in seconds.
pub(super) struct Stretch {
    pub(super) track: usize,
    pub(super) piece: Piece,
    pub(super) from: f64,
    pub(super) to: f64,
}

/// Finds how a piece moves through a run's frames: the tracks that it follows one after the other, the last first.
fn follow(ways: &[&Piece], run: &[Frame], until: f64, tracks: &mut Vec<Track>) -> Vec<Stretch> {
    let outlines: Vec<Vec<Outline>> = ways.iter().map(|way| way.outlines()).collect();
    let begin = run.first().map_or(0.0, |frame| frame.from);
    let mut out = Vec::new();
    let mut end = until;
    let mut next = ways.len().checked_sub(1);
    while let Some(to) = next {
        let (Some(&piece), Some(base)) = (ways.get(to), outlines.get(to)) else {
            break;
        };
        let good = |index: usize, by: &Affine, most: f64| {
            outlines.get(index).is_some_and(|targets| {
                base.iter()
                    .zip(targets)
                    .all(|(base, target)| base.is_near(target, by, most))
            })
        };
        // What goes with another piece needs no rule of its own.
        let known = tracks.iter().position(|track| {
            track.to == to
                && track.from == 0
                && track
                    .keys
                    .iter()
                    .enumerate()
                    .all(|(index, key)| good(index, key, OFF * 0.8))
        });
        if let Some(known) = known {
            if let Some(track) = tracks.get_mut(known) {
                track.reach.extend(corners(base));
            }
            out.push(Stretch {
                track: known,
                piece: piece.clone(),
                from: begin,
                to: end,
            });
            break;
        }
        let middle = centre(base);
        let mut keys = vec![Affine::none(middle)];
        let mut from = to;
        let mut start = begin;
        next = None;
        while let Some(index) = from.checked_sub(1) {
            let near = keys.last().copied().unwrap_or(Affine::none(middle));
            let (Some(base), Some(target)) = (
                base.first(),
                outlines.get(index).and_then(|list| list.first()),
            ) else {
                break;
            };
            let by = base.fit(target, near);
            if good(index, &by, OFF) {
                keys.push(by);
                from = index;
                continue;
            }
            // The first frame that is missed is still gone to, if it is not missed by much: the next drawing takes
            // over there.
            if good(index, &by, OFF * 2.0) {
                keys.push(by);
                from = index;
                start = run.get(index).map_or(begin, |frame| frame.to);
            } else {
                start = run.get(from).map_or(begin, |frame| frame.from);
            }
            next = Some(index);
            break;
        }
        keys.reverse();
        tracks.push(Track {
            from,
            to,
            keys,
            reach: corners(base),
            class: 0,
        });
        out.push(Stretch {
            track: tracks.len() - 1,
            piece: piece.clone(),
            from: start,
            to: end,
        });
        end = start;
    }
    out
}

fn centre(base: &[Outline]) -> Pt {
    let mut bounds = Bounds::EMPTY;
    for p in base.iter().flat_map(Outline::points) {
        bounds.add(*p, 0.0);
    }
    let bounds = bounds.or_unit();
    let middle = bounds.least.mix(bounds.most, 0.5);
    // As it is written, so that what is checked is what is drawn.
    pt(middle.x.round(), middle.y.round())
}

fn corners(base: &[Outline]) -> Vec<Pt> {
    let mut bounds = Bounds::EMPTY;
    for p in base.iter().flat_map(Outline::points) {
        bounds.add(*p, 0.0);
    }
    let Bounds { least, most } = bounds.or_unit();
    vec![least, most, pt(least.x, most.y), pt(most.x, least.y)]
}
