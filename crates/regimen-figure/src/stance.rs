//! A pose with every number filled in: the base position's own, the pose before, what is written.

use crate::format::{Base, Bend, Figure, Hold, Joint, Limbs, Mark, On, Place, Pose, Side, Surface};
use crate::vector::Pair;

/// Three angles of a part of the spine.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Spine {
    pub(crate) flexion: f64,
    pub(crate) side_bend: f64,
    pub(crate) rotation: f64,
}

/// Angles of an arm or a leg: the ball joint, the hinge, the end.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Limb {
    pub(crate) flexion: f64,
    pub(crate) abduction: f64,
    pub(crate) rotation: f64,
    /// Elbow or knee.
    pub(crate) hinge: f64,
    /// Wrist or ankle.
    pub(crate) end: f64,
}

/// What an arm or a leg rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Plant {
    /// The palm, or the sole.
    pub(crate) flat: Surface,
    /// The ball of the foot. Never for an arm.
    pub(crate) toes: Surface,
    /// The forearm, or the knee.
    pub(crate) middle: Surface,
    /// It lies there for want of anything to do: angles free it.
    pub(crate) resting: bool,
}

impl Plant {
    const FREE: Self = Self {
        flat: Surface::None,
        toes: Surface::None,
        middle: Surface::None,
        resting: false,
    };

    pub(crate) fn is_free(self) -> bool {
        self.flat == Surface::None && self.toes == Surface::None && self.middle == Surface::None
    }
}

/// A pose with every number filled in.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stance {
    pub(crate) base: Base,
    pub(crate) side: Side,
    pub(crate) lean: Option<f64>,
    pub(crate) tilt: Option<f64>,
    pub(crate) turn: f64,
    pub(crate) raise: f64,
    pub(crate) place: Place,
    pub(crate) lumbar: Spine,
    pub(crate) thoracic: Spine,
    pub(crate) neck: Spine,
    pub(crate) arms: Pair<Limb>,
    pub(crate) legs: Pair<Limb>,
    pub(crate) arm_on: Pair<Plant>,
    pub(crate) leg_on: Pair<Plant>,
    pub(crate) seat: Surface,
    pub(crate) chest: Surface,
    pub(crate) head: Surface,
    pub(crate) hold: Option<Hold>,
    pub(crate) marks: Vec<Mark>,
    /// How far the belly comes forward, in centimetres.
    pub(crate) belly: f64,
    /// Whether the shoulder's angles are written, so that they steer the elbow.
    pub(crate) steered: Pair<bool>,
    /// Arms that hang or stand plumb, whatever the trunk does.
    pub(crate) plumb_arms: Pair<bool>,
    /// Thighs that stand plumb, whatever the pelvis does.
    pub(crate) plumb_legs: Pair<bool>,
    /// Whether a number was no number.
    pub(crate) broken: bool,
}

/// All poses of a figure, filled in.
pub(crate) fn stances(figure: &Figure) -> Vec<Stance> {
    let mut done: Vec<Stance> = Vec::new();
    for pose in &figure.poses {
        let mut stance = match (pose.base, done.last()) {
            (None, Some(before)) => Stance {
                raise: 0.0,
                place: Place::Stay,
                marks: Vec::new(),
                ..before.clone()
            },
            (base, before) => {
                let side = pose.side.or(before.map(|b| b.side)).unwrap_or(figure.near);
                let mut fresh = at_base(base.unwrap_or_default(), side);
                if pose.hold.is_none() {
                    fresh.hold = before.and_then(|b| b.hold);
                }
                fresh
            }
        };
        stance.write(pose);
        done.push(stance);
    }
    done
}

fn limb(flexion: f64, abduction: f64, hinge: f64, end: f64) -> Limb {
    Limb {
        flexion,
        abduction,
        rotation: 0.0,
        hinge,
        end,
    }
}

fn both<T: Copy>(value: T) -> Pair<T> {
    Pair {
        left: value,
        right: value,
    }
}

