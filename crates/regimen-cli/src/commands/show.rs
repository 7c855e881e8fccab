//! `regimen show`: one record of the loaded packs, as it stands in its file.

use regimen_core::diagnostic::Place;
use regimen_core::library::Library;
use regimen_core::suggest::nearest;

use crate::args::{Common, ShowArgs};
use crate::failure::{Exit, Failure};
use crate::load::{self, Loaded};
use crate::output;

pub(crate) fn run(common: &Common, args: &ShowArgs) -> Result<Exit, Failure> {
    let loaded = load::packs(common)?;
    let library = load::library(common, &loaded)?;
    let all = records(library);
    let (kind, id) = match args.id.split_once('/') {
        Some((kind, id)) => (Some(kind), id),
        None => (None, args.id.as_str()),
    };
    let found: Vec<&Shown> = all
        .iter()
        .filter(|one| one.id == id && kind.is_none_or(|kind| one.kind == kind))
        .collect();
    match found.as_slice() {
        [one] => {
            output::result(text(&loaded, one).as_bytes())?;
            Ok(Exit::Clean)
        }
        [] => {
            let names = all.iter().map(|one| one.id.as_str());
            let help = match nearest(id, names) {
                Some(near) => format!("Did you mean `{near}`?"),
                None => "`regimen list` shows what there is.".to_owned(),
            };
            Err(Failure::new(format!("there is no record `{}`", args.id.escape_debug())).help(help))
        }
        several => {
            let names: Vec<String> = several
                .iter()
                .map(|one| format!("{}/{}", one.kind, one.id))
                .collect();
            Err(Failure::new(format!("`{id}` is the id of several records"))
                .help(format!("Name one: {}.", names.join(", "))))
        }
    }
}

struct Shown {
    kind: &'static str,
    id: String,
    place: Place,
}

fn records(library: &Library) -> Vec<Shown> {
    let mut all = Vec::new();
    macro_rules! add {
        ($table:ident, $kind:literal) => {
            all.extend(library.$table.rows().iter().map(|one| Shown {
                kind: $kind,
                id: one.id.to_string(),
                place: one.origin.place.clone(),
            }));
        };
    }
    add!(exercises, "exercise");
    add!(findings, "finding");
    add!(red_flags, "red-flag");
    add!(nevers, "never");
    add!(ladders, "ladder");
    add!(programmes, "programme");
    add!(stages, "stage");
    all.extend(library.references.rows().iter().map(|one| Shown {
        kind: "reference",
        id: one.cite.id.to_string(),
        place: one.origin.place.clone(),
    }));
    all
}

/// The record's text: the whole file where it has one to itself, else its part of the file.
fn text(loaded: &Loaded, one: &Shown) -> String {
    let source = loaded.sources.file(one.place.file);
    let locator = loaded.sources.locator();
    let at = locator.line_column(&one.place);
    let whole = matches!(&one.place.spot, regimen_core::diagnostic::Spot::Value(pointer) if pointer.is_empty());
    let lines: Vec<&str> = source.text().lines().collect();
    let (first, part): (usize, Vec<&str>) = if whole {
        (
            1,
            lines
                .iter()
                .copied()
                .filter(|line| !line.starts_with("#:schema"))
                .collect(),
        )
    } else {
        let start = at.line.saturating_sub(1);
        let rest = lines.get(start..).unwrap_or_default();
        let length = rest
            .iter()
            .skip(1)
            .position(|line| line.starts_with("[["))
            .map_or(rest.len(), |end| end + 1);
        (at.line, rest.iter().take(length).copied().collect())
    };
    let body = part.join("\n");
    format!(
        "# {}/{} in {}:{first}\n{}\n",
        one.kind,
        one.id,
        source.path,
        body.trim()
    )
}
