//! How long it takes to load and link the shipped packs, and to plan.
#![expect(
    clippy::expect_used,
    reason = "a benchmark that cannot be set up has failed"
)]

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use regimen_core::link::check_presentation;
use regimen_core::plan::{Tracing, plan};
use regimen_core::report::report;
use regimen_core::source::{Content, Sources, read_packs};

fn read() -> Sources {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let mut sources = Sources::new();
    read_packs(&mut sources, &data).expect("the shipped packs");
    sources
}

fn benches(criterion: &mut Criterion) {
    criterion.bench_function("read the shipped packs", |bench| bench.iter(read));
    let sources = read();
    criterion.bench_function("check and link the shipped packs", |bench| {
        bench.iter(|| regimen_core::check(black_box(&sources)));
    });
    criterion.bench_function("read, check and link", |bench| {
        bench.iter(|| regimen_core::check(&read()));
    });

    let library = regimen_core::check(&sources).library.expect("sound packs");
    for (name, text) in [
        (
            "plain",
            include_str!("../../../examples/plain-12-weeks.toml"),
        ),
        (
            "two findings",
            include_str!("../../../examples/bending-hurts.toml"),
        ),
        (
            "worst",
            "red_flags = []\nfindings = [\"flexion-provoked\", \"extension-provoked\", \"rotation-provoked\", \"impact-provoked\", \"load-provoked\", \"sitting-provoked\", \"stenosis\"]\nstage = \"calm\"\ngoals = [\"conventional-deadlift\", \"back-squat\"]\n",
        ),
    ] {
        let mut files = Sources::new();
        let file = files.add_file("presentation.toml", Content::Text(text.to_owned()));
        let (asked, written) = check_presentation(&files, &library, file)
            .asked
            .expect("a sound presentation");
        criterion.bench_function(&format!("plan with trace, {name}"), |bench| {
            bench.iter(|| plan(&library, black_box(&asked), Tracing::On));
        });
        let planned = plan(&library, &asked, Tracing::Off);
        criterion.bench_function(&format!("report, {name}"), |bench| {
            bench.iter(|| report(&library, &asked, &written, black_box(&planned)));
        });
    }
}

criterion_group!(engine, benches);
criterion_main!(engine);
