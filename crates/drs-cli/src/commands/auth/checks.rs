//! Whether credentials and settings work: each check asks more than the one before, and the first that fails is the last.

use std::io;
use std::time::Duration;

use drs_client::auth::{Resolved, clock_difference};
use drs_client::{Operation, RetryPolicy, Service, block_on};
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
}

impl Outcome {
    /// The outcome in one word.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
        }
    }
}

impl Check {
    fn new(name: &'static str, result: Result<String, String>) -> Self {
        let outcome = if result.is_ok() { Outcome::Passed } else { Outcome::Failed };
        let (Ok(detail) | Err(detail)) = result;
        Self { name, outcome, detail }
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
    checks.push(Check::new("permission", permission(resolved, &project).await));
    checks
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
async fn permission(resolved: &Resolved, project: &str) -> Result<String, String> {
    let builder = resolved.client().map_err(|error| with_causes(&error))?;
    let client = builder.project_id(project).retry(RetryPolicy::never()).timeout(TIMEOUT).build();
    let client = client.map_err(|error| with_causes(&error))?;
    let call = client.call_raw(Operation::ListJobs).query("job_type", "migration").query("limit", "1");
    let answer = call.send().await.map_err(|error| with_causes(&error))?;
    let count =
        answer.body["total_count"].as_u64().map_or_else(String::new, |count| format!(", {count} of them migrations"));
    Ok(format!("tasks can be listed{count}"))
}
