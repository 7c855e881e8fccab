//! Choosing alone, for benchmarks: no words, no doses, no calendar.

use crate::library::{Key, Library, Programme};
use crate::link::Asked;

use super::choose;
use super::judge::Judge;
use super::select::{Place, Selection};
use super::session::place;
use super::terms::{Silent, Terms};

/// The sessions of a presentation, ready to be chosen again and again.
pub struct Choosing<'a> {
    library: &'a Library,
    sessions: Vec<Ready>,
    selection: Selection,
}

struct Ready {
    name: String,
    slots: Vec<String>,
    terms: Terms,
    places: Vec<Place>,
}

impl<'a> Choosing<'a> {
    /// Every session of every phase of every programme that suits any of some presentations.
    pub fn new(library: &'a Library, all: &[Asked]) -> Choosing<'a> {
        let mut sessions = Vec::new();
        for asked in all {
            for (key, programme) in library.programmes.iter() {
                if choose::suited(library, asked, key).is_ok() {
                    for phase in 0..programme.phases.len() {
                        ready(library, asked, key, phase, &mut sessions);
                    }
                }
            }
        }
        Choosing {
            library,
            sessions,
            selection: Selection::default(),
        }
    }

    /// How many slots one round resolves.
    pub fn slots(&self) -> usize {
        self.sessions.iter().map(|one| one.places.len()).sum()
    }

    /// Chooses every session once; how many slots were filled.
    pub fn round(&mut self) -> usize {
        let mut filled = 0;
        for one in &self.sessions {
            let (places, terms) = (&one.places, &one.terms);
            self.selection
                .fill(self.library, terms, places, &mut Silent);
            self.selection
                .keep_budget(self.library, terms, places, &mut Silent);
            filled += self.selection.picks.len();
        }
        filled
    }

    /// Each slot by name, with what resolves it alone: whether it was filled.
    pub fn one_by_one(&mut self, mut each: impl FnMut(&str, &mut dyn FnMut() -> bool)) {
        for one in &self.sessions {
            for (slot, place) in one.slots.iter().zip(&one.places) {
                let places = std::slice::from_ref(place);
                each(&format!("{}/{slot}", one.name), &mut || {
                    self.selection
                        .fill(self.library, &one.terms, places, &mut Silent);
                    !self.selection.picks.is_empty()
                });
            }
        }
    }
}

fn ready(
    library: &Library,
    asked: &Asked,
    key: Key<Programme>,
    phase: usize,
    sessions: &mut Vec<Ready>,
) {
    let programme = &library.programmes[key];
    let situation = choose::situation(library, asked.stage, &asked.conditions, key, phase);
    let list = programme.closed.then(|| choose::listed(programme, phase));
    let judge = Judge::new(library, asked, situation, list.as_deref());
    for at in choose::sessions_of(programme, phase, false, &programme.order) {
        let Some(session) = programme.sessions.get(at) else {
            continue;
        };
        let findings: Vec<&str> = asked
            .findings()
            .map(|one| library.findings[one].id.as_str())
            .collect();
        sessions.push(Ready {
            name: format!(
                "[{}] {} {}/{}",
                findings.join(" "),
                library.stages[asked.stage].id,
                programme.id,
                session.id
            ),
            slots: session
                .slots
                .iter()
                .map(|slot| slot.id.to_string())
                .collect(),
            terms: judge.terms.clone(),
            places: session
                .slots
                .iter()
                .map(|slot| place(library, slot))
                .collect(),
        });
    }
}
