//! The view: every word and number of a handout, chosen. Templates only place it.
//!
//! One view serves every format: the minijinja templates get it as their context, the Typst template
//! reads it as JSON. Its schema is `schemas/view.schema.json`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// # Handout view
///
/// What a handout's template gets. Every text is ready to print; a template escapes and places it, no more.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// What the sheet is: `plan`, `refer` or `unmet`.
    pub kind: SheetKind,
    /// The language of the text, as in `en`.
    pub language: String,
    /// The paper: `a4` or `letter`.
    pub paper: String,
    /// Who the copy is for: `patient` or `clinician`.
    pub audience: String,
    /// How much of a plan is printed: `full`, `summary`, `cards` or `log`. Other sheets are always whole.
    pub detail: String,
    /// Whether all text is large: 16 pt and more.
    pub large_print: bool,
    /// The title.
    pub title: String,
    /// Who and when.
    pub header: Header,
    /// The clinic; nothing if the folder names none.
    pub clinic: Option<ClinicView>,
    /// When to stop and get help. Stands first.
    pub stop: StopBox,
    /// What the clinician should know before handing it out. Empty if nothing.
    pub warnings: Section,
    /// The plan. Only where `kind` is `plan`.
    pub plan: Option<PlanView>,
    /// The referral. Only where `kind` is `refer`.
    pub refer: Option<ReferView>,
    /// Why there is no plan. Only where `kind` is `unmet`.
    pub unmet: Option<UnmetView>,
    /// Where it came from and what it is for.
    pub colophon: Colophon,
    /// The words around page numbers, with `{page}` and `{pages}` in them.
    pub page: String,
}

/// What a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SheetKind {
    /// A plan.
    Plan,
    /// A referral: no exercise anywhere.
    Refer,
    /// No plan fits: no exercise either.
    Unmet,
}

/// Who and when, with a line to write on where something is not given.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Header {
    /// The label before the name.
    pub for_label: String,
    /// The name; nothing for a line.
    pub name: Option<String>,
    /// The label before the clinician.
    pub by_label: String,
    /// The clinician; nothing for a line.
    pub by: Option<String>,
    /// The label before the date. The date is always a line: no clock is read.
    pub date_label: String,
}

/// The clinic.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ClinicView {
    /// Its name.
    pub name: String,
    /// Address, telephone and web, a line each.
    pub lines: Vec<String>,
    /// Its logo; nothing if the folder names none.
    pub logo: Option<LogoView>,
}

/// The clinic's logo.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct LogoView {
    /// The kind of picture: `svg` or `png`. In the Typst template it is the file `/logo.svg` or `/logo.png`.
    pub format: String,
    /// The picture itself, as a data URI for an `img`.
    pub uri: String,
    /// What it is, for those who cannot see it.
    pub alt: String,
}

impl LogoView {
    /// The picture's file; nothing if the address holds none.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        use base64::Engine;
        let (_, data) = self.uri.split_once(";base64,")?;
        base64::engine::general_purpose::STANDARD.decode(data).ok()
    }
}

/// A title and some lines.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// The title.
    pub title: String,
    /// The lines.
    pub lines: Vec<String>,
}

/// When to stop and get help.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct StopBox {
    /// The title.
    pub title: String,
    /// The line before the signs.
    pub lead: String,
    /// The signs.
    pub signs: Vec<String>,
}

/// The plan.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct PlanView {
    /// The programme's name.
    pub programme: String,
    /// What it is.
    pub summary: String,
    /// What everyone with this programme must read first. Stands right after the stop box; no lines if nothing.
    pub caution: Section,
    /// The clinician's own words to the person. No lines if none.
    pub notes: Section,
    /// The plan at a glance.
    pub glance: Glance,
    /// The week.
    pub week: WeekView,
    /// The phases.
    pub phases: PhasesView,
    /// What holds for every session: which side starts, what a weight counts. May be empty.
    pub session_notes: Vec<String>,
    /// The sessions, those that are the same in several phases once: those of now first, then each later phase's.
    pub sessions: Vec<SessionView>,
    /// What to do when it hurts.
    pub hurts: HurtsView,
    /// Advice for the day outside training. No lines if there is none.
    pub day_advice: Section,
    /// A card for each exercise.
    pub cards: CardsView,
    /// What to leave out for now. No rows if nothing.
    pub avoid: TableView,
    /// What to rebuild next. No rows if nothing.
    pub rebuild: TableView,
    /// The way back to each goal. No entries if no goal.
    pub back_to: Vec<WayBackView>,
    /// The title over the ways back.
    pub back_to_title: String,
    /// The log.
    pub log: LogView,
    /// The references.
    pub references: Section,
    /// What only the clinician's copy has; nothing on the patient's.
    pub copy: Option<CopyView>,
}

/// What only the clinician's copy has: limits, reasons, records and sources.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct CopyView {
    /// The title.
    pub title: String,
    /// What it is.
    pub lead: String,
    /// The limits: one table, or one for each phase where they differ.
    pub limits: Vec<TableView>,
    /// Why each exercise is in, a table for each session: name, reasons, records and sources.
    pub reasons: Vec<TableView>,
}

