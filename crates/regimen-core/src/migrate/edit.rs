//! What steps do to tables, comments and all.

use toml_edit::{Item, Key, Table};

/// Gives a key another name, at its place and with what is written around it. Says whether the key was there.
pub fn rename_key(table: &mut Table, from: &str, to: &str) -> bool {
    if !table.contains_key(from) || table.contains_key(to) {
        return false;
    }
    // A table keeps its keys in order and has no way to change one: all are taken out and put back.
    let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    for key in keys {
        let Some((old, item)) = table.remove_entry(&key) else {
            continue;
        };
        let key = match key == from {
            true => Key::new(to)
                .with_leaf_decor(old.leaf_decor().clone())
                .with_dotted_decor(old.dotted_decor().clone()),
            false => old,
        };
        table.insert_formatted(&key, item);
    }
    true
}

/// Takes a key and what it holds out of a table, with what is written around them, to be put elsewhere by
/// [`Table::insert_formatted`].
pub fn take(table: &mut Table, key: &str) -> Option<(Key, Item)> {
    table.remove_entry(key)
}
