//! Known signatures: the vendor's published ones, and some of requests of this API that the vendor's own signer has made.

use std::time::SystemTime;

use jiff::Timestamp;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, Request};

use crate::secret::Secret;
use crate::sign::canonical::Canonical;
use crate::sign::encode::sha256;
use crate::sign::signature::signature;
use crate::sign::{canonical_query, canonicalize_query, sign};

const PROJECT: &str = "054ba152d480d55b2f5dc0069e7ddef0";
const DRS: &str = "https://drs.cn-north-4.myhuaweicloud.com";
const JSON: &str = "application/json";

/// A key with which known signatures were made, and when.
struct Signer {
    access_key: &'static str,
    secret_key: &'static str,
    date: &'static str,
}

const PUBLISHED: Signer = Signer { access_key: "AccessKey", secret_key: "SecretKey", date: "2020-06-08T02:39:00Z" };
const EXAMPLE: Signer = Signer {
    access_key: "AKEXAMPLE000000000AB",
    secret_key: "SKexample/0000+notARealSecret000000000000",
    date: "2025-01-02T03:04:05Z",
};

/// A request without anything that is optional.
#[derive(Clone, Copy, Default)]
struct Case<'c> {
    method: &'c str,
    url: &'c str,
    body: &'c str,
    content_type: Option<&'c str>,
    language: Option<&'c str>,
    project_id: Option<&'c str>,
    security_token: Option<&'c str>,
}

fn moment(text: &str) -> SystemTime {
    text.parse::<Timestamp>().unwrap().try_into().unwrap()
}

impl Case<'_> {
    /// The names of the signed headers and the signature.
    fn signed(self, key: &Signer) -> (String, String) {
        let mut request = Request::new(Method::from_bytes(self.method.as_bytes()).unwrap(), self.url.parse().unwrap());
        canonicalize_query(request.url_mut());
        if !self.body.is_empty() {
            *request.body_mut() = Some(self.body.to_owned().into());
        }
        let headers = [(CONTENT_TYPE, self.content_type), ("x-language".parse().unwrap(), self.language)];
        for (name, value) in headers {
            request.headers_mut().extend(value.map(|value| (name, value.parse().unwrap())));
        }
        let security_token = self.security_token.map(Secret::from);
        let secret_key = Secret::from(key.secret_key);
        sign(&mut request, key.access_key, &secret_key, security_token.as_ref(), self.project_id, moment(key.date))
            .unwrap();
        let authorization = request.headers()["authorization"].to_str().unwrap();
        let start = format!("SDK-HMAC-SHA256 Access={}, SignedHeaders=", key.access_key);
        let rest = authorization.strip_prefix(&start).unwrap_or_else(|| panic!("{authorization}"));
        let (names, signature) = rest.split_once(", Signature=").unwrap();
        (names.to_owned(), signature.to_owned())
    }
}

/// The published vectors of one header (G1, G2), and of G2 without the line feed at the end of its body.
#[test]
fn published_requests_with_the_date_alone() {
    let body = r#"{"Name":"test","Id":1}"#;
    for (method, query, body, expected) in [
        ("GET", "limit=1", String::new(), "5a2ce64c865e0e6046321c6f3d5a77ba8413eeaf355c3166c03d58d02ac79624"),
        ("POST", "key=value", format!("{body}\n"), "cecc2af119b18ab70b4d094c0750f3b42c02f254903179a0fc2cc72fc9db4f59"),
        ("POST", "key=value", body.to_owned(), "83599e5230b5b31fb58837c5760b4c2d407542df1f9493834ead538696e17a35"),
    ] {
        let date = "20060102T150405Z";
        let canonical = Canonical {
            method,
            path: "/path",
            query,
            headers: &[("x-sdk-date", date.as_bytes())],
            body_hash: &sha256(body.as_bytes()),
        };
        assert_eq!(signature(&canonical, "SecretKey", date).unwrap(), expected, "{method} {body:?}");
    }
}

/// The published query (G5).
#[test]
fn the_published_query() {
    let pairs = [
        ("limit", "1"),
        ("enable", "true"),
        ("test", "一 (&=?!#%.*)"),
        ("path", "/tmp/123"),
        ("multi", "1"),
        ("multi", "2"),
        ("multi", "3"),
    ];
    assert_eq!(
        canonical_query(pairs),
        "enable=true&limit=1&multi=1&multi=2&multi=3&path=%2Ftmp%2F123\
         &test=%E4%B8%80%20%28%26%3D%3F%21%23%25.%2A%29"
    );
}

