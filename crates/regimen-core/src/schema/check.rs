//! A tree against its kind's schema, every error in words.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use jsonschema::Validator;
use jsonschema::error::{TypeKind, ValidationError, ValidationErrorKind};
use serde_json::Value;

use super::fits::Rule;
use super::generate::generate;
use super::quick::{self, Node};
use super::tree::{MOST_SAID, escape, parse};
use crate::diagnostic::mend::{Change, Mend};
use crate::diagnostic::{Code, Diagnostic, Place, codes};
use crate::format::Kind;
use crate::format::common::TEXT_PATTERN;
use crate::id;
use crate::source::{FileId, Sources};
use crate::suggest::{self, Among};

pub(super) struct Compiled {
    pub(super) schema: Value,
    /// For files with a mistake, which it says.
    validator: OnceLock<Option<Validator>>,
    /// For files without one.
    pub(super) rule: Option<Rule>,
    /// Every key that some table which the schema describes has.
    keys: OnceLock<BTreeSet<String>>,
}

/// The schema of a kind, compiled once for the whole run.
pub(super) fn compiled(kind: Kind) -> &'static Compiled {
    static ALL: [OnceLock<Compiled>; Kind::ALL.len()] =
        [const { OnceLock::new() }; Kind::ALL.len()];
    let make = || {
        let schema = generate(kind);
        Compiled {
            rule: Rule::of(&schema),
            validator: OnceLock::new(),
            keys: OnceLock::new(),
            schema,
        }
    };
    match ALL.get(kind as usize) {
        Some(cell) => cell.get_or_init(make),
        // Every kind has its cell; a test over `Kind::ALL` shows it.
        None => unreachable!("a kind without a cell"),
    }
}

/// Checks a tree. Every problem goes to `problems`, of very many the first ones; `true` if there was none.
pub fn check(kind: Kind, value: &Value, file: FileId, problems: &mut Vec<Diagnostic>) -> bool {
    let compiled = compiled(kind);
    let make = || jsonschema::draft202012::new(&compiled.schema).ok();
    let Some(validator) = compiled.validator.get_or_init(make) else {
        unreachable!("the generated schemas compile; a test shows it");
    };
    let before = problems.len();
    for error in validator.iter_errors(value) {
        explain(kind, &compiled.schema, value, &error, file, problems);
        if problems.len() > before + MOST_SAID {
            break;
        }
    }
    problems.len() == before
}

/// What a file of a kind holds, where nothing is amiss in it: quickly, and nothing where it takes a closer look.
pub(crate) fn sound(sources: &Sources, kind: Kind, file: FileId) -> Option<Node<'_>> {
    let text = sources.file(file).text();
    if text.trim_start().is_empty() {
        return None;
    }
    let node = quick::read(text)?;
    let rule = compiled(kind).rule.as_ref()?;
    rule.fits(&node).then_some(node)
}

/// What a file of a kind holds: parsed and checked. Every problem goes to `problems`; nothing comes back if there was one.
pub fn read(
    sources: &Sources,
    kind: Kind,
    file: FileId,
    problems: &mut Vec<Diagnostic>,
) -> Option<Value> {
    let tree = parse(sources, file, problems)?;
    if !tree.whole || !check(kind, &tree.value, file, problems) {
        return None;
    }
    Some(tree.value)
}

