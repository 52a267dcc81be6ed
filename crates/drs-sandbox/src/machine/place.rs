//! Tasks that exist from the beginning.

use serde_json::Value;

use super::ledger::Entry;
use super::{Batch, Status, World};

impl World {
    /// Adds a task that is in a state already, in a batch of its own that was submitted.
    pub(crate) fn place(&mut self, spec: Value, state: &str) {
        let place = self.batches.len();
        let id = self.ids.uuid("batch");
        let name = spec.pointer("/base_info/name").and_then(Value::as_str).unwrap_or("DRS-1000").to_owned();
        let index = self.add_task(name, place, spec);
        self.batch_ids.insert(id.clone(), place);
        self.batches.push(Batch {
            id: id.clone(),
            number: place as u64 + 1,
            user: "sandbox".to_owned(),
            domain: "sandbox".to_owned(),
            created: self.now,
            listed: self.now,
            tasks: vec![index],
            phases: vec![(self.now, Status::of("COMMIT_SUCCESS"))],
            due: None,
            committed: Some(self.now),
            findings: Vec::new(),
        });
        self.ledger.write(Entry::Accepted { batch: id.clone(), tasks: 1 });
        self.promise(&id);
        let total = self.length(index, "FULL_TRANSFER_STARTED");
        let task = &mut self.tasks[index];
        task.work.total = total;
        task.has_instance = !matches!(state, "CREATING" | "CREATE_FAILED");
        let status = Status::of(state);
        // What has been worked off before a state is the whole full phase, or half of it where it stopped.
        match state {
            "FULL_TRANSFER_FAILED" | "PAUSING" => task.work.done = total / 2,
            "INCRE_TRANSFER_FAILED" | "FULL_TRANSFER_COMPLETE" => task.work.done = total,
            _ => {}
        }
        task.phases.push((self.now, status));
        self.entered(index, status);
    }
}
