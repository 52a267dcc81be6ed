//! `cargo xtask new-rule`: a rule in its schema, and its page.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use super::write::{create, insert, is_name, next_line};
use crate::bundle;
use crate::contract::{Contract, Family};
use crate::status::Status;
use crate::value::Value;

/// A rule to begin.
#[derive(Clone, Debug, clap::Args)]
pub struct NewRule {
    /// What is wrong where it fires, for example `cloud-endpoint-without-region`.
    pub name: String,
    /// The smallest component that holds all its fields, or the operation for query parameters.
    #[arg(long, value_name = "NAME")]
    pub on: String,
    /// It is a warning.
    #[arg(long)]
    pub warning: bool,
    /// The vocabulary of conditions cannot say it: it is a function in the validator and one in the reference validator.
    #[arg(long)]
    pub rust: bool,
}

impl NewRule {
    /// Writes the skeleton under `root` and gives the id.
    ///
    /// # Errors
    /// The name is none or taken, there is no such component or operation, or a file cannot be written.
    pub fn write(&self, root: &Path, status: &mut Status<impl Write>) -> anyhow::Result<String> {
        anyhow::ensure!(is_name(&self.name, '-'), "`{}` is not of the form `what-is-wrong`", self.name);
        let contract = Contract::from_bundle(bundle::load(root)?)?;
        let taken = contract.rules().iter().any(|(_, rule)| rule.name == self.name);
        anyhow::ensure!(!taken, "there is a rule called `{}`", self.name);
        let id = next_id(&contract);
        let owner = owner(&contract, &self.on)
            .ok_or_else(|| anyhow::anyhow!("there is no component and no operation `{}`", self.on))?;
        let file = contract.files.get(owner.at.file);
        let (at, head) = match owner.get("x-drs-rules") {
            Some(rules) => (rules.at.span.end as usize, String::new()),
            None => (owner.at.span.end as usize, format!("{}x-drs-rules:\n", indent(&contract, owner))),
        };
        let at = if file.text[..at].ends_with('\n') { at } else { next_line(&file.text, at) };
        let lines = head + &self.stub(&id, &indent(&contract, owner));
        create(root, &[(format!("spec/rules/{id}.md"), self.page(&id))], status)?;
        insert(root, &file.name, at, &lines, status)?;
        status.say(
            "Next",
            &format!("say in `{}` when `{id}` applies, what must hold then, and who says so", file.name),
        )?;
        if self.rust {
            let (validator, reference) =
                ("crates/drs-validate/src/rules/native.rs", "tests/conformance/src/corpus/reference/native.rs");
            let function = self.name.replace('-', "_");
            status.say(
                "Next",
                &format!("write the function `{function}` in `{validator}`, and again in `{reference}`"),
            )?;
        }
        status.say(
            "Next",
            &format!("write `spec/rules/{id}.md`, whose blocks are run as tests, and a line in CHANGELOG.md"),
        )?;
        status.say("Next", "`cargo xtask lint`, `cargo xtask codegen`, `cargo test --workspace --no-fail-fast`")?;
        Ok(id)
    }

    fn stub(&self, id: &str, indent: &str) -> String {
        let severity = if self.warning { "warning" } else { "error" };
        let body: &[&str] = if self.rust { &["check: rust"] } else { &["if: {}", "then: {}"] };
        let first = format!("- id: {id}");
        let (name, severity) = (format!("name: {}", self.name), format!("severity: {severity}"));
        let fields = [&*name, &*severity].into_iter().chain(body.iter().copied()).chain([
            "at: ''",
            "message: ''",
            "help: ''",
            "source: ''",
        ]);
        let rest: String = fields.map(|field| format!("{indent}    {field}\n")).collect();
        format!("{indent}  {first}\n{rest}")
    }

    fn page(&self, id: &str) -> String {
        let severity = if self.warning { "\nSeverity: warning\n\n" } else { "\n" };
        let block = format!("```json {}\n{{}}\n```", self.on);
        format!(
            "# {id}: {}\n{severity}## What it checks\n\n## Why the service refuses it\n\n## Fails\n\n{block}\n\n## Passes\n\n{block}\n\n## Source\n",
            self.name
        )
    }
}

/// The number after the highest that a rule has or had.
fn next_id(contract: &Contract) -> String {
    let pages = contract.pages.iter().map(|page| page.id.as_str());
    let rules = contract.rules();
    let rules = rules.iter().map(|(_, rule)| rule.id.as_str());
    let known: BTreeSet<&str> = pages.chain(rules).chain(contract.retired.members().map(|(id, _)| id)).collect();
    let last = Family::Payload.last(&known).and_then(|id| id[5..].parse().ok()).unwrap_or(0);
    format!("DRS-P{:03}", last + 1)
}

/// The object of the bundle that holds a rule.
fn owner<'c>(contract: &'c Contract, name: &str) -> Option<&'c Value> {
    if let Some(operation) = contract.operation(name) {
        let item = contract.bundle.get("paths")?.get(&operation.path)?;
        return item.get(&operation.method.to_ascii_lowercase());
    }
    contract.bundle.get("components")?.get("schemas")?.get(name)
}

/// The white space before the keys of an object in block style.
fn indent(contract: &Contract, object: &Value) -> String {
    let first = object.as_object().and_then(|members| members.values().next());
    let column = first.map_or(1, |member| contract.files.position(member.key).column);
    " ".repeat(column as usize - 1)
}