fn explain(
    kind: Kind,
    schema: &Value,
    root: &Value,
    error: &ValidationError<'_>,
    file: FileId,
    problems: &mut Vec<Diagnostic>,
) {
    let pointer = error.instance_path().as_str().to_owned();
    let here = Place::value(file, pointer.clone());
    let parent = parent_schema(schema, error.schema_path().as_str());
    let described = description(schema, error.schema_path().as_str()).map(str::to_owned);
    let name = last(&pointer);
    let found = root.pointer(&pointer).unwrap_or(&Value::Null);
    let one = |code: &'static Code, message: String, label: &'static str| {
        Diagnostic::new(code, here.clone(), message).label(label)
    };
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let known: Vec<&str> = parent
                .and_then(|parent| parent.get("properties"))
                .and_then(Value::as_object)
                .map(|keys| keys.keys().map(String::as_str).collect())
                .unwrap_or_default();
            for key in unexpected.iter().take(MOST_SAID) {
                let place = Place::key(file, format!("{pointer}/{}", escape(key)));
                problems.push(unknown_key(key, &known, kind, place));
            }
        }
        ValidationErrorKind::Required { property } => {
            let key = property.as_str().unwrap_or("");
            let help = parent
                .and_then(|parent| parent.get("properties")?.get(key)?.get("description"))
                .and_then(Value::as_str)
                .map(|text| format!("Add `{key}`. {text}"));
            problems.push(
                one(
                    &codes::MISSING_KEY,
                    format!("the key `{key}` is missing"),
                    "",
                )
                .label(format!("`{key}` belongs here"))
                .maybe_help(help),
            );
        }
        ValidationErrorKind::Type { kind } => {
            let wanted = match kind {
                TypeKind::Single(wanted) => wanted.as_str().to_owned(),
                TypeKind::Multiple(_) => "another type".to_owned(),
            };
            let in_quotes = wanted == "boolean" && matches!(found.as_str(), Some("true" | "false"));
            problems.push(
                one(
                    &codes::WRONG_TYPE,
                    format!(
                        "{name} needs {}, and this is {}",
                        in_words(&wanted),
                        in_words(type_of(found))
                    ),
                    "",
                )
                .label(format!("needs {}", in_words(&wanted)))
                .maybe_help(described)
                .mend(in_quotes.then(|| Mend {
                    place: here.clone(),
                    change: Change::Unquote,
                })),
            );
        }
        ValidationErrorKind::Enum { options } => {
            let options = options.as_array().cloned().unwrap_or_default();
            problems.push(not_an_option(&options, found, &name, here.clone()));
        }
        ValidationErrorKind::Constant { expected_value } => {
            problems.push(not_an_option(
                std::slice::from_ref(expected_value.as_ref()),
                found,
                &name,
                here.clone(),
            ));
        }
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            branches(
                context, kind, schema, root, &pointer, described, file, problems,
            );
        }
        ValidationErrorKind::Pattern { pattern } => {
            let shown = found.as_str().unwrap_or("").escape_debug().to_string();
            let (message, help) = match pattern.as_str() {
                id::PATTERN => (
                    format!("`{shown}` is not an id"),
                    Some(
                        "Ids are small letters, digits and hyphens, as in \"my-exercise\"."
                            .to_owned(),
                    ),
                ),
                TEXT_PATTERN => (format!("{name} is empty"), described),
                _ => (format!("{name} cannot be `{shown}`"), described),
            };
            let mend = (pattern == id::PATTERN)
                .then(|| as_an_id(found.as_str()?, here.clone()))
                .flatten();
            problems.push(
                one(&codes::BAD_VALUE, message, "")
                    .maybe_help(help)
                    .mend(mend),
            );
        }
        ValidationErrorKind::PropertyNames { error: inner } => {
            let key = inner.instance().as_str().unwrap_or("").to_owned();
            let place = Place::key(file, format!("{pointer}/{}", escape(&key)));
            let mend = as_an_id(&key, place.clone());
            problems.push(
                Diagnostic::new(
                    &codes::BAD_VALUE,
                    place,
                    format!("`{}` cannot be a key here", key.escape_debug()),
                )
                .mend(mend),
            );
        }
        ValidationErrorKind::Minimum { limit } => problems.push(
            one(
                &codes::BAD_VALUE,
                format!("{name} is {found}, and must be {limit} or more"),
                "too small",
            )
            .maybe_help(described),
        ),
        ValidationErrorKind::Maximum { limit } => problems.push(
            one(
                &codes::BAD_VALUE,
                format!("{name} is {found}, and must be {limit} or less"),
                "too large",
            )
            .maybe_help(described),
        ),
        ValidationErrorKind::MinItems { limit } => problems.push(
            one(
                &codes::BAD_VALUE,
                format!("{name} needs {limit} or more entries"),
                "too few",
            )
            .maybe_help(described),
        ),
        ValidationErrorKind::MaxItems { limit } => problems.push(
            one(
                &codes::BAD_VALUE,
                format!("{name} takes {limit} entries at most"),
                "too many",
            )
            .maybe_help(described),
        ),
        ValidationErrorKind::MinProperties { limit } => problems.push(
            one(
                &codes::BAD_VALUE,
                format!("{name} needs {limit} or more keys"),
                "too few",
            )
            .maybe_help(described),
        ),
        _ => problems.push(
            one(
                &codes::BAD_VALUE,
                format!("{name} is not allowed: {error}"),
                "",
            )
            .maybe_help(described),
        ),
    }
}

