//! The explanation of an operation: the call, its request, its examples.

use drs_validate::Operation;

use super::{object, path, prose::Prose};
use crate::catalog::OperationDoc;
use crate::generated::examples::EXAMPLES;

/// The explanation of one operation.
pub(crate) fn text(doc: &OperationDoc, prose: Prose) -> String {
    let mut text = prose.title(&doc.id);
    if let Some(operation) = Operation::from_id(&doc.id) {
        text.push_str(&format!("{} {} ({})\n", operation.method(), operation.path(), operation.service()));
    }
    text.push('\n');
    text.push_str(&prose.paragraph(&doc.description));
    if let Some(root) = path::object(&doc.root) {
        text.push_str(&prose.heading(&format!("Request: {}", root.name)));
        text.push_str(&object::table(&root.fields, prose));
    }
    let names: Vec<_> = EXAMPLES.iter().filter(|example| example.operation == doc.id).map(|it| it.name).collect();
    text.push_str(&prose.heading("Examples"));
    text.push_str(&prose.paragraph(&names.join(", ")));
    text.push_str(&prose.paragraph(&format!("`drs example {} --name NAME` prints one.", doc.id)));
    text.push_str(&prose.heading("Source"));
    text.push_str(&prose.paragraph(&doc.sources.join("; ")));
    text
}
