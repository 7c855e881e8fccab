//! A view into a template of one format, with every value escaped for that format.
//!
//! The environment starts empty and gets only what cannot take an escape away again: no filter that marks text
//! as safe, none that cuts or replaces in text that is escaped already, no other file to include, no other
//! escape mode. What remains is the templates' own markup, which is theirs to answer for.
//!
//! Three things keep a template from filling the memory: what it may ask for (`allowed`), its steps, and the bytes that it
//! makes, which are counted wherever they go.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use minijinja::value::{Serde, ValueKind};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value,
};
use minijinja::{filters, functions, syntax::SyntaxConfig, tests};

use super::allowed;
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
/// tenth of it. Each may keep a short text uncounted: see [`allowed::LONGEST_KEPT`].
pub(super) const STEPS: u64 = 300_000;
/// How long a handout may be, in bytes, and how much may be made on the way to it. With moving pictures one is some megabytes.
pub(super) const LONGEST: usize = 32 << 20;
/// How long a text `join` makes, in bytes. It may be kept, and searched or compared in one step.
pub(super) const LONGEST_JOINED: usize = 64 << 10;
/// How deep macros may call each other, in minijinja's measure, in which a call counts four. Each takes some stack.
const DEEPEST: usize = 100;

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

/// How tags are told from text; both who looks at a template and who fills it go by it.
fn syntax() -> Result<SyntaxConfig, Error> {
    SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
}

/// The same in so many steps.
pub(super) fn fill_within(
    steps: u64,
    format: TextFormat,
    template: &Template,
    view: &serde_json::Value,
) -> Result<String, RenderError> {
    let syntax = syntax().map_err(|error| fault::explain(&error, template))?;
    allowed::check(template, syntax.clone())?;
    environment(format, syntax)
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

/// How much may still be made.
#[derive(Debug, Clone)]
struct Room(Arc<AtomicUsize>);

impl Room {
    /// Takes room for so many bytes. What has no bytes takes one, so that nothing goes on for ever.
    fn take(&self, bytes: usize) -> Result<(), Error> {
        let bytes = bytes.max(1);
        let less = |left: usize| left.checked_sub(bytes);
        let took = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
        took.map(drop).map_err(|_| Refused::TooLong.into())
    }
}

fn environment(format: TextFormat, syntax: SyntaxConfig) -> Result<Environment<'static>, Error> {
    let mut env = Environment::empty();
    // Errors name the variable in release builds too.
    env.set_debug(true);
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_recursion_limit(DEEPEST);
    env.set_syntax(syntax);
    env.set_auto_escape_callback(move |_| format.mode());
    // What a macro writes is kept until it is printed: values count wherever they go.
    let room = Room(Arc::new(AtomicUsize::new(LONGEST)));
    let printed = room.clone();
    env.set_formatter(move |out, state, value| write_value(format, &printed, out, state, value));
    env.add_filter("default", filters::default);
    env.add_filter("first", |list: Value| end_of_list(&list, "first", 0));
    let joined = room.clone();
    env.add_filter("join", move |list: Value, between: Option<Value>| {
        join(format, &joined, &list, between.as_ref())
    });
    env.add_filter("last", |list: Value| end_of_list(&list, "last", -1));
    env.add_filter("length", |list: Value| {
        takes_a_list(&list, "length")?;
        Ok::<_, Error>(list.len())
    });
    env.add_filter("svg_uri", move |svg: &str| svg_uri(&room, svg));
    env.add_function("range", functions::range);
    env.add_test("defined", tests::is_defined);
    env.add_test("none", tests::is_none);
    env.add_test("undefined", tests::is_undefined);
    Ok(env)
}

/// An SVG document as the address of an image: what is drawn becomes no markup of the page.
fn svg_uri(room: &Room, svg: &str) -> Result<String, Error> {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._/:=,;()".contains(byte);
    let start = "data:image/svg+xml,";
    let length = svg.bytes().map(|byte| if plain(&byte) { 1 } else { 3 });
    let length = start.len() + length.sum::<usize>();
    room.take(length)?;
    let mut uri = String::with_capacity(length);
    uri.push_str(start);
    for byte in svg.bytes() {
        if plain(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    Ok(uri)
}

/// The texts and numbers of a list as one text, with another between them. If one of them is written already, as a macro's output
/// is, the others are escaped, and so the whole is.
fn join(
    format: TextFormat,
    room: &Room,
    list: &Value,
    between: Option<&Value>,
) -> Result<Value, Error> {
    if list.kind() != ValueKind::Iterable {
        takes_a_list(list, "join")?;
    }
    let all = || list.try_iter();
    let is_safe = between.is_some_and(Value::is_safe) || all()?.any(|one| one.is_safe());
    let mut joined = String::new();
    let mut add = |one: &Value| -> Result<(), Error> {
        let text = match (one.as_str(), one.kind()) {
            (Some(text), _) if is_safe && !one.is_safe() => Cow::Owned(format.escape(text)),
            (Some(text), _) => Cow::Borrowed(text),
            (None, ValueKind::Number) => Cow::Owned(one.to_string()),
            (None, kind) => return Err(Refused::NotText(kind).into()),
        };
        room.take(text.len())?;
        if joined.len() + text.len() > LONGEST_JOINED {
            return Err(Refused::LongText.into());
        }
        joined.push_str(&text);
        Ok(())
    };
    for (at, one) in all()?.enumerate() {
        if let Some(between) = between.filter(|_| at > 0) {
            add(between)?;
        }
        add(&one)?;
    }
    Ok(match is_safe {
        true => Value::from_safe_string(joined),
        false => Value::from(joined),
    })
}

/// Writes one value. The only place where a value becomes part of a handout.
fn write_value(
    format: TextFormat,
    room: &Room,
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    let mut write = |text: &str| {
        room.take(text.len())?;
        Ok::<(), Error>(out.write_str(text)?)
    };
    if *state.auto_escape() != format.mode() {
        return Err(Refused::OtherMode.into());
    }
    match (value.as_str(), value.kind()) {
        // A macro's output: its values have been through here already.
        (Some(text), _) if value.is_safe() => write(text)?,
        (Some(text), _) => write(&format.escape(text))?,
        (None, ValueKind::Number) => write(&value.to_string())?,
        // `{{ a if b }}` without an else. What the view has not never comes here.
        (None, ValueKind::Undefined) => {}
        (None, kind) => return Err(Refused::NotText(kind).into()),
    }
    Ok(())
}

/// The first or last item of a list. Not of a text: the end of an escaped one could be half an escape.
fn end_of_list(list: &Value, name: &str, index: i64) -> Result<Value, Error> {
    takes_a_list(list, name)?;
    let at = if index < 0 {
        list.len().and_then(|n| n.checked_sub(1))
    } else {
        Some(0)
    };
    at.map_or(Ok(Value::UNDEFINED), |at| list.get_item_by_index(at))
}

fn takes_a_list(list: &Value, name: &str) -> Result<(), Error> {
    match list.kind() {
        ValueKind::Seq => Ok(()),
        kind => Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("`{name}` takes a list, not a {kind}"),
        )),
    }
}
