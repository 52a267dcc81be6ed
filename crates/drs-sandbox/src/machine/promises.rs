//! What is written into the ledger, and when.

use super::ledger::{Draft, Entry, Promise};
use super::{Move, Refusal, Reply, World};

impl World {
    /// Writes into the ledger what came of an event.
    pub(super) fn keep_ledger(&mut self, draft: Draft, reply: &Result<Reply, Refusal>, moves: &[Move]) {
        let entry = match (draft, reply) {
            (Draft::Create { tasks }, Ok(Reply::Batch(batch))) => Some(Entry::Accepted { batch: batch.clone(), tasks }),
            (Draft::Rename { task, name }, Ok(_)) => Some(Entry::Renamed { task, name }),
            (Draft::Delete { task }, Ok(_)) => Some(Entry::Deleted { task }),
            _ => None,
        };
        if let Some(entry) = entry {
            self.ledger.write(entry);
        }
        for moved in moves.iter().filter(|moved| moved.to.is("COMMIT_SUCCESS")) {
            self.promise(&moved.id);
        }
    }

    /// Writes into the ledger that a batch was submitted, with the tasks that it has now.
    pub(super) fn promise(&mut self, batch: &str) {
        let members = self.batch(batch).map(|batch| batch.tasks.as_slice()).unwrap_or_default();
        let tasks = members.iter().filter_map(|index| self.tasks.get(*index));
        let tasks = tasks.map(|task| Promise { id: task.id.clone(), name: task.name.clone() }).collect();
        self.ledger.write(Entry::Committed { batch: batch.to_owned(), tasks });
    }
}
