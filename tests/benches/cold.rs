//! One cold handout to PDF, beside headless Chromium printing our own HTML of the same plan, in the same run.
//! Needs `chromium` on the path; without it only our own time is printed.
#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads the clock, prints, and fails if it cannot be set up"
)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const RUNS: usize = 10;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/plain-12-weeks.toml");
    let example = example.to_string_lossy().into_owned();
    let regimen = |to: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_regimen"));
        command.args(["handout", &example, "-o", to]);
        command
    };
    let (html, ours, theirs) = (at("handout.html"), at("ours.pdf"), at("theirs.pdf"));
    run(&mut regimen(&html)).expect("our own HTML");

    let own = median(|| run(&mut regimen(&ours)).expect("our own PDF"));
    println!("regimen handout --to pdf, cold: {own:.0} ms");
    println!(
        "regimen handout --to html, cold: {:.0} ms",
        median(|| run(&mut regimen(&html)).expect("our own HTML"))
    );
    println!(
        "regimen check, cold: {:.0} ms",
        median(|| {
            let mut check = Command::new(env!("CARGO_BIN_EXE_regimen"));
            run(check.args(["check", "--quiet"])).expect("a check")
        })
    );

    let profile = at("profile");
    let chromium = || {
        let mut command = Command::new("chromium");
        command.args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-pdf-header-footer",
        ]);
        command.arg(format!("--user-data-dir={profile}"));
        command.arg(format!("--print-to-pdf={theirs}"));
        command.arg(format!("file://{html}"));
        run(&mut command)
    };
    // The first run makes the browser's profile; it does not count.
    if chromium().is_none() {
        println!("chromium is not here: nothing to compare with");
        return;
    }
    let browser = median(|| chromium().expect("Chromium's PDF"));
    println!("chromium printing our HTML, cold: {browser:.0} ms");
    println!("ratio: {:.1}", browser / own);
}

/// Milliseconds that a command takes; nothing if it cannot be run or fails.
fn run(command: &mut Command) -> Option<f64> {
    let start = Instant::now();
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .ok()?;
    status
        .success()
        .then(|| start.elapsed().as_secs_f64() * 1000.0)
}

fn median(mut run: impl FnMut() -> f64) -> f64 {
    let mut times: Vec<f64> = (0..RUNS).map(|_| run()).collect();
    times.sort_by(f64::total_cmp);
    times.get(RUNS / 2).copied().unwrap_or(f64::NAN)
}
