//! `regimen explain`: why an exercise is in a plan, changed or out; or what a diagnostic's code means.

use std::path::Path;

use regimen_core::diagnostic::document::{Piece, pieces};
use regimen_core::diagnostic::{Code, codes, has_errors};
use regimen_core::explain::explain;
use regimen_core::library::{Exercise, Key, Library};
use regimen_core::link::check_presentation;
use regimen_core::plan::{Tracing, plan};
use regimen_core::report::OutcomeKind;
use regimen_core::suggest::nearest;
use regimen_core::wrap::Lines;

use super::plan::read;
use crate::args::{Common, Deny, ExplainArgs, PlanFormat};
use crate::failure::{Exit, Failure};
use crate::{load, output};

pub(crate) fn run(common: &Common, args: &ExplainArgs) -> Result<Exit, Failure> {
    match (&args.exercise, args.subject.to_str()) {
        (Some(exercise), _) => exercise_of(common, args, exercise),
        (None, Some(word)) if is_code(word) => code(args, word),
        (None, _) => Err(Failure::new(format!(
            "`{}` is not a code, and no exercise is named",
            args.subject.display()
        ))
        .help("Name a presentation and an exercise, as in `regimen explain anna.toml EXERCISE`, or a code, as in `regimen explain R304`.")),
    }
}

/// A letter and three digits, as codes are written.
fn is_code(word: &str) -> bool {
    word.strip_prefix(['R', 'r'])
        .is_some_and(|digits| digits.len() == 3 && digits.bytes().all(|one| one.is_ascii_digit()))
}

fn code(args: &ExplainArgs, word: &str) -> Result<Exit, Failure> {
    let id = word.to_ascii_uppercase();
    let Some(code) = codes::ALL.iter().find(|code| code.id == id) else {
        let near = nearest(&id, codes::ALL.iter().map(|code| code.id));
        let help = match near {
            Some(near) => format!("Did you mean {near}?"),
            None => "The codes stand in the messages of `regimen check`.".to_owned(),
        };
        return Err(Failure::new(format!("there is no code {id}")).help(help));
    };
    output::result(code_text(code, args.format).as_bytes())?;
    Ok(Exit::Clean)
}

fn code_text(code: &Code, format: PlanFormat) -> String {
    match format {
        PlanFormat::Json => {
            let value = serde_json::json!({
                "code": code.id,
                "title": code.title,
                "help": code.help,
                "document": code.document,
            });
            format!("{value:#}\n")
        }
        PlanFormat::Text => {
            let mut lines = Lines::new();
            lines.add(0, &format!("{}: {}", code.id, code.title));
            for piece in pieces(code.document) {
                lines.gap();
                match piece {
                    Piece::Section(title) => lines.add(0, title),
                    Piece::Words(words) => lines.add(2, words),
                    Piece::File { text, .. } => {
                        for line in text.lines() {
                            lines.as_is(6, line);
                        }
                    }
                }
            }
            lines.finish()
        }
    }
}

fn exercise_of(common: &Common, args: &ExplainArgs, exercise: &str) -> Result<Exit, Failure> {
    let loaded = load::packs(common)?;
    let library = load::library(common, &loaded)?;
    let key = find(library, exercise)?;
    let (shown, content) = read(Path::new(&args.subject))?;
    // The presentation joins the packs' files, so that a place in either can be shown.
    let mut sources = loaded.sources.clone();
    let file = sources.add_file(shown.clone(), content);
    let linked = check_presentation(&sources, library, file);
    output::diagnostics(common, &sources, &linked.problems);
    let denied = common.deny.contains(&Deny::Warnings) && !linked.problems.is_empty();
    let (asked, written) = match linked.asked {
        Some(asked) if !denied && !has_errors(&linked.problems) => asked,
        _ => {
            return Err(Failure::new(format!(
                "`{shown}` has errors, so there is no plan to explain"
            ))
            .help("Mend what is shown above."));
        }
    };
    let planned = plan(library, &asked, Tracing::On);
    let explanation = explain(library, &sources, file, &asked, &written, &planned, key);
    let text = match args.format {
        PlanFormat::Json => explanation.to_json(),
        PlanFormat::Text => explanation.to_text(),
    };
    output::result(text.as_bytes())?;
    Ok(match explanation.outcome {
        OutcomeKind::Plan => Exit::Clean,
        OutcomeKind::Refer | OutcomeKind::Unmet => Exit::NoPlan,
    })
}

fn find(library: &Library, exercise: &str) -> Result<Key<Exercise>, Failure> {
    let exercises = &library.exercises;
    exercises.find(exercise).ok_or_else(|| {
        let help = match nearest(exercise, exercises.ids()) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => "`regimen list exercises` shows what there is.".to_owned(),
        };
        Failure::new(format!(
            "there is no exercise `{}`",
            exercise.escape_debug()
        ))
        .help(help)
    })
}