/// The plan at a glance: four lists.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Glance {
    /// The title.
    pub title: String,
    /// Avoid for now.
    pub avoid: Section,
    /// Train now.
    pub train: Section,
    /// Rebuild next.
    pub rebuild: Section,
    /// Return to. No lines where no goal was named: see `no_goal`.
    pub back_to: Section,
    /// Said before a line to write on, where no goal was named.
    pub no_goal: String,
}

/// The week: one row of seven days, or two that alternate.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct WeekView {
    /// The title.
    pub title: String,
    /// The rows.
    pub rows: Vec<WeekRow>,
    /// The weeks that are easier, and how: a line for each phase that has some. No lines if none.
    pub easy: Section,
}

/// One row of seven days.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct WeekRow {
    /// In which weeks it holds.
    pub label: String,
    /// Monday to Sunday.
    pub days: Vec<DayView>,
}

/// One day.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct DayView {
    /// Its name.
    pub day: String,
    /// The session's short name, or the word for a rest day.
    pub what: String,
    /// Whether it is a training day.
    pub training: bool,
}

/// The phases.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct PhasesView {
    /// The title.
    pub title: String,
    /// The phases, in order.
    pub phases: Vec<PhaseView>,
    /// What comes after the last week.
    pub afterwards: Section,
}

/// One phase.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct PhaseView {
    /// Its weeks.
    pub weeks: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub aim: String,
    /// How hard to work.
    pub how: Vec<String>,
    /// What must hold before it starts: title and lines; no lines for the first.
    pub opens: Section,
}

/// One session as a table.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SessionView {
    /// What opens the phase, where this is the first session of a later one.
    pub later: Option<LaterView>,
    /// Its short name, as on the days of the week.
    pub short: String,
    /// Its title, with its weeks where not every session holds in all of them.
    pub title: String,
    /// About how long.
    pub minutes: String,
    /// The headings: exercise, how much, rest.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<SessionRow>,
    /// What is left out, and why. No lines if nothing.
    pub left_out: Section,
}

/// A later phase, before its sessions.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct LaterView {
    /// Its title, with its weeks.
    pub title: String,
    /// What must hold before it starts. No lines if nothing.
    pub opens: Section,
    /// The sessions that stay as they are, a line each. May be empty.
    pub stays: Vec<String>,
}

/// One exercise in a session.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SessionRow {
    /// The exercise's id, the same as its card's.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Small words under the name, such as `warm-up` or what it stands in for.
    pub notes: Vec<String>,
    /// How much.
    pub amount: String,
    /// Rest between sets.
    pub rest: String,
}

/// What to do when it hurts.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct HurtsView {
    /// The title.
    pub title: String,
    /// How to score pain.
    pub lead: String,
    /// What is normal.
    pub normal: Section,
    /// The lights, mildest first.
    pub lights: Vec<LightView>,
    /// When to make it harder.
    pub progress: Section,
    /// When to ease off.
    pub back_off: Section,
    /// When to stop an exercise.
    pub stop: Section,
    /// What to do in doubt.
    pub unsure: String,
}

/// One light.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct LightView {
    /// `green`, `amber` or `red`. Never the only sign.
    pub colour: String,
    /// Its title.
    pub title: String,
    /// How to know it, numbers first.
    pub signs: Vec<String>,
    /// The words before what to do.
    pub next_label: String,
    /// What to do.
    pub next: Vec<String>,
}

/// The cards.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct CardsView {
    /// The title.
    pub title: String,
    /// One card for each exercise, in the order in which they come.
    pub cards: Vec<Card>,
    /// The title over the easier ones.
    pub easier_title: String,
    /// A small card for what is easier on a bad day and stands in no session. The numbers go on.
    pub easier: Vec<EasierCard>,
}

/// One exercise's card.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Card {
    /// The exercise's id.
    pub id: String,
    /// Its number among the cards, from 1.
    pub number: u16,
    /// Its name.
    pub name: String,
    /// In which sessions it is.
    pub sessions: String,
    /// What it does for the person.
    pub purpose: String,
    /// How much; one entry, or one a session where they differ.
    pub amounts: Vec<String>,
    /// How long to rest between sets; one entry, or one for some weeks where they differ. None without a rest.
    pub rests: Vec<String>,
    /// The words before the equipment.
    pub need_label: String,
    /// The equipment.
    pub need: String,
    /// The picture.
    pub picture: Picture,
    /// The one change for now: title and lines. No lines if none.
    pub change: Section,
    /// Why this one: title and lines.
    pub why: Section,
    /// What to watch: title and lines. No lines if nothing.
    pub watch: Section,
    /// What to do on a bad day, in the order to try it: title and lines.
    pub bad_day: Section,
    /// A page that shows it; nothing if the pack gives none.
    pub link: Option<LinkView>,
    /// The steps: title and lines.
    pub steps: Section,
    /// What to keep in mind: title and lines.
    pub cues: Section,
    /// What often goes wrong: a title and rows.
    pub faults: FaultsView,
}

