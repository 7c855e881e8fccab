//! A template filled in: the meaning of each key from its schema, and then laid out as every file is.

use minijinja::{Environment, Value};
use regimen_core::format::Kind;
use regimen_core::layout::{WIDTH, layout};
use regimen_core::schema;

use crate::failure::Failure;

fn template(kind: Kind) -> &'static str {
    match kind {
        Kind::Pack => include_str!("../../../../../templates/new/pack.toml"),
        Kind::Exercise => include_str!("../../../../../templates/new/exercise.toml"),
        Kind::Finding => include_str!("../../../../../templates/new/finding.toml"),
        Kind::Programme => include_str!("../../../../../templates/new/programme.toml"),
        Kind::Presentation => include_str!("../../../../../templates/new/presentation.toml"),
        // The others have no template: nobody starts one from nothing.
        _ => "",
    }
}

/// The file of a kind with these values.
///
/// # Errors
///
/// If the template is broken, or what was typed is no text that a file can hold.
pub(super) fn fill(kind: Kind, values: Value) -> Result<String, Failure> {
    let fail = |why: String| Failure::new(format!("the file cannot be made: {why}"));
    let schema = schema::generate(kind);
    let mut environment = Environment::new();
    environment.add_function("about", move |path: &str| {
        at(&schema, path)
            .and_then(|one| one.get("description")?.as_str())
            .map(comment)
            .ok_or_else(|| {
                minijinja::Error::new(
                    minijinja::ErrorKind::InvalidOperation,
                    format!("nothing is known of `{path}`"),
                )
            })
    });
    environment.add_filter("comment", |words: &str| comment(words));
    let text = environment
        .render_str(template(kind), values)
        .map_err(|error| fail(error.to_string()))?;
    layout(Some(kind), &text).map_err(|left| fail(format!("{left:?}")))
}

/// The values that a key can have, by its schema.
pub(super) fn options(kind: Kind, key: &str) -> Vec<String> {
    let schema = schema::generate(kind);
    let Some(one) = at(&schema, key) else {
        return Vec::new();
    };
    let listed = one.get("enum").and_then(|all| all.as_array());
    let branches = one.get("oneOf").and_then(|all| all.as_array());
    let listed = listed.into_iter().flatten();
    let branches = branches
        .into_iter()
        .flatten()
        .filter_map(|one| one.get("const"));
    listed
        .chain(branches)
        .filter_map(|one| Some(one.as_str()?.to_owned()))
        .collect()
}

/// The largest number that a key can have, by its schema.
pub(super) fn most(kind: Kind, key: &str) -> u16 {
    let schema = schema::generate(kind);
    let most = at(&schema, key).and_then(|one| one.get("maximum")?.as_u64());
    most.and_then(|most| u16::try_from(most).ok())
        .unwrap_or(u16::MAX)
}

/// The schema of a key, with the keys above it before a dot each.
fn at<'s>(schema: &'s serde_json::Value, path: &str) -> Option<&'s serde_json::Value> {
    path.split('.').try_fold(schema, |here, key| {
        let here = here.get("items").unwrap_or(here);
        here.get("properties")?.get(key)
    })
}

/// Words as comments, in lines that are not too long.
fn comment(words: &str) -> String {
    let mut lines = vec!["#".to_owned()];
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!("# {word}")),
        }
    }
    lines.join("\n")
}

/// A text on one line, to stand in a comment.
pub(super) fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || letter.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// A text as a TOML string.
pub(super) fn quoted(text: &str) -> String {
    // JSON escapes what TOML wants escaped, but for one letter.
    serde_json::Value::from(text)
        .to_string()
        .replace('\u{7f}', "\\u007f")
}

pub(super) fn list(ids: &[&str]) -> String {
    ids.join(", ")
}
