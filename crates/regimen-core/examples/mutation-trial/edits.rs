//! The classes of edits, and one edit of each class at a place of a file.

use std::collections::BTreeSet;
use std::ops::Range;

use fastrand::Rng;

use crate::sites::{Site, What};

/// What somebody does to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    MisspeltKey,
    MisspeltId,
    WrongType,
    DroppedField,
    DeletedOptional,
    DeletedEntry,
    DoubledEntry,
    Reordered,
    ChangedNumber,
    OtherWord,
    Swapped,
    Renamed,
    ChangedText,
}

impl Class {
    pub(crate) const ALL: [Class; 13] = [
        Class::MisspeltKey,
        Class::MisspeltId,
        Class::WrongType,
        Class::DroppedField,
        Class::DeletedOptional,
        Class::DeletedEntry,
        Class::DoubledEntry,
        Class::Reordered,
        Class::ChangedNumber,
        Class::OtherWord,
        Class::Swapped,
        Class::Renamed,
        Class::ChangedText,
    ];

    /// Whether `check` must see every one.
    pub(crate) fn is_certain(self) -> bool {
        matches!(
            self,
            Class::MisspeltKey | Class::MisspeltId | Class::WrongType | Class::DroppedField
        )
    }

    /// The class in words.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Class::MisspeltKey => "misspelt key",
            Class::MisspeltId => "misspelt id",
            Class::WrongType => "wrong type",
            Class::DroppedField => "dropped required field",
            Class::DeletedOptional => "deleted optional field",
            Class::DeletedEntry => "deleted entry of a list",
            Class::DoubledEntry => "doubled entry of a list",
            Class::Reordered => "two neighbours of a list exchanged",
            Class::ChangedNumber => "changed number",
            Class::OtherWord => "other word of those allowed",
            Class::Swapped => "two values of a file exchanged",
            Class::Renamed => "record renamed",
            Class::ChangedText => "changed letter of a text",
        }
    }
}

/// A file as it is after an edit, and where it was edited.
pub(crate) struct Edited {
    pub(crate) text: String,
    /// The first byte that the edit touches.
    pub(crate) at: usize,
    /// What stood there and what stands there now.
    pub(crate) what: String,
}

/// A file that is edited.
pub(crate) struct File<'f> {
    pub(crate) text: &'f str,
    pub(crate) sites: &'f [Site],
    /// Every word that is some id or key: a slip of the pen must not hit on another one.
    pub(crate) known: &'f BTreeSet<String>,
}

