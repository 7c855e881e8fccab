//! Which session on which day of which week.

use crate::format::programme::Day;
use crate::library::Programme;
use crate::link::Asked;

use super::{Training, Warning};

/// Every training day of the programme: its sessions in turn, running on over the weeks.
pub(super) fn trainings(
    programme: &Programme,
    asked: &Asked,
    warnings: &mut Vec<Warning>,
) -> Vec<Training> {
    let mut days = asked.days.clone().unwrap_or_else(|| programme.days.clone());
    days.sort();
    too_close(&days, programme.rest_days, warnings);
    let weeks = programme.phases.last().map_or(0, |phase| phase.weeks.max);
    (1..=weeks)
        .flat_map(|week| days.iter().map(move |&day| (week, day)))
        .zip(programme.order.iter().cycle())
        .map(|((week, day), &session)| Training { week, day, session })
        .collect()
}

/// Warns of each pair of days, the last and the first of the next week among them, with too few days
/// between.
fn too_close(days: &[Day], rest_days: u16, warnings: &mut Vec<Warning>) {
    if days.len() < 2 {
        return;
    }
    let following = days.iter().skip(1).chain(days.first());
    for (&first, &second) in days.iter().zip(following) {
        let apart = (second as u16 + 7 - first as u16 - 1) % 7;
        if apart < rest_days {
            warnings.push(Warning::Rest {
                first,
                second,
                days: rest_days,
            });
        }
    }
}
