//! Where editors find the schemas of a new file: the folder `schemas` beside the clinic's regimen.toml, and without one in
//! the current folder.

use std::path::{Path, PathBuf, absolute};

use regimen_core::diagnostic::straight;

use crate::clinic;
use crate::failure::Failure;

/// The folder of the schemas, as seen from a file.
pub(super) struct Schemas {
    /// The folder.
    pub(super) folder: PathBuf,
    /// The way to it from the current folder, to be typed.
    pub(super) shown: String,
    /// The way to it from the folder of the file, with `/` on every system.
    pub(super) way: String,
}

impl Schemas {
    /// Those of the file at this path, which need not exist yet.
    pub(super) fn of(file: &Path) -> Result<Schemas, Failure> {
        let here = clinic::here()?;
        let folder = clinic::root(&here).unwrap_or(&here).join("schemas");
        let file =
            straight(&absolute(file).map_err(|error| {
                Failure::new(format!("`{}` is no path: {error}", file.display()))
            })?);
        let from = file.parent().unwrap_or(&file);
        Ok(Schemas {
            shown: way(&here, &folder),
            way: way(from, &folder),
            folder,
        })
    }
}

/// The way from one folder to another.
fn way(from: &Path, to: &Path) -> String {
    let shared = from
        .components()
        .zip(to.components())
        .take_while(|(one, other)| one == other)
        .count();
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down = to.components().skip(shared);
    let down = down.map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_goes_up_as_far_as_it_must_and_then_down() {
        let way = |from, to| way(&straight(Path::new(from)), Path::new(to));
        assert_eq!(
            way("/c/packs/mine/exercises", "/c/schemas"),
            "../../../schemas"
        );
        assert_eq!(way("/c/packs/../mine", "/c/schemas"), "../schemas");
        assert_eq!(way("/c", "/c/schemas"), "schemas");
        assert_eq!(way("/elsewhere/./mine", "/c/schemas"), "../../c/schemas");
    }
}
