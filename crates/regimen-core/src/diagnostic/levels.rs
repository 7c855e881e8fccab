//! How bad each code is.

use super::{Code, Severity, codes};

/// The codes that are warnings; all others are errors. A presentation can meet R314 as either, and the worse one counts.
static WARNINGS: &[&Code] = &[
    &codes::EMERGENCY_CLEARED,
    &codes::READING_GRADE,
    &codes::LONG_SENTENCE,
    &codes::JARGON,
    &codes::STRAY_FILE,
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
}
