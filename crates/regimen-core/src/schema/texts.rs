//! Where a kind of file has texts, found by its schema: what a translation has to say in another language.
//!
//! Tables whose keys are ids (`patternProperties`) are left alone: they hold levels and amounts, and the two texts there,
//! why an exercise asks so much on an axis and why a dose has such bounds, are for whoever edits the pack. A test shows that
//! they are the only ones.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

use serde_json::Value;

use super::check::compiled;
use super::quick::Node;
use super::tree::escape;
use crate::format::Kind;
use crate::format::common::TEXT_PATTERN;

/// The texts below one place of a schema. Branches that are alternatives are put together: a value is a string, a
/// list or a table, and no two branches give one key different meanings; a test shows it.
#[derive(Debug, Default)]
struct Shape {
    /// Whether a string here is a text.
    text: bool,
    /// The entries of a list.
    items: Option<Box<Shape>>,
    /// The keys of a table that the schema names, those without texts too: they are not among the others.
    keys: BTreeMap<String, Shape>,
    /// Every other key of a table.
    other: Option<Box<Shape>>,
}

impl Shape {
    fn of(schema: &Value) -> Shape {
        let mut shape = Shape {
            text: schema.get("pattern").and_then(Value::as_str) == Some(TEXT_PATTERN),
            items: schema.get("items").and_then(Shape::below),
            keys: BTreeMap::new(),
            other: schema.get("additionalProperties").and_then(Shape::below),
        };
        let keys = schema.get("properties").and_then(Value::as_object);
        for (key, inner) in keys.into_iter().flatten() {
            shape.keys.insert(key.clone(), Shape::of(inner));
        }
        for branches in ["anyOf", "oneOf", "allOf"] {
            let branches = schema.get(branches).and_then(Value::as_array);
            for branch in branches.into_iter().flatten() {
                shape.join(Shape::of(branch));
            }
        }
        shape
    }

    fn below(schema: &Value) -> Option<Box<Shape>> {
        let shape = Shape::of(schema);
        (!shape.is_empty()).then(|| Box::new(shape))
    }

    fn is_empty(&self) -> bool {
        !self.text
            && self.items.is_none()
            && self.other.is_none()
            && self.keys.values().all(Shape::is_empty)
    }

    fn join(&mut self, branch: Shape) {
        self.text |= branch.text;
        join(&mut self.items, branch.items);
        join(&mut self.other, branch.other);
        for (key, inner) in branch.keys {
            self.keys.entry(key).or_default().join(inner);
        }
    }

    fn key(&self, key: &str) -> Option<&Shape> {
        self.keys.get(key).or(self.other.as_deref())
    }
}

fn join(one: &mut Option<Box<Shape>>, other: Option<Box<Shape>>) {
    match (one.as_mut(), other) {
        (Some(one), Some(other)) => one.join(*other),
        (None, Some(other)) => *one = Some(other),
        (_, None) => {}
    }
}

/// The shape of a kind, made once for the whole run.
fn shape(kind: Kind) -> &'static Shape {
    static ALL: [OnceLock<Shape>; Kind::ALL.len()] = [const { OnceLock::new() }; Kind::ALL.len()];
    let make = || Shape::of(&compiled(kind).schema);
    match ALL.get(kind as usize) {
        Some(cell) => cell.get_or_init(make),
        // Every kind has its cell; a test over `Kind::ALL` shows it.
        None => unreachable!("a kind without a cell"),
    }
}

/// The way to a text.
#[derive(Debug, Default)]
pub(crate) struct Way<'v>(Vec<Step<'v>>);

/// One step of a way.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step<'v> {
    Key(&'v str),
    At(usize),
}

impl Way<'_> {
    /// The way as a JSON pointer.
    pub(crate) fn pointer(&self) -> String {
        let mut pointer = String::new();
        self.write(&mut pointer);
        pointer
    }

    /// Writes the way at the end of a text, as a JSON pointer.
    pub(crate) fn write(&self, to: &mut String) {
        for step in &self.0 {
            to.push('/');
            match step {
                Step::Key(key) if key.contains(['~', '/']) => to.push_str(&escape(key)),
                Step::Key(key) => to.push_str(key),
                // Writing to a text cannot fail.
                Step::At(at) => drop(write!(to, "{at}")),
            }
        }
    }
}

