//! Whether credentials and settings work: each check asks more than the one before, and the first that fails is the last.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use drs_client::auth::{CredentialError, CredentialKind, Resolved, clock_difference};
use drs_client::{AuthProblem, Client, Error, Operation, RetryPolicy, Service, block_on};
use serde_json::{Value, json};

use super::causes::with_causes;
use crate::failure::Failure;
use crate::service::{IAM, Slow};

/// How far clocks may differ; the gateway refuses signatures beyond.
const MAX_CLOCK_DIFFERENCE_SECONDS: u64 = 15 * 60;

/// How far clocks may differ that agree: an answer takes its time.
const SAME_CLOCK_SECONDS: u64 = 5;

/// How long the service may take to say what time it is.
const CLOCK: Duration = Duration::from_secs(30);

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
    /// What to do about it, if it has failed.
    pub(super) help: Option<String>,
}

/// Why a check has failed.
struct Failed {
    detail: String,
    help: Option<String>,
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
    fn new(name: &'static str, result: Result<String, Failed>) -> Self {
        match result {
            Ok(detail) => Self { name, outcome: Outcome::Passed, detail, help: None },
            Err(Failed { detail, help }) => Self { name, outcome: Outcome::Failed, detail, help },
        }
    }

    fn skipped(name: &'static str, detail: String) -> Self {
        Self { name, outcome: Outcome::Skipped, detail, help: None }
    }

    pub(super) fn to_json(&self) -> Value {
        json!({"check": self.name, "outcome": self.outcome.name(), "detail": self.detail, "help": self.help})
    }
}

impl Failed {
    fn new(detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), help: None }
    }
}

impl From<CredentialError> for Failed {
    fn from(error: CredentialError) -> Self {
        let Failure { message, help, .. } = error.into();
        Self { detail: message.replace("\n  because: ", ": "), help }
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        let detail = with_causes(&error);
        // The help for all other calls is to look here.
        let is_here = error.remedy().is_none()
            && matches!(&error, Error::Auth { problem, .. } if !matches!(problem, AuthProblem::Credentials(_)));
        let help = if is_here { None } else { Failure::from(error).help };
        Self { detail, help }
    }
}

/// Checks in the order in which they are made.
struct Checks<'t> {
    all: Vec<Check>,
    tell: &'t mut dyn FnMut(&Check) -> io::Result<()>,
}

impl Checks<'_> {
    /// Tells what came of a check. Whether the next one is worth making.
    fn add(&mut self, check: Check) -> io::Result<bool> {
        (self.tell)(&check)?;
        let is_good = check.outcome != Outcome::Failed;
        self.all.push(check);
        Ok(is_good)
    }
}

/// Asks the service whether it accepts what was found, and tells what comes of each check as it ends. At most one request fails, and
/// another where the clock is to blame, because several in a row lock an access key.
///
/// # Errors
/// Those of the operating system, when no request can be made, and those of `tell`.
pub(super) fn run(resolved: &Resolved, tell: &mut dyn FnMut(&Check) -> io::Result<()>) -> io::Result<Vec<Check>> {
    let mut checks = Checks { all: Vec::new(), tell };
    block_on(make(resolved, &mut checks))??;
    Ok(checks.all)
}

async fn make(resolved: &Resolved, checks: &mut Checks<'_>) -> io::Result<()> {
    let slow = Arc::new(Slow::default());
    if !checks.add(Check::new("clock", clock(resolved, &slow).await))? {
        return Ok(());
    }
    let project = if let Some(set) = &resolved.project_id {
        set.value.clone()
    } else {
        let iam = resolved.iam_endpoint.as_ref().map_or("the identity service", |set| &set.value);
        let found = slow.attend(iam, IAM, Box::pin(resolved.project_id()).as_mut()).await;
        let found = found.map(|found| found.value).map_err(Failed::from);
        let project = found.as_ref().ok().cloned();
        checks.add(Check::new("project", found.map(|id| drs_diag::escape(&id).into_owned())))?;
        let Some(project) = project else { return Ok(()) };
        project
    };
    let kind = resolved.credentials.as_ref().ok().map(|found| found.kind);
    if matches!(kind, Some(CredentialKind::AccessKey | CredentialKind::TemporaryAccessKey)) {
        let detail = "the contract knows no address of the service that says whose an access key is";
        checks.add(Check::skipped("identity", detail.to_owned()))?;
    }
    match client(resolved, project, &slow) {
        Ok(client) => {
            if checks.add(Check::new("permission", permission(&client).await))? {
                checks.add(quota(&client).await)?;
            }
        }
        Err(failed) => drop(checks.add(Check::new("permission", Err(failed)))?),
    }
    Ok(())
}

fn client(resolved: &Resolved, project: String, slow: &Arc<Slow>) -> Result<Client, Failed> {
    let slow = Arc::clone(slow);
    let builder = resolved.client()?.on_delay(move |delay| slow.tell(delay));
    Ok(builder.project_id(project).retry(RetryPolicy::never()).timeout(TIMEOUT).build()?)
}

/// Compares the clocks.
async fn clock(resolved: &Resolved, slow: &Slow) -> Result<String, Failed> {
    let endpoint = resolved.endpoints.get(&Service::Drs).ok_or_else(|| Failed::new("no endpoint is set"))?;
    let ahead = slow.attend(&endpoint.value, CLOCK, Box::pin(clock_difference(&endpoint.value)).as_mut()).await?;
    let seconds = ahead.unsigned_abs();
    if seconds <= SAME_CLOCK_SECONDS {
        return Ok("this machine and the service agree".to_owned());
    }
    let side = if ahead < 0 { "ahead of" } else { "behind" };
    let text = format!("this machine is {seconds} s {side} the service");
    if seconds <= MAX_CLOCK_DIFFERENCE_SECONDS {
        return Ok(text);
    }
    let help = "set the clock of this machine; the service refuses calls whose time differs by more than 15 minutes";
    Err(Failed { help: Some(help.to_owned()), ..Failed::new(text) })
}

/// Lists one task, which shows that the credentials are accepted and may read.
async fn permission(client: &Client) -> Result<String, Failed> {
    let call = client.call_raw(Operation::ListJobs).query("job_type", "migration").query("limit", "1");
    let answer = call.send().await?;
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
