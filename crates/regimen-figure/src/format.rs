//! The table `[figure]` of an exercise: what a person writes. All numbers are degrees or, where the
//! name ends in `_cm`, centimetres on a person 170 cm tall.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// # Figure
///
/// The picture of an exercise, as poses given by joint angles.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The id of an exercise whose picture this one shares. Then nothing else is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<String>,
    /// Where the viewer stands.
    #[serde(default)]
    pub camera: Camera,
    /// The side of the body that is nearer to the viewer.
    #[serde(default)]
    pub near: Side,
    /// Degrees from the side view (0) towards the front view (90), when the camera's own do not suit. -180 to 180.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub azimuth: Option<f64>,
    /// Degrees the viewer looks down from, when the camera's own do not suit. 0 to 90.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elevation: Option<f64>,
    /// What a cable, band or rope comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
    /// Heights of surfaces in centimetres, where they are not the usual ones: step 20, box, bench and chair 45, roller 15.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub heights_cm: BTreeMap<Surface, f64>,
    /// Whether the floor has a mat on it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mat: bool,
    /// What stands around without anybody touching it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scenery: Vec<Scenery>,
    /// A loop of band worn on the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worn: Option<Worn>,
    /// Which moving part the arrow follows. By itself, the part that moves most.
    #[serde(default)]
    pub path: Path,
    /// The poses in order. Each starts from the one before it, so only what changes is written, unless it names a `base`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 4))]
    pub poses: Vec<Pose>,
}

/// A side of the body.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The person's left.
    Left,
    /// The person's right.
    #[default]
    Right,
}

impl Side {
    /// Both, left first.
    pub const BOTH: [Self; 2] = [Self::Left, Self::Right];

    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }

    /// 1 for the right, -1 for the left.
    pub(crate) const fn sign(self) -> f64 {
        match self {
            Self::Left => -1.0,
            Self::Right => 1.0,
        }
    }
}

/// Where the viewer stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Camera {
    /// Beside the person, a little to the front.
    #[default]
    Side,
    /// Between side and front.
    ThreeQuarter,
    /// Face to face.
    Front,
    /// Between side and back.
    BackThreeQuarter,
    /// Behind the person.
    Back,
}

/// What the arrow follows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Path {
    /// The part that moves most.
    #[default]
    Most,
    /// No arrow.
    None,
    /// An arrow ahead: the whole person travels.
    Ahead,
    /// The middle between both hands, or what they hold.
    Hands,
    /// The left hand.
    LeftHand,
    /// The right hand.
    RightHand,
    /// The left foot.
    LeftFoot,
    /// The right foot.
    RightFoot,
    /// The left knee.
    LeftKnee,
    /// The right knee.
    RightKnee,
    /// The left elbow.
    LeftElbow,
    /// The right elbow.
    RightElbow,
    /// The middle between the hips.
    Hips,
    /// The chest.
    Chest,
    /// The head.
    Head,
    /// The middle of the back.
    Waist,
}

/// Something a body part can rest on.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Surface {
    /// Nothing: the part is free and takes its angles as given.
    None,
    /// The floor, or the mat on it.
    Floor,
    /// A low step.
    Step,
    /// A sturdy box.
    Box,
    /// A flat bench.
    Bench,
    /// A chair with a back.
    Chair,
    /// A sloped pad that follows the trunk: the back of a bench, or a pad before the chest.
    Backrest,
    /// A wall before, behind or beside the person.
    Wall,
    /// A round roller or rolled towel.
    Roller,
    /// The plate a seated person's feet push against.
    Footplate,
}

/// Where a cable, band or rope comes from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// Which way from the person.
    pub at: Direction,
    /// Its height. The person is 170 cm tall.
    pub height_cm: f64,
    /// How far away. 110 when unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_cm: Option<f64>,
}

/// A way from the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// In front.
    Front,
    /// Behind.
    Back,
    /// To the person's left.
    Left,
    /// To the person's right.
    Right,
    /// Above the head.
    Above,
}

/// Something that stands around.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scenery {
    /// What it is.
    pub thing: Standing,
    /// How far in front of the hips of the first pose. Behind is below zero.
    #[serde(default)]
    pub ahead_cm: f64,
    /// How far to the person's right.
    #[serde(default)]
    pub right_cm: f64,
    /// Its height, where it is not the usual one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height_cm: Option<f64>,
}

