//! Credentials that another service gives, with a peer in its place.

use std::error::Error as _;
use std::fs;
use std::time::{Duration, SystemTime};

use drs_client::auth::{
    Asked, Cached, Credential, CredentialError, Environment, Login, Metadata, PodIdentity, ProvideCredentials,
    Resolved, Resolver,
};
use insta::assert_snapshot;

use crate::peer::{Peer, Request, Response};

const TOKEN: &str = r#"{"token": {"expires_at": "2026-11-30T18:54:00.123000Z"}}"#;
const KEY: &str = r#"{"credential": {"access": "AKEXAMPLE000000000AB", "secret": "canary-secret",
  "securitytoken": "canary-temporary", "expires_at": "2026-11-30T18:54:00.123000Z"}}"#;

fn token(body: &str) -> Response {
    Response::with(201, "X-Subject-Token: canary-token\r\nContent-Type: application/json", body)
}

fn login(peer: &Peer) -> Login {
    Login::new("the-account", "migration", "canary-password").project_name("cn-north-4").iam_endpoint(peer.url())
}

/// What an error and everything below it says; never a secret.
fn said(error: &CredentialError) -> String {
    let mut shown = format!("{error}");
    shown.extend(error.source().map(|source| format!(" <- {source}")));
    shown.extend(error.help().map(|help| format!(" (help: {help})")));
    assert!(!format!("{shown} {error:?}").contains("canary"), "{shown} {error:?}");
    shown
}

/// Requests without what differs from run to run.
fn shown(requests: &[Request]) -> String {
    requests.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n")
}

