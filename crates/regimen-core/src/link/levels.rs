//! How bad the codes are in one clinic.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Mend, Place, Severity, codes};
use crate::format::clinic::{CheckLevel, ClinicFolder};
use crate::source::FileId;
use crate::suggest;

/// What a clinic's folder says of codes: what `regimen check` reports, and as how bad. What makes content unusable or unsafe
/// cannot be among it.
#[derive(Debug, Clone, Default)]
pub struct Levels(BTreeMap<&'static str, CheckLevel>);

impl Levels {
    /// What a clinic's folder says. A code that is not known, or that cannot be lowered, is left as it is;
    /// [`super::check_clinic`] reports those.
    pub fn of(clinic: &ClinicFolder) -> Levels {
        let said = clinic.check.levels.iter();
        let known = said.filter_map(|(id, &level)| Some((Code::find(id)?, level)));
        Levels(
            known
                .filter(|(code, level)| may_be(code, *level))
                .map(|(code, level)| (code.id, level))
                .collect(),
        )
    }

    /// Whether a code that is an error is none here.
    pub(super) fn lowers(&self, code: &Code) -> bool {
        matches!(
            self.0.get(code.id),
            Some(CheckLevel::Off | CheckLevel::Warning)
        )
    }

    /// How bad a problem with a code is here, if it is this bad by itself; nothing if it is not reported.
    pub(super) fn of_code(&self, code: &Code, by_itself: Severity) -> Option<Severity> {
        match self.0.get(code.id) {
            None => Some(by_itself),
            Some(CheckLevel::Off) => None,
            Some(CheckLevel::Warning) => Some(Severity::Warning),
            Some(CheckLevel::Error) => Some(Severity::Error),
        }
    }

    /// Makes each problem as bad as is said; how many are not to be reported and are gone.
    pub(super) fn apply(&self, problems: &mut Vec<Diagnostic>) -> usize {
        let before = problems.len();
        problems.retain_mut(|one| match self.of_code(one.code, one.severity) {
            None => false,
            Some(severity) => {
                one.severity = severity;
                true
            }
        });
        before - problems.len()
    }
}

/// What is wrong with the levels of a clinic's folder.
pub(super) fn check(clinic: &ClinicFolder, file: FileId, problems: &mut Vec<Diagnostic>) {
    for (id, &level) in &clinic.check.levels {
        let pointer = format!("/check/levels/{}", id.replace('~', "~0").replace('/', "~1"));
        match Code::find(id) {
            None => problems.push(unknown(id, Place::key(file, pointer))),
            Some(code) if !may_be(code, level) => problems.push(
                Diagnostic::new(
                    &codes::LEVEL_FIXED,
                    Place::value(file, pointer),
                    format!("{id} cannot be lowered"),
                )
                .label(format!("stays at \"{}\"", code.severity.as_str()))
                .help(format!(
                    "Take `{id}` out of the levels, and mend what it reports. Content where it is met is unusable or unsafe: {}.",
                    code.title
                )),
            ),
            Some(_) => {}
        }
    }
}

/// A code that no check has.
pub(super) fn unknown(id: &str, place: Place) -> Diagnostic {
    let known = codes::ALL.iter().map(|code| code.id);
    let near = suggest::nearest(&id.to_uppercase(), known);
    // One digit for another would be another code.
    let meant = Code::find(&id.to_uppercase().replace('O', "0").replace('I', "1"));
    let mend = meant.map(|meant| Mend::name(place.clone(), id, meant.id));
    Diagnostic::new(
        &codes::UNKNOWN_CODE,
        place,
        format!("there is no code `{}`", id.escape_debug()),
    )
    .label("no check reports this")
    .maybe_help(near.map(|near| format!("Did you mean `{near}`?")))
    .mend(mend)
}

fn may_be(code: &Code, level: CheckLevel) -> bool {
    !code.is_fixed()
        || match level {
            CheckLevel::Off => false,
            CheckLevel::Warning => code.severity == Severity::Warning,
            CheckLevel::Error => true,
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::{check_by, check_clinic};
    use crate::source::{Content, Sources};

    fn clinic(levels: &str) -> (Option<ClinicFolder>, Vec<(u8, String)>) {
        let mut sources = Sources::new();
        let text = Content::Text(format!("[check.levels]\n{levels}"));
        let file = sources.add_file("regimen.toml", text);
        let (folder, problems) = check_clinic(&sources, file);
        let locator = sources.locator();
        let shown = problems.iter().map(|one| {
            let line = locator.line_column(&one.place).line as u8;
            (
                line,
                format!("{} {} {}", one.code, one.message, one.advice()),
            )
        });
        (folder, shown.collect())
    }

    #[test]
    fn what_cannot_be_said_of_a_code_is_shown_at_its_line() {
        let (folder, problems) = clinic(
            "R408 = \"error\"\nR4O8 = \"off\"\nr407 = \"off\"\nR301 = \"warning\"\nR606 = \"off\"\n\"R/~\" = \"off\"\n",
        );
        assert!(folder.is_none());
        let expected = [
            (3, "R612 there is no code `R4O8` Did you mean `R408`?"),
            (4, "R612 there is no code `r407` Did you mean `R407`?"),
            (5, "R613 R301 cannot be lowered Take `R301` out"),
            (6, "R613 R606 cannot be lowered Take `R606` out"),
            (7, "R612 there is no code `R/~` "),
        ];
        assert_eq!(problems.len(), expected.len(), "{problems:?}");
        for ((line, text), (at, begins)) in problems.iter().zip(expected) {
            assert!(*line == at && text.starts_with(begins), "{line} {text}");
        }
        let (folder, problems) = clinic("R408 = \"loud\"\n");
        assert!(folder.is_none() && problems.len() == 1, "{problems:?}");
        let (folder, problems) = clinic("R301 = \"error\"\nR606 = \"error\"\nR501 = \"off\"\n");
        assert!(folder.is_some() && problems.is_empty(), "{problems:?}");
    }

    /// A pack with a stray file (R606) and a language that is not there (R401 and the like come from the same list).
    fn stray() -> Sources {
        let mut sources = Sources::new();
        let text = |text: &str| Content::Text(text.to_owned());
        sources.add_pack("p", false, [("stray.toml".to_owned(), text("x = 1\n"))]);
        sources
    }

    #[test]
    fn levels_change_what_is_reported_and_nothing_that_is_fixed() {
        let sources = stray();
        let levels = |text: &str| Levels::of(&toml::from_str(text).unwrap());
        let severities = |levels: &Levels| -> Vec<(&str, Severity)> {
            let problems = check_by(&sources, levels).problems;
            problems
                .iter()
                .map(|one| (one.code.id, one.severity))
                .collect()
        };
        let plain = severities(&Levels::default());
        assert!(plain.contains(&("R601", Severity::Error)), "{plain:?}");
        let fixed = levels("[check.levels]\nR601 = \"off\"\nR999 = \"off\"\n");
        assert_eq!(severities(&fixed), plain);
    }
}
