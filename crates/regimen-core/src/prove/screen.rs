//! The screen, tried: each red flag answered and cleared, alone and in pairs, and each finding that needs a
//! clearance. What the screen says is the list of what each says alone, so that pairs show that they do not
//! disturb each other.

use crate::format::screen::Urgency;
use crate::library::{Key, Library, RedFlag};
use crate::plan::{Outcome, Tracing, plan};

use super::sample::ask;
use super::{Findings, Invariant};

/// Tries the screen; how often.
pub(super) fn try_all(library: &Library, found: &mut Findings) -> u64 {
    let mut tried = 0;
    let Some(stage) = library.stages.rows().first() else {
        return 0;
    };
    let flags: Vec<(Key<RedFlag>, &RedFlag)> = library.red_flags.iter().collect();
    let implied = |flags: &[&RedFlag]| {
        let mut ids: Vec<String> = Vec::new();
        for key in flags.iter().filter_map(|flag| flag.implies) {
            let id = format!("\"{}\"", library.findings[key].id);
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids.join(", ")
    };
    let mut expect = |text: String, refers: bool, what: &str| {
        tried += 1;
        let outcome = ask(library, &text).map(|asked| plan(library, &asked, Tracing::Off).outcome);
        let right = match outcome {
            Some(Outcome::Refer(_)) => refers,
            Some(_) => !refers,
            None => false,
        };
        if !right {
            let key = (Invariant::Screen, "screen".to_owned(), what.to_owned());
            found.breaches.entry(key).or_insert((0, text));
        }
    };
    for &(key, flag) in &flags {
        let text = |answers: &str, cleared: &str, findings: &str| {
            format!(
                "red_flags = [{answers}]\nfindings = [{findings}]\ncleared = [{cleared}]\nstage = \"{}\"\n",
                stage.id
            )
        };
        let one = format!("\"{}\"", flag.id);
        let emergency = flag.urgency == Urgency::Emergency;
        expect(text(&one, "", ""), true, flag.id.as_str());
        expect(
            text("", &one, &implied(&[flag])),
            emergency,
            flag.id.as_str(),
        );
        for &(other_key, other) in &flags {
            if other_key == key {
                continue;
            }
            let two = format!("\"{}\"", other.id);
            // One answered yes refers, whatever the other is.
            expect(text(&one, &two, &implied(&[other])), true, flag.id.as_str());
            if other_key > key {
                let both = format!("{one}, {two}");
                let findings = implied(&[flag, other]);
                expect(text(&both, "", &findings), true, flag.id.as_str());
                let either = emergency || other.urgency == Urgency::Emergency;
                expect(text("", &both, &findings), either, flag.id.as_str());
            }
        }
        for (_, finding) in library.findings.iter() {
            let Some(clearance) = &finding.clearance else {
                continue;
            };
            let name = format!("\"{}\"", finding.id);
            let findings = match flag.implies {
                Some(other) if library.findings[other].id != finding.id => {
                    format!("{name}, \"{}\"", library.findings[other].id)
                }
                _ => name.clone(),
            };
            let counts = clearance.by.iter().any(|id| id == flag.id.as_str());
            // Another finding that the flag implies needs its own clearance, which the flag is.
            expect(
                text("", &one, &findings),
                emergency || !counts,
                finding.id.as_str(),
            );
            expect(text(&one, &name, &findings), true, finding.id.as_str());
        }
    }
    for finding in library.findings.rows() {
        if finding.clearance.is_none() {
            continue;
        }
        let name = format!("\"{}\"", finding.id);
        let text = |cleared: &str| {
            format!(
                "red_flags = []\nfindings = [{name}]\ncleared = [{cleared}]\nstage = \"{}\"\n",
                stage.id
            )
        };
        expect(text(""), true, finding.id.as_str());
        expect(text(&name), false, finding.id.as_str());
    }
    tried
}
