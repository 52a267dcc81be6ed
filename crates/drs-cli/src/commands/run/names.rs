//! What the tasks of a request are called.

use drs_text::Node;

use crate::service::Document;

/// The names of the tasks of a request, in order.
pub(super) fn names(document: &Document) -> Vec<String> {
    let parsed = document.parse();
    let jobs = parsed.tree.as_ref().and_then(|tree| tree.root().get("jobs"));
    let name = |job: Node<'_>| Some(job.get("base_info")?.get("name")?.as_str()?.into_owned());
    jobs.into_iter().flat_map(Node::items).map(|job| name(job).unwrap_or_default()).collect()
}
