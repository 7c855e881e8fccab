//! What a file of a pack holds, as its type.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::records::typed;
use crate::diagnostic::Diagnostic;
use crate::format::{
    Kind, case, exercise, finding, gaps, ladder, never, phrases, plain_words, programme,
    references, response, screen, substitutions, vocabulary,
};
use crate::schema::Node;
use crate::source::FileId;

/// What a file holds, by its kind.
pub(super) enum Contents {
    Axes(vocabulary::Axes),
    Equipment(vocabulary::EquipmentFile),
    Patterns(vocabulary::Patterns),
    Stages(vocabulary::Stages),
    Dials(vocabulary::Dials),
    References(references::References),
    Screen(screen::Screen),
    Gaps(gaps::Gaps),
    PlainWords(plain_words::PlainWords),
    Never(never::Nevers),
    Substitutions(substitutions::Substitutions),
    Finding(finding::Finding),
    Exercise(Box<exercise::Exercise>),
    Ladder(ladder::Ladder),
    Programme(Box<programme::Programme>),
    Response(Box<response::Response>),
    Phrases(Box<phrases::PhrasesFile>),
    Case(Box<case::Case>),
    /// Files of this kind hold no records.
    Nothing,
}

/// A checked tree that becomes a type.
pub(super) trait Typed {
    /// The type; nothing if it does not fit after all.
    fn typed<T: DeserializeOwned>(self) -> Option<T>;
}

/// A tree of a file that may have mistakes: what keeps it from being a type is one of them.
pub(super) struct Careful<'p> {
    pub(super) value: Value,
    pub(super) file: FileId,
    pub(super) problems: &'p mut Vec<Diagnostic>,
}

impl Typed for Careful<'_> {
    fn typed<T: DeserializeOwned>(self) -> Option<T> {
        typed(self.value, self.file, self.problems)
    }
}

/// A tree of a file in which nothing seems amiss.
pub(super) struct Quick<'n>(pub(super) &'n Node<'n>);

impl Typed for Quick<'_> {
    fn typed<T: DeserializeOwned>(self) -> Option<T> {
        T::deserialize(self.0).ok()
    }
}

impl Contents {
    /// A tree as what its kind holds.
    pub(super) fn of(kind: Kind, from: impl Typed) -> Option<Contents> {
        Some(match kind {
            Kind::Axes => Contents::Axes(from.typed()?),
            Kind::Equipment => Contents::Equipment(from.typed()?),
            Kind::Patterns => Contents::Patterns(from.typed()?),
            Kind::Stages => Contents::Stages(from.typed()?),
            Kind::Dials => Contents::Dials(from.typed()?),
            Kind::References => Contents::References(from.typed()?),
            Kind::Screen => Contents::Screen(from.typed()?),
            Kind::Gaps => Contents::Gaps(from.typed()?),
            Kind::PlainWords => Contents::PlainWords(from.typed()?),
            Kind::Never => Contents::Never(from.typed()?),
            Kind::Substitutions => Contents::Substitutions(from.typed()?),
            Kind::Finding => Contents::Finding(from.typed()?),
            Kind::Exercise => Contents::Exercise(from.typed()?),
            Kind::Ladder => Contents::Ladder(from.typed()?),
            Kind::Programme => Contents::Programme(from.typed()?),
            Kind::Response => Contents::Response(from.typed()?),
            Kind::Phrases => Contents::Phrases(from.typed()?),
            Kind::Case => Contents::Case(from.typed()?),
            Kind::Pack
            | Kind::Text
            | Kind::Presentation
            | Kind::Log
            | Kind::Patient
            | Kind::Clinic => Contents::Nothing,
        })
    }
}
