//! R321: a finding limits something, or says why it does not.

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::format::finding::Limit;
use crate::level::Level;
use crate::link::Records;

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    for record in &records.findings {
        let one = &record.value;
        // A limit that lets everything through in every stage is none, unless a cap or a time at one go hangs on it.
        let limits = |limit: &Limit| {
            limit.levels.values().any(|level| *level < Level::High)
                || limit.levels.is_empty()
                || !limit.bout_min.is_empty()
                || !one.caps.is_empty()
        };
        let limits = one.limits.iter().any(limits);
        match &one.no_limits_because {
            None if !limits => problems.push(
                Diagnostic::new(
                    &codes::NO_LIMITS,
                    Place::value(record.file, "/id"),
                    format!("`{}` limits nothing and does not say why", one.id),
                )
                .label("no limits"),
            ),
            Some(_) if !one.limits.is_empty() => problems.push(
                Diagnostic::new(
                    &codes::NO_LIMITS,
                    Place::key(record.file, "/no_limits_because"),
                    format!("`{}` says why it limits nothing, and has limits", one.id),
                )
                .also(Place::value(record.file, "/limits/0"), "a limit")
                .help("Take out the reason, or the limits."),
            ),
            _ => {}
        }
        if let (Some((stage, _)), true) = (one.caps.first_key_value(), one.limits.is_empty()) {
            problems.push(
                Diagnostic::new(
                    &codes::NO_LIMITS,
                    Place::value(record.file, format!("/caps/{stage}")),
                    format!("the caps of `{}` hold for nothing", one.id),
                )
                .help(
                    "Caps are for exercises that ask something on an axis that the finding limits: name that axis in a limit.",
                ),
            );
        }
    }
}
