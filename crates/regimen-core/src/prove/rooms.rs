//! Rooms sorted into classes: those that a frame cannot tell apart.

use std::collections::BTreeMap;

use crate::library::EquipmentSet;

use super::frame::Frame;

/// Rooms in which the same of a frame's needs are met.
#[derive(Debug, Clone, Copy)]
pub(super) struct RoomClass {
    /// The smallest such room.
    pub(super) smallest: EquipmentSet,
    /// How many sets of the pieces that the frame mentions.
    pub(super) count: u128,
}

/// The most pieces, and sets of needs, that a frame may mention.
pub(super) const MAX_PIECES: usize = 24;
pub(super) const MAX_NEEDS: usize = 128;

/// Every set of the pieces that a frame mentions, sorted into classes.
pub(super) fn rooms(frame: &Frame) -> Vec<RoomClass> {
    let mut classes: BTreeMap<u128, RoomClass> = BTreeMap::new();
    let count = 1u64 << frame.pieces.len().min(MAX_PIECES);
    for subset in 0..count {
        let bits = frame
            .pieces
            .iter()
            .enumerate()
            .filter(|(at, _)| subset >> at & 1 == 1)
            .fold(0, |bits, (_, piece)| bits | piece);
        let room = EquipmentSet::from_bits(bits);
        let met = frame
            .needs
            .iter()
            .enumerate()
            .filter(|(_, needs)| needs.within(room))
            .fold(0u128, |met, (at, _)| met | 1 << at);
        let size = |room: EquipmentSet| (room.bits().count_ones(), room.bits());
        let class = classes.entry(met).or_insert(RoomClass {
            smallest: room,
            count: 0,
        });
        class.count += 1;
        if size(room) < size(class.smallest) {
            class.smallest = room;
        }
    }
    classes.into_values().collect()
}
