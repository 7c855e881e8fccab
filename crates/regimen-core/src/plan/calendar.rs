//! Which session on which day of which week.

use crate::format::programme::Day;
use crate::library::Programme;
use crate::link::Asked;

use super::{Training, Warning};

/// Every training day from a week on: sessions in turn, running on over the weeks, and starting anew where a
/// phase has an order of its own. `own` is the order of the person's own training, if that is what is adapted.
/// `costly` says that two sessions need a day between them, whatever the programme says.
pub(super) fn trainings(
    programme: &Programme,
    asked: &Asked,
    own: Option<&[usize]>,
    from_week: u16,
    costly: bool,
    warnings: &mut Vec<Warning>,
) -> Vec<Training> {
    let mut days = asked.days.clone().unwrap_or_else(|| programme.days.clone());
    days.sort();
    let rest_days = programme.rest_days.max(u16::from(costly));
    too_close(&days, rest_days, warnings);
    let mut all = Vec::new();
    let mut order: &[usize] = &[];
    let mut turn = 0;
    for phase in &programme.phases {
        let here = own.unwrap_or(&phase.order);
        if here != order {
            order = here;
            turn = 0;
        }
        for week in phase.weeks.min..=phase.weeks.max {
            let easy = phase
                .deload
                .as_ref()
                .is_some_and(|deload| deload.weeks.contains(&week));
            for &day in &days {
                let Some(&session) = order.get(turn % order.len().max(1)) else {
                    continue;
                };
                turn += 1;
                if week >= from_week {
                    all.push(Training {
                        week,
                        day,
                        session,
                        easy,
                    });
                }
            }
        }
    }
    all
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
