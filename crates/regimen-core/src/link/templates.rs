//! The templates that packs bring: which are read, and whose holds where several bring the same.
//!
//! What is in a template is not looked at here. Packs come from anyone, so that they bring only templates that can do
//! nothing but place text; a Typst document is a program.

use super::packs::PackFolder;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::format::{TEMPLATES, template};
use crate::library::Template;
use crate::schema;
use crate::source::{FileId, Sources};
use crate::suggest;

/// The templates that hold, in the order of [`TEMPLATES`]. A later pack's takes the place of one of a pack that it builds
/// on; between packs that do not build on each other neither would be right.
pub(super) fn read(
    sources: &Sources,
    packs: &[PackFolder],
    problems: &mut Vec<Diagnostic>,
) -> Vec<Template> {
    let mut found: Vec<(&str, usize, FileId)> = Vec::new();
    for (pack, folder) in packs.iter().enumerate() {
        for &file in &folder.folder.files {
            let inner = sources.file(file).inner.as_str();
            let Some(name) = template(inner) else {
                continue;
            };
            if sources.file(file).is_kept_out() {
                let _ = schema::text_of(sources, file, problems);
            } else if !TEMPLATES.contains(&name) {
                problems.push(not_read(inner, name, file));
            } else if schema::text_of(sources, file, problems).is_some() {
                found.push((name, pack, file));
            }
        }
    }
    let mut templates = Vec::new();
    for name in TEMPLATES {
        let mut these = found.iter().filter(|(known, ..)| *known == name).rev();
        let Some(&(_, last, file)) = these.next() else {
            continue;
        };
        let others: Vec<_> = these.collect();
        let sees = packs.get(last).map(|pack| &pack.sees);
        let stranger = others
            .iter()
            .find(|(_, pack, _)| !sees.is_some_and(|sees| sees.contains(pack)));
        if let Some(&&(_, other, first)) = stranger {
            problems.push(clash(packs, name, (last, file), (other, first)));
        }
        let source = sources.file(file);
        templates.push(Template {
            name: name.to_owned(),
            path: source.path.clone(),
            source: source.text().to_owned(),
        });
    }
    templates
}

fn not_read(inner: &str, name: &str, file: FileId) -> Diagnostic {
    let place = Place::file(file);
    if name.ends_with(".typ") {
        return Diagnostic::new(
            &codes::PACK_TEMPLATE,
            place,
            format!("a pack brings no Typst template, as `{inner}` is: it is a program"),
        )
        .help("Take it out. For your own handouts it can stand in the folder that `templates` in regimen.toml names.");
    }
    Diagnostic::new(
        &codes::STRAY_FILE,
        place,
        format!("nothing reads `{inner}`"),
    )
    .help(match suggest::nearest(name, TEMPLATES) {
        Some(near) => format!("Did you mean `templates/{near}`?"),
        None => format!("A pack's templates are {}.", TEMPLATES.join(" and ")),
    })
}

fn clash(
    packs: &[PackFolder],
    name: &str,
    (last, file): (usize, FileId),
    (other, first): (usize, FileId),
) -> Diagnostic {
    let pack = |at: usize| packs.get(at).map_or("", |pack| pack.manifest.name.as_str());
    Diagnostic::new(
        &codes::TEMPLATE_CLASH,
        Place::file(file),
        format!(
            "the packs `{}` and `{}` both bring the template `{name}`",
            pack(other),
            pack(last)
        ),
    )
    .label("this one")
    .also(Place::file(first), "and this one")
    .help("Load only one of them, or let one require the other: then its own holds.")
}
