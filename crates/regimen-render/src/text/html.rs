//! The HTML writer: one file that needs no other, to read on a phone or to print from a browser.

use super::fill::{TextFormat, fill};
use super::templates::Templates;
use super::visible::visible_view;
use crate::error::{RenderError, Rendered};
use crate::view::View;

/// A handout as HTML, in UTF-8. The same view and templates give the same bytes.
///
/// `warnings` names the hidden characters that were printed by their code.
///
/// # Errors
///
/// If the template cannot be filled: see [`RenderError`]. With the built-in template, never.
pub fn html(view: &View, templates: &Templates) -> Result<Rendered, RenderError> {
    let template = templates.html();
    let visible = visible_view(view).map_err(|error| template.without_view(&error))?;
    let text = fill(TextFormat::Html, template, &visible.value)?;
    Ok(Rendered {
        bytes: text.into_bytes(),
        warnings: visible.warnings,
    })
}