/// What texts are found in: a value, or a tree that is read in place.
pub(crate) trait Tree: Sized {
    /// What it is, if it is a string.
    fn text(&self) -> Option<&str>;

    /// What is in it, if it is a list or a table, in order.
    fn each<'v>(&'v self, show: impl FnMut(Step<'v>, &'v Self));

    /// What stands under a key, or at a position that is given in digits.
    fn at(&self, step: &str) -> Option<&Self>;
}

impl Tree for Value {
    fn text(&self) -> Option<&str> {
        self.as_str()
    }

    fn each<'v>(&'v self, mut show: impl FnMut(Step<'v>, &'v Self)) {
        match self {
            Value::Array(entries) => {
                for (at, entry) in entries.iter().enumerate() {
                    show(Step::At(at), entry);
                }
            }
            Value::Object(table) => {
                for (key, entry) in table {
                    show(Step::Key(key), entry);
                }
            }
            _ => {}
        }
    }

    fn at(&self, step: &str) -> Option<&Self> {
        match self {
            Value::Array(entries) => entries.get(step.parse::<usize>().ok()?),
            other => other.get(step),
        }
    }
}

impl Tree for Node<'_> {
    fn text(&self) -> Option<&str> {
        match self {
            Node::Text(text) => Some(text),
            _ => None,
        }
    }

    fn each<'v>(&'v self, mut show: impl FnMut(Step<'v>, &'v Self)) {
        match self {
            Node::List(list) => {
                for (at, entry) in list.entries.iter().enumerate() {
                    show(Step::At(at), entry);
                }
            }
            Node::Table(table) => {
                for (key, entry) in &table.entries {
                    show(Step::Key(key), entry);
                }
            }
            _ => {}
        }
    }

    fn at(&self, step: &str) -> Option<&Self> {
        match self {
            Node::List(list) => list.entries.get(step.parse::<usize>().ok()?),
            Node::Table(table) => {
                let found = table.entries.iter().find(|(key, _)| key == step);
                found.map(|(_, value)| value)
            }
            _ => None,
        }
    }
}

/// Shows every text of a checked value, in the order of its keys, with the way to it.
pub(crate) fn each_text<'v, T: Tree>(
    kind: Kind,
    value: &'v T,
    mut show: impl FnMut(&Way<'v>, &'v str),
) {
    walk(shape(kind), value, &mut Way::default(), &mut show);
}

fn walk<'v, T: Tree>(
    shape: &Shape,
    value: &'v T,
    way: &mut Way<'v>,
    show: &mut impl FnMut(&Way<'v>, &'v str),
) {
    if let Some(text) = value.text() {
        if shape.text {
            show(way, text);
        }
        return;
    }
    value.each(|step, entry| {
        let inner = match step {
            Step::Key(key) => shape.key(key),
            Step::At(_) => shape.items.as_deref(),
        };
        if let Some(inner) = inner {
            way.0.push(step);
            walk(inner, entry, way, show);
            way.0.pop();
        }
    });
}

/// Puts another text in the place of each for which there is one.
pub(crate) fn replace_texts<'t>(
    kind: Kind,
    value: &mut Value,
    other: impl Fn(&str) -> Option<&'t str>,
) {
    replace(shape(kind), value, &other);
}

