//! Deprecated records that a presentation names, and what comes of it.
//!
//! What stands in for an exercise or a programme takes its place. A finding or a red flag is never let go of for another one:
//! the new one may limit less, and nobody has looked at this person since. So both hold, and the plan is at least as strict
//! as either alone would be; the same goes for clearances, of which each needs its own.

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::library::{
    Deprecated, Exercise, Finding, Key, Library, Programme, RedFlag, Retires, Table,
};

/// A deprecated record that a presentation names, and what comes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Followed {
    /// An exercise to give or to return to: another one in its place; or it stays, where there is none or where it says what
    /// the person does now.
    Exercise(Key<Exercise>, Option<Key<Exercise>>),
    /// A programme: another one in its place, or it stays.
    Programme(Key<Programme>, Option<Key<Programme>>),
    /// A finding: it stays, and another one with it.
    Finding(Key<Finding>, Option<Key<Finding>>),
    /// A red flag answered yes: it stays, and another one with it.
    RedFlag(Key<RedFlag>, Option<Key<RedFlag>>),
}

impl Followed {
    /// Why the record is deprecated.
    pub fn reason(self, library: &Library) -> &str {
        fn reason<T: Retires>(table: &Table<T>, key: Key<T>) -> &str {
            table[key]
                .deprecated()
                .map_or("", |said| said.reason.as_str())
        }
        match self {
            Followed::Exercise(old, _) => reason(&library.exercises, old),
            Followed::Programme(old, _) => reason(&library.programmes, old),
            Followed::Finding(old, _) => reason(&library.findings, old),
            Followed::RedFlag(old, _) => reason(&library.red_flags, old),
        }
    }
}

