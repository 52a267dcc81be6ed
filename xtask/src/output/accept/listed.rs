//! Texts of which only some are allowed.

use super::plan::{Node, Plan};
use crate::contract::Shape;
use crate::output::source::header;

/// The longest text, with its quotes, that the validator compares at once. A longer one goes the slow path.
const LONGEST: usize = 64;

/// `listed.rs`: for each list of values a function that sets one bit for the value it is.
pub(super) fn module(plan: &Plan) -> String {
    let mut text = header("Values of which only some are allowed: the bit of the value's place in its list.");
    text.push_str("use crate::accept::text::Listed;\nuse crate::accept::{Accepted, Source};\n\n");
    for (name, node) in &plan.nodes {
        if let Some(values) = values(node) {
            text.push_str(&function(name, &node.title, &values));
        }
    }
    text
}

fn values(node: &Node) -> Option<Vec<&str>> {
    match &node.schema.shape {
        Shape::String(text) if text.is_closed_enum() => Some(text.values.iter().map(|it| it.value.as_str()).collect()),
        _ => None,
    }
}

fn function(name: &str, title: &str, values: &[&str]) -> String {
    let mut text = format!("/// {title}\npub(super) fn {name}(source: &Source<'_>, at: u32) -> Accepted {{\n");
    text.push_str("    let listed = Listed::new(source, at);\n    ");
    for (index, value) in values.iter().enumerate().filter(|(_, value)| value.len() + 2 <= LONGEST) {
        let quoted = bytes(&format!("\"{value}\""));
        text.push_str(&format!(
            "if let Some(end) = listed.is({quoted}) {{\n        Some((end, 1 << {index}))\n    }} else "
        ));
    }
    text.push_str("{\n        None\n    }\n}\n\n");
    text
}

/// Text as a literal of its bytes.
pub(super) fn bytes(text: &str) -> String {
    let escaped: String = text.bytes().map(|byte| std::ascii::escape_default(byte).to_string()).collect();
    format!("b\"{}\"", escaped.replace("\\'", "'"))
}
