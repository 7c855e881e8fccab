//! `regimen next`: what to do next with each exercise, after check-ins.

use std::path::Path;

use regimen_core::diagnostic::has_errors;
use regimen_core::library::Library;
use regimen_core::presentation::Units;
use regimen_core::progress::{
    Known, NextDocument, NextEntry, NextOutcome, check_log, next, same_packs,
};
use regimen_core::report::{OutcomeKind, PlanDocument};
use regimen_core::source::{Content, Sources};

use super::plan;
use crate::args::{Common, Deny, NextArgs, PlanFormat};
use crate::failure::{Exit, Failure};
use crate::load::{self, Libraries};
use crate::output;

pub(crate) fn run(common: &Common, args: &NextArgs) -> Result<Exit, Failure> {
    if args.plan == Path::new("-") && args.log == Path::new("-") {
        return Err(Failure::new("standard input can be read only once")
            .help("Give the plan or the log as a file."));
    }
    let loaded = load::packs(common)?;
    let libraries = Libraries::new(common, &loaded)?;
    let own = libraries.own();
    let plan = saved(common, own, args)?;
    // The next steps are in the plan's language, whose words they take up.
    let language = plan.language.as_ref().unwrap_or(&own.languages.used);
    let library = libraries.get(language)?;
    let known = Known::of(library, &plan).map_err(|mismatch| {
        Failure::new(format!("`{}`: {mismatch}", args.plan.display()))
            .help("Load the packs that the plan was made with, or make the plan again.")
    })?;
    let (shown, content) = plan::read(&args.log)?;
    let mut sources = Sources::new();
    let file = sources.add_file(shown.as_str(), content);
    let checked = check_log(&sources, &known, file);
    output::diagnostics(common, &sources, &checked.problems);
    let denied = common.deny.contains(&Deny::Warnings) && !checked.problems.is_empty();
    let document = checked
        .logged
        .filter(|_| !denied && !has_errors(&checked.problems))
        .and_then(|logged| next(&known, &logged));
    let Some(document) = document else {
        return Err(
            Failure::new(format!("`{shown}` has errors, so there is no next step"))
                .help("Mend what is shown above."),
        );
    };
    let text = match args.format {
        PlanFormat::Json => document.to_json(),
        PlanFormat::Text => in_words(library, &document, regimen_render::units(None)),
    };
    output::result(text.as_bytes())?;
    Ok(match document.outcome {
        NextOutcome::Next => Exit::Clean,
        NextOutcome::Refer => Exit::NoPlan,
    })
}

/// The saved plan: one that is a plan, made with these packs.
fn saved(common: &Common, library: &Library, args: &NextArgs) -> Result<PlanDocument, Failure> {
    let (shown, content) = plan::read(&args.plan)?;
    let Content::Text(text) = content else {
        return Err(Failure::new(format!("`{shown}` is not text")));
    };
    let document = plan::saved(&shown, &text)?;
    if document.outcome != OutcomeKind::Plan {
        return Err(Failure::new(format!(
            "`{shown}` holds no plan: it is a referral, or says that nothing fits"
        ))
        .help("Make a plan first; then its check-ins can be judged."));
    }
    if !same_packs(library, &document) {
        let message = format!("`{shown}` was made with other packs, or other versions of them");
        if !args.changed_packs {
            return Err(Failure::new(message).help(
                "Make the plan again, or judge with the packs as they are now: `--changed-packs`.",
            ));
        }
        output::warning(
            common,
            &format!("{message}; it is judged with those that are loaded"),
        );
    }
    Ok(document)
}

/// The next steps for a terminal.
fn in_words(library: &Library, document: &NextDocument, units: Units) -> String {
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
    line(&document.title);
    for one in &document.refer {
        line(&format!(
            "\n  {}: {}  [{}]",
            one.urgency.as_str(),
            one.red_flag,
            one.from
        ));
        line(&format!("  {}", one.action));
    }
    for group in groups(document) {
        let Some(one) = group.first() else {
            continue;
        };
        let names: Vec<String> = group
            .iter()
            .map(|one| name(one.exercise.as_str()))
            .collect();
        line(&format!("\n{}: {}", names.join(", "), one.title));
        line(&format!("  {}  [{}]", one.why, one.rule.from));
        for step in &one.steps {
            line(&format!("  - {step}"));
        }
        let instead = one.instead.as_ref();
        if let Some(dose) = instead.map(|one| &one.dose).or(one.dose.as_ref()) {
            let amount = regimen_render::amount(library, units, dose);
            let exercise = instead.map_or(one.exercise.as_str(), |one| one.exercise.as_str());
            line(&format!("  {}: {amount}", name(exercise)));
        }
        if let Some(instead) = instead {
            line(&format!("  [{}]", instead.from));
        }
    }
    out
}

/// The exercises in the plan's order, those of which there is the same to say together; those that nothing was logged of
/// come last.
fn groups(document: &NextDocument) -> Vec<Vec<&NextEntry>> {
    let unlogged = |one: &NextEntry| one.rule.missing.iter().any(|key| key == "exercise");
    let same = |one: &NextEntry, other: &NextEntry| {
        one.why == other.why
            && one.rule == other.rule
            && one.steps == other.steps
            && one.dose == other.dose
            && one.instead == other.instead
    };
    let mut groups: Vec<Vec<&NextEntry>> = Vec::new();
    for one in &document.exercises {
        let found = groups
            .iter_mut()
            .find(|group| group.first().is_some_and(|first| same(first, one)));
        match found {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups.sort_by_key(|group| group.first().is_some_and(|one| unlogged(one)));
    groups
}