/// A base position's own numbers.
fn at_base(base: Base, side: Side) -> Stance {
    use Surface::Floor;
    let flat = Plant {
        flat: Floor,
        ..Plant::FREE
    };
    let toes = Plant {
        toes: Floor,
        ..Plant::FREE
    };
    let middle = Plant {
        middle: Floor,
        ..Plant::FREE
    };
    let resting = Plant {
        flat: Floor,
        resting: true,
        ..Plant::FREE
    };
    let mut it = Stance {
        base,
        side,
        lean: Some(0.0),
        tilt: Some(0.0),
        turn: 0.0,
        raise: 0.0,
        place: Place::Stay,
        lumbar: Spine::default(),
        thoracic: Spine::default(),
        neck: Spine::default(),
        arms: both(limb(2.0, 8.0, 12.0, 0.0)),
        legs: both(limb(0.0, 1.0, 0.0, 0.0)),
        arm_on: both(Plant::FREE),
        leg_on: both(Plant::FREE),
        seat: Surface::None,
        chest: Surface::None,
        head: Surface::None,
        hold: None,
        marks: Vec::new(),
        belly: 0.0,
        steered: both(false),
        plumb_arms: both(false),
        plumb_legs: both(false),
        broken: false,
    };
    match base {
        Base::Standing => {
            it.lean = None;
            it.leg_on = both(flat);
        }
        Base::Seated => {
            it.seat = Surface::Chair;
            it.legs = both(limb(90.0, 4.0, 90.0, 0.0));
            it.leg_on = both(flat);
            it.arms = both(limb(20.0, 6.0, 60.0, 0.0));
        }
        Base::FloorSitting => {
            it.seat = Floor;
            it.legs = both(limb(90.0, 4.0, 0.0, 0.0));
            it.arms = both(limb(20.0, 6.0, 40.0, 0.0));
        }
        Base::Kneeling => {
            it.legs = both(limb(0.0, 2.0, 90.0, -50.0));
            it.leg_on = both(middle);
        }
        Base::HalfKneeling => {
            *it.legs.get_mut(side) = limb(0.0, 0.0, 90.0, 0.0);
            *it.leg_on.get_mut(side) = Plant {
                toes: Floor,
                ..middle
            };
            *it.legs.get_mut(side.other()) = limb(90.0, 2.0, 90.0, 0.0);
            *it.leg_on.get_mut(side.other()) = flat;
        }
        Base::Quadruped => {
            it.lean = None;
            it.plumb_arms = both(true);
            it.plumb_legs = both(true);
            it.legs = both(limb(90.0, 2.0, 90.0, -55.0));
            it.leg_on = both(middle);
            it.arms = both(limb(0.0, 0.0, 0.0, -80.0));
            it.arm_on = both(flat);
            it.neck.flexion = -8.0;
        }
        Base::Plank => {
            it.lean = None;
            it.leg_on = both(toes);
            it.plumb_arms = both(true);
            it.arms = both(limb(0.0, 0.0, 90.0, 0.0));
            it.arm_on = both(middle);
            it.neck.flexion = -8.0;
        }
        Base::PressUp => {
            it.lean = None;
            it.leg_on = both(toes);
            it.plumb_arms = both(true);
            it.arms = both(limb(0.0, 3.0, 0.0, -80.0));
            it.arm_on = both(flat);
            it.neck.flexion = -8.0;
        }
        Base::SidePlank => {
            it.tilt = None;
            it.legs = both(limb(0.0, 0.0, 0.0, 0.0));
            *it.plumb_arms.get_mut(side) = true;
            *it.arms.get_mut(side) = limb(0.0, 0.0, 90.0, 0.0);
            *it.arm_on.get_mut(side) = middle;
            *it.arms.get_mut(side.other()) = limb(0.0, 4.0, 0.0, 0.0);
            *it.leg_on.get_mut(side) = flat;
        }
        Base::Supine => {
            it.seat = Floor;
            it.chest = Floor;
            it.arms = both(limb(0.0, 14.0, 6.0, 0.0));
            it.arm_on = both(resting);
            it.legs = both(limb(0.0, 3.0, 0.0, -15.0));
        }
        Base::HookLying => {
            it.seat = Floor;
            it.chest = Floor;
            it.arms = both(limb(0.0, 14.0, 6.0, 0.0));
            it.arm_on = both(resting);
            it.legs = both(limb(52.0, 3.0, 98.0, 0.0));
            it.leg_on = both(flat);
        }
        Base::Bridge => {
            it.lean = None;
            it.chest = Floor;
            it.arms = both(limb(-12.0, 14.0, 6.0, 0.0));
            it.arm_on = both(resting);
            it.legs = both(limb(0.0, 3.0, 88.0, 0.0));
            it.leg_on = both(flat);
            it.neck.flexion = 26.0;
        }
        Base::Prone => {
            it.seat = Floor;
            it.chest = Floor;
            it.arms = both(limb(10.0, 40.0, 110.0, 0.0));
            it.arm_on = both(resting);
            it.legs = both(limb(0.0, 4.0, 0.0, -75.0));
        }
        Base::SideLying => {
            it.seat = Floor;
            it.chest = Floor;
            it.legs = both(limb(40.0, 0.0, 70.0, 0.0));
            *it.arms.get_mut(side) = limb(168.0, 0.0, 70.0, 0.0);
            *it.arms.get_mut(side.other()) = limb(50.0, -20.0, 60.0, 0.0);
        }
        Base::Hanging => {
            it.arms = both(limb(175.0, 6.0, 0.0, 0.0));
            it.raise = 28.0;
            it.legs = both(limb(0.0, 1.0, 5.0, -35.0));
        }
    }
    it
}

