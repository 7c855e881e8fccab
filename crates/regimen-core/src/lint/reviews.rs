//! R211: a review of another version. R212: a review on a day that has not come. R213: a review that is due again.
//! Those about days hold only where somebody says what day it is: no clock is read.

use semver::Version;

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::format::date::Date;
use crate::link::Records;

pub(super) fn run(records: &Records, today: Option<Date>, problems: &mut Vec<Diagnostic>) {
    for (manifest, version, file) in records.manifests() {
        let reviews = || manifest.reviewed.iter().enumerate();
        // One that covers this version is enough: those of earlier ones are history.
        let is_of_it = |of: &str| Version::parse(of).is_ok_and(|of| of == *version);
        if !reviews().any(|(_, one)| is_of_it(one.version.as_ref()))
            && let Some((at, last)) = reviews().max_by_key(|(_, one)| one.on)
        {
            problems.push(
                Diagnostic::new(
                    &codes::REVIEW_OF_OTHER,
                    Place::value(file, format!("/reviewed/{at}/version")),
                    format!(
                        "nobody has reviewed version {version} of `{}`: the last review is of {}",
                        manifest.name,
                        last.version.as_ref().escape_debug()
                    ),
                )
                .also(Place::value(file, "/version"), "the pack's version"),
            );
        }
        let Some(today) = today else {
            continue;
        };
        let place = |at| Place::value(file, format!("/reviewed/{at}/on"));
        for (at, one) in reviews().filter(|(_, one)| one.on > today) {
            problems.push(Diagnostic::new(
                &codes::REVIEW_TO_COME,
                place(at),
                format!("a review on {}, and today is {today}", one.on),
            ));
        }
        let done = reviews().filter(|(_, one)| one.on <= today);
        if let Some(months) = manifest.review_every_months
            && let Some((at, last)) = done.max_by_key(|(_, one)| one.on)
            && let Some(due) = last.on.plus_months(months)
            && due < today
        {
            problems.push(
                Diagnostic::new(
                    &codes::REVIEW_DUE,
                    place(at),
                    format!(
                        "`{}` was due to be reviewed again by {due}, and today is {today}",
                        manifest.name
                    ),
                )
                .also(
                    Place::value(file, "/review_every_months"),
                    "how often the pack is to be reviewed",
                ),
            );
        }
    }
}
