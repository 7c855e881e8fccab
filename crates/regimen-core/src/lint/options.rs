//! What an exercise asks in each way and with each dial, out of the records: what planning goes by, before there is a library.

use std::collections::BTreeMap;

use crate::format::exercise::Exercise;
use crate::id::{AxisId, EquipmentId, ExerciseId};
use crate::level::{Level, Levels};
use crate::link::{Record, Records};

/// The exercises, and what they ask in packed form. Whatever names what is not there is reported as that, and left out here.
pub(super) struct Book<'r> {
    axes: BTreeMap<&'r AxisId, usize>,
    equipment: BTreeMap<&'r EquipmentId, u32>,
    exercises: BTreeMap<&'r ExerciseId, Entry<'r>>,
}

/// An exercise and all that it asks. One that forgets an axis has no entry, since nobody knows what it asks.
pub(super) struct Entry<'r> {
    /// The record.
    pub(super) record: &'r Record<Exercise>,
    /// What it asks.
    pub(super) options: Options,
}

/// One way of doing an exercise, as it is or with one dial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opt {
    /// The equipment that it needs, a bit each.
    pub(super) needs: u64,
    /// What it asks.
    pub(super) demands: Levels,
}

/// All of an exercise.
pub(super) struct Options {
    /// What it asks as it stands.
    pub(super) own: Levels,
    /// As it is, a way each.
    pub(super) plain: Vec<Opt>,
    /// With one dial.
    pub(super) turned: Vec<Opt>,
}

impl Options {
    /// What something that stands in for it may ask: what it asks itself, or low where that is less.
    pub(super) fn ceiling(&self) -> Levels {
        self.own.max(Levels::LOW)
    }

    /// Every way, as it is and with one dial.
    pub(super) fn all(&self) -> impl Iterator<Item = &Opt> {
        self.plain.iter().chain(&self.turned)
    }
}

impl<'r> Book<'r> {
    pub(super) fn new(records: &'r Records) -> Book<'r> {
        let mut book = Book {
            axes: BTreeMap::new(),
            equipment: BTreeMap::new(),
            exercises: BTreeMap::new(),
        };
        // Of two with one id the first counts; that there are two is reported as that.
        for (at, axis) in records.axes.iter().enumerate() {
            book.axes.entry(&axis.value.id).or_insert(at);
        }
        for (at, piece) in (0u32..).zip(&records.equipment) {
            book.equipment.entry(&piece.value.id).or_insert(at);
        }
        for record in &records.exercises {
            if let Some(options) = book.options(&record.value) {
                let entry = Entry { record, options };
                book.exercises.entry(&record.value.id).or_insert(entry);
            }
        }
        book
    }

    /// The exercise with this id.
    pub(super) fn find(&self, id: &ExerciseId) -> Option<&Entry<'r>> {
        self.exercises.get(id)
    }

    /// Every exercise, by its id.
    pub(super) fn all(&self) -> impl Iterator<Item = &Entry<'r>> {
        self.exercises.values()
    }

    /// Where an axis stands in the levels.
    pub(super) fn axis(&self, id: &AxisId) -> Option<usize> {
        self.axes.get(id).copied()
    }

    /// The axis that stands there.
    pub(super) fn axis_at(&self, at: usize) -> Option<&'r AxisId> {
        let mut axes = self.axes.iter();
        axes.find(|(_, place)| **place == at).map(|(id, _)| *id)
    }

    /// All that an exercise asks; nothing if it forgets an axis.
    fn options(&self, one: &Exercise) -> Option<Options> {
        let mut own = Levels::NOTHING;
        for (axis, &at) in &self.axes {
            own = own.with(at, one.demands.get(*axis)?.level());
        }
        let plain: Vec<Opt> = one
            .ways
            .iter()
            .map(|way| Opt {
                needs: self.needs(&way.equipment),
                demands: self
                    .levels(&way.demands)
                    .fold(own, |all, (axis, level)| all.with(axis, level)),
            })
            .collect();
        let mut turned = Vec::new();
        for turn in &one.dials {
            let extras: Vec<u64> = match turn.needs.as_slice() {
                [] => vec![0],
                sets => sets.iter().map(|set| self.needs(set)).collect(),
            };
            for way in &plain {
                turned.extend(extras.iter().map(|extra| Opt {
                    needs: way.needs | extra,
                    demands: way.demands.turned(own, self.levels(&turn.sets_demand)),
                }));
            }
        }
        Some(Options { own, plain, turned })
    }

    fn needs(&self, equipment: &[EquipmentId]) -> u64 {
        let bits = equipment.iter().filter_map(|id| self.equipment.get(id));
        bits.fold(0, |all, &bit| all | 1u64.checked_shl(bit).unwrap_or(0))
    }

    fn levels<'l>(
        &'l self,
        levels: &'l BTreeMap<AxisId, Level>,
    ) -> impl Iterator<Item = (usize, Level)> + 'l {
        let known = levels.iter();
        known.filter_map(|(axis, &level)| Some((self.axis(axis)?, level)))
    }
}
