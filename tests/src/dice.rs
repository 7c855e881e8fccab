//! Decisions from a list of numbers, so that whatever draws the numbers also shrinks what was decided.

use std::slice::Iter;

/// Numbers to decide by. Once they run out, and wherever one is 0, the decision is the plainest one.
pub struct Dice<'a> {
    numbers: Iter<'a, u16>,
}

impl<'a> Dice<'a> {
    /// Dice that fall as these numbers say.
    pub fn new(numbers: &'a [u16]) -> Dice<'a> {
        Dice {
            numbers: numbers.iter(),
        }
    }

    /// A number below this one; 0 if it is 0.
    pub fn below(&mut self, count: usize) -> usize {
        let drawn = self.numbers.next().copied().unwrap_or(0);
        usize::from(drawn).checked_rem(count).unwrap_or(0)
    }

    /// A number from one to another, both included.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// Yes once in so many times.
    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == count.saturating_sub(1)
    }

    /// One of these, which are not none.
    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        let at = self.below(from.len());
        match from.get(at) {
            Some(one) => one.clone(),
            None => unreachable!("there is nothing to pick from"),
        }
    }

    /// At most so many of these, each once, in any order.
    pub fn some<T: Clone>(&mut self, from: &[T], most: usize) -> Vec<T> {
        let count = self.below(most.min(from.len()) + 1);
        self.exactly(from, count)
    }

    /// So many of these, each once, in any order.
    pub fn exactly<T: Clone>(&mut self, from: &[T], count: usize) -> Vec<T> {
        let mut left: Vec<T> = from.to_vec();
        let mut taken = Vec::new();
        while taken.len() < count && !left.is_empty() {
            let at = self.below(left.len());
            taken.push(left.remove(at));
        }
        taken
    }
}
