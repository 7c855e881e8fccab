//! Every file of the fuzz targets' corpora through its target once more, so that what was once found stays mended.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a corpus that cannot be read has failed, and a test may print"
)]

use std::fs;
use std::path::Path;

#[path = "../../../tests/fuzz/entry.rs"]
mod entry;

fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/fuzz/corpus")
        .join(target);
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("a corpus")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    assert!(files.len() >= 20, "{target} has {} files", files.len());
    for file in files {
        // What is printed last is what brought it down.
        println!("{}", file.display());
        run(&fs::read(file).expect("a file"));
    }
}

#[test]
fn loader() {
    replay("loader", entry::loader);
}

#[test]
fn presentation() {
    replay("presentation", entry::presentation);
}

#[test]
fn log() {
    replay("log", entry::log);
}

#[test]
fn template() {
    replay("template", entry::template);
}

#[test]
fn pose() {
    replay("pose", entry::pose);
}
