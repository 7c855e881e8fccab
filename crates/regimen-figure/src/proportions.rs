//! Lengths, thicknesses and weights of the body's parts, as shares of body height and weight.
//!
//! Lengths after Drillis and Contini (1966) as printed in Winter, *Biomechanics and Motor Control of
//! Human Movement*, 4th ed., fig. 4.1; weights after Winter, table 4.1. Thicknesses are drawn, not
//! measured.

/// Person that centimetres in the format speak of.
pub(crate) const HEIGHT_CM: f64 = 170.0;

/// Radius of the usual plate of 45 cm: it says how high a bar lies on the floor.
pub(crate) const FLOOR_PLATE: f64 = 22.5 / HEIGHT_CM;

pub(crate) const PELVIS: f64 = 0.055;
pub(crate) const LUMBAR: f64 = 0.105;
pub(crate) const THORAX: f64 = 0.140;
pub(crate) const NECK: f64 = 0.055;
pub(crate) const HEAD: f64 = 0.052;
pub(crate) const SHOULDER_OUT: f64 = 0.103;
pub(crate) const SHOULDER_DOWN: f64 = 0.018;
pub(crate) const HIP_OUT: f64 = 0.050;
pub(crate) const UPPER_ARM: f64 = 0.186;
pub(crate) const FOREARM: f64 = 0.146;
/// Wrist to the middle of a closed fist.
pub(crate) const GRIP: f64 = 0.042;
pub(crate) const FINGERS: f64 = 0.088;
pub(crate) const THIGH: f64 = 0.245;
pub(crate) const SHIN: f64 = 0.246;
/// Ankle joint above the sole.
pub(crate) const ANKLE: f64 = 0.040;
/// Ankle to the ball of the foot, forward and down.
pub(crate) const BALL_FORWARD: f64 = 0.072;
pub(crate) const BALL_DOWN: f64 = 0.024;

pub(crate) const R_PELVIS: f64 = 0.064;
pub(crate) const R_CHEST: f64 = 0.066;
pub(crate) const R_HEAD: f64 = 0.056;
pub(crate) const R_HIP: f64 = 0.057;
pub(crate) const R_KNEE: f64 = 0.038;
pub(crate) const R_CALF: f64 = 0.037;
pub(crate) const R_ANKLE: f64 = 0.023;
pub(crate) const R_BALL: f64 = 0.016;
pub(crate) const R_SHOULDER: f64 = 0.036;
pub(crate) const R_ELBOW: f64 = 0.0255;
pub(crate) const R_WRIST: f64 = 0.0185;
pub(crate) const R_HAND: f64 = 0.021;

/// Weights, for the balance of a standing figure.
pub(crate) const W_TRUNK: f64 = 0.497;
pub(crate) const W_HEAD: f64 = 0.081;
pub(crate) const W_UPPER_ARM: f64 = 0.028;
pub(crate) const W_FOREARM: f64 = 0.022;
pub(crate) const W_THIGH: f64 = 0.100;
pub(crate) const W_SHIN: f64 = 0.0465;
pub(crate) const W_FOOT: f64 = 0.0145;
