//! Packs from anyone: what is in a folder that no pack should have, and that it is said and not read.
#![cfg(unix)]
#![expect(clippy::expect_used, reason = "what cannot be set up has failed")]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use regimen_core::check;
use regimen_core::diagnostic::{human, json};
use regimen_core::source::{Content, Sources, read_packs};
use tempfile::TempDir;

const SECRET: &str = "the-secret-of-another-file";

/// A copy of the small pack for knees, in a folder of packs, beside a file that is nobody's business.
fn knee() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/packs-knee/knee");
    copy(&from, &folder.path().join("packs/knee"));
    fs::write(folder.path().join("secret.toml"), format!("{SECRET} =\n")).expect("a file");
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry").path();
        let to = to.join(entry.file_name().expect("a name"));
        if entry.is_dir() {
            copy(&entry, &to);
        } else {
            fs::copy(&entry, &to).expect("a file");
        }
    }
}

/// Codes, paths from the folder of packs and messages, and all that is printed of them.
fn said(folder: &TempDir) -> (Vec<String>, String) {
    let packs = folder.path().join("packs");
    let mut sources = Sources::new();
    read_packs(&mut sources, &packs).expect("the folder can be read");
    let problems = check(&sources).problems;
    let locator = sources.locator();
    let before = format!("{}/", packs.display());
    let all = human(&problems, &locator, true) + &json(&problems, &locator);
    let said = problems.iter().map(|one| {
        let path = sources.file(one.place.file).path.replace(&before, "");
        format!("{} {path}: {}", one.code, one.message.replace(&before, ""))
    });
    (said.collect(), all)
}

/// What is said of the pack with something put into it, and nothing else of importance: a link that takes the place of a record
/// leaves others without it.
fn first(put: impl FnOnce(&Path)) -> String {
    let folder = knee();
    put(&folder.path().join("packs/knee"));
    let (said, all) = said(&folder);
    assert!(!all.contains(SECRET), "{all}");
    assert!(
        !all.contains('\u{1b}') || all.contains("\u{1b}["),
        "only colours: {all}"
    );
    said.first().cloned().unwrap_or_default()
}

#[test]
fn a_link_in_a_pack_is_never_opened() {
    let expected =
        |path: &str| format!("R619 knee/{path}: knee/{path} is a link, and is not followed");
    for (path, to) in [
        ("exercises/borrowed.toml", "../../../secret.toml"),
        ("exercises/borrowed.toml", "bridge.toml"),
        ("exercises/borrowed.toml", "/dev/zero"),
        ("exercises/borrowed.toml", "nowhere"),
        ("exercises/borrowed.toml", "borrowed.toml"),
        ("templates/handout.md", "../../../secret.toml"),
        ("templates/other.md", "../../../secret.toml"),
        ("notes.toml", "../../secret.toml"),
        ("README.md", "../../secret.toml"),
        ("cases", "../.."),
        ("templates", "../.."),
        ("self", "."),
    ] {
        let said = first(|pack| {
            let at = pack.join(path);
            fs::create_dir_all(at.parent().expect("a folder")).expect("a folder");
            symlink(to, at).expect("a link");
        });
        assert_eq!(said, expected(path), "{path} to {to}");
    }
}

#[test]
fn a_pack_file_that_is_a_link_is_a_pack_all_the_same() {
    let said = first(|pack| {
        fs::remove_file(pack.join("pack.toml")).expect("a file");
        symlink("../../secret.toml", pack.join("pack.toml")).expect("a link");
    });
    assert_eq!(
        said,
        "R619 knee/pack.toml: knee/pack.toml is a link, and is not followed"
    );
}

#[test]
fn a_linked_folder_is_read_where_somebody_names_it_and_else_reported() {
    let folder = knee();
    let packs = folder.path().join("packs");
    symlink("knee", packs.join("other")).expect("a link");
    symlink("../secret.toml", packs.join("notes")).expect("a link");
    let (all, _) = said(&folder);
    assert_eq!(all, ["R619 other: other is a link, and is not followed"]);
    for named in ["other", "../linked"] {
        let _ = symlink("packs", folder.path().join("linked"));
        fs::remove_file(packs.join("other")).ok();
        symlink("knee", packs.join("other")).expect("a link");
        if named == "../linked" {
            fs::remove_file(packs.join("other")).expect("a link");
        }
        let mut sources = Sources::new();
        read_packs(&mut sources, &packs.join(named)).expect("it can be read");
        assert!(check(&sources).problems.is_empty(), "{named}");
    }
}

#[test]
fn a_pipe_keeps_nobody_waiting() {
    for path in ["exercises/pipe.toml", "templates/handout.md", "pack.toml"] {
        let said = first(|pack| {
            let at = pack.join(path);
            fs::remove_file(&at).ok();
            fs::create_dir_all(at.parent().expect("a folder")).expect("a folder");
            let made = Command::new("mkfifo").arg(&at).status().expect("a command");
            assert!(made.success());
        });
        let why = "it is a pipe, a socket or a device, not a file";
        assert_eq!(
            said,
            format!("R005 knee/{path}: knee/{path} cannot be read: {why}")
        );
    }
    // A pipe that nothing reads is passed over like any other file that nothing reads.
    let said = first(|pack| {
        let made = Command::new("mkfifo").arg(pack.join("pipe")).status();
        assert!(made.expect("a command").success());
    });
    assert_eq!(said, "");
}

