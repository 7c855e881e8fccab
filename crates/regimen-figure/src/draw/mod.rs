//! A solved figure as SVG. One unit is a centimetre on a person 170 cm tall; every number is rounded to a tenth.

mod animate;
mod arrow;
mod body;
mod camera;
mod ink;
mod parts;
mod room;
mod svg;
mod things;
mod track;

pub(crate) use arrow::{most_moved, tracked};
pub use svg::Options;
