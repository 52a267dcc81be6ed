//! The way of a call: read, counted, let in, answered, and broken where a fault says so.

use std::sync::Arc;

use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Request, State};
use axum::response::Response;
use bytes::Bytes;
use http::request::Parts;

use super::gateway::{Refused, Times, USER, Verdict, text};
use super::host::{Host, Inner, real_seconds};
use super::outcome::{Outcome, breaking};
use super::record::{RequestEntry, kept_body};
use super::route::{self, Route, query_pairs};
use super::signature::{Authorization, Signed};
use super::wire::{Control, Sabotage};
use super::{admin, iam};
use crate::faults::{CallFault, Hit};
use crate::machine::Ids;
use crate::service::{self, Call, query_object};

/// Bytes that a gateway accepts.
const MAX_BODY: usize = 12 * 1024 * 1024;

/// A call that was read.
struct Arrived {
    parts: Parts,
    body: Bytes,
    route: Option<Route>,
    number: u64,
    request_id: String,
    time: String,
    hits: Vec<Hit>,
}

/// Answers a call.
pub(crate) async fn handle(
    State(host): State<Arc<Host>>,
    ConnectInfo(control): ConnectInfo<Control>,
    request: Request,
) -> Response {
    control.set(None);
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, MAX_BODY).await;
    if parts.uri.path().starts_with("/-/") {
        let foreign = super::browser::refusal(&parts.headers);
        return foreign.unwrap_or_else(|| admin::answer(&host, &parts, &body.unwrap_or_default())).into_response();
    }
    let is_too_large = body.is_err();
    let call = arrive(&host, parts, body.unwrap_or_default());
    if is_too_large {
        return Outcome::refused(&Refused::too_large(), &call.request_id).into_response();
    }
    let mut fired = Vec::new();
    for hit in &call.hits {
        let sabotage = match hit.fault {
            CallFault::Slow(millis) => {
                if host.clock.sleep(millis).await {
                    fired.push(hit.text.clone());
                }
                continue;
            }
            CallFault::Reset => Sabotage::ReplaceAndReset(Vec::new()),
            CallFault::LoseRequest | CallFault::Hang => Sabotage::Replace(Vec::new()),
            _ => continue,
        };
        fired.push(hit.text.clone());
        host.lock().record.add(entry(&call, None, None, fired));
        control.set(Some(sabotage));
        if hit.fault == CallFault::Hang {
            std::future::pending::<()>().await;
        }
        return Outcome::json(500, &serde_json::Value::Null).into_response();
    }
    let (outcome, sabotage) = answer(&host, &call, fired);
    control.set(sabotage);
    outcome.into_response()
}

/// Counts a call, and finds out what it is and what is going to happen to it.
fn arrive(host: &Host, parts: Parts, body: Bytes) -> Arrived {
    host.clock.tick();
    let route = route::find(parts.method.as_str(), parts.uri.path());
    let mut inner = host.lock();
    host.settle(&mut inner);
    inner.calls += 1;
    let number = inner.calls;
    let Inner { world, faults, rate, .. } = &mut *inner;
    let mut hits = Vec::new();
    if let Some(route) = &route {
        hits = rate.hit(route.operation, world.now, &world.ids);
        hits.extend(faults.hit(route.operation, world.now, &world.ids));
    }
    let request_id = Ids::fixed(host.plan.settings.seed, &format!("request {number}"), 32);
    Arrived { time: inner.world.now.to_string(), parts, body, route, number, request_id, hits }
}

/// Answers a call that is carried out or refused. `fired` has the faults that had an effect before.
fn answer(host: &Host, call: &Arrived, mut fired: Vec<String>) -> (Outcome, Option<Sabotage>) {
    let mut inner = host.lock();
    host.settle(&mut inner);
    fired.append(&mut inner.fired);
    let skew = call.find(|fault| if let CallFault::Skew(millis) = fault { Some(millis / 1000) } else { None });
    let ahead = skew.as_ref().map_or(0, |(_, seconds)| i64::try_from(*seconds).unwrap_or(0));
    let real = real_seconds().saturating_add(ahead);
    let (caller, mut outcome) = match refusal_by_fault(call) {
        Some((text, outcome)) => {
            fired.push(text);
            (None, outcome)
        }
        None => carry_out(host, &mut inner, call, real, &mut fired),
    };
    if let Some((text, _)) = skew {
        outcome = outcome.with("date", http_date(real));
        fired.push(text);
    }
    let sabotage = outcome.suffer(&call.hits, host.plan.speed, &mut fired);
    inner.record.add(entry(call, caller, Some(outcome.status), fired));
    (outcome.with("x-request-id", call.request_id.clone()), sabotage)
}

impl Arrived {
    /// The first fault that `select` takes, as it was written.
    fn find<T>(&self, select: impl Fn(&CallFault) -> Option<T>) -> Option<(String, T)> {
        self.hits.iter().find_map(|hit| Some((hit.text.clone(), select(&hit.fault)?)))
    }
}

