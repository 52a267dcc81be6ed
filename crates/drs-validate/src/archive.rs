//! Files of neighbouring tools that hold requests to any service, their bodies as text.

use drs_contract::Operation;
use drs_text::{Kind, Node};

/// What a collection of Postman is called.
const COLLECTION: &str = "a Postman collection";

/// Such a file.
pub(crate) struct Archive<'t> {
    /// What it is.
    pub(crate) tool: &'static str,
    /// The requests with a body, in the order of the text.
    pub(crate) requests: Vec<Request<'t>>,
}

/// A request in it.
pub(crate) struct Request<'t> {
    /// The body: a string.
    pub(crate) body: Node<'t>,
    /// The JSON Pointer of the body.
    pub(crate) pointer: String,
    /// The operation that its method and address are those of.
    pub(crate) operation: Option<Operation>,
}

/// What a document is called, if it is such a file.
pub(crate) fn tool(root: Node<'_>) -> Option<&'static str> {
    let has = |object: Node<'_>, name: &str| object.kind() == Kind::Object && object.get(name).is_some();
    if has(root, "info") && has(root, "item") {
        return Some(COLLECTION);
    }
    root.get("log").filter(|log| has(*log, "entries")).map(|_| "an HTTP archive (HAR)")
}

/// The requests of a document that is such a file.
pub(crate) fn archive(root: Node<'_>) -> Option<Archive<'_>> {
    let tool = tool(root)?;
    if tool == COLLECTION {
        let mut requests = Vec::new();
        let mut folders = vec![(root, String::new())];
        while let Some((folder, path)) = folders.pop() {
            let items = folder.get("item").into_iter().flat_map(Node::items).enumerate();
            let items: Vec<_> = items.map(|(index, item)| (item, format!("{path}/item/{index}"))).collect();
            requests.extend(items.iter().filter_map(|(item, path)| request(*item, path, ["body", "raw"])));
            folders.extend(items.into_iter().rev());
        }
        requests.sort_by_key(|request| request.body.span().start);
        return Some(Archive { tool, requests });
    }
    let entries = root.get("log").and_then(|log| log.get("entries")).into_iter().flat_map(Node::items).enumerate();
    let requests = entries
        .filter_map(|(index, entry)| request(entry, &format!("/log/entries/{index}"), ["postData", "text"]))
        .collect();
    Some(Archive { tool, requests })
}

/// The request of an entry at `path`, if it has a body that is sent as it is written.
fn request<'t>(entry: Node<'t>, path: &str, [holder, name]: [&str; 2]) -> Option<Request<'t>> {
    let request = entry.get("request")?;
    let holding = request.get(holder)?;
    let is_other = |member: &str, usual: &str| holding.get(member).is_some_and(|value| !value.str_eq(usual));
    let is_off = holding.get("disabled").is_some_and(|disabled| disabled.raw() == "true");
    let body =
        holding.get(name).filter(|_| !is_off && !is_other("mode", "raw") && holding.get("encoding").is_none())?;
    (body.kind() == Kind::String).then(|| Request {
        body,
        pointer: format!("{path}/request/{holder}/{name}"),
        operation: operation(request),
    })
}

/// The operation that the method and the address of a request are those of.
fn operation(request: Node<'_>) -> Option<Operation> {
    let method = request.get("method")?;
    let url = request.get("url")?;
    let url = url.get("raw").unwrap_or(url);
    let url = url.as_str()?;
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let is_called = |operation: &Operation| method.str_eq(operation.method()) && ends_with(path, operation.path());
    let mut called = Operation::ALL.into_iter().filter(|operation| operation.has_body()).filter(is_called);
    called.next()
}

/// Whether an address ends with a path of the contract, with anything in the place of its parameters.
fn ends_with(address: &str, path: &str) -> bool {
    let mut segments = address.trim_end_matches('/').rsplit('/');
    path.trim_start_matches('/')
        .rsplit('/')
        .all(|expected| segments.next().is_some_and(|found| found == expected || expected.starts_with('{')))
}

#[cfg(test)]
mod tests {
    use super::ends_with;

    #[test]
    fn addresses_end_with_paths() {
        let path = "/v5/{project_id}/jobs/{job_id}";
        for address in [
            "https://h/v5/p/jobs/j",
            "{{endpoint}}/v5/{{project_id}}/jobs/{{job_id}}",
            "/v5/p/jobs/j/",
            "/x/v5/p/jobs/j",
        ] {
            assert!(ends_with(address, path), "{address}");
        }
        for address in ["", "/", "https://h/v3/p/jobs/j", "https://h/v5/p/jobs", "https://h/v5/p/jobs/j/x", "jobs/j"] {
            assert!(!ends_with(address, path), "{address}");
        }
    }
}
