//! Writing: messages to standard error, results to standard output or a file, whole or not at all.

use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use regimen_core::diagnostic::{self, Diagnostic};
use regimen_core::source::{Content, SourceFile, Sources};

use crate::args::{Colour, Common};
use crate::failure::Failure;

/// Chooses colours for the whole run.
pub(crate) fn set_colour(colour: Colour) {
    match colour {
        Colour::Auto => anstream::ColorChoice::Auto,
        Colour::Always => anstream::ColorChoice::Always,
        Colour::Never => anstream::ColorChoice::Never,
    }
    .write_global();
}

/// A reason to stop, on standard error.
pub(crate) fn error(failure: &Failure) {
    message(&format!("error: {failure}"));
}

/// A note on standard error, unless quiet.
pub(crate) fn note(common: &Common, text: &str) {
    if !common.quiet {
        message(&format!("note: {text}"));
    }
}

/// A warning on standard error, unless quiet.
pub(crate) fn warning(common: &Common, text: &str) {
    if !common.quiet {
        message(&format!("warning: {text}"));
    }
}

/// A line on standard error. Control characters are made visible: what a user wrote may stand in it.
pub(crate) fn message(text: &str) {
    to_standard_error(&format!("{}\n", diagnostic::visible(text)));
}

/// Messages that are kept back until it is their turn.
#[derive(Debug, Default)]
pub(crate) struct Held(String);

thread_local! {
    static HELD: RefCell<Option<Held>> = const { RefCell::new(None) };
}

/// Does some work, and keeps back what it says on this thread.
pub(crate) fn hold<T>(work: impl FnOnce() -> T) -> (T, Held) {
    HELD.with_borrow_mut(|held| *held = Some(Held::default()));
    let done = work();
    let held = HELD.with_borrow_mut(Option::take);
    (done, held.unwrap_or_default())
}

/// Says what was kept back.
pub(crate) fn release(held: &Held) {
    to_standard_error(&held.0);
}

fn to_standard_error(text: &str) {
    if text.is_empty() {
        return;
    }
    HELD.with_borrow_mut(|held| match held {
        Some(Held(so_far)) => so_far.push_str(text),
        // The stream takes colours out again where they are not wanted. It may be closed; then there is nobody left to tell.
        None => {
            let _ = anstream::stderr().write_all(text.as_bytes());
        }
    });
}

/// Diagnostics on standard error, as people read them.
pub(crate) fn diagnostics(common: &Common, sources: &Sources, problems: &[Diagnostic]) {
    let is_shown = |one: &&Diagnostic| !common.quiet || one.severity == diagnostic::Severity::Error;
    let shown = problems.iter().filter(is_shown);
    to_standard_error(&diagnostic::human(shown, &sources.locator(), true));
}

/// A result on standard output. A reader that has gone away ends the run quietly, as is usual.
pub(crate) fn result(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::new(format!(
            "cannot write to standard output: {error}"
        ))),
        _ => Ok(()),
    }
}

/// Whether standard output is a terminal.
pub(crate) fn to_terminal() -> bool {
    io::stdout().is_terminal()
}

/// A file, whole or not at all: it is written beside its place and moved there at the end. A link is
/// followed; a pipe or a device is written to as it is.
pub(crate) fn file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let fail = |error: &io::Error| {
        cannot_write(path, error)
            .help("Name a file in a folder that exists and that you may write to.")
    };
    if path.is_dir() {
        return Err(
            Failure::new(format!("cannot write `{}`: it is a folder", path.display()))
                .help("Name a file, or end it with `/` and give `--to` to write into the folder."),
        );
    }
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if std::fs::metadata(&target).is_ok_and(|meta| !meta.is_file()) {
        return std::fs::OpenOptions::new()
            .write(true)
            .open(&target)
            .and_then(|mut device| device.write_all(bytes))
            .map_err(|error| fail(&error));
    }
    let written = beside(&target, bytes).map_err(|error| fail(&error))?;
    written
        .persist(&target)
        .map_err(|error| fail(&error.error))?;
    Ok(())
}

/// A file where there is none yet, and the folders above it: whole or not at all.
pub(crate) fn new_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let exists = || {
        Failure::new(format!("`{}` exists, and is left as it is", path.display()))
            .help("Choose another name, or move that file away.")
    };
    let fail =
        |error: &io::Error| cannot_write(path, error).help("Name a folder that you may write to.");
    if path.symlink_metadata().is_ok() {
        return Err(exists());
    }
    std::fs::create_dir_all(folder(path)).map_err(|error| fail(&error))?;
    let written = beside(path, bytes).map_err(|error| fail(&error))?;
    match written.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Err(exists()),
        Err(error) => Err(fail(&error.error)),
    }
}

/// A file that was read, with other text: whole or not at all, and only if it still is as it was read. A mark of byte order
/// at its start stays.
pub(crate) fn rewrite(file: &SourceFile, text: &str) -> Result<(), Failure> {
    let path = Path::new(&file.path);
    let bytes = std::fs::read(path).ok();
    let marked = bytes
        .as_ref()
        .is_some_and(|bytes| bytes.starts_with(MARK.as_bytes()));
    if bytes.map(Content::from_bytes).as_ref() != Some(&file.content) {
        return Err(Failure::new(format!(
            "`{}` is no longer as it was read, so it is left alone",
            file.path
        ))
        .help("Run the command again."));
    }
    if std::fs::metadata(path).is_ok_and(|there| there.permissions().readonly()) {
        return Err(Failure::new(format!(
            "`{}` may not be written, so it is left alone",
            file.path
        ))
        .help("Allow it to be written, and run the command again."));
    }
    let mark = if marked { MARK } else { "" };
    self::file(path, format!("{mark}{text}").as_bytes())
}

/// What some editors put at the start of a text file.
const MARK: &str = "\u{feff}";

/// That a file cannot be written, with the system's reason.
pub(crate) fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    let text = error.to_string();
    let why = text.split(" (os error").next().unwrap_or(&text);
    Failure::new(format!("cannot write `{}`: {why}", path.display()))
}

/// The folder that a file is in.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// A file with these bytes in the folder of another, to be moved there. It may be read and written by whom that one may, and
/// is as readable as the user's other files where there is none: temporary files are private unless told otherwise.
pub(crate) fn beside(target: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".regimen-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The user's mask takes away what it should.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder(target))?;
    file.write_all(bytes)?;
    file.flush()?;
    if let Ok(there) = std::fs::metadata(target) {
        file.as_file().set_permissions(there.permissions())?;
    }
    Ok(file)
}
