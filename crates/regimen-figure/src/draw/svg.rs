//! Layers into an SVG document.

use std::fmt::Write as _;

use super::camera::View;
use super::ink::{Bounds, Layer, number};
use super::{arrow, body, room, things};
use crate::sheet::escape;
use crate::solve::{Posed, Solved};

/// How a figure is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The picture's title, for readers who cannot see it. Without one the picture is marked as decoration.
    pub title: Option<String>,
    /// Leave out the movement arrows.
    pub without_arrows: bool,
}

/// One pose's layers in painting order, with their bounds.
struct Panel {
    layers: Vec<Layer>,
    bounds: Bounds,
}

pub(super) const MARGIN: f64 = 4.0;
const GAP: f64 = 16.0;

/// The layers of one pose without the floor, in the order in which they are made.
pub(super) fn gather(
    solved: &Solved,
    view: &View,
    posed: &Posed,
    arrows: Option<usize>,
) -> Vec<Layer> {
    let view = view.with_spine(&posed.body);
    let mut figure = body::layers(&view, &posed.body);
    figure.extend(things::layers(&view, &solved.scene, posed));
    figure.extend(things::worn(&view, &solved.figure, posed));
    let mut layers = room::layers(&view, &solved.figure, &solved.scene, posed);
    if let Some(to) = arrows {
        let arrow = arrow::layers(&view, solved, to, &figure, &layers);
        layers.extend(arrow);
    }
    layers.extend(figure);
    layers
}

/// The layers of one pose, with its piece of floor.
fn panel(
    solved: &Solved,
    view: &View,
    posed: &Posed,
    arrows: Option<usize>,
    ground: room::Ground,
) -> Panel {
    let mut layers = gather(solved, view, posed, arrows);
    let mut bounds = Bounds::EMPTY;
    for layer in &layers {
        bounds.layer(layer);
    }
    let mut bounds = bounds.or_unit();
    let floor = room::floor(
        &solved.figure,
        ground,
        bounds.least.x - 5.0,
        bounds.most.x + 5.0,
    );
    for layer in &floor {
        bounds.layer(layer);
    }
    layers.extend(floor);
    layers.sort_by(|a, b| a.order.total_cmp(&b.order));
    Panel { layers, bounds }
}

pub(super) fn open(out: &mut String, options: &Options, width: f64, top: f64, height: f64) {
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 {} {} {}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"",
        number(top),
        number(width),
        number(height)
    );
    match &options.title {
        Some(title) => {
            let _ = writeln!(out, " role=\"img\"><title>{}</title>", escape(title));
        }
        None => out.push_str(" aria-hidden=\"true\">\n"),
    }
}

impl Solved {
    fn panels(&self, arrows: bool) -> Vec<Panel> {
        let view = View::of(&self.figure);
        let ground = room::ground(&view, self);
        self.poses
            .iter()
            .enumerate()
            .map(|(index, posed)| panel(self, &view, posed, arrows.then_some(index), ground))
            .collect()
    }

    /// The poses side by side on one ground line, at one scale.
    pub fn svg(&self, options: &Options) -> String {
        write(&self.panels(!options.without_arrows), options)
    }

    /// One pose, counted from 0, at the same scale as the others; empty when there is none.
    pub fn pose_svg(&self, index: usize, options: &Options) -> String {
        let panels: Vec<Panel> = self
            .panels(!options.without_arrows)
            .into_iter()
            .skip(index)
            .take(1)
            .collect();
        write(&panels, options)
    }
}

fn write(panels: &[Panel], options: &Options) -> String {
    let mut out = String::new();
    let mut top = f64::INFINITY;
    let mut bottom = f64::NEG_INFINITY;
    let mut width = MARGIN;
    for panel in panels {
        top = top.min(panel.bounds.least.y);
        bottom = bottom.max(panel.bounds.most.y);
        width += panel.bounds.most.x - panel.bounds.least.x + GAP;
    }
    if panels.is_empty() {
        (top, bottom, width) = (0.0, 1.0, GAP);
    }
    width += MARGIN - GAP;
    open(
        &mut out,
        options,
        width,
        top - MARGIN,
        bottom - top + 2.0 * MARGIN,
    );
    let mut x = MARGIN;
    for panel in panels {
        let dx = x - panel.bounds.least.x;
        for layer in &panel.layers {
            layer.write(&mut out, dx);
        }
        x += panel.bounds.most.x - panel.bounds.least.x + GAP;
    }
    out.push_str("</svg>\n");
    out
}
