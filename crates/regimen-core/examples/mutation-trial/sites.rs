//! The places of a file where something can be edited: each key and value with its bytes, and what its schema says of it.

use std::ops::Range;

use regimen_core::id;
use regimen_core::schema::generate;
use serde_json::Value as Schema;
use toml_edit::{Array, Document, Item, Key, TableLike, Value};

use crate::{Kind, TEXT};

/// What stands at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    /// A text that people read.
    Text,
    /// The id of some record, or another name in the form of one.
    Id,
    /// What a record calls itself.
    Name,
    /// One of these words.
    Word(Vec<String>),
    /// Any other string: a version, an address.
    Other,
    /// A number.
    Number,
    /// True or false.
    YesNo,
    /// A list in square brackets.
    List,
    /// A table in braces.
    Braces,
    /// A table with a header of its own, or one of a list of such.
    Header,
    /// A list of tables, each with a header of its own.
    Headers,
}

/// A place of a file.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    /// The place as a JSON pointer.
    pub(crate) pointer: String,
    pub(crate) what: What,
    /// The bytes of its key; an entry of a list has none.
    pub(crate) key: Option<Range<usize>>,
    /// The bytes of its value, or of its header.
    pub(crate) value: Range<usize>,
    /// The types that its schema takes, as JSON Schema calls them.
    pub(crate) types: Vec<String>,
    /// Whether its table needs the key.
    pub(crate) required: bool,
    /// Whether its key is the id of some record, and no field's name.
    pub(crate) key_is_id: bool,
    /// The names of all fields of its table.
    pub(crate) fields: Vec<String>,
    /// Whether its table stands in braces.
    pub(crate) in_braces: bool,
    /// The entries of its list, it among them, as their bytes; none if it is no entry of a list in brackets.
    pub(crate) entries: Vec<Range<usize>>,
    /// Its position in its list.
    pub(crate) at: usize,
}

impl Site {
    /// The place of its table or list.
    pub(crate) fn parent(&self) -> &str {
        self.pointer
            .rsplit_once('/')
            .map_or("", |(parent, _)| parent)
    }
}

/// Every place of a file, in the order of the file's tree.
pub(crate) fn sites(kind: Kind, text: &str) -> Vec<Site> {
    let document = Document::parse(text).expect("a shipped file is TOML");
    let schema = generate(kind);
    let mut walk = Walk {
        kind,
        text,
        sites: Vec::new(),
    };
    walk.table(document.as_table(), &branches(&[&schema]), "", false);
    walk.sites
}

/// The schemas that may hold, those of alternatives among them.
fn branches<'s>(schemas: &[&'s Schema]) -> Vec<&'s Schema> {
    let mut all = Vec::new();
    for schema in schemas {
        all.push(*schema);
        for key in ["anyOf", "oneOf", "allOf"] {
            let inner = schema.get(key).and_then(Schema::as_array);
            let inner: Vec<&Schema> = inner.into_iter().flatten().collect();
            all.extend(branches(&inner));
        }
    }
    all
}

/// The names of a schema's own fields.
fn fields(schema: &Schema) -> impl Iterator<Item = &str> {
    let fields = schema.get("properties").and_then(Schema::as_object);
    fields.into_iter().flatten().map(|(key, _)| key.as_str())
}

struct Walk<'t> {
    kind: Kind,
    text: &'t str,
    sites: Vec<Site>,
}

/// What is known of a place before its value is looked at.
struct Place<'s> {
    pointer: String,
    key: Option<Range<usize>>,
    schemas: Vec<&'s Schema>,
    required: bool,
    key_is_id: bool,
    fields: Vec<String>,
    in_braces: bool,
}

