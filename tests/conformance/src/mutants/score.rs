//! The outcome of the mutations of a level, and when a level fails.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use xtask::status::Status;

use super::survivors::{FILE, Survivors, key};

/// The outcome of a mutation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// This case shows it.
    Killed(String),
    /// No case shows it.
    Survived,
    /// No case shows it, and the list says why.
    Equivalent(String),
}

/// A part of what is generated.
#[derive(Debug)]
pub(super) struct Level {
    pub(super) name: &'static str,
    /// How many mutations there are at least. Fewer mean that what is generated is no longer understood, which would otherwise
    /// look like a corpus without gaps.
    pub(super) min: usize,
}

/// Of ten thousand mutations, how many are killed at least, those on the list aside.
const MIN_SCORE: usize = 9900;

impl Level {
    /// That many of all mutations, evenly spread and always the same.
    ///
    /// # Errors
    /// There are too few of them.
    pub(super) fn sample<T>(&self, all: Vec<T>, wanted: Option<usize>) -> anyhow::Result<Vec<T>> {
        let count = all.len();
        let Self { name, min } = self;
        anyhow::ensure!(count >= *min, "there are {count} mutations of {name}, fewer than {min}");
        let wanted = wanted.unwrap_or(count).min(count);
        let kept = all.into_iter().enumerate().filter(|(index, _)| (index * wanted) % count < wanted);
        Ok(kept.map(|(_, it)| it).collect())
    }
}

/// The outcomes of the mutations of one level.
#[derive(Debug, Default)]
pub(super) struct Score {
    killed: usize,
    survived: Vec<String>,
    /// How many mutations the list explains by each reason.
    equivalent: BTreeMap<String, usize>,
    /// What the list says and is not so.
    stale: Vec<String>,
}

impl Score {
    /// Counts outcomes by the list; `is_sample` if a listed mutation may be missing among them.
    pub(super) fn new(level: &Level, outcomes: Vec<(String, Outcome)>, list: &Survivors, is_sample: bool) -> Self {
        let mut score = Self::default();
        let mut unseen: BTreeSet<&str> = list.labels(level.name).collect();
        for (label, outcome) in outcomes {
            unseen.remove(key(&label));
            let outcome = match (outcome, list.reason(level.name, &label)) {
                (Outcome::Survived, Some(reason)) => Outcome::Equivalent(reason.to_owned()),
                (Outcome::Killed(case), Some(_)) => {
                    score.stale.push(format!("{label}: killed by {case}"));
                    continue;
                }
                (outcome, _) => outcome,
            };
            match outcome {
                Outcome::Killed(_) => score.killed += 1,
                Outcome::Survived => score.survived.push(label),
                Outcome::Equivalent(reason) => *score.equivalent.entry(reason).or_default() += 1,
            }
        }
        if !is_sample {
            score.stale.extend(unseen.into_iter().map(|label| format!("{label}: there is no such mutation")));
        }
        score
    }

    /// Of ten thousand mutations that are not listed, how many are killed; `None` if there is none.
    fn share(&self) -> Option<usize> {
        (self.killed * 10_000).checked_div(self.killed + self.survived.len())
    }

    /// Why the level fails, if it does.
    pub(super) fn failure(&self, level: &Level) -> Option<String> {
        let name = level.name;
        match self.share() {
            None => Some(format!("no mutation of {name} was run")),
            Some(share) if share < MIN_SCORE => Some(format!("too many mutations of {name} survive")),
            Some(_) if !self.survived.is_empty() => {
                Some(format!("mutations of {name} survive that {FILE} does not list"))
            }
            Some(_) if !self.stale.is_empty() => Some(format!("{FILE} lists mutations of {name} that do not survive")),
            Some(_) => None,
        }
    }