/// The small card of an exercise that is easier than a planned one.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct EasierCard {
    /// The exercise's id.
    pub id: String,
    /// Its number, after those of the cards.
    pub number: u16,
    /// Its name.
    pub name: String,
    /// How much.
    pub amount: String,
    /// The rest between sets, in words; none where there is none to take.
    pub rests: Vec<String>,
    /// What it does for the person.
    pub purpose: String,
    /// The words before the equipment.
    pub need_label: String,
    /// The equipment.
    pub need: String,
    /// The picture.
    pub picture: Picture,
    /// What to watch: title and lines. No lines if nothing.
    pub watch: Section,
    /// The steps: title and lines.
    pub steps: Section,
    /// A page that shows it; nothing if the pack gives none.
    pub link: Option<LinkView>,
}

/// An exercise's picture: as markup where the format prints it, and in words.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct Picture {
    /// The poses side by side, as an SVG document. Empty where there is no picture, or the format prints none.
    pub still: String,
    /// The same as a loop that moves from pose to pose. Empty where the format does not move, or there is one pose.
    pub moving: String,
    /// Whether it is more than twice as wide as high.
    pub wide: bool,
    /// What the picture shows, for those who cannot see it. Empty where there is none.
    pub alt: String,
    /// What stands in the space for a picture where there is none.
    pub stand_in: String,
}

/// A page that shows an exercise.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct LinkView {
    /// The words before the address.
    pub label: String,
    /// The address, which begins with `https://`.
    pub url: String,
    /// The address as a QR code, an SVG document. Empty where the format prints no pictures.
    pub qr: String,
    /// What the code is, for those who cannot see it.
    pub alt: String,
}

/// What often goes wrong.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct FaultsView {
    /// The title.
    pub title: String,
    /// What you would see, and the mend.
    pub rows: Vec<FaultView>,
}

/// One fault.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct FaultView {
    /// What you would see or feel.
    pub see: String,
    /// What to do.
    pub mend: String,
}

/// A table of text.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct TableView {
    /// The title.
    pub title: String,
    /// The line under it; empty if none.
    pub lead: String,
    /// The headings.
    pub headings: Vec<String>,
    /// The rows, a cell for each heading.
    pub rows: Vec<Vec<String>>,
}

/// The way back to a goal.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct WayBackView {
    /// The title, with the goal.
    pub title: String,
    /// What must hold before the first step. No lines if nothing.
    pub before: Section,
    /// The steps, in order: the first is where to start.
    pub steps: Vec<StepView>,
    /// What to do on the way. No lines if nothing.
    pub on_the_way: Section,
}

/// One step of a way back.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct StepView {
    /// What it is called.
    pub name: String,
    /// How much; empty on later steps.
    pub amount: String,
    /// What to do; empty where a card says it.
    pub how: String,
    /// What must hold before the next step. No lines on later steps.
    pub climb: Section,
}

/// The log to tick: a sheet for each session, split where it would grow too wide.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct LogView {
    /// The title.
    pub title: String,
    /// How to use it.
    pub lead: String,
    /// The sheets. None if no day is a training day.
    pub sheets: Vec<LogSheet>,
}

/// Some training days of one session: a column a day, a row an exercise.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct LogSheet {
    /// The round that it is in, from 0: one sheet of each session that holds for the same weeks. They belong beside each other.
    pub round: usize,
    /// The session's title.
    pub title: String,
    /// The heading over the exercises.
    pub heading: String,
    /// The days: at most six, four in large print.
    pub days: Vec<LogDay>,
    /// The exercises, with boxes to tick.
    pub rows: Vec<LogRow>,
    /// What to write under each day: pain after, pain the next day, a note.
    pub write: Vec<String>,
}

/// One training day.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct LogDay {
    /// The week.
    pub week: String,
    /// The mark of an easier week; empty in others.
    pub easy: String,
    /// The day.
    pub day: String,
}

/// One exercise in the log.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct LogRow {
    /// Its name.
    pub name: String,
    /// How much.
    pub amount: String,
    /// How many boxes to tick each day: the most sets.
    pub boxes: u16,
}

/// The referral.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReferView {
    /// The first line.
    pub lead: String,
    /// The reasons, the worst urgency first.
    pub reasons: Vec<ReferReason>,
    /// The words before the question.
    pub asked_label: String,
    /// The words before what to do.
    pub do_label: String,
    /// Why there is no plan.
    pub no_plan: String,
    /// What to take along.
    pub take: String,
}

/// One reason to be seen first.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReferReason {
    /// `emergency`, `urgent` or `clearance`.
    pub urgency: String,
    /// The heading of that urgency.
    pub heading: String,
    /// The question that was answered yes.
    pub asked: String,
    /// What to do.
    pub action: String,
}

/// Why there is no plan.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct UnmetView {
    /// The first line.
    pub lead: String,
    /// The reasons.
    pub reasons: Vec<String>,
}

/// Where a handout came from and what it is for.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Colophon {
    /// What it is for, and who chose it.
    pub intended_use: String,
    /// The title of the next lines.
    pub title: String,
    /// Where it came from, and whether the content has been reviewed.
    pub lines: Vec<String>,
    /// The shortest form, for a footer.
    pub short: String,
}
