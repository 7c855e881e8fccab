//! What a figure shows, in clauses, for who cannot see it. A text takes its words from a table, so that it can be in any
//! language: the first pose in a few clauses, and of each later one what has changed, and what moves.

use crate::describe::Part;
use crate::draw::{most_moved, tracked};
use crate::format::{Base, Hands, Mark, MarkAt, MarkWay, Path, Side, Spot, Surface, Thing, Worn};
use crate::range::{Motion, measure};
use crate::solve::{Posed, Solved};
use crate::vector::{Vec3, v};
use crate::words::Word;

/// A clause, with what fills its blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    /// A clause without blanks.
    Plain(Word),
    /// What is held.
    With(Word),
    /// What is held, and where.
    WithAt(Word, Word),
    /// Bare or planted hands or feet, and where.
    Part(Word, Word),
    /// What moves, and which way.
    Moves(Word, Word),
}

/// What a figure shows: the clauses of each pose. Those of a later pose say what is new in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Description {
    /// The poses in order.
    pub poses: Vec<Vec<Clause>>,
}

impl Description {
    /// The text, with each word from a table; none if the table lacks one that is needed.
    pub fn text<'w>(&self, words: impl Fn(Word) -> Option<&'w str>) -> Option<String> {
        let fill = |word: Word, with: &[Option<&str>]| filled(word, words(word)?, with);
        let mut out: Vec<String> = Vec::new();
        for (index, pose) in self.poses.iter().enumerate() {
            let mut clauses: Vec<String> = Vec::new();
            for clause in pose {
                clauses.push(match clause {
                    Clause::Plain(word) => fill(*word, &[])?,
                    Clause::With(thing) => fill(Word::With, &[words(*thing)])?,
                    Clause::WithAt(thing, at) => fill(Word::WithAt, &[words(*thing), words(*at)])?,
                    Clause::Part(part, at) => fill(*part, &[words(*at)])?,
                    Clause::Moves(part, way) => fill(Word::Moves, &[words(*part), words(*way)])?,
                });
            }
            if clauses.is_empty() {
                continue;
            }
            let word = match (self.poses.len(), index) {
                (1, _) => Word::One,
                (_, 0) => Word::Start,
                _ => Word::Then,
            };
            let sentence = fill(word, &[Some(&clauses.join(", "))])?;
            let mut letters = sentence.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            out.push(first.chain(letters).collect());
        }
        Some(out.join(" "))
    }
}

/// A word's text with its blanks filled in. What is filled in is not looked at again.
fn filled(word: Word, text: &str, with: &[Option<&str>]) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 40);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        let blank = word.blanks().iter().position(|blank| *blank == name)?;
        out.push_str(before);
        out.push_str((*with.get(blank)?)?);
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// How many clauses a pose may have besides its position, and the words for what is held: about 40 words in all.
const FIRST: usize = 3;
const LATER: usize = 3;

impl Solved {
    /// What the picture shows, as clauses without words.
    pub fn describe(&self) -> Description {
        let mut out = Description::default();
        let mut before: Option<(&Posed, Vec<Clause>)> = None;
        for posed in &self.poses {
            let all = clauses(posed);
            let said = || all.iter().filter(|c| !c.1).map(|c| &c.0);
            let mut pose: Vec<Clause> = Vec::new();
            match &before {
                None => {
                    pose.push(Clause::Plain(position(posed)));
                    pose.extend(self.figure.worn.map(|worn| {
                        Clause::Plain(match worn {
                            Worn::BandAboveKnees => Word::BandAboveKnees,
                            Worn::BandAtAnkles => Word::BandAtAnkles,
                        })
                    }));
                    pose.extend(said().filter(|c| !usual(posed, c)).take(FIRST).cloned());
                }
                Some((earlier, known)) => {
                    if position(earlier) != position(posed) {
                        pose.push(Clause::Plain(position(posed)));
                    }
                    let room = if self.poses.len() > 2 {
                        LATER - 1
                    } else {
                        LATER
                    };
                    let fresh = said().filter(|c| !known.contains(c) && !still_held(known, c));
                    pose.extend(fresh.take(room).cloned());
                    pose.extend(self.moves(earlier, posed));
                }
            }
            pose.extend(
                posed
                    .stance
                    .marks
                    .iter()
                    .filter_map(|mark| marked(posed, *mark)),
            );
            out.poses.push(pose);
            before = Some((posed, all.into_iter().map(|c| c.0).collect()));
        }
        out
    }

