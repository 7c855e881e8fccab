//! R623: what other records still name is not deprecated. R624: what is said of a deprecated record makes sense.
//!
//! A never rule may name what is deprecated: it must hold for as long as the record can still be met. So may a record that is
//! deprecated itself. A list of findings may name one beside what takes its place: then it holds for both.

use std::collections::BTreeMap;

use semver::Version;

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::format::deprecated::Deprecated;
use crate::link::{Record, Records};

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    let exercises = Retired::of(&records.exercises, |one| {
        (one.id.as_str(), one.deprecated.as_ref())
    });
    let findings = Retired::of(&records.findings, |one| {
        (one.id.as_str(), one.deprecated.as_ref())
    });
    let red_flags = Retired::of(&records.red_flags, |one| {
        (one.id.as_str(), one.deprecated.as_ref())
    });
    let programmes = Retired::of(&records.programmes, |one| {
        (one.id.as_str(), one.deprecated.as_ref())
    });
    exercises.shapes(records, &records.exercises, problems);
    findings.shapes(records, &records.findings, problems);
    red_flags.shapes(records, &records.red_flags, problems);
    programmes.shapes(records, &records.programmes, problems);
    if !exercises.is_empty() {
        of_exercises(records, &exercises, problems);
    }
    if !findings.is_empty() {
        of_findings(records, &findings, problems);
    }
}

/// Where exercises are named.
fn of_exercises(records: &Records, retired: &Retired<'_>, problems: &mut Vec<Diagnostic>) {
    for record in records
        .programmes
        .iter()
        .filter(|one| one.value.deprecated.is_none())
    {
        for (s, session) in record.value.sessions.iter().enumerate() {
            for (n, slot) in session.slots.iter().enumerate() {
                let path = format!("/sessions/{s}/slots/{n}/exercise");
                retired.used(record, slot.exercise.as_str(), &path, problems);
            }
        }
    }
    for record in &records.ladders {
        for (r, rung) in record.value.rungs.iter().enumerate() {
            let ids = rung.any_of.iter().map(AsRef::as_ref);
            retired.all(record, ids, &format!("/rungs/{r}/any_of"), problems);
        }
    }
    for record in &records.substitutions {
        let one = &record.value;
        let from = one.from.as_ref().map(AsRef::as_ref);
        // Who still meets it needs what comes instead of it.
        let stays = from.is_some_and(|from| retired.get(from).is_some());
        if !stays {
            retired.all(record, one.to.iter().map(AsRef::as_ref), "/to", problems);
        }
    }
    for record in records
        .exercises
        .iter()
        .filter(|one| one.value.deprecated.is_none())
    {
        let one = &record.value;
        retired.all(
            record,
            one.easier.iter().map(AsRef::as_ref),
            "/easier",
            problems,
        );
        retired.all(
            record,
            one.harder.iter().map(AsRef::as_ref),
            "/harder",
            problems,
        );
    }
}

/// Where findings are named.
fn of_findings(records: &Records, retired: &Retired<'_>, problems: &mut Vec<Diagnostic>) {
    for record in records
        .programmes
        .iter()
        .filter(|one| one.value.deprecated.is_none())
    {
        let one = &record.value;
        retired.all(
            record,
            one.only_with.iter().map(AsRef::as_ref),
            "/only_with",
            problems,
        );
        retired.all(
            record,
            one.never_with.iter().map(AsRef::as_ref),
            "/never_with",
            problems,
        );
    }
    for record in records
        .red_flags
        .iter()
        .filter(|one| one.value.deprecated.is_none())
    {
        if let Some(finding) = &record.value.implies {
            retired.used(record, finding.as_str(), "/implies", problems);
        }
    }
}

/// What is said of a deprecated record, without the type of its id.
#[derive(Debug, Clone, Copy)]
struct Said<'a> {
    since: &'a str,
    by: Option<&'a str>,
}

/// The deprecated records of one kind, by id.
struct Retired<'a>(BTreeMap<&'a str, Said<'a>>);

