//! How long one figure takes, from numbers to SVG.
#![expect(
    clippy::expect_used,
    reason = "a benchmark that cannot be set up has failed"
)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use regimen_figure::{Figure, Options};

fn benches(criterion: &mut Criterion) {
    for (name, text) in [
        (
            "goblet squat",
            include_str!("../tests/figures/goblet-squat.toml"),
        ),
        ("cat-cow", include_str!("../tests/figures/cat-cow.toml")),
    ] {
        let table: toml::Table = text.parse().expect("TOML");
        let figure: Figure = table
            .get("figure")
            .cloned()
            .expect("a figure")
            .try_into()
            .expect("a sound figure");
        criterion.bench_function(&format!("solve, {name}"), |bench| {
            bench.iter(|| black_box(&figure).solve());
        });
        criterion.bench_function(&format!("solve and draw, {name}"), |bench| {
            bench.iter(|| black_box(&figure).solve().svg(&Options::default()));
        });
    }
}

criterion_group!(figure, benches);
criterion_main!(figure);
