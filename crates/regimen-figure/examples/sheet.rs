//! Reads the `[figure]` tables of all exercise files in folders and writes a contact sheet.
//!
//! `cargo run -p regimen-figure --example sheet -- OUT.html FOLDER...`
#![expect(clippy::print_stdout, reason = "it is a tool")]

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use regimen_figure::{Figure, Options, sheet};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().ok_or("usage: sheet OUT.html FOLDER...")?;
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in arguments {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|e| e == "toml") {
                files.push(path);
            }
        }
    }
    files.sort();
    let mut pictures: Vec<(String, String)> = Vec::new();
    let (mut faults, mut without) = (0, 0);
    for path in &files {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let text = fs::read_to_string(path)?;
        let table: toml::Table = text.parse().map_err(|e| format!("{name}: {e}"))?;
        let Some(figure) = table.get("figure") else {
            without += 1;
            continue;
        };
        let figure: Figure = match figure.clone().try_into() {
            Ok(figure) => figure,
            Err(error) => {
                println!("{name}: {error}");
                faults += 1;
                continue;
            }
        };
        let title = table
            .get("name")
            .and_then(|n| n.as_str())
            .unwrap_or(&name)
            .to_owned();
        let solved = figure.solve();
        for fault in solved.faults() {
            println!("{name}: {fault}");
            faults += 1;
        }
        pictures.push((title, solved.svg(&Options::default())));
    }
    let pairs: Vec<(&str, &str)> = pictures
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    fs::write(&out, sheet(&pairs))?;
    println!(
        "{} figures, {without} files without, {faults} faults",
        pictures.len()
    );
    Ok(())
}
