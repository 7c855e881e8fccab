//! A trial of the check: edits of the packs that ship, one at a time, each a slip that somebody might make in a file, and
//! what sees it. Misspelt keys and ids, wrong types and dropped required fields must all be seen by `check`.
//!
//! `cargo run -p regimen-core --example mutation-trial -- --seed 1 --edits 1000`; `--out FILE` writes the table as
//! Markdown. The same seed gives the same edits. It ends with 1 if one of the four certain classes was missed.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "packs that cannot be read have failed; a trial prints its result"
)]

mod edits;
#[expect(
    dead_code,
    reason = "the trial of levels and limits takes the packs in one language"
)]
#[path = "../../tests/mutants/packs.rs"]
mod packs;
#[path = "../../tests/mutants/seen.rs"]
mod seen;
mod sites;
mod table;
mod trial;
#[path = "../../tests/mutants/workers.rs"]
mod workers;

use std::process::ExitCode;

pub(crate) use regimen_core::format::Kind;

/// The pattern that texts have in a schema.
pub(crate) const TEXT: &str = "\\S";

fn main() -> ExitCode {
    let Some(asked) = Asked::read(std::env::args().skip(1)) else {
        eprintln!("usage: mutation-trial [--seed N] [--edits N] [--out FILE]");
        return ExitCode::from(2);
    };
    let tried = trial::run(asked.seed, asked.edits);
    let table = table::markdown(asked.seed, &tried);
    match &asked.out {
        Some(file) => {
            if let Err(error) = std::fs::write(file, &table) {
                eprintln!("{file}: {error}");
                return ExitCode::from(2);
            }
        }
        None => print!("{table}"),
    }
    let missed = trial::missed(&tried);
    for one in &missed {
        eprintln!("missed: {one}");
    }
    ExitCode::from(u8::from(!missed.is_empty()))
}

/// What the command line asks for.
struct Asked {
    seed: u64,
    edits: usize,
    out: Option<String>,
}

impl Asked {
    fn read(mut words: impl Iterator<Item = String>) -> Option<Asked> {
        let mut asked = Asked {
            seed: 1,
            edits: 1000,
            out: None,
        };
        while let Some(word) = words.next() {
            let value = words.next()?;
            match word.as_str() {
                "--seed" => asked.seed = value.parse().ok()?,
                "--edits" => asked.edits = value.parse().ok()?,
                "--out" => asked.out = Some(value),
                _ => return None,
            }
        }
        Some(asked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sample on every run of the tests; the whole trial is the command.
    #[test]
    fn what_must_be_seen_is_seen() {
        let tried = trial::of_classes(2, 60, &edits::Class::ALL[..4]);
        assert_eq!(tried.len(), 60);
        let missed: Vec<String> = trial::missed(&tried)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert!(missed.is_empty(), "\n{}", missed.join("\n"));
    }

    #[test]
    fn the_same_seed_gives_the_same_edits() {
        let names = |seed| {
            let all = trial::edits(seed, 40, &edits::Class::ALL);
            all.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(names(1), names(1));
        assert_ne!(names(1), names(3));
    }
}
