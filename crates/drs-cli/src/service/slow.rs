//! What is said of calls that take long: who does not answer, why, and for how long that goes on.

use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use drs_client::Delay;

use crate::context::eprint_line;
use crate::duration::in_words;

/// After which time without an answer something is said.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often something is said that goes on.
const AGAIN: Duration = Duration::from_mins(1);

/// Where a line goes.
type Sink = Box<dyn FnMut(&str) + Send>;

/// Says which calls take long.
pub(crate) struct Slow {
    state: Mutex<State>,
}

struct State {
    sink: Sink,
    /// What goes on meanwhile, where that is more than one call.
    goes_on: Option<String>,
    said: Option<Instant>,
}

impl Default for Slow {
    /// One that says it on standard error.
    fn default() -> Self {
        Self { state: Mutex::new(State { sink: Box::new(eprint_line), goes_on: None, said: None }) }
    }
}

impl Slow {
    /// From here on lines go somewhere else.
    pub(crate) fn to(&self, sink: impl FnMut(&str) + Send + 'static) {
        self.lock().sink = Box::new(sink);
    }

    /// Sets what goes on while nobody answers, where that is more than one call.
    pub(crate) fn goes_on(&self, what: String) {
        self.lock().goes_on = Some(what);
    }

    /// Says that a call takes long.
    pub(crate) fn tell(&self, delay: &Delay) {
        self.say(&delay.endpoint, &delay.problem, delay.left);
    }

    /// Waits for an answer of somebody who is given up after some time, and says it if that takes long.
    pub(crate) async fn attend<T>(
        &self,
        endpoint: &str,
        limit: Duration,
        mut answer: Pin<&mut impl Future<Output = T>>,
    ) -> T {
        tokio::select! {
            biased;
            answer = &mut answer => return answer,
            () = tokio::time::sleep(PATIENCE) => {}
        }
        self.say(endpoint, "does not answer", limit.saturating_sub(PATIENCE));
        answer.await
    }

    fn say(&self, endpoint: &str, problem: &str, left: Duration) {
        let mut state = self.lock();
        if state.said.is_some_and(|at| at.elapsed() < AGAIN) {
            return;
        }
        state.said = Some(Instant::now());
        let goes_on = state.goes_on.clone().unwrap_or_else(|| format!("it is tried for up to {} more", in_words(left)));
        let line = format!("{} {problem}; {goes_on}", drs_diag::escape(endpoint));
        (state.sink)(&line);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn what_goes_on_is_said_once_in_a_while() {
        let said = Arc::new(Mutex::new(Vec::new()));
        let slow = Slow::default();
        let lines = Arc::clone(&said);
        slow.to(move |line| lines.lock().unwrap().push(line.to_owned()));
        for _ in 0..3 {
            slow.say("https://a\u{1b}", "does not answer: refused", Duration::from_secs(90));
        }
        assert_eq!(
            *said.lock().unwrap(),
            ["https://a\\u{1b} does not answer: refused; it is tried for up to 90 s more"]
        );
    }
}
