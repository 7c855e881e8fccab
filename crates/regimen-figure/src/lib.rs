//! Pictures of exercises, drawn from joint angles.
//!
//! A [`Figure`] is what a person writes: a few poses, each a base position and the joint angles that differ
//! from it, in range-of-motion convention. [`Figure::solve`] places every joint in space; [`Solved`] draws it
//! as a still, as one pose or as a loop, tells what it shows and what is wrong with it. Geometry only: this
//! crate knows no pack and no plan, reads no file and no clock, and gives the same bytes for the same figure.

mod alt;
mod describe;
mod draw;
mod fault;
mod format;
mod proportions;
mod range;
mod sheet;
mod skeleton;
mod solve;
mod stance;
mod vector;
mod words;

pub use alt::{Clause, Description};
pub use describe::{Equipment, Part};
pub use draw::Options;
pub use fault::Fault;
pub use format::{
    Anchor, Base, Bend, BendAxes, Camera, Direction, Figure, Hands, Hold, Joint, JointAxes, Limbs,
    Mark, MarkAt, MarkWay, On, Path, Place, Pose, Scenery, Side, Spot, Standing, Surface, Thing,
    Worn,
};
pub use range::Motion;
pub use sheet::sheet;
pub use solve::Solved;
pub use words::Word;
