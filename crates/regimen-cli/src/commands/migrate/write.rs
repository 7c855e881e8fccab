//! The files of a pack, all of them or none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use regimen_core::migrate::Change;
use regimen_core::source::{Content, read_file};
use tempfile::NamedTempFile;

use crate::failure::Failure;
use crate::output;

/// A change, written beside its place, with what stood there.
struct Staged {
    target: PathBuf,
    /// What comes there; nothing where the file goes.
    new: Option<NamedTempFile>,
    /// What is put back if a later one fails; nothing where there was no file.
    old: Option<NamedTempFile>,
}

/// Writes every change of a pack, or none: all of them are written beside their places first, and what they replace too.
pub(super) fn all_or_none(root: &Path, changes: &[Change]) -> Result<(), Failure> {
    let mut made = Vec::new();
    let staged = stage(root, changes, &mut made);
    let done = staged.and_then(apply);
    if done.is_err() {
        // A folder that was made for a new file is empty again.
        for folder in made.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
    done
}

fn stage(root: &Path, changes: &[Change], made: &mut Vec<PathBuf>) -> Result<Vec<Staged>, Failure> {
    let mut staged = Vec::new();
    for change in changes {
        let target = root.join(&change.path);
        let is_as_read = match &change.before {
            Some(text) => read_file(&target).ok() == Some(Content::Text(text.clone())),
            None => target.symlink_metadata().is_err(),
        };
        if !is_as_read {
            return Err(Failure::new(format!(
                "`{}` is not as it was read, so nothing is changed",
                target.display()
            ))
            .help("Run the command again; a new file needs its place free."));
        }
        let beside = |text: &str| output::beside(&target, text.as_bytes());
        if change.before.is_none() {
            make_folders(&target, made).map_err(|error| cannot(&target, &error))?;
        }
        let new = change.after.as_deref().map(beside).transpose();
        // The bytes as they are: a mark at the start of the file is not part of its text.
        let old = change
            .before
            .as_ref()
            .map(|_| fs::read(&target).and_then(|bytes| output::beside(&target, &bytes)));
        staged.push(Staged {
            new: new.map_err(|error| cannot(&target, &error))?,
            old: old.transpose().map_err(|error| cannot(&target, &error))?,
            target,
        });
    }
    Ok(staged)
}

/// The folders above a file that are not there yet, taken down as they are made.
fn make_folders(target: &Path, made: &mut Vec<PathBuf>) -> io::Result<()> {
    let above = target.ancestors().skip(1);
    let mut missing: Vec<&Path> = above.take_while(|folder| !folder.exists()).collect();
    while let Some(folder) = missing.pop() {
        fs::create_dir(folder)?;
        made.push(folder.to_owned());
    }
    Ok(())
}

/// Moves everything to its place. If one cannot be moved, those before it are put back.
fn apply(staged: Vec<Staged>) -> Result<(), Failure> {
    let mut done: Vec<(PathBuf, Option<NamedTempFile>)> = Vec::new();
    for Staged { target, new, old } in staged {
        let moved = match (new, &old) {
            (Some(new), Some(_)) => new.persist(&target).map(drop).map_err(|error| error.error),
            (Some(new), None) => new
                .persist_noclobber(&target)
                .map(drop)
                .map_err(|error| error.error),
            (None, _) => fs::remove_file(&target),
        };
        if let Err(error) = moved {
            let failure = cannot(&target, &error);
            return Err(match put_back(done) {
                lost if lost.is_empty() => failure,
                lost => failure.help(format!(
                    "These could not be put back, and are in the new format: {}.",
                    lost.join(", ")
                )),
            });
        }
        done.push((target, old));
    }
    Ok(())
}

/// Puts everything back, the last first. Returns what could not be.
fn put_back(done: Vec<(PathBuf, Option<NamedTempFile>)>) -> Vec<String> {
    let mut lost = Vec::new();
    for (target, old) in done.into_iter().rev() {
        let back = match old {
            Some(old) => old.persist(&target).map(drop).map_err(|error| error.error),
            None => fs::remove_file(&target),
        };
        if back.is_err() {
            lost.push(target.display().to_string());
        }
    }
    lost
}

fn cannot(target: &Path, error: &io::Error) -> Failure {
    output::cannot_write(target, error).help("Every file of the pack is as it was.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(path: &str, before: Option<&str>, after: Option<&str>) -> Change {
        Change {
            path: path.to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        }
    }

    fn tree(folder: &Path) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                all.push((path.display().to_string(), String::new()));
                all.extend(tree(&path));
            } else {
                all.push((
                    path.display().to_string(),
                    fs::read_to_string(&path).unwrap(),
                ));
            }
        }
        all.sort();
        all
    }

    #[test]
    fn all_are_written_with_folders_and_without_leftovers() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("a.toml"), "a = 1\n").unwrap();
        fs::write(root.join("b.toml"), "b = 1\n").unwrap();
        let changes = [
            change("a.toml", Some("a = 1\n"), Some("a = 2\n")),
            change("b.toml", Some("b = 1\n"), None),
            change("c/d/e.toml", None, Some("e = 1\n")),
        ];
        all_or_none(root, &changes).unwrap();
        let files: Vec<String> = tree(root).into_iter().map(|(_, text)| text).collect();
        assert_eq!(files, ["a = 2\n", "", "", "e = 1\n"]);
    }

    #[test]
    fn where_one_cannot_be_written_none_is() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("a.toml"), "\u{feff}a = 1\n").unwrap();
        fs::write(root.join("b.toml"), "b = 1\n").unwrap();
        let before = tree(root);
        let changes = [
            change("a.toml", Some("a = 1\n"), Some("a = 2\n")),
            change("b.toml", Some("b = 1\n"), None),
            change("c/d.toml", None, Some("d = 1\n")),
            change("e.toml", None, Some("e = 1\n")),
        ];
        let mut made = Vec::new();
        let staged = stage(root, &changes, &mut made).unwrap();
        // Somebody makes a folder where the last file would come.
        fs::create_dir(root.join("e.toml")).unwrap();
        let failure = apply(staged).unwrap_err().to_string();
        assert!(
            failure.contains("e.toml") && failure.contains("as it was"),
            "{failure}"
        );
        fs::remove_dir(root.join("e.toml")).unwrap();
        fs::remove_dir(root.join("c")).unwrap();
        assert_eq!(tree(root), before);

        // A file that changed since it was read stops everything, and the folder that was made goes again.
        fs::write(root.join("b.toml"), "b = 2\n").unwrap();
        let before = tree(root);
        let changes = [changes[2].clone(), changes[1].clone()];
        assert!(all_or_none(root, &changes).is_err());
        assert_eq!(tree(root), before);
    }
}
