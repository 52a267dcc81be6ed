//! `drs auth`: which credentials and settings are used, where each comes from, and whether they work.

mod causes;
mod checks;
mod show;

use std::io;

use clap::Args;
use drs_client::auth::{CredentialError, Report, Resolved};
use serde_json::Value;

use self::causes::with_causes;
use self::checks::{Check, Outcome};
use crate::connection::Connection;
use crate::context;
use crate::exit::Exit;
use crate::failure::Failure;

/// The arguments of `drs auth`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example: drs auth --region cn-north-4

Exit status: 0 everything works; 2 something is missing, or a check has failed.")]
pub(crate) struct Arguments {
    /// Send nothing; only show what would be used
    #[arg(long)]
    offline: bool,
    /// Write JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    connection: Connection,
}

/// Runs `drs auth`.
///
/// # Errors
///
/// When the output cannot be written.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    let resolver = match arguments.connection.resolver() {
        Ok(resolver) => resolver,
        Err(message) => return Ok(Failure::new(message).print()),
    };
    let resolved = resolver.resolve();
    let problem = problem(&resolved);
    let is_checked = !arguments.offline && problem.is_none();
    let report = resolved.report();
    let mut checks = Vec::new();
    if arguments.json {
        if is_checked {
            checks = checks::run(&resolved, &mut |_| Ok(()))?;
        }
        context::print(json(&report, problem.as_ref(), &checks)?)?;
    } else {
        context::print(show::report(&report))?;
        for warning in &report.warnings {
            context::eprint_line(&format!("warning: {warning}"));
        }
        if let Some(problem) = &problem {
            problem.print();
        }
        if is_checked {
            context::print(show::CHECKS)?;
            checks = checks::run(&resolved, &mut tell)?;
        }
    }
    let is_fine = problem.is_none() && checks.iter().all(|check| check.outcome != Outcome::Failed);
    Ok(if is_fine { Exit::Success } else { Exit::Failure })
}

/// Says what came of a check, and what to do about it.
fn tell(check: &Check) -> io::Result<()> {
    context::print(show::check(check))?;
    if let Some(help) = &check.help {
        context::eprint_line(&format!("help: {help}"));
    }
    Ok(())
}

/// What keeps a client from being set up, apart from a project that is looked up.
fn problem(resolved: &Resolved) -> Option<Failure> {
    let builder = match resolved.client() {
        Ok(builder) => builder,
        Err(error) => {
            // Every place is listed with what is wrong there.
            let message = match error {
                CredentialError::NotFound { .. } => "there are no credentials".to_owned(),
                ref error => error.to_string(),
            };
            return Some(Failure { help: error.help(), ..Failure::new(message) });
        }
    };
    let builder = if resolved.project_id.is_none() { builder.project_id("looked-up") } else { builder };
    let is_nowhere = resolved.region.is_none() && resolved.endpoints.is_empty();
    let help = is_nowhere.then(|| "set `DRS_REGION`, or give `--region`".to_owned());
    builder.build().err().map(|error| Failure { help, ..Failure::new(with_causes(&error)) })
}

/// The report with the checks, as one object.
fn json(report: &Report, problem: Option<&Failure>, checks: &[Check]) -> io::Result<String> {
    let mut object = serde_json::to_value(report)?;
    object["error"] =
        problem.map_or(Value::Null, |problem| serde_json::json!({"message": problem.message, "help": problem.help}));
    object["checks"] = checks.iter().map(Check::to_json).collect();
    Ok(format!("{object:#}\n"))
}
