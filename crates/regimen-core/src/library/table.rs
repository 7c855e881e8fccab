//! Records by key: a key is minted by its table, so that looking it up cannot miss.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Index;

/// The place of one record in its table.
pub struct Key<T> {
    index: u16,
    of: PhantomData<fn() -> T>,
}

impl<T> Key<T> {
    /// A key that stands in for one that could not be found, in a library that will be dropped.
    pub(crate) fn stand_in() -> Key<T> {
        Key {
            index: 0,
            of: PhantomData,
        }
    }

    /// The position in the table, from 0.
    pub fn index(self) -> usize {
        usize::from(self.index)
    }
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Key<T> {}

impl<T> PartialEq for Key<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl<T> Eq for Key<T> {}

impl<T> PartialOrd for Key<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Key<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.index.cmp(&other.index)
    }
}

impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.index)
    }
}

/// The most records of one kind.
pub const MAX_RECORDS: usize = u16::MAX as usize;

/// Records in order, found by key or by id.
#[derive(Debug)]
pub struct Table<T> {
    rows: Vec<T>,
    by_id: BTreeMap<String, u16>,
}

impl<T> Table<T> {
    /// A table of these records. The caller has made sure that ids are unique and that there are no
    /// more than [`MAX_RECORDS`].
    pub(crate) fn new(rows: impl IntoIterator<Item = (String, T)>) -> Table<T> {
        let mut table = Table {
            rows: Vec::new(),
            by_id: BTreeMap::new(),
        };
        for (index, (id, row)) in (0..=u16::MAX).zip(rows) {
            table.by_id.insert(id, index);
            table.rows.push(row);
        }
        table
    }

    /// Changes a record, to see what a changed record does.
    #[cfg(test)]
    pub(crate) fn change(&mut self, key: Key<T>, change: impl FnOnce(&mut T)) {
        if let Some(row) = self.rows.get_mut(key.index()) {
            change(row);
        }
    }

    /// The key of the record with this id.
    pub fn find(&self, id: &str) -> Option<Key<T>> {
        self.by_id.get(id).map(|&index| Key {
            index,
            of: PhantomData,
        })
    }

    /// Every record with its key, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Key<T>, &T)> {
        (0..=u16::MAX).zip(&self.rows).map(|(index, row)| {
            let key = Key {
                index,
                of: PhantomData,
            };
            (key, row)
        })
    }

    /// Every record, in order.
    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    /// Every id, sorted.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.by_id.keys().map(String::as_str)
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl<T> Index<Key<T>> for Table<T> {
    type Output = T;

    #[expect(
        clippy::indexing_slicing,
        reason = "keys are minted by the table itself"
    )]
    fn index(&self, key: Key<T>) -> &T {
        &self.rows[key.index()]
    }
}

/// Keys handed out before the records exist, so that records may point at each other.
pub(crate) struct Keys<T> {
    by_id: BTreeMap<String, Key<T>>,
}

impl<T> Keys<T> {
    /// Keys for records with these ids, in the order in which the table will hold them.
    pub(crate) fn new<'a>(ids: impl IntoIterator<Item = &'a str>) -> Keys<T> {
        let by_id = (0..=u16::MAX)
            .zip(ids)
            .map(|(index, id)| {
                let key = Key {
                    index,
                    of: PhantomData,
                };
                (id.to_owned(), key)
            })
            .collect();
        Keys { by_id }
    }

    /// The key of the record with this id.
    pub(crate) fn find(&self, id: &str) -> Option<Key<T>> {
        self.by_id.get(id).copied()
    }
}