impl Stance {
    fn number(&mut self, value: f64) -> f64 {
        if value.is_finite() && value.abs() <= 1000.0 {
            value
        } else {
            self.broken = true;
            0.0
        }
    }

    fn set(&mut self, value: Option<f64>, slot: impl FnOnce(&mut Self) -> &mut f64) {
        if let Some(value) = value {
            let value = self.number(value);
            *slot(self) = value;
        }
    }

    fn write(&mut self, pose: &Pose) {
        if let Some(side) = pose.side {
            self.side = side;
        }
        if let Some(place) = pose.place {
            self.place = place;
        }
        if let Some(lean) = pose.lean {
            self.lean = Some(self.number(lean));
        }
        if let Some(tilt) = pose.tilt {
            self.tilt = Some(self.number(tilt));
        }
        self.set(pose.turn, |s| &mut s.turn);
        self.set(pose.raise_cm, |s| &mut s.raise);
        self.set(pose.belly_cm, |s| &mut s.belly);
        self.belly = self.belly.clamp(-6.0, 8.0);
        self.marks.clone_from(&pose.marks);
        self.bend(pose.lumbar, |s| &mut s.lumbar);
        self.bend(pose.thoracic, |s| &mut s.thoracic);
        self.bend(pose.neck, |s| &mut s.neck);
        self.plant(&pose.on);
        let common = Limbs {
            hip: pose.hip,
            knee: pose.knee,
            ankle: pose.ankle,
            shoulder: pose.shoulder,
            elbow: pose.elbow,
            wrist: pose.wrist,
        };
        for side in Side::BOTH {
            self.limbs(side, &common, &pose.on);
            let own = match side {
                Side::Left => &pose.left,
                Side::Right => &pose.right,
            };
            if let Some(own) = own {
                self.limbs(side, own, &pose.on);
            }
        }
        if let Some(hold) = pose.hold {
            for side in Side::BOTH {
                if crate::solve::usual_hands(&hold).uses(side) && self.arm_on.get(side).resting {
                    *self.arm_on.get_mut(side) = Plant::FREE;
                }
            }
            let ahead_cm = self.number(hold.ahead_cm);
            let up_cm = self.number(hold.up_cm);
            let right_cm = self.number(hold.right_cm);
            let grip_cm = hold.grip_cm.map(|g| self.number(g));
            self.hold = Some(Hold {
                ahead_cm,
                up_cm,
                right_cm,
                grip_cm,
                ..hold
            });
        }
    }

    fn bend(&mut self, bend: Option<Bend>, slot: fn(&mut Self) -> &mut Spine) {
        match bend {
            None => {}
            Some(Bend::Flexion(flexion)) => self.set(Some(flexion), |s| &mut slot(s).flexion),
            Some(Bend::Axes(axes)) => {
                self.set(axes.flexion, |s| &mut slot(s).flexion);
                self.set(axes.side_bend, |s| &mut slot(s).side_bend);
                self.set(axes.rotation, |s| &mut slot(s).rotation);
            }
        }
    }