#[test]
fn a_socket_is_no_file() {
    let said = first(|pack| {
        let at = pack.join("exercises/s.toml");
        std::os::unix::net::UnixListener::bind(at).expect("a socket");
    });
    assert!(said.starts_with("R005 knee/exercises/s.toml:"), "{said}");
}

#[test]
fn names_of_any_kind_are_shown_and_do_nothing() {
    let why = "its name has a control character, or is no UTF-8";
    for name in [
        &b"a\nb.toml"[..],
        b"a\r\x1b[2Jb.toml",
        b"a\x07.toml",
        b"a\xff\xfe.toml",
    ] {
        let said = first(|pack| {
            let at = pack.join("exercises").join(OsStr::from_bytes(name));
            fs::write(at, "id = 1").expect("a file");
        });
        assert!(said.starts_with("R005 ") && said.ends_with(why), "{said:?}");
    }
    let long = format!("{}.toml", "a".repeat(250));
    let said = first(|pack| fs::write(pack.join("exercises").join(&long), "").expect("a file"));
    assert_eq!(
        said,
        format!("R003 knee/exercises/{long}: knee/exercises/{long} is empty")
    );
    let said =
        first(|pack| fs::write(pack.join("exercises/\u{202e}lmot.toml"), "").expect("a file"));
    assert!(said.starts_with("R003"), "{said}");
}

#[test]
fn what_lies_too_deep_is_said() {
    let said = first(|pack| {
        let at = pack.join("a/b/c/d/e/f/g");
        fs::create_dir_all(&at).expect("folders");
        fs::write(at.join("lost.toml"), "").expect("a file");
    });
    let why = "it lies more than 6 folders deep";
    assert_eq!(
        said,
        format!("R620 knee/a/b/c/d/e/f/g: knee/a/b/c/d/e/f/g is not read: {why}")
    );
}

#[test]
fn a_pack_has_no_more_than_so_much() {
    let said = first(|pack| {
        for count in 0..20_001 {
            fs::write(pack.join(format!("exercises/{count}")), "").expect("a file");
        }
    });
    assert_eq!(
        said,
        "R620 knee: knee is not read: it has more than 20000 files and folders"
    );
    let said = first(|pack| {
        let megabyte = format!("#{}", " ".repeat((1 << 20) - 1));
        for count in 0..33 {
            fs::write(pack.join(format!("exercises/{count}.toml")), &megabyte).expect("a file");
        }
    });
    assert_eq!(
        said,
        "R620 knee: knee is not read: its files have more than 32 megabytes"
    );
}

/// Texts that go deep in every way that there is, at depths that once used up a stack.
#[test]
fn no_depth_uses_up_the_stack() {
    let run = || {
        for count in [100, 10_000, 300_000] {
            for text in [
                format!("a = {}", "[".repeat(count)),
                format!("a = {}{}", "[".repeat(count), "]".repeat(count)),
                format!("a{} = 1", ".a".repeat(count)),
                format!("a = {}", "{a=".repeat(count)),
                format!("a = {}1{}", "{a=".repeat(count), "}".repeat(count)),
                format!("[a{}]", ".a".repeat(count)),
                format!("[[a{}]]", ".a".repeat(count)),
                "[".repeat(count),
                // What the parser's own limits let through: a key of 79 parts in each of 79 braces.
                format!(
                    "a = {}",
                    format!("{{a{} = ", ".a".repeat(78)).repeat(count.min(79))
                ),
            ] {
                let mut sources = Sources::new();
                let file = sources.add_file("x.toml", Content::from_bytes(text.into_bytes()));
                let mut problems = Vec::new();
                let read = regimen_core::schema::parse(&sources, file, &mut problems);
                assert!(read.is_none());
                let locator = sources.locator();
                let shown = json(&problems, &locator);
                assert!(shown.contains("R006") || shown.contains("R004"), "{shown}");
                let text = sources.file(file).text().to_owned();
                let _ = regimen_core::layout::layout(None, &text);
                // And where a pack's files are read, quickly and then with care.
                let mut pack = Sources::new();
                let names = ["pack.toml", "axes.toml", "exercises/x.toml"];
                let manifest = include_str!("../../../tests/packs-knee/knee/pack.toml");
                for whole in [true, false] {
                    let files = names.map(|name| match (name, whole) {
                        ("pack.toml", true) => (name, manifest.to_owned()),
                        _ => (name, text.clone()),
                    });
                    let files = files
                        .map(|(name, text)| (name.to_owned(), Content::from_bytes(text.into())));
                    pack.add_pack(if whole { "a" } else { "b" }, false, files);
                }
                assert!(check(&pack).library.is_none());
            }
        }
    };
    let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(run);
    assert!(thread.expect("a thread").join().is_ok());
}
