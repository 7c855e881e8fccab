//! The program from the outside: arguments in, exit code, messages and files out.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot be set up has failed"
)]

mod bad_input;
mod cases;
mod clinic;
mod diff;
mod explain;
mod fix;
mod fmt;
mod golden;
mod handouts;
mod languages;
mod man;
mod migrate;
mod new;
mod next;
mod reports;
mod templates;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The project's folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What a run of `regimen` gave.
struct Ran {
    code: i32,
    out: Vec<u8>,
    err: String,
}

impl Ran {
    fn text(&self) -> String {
        String::from_utf8(self.out.clone()).expect("standard output is text")
    }
}

/// Runs `regimen` in a folder.
fn regimen(folder: &Path, args: &[&str]) -> Ran {
    regimen_with(folder, args, "")
}

/// Runs `regimen` in a folder with this on standard input.
fn regimen_with(folder: &Path, args: &[&str], input: &str) -> Ran {
    use std::io::Write;
    let mut child = Command::new(env!("CARGO_BIN_EXE_regimen"))
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("regimen starts");
    // A run that fails early does not read its input.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().expect("regimen ends");
    let err = String::from_utf8(stderr).expect("standard error is text");
    assert!(!err.contains("panicked"), "{err}");
    Ran {
        code: status.code().unwrap_or(-1),
        out: stdout,
        err,
    }
}

/// An empty folder.
fn empty() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

/// A copy of a folder's files, all the way down.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Replaces text in a file, which must hold it.
fn edit(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{} has no `{from}`", path.display());
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

const PLAIN: &str = "red_flags = []\nfindings = []\nstage = \"calm\"\n";