fn unknown_key(key: &str, known: &[&str], kind: Kind, place: Place) -> Diagnostic {
    let shown = key.escape_debug();
    let help = match suggest::nearest(key, known.iter().copied()) {
        Some(near) => format!("Did you mean `{near}`?"),
        None if known.is_empty() => "Delete it.".to_owned(),
        None => format!("The keys here are: {}.", known.join(", ")),
    };
    // A key that exists elsewhere is not misspelt, and stands in the wrong table.
    let meant = match is_a_key(kind, key) {
        true => None,
        false => suggest::meant(key, known.iter().copied(), Among::Closed),
    };
    let mend = meant.map(|meant| Mend::name(place.clone(), key, meant));
    Diagnostic::new(
        &codes::UNKNOWN_KEY,
        place,
        format!("there is no key `{shown}` here"),
    )
    .label("nothing reads this")
    .help(help)
    .mend(mend)
}

/// Whether any table that the schema of a kind describes has this key.
fn is_a_key(kind: Kind, key: &str) -> bool {
    let compiled = compiled(kind);
    let keys = compiled.keys.get_or_init(|| {
        let mut keys = BTreeSet::new();
        gather_keys(&compiled.schema, &mut keys);
        keys
    });
    keys.contains(key)
}

fn gather_keys(schema: &Value, keys: &mut BTreeSet<String>) {
    match schema {
        Value::Object(inner) => {
            let own = inner.get("properties").and_then(Value::as_object);
            keys.extend(own.into_iter().flat_map(|own| own.keys().cloned()));
            inner.values().for_each(|one| gather_keys(one, keys));
        }
        Value::Array(inner) => inner.iter().for_each(|one| gather_keys(one, keys)),
        _ => {}
    }
}

