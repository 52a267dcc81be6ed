//! The request that a task was created from, and the places in it that a result is about.

use std::path::Path;
use std::sync::Arc;

use drs_client::checks::{Check, Finding};
use drs_text::{Node, Span};

use super::document::Document;
use crate::failure::Failure;

/// A request for the creation of tasks, and which of them is meant.
pub(crate) struct Origin {
    pub(crate) document: Arc<Document>,
    /// The name of the task; `None` if nobody knows it yet.
    pub(crate) name: Option<String>,
}

/// A task in a request.
#[derive(Clone, Copy)]
pub(crate) struct TaskNode<'t> {
    index: usize,
    pub(crate) value: Node<'t>,
}

/// A place in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) span: Span,
    /// JSON Pointer.
    pub(crate) pointer: String,
}

impl Origin {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        Ok(Self { document: Arc::new(Document::read(path)?), name: None })
    }

    /// The task in the request: the one of this name, or the only one.
    pub(crate) fn task<'t>(&self, root: Node<'t>) -> Option<TaskNode<'t>> {
        let tasks = || root.get("jobs").into_iter().flat_map(Node::items).enumerate();
        let name = |task: Node<'t>| task.get("base_info")?.get("name")?.as_str();
        let named = tasks().find(|(_, task)| self.name.is_some() && name(*task).as_deref() == self.name.as_deref());
        // A service may show no name, and a request may leave it to the service.
        let is_known = |task: Node<'t>| self.name.is_some() && name(task).is_some();
        let only = tasks().next().filter(|(_, task)| tasks().count() == 1 && !is_known(*task));
        named.or(only).map(|(index, value)| TaskNode { index, value })
    }

    /// The test of the connections to the databases of the task, with the references to their passwords.
    ///
    /// # Errors
    ///
    /// The request does not have the task.
    pub(crate) fn connection_test(&self) -> Result<Document, Failure> {
        let parsed = self.document.parse();
        let task = parsed.tree.as_ref().and_then(|tree| self.task(tree.root()));
        let task = task.ok_or_else(|| {
            Failure::new("the file has no task of this name")
                .help("name the request that the task was created from, or give `--body`")
        })?;
        let sides = ["source_endpoint", "target_endpoint"].into_iter().filter_map(|side| task.value.get(side));
        let endpoints: Vec<Node<'_>> = sides.flat_map(Node::items).collect();
        let before = r#"{"job":{"action_name":"network","action_params":{"endpoints":["#;
        Ok(self.document.part(before, &endpoints, "]}}}"))
    }

    /// The place that stands for the task as a whole: its name, or as much as the request has of it.
    pub(crate) fn task_place(&self, root: Node<'_>) -> Place {
        let Some(task) = self.task(root) else { return Place { span: root.span(), pointer: String::new() } };
        let start = format!("/jobs/{}", task.index);
        match task.value.get("base_info").and_then(|base| base.get("name")) {
            Some(name) => Place { span: name.span(), pointer: format!("{start}/base_info/name") },
            None => Place { span: task.value.span(), pointer: start },
        }
    }

    /// The place that a finding is about.
    pub(crate) fn place(&self, root: Node<'_>, finding: &Finding) -> Option<Place> {
        let task = self.task(root)?;
        let start = format!("/jobs/{}", task.index);
        match finding.check {
            Check::Network => endpoint(task.value, &start, &finding.subject),
            Check::Precheck => {
                let member = side(finding)?;
                let (key, _) = member_of(task.value, member)?;
                Some(Place { span: key.span(), pointer: format!("{start}/{member}") })
            }
        }
    }
}

/// The address or the instance of an endpoint that a test was about.
fn endpoint(task: Node<'_>, start: &str, subject: &str) -> Option<Place> {
    if subject.is_empty() {
        return None;
    }
    for side in ["source_endpoint", "target_endpoint"] {
        for (index, item) in task.get(side)?.items().enumerate() {
            for member in ["ip", "instance_id", "domain_name"] {
                let Some(value) = item.get("endpoint").and_then(|endpoint| endpoint.get(member)) else { continue };
                let text = value.as_str().unwrap_or_default();
                // An address may have a port, and there may be several with commas between them.
                let host = |text: &str| text.trim().split(':').next().unwrap_or_default().to_owned();
                if text == subject || text.split(',').any(|part| host(part) == host(subject)) {
                    return Some(Place {
                        span: value.span(),
                        pointer: format!("{start}/{side}/{index}/endpoint/{member}"),
                    });
                }
            }
        }
    }
    None
}

/// The member of a task that an item of a precheck is about, by the words that items and their groups begin with.
fn side(finding: &Finding) -> Option<&'static str> {
    let is_about = |words: &[&str]| {
        let starts = |text: &str| words.iter().any(|word| text.to_ascii_lowercase().starts_with(word));
        starts(&finding.subject) || starts(&finding.group)
    };
    if is_about(&["object"]) {
        Some("db_object")
    } else if is_about(&["src", "source"]) {
        Some("source_endpoint")
    } else if is_about(&["dst", "target", "destination"]) {
        Some("target_endpoint")
    } else {
        None
    }
}

fn member_of<'t>(object: Node<'t>, name: &str) -> Option<(Node<'t>, Node<'t>)> {
    let found = object.members().find(|member| member.key.as_str().as_deref() == Some(name))?;
    Some((found.key, found.value))
}
