//! The PDF writer: a Typst template and a view into a tagged PDF, in process.
//!
//! No wording and no layout live here: the words are the view's, their place is the template's. The same
//! view and template give the same bytes, on any day and any machine.

pub mod fonts;
mod world;

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;
use typst::comemo;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::error::{RenderError, Rendered};
use crate::text::{Template, Templates};
use crate::view::View;
use world::Sheet;

/// Writes a view as a PDF 1.7 file that conforms to PDF/UA-1.
///
/// The template is a Typst document; it reads the view with `json("/view.json")`, the clinic's logo as `/logo.svg` or
/// `/logo.png`, and can read nothing else. What the embedded fonts cannot print is made visible first (see [`fonts::printable`]).
/// Several threads may write at once. What two handouts have in common is laid out once, if few others came between them.
///
/// The warnings name each such character once, in the order in which they come, then what the template
/// does that may not be meant, such as naming a font that is not there.
///
/// # Errors
///
/// The template's first error, if it does not compile or its result does not conform to PDF/UA-1, as
/// when it gives no title or skips a heading level.
pub fn pdf(view: &View, templates: &Templates) -> Result<Rendered, RenderError> {
    let _writing = Writing::begin();
    write(view, templates.typst())
}

/// How many handouts are being written at this moment.
static WRITING: AtomicUsize = AtomicUsize::new(0);

/// A handout that is being written. Each that ends takes with it what Typst remembers of those long before; what the last
/// few had in common with those that are still being written stays.
struct Writing;

impl Writing {
    fn begin() -> Writing {
        WRITING.fetch_add(1, Ordering::Relaxed);
        Writing
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        let now = WRITING.fetch_sub(1, Ordering::Relaxed);
        // What has not been used while so many handouts ended goes. Measured: fewer cost time, more cost memory.
        comemo::evict(2 + 2 * now);
    }
}

fn write(view: &View, template: &[Template]) -> Result<Rendered, RenderError> {
    let plain = |message: String| error_at(template, None, message);
    let logo = view.clinic.as_ref().and_then(|clinic| clinic.logo.as_ref());
    let mut view = serde_json::to_value(view).map_err(|error| plain(error.to_string()))?;
    let mut unprintable = Vec::new();
    make_printable(&mut view, &mut unprintable);

    let json = serde_json::to_vec(&view).map_err(|error| plain(error.to_string()))?;
    let sheet = Sheet::new(template, json, logo);
    let sheet = sheet.map_err(|error| plain(error.to_string()))?;
    let Warned { output, warnings } = typst::compile::<PagedDocument>(&sheet);
    let document = output.map_err(|errors| first_error(template, &sheet, &errors))?;
    let options = options().map_err(plain)?;
    let bytes = typst_pdf::pdf(&document, &options)
        .map_err(|errors| first_error(template, &sheet, &errors))?;

    let characters = unprintable.into_iter().map(|character| {
        let code_point = fonts::code_point(character);
        format!("a character cannot be printed; {code_point} stands in its place")
    });
    let template_warnings = warnings.iter().map(|warning| {
        let (name, line) = named(template, place_of(&sheet, warning));
        let line = line.map(|line| format!(":{line}")).unwrap_or_default();
        format!("the template {name}{line}: {}", warning.message)
    });
    Ok(Rendered {
        bytes,
        warnings: characters.chain(template_warnings).collect(),
    })
}

/// Makes every text of a view printable, and notes each character that was replaced once, in order.
/// Keys stay: they are the format's, not a person's.
fn make_printable(value: &mut Value, unprintable: &mut Vec<char>) {
    match value {
        Value::String(text) => {
            let printable = fonts::printable(text);
            for character in printable.replaced {
                if !unprintable.contains(&character) {
                    unprintable.push(character);
                }
            }
            if let std::borrow::Cow::Owned(printed) = printable.text {
                *text = printed;
            }
        }
        Value::Array(values) => values
            .iter_mut()
            .for_each(|value| make_printable(value, unprintable)),
        Value::Object(fields) => fields
            .values_mut()
            .for_each(|value| make_printable(value, unprintable)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Tagged, conforming, and without a date: a clock would change the bytes.
fn options() -> Result<PdfOptions, String> {
    let standards = PdfStandards::new(&[PdfStandard::V_1_7, PdfStandard::Ua_1])
        .map_err(|error| error.message().to_string())?;
    Ok(PdfOptions {
        creator: Smart::Custom(Some("regimen".to_owned())),
        timestamp: None,
        standards,
        tagged: true,
        ..PdfOptions::default()
    })
}

fn first_error(template: &[Template], sheet: &Sheet, errors: &[SourceDiagnostic]) -> RenderError {
    let Some(error) = errors.first() else {
        return error_at(template, None, "it cannot be compiled".to_owned());
    };
    let hints: Vec<&str> = error.hints.iter().map(|hint| hint.v.as_str()).collect();
    RenderError {
        help: (!hints.is_empty()).then(|| hints.join("; ")),
        ..error_at(template, place_of(sheet, error), error.message.to_string())
    }
}

/// The file of the template that a message is about, and its line, from 1.
///
/// Where Typst only knows a place outside the template, the innermost call in the template counts.
fn place_of(sheet: &Sheet, diagnostic: &SourceDiagnostic) -> Option<(usize, usize)> {
    let mut calls = diagnostic.trace.iter();
    sheet
        .place(diagnostic.span)
        .or_else(|| calls.find_map(|call| sheet.place(call.span)))
}

/// What a place is called: without one, the file that is compiled.
fn named(template: &[Template], place: Option<(usize, usize)>) -> (&str, Option<usize>) {
    let file = template.get(place.map_or(0, |(file, _)| file));
    (
        file.map_or("", Template::shown),
        place.map(|(_, line)| line),
    )
}

fn error_at(template: &[Template], place: Option<(usize, usize)>, message: String) -> RenderError {
    let (name, line) = named(template, place);
    RenderError {
        template: name.to_owned(),
        line,
        message,
        help: None,
    }
}
