//! Files: from a folder, from the binary, or from memory. Reading is the only input that core does,
//! and only here.

mod depth;
mod folder;
mod locate;

pub(crate) use depth::tokens_too_much;
pub use depth::{MAX_DEPTH, MAX_KEY, MAX_PARTS, TooDeep, too_deep, too_much};
pub use folder::{ReadError, read_file, read_listed, read_packs};
pub use locate::{LineColumn, Locator};

/// The largest file that is read, in bytes. Pack files are a few kilobytes.
pub const MAX_BYTES: u64 = 1 << 20;

/// Whether a file of a pack is read, from its path within the pack: TOML anywhere, and whatever stands in `templates/`.
pub fn is_read(inner: &str) -> bool {
    inner.ends_with(".toml") || inner.starts_with("templates/")
}

/// A file among the [`Sources`] that it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A pack's folder among the [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FolderId(u32);

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Text, its line ends as they are in the file.
    Text(String),
    /// Bytes that are no UTF-8 from this offset on.
    NotText {
        /// The first offset that is no text.
        at: usize,
    },
    /// More than [`MAX_BYTES`].
    TooLarge {
        /// The size.
        bytes: u64,
    },
    /// A symbolic link in a pack, which is not followed.
    Link,
    /// It goes beyond what a pack may have.
    LeftOut {
        /// How far: `it lies more than 6 folders deep`.
        why: String,
    },
    /// The system would not give it.
    Unreadable {
        /// The system's reason.
        why: String,
    },
}

impl Content {
    /// Bytes as content.
    pub fn from_bytes(bytes: Vec<u8>) -> Content {
        if bytes.len() as u64 > MAX_BYTES {
            return Content::TooLarge {
                bytes: bytes.len() as u64,
            };
        }
        match String::from_utf8(bytes) {
            Ok(text) => Content::Text(match text.strip_prefix('\u{feff}') {
                Some(rest) => rest.to_owned(),
                None => text,
            }),
            Err(error) => Content::NotText {
                at: error.utf8_error().valid_up_to(),
            },
        }
    }
}

/// One file.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path as it is printed.
    pub path: String,
    /// The path within its pack, with forward slashes; the same as `path` for a file on its own.
    pub inner: String,
    /// What it holds.
    pub content: Content,
    /// The folder that it was added with; a file on its own has none.
    folder: Option<FolderId>,
}

impl SourceFile {
    /// The text, or nothing if it has none.
    pub fn text(&self) -> &str {
        match &self.content {
            Content::Text(text) => text,
            _ => "",
        }
    }

    /// Whether it was not opened, whatever its name would make of it: what it is must be said.
    pub fn is_kept_out(&self) -> bool {
        matches!(self.content, Content::Link | Content::LeftOut { .. })
    }
}

/// One pack's folder.
#[derive(Debug, Clone)]
pub struct Folder {
    /// The folder as it is printed.
    pub path: String,
    /// Whether it came with the program.
    pub built_in: bool,
    /// Its files, sorted by path within the pack.
    pub files: Vec<FileId>,
}

/// Every file that was read.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    folders: Vec<Folder>,
}

impl Sources {
    /// No files yet.
    pub fn new() -> Sources {
        Sources::default()
    }

    /// Adds one file on its own, such as a presentation.
    pub fn add_file(&mut self, path: impl Into<String>, content: Content) -> FileId {
        let path = path.into();
        self.push(SourceFile {
            inner: path.clone(),
            path,
            content,
            folder: None,
        })
    }

    /// Adds a pack's folder. The files may come in any order: they are sorted, so that the order of a
    /// directory listing never reaches an output.
    pub fn add_pack(
        &mut self,
        path: impl Into<String>,
        built_in: bool,
        files: impl IntoIterator<Item = (String, Content)>,
    ) -> FolderId {
        let path = path.into();
        let mut files: Vec<(String, Content)> = files.into_iter().collect();
        files.sort_by(|a, b| a.0.cmp(&b.0));
        let id = self.next_folder();
        let files = files
            .into_iter()
            .map(|(inner, content)| {
                self.push(SourceFile {
                    path: format!("{path}/{inner}"),
                    inner,
                    content,
                    folder: Some(id),
                })
            })
            .collect();
        self.folders.push(Folder {
            path,
            built_in,
            files,
        });
        id
    }

    /// Adds a pack of which nothing is read, and that is reported as a whole.
    pub(super) fn add_whole(&mut self, path: impl Into<String>, content: Content) {
        let path = path.into();
        let id = self.next_folder();
        // It stands in the place of the file that would say what the pack is.
        let file = self.push(SourceFile {
            path: path.clone(),
            inner: "pack.toml".to_owned(),
            content,
            folder: Some(id),
        });
        self.folders.push(Folder {
            path,
            built_in: false,
            files: vec![file],
        });
    }

    /// The folders, in the order in which they were added.
    pub fn folders(&self) -> impl Iterator<Item = (FolderId, &Folder)> {
        (0..).map(FolderId).zip(&self.folders)
    }

    /// The file with this id.
    #[expect(
        clippy::indexing_slicing,
        reason = "ids are minted by these sources only"
    )]
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The folder that a file was added with; a file on its own has none.
    pub fn folder_of(&self, file: FileId) -> Option<&Folder> {
        let folder = self.file(file).folder?;
        self.folders.get(folder.0 as usize)
    }

    /// Gives a file another text.
    pub fn set_text(&mut self, file: FileId, text: String) {
        if let Some(one) = self.files.get_mut(file.0 as usize) {
            one.content = Content::Text(text);
        }
    }

    /// A finder of lines and columns.
    pub fn locator(&self) -> Locator<'_> {
        Locator::new(self)
    }

    /// The id of the folder that is added next.
    fn next_folder(&self) -> FolderId {
        FolderId(u32::try_from(self.folders.len()).unwrap_or(u32::MAX))
    }

    fn push(&mut self, file: SourceFile) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(file);
        id
    }
}
