//! Whether a tree fits its schema, and nothing about what is wrong with it.
//!
//! This knows the keywords that our own schemas use, and of a schema with any other it knows nothing: then, and wherever a
//! tree does not seem to fit, `jsonschema` has the word. So it may refuse what fits, and may never let through what does not. A
//! test holds it against `jsonschema`.

use std::collections::BTreeMap;

use jsonschema::Validator;
use serde_json::{Value, json};

use super::quick::{Node, Table};
use crate::format::common::TEXT_PATTERN;
use crate::id;

/// A schema, ready to be held against trees.
#[derive(Debug, Default)]
pub(super) struct Rule {
    kind: Option<Kind>,
    constant: Option<Value>,
    minimum: Option<f64>,
    maximum: Option<f64>,
    pattern: Option<Pattern>,
    items: Option<Box<Rule>>,
    min_items: Option<u64>,
    max_items: Option<u64>,
    keys: BTreeMap<String, Key>,
    /// How many of the keys must be there.
    required: usize,
    /// Keys that are ids.
    ids: Option<Box<Rule>>,
    other: Other,
    any_of: Vec<Rule>,
    one_of: Vec<Rule>,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Text,
    Whole,
    Number,
    Yes,
    List,
    Table,
}

#[derive(Debug)]
enum Pattern {
    Id,
    Text,
    Other(Box<Validator>),
}

#[derive(Debug, Default)]
struct Key {
    rule: Rule,
    required: bool,
}

/// What keys a table may have besides.
#[derive(Debug, Default)]
enum Other {
    #[default]
    Any,
    None,
    These(Box<Rule>),
}

/// Beyond this, not every whole number has a floating-point number of its own.
const EXACT: u64 = 1 << 53;

impl Rule {
    /// A schema's rule, or nothing if it says something that is not known here.
    pub(super) fn of(schema: &Value) -> Option<Rule> {
        let mut rule = Rule::default();
        if schema.as_bool() == Some(true) {
            return Some(rule);
        }
        let schema = schema.as_object()?;
        for (keyword, value) in schema {
            match keyword.as_str() {
                // What tells people something and lets nothing through.
                "$schema" | "title" | "description" | "default" | "format" => {}
                "type" => rule.kind = Some(Kind::named(value.as_str()?)?),
                "const" => rule.constant = Some(value.clone()),
                "minimum" => rule.minimum = Some(value.as_f64()?),
                "maximum" => rule.maximum = Some(value.as_f64()?),
                "pattern" => rule.pattern = Some(Pattern::of(value.as_str()?)?),
                "items" => rule.items = Some(Box::new(Rule::of(value)?)),
                "minItems" => rule.min_items = Some(value.as_u64()?),
                "maxItems" => rule.max_items = Some(value.as_u64()?),
                "properties" => {
                    for (key, inner) in value.as_object()? {
                        rule.keys.entry(key.clone()).or_default().rule = Rule::of(inner)?;
                    }
                }
                // Below, once all keys are known.
                "required" => {}
                "patternProperties" => {
                    let mut patterns = value.as_object()?.iter();
                    let (pattern, inner) = patterns.next()?;
                    if pattern != id::PATTERN || patterns.next().is_some() {
                        return None;
                    }
                    rule.ids = Some(Box::new(Rule::of(inner)?));
                }
                "additionalProperties" if value.as_bool() == Some(false) => {
                    rule.other = Other::None;
                }
                "additionalProperties" => rule.other = Other::These(Box::new(Rule::of(value)?)),
                "anyOf" => rule.any_of = Rule::all_of(value)?,
                "oneOf" => rule.one_of = Rule::all_of(value)?,
                _ => return None,
            }
        }
        let required = schema.get("required").map(Value::as_array);
        for key in required.into_iter().flatten().flatten() {
            rule.keys.get_mut(key.as_str()?)?.required = true;
        }
        rule.required = rule.keys.values().filter(|key| key.required).count();
        // A key that both name would have to fit both.
        let both = rule.ids.is_some() && rule.keys.keys().any(|key| id::is_kebab(key));
        (!both).then_some(rule)
    }

    fn all_of(schemas: &Value) -> Option<Vec<Rule>> {
        let rules: Option<Vec<Rule>> = schemas.as_array()?.iter().map(Rule::of).collect();
        rules.filter(|rules| !rules.is_empty())
    }

    /// Whether a tree fits.
    pub(super) fn fits(&self, node: &Node<'_>) -> bool {
        let constant = self.constant.as_ref().is_none_or(|constant| match node {
            Node::Text(text) => constant.as_str() == Some(text),
            Node::Yes(yes) => constant.as_bool() == Some(*yes),
            _ => false,
        });
        self.kind.is_none_or(|kind| kind.is_of(node))
            && constant
            && match node {
                Node::Text(text) => self.pattern.as_ref().is_none_or(|one| one.fits(text)),
                Node::Whole(number) => number.unsigned_abs() < EXACT && self.within(*number as f64),
                Node::Decimal(number) => self.within(*number),
                Node::Yes(_) => true,
                Node::List(list) => {
                    let count = list.entries.len() as u64;
                    let items = self.items.as_ref();
                    self.min_items.is_none_or(|least| count >= least)
                        && self.max_items.is_none_or(|most| count <= most)
                        && items.is_none_or(|one| list.entries.iter().all(|entry| one.fits(entry)))
                }
                Node::Table(table) => self.holds(table),
            }
            && (self.any_of.is_empty() || self.any_of.iter().any(|one| one.fits(node)))
            && (self.one_of.is_empty()
                || self.one_of.iter().filter(|one| one.fits(node)).count() == 1)
    }

