//! What holds for the signature of every request.

use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Request, Url};

use crate::secret::Secret;
use crate::sign::{SignError, canonical_query, canonicalize_query, sign};

/// What a signature sets.
const SET: [&str; 5] = ["host", "x-sdk-date", "x-project-id", "x-security-token", "authorization"];

/// A key and what goes with it.
#[derive(Clone, Debug)]
struct Identity {
    access_key: String,
    secret_key: Secret,
    security_token: Option<Secret>,
    project_id: Option<String>,
    now: SystemTime,
}

impl Identity {
    fn sign(&self, request: &mut Request) -> Result<(), SignError> {
        let security_token = self.security_token.as_ref();
        sign(request, &self.access_key, &self.secret_key, security_token, self.project_id.as_deref(), self.now)
    }
}

fn identities() -> impl Strategy<Value = Identity> {
    let optional = proptest::option::of("[ -~]*[!-~]");
    ("[!-+./-~]{1,40}", "\\PC{1,60}", optional, proptest::option::of("[0-9a-f]{32}"), 0_u64..4_000_000_000).prop_map(
        |(access_key, secret_key, security_token, project_id, seconds)| Identity {
            access_key,
            secret_key: secret_key.into(),
            security_token: security_token.map(Secret::from),
            project_id,
            now: SystemTime::UNIX_EPOCH + Duration::from_secs(seconds),
        },
    )
}

fn queries() -> impl Strategy<Value = Vec<(String, String)>> {
    proptest::collection::vec(("\\PC{0,6}", "\\PC{0,6}"), 0..5)
}

fn requests() -> impl Strategy<Value = Request> {
    let methods = proptest::sample::select(vec![Method::GET, Method::POST, Method::PUT, Method::DELETE]);
    let headers = proptest::collection::btree_map(
        proptest::sample::select(vec!["content-type", "x-language", "user-agent", "accept", "x-other"]),
        "[!-~]([ -~]{0,10}[!-~])?",
        0..4,
    );
    (methods, proptest::collection::vec("\\PC{1,8}", 0..4), queries(), "\\PC{0,40}", headers).prop_map(
        |(method, segments, query, body, headers)| {
            let mut url = Url::parse("https://drs.cn-north-4.myhuaweicloud.com").unwrap();
            url.path_segments_mut().unwrap().extend(segments);
            let query = canonical_query(query);
            url.set_query((!query.is_empty()).then_some(&query));
            let mut request = Request::new(method, url);
            *request.body_mut() = (!body.is_empty()).then(|| body.into());
            for (name, value) in headers {
                request.headers_mut().insert(name, value.parse().unwrap());
            }
            request
        },
    )
}

fn copy(request: &Request) -> Request {
    request.try_clone().unwrap()
}

