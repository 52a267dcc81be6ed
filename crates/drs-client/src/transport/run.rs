//! A call from its first attempt to its last.

use drs_contract::Retry;
use std::pin::pin;
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};

use reqwest::Request;
use tracing::Instrument as _;

use super::attempt::{Admitted, limit};
use super::backoff::Wish;
use super::bucket::RateLimit;
use super::classify::classify;
use super::gate::{LOCK, Pass};
use super::http::Http;
use super::refused::{self, Refused, shifted, skew};
use super::shared::Shared;
use super::waiting::{Waiting, problem};
use crate::auth::Credential;
use crate::config::is_local;
use crate::error::{AuthProblem, Error};
use crate::redact::Redactor;
use crate::refusal::Refusal;
use crate::response::{self, Broken, Received};
use crate::secret::Secret;
use crate::service_error;
use crate::time_scale::TimeScale;

/// A call under way.
pub(crate) struct Outgoing<'c> {
    pub(crate) operation: &'static str,
    pub(crate) class: Retry,
    pub(crate) http: &'c Http,
    /// The request without what proves who makes it.
    pub(crate) template: Request,
    /// The moment of the clock at which the call is over.
    pub(crate) deadline: Option<Duration>,
    /// What proved who makes it, for the redactor.
    secrets: Vec<Secret>,
    /// Whether the last attempt may have changed something without having said so.
    is_uncertain: bool,
    /// When the last attempt was sent.
    sent_at: SystemTime,
    attempts: u32,
    /// The difference of the clocks that the last attempt was signed with.
    skew: i64,
    renewed: bool,
    corrected: bool,
}

/// What to do after an attempt.
enum Next {
    Finish(Result<Received, Error>),
    /// Make another one, with the same permission if there is one.
    AtOnce(Option<Pass>),
    /// Wait, then make another one; if there cannot be one, this is the result.
    After(Wish, Result<Received, Error>),
}

impl<'c> Outgoing<'c> {
    pub(crate) fn new(operation: &'static str, class: Retry, http: &'c Http, template: Request) -> Self {
        Self {
            operation,
            class,
            http,
            template,
            deadline: None,
            secrets: Vec::new(),
            is_uncertain: false,
            sent_at: SystemTime::UNIX_EPOCH,
            attempts: 0,
            skew: 0,
            renewed: false,
            corrected: false,
        }
    }

    /// What hides the secrets that were sent.
    pub(crate) fn redactor(&self) -> Redactor {
        let body = self.template.body().and_then(reqwest::Body::as_bytes).unwrap_or_default();
        Redactor::new(&self.secrets, body)
    }

    /// Makes attempts until one is answered, or no other may follow.
    ///
    /// # Errors
    /// No answer, or one that says that nothing was done: credentials, too many calls. All other answers are for the caller.
    pub(crate) async fn run(&mut self, shared: &Shared) -> Result<Received, Error> {
        let mut pass = None;
        let mut waiting = Waiting::new(shared, self.template.url());
        let scale = if is_local(self.template.url()) { shared.scale } else { TimeScale::default() };
        loop {
            let wait = shared.bucket.take(shared.clock.elapsed());
            if !wait.is_zero() {
                if self.is_late(shared, wait) {
                    return Err(Error::Deadline { operation: self.operation, source: None });
                }
                shared.clock.sleep(wait).await;
            }
            let admitted = shared.admit(self.operation, pass.take(), self.left(shared)?).await?;
            self.remember(&admitted.credential);
            self.skew = shared.skew.load(Ordering::Relaxed);
            let mut request = shared.prepare(self.operation, &self.template, &admitted.credential)?;
            *request.timeout_mut() = Some(limit(shared, self.class, self.left(shared)?));
            self.attempts += 1;
            self.sent_at = shared.clock.now();
            let span = tracing::debug_span!(
                "attempt",
                operation = self.operation,
                attempt = self.attempts,
                status = tracing::field::Empty,
                request_id = tracing::field::Empty,
            );
            let left = shared.time_of(self.class, self.attempts - 1, self.left(shared)?);
            let result = {
                let exchange = response::exchange(self.http.of(self.class), request).instrument(span.clone());
                waiting.on(shared, left, pin!(exchange)).await
            };
            waiting.learn(
                shared,
                match &result {
                    Ok(received) if received.status < 429 => None,
                    Ok(received) => Some(format!("answers with status {}", received.status)),
                    Err(broken) => Some(problem(&broken.error)),
                },
            );
            if let Ok(received) = &result {
                span.record("status", received.status);
                span.record("request_id", received.request_id.as_deref());
            }
            match self.next(shared, admitted, result).await {
                Next::Finish(result) => return result,
                Next::AtOnce(kept) => pass = kept,
                Next::After(wish, result) => {
                    let delay = scale.real(shared.delay(self.attempts, wish));
                    if self.attempts >= shared.policy.attempts || self.is_late(shared, delay) {
                        return result;
                    }
                    tracing::debug!(parent: &span, ?delay, "the call is made again");
                    let left = shared.time_of(self.class, self.attempts, self.left(shared)?);
                    waiting.on(shared, left, pin!(shared.clock.sleep(delay))).await;
                }
            }
        }
    }

