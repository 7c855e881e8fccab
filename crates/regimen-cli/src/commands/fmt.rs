//! `regimen fmt`: pack files in the one layout.

use regimen_core::diagnostic::{Diagnostic, Place, codes};
use regimen_core::layout::{Left, kind_of, layout};
use regimen_core::schema::{parse, text_of};

use crate::args::{Common, FmtArgs};
use crate::failure::{Exit, Failure};
use crate::{load, output};

pub(crate) fn run(common: &Common, args: &FmtArgs) -> Result<Exit, Failure> {
    let (sources, files) = load::files_to_write(common, &args.folders)?;
    let mut problems = Vec::new();
    let mut changed = Vec::new();
    for &file in &files {
        let Some(text) = text_of(&sources, file, &mut problems) else {
            continue;
        };
        let source = sources.file(file);
        match layout(kind_of(&source.inner, text), text) {
            Ok(done) if done == text => {}
            Ok(done) => changed.push((source, done)),
            Err(Left::NotToml(why)) => {
                let before = problems.len();
                parse(&sources, file, &mut problems);
                if problems.len() == before {
                    let message = format!("this is not TOML: {why}");
                    problems.push(Diagnostic::new(&codes::SYNTAX, Place::file(file), message));
                }
            }
            Err(Left::Changed) => output::warning(
                common,
                &format!(
                    "{} is left alone: laid out anew it would not say the same",
                    source.path
                ),
            ),
        }
    }
    output::diagnostics(common, &sources, &problems);
    for (source, done) in &changed {
        if !args.check {
            output::rewrite(source, done)?;
        }
        if !common.quiet {
            output::result(format!("{}\n", source.path).as_bytes())?;
        }
    }
    if !common.quiet {
        output::message(&format!(
            "{} of {} files {}",
            changed.len(),
            files.len(),
            match args.check {
                true => "would be laid out anew",
                false => "laid out anew",
            }
        ));
    }
    Ok(match (problems.is_empty(), args.check) {
        (false, false) => Exit::Unusable,
        (false, true) => Exit::Short,
        (true, true) if !changed.is_empty() => Exit::Short,
        (true, _) => Exit::Clean,
    })
}
