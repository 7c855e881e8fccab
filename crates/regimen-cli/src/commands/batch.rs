//! Many inputs at once: worked on by several threads, told of in the order in which they were named.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::args::Common;
use crate::output::{self, Held};

/// How many inputs a thread takes on before all of them wait for each other: what the PDF writer remembers can only be
/// dropped while nothing is written (some 20 MB a handout), and messages come at the latest then.
const ROUND: usize = 4;

/// The stack of a thread, in bytes: as large as that of a program's first thread, as templates may nest.
const STACK: usize = 8 << 20;

/// Does `one` for each input and gives what came of it, in the order of the inputs, which is also the order of what `one`
/// says on standard error. No more than `jobs` are worked on at once; without it, as many as the machine has processors.
///
/// On a terminal a bar shows how far it is, unless quiet or for a single input.
pub(crate) fn each<T: Copy + Send + Sync>(
    common: &Common,
    inputs: &[PathBuf],
    jobs: Option<NonZeroUsize>,
    one: impl Fn(&Path) -> T + Sync,
) -> Vec<T> {
    if let [input] = inputs {
        return vec![one(input)];
    }
    let jobs = jobs
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get);
    let bar = bar(common, inputs.len());
    let mut ends = Vec::with_capacity(inputs.len());
    for round in inputs.chunks(ROUND.saturating_mul(jobs)) {
        let done = in_parallel(round, jobs, &bar, &one);
        bar.suspend(|| {
            for (end, said) in done {
                output::release(&said);
                ends.push(end);
            }
        });
    }
    bar.finish_and_clear();
    ends
}

fn in_parallel<T: Copy + Send + Sync>(
    inputs: &[PathBuf],
    jobs: usize,
    bar: &ProgressBar,
    one: &(impl Fn(&Path) -> T + Sync),
) -> Vec<(T, Held)> {
    let done: Vec<OnceLock<(T, Held)>> = inputs.iter().map(|_| OnceLock::new()).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let (Some(input), Some(place)) = (inputs.get(at), done.get(at)) else {
                break;
            };
            // Each place is taken once, so it is empty.
            let _ = place.set(output::hold(|| one(input)));
            bar.inc(1);
        }
    };
    thread::scope(|scope| {
        for _ in 1..jobs.min(inputs.len()) {
            let thread = thread::Builder::new().stack_size(STACK);
            // Where the system gives no more threads, those that there are do the work.
            if thread.spawn_scoped(scope, work).is_err() {
                break;
            }
        }
        work();
    });
    done.into_iter().filter_map(OnceLock::into_inner).collect()
}

fn bar(common: &Common, length: usize) -> ProgressBar {
    let target = if common.quiet {
        ProgressDrawTarget::hidden()
    } else {
        ProgressDrawTarget::stderr()
    };
    let bar = ProgressBar::with_draw_target(Some(length as u64), target);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} handouts") {
        bar.set_style(style);
    }
    bar
}
