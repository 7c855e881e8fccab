//! A view into a template of one format, with every value escaped for that format.
//!
//! The environment starts empty and gets only what cannot take an escape away again: no filter that marks text
//! as safe, none that cuts or replaces in text that is escaped already, no other file to include, no other
//! escape mode. What remains is the templates' own markup, which is theirs to answer for.

use std::fmt::Write as _;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use minijinja::value::{Serde, ValueKind};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value,
};
use minijinja::{filters, functions, syntax::SyntaxConfig, tests};

use super::escape;
use super::fault::{self, Refused};
use super::templates::Template;
use crate::error::RenderError;

/// The filters of a template, for the help of an error.
pub(super) const FILTERS: [&str; 6] = ["default", "first", "join", "last", "length", "svg_uri"];
/// The tests of a template.
pub(super) const TESTS: [&str; 3] = ["defined", "none", "undefined"];
/// The functions of a template.
pub(super) const FUNCTIONS: [&str; 1] = ["range"];

/// How many steps a template may take: a loop's turn, a value, a piece of its text. A test holds the built-in ones to a
/// twentieth of it.
pub(super) const STEPS: u64 = 2_000_000;
/// How long a handout may be, in bytes, before and after values are put together. With moving pictures one is some megabytes.
pub(super) const LONGEST: usize = 32 << 20;

/// A format that minijinja writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextFormat {
    /// HTML: an element's content or a quoted attribute.
    Html,
    /// Markdown: CommonMark and GFM's tables.
    Markdown,
}

impl TextFormat {
    /// The one escape mode in which a template of the format prints values.
    fn mode(self) -> AutoEscape {
        match self {
            TextFormat::Html => AutoEscape::Html,
            TextFormat::Markdown => AutoEscape::Custom("markdown".into()),
        }
    }

    fn escape(self, text: &str) -> String {
        match self {
            TextFormat::Html => escape::html(text),
            TextFormat::Markdown => escape::markdown(text),
        }
    }
}

/// Fills a template with a view, or any other data.
///
/// # Errors
///
/// If the template has a syntax error, names something that the view has not, prints what is not text or a
/// number, tries to go round the escape, takes more than [`STEPS`] or writes more than [`LONGEST`].
pub(super) fn fill(
    format: TextFormat,
    template: &Template,
    view: &serde_json::Value,
) -> Result<String, RenderError> {
    fill_within(STEPS, format, template, view)
}

/// The same in so many steps.
pub(super) fn fill_within(
    steps: u64,
    format: TextFormat,
    template: &Template,
    view: &serde_json::Value,
) -> Result<String, RenderError> {
    environment(format)
        .and_then(|mut env| {
            env.set_fuel(Some(steps));
            let mut page = Page::default();
            let written = env
                .template_from_named_str(template.shown(), template.source())?
                .render_captured_to(Serde(view), &mut page);
            if page.full {
                return Err(Refused::TooLong.into());
            }
            written?;
            // Templates and values are text, and so is what is made of them.
            String::from_utf8(page.bytes)
                .map_err(|_| Error::new(ErrorKind::WriteFailure, "the result is no text"))
        })
        .map_err(|error| fault::explain(&error, template))
}

/// What is written so far, up to [`LONGEST`].
#[derive(Default)]
struct Page {
    bytes: Vec<u8>,
    full: bool,
}

impl io::Write for Page {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + more.len() > LONGEST {
            self.full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(more);
        Ok(more.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn environment(format: TextFormat) -> Result<Environment<'static>, Error> {
    let mut env = Environment::empty();
    // Errors name the variable in release builds too.
    env.set_debug(true);
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()?,
    );
    env.set_auto_escape_callback(move |_| format.mode());
    // What a `set` block keeps is not written yet, but may grow: values count wherever they go.
    let printed = AtomicUsize::new(0);
    env.set_formatter(move |out, state, value| {
        let length = value.as_str().map_or(0, str::len);
        if printed.fetch_add(length, Ordering::Relaxed) + length > LONGEST {
            return Err(Refused::TooLong.into());
        }
        write_value(format, out, state, value)
    });
    env.add_filter("default", filters::default);
    env.add_filter("first", |list: Value| end_of_list(&list, "first", 0));
    env.add_filter("join", filters::join);
    env.add_filter("last", |list: Value| end_of_list(&list, "last", -1));
    env.add_filter("length", filters::length);
    env.add_filter("svg_uri", |svg: &str| svg_uri(svg));
    env.add_function("range", functions::range);
    env.add_test("defined", tests::is_defined);
    env.add_test("none", tests::is_none);
    env.add_test("undefined", tests::is_undefined);
    Ok(env)
}

/// An SVG document as the address of an image: what is drawn becomes no markup of the page.
fn svg_uri(svg: &str) -> String {
    let mut uri = String::with_capacity(svg.len() * 3 / 2);
    uri.push_str("data:image/svg+xml,");
    for byte in svg.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => uri.push(char::from(byte)),
            b'-' | b'.' | b'_' | b'/' | b':' | b'=' | b',' | b';' | b'(' | b')' => {
                uri.push(char::from(byte));
            }
            other => {
                let _ = write!(uri, "%{other:02X}");
            }
        }
    }
    uri
}

/// Writes one value. The only place where a value becomes part of a handout.
fn write_value(
    format: TextFormat,
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    if *state.auto_escape() != format.mode() {
        return Err(Refused::OtherMode.into());
    }
    match (value.as_str(), value.kind()) {
        // A macro's or a `set` block's output: its values have been through here already.
        (Some(text), _) if value.is_safe() => out.write_str(text)?,
        (Some(text), _) => out.write_str(&format.escape(text))?,
        (None, ValueKind::Number) => write!(out, "{value}")?,
        // `{{ a if b }}` without an else. What the view has not never comes here.
        (None, ValueKind::Undefined) => {}
        (None, kind) => return Err(Refused::NotText(kind).into()),
    }
    Ok(())
}

/// The first or last item of a list. Not of a text: the end of an escaped one could be half an escape.
fn end_of_list(list: &Value, name: &str, index: i64) -> Result<Value, Error> {
    if list.kind() != ValueKind::Seq {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("`{name}` takes a list, not a {}", list.kind()),
        ));
    }
    let at = if index < 0 {
        list.len().and_then(|n| n.checked_sub(1))
    } else {
        Some(0)
    };
    at.map_or(Ok(Value::UNDEFINED), |at| list.get_item_by_index(at))
}
