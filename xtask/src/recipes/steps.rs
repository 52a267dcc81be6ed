//! The recipes, step by step.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::scratch::Scratch;
use crate::contract::pascal_case;
use crate::problem::Problems;
use crate::scaffold::{NewOperation, NewRule};
use crate::status::Status;
use crate::{audit, codegen, tidy};

/// What a contributor writes by hand in the recipes.
const BY_HAND: &str = "xtask/tests/recipes";

/// The schema that the rules are on, and its file.
const OWNER: (&str, &str) = ("BaseEndpoint", "spec/schemas/endpoint.yaml");

/// A rule with conditions, and one that is a function.
const RULES: [(&str, &str, bool); 2] = [
    ("made-up-database-without-instance", "portable", false),
    ("made-up-database-called-like-instance", "native", true),
];

/// An operation with a body and a document, and one with neither: folder, id, method, path and document.
const OPERATIONS: [(&str, &str, &str, &str, Option<&str>); 2] = [
    ("body", "batch_pause_jobs", "post", "/v5/{project_id}/jobs/batch-pause", Some("900")),
    ("query", "show_quota_usage", "get", "/v5/{project_id}/made-up-quotas", None),
];

/// The functions of the validator.
const VALIDATOR: &str = "crates/drs-validate/src/rules/native.rs";

/// The functions of the reference validator.
const REFERENCE: &str = "tests/conformance/src/corpus/reference/native.rs";

/// Packages whose tests see the contract.
const TESTED: [&str; 7] =
    ["drs-contract", "drs-validate", "drs-client", "drs-cli", "drs-tests", "drs-conformance", "xtask"];

/// Follows the recipes for rules and for operations.
///
/// # Errors
/// A step of a recipe does not do what CONTRIBUTING.md says.
pub fn run(root: &Path, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let scratch = Scratch::new(root)?;
    status.say("Copied", &scratch.root.display().to_string())?;
    let by_hand = root.join(BY_HAND);
    for (name, folder, rust) in RULES {
        rule(&scratch, name, &by_hand.join(folder), rust, status)?;
    }
    for (folder, id, method, path, document) in OPERATIONS {
        let operation = NewOperation {
            id: id.to_owned(),
            method: method.to_owned(),
            path: path.to_owned(),
            service: "drs".to_owned(),
            document: document.map(str::to_owned),
        };
        operation.write(&scratch.root, status)?;
        unfinished(&scratch, &format!("`{id}`"), status)?;
        scratch.overlay(&by_hand.join(folder))?;
    }
    codegen::write(&scratch.root, &mut Status::new(std::io::sink(), false))?;
    codegen::check(&scratch.root, status)?;
    audit::run(&scratch.root, &mut Status::new(std::io::sink(), false))?;
    functions(&scratch, &by_hand.join("native"), status)?;
    tidy::run(&scratch.root, status)?;
    test(&scratch, status)
}

fn rule(
    scratch: &Scratch,
    name: &str,
    by_hand: &Path,
    rust: bool,
    status: &mut Status<impl Write>,
) -> anyhow::Result<()> {
    let (owner, file) = OWNER;
    let rule = NewRule { name: name.to_owned(), on: owner.to_owned(), warning: false, rust };
    let id = rule.write(&scratch.root, status)?;
    unfinished(scratch, &format!("`{id}`"), status)?;
    let conditions = if rust { "" } else { "          if: {}\n          then: {}\n" };
    let blank =
        format!("{conditions}          at: ''\n          message: ''\n          help: ''\n          source: ''\n");
    scratch.replace(file, &blank, &fs::read_to_string(by_hand.join("rule.yaml"))?)?;
    let page = fs::read_to_string(by_hand.join("page.md"))?.replace("ID", &id);
    Ok(fs::write(scratch.root.join(format!("spec/rules/{id}.md")), page)?)
}

/// A skeleton alone must not pass.
fn unfinished(scratch: &Scratch, what: &str, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let Err(error) = codegen::contract(&scratch.root) else { anyhow::bail!("the skeleton of {what} passes the lints") };
    let problems = error.downcast::<Problems>()?;
    status.say("Refused", &format!("{what} with {} blanks, as it must be", problems.findings.len()))?;
    Ok(())
}

/// Writes the two functions of the rule that is one, after the compiler asked for both.
fn functions(scratch: &Scratch, by_hand: &Path, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let (name, ..) = RULES[1];
    let (function, variant) = (name.replace('-', "_"), pascal_case(name));
    let output = cargo(scratch, &["build", "--quiet", "--tests", "--keep-going"])?;
    anyhow::ensure!(!output.status.success(), "everything compiles without the functions of `{name}`");
    let errors = String::from_utf8_lossy(&output.stderr);
    for expected in [format!("`{function}` in module `native`"), format!("NativeRule::{variant}"), REFERENCE.to_owned()]
    {
        anyhow::ensure!(errors.contains(&expected), "no error names `{expected}`:\n{errors}");
    }
    status.say("Refused", &format!("`{name}` without its functions, as it must be"))?;
    scratch.append(VALIDATOR, &fs::read_to_string(by_hand.join("validator.rs.txt"))?)?;
    scratch.append(REFERENCE, &fs::read_to_string(by_hand.join("reference.rs.txt"))?)?;
    let arm = format!("    match rule {{\n        NativeRule::{variant} => {function}(doc, path),\n");
    scratch.replace(REFERENCE, "    match rule {\n", &arm)
}

/// Runs the tests that see the contract: not those of runs and journals, which send what is in their own files.
fn test(scratch: &Scratch, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let output = cargo(scratch, &["test", "--quiet", "--no-fail-fast", "--lib", "--bins", "--test", "it"])?;
    if !output.status.success() {
        status.plain(&String::from_utf8_lossy(&output.stdout))?;
        status.plain(&String::from_utf8_lossy(&output.stderr))?;
        anyhow::bail!("tests fail after the recipes were followed");
    }
    status.say("Passed", &TESTED.join(", "))?;
    Ok(())
}

/// Runs cargo on the packages whose tests see the contract; always the same ones, for which it compiles the same.
fn cargo(scratch: &Scratch, arguments: &[&str]) -> anyhow::Result<std::process::Output> {
    let packages = TESTED.iter().flat_map(|package| ["--package", package]);
    scratch.cargo(&arguments.iter().copied().chain(packages).collect::<Vec<_>>())
}
