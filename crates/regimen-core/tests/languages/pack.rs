//! The small pack for another joint, with a second language that is made from the first.

use std::collections::BTreeMap;
use std::path::Path;

use regimen_core::format::Kind;
use regimen_core::schema;
use regimen_core::source::{Sources, read_packs};
use serde_json::Value;

/// Files by their path within the pack.
pub(crate) type Files = BTreeMap<String, String>;

/// The pack in `en` and in `xx`: each text in `xx` is what `other` makes of it.
pub(crate) fn in_two_languages(other: impl Fn(&str) -> String) -> Files {
    let mut sources = Sources::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/packs-knee");
    read_packs(&mut sources, &folder).expect("the pack can be read");
    let mut files = Files::new();
    for &file in sources.folders().flat_map(|(_, folder)| &folder.files) {
        let inner = &sources.file(file).inner;
        let text = sources.file(file).text();
        if inner == "pack.toml" {
            let two = text.replace("languages = [\"en\"]", "languages = [\"en\", \"xx\"]");
            assert_ne!(two, text);
            files.insert(inner.clone(), two);
            continue;
        }
        files.insert(inner.clone(), text.to_owned());
        let kind = Kind::of_pack_file(inner).expect("a kind");
        if ["references", "gaps", "case"].contains(&kind.name()) {
            continue;
        }
        let tree = schema::parse(&sources, file, &mut Vec::new()).expect("a tree");
        let mut texts = Vec::new();
        find(&schema::generate(kind), &tree.value, &mut texts);
        let texts: Vec<(&str, String)> = texts.iter().map(|&text| (text, other(text))).collect();
        files.insert(format!("text/xx/{inner}"), entries(&texts));
    }
    files
}

/// A file of translations.
pub(crate) fn entries(texts: &[(&str, String)]) -> String {
    let quoted = |text: &str| Value::from(text).to_string();
    let entry = |(from, to): &(&str, String)| {
        format!("\n[[text]]\nfrom = {}\nto = {}\n", quoted(from), quoted(to))
    };
    let lines: String = texts.iter().map(entry).collect();
    format!("#:schema ../../../../schemas/text.schema.json\n{lines}")
}

/// Every text of a value, once: a string that its schema wants not to be blank. Worked out here once more, so that what
/// the program takes for a text is held against something.
fn find<'v>(schema: &Value, value: &'v Value, found: &mut Vec<&'v str>) {
    for branches in ["anyOf", "oneOf", "allOf"] {
        let branches = schema.get(branches).and_then(Value::as_array);
        for branch in branches.into_iter().flatten() {
            let fits = match branch.get("type").and_then(Value::as_str) {
                Some("string") => value.is_string(),
                Some("array") => value.is_array(),
                Some("object") => value.is_object(),
                _ => true,
            };
            if fits {
                find(branch, value, found);
            }
        }
    }
    match value {
        Value::String(text) => {
            let is_text = schema.get("pattern").is_some_and(|one| one == "\\S");
            if is_text && !found.contains(&text.as_str()) {
                found.push(text);
            }
        }
        Value::Array(list) => {
            for (entry, schema) in list.iter().zip(schema.get("items").into_iter().cycle()) {
                find(schema, entry, found);
            }
        }
        Value::Object(table) => {
            for (key, entry) in table {
                let named = schema.get("properties").and_then(|all| all.get(key));
                if let Some(schema) = named.or_else(|| schema.get("additionalProperties")) {
                    find(schema, entry, found);
                }
            }
        }
        _ => {}
    }
}
