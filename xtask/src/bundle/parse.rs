//! Text to [`Value`], with a finding for whatever the parser refuses.

use drs_text::{Fault, FaultKind, Kind, Limits, Node, Parsed, json, yaml};
use indexmap::IndexMap;

use crate::files::{FileId, Files};
use crate::lint;
use crate::problem::Finding;
use crate::value::{Data, Member, Place, Value};

/// The one YAML document of a file.
pub(super) fn yaml(files: &Files, id: FileId, findings: &mut Vec<Finding>) -> Option<Value> {
    finish(id, &yaml::parse(files.get(id).text.as_bytes(), &Limits::default()), findings)
}

/// The one JSON value of a file.
pub(super) fn json(files: &Files, id: FileId, findings: &mut Vec<Finding>) -> Option<Value> {
    finish(id, &json::parse(files.get(id).text.as_bytes(), &Limits::default()), findings)
}

fn finish(file: FileId, parsed: &Parsed<'_>, findings: &mut Vec<Finding>) -> Option<Value> {
    findings.extend(parsed.faults.iter().map(|fault| finding(file, fault)));
    parsed.tree.as_ref().map(|tree| value(file, tree.root()))
}

fn finding(file: FileId, fault: &Fault) -> Finding {
    let at = Place { file, span: fault.span };
    if matches!(fault.kind, FaultKind::DuplicateKey) {
        let finding = Finding::new(&lint::duplicate_key::LINT, at, "this key occurs twice in the same object")
            .help("keep one of the two; other parsers silently take the last");
        return match fault.related {
            Some(first) => finding.related("first here", first),
            None => finding,
        };
    }
    let finding = Finding::new(&lint::unreadable_file::LINT, at, fault.kind.to_string());
    match fault.kind.help() {
        Some(help) => finding.help(help),
        None => finding,
    }
}

fn value(file: FileId, node: Node<'_>) -> Value {
    let at = Place { file, span: node.span() };
    let data = match node.kind() {
        Kind::Null => Data::Null,
        Kind::Bool => Data::Bool(node.as_bool().unwrap_or_default()),
        Kind::Number => number(node.as_number().unwrap_or_default()),
        Kind::String => Data::String(node.as_str().unwrap_or_default().into_owned()),
        Kind::Array => Data::Array(node.items().map(|item| value(file, item)).collect()),
        Kind::Object => {
            let mut members = IndexMap::new();
            for member in node.members() {
                let key = Place { file, span: member.key.span() };
                let name = member.key.as_str().unwrap_or_default().into_owned();
                members.insert(name, Member { key, value: value(file, member.value) });
            }
            Data::Object(members)
        }
    };
    Value::new(at, data)
}

fn number(text: &str) -> Data {
    text.parse().map_or_else(|_| Data::Float(text.parse().unwrap_or_default()), Data::Integer)
}
