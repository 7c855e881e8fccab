//! A loop from the first pose to the last and back, by style rules alone: one group a frame, shown in turn.

use std::fmt::Write as _;

use super::camera::View;
use super::ink::Bounds;
use super::svg::{MARGIN, Options, open, panel};
use crate::format::Place;
use crate::solve::{Posed, Solved, between};

const FRAMES: u32 = 9;
/// Seconds a frame, and a pose at rest.
const FRAME_S: f64 = 0.09;
const REST_S: f64 = 0.7;

impl Solved {
    /// One frame that moves between the poses. It stands still, at the last pose, in print and for readers who prefer
    /// reduced motion.
    pub fn animated_svg(&self, options: &Options) -> String {
        let view = View::of(&self.figure);
        let ground = super::room::ground(&view, self);
        let mut bodies: Vec<(Posed, f64)> = Vec::new();
        for (index, posed) in self.poses.iter().enumerate() {
            bodies.push((posed.clone(), REST_S));
            let Some(next) = self.poses.get(index + 1) else {
                continue;
            };
            // Someone who has moved on is drawn on the spot.
            let mut next = next.clone();
            if next.stance.place == Place::New {
                let by = posed.body.pelvis - next.body.pelvis;
                next = next.moved(crate::vector::v(by.x, 0.0, by.z));
            }
            for frame in 1..FRAMES {
                let t = f64::from(frame) / f64::from(FRAMES);
                let share = t * t * (3.0 - 2.0 * t);
                bodies.push((between(posed, &next, share), FRAME_S));
            }
        }
        let mut bounds = Bounds::EMPTY;
        for (posed, _) in &bodies {
            let panel = panel(self, &view, posed, None, None, ground);
            bounds.add(panel.bounds.least, 0.0);
            bounds.add(panel.bounds.most, 0.0);
        }
        let bounds = bounds.or_unit();
        let panels: Vec<_> = bodies
            .iter()
            .map(|(posed, _)| panel(self, &view, posed, None, Some(bounds), ground))
            .collect();
        let mut out = String::new();
        open(
            &mut out,
            options,
            bounds.most.x - bounds.least.x + 2.0 * MARGIN,
            bounds.least.y - MARGIN,
            bounds.most.y - bounds.least.y + 2.0 * MARGIN,
        );
        // There and back: the inner frames are shown twice.
        let there: f64 = bodies.iter().map(|b| b.1).sum();
        let ends = bodies.first().map_or(0.0, |b| b.1) + bodies.last().map_or(0.0, |b| b.1);
        let whole = (2.0 * there - ends).max(0.1);
        let name = format!("f{:08x}", self.fingerprint() >> 32);
        let last = bodies.len().saturating_sub(1);
        let mut style = String::new();
        let mut at = 0.0;
        for (index, (_, long)) in bodies.iter().enumerate() {
            let percent = |t: f64| format!("{:.2}%", (t / whole * 100.0).clamp(0.0, 100.0));
            let mut frames = String::new();
            let mut show = |from: f64, to: f64| {
                if from > 0.0 && frames.is_empty() {
                    frames.push_str("0%{visibility:hidden}");
                }
                let _ = write!(frames, "{}{{visibility:visible}}", percent(from));
                if to < whole - 1e-6 {
                    let _ = write!(frames, "{}{{visibility:hidden}}", percent(to));
                }
            };
            show(at, at + long);
            if index != 0 && index != last {
                show(whole - (at + long) + REST_S, whole - at + REST_S);
            }
            let _ = write!(
                style,
                "@keyframes {name}-{index}{{{frames}}}.{name}-{index}{{visibility:{};animation:{name}-{index} {whole:.2}s step-end infinite}}",
                if index == last { "visible" } else { "hidden" }
            );
            at += long;
        }
        let _ = writeln!(
            out,
            "<style>{style}@media print{{g.{name}{{animation:none}}}}@media (prefers-reduced-motion:reduce){{g.{name}{{animation:none}}}}</style>"
        );
        let dx = MARGIN - bounds.least.x;
        for (index, panel) in panels.iter().enumerate() {
            let _ = writeln!(out, "<g class=\"{name} {name}-{index}\">");
            for layer in &panel.layers {
                layer.write(&mut out, dx);
            }
            out.push_str("</g>\n");
        }
        out.push_str("</svg>\n");
        out
    }
}
