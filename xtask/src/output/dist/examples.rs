//! Examples as files, with an index: requests, responses, and what each rule refuses and lets pass.

use crate::contract::{Block, Contract, Page, Severity};
use crate::output::file::Output;

use super::catalog::is_portable;
use super::json::{Json, Object};

/// The folder of the examples.
const FOLDER: &str = "dist/examples";

/// `examples/…` and `examples/index.json`.
pub(super) fn outputs(contract: &Contract) -> Vec<Output> {
    let mut files = Vec::new();
    let mut index = Vec::new();
    let mut add = |file: String, text: &str, members: Object| {
        let entry = [("file".to_owned(), format!("examples/{file}").into())].into_iter().chain(members);
        index.push(Json::Object(entry.collect()));
        files.push(Output { path: format!("{FOLDER}/{file}"), text: text.to_owned() });
    };
    for operation in &contract.operations {
        for example in &operation.examples {
            let members = object([("kind", "request"), ("operation", &operation.id), ("name", &example.name)]);
            add(format!("requests/{}/{}.json", operation.id, example.name), &example.text, valid(members, true));
        }
        for example in &operation.response_examples {
            let mut members = object([("kind", "response"), ("operation", &operation.id), ("name", &example.name)]);
            members.insert("status".to_owned(), Json::Integer(example.status.parse().unwrap_or_default()));
            let schema = operation.response_for(&example.status).map(|response| response.schema.as_str());
            members.insert("schema".to_owned(), schema.into());
            let file = format!("responses/{}/{}-{}.json", operation.id, example.status, example.name);
            add(file, &example.text, valid(members, true));
        }
    }
    for page in &contract.pages {
        for (kind, blocks) in [("fails", &page.fails), ("passes", &page.passes)] {
            for (position, block) in blocks.iter().filter(|block| is_document(block)).enumerate() {
                let file = format!("rules/{}-{kind}-{}.json", page.id, position + 1);
                add(file, &block.text, of_rule(contract, page, block, kind == "passes"));
            }
        }
    }
    let index = Json::object([("examples", Json::Array(index))]).to_text();
    files.push(Output { path: format!("{FOLDER}/index.json"), text: index });
    files
}

/// Whether a block is JSON for something that the contract names: other blocks are about the command.
fn is_document(block: &Block) -> bool {
    block.language == "json" && block.target != "any"
}

fn of_rule(contract: &Contract, page: &Page, block: &Block, passes: bool) -> Object {
    let mut members = object([("kind", "rule")]);
    let of = if contract.operation(&block.target).is_some() { "operation" } else { "component" };
    members.insert(of.to_owned(), block.target.as_str().into());
    members.insert("rule".to_owned(), page.id.as_str().into());
    members.insert("name".to_owned(), page.name.as_str().into());
    members.insert("portable".to_owned(), is_portable(contract, page).into());
    valid(members, passes || page.severity == Severity::Warning)
}

fn object<const N: usize>(members: [(&str, &str); N]) -> Object {
    members.into_iter().map(|(key, text)| (key.to_owned(), text.into())).collect()
}

fn valid(mut members: Object, valid: bool) -> Object {
    members.insert("valid".to_owned(), valid.into());
    members
}