impl Walk<'_> {
    fn table(&mut self, table: &dyn TableLike, schemas: &[&Schema], at: &str, in_braces: bool) {
        let keys: Vec<&str> = table.iter().map(|(key, _)| key).collect();
        // Of several kinds of table, the one that is meant has the most of the keys that stand there.
        let known = |schema: &Schema| {
            let known = keys
                .iter()
                .filter(|key| fields(schema).any(|one| one == **key));
            known.count()
        };
        let best = schemas.iter().map(|schema| known(schema)).max();
        let mut meant = schemas.to_vec();
        meant.retain(|schema| {
            Some(known(schema)) == best && schema.get("type") == Some(&Schema::from("object"))
        });
        let names: Vec<String> = meant
            .iter()
            .flat_map(|schema| fields(schema))
            .map(str::to_owned)
            .collect();
        for key in keys {
            let Some((spelt, item)) = table.get_key_value(key) else {
                continue;
            };
            let own: Vec<&Schema> = meant
                .iter()
                .filter_map(|one| one.get("properties")?.get(key))
                .collect();
            let key_is_id = own.is_empty();
            // The numbers of a language are keys, and words: no field's name, and no record's id.
            let is_word = key_is_id && self.kind == Kind::PlainWords;
            let below: Vec<&Schema> = if key_is_id {
                meant.iter().flat_map(|one| others(one)).collect()
            } else {
                own
            };
            let required = meant.iter().any(|one| {
                let required = one.get("required").and_then(Schema::as_array);
                required.into_iter().flatten().any(|one| one == key)
            });
            self.item(
                item,
                Place {
                    pointer: format!("{at}/{key}"),
                    key: spelt.span().filter(|_| !is_word),
                    schemas: branches(&below),
                    required,
                    key_is_id,
                    fields: names.clone(),
                    in_braces,
                },
                spelt,
            );
        }
    }

    fn item(&mut self, item: &Item, place: Place<'_>, key: &Key) {
        match item {
            Item::None => {}
            Item::Value(value) => self.value(value, place, Vec::new(), 0, Some(key)),
            Item::Table(table) => {
                if !table.is_implicit()
                    && !table.is_dotted()
                    && let Some(header) = table.span()
                {
                    self.header(&place, header, What::Header, place.pointer.clone(), 0);
                }
                self.table(table, &place.schemas, &place.pointer, false);
            }
            Item::ArrayOfTables(list) => {
                let entries: Vec<&Schema> = place
                    .schemas
                    .iter()
                    .filter_map(|one| one.get("items"))
                    .collect();
                let entries = branches(&entries);
                let first = list.iter().find_map(toml_edit::Table::span);
                if let Some(first) = first {
                    self.header(&place, first, What::Headers, place.pointer.clone(), 0);
                }
                for (at, table) in list.iter().enumerate() {
                    let pointer = format!("{}/{at}", place.pointer);
                    if let Some(header) = table.span() {
                        self.header(&place, header, What::Header, pointer.clone(), at);
                    }
                    self.table(table, &entries, &pointer, false);
                }
            }
        }
    }

    /// A header, and in it the last word as the key.
    fn header(
        &mut self,
        place: &Place<'_>,
        header: Range<usize>,
        what: What,
        pointer: String,
        at: usize,
    ) {
        let text = &self.text[header.clone()];
        let inner = text.trim_matches(['[', ']']);
        let last = inner.rsplit('.').next().unwrap_or(inner);
        let end = header.start + text.trim_end_matches(']').len();
        self.sites.push(Site {
            pointer,
            what,
            key: Some(end - last.len()..end),
            value: header,
            types: types(&place.schemas),
            required: place.required,
            key_is_id: place.key_is_id,
            fields: place.fields.clone(),
            in_braces: false,
            entries: Vec::new(),
            at,
        });
    }

    fn value(
        &mut self,
        value: &Value,
        place: Place<'_>,
        entries: Vec<Range<usize>>,
        at: usize,
        key: Option<&Key>,
    ) {
        let Some(span) = value.span() else { return };
        let what = match value {
            Value::String(text) => self.string(text.value(), &place, key),
            Value::Integer(_) | Value::Float(_) => What::Number,
            Value::Boolean(_) => What::YesNo,
            Value::Datetime(_) => return,
            Value::Array(_) => What::List,
            Value::InlineTable(_) => What::Braces,
        };
        self.sites.push(Site {
            pointer: place.pointer.clone(),
            what,
            key: place.key.clone(),
            value: span,
            types: types(&place.schemas),
            required: place.required,
            key_is_id: place.key_is_id,
            fields: place.fields.clone(),
            in_braces: place.in_braces,
            entries,
            at,
        });
        match value {
            Value::Array(list) => self.list(list, &place),
            Value::InlineTable(table) => {
                self.table(table, &place.schemas, &place.pointer, true);
            }
            _ => {}
        }
    }

    fn list(&mut self, list: &Array, place: &Place<'_>) {
        let below: Vec<&Schema> = place
            .schemas
            .iter()
            .filter_map(|one| one.get("items"))
            .collect();
        let spans: Vec<Range<usize>> = list.iter().filter_map(Value::span).collect();
        for (at, value) in list.iter().enumerate() {
            self.value(
                value,
                Place {
                    pointer: format!("{}/{at}", place.pointer),
                    key: None,
                    schemas: branches(&below),
                    required: false,
                    key_is_id: false,
                    fields: Vec::new(),
                    in_braces: false,
                },
                spans.clone(),
                at,
                None,
            );
        }
    }

    fn string(&self, text: &str, place: &Place<'_>, key: Option<&Key>) -> What {
        let mut words = Vec::new();
        for schema in &place.schemas {
            let options = schema.get("enum").and_then(Schema::as_array);
            words.extend(options.into_iter().flatten().filter_map(Schema::as_str));
            words.extend(schema.get("const").and_then(Schema::as_str));
        }
        let pattern = |wanted: &str| {
            let mut all = place.schemas.iter();
            all.any(|one| one.get("pattern").and_then(Schema::as_str) == Some(wanted))
        };
        if words.contains(&text) {
            return What::Word(words.into_iter().map(str::to_owned).collect());
        }
        let key = key.map_or("", Key::get);
        let names_itself = match self.kind {
            Kind::Pack => key == "name",
            Kind::Case => false,
            _ => key == "id",
        };
        match () {
            () if pattern(id::PATTERN) && names_itself => What::Name,
            () if pattern(id::PATTERN) => What::Id,
            () if pattern(TEXT) => What::Text,
            // A word of jargon looks like an id, and is a word of some language.
            () if id::is_kebab(text) && self.kind != Kind::PlainWords => What::Id,
            () => What::Other,
        }
    }
}

/// The schemas of what stands under keys that are no fields.
fn others(schema: &Schema) -> Vec<&Schema> {
    let patterns = schema.get("patternProperties").and_then(Schema::as_object);
    let patterns = patterns.into_iter().flatten().map(|(_, inner)| inner);
    let rest = schema
        .get("additionalProperties")
        .filter(|one| one.is_object());
    patterns.chain(rest).collect()
}

fn types(schemas: &[&Schema]) -> Vec<String> {
    let mut types = Vec::new();
    for schema in schemas {
        let own = schema.get("type").and_then(Schema::as_str);
        types.extend(own.map(str::to_owned));
        if schema.get("enum").is_some() {
            types.push("string".to_owned());
        }
    }
    types
}
