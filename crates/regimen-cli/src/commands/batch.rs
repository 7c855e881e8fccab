//! Many inputs at once: worked on by several threads, told of in the order in which they were named.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::args::Common;
use crate::output::{self, Held};

/// The stack of a thread, in bytes: as large as that of a program's first thread, as templates may nest.
const STACK: usize = 8 << 20;

/// Does `one` for each input and gives what came of it, in the order of the inputs, which is also the order of what `one`
/// says on standard error. No more than `jobs` are worked on at once; without it, as many as the machine has processors.
///
/// On a terminal a bar shows how far it is, unless quiet or for a single input.
pub(crate) fn each<T: Send>(
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
    let done = Mutex::new(Done {
        early: BTreeMap::new(),
        ends: Vec::with_capacity(inputs.len()),
    });
    let next = AtomicUsize::new(0);
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(input) = inputs.get(at) else {
                break;
            };
            let (end, said) = output::hold(|| one(input));
            bar.inc(1);
            let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
            done.add(at, end, said, &bar);
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
    bar.finish_and_clear();
    done.into_inner()
        .unwrap_or_else(PoisonError::into_inner)
        .ends
}

/// What came of the inputs so far.
struct Done<T> {
    /// Of those that ended before one that was named earlier.
    early: BTreeMap<usize, (T, Held)>,
    /// Of those whose messages are out, in order.
    ends: Vec<T>,
}

impl<T> Done<T> {
    /// Takes what came of the input at a place, and lets out the messages whose turn it is.
    fn add(&mut self, at: usize, end: T, said: Held, bar: &ProgressBar) {
        self.early.insert(at, (end, said));
        while let Some((end, said)) = self.early.remove(&self.ends.len()) {
            bar.suspend(|| output::release(&said));
            self.ends.push(end);
        }
    }
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
