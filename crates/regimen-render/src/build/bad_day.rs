//! What to do with an exercise on a bad day, and the cards of what is easier.

use regimen_core::format::phrases::fill;
use regimen_core::id::ExerciseId;
use regimen_core::library::Library;
use regimen_core::presentation::Units;
use regimen_core::progress::{EasierOne, Known};
use regimen_core::report::PlanDocument;

use super::sessions::Sessions;
use super::{Mismatch, amounts};

/// A plan, asked what to do on a bad day.
pub(super) struct BadDays<'a> {
    library: &'a Library,
    known: Known<'a>,
    units: Units,
}

impl<'a> BadDays<'a> {
    pub(super) fn new(
        library: &'a Library,
        document: &'a PlanDocument,
        units: Units,
    ) -> Result<BadDays<'a>, Mismatch> {
        Ok(BadDays {
            library,
            known: Known::of(library, document)?,
            units,
        })
    }

    /// What to do with an exercise in some phases: a dial, then what is easier.
    pub(super) fn lines(&self, phases: &[usize], exercise: &ExerciseId) -> Vec<String> {
        let phrases = &self.library.phrases;
        let Some(advice) = self.known.bad_day(phases, exercise) else {
            return Vec::new();
        };
        let how = match &advice.less {
            Some(dose) => {
                let amount = amounts::whole_amount(phrases, self.units, dose);
                Some(fill(&phrases.bad_day_less, &[("amount", &amount)]))
            }
            None => advice.how,
        };
        let mut lines: Vec<String> = how.into_iter().collect();
        if let Some(one) = &advice.easier {
            let name = &self.library.exercises[one.exercise].name;
            let amount = amounts::whole_amount(phrases, self.units, &one.dose);
            let phrase = match lines.is_empty() {
                true => &phrases.bad_day_instead,
                false => &phrases.bad_day_then,
            };
            let mut line = fill(phrase, &[("exercise", name), ("amount", &amount)]);
            if one.loaded {
                line.push(' ');
                line.push_str(&phrases.bad_day_light);
            }
            lines.push(line);
        }
        if lines.is_empty() {
            lines.push(phrases.bad_day_leave.clone());
        }
        lines
    }

    /// What is easier than some exercise of the plan, each once, in the order in which they come.
    pub(super) fn easier(&self, sessions: &Sessions<'_>) -> Vec<EasierOne> {
        let mut all: Vec<EasierOne> = Vec::new();
        for held in &sessions.all {
            for item in &held.entry.items {
                let advice = self.known.bad_day(&held.phases, &item.exercise);
                if let Some(one) = advice.and_then(|advice| advice.easier)
                    && !all.iter().any(|other| other.exercise == one.exercise)
                {
                    all.push(one);
                }
            }
        }
        all
    }
}
