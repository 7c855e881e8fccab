//! What was found sound is kept for whoever checks the same files again.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::Value;

use super::{FileId, SourceFile, Sources};

/// What a file holds and as which kind, once it was found to be so without a fault. It holds as long as the text does.
#[derive(Debug, Clone, Default)]
pub(super) struct Sound(OnceLock<(&'static str, Value)>);

impl Sources {
    /// Keeps what is found sound, and takes over what was kept in `before` of files with the same path and text: checking
    /// gives the same, and sooner. It costs memory, so that only a run that checks again should ask for it.
    pub fn keep(&mut self, before: Sources) {
        self.keeps = true;
        let before = before.files.into_iter();
        let mut before: BTreeMap<String, SourceFile> =
            before.map(|file| (file.path.clone(), file)).collect();
        for file in &mut self.files {
            if let Some(old) = before.remove(&file.path)
                && old.content == file.content
            {
                file.sound = old.sound;
            }
        }
    }

    /// What a file of a kind holds, if it is known to be sound.
    pub(crate) fn sound(&self, file: FileId, kind: &str) -> Option<&Value> {
        let (known, value) = self.file(file).sound.0.get()?;
        (*known == kind).then_some(value)
    }

    /// Says that a file of a kind is sound and holds this.
    pub(crate) fn is_sound(&self, file: FileId, kind: &'static str, value: &Value) {
        if self.keeps {
            // A file is of one kind: what is known already is the same.
            let _ = self.file(file).sound.0.set((kind, value.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::source::{Content, read_packs};

    fn known(sources: &Sources) -> usize {
        let files = sources.files.iter();
        files.filter(|file| file.sound.0.get().is_some()).count()
    }

    fn problems(sources: &Sources) -> Vec<String> {
        let locator = sources.locator();
        let problems = crate::check(sources).problems;
        let shown = problems.iter().map(|one| {
            let at = locator.line_column(&one.place);
            let path = &sources.file(one.place.file).path;
            format!("{path}:{at:?} {} {}", one.code, one.message)
        });
        shown.collect()
    }

    #[test]
    fn what_did_not_change_is_kept_and_what_did_is_looked_at_anew() {
        let mut first = Sources::new();
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
        read_packs(&mut first, &data).unwrap();
        assert_eq!(problems(&first), Vec::<String>::new());
        assert_eq!(known(&first), 0, "a run that is not repeated keeps nothing");
        first.keep(Sources::new());
        assert_eq!(problems(&first), Vec::<String>::new());
        let all = known(&first);
        assert!(all > 300, "{all}");

        let mut second = first.clone();
        let mut changed = 0;
        for file in &mut second.files {
            file.sound = Sound::default();
            if file.inner.starts_with("exercises/") && changed < 2 {
                let text = file.text().replacen("id = ", "idd = ", 1);
                file.content = Content::Text(text);
                changed += 1;
            }
        }
        second.keeps = false;
        let fresh = problems(&second);
        assert!(fresh.len() >= 4, "{fresh:?}");
        second.keep(first);
        assert_eq!(known(&second), all - changed);
        assert_eq!(problems(&second), fresh);
        assert_eq!(problems(&second), fresh);
        assert_eq!(known(&second), all - changed);
    }
}
