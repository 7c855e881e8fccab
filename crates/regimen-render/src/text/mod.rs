//! The handout as text: HTML and Markdown, through minijinja templates that only place what the view says.
//!
//! Here are the two writers, the templates of every format, and the escapes. No clinical word is here or in a
//! template, and nothing that a user typed is a reason to fail: it prints as typed. The PDF writer lives
//! elsewhere and takes its template from [`Templates`] and its text through [`visible`].

#[macro_use]
mod templates;

mod allowed;
mod autolink;
pub mod escape;
mod fault;
mod fill;
mod heat;
mod html;
mod markdown;
pub mod visible;

pub use heat::{heat_page, thousands};
pub use html::html;
pub use markdown::markdown;
pub use templates::{Template, Templates};

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
