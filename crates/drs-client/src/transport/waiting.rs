//! Waiting for a call, and telling if that takes long.

use std::pin::Pin;
use std::sync::PoisonError;
use std::time::Duration;

use super::delay::{Delay, Listener};
use super::shared::Shared;

/// After which time without a good answer somebody hears of it.
const PATIENCE: Duration = Duration::from_secs(1);

/// The same on this machine, where whoever is there connects at once, and may have a lot to do.
const LOCAL_PATIENCE: Duration = Duration::from_secs(3);

/// The most characters that are said of a reason: a certificate may be for many names.
const MAX_REASON_CHARS: usize = 120;

/// What is said once of a call.
#[derive(Debug)]
pub(crate) struct Waiting {
    endpoint: String,
    is_local: bool,
    /// When it began, or the first of the calls before it that had no good answer either.
    began: Duration,
    problem: Option<String>,
    is_said: bool,
}

impl Waiting {
    pub(crate) fn new(shared: &Shared, url: &reqwest::Url) -> Self {
        let endpoint = url.origin().ascii_serialization();
        let is_local = crate::config::is_local(url);
        let silence = shared.silence.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let (began, problem) =
            silence.map_or((shared.clock.elapsed(), None), |(since, problem)| (since, Some(problem)));
        Self { endpoint, is_local, began, problem, is_said: false }
    }

    /// Learns what came of an attempt: what is wrong, if something is.
    pub(crate) fn learn(&mut self, shared: &Shared, problem: Option<String>) {
        let mut silence = shared.silence.lock().unwrap_or_else(PoisonError::into_inner);
        *silence = problem.clone().map(|problem| (self.began, problem));
        self.problem = problem;
    }

    /// Waits for something, and tells once if the call has taken too long. `left` is how much longer it may take.
    pub(crate) async fn on<T>(
        &mut self,
        shared: &Shared,
        left: Duration,
        mut what: Pin<&mut impl Future<Output = T>>,
    ) -> T {
        let Some(Listener(listener)) = shared.listener.as_ref().filter(|_| !self.is_said) else { return what.await };
        let patience = if self.is_local && self.problem.is_none() { LOCAL_PATIENCE } else { PATIENCE };
        let passed = shared.clock.elapsed().saturating_sub(self.began);
        tokio::select! {
            biased;
            result = &mut what => return result,
            () = shared.clock.sleep(patience.saturating_sub(passed)) => {}
        }
        self.is_said = true;
        let problem = self.problem.clone().unwrap_or_else(|| "does not answer".to_owned());
        listener(&Delay { endpoint: self.endpoint.clone(), problem, left });
        what.await
    }
}

/// What an error of the HTTP client means, as the end of a sentence about who was asked.
pub(crate) fn problem(error: &(dyn std::error::Error + 'static)) -> String {
    let mut deepest = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    let reason: String = deepest.to_string().chars().take(MAX_REASON_CHARS).collect();
    format!("does not answer: {}", drs_diag::escape(&reason))
}
