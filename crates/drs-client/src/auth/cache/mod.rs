//! Credentials that take time to get, kept until shortly before their end.

#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::{Credential, CredentialError, ProvideCredentials, Provided};

/// How long credentials have to be valid to be used at all: a request takes its time to arrive.
const MIN_LEFT: Duration = Duration::from_mins(2);

/// How long a failed refresh is not tried again while what is kept can still be used.
const PAUSE: Duration = Duration::from_mins(1);

/// Keeps what another provider gives, until shortly before its end. While it is fetched, whoever else asks waits for the outcome
/// or uses what is kept, so that there is one request at a time. A failure is reported to those that wait for it and then
/// forgotten, and it does not end credentials that are still valid.
#[derive(Debug)]
pub struct Cached<P> {
    provider: P,
    source: Option<String>,
    /// How long before its end a credential is replaced.
    margin: Duration,
    clock: Clock,
    kept: Mutex<Kept>,
    /// Held by whoever fetches.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct Kept {
    credential: Option<Credential>,
    /// When to replace it, if it has an end.
    replace_at: Option<SystemTime>,
    /// How often something was fetched, with or without success.
    fetches: u64,
    /// Why the last fetch failed.
    failure: Option<CredentialError>,
}

impl Kept {
    /// What is kept, unless it is time to replace it.
    fn fresh(&self, now: SystemTime) -> Option<Credential> {
        self.credential.clone().filter(|_| self.replace_at.is_none_or(|moment| now < moment))
    }

    /// What is kept, if it can be used.
    fn usable(&self, now: SystemTime) -> Option<Credential> {
        self.credential.clone().filter(|credential| credential.is_valid_at(now + MIN_LEFT))
    }
}

impl<P: ProvideCredentials> Cached<P> {
    /// Keeps what `provider` gives, and replaces it so long before its end. A credential that lives shorter than twice that is
    /// replaced in the middle of its life.
    pub fn new(provider: P, margin: Duration) -> Self {
        Self {
            provider,
            source: None,
            margin,
            clock: Clock::default(),
            kept: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
        }
    }

    /// Where the credentials come from, as messages name it, in place of what the provider says.
    #[must_use]
    pub fn described(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // What is kept is whole whenever the lock is free.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn get(&self) -> Result<Credential, CredentialError> {
        let fetches = {
            let kept = self.kept();
            if let Some(credential) = kept.fresh(self.clock.now()) {
                return Ok(credential);
            }
            kept.fetches
        };
        let turn = self.turn.try_lock();
        if turn.is_err()
            && let Some(credential) = self.kept().usable(self.clock.now())
        {
            return Ok(credential);
        }
        let _turn = match turn {
            Ok(turn) => turn,
            Err(_) => self.turn.lock().await,
        };
        {
            let kept = self.kept();
            if let Some(credential) = kept.fresh(self.clock.now()) {
                return Ok(credential);
            }
            if kept.fetches != fetches
                && let Some(failure) = &kept.failure
            {
                return Err(failure.clone());
            }
        }
        let fetched = self.provider.provide().await;
        let now = self.clock.now();
        let mut kept = self.kept();
        kept.fetches += 1;
        match fetched {
            Ok(credential) => {
                kept.replace_at = credential.expires().map(|end| self.replace_at(now, end));
                kept.failure = None;
                kept.credential = Some(credential.clone());
                Ok(credential)
            }
            Err(failure) => {
                let usable = kept.usable(now);
                kept.replace_at = Some(now + PAUSE);
                kept.failure = usable.is_none().then(|| failure.clone());
                if usable.is_none() {
                    kept.credential = None;
                }
                usable.ok_or(failure)
            }
        }
    }

    fn replace_at(&self, now: SystemTime, end: SystemTime) -> SystemTime {
        let life = end.duration_since(now).unwrap_or_default();
        end - self.margin.min(life / 2)
    }
}

impl<P: ProvideCredentials> ProvideCredentials for Cached<P> {
    fn provide(&self) -> Provided<'_> {
        Box::pin(self.get())
    }

    fn describe(&self) -> String {
        self.source.clone().unwrap_or_else(|| self.provider.describe())
    }

    fn invalidate(&self, refused: &Credential) {
        let mut kept = self.kept();
        if kept.credential.as_ref() == Some(refused) {
            kept.credential = None;
        }
    }
}

/// Tells the time.
#[derive(Clone)]
struct Clock(Arc<dyn Fn() -> SystemTime + Send + Sync>);

impl Clock {
    fn now(&self) -> SystemTime {
        (self.0)()
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self(Arc::new(SystemTime::now))
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}
