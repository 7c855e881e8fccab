//! The order of keys: as in the schema of the kind.

use std::sync::OnceLock;

use serde_json::Value;

use crate::format::Kind;
use crate::format::common::TEXT_PATTERN;
use crate::schema;

/// The keys below one place of a schema, in order. Branches that are alternatives are put one after the other.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// Whether a string here is a text that is printed for people, and no id.
    pub(super) is_text: bool,
    keys: Vec<(String, Order)>,
    items: Option<Box<Order>>,
    other: Option<Box<Order>>,
}

/// What is known of a file of no kind.
static UNKNOWN: Order = Order {
    is_text: false,
    keys: Vec::new(),
    items: None,
    other: None,
};

impl Order {
    /// `for_people`: whether the texts of the kind are printed, and not only names and notes.
    fn new(schema: &Value, for_people: bool) -> Order {
        let new = |schema: &Value| Order::new(schema, for_people);
        let below = |name: &str| schema.get(name).map(new).map(Box::new);
        let mut order = Order {
            is_text: for_people
                && schema.get("pattern").and_then(Value::as_str) == Some(TEXT_PATTERN),
            keys: Vec::new(),
            items: below("items"),
            other: below("additionalProperties"),
        };
        let keys = schema.get("properties").and_then(Value::as_object);
        for (key, inner) in keys.into_iter().flatten() {
            order.keys.push((key.clone(), new(inner)));
        }
        let patterns = schema.get("patternProperties").and_then(Value::as_object);
        for inner in patterns.into_iter().flat_map(|all| all.values()) {
            join(&mut order.other, Some(Box::new(new(inner))));
        }
        for branches in ["anyOf", "oneOf", "allOf"] {
            let branches = schema.get(branches).and_then(Value::as_array);
            for branch in branches.into_iter().flatten() {
                order.join(new(branch));
            }
        }
        order
    }

    fn join(&mut self, branch: Order) {
        self.is_text |= branch.is_text;
        join(&mut self.items, branch.items);
        join(&mut self.other, branch.other);
        for (key, inner) in branch.keys {
            match self.keys.iter_mut().find(|(own, _)| *own == key) {
                Some((_, own)) => own.join(inner),
                None => self.keys.push((key, inner)),
            }
        }
    }

    /// What is known of a key's value.
    pub(super) fn key(&self, key: &str) -> &Order {
        let own = self.keys.iter().find(|(own, _)| own == key);
        own.map(|(_, order)| order)
            .or(self.other.as_deref())
            .unwrap_or(&UNKNOWN)
    }

    /// What is known of a list's entries, or of a table that stands for one of several.
    pub(super) fn items(&self) -> &Order {
        self.items.as_deref().unwrap_or(&UNKNOWN)
    }

    /// Where a path of keys stands among its neighbours: a number a step, the first first.
    pub(super) fn rank<'k>(&self, path: impl IntoIterator<Item = &'k str>) -> Vec<usize> {
        let mut here = self;
        let mut rank = Vec::new();
        for key in path {
            let at = here.keys.iter().position(|(own, _)| own == key);
            rank.push(at.unwrap_or(usize::MAX));
            here = here.key(key);
        }
        rank
    }
}

fn join(one: &mut Option<Box<Order>>, other: Option<Box<Order>>) {
    match (one.as_mut(), other) {
        (Some(one), Some(other)) => one.join(*other),
        (None, Some(other)) => *one = Some(other),
        (_, None) => {}
    }
}

/// The order of a kind, made once for the whole run.
pub(super) fn of(kind: Option<Kind>) -> &'static Order {
    static ALL: [OnceLock<Order>; Kind::ALL.len()] = [const { OnceLock::new() }; Kind::ALL.len()];
    match kind.and_then(|kind| Some((kind, ALL.get(kind as usize)?))) {
        Some((kind, cell)) => {
            cell.get_or_init(|| Order::new(&schema::generate(kind), kind.is_translated()))
        }
        None => &UNKNOWN,
    }
}