    fn within(&self, number: f64) -> bool {
        self.minimum.is_none_or(|least| number >= least)
            && self.maximum.is_none_or(|most| number <= most)
    }

    fn holds(&self, table: &Table<'_>) -> bool {
        let mut required = 0;
        let all = table.entries.iter().all(|(key, value)| {
            if let Some(known) = self.keys.get(key.as_ref()) {
                required += usize::from(known.required);
                return known.rule.fits(value);
            }
            match (&self.ids, &self.other) {
                (Some(rule), _) if id::is_kebab(key) => rule.fits(value),
                (_, Other::Any) => true,
                (_, Other::None) => false,
                (_, Other::These(rule)) => rule.fits(value),
            }
        });
        // No key stands twice, so that each of them was counted once.
        all && required == self.required
    }
}

impl Kind {
    fn named(name: &str) -> Option<Kind> {
        Some(match name {
            "string" => Kind::Text,
            "integer" => Kind::Whole,
            "number" => Kind::Number,
            "boolean" => Kind::Yes,
            "array" => Kind::List,
            "object" => Kind::Table,
            _ => return None,
        })
    }

    fn is_of(self, node: &Node<'_>) -> bool {
        matches!(
            (self, node),
            (Kind::Text, Node::Text(_))
                | (Kind::Whole | Kind::Number, Node::Whole(_))
                | (Kind::Number, Node::Decimal(_))
                | (Kind::Yes, Node::Yes(_))
                | (Kind::List, Node::List(_))
                | (Kind::Table, Node::Table(_))
        )
    }
}

impl Pattern {
    fn of(pattern: &str) -> Option<Pattern> {
        Some(match pattern {
            id::PATTERN => Pattern::Id,
            TEXT_PATTERN => Pattern::Text,
            _ => {
                let schema = json!({ "pattern": pattern });
                Pattern::Other(Box::new(jsonschema::draft202012::new(&schema).ok()?))
            }
        })
    }

    fn fits(&self, text: &str) -> bool {
        match self {
            Pattern::Id => id::is_kebab(text),
            // A text of signs that are not ASCII alone takes a closer look.
            Pattern::Text => text
                .chars()
                .any(|one| one.is_ascii_graphic() || one.is_alphanumeric()),
            Pattern::Other(validator) => validator.is_valid(&Value::String(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::format;
    use crate::schema::check::compiled;
    use crate::schema::quick;
    use crate::source::{Sources, read_packs};

    #[test]
    fn every_schema_is_known() {
        for kind in format::Kind::ALL {
            assert!(compiled(kind).rule.is_some(), "{}", kind.name());
        }
    }

    #[test]
    fn a_schema_with_anything_else_is_not() {
        for schema in [
            json!({ "not": {} }),
            json!({ "type": ["string", "null"] }),
            json!({ "items": { "uniqueItems": true } }),
            json!({ "properties": { "a": { "$ref": "#" } } }),
            json!({ "required": ["a"] }),
            json!({ "patternProperties": { "^a": {} } }),
            json!({ "patternProperties": { id::PATTERN: {} }, "properties": { "a": {} } }),
            json!(false),
        ] {
            assert!(Rule::of(&schema).is_none(), "{schema}");
        }
    }

    /// What both say of a text; that it fits here is never said where it does not.
    fn said(kind: format::Kind, text: &str) -> Option<(bool, bool)> {
        let tree = quick::read(text)?;
        let compiled = compiled(kind);
        let validator = jsonschema::draft202012::new(&compiled.schema).unwrap();
        let fits = compiled.rule.as_ref().unwrap().fits(&tree);
        Some((fits, validator.is_valid(&tree.to_value())))
    }

    /// Every shipped file fits, and with a value of another kind, a key too many or one too few both say the same of it.
    #[test]
    fn the_word_of_jsonschema_holds() {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
        let mut sources = Sources::new();
        read_packs(&mut sources, &data).unwrap();
        let files = sources.folders().flat_map(|(_, folder)| &folder.files);
        let mut refused = 0;
        for (at, &file) in files.enumerate() {
            let source = sources.file(file);
            let Some(kind) = format::Kind::of_pack_file(&source.inner) else {
                continue;
            };
            let text = source.text();
            // A few have a key with dots, and are left to `jsonschema`.
            let known = said(kind, text);
            assert!(
                known.is_none_or(|both| both == (true, true)),
                "{}",
                source.path
            );
            if at % 60 != 0 {
                continue;
            }
            let lines: Vec<&str> = text.lines().collect();
            for (n, line) in lines.iter().enumerate() {
                let key = line.split('=').next().unwrap_or("x").trim();
                for other in [
                    String::new(),
                    format!("{key} = 3"),
                    format!("{key} = 3.0"),
                    format!("{key} = -1"),
                    format!("{key} = 100000"),
                    format!("{key} = true"),
                    format!("{key} = ' '"),
                    format!("{key} = 'No id'"),
                    format!("{key} = '\u{feff}'"),
                    format!("{key} = 'low'"),
                    format!("{key} = []"),
                    format!("{key} = ['x', 'y', 'z']"),
                    format!("{key} = {{}}"),
                    format!("{key} = {{ x = 1 }}"),
                    format!("{line}\nx = 1"),
                    format!("{line}\n[x]"),
                ] {
                    let mut changed = lines.clone();
                    changed[n] = &other;
                    let changed = changed.join("\n");
                    let Some((fits, valid)) = said(kind, &changed) else {
                        continue;
                    };
                    refused += usize::from(!valid);
                    // A whole number with a point is refused here, as the types refuse it.
                    let point = other.ends_with("3.0");
                    assert!(fits == valid || (valid && point), "{other}\n{changed}");
                }
            }
        }
        assert!(refused > 500, "{refused}");
    }
}