/// The published vectors of whole requests (P1, P2).
#[test]
fn published_requests() {
    let url = "https://service.endpoint.myhuaweicloud.com/resources?size=1";
    for (method, body, expected) in [
        ("GET", "", "cfb4171acec81de07d50e53d57eb77edd537414d66ddb1d7d780f128e12cd842"),
        ("POST", r#"{"name":"test","id":1}"#, "436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f"),
    ] {
        let case = Case { method, url, body, ..Case::default() };
        assert_eq!(case.signed(&PUBLISHED), ("host;x-sdk-date".to_owned(), expected.to_owned()), "{method}");
    }
}

/// Requests of this API (D1, D3 to D7).
#[test]
fn requests_of_this_api() {
    let project_id = Some(PROJECT);
    let of_project = |start: &str, end: &str| format!("{start}/{PROJECT}{end}");
    let cases = [
        Case {
            method: "POST",
            url: &of_project(&format!("{DRS}/v3"), "/jobs/batch-status"),
            body: r#"{"jobs":["140a2d1c-0000-0000-0000-00000jb10003"]}"#,
            content_type: Some("application/json;charset=UTF-8"),
            language: Some("en-us"),
            project_id,
            ..Case::default()
        }
        .signed(&EXAMPLE),
        Case {
            method: "GET",
            url: &of_project(&format!("{DRS}/v3"), "/node-type?db_type=mysql&db_use_type=migration"),
            ..Case::default()
        }
        .signed(&EXAMPLE),
        Case {
            method: "POST",
            url: &of_project(
                "https://drs.eu-west-101.myhuaweicloud.eu/v5",
                "/batch-async-jobs/bd4193aa-072d-4ce6-beec-adffc7252341/commit",
            ),
            content_type: Some(JSON),
            project_id,
            security_token: Some("temporary+token/0=="),
            ..Case::default()
        }
        .signed(&EXAMPLE),
        Case {
            method: "GET",
            url: &of_project(
                &format!("{DRS}/v5"),
                "/jobs?job_type=sync&instance_ids=id2&instance_ids=id1&name=a b%2Bc/ü",
            ),
            project_id,
            ..Case::default()
        }
        .signed(&EXAMPLE),
        Case {
            method: "GET",
            url: &of_project("http://127.0.0.1:8787/v5", "/batch-async-jobs?sort_dir=desc&limit=10"),
            ..Case::default()
        }
        .signed(&EXAMPLE),
        Case {
            method: "PUT",
            url: &of_project(&format!("{DRS}/v5"), "/jobs/19557d51-1ee6-4507-97a6-8f69164jb201"),
            body: r#"{"job":{"type":"description","params":{"base_info":{"description":"订单"}}}}"#,
            content_type: Some(JSON),
            language: Some("en-us"),
            project_id,
            ..Case::default()
        }
        .signed(&EXAMPLE),
    ];
    let expected = [
        (
            "content-type;host;x-language;x-project-id;x-sdk-date",
            "c0762504436f64c76ebf9877d406d981d36100eda3be25e299b32597cfb84dc6",
        ),
        ("host;x-sdk-date", "419722592ea68cc4b7a1df98f85393c1a6d3df189c7a9241825467b8779ff927"),
        (
            "content-type;host;x-project-id;x-sdk-date;x-security-token",
            "3a23f0d10a7e6d773b166b8ec2da91636c19fe46346b8b696cc0f8633616159b",
        ),
        ("host;x-project-id;x-sdk-date", "cc20399a1433cedd51a0482457ab78f48d1c1b35deee8a0b91db0538aa153a24"),
        ("host;x-sdk-date", "89f0b26f73bca754e17941e7ac0634f8815c6a509be8dd04b7fcd2d13cd6a483"),
        (
            "content-type;host;x-language;x-project-id;x-sdk-date",
            "90faebb21134393408d0c69e683dd79828e0f02d3b465fffa1ea13761cbde27b",
        ),
    ];
    assert_eq!(
        cases.map(|(names, signature)| format!("{names} {signature}")),
        expected.map(|(n, s)| format!("{n} {s}"))
    );
}
