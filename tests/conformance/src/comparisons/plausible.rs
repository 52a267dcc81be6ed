//! Whether what was measured can be right: whoever does more than another on the same input is not faster.

use super::cases::SUPERSETS;
use super::{Measured, ratio};

/// The share of the time of its subset that a superset takes at least. What is missing is noise: where a heap lies in memory
/// alone makes a tree of 4 MB a quarter slower or faster.
const LEAST: f64 = 0.9;

/// Refuses measurements that contradict each other.
///
/// # Errors
/// Something is faster than a part of it.
pub(super) fn check(measured: &[Measured]) -> anyhow::Result<()> {
    let mut found = Vec::new();
    for (more, less) in SUPERSETS {
        for one in measured.iter().filter(|it| it.case.words == more) {
            let input = one.case.input;
            let other = measured.iter().find(|it| it.case.words == less && it.case.input.file == input.file);
            let share = other.map(|other| ratio(&one.times, &other.times));
            if let Some(share) = share.filter(|share| *share < LEAST) {
                found.push(format!(
                    "{}: `{more}` takes {share:.2} of the time of `{less}`, which is a part of it",
                    input.words
                ));
            }
        }
    }
    anyhow::ensure!(found.is_empty(), "what was measured cannot be right: {}", found.join("; "));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::cases::CASES;
    use super::*;

    fn measured(time: impl Fn(&str, &str) -> f64) -> Vec<Measured> {
        let of = |case: &super::super::cases::Case| vec![time(case.words, case.input.file); 3];
        CASES.iter().map(|case| Measured { case, times: of(case) }).collect()
    }

    #[test]
    fn every_pair_is_measured_on_some_input() {
        for (more, less) in SUPERSETS {
            let on = |words: &str| -> Vec<_> {
                CASES.iter().filter(|case| case.words == words).map(|case| case.input.file).collect()
            };
            assert!(on(more).iter().any(|file| on(less).contains(file)), "{more} and {less}");
        }
    }

    #[test]
    fn a_part_that_takes_longer_than_the_whole_is_refused() {
        check(&measured(|_, _| 10.0)).unwrap();
        let slow = |words: &str, file: &str| {
            if words == "Rust: serde_json to Value" && file == "small.json" { 13.0 } else { 10.0 }
        };
        let error = check(&measured(slow)).unwrap_err().to_string();
        assert_eq!(
            error,
            "what was measured cannot be right: one request of 2 kB: `Rust: serde_json to Value + jsonschema crate` takes 0.77 \
             of the time of `Rust: serde_json to Value`, which is a part of it"
        );
        check(&measured(|words, file| slow(words, file).min(11.0))).unwrap();
    }
}
