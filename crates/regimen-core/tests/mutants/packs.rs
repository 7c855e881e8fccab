//! The shipped packs as text, so that one file of a copy can be changed.

use std::path::Path;
use std::sync::OnceLock;

use regimen_core::source::{Content, Sources, read_packs};

/// A shipped pack.
pub struct Pack {
    pub name: String,
    /// Its files, by path within the pack.
    pub files: Vec<(String, String)>,
}

/// The shipped packs, read once.
pub fn shipped() -> &'static [Pack] {
    static SHIPPED: OnceLock<Vec<Pack>> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
        let mut sources = Sources::new();
        read_packs(&mut sources, &data).expect("the packs can be read");
        let folders = sources.folders().map(|(_, folder)| {
            let files = folder.files.iter().map(|&file| sources.file(file));
            let name = folder.path.rsplit(['/', '\\']).next();
            Pack {
                name: name.unwrap_or("").to_owned(),
                files: files
                    .map(|file| (file.inner.clone(), file.text().to_owned()))
                    .collect(),
            }
        });
        folders.collect()
    })
}

/// The shipped packs with one file changed.
pub fn with(pack: &str, file: &str, text: &str) -> Sources {
    let mut sources = Sources::new();
    for one in shipped() {
        let files = one.files.iter().map(|(inner, shipped)| {
            let changed = one.name == pack && inner == file;
            let text = if changed { text } else { shipped };
            (inner.clone(), Content::Text(text.to_owned()))
        });
        sources.add_pack(one.name.clone(), false, files);
    }
    sources
}
