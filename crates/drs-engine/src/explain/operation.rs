//! The explanation of an operation: the call, its request, its examples.

use drs_contract::Operation;

use super::{object, prose::Prose};

/// The explanation of one operation.
pub(crate) fn text(operation: Operation, prose: Prose) -> String {
    let mut text = prose.title(operation.id());
    text.push_str(&format!("{} {} ({})\n", operation.method(), operation.path(), operation.service()));
    text.push('\n');
    text.push_str(&prose.paragraph(operation.description()));
    if operation.is_bare() {
        text.push_str(&prose.heading("Request"));
        text.push_str(&prose.paragraph("Neither a body nor query parameters."));
    } else {
        if let Some(root) = operation.object() {
            text.push_str(&prose.heading(&format!("Request: {}", root.name)));
            text.push_str(&object::table(root.fields, prose));
        }
        let names: Vec<_> = operation.examples().map(|example| example.name).collect();
        text.push_str(&prose.heading("Examples"));
        text.push_str(&prose.paragraph(&names.join(", ")));
        text.push_str(&prose.paragraph(&format!("`drs example {operation} --name NAME` prints one.")));
    }
    text.push_str(&prose.heading("Source"));
    text.push_str(&prose.paragraph(&operation.sources().join("; ")));
    text
}
