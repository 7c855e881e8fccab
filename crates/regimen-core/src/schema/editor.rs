//! A schema in the shape that editors make the most of: it allows exactly what it allowed before.
//!
//! Even Better TOML (taplo) offers a key once for each branch of `oneOf` and `anyOf`, with the branch's own words, and
//! says of a value that fits none of them only that it fits none. So a choice of words becomes one `enum`, a choice of
//! types one list of types, and a choice of tables with one key each a table that takes one key. What the words mean
//! stands in the description, which every editor shows, and once more where taplo looks for each one's own.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

/// Brings a schema into that shape, from the inside out.
pub(super) fn shape(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            object.values_mut().for_each(shape);
            one_of_words(object);
            one_of_keys(object);
            one_of_types(object);
            hand_down(object);
        }
        Value::Array(all) => all.iter_mut().for_each(shape),
        _ => {}
    }
}

/// `oneOf` of constants that are told apart by their words: an `enum`, and what each of them means.
fn one_of_words(object: &mut Map<String, Value>) {
    let Some(branches) = branches(object, "oneOf") else {
        return;
    };
    let mut words = Vec::new();
    let mut meanings = Vec::new();
    for branch in &branches {
        let known = ["type", "const", "description"];
        let only_those = branch.keys().all(|key| known.contains(&key.as_str()));
        match branch.get("const").and_then(Value::as_str) {
            Some(word) if only_those => words.push(word.to_owned()),
            _ => return,
        }
        meanings.push(text(branch, "description").unwrap_or("").to_owned());
    }
    let mut description = text(object, "description").unwrap_or("").to_owned();
    let mut between = if description.is_empty() { "" } else { "\n\n" };
    for (word, meaning) in words.iter().zip(&meanings) {
        // Writing to a string cannot fail.
        let _ = write!(description, "{between}- `{word}`: {meaning}");
        between = "\n";
    }
    object.remove("oneOf");
    object.insert("type".to_owned(), json!("string"));
    object.insert("enum".to_owned(), json!(words));
    object.insert("description".to_owned(), json!(description));
    object.insert(
        "x-taplo".to_owned(),
        json!({ "docs": { "enumValues": meanings } }),
    );
}

/// `oneOf` of tables that have one key each, all of them different: one table that takes one of the keys.
fn one_of_keys(object: &mut Map<String, Value>) {
    let Some(branches) = branches(object, "oneOf") else {
        return;
    };
    let mut properties = Map::new();
    for branch in &branches {
        let Some(own) = branch.get("properties").and_then(Value::as_object) else {
            return;
        };
        let mut own = own.iter();
        let (Some((key, value)), None) = (own.next(), own.next()) else {
            return;
        };
        if branch.get("required") != Some(&json!([key]))
            || branch.get("additionalProperties") != Some(&Value::Bool(false))
            || properties.contains_key(key)
        {
            return;
        }
        let mut value = value.clone();
        if let (Some(value), Some(said)) = (value.as_object_mut(), branch.get("description")) {
            value.entry("description").or_insert_with(|| said.clone());
        }
        properties.insert(key.clone(), value);
    }
    object.remove("oneOf");
    object.insert("type".to_owned(), json!("object"));
    object.insert("additionalProperties".to_owned(), json!(false));
    object.insert("minProperties".to_owned(), json!(1));
    object.insert("maxProperties".to_owned(), json!(1));
    object.insert("properties".to_owned(), Value::Object(properties));
}

/// `anyOf` of different types: one schema with a list of types, as each keyword speaks of one type alone.
fn one_of_types(object: &mut Map<String, Value>) {
    let Some(branches) = branches(object, "anyOf") else {
        return;
    };
    let mut types: Vec<Value> = Vec::new();
    let mut all = Map::new();
    for branch in &branches {
        let Some(kind) = text(branch, "type") else {
            return;
        };
        if types.iter().any(|other| overlap(other, kind)) {
            return;
        }
        for (key, value) in branch.iter() {
            match key.as_str() {
                "type" => {}
                // What the whole is for, if it does not say so.
                "description" => {
                    all.entry(key).or_insert_with(|| value.clone());
                }
                _ if speaks_of(key, kind) => {
                    all.insert(key.clone(), value.clone());
                }
                _ => return,
            }
        }
        types.push(json!(kind));
    }
    object.remove("anyOf");
    object.insert("type".to_owned(), Value::Array(types));
    for (key, value) in all {
        object.entry(key).or_insert(value);
    }
}