/// What can stand around.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// A wall.
    Wall,
    /// A squat rack.
    Rack,
    /// A box.
    Box,
    /// A low step.
    Step,
    /// A bench.
    Bench,
    /// A chair.
    Chair,
    /// Lifting blocks under what is held.
    Blocks,
    /// A slope that rises ahead.
    Slope,
    /// The seat and pads of a twist machine.
    RotationMachine,
    /// A bench for back extensions: a pad at the hips, a hold for the heels.
    BackExtensionBench,
}

/// A loop of band worn on the body.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Worn {
    /// Round both thighs, above the knees.
    BandAboveKnees,
    /// Round both ankles.
    BandAtAnkles,
}

/// One pose.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pose {
    /// The position it starts from. A later pose without one starts from the pose before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Base>,
    /// The side that is down (side-lying, side plank) or whose knee is down (half-kneeling). Right when unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// Degrees the pelvis leans forward from the base position; below zero, back. Solved when unsaid, where the base position
    /// allows: so that a standing figure is balanced, so that the hands and feet of a plank are on the floor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lean: Option<f64>,
    /// Degrees the pelvis tilts to the right. Solved when unsaid for a side plank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tilt: Option<f64>,
    /// Degrees the pelvis turns to the left on planted feet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<f64>,
    /// Centimetres the hips are raised from where they would be: a jump, a deeper sag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raise_cm: Option<f64>,
    /// Whether planted parts stay where they were in the pose before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The low back. A number is flexion; below zero, extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lumbar: Option<Bend>,
    /// The upper back. A number is flexion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thoracic: Option<Bend>,
    /// The neck. A number is flexion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neck: Option<Bend>,
    /// Both hips, unless `left` or `right` says otherwise. A number is flexion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hip: Option<Joint>,
    /// Both knees: flexion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub knee: Option<f64>,
    /// Both ankles: dorsiflexion; below zero, plantarflexion. A flat foot finds its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ankle: Option<f64>,
    /// Both shoulders. A number is flexion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shoulder: Option<Joint>,
    /// Both elbows: flexion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elbow: Option<f64>,
    /// Both wrists: flexion; below zero, extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wrist: Option<f64>,
    /// The left arm and leg, where they differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Box<Limbs>>,
    /// The right arm and leg, where they differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub right: Option<Box<Limbs>>,
    /// What rests on what. Added to the base position's own; `none` frees a part.
    #[serde(default, skip_serializing_if = "On::is_empty")]
    pub on: On,
    /// What is held, and where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<Hold>,
    /// Centimetres the belly comes forward, as with a breath; below zero, drawn in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub belly_cm: Option<f64>,
    /// Small arrows for what the poses alone do not show: a pull that is held against, a breath, a landing. Of this pose only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 4))]
    pub marks: Vec<Mark>,
}

/// A small arrow at a part of the body.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// At which part.
    pub at: MarkAt,
    /// Which way it points.
    pub way: MarkWay,
    /// Its length in centimetres. 18 when unsaid.
    #[serde(default = "Mark::usual_long")]
    pub long_cm: f64,
}

impl Mark {
    pub(crate) const LONG_CM: f64 = 18.0;

    const fn usual_long() -> f64 {
        Self::LONG_CM
    }
}

/// Where a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MarkAt {
    /// The middle of the belly.
    Belly,
    /// The belly between the hip bones.
    LowerBelly,
    /// The middle of the back.
    Back,
    /// The middle between both hands, or what they hold.
    Hands,
    /// The left hand.
    LeftHand,
    /// The right hand.
    RightHand,
    /// The left foot.
    LeftFoot,
    /// The right foot.
    RightFoot,
    /// The left knee.
    LeftKnee,
    /// The right knee.
    RightKnee,
    /// The middle between the hips.
    Hips,
    /// The chest.
    Chest,
    /// The head.
    Head,
}

/// Which way a mark points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MarkWay {
    /// Up.
    Up,
    /// Down, to the part.
    Down,
    /// Both, with a head at either end.
    UpAndDown,
    /// The way the person faces.
    Ahead,
    /// The other way.
    Back,
    /// To the person's left.
    Left,
    /// To the person's right.
    Right,
    /// To where the cable, band or rope comes from.
    Pull,
    /// From both hands outwards.
    Apart,
    /// To both hands from outside.
    Together,
}

