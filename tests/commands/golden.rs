//! Handouts of the examples, held to their digests byte by byte, on every machine. Run with `REGIMEN_WRITE=1` to write
//! `tests/golden.sha256` anew, and look at the handouts that changed. `tests/golden.sh` compares another build with it.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::*;

const EXAMPLES: [&str; 3] = ["bending-hurts", "plain-12-weeks", "red-flag"];

#[test]
fn the_handouts_of_the_examples_are_the_committed_ones() {
    let folder = empty();
    let all = EXAMPLES.map(|name| root().join(format!("examples/{name}.toml")));
    let all = all.each_ref().map(|path| path.to_str().unwrap());
    let mut came = String::new();
    for (language, detail, inputs) in [
        ("en", "cards", &all[1..2]),
        ("en", "full", &all[..]),
        ("en", "log", &all[1..2]),
        ("en", "summary", &all[1..2]),
        ("es", "full", &all[..]),
    ] {
        let place = format!("{language}/{detail}/");
        for format in ["html", "md", "pdf"] {
            let asked = ["--language", language, "--detail", detail, "--to", format];
            let args = [&["handout"], inputs, &asked, &["--quiet", "-o", &place]].concat();
            let ran = regimen(folder.path(), &args);
            assert!(
                [0, 3].contains(&ran.code) && ran.err.is_empty(),
                "{}",
                ran.err
            );
            for input in inputs {
                let stem = Path::new(input).file_stem().unwrap().to_str().unwrap();
                let name = format!("{place}{stem}.{format}");
                let bytes = fs::read(folder.path().join(&name)).unwrap();
                let digest = Sha256::digest(&bytes);
                let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
                writeln!(came, "{digest}  {name}").unwrap();
            }
        }
    }
    let path = root().join("tests/golden.sha256");
    let expected = fs::read_to_string(&path).unwrap_or_default();
    if std::env::var_os("REGIMEN_WRITE").is_some() {
        fs::write(&path, &came).unwrap();
        return;
    }
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (came, expected) = (lines(&came), lines(&expected));
    let other: Vec<&str> = came
        .iter()
        .filter(|line| !expected.contains(line))
        .filter_map(|line| line.split_once("  "))
        .map(|(_, name)| name)
        .collect();
    assert!(
        other.is_empty() && came.len() == expected.len(),
        "{} handouts are listed, {} were made, and these have other bytes: {other:?}; if that is meant, run this test with \
         REGIMEN_WRITE=1 and look at them",
        expected.len(),
        came.len()
    );
}
