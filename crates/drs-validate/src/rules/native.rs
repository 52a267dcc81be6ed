//! Rules that conditions cannot say, each a function called like its rule (`check: rust` in the contract).
//!
//! A rule of the contract without a function here does not compile.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use drs_text::{Kind, Node};

use crate::instance_path::Segment;
use crate::rules::Facts;

/// A check of one object; adds what it finds.
pub(crate) type Check = for<'t> fn(Node<'t>, &Facts, &mut Vec<Hit<'t>>);

/// A place where a rule is broken.
#[derive(Debug)]
pub(crate) struct Hit<'t> {
    /// The value under the caret.
    pub(crate) node: Node<'t>,
    /// The steps to it from the object that the rule is on.
    pub(crate) steps: Vec<Segment<'t>>,
    /// Another place that has a part in it, and what part.
    pub(crate) related: Option<(Node<'t>, &'static str)>,
}

/// An additional column has two names, its key and its `name`, and they must be the same.
pub(crate) fn additional_column_under_other_name<'t>(table: Node<'t>, facts: &Facts, hits: &mut Vec<Hit<'t>>) {
    let Some((columns_key, columns)) = member(table, "columns", facts).filter(|(_, node)| node.kind() == Kind::Object)
    else {
        return;
    };
    for column in columns.members() {
        let Some((_, additional)) = member(column.value, "additional", facts) else { continue };
        let Some((name_key, name)) = member(column.value, "name", facts) else { continue };
        let Some(text) = name.as_str() else { continue };
        if additional.as_bool() == Some(true) && !column.key.str_eq(&text) {
            hits.push(Hit {
                node: name,
                steps: vec![Segment::Key(columns_key), Segment::Key(column.key), Segment::Key(name_key)],
                related: Some((column.key, "the key of the column")),
            });
        }
    }
}

/// A batch has one policy for each task.
pub(crate) fn task_named_twice<'t>(batch: Node<'t>, facts: &Facts, hits: &mut Vec<Hit<'t>>) {
    let Some((jobs_key, jobs)) = member(batch, "jobs", facts).filter(|(_, node)| node.kind() == Kind::Array) else {
        return;
    };
    let mut first = BTreeMap::new();
    for (index, job) in (0..).zip(jobs.items()) {
        let Some((id_key, id)) = member(job, "job_id", facts) else { continue };
        let Some(text) = id.as_str() else { continue };
        match first.entry(text) {
            Entry::Vacant(entry) => drop(entry.insert(id)),
            Entry::Occupied(entry) => hits.push(Hit {
                node: id,
                steps: vec![Segment::Key(jobs_key), Segment::Index(index), Segment::Key(id_key)],
                related: Some((*entry.get(), "the same task")),
            }),
        }
    }
}

/// A member of an object with nothing wrong about it: its key and its value.
fn member<'t>(object: Node<'t>, name: &'static str, facts: &Facts) -> Option<(Node<'t>, Node<'t>)> {
    if object.kind() != Kind::Object || facts.is_duplicate(object, name) {
        return None;
    }
    let member = object.members().find(|member| member.key.str_eq(name))?;
    facts.is_reliable(member.value).then_some((member.key, member.value))
}
