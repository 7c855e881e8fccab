//! Draws the figures in files of TOML, for whoever works on the drawing: `draw still|loop|alt|digest FILE...`.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool for the desk"
)]

use regimen_figure::{Figure, Options, Word, sheet};

fn main() {
    let mut args = std::env::args().skip(1);
    let what = args.next().expect("still, loop, alt or digest");
    let mut drawn: Vec<(String, String)> = Vec::new();
    for path in args {
        let text = std::fs::read_to_string(&path).expect("a file");
        let table: toml::Table = text.parse().expect("TOML");
        let Some(figure) = table.get("figure") else {
            continue;
        };
        let figure: Figure = figure.clone().try_into().expect("a sound figure");
        if figure.same_as.is_some() {
            continue;
        }
        let name = table
            .get("id")
            .and_then(|id| id.as_str())
            .unwrap_or(&path)
            .to_owned();
        let solved = figure.solve();
        if !solved.faults().is_empty() && what != "digest" {
            eprintln!("{name}: {:?}", solved.faults());
        }
        if what == "alt" {
            let text = solved.describe().text(|word: Word| Some(word.example()));
            println!("{name}: {}", text.unwrap_or_default());
            continue;
        }
        let options = Options::default();
        drawn.push((
            name,
            match what.as_str() {
                "loop" => solved.animated_svg(&options),
                _ => solved.svg(&options),
            },
        ));
        if what == "digest" {
            drawn.push((String::new(), solved.animated_svg(&options)));
        }
    }
    if what == "digest" {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for byte in drawn.iter().flat_map(|(_, svg)| svg.bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        println!("{} pictures, {hash:016x}", drawn.len());
        return;
    }
    if what == "alt" {
        return;
    }
    let pictures: Vec<(&str, &str)> = drawn
        .iter()
        .map(|(name, svg)| (name.as_str(), svg.as_str()))
        .collect();
    print!("{}", sheet(&pictures));
}
