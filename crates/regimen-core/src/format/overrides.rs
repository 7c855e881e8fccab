//! What a file says that changes a record of another pack.

use serde_json::{Value, json};

use super::Kind;

/// The key that names the record.
pub const OVERRIDES: &str = "overrides";

/// The key that names the version of the other pack that the change was read against.
pub const BASE_VERSION: &str = "base_version";

impl Kind {
    /// Whether a pack may change such a record of another one. Each of them is a file of its own.
    pub fn can_be_overridden(self) -> bool {
        matches!(
            self,
            Kind::Finding | Kind::Exercise | Kind::Ladder | Kind::Programme | Kind::Response
        )
    }
}

/// Lets the schema of a whole record hold for a file that changes one, too: then no key is required but these two.
pub(crate) fn allow(schema: &mut Value) {
    let Some(root) = schema.as_object_mut() else {
        return;
    };
    let required = root.remove("required").unwrap_or_else(|| json!([]));
    if let Some(properties) = root.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert(
            OVERRIDES.to_owned(),
            json!({
                "description": "The record of another pack that this file changes, as in `back-care:my-exercise`. What the file gives \
                    replaces that record's fields, of a table field by field; what it leaves out stays.",
                "type": "string",
                "pattern": "^[a-z0-9-]+:[a-z0-9-]+$"
            }),
        );
        properties.insert(
            BASE_VERSION.to_owned(),
            json!({
                "description": "The version of the other pack that this change was read against, as in `1.2.0`.",
                "type": "string",
                "pattern": r"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$"
            }),
        );
    }
    // They say that other keys may be there, as the editor Tombi takes each for all that there is.
    let with = |required: Value| json!({ "additionalProperties": true, "required": required });
    root.insert("if".to_owned(), with(json!([OVERRIDES])));
    root.insert("then".to_owned(), with(json!([BASE_VERSION])));
    root.insert("else".to_owned(), with(required));
}
