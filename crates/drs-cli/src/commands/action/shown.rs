//! What is seen while the result of an action is not there yet.

use std::pin::pin;
use std::time::{Duration, Instant};

use drs_client::watch::TimeScale;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::follow::scaled;
use crate::commands::watch::Screen;
use crate::duration::in_words;
use crate::service::Slow;

/// How often it is said that the wait goes on: on a line that moves, and elsewhere.
const EVERY: (Duration, Duration) = (Duration::from_secs(1), Duration::from_mins(1));

/// A line that moves, or one a minute where none can.
pub(super) struct Shown {
    screen: Screen,
    action: String,
    scale: TimeScale,
    began: Instant,
    /// What is said of calls that take long.
    notices: UnboundedReceiver<String>,
}

impl Shown {
    /// Nothing is shown yet.
    pub(super) fn new(action: &str, screen: Screen, scale: TimeScale, slow: &Slow) -> Self {
        let (sender, notices) = unbounded_channel();
        // Nobody reads them once the wait is over.
        slow.to(move |line| drop(sender.send(line.to_owned())));
        Self { screen, action: action.to_owned(), scale, began: Instant::now(), notices }
    }

    /// Says that the action has begun, and then that it goes on, until a wait is over.
    pub(super) async fn during<T>(&mut self, query_id: &str, wait: impl Future<Output = T>) -> T {
        let mut wait = pin!(wait);
        self.screen.line(&format!("`{}` has begun as {}", self.action, drs_diag::escape(query_id)));
        self.screen.show_line(line(&self.action, Duration::ZERO));
        let every = if self.screen.moves() { EVERY.0 } else { self.scale.real(EVERY.1).max(EVERY.0) };
        let mut next = tokio::time::Instant::now() + every;
        loop {
            tokio::select! {
                biased;
                done = &mut wait => {
                    self.close();
                    return done;
                }
                Some(line) = self.notices.recv() => self.screen.line(&line),
                () = tokio::time::sleep_until(next) => {
                    next += every;
                    let line = line(&self.action, scaled(self.began.elapsed(), self.scale));
                    if self.screen.moves() { self.screen.show_line(line) } else { self.screen.line(&line) }
                }
            }
        }
    }

    /// Takes the line off the screen.
    pub(super) fn close(&mut self) {
        self.screen.close();
    }
}

fn line(action: &str, passed: Duration) -> String {
    // The part of a second is not over yet.
    format!("`{action}` goes on, for {} so far", in_words(Duration::from_secs(passed.as_secs())))
}
