//! Which built-in packs join what was named: the same on both sides.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Content, Folder, Sources, too_deep};

/// Adds to both sides the built-in packs that build on what was named, or that it builds on. A pack that a side
/// has itself is not added to that side; one that the other side has is added only where something here needs it, so
/// that a pack that was taken away stays away.
pub fn complete(old: &mut Sources, new: &mut Sources, built_in: &Sources) {
    let there: BTreeMap<String, Manifest> = manifests(built_in);
    let (in_old, in_new) = (manifests(old), manifests(new));
    let mut wanted: BTreeSet<String> = in_old.keys().chain(in_new.keys()).cloned().collect();
    let required = in_old
        .values()
        .chain(in_new.values())
        .flat_map(|one| &one.requires);
    wanted.extend(required.cloned());
    loop {
        let joins = |(name, one): &(&String, &Manifest)| {
            let built_on = wanted.iter().filter_map(|name| there.get(name));
            !wanted.contains(*name)
                && (one.requires.iter().any(|other| wanted.contains(other))
                    || built_on
                        .into_iter()
                        .any(|other| other.requires.contains(*name)))
        };
        let Some((name, _)) = there.iter().find(joins) else {
            break;
        };
        wanted.insert(name.clone());
    }
    for (own, other, sources) in [(&in_old, &in_new, old), (&in_new, &in_old, new)] {
        let needed = needed(own, &there);
        for (name, one) in &there {
            if wanted.contains(name)
                && !own.contains_key(name)
                && (!other.contains_key(name) || needed.contains(name))
            {
                let files = one.folder.files.iter().map(|&file| {
                    let file = built_in.file(file);
                    (file.inner.clone(), file.content.clone())
                });
                sources.add_pack(one.folder.path.clone(), true, files.collect::<Vec<_>>());
            }
        }
    }
}

/// A pack's folder, and what it builds on.
struct Manifest {
    folder: Folder,
    requires: BTreeSet<String>,
}

/// The packs by name. One whose manifest cannot be read is left to the check that comes later.
fn manifests(sources: &Sources) -> BTreeMap<String, Manifest> {
    let mut all = BTreeMap::new();
    for (_, folder) in sources.folders() {
        let manifest = folder
            .files
            .iter()
            .find(|&&file| sources.file(file).inner == "pack.toml");
        let Some(Content::Text(text)) = manifest.map(|&file| &sources.file(file).content) else {
            continue;
        };
        // What goes too deep is reported where the packs are checked.
        if too_deep(text).is_some() {
            continue;
        }
        let Ok(table) = toml::from_str::<toml::Table>(text) else {
            continue;
        };
        let Some(name) = table.get("name").and_then(toml::Value::as_str) else {
            continue;
        };
        let requires = table.get("requires").and_then(toml::Value::as_table);
        let requires = requires.into_iter().flat_map(|table| table.keys().cloned());
        all.insert(
            name.to_owned(),
            Manifest {
                folder: folder.clone(),
                requires: requires.collect(),
            },
        );
    }
    all
}

/// Everything that some packs build on, by way of the built-in ones too.
fn needed(
    own: &BTreeMap<String, Manifest>,
    there: &BTreeMap<String, Manifest>,
) -> BTreeSet<String> {
    let mut needed: BTreeSet<String> = own
        .values()
        .flat_map(|one| one.requires.iter().cloned())
        .collect();
    loop {
        let more: BTreeSet<String> = needed
            .iter()
            .filter_map(|name| there.get(name))
            .flat_map(|one| one.requires.iter().cloned())
            .filter(|name| !needed.contains(name))
            .collect();
        if more.is_empty() {
            return needed;
        }
        needed.extend(more);
    }
}
