//! An answer as sections: members with their values, and a table for each list.

use drs_diag::MASK;
use drs_validate::secrets;
use serde_json::{Map, Value};

use super::table::Table;

/// The sections of an object, each with an empty line above it: first what stands by itself, then its lists. Members that
/// `without` names are left out.
pub(crate) fn sections(object: &Value, without: &[&str], width: Option<usize>) -> String {
    of(object, without).iter().map(|section| format!("\n{}", section.render(width))).collect()
}

/// A part of an answer.
struct Section {
    title: String,
    columns: Vec<String>,
    table: Table,
}

impl Section {
    fn new(title: String, columns: Vec<String>) -> Self {
        Self { title, columns, table: Table::new(&[]) }
    }

    /// The section as lines, with its title above if it is a list.
    fn render(&self, width: Option<usize>) -> String {
        let mut text = String::new();
        if !self.title.is_empty() {
            text.push_str(&format!("{}\n", drs_diag::escape(&self.title)));
        }
        text.push_str(&self.table.render_under(&self.columns, width));
        text
    }
}

fn of(object: &Value, without: &[&str]) -> Vec<Section> {
    let mut facts = Section::new(String::new(), Vec::new());
    let mut lists = Vec::new();
    for (name, value) in object.as_object().into_iter().flatten().filter(|(name, _)| !without.contains(&name.as_str()))
    {
        walk(name, name, value, &mut facts, &mut lists);
    }
    let facts = (!facts.table.is_empty()).then_some(facts);
    facts.into_iter().chain(lists).collect()
}

/// Puts a member where it belongs. `path` leads to it, and `name` is its own.
fn walk(path: &str, name: &str, value: &Value, facts: &mut Section, lists: &mut Vec<Section>) {
    if secrets().is_secret(name) && !value.is_null() {
        facts.table.row([path.to_owned(), MASK.to_owned()]);
        return;
    }
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                walk(&format!("{path}.{name}"), name, value, facts, lists);
            }
        }
        Value::Array(items) if items.is_empty() => {}
        Value::Array(items) => match rows(items) {
            Some(rows) => lists.push(list(path, &rows)),
            None if items.iter().all(is_single) => {
                let texts: Vec<String> = items.iter().map(single).collect();
                facts.table.row([path.to_owned(), texts.join(", ")]);
            }
            None => {
                for (index, item) in items.iter().enumerate() {
                    walk(&format!("{path}.{index}"), name, item, facts, lists);
                }
            }
        },
        single_value if single(single_value).is_empty() => {}
        single_value => facts.table.row([path.to_owned(), single(single_value)]),
    }
}

/// Items that are objects without anything inside.
fn rows(items: &[Value]) -> Option<Vec<&Map<String, Value>>> {
    items.iter().map(|item| item.as_object().filter(|members| members.values().all(is_single))).collect()
}

/// A list as a table, with a column for each member that an item has.
fn list(path: &str, rows: &[&Map<String, Value>]) -> Section {
    let mut columns: Vec<String> = Vec::new();
    for name in rows.iter().flat_map(|row| row.keys()) {
        if !columns.contains(name) {
            columns.push(name.clone());
        }
    }
    let mut section = Section::new(path.to_owned(), columns);
    for row in rows {
        let cell = |name: &String| match row.get(name) {
            Some(value) if secrets().is_secret(name) && !value.is_null() => MASK.to_owned(),
            Some(value) => single(value),
            None => String::new(),
        };
        section.table.row(section.columns.iter().map(cell).collect::<Vec<_>>());
    }
    section
}

/// Whether a value has nothing inside.
fn is_single(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

fn single(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_come_first_and_lists_are_tables_without_secrets() {
        let job = json!({
            "id": "a", "status": "CONFIGURATION",
            "base_info": {"name": "orders\u{1b}[31m", "description": "", "expired_days": 14},
            "source_endpoint": [{"endpoint": {"ip": "10.0.0.1", "db_password": "canary"}, "ssl": null}],
            "tags": [{"key": "team", "value": "orders"}, {"key": "wave\u{202e}"}],
            "users": [{"account": "a", "password": "canary"}, {"account": "b", "password": null}],
            "regions": ["here", "there"], "empty": [], "password": {"inside": "canary"},
        });
        insta::assert_snapshot!(sections(&job, &["id", "status"], None));
    }

    #[test]
    fn a_narrow_terminal_wraps() {
        let job = json!({"logs": [{"level": "Error", "message": "Table ORDERS.INVOICES cannot be created: the name exists already."}]});
        let text = sections(&job, &[], Some(40));
        assert!(text.lines().all(|line| line.chars().count() <= 40), "{text}");
        assert!(text.lines().count() > 3, "{text}");
    }
}
