//! Signatures that the vendor's signer made.

use http::{HeaderMap, HeaderName, HeaderValue};

use super::signature::{Authorization, Signed, date_seconds};

const PROJECT: &str = "054ba152d480d55b2f5dc0069e7ddef0";
const ACCESS_KEY: &str = "AKEXAMPLE000000000AB";
const SECRET_KEY: &str = "SKexample/0000+notARealSecret000000000000";

type Change = dyn Fn(&mut HeaderMap, &mut String, &mut String);

struct Vector {
    keys: (&'static str, &'static str),
    method: &'static str,
    path: String,
    query: &'static str,
    headers: Vec<(&'static str, &'static str)>,
    body: &'static str,
    signature: &'static str,
}

/// Made by the vendor's signer of Python and by an implementation with nothing but its standard library.
fn vectors() -> Vec<Vector> {
    let ours = (ACCESS_KEY, SECRET_KEY);
    let date = ("x-sdk-date", "20250102T030405Z");
    let project = ("x-project-id", PROJECT);
    vec![
        Vector {
            keys: ("AccessKey", "SecretKey"),
            method: "GET",
            path: "/resources".to_owned(),
            query: "size=1",
            headers: vec![("host", "service.endpoint.myhuaweicloud.com"), ("x-sdk-date", "20200608T023900Z")],
            body: "",
            signature: "cfb4171acec81de07d50e53d57eb77edd537414d66ddb1d7d780f128e12cd842",
        },
        Vector {
            keys: ("AccessKey", "SecretKey"),
            method: "POST",
            path: "/resources".to_owned(),
            query: "size=1",
            headers: vec![("host", "service.endpoint.myhuaweicloud.com"), ("x-sdk-date", "20200608T023900Z")],
            body: r#"{"name":"test","id":1}"#,
            signature: "436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f",
        },
        Vector {
            keys: ours,
            method: "POST",
            path: format!("/v5/{PROJECT}/batch-async-jobs/bd4193aa-072d-4ce6-beec-adffc7252341/commit"),
            query: "",
            headers: vec![
                ("content-type", "application/json"),
                ("host", "drs.eu-west-101.myhuaweicloud.eu"),
                project,
                date,
                ("x-security-token", "temporary+token/0=="),
            ],
            body: "",
            signature: "3a23f0d10a7e6d773b166b8ec2da91636c19fe46346b8b696cc0f8633616159b",
        },
        Vector {
            keys: ours,
            method: "GET",
            path: format!("/v5/{PROJECT}/jobs"),
            query: "instance_ids=id1&instance_ids=id2&job_type=sync&name=a%20b%2Bc%2F%C3%BC",
            headers: vec![("host", "drs.cn-north-4.myhuaweicloud.com"), project, date],
            body: "",
            signature: "cc20399a1433cedd51a0482457ab78f48d1c1b35deee8a0b91db0538aa153a24",
        },
        Vector {
            keys: ours,
            method: "GET",
            path: format!("/v5/{PROJECT}/batch-async-jobs"),
            query: "limit=10&sort_dir=desc",
            headers: vec![("host", "127.0.0.1:8787"), date],
            body: "",
            signature: "89f0b26f73bca754e17941e7ac0634f8815c6a509be8dd04b7fcd2d13cd6a483",
        },
        Vector {
            keys: ours,
            method: "PUT",
            path: format!("/v5/{PROJECT}/jobs/19557d51-1ee6-4507-97a6-8f69164jb201"),
            query: "",
            headers: vec![
                ("content-type", "application/json"),
                ("host", "drs.cn-north-4.myhuaweicloud.com"),
                ("x-language", "en-us"),
                project,
                date,
            ],
            body: r#"{"job":{"type":"description","params":{"base_info":{"description":"订单"}}}}"#,
            signature: "90faebb21134393408d0c69e683dd79828e0f02d3b465fffa1ea13761cbde27b",
        },
    ]
}

/// Whether a vector's signature is accepted, after `change` has changed the call.
fn verdict(vector: &Vector, change: impl Fn(&mut HeaderMap, &mut String, &mut String)) -> Result<(), &'static str> {
    let mut headers: HeaderMap = vector
        .headers
        .iter()
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
        .collect();
    let (mut query, mut body) = (vector.query.to_owned(), vector.body.to_owned());
    change(&mut headers, &mut query, &mut body);
    let mut names: Vec<&str> = vector.headers.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    let (access_key, secret_key) = vector.keys;
    let header = format!(
        "SDK-HMAC-SHA256 Access={access_key}, SignedHeaders={}, Signature={}",
        names.join(";"),
        vector.signature
    );
    let call =
        Signed { method: vector.method, path: &vector.path, query: &query, headers: &headers, body: body.as_bytes() };
    let authorization = Authorization::parse(&header).unwrap();
    assert_eq!(authorization.access_key, access_key);
    authorization.verify(&call, secret_key)
}

#[test]
fn signatures_of_the_vendor_are_accepted() {
    for vector in vectors() {
        assert_eq!(verdict(&vector, |_, _, _| ()), Ok(()), "{} {}", vector.method, vector.path);
    }
}

#[test]
fn whatever_is_changed_is_noticed() {
    for vector in vectors() {
        let changes: [&Change; 4] = [
            &|headers, _, _| {
                headers.insert("host", HeaderValue::from_static("elsewhere"));
            },
            &|headers, _, _| {
                headers.insert("x-sdk-date", HeaderValue::from_static("20250102T030406Z"));
            },
            &|_, query, _| query.push_str("&more=1"),
            &|_, _, body| body.push(' '),
        ];
        for change in changes {
            assert!(verdict(&vector, change).is_err());
        }
    }
}

#[test]
fn other_headers_are_no_authorization() {
    let wrong = [
        "",
        "Bearer x",
        "SDK-HMAC-SHA256",
        "SDK-HMAC-SHA256 Access=a, SignedHeaders=host, Signature=zz",
        "SDK-HMAC-SHA256 Access=a, Signature=00",
        "V11-HMAC-SHA256 Access=a, SignedHeaders=host, Signature=00",
    ];
    for text in wrong {
        assert_eq!(Authorization::parse(text), None, "{text}");
    }
}

#[test]
fn dates_are_read() {
    assert_eq!(date_seconds("20250102T030405Z"), Some(1_735_787_045));
    for wrong in ["", "2025-01-02T03:04:05Z", "20251302T030405Z", "20250102T030405+", "日日日日日T"] {
        assert_eq!(date_seconds(wrong), None, "{wrong}");
    }
}
