//! R322: what rests on an article or a study names it.
//!
//! What clinicians agree on needs no citation: the words why stand in each such record, as the schema demands.

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::format::common::Basis;
use crate::id::ReferenceId;
use crate::link::{Record, Records};

/// What something rests on, and what is named for that.
struct Claim<'r> {
    place: Place,
    /// What it is, as it stands in the message.
    what: String,
    /// Left out where the sources alone are to say it.
    basis: Option<Basis>,
    sources: &'r [ReferenceId],
}

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    let mut claims = Vec::new();
    rules(records, &mut claims);
    of_findings(records, &mut claims);
    of_responses(records, &mut claims);
    of_others(records, &mut claims);
    let bare = claims.into_iter().filter(|claim| claim.sources.is_empty());
    problems.extend(bare.filter_map(|claim| {
        let rests_on = match claim.basis {
            Some(Basis::Consensus) => return None,
            Some(Basis::Article) => "rests on an article, and names none",
            Some(Basis::Study) => "rests on a study, and names none",
            None => "does not say what it rests on",
        };
        Some(Diagnostic::new(
            &codes::NO_CITATION,
            claim.place,
            format!("{} {rests_on}", claim.what),
        ))
    }));
}

/// Records with a basis and sources of their own.
fn each<'r, T>(
    list: &'r [Record<T>],
    claims: &mut Vec<Claim<'r>>,
    of: impl Fn(&'r T) -> (String, Basis, &'r [ReferenceId]),
) {
    claims.extend(list.iter().map(|record| {
        let (what, basis, sources) = of(&record.value);
        Claim {
            place: Place::value(record.file, format!("{}/basis", record.pointer)),
            what,
            basis: Some(basis),
            sources,
        }
    }));
}

fn rules<'r>(records: &'r Records, claims: &mut Vec<Claim<'r>>) {
    each(&records.substitutions, claims, |one| {
        let from = one.from.as_ref().map(AsRef::as_ref);
        let from = from.or(one.from_pattern.as_ref().map(AsRef::as_ref));
        let what = format!("what comes instead of `{}`", from.unwrap_or(""));
        (what, one.basis, &one.sources)
    });
    each(&records.nevers, claims, |one| {
        (format!("the rule `{}`", one.id), one.basis, &one.sources)
    });
    each(&records.ladders, claims, |one| {
        (format!("`{}`", one.id), one.basis, &one.sources)
    });
    each(&records.programmes, claims, |one| {
        (format!("`{}`", one.id), one.basis, &one.sources)
    });
    each(&records.irritabilities, claims, |one| {
        (format!("`{}`", one.id), one.basis, &one.sources)
    });
    each(&records.many_provocations, claims, |one| {
        let what = "what is done when many things bring on the pain".to_owned();
        (what, one.basis, &one.sources)
    });
    each(&records.responses, claims, |one| {
        let what = "how training is judged".to_owned();
        (what, one.basis, &one.sources)
    });
}

fn of_findings<'r>(records: &'r Records, claims: &mut Vec<Claim<'r>>) {
    for record in &records.findings {
        let one = &record.value;
        claims.extend(one.limits.iter().enumerate().map(|(at, limit)| Claim {
            place: Place::value(record.file, format!("/limits/{at}/basis")),
            what: format!("the limit of `{}` on `{}`", one.id, limit.axis),
            basis: Some(limit.basis),
            sources: &one.sources,
        }));
    }
    claims.extend(records.red_flags.iter().map(|record| {
        let key = match record.value.basis {
            Some(_) => "basis",
            None => "id",
        };
        Claim {
            place: Place::value(record.file, format!("{}/{key}", record.pointer)),
            what: format!("the red flag `{}`", record.value.id),
            basis: record.value.basis,
            sources: &record.value.sources,
        }
    }));
}

fn of_responses<'r>(records: &'r Records, claims: &mut Vec<Claim<'r>>) {
    for record in &records.responses {
        let one = &record.value;
        for (at, light) in one.light.iter().enumerate() {
            // Without a basis of its own, it has that of the whole file.
            if light.basis.is_some() {
                claims.push(Claim {
                    place: Place::value(record.file, format!("/light/{at}/basis")),
                    what: format!("the light `{}`", light.id),
                    basis: light.basis,
                    sources: &light.sources,
                });
            }
        }
        claims.extend(one.bounds.iter().map(|(role, bounds)| Claim {
            place: Place::value(record.file, format!("/bounds/{role}/basis")),
            what: format!("what bounds doses of `{role}`"),
            basis: Some(bounds.basis),
            sources: &bounds.sources,
        }));
        claims.extend(one.progress.iter().map(|progress| Claim {
            place: Place::value(record.file, "/progress/basis"),
            what: "when something is made harder".to_owned(),
            basis: Some(progress.basis),
            sources: &progress.sources,
        }));
    }
}

fn of_others<'r>(records: &'r Records, claims: &mut Vec<Claim<'r>>) {
    for record in &records.exercises {
        let one = &record.value;
        // An exercise is a choice and no rule: it need not say what it rests on, but what it says must hold.
        if one.basis.is_some() {
            claims.push(Claim {
                place: Place::value(record.file, "/basis"),
                what: format!("`{}`", one.id),
                basis: one.basis,
                sources: &one.sources,
            });
        }
    }
    for record in &records.programmes {
        let one = &record.value;
        for (at, phase) in one.phases.iter().enumerate() {
            claims.extend(phase.limits.iter().map(|limits| Claim {
                place: Place::value(record.file, format!("/phases/{at}/limits/basis")),
                what: format!("what limits the phase `{}`", phase.id),
                basis: Some(limits.basis),
                sources: &one.sources,
            }));
        }
    }
    for record in &records.dials {
        claims.extend(record.value.volume.iter().map(|volume| Claim {
            place: Place::value(record.file, format!("{}/volume/basis", record.pointer)),
            what: format!("from when on `{}` takes volume away", record.value.id),
            basis: Some(volume.basis),
            sources: &volume.sources,
        }));
    }
}
