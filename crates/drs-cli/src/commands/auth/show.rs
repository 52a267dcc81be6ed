//! How `drs auth` shows what it found, for people.

use std::fmt::Write as _;

use drs_client::auth::{Report, Setting};

use super::checks::Check;

/// The settings and the places, as columns.
pub(super) fn report(report: &Report) -> String {
    let mut rows = Vec::new();
    rows.push(match &report.credentials {
        Some(found) => {
            let key = found.access_key.as_deref().map_or_else(String::new, |key| format!(" {key}"));
            ["credentials".to_owned(), format!("{}{key}", found.kind), found.source.clone()]
        }
        None => ["credentials".to_owned(), "none".to_owned(), String::new()],
    });
    let setting = |name: &str, setting: Option<&Setting>, unset: &str| match setting {
        Some(Setting { value, origin, .. }) => [name.to_owned(), drs_diag::escape(value).into_owned(), origin.clone()],
        None => [name.to_owned(), unset.to_owned(), String::new()],
    };
    rows.push(setting("region", report.region.as_ref(), "not set"));
    rows.push(setting("project", report.project_id.as_ref(), "not set; looked up by region"));
    for (service, endpoint) in &report.endpoints {
        rows.push(setting(service, Some(endpoint), ""));
    }
    rows.push(setting("iam", report.iam_endpoint.as_ref(), "not set"));

    let mut text = columns(&rows);
    text.push_str("\nPlaces of credentials, in the order in which they decide:\n");
    let places = report.looked_at.iter().map(|place| {
        let detail = place.detail.as_deref().map_or_else(String::new, |detail| format!(": {detail}"));
        [format!("  {}", place.state), format!("{}{detail}", place.source), String::new()]
    });
    text.push_str(&columns(&places.collect::<Vec<_>>()));
    text
}

/// The line above the checks.
pub(super) const CHECKS: &str = "\nChecks:\n";

/// A check as a line, in columns that do not depend on what is not known yet.
pub(super) fn check(check: &Check) -> String {
    format!("  {:7}  {:10}  {}\n", check.outcome.name(), check.name, check.detail)
}

/// Three columns, the first two as wide as what is in them.
fn columns(rows: &[[String; 3]]) -> String {
    let width = |column: usize| {
        let filled = rows.iter().filter(|row| column == 0 || !row[column + 1].is_empty());
        filled.map(|row| row[column].chars().count()).max().unwrap_or_default()
    };
    let (first, second) = (width(0), width(1));
    let mut text = String::new();
    for [name, value, origin] in rows {
        let mut line = String::new();
        // Writing to a text does not fail.
        let _ = write!(line, "{name:first$}  {value:second$}  {origin}");
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
