//! The kinds of file: one table for their names, places and schemas.

use schemars::{JsonSchema, Schema};

use super::{
    case, clinic, exercise, finding, gaps, ladder, manifest, never, phrases, plain_words,
    programme, references, response, screen, substitutions, text, vocabulary,
};
use crate::{log, presentation};

/// A kind of file that `regimen` reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `pack.toml`.
    Pack,
    /// `axes.toml`.
    Axes,
    /// `equipment.toml`.
    Equipment,
    /// `patterns.toml`.
    Patterns,
    /// `stages.toml`.
    Stages,
    /// `dials.toml`.
    Dials,
    /// `findings/*.toml`.
    Finding,
    /// `screen.toml`.
    Screen,
    /// `never.toml`.
    Never,
    /// `gaps.toml`.
    Gaps,
    /// `exercises/*.toml`.
    Exercise,
    /// `substitutions.toml`.
    Substitutions,
    /// `ladders/*.toml`.
    Ladder,
    /// `programmes/*.toml`.
    Programme,
    /// `response.toml`.
    Response,
    /// `references.toml`.
    References,
    /// `phrases.toml`.
    Phrases,
    /// `plain-words.toml`.
    PlainWords,
    /// `text/LANG/` and the path of the file whose texts it translates.
    Text,
    /// `cases/*.toml`.
    Case,
    /// A presentation, anywhere.
    Presentation,
    /// A log of check-ins, anywhere.
    Log,
    /// Who a handout is for, anywhere.
    Patient,
    /// `regimen.toml`.
    Clinic,
}

impl Kind {
    /// Every kind, in the order in which they are printed and linked.
    pub const ALL: [Kind; 24] = [
        Kind::Pack,
        Kind::Axes,
        Kind::Equipment,
        Kind::Patterns,
        Kind::Stages,
        Kind::Dials,
        Kind::References,
        Kind::Finding,
        Kind::Screen,
        Kind::Exercise,
        Kind::Substitutions,
        Kind::Never,
        Kind::Gaps,
        Kind::Ladder,
        Kind::Programme,
        Kind::Response,
        Kind::Phrases,
        Kind::PlainWords,
        Kind::Text,
        Kind::Case,
        Kind::Presentation,
        Kind::Log,
        Kind::Patient,
        Kind::Clinic,
    ];