/// Several shapes are allowed and none fits: report the one that was meant, judged by the type of
/// what stands there, and else what the key is for.
#[expect(clippy::too_many_arguments, reason = "one recursive step of `explain`")]
fn branches(
    context: &[Vec<ValidationError<'static>>],
    kind: Kind,
    schema: &Value,
    root: &Value,
    pointer: &str,
    described: Option<String>,
    file: FileId,
    problems: &mut Vec<Diagnostic>,
) {
    let name = last(pointer);
    let found = root.pointer(pointer).unwrap_or(&Value::Null);
    let mut options = Vec::new();
    let mut all_options = true;
    for branch in context {
        match branch.as_slice() {
            [only] => match only.kind() {
                ValidationErrorKind::Constant { expected_value } => {
                    options.push(expected_value.as_ref().clone());
                }
                ValidationErrorKind::Enum { options: some } => {
                    options.extend(some.as_array().cloned().unwrap_or_default());
                }
                _ => all_options = false,
            },
            _ => all_options = false,
        }
    }
    if all_options && !options.is_empty() {
        problems.push(not_an_option(
            &options,
            found,
            &name,
            Place::value(file, pointer),
        ));
        return;
    }
    let fitting = context.iter().filter(|branch| {
        !branch.is_empty()
            && !branch
                .iter()
                .any(|error| is_of_another_type(error, pointer, found))
    });
    // Of several kinds of table, the one that was meant has the keys that stand there.
    let fitting: Vec<_> = fitting.collect();
    let meant = fitting
        .iter()
        .find(|branch| strange_keys(branch, pointer).is_empty())
        .copied();
    if let (None, [_, _, ..], Some(table)) = (meant, fitting.as_slice(), found.as_object()) {
        let needed = fitting
            .iter()
            .flat_map(|branch| needed_keys(branch, pointer));
        let needed: Vec<&str> = needed.collect();
        for key in table.keys().filter(|_| table.len() == 1) {
            let place = Place::key(file, format!("{pointer}/{}", escape(key)));
            problems.push(unknown_key(key, &needed, kind, place));
        }
        if table.len() != 1 {
            problems.push(
                Diagnostic::new(
                    &codes::BAD_VALUE,
                    Place::value(file, pointer),
                    format!("{name} takes one of its keys alone"),
                )
                .maybe_help(described),
            );
        }
        return;
    }
    let meant = meant.or(fitting.first().copied());
    match meant {
        Some(branch) => {
            for error in branch {
                explain(kind, schema, root, error, file, problems);
            }
        }
        None => problems.push(
            Diagnostic::new(
                &codes::WRONG_TYPE,
                Place::value(file, pointer),
                format!("{name} cannot be {}", in_words(type_of(found))),
            )
            .maybe_help(described),
        ),
    }
}

/// The keys at the pointer that a branch does not know.
fn strange_keys<'e>(branch: &'e [ValidationError<'static>], pointer: &str) -> Vec<&'e str> {
    let here = branch
        .iter()
        .filter(|error| error.instance_path().as_str() == pointer);
    here.filter_map(|error| match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => Some(unexpected),
        _ => None,
    })
    .flatten()
    .map(String::as_str)
    .collect()
}

/// The keys that a branch needs at the pointer and that are not there.
fn needed_keys<'e>(branch: &'e [ValidationError<'static>], pointer: &str) -> Vec<&'e str> {
    let here = branch
        .iter()
        .filter(|error| error.instance_path().as_str() == pointer);
    here.filter_map(|error| match error.kind() {
        ValidationErrorKind::Required { property } => property.as_str(),
        _ => None,
    })
    .collect()
}

/// Whether an error says that what stands at the pointer is of another type than the branch wants.
fn is_of_another_type(error: &ValidationError<'_>, pointer: &str, found: &Value) -> bool {
    if error.instance_path().as_str() != pointer {
        return false;
    }
    match error.kind() {
        ValidationErrorKind::Type { .. } => true,
        ValidationErrorKind::Enum { .. } | ValidationErrorKind::Constant { .. } => {
            !found.is_string()
        }
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            context.iter().all(|branch| {
                branch
                    .iter()
                    .any(|error| is_of_another_type(error, pointer, found))
            })
        }
        _ => false,
    }
}

fn not_an_option(options: &[Value], found: &Value, name: &str, place: Place) -> Diagnostic {
    let words: Vec<&str> = options.iter().filter_map(Value::as_str).collect();
    let near = found
        .as_str()
        .and_then(|text| suggest::nearest(text, words.iter().copied()));
    let list = words
        .iter()
        .map(|word| format!("\"{word}\""))
        .collect::<Vec<_>>()
        .join(", ");
    let help = match near {
        Some(near) => format!("Did you mean \"{near}\"? It can be: {list}."),
        None => format!("It can be: {list}."),
    };
    let mend = found.as_str().and_then(|text| {
        let meant = suggest::meant(text, words.iter().copied(), Among::Closed)?;
        Some(Mend::name(place.clone(), text, meant))
    });
    Diagnostic::new(
        &codes::BAD_VALUE,
        place,
        format!("{name} cannot be {}", shown(found)),
    )
    .help(help)
    .mend(mend)
}

/// An id that was written with capitals, or with `_` or blanks for hyphens, as ids are written.
fn as_an_id(text: &str, place: Place) -> Option<Mend> {
    let plain = suggest::plain(text);
    id::is_kebab(&plain).then(|| Mend::name(place, text, plain))
}

/// A value as it is quoted in a message: short, on one line, nothing that a terminal would obey.
fn shown(value: &Value) -> String {
    let text = match value {
        Value::String(text) => format!("\"{}\"", text.escape_debug()),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "a table".to_owned(),
        other => other.to_string(),
    };
    if text.chars().count() > 60 {
        let short: String = text.chars().take(57).collect();
        format!("{short}...")
    } else {
        text
    }
}

/// The name of what a pointer leads to, quoted.
fn last(pointer: &str) -> String {
    let segments: Vec<&str> = pointer.split('/').skip(1).collect();
    match segments
        .iter()
        .rposition(|one| one.parse::<usize>().is_err())
    {
        None => "the file".to_owned(),
        Some(at) => {
            let name = segments.get(at).copied().unwrap_or("").replace("~1", "/");
            if at + 1 == segments.len() {
                format!("`{}`", name.escape_debug())
            } else {
                format!("an entry of `{}`", name.escape_debug())
            }
        }
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn in_words(json_type: &str) -> &str {
    match json_type {
        "string" => "a text in quotes",
        "integer" => "a whole number",
        "number" => "a number with a decimal point",
        "boolean" => "true or false",
        "array" => "a list in square brackets",
        "object" => "a table",
        "null" => "nothing",
        other => other,
    }
}

/// What the key is for that a schema path leads into: the nearest description on the way up to the key.
fn description<'s>(schema: &'s Value, path: &str) -> Option<&'s str> {
    let mut path = path;
    while let Some((parent, _)) = path.rsplit_once('/') {
        let found = schema.pointer(parent)?.get("description");
        if let Some(found) = found.and_then(Value::as_str) {
            return Some(found);
        }
        let (above, _) = parent.rsplit_once('/')?;
        if above.ends_with("/properties") {
            return None;
        }
        path = parent;
    }
    None
}

/// The schema object that holds the keyword which a schema path ends in.
fn parent_schema<'a>(schema: &'a Value, path: &str) -> Option<&'a Value> {
    let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
    schema.pointer(parent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_schema_that_compiles() {
        for kind in Kind::ALL {
            let compiled = jsonschema::draft202012::new(&compiled(kind).schema);
            assert!(compiled.is_ok(), "{}", kind.name());
        }
    }
}
