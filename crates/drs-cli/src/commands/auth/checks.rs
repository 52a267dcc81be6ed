//! Whether credentials and settings work: each check asks more than the one before, and the first that fails is the last.

use std::io;
use std::time::Duration;

use drs_client::auth::{CredentialKind, Resolved, clock_difference};
use drs_client::{Client, Operation, RetryPolicy, Service, block_on};
use serde_json::{Value, json};

use super::causes::with_causes;

/// How far clocks may differ; the gateway refuses signatures beyond.
const MAX_CLOCK_DIFFERENCE_SECONDS: u64 = 15 * 60;

/// How far clocks may differ that agree: an answer takes its time.
const SAME_CLOCK_SECONDS: u64 = 5;

/// How long the service may take for an answer.
const TIMEOUT: Duration = Duration::from_secs(15);

/// A check and what came of it.
#[derive(Debug)]
pub(super) struct Check {
    /// What was checked, in one word.
    pub(super) name: &'static str,
    /// What came of it.
    pub(super) outcome: Outcome,
    /// What was found.
    pub(super) detail: String,
}

/// What came of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Passed,
    Failed,
    /// It was not made, or says nothing of the credentials.
    Skipped,
}

impl Outcome {
    /// The outcome in one word.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }
}

impl Check {
    fn new(name: &'static str, result: Result<String, String>) -> Self {
        let outcome = if result.is_ok() { Outcome::Passed } else { Outcome::Failed };
        let (Ok(detail) | Err(detail)) = result;
        Self { name, outcome, detail }
    }

    fn skipped(name: &'static str, detail: String) -> Self {
        Self { name, outcome: Outcome::Skipped, detail }
    }

    pub(super) fn to_json(&self) -> Value {
        json!({"check": self.name, "outcome": self.outcome.name(), "detail": self.detail})
    }
}

/// Asks the service whether it accepts what was found. At most one request fails, and another where the clock is to blame, because
/// several in a row lock an access key.
///
/// # Errors
/// Those of the operating system, when no request can be made.
pub(super) fn run(resolved: &Resolved) -> io::Result<Vec<Check>> {
    block_on(all(resolved))
}

async fn all(resolved: &Resolved) -> Vec<Check> {
    let mut checks = vec![Check::new("clock", clock(resolved).await)];
    if checks[0].outcome == Outcome::Failed {
        return checks;
    }
    let project = match &resolved.project_id {
        Some(set) => set.value.clone(),
        None => match resolved.project_id().await {
            Ok(found) => {
                checks.push(Check::new("project", Ok(drs_diag::escape(&found.value).into_owned())));
                found.value
            }
            Err(error) => {
                let help = error.help().map_or_else(String::new, |help| format!("; {help}"));
                checks.push(Check::new("project", Err(format!("{error}{help}"))));
                return checks;
            }
        },
    };
    let kind = resolved.credentials.as_ref().ok().map(|found| found.kind);
    if matches!(kind, Some(CredentialKind::AccessKey | CredentialKind::TemporaryAccessKey)) {
        let detail = "the contract knows no address of the service that says whose an access key is";
        checks.push(Check::skipped("identity", detail.to_owned()));
    }
    match client(resolved, project) {
        Ok(client) => {
            checks.push(Check::new("permission", permission(&client).await));
            if checks.last().is_some_and(|check| check.outcome == Outcome::Passed) {
                checks.push(quota(&client).await);
            }
        }
        Err(error) => checks.push(Check::new("permission", Err(error))),
    }
    checks
}

fn client(resolved: &Resolved, project: String) -> Result<Client, String> {
    let builder = resolved.client().map_err(|error| with_causes(&error))?;
    let client = builder.project_id(project).retry(RetryPolicy::never()).timeout(TIMEOUT).build();
    client.map_err(|error| with_causes(&error))
}

/// Compares the clocks.
async fn clock(resolved: &Resolved) -> Result<String, String> {
    let endpoint = resolved.endpoints.get(&Service::Drs).ok_or("no endpoint is set")?;
    let ahead = clock_difference(&endpoint.value).await.map_err(|error| with_causes(&error))?;
    let seconds = ahead.unsigned_abs();
    if seconds <= SAME_CLOCK_SECONDS {
        return Ok("this machine and the service agree".to_owned());
    }
    let side = if ahead < 0 { "ahead of" } else { "behind" };
    let text = format!("this machine is {seconds} s {side} the service");
    if seconds > MAX_CLOCK_DIFFERENCE_SECONDS { Err(text) } else { Ok(text) }
}

/// Lists one task, which shows that the credentials are accepted and may read.
async fn permission(client: &Client) -> Result<String, String> {
    let call = client.call_raw(Operation::ListJobs).query("job_type", "migration").query("limit", "1");
    let answer = call.send().await.map_err(|error| with_causes(&error))?;
    let count =
        answer.body["total_count"].as_u64().map_or_else(String::new, |count| format!(", {count} of them migrations"));
    Ok(format!("tasks can be listed{count}"))
}

/// Looks how many tasks there may be. Who may not see that can still work.
async fn quota(client: &Client) -> Check {
    let answer = match client.call_raw(Operation::ShowQuotas).send().await {
        Ok(answer) => answer,
        Err(error) => return Check::skipped("quota", with_causes(&error)),
    };
    let number = |name: &str| answer.body.pointer("/quotas/resource")?.get(name)?.as_u64();
    let (Some(used), Some(quota)) = (number("used"), number("quota")) else {
        return Check::skipped("quota", "the answer has no numbers".to_owned());
    };
    let rest = if used >= quota { ", so none can be created" } else { "" };
    Check::new("quota", Ok(format!("{used} of {quota} tasks exist{rest}")))
}
