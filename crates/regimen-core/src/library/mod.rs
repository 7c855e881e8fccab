//! What holds after checks: no dangling id, no duplicate, keys that cannot miss.
//!
//! Only [`crate::link`] makes a [`Library`]. Everything that plans reads this and nothing else.

mod choices;
mod deprecated;
mod records;
mod table;

pub use choices::{Choices, Instead, Near, Opt, Options};
pub(crate) use choices::{MAX_TRAITS, trait_bits};
pub use deprecated::{Deprecated, Retires};
pub use records::*;
pub(crate) use table::Keys;
pub use table::{Key, MAX_RECORDS, Table};

use crate::format::response::Response;

/// Which language a library is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Languages {
    /// The language of every text, as in `en`.
    pub used: String,
    /// The language of the packs where none is asked for.
    pub own: String,
}

impl Languages {
    /// The language, where it is not the packs' own.
    pub fn other(&self) -> Option<&str> {
        (self.used != self.own).then_some(self.used.as_str())
    }
}

/// Every loaded pack, linked.
#[derive(Debug)]
pub struct Library {
    /// The language of every text in it.
    pub languages: Languages,
    /// The packs, each after those that it builds on.
    pub packs: Vec<Pack>,
    /// What exercises can ask.
    pub axes: Table<Axis>,
    /// What a room can hold.
    pub equipment: Table<Equipment>,
    /// Parts of the body that a session keeps.
    pub parts: Table<Part>,
    /// Movement patterns.
    pub patterns: Table<Pattern>,
    /// Roles in a session.
    pub roles: Table<Role>,
    /// Body positions.
    pub positions: Table<Position>,
    /// Traits that findings prefer.
    pub traits: Table<Trait>,
    /// Stages, earliest first.
    pub stages: Table<Stage>,
    /// How easily pain is stirred up.
    pub irritabilities: Table<Irritability>,
    /// Dials, in the order to try them.
    pub dials: Table<Dial>,
    /// Citations.
    pub references: Table<Reference>,
    /// What a clinician ticks.
    pub findings: Table<Finding>,
    /// The red flags, in the order to ask them.
    pub red_flags: Table<RedFlag>,
    /// What to do when very many things bring on the pain.
    pub many_provocations: Option<ManyProvocations>,
    /// Exercises.
    pub exercises: Table<Exercise>,
    /// What comes instead of what, in pack order.
    pub substitutions: Vec<Substitution>,
    /// What is never given.
    pub nevers: Table<Never>,
    /// Ladders.
    pub ladders: Table<Ladder>,
    /// Programmes.
    pub programmes: Table<Programme>,
    /// What is left open on purpose.
    pub gaps: Vec<crate::format::gaps::Gap>,
    /// How training is judged.
    pub response: Response,
    /// Where that stands.
    pub response_origin: Origin,
    /// What stands ready for choosing exercises.
    pub choices: Choices,
    /// The wording that handouts and plans place.
    pub phrases: Phrases,
    /// The templates that packs bring, one of a name.
    pub templates: Vec<Template>,
}
