//! Input files of `KooCLI`, which have a request inside.

use drs_text::{Kind, Node};

/// Parts of an input file of `KooCLI`, the vendor's command.
const PARTS: [&str; 6] = ["body", "cookie", "formData", "header", "path", "query"];

/// The request in an input file of `KooCLI`, with its key: the body, or the query of a call without one.
pub(crate) fn request(root: Node<'_>) -> Option<(Node<'_>, Node<'_>)> {
    let is_part = |key: Node<'_>| PARTS.iter().any(|part| key.str_eq(part));
    if root.kind() != Kind::Object || root.is_empty() || !root.members().all(|member| is_part(member.key)) {
        return None;
    }
    let part = |name: &str| root.members().find(|member| member.key.str_eq(name));
    let member = part("body").or_else(|| part("query"))?;
    (member.value.kind() == Kind::Object).then_some((member.key, member.value))
}
