//! Where the viewer stands: the scene's points on paper.

use crate::format::{Camera, Figure, Side};
use crate::proportions::HEIGHT_CM;
use crate::skeleton::Skeleton;
use crate::vector::{Vec3, v};

/// A point on paper: right and down, in centimetres.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Pt {
    pub(super) x: f64,
    pub(super) y: f64,
}

pub(super) const fn pt(x: f64, y: f64) -> Pt {
    Pt { x, y }
}

impl Pt {
    pub(super) fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    pub(super) fn mix(self, other: Self, share: f64) -> Self {
        pt(
            self.x + (other.x - self.x) * share,
            self.y + (other.y - self.y) * share,
        )
    }
}

/// An orthographic view.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    right: Vec3,
    up: Vec3,
    toward: Vec3,
    /// Axis of the trunk: depth along it does not count for what covers what.
    spine: (Vec3, Vec3),
}

impl View {
    pub(super) fn of(figure: &Figure) -> Self {
        let (azimuth, elevation) = match figure.camera {
            Camera::Side => (14.0, 7.0),
            Camera::ThreeQuarter => (48.0, 12.0),
            Camera::Front => (82.0, 8.0),
            Camera::BackThreeQuarter => (-48.0, 12.0),
            Camera::Back => (-82.0, 8.0),
        };
        let clean = |value: Option<f64>, usual: f64, least: f64, most: f64| match value {
            Some(value) if value.is_finite() => value.clamp(least, most),
            _ => usual,
        };
        let azimuth = clean(figure.azimuth, azimuth, -180.0, 180.0);
        let elevation = clean(figure.elevation, elevation, 0.0, 90.0);
        let azimuth = match figure.near {
            Side::Right => azimuth,
            Side::Left => 180.0 - azimuth,
        };
        let (s, c) = f64::to_radians(azimuth).sin_cos();
        let (es, ec) = f64::to_radians(elevation).sin_cos();
        let right = v(c, 0.0, -s);
        let level = v(s, 0.0, c);
        Self {
            right,
            up: Vec3::Y * ec - level * es,
            toward: level * ec + Vec3::Y * es,
            spine: (Vec3::ZERO, Vec3::Y),
        }
    }

    pub(super) fn with_spine(mut self, body: &Skeleton) -> Self {
        self.spine = (body.pelvis, (body.nape - body.pelvis).unit_or(Vec3::Y));
        self
    }

    pub(super) fn point(&self, p: Vec3) -> Pt {
        pt(p.dot(self.right) * HEIGHT_CM, -p.dot(self.up) * HEIGHT_CM)
    }

    /// A direction on paper, not scaled.
    pub(super) fn flat(&self, p: Vec3) -> (f64, f64) {
        (p.dot(self.right), -p.dot(self.up))
    }

    /// How near to the viewer.
    pub(super) fn depth(&self, p: Vec3) -> f64 {
        p.dot(self.toward)
    }

    /// What covers what: the greater is painted later.
    pub(super) fn order(&self, p: Vec3) -> f64 {
        let (origin, axis) = self.spine;
        let beside = origin + axis * (p - origin).dot(axis);
        self.depth(p) - 0.75 * self.depth(beside)
    }

    pub(super) fn toward(&self) -> Vec3 {
        self.toward
    }
}
