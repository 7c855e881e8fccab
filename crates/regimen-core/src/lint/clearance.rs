//! R307: a finding's limits never tighten with recovery. R308: its clearance can work. R315: a limit names
//! every stage. R316: a time at one go is possible, and never shortens with recovery.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::format::screen::Urgency;
use crate::id::StageId;
use crate::level::Level;
use crate::link::Records;

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    // A stage that stands twice is reported as that, and is no step back.
    let mut seen = BTreeSet::new();
    let stages = records.stages.iter().map(|stage| &stage.value.id);
    let stages: Vec<&StageId> = stages.filter(|id| seen.insert(*id)).collect();
    for record in &records.findings {
        let finding = &record.value;
        let place = Place::value(record.file, "/id");
        let whole = finding.refer.is_some() && !finding.cleared_by.is_empty();
        let parts = finding.refer.is_some() || !finding.cleared_by.is_empty();
        if finding.needs_clearance != parts || parts != whole {
            problems.push(
                Diagnostic::new(
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
                Diagnostic::new(
                    &codes::CLEARANCE_SHAPE,
                    Place::value(record.file, "/cleared_by"),
                    format!("`{}` cannot be cleared by its own id", finding.id),
                )
                .help(format!("Add \"{}\" to `cleared_by`.", finding.id)),
            );
        }
        if let Some(refer) = &finding.refer
            && refer.urgency == Urgency::Emergency
        {
            problems.push(
                Diagnostic::new(
                    &codes::CLEARANCE_SHAPE,
                    Place::value(record.file, "/refer/urgency"),
                    "an emergency can never be cleared, and this finding is cleared by an id",
                )
                .help("Write a red flag in screen.toml for it, or give another urgency."),
            );
        }
        for (at, limit) in finding.limits.iter().enumerate() {
            let mut before: Option<Level> = None;
            let mut bout_before = 1;
            for &stage_id in &stages {
                if let Some(&minutes) = limit.bout_min.get(stage_id) {
                    if minutes < bout_before {
                        problems.push(Diagnostic::new(
                            &codes::BOUT,
                            Place::value(record.file, format!("/limits/{at}/bout_min/{stage_id}")),
                            format!("{minutes} minutes in `{stage_id}` is less than {bout_before}"),
                        ));
                    }
                    bout_before = minutes;
                }
                let Some(&level) = limit.levels.get(stage_id) else {
                    problems.push(
                        Diagnostic::new(
                            &codes::STAGE_LEFT_OUT,
                            Place::value(record.file, format!("/limits/{at}/levels")),
                            format!("the limit on `{}` does not name `{stage_id}`", limit.axis),
                        )
                        .help(format!(
                            "Add `{stage_id} = \"high\"` if there is no limit then, or the level."
                        )),
                    );
                    continue;
                };
                if let Some(before) = before
                    && level < before
                {
                    problems.push(Diagnostic::new(
                        &codes::LIMITS_LOOSEN,
                        Place::value(record.file, format!("/limits/{at}/levels")),
                        format!(
                            "`{}` allows {} on `{}` in `{}`, less than in the stage before",
                            finding.id,
                            level.as_str(),
                            limit.axis,
                            stage_id
                        ),
                    ));
                }
                before = Some(level);
            }
        }
    }
}
