//! Records that are kept only for those who still name them, and what takes their place.

use super::records::{Exercise, Finding, Programme, RedFlag};
use super::table::{Key, Table};

/// That a record is kept only for those who still name it.
#[derive(Debug)]
pub struct Deprecated<T> {
    /// The version of its pack from which on it is so.
    pub since: String,
    /// The record that takes its place, which may be deprecated itself.
    pub replaced_by: Option<Key<T>>,
    /// Why, for the clinician.
    pub reason: String,
}

/// A record that can be deprecated.
pub trait Retires: Sized {
    /// What is said of it, if it is.
    fn deprecated(&self) -> Option<&Deprecated<Self>>;
}

macro_rules! retires {
    ($($kind:ty),*) => {$(
        impl Retires for $kind {
            fn deprecated(&self) -> Option<&Deprecated<Self>> {
                self.deprecated.as_ref()
            }
        }
    )*};
}

retires!(Exercise, Finding, Programme, RedFlag);

impl<T: Retires> Table<T> {
    /// What takes a record's place in the end, where each replacement may have been replaced again; nothing if the record
    /// is not deprecated, or if nothing takes its place.
    pub fn in_place_of(&self, key: Key<T>) -> Option<Key<T>> {
        let next = |key: Key<T>| self[key].deprecated()?.replaced_by;
        let mut last = next(key)?;
        // No chain is longer than the table: a circle is an error, and then there is no library to plan with.
        for _ in self.rows() {
            match next(last) {
                Some(further) => last = further,
                None => break,
            }
        }
        Some(last)
    }
}