    /// The name: `regimen schema NAME`, and `schemas/NAME.schema.json`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Pack => "pack",
            Kind::Axes => "axes",
            Kind::Equipment => "equipment",
            Kind::Patterns => "patterns",
            Kind::Stages => "stages",
            Kind::Dials => "dials",
            Kind::Finding => "finding",
            Kind::Screen => "screen",
            Kind::Never => "never",
            Kind::Gaps => "gaps",
            Kind::Exercise => "exercise",
            Kind::Substitutions => "substitutions",
            Kind::Ladder => "ladder",
            Kind::Programme => "programme",
            Kind::Response => "response",
            Kind::References => "references",
            Kind::Phrases => "phrases",
            Kind::PlainWords => "plain-words",
            Kind::Text => "text",
            Kind::Case => "case",
            Kind::Presentation => "presentation",
            Kind::Log => "log",
            Kind::Patient => "patient",
            Kind::Clinic => "clinic",
        }
    }

    /// The folder within a pack whose TOML files are all of this kind, one record each.
    pub fn folder(self) -> Option<&'static str> {
        match self {
            Kind::Finding => Some("findings"),
            Kind::Exercise => Some("exercises"),
            Kind::Ladder => Some("ladders"),
            Kind::Programme => Some("programmes"),
            Kind::Case => Some("cases"),
            _ => None,
        }
    }

    /// The one file within a pack that is of this kind.
    pub fn file(self) -> Option<&'static str> {
        match self {
            Kind::Pack => Some("pack.toml"),
            Kind::Axes => Some("axes.toml"),
            Kind::Equipment => Some("equipment.toml"),
            Kind::Patterns => Some("patterns.toml"),
            Kind::Stages => Some("stages.toml"),
            Kind::Dials => Some("dials.toml"),
            Kind::Screen => Some("screen.toml"),
            Kind::Never => Some("never.toml"),
            Kind::Gaps => Some("gaps.toml"),
            Kind::Substitutions => Some("substitutions.toml"),
            Kind::Response => Some("response.toml"),
            Kind::References => Some("references.toml"),
            Kind::Phrases => Some("phrases.toml"),
            Kind::PlainWords => Some("plain-words.toml"),
            Kind::Finding
            | Kind::Exercise
            | Kind::Ladder
            | Kind::Programme
            | Kind::Text
            | Kind::Case
            | Kind::Presentation
            | Kind::Log
            | Kind::Patient
            | Kind::Clinic => None,
        }
    }

    /// The kind of a file of a pack, from its path within the pack.
    pub fn of_pack_file(path: &str) -> Option<Kind> {
        if translation(path).is_some() {
            return Some(Kind::Text);
        }
        Kind::ALL.into_iter().find(|kind| {
            kind.file() == Some(path)
                || kind.folder().is_some_and(|folder| {
                    path.strip_prefix(folder)
                        .and_then(|rest| rest.strip_prefix('/'))
                        .is_some_and(|name| name.ends_with(".toml") && !name.contains('/'))
                })
        })
    }

    /// Whether people read its texts on a handout or in a plan, so that they are translated.
    pub fn is_translated(self) -> bool {
        match self {
            Kind::Axes
            | Kind::Equipment
            | Kind::Patterns
            | Kind::Stages
            | Kind::Dials
            | Kind::Finding
            | Kind::Screen
            | Kind::Never
            | Kind::Exercise
            | Kind::Substitutions
            | Kind::Ladder
            | Kind::Programme
            | Kind::Response
            | Kind::Phrases => true,
            Kind::Pack
            | Kind::References
            | Kind::Gaps
            | Kind::PlainWords
            | Kind::Text
            | Kind::Case
            | Kind::Presentation
            | Kind::Log
            | Kind::Patient
            | Kind::Clinic => false,
        }
    }

    /// The kind's type as a raw schema, before `schema::generate` tidies it.
    pub(crate) fn raw_schema(self, generator: schemars::SchemaGenerator) -> Schema {
        fn root<T: JsonSchema>(generator: schemars::SchemaGenerator) -> Schema {
            generator.into_root_schema_for::<T>()
        }
        match self {
            Kind::Pack => root::<manifest::Manifest>(generator),
            Kind::Axes => root::<vocabulary::Axes>(generator),
            Kind::Equipment => root::<vocabulary::EquipmentFile>(generator),
            Kind::Patterns => root::<vocabulary::Patterns>(generator),
            Kind::Stages => root::<vocabulary::Stages>(generator),
            Kind::Dials => root::<vocabulary::Dials>(generator),
            Kind::Finding => root::<finding::Finding>(generator),
            Kind::Screen => root::<screen::Screen>(generator),
            Kind::Never => root::<never::Nevers>(generator),
            Kind::Gaps => root::<gaps::Gaps>(generator),
            Kind::Exercise => root::<exercise::Exercise>(generator),
            Kind::Substitutions => root::<substitutions::Substitutions>(generator),
            Kind::Ladder => root::<ladder::Ladder>(generator),
            Kind::Programme => root::<programme::Programme>(generator),
            Kind::Response => root::<response::Response>(generator),
            Kind::References => root::<references::References>(generator),
            Kind::Phrases => root::<phrases::PhrasesFile>(generator),
            Kind::PlainWords => root::<plain_words::PlainWords>(generator),
            Kind::Text => root::<text::Texts>(generator),
            Kind::Case => root::<case::Case>(generator),
            Kind::Presentation => root::<presentation::Presentation>(generator),
            Kind::Log => root::<log::Log>(generator),
            Kind::Patient => root::<presentation::Patient>(generator),
            Kind::Clinic => root::<clinic::ClinicFolder>(generator),
        }
    }
}

/// The file names of the templates that a pack may bring, in the folder `templates/`.
pub const TEMPLATES: [&str; 2] = ["handout.html", "handout.md"];

/// What a file of a pack is called within its folder of templates, from its path within the pack.
pub fn template(path: &str) -> Option<&str> {
    path.strip_prefix("templates/")
}

/// The language of a file of translations and the file that it translates, from its path within the pack:
/// `text/es/exercises/dead-bug.toml` is `exercises/dead-bug.toml` in `es`.
pub fn translation(path: &str) -> Option<(&str, &str)> {
    let (language, of) = path.strip_prefix("text/")?.split_once('/')?;
    of.ends_with(".toml").then_some((language, of))
}
