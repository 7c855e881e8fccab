//! A loop from the first pose to the last and back, by style rules alone.
//!
//! Each part of the picture is written once, as it is in the last pose, and moved by a rule that gives the distortion
//! that brings it to where it is in other frames. Where no distortion does so to within half a centimetre (a trunk that
//! turns), or where parts come to lie over others, another drawing takes over at that moment.

use std::fmt::Write as _;

use super::camera::{View, pt};
use super::ink::{Bounds, Kind, Layer, Paint};
use super::parts::{Frame, Piece, Track, followed, keep};
use super::room::{self, Ground};
use super::svg::{MARGIN, Options, gather, open};
use super::track::{Affine, short};
use crate::format::Place;
use crate::solve::{Posed, Solved, between};

/// Frames that are looked at from one pose to the next; what is between them is left to the viewer's program.
const STEPS: u32 = 10;
/// Seconds from a pose to the next, and at rest in a pose.
const MOVE_S: f64 = 0.8;
const REST_S: f64 = 0.7;
/// Layers nearer to each other than this in depth, in body heights, keep the order that they mostly have.
const CLOSE: f64 = 0.03;

impl Solved {
    /// One frame that moves between the poses. It stands still, at the last pose, for readers who prefer reduced motion,
    /// and in print where it stands in the page itself. As an image of its own it is printed as it is at that moment: a
    /// page prints the still instead.
    pub fn animated_svg(&self, options: &Options) -> String {
        let view = View::of(&self.figure);
        let ground = room::ground(&view, self);
        let poses = self.on_the_spot();
        let mut bounds = Bounds::EMPTY;
        let way = Way {
            solved: self,
            view: &view,
            ground,
            poses: &poses,
        };
        for at in way.moments() {
            for layer in &way.layers(at, None) {
                bounds.layer(layer);
            }
        }
        let mut bounds = bounds.or_unit();
        bounds.least.x -= 5.0;
        bounds.most.x += 5.0;
        for layer in room::floor(&self.figure, ground, bounds.least.x, bounds.most.x) {
            bounds.layer(&layer);
        }
        let whole = way.time(way.last()).1;
        let runs = runs(&way, bounds);
        let name = format!("f{:03x}", self.fingerprint() >> 52);
        let dx = MARGIN - bounds.least.x;
        let mut writer = Writer {
            name: &name,
            whole,
            dx,
            ..Writer::default()
        };
        for (index, run) in runs.iter().enumerate() {
            let until = runs
                .get(index + 1)
                .and_then(|next| next.first())
                .map_or(whole, |frame| frame.from);
            writer.run(run, until, index + 1 == runs.len());
        }
        let mut out = String::new();
        open(
            &mut out,
            options,
            bounds.most.x - bounds.least.x + 2.0 * MARGIN,
            bounds.least.y - MARGIN,
            bounds.most.y - bounds.least.y + 2.0 * MARGIN,
        );
        let _ = writeln!(
            out,
            "<style>[class^={name}]{{animation:{}s linear infinite alternate}}{}@media print,(prefers-reduced-motion:reduce){{[class^={name}]{{animation:none!important}}}}</style>",
            short(whole, 100.0),
            writer.style
        );
        if !writer.parts.is_empty() {
            let _ = writeln!(out, "<defs>{}</defs>", writer.parts);
        }
        out.push_str(&writer.body);
        out.push_str("</svg>\n");
        out
    }

    /// The poses, with who has moved on drawn on the spot.
    fn on_the_spot(&self) -> Vec<Posed> {
        let mut out: Vec<Posed> = Vec::new();
        for posed in &self.poses {
            let mut posed = posed.clone();
            if let Some(before) = out.last()
                && posed.stance.place == Place::New
            {
                let by = before.body.pelvis - posed.body.pelvis;
                posed = posed.moved(crate::vector::v(by.x, 0.0, by.z));
            }
            out.push(posed);
        }
        out
    }
}

/// The way through all poses. A moment is counted in poses: 1.5 is half way, in time, from the second to the third.
struct Way<'a> {
    solved: &'a Solved,
    view: &'a View,
    ground: Ground,
    poses: &'a [Posed],
}

