//! A plan into a view, a view into Markdown, HTML and PDF.

pub mod build;
pub mod error;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod text;
pub mod view;

pub use build::{
    Audience, Logo, LogoFault, Mismatch, Options, Pictures, amount, changes, rest, step_name,
    units, view,
};
pub use error::{RenderError, Rendered};
#[cfg(feature = "pdf")]
pub use pdf::pdf;
pub use text::{Template, Templates, heat_page, html, markdown, thousands};
pub use view::View;

/// The view as JSON, as the Typst template reads it.
pub fn json(view: &View) -> Rendered {
    // Strings, numbers and lists only: nothing here can fail to serialise.
    let mut bytes = serde_json::to_vec_pretty(view).unwrap_or_default();
    bytes.push(b'\n');
    Rendered {
        bytes,
        warnings: Vec::new(),
    }
}

/// The JSON Schema of the view, as it is committed.
pub fn view_schema() -> String {
    let schema = schemars::generate::SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<View>();
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
