//! JSON Schemas (draft 2020-12) from the format types.
//!
//! One self-contained schema a kind of file, everything inlined: some editors know neither references
//! to other files nor keywords beside `$ref`.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value};

use super::editor;
use crate::format::{Kind, overrides};

/// The schema of a kind of file.
pub fn generate(kind: Kind) -> Value {
    let generator = SchemaGenerator::new(SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
    }));
    let mut schema = kind.raw_schema(generator);
    RecursiveTransform(tidy).transform(&mut schema);
    if let Some(object) = schema.as_object_mut() {
        let mut ordered = Map::new();
        for key in ["$schema", "title", "description"] {
            if let Some(value) = object.remove(key) {
                ordered.insert(key.to_owned(), value);
            }
        }
        ordered.extend(std::mem::take(object));
        return Value::Object(ordered);
    }
    schema.to_value()
}

/// The schema of a kind of file as the text that is committed, with a line end, in the shape for editors. Where a pack may change a record of
/// another one, it holds for files that do, too: what they give is checked in full once it is laid over that record.
pub fn text(kind: Kind) -> String {
    let mut schema = generate(kind);
    editor::shape(&mut schema);
    if kind.can_be_overridden() {
        overrides::allow(&mut schema);
    }
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// Takes out what TOML does not have (null) and what says nothing to a person (integer formats,
/// empty defaults).
fn tidy(schema: &mut Schema) {
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    if object
        .get("format")
        .and_then(Value::as_str)
        .is_some_and(|format| format.starts_with("uint") || format.starts_with("int"))
    {
        object.remove("format");
    }
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|one| one != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    if object.get("default").is_some_and(|default| {
        default.is_null()
            || *default == Value::Array(Vec::new())
            || *default == Value::Object(Map::new())
    }) {
        object.remove("default");
    }
    if let Some(Value::Array(branches)) = object.get_mut("anyOf") {
        branches.retain(|branch| branch.get("type").is_none_or(|one| one != "null"));
        if let [Value::Object(only)] = branches.as_slice() {
            let only = only.clone();
            object.remove("anyOf");
            for (key, value) in only {
                // What stands at the field describes it better than what stands at its type.
                object.entry(key).or_insert(value);
            }
        }
    }
}
