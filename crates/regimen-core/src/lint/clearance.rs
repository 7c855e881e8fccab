//! R307: a finding's limits never tighten with recovery. R308: its clearance can work.

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::level::Level;
use crate::link::Records;

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    for record in &records.findings {
        let finding = &record.value;
        let place = Place::value(record.file, "/id");
        let whole = finding.refer.is_some() && !finding.cleared_by.is_empty();
        let parts = finding.refer.is_some() || !finding.cleared_by.is_empty();
        if finding.needs_clearance != parts || parts != whole {
            problems.push(
                Diagnostic::error(
                    &codes::CLEARANCE_SHAPE,
                    place,
                    format!("the clearance of `{}` is half written", finding.id),
                )
                .help("Give `needs_clearance = true`, `cleared_by` and [refer] together, or none of them."),
            );
        } else if whole
            && !finding
                .cleared_by
                .iter()
                .any(|id| id == finding.id.as_str())
        {
            problems.push(
                Diagnostic::error(
                    &codes::CLEARANCE_SHAPE,
                    Place::value(record.file, "/cleared_by"),
                    format!("`{}` cannot be cleared by its own id", finding.id),
                )
                .help(format!("Add \"{}\" to `cleared_by`.", finding.id)),
            );
        }
        for (at, limit) in finding.limits.iter().enumerate() {
            let mut before: Option<Level> = None;
            for stage in &records.stages {
                // A stage that is not named has no limit.
                let level = limit
                    .levels
                    .get(&stage.value.id)
                    .copied()
                    .unwrap_or(Level::High);
                if let Some(before) = before
                    && level < before
                {
                    problems.push(Diagnostic::error(
                        &codes::LIMITS_LOOSEN,
                        Place::value(record.file, format!("/limits/{at}/levels")),
                        format!(
                            "`{}` allows {} on `{}` in `{}`, less than in the stage before",
                            finding.id,
                            level.as_str(),
                            limit.axis,
                            stage.value.id
                        ),
                    ));
                }
                before = Some(level);
            }
        }
    }
}
