//! R301: every exercise names every axis. R302: from moderate on, it says why.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::id::AxisId;
use crate::level::Level;
use crate::link::Records;

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    // An axis that stands twice is reported as that.
    let axes: BTreeSet<&AxisId> = records.axes.iter().map(|axis| &axis.value.id).collect();
    for record in &records.exercises {
        let demands = &record.value.demands;
        for &axis in &axes {
            if !demands.contains_key(axis) {
                problems.push(
                    Diagnostic::new(
                        &codes::DEMAND_MISSING,
                        Place::key(record.file, "/demands"),
                        format!(
                            "`{}` does not say what it asks on `{axis}`",
                            record.value.id
                        ),
                    )
                    .help(format!(
                        "Add a line `{axis} = \"none\"` under [demands], or the level that it asks."
                    )),
                );
            }
        }
        for (axis, demand) in demands {
            if demand.level() >= Level::Moderate && demand.why().is_none() {
                problems.push(
                    Diagnostic::new(
                        &codes::DEMAND_REASON,
                        Place::value(record.file, format!("/demands/{axis}")),
                        format!(
                            "`{axis}` is {} and no reason is given",
                            demand.level().as_str()
                        ),
                    )
                    .help(format!(
                        "Write it as {{ level = \"{}\", why = \"…\" }}.",
                        demand.level().as_str()
                    )),
                );
            }
        }
    }
}