    /// What moves from one pose to the next.
    fn moves(&self, before: &Posed, after: &Posed) -> Option<Clause> {
        let path = match self.figure.path {
            Path::Most => most_moved(before, after, self.figure.near)[0],
            path => path,
        };
        let part = match path {
            Path::None => return None,
            Path::Ahead => return Some(Clause::Moves(Word::BodyMoves, Word::WayForward)),
            Path::Most => Word::BodyMoves,
            Path::Hands => Word::HandsMove,
            Path::LeftHand | Path::RightHand if together(before) && together(after) => {
                Word::HandsMove
            }
            Path::LeftHand => Word::LeftHandMoves,
            Path::RightHand => Word::RightHandMoves,
            Path::LeftFoot => Word::LeftFootMoves,
            Path::RightFoot => Word::RightFootMoves,
            Path::LeftKnee => Word::LeftKneeMoves,
            Path::RightKnee => Word::RightKneeMoves,
            Path::LeftElbow => Word::LeftElbowMoves,
            Path::RightElbow => Word::RightElbowMoves,
            Path::Hips => Word::HipsMove,
            Path::Chest => Word::ChestMoves,
            Path::Head => Word::HeadMoves,
            Path::Waist => Word::WaistMoves,
        };
        let by = tracked(path, after)? - tracked(path, before)?;
        if by.length() < 0.02 {
            return None;
        }
        let right = flat(before.body.pelvis_frame.right, Vec3::Z);
        let along = before.body.nape - before.body.pelvis;
        let level = along.y.abs() < 0.6 * along.length();
        let ahead = if level {
            flat(along, Vec3::X)
        } else {
            Vec3::Y.cross(right)
        };
        // On the back or the front, the way ahead is towards the head.
        let (forward, back) = if level && lies(posed_base(before)) {
            (Word::WayHead, Word::WayFeet)
        } else {
            (Word::WayForward, Word::WayBack)
        };
        let (up, on) = (by.y, by.dot(ahead));
        let aside = by.dot(Vec3::Y.cross(ahead)) * if level { 0.0 } else { -1.0 };
        let most = up.abs().max(on.abs()).max(aside.abs());
        let pick = |value: f64, plus: Word, minus: Word| if value > 0.0 { plus } else { minus };
        // Up or down says more than there or here.
        let way = if up.abs() >= most * 0.6 {
            pick(up, Word::WayUp, Word::WayDown)
        } else if on.abs() >= most {
            pick(on, forward, back)
        } else {
            pick(aside, Word::WayRight, Word::WayLeft)
        };
        Some(Clause::Moves(part, way))
    }
}

/// Whether both hands are on one thing.
fn together(posed: &Posed) -> bool {
    posed.held.as_ref().is_some_and(|h| h.grips.len() == 2)
}

/// Whether the clause only says again what is held.
fn still_held(known: &[Clause], clause: &Clause) -> bool {
    let Clause::With(thing) = clause else {
        return false;
    };
    known
        .iter()
        .any(|c| matches!(c, Clause::With(t) | Clause::WithAt(t, _) if t == thing))
}

