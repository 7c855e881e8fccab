//! From a presentation to a plan: screen, limits, programme, sessions, dose, calendar.
//!
//! Total and pure: the same library and presentation give the same answer, nothing is read, nothing
//! fails. A red flag and "nothing fits" are outcomes. Reasons are values with their source record;
//! [`crate::report`] says them in words.

mod avoid;
mod bare;
mod calendar;
pub(crate) mod choose;
pub(crate) mod dose;
pub(crate) mod judge;
mod ladders;
pub(crate) mod limits;
pub mod measure;
mod outcome;
mod screen;
pub(crate) mod select;
pub(crate) mod session;
pub(crate) mod terms;
mod time;
pub(crate) mod verdict;

pub(crate) use bare::{limits, never_rules};
pub(crate) use choose::{listed, situation};
pub(crate) use judge::nevers;
pub use limits::{Because, Condition, LimitOn, Limits, Situation};
pub use outcome::*;
pub use time::{Seconds, item_seconds, session_minutes, session_seconds};

use crate::library::Library;
use crate::link::Asked;

/// Whether to write down each option that was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tracing {
    /// Nothing is written down, and nothing is spent on it.
    Off,
    /// Every option, in the order tried, with its verdict.
    On,
}

/// Plans for a presentation.
pub fn plan(library: &Library, asked: &Asked, tracing: Tracing) -> Planned {
    let referrals = screen::refer(library, asked);
    if !referrals.is_empty() {
        return Planned {
            outcome: Outcome::Refer(referrals),
            trace: Vec::new(),
        };
    }
    choose::programme(library, asked, tracing)
}
