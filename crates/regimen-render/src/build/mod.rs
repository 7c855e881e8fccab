//! From a plan's document to the view: every word and number of a handout chosen here.
//!
//! The words come from the packs; this module only puts them in order.

mod amounts;
mod avoid;
mod bad_day;
mod cards;
mod copy;
mod hurts;
mod log;
mod logo;
mod qr;
mod sessions;
mod sheet;
mod way_back;
mod week;

use std::fmt;

use regimen_core::format::clinic::{Clinic, Detail, Paper};
use regimen_core::format::common::Dose;
use regimen_core::id::LadderId;
use regimen_core::library::{Exercise, Key, Library, Programme};
use regimen_core::presentation::{Patient, Units};
use regimen_core::progress;
use regimen_core::report::{ItemEntry, OutcomeKind, PlanDocument};

use crate::view::{ClinicView, Header, SheetKind, View};

pub use logo::{Logo, LogoFault};

/// What a handout shows besides the plan.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Who it is for.
    pub patient: Option<Patient>,
    /// The clinic.
    pub clinic: Option<Clinic>,
    /// The paper.
    pub paper: Paper,
    /// How much of the plan is printed.
    pub detail: Detail,
    /// Whether all text is large.
    pub large_print: bool,
    /// Which pictures the format prints: nothing is drawn that is not.
    pub pictures: Pictures,
    /// The clinic's logo.
    pub logo: Option<Logo>,
    /// Who the copy is for.
    pub audience: Audience,
}

/// Who a copy of the handout is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Audience {
    /// The person who trains.
    #[default]
    Patient,
    /// Whoever chose the plan: the limits, every reason, and where each stands in the packs.
    Clinician,
}

impl Options {
    /// The pictures that this much of the plan has room for.
    fn drawn(&self) -> Pictures {
        match (self.detail, self.pictures) {
            (Detail::Log, _) => Pictures::None,
            (Detail::Summary, Pictures::Moving) => Pictures::Still,
            (_, pictures) => pictures,
        }
    }
}

/// Which pictures a format prints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pictures {
    /// None.
    #[default]
    None,
    /// Stills: the poses side by side.
    Still,
    /// Stills, and loops that move from pose to pose.
    Moving,
}

/// A plan that does not go with the loaded packs: it names something that they do not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// What is named.
    pub id: String,
    /// What it should be: `exercise`.
    pub what: &'static str,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the plan names the {} `{}`, which the loaded packs do not have",
            self.what,
            self.id.escape_debug()
        )
    }
}

impl std::error::Error for Mismatch {}

/// The view of a plan.
///
/// # Errors
///
/// If the plan was made with other packs and names records that these do not have.
pub fn view(
    library: &Library,
    document: &PlanDocument,
    options: &Options,
) -> Result<View, Mismatch> {
    let phrases = &library.phrases;
    let kind = match document.outcome {
        OutcomeKind::Plan => SheetKind::Plan,
        OutcomeKind::Refer => SheetKind::Refer,
        OutcomeKind::Unmet => SheetKind::Unmet,
    };
    let title = match kind {
        SheetKind::Plan => &phrases.title,
        SheetKind::Refer => &phrases.refer_title,
        SheetKind::Unmet => &phrases.unmet_title,
    };
    let patient = options.patient.as_ref();
    let clinic = options.clinic.as_ref();
    Ok(View {
        kind,
        language: library.languages.used.clone(),
        paper: match options.paper {
            Paper::A4 => "a4".to_owned(),
            Paper::Letter => "letter".to_owned(),
        },
        audience: match options.audience {
            Audience::Patient => "patient".to_owned(),
            Audience::Clinician => "clinician".to_owned(),
        },
        detail: options.detail.as_str().to_owned(),
        large_print: options.large_print,
        title: title.clone(),
        header: Header {
            for_label: phrases.for_name.clone(),
            name: patient.and_then(|patient| Some(patient.name.as_ref()?.0.clone())),
            by_label: match kind {
                SheetKind::Plan => phrases.chosen_by.clone(),
                SheetKind::Refer | SheetKind::Unmet => phrases.seen_by.clone(),
            },
            by: clinic.and_then(|clinic| Some(clinic.clinician.as_ref()?.0.clone())),
            date_label: phrases.date_label.clone(),
        },
        clinic: clinic.map(|clinic| ClinicView {
            name: clinic.name.0.clone(),
            logo: options.logo.as_ref().map(|logo| logo.view(library, clinic)),
            lines: clinic
                .address
                .iter()
                .chain(&clinic.phone)
                .chain(&clinic.web)
                .map(|line| line.0.clone())
                .collect(),
        }),
        stop: sheet::stop(library),
        warnings: crate::view::Section {
            title: phrases.warnings_title.clone(),
            lines: document.warnings.clone(),
        },
        plan: match kind {
            SheetKind::Plan => Some(sheet::plan(library, document, options)?),
            SheetKind::Refer | SheetKind::Unmet => None,
        },
        refer: match kind {
            SheetKind::Refer => Some(sheet::refer(library, document)?),
            SheetKind::Plan | SheetKind::Unmet => None,
        },
        unmet: match kind {
            SheetKind::Unmet => Some(sheet::unmet(library, document)),
            SheetKind::Plan | SheetKind::Refer => None,
        },
        colophon: sheet::colophon(library, document),
        page: phrases.page.clone(),
    })
}

/// The units of a person's weights: kilograms unless they say.
pub fn units(patient: Option<&Patient>) -> Units {
    let given = patient.and_then(|patient| patient.units);
    given.unwrap_or(Units::Kg)
}

/// A dose in words, with its load.
pub fn amount(library: &Library, units: Units, dose: &Dose) -> String {
    amounts::amount(&library.phrases, units, dose)
}

/// What to do differently with an exercise, in words.
pub fn changes(library: &Library, units: Units, item: &ItemEntry) -> Vec<String> {
    amounts::changes(&library.phrases, units, item)
}

/// The rest between sets in words.
pub fn rest(library: &Library, dose: &Dose) -> String {
    amounts::rest(&library.phrases, dose)
}

/// The name of a step back to a goal, which may be a form that only its ladder has.
pub fn step_name(library: &Library, ladder: Option<&LadderId>, step: &str) -> Option<String> {
    way_back::name(library, ladder, step)
}

/// The same with its first letter a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

fn exercise<'l>(library: &'l Library, id: &str) -> Result<(Key<Exercise>, &'l Exercise), Mismatch> {
    match library.exercises.find(id) {
        Some(key) => Ok((key, &library.exercises[key])),
        None => Err(Mismatch {
            id: id.to_owned(),
            what: "exercise",
        }),
    }
}

fn programme<'l>(library: &'l Library, document: &PlanDocument) -> Result<&'l Programme, Mismatch> {
    let id = document.programme.as_ref().map_or("", |id| id.as_str());
    match library.programmes.find(id) {
        Some(key) => Ok(&library.programmes[key]),
        None => Err(Mismatch {
            id: id.to_owned(),
            what: "programme",
        }),
    }
}

impl From<progress::Mismatch> for Mismatch {
    fn from(other: progress::Mismatch) -> Mismatch {
        Mismatch {
            id: other.id,
            what: other.what,
        }
    }
}

/// Names joined as alternatives: `a, b or c`.
fn alternatives(library: &Library, names: &[&str]) -> String {
    match names {
        [] => library.phrases.none_instead.clone(),
        [only] => (*only).to_owned(),
        [first @ .., last] => {
            format!("{} {} {last}", first.join(", "), library.phrases.or_join)
        }
    }
}
