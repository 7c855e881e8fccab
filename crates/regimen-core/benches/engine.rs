//! How long it takes to load and link the shipped packs, to plan, to choose for a slot and to prove; and how choosing
//! grows with the packs.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark that cannot be set up has failed; what it measures besides, it prints"
)]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use regimen_core::library::Library;
use regimen_core::link::{Asked, check_presentation};
use regimen_core::plan::measure::Choosing;
use regimen_core::plan::{Tracing, plan};
use regimen_core::prove::{Run, prove};
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

/// Each finding alone, in each stage, with all equipment and with none.
fn presentations(library: &Library) -> Vec<Asked> {
    let mut all = Vec::new();
    for finding in library.findings.ids() {
        for stage in library.stages.ids() {
            for equipment in ["\"any\"", "[]"] {
                let text = format!(
                    "red_flags = []\nfindings = [\"{finding}\"]\ncleared = [\"{finding}\"]\nstage = \"{stage}\"\nequipment = {equipment}\n"
                );
                let mut files = Sources::new();
                let file = files.add_file("presentation.toml", Content::Text(text));
                let asked = check_presentation(&files, library, file).asked;
                all.extend(asked.map(|(asked, _)| asked));
            }
        }
    }
    all
}

/// Slots filled a second, and which of them take longest.
fn choosing(criterion: &mut Criterion) {
    let library = regimen_core::check(&read()).library.expect("sound packs");
    let asked = presentations(&library);
    let mut choosing = Choosing::new(&library, &asked);
    let mut group = criterion.benchmark_group("choose");
    group.throughput(Throughput::Elements(choosing.slots() as u64));
    group.bench_function("slots of whole sessions", |bench| {
        bench.iter(|| black_box(&mut choosing).round());
    });
    group.finish();
    let mut times: Vec<(f64, String)> = Vec::new();
    choosing.one_by_one(|name, resolve| times.push((nanoseconds(resolve), name.to_owned())));
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    println!("{} slots of sessions, each resolved alone:", times.len());
    for (part, at) in [
        ("typical", times.len() / 2),
        ("ninth in ten", times.len() * 9 / 10),
    ] {
        if let Some((time, name)) = times.get(at) {
            println!("  {part}: {time:.0} ns, {name}");
        }
    }
    for (time, name) in times.iter().rev().take(3) {
        println!("  worst: {time:.0} ns, {name}");
    }
}

/// How long something takes, in nanoseconds: the best of some rounds.
fn nanoseconds(resolve: &mut dyn FnMut() -> bool) -> f64 {
    const TIMES: u32 = 200;
    let round = |resolve: &mut dyn FnMut() -> bool| {
        let start = Instant::now();
        for _ in 0..TIMES {
            black_box(resolve());
        }
        start.elapsed().as_secs_f64() * 1e9 / f64::from(TIMES)
    };
    (0..5).map(|_| round(resolve)).fold(f64::INFINITY, f64::min)
}

/// The shipped packs with so many exercises in all: copies of the shipped ones, in the same patterns or in patterns
/// of their own.
fn grown(exercises: usize, same_pattern: bool) -> Library {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let folder = tempfile::tempdir().expect("a folder");
    copy(&data, folder.path());
    let base = folder.path().join("back-care");
    let patterns = base.join("patterns.toml");
    let mut all_patterns = fs::read_to_string(&patterns).expect("patterns");
    let mut originals: Vec<PathBuf> = fs::read_dir(base.join("exercises"))
        .expect("exercises")
        .map(|one| one.expect("an exercise").path())
        .collect();
    originals.sort();
    let mut seen = std::collections::BTreeSet::new();
    for at in originals.len()..exercises {
        let (round, original) = (at / originals.len(), &originals[at % originals.len()]);
        let text = fs::read_to_string(original).expect("an exercise");
        let id = original.file_stem().expect("a name").to_string_lossy();
        let mut text = text.replacen(
            &format!("id = \"{id}\""),
            &format!("id = \"{id}-{round}\""),
            1,
        );
        if !same_pattern {
            let line = text
                .lines()
                .find(|line| line.starts_with("pattern = "))
                .expect("a pattern")
                .to_owned();
            let pattern = line.trim_start_matches("pattern = ").trim_matches('"');
            let own = format!("{pattern}-{round}");
            text = text.replacen(&line, &format!("pattern = \"{own}\""), 1);
            if seen.insert(own.clone()) {
                all_patterns.push_str(&format!(
                    "\n[[pattern]]\nid = \"{own}\"\nname = \"{own}\"\n"
                ));
            }
        }
        let path = base.join("exercises").join(format!("{id}-{round}.toml"));
        fs::write(path, text).expect("a copy");
    }
    fs::write(&patterns, all_patterns).expect("patterns");
    let mut sources = Sources::new();
    read_packs(&mut sources, folder.path()).expect("the packs");
    let checked = regimen_core::check(&sources);
    checked.library.unwrap_or_else(|| {
        let first: Vec<_> = checked.problems.iter().take(3).collect();
        panic!("sound packs: {first:?}")
    })
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("a file");
        }
    }
}

/// Choosing with more and more exercises: in patterns of their own nothing grows; in the same patterns what looks for
/// the nearest does.
fn growth(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("growth");
    for (name, same) in [
        ("patterns of their own", false),
        ("the same patterns", true),
    ] {
        for exercises in [100, 1_000, 10_000] {
            let library = grown(exercises, same);
            let asked = presentations(&library);
            let mut choosing = Choosing::new(&library, &asked);
            group.throughput(Throughput::Elements(choosing.slots() as u64));
            group.bench_function(format!("{exercises} exercises, {name}"), |bench| {
                bench.iter(|| black_box(&mut choosing).round());
            });
        }
    }
}

fn proving(criterion: &mut Criterion) {
    let library = regimen_core::check(&read()).library.expect("sound packs");
    let mut group = criterion.benchmark_group("prove");
    group.sample_size(10);
    for threads in [1, 2] {
        let run = Run {
            threads,
            samples: 2_000,
            progress: &|_, _| {},
        };
        group.bench_function(format!("the shipped packs, threads: {threads}"), |bench| {
            bench.iter(|| prove(black_box(&library), &run).map(|proof| proof.sessions_chosen));
        });
    }
}

criterion_group!(engine, benches, choosing, growth, proving);
criterion_main!(engine);
