//! `regimen plan`: the plan for a presentation, with a reason for each choice.

use std::path::Path;

use regimen_core::diagnostic::has_errors;
use regimen_core::library::Library;
use regimen_core::link::check_presentation;
use regimen_core::plan::{Tracing, plan};
use regimen_core::presentation::{Patient, Side, Units};
use regimen_core::report::{LimitEntry, OutcomeKind, PhaseEntry, PlanDocument, report};
use regimen_core::source::{Content, Sources, read_file};
use regimen_render::{step_name, units};

use crate::args::{Common, Deny, PlanArgs, PlanFormat};
use crate::failure::{Exit, Failure};
use crate::load::{self, Language, Libraries};
use crate::output;

pub(crate) fn run(common: &Common, args: &PlanArgs) -> Result<Exit, Failure> {
    let loaded = load::packs(common)?;
    let libraries = Libraries::new(common, &loaded)?;
    let language = Language::new(args.language.as_deref(), None, loaded.clinic.as_ref());
    let (shown, content) = read(&args.presentation)?;
    let made = make(common, &libraries, &language, &shown, content)?;
    let document = &made.document;
    let text = match args.format {
        PlanFormat::Json => document.to_json(),
        PlanFormat::Text => in_words(made.library, document, units(made.patient.as_ref())),
    };
    output::result(text.as_bytes())?;
    Ok(exit(document.outcome))
}

/// Exit 3 where there is no plan.
pub(crate) fn exit(outcome: OutcomeKind) -> Exit {
    match outcome {
        OutcomeKind::Plan => Exit::Clean,
        OutcomeKind::Refer | OutcomeKind::Unmet => Exit::NoPlan,
    }
}

/// A file's name as printed and what it holds; `-` is standard input.
pub(crate) fn read(path: &Path) -> Result<(String, Content), Failure> {
    if path == Path::new("-") {
        use std::io::Read;
        let mut bytes = Vec::new();
        std::io::stdin()
            .take(regimen_core::source::MAX_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::new(format!("cannot read standard input: {error}")))?;
        return Ok(("standard input".to_owned(), Content::from_bytes(bytes)));
    }
    Ok((path.display().to_string(), read_file(path)?))
}

/// A plan, the library that its words come from, and who it is for.
pub(crate) struct Made<'l> {
    /// The plan.
    pub(crate) document: PlanDocument,
    /// The library, in the plan's language.
    pub(crate) library: &'l Library,
    /// The presentation's own patient.
    pub(crate) patient: Option<Patient>,
}

/// The plan for a presentation's text, in the language that is asked for.
pub(crate) fn make<'l>(
    common: &Common,
    libraries: &'l Libraries<'_>,
    language: &Language<'_>,
    shown: &str,
    content: Content,
) -> Result<Made<'l>, Failure> {
    let mut sources = Sources::new();
    let file = sources.add_file(shown, content);
    let own = libraries.own();
    let linked = check_presentation(&sources, own, file);
    output::diagnostics(common, &sources, &linked.problems);
    let denied = common.deny.contains(&Deny::Warnings) && !linked.problems.is_empty();
    let sound = !denied && !has_errors(&linked.problems);
    let errors = || {
        Failure::new(format!("`{shown}` has errors, so there is no plan"))
            .help("Mend what is shown above.")
    };
    let (asked, written) = linked.asked.filter(|_| sound).ok_or_else(errors)?;
    let wanted = language.with(written.patient.as_ref());
    let library = libraries.get(wanted.unwrap_or(&own.languages.used))?;
    let (asked, written) = if std::ptr::eq(library, own) {
        (asked, written)
    } else {
        // Its keys are the other library's from here on; what there was to say of it is said.
        let again = check_presentation(&sources, library, file);
        again.asked.ok_or_else(errors)?
    };
    let planned = plan(library, &asked, Tracing::Off);
    Ok(Made {
        document: report(library, &asked, &written, &planned),
        library,
        patient: written.patient,
    })
}

/// A saved plan's text as a plan.
pub(crate) fn saved(shown: &str, text: &str) -> Result<PlanDocument, Failure> {
    serde_json::from_str(text).map_err(|error| {
        Failure::new(format!("`{shown}` is not a saved plan: {error}"))
            .help("Make it with `regimen plan PRESENTATION --format json`.")
    })
}

