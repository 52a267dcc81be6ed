//! Calls that change something, and whoever interrupts meanwhile: what was sent is not left before somebody insists.

use std::io;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::context::eprint_line;
use crate::signals::{self, Signal};

/// How long somebody who interrupts waits for the answer to a call that changes something.
const GRACE: Duration = Duration::from_secs(10);

/// Whether signals are heard from here on, and no longer end the command by themselves.
static IS_LISTENING: AtomicBool = AtomicBool::new(false);

/// How a wait for something ended.
#[derive(Debug)]
pub(crate) enum Waited<T> {
    /// It is over, and nobody has interrupted it.
    Done(T),
    /// It was over soon after somebody had interrupted it.
    Answered(T, Signal),
    /// It was left.
    Left(Signal),
}

/// Waits for something during which calls are made. Whoever interrupts leaves it at once, unless a call that changes something is
/// under way, which `in_flight` names: then `stop` asks for the end, and the answer is waited for until it is there, or somebody
/// interrupts again, or the grace is over.
///
/// # Errors
/// Those of the operating system about signals.
pub(crate) async fn wait<T>(
    work: impl Future<Output = T>,
    in_flight: impl Fn() -> Option<String>,
    stop: impl FnOnce(),
) -> io::Result<Waited<T>> {
    IS_LISTENING.store(true, Ordering::Relaxed);
    let mut work = pin!(work);
    let first = tokio::select! {
        biased;
        signal = signals::wait() => signal?,
        result = &mut work => return Ok(Waited::Done(result)),
    };
    let Some(call) = in_flight() else { return Ok(Waited::Left(first)) };
    eprint_line(&format!("waiting up to {} s for the reply to the {call}; press again to leave it", GRACE.as_secs()));
    stop();
    Ok(tokio::select! {
        biased;
        signal = signals::wait() => Waited::Left(signal?),
        result = &mut work => Waited::Answered(result, first),
        () = tokio::time::sleep(GRACE) => Waited::Left(first),
    })
}

/// Waits for something that changes nothing. Once signals are heard, one of them leaves it at once.
///
/// # Errors
/// Those of the operating system about signals.
pub(crate) async fn wait_for_answer<T>(work: impl Future<Output = T>) -> io::Result<Result<T, Signal>> {
    if !IS_LISTENING.load(Ordering::Relaxed) {
        return Ok(Ok(work.await));
    }
    tokio::select! {
        biased;
        signal = signals::wait() => Ok(Err(signal?)),
        result = work => Ok(Ok(result)),
    }
}