/// The angles of one arm and one leg.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limbs {
    /// The hip. A number is flexion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hip: Option<Joint>,
    /// Knee flexion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub knee: Option<f64>,
    /// Ankle dorsiflexion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ankle: Option<f64>,
    /// The shoulder. A number is flexion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shoulder: Option<Joint>,
    /// Elbow flexion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elbow: Option<f64>,
    /// Wrist flexion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wrist: Option<f64>,
}

/// The position a pose starts from.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// On both feet, arms at the sides. The lean is solved for balance.
    #[default]
    Standing,
    /// On a chair, hips and knees at 90, feet on the floor.
    Seated,
    /// On the floor, legs straight ahead.
    FloorSitting,
    /// On both knees, trunk upright.
    Kneeling,
    /// On one knee, the other foot in front.
    HalfKneeling,
    /// On hands and knees. The lean is solved so that all are on the floor.
    Quadruped,
    /// On forearms and toes, body straight. The lean is solved.
    Plank,
    /// On hands and toes, body straight. The lean is solved.
    PressUp,
    /// On one forearm and the feet, body straight. The tilt is solved.
    SidePlank,
    /// On the back, legs straight, arms at the sides.
    Supine,
    /// On the back, knees bent, feet flat.
    HookLying,
    /// On the upper back and the feet, hips straight. The lean is solved.
    Bridge,
    /// On the front, legs straight.
    Prone,
    /// On one side, hips and knees a little bent.
    SideLying,
    /// By both hands from a bar.
    Hanging,
}

/// Whether planted parts stay between two poses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// What was planted and still is stays where it was.
    #[default]
    Stay,
    /// The person has moved on: nothing is where it was.
    New,
}

/// A hip's or shoulder's angles. A bare number is flexion.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Joint {
    /// Flexion in degrees; below zero, extension.
    Flexion(f64),
    /// By axis.
    Axes(JointAxes),
}

/// A hip's or shoulder's angles by axis. Abduction counts from the flexed limb: a shoulder at flexion 90 and abduction 40 points
/// forward and 40 degrees out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct JointAxes {
    /// Forward and up; below zero, extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flexion: Option<f64>,
    /// Away from the midline; below zero, adduction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abduction: Option<f64>,
    /// Outward (external) rotation; below zero, inward.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rotation: Option<f64>,
}

/// A part of the spine. A bare number is flexion.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Bend {
    /// Flexion in degrees; below zero, extension.
    Flexion(f64),
    /// By axis.
    Axes(BendAxes),
}

/// A part of the spine by axis.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BendAxes {
    /// Rounding forward; below zero, extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flexion: Option<f64>,
    /// To the person's right; below zero, to the left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side_bend: Option<f64>,
    /// To the person's left; below zero, to the right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rotation: Option<f64>,
}

/// What rests on what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct On {
    /// Both feet, flat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feet: Option<Surface>,
    /// The left foot, flat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_foot: Option<Surface>,
    /// The right foot, flat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right_foot: Option<Surface>,
    /// The balls of both feet, heels lifted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toes: Option<Surface>,
    /// The ball of the left foot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_toes: Option<Surface>,
    /// The ball of the right foot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right_toes: Option<Surface>,
    /// Both knees, shins lying. With toes as well, the toes are tucked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub knees: Option<Surface>,
    /// The left knee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_knee: Option<Surface>,
    /// The right knee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right_knee: Option<Surface>,
    /// Both palms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hands: Option<Surface>,
    /// The left palm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_hand: Option<Surface>,
    /// The right palm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right_hand: Option<Surface>,
    /// Both forearms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forearms: Option<Surface>,
    /// The left forearm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_forearm: Option<Surface>,
    /// The right forearm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right_forearm: Option<Surface>,
    /// The pelvis, by whichever side of it is down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seat: Option<Surface>,
    /// The rib cage, by whichever side of it is down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chest: Option<Surface>,
    /// The head.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<Surface>,
}