/// The plan for a terminal.
fn in_words(library: &Library, document: &PlanDocument, units: Units) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    let name = |id: &str| {
        library
            .exercises
            .find(id)
            .map_or_else(|| id.to_owned(), |key| library.exercises[key].name.clone())
    };
    match document.outcome {
        OutcomeKind::Refer => {
            line("No plan: be seen first.");
            for one in &document.refer {
                line(&format!("\n  {}: {}", one.urgency.as_str(), one.red_flag));
                line(&format!("  {}", one.action));
            }
            return out;
        }
        OutcomeKind::Unmet => {
            line("No plan fits.");
            for one in &document.unmet {
                line(&format!("\n  {}\n  {}", one.what, one.why));
            }
            return out;
        }
        OutcomeKind::Plan => {}
    }
    line(document.why_programme.as_deref().unwrap_or(""));
    for (what, text) in [
        ("Read first", &document.caution),
        ("From the clinician", &document.notes),
    ] {
        if let Some(text) = text {
            line(&format!("\n{what}: {text}"));
        }
    }
    if let Some(side) = document.side {
        let side = match side {
            Side::Left => "left",
            Side::Right => "right",
            Side::Both => "both",
        };
        line(&format!("\nSore side: {side}"));
    }
    for warning in &document.warnings {
        line(&format!("\nwarning: {warning}"));
    }
    if !document.limits.is_empty() {
        line("\nLimits for now");
        for (axis, limit) in &document.limits {
            line(&format!("  {axis}: {}", in_short(limit)));
        }
    }
    let mut before = None;
    for phase in &document.phases {
        let weeks = if phase.weeks.min == phase.weeks.max {
            format!("Week {}", phase.weeks.min)
        } else {
            format!("Weeks {} to {}", phase.weeks.min, phase.weeks.max)
        };
        let stage = phase
            .stage
            .as_ref()
            .map_or_else(String::new, |stage| format!(", stage {stage}"));
        line(&format!("\n{weeks}: {}{stage}", phase.id));
        for what in &phase.opens_when {
            line(&format!("  opens when: {what}"));
        }
        for (axis, limit) in phase.limits.iter().flatten() {
            if document.limits.get(axis).map(|now| now.max) != Some(limit.max) {
                line(&format!("  limit then, {axis}: {}", in_short(limit)));
            }
        }
        let now = document.limits.keys();
        let gone = now.filter(|&axis| {
            let then = phase.limits.as_ref();
            then.is_some_and(|then| !then.contains_key(axis))
        });
        for axis in gone {
            line(&format!("  no limit then, {axis}"));
        }
        let easy = easy_weeks(document, phase);
        if !easy.is_empty() {
            line(&format!("  easier weeks: {}", easy.join(", ")));
        }
        if before == Some(&phase.sessions) {
            line("  the same sessions");
            continue;
        }
        before = Some(&phase.sessions);
        for session in &phase.sessions {
            let title = session
                .name
                .as_ref()
                .map_or_else(|| format!("Session {}", session.id), Clone::clone);
            line(&format!(
                "\n  {title}, {} to {} min",
                session.minutes.min, session.minutes.max
            ));
            for item in &session.items {
                let instead = item.instead_of.as_ref().map_or_else(String::new, |id| {
                    format!("  (instead of {})", name(id.as_str()))
                });
                let dose = regimen_render::amount(library, units, &item.dose);
                let rest = match item.dose.rest_s {
                    None | Some(0) => String::new(),
                    Some(_) => format!(", rest {}", regimen_render::rest(library, &item.dose)),
                };
                line(&format!(
                    "    {}: {dose}{rest}{instead}",
                    name(item.exercise.as_str())
                ));
                let changes = regimen_render::changes(library, units, item);
                for (adjust, change) in item.adjust.iter().zip(changes) {
                    line(&format!("      {}: {change}", adjust.dial));
                }
                for why in &item.why {
                    line(&format!("      why: {}  [{}]", why.text, why.from));
                }
            }
            for left in &session.left_out {
                line(&format!("    left out, {}: {}", left.slot, left.why));
            }
        }
    }
    if !document.avoid.is_empty() {
        line("\nAvoid for now");
        for one in &document.avoid {
            let instead: Vec<String> = one.instead.iter().map(|id| name(id.as_str())).collect();
            let instead = if instead.is_empty() {
                "none".to_owned()
            } else {
                instead.join(", ")
            };
            line(&format!(
                "  {}: {} Instead: {instead}",
                name(one.exercise.as_str()),
                one.why
            ));
        }
    }
    if !document.rebuild.is_empty() {
        line("\nRebuild next");
        for one in &document.rebuild {
            let next: Vec<String> = one.next.iter().map(|id| name(id.as_str())).collect();
            line(&format!(
                "  {}, then {}: {}",
                name(one.at.as_str()),
                next.join(" or "),
                one.when.join(" ")
            ));
        }
    }
    for one in &document.back_to {
        let goal = name(one.goal.as_str());
        let from = one
            .from_stage
            .as_ref()
            .map_or_else(String::new, |stage| format!(", from the stage {stage} on"));
        line(&format!("\nBack to {goal}{from}"));
        for (at, step) in one.steps.iter().enumerate() {
            let step = step_name(library, one.ladder.as_ref(), step).unwrap_or(step.clone());
            line(&format!("  {}. {step}", at + 1));
        }
    }
    out
}

/// A limit in a few words: its level, the longest time at one go, what sets it.
fn in_short(limit: &LimitEntry) -> String {
    let bout = limit
        .bout_min
        .map_or_else(String::new, |minutes| format!(", {minutes} min at a time"));
    let because = limit.because.join(", ");
    format!("{}{bout}  ({because})", limit.max.as_str())
}

/// The easier weeks of a phase.
fn easy_weeks(document: &PlanDocument, phase: &PhaseEntry) -> Vec<String> {
    let easy = document.calendar.iter().filter(|one| one.easy);
    let mut weeks: Vec<u16> = easy.map(|one| one.week).collect();
    weeks.retain(|week| phase.weeks.min <= *week && *week <= phase.weeks.max);
    weeks.dedup();
    weeks.iter().map(u16::to_string).collect()
}
