//! The gateway in front of the service: who may come in, and what is said to those who may not.

use std::collections::BTreeMap;

use http::HeaderMap;
use serde_json::{Value, json};

use super::signature::{Authorization, Signed, date_seconds};
use crate::machine::{Ids, Moment};

/// How many failures in a row lock an access key.
const MAX_FAILURES: u32 = 5;
/// How long it is locked, in milliseconds.
const LOCK: u64 = 300_000;
/// How far the date of a signature may be off, in seconds.
const MAX_SKEW: i64 = 900;
/// How long a token lives, in seconds of the real clock: a client compares the end of a token with the clock that it has.
pub(crate) const TOKEN_LIFE: i64 = 86_400;

/// The credentials of the sandbox, which follow from its seed.
#[derive(Clone)]
pub(crate) struct Identity {
    pub(crate) access_key: String,
    pub(crate) secret_key: String,
    pub(crate) project_id: String,
    pub(crate) domain_id: String,
    pub(crate) user_id: String,
}

/// Name of the user and of the account that act in the sandbox.
pub(crate) const USER: &str = "sandbox";

/// What a gateway remembers.
#[derive(Default)]
pub(crate) struct Gateway {
    /// Failures in a row, by access key.
    failures: BTreeMap<String, u32>,
    /// Until when access keys are locked.
    locked: BTreeMap<String, Moment>,
    /// When tokens run out, in seconds since 1970 by the real clock.
    tokens: BTreeMap<String, i64>,
}

/// How a call was let in, or why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// By its signature, with this access key.
    Signature(String),
    /// By its token.
    Token(String),
    /// Nobody looked.
    Unchecked,
    Refused(Refused),
}

/// Why a call was not let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

/// The moments that a verdict depends on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Times {
    /// Virtual.
    pub(crate) now: Moment,
    /// Seconds since 1970 by the clock of the gateway, which is the real one unless a fault puts it wrong.
    pub(crate) real: i64,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity").field("project_id", &self.project_id).finish_non_exhaustive()
    }
}

/// Its keys are access keys and tokens.
impl std::fmt::Debug for Gateway {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gateway").finish_non_exhaustive()
    }
}

impl Identity {
    pub(crate) fn new(seed: u64) -> Self {
        let digits = |kind: &str, length| Ids::fixed(seed, kind, length);
        Self {
            access_key: format!("SANDBOX{}", digits("access key", 13).to_uppercase()),
            secret_key: digits("secret key", 40),
            project_id: digits("project", 32),
            domain_id: digits("domain", 32),
            user_id: digits("user", 32),
        }
    }
}

impl Refused {
    fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    fn unauthenticated(why: &str) -> Self {
        Self::new(401, "APIGW.0301", format!("Incorrect IAM authentication information: {why}"))
    }

    fn locked() -> Self {
        // The code is one of an older gateway; what tells the lock is the text.
        Self::new(
            403,
            "APIG.0301",
            "Incorrect IAM authentication information: AK access failed to reach the limit, forbidden",
        )
    }

    pub(crate) fn token_is_old() -> Self {
        Self::new(401, "APIGW.0307", "The token must be updated")
    }

    pub(crate) fn other_project() -> Self {
        Self::new(403, "APIGW.0302", "The caller is not authorized to use this API in this project.")
    }

    pub(crate) fn unknown_path() -> Self {
        Self::new(404, "APIGW.0101", "The API does not exist or has not been published in the environment")
    }

    pub(crate) fn too_large() -> Self {
        Self::new(413, "APIGW.0201", "The request entity is too large")
    }

    pub(crate) fn too_many(limit: u64) -> Self {
        let text = format!(
            "The throttling threshold has been reached: policy user over ratelimit,limit:{limit},time:1 second"
        );
        Self::new(429, "APIGW.0308", text)
    }

    pub(crate) fn failed(status: u16) -> Self {
        match status {
            400 => Self::new(400, "DRS.M00202", "The operation is not allowed now."),
            504 => Self::new(504, "APIGW.0203", "Backend timeout."),
            503 => Self::new(503, "APIGW.0601", "The service is unavailable."),
            502 => Self::new(502, "APIGW.0601", "Bad gateway."),
            _ => Self::new(status, "APIGW.0601", "Internal server error."),
        }
    }

    /// The body of the answer.
    pub(crate) fn body(&self, request_id: &str) -> Value {
        json!({"error_code": self.code, "error_msg": self.message, "request_id": request_id})
    }
}

impl Gateway {
    /// Who a call comes from.
    pub(crate) fn check(&mut self, identity: &Identity, call: &Signed<'_>, times: Times) -> Verdict {
        let header = |name: &str| text(call.headers, name);
        if let Some(token) = header("x-auth-token") {
            return match self.tokens.get(token) {
                Some(expires) if *expires > times.real => Verdict::Token(token.to_owned()),
                Some(_) => Verdict::Refused(Refused::token_is_old()),
                None => Verdict::Refused(Refused::unauthenticated("decrypt token fail")),
            };
        }
        let Some(authorization) = header("authorization") else {
            return Verdict::Refused(Refused::unauthenticated("neither a token nor a signature was sent"));
        };
        let Some(authorization) = Authorization::parse(authorization) else {
            return Verdict::Refused(Refused::unauthenticated("the header Authorization is malformed"));
        };
        let key = authorization.access_key.clone();
        if self.locked.get(&key).is_some_and(|until| *until > times.now) {
            return Verdict::Refused(Refused::locked());
        }
        match judge(&authorization, identity, call, times) {
            Ok(()) => {
                self.failures.remove(&key);
                Verdict::Signature(key)
            }
            Err(why) => {
                let failures = self.failures.entry(key.clone()).or_default();
                *failures += 1;
                if *failures > MAX_FAILURES {
                    self.failures.remove(&key);
                    self.lock(key, times.now);
                    return Verdict::Refused(Refused::locked());
                }
                Verdict::Refused(Refused::unauthenticated(why))
            }
        }
    }

    /// Locks an access key.
    pub(crate) fn lock(&mut self, key: String, now: Moment) {
        self.locked.insert(key, now.after(LOCK));
    }

    /// Lets a token be valid until a moment of the real clock.
    pub(crate) fn issue(&mut self, token: String, expires: i64) {
        self.tokens.insert(token, expires);
    }

    /// Lets a token run out, if it is one that is valid.
    pub(crate) fn expire(&mut self, token: &str, real: i64) -> bool {
        let known = self.tokens.get_mut(token).filter(|expires| **expires > real);
        known.map(|expires| *expires = i64::MIN).is_some()
    }
}

fn judge(
    authorization: &Authorization,
    identity: &Identity,
    call: &Signed<'_>,
    times: Times,
) -> Result<(), &'static str> {
    if authorization.access_key != identity.access_key {
        return Err("Get secretKey failed, the access key does not exist");
    }
    let date = text(call.headers, "x-sdk-date").and_then(date_seconds).ok_or("the header x-sdk-date is malformed")?;
    if (date - times.real).abs() > MAX_SKEW {
        return Err("the request has expired: its date is more than 15 minutes off");
    }
    authorization.verify(call, &identity.secret_key)
}

/// The text of a header.
pub(crate) fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
