//! The faults that hold now, and which of them a call hits.

use drs_contract::Operation;

use super::{CallFault, CallRule, Fault, FaultError, Which, parse};
use crate::machine::{Ids, LifeRule, Moment};

/// The faults that hold now.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults {
    all: Vec<Fault>,
    counters: Vec<Counter>,
}

/// What a rule about calls has seen.
#[derive(Clone, Copy, Debug, Default)]
struct Counter {
    calls: u64,
    /// The second, in virtual time, that `let_through` is about.
    second: u64,
    let_through: u64,
}

/// A fault that a call hits.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    pub(crate) text: String,
    pub(crate) fault: CallFault,
}

impl Faults {
    /// The faults that texts mean.
    ///
    /// # Errors
    /// The first text that means none.
    pub(crate) fn parse(texts: &[String]) -> Result<Self, FaultError> {
        let all = texts.iter().map(|text| parse(text)).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { counters: vec![Counter::default(); all.len()], all })
    }

    /// The faults as they were written.
    pub(crate) fn texts(&self) -> Vec<String> {
        let text = |fault: &Fault| match fault {
            Fault::Call(rule) => rule.text.clone(),
            Fault::Life(rule) => rule.text.clone(),
        };
        self.all.iter().map(text).collect()
    }

    /// Rules about the life of tasks.
    pub(crate) fn life(&self) -> Vec<LifeRule> {
        let life = |fault: &Fault| if let Fault::Life(rule) = fault { Some(rule.clone()) } else { None };
        self.all.iter().filter_map(life).collect()
    }

    /// What happens to the next call of an operation.
    pub(crate) fn hit(&mut self, operation: Operation, now: Moment, ids: &Ids) -> Vec<Hit> {
        let rules = self.all.iter().zip(&mut self.counters);
        rules
            .filter_map(
                |(fault, counter)| {
                    if let Fault::Call(rule) = fault { hit(rule, counter, operation, now, ids) } else { None }
                },
            )
            .collect()
    }
}

fn hit(rule: &CallRule, counter: &mut Counter, operation: Operation, now: Moment, ids: &Ids) -> Option<Hit> {
    if rule.operations.as_ref().is_some_and(|operations| !operations.contains(&operation)) {
        return None;
    }
    counter.calls += 1;
    let is_hit = match rule.which {
        Which::All => true,
        Which::Range(from, to) => (from..=to).contains(&counter.calls),
        Which::Percent(percent) => ids.number(&rule.text, &counter.calls.to_string(), 100) < u64::from(percent),
    };
    let is_let_through = match rule.what {
        CallFault::Throttle(limit) if is_hit => is_within(counter, limit, now),
        _ => false,
    };
    (is_hit && !is_let_through).then(|| Hit { text: rule.text.clone(), fault: rule.what.clone() })
}

/// Whether a call is within the limit of its second.
fn is_within(counter: &mut Counter, limit: u64, now: Moment) -> bool {
    let second = now.0 / 1000;
    if counter.second != second {
        (counter.second, counter.let_through) = (second, 0);
    }
    counter.let_through += 1;
    counter.let_through <= limit
}