impl Way<'_> {
    fn last(&self) -> f64 {
        f64::from(u32::try_from(self.poses.len().saturating_sub(1)).unwrap_or(0))
    }

    fn moments(&self) -> Vec<f64> {
        let steps = STEPS * u32::try_from(self.poses.len().saturating_sub(1)).unwrap_or(0);
        (0..=steps)
            .map(|step| f64::from(step) / f64::from(STEPS))
            .collect()
    }

    /// When the moment begins and ends, in seconds. The loop goes back the way it came, so that the poses at its ends
    /// rest twice, half as long.
    fn time(&self, at: f64) -> (f64, f64) {
        let half = REST_S / 2.0;
        let base = |pose: f64| pose * (MOVE_S + REST_S);
        let pose = at.floor();
        if at > pose {
            let moment = base(pose) + half + (at - pose) * MOVE_S;
            (moment, moment)
        } else {
            let from = if pose > 0.0 { base(pose) - half } else { 0.0 };
            (from, base(pose) + half)
        }
    }

    fn layers(&self, at: f64, span: Option<Bounds>) -> Vec<Layer> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a pose's number"
        )]
        let index = at.max(0.0) as usize;
        let t = at - at.floor();
        let Some(posed) = self.poses.get(index) else {
            return Vec::new();
        };
        let posed = match self.poses.get(index + 1) {
            Some(next) if t > 0.0 => &between(posed, next, t * t * (3.0 - 2.0 * t)),
            _ => posed,
        };
        let mut layers = gather(self.solved, self.view, posed, None);
        if let Some(span) = span {
            let floor = room::floor(&self.solved.figure, self.ground, span.least.x, span.most.x);
            layers.extend(floor);
        }
        layers
    }

    fn frame(&self, at: f64, span: Bounds) -> Frame {
        let (from, to) = self.time(at);
        Frame {
            from,
            to,
            layers: self.layers(at, Some(span)),
        }
    }
}

/// The frames, parted where one drawing cannot serve both sides.
fn runs(way: &Way<'_>, span: Bounds) -> Vec<Vec<Frame>> {
    let mut out: Vec<Vec<Frame>> = Vec::new();
    let mut before = 0.0;
    for at in way.moments() {
        let frame = way.frame(at, span);
        match out.last_mut() {
            Some(run) if fits(run, &frame) => run.push(frame),
            None => out.push(vec![frame]),
            Some(run) => {
                // Where they part is looked for, so that the change is not seen.
                let (mut near, mut far) = (before, at);
                let (mut last, mut next) = (None, frame.clone());
                for _ in 0..6 {
                    let middle = f64::midpoint(near, far);
                    let between = way.frame(middle, span);
                    if fits(run, &between) {
                        near = middle;
                        last = Some(between);
                    } else {
                        far = middle;
                        next = between;
                    }
                }
                run.extend(last);
                let fresh = next.from < frame.from;
                let mut run = vec![next];
                if fresh && fits(&run, &frame) {
                    run.push(frame);
                    out.push(run);
                } else if fresh {
                    out.push(run);
                    out.push(vec![frame]);
                } else {
                    out.push(run);
                }
            }
        }
        before = at;
    }
    out
}

/// Whether one order of painting serves the run and this frame too, and both have the same parts.
fn fits(run: &[Frame], frame: &Frame) -> bool {
    let Some(first) = run.first() else {
        return true;
    };
    let same = first.layers.len() == frame.layers.len()
        && first.layers.iter().zip(&frame.layers).all(|(a, b)| {
            a.ink == b.ink
                && match (&a.kind, &b.kind) {
                    (Kind::Solid(a), Kind::Solid(b)) | (Kind::Joint(a), Kind::Joint(b)) => {
                        a.len() == b.len()
                    }
                    (Kind::Ring(..), Kind::Ring(..)) => true,
                    (Kind::Line(a, w, r), Kind::Line(b, v, s)) => {
                        a.len() == b.len() && (w - v).abs() < 1e-9 && r == s
                    }
                    (Kind::Curve(a, _), Kind::Curve(b, _)) => a.len() == b.len(),
                    _ => false,
                }
        });
    same && painting(run.iter().chain([frame])).is_some()
}

