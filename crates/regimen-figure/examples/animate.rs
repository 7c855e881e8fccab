//! Writes one figure as a still and as a loop: `cargo run -p regimen-figure --example animate -- FILE.toml OUT`
#![expect(clippy::print_stdout, reason = "it is a tool")]

use std::error::Error;
use std::fs;

use regimen_figure::{Figure, Options, alt_text_en};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: animate FILE.toml OUT";
    let (file, out) = (
        arguments.next().ok_or(usage)?,
        arguments.next().ok_or(usage)?,
    );
    let table: toml::Table = fs::read_to_string(file)?.parse()?;
    let figure: Figure = table
        .get("figure")
        .cloned()
        .ok_or("no figure")?
        .try_into()?;
    let solved = figure.solve();
    let options = Options::default();
    fs::write(format!("{out}.svg"), solved.svg(&options))?;
    fs::write(format!("{out}-animated.svg"), solved.animated_svg(&options))?;
    println!("{}", alt_text_en(&solved.describe()));
    println!("{:?} {:016x}", solved.equipment(), solved.fingerprint());
    Ok(())
}
