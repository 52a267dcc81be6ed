//! The recipes, step by step.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Output;

use super::scratch::Scratch;
use crate::problem::Problems;
use crate::scaffold::{NewOperation, NewRule};
use crate::status::Status;
use crate::{audit, codegen, tidy};

/// What a contributor writes by hand in the recipes.
const BY_HAND: &str = "xtask/tests/recipes";

/// Packages whose tests see the contract.
const TESTED: [&str; 6] = ["drs-validate", "drs-client", "drs-cli", "drs-tests", "drs-conformance", "xtask"];

/// Follows the recipes for a rule and for an operation.
///
/// # Errors
/// A step of a recipe does not do what CONTRIBUTING.md says.
pub fn run(root: &Path, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let scratch = Scratch::new(root)?;
    status.say("Copied", &scratch.root.display().to_string())?;
    let by_hand = root.join(BY_HAND);

    let rule = NewRule {
        name: "made-up-database-without-instance".to_owned(),
        on: "BaseEndpoint".to_owned(),
        warning: false,
        rust: false,
    };
    portable_rule(&scratch, &rule, &by_hand.join("portable"), status)?;
    operation(&scratch, &by_hand.join("operation"), status)?;
    audit::run(&scratch.root, &mut Status::new(std::io::sink(), false))?;
    tidy::run(&scratch.root, status)?;
    test(&scratch, status)
}

fn portable_rule(
    scratch: &Scratch,
    rule: &NewRule,
    by_hand: &Path,
    status: &mut Status<impl Write>,
) -> anyhow::Result<()> {
    let id = rule.write(&scratch.root, status)?;
    unfinished(scratch, &format!("`{id}`"), status)?;
    let fields = fs::read_to_string(by_hand.join("rule.yaml"))?;
    let blank = "          if: {}\n          then: {}\n          at: ''\n          message: ''\n          help: ''\n          source: ''\n";
    scratch.replace("spec/schemas/endpoint.yaml", blank, &fields)?;
    let page = fs::read_to_string(by_hand.join("page.md"))?.replace("ID", &id);
    fs::write(scratch.root.join(format!("spec/rules/{id}.md")), page)?;
    regenerate(scratch, status)
}

fn operation(scratch: &Scratch, by_hand: &Path, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let operation = NewOperation {
        id: "batch_pause_jobs".to_owned(),
        method: "post".to_owned(),
        path: "/v5/{project_id}/jobs/batch-pause".to_owned(),
        service: "drs".to_owned(),
        document: "900".to_owned(),
    };
    operation.write(&scratch.root, status)?;
    unfinished(scratch, "the operation", status)?;
    scratch.overlay(by_hand)?;
    regenerate(scratch, status)
}

/// A skeleton alone must not pass.
fn unfinished(scratch: &Scratch, what: &str, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let Err(error) = codegen::contract(&scratch.root) else { anyhow::bail!("the skeleton of {what} passes the lints") };
    let problems = error.downcast::<Problems>()?;
    status.say("Refused", &format!("{what} with {} blanks, as it must be", problems.findings.len()))?;
    Ok(())
}

fn regenerate(scratch: &Scratch, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    codegen::write(&scratch.root, &mut Status::new(std::io::sink(), false))?;
    codegen::check(&scratch.root, status)
}

fn test(scratch: &Scratch, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let packages = TESTED.iter().flat_map(|package| ["--package", package]);
    let arguments: Vec<&str> = ["test", "--quiet", "--no-fail-fast"].into_iter().chain(packages).collect();
    let Output { status: result, stdout, stderr } = scratch.cargo(&arguments)?;
    if !result.success() {
        status.plain(&String::from_utf8_lossy(&stdout))?;
        status.plain(&String::from_utf8_lossy(&stderr))?;
        anyhow::bail!("tests fail after the recipes were followed");
    }
    status.say("Passed", &TESTED.join(", "))?;
    Ok(())
}
