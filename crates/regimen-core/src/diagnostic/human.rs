//! Diagnostics for people: the line, a mark under the place, and the mend.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::source::{Locator, Sources};

/// How many diagnostics are shown to people. Nobody reads more, and each is looked up in its file.
pub const MOST_SHOWN: usize = 1_000;

/// The diagnostics as text, one after the other, with a blank line between; no more than [`MOST_SHOWN`], and then how many there
/// are beside them. `colour` adds terminal colours.
pub fn human<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    locator: &Locator<'_>,
    colour: bool,
) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
    .decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    let mut diagnostics = diagnostics.into_iter();
    for one in diagnostics.by_ref().take(MOST_SHOWN) {
        out.push_str(&renderer.render(&report(one, locator.sources(), locator)));
        out.push_str("\n\n");
    }
    let more = diagnostics.count();
    if more > 0 {
        out.push_str(&format!(
            "note: there are {more} more like these; `--format json` lists them\n\n"
        ));
    }
    out
}

/// How many errors and warnings, in words: `2 errors, 1 warning`.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let count = |severity: Severity| {
        diagnostics
            .iter()
            .filter(|one| one.severity == severity)
            .count()
    };
    let words =
        |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    format!(
        "{}, {}",
        words(count(Severity::Error), "error"),
        words(count(Severity::Warning), "warning")
    )
}

fn report<'a>(one: &'a Diagnostic, sources: &'a Sources, locator: &Locator<'_>) -> Vec<Group<'a>> {
    let level = match one.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level
        .primary_title(one.message.as_str())
        .id(one.code.id)
        .elements(Vec::<annotate_snippets::Element<'a>>::new());
    let source = sources.file(one.place.file);
    if source.text().is_empty() {
        group = group.element(Origin::path(source.path.as_str()));
    } else {
        let mut snippet = Snippet::source(source.text())
            .path(source.path.as_str())
            .annotation(
                AnnotationKind::Primary
                    .span(locator.bytes(&one.place))
                    .label(one.label.as_ref()),
            );
        for (place, label) in &one.also {
            if place.file == one.place.file {
                snippet = snippet.annotation(
                    AnnotationKind::Context
                        .span(locator.bytes(place))
                        .label(label.as_str()),
                );
            }
        }
        group = group.element(snippet);
    }
    for (place, label) in &one.also {
        if place.file != one.place.file {
            let other = sources.file(place.file);
            group = group.element(
                Snippet::source(other.text())
                    .path(other.path.as_str())
                    .annotation(
                        AnnotationKind::Context
                            .span(locator.bytes(place))
                            .label(label.as_str()),
                    ),
            );
        }
    }
    let help = one.advice();
    // What would be written is worth a look where the program may write it.
    let Some(patch) = one.patch(locator) else {
        return vec![group.element(Level::HELP.message(help))];
    };
    let source = sources.file(patch.file);
    let replaced = patch.replaced.into_iter();
    let replaced = replaced.map(|one| Patch::new(one.bytes, one.by));
    let written = Snippet::source(source.text())
        .path(source.path.as_str())
        .patches(replaced);
    let help = Level::HELP.secondary_title(help).element(written);
    vec![group, help]
}
