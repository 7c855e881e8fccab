//! Problems that are left out, of very many: a pack may have millions, and no machine holds and no reader reads them all.

use super::Levels;
use crate::diagnostic::{Diagnostic, Severity};

/// How many problems are kept, those that end the run badly before all others.
pub const MOST_KEPT: usize = 50_000;

/// How many problems are left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
}

impl LeftOut {
    /// Errors and warnings together.
    pub fn all(self) -> usize {
        self.errors + self.warnings
    }
}

/// Takes the problems that are too many out of a list, time and again as it grows.
#[derive(Debug)]
pub(super) struct Keep<'l> {
    levels: &'l Levels,
    most: usize,
    pub(super) left_out: LeftOut,
    /// How many are gone that the clinic has turned off.
    pub(super) turned_off: usize,
}

impl<'l> Keep<'l> {
    pub(super) fn new(levels: &'l Levels, most: usize) -> Keep<'l> {
        Keep {
            levels,
            most,
            left_out: LeftOut::default(),
            turned_off: 0,
        }
    }

    /// Keeps the first problems of the worst kind, then those of the next. So nothing that hangs on whether there is an error, or a
    /// warning, comes out otherwise.
    pub(super) fn the_worst(&mut self, problems: &mut Vec<Diagnostic>) {
        if problems.len() <= self.most {
            return;
        }
        let mut room = [0; KINDS];
        for problem in problems.iter() {
            if let Some(room) = room.get_mut(self.kind(problem)) {
                *room += 1;
            }
        }
        let mut left = self.most;
        for room in &mut room {
            *room = left.min(*room);
            left -= *room;
        }
        problems.retain(|problem| {
            let kind = self.kind(problem);
            match room.get_mut(kind) {
                Some(room) if *room > 0 => {
                    *room -= 1;
                    true
                }
                _ => {
                    let left_out = match kind {
                        0 | 1 => &mut self.left_out.errors,
                        2 => &mut self.left_out.warnings,
                        _ => &mut self.turned_off,
                    };
                    *left_out += 1;
                    false
                }
            }
        });
    }

    /// How bad a problem is here: an error of its own, a warning that is an error here, a warning, and one that is not reported.
    fn kind(&self, problem: &Diagnostic) -> usize {
        match self.levels.of_code(problem.code, problem.severity) {
            Some(Severity::Error) if problem.severity == Severity::Error => 0,
            Some(Severity::Error) => 1,
            Some(Severity::Warning) => 2,
            None => 3,
        }
    }
}

const KINDS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Place, codes};
    use crate::source::{Content, Sources};

    #[test]
    fn the_worst_are_kept_and_the_others_are_counted() {
        let mut sources = Sources::new();
        let file = sources.add_file("x.toml", Content::Text(String::new()));
        let levels = "[check.levels]\nR407 = \"error\"\nR408 = \"off\"\n";
        let levels = Levels::of(&toml::from_str(levels).unwrap());
        let add = |problems: &mut Vec<Diagnostic>, code: &'static Code, count: usize| {
            let one = Diagnostic::new(code, Place::file(file), "m");
            problems.extend(vec![one; count]);
        };
        let mut keep = Keep::new(&levels, 10);
        let mut problems = Vec::new();
        add(&mut problems, &codes::LONG_SENTENCE, 3);
        add(&mut problems, &codes::STRAY_FILE, 5);
        keep.the_worst(&mut problems);
        assert_eq!((problems.len(), keep.left_out.all()), (8, 0));
        add(&mut problems, &codes::READING_GRADE, 4);
        add(&mut problems, &codes::UNKNOWN_KEY, 3);
        keep.the_worst(&mut problems);
        let ids: Vec<&str> = problems.iter().map(|one| one.code.id).collect();
        let stray = codes::STRAY_FILE.id;
        let raised = codes::READING_GRADE.id;
        let wrong = codes::UNKNOWN_KEY.id;
        assert_eq!(
            ids,
            [
                stray, stray, stray, raised, raised, raised, raised, wrong, wrong, wrong
            ]
        );
        let (errors, warnings) = (0, 2);
        assert_eq!(keep.left_out, LeftOut { errors, warnings });
        assert_eq!(keep.turned_off, 3);
        add(&mut problems, &codes::UNKNOWN_KEY, 20);
        keep.the_worst(&mut problems);
        assert!(problems.iter().all(|one| one.code.id == wrong));
        assert_eq!((problems.len(), keep.left_out.all()), (10, 22));
    }
}
