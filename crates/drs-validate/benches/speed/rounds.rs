//! Interleaved rounds: what disturbs the machine for a while disturbs every case alike.

use std::hint::black_box;
use std::io;
use std::time::Instant;

use crate::alone::Alone;

/// How many rounds there are.
const ROUNDS: usize = 25;

/// How long a case runs in a round, in nanoseconds, at least.
const MIN_ROUND_NANOS: f64 = 12e6;

/// A case with its input: runs once, and returns something that depends on the result.
pub(crate) type Run<'i> = Box<dyn Fn() -> usize + 'i>;

/// Runs every case in every round: nanoseconds for one of its `documents`, by case and round.
pub(crate) fn measure(cases: &mut [Alone], documents: usize) -> io::Result<Vec<Vec<f64>>> {
    let mut repeats = Vec::new();
    for case in cases.iter_mut() {
        repeats.push((MIN_ROUND_NANOS / case.time(1)?).ceil().max(1.0) as usize);
    }
    let mut times = vec![Vec::new(); cases.len()];
    for _ in 0..ROUNDS {
        for (index, case) in cases.iter_mut().enumerate() {
            times[index].push(case.time(repeats[index])? / documents as f64);
        }
    }
    Ok(times)
}

/// Nanoseconds for one of several runs, after one that does not count: it brings back what other processes drove out of the
/// caches, and the allocator takes milliseconds for what a tree of 4 MB left behind.
pub(crate) fn time(run: &Run<'_>, repeats: usize) -> f64 {
    black_box(run());
    let start = Instant::now();
    for _ in 0..repeats {
        black_box(run());
    }
    start.elapsed().as_nanos() as f64 / repeats as f64
}

/// The middle of some values.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// The median of what one case takes of the time of another in the same round.
pub(crate) fn ratio(one: &[f64], other: &[f64]) -> f64 {
    median(&one.iter().zip(other).map(|(one, other)| one / other).collect::<Vec<_>>())
}
