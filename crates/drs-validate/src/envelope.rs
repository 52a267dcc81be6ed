//! Files of neighbouring tools that have a request inside.

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

/// A file of a tool that holds requests as text.
pub(crate) struct Archive<'t> {
    /// What it is.
    pub(crate) tool: &'static str,
    /// A program of `jq` that writes each request on a line.
    pub(crate) program: &'static str,
    /// The texts, each with its JSON Pointer.
    pub(crate) bodies: Vec<(Node<'t>, String)>,
}

/// The file of a tool that a document is, if such a file holds requests as text.
pub(crate) fn archive(root: Node<'_>) -> Option<Archive<'_>> {
    let has = |object: Node<'_>, name: &str| object.kind() == Kind::Object && object.get(name).is_some();
    let mut bodies = Vec::new();
    if has(root, "info") && has(root, "item") {
        let mut folders = vec![(root, String::new())];
        while let Some((folder, path)) = folders.pop() {
            let items = folder.get("item").into_iter().flat_map(Node::items).enumerate();
            let items: Vec<_> = items.map(|(index, item)| (item, format!("{path}/item/{index}"))).collect();
            bodies.extend(items.iter().filter_map(|(item, path)| text_at(*item, path, ["request", "body", "raw"])));
            folders.extend(items.into_iter().rev());
        }
        bodies.sort_by_key(|(body, _)| body.span().start);
        let program = ".. | objects | .request?.body?.raw? | strings | fromjson";
        return Some(Archive { tool: "a Postman collection", program, bodies });
    }
    let log = root.get("log").filter(|log| has(*log, "entries"))?;
    for (index, entry) in log.get("entries").into_iter().flat_map(Node::items).enumerate() {
        bodies.extend(text_at(entry, &format!("/log/entries/{index}"), ["request", "postData", "text"]));
    }
    let program = ".log.entries[].request.postData?.text? | strings | fromjson";
    Some(Archive { tool: "an HTTP archive (HAR)", program, bodies })
}

/// The text below a value at `path`, with its JSON Pointer.
fn text_at<'t>(value: Node<'t>, path: &str, names: [&str; 3]) -> Option<(Node<'t>, String)> {
    let text = names.iter().try_fold(value, |value, name| value.get(name))?;
    (text.kind() == Kind::String).then(|| (text, format!("{path}/{}", names.join("/"))))
}