/// All headers but those that a signature sets.
fn other_headers(request: &Request) -> HeaderMap {
    let others = request.headers().iter().filter(|(name, _)| !SET.contains(&name.as_str()));
    others.map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn shown(request: &Request) -> (String, String, HeaderMap, Option<Vec<u8>>) {
    let body = request.body().map(|body| body.as_bytes().unwrap().to_vec());
    (request.method().to_string(), request.url().to_string(), request.headers().clone(), body)
}

fn authorization(request: &Request) -> &str {
    request.headers()["authorization"].to_str().unwrap()
}

proptest! {
    #[test]
    fn signing_again_leaves_nothing_of_the_first_signature(request in requests(), first in identities(), second in identities()) {
        let mut twice = copy(&request);
        first.sign(&mut twice).unwrap();
        second.sign(&mut twice).unwrap();
        let mut once = copy(&request);
        second.sign(&mut once).unwrap();
        prop_assert_eq!(shown(&twice), shown(&once));
    }

    #[test]
    fn nothing_else_of_a_request_changes(request in requests(), identity in identities()) {
        let mut signed = copy(&request);
        identity.sign(&mut signed).unwrap();
        prop_assert_eq!(other_headers(&signed), other_headers(&request));
        prop_assert_eq!(signed.url(), request.url());
        prop_assert_eq!(signed.method(), request.method());
        prop_assert_eq!(signed.body().map(reqwest::Body::as_bytes), request.body().map(reqwest::Body::as_bytes));
    }

    #[test]
    fn what_is_signed_changes_the_signature(request in requests(), identity in identities()) {
        let mut signed = copy(&request);
        identity.sign(&mut signed).unwrap();
        let mut others: Vec<Request> = (0..5).map(|_| copy(&request)).collect();
        *others[0].method_mut() = Method::PATCH;
        let path = format!("{}/x", request.url().path().trim_end_matches('/'));
        others[1].url_mut().set_path(&path);
        let query = canonical_query(request.url().query_pairs().chain([("x".into(), "x".into())]));
        others[2].url_mut().set_query(Some(&query));
        *others[3].body_mut() = Some("another body, longer than any of the others that are made".into());
        others[4].headers_mut().insert("x-language", HeaderValue::from_static("another"));
        for mut other in others {
            identity.sign(&mut other).unwrap();
            prop_assert_ne!(authorization(&other), authorization(&signed));
        }
        let later = Identity { now: identity.now + Duration::from_secs(1), ..identity.clone() };
        let other = Identity { secret_key: format!("{}x", identity.secret_key.expose()).into(), ..identity };
        for identity in [later, other] {
            let mut again = copy(&request);
            identity.sign(&mut again).unwrap();
            prop_assert_ne!(authorization(&again), authorization(&signed));
        }
    }

    #[test]
    fn a_query_has_one_spelling(mut pairs in queries(), seed in any::<u64>()) {
        let query = canonical_query(pairs_of(&pairs));
        let rotation = usize::try_from(seed % 7).unwrap().min(pairs.len());
        pairs.rotate_left(rotation);
        prop_assert_eq!(&canonical_query(pairs_of(&pairs)), &query);
        // The type of URLs keeps it as it is, and reads the same pairs from it.
        let mut url = Url::parse("http://localhost/").unwrap();
        url.set_query(Some(&query));
        prop_assert_eq!(url.query(), Some(query.as_str()));
        let mut read: Vec<_> = url.query_pairs().into_owned().collect();
        pairs.sort();
        read.sort();
        prop_assert_eq!(read, pairs.clone());
        // A form writes a space as a plus sign, and is rewritten.
        let mut form = Url::parse("http://localhost/").unwrap();
        form.query_pairs_mut().extend_pairs(&pairs);
        canonicalize_query(&mut form);
        prop_assert_eq!(form.query().unwrap_or_default(), query);
    }
}

fn pairs_of(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[test]
fn what_cannot_be_signed_stays_as_it_is() {
    let identity = Identity {
        access_key: "AKEXAMPLE000000000AB".to_owned(),
        secret_key: "canary".into(),
        security_token: Some("canary".into()),
        project_id: Some("p".to_owned()),
        now: SystemTime::UNIX_EPOCH,
    };
    let request = |url: &str| Request::new(Method::POST, url.parse().unwrap());
    let url = "https://localhost/v5";
    let with_body = |body: reqwest::Body| {
        let mut request = request(url);
        *request.body_mut() = Some(body);
        request
    };
    let unusable = |what| SignError::Unusable { what };
    let too_long = SignError::TooLong { length: 12_582_913, limit: 12_582_912 };
    for (mut request, identity, expected) in [
        (request("https://localhost/?b=1&a=2"), identity.clone(), SignError::Query),
        (request("https://localhost/?a=b+c"), identity.clone(), SignError::Query),
        (request("https://localhost/?a"), identity.clone(), SignError::Query),
        (request("https://localhost/?a=%2f"), identity.clone(), SignError::Query),
        (request("data:text,x"), identity.clone(), SignError::Host),
        (with_body(vec![b' '; 12_582_913].into()), identity.clone(), too_long),
        (request(url), Identity { access_key: String::new(), ..identity.clone() }, unusable("access key")),
        (request(url), Identity { access_key: "a, b".to_owned(), ..identity.clone() }, unusable("access key")),
        (request(url), Identity { secret_key: "".into(), ..identity.clone() }, unusable("secret key")),
        (
            request(url),
            Identity { security_token: Some("canary\n".into()), ..identity.clone() },
            unusable("security token"),
        ),
        (request(url), Identity { project_id: Some(String::new()), ..identity.clone() }, unusable("project id")),
        (
            request(url),
            Identity { now: SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 40), ..identity.clone() },
            SignError::Time,
        ),
    ] {
        request.headers_mut().insert("authorization", HeaderValue::from_static("kept"));
        let before = shown(&request);
        let error = identity.sign(&mut request).unwrap_err();
        assert_eq!(error, expected);
        assert!(!format!("{error} {error:?}").contains("canary"));
        assert_eq!(shown(&request), before);
    }
    let mut longest = with_body(vec![b' '; 12_582_912].into());
    identity.sign(&mut longest).unwrap();
}

#[test]
fn secrets_are_left_out_of_debug() {
    let identity = Identity {
        access_key: "AKEXAMPLE000000000AB".to_owned(),
        secret_key: "canary".into(),
        security_token: Some("canary".into()),
        project_id: None,
        now: SystemTime::UNIX_EPOCH,
    };
    let mut request = Request::new(Method::GET, "http://127.0.0.1:8080/".parse().unwrap());
    identity.sign(&mut request).unwrap();
    let shown = format!("{request:?}");
    assert!(!shown.contains("canary") && !shown.contains("Signature"), "{shown}");
    assert_eq!(request.headers()[HeaderName::from_static("host")], "127.0.0.1:8080");
}
