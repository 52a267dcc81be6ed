//! One call at the desk of the service: what it says, and what all answers need.

use std::collections::BTreeMap;

use drs_contract::{Operation, Service};
use serde_json::{Value, json};

use crate::machine::{Effects, Event, Moment, Move, Refusal, Reply, World};

/// A call that was let in.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) operation: Operation,
    /// Parameters of the path, decoded.
    pub(crate) path: BTreeMap<String, String>,
    /// Parameters of the query, as the object that the contract makes of them.
    pub(crate) query: Value,
    pub(crate) body: Vec<u8>,
    /// Name of the user, and of the account.
    pub(crate) user: String,
    pub(crate) domain: String,
    /// Milliseconds by which lists are out of date.
    pub(crate) stale: u64,
}

/// An answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
    /// States that were entered.
    pub(crate) moves: Vec<Move>,
    /// Rules about the life of tasks that had an effect.
    pub(crate) fired: Vec<String>,
    /// Whether it shows the past because the call is to be answered so.
    pub(crate) is_stale: bool,
}

/// One call at one moment: what the parts of this module work on.
pub(crate) struct Desk<'a> {
    pub(super) world: &'a mut World,
    pub(super) call: &'a Call,
    pub(super) now: Moment,
    pub(super) body: Value,
    pub(super) moves: Vec<Move>,
    pub(super) fired: Vec<String>,
    pub(super) is_stale: bool,
}

impl Desk<'_> {
    /// Lets an event happen.
    pub(super) fn apply(&mut self, event: Event) -> Result<Reply, Refusal> {
        let Effects { reply, moves, fired } = self.world.apply(self.now, event);
        self.moves.extend(moves);
        self.fired.extend(fired);
        reply
    }

    /// A parameter of the path.
    pub(super) fn path(&self, name: &str) -> &str {
        self.call.path.get(name).map_or("", String::as_str)
    }

    /// A parameter of the query.
    pub(super) fn query(&self, name: &str) -> Option<&str> {
        self.call.query.get(name).and_then(Value::as_str)
    }

    /// The moment of which lists show the state.
    pub(super) fn listed_at(&mut self) -> Moment {
        self.is_stale = self.call.stale > 0;
        self.now.before(self.call.stale)
    }
}

/// An error in the form of the service.
pub(crate) fn error(status: u16, code: &str, message: &str) -> (u16, Value) {
    (status, json!({"error_code": code, "error_msg": message}))
}

/// What the service answers to something that was refused.
pub(super) fn refused(refusal: Refusal) -> (u16, Value) {
    let (code, message) = refusal.text();
    let status = if refusal == Refusal::ReplicationBusy { 409 } else { 400 };
    error(status, code, message)
}

/// Code for a parameter that is wrong.
pub(super) fn invalid_code(operation: Operation) -> &'static str {
    match operation {
        Operation::BatchSetPolicy => "DRS.M00202",
        _ if operation.service() == Service::Taurusdb => "DBS.200001",
        _ => "DRS.10000009",
    }
}