/// Tokens that were provided.
fn tokens(credential: &Credential) -> &str {
    match credential {
        Credential::Token { token, .. } => token.expose(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_login_asks_for_a_token_of_the_project() {
    let peer = Peer::start_many(vec![token(TOKEN), token(TOKEN), token("{}")]).await;
    let credential = login(&peer).provide().await.unwrap();
    assert_eq!(tokens(&credential), "canary-token");
    let end = SystemTime::UNIX_EPOCH + Duration::from_millis(1_796_064_840_123);
    assert_eq!(credential.expires(), Some(end));
    let by_id = Login::of_user_id("user-id", "canary-password").project_id("project-id");
    by_id.iam_endpoint(format!("{}/v3", peer.url())).provide().await.unwrap();
    let in_domain = Login::in_domain_id("domain-id", "migration", "canary-password").iam_endpoint(peer.url());
    let until = in_domain.provide().await.unwrap().expires().unwrap();
    let life = until.duration_since(SystemTime::now()).unwrap();
    assert!(life > Duration::from_hours(23), "without an end it lives for a day: {life:?}");
    assert_snapshot!(shown(&peer.all().await));
}

#[tokio::test]
async fn a_token_is_fetched_once_and_again_after_it_is_refused() {
    let lasting = r#"{"token": {"expires_at": "2999-01-01T00:00:00Z"}}"#;
    let other = Response::with(201, "X-Subject-Token: canary-other", lasting);
    let peer = Peer::start_many(vec![token(lasting), other]).await;
    let cached = Cached::new(login(&peer), Duration::from_mins(30));
    let first = cached.provide().await.unwrap();
    assert_eq!(cached.provide().await.unwrap(), first);
    cached.invalidate(&first);
    assert_eq!(tokens(&cached.provide().await.unwrap()), "canary-other");
    assert_eq!(peer.all().await.len(), 2);
}

#[tokio::test]
async fn refusals_say_what_to_do() {
    let keystone = r#"{"error": {"message": "The username or password canary-password is wrong.", "code": 401}}"#;
    let gateway = r#"{"error_msg": "too\u001b many", "error_code": "IAM.0011"}"#;
    let responses = vec![
        Response::json(401, keystone),
        Response::with(429, "X-Request-Id: 0123abcd", gateway),
        Response::with(502, "Content-Type: text/html", "<html>canary-password</html>"),
        Response::json(201, TOKEN),
        Response::with(302, "Location: http://127.0.0.1:1/", ""),
        Response::raw("HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{"),
        Response::raw(""),
        token(&"x".repeat(1 << 20 | 1)),
    ];
    let count = responses.len();
    let peer = Peer::start_many(responses).await;
    let mut errors = Vec::new();
    for _ in 0..count {
        errors.push(said(&login(&peer).provide().await.unwrap_err()));
    }
    assert_snapshot!(errors.join("\n"));
}

#[tokio::test]
async fn an_identity_service_that_is_not_there_is_unreachable() {
    let peer = Peer::start_many(Vec::new()).await;
    let login = login(&peer);
    peer.all().await;
    let error = login.provide().await.unwrap_err();
    assert!(matches!(error, CredentialError::Unreachable { .. }), "{error:?}");
    assert!(said(&error).starts_with("the identity service does not answer <- error sending request"));
}

#[tokio::test]
async fn a_password_is_not_sent_in_the_clear() {
    for url in ["http://iam.example.com", "https://a:canary@localhost", ""] {
        let login = Login::new("d", "u", "canary").iam_endpoint(url);
        let error = login.provide().await.unwrap_err();
        assert!(matches!(error, CredentialError::Unusable { .. }), "{error:?}");
        said(&error);
    }
}

#[tokio::test]
async fn a_cloud_server_asks_its_metadata_service() {
    let peer = Peer::start_many(vec![
        Response::with(200, "Content-Type: text/plain", "canary-session"),
        Response::json(200, KEY),
        Response::json(404, "{}"),
        Response::json(200, KEY),
        Response::json(200, "canary-session"),
        Response::json(404, r#"{"error": {"message": "no agency for canary-session"}}"#),
        Response::json(405, ""),
        Response::json(200, r#"{"credential": {"access": "canary-secret"}}"#),
        Response::json(500, ""),
    ])
    .await;
    let mut seen = Vec::new();
    for _ in 0..5 {
        seen.push(match Metadata::at(peer.url()).provide().await {
            Ok(credential) => format!("{credential:?}"),
            Err(error) => said(&error),
        });
    }
    let seen = seen.join("\n").replace("tv_sec: ", "");
    let requests = shown(&peer.all().await).replace("canary-session", "***");
    assert_snapshot!(format!("{seen}\n\n{requests}"));
}

#[tokio::test]
async fn a_pod_shows_the_token_of_its_cluster() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    let flat = r#"{"accessKeyId": "AKEXAMPLE000000000AB", "secretAccessKey": "canary-secret", "expiration": "2999-01-01T00:00:00Z"}"#;
    let peer =
        Peer::start_many(vec![Response::json(200, KEY), Response::json(200, flat), Response::json(403, "{}")]).await;
    let pod = PodIdentity::new(peer.url(), &file);
    let missing = said(&pod.provide().await.unwrap_err()).replace(folder.path().to_str().unwrap(), "…");
    let mut seen = vec![missing];
    for token in ["canary-1\n", "canary-2", "canary-3"] {
        fs::write(&file, token).unwrap();
        seen.push(match pod.provide().await {
            Ok(credential) => format!("{credential:?}"),
            Err(error) => said(&error),
        });
    }
    assert_snapshot!(format!("{}\n\n{}", seen.join("\n"), shown(&peer.all().await)));
}

/// A resolver in an environment of these variables alone.
fn resolver(variables: &[(&str, &str)]) -> Resolver {
    Resolver::new(Environment::new(variables.iter().copied(), None))
}

#[tokio::test]
async fn what_is_resolved_provides() {
    let peer = Peer::start_many(vec![token(TOKEN), Response::json(404, ""), Response::json(200, KEY)]).await;
    let url = peer.url();
    let user = [
        ("HW_USER_NAME", "migration"),
        ("HW_USER_PASSWORD", "canary"),
        ("HW_DOMAIN_NAME", "d"),
        ("HW_REGION_NAME", "cn-north-4"),
        ("HW_AUTH_URL", url.as_str()),
    ];
    for (resolved, source) in [
        (resolver(&user).resolve(), "the environment variables `HW_*`"),
        (
            resolver(&[]).ask(Asked::Metadata).metadata_endpoint(&url).resolve(),
            "the metadata service of this cloud server",
        ),
    ] {
        let found = resolved.credentials.unwrap();
        assert_eq!((found.source.as_str(), found.provider.describe().as_str()), (source, source));
        found.provider.provide().await.unwrap();
    }
    let first = peer.all().await.swap_remove(0);
    assert!(first.body.contains(r#""scope":{"project":{"name":"cn-north-4"}}"#), "{}", first.body);
}

fn with_key(url: &str) -> Resolved {
    let key = [("HUAWEICLOUD_SDK_AK", "AKEXAMPLE000000000AB"), ("HUAWEICLOUD_SDK_SK", "canary")];
    resolver(&key).region("cn-north-4").iam_endpoint(url).resolve()
}

#[tokio::test]
async fn a_project_is_looked_up_by_region() {
    let projects = |ids: &[&str]| {
        let projects: Vec<_> = ids.iter().map(|id| format!(r#"{{"id": "{id}", "name": "cn-north-4"}}"#)).collect();
        Response::json(200, &format!(r#"{{"projects": [{}], "links": {{}}}}"#, projects.join(", ")))
    };
    let responses = vec![
        projects(&["one"]),
        projects(&[]),
        projects(&["one", "two\\u001b"]),
        Response::json(403, r#"{"error_msg": "not allowed", "error_code": "IAM.0002"}"#),
        Response::json(200, "[]"),
    ];
    let peer = Peer::start_many(responses).await;
    let mut seen = Vec::new();
    for _ in 0..5 {
        seen.push(match with_key(&peer.url()).project_id().await {
            Ok(project) => format!("{} from {}", project.value, project.origin),
            Err(error) => said(&error),
        });
    }
    let request = peer.all().await.swap_remove(0);
    assert_eq!(request.target, "GET /v3/projects?name=cn-north-4");
    let authorization = request.header("authorization").unwrap();
    assert!(authorization.starts_with("SDK-HMAC-SHA256 Access=AKEXAMPLE000000000AB, SignedHeaders=host;x-sdk-date, "));
    assert_snapshot!(seen.join("\n"));
}

#[tokio::test]
async fn a_project_that_is_set_is_not_looked_up() {
    let resolved = resolver(&[("HW_PROJECT_ID", "set")]).resolve();
    assert_eq!(resolved.project_id().await.unwrap().value, "set");
    let error = resolver(&[("HW_AUTH_TOKEN", "canary")]).resolve().project_id().await.unwrap_err();
    let expected =
        "neither a project nor a region is set (help: set `HUAWEICLOUD_SDK_PROJECT_ID` to the id of the project)";
    assert_eq!(said(&error), expected);
}
