//! Whether memory stays flat over 200 PDF handouts, and how long one takes when the program is warm.
#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads the clock, prints, and fails if it cannot be set up"
)]

use std::fs;
use std::time::Instant;

use regimen_render::{Options, Templates, pdf, view};
use regimen_tests::{document, library};

fn main() {
    let templates = Templates::built_in();
    let plans = [
        include_str!("../../examples/plain-12-weeks.toml"),
        include_str!("../../examples/bending-hurts.toml"),
    ]
    .map(document);
    let mut after_20 = 0;
    let start = Instant::now();
    for (count, plan) in (1..=200).zip(plans.iter().cycle()) {
        let view = view(library(), plan, &Options::default()).expect("a view");
        pdf(&view, &templates).expect("a handout");
        if count == 20 {
            after_20 = resident_kib();
        }
    }
    println!(
        "200 handouts: {:.0} ms each",
        start.elapsed().as_secs_f64() * 5.0
    );
    let after_200 = resident_kib();
    println!("memory after 20: {after_20} KiB, after 200: {after_200} KiB");
    assert!(
        after_200 < after_20 + after_20 / 5,
        "memory grows with each handout"
    );
}

/// Resident memory in KiB, where the system tells (Linux); else 0.
fn resident_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or(0)
}
