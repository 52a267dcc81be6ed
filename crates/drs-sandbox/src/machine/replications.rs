//! Changes of synchronizations into StarRocks, and the workflows that carry them out.

use super::{Refusal, Replication, ReplicationChange, ReplicationEvent, Reply, Workflow, World};

impl World {
    /// Key of a synchronization among all.
    pub(crate) fn replication_key(instance: &str, name: &str) -> String {
        format!("{instance} {name}")
    }

    /// Changes a synchronization. The reply has the id of the workflow that does it.
    pub(super) fn replicate(&mut self, event: ReplicationEvent) -> Result<Reply, Refusal> {
        let ReplicationEvent { instance, name, change } = event;
        let key = Self::replication_key(&instance, &name);
        let now = self.now;
        let is_busy = self.replications.values().any(|known| known.instance == instance && known.busy > now);
        let known = self.replications.contains_key(&key);
        if is_busy {
            return Err(Refusal::ReplicationBusy);
        }
        let what = match &change {
            ReplicationChange::Configure(_) => "ModifyStarRocksReplication",
            ReplicationChange::Start(_) => "CreateStarRocksReplication",
            ReplicationChange::Pause => "PauseStarRocksReplication",
            ReplicationChange::Resume => "ResumeStarRocksReplication",
            ReplicationChange::Delete => "DeleteStarRocksReplication",
        };
        if let ReplicationChange::Configure(config) | ReplicationChange::Start(config) = &change
            && !known
        {
            let new = Replication {
                instance: instance.clone(),
                name,
                config: config.clone(),
                created: now,
                started: None,
                paused: None,
                busy: now,
            };
            self.replications.insert(key.clone(), new);
        }
        let ends = now.after(self.settings.duration("WORKFLOW"));
        let known = self.replications.get_mut(&key).ok_or(Refusal::UnknownReplication)?;
        match change {
            ReplicationChange::Configure(config) => known.config = config,
            ReplicationChange::Start(_) if known.started.is_some() => return Err(Refusal::WrongStage),
            ReplicationChange::Start(_) => known.started = Some(ends),
            ReplicationChange::Pause if known.paused.is_some() || known.started.is_none() => {
                return Err(Refusal::WrongStage);
            }
            ReplicationChange::Pause => known.paused = Some(now),
            ReplicationChange::Resume => {
                let paused = known.paused.take().ok_or(Refusal::WrongStage)?;
                known.started = known.started.map(|started| started.after(now.since(paused)));
            }
            ReplicationChange::Delete => {
                self.replications.remove(&key);
            }
        }
        if let Some(known) = self.replications.get_mut(&key) {
            known.busy = ends;
        }
        self.note(ends);
        self.note(ends.after(self.settings.duration("FULL_TRANSFER_STARTED")));
        let id = self.ids.uuid("workflow");
        let workflow = Workflow { id: id.clone(), name: what.to_owned(), instance, begun: now, ends };
        self.workflows.insert(id.clone(), workflow);
        Ok(Reply::Query(id))
    }
}
