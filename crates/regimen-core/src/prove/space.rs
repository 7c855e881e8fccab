//! The presentations, counted: what each finding can be, and how red flags and clearances go with it.

use crate::format::screen::Urgency;
use crate::library::{Finding, Irritability, Key, Library, RedFlag, Stage};
use crate::plan::Condition;

/// Red flags and clearances, factored: those that no finding speaks of are counted on their own, the rest
/// together with the findings.
pub(super) struct Screening {
    /// Flags that some finding is cleared by, or that imply one.
    linked: Vec<Key<RedFlag>>,
    /// How many ways the other flags can be answered and cleared.
    free_all: u128,
    /// How many of those refer nobody.
    free_passing: u128,
}

/// What a linked flag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    No,
    Yes,
    Cleared,
}

/// One way in which all linked flags are answered.
pub(super) type Answers = Vec<(Key<RedFlag>, Answer)>;

impl Screening {
    pub(super) fn new(library: &Library) -> Screening {
        let speaks = |key: Key<RedFlag>| {
            let flag = &library.red_flags[key];
            let mut findings = library.findings.rows().iter();
            flag.implies.is_some()
                || findings.any(|finding| {
                    let by = finding.clearance.as_ref().map(|clearance| &clearance.by);
                    by.is_some_and(|by| by.iter().any(|id| id == flag.id.as_str()))
                })
        };
        let mut linked = Vec::new();
        let (mut free_all, mut free_passing) = (1u128, 1u128);
        for (key, flag) in library.red_flags.iter() {
            if speaks(key) {
                linked.push(key);
            } else {
                free_all = free_all.saturating_mul(3);
                if flag.urgency != Urgency::Emergency {
                    free_passing = free_passing.saturating_mul(2);
                }
            }
        }
        Screening {
            linked,
            free_all,
            free_passing,
        }
    }

    /// Every way in which the linked flags can be answered.
    pub(super) fn answers(&self) -> Vec<Answers> {
        let mut all: Vec<Answers> = vec![Vec::new()];
        for &flag in &self.linked {
            all = all
                .into_iter()
                .flat_map(|one| {
                    [Answer::No, Answer::Yes, Answer::Cleared].map(|answer| {
                        let mut more = one.clone();
                        more.push((flag, answer));
                        more
                    })
                })
                .collect();
        }
        all
    }

    /// How many presentations there are of one stage, room and programme: every answer to every flag, every
    /// clearance, every finding as it can be. Those that contradict themselves are none.
    pub(super) fn all(&self, library: &Library, options: &[FindingOptions]) -> u128 {
        let ways = self.answers().into_iter().map(|answers| {
            let findings = options.iter().map(|one| {
                let clear = if library.findings[one.finding].clearance.is_some() {
                    2
                } else {
                    1
                };
                let ticked = u128::from(one.options) * clear;
                one.unticked(library, &answers).saturating_add(ticked)
            });
            findings.fold(1u128, u128::saturating_mul)
        });
        ways.fold(0u128, u128::saturating_add)
            .saturating_mul(self.free_all)
    }

    /// The ways of the linked flags that refer nobody, each with how many ways of the others go with it.
    pub(super) fn passing(&self, library: &Library) -> (Vec<Answers>, u128) {
        let fine = |answers: &Answers| {
            answers.iter().all(|(flag, answer)| match answer {
                Answer::No => true,
                Answer::Yes => false,
                Answer::Cleared => library.red_flags[*flag].urgency != Urgency::Emergency,
            })
        };
        (
            self.answers().into_iter().filter(fine).collect(),
            self.free_passing,
        )
    }
}

/// What a finding can be, besides not ticked.
pub(super) struct FindingOptions {
    pub(super) finding: Key<Finding>,
    /// How many stages and irritabilities there are.
    pub(super) options: u32,
}

impl FindingOptions {
    pub(super) fn all(library: &Library) -> Vec<FindingOptions> {
        let options = library.stages.len() * (library.irritabilities.len() + 1);
        let options = u32::try_from(options).unwrap_or(u32::MAX);
        library
            .findings
            .iter()
            .map(|(finding, _)| FindingOptions { finding, options })
            .collect()
    }

    /// How many ways it is not ticked: one, or none where a cleared flag implies it.
    pub(super) fn unticked(&self, library: &Library, answers: &Answers) -> u128 {
        let implied = answers.iter().any(|(flag, answer)| {
            *answer == Answer::Cleared && library.red_flags[*flag].implies == Some(self.finding)
        });
        u128::from(!implied)
    }

    /// In how many ways it is ticked and cleared, for one stage and irritability.
    pub(super) fn ticked(&self, library: &Library, answers: &Answers) -> u128 {
        let Some(clearance) = &library.findings[self.finding].clearance else {
            return 1;
        };
        let by_flag = answers.iter().any(|(flag, answer)| {
            let id = library.red_flags[*flag].id.as_str();
            *answer == Answer::Cleared && clearance.by.iter().any(|one| one == id)
        });
        if by_flag { 2 } else { 1 }
    }

    /// A stage and irritability, by number from 0.
    pub(super) fn condition(&self, library: &Library, number: u32) -> Option<Condition> {
        let stages = u32::try_from(library.stages.len()).ok()?.max(1);
        let stage: Key<Stage> = library
            .stages
            .iter()
            .map(|(key, _)| key)
            .nth((number % stages) as usize)?;
        let irritability: Option<Key<Irritability>> = match number / stages {
            0 => None,
            more => Some(
                library
                    .irritabilities
                    .iter()
                    .map(|(key, _)| key)
                    .nth(more as usize - 1)?,
            ),
        };
        Some(Condition {
            finding: self.finding,
            stage,
            irritability,
        })
    }
}