/// What a mark says of itself.
fn marked(posed: &Posed, mark: Mark) -> Option<Clause> {
    let part = match mark.at {
        MarkAt::Belly | MarkAt::LowerBelly => Word::BellyMoves,
        MarkAt::Back => Word::WaistMoves,
        MarkAt::Hands => Word::HandsMove,
        MarkAt::LeftHand => Word::LeftHandMoves,
        MarkAt::RightHand => Word::RightHandMoves,
        MarkAt::LeftFoot => Word::LeftFootMoves,
        MarkAt::RightFoot => Word::RightFootMoves,
        MarkAt::LeftKnee => Word::LeftKneeMoves,
        MarkAt::RightKnee => Word::RightKneeMoves,
        MarkAt::Hips => Word::HipsMove,
        MarkAt::Chest => Word::ChestMoves,
        MarkAt::Head => Word::HeadMoves,
    };
    let way = match mark.way {
        MarkWay::Up => Word::WayUp,
        MarkWay::Down => Word::WayDown,
        MarkWay::UpAndDown => Word::WayUpAndDown,
        // Ahead of somebody on the back is where the feet are.
        MarkWay::Ahead if posed.stance.base == Base::Prone => Word::WayHead,
        MarkWay::Back if posed.stance.base == Base::Prone => Word::WayFeet,
        MarkWay::Ahead if lies(posed.stance.base) => Word::WayFeet,
        MarkWay::Back if lies(posed.stance.base) => Word::WayHead,
        MarkWay::Ahead => Word::WayForward,
        MarkWay::Back => Word::WayBack,
        MarkWay::Left => Word::WayLeft,
        MarkWay::Right => Word::WayRight,
        MarkWay::Apart => Word::WayApart,
        MarkWay::Together => Word::WayTogether,
        MarkWay::Pull => return Some(Clause::Plain(Word::PulledAside)),
    };
    Some(Clause::Moves(part, way))
}

fn posed_base(posed: &Posed) -> Base {
    posed.stance.base
}

fn flat(way: Vec3, usual: Vec3) -> Vec3 {
    v(way.x, 0.0, way.z).unit_or(usual)
}

fn lies(base: Base) -> bool {
    matches!(
        base,
        Base::Supine | Base::HookLying | Base::Bridge | Base::Prone | Base::SideLying
    )
}

fn position(posed: &Posed) -> Word {
    let rests = |part: Part| posed.contacts.iter().any(|c| c.part == part);
    match posed.stance.base {
        Base::Standing => Word::Standing,
        Base::Seated => Word::Seated,
        Base::FloorSitting => Word::FloorSitting,
        Base::Kneeling => Word::Kneeling,
        Base::HalfKneeling => Word::HalfKneeling,
        Base::Quadruped => Word::Quadruped,
        Base::Plank if rests(Part::LeftKnee) && rests(Part::RightKnee) => Word::PlankKneeling,
        Base::Plank => Word::Plank,
        Base::PressUp => Word::PressUp,
        Base::SidePlank if rests(Part::LeftKnee) || rests(Part::RightKnee) => {
            Word::SidePlankKneeling
        }
        Base::SidePlank => Word::SidePlank,
        Base::Supine => Word::Supine,
        Base::HookLying => Word::HookLying,
        Base::Bridge => Word::Bridge,
        Base::Prone => Word::Prone,
        Base::SideLying => Word::SideLying,
        Base::Hanging => Word::Hanging,
    }
}

/// What goes without saying in a first pose.
fn usual(posed: &Posed, clause: &Clause) -> bool {
    let Clause::Plain(word) = clause else {
        return false;
    };
    match word {
        Word::Upright | Word::BackLong | Word::FacingAhead | Word::ArmsDown => true,
        Word::KneesStraight => true,
        Word::KneesBent | Word::KneesDeep => !matches!(
            posed.stance.base,
            Base::Standing | Base::Supine | Base::SideLying
        ),
        Word::LeftKneeBent | Word::RightKneeBent => matches!(
            posed.stance.base,
            Base::Kneeling | Base::HalfKneeling | Base::Quadruped
        ),
        _ => false,
    }
}

/// All that can be said of a pose besides its position: what matters more comes first. With each, whether it is only
/// implied: what is said of both sides is implied of each.
fn clauses(posed: &Posed) -> Vec<(Clause, bool)> {
    let mut out = Vec::new();
    let mut said = Vec::new();
    rests(posed, &mut said);
    said.extend(held(posed));
    trunk(posed, &mut said);
    out.extend(said.into_iter().map(|clause| (clause, false)));
    arms(posed, &mut out);
    legs(posed, &mut out);
    out
}

