//! What holds for every file of the shipped packs and examples, besides being sound.

use std::fs;
use std::path::PathBuf;

use regimen_core::format::Kind;
use regimen_tests::{root, toml_files};

/// An editor finds the schema from where the file lies, and it is the one of the file's kind.
/// The packs of the example clinic.
const CLINIC: &str = "examples/clinic/packs";

#[test]
fn every_file_names_its_schema_first() {
    let mut count = 0;
    for (folder, depth) in [
        ("data", 1),
        ("tests/packs", 1),
        ("tests/packs-knee", 1),
        (CLINIC, 1),
        ("examples", 0),
    ] {
        let base = root().join(folder);
        for path in toml_files(&base) {
            if folder == "examples" && path.starts_with(root().join(CLINIC)) {
                continue;
            }
            let text = fs::read_to_string(&path).expect("text");
            let line = text.lines().next().unwrap_or("");
            let named = line.strip_prefix("#:schema ").unwrap_or("");
            let schema = path.parent().expect("a folder").join(named);
            let inside: PathBuf = path
                .strip_prefix(&base)
                .expect("within the folder")
                .components()
                .skip(depth)
                .collect();
            let kind = match folder {
                "examples"
                    if path.parent().is_some_and(|folder| folder.ends_with("logs"))
                        && !path.ends_with("presentation.toml") =>
                {
                    Kind::Log
                }
                "examples" if path.ends_with("regimen.toml") => Kind::Clinic,
                "examples" => Kind::Presentation,
                _ => Kind::of_pack_file(&inside.to_string_lossy()).expect("a pack's file"),
            };
            let wanted = format!("{}.schema.json", kind.name());
            assert!(
                schema.is_file() && schema.ends_with(&wanted),
                "{}: `{line}` does not lead to {wanted}",
                path.display()
            );
            count += 1;
        }
    }
    assert!(count > 100, "only {count} files were looked at");
}

/// No picture of the shipped packs needs the stand-in: every word that a picture may need is given. That each has its
/// translation is what `regimen check` looks at.
#[test]
fn every_word_of_a_picture_is_given() {
    let read = |path: &str| fs::read_to_string(root().join(path)).expect("a file");
    let schema: serde_json::Value =
        serde_json::from_str(&read("schemas/phrases.schema.json")).expect("JSON");
    let given: toml::Table = read("data/back-care/phrases.toml").parse().expect("TOML");
    let keys = schema.get("properties").and_then(|keys| keys.as_object());
    let mut count = 0;
    for key in keys.expect("keys").keys() {
        if key.starts_with("picture_") {
            assert!(given.contains_key(key), "{key} is missing");
            count += 1;
        }
    }
    assert!(count > 100, "only {count} words were looked at");
}
