//! The packs that come with the program.

use include_dir::{Dir, DirEntry, include_dir};
use regimen_core::source::{Content, Sources, is_read};

static DATA: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../data");

/// Adds the built-in packs to the sources.
pub(crate) fn add(sources: &mut Sources) {
    let mut packs: Vec<&Dir<'_>> = DATA.dirs().collect();
    packs.sort_by_key(|pack| pack.path());
    for pack in packs {
        let mut files = Vec::new();
        collect(pack, pack, &mut files);
        sources.add_pack(
            format!("built-in:{}", pack.path().to_string_lossy()),
            true,
            files,
        );
    }
}

fn collect(pack: &Dir<'_>, folder: &Dir<'_>, files: &mut Vec<(String, Content)>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(pack, inner, files),
            DirEntry::File(file) => {
                let inner = file.path().strip_prefix(pack.path()).unwrap_or(file.path());
                let inner = inner.to_string_lossy().replace('\\', "/");
                if is_read(&inner) {
                    files.push((inner, Content::from_bytes(file.contents().to_vec())));
                }
            }
        }
    }
}
