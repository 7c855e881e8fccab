//! What a template's author is told when a template cannot be filled: the place, the variable, the way out.
//!
//! When something is refused is `fill`'s decision; only the words are here.

use std::error::Error as _;
use std::fmt;

use minijinja::value::ValueKind;
use minijinja::{Error, ErrorKind};

use super::fill::{FILTERS, FUNCTIONS, LONGEST, LONGEST_JOINED, STEPS, TESTS};
use super::templates::Template;
use crate::error::RenderError;

const SYNTAX: &str = "values are `{{ title }}`, conditions `{% if refer %}…{% endif %}`, lists `{% for sign in stop.signs %}…{% endfor %}`";
const FIELDS: &str = "the view's fields are in schemas/view.schema.json; one that a plan may lack can be asked for with `is defined`";
const ONE_FILE: &str = "a template is one file: it includes, extends and imports no other";

/// Why `fill` will not print a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// It stands where the format's escape is turned off or changed.
    OtherMode,
    /// More is written than a handout may have.
    TooLong,
    /// A text longer than `join` makes.
    LongText,
    /// It is neither text nor a number.
    NotText(ValueKind),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::OtherMode => {
                f.write_str("is printed with the format's escape turned off or changed")
            }
            Refused::LongText => f.write_str("makes a text that is too long"),
            Refused::TooLong => f.write_str("makes the handout too long"),
            Refused::NotText(ValueKind::None) => {
                f.write_str("is printed, but nothing is given there")
            }
            Refused::NotText(ValueKind::Bool) => {
                f.write_str("is a yes or no, which is asked and not printed")
            }
            Refused::NotText(ValueKind::Seq | ValueKind::Iterable) => {
                f.write_str("is a list, and cannot be printed")
            }
            Refused::NotText(_) => f.write_str("is not a text, and cannot be printed"),
        }
    }
}

impl std::error::Error for Refused {}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        Error::new(ErrorKind::InvalidOperation, "refused").with_source(refused)
    }
}

/// minijinja's error as ours, with the template's line, the variable's name and a help.
pub(super) fn explain(error: &Error, template: &Template) -> RenderError {
    let (message, help) = match error
        .source()
        .and_then(|source| source.downcast_ref::<Refused>())
    {
        Some(Refused::TooLong) => (
            format!("it writes more than {} megabytes", LONGEST >> 20),
            "a handout needs far less: look for a loop in a loop".to_owned(),
        ),
        Some(Refused::LongText) => (
            format!(
                "`join` makes a text of more than {} kilobytes",
                LONGEST_JOINED >> 10
            ),
            "go through the list and print each entry".to_owned(),
        ),
        Some(refused) => explain_refused(*refused, &subject(error, template)),
        None => explain_other(error, &subject(error, template)),
    };
    RenderError {
        template: template.shown().to_owned(),
        line: error.line(),
        message,
        help: Some(help),
    }
}

fn explain_refused(refused: Refused, subject: &str) -> (String, String) {
    let help = match refused {
        Refused::TooLong | Refused::LongText => FIELDS.to_owned(),
        Refused::OtherMode => {
            "take the `autoescape` block away: a format has one escape, and every value goes through it".to_owned()
        }
        Refused::NotText(ValueKind::None) => format!("ask first: `{{% if {subject} %}}…{{% endif %}}`"),
        Refused::NotText(ValueKind::Bool) => format!("ask it: `{{% if {subject} %}}…{{% endif %}}`"),
        Refused::NotText(ValueKind::Seq | ValueKind::Iterable) => {
            format!("go through it, `{{% for item in {subject} %}}…{{% endfor %}}`, or join it, `{{{{ {subject}|join(\", \") }}}}`")
        }
        Refused::NotText(_) => format!("print one of its fields; {FIELDS}"),
    };
    (format!("`{subject}` {refused}"), help)
}

fn explain_other(error: &Error, subject: &str) -> (String, String) {
    let detail = error.detail().unwrap_or_default();
    let unknown = |what: &str| {
        let name = detail
            .trim_start_matches(what)
            .trim_start()
            .trim_end_matches(" is unknown");
        format!("there is no {what} `{name}`")
    };
    match error.kind() {
        ErrorKind::UndefinedError => match detail.split('`').nth(1) {
            Some(name) => (format!("the view has no `{name}`"), FIELDS.to_owned()),
            None => (format!("`{subject}` gives nothing"), FIELDS.to_owned()),
        },
        ErrorKind::UnknownFilter => {
            let filters = FILTERS.join(", ");
            (
                unknown("filter"),
                format!(
                    "the filters are {filters}; values are always escaped, and no filter goes round that"
                ),
            )
        }
        ErrorKind::UnknownTest => (
            unknown("test"),
            format!("the tests are {}", TESTS.join(", ")),
        ),
        ErrorKind::UnknownFunction => (
            unknown("function"),
            format!("the functions are {}", FUNCTIONS.join(", ")),
        ),
        ErrorKind::UnknownMethod => (
            detail.to_owned(),
            "values have fields, but no methods".to_owned(),
        ),
        ErrorKind::SyntaxError => (detail.to_owned(), SYNTAX.to_owned()),
        ErrorKind::OutOfFuel => (
            format!("it takes more than {STEPS} steps"),
            "a handout needs far fewer: look for a loop in a loop".to_owned(),
        ),
        ErrorKind::TemplateNotFound | ErrorKind::BadInclude => {
            ("it asks for another file".to_owned(), ONE_FILE.to_owned())
        }
        kind if detail.is_empty() => (kind.to_string(), SYNTAX.to_owned()),
        _ => (detail.to_owned(), FIELDS.to_owned()),
    }
}

/// The expression at fault as the template has it, where the place is known and it is a plain path.
fn subject(error: &Error, template: &Template) -> String {
    let text = error
        .range()
        .and_then(|range| template.source().get(range))
        .unwrap_or_default()
        .trim();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '[' | ']');
    if !text.is_empty() && !text.starts_with('.') && text.chars().all(plain) {
        text.to_owned()
    } else {
        "value".to_owned()
    }
}
