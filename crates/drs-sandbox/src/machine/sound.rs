//! Whether a world that was read from a file can be gone on with.

use drs_contract::Machine;

use super::world::Subject;
use super::{Moment, Status, Task, World};

impl World {
    /// Whether everything that the world refers to by its place is there, and is what it is referred to as.
    pub(crate) fn is_sound(&self) -> bool {
        let is_task = |index: &usize| *index < self.tasks.len();
        let is_batch = |index: &usize| *index < self.batches.len();
        let is_subject = |(_, subject): &(Moment, Subject)| match subject {
            Subject::Batch(index) => is_batch(index),
            Subject::Task(index) => is_task(index),
            Subject::Reading => true,
        };
        self.batches.iter().all(|batch| batch.tasks.iter().all(is_task) && are_of(&batch.phases, Machine::Batch))
            && self.tasks.iter().enumerate().all(|(index, task)| {
                is_batch(&task.batch)
                    && task.spec.is_object()
                    && are_of(&task.phases, Machine::Task)
                    && self.has_its_family(index, task)
            })
            && self.batch_ids.values().all(is_batch)
            && self.task_ids.values().all(is_task)
            && self.names.values().flatten().all(is_task)
            && self.steps.iter().all(is_subject)
            && self.expiries.iter().all(|(_, index)| is_task(index))
    }

    /// Whether a task is either the subtask of one that knows it and is none itself, or no subtask, and its subtasks know it.
    fn has_its_family(&self, index: usize, task: &Task) -> bool {
        let is_child = |child: &usize| self.tasks.get(*child).is_some_and(|child| child.parent == Some(index));
        match task.parent {
            Some(parent) => {
                let parent = self.tasks.get(parent);
                task.children.is_empty()
                    && parent.is_some_and(|parent| parent.parent.is_none() && parent.children.contains(&index))
            }
            None => task.children.iter().all(is_child),
        }
    }
}

fn are_of(phases: &[(Moment, Status)], machine: Machine) -> bool {
    phases.iter().all(|(_, status)| status.is_of(machine))
}
