//! Vectors and rotations. x points forward, y up, z to the person's right; lengths are body heights.

use std::ops::{Add, Mul, Neg, Sub};

/// A point or a direction.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Vec3 {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) z: f64,
}

pub(crate) const fn v(x: f64, y: f64, z: f64) -> Vec3 {
    Vec3 { x, y, z }
}

impl Vec3 {
    pub(crate) const ZERO: Self = v(0.0, 0.0, 0.0);
    pub(crate) const X: Self = v(1.0, 0.0, 0.0);
    pub(crate) const Y: Self = v(0.0, 1.0, 0.0);
    pub(crate) const Z: Self = v(0.0, 0.0, 1.0);

    pub(crate) fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    pub(crate) fn cross(self, o: Self) -> Self {
        v(
            self.y * o.z - self.z * o.y,
            self.z * o.x - self.x * o.z,
            self.x * o.y - self.y * o.x,
        )
    }

    pub(crate) fn length(self) -> f64 {
        self.dot(self).sqrt()
    }

    /// The unit vector this way, or `fallback` when there is no way to speak of.
    pub(crate) fn unit_or(self, fallback: Self) -> Self {
        let length = self.length();
        if length > 1e-9 {
            self * (1.0 / length)
        } else {
            fallback
        }
    }

    pub(crate) fn mix(self, other: Self, share: f64) -> Self {
        self * (1.0 - share) + other * share
    }

    /// Without the part along the unit vector `axis`.
    pub(crate) fn across(self, axis: Self) -> Self {
        self - axis * self.dot(axis)
    }
}

impl Add for Vec3 {
    type Output = Self;
    fn add(self, o: Self) -> Self {
        v(self.x + o.x, self.y + o.y, self.z + o.z)
    }
}

impl Sub for Vec3 {
    type Output = Self;
    fn sub(self, o: Self) -> Self {
        v(self.x - o.x, self.y - o.y, self.z - o.z)
    }
}

impl Neg for Vec3 {
    type Output = Self;
    fn neg(self) -> Self {
        v(-self.x, -self.y, -self.z)
    }
}

impl Mul<f64> for Vec3 {
    type Output = Self;
    fn mul(self, s: f64) -> Self {
        v(self.x * s, self.y * s, self.z * s)
    }
}

/// A rotation, by the images of the three axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    /// Where the body part's front points.
    pub(crate) front: Vec3,
    /// Where its upper end points.
    pub(crate) up: Vec3,
    /// Where its right points.
    pub(crate) right: Vec3,
}

impl Frame {
    pub(crate) const WORLD: Self = Self {
        front: Vec3::X,
        up: Vec3::Y,
        right: Vec3::Z,
    };

    /// About the x axis: up goes to the right.
    pub(crate) fn about_front(degrees: f64) -> Self {
        let (s, c) = degrees.to_radians().sin_cos();
        Self {
            front: Vec3::X,
            up: v(0.0, c, s),
            right: v(0.0, -s, c),
        }
    }

    /// About the y axis: front goes to the left.
    pub(crate) fn about_up(degrees: f64) -> Self {
        let (s, c) = degrees.to_radians().sin_cos();
        Self {
            front: v(c, 0.0, -s),
            up: Vec3::Y,
            right: v(s, 0.0, c),
        }
    }

    /// About the z axis: front goes up.
    pub(crate) fn about_right(degrees: f64) -> Self {
        let (s, c) = degrees.to_radians().sin_cos();
        Self {
            front: v(c, s, 0.0),
            up: v(-s, c, 0.0),
            right: Vec3::Z,
        }
    }

    /// A frame with this up and, as near as can be, this front.
    pub(crate) fn from_up_front(up: Vec3, front: Vec3) -> Self {
        let up = up.unit_or(Vec3::Y);
        let spare = if up.x.abs() < 0.9 { Vec3::X } else { Vec3::Z };
        let front = front.across(up).unit_or(spare.across(up).unit_or(Vec3::Z));
        Self {
            front,
            up,
            right: front.cross(up),
        }
    }

    /// The vector given in this frame, in the world.
    pub(crate) fn apply(self, p: Vec3) -> Vec3 {
        self.front * p.x + self.up * p.y + self.right * p.z
    }

    /// The world's vector, in this frame.
    pub(crate) fn within(self, p: Vec3) -> Vec3 {
        v(p.dot(self.front), p.dot(self.up), p.dot(self.right))
    }

    /// First `inner`, then this.
    pub(crate) fn then(self, inner: Self) -> Self {
        Self {
            front: self.apply(inner.front),
            up: self.apply(inner.up),
            right: self.apply(inner.right),
        }
    }
}

/// One of something for each side of the body.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Pair<T> {
    pub(crate) left: T,
    pub(crate) right: T,
}

impl<T> Pair<T> {
    pub(crate) fn of(mut make: impl FnMut(crate::Side) -> T) -> Self {
        Self {
            left: make(crate::Side::Left),
            right: make(crate::Side::Right),
        }
    }

    pub(crate) fn get(&self, side: crate::Side) -> &T {
        match side {
            crate::Side::Left => &self.left,
            crate::Side::Right => &self.right,
        }
    }

    pub(crate) fn get_mut(&mut self, side: crate::Side) -> &mut T {
        match side {
            crate::Side::Left => &mut self.left,
            crate::Side::Right => &mut self.right,
        }
    }
}
