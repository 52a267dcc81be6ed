//! What became of the mistakes of a level, and how it is reported.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use xtask::status::Status;

/// What became of a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// A case shows it.
    Noticed(String),
    /// No case shows it.
    Survived,
}

/// What became of the mistakes of one level.
#[derive(Debug, Default)]
pub(super) struct Score {
    noticed: usize,
    idle: BTreeMap<&'static str, usize>,
    survived: Vec<String>,
}

impl Score {
    /// The score of some mistakes, which are judged on all cores: what a mistake is called, what becomes of it, and, where
    /// nothing notices it, why it changes nothing, if that is so.
    pub(super) fn of<M: Sync>(
        mistakes: &[M],
        label: impl Fn(&M) -> String,
        fate: impl Fn(&M) -> Fate + Sync,
        reason: impl Fn(&M) -> Option<&'static str> + Sync,
    ) -> Self {
        let next = AtomicUsize::new(0);
        let work = || {
            let numbers = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
            let mistakes = numbers.map_while(|number| Some((number, mistakes.get(number)?)));
            let judged = mistakes.map(|(number, mistake)| {
                let fate = fate(mistake);
                let reason = if fate == Fate::Survived { reason(mistake) } else { None };
                (number, (fate, reason))
            });
            judged.collect::<Vec<_>>()
        };
        let mut judged = BTreeMap::new();
        thread::scope(|scope| {
            let cores = thread::available_parallelism().map_or(1, usize::from);
            let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
            for worker in workers {
                judged.extend(worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
        });
        let mut score = Self::default();
        for (mistake, (fate, reason)) in mistakes.iter().zip(judged.into_values()) {
            score.count(label(mistake), &fate, || reason);
        }
        score
    }

    /// Counts a mistake; `reason` says why it changes nothing, if that is so.
    pub(super) fn count(&mut self, label: String, fate: &Fate, reason: impl FnOnce() -> Option<&'static str>) {
        match fate {
            Fate::Noticed(_) => self.noticed += 1,
            Fate::Survived => match reason() {
                Some(reason) => *self.idle.entry(reason).or_default() += 1,
                None => self.survived.push(label),
            },
        }
    }

    /// Of ten thousand mistakes that change something, how many are noticed; `None` if there is no such mistake.
    pub(super) fn share(&self) -> Option<usize> {
        let all = self.noticed + self.survived.len();
        (self.noticed * 10_000).checked_div(all)
    }

    /// Reports the figures, what changes nothing and why, and everything that nothing notices.
    pub(super) fn report(&self, level: &str, status: &mut Status<impl Write>) -> io::Result<()> {
        let all = self.noticed + self.survived.len();
        let idle: usize = self.idle.values().sum();
        let share = self.share().map(|share| format!(", {}.{:02} %", share / 100, share % 100)).unwrap_or_default();
        status.say("Noticed", &format!("{level}: {} of {all}{share}; {idle} more change nothing", self.noticed))?;
        for (reason, count) in &self.idle {
            status.indented(&format!("{count} change nothing: {reason}"))?;
        }
        self.survived.iter().try_for_each(|label| status.indented(&format!("not noticed: {label}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_keep_their_order_on_all_cores() {
        let mistakes: Vec<usize> = (0..500).collect();
        let fate =
            |number: &usize| if number.is_multiple_of(5) { Fate::Survived } else { Fate::Noticed(String::new()) };
        let reason = |number: &usize| (number.is_multiple_of(10)).then_some("it ends in 0");
        let score = Score::of(&mistakes, usize::to_string, fate, reason);
        assert_eq!((score.noticed, score.idle["it ends in 0"]), (400, 50));
        assert_eq!(score.survived, (0..50).map(|n| (n * 10 + 5).to_string()).collect::<Vec<_>>());
    }

    #[test]
    fn a_score_counts_only_what_can_be_noticed() {
        let mut score = Score::default();
        assert_eq!(score.share(), None);
        for index in 0..3 {
            score.count(index.to_string(), &Fate::Noticed("case".to_owned()), || unreachable!());
        }
        score.count("a bound".to_owned(), &Fate::Survived, || Some("the pattern is narrower"));
        assert_eq!(score.share(), Some(10_000));
        score.count("a value".to_owned(), &Fate::Survived, || None);
        let mut status = Status::new(Vec::new(), false);
        score.report("tables", &mut status).unwrap();
        insta::assert_snapshot!(String::from_utf8(status.into_inner()).unwrap(), @r"
             Noticed tables: 3 of 4, 75.00 %; 1 more change nothing
                     1 change nothing: the pattern is narrower
                     not noticed: a value
        ");
    }
}