    fn limbs(&mut self, side: Side, limbs: &Limbs, on: &On) {
        let said = match side {
            Side::Left => on.left_hand.or(on.left_forearm),
            Side::Right => on.right_hand.or(on.right_forearm),
        };
        if (limbs.shoulder.is_some() || limbs.elbow.is_some())
            && said.or(on.hands).or(on.forearms).is_none()
            && self.arm_on.get(side).resting
        {
            *self.arm_on.get_mut(side) = Plant::FREE;
        }
        if limbs.shoulder.is_some() {
            *self.steered.get_mut(side) = true;
            *self.plumb_arms.get_mut(side) = false;
        }
        if limbs.hip.is_some() {
            *self.plumb_legs.get_mut(side) = false;
        }
        self.ball(limbs.hip, |s| s.legs.get_mut(side));
        self.set(limbs.knee, |s| &mut s.legs.get_mut(side).hinge);
        self.set(limbs.ankle, |s| &mut s.legs.get_mut(side).end);
        self.ball(limbs.shoulder, |s| s.arms.get_mut(side));
        self.set(limbs.elbow, |s| &mut s.arms.get_mut(side).hinge);
        self.set(limbs.wrist, |s| &mut s.arms.get_mut(side).end);
    }

    fn ball(&mut self, joint: Option<Joint>, slot: impl Fn(&mut Self) -> &mut Limb) {
        match joint {
            None => {}
            Some(Joint::Flexion(flexion)) => self.set(Some(flexion), |s| &mut slot(s).flexion),
            Some(Joint::Axes(axes)) => {
                self.set(axes.flexion, |s| &mut slot(s).flexion);
                self.set(axes.abduction, |s| &mut slot(s).abduction);
                self.set(axes.rotation, |s| &mut slot(s).rotation);
            }
        }
    }

    fn plant(&mut self, on: &On) {
        for side in Side::BOTH {
            let (foot, toes, knee, hand, forearm) = match side {
                Side::Left => (
                    on.left_foot,
                    on.left_toes,
                    on.left_knee,
                    on.left_hand,
                    on.left_forearm,
                ),
                Side::Right => (
                    on.right_foot,
                    on.right_toes,
                    on.right_knee,
                    on.right_hand,
                    on.right_forearm,
                ),
            };
            let leg = self.leg_on.get_mut(side);
            let (foot, toes) = (foot.or(on.feet), toes.or(on.toes));
            if let Some(surface) = foot {
                leg.flat = surface;
                leg.toes = Surface::None;
            }
            if let Some(surface) = toes {
                leg.toes = surface;
                leg.flat = Surface::None;
            }
            if let Some(surface) = knee.or(on.knees) {
                leg.middle = surface;
                if surface == Surface::None && toes.is_none() {
                    leg.toes = Surface::None;
                } else if surface != Surface::None {
                    leg.flat = Surface::None;
                    if toes.is_none() {
                        leg.toes = Surface::None;
                    }
                }
            }
            let arm = self.arm_on.get_mut(side);
            if let Some(surface) = hand.or(on.hands) {
                *arm = Plant {
                    flat: surface,
                    ..Plant::FREE
                };
            }
            if let Some(surface) = forearm.or(on.forearms) {
                *arm = Plant {
                    middle: surface,
                    ..Plant::FREE
                };
            }
        }
        self.seat = on.seat.unwrap_or(self.seat);
        self.chest = on.chest.unwrap_or(self.chest);
        self.head = on.head.unwrap_or(self.head);
    }

    /// Between this pose and the next, for what moves.
    pub(crate) fn between(&self, to: &Self, share: f64) -> Self {
        let m = |a: f64, b: f64| a + (b - a) * share;
        let s = |a: Spine, b: Spine| Spine {
            flexion: m(a.flexion, b.flexion),
            side_bend: m(a.side_bend, b.side_bend),
            rotation: m(a.rotation, b.rotation),
        };
        let l = |a: &Limb, b: &Limb| Limb {
            flexion: m(a.flexion, b.flexion),
            abduction: m(a.abduction, b.abduction),
            rotation: m(a.rotation, b.rotation),
            hinge: m(a.hinge, b.hinge),
            end: m(a.end, b.end),
        };
        Self {
            belly: m(self.belly, to.belly),
            lumbar: s(self.lumbar, to.lumbar),
            thoracic: s(self.thoracic, to.thoracic),
            neck: s(self.neck, to.neck),
            arms: Pair::of(|side| l(self.arms.get(side), to.arms.get(side))),
            legs: Pair::of(|side| l(self.legs.get(side), to.legs.get(side))),
            ..to.clone()
        }
    }
}
