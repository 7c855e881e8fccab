//! `regimen migrate`. What steps do is tested where they stand, on formats of a fixture's own: there is only one format yet.

use std::fs;

use super::*;

fn knee(folder: &Path) -> PathBuf {
    let pack = folder.join("knee");
    copy(&root().join("tests/packs-knee/knee"), &pack);
    pack
}

#[test]
fn a_pack_of_this_format_has_nothing_to_do() {
    let folder = empty();
    let pack = knee(folder.path());
    fs::write(pack.join("axes.toml"), "not TOML").unwrap();
    for args in [&["migrate", "knee"][..], &["migrate", "--check", "."]] {
        let ran = regimen(folder.path(), args);
        assert_eq!((ran.code, ran.text().as_str()), (0, ""), "{}", ran.err);
        assert!(
            ran.err.contains("already format 1, nothing to do"),
            "{}",
            ran.err
        );
    }
    let ran = regimen(folder.path(), &["migrate", "knee", "--quiet"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(
        fs::read_to_string(pack.join("axes.toml")).unwrap(),
        "not TOML"
    );
}

#[test]
fn a_format_that_nobody_knows_is_refused_with_words() {
    let folder = empty();
    let pack = knee(folder.path());
    for (format, why) in [
        ("format = 0", "there is no format 0"),
        ("format = 99", "knows formats up to 1"),
        ("format = \"1\"", "does not say which format"),
    ] {
        let text = fs::read_to_string(root().join("tests/packs-knee/knee/pack.toml")).unwrap();
        fs::write(pack.join("pack.toml"), text.replace("format = 1", format)).unwrap();
        let ran = regimen(folder.path(), &["migrate", "knee"]);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(
            ran.err.contains(why) && ran.err.contains("help:"),
            "{}",
            ran.err
        );
    }
    fs::write(pack.join("pack.toml"), "format = 1\nx\n").unwrap();
    let ran = regimen(folder.path(), &["migrate", "knee"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("pack.toml is not TOML"), "{}", ran.err);
    let ran = regimen(folder.path(), &["migrate", "nowhere"]);
    assert_eq!(ran.code, 2);
}

#[cfg(unix)]
#[test]
fn links_are_refused() {
    use std::os::unix::fs::symlink;
    let folder = empty();
    let pack = knee(folder.path());
    symlink(&pack, folder.path().join("link")).unwrap();
    for named in ["link", "link/"] {
        let ran = regimen(folder.path(), &["migrate", named]);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains("`link` is a symbolic link"), "{}", ran.err);
    }
    fs::rename(pack.join("axes.toml"), folder.path().join("axes.toml")).unwrap();
    symlink(folder.path().join("axes.toml"), pack.join("axes.toml")).unwrap();
    let ran = regimen(folder.path(), &["migrate", "knee"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(
        ran.err.contains("knee/axes.toml` is a symbolic link"),
        "{}",
        ran.err
    );
}
