//! One failed authentication stops all calls with the same credentials, because more than five in a row lock an access key.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use tokio::sync::OwnedMutexGuard;

use crate::auth::Credential;
use crate::error::AuthProblem;

/// How long a lock lasts, and so how long credentials that failed are not tried again.
pub(crate) const LOCK: Duration = Duration::from_mins(5);

/// What is known of the credentials that are in use.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    known: Mutex<Known>,
    /// Held by the one call that is under way with credentials of which nothing is known.
    first: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Debug, Default)]
struct Known {
    credential: u64,
    stage: Stage,
}

#[derive(Clone, Debug, Default)]
enum Stage {
    /// No call with them has succeeded: one at a time.
    #[default]
    Unproven,
    /// A call with them has been authenticated.
    Proven,
    /// One has not.
    Failed { problem: AuthProblem, until: SystemTime },
}

/// Permission to make one attempt. Others that wait for it go on when it is dropped.
#[derive(Debug)]
pub(crate) struct Pass {
    credential: u64,
    _first: Option<OwnedMutexGuard<()>>,
}

impl Pass {
    /// Whether it is for these credentials.
    pub(crate) fn is_for(&self, credential: u64) -> bool {
        self.credential == credential
    }
}

impl Gate {
    /// Waits until an attempt with these credentials may be made.
    ///
    /// # Errors
    /// They have failed, and nothing has changed since.
    pub(crate) async fn enter(&self, credential: u64, now: SystemTime) -> Result<Pass, AuthProblem> {
        let mut first = None;
        loop {
            match self.stage(credential, now) {
                Stage::Proven => return Ok(Pass { credential, _first: None }),
                Stage::Failed { problem, .. } => return Err(problem),
                Stage::Unproven if first.is_some() => return Ok(Pass { credential, _first: first }),
                Stage::Unproven => first = Some(Arc::clone(&self.first).lock_owned().await),
            }
        }
    }

    fn stage(&self, credential: u64, now: SystemTime) -> Stage {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let is_over = matches!(known.stage, Stage::Failed { until, .. } if until <= now);
        if known.credential != credential || is_over {
            *known = Known { credential, stage: Stage::Unproven };
        }
        known.stage.clone()
    }

    /// A call with these credentials has been authenticated.
    pub(crate) fn prove(&self, pass: &Pass) {
        self.set(pass, Stage::Proven);
    }

    /// A call with these credentials has not been authenticated.
    pub(crate) fn fail(&self, pass: &Pass, problem: AuthProblem, until: SystemTime) {
        self.set(pass, Stage::Failed { problem, until });
    }

    fn set(&self, pass: &Pass, stage: Stage) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.credential == pass.credential {
            known.stage = stage;
        }
    }
}

/// Tells credentials apart without keeping them.
pub(crate) fn identity(credential: &Credential) -> u64 {
    let mut hasher = DefaultHasher::new();
    match credential {
        Credential::AccessKey { access_key, secret_key, security_token, .. } => {
            let token = security_token.as_ref().map(crate::Secret::expose);
            (access_key, secret_key.expose(), token).hash(&mut hasher);
        }
        Credential::Token { token, .. } => token.expose().hash(&mut hasher),
    }
    hasher.finish()
}
