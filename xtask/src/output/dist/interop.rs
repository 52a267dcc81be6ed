//! What other languages' tools made of the contract, as tables: the last run of `cargo xtask interop`, kept with its tests.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::contract::Contract;

/// What `tests/interop/results.py` keeps of every run.
pub(super) const RESULTS: &str = include_str!("../../../../tests/interop/results.json");

/// What `tests/interop/results.py` keeps.
#[derive(Deserialize)]
struct Results {
    clients: BTreeMap<String, Client>,
    validators: BTreeMap<String, Library>,
    descriptions: BTreeMap<String, Descriptions>,
}

/// A generated client.
#[derive(Deserialize)]
struct Client {
    language: String,
    generator: String,
    options: String,
    operations: BTreeMap<String, Outcome>,
}

/// What became of the examples of one operation.
#[derive(Deserialize)]
struct Outcome {
    sent: bool,
    read: bool,
    host: Vec<String>,
    secrets: Vec<String>,
}

/// A validator.
#[derive(Deserialize)]
struct Library {
    language: String,
    validator: String,
    deviations: Vec<String>,
}

/// Linters of descriptions.
#[derive(Deserialize)]
struct Descriptions {
    linters: Vec<String>,
    descriptions: Vec<String>,
}

/// The tables, by the name of their place in the template.
pub(super) fn tables(contract: &Contract) -> [(&'static str, String); 4] {
    let results: Results = serde_json::from_str(RESULTS).expect("results.py writes what is read here");
    let operations: Vec<&str> = contract.operations.iter().map(|operation| operation.id.as_str()).collect();
    [
        ("{{generators}}", generators(&results)),
        ("{{calls}}", calls(&results, &operations)),
        ("{{validators}}", validators(&results)),
        ("{{linters}}", linters(&results)),
    ]
}

/// A row for each generator: what it is told, who names the host, and whether a secret is shown.
fn generators(results: &Results) -> String {
    let rows = results.clients.values().map(|client| {
        let words = |of: fn(&Outcome) -> &Vec<String>| {
            let mut words: Vec<_> = client.operations.values().flat_map(of).map(String::as_str).collect();
            words.sort_unstable();
            words.dedup();
            words.join(", ")
        };
        let options = if client.options.is_empty() { "none" } else { &client.options };
        let host = if words(|sent| &sent.host) == "generated" { "of the description" } else { "given by the caller" };
        let secrets = match words(|sent| &sent.secrets) {
            none if none.is_empty() => "–".to_owned(),
            words => words,
        };
        format!("| {} | {} | {options} | {host} | {secrets} |", client.language, client.generator)
    });
    rows.collect::<Vec<_>>().join("\n")
}

/// A row for each generator with a column for each operation.
fn calls(results: &Results, operations: &[&str]) -> String {
    let mut rows = vec![
        format!(
            "| generator | compiles | {} |",
            operations.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" | ")
        ),
        format!("|---|---|{}", "---|".repeat(operations.len())),
    ];
    for client in results.clients.values() {
        let cells = operations.iter().map(|id| match client.operations.get(*id) {
            Some(Outcome { sent: true, read: true, .. }) => "sent, host, read",
            Some(Outcome { sent: true, read: false, .. }) => "sent, host; not read",
            Some(_) => "not as given",
            None => "not tried",
        });
        rows.push(format!("| {} | yes | {} |", client.generator, cells.collect::<Vec<_>>().join(" | ")));
    }
    rows.join("\n")
}

/// A row for each validator.
fn validators(results: &Results) -> String {
    let rows = results.validators.values().map(|library| {
        let deviations = if library.deviations.is_empty() { "none".to_owned() } else { library.deviations.join("; ") };
        format!("| {} | {} | {deviations} |", library.language, library.validator)
    });
    rows.collect::<Vec<_>>().join("\n")
}

/// The linters and how many descriptions they read.
fn linters(results: &Results) -> String {
    let said = results.descriptions.values().map(|of| {
        let count = of.descriptions.len();
        format!(
            "{} report nothing on any of the {count} descriptions, neither error nor warning.",
            of.linters.join(" and ")
        )
    });
    said.collect::<Vec<_>>().join("\n")
}