/// The answer of a gateway that a fault makes refuse everything, and the fault.
fn refusal_by_fault(call: &Arrived) -> Option<(String, Outcome)> {
    let refuse = |refused: &Refused| Outcome::refused(refused, &call.request_id);
    call.find(|fault| match fault {
        CallFault::Status(status) => Some(refuse(&Refused::failed(*status))),
        CallFault::Refuse => Some(refuse(&Refused::failed(400))),
        CallFault::Html => Some(Outcome::html()),
        CallFault::Throttle(limit) => Some(refuse(&Refused::too_many(*limit))),
        CallFault::RetryAfter(seconds) => Some(refuse(&Refused::too_many(1)).with("retry-after", seconds.to_string())),
        _ => None,
    })
}

/// Lets a call in, or not, and does what it asks for.
fn carry_out(
    host: &Host,
    inner: &mut Inner,
    call: &Arrived,
    real: i64,
    fired: &mut Vec<String>,
) -> (Option<&'static str>, Outcome) {
    let (method, path) = (call.parts.method.as_str(), call.parts.uri.path());
    let query = call.parts.uri.query().unwrap_or_default();
    if iam::is_login(method, path) {
        let Inner { gateway, ids, .. } = inner;
        let answer = iam::login(gateway, &host.identity, ids, &call.body, real);
        let outcome = Outcome::json(answer.status, &answer.body);
        return (None, answer.token.into_iter().fold(outcome, |outcome, token| outcome.with("x-subject-token", token)));
    }
    let verdict = check(host, inner, call, real, fired);
    let caller = match &verdict {
        Verdict::Signature(_) => "signature",
        Verdict::Token(_) => "token",
        Verdict::Unchecked => "unchecked",
        Verdict::Refused(_) => "refused",
    };
    let outcome = match (verdict, &call.route) {
        (Verdict::Refused(refused), _) => Outcome::refused(&refused, &call.request_id),
        (_, Some(route)) => serve(inner, call, route, query, fired),
        (_, None) => match iam::answer(&host.identity, method, path, query) {
            Some(answer) => Outcome::json(answer.status, &answer.body),
            None => Outcome::refused(&Refused::unknown_path(), &call.request_id),
        },
    };
    (Some(caller), outcome)
}

fn check(host: &Host, inner: &mut Inner, call: &Arrived, real: i64, fired: &mut Vec<String>) -> Verdict {
    if !host.plan.is_strict {
        return Verdict::Unchecked;
    }
    let now = inner.world.now;
    let token = text(&call.parts.headers, "x-auth-token");
    let key = text(&call.parts.headers, "authorization").filter(|_| token.is_none()).and_then(Authorization::parse);
    for hit in &call.hits {
        let has_effect = match hit.fault {
            CallFault::ExpireToken => token.is_some_and(|token| inner.gateway.expire(token, real)),
            CallFault::LockKey => key.as_ref().is_some_and(|key| {
                inner.gateway.lock(key.access_key.clone(), now);
                true
            }),
            _ => false,
        };
        fired.extend(has_effect.then(|| hit.text.clone()));
    }
    let signed = Signed {
        method: call.parts.method.as_str(),
        path: call.parts.uri.path(),
        query: call.parts.uri.query().unwrap_or_default(),
        headers: &call.parts.headers,
        body: &call.body,
    };
    let verdict = inner.gateway.check(&host.identity, &signed, Times { now, real });
    let project = call.route.as_ref().and_then(|route| route.path.get("project_id"));
    match verdict {
        Verdict::Refused(_) => verdict,
        _ if project.is_some_and(|project| *project != host.identity.project_id) => {
            Verdict::Refused(Refused::other_project())
        }
        _ => verdict,
    }
}

fn serve(inner: &mut Inner, call: &Arrived, route: &Route, query: &str, fired: &mut Vec<String>) -> Outcome {
    let stale = call.find(|fault| if let CallFault::Stale(millis) = fault { Some(*millis) } else { None });
    let request = Call {
        operation: route.operation,
        path: route.path.clone(),
        query: query_object(route.operation, query_pairs(query)),
        body: call.body.to_vec(),
        user: USER.to_owned(),
        domain: USER.to_owned(),
        stale: stale.as_ref().map_or(0, |(_, millis)| *millis),
    };
    let now = inner.world.now;
    let answer = service::answer(&mut inner.world, now, &request);
    inner.record.log_moves(&answer.moves);
    fired.extend(answer.fired);
    fired.extend(stale.filter(|_| answer.is_stale).map(|(text, _)| text));
    Outcome::json(answer.status, &answer.body)
}

fn entry(call: &Arrived, caller: Option<&'static str>, status: Option<u16>, faults: Vec<String>) -> RequestEntry {
    let broken = breaking(&call.hits).map(|hit| &hit.fault);
    let gets_no_answer = matches!(broken, Some(CallFault::LoseReply | CallFault::Garbage));
    RequestEntry {
        number: call.number,
        time: call.time.clone(),
        method: call.parts.method.to_string(),
        path: call.parts.uri.to_string(),
        operation: call.route.as_ref().map(|route| route.operation.id()),
        caller,
        status: status.filter(|_| !gets_no_answer),
        faults,
        body: kept_body(&call.body),
    }
}

/// The date of a header.
fn http_date(seconds: i64) -> String {
    let date = jiff::Timestamp::from_second(seconds).unwrap_or_default();
    date.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