    /// Reports the figures, the reasons of the list, and everything that is not as the list says.
    ///
    /// # Errors
    /// The output cannot be written.
    pub(super) fn report(&self, level: &Level, status: &mut Status<impl Write>) -> io::Result<()> {
        let all = self.killed + self.survived.len();
        let share = self.share().map(|share| format!(", {}.{:02} %", share / 100, share % 100)).unwrap_or_default();
        let listed: usize = self.equivalent.values().sum();
        status.say("Killed", &format!("{}: {} of {all}{share}; {listed} more are listed", level.name, self.killed))?;
        for (reason, count) in &self.equivalent {
            status.indented(&format!("{count} listed: {reason}"))?;
        }
        self.survived.iter().try_for_each(|label| status.indented(&format!("survived: {label}")))?;
        self.stale.iter().try_for_each(|label| status.indented(&format!("listed wrongly: {label}")))
    }
}

/// Runs a function on all items, on all cores, and keeps their order.
pub(super) fn on_all_cores<M: Sync, T: Send>(items: &[M], run: impl Fn(&M) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let work = || {
        let numbers = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        numbers.map_while(|number| Some((number, run(items.get(number)?)))).collect::<Vec<_>>()
    };
    let mut done = BTreeMap::new();
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            done.extend(worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
    });
    done.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEVEL: Level = Level { name: "a level", min: 100 };

    fn score(killed: usize, survived: &[&str], list: &str, is_sample: bool) -> Score {
        let killed = (0..killed).map(|number| (number.to_string(), Outcome::Killed("a case".to_owned())));
        let survived = survived.iter().map(|label| ((*label).to_owned(), Outcome::Survived));
        Score::new(&LEVEL, killed.chain(survived).collect(), &Survivors::read(list).unwrap(), is_sample)
    }

    #[test]
    fn a_survivor_must_be_listed() {
        assert_eq!(score(200, &["x"], "a level: no reason\n    x\n", false).failure(&LEVEL), None);
        let other = score(200, &["x"], "another: no reason\n    x\n", false).failure(&LEVEL).unwrap();
        assert!(other.contains("does not list"), "{other}");
    }

    #[test]
    fn a_listed_mutation_that_is_killed_or_gone_fails() {
        let list = "a level: no reason\n    7\n";
        assert!(score(200, &[], list, true).failure(&LEVEL).unwrap().contains("do not survive"));
        assert!(score(3, &[], list, false).failure(&LEVEL).unwrap().contains("do not survive"));
        assert_eq!(score(3, &[], list, true).failure(&LEVEL), None, "it is not in the sample");
    }

    #[test]
    fn fewer_than_99_of_100_killed_or_none_at_all_fails() {
        assert!(score(98, &["x"], "", false).failure(&LEVEL).unwrap().contains("too many"));
        assert!(
            score(0, &["x"], "a level: no reason\n    x\n", false).failure(&LEVEL).unwrap().contains("no mutation")
        );
    }

    #[test]
    fn a_report_names_what_survives() {
        let mut status = Status::new(Vec::new(), false);
        score(3, &["a bound", "a value"], "a level: the pattern is narrower\n    a bound\n    1\n", false)
            .report(&LEVEL, &mut status)
            .unwrap();
        let text = String::from_utf8(status.into_inner()).unwrap();
        let lines: Vec<_> = text.lines().map(str::trim).collect();
        assert_eq!(
            lines,
            [
                "Killed a level: 2 of 3, 66.66 %; 1 more are listed",
                "1 listed: the pattern is narrower",
                "survived: a value",
                "listed wrongly: 1: killed by a case",
            ]
        );
    }

    #[test]
    fn a_sample_is_spread_evenly_and_a_level_with_few_mutations_is_refused() {
        let error = LEVEL.sample(vec![(); 99], Some(10)).unwrap_err().to_string();
        assert_eq!(error, "there are 99 mutations of a level, fewer than 100");
        assert_eq!(LEVEL.sample((0..100).collect(), Some(3)).unwrap(), [0, 34, 67]);
        assert_eq!(LEVEL.sample(vec![(); 100], Some(999)).unwrap().len(), 100);
    }

    #[test]
    fn order_is_kept_on_all_cores() {
        assert_eq!(
            on_all_cores(&(0..500).collect::<Vec<usize>>(), |it| it * 2),
            (0..500).map(|it| it * 2).collect::<Vec<_>>()
        );
    }
}
