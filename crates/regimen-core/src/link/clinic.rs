//! A clinic's `regimen.toml`.

use super::levels;
use super::records::typed;
use crate::diagnostic::{Diagnostic, has_errors};
use crate::format::Kind;
use crate::format::clinic::ClinicFolder;
use crate::schema;
use crate::source::{FileId, Sources};

/// Checks a clinic's folder file. The folder comes back unless there were errors.
pub fn check_clinic(sources: &Sources, file: FileId) -> (Option<ClinicFolder>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let read: Option<ClinicFolder> = schema::parse(sources, file, &mut problems).and_then(|tree| {
        (tree.whole && schema::check(Kind::Clinic, &tree.value, file, &mut problems))
            .then(|| typed(tree.value, file, &mut problems))
            .flatten()
    });
    if let Some(read) = &read {
        levels::check(read, file, &mut problems);
    }
    super::sort(sources, &mut problems);
    let folder = if has_errors(&problems) { None } else { read };
    (folder, problems)
}
