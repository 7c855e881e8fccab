//! `regimen migrate`: packs of an older format into the one that this version reads.

mod write;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use regimen_core::migrate::{Fault, Migrated, migrate};
use regimen_core::source::{Content, Folder, Sources, read_packs};

use crate::args::{Common, MigrateArgs};
use crate::failure::{Exit, Failure};
use crate::output;

pub(crate) fn run(common: &Common, args: &MigrateArgs) -> Result<Exit, Failure> {
    let mut sources = Sources::new();
    if read_packs(&mut sources, &args.pack)? == 0 {
        return Err(
            Failure::new(format!("there is no pack in `{}`", args.pack.display()))
                .help("A pack is a folder with a pack.toml; name it, or the folder that holds it."),
        );
    }
    refuse_link(&args.pack)?;
    let mut all = Vec::new();
    // Every pack is worked out before the first one is written.
    for (_, folder) in sources.folders() {
        all.push((folder, worked_out(&sources, folder)?));
    }
    let mut short = false;
    for (folder, migrated) in all {
        if migrated.changes.is_empty() {
            if !common.quiet {
                output::message(&format!(
                    "{}: already format {}, nothing to do",
                    folder.path, migrated.to
                ));
            }
            continue;
        }
        if !args.check {
            write::all_or_none(Path::new(&folder.path), &migrated.changes)?;
        }
        short = true;
        if !common.quiet {
            for change in &migrated.changes {
                output::result(format!("{}/{}\n", folder.path, change.path).as_bytes())?;
            }
            let done = if args.check { "would go" } else { "went" };
            output::message(&format!(
                "{} {done} from format {} to format {}",
                folder.path, migrated.from, migrated.to
            ));
        }
    }
    Ok(match short && args.check {
        true => Exit::Short,
        false => Exit::Clean,
    })
}

/// What becomes of a pack.
fn worked_out(sources: &Sources, folder: &Folder) -> Result<Migrated, Failure> {
    let mut files = BTreeMap::new();
    for &file in &folder.files {
        let file = sources.file(file);
        if !file.inner.ends_with(".toml") {
            continue;
        }
        refuse_links(Path::new(&folder.path), &file.inner)?;
        let Content::Text(text) = &file.content else {
            return Err(
                Failure::new(format!("{} cannot be read as text", file.path))
                    .help("`regimen check` says what is wrong with it."),
            );
        };
        files.insert(file.inner.clone(), text.clone());
    }
    migrate(&files).map_err(|fault| {
        let help = match &fault {
            Fault::NoFormat => "Write `format = 1` into it, if the pack is in the first format.",
            Fault::Unknown(_) => "Formats are counted from 1. Write the one that the pack is in.",
            Fault::Newer(_) => "Use a newer regimen.",
            Fault::NotToml(..) | Fault::File(..) => "Mend the file, and run the command again.",
        };
        Failure::new(format!("{} is left as it is: {fault}", folder.path)).help(help)
    })
}

/// What lies behind a link belongs to somewhere else, and may be part of other packs too.
fn refuse_links(root: &Path, inner: &str) -> Result<(), Failure> {
    let mut path = root.to_owned();
    refuse_link(&path)?;
    for piece in inner.split('/') {
        path.push(piece);
        refuse_link(&path)?;
    }
    Ok(())
}

fn refuse_link(path: &Path) -> Result<(), Failure> {
    // Put together anew it ends without a slash, which would ask for what is behind the link.
    let path: PathBuf = path.components().collect();
    if path.symlink_metadata().is_ok_and(|one| one.is_symlink()) {
        return Err(Failure::new(format!(
            "`{}` is a symbolic link, and is left as it is",
            path.display()
        ))
        .help("Run the command on the folder that it leads to, or put a copy in its place."));
    }
    Ok(())
}