/// Whether a value can be of both types.
fn overlap(one: &Value, other: &str) -> bool {
    let number = |kind: &str| matches!(kind, "number" | "integer");
    one == other || number(other) && one.as_str().is_some_and(number)
}

/// Whether a keyword speaks of this type, and lets values of every type that it cannot be beside pass.
fn speaks_of(keyword: &str, kind: &str) -> bool {
    match keyword {
        // The formats of numbers say how they are held, and check nothing.
        "minimum" | "maximum" | "format" => matches!(kind, "number" | "integer"),
        "minLength" | "maxLength" | "pattern" => kind == "string",
        "items" | "minItems" | "maxItems" => kind == "array",
        "properties"
        | "patternProperties"
        | "additionalProperties"
        | "required"
        | "minProperties"
        | "maxProperties" => kind == "object",
        _ => false,
    }
}

/// Branches that are left, and what is in a list, get the words of the whole where they have none of their own: taplo
/// shows theirs for the key.
fn hand_down(object: &mut Map<String, Value>) {
    let Some(description) = object.get("description").cloned() else {
        return;
    };
    let describe = |inner: &mut Value| {
        if let Some(inner) = inner.as_object_mut() {
            inner
                .entry("description")
                .or_insert_with(|| description.clone());
        }
    };
    for keyword in ["anyOf", "oneOf"] {
        if let Some(Value::Array(branches)) = object.get_mut(keyword) {
            branches.iter_mut().for_each(describe);
        }
    }
    if let Some(items) = object.get_mut("items") {
        describe(items);
    }
}

fn branches(object: &Map<String, Value>, keyword: &str) -> Option<Vec<Map<String, Value>>> {
    let all = object.get(keyword)?.as_array()?;
    all.iter().map(|one| one.as_object().cloned()).collect()
}

