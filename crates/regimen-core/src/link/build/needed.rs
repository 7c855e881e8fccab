//! What a library cannot do without: some files, and every phrase.

use super::super::within;
use super::Linker;
use crate::diagnostic::{Diagnostic, Mend, Place, codes};
use crate::format::Kind;
use crate::format::phrases::{self, Phrases, PhrasesFile};
use crate::suggest::{self, Among};

impl<'a> Linker<'a> {
    /// What no plan can be made without.
    pub(super) fn needed(&self, problems: &mut Vec<Diagnostic>) {
        let Some(pack) = self.records.packs.first() else {
            return;
        };
        let mut need = |kind: Kind, there: bool| {
            if !there
                && !self.records.broken.contains_key(&kind)
                && let Some(name) = kind.file()
            {
                problems.push(
                    Diagnostic::new(
                        &codes::MISSING_FILE,
                        Place::file(pack.file),
                        format!("no loaded pack has the file `{name}`"),
                    )
                    .help(format!(
                        "Add `{name}` to a pack, or load a pack that has one. `regimen schema {}` says what goes in it.",
                        kind.name()
                    )),
                );
            }
        };
        need(Kind::Axes, !self.records.axes.is_empty());
        need(Kind::Patterns, !self.records.patterns.is_empty());
        need(Kind::Stages, !self.records.stages.is_empty());
        need(Kind::Screen, !self.records.red_flags.is_empty());
        need(Kind::Response, !self.records.responses.is_empty());
        need(Kind::Phrases, !self.records.phrases.is_empty());
        for extra in self.records.responses.iter().skip(1) {
            problems.push(
                Diagnostic::new(
                    &codes::DUPLICATE,
                    Place::file(extra.file),
                    "there are two response.toml",
                )
                .also(
                    Place::file(
                        self.records.responses[..]
                            .first()
                            .map_or(extra.file, |r| r.file),
                    ),
                    "and this one",
                )
                .help("Only one of the loaded packs may say how training is judged."),
            );
        }
    }

    /// Every phrase, complete: a later pack's wording goes before an earlier one's.
    pub(super) fn phrases(&self, problems: &mut Vec<Diagnostic>) -> Option<Phrases> {
        for record in &self.records.phrases {
            for (key, text) in record.value.given() {
                let allowed = phrases::allowed(key);
                for blank in phrases::blanks(text) {
                    if !allowed.contains(&blank) {
                        let help = if allowed.is_empty() {
                            "This phrase has no blanks.".to_owned()
                        } else {
                            format!("Its blanks are: {{{}}}.", allowed.join("}, {"))
                        };
                        let place = within(record, &format!("/{key}"));
                        let there = phrases::blanks(text);
                        let left = allowed.iter().filter(|one| !there.contains(one));
                        let meant = suggest::meant(blank, left.copied(), Among::Closed);
                        let mend = meant.map(|meant| {
                            Mend::part(
                                place.clone(),
                                format!("{{{blank}}}"),
                                format!("{{{meant}}}"),
                            )
                        });
                        problems.push(
                            Diagnostic::new(
                                &codes::BAD_PHRASE,
                                place,
                                format!("the phrase has no blank `{{{}}}`", blank.escape_debug()),
                            )
                            .help(help)
                            .mend(mend),
                        );
                    }
                }
            }
        }
        let files: Vec<&PhrasesFile> = self
            .records
            .phrases
            .iter()
            .rev()
            .map(|record| &record.value)
            .collect();
        match Phrases::gather(&files) {
            Ok(phrases) => Some(phrases),
            Err(missing) => {
                if let Some(record) = self.records.phrases.first() {
                    for key in missing {
                        problems.push(
                            Diagnostic::new(
                                &codes::MISSING_PHRASE,
                                Place::file(record.file),
                                format!("the phrase `{key}` is missing"),
                            )
                            .help(format!("Add a line `{key} = \"…\"`.")),
                        );
                    }
                }
                None
            }
        }
    }
}