fn replace<'t>(shape: &Shape, value: &mut Value, other: &impl Fn(&str) -> Option<&'t str>) {
    match value {
        Value::String(text) if shape.text => {
            if let Some(other) = other(text) {
                other.clone_into(text);
            }
        }
        Value::Array(entries) => {
            let Some(inner) = &shape.items else { return };
            for entry in entries {
                replace(inner, entry, other);
            }
        }
        Value::Object(table) => {
            for (key, entry) in table {
                if let Some(inner) = shape.key(key) {
                    replace(inner, entry, other);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Every string that a schema knows at a place, by whether it is a text; a key of a table stands for all of that name.
    fn strings(schema: &Value, at: &str, found: &mut BTreeMap<String, Vec<bool>>) {
        if schema.get("type") == Some(&json!("string"))
            || schema.get("enum").is_some()
            || schema.get("const").is_some_and(Value::is_string)
        {
            let text = schema.get("pattern") == Some(&json!(TEXT_PATTERN));
            found.entry(at.to_owned()).or_default().push(text);
        }
        for branches in ["anyOf", "oneOf", "allOf"] {
            let branches = schema.get(branches).and_then(Value::as_array);
            for branch in branches.into_iter().flatten() {
                strings(branch, at, found);
            }
        }
        let keys = schema.get("properties").and_then(Value::as_object);
        for (key, inner) in keys.into_iter().flatten() {
            strings(inner, &format!("{at}/{key}"), found);
        }
        for key in ["items", "additionalProperties"] {
            if let Some(inner) = schema.get(key) {
                strings(inner, &format!("{at}/*"), found);
            }
        }
    }

    #[test]
    fn a_string_at_one_place_is_always_a_text_or_never() {
        for kind in Kind::ALL {
            let mut found = BTreeMap::new();
            strings(&compiled(kind).schema, "", &mut found);
            for (at, texts) in found {
                let all = texts.iter().all(|text| *text);
                let none = texts.iter().all(|text| !*text);
                assert!(all || none, "{}: {at}", kind.name());
            }
        }
    }

    /// Every text below a table whose keys are ids.
    fn below_ids(schema: &Value, at: &str, found: &mut Vec<String>) {
        for (key, inner) in schema.as_object().into_iter().flatten() {
            let at = format!("{at}/{key}");
            if key == "patternProperties" {
                let mut strings_there = BTreeMap::new();
                for inner in inner.as_object().into_iter().flatten().map(|(_, one)| one) {
                    strings(inner, &at, &mut strings_there);
                }
                let texts = strings_there
                    .iter()
                    .filter(|(_, texts)| texts.contains(&true));
                found.extend(texts.map(|(at, _)| at.clone()));
            }
            below_ids(inner, &at, found);
        }
        for (place, inner) in schema.as_array().into_iter().flatten().enumerate() {
            below_ids(inner, &format!("{at}/{place}"), found);
        }
    }

    #[test]
    fn no_text_for_patients_stands_below_an_id() {
        let mut found = Vec::new();
        for kind in Kind::ALL {
            if kind.is_translated() {
                below_ids(&compiled(kind).schema, kind.name(), &mut found);
            }
        }
        assert_eq!(
            found,
            [
                "exercise/properties/demands/patternProperties/why",
                "response/properties/bounds/patternProperties/why",
            ]
        );
    }

    #[test]
    fn no_schema_points_elsewhere() {
        for kind in Kind::ALL {
            let text = compiled(kind).schema.to_string();
            assert!(!text.contains("\"$ref\""), "{}", kind.name());
        }
    }

    #[test]
    fn kinds_that_are_translated_have_texts() {
        for kind in Kind::ALL {
            if kind.is_translated() {
                assert!(!shape(kind).is_empty(), "{}", kind.name());
            }
        }
    }

    #[test]
    fn texts_are_found_and_replaced_and_other_strings_left() {
        let mut value = json!({
            "id": "a", "name": "A", "steps": ["One.", "Two."],
            "demands": { "x": "low", "y": { "level": "high", "why": "So." } },
            "dose": { "load": { "band": "light" } },
        });
        let mut found = Vec::new();
        each_text(Kind::Exercise, &value, |way, text| {
            found.push(format!("{} {text}", way.pointer()));
        });
        found.sort();
        assert_eq!(
            found,
            [
                "/dose/load/band light",
                "/name A",
                "/steps/0 One.",
                "/steps/1 Two."
            ]
        );
        replace_texts(Kind::Exercise, &mut value, |text| {
            (text != "Two.").then_some("x")
        });
        assert_eq!(
            value,
            json!({
                "id": "a", "name": "x", "steps": ["x", "Two."],
                "demands": { "x": "low", "y": { "level": "high", "why": "So." } },
                "dose": { "load": { "band": "x" } },
            })
        );
    }
}
