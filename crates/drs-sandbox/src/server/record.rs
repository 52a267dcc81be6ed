//! The last calls, without secrets, and the log of calls and of states that were entered.

use std::collections::VecDeque;
use std::fs::File;
use std::io::Write as _;

use serde::Serialize;
use serde_json::{Value, json};

use crate::machine::{Move, Status};

/// How many calls are kept.
const MAX_ENTRIES: usize = 1_000;
/// Bodies with more bytes are not kept.
const MAX_BODY: usize = 16 * 1024;

/// A call, as it arrived and was answered.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RequestEntry {
    /// Counted from 1.
    pub number: u64,
    /// Virtual time of its arrival, in RFC 3339.
    pub time: String,
    /// HTTP method.
    pub method: String,
    /// Path and query as they were sent.
    pub path: String,
    /// Operation of the contract, if it was one.
    pub operation: Option<&'static str>,
    /// How the caller was known: `signature`, `token`, `unchecked` or `refused`; nothing if nobody looked.
    pub caller: Option<&'static str>,
    /// Status of the answer; nothing if there was none.
    pub status: Option<u16>,
    /// Faults that had an effect, as they were written.
    pub faults: Vec<String>,
    /// Body of the call, if it was JSON and not long. What is secret is left out.
    pub body: Option<Value>,
}

/// The last calls.
#[derive(Debug, Default)]
pub(crate) struct Record {
    entries: VecDeque<RequestEntry>,
    log: Option<File>,
}

impl Record {
    pub(crate) fn new(log: Option<File>) -> Self {
        Self { entries: VecDeque::new(), log }
    }

    /// Keeps a call.
    pub(crate) fn add(&mut self, entry: RequestEntry) {
        self.log(&entry);
        if self.entries.len() == MAX_ENTRIES {
            self.entries.pop_front();
        }
        self.entries.push_back(entry);
    }

    /// Writes states that were entered to the log.
    pub(crate) fn log_moves(&mut self, moves: &[Move]) {
        for entered in moves {
            let from = entered.from.map(Status::name);
            let (time, to) = (entered.at.to_string(), entered.to.name());
            self.log(&json!({"time": time, "id": entered.id, "from": from, "to": to, "by": entered.by}));
        }
    }

    /// Writes a line to the log. A log that cannot be written is no reason to fail a call.
    fn log(&mut self, line: &impl Serialize) {
        if let Some(log) = &mut self.log
            && let Ok(mut line) = serde_json::to_string(line)
        {
            line.push('\n');
            let _ = log.write_all(line.as_bytes());
        }
    }

    /// The last calls, the first of them first.
    pub(crate) fn entries(&self) -> Vec<RequestEntry> {
        self.entries.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }
}

/// The body of a call as it is kept.
pub(crate) fn kept_body(body: &[u8]) -> Option<Value> {
    if body.is_empty() || body.len() > MAX_BODY {
        return None;
    }
    serde_json::from_slice(body).ok().map(|value| crate::service::without_secrets(&value))
}
