//! What the packs leave open: sessions that fall short, slots that stay empty, and content that nobody gets.

use serde::Serialize;

use crate::format::gaps::{Gap, GapKind};
use crate::library::{Exercise, Key, Library, Replaced};
use crate::plan::select::Selection;
use crate::plan::session::next_to_go;

use super::Findings;
use super::frame::Frame;

/// A gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hole {
    /// What kind.
    #[serde(serialize_with = "kind_word")]
    pub kind: GapKind,
    /// Where.
    pub of: String,
    /// How many presentations meet it, where that can be counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub presentations: Option<u128>,
    /// The smallest presentation that meets it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// Why a pack says that it is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

fn kind_word<S: serde::Serializer>(kind: &GapKind, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(kind.as_str())
}

/// How many presentations meet a gap, and the smallest.
#[derive(Debug, Clone, Default)]
pub(super) struct Open {
    pub(super) count: u128,
    pub(super) smallest: Option<(usize, String)>,
}

impl Open {
    pub(super) fn see(&mut self, count: u128, size: usize, example: impl FnOnce() -> String) {
        self.count = self.count.saturating_add(count);
        if self
            .smallest
            .as_ref()
            .is_none_or(|(there, _)| size < *there)
        {
            self.smallest = Some((size, example()));
        }
    }

    pub(super) fn merge(&mut self, other: Open) {
        self.count = self.count.saturating_add(other.count);
        self.smallest = match (self.smallest.take(), other.smallest) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
}

/// What a small session keeps of what was chosen.
pub(super) fn kept(
    library: &Library,
    frame: &Frame,
    chosen: &Selection,
    keep: usize,
) -> Vec<(usize, Key<Exercise>)> {
    let mut items: Vec<(usize, Key<Exercise>)> = chosen
        .picks
        .iter()
        .map(|pick| (pick.slot, pick.exercise))
        .collect();
    while items.len() > keep {
        match next_to_go(library, &frame.session, &items) {
            Some((_, at)) => {
                items.remove(at);
            }
            None => break,
        }
    }
    items
}

/// Every gap, in a fixed order.
pub(super) fn all(library: &Library, found: &Findings) -> Vec<Hole> {
    let counted = |kind: GapKind, of: &str, open: &Open| Hole {
        kind,
        of: of.to_owned(),
        presentations: Some(open.count),
        example: open.smallest.as_ref().map(|(_, text)| text.clone()),
        why: None,
    };
    let plain = |kind: GapKind, of: String| Hole {
        kind,
        of,
        presentations: None,
        example: None,
        why: None,
    };
    let mut holes: Vec<Hole> = Vec::new();
    let short = found.short.iter();
    holes.extend(short.map(|(of, open)| counted(GapKind::ShortSession, of, open)));
    let empty = found.empty.iter();
    holes.extend(empty.map(|(of, open)| counted(GapKind::EmptySlot, of, open)));
    let on_ladder = |key: Key<Exercise>| {
        let mut rungs = library
            .ladders
            .rows()
            .iter()
            .flat_map(|ladder| &ladder.rungs);
        rungs.any(|rung| rung.any_of.contains(&key))
    };
    for (key, exercise) in library.exercises.iter() {
        if !found.exercises.contains(&key) && !on_ladder(key) {
            holes.push(plain(GapKind::UnusedExercise, exercise.id.to_string()));
        }
    }
    for record in &library.substitutions {
        let from = match record.from {
            Replaced::Exercise(key) => library.exercises[key].id.to_string(),
            Replaced::Pattern(key) => library.patterns[key].id.to_string(),
        };
        for &to in &record.to {
            let wins = found.wins.iter().any(|(at, exercise)| {
                let other = library.substitutions.get(usize::from(*at));
                *exercise == to && other.is_some_and(|other| other.from == record.from)
            });
            let of = format!("{from} > {}", library.exercises[to].id);
            if !wins && !holes.iter().any(|hole| hole.of == of) {
                holes.push(plain(GapKind::UnusedSubstitute, of));
            }
        }
    }
    for ladder in library.ladders.rows() {
        for rung in &ladder.rungs {
            for &exercise in &rung.any_of {
                let asks = rung
                    .form
                    .as_ref()
                    .map_or(library.exercises[exercise].demands, |form| form.demands);
                let open = library.stages.iter().any(|(stage, record)| {
                    let forbidden = library.nevers.rows().iter().any(|rule| {
                        rule.finding.is_none()
                            && (rule.stages.is_empty() || rule.stages.contains(&stage))
                            && rule.exercises.contains(&exercise)
                    });
                    let early = library.exercises[exercise]
                        .from_stage
                        .is_some_and(|from| stage < from);
                    !early && !forbidden && asks.within(record.caps)
                });
                if !open {
                    let id = rung.form.as_ref().map_or_else(
                        || library.exercises[exercise].id.to_string(),
                        |form| form.id.to_string(),
                    );
                    let of = format!("{}/{id}", ladder.id);
                    holes.push(plain(GapKind::UnreachableRung, of));
                }
            }
        }
    }
    holes
}

/// Gaps that a pack declares, those that none does, and declarations of gaps that are none.
pub(super) fn sort(library: &Library, holes: Vec<Hole>) -> (Vec<Hole>, Vec<Hole>, Vec<String>) {
    let says = |gap: &Gap, hole: &Hole| {
        gap.kind == hole.kind && gap.of.iter().any(|of| of.as_ref() == hole.of)
    };
    let mut stale = Vec::new();
    for gap in &library.gaps {
        for of in &gap.of {
            let real = |hole: &Hole| gap.kind == hole.kind && of.as_ref() == hole.of;
            if !holes.iter().any(real) {
                stale.push(format!("{} {}", gap.kind.as_str(), of.as_ref()));
            }
        }
    }
    let (mut declared, mut open) = (Vec::new(), Vec::new());
    for mut hole in holes {
        match library.gaps.iter().find(|gap| says(gap, &hole)) {
            Some(gap) => {
                hole.why = Some(gap.why.0.clone());
                declared.push(hole);
            }
            None => open.push(hole),
        }
    }
    (declared, open, stale)
}
