//! The words of alternative texts: which clauses there are. What they say in a language is for whoever shows the text.

macro_rules! words {
    ($($word:ident $key:literal [$($blank:literal),*] $english:literal;)*) => {
        /// A clause of an alternative text, or what joins clauses.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Word {
            $(
                #[doc = concat!("“", $english, "”.")]
                $word,
            )*
        }

        impl Word {
            /// Every one of them, in order.
            pub const ALL: &[Word] = &[$(Word::$word),*];

            /// Its key in a table of words, as in `picture_standing`.
            pub const fn key(self) -> &'static str {
                match self { $(Word::$word => concat!("picture_", $key)),* }
            }

            /// The blanks that its words hold, without their braces: each stands for other words.
            pub const fn blanks(self) -> &'static [&'static str] {
                match self { $(Word::$word => &[$($blank),*]),* }
            }

            /// What it says, as an example for whoever writes the words. Lower case, without a stop.
            pub const fn example(self) -> &'static str {
                match self { $(Word::$word => $english),* }
            }
        }
    };
}

words! {
    // The sentences.
    One "one" ["what"] "{what}.";
    Start "start" ["what"] "Start: {what}.";
    Then "then" ["what"] "Then: {what}.";
    With "with" ["thing"] "with {thing}";
    WithAt "with_at" ["thing", "where"] "with {thing} {where}";
    Hands "hands" ["where"] "hands {where}";
    LeftHand "left_hand" ["where"] "left hand {where}";
    RightHand "right_hand" ["where"] "right hand {where}";
    Feet "feet" ["where"] "feet {where}";
    Moves "moves" ["part", "way"] "{part} {way}";
    // Positions of the whole body.
    Standing "standing" [] "standing";
    Seated "seated" [] "sitting";
    FloorSitting "floor_sitting" [] "sitting on the floor";
    Kneeling "kneeling" [] "kneeling";
    HalfKneeling "half_kneeling" [] "kneeling on one knee";
    Quadruped "hands_and_knees" [] "on hands and knees";
    Plank "plank" [] "face down on forearms and toes";
    PlankKneeling "plank_kneeling" [] "face down on forearms and knees";
    PressUp "press_up" [] "face down on hands and toes";
    SidePlank "side_plank" [] "sideways, on one forearm and the feet";
    SidePlankKneeling "side_plank_kneeling" [] "sideways, on one forearm and the lower knee";
    Supine "on_back" [] "lying on the back";
    HookLying "on_back_knees_bent" [] "lying on the back, knees bent, feet flat";
    Bridge "bridge" [] "on the upper back and the feet";
    Prone "on_front" [] "lying on the front";
    SideLying "on_side" [] "lying on one side";
    Hanging "hanging" [] "hanging by the hands";
    // What somebody rests on.
    OnBench "on_bench" [] "on a bench";
    OnBox "on_box" [] "on a box";
    OnChair "on_chair" [] "on a chair";
    OnStep "on_step" [] "on a step";
    OnRoller "on_roller" [] "on a roller";
    OnBackrest "on_backrest" [] "against a backrest";
    OnWall "on_wall" [] "on a wall";
    OnFootplate "on_footplate" [] "on a footplate";
    // What is held.
    Dumbbell "dumbbell" [] "a dumbbell";
    Dumbbells "dumbbells" [] "a dumbbell in each hand";
    Kettlebell "kettlebell" [] "a kettlebell";
    Kettlebells "kettlebells" [] "a kettlebell in each hand";
    Barbell "barbell" [] "a barbell";
    SafetyBar "safety_bar" [] "a safety bar";
    TrapBar "trap_bar" [] "a trap bar";
    Landmine "landmine" [] "the end of a landmine bar";
    CableHandle "cable_handle" [] "a cable handle";
    CableHandles "cable_handles" [] "a cable handle in each hand";
    CableRope "cable_rope" [] "a cable rope";
    Band "band" [] "a band";
    Towel "towel" [] "a towel";
    AbWheel "ab_wheel" [] "an ab wheel";
    Sled "sled" [] "the poles of a sled";
    MedicineBall "medicine_ball" [] "a medicine ball";
    Racket "racket" [] "a racket";
    GolfClub "golf_club" [] "a golf club";
    Stick "stick" [] "a stick";
    Bottle "bottle" [] "a bottle";
    Bottles "bottles" [] "a bottle in each hand";
    Backpack "backpack" [] "a backpack";
    MachineHandles "machine_handles" [] "the handles of a machine";
    BandAboveKnees "band_above_knees" [] "a band around the legs above the knees";
    BandAtAnkles "band_at_ankles" [] "a band around the ankles";
    // Where hands or what they hold are.
    InLeftHand "in_left_hand" [] "in the left hand";
    InRightHand "in_right_hand" [] "in the right hand";
    AtHang "at_hang" [] "hanging from straight arms";
    AtChest "at_chest" [] "at the chest";
    AtShoulders "at_shoulders" [] "at the front of the shoulders";
    AtUpperBack "at_upper_back" [] "across the upper back";
    AtOverhead "at_overhead" [] "above the head";
    AtBelly "at_belly" [] "at the belly";
    AtHips "at_hips" [] "at the hips";
    AtAhead "at_ahead" [] "straight ahead";
    AtEars "at_ears" [] "beside the ears";
    AtEar "at_ear" [] "one hand behind the head";
    AtWaist "at_waist" [] "at the waist";
    AtThighs "at_thighs" [] "on the thighs";
    // Knees and legs.
    KneesStraight "knees_straight" [] "knees straight";
    LeftKneeStraight "left_knee_straight" [] "left knee straight";
    RightKneeStraight "right_knee_straight" [] "right knee straight";
    KneesSlight "knees_slight" [] "knees a little bent";
    LeftKneeSlight "left_knee_slight" [] "left knee a little bent";
    RightKneeSlight "right_knee_slight" [] "right knee a little bent";
    KneesBent "knees_bent" [] "knees bent";
    LeftKneeBent "left_knee_bent" [] "left knee bent";
    RightKneeBent "right_knee_bent" [] "right knee bent";
    KneesDeep "knees_deep" [] "knees bent far";
    LeftKneeDeep "left_knee_deep" [] "left knee bent far";
    RightKneeDeep "right_knee_deep" [] "right knee bent far";
    KneesUp "knees_up" [] "knees above the hips";
    LeftKneeUp "left_knee_up" [] "left knee above the hip";
    RightKneeUp "right_knee_up" [] "right knee above the hip";
    KneesLifted "knees_lifted" [] "knees lifted";
    LeftKneeLifted "left_knee_lifted" [] "left knee lifted";
    RightKneeLifted "right_knee_lifted" [] "right knee lifted";
    LegsOut "legs_out" [] "legs straight, off the floor";
    LeftLegOut "left_leg_out" [] "left leg straight, off the floor";
    RightLegOut "right_leg_out" [] "right leg straight, off the floor";
    LeftLegAside "left_leg_aside" [] "left leg out to the side";
    RightLegAside "right_leg_aside" [] "right leg out to the side";
    LeftFootAhead "left_foot_ahead" [] "left foot in front";
    RightFootAhead "right_foot_ahead" [] "right foot in front";
    FeetWide "feet_wide" [] "feet wide apart";
    // Arms.
    ArmsDown "arms_down" [] "arms down";
    LeftArmDown "left_arm_down" [] "left arm down";
    RightArmDown "right_arm_down" [] "right arm down";
    ArmsBent "arms_bent" [] "elbows bent";
    LeftArmBent "left_arm_bent" [] "left elbow bent";
    RightArmBent "right_arm_bent" [] "right elbow bent";
    ArmsUp "arms_up" [] "arms straight up";
    LeftArmUp "left_arm_up" [] "left arm straight up";
    RightArmUp "right_arm_up" [] "right arm straight up";
    ArmsPast "arms_past" [] "arms stretched past the head";
    LeftArmPast "left_arm_past" [] "left arm stretched past the head";
    RightArmPast "right_arm_past" [] "right arm stretched past the head";
    ArmsAhead "arms_ahead" [] "arms straight ahead";
    LeftArmAhead "left_arm_ahead" [] "left arm straight ahead";
    RightArmAhead "right_arm_ahead" [] "right arm straight ahead";
    ArmsAside "arms_aside" [] "arms out to the sides";
    LeftArmAside "left_arm_aside" [] "left arm out to the side";
    RightArmAside "right_arm_aside" [] "right arm out to the side";
    // The trunk.
    Upright "upright" [] "trunk upright";
    LeanLittle "lean_little" [] "leaning a little forward";
    LeanForward "lean_forward" [] "leaning forward from the hips";
    LeanFar "lean_far" [] "leaning far forward from the hips";
    LeanBack "lean_back" [] "leaning back";
    BackLong "back_long" [] "back straight";
    BackRounded "back_rounded" [] "back rounded";
    BackArched "back_arched" [] "back arched";
    TurnedLeft "turned_left" [] "chest turned to the left";
    TurnedRight "turned_right" [] "chest turned to the right";
    FacingAhead "facing_ahead" [] "chest facing ahead";
    BentLeft "bent_left" [] "trunk bent to the left";
    BentRight "bent_right" [] "trunk bent to the right";
    // What moves, and which way.
    BodyMoves "body_moves" [] "the whole body moves";
    HandsMove "hands_move" [] "the hands move";
    LeftHandMoves "left_hand_moves" [] "the left hand moves";
    RightHandMoves "right_hand_moves" [] "the right hand moves";
    LeftFootMoves "left_foot_moves" [] "the left foot moves";
    RightFootMoves "right_foot_moves" [] "the right foot moves";
    LeftKneeMoves "left_knee_moves" [] "the left knee moves";
    RightKneeMoves "right_knee_moves" [] "the right knee moves";
    LeftElbowMoves "left_elbow_moves" [] "the left elbow moves";
    RightElbowMoves "right_elbow_moves" [] "the right elbow moves";
    HipsMove "hips_move" [] "the hips move";
    ChestMoves "chest_moves" [] "the chest moves";
    HeadMoves "head_moves" [] "the head moves";
    WaistMoves "waist_moves" [] "the middle of the back moves";
    BellyMoves "belly_moves" [] "the belly moves";
    WayUp "way_up" [] "up";
    WayDown "way_down" [] "down";
    WayForward "way_forward" [] "forward";
    WayBack "way_back" [] "back";
    WayLeft "way_left" [] "to the left";
    WayRight "way_right" [] "to the right";
    WayHead "way_head" [] "towards the head";
    WayFeet "way_feet" [] "towards the feet";
    WayUpAndDown "way_up_and_down" [] "up and down";
    WayApart "way_apart" [] "apart";
    WayTogether "way_together" [] "together";
    PulledAside "pulled_aside" [] "a pull from the side to hold against";
}