impl On {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What is held, where, and by which hand.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// What it is.
    pub thing: Thing,
    /// By which hand. By itself as the thing is usually held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hands: Option<Hands>,
    /// Where. By itself, where the arms' angles bring the hands.
    #[serde(default)]
    pub at: Spot,
    /// Centimetres between the hands, where they differ from the thing's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grip_cm: Option<f64>,
    /// Centimetres further forward, in the trunk's own direction.
    #[serde(default)]
    pub ahead_cm: f64,
    /// Centimetres further towards the head.
    #[serde(default)]
    pub up_cm: f64,
    /// Centimetres further to the person's right.
    #[serde(default)]
    pub right_cm: f64,
    /// How many plates lie on a sled, 1 to 8. 3 when unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 8))]
    pub plates: Option<u8>,
}

/// Which hands hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Hands {
    /// Both hands hold one thing.
    Both,
    /// One thing in each hand.
    Each,
    /// The left hand.
    Left,
    /// The right hand.
    Right,
}

impl Hands {
    /// Whether the hand of this side holds.
    pub const fn uses(self, side: Side) -> bool {
        matches!(
            (self, side),
            (Self::Both | Self::Each, _) | (Self::Left, Side::Left) | (Self::Right, Side::Right)
        )
    }
}

/// Where something is held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Spot {
    /// Where the arms' angles bring the hands.
    #[default]
    Hands,
    /// Hanging straight down from the shoulders, close to the legs.
    Hang,
    /// Before the breastbone.
    Chest,
    /// On the front of the shoulders.
    Shoulders,
    /// Across the upper back.
    UpperBack,
    /// Above the head, arms straight.
    Overhead,
    /// Before the belly.
    Belly,
    /// In the crease of the hips.
    Hips,
    /// Straight ahead of the breastbone, arms straight.
    Ahead,
    /// Beside the ears.
    Ears,
    /// At the sides of the waist.
    Waist,
    /// On the thighs, above the knees.
    Thighs,
}

/// What a hand can hold.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Thing {
    /// Nothing: the hands themselves rest there. Crossed, at the chest.
    Nothing,
    /// A dumbbell; one in each hand by itself.
    Dumbbell,
    /// A kettlebell, by its handle.
    Kettlebell,
    /// A barbell with plates.
    Barbell,
    /// A barbell with handles and a pad, across the shoulders.
    SafetyBar,
    /// A trap bar: the person stands in it.
    TrapBar,
    /// The end of a bar whose other end is on the floor, at the anchor.
    Landmine,
    /// The handle of a cable that comes from the anchor.
    CableHandle,
    /// A rope on a cable that comes from the anchor.
    CableRope,
    /// A long band that comes from the anchor.
    Band,
    /// A band or towel pulled between the hands.
    Towel,
    /// A wheel on the floor with a grip at each side.
    AbWheel,
    /// The poles of a sled.
    Sled,
    /// A medicine ball.
    MedicineBall,
    /// A racket.
    Racket,
    /// A golf club.
    GolfClub,
    /// A stick.
    Stick,
    /// A bottle.
    Bottle,
    /// A backpack, before the chest.
    Backpack,
    /// The handles of a twist machine.
    MachineHandles,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every field and every choice says in the schema what it is.
    #[test]
    fn the_schema_explains_everything() {
        let schema = schemars::generate::SchemaSettings::draft2020_12()
            .with(|settings| settings.inline_subschemas = true)
            .into_generator()
            .into_root_schema_for::<Figure>();
        fn look(value: &serde_json::Value, path: &str, missing: &mut Vec<String>) {
            if let Some(properties) = value.get("properties").and_then(|p| p.as_object()) {
                for (key, property) in properties {
                    let path = format!("{path}.{key}");
                    if property.get("description").is_none() {
                        missing.push(path.clone());
                    }
                    look(property, &path, missing);
                }
            }
            for key in ["items", "anyOf", "oneOf"] {
                match value.get(key) {
                    Some(serde_json::Value::Array(all)) => {
                        for one in all {
                            look(one, path, missing);
                        }
                    }
                    Some(one) => look(one, path, missing),
                    None => {}
                }
            }
        }
        let mut missing = Vec::new();
        look(schema.as_value(), "figure", &mut missing);
        assert!(missing.is_empty(), "{missing:?}");
    }
}