    /// The error of the call: one that changes something has failed only if it certainly was not carried out.
    pub(crate) fn settle(&self, error: Error) -> Error {
        let is_unclear = matches!(
            error,
            Error::Unexpected { .. } | Error::Decode { .. } | Error::TooLong { .. } | Error::Transport { .. }
        );
        if self.class == Retry::Read || !(is_unclear || self.is_uncertain) {
            return error;
        }
        Error::Unknown { operation: self.operation, sent_at: self.sent_at, source: Box::new(error) }
    }

    /// What is left of the time for the call.
    fn left(&self, shared: &Shared) -> Result<Option<Duration>, Error> {
        let Some(deadline) = self.deadline else { return Ok(None) };
        match deadline.checked_sub(shared.clock.elapsed()).filter(|left| !left.is_zero()) {
            Some(left) => Ok(Some(left)),
            None => Err(Error::Deadline { operation: self.operation, source: None }),
        }
    }

    /// Whether the time for the call is over after a wait.
    fn is_late(&self, shared: &Shared, wait: Duration) -> bool {
        self.deadline.is_some_and(|deadline| shared.clock.elapsed().saturating_add(wait) >= deadline)
    }

    fn remember(&mut self, credential: &Credential) {
        let secrets = match credential {
            Credential::Token { token, .. } => [Some(token), None],
            Credential::AccessKey { secret_key, security_token, .. } => [Some(secret_key), security_token.as_ref()],
        };
        for secret in secrets.into_iter().flatten() {
            if !self.secrets.contains(secret) {
                self.secrets.push(secret.clone());
            }
        }
    }

    async fn next(&mut self, shared: &Shared, admitted: Admitted, result: Result<Received, Broken>) -> Next {
        if let Some((refused, received)) = result.as_ref().ok().and_then(|it| Some((refused::read(it)?, it))) {
            return self.unauthenticated(shared, admitted, refused, received).await;
        }
        let classified = classify(&result, shared.service_time());
        self.is_uncertain = classified.outcome.is_uncertain(self.class);
        if result.as_ref().is_ok_and(|received| received.status < 429) {
            shared.gate.prove(&admitted.pass);
        }
        drop(admitted);
        let repeats = classified.outcome.may_repeat(self.class);
        let result = match (classified.throttled, result) {
            (Some(refusal), Ok(received)) => Err(self.throttled(shared, &refusal, classified.wish, &received)),
            (_, Ok(received)) => Ok(received),
            (_, Err(broken)) => Err(broken.into_error(self.operation)),
        };
        if repeats { Next::After(classified.wish, result) } else { Next::Finish(result) }
    }

    /// Learns from an answer that the calls are too many.
    fn throttled(&self, shared: &Shared, refusal: &Refusal, wish: Wish, received: &Received) -> Error {
        let limit = refusal.message.as_deref().and_then(RateLimit::in_text);
        if let Some(limit) = limit {
            shared.bucket.exceeded(limit, shared.clock.elapsed());
        }
        let wait = if let Wish::After(wait) = wish { wait } else { Duration::from_secs(2) };
        let retry_at = shared.clock.now() + wait;
        let refusal = Box::new(service_error::refusal(received, &self.redactor()));
        Error::Throttled { operation: self.operation, refusal, limit, retry_at }
    }

    /// The credentials were refused: learn why, and whether another attempt makes sense.
    async fn unauthenticated(
        &mut self,
        shared: &Shared,
        admitted: Admitted,
        refused: Refused,
        received: &Received,
    ) -> Next {
        let now = shared.clock.now();
        let is_signed = matches!(admitted.credential, Credential::AccessKey { .. });
        if refused == Refused::Wrong && is_signed && !self.corrected && self.correct(shared, received, now) {
            self.corrected = true;
            return Next::AtOnce(Some(admitted.pass));
        }
        if refused == Refused::Expired && !self.renewed {
            self.renewed = true;
            shared.credentials.invalidate(&admitted.credential);
            match shared.provide(self.operation).await {
                Ok(renewed) if renewed != admitted.credential => return Next::AtOnce(None),
                _ => {}
            }
        }
        let refusal = Box::new(service_error::refusal(received, &self.redactor()));
        let until = now + LOCK;
        let problem = match refused {
            Refused::Locked => AuthProblem::Locked { until, refusal },
            Refused::Expired | Refused::Wrong => AuthProblem::Refused(refusal),
        };
        shared.gate.fail(&admitted.pass, problem.clone(), until);
        Next::Finish(Err(shared.unauthenticated(self.operation, problem)))
    }

    /// Learns by how much the clocks differ. Whether the signature was made with another time than it would be now.
    fn correct(&self, shared: &Shared, received: &Received, now: SystemTime) -> bool {
        if let Some(seconds) = skew(received.date.as_deref(), shifted(now, self.skew)) {
            let learnt = self.skew.saturating_add(seconds);
            if shared.skew.compare_exchange(self.skew, learnt, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
                tracing::warn!(seconds = learnt, "the clock of this machine is behind that of the service by so much");
            }
        }
        shared.skew.load(Ordering::Relaxed) != self.skew
    }
}
