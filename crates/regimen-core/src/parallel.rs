//! Work on many things at once, its results in the order of the things: the same on one thread as on many.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many things a thread takes at a time, at most.
const AT_ONCE: usize = 8;

/// How often a thread comes back for more, at least: then none waits long for another at the end.
const TIMES: usize = 4;

/// What comes of each thing, in their order.
pub(crate) fn each<'t, T: Sync, R: Send>(
    things: &'t [T],
    work: impl Fn(&'t T) -> R + Sync,
) -> Vec<R> {
    each_with(things, || (), |(), thing| work(thing))
}

/// The same with something at hand that each thread makes for itself. What comes of a thing may not hang on it.
pub(crate) fn each_with<'t, T: Sync, R: Send, S>(
    things: &'t [T],
    at_hand: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &'t T) -> R + Sync,
) -> Vec<R> {
    each_of(things.iter(), at_hand, work)
}

/// The same with things that are used up.
pub(crate) fn each_owned<T: Send, R: Send>(things: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    each_of(things.into_iter(), || (), |(), thing| work(thing))
}

fn each_of<T: Send, R: Send, S>(
    things: impl ExactSizeIterator<Item = T> + Send,
    at_hand: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, T) -> R + Sync,
) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let at_once = (things.len() / (threads * TIMES)).clamp(1, AT_ONCE);
    let threads = threads.min(things.len().div_ceil(at_once));
    if threads < 2 {
        let mut at_hand = at_hand();
        return things.map(|one| work(&mut at_hand, one)).collect();
    }
    let left = Mutex::new((0, things));
    let next = || {
        let mut left = left.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, things) = &mut *left;
        let some: Vec<T> = things.by_ref().take(at_once).collect();
        *at += 1;
        (!some.is_empty()).then_some((*at, some))
    };
    let take = || {
        let mut at_hand = at_hand();
        let mut done = Vec::new();
        while let Some((at, some)) = next() {
            let results = some.into_iter().map(|one| work(&mut at_hand, one));
            done.push((at, results.collect::<Vec<R>>()));
        }
        done
    };
    let mut done: Vec<(usize, Vec<R>)> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(take)).collect();
        let mut done = take();
        for other in others {
            match other.join() {
                Ok(theirs) => done.extend(theirs),
                Err(panic) => resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().flat_map(|(_, results)| results).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_things() {
        for count in [0, 1, AT_ONCE, 1000] {
            let things: Vec<usize> = (0..count).collect();
            let double: Vec<usize> = things.iter().map(|one| one * 2).collect();
            assert_eq!(each(&things, |one| one * 2), double);
            assert_eq!(each_owned(things, |one| one * 2), double);
        }
    }

    #[test]
    #[should_panic(expected = "the 500th")]
    fn whoever_stops_stops_all() {
        let things: Vec<usize> = (0..1000).collect();
        each(&things, |one| assert!(*one != 500, "the 500th"));
    }
}
