//! The Markdown writer: CommonMark with GFM tables, to paste into a record.
//!
//! Escapes are in `escape`. Here a filled template is only tidied, so that where a template breaks its lines
//! is its own affair.

use super::fill::{TextFormat, fill};
use super::templates::Templates;
use super::visible::visible_view;
use crate::error::{RenderError, Rendered};
use crate::view::View;

/// A handout as Markdown, in UTF-8. The same view and templates give the same bytes.
///
/// No line ends in a space, no two blank lines follow each other, and the file ends with one line end.
/// `warnings` names the hidden characters that were printed by their code.
///
/// # Errors
///
/// If the template cannot be filled: see [`RenderError`]. With the built-in template, never.
pub fn markdown(view: &View, templates: &Templates) -> Result<Rendered, RenderError> {
    let template = templates.markdown();
    let visible = visible_view(view).map_err(|error| template.without_view(&error))?;
    let text = fill(TextFormat::Markdown, template, &visible.value)?;
    Ok(Rendered {
        bytes: tidy(&text).into_bytes(),
        warnings: visible.warnings,
    })
}

/// The lines without spaces at their ends, without blank lines at the start, the end and beside each other.
pub(super) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() {
            blank = true;
            continue;
        }
        if blank && !out.is_empty() {
            out.push('\n');
        }
        blank = false;
        out.push_str(line);
        out.push('\n');
    }
    out
}
