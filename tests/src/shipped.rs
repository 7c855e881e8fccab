//! The shipped packs as text, so that a test can load some of them, or change a file first.

use std::sync::OnceLock;

use regimen_core::source::{Content, Sources, read_packs};

/// A shipped pack.
pub struct Shipped {
    /// Its name, which is its folder's too.
    pub name: String,
    /// Its files, by path within the pack.
    pub files: Vec<(String, String)>,
}

/// The shipped packs in their own language, read once.
pub fn shipped() -> &'static [Shipped] {
    static SHIPPED: OnceLock<Vec<Shipped>> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let mut sources = Sources::new();
        read_packs(&mut sources, &crate::root().join("data")).expect("the packs can be read");
        let folders = sources.folders().map(|(_, folder)| Shipped {
            name: folder
                .path
                .rsplit(['/', '\\'])
                .next()
                .unwrap_or("")
                .to_owned(),
            files: folder
                .files
                .iter()
                .map(|&file| sources.file(file))
                .filter_map(|file| {
                    let text = in_own_language(&file.inner, file.text())?;
                    Some((file.inner.clone(), text))
                })
                .collect(),
        });
        folders.collect()
    })
}

/// A file of a pack as it is with one language only. Whatever is changed, its translations would be the first to miss
/// it, so that nothing else were asked.
fn in_own_language(inner: &str, text: &str) -> Option<String> {
    if inner.starts_with("text/") {
        return None;
    }
    let line = |line: &str| match line.split_once(", ") {
        Some((own, _)) if inner == "pack.toml" && line.starts_with("languages = [") => {
            format!("{own}]\n")
        }
        _ => format!("{line}\n"),
    };
    Some(text.lines().map(line).collect())
}

/// Some of them as sources, each file as `edit` gives it back: by its pack's name, its path within it and its text.
/// Nothing takes the file away.
pub fn sources_of<'s>(
    packs: impl Iterator<Item = &'s Shipped>,
    edit: impl Fn(&str, &str, &str) -> Option<String>,
) -> Sources {
    let mut sources = Sources::new();
    for pack in packs {
        let files = pack.files.iter().filter_map(|(file, text)| {
            let text = edit(&pack.name, file, text)?;
            Some((file.clone(), Content::Text(text)))
        });
        sources.add_pack(pack.name.clone(), false, files);
    }
    sources
}
