//! Descriptions read well wherever they end up.
//!
//! They become documentation comments, where angle and square brackets outside code are markup and where indented or untagged
//! code is run as a test. They are sentences for somebody who has never seen the vendor's page, so they do not say "Optional"
//! (`required` says that) and do not merely repeat the name.

use super::{Lint, Subject};
use crate::bundle::grammar::Kind;
use crate::problem::Finding;
use crate::value::Value;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L021", name: "description-style", file: include_str!("description_style.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in &subject.nodes {
        for key in ["summary", "description"] {
            let Some(member) = node.value.member(key) else { continue };
            let Some(text) = member.value.as_str() else { continue };
            let name = if node.kind == Kind::Parameter { name_of(node.value) } else { node.key() };
            findings.extend(flaws(key, text, &name).into_iter().map(|flaw| Finding::new(&LINT, member.value.at, flaw)));
        }
        for (_, meaning) in node.value.get("x-enumDescriptions").into_iter().flat_map(Value::members) {
            let text = meaning.as_str().unwrap_or_default();
            findings
                .extend(flaws("description", text, "").into_iter().map(|flaw| Finding::new(&LINT, meaning.at, flaw)));
        }
    }
}

fn name_of(value: &Value) -> String {
    value.get("name").and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn flaws(key: &str, text: &str, name: &str) -> Vec<&'static str> {
    let mut flaws = Vec::new();
    let trimmed = text.trim();
    let letters =
        |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    if ["Optional", "Mandatory", "Required."].iter().any(|word| trimmed.starts_with(word)) {
        flaws.push("whether it must be sent is what `required` says");
    }
    if !name.is_empty() && letters(trimmed) == letters(name) {
        flaws.push("the description only repeats the name");
    }
    let prose: String = trimmed.split('`').step_by(2).collect();
    if prose.contains(['<', '>', '[', ']']) {
        flaws.push("angle and square brackets outside backticks are markup in generated documentation");
    }
    if text.matches('`').count() % 2 == 1 {
        flaws.push("a backtick is never closed");
    }
    if text.lines().any(|line| line.starts_with("    ") || line.trim_start().starts_with("```")) {
        flaws.push("code in a description becomes a test of the generated documentation");
    }
    if key == "summary" && (trimmed.ends_with('.') || trimmed.contains('\n')) {
        flaws.push("a summary is one line without a full stop");
    }
    let ends_well = trimmed.is_empty()
        || trimmed.ends_with(['.', '!', '?', ':'])
        || trimmed.ends_with(".`")
        || trimmed.ends_with(".)");
    if key == "description" && !ends_well {
        flaws.push("a description is made of sentences, which end with a full stop");
    }
    flaws
}
