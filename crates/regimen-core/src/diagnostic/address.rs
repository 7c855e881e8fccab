//! How a file is named to other programs: from the repository's root, whatever folder the run started in.

use std::path::{Component, Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::source::{FileId, Folder, Sources};

/// What may stand in a path of a URI as it is. A colon may not: the first part of a relative path would read as a scheme.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The folder that files are named from, and the one that paths as they are printed start in.
#[derive(Debug, Clone)]
pub struct Base {
    root: PathBuf,
    here: PathBuf,
}

/// A file's name for other programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    /// A path from the root, with forward slashes.
    Within(String),
    /// A path from the top of the disk, with forward slashes.
    Outside(String),
    /// A file of the program itself, as it is printed.
    BuiltIn(String),
}

impl Base {
    /// Names files from `root`, the repository's folder; relative paths start in `here`. Both are absolute. Nothing is looked
    /// up on the disk: `..` goes up by name.
    pub fn new(root: impl Into<PathBuf>, here: impl Into<PathBuf>) -> Base {
        Base {
            root: root.into(),
            here: here.into(),
        }
    }

    /// A file's name.
    pub(super) fn address(&self, sources: &Sources, file: FileId) -> Address {
        let shown = sources.file(file).path.as_str();
        if sources.folder_of(file).is_some_and(|one| one.built_in) {
            return Address::BuiltIn(shown.to_owned());
        }
        self.of(shown)
    }

    /// A pack's folder.
    pub(super) fn folder(&self, folder: &Folder) -> Address {
        if folder.built_in {
            return Address::BuiltIn(folder.path.clone());
        }
        self.of(&folder.path)
    }

    fn of(&self, shown: &str) -> Address {
        let whole = straight(&self.here.join(shown));
        match whole.strip_prefix(straight(&self.root)) {
            Ok(rest) => Address::Within(slashes(rest)),
            Err(_) => Address::Outside(slashes(&whole)),
        }
    }
}

impl Address {
    /// The path as it is.
    pub(super) fn path(&self) -> &str {
        match self {
            Address::Within(path) | Address::Outside(path) | Address::BuiltIn(path) => path,
        }
    }

    /// The path as a URI: relative within the root, and else absolute.
    pub(super) fn uri(&self) -> String {
        let escaped = |path: &str| utf8_percent_encode(path, PATH).to_string();
        match self {
            Address::Within(path) => escaped(path),
            Address::Outside(path) if path.starts_with('/') => format!("file://{}", escaped(path)),
            Address::Outside(path) => format!("file:///{}", escaped(path)),
            Address::BuiltIn(path) => match path.split_once(':') {
                Some((scheme, rest)) => format!("{scheme}:{}", escaped(rest)),
                None => escaped(path),
            },
        }
    }
}

/// A path without `.` and `..`: each goes by name, and nothing is looked up on the disk.
pub fn straight(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                // Above the top there is nothing: `..` stays there, as the system has it.
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

fn slashes(path: &Path) -> String {
    let mut out = String::new();
    for part in path.components() {
        match part {
            Component::RootDir => out.push('/'),
            other => {
                if !out.is_empty() && !out.ends_with('/') {
                    out.push('/');
                }
                out.push_str(&other.as_os_str().to_string_lossy());
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_from_the_root() {
        let base = Base::new("/home/clinic", "/home/clinic/packs");
        let uri = |shown: &str| base.of(shown).uri();
        assert_eq!(uri("mine/axes.toml"), "packs/mine/axes.toml");
        assert_eq!(uri("./mine//a b.toml"), "packs/mine/a%20b.toml");
        assert_eq!(uri("../other/né#?%.toml"), "other/n%C3%A9%23%3F%25.toml");
        assert_eq!(uri("/home/clinic/regimen.toml"), "regimen.toml");
        assert_eq!(uri("../../../a:b.toml"), "file:///a%3Ab.toml");
        let top = Base::new("/home/clinic", "/home/clinic");
        assert_eq!(top.of("c:x.toml").uri(), "c%3Ax.toml");
        assert_eq!(
            top.of("/home/clinics/x.toml"),
            Address::Outside("/home/clinics/x.toml".to_owned())
        );
        let mut sources = Sources::new();
        let text = crate::source::Content::Text(String::new());
        sources.add_pack(
            "built-in:one",
            true,
            [("a b.toml".to_owned(), text.clone())],
        );
        sources.add_pack("built-in:two", false, [("a.toml".to_owned(), text)]);
        let mut files = sources
            .folders()
            .flat_map(|(_, folder)| folder.files.clone());
        let mut next = || top.address(&sources, files.next().unwrap()).uri();
        assert_eq!(next(), "built-in:one/a%20b.toml");
        assert_eq!(next(), "built-in%3Atwo/a.toml");
    }
}
