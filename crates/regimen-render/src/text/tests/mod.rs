//! Tests of the text formats, one file for each promise.

mod bounds;
mod faults;
mod handout;
mod reads_as_typed;
mod ways_round;

use super::fill::{TextFormat, fill};
use super::templates::{Template, Templates};
use crate::error::RenderError;

/// The two formats.
const FORMATS: [TextFormat; 2] = [TextFormat::Html, TextFormat::Markdown];

/// Fills a template of one's own with some data.
fn fill_source(
    format: TextFormat,
    source: &str,
    data: &serde_json::Value,
) -> Result<String, RenderError> {
    let templates = Templates::built_in();
    let name = match format {
        TextFormat::Html => "handout.html",
        TextFormat::Markdown => "handout.md",
    };
    let templates = templates.with(name, source, "clinic/own")?;
    fill(format, template(format, &templates), data)
}

fn template(format: TextFormat, templates: &Templates) -> &Template {
    match format {
        TextFormat::Html => templates.html(),
        TextFormat::Markdown => templates.markdown(),
    }
}
