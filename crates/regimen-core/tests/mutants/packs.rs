//! The shipped packs as text, so that one file of a copy can be changed.

use std::path::Path;
use std::sync::OnceLock;

use regimen_core::source::{Content, Sources, read_packs};

/// A shipped pack.
pub(crate) struct Pack {
    pub(crate) name: String,
    /// Its files, by path within the pack.
    pub(crate) files: Vec<(String, String)>,
}

/// The shipped packs in their own language, read once.
pub(crate) fn shipped() -> &'static [Pack] {
    static SHIPPED: OnceLock<Vec<Pack>> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let mut packs = as_they_ship();
        for pack in &mut packs {
            let files = std::mem::take(&mut pack.files).into_iter();
            let own = files.filter_map(|(inner, text)| {
                let text = in_own_language(&inner, &text)?;
                Some((inner, text))
            });
            pack.files = own.collect();
        }
        packs
    })
}

/// The shipped packs in all their languages.
pub(crate) fn as_they_ship() -> Vec<Pack> {
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

/// The shipped packs.
pub(crate) fn all() -> Sources {
    copy(|_, _, text| Some(text.to_owned()))
}

/// The shipped packs with one file changed.
pub(crate) fn with(pack: &str, file: &str, text: &str) -> Sources {
    copy(|one, inner, shipped| {
        let changed = one == pack && inner == file;
        Some(if changed { text } else { shipped }.to_owned())
    })
}

/// The same without the cases that give verdicts.
pub(crate) fn with_no_verdicts(pack: &str, file: &str, text: &str) -> Sources {
    copy(|one, inner, shipped| {
        let changed = one == pack && inner == file;
        let text = if changed { text } else { shipped };
        (!inner.starts_with("cases/verdicts-")).then(|| text.to_owned())
    })
}

/// Each file as `edit` gives it back; nothing takes it away.
fn copy(edit: impl Fn(&str, &str, &str) -> Option<String>) -> Sources {
    let mut sources = Sources::new();
    for pack in shipped() {
        let files = pack.files.iter().filter_map(|(inner, text)| {
            let text = edit(&pack.name, inner, text)?;
            Some((inner.clone(), Content::Text(text)))
        });
        sources.add_pack(pack.name.clone(), false, files);
    }
    sources
}
