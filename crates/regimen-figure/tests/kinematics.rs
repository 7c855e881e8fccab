//! What must hold for every figure, through the public interface.

use proptest::prelude::*;
use regimen_figure::{
    Base, Bend, BendAxes, Camera, Fault, Figure, Hands, Hold, Joint, JointAxes, Limbs, Mark,
    MarkAt, MarkWay, On, Options, Pose, Side, Spot, Surface, Thing,
};

fn one(pose: Pose) -> Figure {
    Figure {
        poses: vec![pose],
        ..Figure::default()
    }
}

const BASES: [Base; 15] = [
    Base::Standing,
    Base::Seated,
    Base::FloorSitting,
    Base::Kneeling,
    Base::HalfKneeling,
    Base::Quadruped,
    Base::Plank,
    Base::PressUp,
    Base::SidePlank,
    Base::Supine,
    Base::HookLying,
    Base::Bridge,
    Base::Prone,
    Base::SideLying,
    Base::Hanging,
];

#[test]
fn every_base_position_is_sound_as_it_comes() {
    for base in BASES {
        for side in Side::BOTH {
            let solved = one(Pose {
                base: Some(base),
                side: Some(side),
                ..Pose::default()
            })
            .solve();
            assert!(
                solved.faults().is_empty(),
                "{base:?} {side:?}: {:?}",
                solved.faults()
            );
        }
    }
}

#[test]
fn a_mirrored_figure_has_the_mirrored_picture() {
    let pose = |flip: bool| {
        let bent = Limbs {
            hip: Some(Joint::Flexion(70.0)),
            knee: Some(60.0),
            shoulder: Some(Joint::Axes(JointAxes {
                flexion: Some(40.0),
                abduction: Some(50.0),
                rotation: Some(10.0),
            })),
            ..Limbs::default()
        };
        Pose {
            base: Some(Base::Supine),
            left: flip.then(|| Box::new(bent)),
            right: (!flip).then(|| Box::new(bent)),
            ..Pose::default()
        }
    };
    let draw = |near, flip| {
        Figure {
            near,
            ..one(pose(flip))
        }
        .solve()
        .svg(&Options::default())
    };
    // Seen from the other side a mirrored figure has the same size and the same parts.
    let size = |svg: &str| svg.lines().next().map(str::to_owned);
    let (a, b) = (draw(Side::Right, false), draw(Side::Left, true));
    assert_eq!(size(&a), size(&b));
    assert_eq!(a.matches("<path").count(), b.matches("<path").count());
}

#[test]
fn faults_name_what_is_wrong() {
    let fault = |pose| one(pose).solve().faults().first().cloned();
    let beyond = fault(Pose {
        base: Some(Base::Supine),
        hip: Some(Joint::Flexion(170.0)),
        ..Pose::default()
    });
    assert!(
        matches!(beyond, Some(Fault::BeyondRange { .. })),
        "{beyond:?}"
    );
    let short = fault(Pose {
        base: Some(Base::Standing),
        lean: Some(0.0),
        on: On {
            hands: Some(Surface::Floor),
            ..On::default()
        },
        ..Pose::default()
    });
    assert!(matches!(short, Some(Fault::OffSurface { .. })), "{short:?}");
    let nowhere = fault(Pose {
        hold: Some(Hold {
            thing: Thing::CableHandle,
            hands: None,
            at: Spot::Chest,
            grip_cm: None,
            ahead_cm: 0.0,
            up_cm: 0.0,
            right_cm: 0.0,
            plates: None,
        }),
        ..Pose::default()
    });
    assert!(
        matches!(nowhere, Some(Fault::NoAnchor { .. })),
        "{nowhere:?}"
    );
    let twice = Figure {
        poses: vec![Pose::default(), Pose::default()],
        ..Figure::default()
    };
    assert_eq!(twice.solve().faults(), &[Fault::SamePose { pose: 2 }]);
    assert_eq!(Figure::default().solve().faults(), &[Fault::NothingToDraw]);
    for fault in [beyond, short, nowhere].into_iter().flatten() {
        assert!(fault.to_string().starts_with("pose 1: "));
    }
}

#[test]
fn a_hand_below_the_floor_is_a_fault() {
    // Straight arms down before a bent trunk: the wrists are above the floor, the fingers are not.
    let deep = |wrist| {
        let low = one(Pose {
            base: Some(Base::Kneeling),
            lean: Some(78.0),
            hip: Some(Joint::Flexion(78.0)),
            shoulder: Some(Joint::Flexion(78.0)),
            elbow: Some(0.0),
            wrist: Some(wrist),
            ..Pose::default()
        });
        low.solve().faults().iter().any(|fault| {
            matches!(
                fault,
                Fault::ThroughFloor { part, .. } if matches!(part, regimen_figure::Part::LeftHand)
            )
        })
    };
    assert!(deep(0.0));
    assert!(!deep(-80.0));
}

#[test]
fn a_mark_is_drawn_where_it_is_asked_for() {
    let arrows = |marks: Vec<Mark>| {
        let svg = one(Pose {
            marks,
            ..Pose::default()
        })
        .solve()
        .svg(&Options::default());
        svg.matches("#d9622b").count()
    };
    let mark = |way| Mark {
        at: MarkAt::Hands,
        way,
        long_cm: 18.0,
    };
    assert_eq!(arrows(Vec::new()), 0);
    let single = arrows(vec![mark(MarkWay::Up)]);
    assert!(single > 0);
    assert_eq!(arrows(vec![mark(MarkWay::Apart)]), 2 * single);
}

