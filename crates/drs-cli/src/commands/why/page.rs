//! What is known about a task, as a page for people and as JSON for programs.

use serde_json::{Value, json};

use super::facts::Facts;
use crate::service::{Table, text as member};

/// The page. Lines are wrapped to `width`, if it is given.
pub(super) fn text(facts: &Facts, width: Option<usize>) -> String {
    let escape = |text: &str| drs_diag::escape(text).into_owned();
    let mut page = format!("task {} `{}`\n", escape(&facts.id), facts.name);
    page.push_str(&match facts.state {
        Some(state) => filled(&format!("{}: {}", state.name, state.meaning), width),
        None => filled(&format!("{}: the contract does not know this state", escape(&facts.status)), width),
    });
    if let Some(hint) = hint(&facts.status) {
        page.push_str(&filled(hint, width));
    }
    section(&mut page, "last errors", &errors(&facts.errors).render(width));
    let findings: String = facts.findings.iter().map(|finding| filled(&finding.to_string(), width)).collect();
    section(&mut page, "tests and prechecks", &findings);
    section(&mut page, "what was done", &deeds(&facts.deeds).render(width));
    let codes = facts.codes.iter().map(|(code, answer)| match answer {
        Some(answer) => filled(&format!("{}: {} {}", escape(code), answer.meaning, answer.remedy), width),
        None => filled(&format!("{}: the contract does not know this code", escape(code)), width),
    });
    section(&mut page, "what the codes mean", &codes.collect::<String>());
    let notes: String = facts.notes.iter().map(|note| filled(note, width)).collect();
    section(&mut page, "not found out", &notes);
    let commands: String = facts.next.iter().map(|command| format!("{command}\n")).collect();
    section(&mut page, "next", &commands);
    page
}

/// What is worth knowing about a state beside its meaning.
fn hint(status: &str) -> Option<&'static str> {
    match status.to_ascii_uppercase().as_str() {
        "CONFIGURATION" => Some("A task that is left here for three days loses its instance."),
        "FULL_TRANSFER_FAILED" | "INCRE_TRANSFER_FAILED" => {
            Some("A task that stays failed ends by itself after `expired_days`, which is 14 days by default.")
        }
        _ => None,
    }
}

fn section(page: &mut String, title: &str, body: &str) {
    if !body.is_empty() {
        page.push_str(&format!("\n{title}\n{body}"));
    }
}

fn filled(text: &str, width: Option<usize>) -> String {
    match width {
        Some(width) => format!("{}\n", textwrap::fill(text, textwrap::Options::new(width).subsequent_indent("  "))),
        None => format!("{text}\n"),
    }
}

fn errors(entries: &[Value]) -> Table {
    let mut table = Table::new(&["when", "message"]);
    for entry in entries {
        table.row(["/create_time", "/message"].map(|at| member(entry, at)));
    }
    table
}

fn deeds(entries: &[Value]) -> Table {
    let mut table = Table::new(&["when", "what", "result", "by"]);
    for entry in entries {
        table.row(["/operation_time", "/name", "/status", "/user_name"].map(|at| member(entry, at)));
    }
    table
}

/// The same as an object.
pub(super) fn json(facts: &Facts) -> Value {
    let codes = facts.codes.iter().map(|(code, answer)| {
        json!({
            "code": code,
            "meaning": answer.map(|answer| answer.meaning),
            "remedy": answer.map(|answer| answer.remedy),
        })
    });
    json!({
        "id": facts.id,
        "name": facts.name,
        "status": facts.status,
        "class": facts.state.map(|state| state.class.as_str()),
        "meaning": facts.state.map(|state| state.meaning),
        "errors": facts.errors,
        "findings": facts.findings,
        "timeline": facts.deeds,
        "codes": codes.collect::<Vec<_>>(),
        "notes": facts.notes,
        "next": facts.next,
    })
}