/// An order of painting that is right in every frame: only layers that lie over each other count.
fn painting<'a>(frames: impl Iterator<Item = &'a Frame>) -> Option<Vec<usize>> {
    let mut before: Vec<Vec<usize>> = Vec::new();
    let mut mean: Vec<f64> = Vec::new();
    for frame in frames {
        before.resize(frame.layers.len(), Vec::new());
        mean.resize(frame.layers.len(), 0.0);
        let bounds: Vec<Bounds> = frame
            .layers
            .iter()
            .map(|layer| {
                let mut bounds = Bounds::EMPTY;
                bounds.layer(layer);
                bounds
            })
            .collect();
        for (index, (layer, mine)) in frame.layers.iter().zip(&bounds).enumerate() {
            if let Some(mean) = mean.get_mut(index) {
                *mean += layer.order;
            }
            let Some(list) = before.get_mut(index) else {
                continue;
            };
            for (other, (under, theirs)) in frame.layers.iter().zip(&bounds).enumerate() {
                let apart = layer.order - under.order;
                let below = apart > CLOSE || (apart.abs() < 1e-9 && other < index);
                if below && mine.meets(theirs, 3.0) && !list.contains(&other) {
                    list.push(other);
                }
            }
        }
    }
    let mut out: Vec<usize> = Vec::new();
    let mut done = vec![false; before.len()];
    while out.len() < before.len() {
        let mut best: Option<(f64, usize)> = None;
        for (index, list) in before.iter().enumerate() {
            let is_done = |i: &usize| done.get(*i).copied().unwrap_or(true);
            let depth = mean.get(index).copied().unwrap_or(0.0);
            if !is_done(&index)
                && list.iter().all(is_done)
                && best.is_none_or(|(least, _)| depth < least)
            {
                best = Some((depth, index));
            }
        }
        let (_, index) = best?;
        if let Some(done) = done.get_mut(index) {
            *done = true;
        }
        out.push(index);
    }
    Some(out)
}

/// A piece drawn for some frames of a run.
struct Drawn {
    path: String,
    track: usize,
    from: f64,
    to: f64,
}

#[derive(Default)]
struct Writer<'a> {
    name: &'a str,
    whole: f64,
    dx: f64,
    style: String,
    parts: String,
    body: String,
    classes: usize,
    named: Vec<(String, usize)>,
}