#[test]
fn the_same_geometry_has_the_same_fingerprint() {
    let squat = |knee| {
        one(Pose {
            hip: Some(Joint::Flexion(100.0)),
            knee: Some(knee),
            ..Pose::default()
        })
        .solve()
        .fingerprint()
    };
    assert_eq!(squat(100.0), squat(100.0));
    assert_ne!(squat(100.0), squat(80.0));
}

fn wild() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => -200.0..200.0_f64,
        1 => Just(f64::NAN),
        1 => Just(f64::INFINITY),
        1 => Just(f64::NEG_INFINITY),
        1 => Just(1e300),
        1 => Just(-1e-320),
        1 => Just(0.0),
    ]
}

fn surface() -> impl Strategy<Value = Option<Surface>> {
    prop_oneof![
        3 => Just(None),
        1 => prop::sample::select(vec![
            Surface::None, Surface::Floor, Surface::Step, Surface::Box, Surface::Bench, Surface::Chair,
            Surface::Backrest, Surface::Wall, Surface::Roller, Surface::Footplate,
        ]).prop_map(Some),
    ]
}

fn joint() -> impl Strategy<Value = Option<Joint>> {
    prop::option::of((wild(), wild(), wild()).prop_map(|(f, a, r)| {
        Joint::Axes(JointAxes {
            flexion: Some(f),
            abduction: Some(a),
            rotation: Some(r),
        })
    }))
}

fn hold() -> impl Strategy<Value = Option<Hold>> {
    let things = vec![
        Thing::Nothing,
        Thing::Dumbbell,
        Thing::Kettlebell,
        Thing::Barbell,
        Thing::SafetyBar,
        Thing::TrapBar,
        Thing::Landmine,
        Thing::CableHandle,
        Thing::CableRope,
        Thing::Band,
        Thing::Towel,
        Thing::AbWheel,
        Thing::Sled,
        Thing::MedicineBall,
        Thing::Racket,
        Thing::GolfClub,
        Thing::Stick,
        Thing::Bottle,
        Thing::Backpack,
        Thing::MachineHandles,
    ];
    let spots = vec![
        Spot::Hands,
        Spot::Hang,
        Spot::Chest,
        Spot::Shoulders,
        Spot::UpperBack,
        Spot::Overhead,
        Spot::Belly,
        Spot::Hips,
        Spot::Ahead,
        Spot::Ears,
        Spot::Waist,
        Spot::Thighs,
    ];
    let hands = vec![
        None,
        Some(Hands::Both),
        Some(Hands::Each),
        Some(Hands::Left),
        Some(Hands::Right),
    ];
    prop::option::of(
        (
            prop::sample::select(things),
            prop::sample::select(spots),
            prop::sample::select(hands),
            prop::option::of(wild()),
            wild(),
        )
            .prop_map(|(thing, at, hands, grip_cm, ahead_cm)| Hold {
                thing,
                hands,
                at,
                grip_cm,
                ahead_cm,
                up_cm: ahead_cm,
                right_cm: 0.0,
                plates: None,
            }),
    )
}

fn pose() -> impl Strategy<Value = Pose> {
    (
        prop::option::of(prop::sample::select(BASES.to_vec())),
        (
            prop::option::of(wild()),
            prop::option::of(wild()),
            prop::option::of(wild()),
        ),
        (
            joint(),
            joint(),
            prop::option::of(wild()),
            prop::option::of(wild()),
        ),
        (surface(), surface(), surface(), surface(), surface()),
        hold(),
        (wild(), wild()),
    )
        .prop_map(
            |(
                base,
                (lean, tilt, turn),
                (hip, shoulder, knee, elbow),
                on,
                hold,
                (flexion, side),
            )| Pose {
                base,
                lean,
                tilt,
                turn,
                hip,
                shoulder,
                knee,
                elbow,
                hold,
                lumbar: Some(Bend::Axes(BendAxes {
                    flexion: Some(flexion),
                    side_bend: Some(side),
                    rotation: None,
                })),
                on: On {
                    feet: on.0,
                    left_hand: on.1,
                    seat: on.2,
                    right_knee: on.3,
                    chest: on.4,
                    ..On::default()
                },
                belly_cm: tilt,
                marks: vec![Mark {
                    at: MarkAt::Belly,
                    way: MarkWay::Pull,
                    long_cm: flexion,
                }],
                ..Pose::default()
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_numbers_break_it(
        poses in prop::collection::vec(pose(), 0..3),
        azimuth in prop::option::of(wild()),
        elevation in prop::option::of(wild()),
        front in any::<bool>(),
    ) {
        let figure = Figure {
            camera: if front { Camera::Front } else { Camera::Side },
            azimuth,
            elevation,
            poses,
            ..Figure::default()
        };
        let solved = figure.solve();
        let options = Options { title: Some("a < b & \"c\"".to_owned()), without_arrows: false };
        for svg in [solved.svg(&options), solved.pose_svg(0, &options)] {
            prop_assert!(!svg.contains("NaN") && !svg.contains("inf"), "{}", svg);
            prop_assert!(!svg.contains("-0 ") && !svg.contains("-0\""), "{}", svg);
            prop_assert!(roxmltree::Document::parse(&svg).is_ok(), "{}", svg);
        }
        let animated = solved.animated_svg(&options);
        prop_assert!(roxmltree::Document::parse(&animated).is_ok());
        prop_assert!(!animated.contains("NaN"));
        let _ = (solved.describe(), solved.equipment(), solved.fingerprint());
        for fault in solved.faults() {
            prop_assert!(!fault.to_string().is_empty());
        }
    }
}
