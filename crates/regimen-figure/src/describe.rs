//! What is in a figure: parts of the body, equipment, and a number that two figures of one geometry share.

use std::fmt::Write as _;
use std::sync::LazyLock;

use schemars::schema_for;
use serde_json::Value;

use crate::format::{Side, Standing, Surface, Thing, Worn};
use crate::solve::{Solved, joints};

/// A part of the body that can rest on something or move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Part {
    /// The pelvis.
    Seat,
    /// The rib cage.
    Chest,
    /// The head.
    Head,
    /// The left sole.
    LeftFoot,
    /// The right sole.
    RightFoot,
    /// The ball of the left foot.
    LeftToes,
    /// The ball of the right foot.
    RightToes,
    /// The left knee.
    LeftKnee,
    /// The right knee.
    RightKnee,
    /// The left hand.
    LeftHand,
    /// The right hand.
    RightHand,
    /// The left forearm.
    LeftForearm,
    /// The right forearm.
    RightForearm,
}

impl Part {
    pub(crate) const fn is_foot(self) -> bool {
        matches!(
            self,
            Self::LeftFoot | Self::RightFoot | Self::LeftToes | Self::RightToes
        )
    }

    /// Its side, if it has one.
    pub const fn side(self) -> Option<Side> {
        match self {
            Self::Seat | Self::Chest | Self::Head => None,
            Self::LeftFoot
            | Self::LeftToes
            | Self::LeftKnee
            | Self::LeftHand
            | Self::LeftForearm => Some(Side::Left),
            Self::RightFoot
            | Self::RightToes
            | Self::RightKnee
            | Self::RightHand
            | Self::RightForearm => Some(Side::Right),
        }
    }

    /// What it is called, in English.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Seat => "pelvis",
            Self::Chest => "rib cage",
            Self::Head => "head",
            Self::LeftFoot => "left foot",
            Self::RightFoot => "right foot",
            Self::LeftToes => "left toes",
            Self::RightToes => "right toes",
            Self::LeftKnee => "left knee",
            Self::RightKnee => "right knee",
            Self::LeftHand => "left hand",
            Self::RightHand => "right hand",
            Self::LeftForearm => "left forearm",
            Self::RightForearm => "right forearm",
        }
    }
}

/// Something in the picture that an exercise would list as equipment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Equipment {
    /// Held.
    Held(Thing),
    /// Rested on.
    Surface(Surface),
    /// Standing around.
    Standing(Standing),
    /// Worn.
    Worn(Worn),
}

impl Equipment {
    /// The word that a figure's file uses for it, as in `medicine-ball`.
    pub fn name(&self) -> String {
        let word = match self {
            Self::Held(thing) => format!("{thing:?}"),
            Self::Surface(surface) => format!("{surface:?}"),
            Self::Standing(standing) => format!("{standing:?}"),
            Self::Worn(worn) => format!("{worn:?}"),
        };
        let mut name = String::new();
        for (at, c) in word.chars().enumerate() {
            if c.is_uppercase() && at > 0 {
                name.push('-');
            }
            name.extend(c.to_lowercase());
        }
        name
    }

    /// All the words that [`Equipment::name`] gives, sorted, each once.
    pub fn names() -> &'static [String] {
        static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
            let mut names = Vec::new();
            for schema in [
                schema_for!(Thing),
                schema_for!(Surface),
                schema_for!(Standing),
                schema_for!(Worn),
            ] {
                words(schema.as_value(), &mut names);
            }
            // What is there without being a thing.
            names.retain(|name| !["none", "nothing"].contains(&name.as_str()));
            names.sort();
            names.dedup();
            names
        });
        &NAMES
    }
}

/// The words that a schema of words allows.
fn words(schema: &Value, found: &mut Vec<String>) {
    match schema {
        Value::Object(fields) => {
            for (key, value) in fields {
                match (key.as_str(), value) {
                    ("const", Value::String(word)) => found.push(word.clone()),
                    ("enum", Value::Array(some)) => {
                        found.extend(some.iter().filter_map(Value::as_str).map(str::to_owned));
                    }
                    _ => words(value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| words(value, found)),
        _ => {}
    }
}

impl Solved {
    /// What is in the picture besides the body, sorted, each once. A caller compares it with what an exercise lists.
    pub fn equipment(&self) -> Vec<Equipment> {
        let mut out = Vec::new();
        for posed in &self.poses {
            if let Some(held) = &posed.held
                && held.thing != Thing::Nothing
            {
                out.push(Equipment::Held(held.thing));
            }
            for contact in &posed.contacts {
                if !matches!(
                    contact.surface,
                    Surface::None | Surface::Floor | Surface::Wall
                ) {
                    out.push(Equipment::Surface(contact.surface));
                }
            }
        }
        out.extend(
            self.figure
                .scenery
                .iter()
                .map(|s| Equipment::Standing(s.thing)),
        );
        out.extend(self.figure.worn.map(Equipment::Worn));
        out.sort();
        out.dedup();
        out
    }

    /// A number that two figures share if their geometry is the same to a hundredth of body height, whatever the
    /// camera. Stable across versions of the standard library.
    pub fn fingerprint(&self) -> u64 {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        let mut eat = |text: &str| {
            for byte in text.bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        };
        let mut text = String::new();
        for posed in &self.poses {
            for joint in joints(&posed.body) {
                let joint = joint - posed.body.pelvis;
                for x in [joint.x, joint.y, joint.z] {
                    hundredths(x, &mut text);
                    text.push(',');
                }
            }
            hundredths(posed.body.pelvis.y, &mut text);
            text.push(';');
        }
        eat(&text);
        eat(&format!("{:?}", self.equipment()));
        hash
    }
}

/// Writes how many hundredths a number is.
fn hundredths(number: f64, text: &mut String) {
    // Adding zero turns -0 into 0.
    let rounded = (number * 100.0).round() + 0.0;
    // Whole numbers are quicker to write than numbers with a point, and as good for all that a body can be.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it is whole, and within bounds"
    )]
    let _ = match rounded.abs() < 1e9 {
        true => write!(text, "{}", rounded as i64),
        false => write!(text, "{rounded:.0}"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_for_equipment_are_those_of_the_files() {
        let names = Equipment::names();
        assert!(names.is_sorted());
        for one in [
            Equipment::Held(Thing::CableRope),
            Equipment::Surface(Surface::Footplate),
            Equipment::Standing(Standing::RotationMachine),
            Equipment::Worn(Worn::BandAboveKnees),
        ] {
            assert!(names.contains(&one.name()), "{one:?}: {names:?}");
        }
        for none in [
            Equipment::Held(Thing::Nothing),
            Equipment::Surface(Surface::None),
        ] {
            assert!(!names.contains(&none.name()), "{none:?}");
        }
    }
}