impl Writer<'_> {
    /// Writes a run's layers in the order of painting. `until`: when the next run takes over, in seconds.
    fn run(&mut self, run: &[Frame], until: f64, last: bool) {
        let Some(order) = painting(run.iter()) else {
            return;
        };
        let from = run.first().map_or(0.0, |f| f.from);
        let mut tracks: Vec<Track> = Vec::new();
        let mut body = String::new();
        let mut open: Option<Paint> = None;
        for index in order {
            let layers: Vec<&Layer> = run.iter().filter_map(|f| f.layers.get(index)).collect();
            let Some(layer) = layers.last() else { continue };
            let pieces: Vec<Vec<Piece>> = layers.iter().map(|l| Piece::all(l, self.dx)).collect();
            let count = pieces.last().map_or(0, Vec::len);
            let mut drawn: Vec<Drawn> = Vec::new();
            for number in 0..count {
                let ways: Vec<&Piece> = pieces.iter().filter_map(|list| list.get(number)).collect();
                for stretch in followed(&ways, run, until, &mut tracks) {
                    let mut path = String::new();
                    stretch.piece.path(&mut path);
                    let (track, from, to) = (stretch.track, stretch.from, stretch.to);
                    match drawn
                        .iter_mut()
                        .find(|d| d.track == track && d.from.total_cmp(&from).is_eq())
                    {
                        Some(drawn) => drawn.path.push_str(&path),
                        None => drawn.push(Drawn {
                            path,
                            track,
                            from,
                            to,
                        }),
                    }
                }
            }
            // A single part carries its rim itself; of several, all rims are under all fills.
            let passes = layer.paints(drawn.len() > 1);
            let shared = passes.len() > 1;
            for paint in passes {
                if open != Some(paint) {
                    if open.is_some() {
                        body.push_str("</g>\n");
                    }
                    let _ = write!(body, "<g{}>", paint.attributes());
                    open = Some(paint);
                }
                for drawn in &drawn {
                    self.part(&mut body, drawn, &mut tracks, shared, (from, until));
                }
            }
        }
        if open.is_some() {
            body.push_str("</g>\n");
        }
        if from <= 0.0 && last {
            self.body.push_str(&body);
        } else {
            let class = self.shown(from, until, last);
            let _ = writeln!(self.body, "<g class=\"{class}\">{body}</g>");
        }
        for track in &tracks {
            self.rule(track, run);
        }
    }

    /// One part in one colour.
    fn part(
        &mut self,
        body: &mut String,
        drawn: &Drawn,
        tracks: &mut [Track],
        shared: bool,
        whole: (f64, f64),
    ) {
        let Some(track) = tracks.get_mut(drawn.track) else {
            return;
        };
        let still = track
            .keys
            .iter()
            .all(|key| track.reach.iter().all(|p| key.apply(*p).distance(*p) < 0.1));
        if !still && track.class == 0 {
            self.classes += 1;
            track.class = self.classes;
        }
        let class = if track.moves() {
            format!(" class=\"{}m{}\"", self.name, track.class)
        } else {
            String::new()
        };
        // Where a piece is drawn for a part of the run only, it is shown for that part only.
        let partly = drawn.from > whole.0 || drawn.to < whole.1;
        if partly {
            let class = self.shown(drawn.from, drawn.to, drawn.to >= self.whole - 1e-6);
            let _ = write!(body, "<g class=\"{class}\">");
        }
        if shared {
            let id = match self.named.iter().find(|named| named.0 == drawn.path) {
                Some(named) => named.1,
                None => {
                    let id = self.named.len();
                    self.named.push((drawn.path.clone(), id));
                    let _ = write!(
                        self.parts,
                        "<path id=\"{}p{id}\" d=\"{}\"/>",
                        self.name, drawn.path
                    );
                    id
                }
            };
            let _ = write!(body, "<use{class} href=\"#{}p{id}\"/>", self.name);
        } else {
            let _ = write!(body, "<path{class} d=\"{}\"/>", drawn.path);
        }
        if partly {
            body.push_str("</g>");
        }
    }

    fn percent(&self, at: f64) -> String {
        format!(
            "{}%",
            short((at / self.whole * 100.0).clamp(0.0, 100.0), 10.0)
        )
    }

    /// A class for what is shown from one time to another only; at rest what is shown last.
    fn shown(&mut self, from: f64, to: f64, last: bool) -> String {
        let mut frames = String::new();
        if from > 0.0 {
            frames.push_str("0%{visibility:hidden}");
        }
        let _ = write!(frames, "{}{{visibility:visible}}", self.percent(from));
        if to < self.whole - 1e-6 {
            let _ = write!(frames, "{},to{{visibility:hidden}}", self.percent(to));
        } else {
            frames.push_str("to{visibility:visible}");
        }
        let rest = if last { "visible" } else { "hidden" };
        if let Some(known) = self.named.iter().find(|named| named.0 == frames) {
            return format!("{}v{}", self.name, known.1);
        }
        let id = self.named.len();
        let class = format!("{}v{id}", self.name);
        let _ = write!(
            self.style,
            "@keyframes {class}{{{frames}}}.{class}{{visibility:{rest};animation-name:{class};animation-timing-function:step-end}}"
        );
        self.named.push((frames, id));
        class
    }

    /// The rule that moves what follows this track.
    fn rule(&mut self, track: &Track, run: &[Frame]) {
        if !track.moves() {
            return;
        }
        let Some(frames) = run.get(track.from..=track.to) else {
            return;
        };
        let kept = keep(track, frames);
        let about = track.keys.first().map_or(pt(0.0, 0.0), Affine::about);
        let reach = track
            .reach
            .iter()
            .map(|p| p.distance(about))
            .fold(0.0, f64::max);
        let mut rules = String::new();
        for index in kept {
            let (Some(frame), Some(key)) = (frames.get(index), track.keys.get(index)) else {
                continue;
            };
            let mut times: Vec<String> = Vec::new();
            let (mut from, mut to) = (frame.from, frame.to);
            // Before its first frame and after its last a piece keeps its place.
            if index == 0 {
                from = 0.0;
            }
            if index + 1 == frames.len() {
                to = self.whole;
            }
            times.push(self.percent(from));
            if to > from {
                times.push(self.percent(to));
            }
            let matrix = if index + 1 == frames.len() {
                "none".to_owned()
            } else {
                key.css(reach)
            };
            let times = times.join(",").replace("100%", "to");
            let _ = write!(rules, "{times}{{transform:{matrix}}}");
        }
        let class = format!("{}m{}", self.name, track.class);
        let _ = write!(
            self.style,
            "@keyframes {class}{{{rules}}}.{class}{{animation-name:{class};transform-origin:{}px {}px}}",
            short(about.x, 1.0),
            short(about.y, 1.0)
        );
    }
}
