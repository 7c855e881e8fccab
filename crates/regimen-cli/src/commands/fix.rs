//! `regimen check --fix`: what can be mended for certain, in the files on disk.

use std::path::{Path, PathBuf};

use regimen_core::check_on;
use regimen_core::diagnostic::{Mended, mend};
use regimen_core::format::date::Date;
use regimen_core::link::{Levels, check_clinic};
use regimen_core::source::{FileId, Sources, read_file};

use crate::args::Common;
use crate::failure::Failure;
use crate::{clinic, load, output};

/// Mends the clinic's file, and then the packs that it and the arguments name. What is left is for whoever checks next.
pub(crate) fn run(common: &Common, named: &[PathBuf], today: Option<Date>) -> Result<(), Failure> {
    clinic_file(common, named)?;
    // What loading says besides is said again by the check that follows; what stops it is not.
    let (loaded, held) = output::hold(|| load::packs_to_check_on(common, named, today));
    let loaded = loaded.inspect_err(|_| output::release(&held))?;
    if loaded.on_disk().is_empty() {
        return Err(
            Failure::new("there is nothing to mend: only built-in packs are loaded")
                .help("Name a pack on disk."),
        );
    }
    // It was sound a moment ago, and what it says of codes holds for packs that are named too.
    let (clinic, _) = output::hold(|| clinic::find(&mut Sources::new(), common, named));
    let levels = clinic?.map(|one| Levels::of(&one.folder));
    let levels = levels.unwrap_or_default();
    let may = |file: FileId| may_change(&loaded.sources, file);
    let mended = mend(loaded.sources.clone(), may, |sources| {
        check_on(sources, &levels, today).problems
    });
    write(common, &loaded.sources, &mended)
}

/// Mends the clinic's `regimen.toml`, which says where packs are, and how bad a code is in them.
fn clinic_file(common: &Common, named: &[PathBuf]) -> Result<(), Failure> {
    let Some(path) = clinic::file(named)? else {
        return Ok(());
    };
    let mut sources = Sources::new();
    let file = sources.add_file(path.to_string_lossy(), read_file(&path)?);
    let may = |file: FileId| may_change(&sources, file);
    let mended = mend(sources.clone(), may, |sources| {
        check_clinic(sources, file).1
    });
    write(common, &sources, &mended)
}

/// Whether a file may be changed: one on disk, with no symbolic link from its pack's folder on.
pub(crate) fn may_change(sources: &Sources, file: FileId) -> bool {
    let one = sources.file(file);
    let folder = sources.folder_of(file);
    if folder.is_some_and(|folder| folder.built_in) {
        return false;
    }
    let inner = Path::new(&one.inner).components().count();
    let way = Path::new(&one.path).ancestors();
    let mut way = way.take(if folder.is_some() { inner + 1 } else { 1 });
    way.all(|path| path.symlink_metadata().is_ok_and(|meta| !meta.is_symlink()))
}

/// Writes the files that were mended, each whole, and says what was mended in it.
fn write(common: &Common, before: &Sources, mended: &Mended) -> Result<(), Failure> {
    for &file in &mended.changed {
        let old = before.file(file);
        output::rewrite(old, mended.sources.file(file).text())?;
        if common.quiet {
            continue;
        }
        for one in mended.made.iter().filter(|one| one.file == file) {
            let at = format!("mended {}: {}:{}", one.code, old.path, one.line);
            output::message(&match &one.now {
                Some(now) => format!("{at}: `{}` is now `{now}`", one.was),
                None => format!("{at}: `{}` is gone", one.was),
            });
        }
    }
    for &file in &mended.barred {
        let is_built_in = before.folder_of(file).is_some_and(|one| one.built_in);
        if !is_built_in {
            let path = &before.file(file).path;
            let why = "is behind a symbolic link, so it is left alone";
            output::note(common, &format!("`{path}` {why}"));
        }
    }
    Ok(())
}