/// What is said of it in the presentation's own file.
pub(super) fn warning<T>(
    id: &str,
    said: &Deprecated<T>,
    by: Option<&str>,
    place: Place,
) -> Diagnostic {
    let since = &said.since;
    Diagnostic::new(
        &codes::DEPRECATED,
        place,
        format!("`{}` is deprecated since {since}", id.escape_debug()),
    )
    .help(match by {
        Some(by) => format!("Name `{by}` in its place. {}", said.reason),
        None => format!("Nothing takes its place. {}", said.reason),
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::library::Library;
    use crate::link::{Asked, check_presentation};
    use crate::plan::{Tracing, plan};
    use crate::report::{OutcomeKind, PlanDocument, report};
    use crate::source::{Content, Sources, read_packs};

    const SAID: &str = "deprecated = { since = \"1.0.0\", replaced_by = \"NEW\", reason = \"Few could do it.\" }\n";

    /// The small pack for knees, with some text in its files replaced.
    fn knee(edits: &[(&str, &str, &str)]) -> (Sources, Library) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/packs-knee");
        let mut read = Sources::new();
        read_packs(&mut read, &folder).unwrap();
        let (_, pack) = read.folders().next().unwrap();
        let files = pack.files.iter().map(|&file| {
            let file = read.file(file);
            let mut text = file.text().to_owned();
            for (inner, from, to) in edits.iter().filter(|edit| edit.0 == file.inner) {
                assert!(text.contains(from), "{inner} has no {from}");
                text = text.replacen(from, to, 1);
            }
            (file.inner.clone(), Content::Text(text))
        });
        let mut sources = Sources::new();
        sources.add_pack("knee", false, files.collect::<Vec<_>>());
        let library = crate::check(&sources).library.expect("a sound pack");
        (sources, library)
    }

    /// A record that gives way to another one.
    fn gives_way(id: &str, new: &str) -> (String, String) {
        let id = format!("id = \"{id}\"\n");
        (id.clone(), format!("{id}{}", SAID.replace("NEW", new)))
    }

    fn planned(
        edits: &[(&str, &str, &str)],
        presentation: &str,
    ) -> (Library, Asked, PlanDocument, Vec<String>) {
        let (mut sources, library) = knee(edits);
        let file = sources.add_file("anna.toml", Content::Text(presentation.to_owned()));
        let linked = check_presentation(&sources, &library, file);
        let said = linked
            .problems
            .iter()
            .map(|one| format!("{} {}", one.code, one.message))
            .collect();
        let (asked, written) = linked.asked.expect("a sound presentation");
        let document = report(
            &library,
            &asked,
            &written,
            &plan(&library, &asked, Tracing::Off),
        );
        (library, asked, document, said)
    }

    #[test]
    fn an_exercise_gives_way_and_what_is_excluded_stays_so_under_both_names() {
        let (from, to) = gives_way("bridge", "side-leg-lift");
        let edits = [("exercises/bridge.toml", from.as_str(), to.as_str())];
        let text = "red_flags = []\nfindings = []\nstage = \"settle\"\nequipment = \"any\"\n";
        let (library, asked, document, said) =
            planned(&edits, &format!("{text}pin = [\"bridge\"]\n"));
        let id = |key: &Key<Exercise>| library.exercises[*key].id.to_string();
        assert_eq!(
            asked.pin.iter().map(id).collect::<Vec<_>>(),
            ["side-leg-lift"]
        );
        assert_eq!(said, ["R623 `bridge` is deprecated since 1.0.0"]);
        assert_eq!(
            document.warnings[0],
            "Bridge is out of date. Few could do it. In its place: Leg lift on your side."
        );

        let (library, asked, ..) = planned(&edits, &format!("{text}exclude = [\"bridge\"]\n"));
        let id = |key: &Key<Exercise>| library.exercises[*key].id.to_string();
        assert_eq!(
            asked.exclude.iter().map(id).collect::<Vec<_>>(),
            ["bridge", "side-leg-lift"]
        );

        let own = "current_training = [{ exercise = \"bridge\", sets = 2, reps = 8 }]\n";
        let (library, asked, document, _) = planned(&edits, &format!("{text}{own}"));
        assert_eq!(
            library.exercises[asked.own_training[0].exercise]
                .id
                .as_str(),
            "bridge"
        );
        assert_eq!(
            document.warnings[0],
            "Bridge is out of date. Few could do it. It is still used here."
        );
    }

    #[test]
    fn a_finding_stays_beside_what_replaces_it_so_that_nothing_is_looser() {
        let (from, to) = gives_way("stairs-hurt", "kneeling-hurts");
        let edits = [("findings/stairs-hurt.toml", from.as_str(), to.as_str())];
        let limits = |findings: &str, edits: &[(&str, &str, &str)]| {
            let text = format!(
                "red_flags = []\nfindings = [{findings}]\nstage = \"settle\"\nequipment = \"any\"\n"
            );
            let (_, _, document, _) = planned(edits, &text);
            let limits = document.limits.iter();
            let limits = limits
                .map(|(axis, limit)| (axis.to_string(), limit.max))
                .collect::<Vec<_>>();
            (limits, document)
        };
        let (both, document) = limits("\"stairs-hurt\"", &edits);
        let (each, _) = limits("\"stairs-hurt\", \"kneeling-hurts\"", &[]);
        assert_eq!(both, each);
        let limited: Vec<&str> = both.iter().map(|(axis, _)| axis.as_str()).collect();
        assert!(
            limited.contains(&"kneeling") && limited.contains(&"knee-bend"),
            "{limited:?}"
        );
        assert_eq!(
            document.warnings,
            [
                "Stairs bring on the pain is out of date. Few could do it. This was added, and both hold: Kneeling brings on the pain. Ask about it again."
            ],
            "they are one thing that brings on the pain, and not two"
        );
    }

    #[test]
    fn a_clearance_for_a_red_flag_clears_no_other_one() {
        let (from, to) = gives_way("knee-operation", "locked");
        let edits = [("screen.toml", from.as_str(), to.as_str())];
        let text = "red_flags = []\nfindings = [\"new-ligament\"]\nstage = \"settle\"\ncleared = [\"knee-operation\", \"new-ligament\"]\n";
        let (_, _, before, _) = planned(&[], text);
        assert_eq!(before.outcome, OutcomeKind::Plan);
        let (_, _, document, _) = planned(&edits, text);
        assert_eq!(document.outcome, OutcomeKind::Refer);
        assert_eq!(document.refer[0].red_flag, "locked");
        assert!(
            document.warnings[0].starts_with("knee-operation is out of date."),
            "{:?}",
            document.warnings
        );
    }

    #[test]
    fn a_deprecated_programme_is_given_to_nobody_who_does_not_name_it() {
        let (from, to) = gives_way("eight-weeks", "eight-weeks");
        let alone = to.replace(", replaced_by = \"eight-weeks\"", "");
        let edits = [("programmes/eight-weeks.toml", from.as_str(), alone.as_str())];
        let text = "red_flags = []\nfindings = []\nstage = \"settle\"\nequipment = \"any\"\n";
        let (_, _, document, _) = planned(&edits, text);
        assert_eq!(document.outcome, OutcomeKind::Unmet);
        let (_, _, document, _) = planned(&edits, &format!("{text}programme = \"eight-weeks\"\n"));
        assert_eq!(document.outcome, OutcomeKind::Plan);
        assert_eq!(
            document.warnings[0],
            "Knee strength, eight weeks is out of date. Few could do it. It is still used here."
        );
    }
}
