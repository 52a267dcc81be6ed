//! The explanation of a state of a batch or of a task.

use drs_contract::{Evidence, State, Transition};

use super::prose::Prose;

/// The explanation of one state.
pub(crate) fn text(state: &State, prose: Prose) -> String {
    let mut text = prose.title(&format!("{} (state of a {})", state.name, state.machine.as_str()));
    text.push_str(&prose.paragraph(state.meaning));
    text.push_str(&prose.heading(&format!("Class: {}", state.class.as_str())));
    text.push_str(&prose.paragraph(state.class.sentence()));
    text.push_str(&prose.heading("Allows"));
    let actions = if state.actions.is_empty() { "Nothing.".to_owned() } else { state.actions.join(", ") };
    text.push_str(&prose.paragraph(&actions));
    text.push_str(&prose.heading("Followed by"));
    if state.next.is_empty() {
        text.push_str(&prose.paragraph("Nothing."));
    }
    let width = state.next.iter().map(|next| next.to.len()).max().unwrap_or_default();
    for next in state.next {
        text.push_str(&prose.entry(next.to, width, &way(next, state.evidence)));
    }
    text.push_str(&prose.heading("Source"));
    text.push_str(&prose.paragraph(&format!("{} ({})", state.source, state.evidence.as_str())));
    text
}

/// How a state is reached.
fn way(next: &Transition, evidence: Evidence) -> String {
    let by = next.by.map_or_else(|| "by itself".to_owned(), |by| format!("by `{by}`"));
    if next.evidence == evidence { by } else { format!("{by} ({})", next.evidence.as_str()) }
}
