//! Why tasks have failed, asked for before their failure is reported.

use std::sync::Arc;

use drs_events::watch::EventKind;
use drs_events::{Cause, Event, Reason};

use super::run::Watch;
use crate::checks::codes;
use crate::redact::Redactor;

/// So many fewer are asked for each that gave no answer.
const COST_OF_FAILURE: u32 = 25;

impl Watch {
    /// Asks why those tasks have failed whose failure is about to be reported.
    pub(super) async fn explain(&mut self) {
        while let Some(id) = self.queue.iter().find_map(|event| self.unexplained(event)).map(str::to_owned) {
            let answer = match self.turn().await {
                Ok(within) => Arc::clone(&self.source).last_error(&id, within).await,
                Err(error) => Err(error),
            };
            let cost = if answer.is_ok() { 1 } else { COST_OF_FAILURE };
            self.explanations = self.explanations.saturating_sub(cost);
            if let Ok(Some(text)) = answer {
                self.tell_cause(&id, &of_log(&text));
            }
            self.explained.insert(id);
        }
    }

    /// The task of an event that tells of a failure, unless it was asked about.
    fn unexplained<'e>(&self, event: &'e Event) -> Option<&'e str> {
        match &event.kind {
            EventKind::TaskFailed { task, reason: Reason::Failed, .. }
                if self.explanations > 0 && !self.explained.contains(&task.task) =>
            {
                Some(&task.task)
            }
            _ => None,
        }
    }

    fn tell_cause(&mut self, id: &str, found: &Cause) {
        if let Some(place) = self.places.get(id) {
            self.tasks[*place].state.cause = found.clone();
        }
        for event in &mut self.queue {
            if let EventKind::TaskFailed { task, cause, .. } = &mut event.kind
                && task.task == id
            {
                *cause = found.clone();
            }
        }
    }
}

/// The cause that an entry of the log names.
fn of_log(text: &str) -> Cause {
    said(codes(text).next(), text)
}

/// A cause in the words of the service, which may hold anything.
pub(crate) fn said(code: Option<&str>, text: &str) -> Cause {
    let code = code.map(|code| drs_diag::escape(code).into_owned());
    Cause::new(code.as_deref(), Redactor::default().excerpt(text.as_bytes()))
}
