//! `README.md` beside the published files: a template with the parts that the contract decides.

use crate::contract::{Contract, RuleBody, Severity};
use crate::value::Value;

use super::catalog::BEYOND_SCHEMA;
use super::interop;

const TEMPLATE: &str = include_str!("readme.md");

/// The text for this contract.
pub(super) fn text(contract: &Contract, version: &str) -> String {
    let with_tables = interop::tables(contract)
        .into_iter()
        .fold(TEMPLATE.to_owned(), |text, (place, table)| text.replace(place, &table));
    with_tables
        .replace("{{version}}", version)
        .replace("{{clients}}", &clients(contract))
        .replace("{{services}}", &services(contract).map(file_of).collect::<Vec<_>>().join(", "))
        .replace("{{schemas}}", &schemas(contract))
        .replace("{{beyond}}", &beyond(contract))
        .replace("{{warnings}}", &warnings(contract))
}

/// The services that have operations, in the order of those.
fn services(contract: &Contract) -> impl Iterator<Item = &str> {
    let operations = contract.operations.iter().enumerate();
    operations.filter_map(|(position, operation)| {
        let is_first = contract.operations[..position].iter().all(|before| before.service != operation.service);
        (is_first && !operation.service.is_empty()).then_some(operation.service.as_str())
    })
}

fn file_of(service: &str) -> String {
    format!("`openapi-client.{service}.json`")
}

/// One row of the table for each service.
fn clients(contract: &Contract) -> String {
    let rows = services(contract).map(|service| {
        let name = contract.endpoints.pointer(&format!("/services/{service}/description"));
        let name = name.and_then(Value::as_str).unwrap_or(service);
        format!(
            "| {} | {name}: the calls of this service in OpenAPI 3.0.3, written for generators | client generators |",
            file_of(service)
        )
    });
    rows.collect::<Vec<_>>().join("\n")
}

/// One row of the table for each operation.
fn schemas(contract: &Contract) -> String {
    let rows = contract.operations.iter().map(|operation| {
        let what = match &operation.request {
            Some(_) => "request body",
            None if operation.is_bare() => "empty object of query parameters",
            None => "query parameters",
        };
        format!(
            "| `schema/{}.schema.json` | JSON Schema 2020-12 of the {what} of {} {}, complete in itself, rules included | validators, editors |",
            operation.id, operation.method, operation.path
        )
    });
    rows.collect::<Vec<_>>().join("\n")
}

/// What the schemas do not refuse: a list.
fn beyond(contract: &Contract) -> String {
    let fixed = BEYOND_SCHEMA.iter().map(|(id, what)| format!("- {what} (`{id}`)"));
    let coded = contract
        .rules()
        .into_iter()
        .filter(|(_, rule)| rule.severity == Severity::Error && matches!(rule.body, RuleBody::Rust));
    let coded =
        coded.map(|(owner, rule)| format!("- `{}` in `{owner}`, which only code can check (`{}`)", rule.name, rule.id));
    fixed.chain(coded).collect::<Vec<_>>().join("\n")
}

/// The warnings: a list.
fn warnings(contract: &Contract) -> String {
    let warnings = contract.pages.iter().filter(|page| page.severity == Severity::Warning);
    warnings.map(|page| format!("- `{}` (`{}`)", page.name, page.id)).collect::<Vec<_>>().join("\n")
}
