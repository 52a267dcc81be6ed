//! The result of an action that takes time, asked for until it is there.

use std::time::{Duration, Instant};

use drs_client::watch::TimeScale;
use drs_client::{Client, Error, Operation, checks};
use serde_json::Value;
use tokio::time::sleep;

use crate::failure::Failure;
use crate::service::{Call, time_scale};

/// The wait before the second look, and the longest before any.
const FIRST_WAIT: Duration = Duration::from_secs(5);
const MAX_WAIT: Duration = Duration::from_secs(30);

/// The shortest real wait, however fast time passes.
const MIN_WAIT: Duration = Duration::from_millis(10);

/// Looks in a row that may fail.
const MAX_FAILURES: u32 = 5;

/// What has become of a check.
pub(super) enum Followed {
    /// It is over; the detail of the task.
    Over(Value),
    /// The time for the wait is over.
    Deadline,
}

/// The aspect of a task that shows the result of an action.
pub(super) fn aspect(action: &str) -> Option<&'static str> {
    match action {
        "network" => Some("network"),
        "precheck" => Some("precheck"),
        "diagnosis" => Some("diagnosis"),
        "start_repair" => Some("repair_progress"),
        _ => None,
    }
}

/// The call that asks for a result.
pub(super) fn look(job: &str, aspect: &str, query_id: &str) -> Call {
    Call::new(Operation::ShowJobDetail).path("job_id", job).query("type", aspect).query("query_id", query_id)
}

/// Asks for a result until it is there, or until the time is over.
///
/// # Errors
///
/// The service refuses to answer, or cannot be asked several times in a row.
pub(super) async fn follow(
    client: &Client,
    look: &Call,
    limit: Duration,
    scale: TimeScale,
) -> Result<Followed, Failure> {
    let (mut waited, mut wait, mut failures, began) = (Duration::ZERO, FIRST_WAIT, 0, Instant::now());
    loop {
        match look.send(client).await {
            Ok(reply) if checks::is_over(&reply.body["job"]) => return Ok(Followed::Over(reply.body["job"].clone())),
            Ok(_) => failures = 0,
            Err(failure) if is_passing(&failure) && failures < MAX_FAILURES => failures += 1,
            Err(failure) => return Err(failure),
        }
        // The last look is at the end of the time, and not before.
        let passed = waited.max(scaled(began.elapsed(), scale));
        if passed >= limit {
            return Ok(Followed::Deadline);
        }
        let next = wait.min(limit.saturating_sub(passed));
        sleep(scale.real(next).max(MIN_WAIT)).await;
        waited = waited.saturating_add(next);
        wait = wait.mul_f64(1.5).min(MAX_WAIT);
    }
}

/// How fast the time of the service passes: only on this machine is it another one.
///
/// # Errors
///
/// What is set is no scale.
pub(super) fn scale(is_local: bool) -> Result<TimeScale, Failure> {
    Ok(time_scale()?.filter(|_| is_local).unwrap_or_default())
}

/// The time of the service that passes in so long.
pub(super) fn scaled(real: Duration, scale: TimeScale) -> Duration {
    if let TimeScale::Times(times) = scale { real.mul_f64(times) } else { real }
}

/// Whether a look may succeed the next time.
fn is_passing(failure: &Failure) -> bool {
    match failure.cause.as_deref() {
        Some(Error::NotSent { .. } | Error::Transport { .. } | Error::Throttled { .. } | Error::Deadline { .. }) => {
            true
        }
        Some(error) => error.is_retryable(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_a_sandbox_passes_as_it_says() {
        let minute = Duration::from_mins(1);
        assert_eq!(scaled(Duration::from_secs(1), TimeScale::Times(60.0)), minute);
    }
}
