//! Doing something again with every save.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::failure::Failure;

/// Editors save in several steps: those that follow this soon are one.
const TOGETHER: Duration = Duration::from_millis(10);

/// Folders that are looked at for saved files.
pub(crate) struct Watch {
    watcher: RecommendedWatcher,
    told: Receiver<PathBuf>,
    watched: BTreeSet<PathBuf>,
}

impl Watch {
    /// Looks at these folders, all the way down, from now on, and at the files beside `file`.
    pub(crate) fn new(folders: &[PathBuf], file: Option<PathBuf>) -> Result<Watch, Failure> {
        if folders.is_empty() {
            return Err(
                Failure::new("there is nothing to watch: only built-in packs are loaded")
                    .help("Name a pack on disk."),
            );
        }
        let (tell, told) = mpsc::channel();
        let watcher = notify::recommended_watcher(move |event| pass_on(event, &tell));
        let mut watch = Watch {
            watcher: watcher.map_err(|error| cannot(&error))?,
            told,
            watched: BTreeSet::new(),
        };
        watch.also(folders)?;
        // A file that is saved is often a new one under the old name: it is the folder that is told of it.
        let beside = file.as_deref().and_then(Path::parent);
        if let Some(beside) = beside.filter(|one| !watch.watched.contains(*one)) {
            let added = watch.watcher.watch(beside, RecursiveMode::NonRecursive);
            added.map_err(|error| cannot(&error))?;
        }
        Ok(watch)
    }

    /// Looks at these too.
    pub(crate) fn also(&mut self, folders: &[PathBuf]) -> Result<(), Failure> {
        for folder in folders {
            if !self.watched.contains(folder) {
                let added = self.watcher.watch(folder, RecursiveMode::Recursive);
                added.map_err(|error| cannot(&error))?;
                self.watched.insert(folder.clone());
            }
        }
        Ok(())
    }

    /// Waits for files that count to be saved: their paths, sorted. Nothing if there can be no more.
    pub(crate) fn wait(&self) -> Option<Vec<PathBuf>> {
        let mut saved = BTreeSet::from([self.told.recv().ok()?]);
        while let Ok(path) = self.told.recv_timeout(TOGETHER) {
            saved.insert(path);
        }
        Some(saved.into_iter().collect())
    }
}

/// The files of an event that packs are made of. What else is written there, such as an editor's notes or the run's own
/// output, starts nothing.
fn pass_on(event: notify::Result<Event>, tell: &Sender<PathBuf>) {
    let Ok(event) = event else {
        return;
    };
    if event.kind.is_access() {
        return;
    }
    for path in event.paths {
        if counts(&path) {
            // Nobody listens any more once the run ends.
            let _ = tell.send(path);
        }
    }
}

fn counts(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    if name.is_none_or(|name| name.starts_with('.')) {
        return false;
    }
    let is_toml = path.extension().is_some_and(|ending| ending == "toml");
    // A folder that is moved or deleted takes its files along.
    is_toml || path.extension().is_none() || path.iter().any(|part| part == "templates")
}

fn cannot(error: &notify::Error) -> Failure {
    Failure::new(format!("cannot watch the packs: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_packs_count_and_others_do_not() {
        for path in ["p/axes.toml", "p/exercises", "p/templates/handout.md"] {
            assert!(counts(Path::new(path)), "{path}");
        }
        for path in [
            "p/.axes.toml.swp",
            "p/.#axes.toml",
            "p/axes.toml~",
            "p/squat.svg",
        ] {
            assert!(!counts(Path::new(path)), "{path}");
        }
    }
}