fn held(posed: &Posed) -> Option<Clause> {
    let held = posed.held.as_ref()?;
    let each = held.hands == Hands::Each;
    let at = match held.spot {
        Spot::Hands => match held.hands {
            Hands::Left => Some(Word::InLeftHand),
            Hands::Right => Some(Word::InRightHand),
            Hands::Both | Hands::Each => None,
        },
        Spot::Hang => Some(Word::AtHang),
        Spot::Chest => Some(Word::AtChest),
        Spot::Shoulders => Some(Word::AtShoulders),
        Spot::UpperBack => Some(Word::AtUpperBack),
        Spot::Overhead => Some(Word::AtOverhead),
        Spot::Belly => Some(Word::AtBelly),
        Spot::Hips => Some(Word::AtHips),
        Spot::Ahead => Some(Word::AtAhead),
        Spot::Ears => Some(Word::AtEars),
        Spot::Waist => Some(Word::AtWaist),
        Spot::Thighs => Some(Word::AtThighs),
    };
    let thing = match held.thing {
        Thing::Nothing => {
            let one = matches!(held.hands, Hands::Left | Hands::Right);
            return match (at?, one) {
                (Word::AtEars, true) => Some(Clause::Plain(Word::AtEar)),
                // Two hands on one spot are said; where one lies is not worth words.
                (_, true) => None,
                (at, false) => Some(Clause::Part(Word::Hands, at)),
            };
        }
        Thing::Dumbbell if each => Word::Dumbbells,
        Thing::Dumbbell => Word::Dumbbell,
        Thing::Kettlebell if each => Word::Kettlebells,
        Thing::Kettlebell => Word::Kettlebell,
        Thing::Barbell => Word::Barbell,
        Thing::SafetyBar => Word::SafetyBar,
        Thing::TrapBar => Word::TrapBar,
        Thing::Landmine => Word::Landmine,
        Thing::CableHandle if each => Word::CableHandles,
        Thing::CableHandle => Word::CableHandle,
        Thing::CableRope => Word::CableRope,
        Thing::Band => Word::Band,
        Thing::Towel => Word::Towel,
        Thing::AbWheel => Word::AbWheel,
        Thing::Sled => Word::Sled,
        Thing::MedicineBall => Word::MedicineBall,
        Thing::Racket => Word::Racket,
        Thing::GolfClub => Word::GolfClub,
        Thing::Stick => Word::Stick,
        Thing::Bottle if each => Word::Bottles,
        Thing::Bottle => Word::Bottle,
        Thing::Backpack => Word::Backpack,
        Thing::MachineHandles => Word::MachineHandles,
    };
    Some(match at {
        Some(at) => Clause::WithAt(thing, at),
        None => Clause::With(thing),
    })
}

fn surface(surface: Surface) -> Option<Word> {
    Some(match surface {
        Surface::None | Surface::Floor => return None,
        Surface::Bench => Word::OnBench,
        Surface::Box => Word::OnBox,
        Surface::Chair => Word::OnChair,
        Surface::Step => Word::OnStep,
        Surface::Roller => Word::OnRoller,
        Surface::Backrest => Word::OnBackrest,
        Surface::Wall => Word::OnWall,
        Surface::Footplate => Word::OnFootplate,
    })
}

/// What the trunk, hands and feet rest on, other than the floor.
fn rests(posed: &Posed, out: &mut Vec<Clause>) {
    for contact in &posed.contacts {
        let Some(on) = surface(contact.surface) else {
            continue;
        };
        let clause = match contact.part {
            // Somebody who sits does so on a chair.
            Part::Seat if on == Word::OnChair => continue,
            Part::Seat | Part::Chest | Part::Head => Clause::Plain(on),
            Part::LeftHand | Part::RightHand => {
                let here = |part| {
                    let mut all = posed.contacts.iter();
                    all.any(|c| c.part == part && c.surface == contact.surface)
                };
                let word = match (here(Part::LeftHand), here(Part::RightHand)) {
                    (true, false) => Word::LeftHand,
                    (false, true) => Word::RightHand,
                    _ => Word::Hands,
                };
                Clause::Part(word, on)
            }
            part if part.is_foot() => Clause::Part(Word::Feet, on),
            _ => continue,
        };
        if !out.contains(&clause) {
            out.push(clause);
        }
    }
}

