//! How bad each code is.

use super::{Code, Severity, codes};

/// The codes that are warnings; all others are errors. A presentation can meet R314 as either, and the worse one counts.
static WARNINGS: &[&Code] = &[
    &codes::EMERGENCY_CLEARED,
    &codes::READING_GRADE,
    &codes::LONG_SENTENCE,
    &codes::JARGON,
    &codes::STRAY_FILE,
    &codes::BASE_MOVED,
    &codes::ALLOWED_FOR_NOTHING,
];

impl Code {
    /// How bad it is, where nothing else was said.
    pub fn severity(&self) -> Severity {
        if WARNINGS.contains(&self) {
            Severity::Warning
        } else {
            Severity::Error
        }
    }

    /// Whether a clinic must leave it at least as bad as it is: what it reports makes content unusable or unsafe. That is
    /// syntax, schema, links and packs, and the clinical errors.
    pub fn is_fixed(&self) -> bool {
        match self.id.as_bytes().get(1) {
            Some(b'0' | b'1' | b'2' | b'6') => true,
            Some(b'3') => self.severity() == Severity::Error,
            _ => false,
        }
    }

    /// The code with this name.
    pub fn find(id: &str) -> Option<&'static Code> {
        codes::ALL.iter().copied().find(|code| code.id == id)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    /// Every `Diagnostic::WORD(&codes::NAME` in the sources of this crate: the names.
    fn reported(word: &str) -> BTreeSet<String> {
        fn collect(folder: &Path, opening: &str, found: &mut BTreeSet<String>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    collect(&path, opening, found);
                } else if !path.ends_with("diagnostic/levels.rs") {
                    let text = std::fs::read_to_string(&path).unwrap();
                    for (at, _) in text.match_indices(opening) {
                        let rest = text[at + opening.len()..].trim_start();
                        let Some(rest) = rest.strip_prefix("&codes::") else {
                            continue;
                        };
                        let end =
                            rest.find(|letter: char| letter != '_' && !letter.is_ascii_uppercase());
                        found.insert(rest[..end.unwrap_or(rest.len())].to_owned());
                    }
                }
            }
        }
        let mut found = BTreeSet::new();
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        collect(&sources, &format!("Diagnostic::{word}("), &mut found);
        found
    }

    #[test]
    fn the_list_is_what_the_checks_report() {
        let warnings = reported("warning");
        let errors = reported("error");
        assert!(errors.len() > 30, "{errors:?}");
        let only: BTreeSet<&str> = warnings.difference(&errors).map(String::as_str).collect();
        let listed = [
            "ALLOWED_FOR_NOTHING",
            "BASE_MOVED",
            "EMERGENCY_CLEARED",
            "JARGON",
            "LONG_SENTENCE",
            "READING_GRADE",
            "STRAY_FILE",
        ];
        assert_eq!(only, BTreeSet::from(listed));
        let both: Vec<&String> = warnings.intersection(&errors).collect();
        assert_eq!(both, ["PRESENTATION_CLASH"]);
        assert_eq!(WARNINGS.len(), listed.len());
    }

    #[test]
    fn what_can_be_lowered_is_language_figures_and_clinical_warnings() {
        let free = codes::ALL.iter().filter(|code| !code.is_fixed());
        let free: Vec<&str> = free.map(|code| code.id).collect();
        assert_eq!(
            free.join(" "),
            "R313 R401 R402 R403 R404 R405 R406 R407 R408 R409 R501 R502 R503"
        );
    }
}