impl<'a> Retired<'a> {
    fn of<T, I: AsRef<str> + 'a>(
        records: &'a [Record<T>],
        read: impl Fn(&'a T) -> (&'a str, Option<&'a Deprecated<I>>),
    ) -> Retired<'a> {
        let all = records.iter().filter_map(|record| {
            let (id, said) = read(&record.value);
            let said = said?;
            let by = said.replaced_by.as_ref().map(AsRef::as_ref);
            Some((
                id,
                Said {
                    since: &said.since,
                    by,
                },
            ))
        });
        Retired(all.collect())
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn get(&self, id: &str) -> Option<Said<'a>> {
        self.0.get(id).copied()
    }

    /// Each of a list that is deprecated, where what takes its place is not in the list too.
    fn all<'i, T>(
        &self,
        record: &Record<T>,
        ids: impl Iterator<Item = &'i str> + Clone,
        path: &str,
        problems: &mut Vec<Diagnostic>,
    ) {
        for (at, id) in ids.clone().enumerate() {
            let by = self.get(id).and_then(|said| said.by);
            if !by.is_some_and(|by| by != id && ids.clone().any(|one| one == by)) {
                self.used(record, id, &format!("{path}/{at}"), problems);
            }
        }
    }

    fn used<T>(&self, record: &Record<T>, id: &str, path: &str, problems: &mut Vec<Diagnostic>) {
        let Some(said) = self.get(id) else {
            return;
        };
        let place = Place::value(record.file, format!("{}{path}", record.pointer));
        problems.push(
            Diagnostic::new(
                &codes::DEPRECATED,
                place,
                format!("`{id}` is deprecated since {}", said.since),
            )
            .help(match said.by {
                Some(by) => format!("Name `{by}` in its place."),
                None => "Nothing takes its place: take it out, or name something else.".to_owned(),
            }),
        );
    }

    /// What is wrong with what the records of the kind say.
    fn shapes<T>(&self, records: &Records, list: &[Record<T>], problems: &mut Vec<Diagnostic>)
    where
        T: Deprecates,
    {
        for record in list {
            let id = record.value.id();
            let Some(said) = self.get(id) else {
                continue;
            };
            let place = |key: &str| {
                Place::value(record.file, format!("{}/deprecated/{key}", record.pointer))
            };
            let own = records.version_of(record, "/deprecated");
            match (Version::parse(said.since), own) {
                (Err(error), _) => problems.push(Diagnostic::new(
                    &codes::BAD_VERSION,
                    place("since"),
                    format!("`{}` is not a version: {error}", said.since.escape_debug()),
                )),
                (Ok(since), Some(own)) if since > *own => problems.push(
                    Diagnostic::new(
                        &codes::DEPRECATED_SHAPE,
                        place("since"),
                        format!("`{id}` is deprecated since {since}, and the pack is at {own}"),
                    )
                    .help("Name the pack's version from which on it is so."),
                ),
                (Ok(_), _) => {}
            }
            if self.comes_back(id) {
                problems.push(
                    Diagnostic::new(
                        &codes::DEPRECATED_SHAPE,
                        place("replaced_by"),
                        format!("what takes the place of `{id}` leads back to it"),
                    )
                    .help("Name what is to be used now. It may be deprecated itself only if something else takes its place in turn."),
                );
            }
        }
    }

    /// Whether what takes its place is the record itself, at once or in the end.
    fn comes_back(&self, id: &str) -> bool {
        let mut at = self.get(id).and_then(|said| said.by);
        for _ in &self.0 {
            match at {
                Some(one) if one == id => return true,
                Some(one) => at = self.get(one).and_then(|said| said.by),
                None => return false,
            }
        }
        false
    }
}

/// A record that can be deprecated.
trait Deprecates {
    fn id(&self) -> &str;
}

macro_rules! deprecates {
    ($($kind:ty),*) => {$(
        impl Deprecates for $kind {
            fn id(&self) -> &str {
                self.id.as_str()
            }
        }
    )*};
}

deprecates!(
    crate::format::exercise::Exercise,
    crate::format::finding::Finding,
    crate::format::screen::RedFlag,
    crate::format::programme::Programme
);