fn text<'a>(object: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    object.get(key)?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Kind;
    use crate::schema::generate;

    fn shaped(mut schema: Value) -> Value {
        shape(&mut schema);
        schema
    }

    #[test]
    fn a_choice_of_words_is_one_enum_with_what_each_means() {
        let schema = json!({
            "description": "How much.",
            "oneOf": [
                { "type": "string", "const": "none", "description": "Nothing." },
                { "type": "string", "const": "low", "description": "A little." }
            ]
        });
        assert_eq!(
            shaped(schema),
            json!({
                "description": "How much.\n\n- `none`: Nothing.\n- `low`: A little.",
                "type": "string",
                "enum": ["none", "low"],
                "x-taplo": { "docs": { "enumValues": ["Nothing.", "A little."] } }
            })
        );
    }

    #[test]
    fn a_choice_of_types_is_one_list_of_types_unless_a_keyword_speaks_of_both() {
        let list = json!({ "type": "array", "items": { "type": "integer" }, "minItems": 2 });
        let schema = json!({
            "description": "Sets.",
            "anyOf": [{ "type": "integer", "minimum": 1 }, list]
        });
        assert_eq!(
            shaped(schema),
            json!({
                "description": "Sets.",
                "type": ["integer", "array"],
                "minimum": 1,
                "items": { "type": "integer", "description": "Sets." },
                "minItems": 2
            })
        );
        for both in [
            json!([{ "type": "string", "enum": ["any"] }, { "type": "array" }]),
            json!([{ "type": "integer", "minimum": 1 }, { "type": "number", "maximum": 9 }]),
        ] {
            let schema = json!({ "anyOf": both });
            assert_eq!(shaped(schema.clone()), schema);
        }
    }

    #[test]
    fn a_choice_of_keys_is_one_table_unless_a_branch_takes_more() {
        let one = |key: &str, required: Value| {
            json!({
                "type": "object",
                "description": format!("By {key}."),
                "properties": { key: { "type": "number" } },
                "required": required,
                "additionalProperties": false
            })
        };
        let keys = json!({ "oneOf": [one("kg", json!(["kg"])), one("effort", json!(["effort"]))] });
        assert_eq!(
            shaped(keys),
            json!({
                "type": "object",
                "additionalProperties": false,
                "minProperties": 1,
                "maxProperties": 1,
                "properties": {
                    "kg": { "type": "number", "description": "By kg." },
                    "effort": { "type": "number", "description": "By effort." }
                }
            })
        );
        let open = json!({ "oneOf": [one("kg", json!(["kg"])), one("effort", json!([]))] });
        assert_eq!(shaped(open.clone()), open);
    }

    /// Every choice in every schema, by itself.
    fn choices(schema: &Value, found: &mut Vec<Value>) {
        match schema {
            Value::Object(object) => {
                let is_choice = ["anyOf", "oneOf"]
                    .iter()
                    .any(|key| object.contains_key(*key));
                if is_choice && !found.contains(schema) {
                    found.push(schema.clone());
                }
                object.values().for_each(|one| choices(one, found));
            }
            Value::Array(all) => all.iter().for_each(|one| choices(one, found)),
            _ => {}
        }
    }

    /// Strings and numbers at and around those that a schema names, and its keys.
    fn edges(schema: &Value, values: &mut Vec<Value>, keys: &mut Vec<String>) {
        match schema {
            Value::Object(object) => {
                for (key, value) in object {
                    match key.as_str() {
                        "const" => values.push(value.clone()),
                        "minimum" | "maximum" => {
                            let limit = value.as_f64().expect("a number");
                            values.extend([limit - 1.0, limit, limit + 1.0, limit + 0.5].map(
                                |one| {
                                    let whole = one.fract() == 0.0;
                                    if whole { json!(one as i64) } else { json!(one) }
                                },
                            ));
                        }
                        "properties" => {
                            keys.extend(value.as_object().expect("keys").keys().cloned());
                        }
                        _ => {}
                    }
                    edges(value, values, keys);
                }
            }
            Value::Array(all) => all.iter().for_each(|one| edges(one, values, keys)),
            _ => {}
        }
    }

    /// Even Better TOML judges by draft 7: of a keyword that it does not know, it says nothing. Nor does it follow a way
    /// into another file.
    #[test]
    fn editors_know_every_keyword() {
        const KNOWN: &[&str] = &[
            "$schema",
            "additionalProperties",
            "anyOf",
            "const",
            "default",
            "description",
            "else",
            "enum",
            "format",
            "if",
            "items",
            "maxItems",
            "maxProperties",
            "maximum",
            "minItems",
            "minProperties",
            "minimum",
            "pattern",
            "patternProperties",
            "properties",
            "required",
            "then",
            "title",
            "type",
            "x-taplo",
        ];
        fn look(schema: &Value, where_from: &str) {
            let Some(object) = schema.as_object() else {
                return;
            };
            for (keyword, value) in object {
                assert!(
                    KNOWN.contains(&keyword.as_str()),
                    "{keyword} in {where_from}"
                );
                match keyword.as_str() {
                    "properties" | "patternProperties" => {
                        for (key, one) in value.as_object().expect("keys") {
                            let described = one.get("description").is_some();
                            assert!(
                                described || keyword != "properties",
                                "{key} in {where_from}"
                            );
                            look(one, &format!("{where_from}/{key}"));
                        }
                    }
                    "anyOf" => {
                        let branches = value.as_array().expect("branches");
                        branches.iter().for_each(|one| look(one, where_from));
                    }
                    // A list has one schema for all that is in it.
                    "items" => {
                        assert!(value.is_object(), "{where_from}");
                        look(value, where_from);
                    }
                    "additionalProperties" | "if" | "then" | "else" => look(value, where_from),
                    _ => {}
                }
            }
        }
        for kind in Kind::ALL {
            let schema = serde_json::from_str(&crate::schema::text(kind)).expect("a schema");
            look(&schema, kind.name());
        }
    }

    #[test]
    fn the_shape_allows_what_was_allowed_and_nothing_else() {
        let mut all = Vec::new();
        for kind in Kind::ALL {
            choices(&generate(kind), &mut all);
        }
        assert!(all.len() > 30, "{} choices", all.len());
        let (mut allowed, mut refused) = (0, 0);
        for plain in all {
            let after = shaped(plain.clone());
            let [before, now] = [&plain, &after]
                .map(|schema| jsonschema::draft202012::new(schema).expect("a schema"));
            let mut values = vec![json!(""), json!("x"), json!(true), json!(false), json!(1.5)];
            let mut keys = vec!["x".to_owned()];
            edges(&plain, &mut values, &mut keys);
            let simple = values.clone();
            values.extend([json!([]), json!({})]);
            for one in &simple {
                values.extend([json!([one]), json!([one, one]), json!([one, one, one])]);
                for key in &keys {
                    values.push(json!({ key: one }));
                    values.extend(keys.iter().map(|other| json!({ key: one, other: one })));
                }
            }
            for value in &values {
                let holds = before.is_valid(value);
                assert_eq!(
                    now.is_valid(value),
                    holds,
                    "{value} under {plain} and {after}"
                );
                *(if holds { &mut allowed } else { &mut refused }) += 1;
            }
        }
        assert!(allowed > 500 && refused > 500, "{allowed} and {refused}");
    }
}
