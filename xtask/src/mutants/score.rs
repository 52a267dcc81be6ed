//! What became of the mistakes of a level, and how it is told.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::status::Status;

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

    /// Of ten thousand mistakes that change something, how many are noticed.
    pub(super) fn share(&self) -> usize {
        let all = self.noticed + self.survived.len();
        (self.noticed * 10_000).checked_div(all).unwrap_or(10_000)
    }

    /// Tells the figures, what changes nothing and why, and everything that nothing notices.
    pub(super) fn report(&self, level: &str, status: &mut Status<impl Write>) -> io::Result<()> {
        let (all, share) = (self.noticed + self.survived.len(), self.share());
        let idle: usize = self.idle.values().sum();
        let (whole, part) = (share / 100, share % 100);
        status.say(
            "Noticed",
            &format!("{level}: {} of {all}, {whole}.{part:02} %; {idle} more change nothing", self.noticed),
        )?;
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
    fn a_score_counts_only_what_can_be_noticed() {
        let mut score = Score::default();
        assert_eq!(score.share(), 10_000);
        for index in 0..3 {
            score.count(index.to_string(), &Fate::Noticed("case".to_owned()), || unreachable!());
        }
        score.count("a bound".to_owned(), &Fate::Survived, || Some("the pattern is narrower"));
        assert_eq!(score.share(), 10_000);
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