fn trunk(posed: &Posed, out: &mut Vec<Clause>) {
    let mut say = |word| out.push(Clause::Plain(word));
    let (lumbar, thoracic) = (posed.stance.lumbar, posed.stance.thoracic);
    let body = &posed.body;
    if !lies(posed.stance.base)
        && !matches!(
            posed.stance.base,
            Base::Quadruped | Base::Plank | Base::PressUp | Base::SidePlank | Base::Hanging
        )
    {
        let up = (body.nape - body.pelvis).unit_or(Vec3::Y);
        let ahead = Vec3::Y.cross(flat(body.pelvis_frame.right, Vec3::Z));
        let lean = up.dot(ahead).atan2(up.y).to_degrees();
        say(match lean {
            x if x > 55.0 => Word::LeanFar,
            x if x > 32.0 => Word::LeanForward,
            x if x > 16.0 => Word::LeanLittle,
            x if x < -12.0 => Word::LeanBack,
            _ => Word::Upright,
        });
    }
    let bend = lumbar.flexion + thoracic.flexion;
    say(match bend {
        x if x > 25.0 => Word::BackRounded,
        x if x < -20.0 => Word::BackArched,
        _ => Word::BackLong,
    });
    let turn = lumbar.rotation + thoracic.rotation;
    say(match turn {
        x if x > 14.0 => Word::TurnedLeft,
        x if x < -14.0 => Word::TurnedRight,
        _ => Word::FacingAhead,
    });
    let aside = lumbar.side_bend + thoracic.side_bend;
    if aside.abs() > 15.0 {
        say(if aside > 0.0 {
            Word::BentRight
        } else {
            Word::BentLeft
        });
    }
}

/// Says the same of both sides at once: the words for both, the left one, the right one.
fn sided(found: [Option<[Word; 3]>; 2], out: &mut Vec<(Clause, bool)>) {
    match found {
        [Some([both, left, right]), Some(other)] if [both, left, right] == other => {
            out.push((Clause::Plain(both), false));
            out.push((Clause::Plain(left), true));
            out.push((Clause::Plain(right), true));
        }
        [left, right] => {
            out.extend(left.map(|[_, left, _]| (Clause::Plain(left), false)));
            out.extend(right.map(|[_, _, right]| (Clause::Plain(right), false)));
        }
    }
}

fn arms(posed: &Posed, out: &mut Vec<(Clause, bool)>) {
    let busy = |side: Side| {
        let planted = posed.contacts.iter().any(|c| {
            c.part.side() == Some(side)
                && matches!(
                    c.part,
                    Part::LeftHand | Part::RightHand | Part::LeftForearm | Part::RightForearm
                )
        });
        let held = posed.held.as_ref().is_some_and(|held| {
            held.spot != Spot::Hands && held.grips.iter().any(|grip| grip.0 == side)
        });
        planted || held
    };
    let found = [Side::Left, Side::Right].map(|side| {
        if busy(side) {
            return None;
        }
        let arm = posed.body.arms.get(side);
        let bend = crate::range::angle(arm.elbow - arm.shoulder, arm.wrist - arm.elbow);
        let way = (arm.wrist - arm.shoulder).unit_or(-Vec3::Y);
        let f = posed.body.thorax_frame;
        Some(if bend > 45.0 {
            [Word::ArmsBent, Word::LeftArmBent, Word::RightArmBent]
        } else if way.y > 0.85 {
            [Word::ArmsUp, Word::LeftArmUp, Word::RightArmUp]
        } else if way.y < -0.8 || way.dot(f.up) < -0.75 {
            [Word::ArmsDown, Word::LeftArmDown, Word::RightArmDown]
        } else if way.dot(f.up) > 0.7 {
            [Word::ArmsPast, Word::LeftArmPast, Word::RightArmPast]
        } else if way.dot(f.front) > 0.55 {
            [Word::ArmsAhead, Word::LeftArmAhead, Word::RightArmAhead]
        } else if (way.dot(f.right) * side.sign()) > 0.55 {
            [Word::ArmsAside, Word::LeftArmAside, Word::RightArmAside]
        } else {
            return None;
        })
    });
    // An arm at rest beside one that does something is not worth words.
    let rest = |it: &Option<[Word; 3]>| it.is_some_and(|words| words.contains(&Word::ArmsDown));
    let found = match found {
        [left, right] if rest(&left) && right.is_some() && !rest(&right) => [None, right],
        [left, right] if rest(&right) && left.is_some() && !rest(&left) => [left, None],
        both => both,
    };
    sided(found, out);
}

