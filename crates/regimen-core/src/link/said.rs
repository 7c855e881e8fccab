//! The texts that people read, as files hold them: written close together, since large packs have very many.

use crate::diagnostic::Place;
use crate::format::Kind;
use crate::source::FileId;

/// The texts of one file in one language.
#[derive(Debug)]
pub(crate) struct Said {
    /// The kind of the file.
    pub(crate) kind: Kind,
    /// The file, or the one that it is translated from.
    pub(crate) of: FileId,
    /// The language.
    pub(crate) language: String,
    /// The file in which the very texts stand.
    file: FileId,
    /// Every pointer and every text, one after the other.
    letters: String,
    entries: Vec<Entry>,
    /// The records that the texts belong to.
    records: Vec<Whose>,
}

#[derive(Debug)]
struct Entry {
    /// Where the text's pointer begins in the letters; it ends where the text begins.
    pointer: u32,
    text: u32,
    end: u32,
    /// The position of its record.
    record: u32,
    /// The position of its translation in its file; nothing for a text that is not translated.
    translation: Option<u32>,
}

/// A record that texts belong to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Whose {
    /// Where it stands in the file.
    pub(super) pointer: String,
    /// What it is called there; nothing where the record is the whole file.
    pub(super) name: Option<String>,
}

/// One text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'s> {
    /// The texts around it.
    pub(crate) said: &'s Said,
    /// Where it stands in the file, or in the one that it is translated from.
    pub(crate) pointer: &'s str,
    /// What it says.
    pub(crate) text: &'s str,
    record: &'s Whose,
    translation: Option<u32>,
}

impl Said {
    pub(super) fn new(kind: Kind, of: FileId, file: FileId, language: &str) -> Said {
        Said {
            kind,
            of,
            language: language.to_owned(),
            file,
            letters: String::new(),
            entries: Vec::new(),
            records: Vec::new(),
        }
    }

    /// Adds a text. `translation` is the position of its entry in a file of translations.
    pub(super) fn say(
        &mut self,
        pointer: &str,
        text: &str,
        record: usize,
        translation: Option<usize>,
    ) {
        // A file has a megabyte at most, and each of its texts stands here once with its pointer.
        let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let start = self.letters.len();
        self.letters.push_str(pointer);
        let middle = self.letters.len();
        self.letters.push_str(text);
        self.entries.push(Entry {
            pointer: short(start),
            text: short(middle),
            end: short(self.letters.len()),
            record: short(record),
            translation: translation.map(short),
        });
    }

    /// Adds the record of the texts that follow, unless it is the last one still; its position.
    pub(super) fn whose(&mut self, pointer: &str, name: impl FnOnce() -> Option<String>) -> usize {
        if self
            .records
            .last()
            .is_none_or(|last| last.pointer != pointer)
        {
            let pointer = pointer.to_owned();
            let name = name();
            self.records.push(Whose { pointer, name });
        }
        self.records.len() - 1
    }

    /// Nothing more is said.
    pub(super) fn done(mut self) -> Said {
        self.letters.shrink_to_fit();
        self.entries.shrink_to_fit();
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every text, in the order of the file's keys.
    pub(crate) fn texts(&self) -> impl Iterator<Item = Text<'_>> {
        let letters = |from: u32, to: u32| {
            let letters = self.letters.get(from as usize..to as usize);
            letters.unwrap_or_default()
        };
        self.entries.iter().filter_map(move |entry| {
            Some(Text {
                said: self,
                pointer: letters(entry.pointer, entry.text),
                text: letters(entry.text, entry.end),
                record: self.records.get(entry.record as usize)?,
                translation: entry.translation,
            })
        })
    }
}

impl<'s> Text<'s> {
    /// Where this very text stands.
    pub(crate) fn place(&self) -> Place {
        match self.translation {
            None => Place::value(self.said.file, self.pointer),
            Some(at) => Place::value(self.said.file, format!("/text/{at}/to")),
        }
    }

    /// The position of this very text in a file of translations, where it may stand for several; nothing if it is the file's own.
    pub(crate) fn translation(&self) -> Option<u32> {
        self.translation
    }

    /// What the record that it belongs to is called in its file; nothing where the record is the whole file.
    pub(crate) fn record(&self) -> Option<&'s str> {
        self.record.name.as_deref()
    }

    /// Where that record stands.
    pub(crate) fn record_pointer(&self) -> &'s str {
        &self.record.pointer
    }
}
