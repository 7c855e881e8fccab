//! How long it takes, from sets, repetitions, holds, rests and the way between exercises.

use crate::format::common::{Dose, Range};
use crate::format::exercise::Pace;

/// Seconds, at least and at most.
pub type Seconds = (u64, u64);

/// How long one exercise takes: every set on every side, and the rests between sets. The rest after the
/// last set is part of getting to the next exercise.
pub fn item_seconds(dose: &Dose, pace: &Pace) -> Seconds {
    let pick = |range: Range, high: bool| u64::from(if high { range.max } else { range.min });
    let one = |high: bool| {
        let sides = if dose.each_side == Some(true) { 2 } else { 1 };
        let hold = dose.hold_s.map_or(0, |hold| pick(hold, high));
        let work = match (dose.reps, dose.distance_m, dose.minutes) {
            (Some(reps), _, _) => {
                pick(reps, high) * (u64::from(pace.rep_s.unwrap_or(0)) + hold) * sides
            }
            (None, Some(metres), _) => {
                pick(metres, high) * u64::from(pace.metre_s.unwrap_or(0)) * sides
            }
            (None, None, Some(minutes)) => pick(minutes, high) * 60 * sides,
            (None, None, None) => hold * sides,
        };
        let sets = dose.sets.map_or(1, |sets| pick(sets, high));
        let rest = u64::from(dose.rest_s.unwrap_or(0));
        sets * work + sets.saturating_sub(1) * rest
    };
    (one(false), one(true))
}

/// How long a session takes: its exercises, and the change from each to the next.
pub fn session_seconds(items: impl IntoIterator<Item = Seconds>, changeover_s: Range) -> Seconds {
    let (mut low, mut high, mut count) = (0, 0, 0u64);
    for (from, to) in items {
        low += from;
        high += to;
        count += 1;
    }
    let changes = count.saturating_sub(1);
    (
        low + changes * u64::from(changeover_s.min),
        high + changes * u64::from(changeover_s.max),
    )
}

/// Seconds as whole minutes, the low end rounded down and the high end up.
pub fn session_minutes((low, high): Seconds) -> (u16, u16) {
    let cap = |minutes: u64| u16::try_from(minutes).unwrap_or(u16::MAX);
    (cap(low / 60), cap(high.div_ceil(60)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_sides_holds_and_rests_add_up() {
        let range = |min, max| Some(Range { min, max });
        let bird_dog = Dose {
            sets: range(3, 3),
            reps: range(8, 10),
            hold_s: range(2, 2),
            each_side: Some(true),
            rest_s: Some(45),
            ..Dose::default()
        };
        let pace = Pace {
            rep_s: Some(4),
            metre_s: None,
        };
        // 3 sets x 8 reps x 6 s x 2 sides + 2 rests of 45 s.
        assert_eq!(item_seconds(&bird_dog, &pace), (378, 450));
        let plank = Dose {
            sets: range(2, 3),
            hold_s: range(20, 45),
            rest_s: Some(45),
            ..Dose::default()
        };
        assert_eq!(item_seconds(&plank, &Pace::default()), (85, 225));
        assert_eq!(
            session_minutes(session_seconds(
                [(378, 450), (85, 225)],
                Range { min: 30, max: 60 }
            )),
            (8, 13)
        );
    }
}
