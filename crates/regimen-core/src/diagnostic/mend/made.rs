//! Mends made, one after the other, until none is left.

use std::collections::BTreeSet;

use super::Patch;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Sources};

/// One mend that was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// Of which code the problem was.
    pub code: &'static Code,
    /// The file.
    pub file: FileId,
    /// The line, counted from 1, at the time.
    pub line: usize,
    /// What stood there.
    pub was: String,
    /// What stands there now; nothing if it was deleted.
    pub now: Option<String>,
}

/// Files with their mends.
#[derive(Debug)]
pub struct Mended {
    /// The files as they are now.
    pub sources: Sources,
    /// What was mended, in the order in which it was.
    pub made: Vec<Made>,
    /// The files in which something was mended.
    pub changed: BTreeSet<FileId>,
    /// The files with something to mend that may not be changed.
    pub barred: BTreeSet<FileId>,
}

/// How often files are looked at anew. Each mend ends the problem that it is for, so that far fewer are needed.
const ROUNDS: usize = 1000;

/// Makes every mend that is certain in the files that `may` be changed, and looks at them again with `check` until there is
/// none. One a file is made at a time, since a mend can change what is said next.
pub fn mend(
    sources: Sources,
    may: impl Fn(FileId) -> bool,
    check: impl Fn(&Sources) -> Vec<Diagnostic>,
) -> Mended {
    let mut mended = Mended {
        sources,
        made: Vec::new(),
        changed: BTreeSet::new(),
        barred: BTreeSet::new(),
    };
    for _ in 0..ROUNDS {
        let problems = check(&mended.sources);
        let round = round(&mended.sources, &problems, &may, &mut mended.barred);
        if round.is_empty() {
            break;
        }
        for (made, text) in round {
            mended.changed.insert(made.file);
            mended.sources.set_text(made.file, text);
            mended.made.push(made);
        }
    }
    mended
}

/// The first mend of each file, and the file's text after it.
fn round(
    sources: &Sources,
    problems: &[Diagnostic],
    may: &impl Fn(FileId) -> bool,
    barred: &mut BTreeSet<FileId>,
) -> Vec<(Made, String)> {
    let locator = sources.locator();
    let mut files = BTreeSet::new();
    let mut all = Vec::new();
    for problem in problems {
        let Some(mend) = &problem.mend else { continue };
        let file = mend.place.file;
        if files.contains(&file) || barred.contains(&file) {
            continue;
        }
        let text = sources.file(file).text();
        let Some(patch) = mend.patch(&locator) else {
            continue;
        };
        if !may(file) {
            barred.insert(file);
            continue;
        }
        let Some(after) = patch.applied(text) else {
            continue;
        };
        let Some(made) = made(problem.code, &patch, text) else {
            continue;
        };
        files.insert(file);
        all.push((made, after));
    }
    all
}

fn made(code: &'static Code, patch: &Patch, text: &str) -> Option<Made> {
    let first = patch.replaced.first()?;
    let was = text.get(first.bytes.clone())?;
    // Where a line end goes with what is deleted, the line is that of the first letter.
    let start = first.bytes.start + (was.len() - was.trim_start().len());
    let now = Some(first.by.clone()).filter(|by| !by.is_empty());
    Some(Made {
        code,
        file: patch.file,
        line: text.get(..start)?.matches('\n').count() + 1,
        was: was.trim().trim_matches(',').trim().to_owned(),
        now,
    })
}