fn legs(posed: &Posed, out: &mut Vec<(Clause, bool)>) {
    if matches!(posed.stance.base, Base::SidePlank) {
        return;
    }
    let angles = measure(&posed.stance, &posed.body);
    let of = |side: Side, motion: Motion| {
        let found = angles.iter().find(|a| a.0 == Some(side) && a.1 == motion);
        found.map_or(0.0, |a| a.2)
    };
    let base = posed.stance.base;
    let planted = |side: Side| {
        posed.contacts.iter().any(|c| {
            c.part.side() == Some(side)
                && (c.part.is_foot() || matches!(c.part, Part::LeftKnee | Part::RightKnee))
        })
    };
    let found = [Side::Left, Side::Right].map(|side| {
        let (hip, knee) = (of(side, Motion::HipFlexion), of(side, Motion::KneeFlexion));
        let leg = posed.body.legs.get(side);
        let free = !planted(side);
        if free && knee < 35.0 && leg.ankle.y > 0.08 && base != Base::Standing {
            Some([Word::LegsOut, Word::LeftLegOut, Word::RightLegOut])
        } else if free && hip > 60.0 && matches!(base, Base::Supine | Base::HookLying) {
            Some([Word::KneesUp, Word::LeftKneeUp, Word::RightKneeUp])
        } else if free && hip > 35.0 && base == Base::Standing {
            Some([
                Word::KneesLifted,
                Word::LeftKneeLifted,
                Word::RightKneeLifted,
            ])
        } else if knee > 105.0 {
            Some([Word::KneesDeep, Word::LeftKneeDeep, Word::RightKneeDeep])
        } else if knee > 45.0 {
            Some([Word::KneesBent, Word::LeftKneeBent, Word::RightKneeBent])
        } else if knee > 20.0 {
            Some([
                Word::KneesSlight,
                Word::LeftKneeSlight,
                Word::RightKneeSlight,
            ])
        } else {
            Some([
                Word::KneesStraight,
                Word::LeftKneeStraight,
                Word::RightKneeStraight,
            ])
        }
    });
    let straight =
        |it: &Option<[Word; 3]>| it.is_some_and(|words| words.contains(&Word::KneesStraight));
    let found = match found {
        [left, right] if straight(&left) && !straight(&right) => [None, right],
        [left, right] if straight(&right) && !straight(&left) => [left, None],
        both => both,
    };
    if base == Base::Standing {
        let (l, r) = (&posed.body.legs.left, &posed.body.legs.right);
        let right = flat(posed.body.pelvis_frame.right, Vec3::Z);
        let apart = r.ankle - l.ankle;
        let ahead = apart.dot(Vec3::Y.cross(right));
        if ahead.abs() > 0.16 {
            let word = if ahead > 0.0 {
                Word::RightFootAhead
            } else {
                Word::LeftFootAhead
            };
            out.push((Clause::Plain(word), false));
        } else if apart.dot(right).abs() > 0.32 {
            let free = [Side::Left, Side::Right].map(|side| !planted(side));
            let word = match free {
                [true, false] => Word::LeftLegAside,
                [false, true] => Word::RightLegAside,
                _ => Word::FeetWide,
            };
            out.push((Clause::Plain(word), false));
        }
    }
    sided(found, out);
}