impl File<'_> {
    /// Whether a class can do something at a place.
    pub(crate) fn takes(&self, class: Class, site: &Site) -> bool {
        let is_field = site.key.is_some() && !site.key_is_id;
        let is_entry =
            !site.entries.is_empty() || (site.what == What::Header && is_number(&site.pointer));
        match class {
            Class::MisspeltKey => is_field && site.what != What::Headers,
            Class::MisspeltId => site.what == What::Id || (site.key.is_some() && site.key_is_id),
            Class::WrongType => site.what != What::Headers,
            Class::DroppedField => {
                is_field && site.required && !(site.what == What::Header && is_entry)
            }
            Class::DeletedOptional => {
                site.key.is_some() && !site.required && !(site.what == What::Header && is_entry)
            }
            Class::DeletedEntry | Class::DoubledEntry | Class::Reordered => is_entry,
            Class::ChangedNumber => site.what == What::Number,
            Class::OtherWord => matches!(site.what, What::Word(_) | What::YesNo),
            Class::Swapped => matches!(
                site.what,
                What::Text | What::Id | What::Number | What::Word(_) | What::YesNo
            ),
            Class::Renamed => site.what == What::Name,
            Class::ChangedText => matches!(site.what, What::Text | What::Other),
        }
    }

    /// One edit of a class at a place; nothing if what it would do there is no change.
    pub(crate) fn edit(&self, class: Class, site: &Site, rng: &mut Rng) -> Option<Edited> {
        match class {
            Class::MisspeltKey => self.misspell(site.key.clone()?, &site.fields, rng),
            Class::MisspeltId if site.what != What::Id || (site.key_is_id && rng.bool()) => {
                self.misspell(site.key.clone().filter(|_| site.key_is_id)?, &[], rng)
            }
            Class::MisspeltId | Class::Renamed => self.misspell(site.value.clone(), &[], rng),
            Class::WrongType => self.wrong_type(site, rng),
            Class::DroppedField | Class::DeletedOptional => self.drop_key(site),
            Class::DeletedEntry => self.drop_entry(site),
            Class::DoubledEntry => self.double(site),
            Class::Reordered => self.reorder(site),
            Class::ChangedNumber => self.number(site, rng),
            Class::OtherWord => self.word(site, rng),
            Class::Swapped => self.swap(site, rng),
            Class::ChangedText => self.letter(site, rng),
        }
    }

    fn at(&self, range: &Range<usize>) -> &str {
        &self.text[range.clone()]
    }

    fn replaced(&self, range: &Range<usize>, by: &str) -> Edited {
        let before = self.at(range);
        let text = [&self.text[..range.start], by, &self.text[range.end..]].concat();
        Edited {
            text,
            at: range.start,
            what: format!("{} → {}", short(before), short(by)),
        }
    }

    fn removed(&self, range: &Range<usize>, at: usize) -> Edited {
        let gone = self.at(range);
        let text = [&self.text[..range.start], &self.text[range.end..]].concat();
        let what = format!("{} gone", short(gone.trim_matches([' ', ',', '\n'])));
        Edited { text, at, what }
    }

    /// A slip of the pen in a key or an id.
    fn misspell(&self, range: Range<usize>, fields: &[String], rng: &mut Rng) -> Option<Edited> {
        let before = self.at(&range);
        let bare = before.trim_matches(['"', '\'']);
        let letters: Vec<char> = bare.chars().collect();
        let at = rng.usize(..letters.len());
        let mut slip = letters.clone();
        match rng.u8(..4) {
            0 => {
                slip.remove(at);
            }
            1 => slip.insert(at, letters[at]),
            2 if at + 1 < slip.len() => slip.swap(at, at + 1),
            _ => slip[at] = rng.lowercase(),
        }
        let slip: String = slip.into_iter().collect();
        let is_word = slip.starts_with(|first: char| first.is_ascii_lowercase())
            && !slip.contains("--")
            && !slip.contains("-_")
            && !slip.ends_with('-');
        let is_new = slip != bare && !fields.contains(&slip) && !self.known.contains(&slip);
        (is_word && is_new).then(|| self.replaced(&range, &before.replacen(bare, &slip, 1)))
    }

    fn wrong_type(&self, site: &Site, rng: &mut Rng) -> Option<Edited> {
        if site.what == What::Header {
            let header = self.at(&site.value);
            let other = match header.strip_prefix("[[") {
                Some(rest) => format!("[{}", rest.replacen("]]", "]", 1)),
                None => format!("[{header}]"),
            };
            return Some(self.replaced(&site.value, &other));
        }
        let values = [
            ("string", "\"seven\""),
            ("integer", "7"),
            ("number", "7.5"),
            ("boolean", "true"),
            ("array", "[\"seven\"]"),
            ("object", "{ seven = 7 }"),
        ];
        let takes = |name: &str| {
            let mut all = site.types.iter();
            all.any(|one| one == name || (one == "number" && name == "integer"))
        };
        let mut other = values.to_vec();
        other.retain(|(name, _)| !takes(name));
        let (_, value) = rng.choice(&other)?;
        Some(self.replaced(&site.value, value))
    }

    /// A key and its value, gone.
    fn drop_key(&self, site: &Site) -> Option<Edited> {
        let key = site.key.clone()?;
        match site.what {
            What::Header => {
                let block = self.block(site);
                Some(self.removed(&block, key.start))
            }
            What::Headers => {
                let entries = self.sites.iter().filter(|one| {
                    one.what == What::Header
                        && one.parent() == site.pointer
                        && is_number(&one.pointer)
                });
                let blocks: Vec<Range<usize>> = entries.map(|one| self.block(one)).collect();
                let mut text = self.text.to_owned();
                for block in blocks.iter().rev() {
                    text.replace_range(block.clone(), "");
                }
                let what = format!("all {} of {} gone", blocks.len(), self.at(&site.value));
                Some(Edited {
                    text,
                    at: key.start,
                    what,
                })
            }
            _ if site.in_braces => {
                let after = &self.text[site.value.end..];
                let rest = after.trim_start();
                if let Some(rest) = rest.strip_prefix(',') {
                    let end = self.text.len() - rest.trim_start().len();
                    return Some(self.removed(&(key.start..end), key.start));
                }
                let before = self.text[..key.start].trim_end();
                let start = before.strip_suffix(',').map_or(key.start, str::len);
                Some(self.removed(&(start..site.value.end), key.start))
            }
            _ => {
                let start = self.line_start(key.start);
                Some(self.removed(&(start..self.line_end(site.value.end)), key.start))
            }
        }
    }

    fn drop_entry(&self, site: &Site) -> Option<Edited> {
        if site.what == What::Header {
            return Some(self.removed(&self.block(site), site.value.start));
        }
        let range = match site.entries.get(site.at + 1) {
            Some(next) => site.value.start..next.start,
            None => {
                let before = site.at.checked_sub(1).and_then(|at| site.entries.get(at));
                before.map_or(site.value.start, |before| before.end)..site.value.end
            }
        };
        let mut edited = self.removed(&range, site.value.start);
        edited.what = format!("{} gone", short(self.at(&site.value)));
        Some(edited)
    }

    fn double(&self, site: &Site) -> Option<Edited> {
        let (at, more) = if site.what == What::Header {
            let block = self.block(site);
            (block.end, format!("\n{}", self.at(&block)))
        } else {
            (site.value.end, format!(", {}", self.at(&site.value)))
        };
        let mut edited = self.replaced(&(at..at), &more);
        edited.at = site.value.start;
        edited.what = format!("{} twice", short(self.at(&site.value)));
        Some(edited)
    }

    /// An entry of a list and the next one, exchanged.
    fn reorder(&self, site: &Site) -> Option<Edited> {
        if site.what == What::Header {
            let next = format!("{}/{}", site.parent(), site.at + 1);
            let next = self
                .sites
                .iter()
                .find(|one| one.pointer == next && one.what == What::Header)?;
            return Some(self.exchange(&self.block(site), &self.block(next), site.value.start));
        }
        let next = site.entries.get(site.at + 1)?;
        Some(self.exchange(&site.value, next, site.value.start))
    }

    /// Two pieces of the file, each in the place of the other.
    fn exchange(&self, one: &Range<usize>, other: &Range<usize>, at: usize) -> Edited {
        let (first, second) = if one.start < other.start {
            (one, other)
        } else {
            (other, one)
        };
        let text = [
            &self.text[..first.start],
            self.at(second),
            &self.text[first.end..second.start],
            self.at(first),
            &self.text[second.end..],
        ];
        Edited {
            text: text.concat(),
            at,
            what: format!("{} ↔ {}", short(self.at(one)), short(self.at(other))),
        }
    }

    fn number(&self, site: &Site, rng: &mut Rng) -> Option<Edited> {
        let before = self.at(&site.value);
        let after = match before.parse::<i64>() {
            Ok(number) => {
                let options = [number + 1, number - 1, number * 2, number / 2, number * 10];
                options[rng.usize(..options.len())].to_string()
            }
            Err(_) => {
                let number: f64 = before.parse().ok()?;
                format!(
                    "{:?}",
                    if rng.bool() {
                        number * 2.0
                    } else {
                        number + 1.0
                    }
                )
            }
        };
        Some(self.replaced(&site.value, &after))
    }

    fn word(&self, site: &Site, rng: &mut Rng) -> Option<Edited> {
        let before = self.at(&site.value);
        let What::Word(words) = &site.what else {
            return Some(
                self.replaced(&site.value, if before == "true" { "false" } else { "true" }),
            );
        };
        let mut others: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        others.retain(|word| word != before);
        Some(self.replaced(&site.value, rng.choice(&others)?))
    }

    /// The value and another one of the same type in the file, exchanged.
    fn swap(&self, site: &Site, rng: &mut Rng) -> Option<Edited> {
        let mut others: Vec<&Site> = self.sites.iter().collect();
        others.retain(|one| one.what == site.what && self.at(&one.value) != self.at(&site.value));
        let other = rng.choice(&others)?;
        Some(self.exchange(&site.value, &other.value, site.value.start))
    }

    fn letter(&self, site: &Site, rng: &mut Rng) -> Option<Edited> {
        let before = self.at(&site.value);
        let letters = before
            .char_indices()
            .filter(|(at, one)| one.is_alphabetic() && !before[..*at].ends_with('\\'));
        let letters: Vec<(usize, char)> = letters.collect();
        let (at, letter) = *rng.choice(&letters)?;
        let other = rng.lowercase();
        let mut after = before.to_owned();
        after.replace_range(at..at + letter.len_utf8(), &other.to_string());
        let mut edited = self.replaced(&site.value, &after);
        edited.what = format!("{letter} → {other} in {}", short(before));
        Some(edited)
    }

    /// A table with its header and with the tables in it: from its line to that of the next table that is not within it.
    fn block(&self, site: &Site) -> Range<usize> {
        let within = format!("{}/", site.pointer);
        let next = self.sites.iter().filter(|one| {
            matches!(one.what, What::Header | What::Headers)
                && one.value.start > site.value.start
                && !one.pointer.starts_with(&within)
        });
        let end = next.map(|one| self.line_start(one.value.start)).min();
        self.line_start(site.value.start)..end.unwrap_or(self.text.len())
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self, at: usize) -> usize {
        self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |end| at + end + 1)
    }
}

/// Whether a pointer leads to an entry of a list.
fn is_number(pointer: &str) -> bool {
    let last = pointer.rsplit('/').next().unwrap_or("");
    last.parse::<usize>().is_ok()
}

/// A piece of a file on one line, not too long.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 60 {
        return line;
    }
    let start: String = line.chars().take(57).collect();
    format!("{start}…")
}
