//! The closed world in which a template is compiled: its own files, the view as JSON, the clinic's logo, the embedded fonts.
//!
//! Nothing else can be read from inside a template: no other file, no package, no clock.

use std::path::PathBuf;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpan, FileId, PathError, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World, WorldExt};

use super::fonts::{BOOK, FONTS};
use crate::text::Template;
use crate::view::LogoView;

/// Where the template finds the view.
const VIEW_PATH: &str = "/view.json";

/// Where it finds the clinic's logo, by the kind of picture.
const LOGO_PATHS: [(&str, &str); 2] = [("svg", "/logo.svg"), ("png", "/logo.png")];

/// The file of a template that is compiled; it reads the others. Paths are kept for ever, so they are constants: none names a
/// person.
const MAIN_PATH: &str = "/handout.typ";

/// A template and a view, ready to be compiled.
pub(super) struct Sheet {
    main: FileId,
    parts: Vec<Source>,
    view_id: FileId,
    view: Bytes,
    logo: Option<(FileId, Bytes)>,
}

impl Sheet {
    /// A world with a template's files, this view as JSON bytes, and this logo.
    ///
    /// # Errors
    ///
    /// Never with the constant paths above and the names of our templates; the caller need not rely on it.
    pub(super) fn new(
        template: &[Template],
        view: Vec<u8>,
        logo: Option<&LogoView>,
    ) -> Result<Sheet, PathError> {
        let path = |format: &str| LOGO_PATHS.into_iter().find(|(known, _)| *known == format);
        let logo = match logo.and_then(|logo| Some((path(&logo.format)?.1, logo.bytes()?))) {
            Some((path, bytes)) => Some((file_id(path)?, Bytes::new(bytes))),
            None => None,
        };
        let parts = template.iter().map(|part| {
            let id = file_id(&format!("/{}", part.name()))?;
            Ok(Source::new(id, part.source().to_owned()))
        });
        let parts = parts.collect::<Result<Vec<_>, PathError>>()?;
        Ok(Sheet {
            logo,
            main: file_id(MAIN_PATH)?,
            parts,
            view_id: file_id(VIEW_PATH)?,
            view: Bytes::new(view),
        })
    }

    /// Which of the template's files a place is in, counted from 0, and its line there, from 1.
    pub(super) fn place(&self, span: impl Into<DiagSpan>) -> Option<(usize, usize)> {
        let span = span.into();
        let part = self
            .parts
            .iter()
            .position(|part| span.id() == Some(part.id()))?;
        let lines = self.parts.get(part)?.lines();
        Some((part, lines.byte_to_line(self.range(span)?.start)? + 1))
    }
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let part = self.parts.iter().find(|part| part.id() == id);
        part.cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.view_id {
            Ok(self.view.clone())
        } else if let Some((_, logo)) = self.logo.as_ref().filter(|(known, _)| *known == id) {
            Ok(logo.clone())
        } else {
            let part = self.source(id)?;
            Ok(Bytes::from_string(part.text().to_owned()))
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Typst's standard library, with the functions that mark a table's row headers.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

fn file_id(path: &str) -> Result<FileId, PathError> {
    Ok(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path)?).intern())
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(PathBuf::from(id.get().vpath().get_with_slash()))
}
