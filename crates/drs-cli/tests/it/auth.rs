//! `drs auth`: which credentials and settings are used, where each comes from, and whether they work.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

use insta::assert_snapshot;
use serde_json::Value;

use crate::scratch::{DRS, Run, Scratch};

pub(crate) const SDK: [(&str, &str); 2] =
    [("HUAWEICLOUD_SDK_AK", "AKEXAMPLE000000000AB"), ("HUAWEICLOUD_SDK_SK", "canary-sdk")];
const REGION: (&str, &str) = ("DRS_REGION", "cn-north-4");
const CREDENTIALS: &str = ".huaweicloud/credentials";
const BASIC: &str = "[basic]\nak = AKEXAMPLE000000000EF\nsk = canary-file\n";
const ENCRYPTED: &str = r#"{"current": "default", "profiles": [{"name": "default", "mode": "AKSK",
  "accessKeyId": "5f2cff3a==", "secretAccessKey": "canary-koocli"}]}"#;

/// Runs `drs auth` with these variables and the folder as home, with a secret on standard input.
fn auth(home: &Scratch, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let mut child = Command::new(DRS)
        .arg("auth")
        .args(arguments)
        .current_dir(home.path())
        .env_clear()
        .env("HOME", home.path())
        .envs(variables.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("`drs` starts");
    // A command that reads no secret may be gone before it is written.
    let _ = child.stdin.take().expect("a pipe").write_all(b"canary-input\n");
    let output = child.wait_with_output().expect("`drs` ends");
    let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
    let run = Run {
        status: output.status.code().expect("`drs` was not killed"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    };
    assert!(!run.transcript().contains("canary"), "{}", run.transcript());
    if let Ok(object) = serde_json::from_str(&run.stdout) {
        is_what_the_schema_says(&object);
    } else if arguments.contains(&"--json") {
        assert_eq!(
            (run.status, run.stdout.as_str()),
            (2, ""),
            "only what cannot be understood has no report: {}",
            run.stderr
        );
    } else if arguments.contains(&"--offline") && !arguments.contains(&"--json") {
        // Whatever is shown to people is there for programs too.
        auth(home, &[arguments, &["--json"]].concat(), variables);
    }
    run
}

/// The published schema, closed to members and words that this version does not have.
fn is_what_the_schema_says(object: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist/auth.schema.json");
    let text = std::fs::read_to_string(path).expect("a file").replace("\"examples\"", "\"enum\"");
    let mut schema: Value = serde_json::from_str(&text).expect("JSON");
    let places = [
        "",
        "/properties/credentials",
        "/properties/error",
        "/properties/looked_at/items",
        "/properties/checks/items",
        "/$defs/Setting",
    ];
    for place in places {
        schema.pointer_mut(place).expect("an object")["unevaluatedProperties"] = false.into();
    }
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<_> = validator.iter_errors(object).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{object} is not what the schema says: {errors:?}");
}

/// A home folder with files that nobody else can read.
pub(crate) fn home(files: &[(&str, &str)]) -> Scratch {
    let home = files.iter().fold(Scratch::new(), |home, (path, text)| home.file(path, text));
    #[cfg(unix)]
    for (path, _) in files {
        use std::os::unix::fs::PermissionsExt as _;
        let private = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(home.path().join(path), private).expect("the file is ours");
    }
    home
}

/// A service that gives these answers, one a connection, and the heads of the requests so far.
fn service(answers: &[&str]) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let answers: Vec<String> = answers.iter().map(|answer| (*answer).to_owned()).collect();
    let heads = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&heads);
    thread::spawn(move || {
        for answer in answers {
            let (stream, _) = listener.accept().expect("a connection");
            let mut reader = BufReader::new(stream);
            let mut head = String::new();
            while !head.ends_with("\r\n\r\n") {
                assert!(reader.read_line(&mut head).expect("a line") > 0, "the request is cut off: {head}");
            }
            seen.lock().expect("no test failed").push(head);
            reader.get_mut().write_all(answer.as_bytes()).expect("the answer is read");
        }
    });
    (url, heads)
}

/// An answer with the present date or another one.
pub(crate) fn answer(status: u16, date: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} X\r\nConnection: close\r\nDate: {date}\r\nContent-Type: application/json\r\n\
         X-Request-Id: 0123abcd\r\nContent-Length: {length}\r\n\r\n{body}"
    )
}

/// The present as the header `Date` has it.
pub(crate) fn now() -> String {
    httpdate::fmt_http_date(std::time::SystemTime::now())
}

#[test]
fn every_place_is_listed_if_there_are_no_credentials() {
    assert_snapshot!(auth(&home(&[]), &[], &[]).transcript());
}

#[test]
fn three_places_of_which_one_is_broken() {
    let home = home(&[(CREDENTIALS, BASIC), (".hcloud/config.json", ENCRYPTED)]);
    let variables = [SDK[0], SDK[1], REGION, ("HUAWEICLOUD_SDK_PROJECT_ID", "054ba152d480d55b2f5dc0069e7ddef0")];
    let fine = auth(&home, &["--offline"], &variables).transcript();
    let broken = auth(&home, &["--offline", "--profile", "hcloud:default"], &variables).transcript();
    let half = auth(&home, &["--offline"], &[SDK[0], REGION]).transcript();
    assert_snapshot!(format!("{fine}\n{broken}\n{half}"));
}

#[test]
fn what_cannot_be_called_is_an_error_too() {
    let runs = [
        auth(&home(&[]), &["--offline"], &SDK),
        auth(&home(&[]), &["--offline", "--region", "cn-nort-4"], &SDK),
        auth(&home(&[]), &["--offline"], &[SDK[0], SDK[1], ("DRS_ENDPOINT", "http://drs.example.com")]),
        auth(&home(&[]), &["--offline"], &[SDK[0], SDK[1], ("DRS_ENDPOINT", "https://me:canary@drs.example.com")]),
        auth(&home(&[]), &["--offline", "--token-file", "absent"], &[]),
    ];
    let shown = runs.map(|run| {
        assert_eq!(run.status, 2, "{}", run.transcript());
        run.stderr
    });
    assert_snapshot!(shown.concat(), @r"
    error: neither a region nor an endpoint is set
    help: set `DRS_REGION`, or give `--region`
    warning: the contract knows no region `cn-nort-4`, which comes from what was given
    error: the contract knows no region `cn-nort-4`; `cn-north-4` is one
    error: the endpoint of `drs` must begin with `https://`, because each call carries credentials
    error: the endpoint of `drs` must not hold a user or a password
    error: cannot read `absent`: No such file or directory (os error 2)
    ");
}

#[test]
fn secrets_are_read_from_files_and_standard_input() {
    let home = home(&[("secret", "canary-given\n"), ("empty", "\n")]);
    let kind = |arguments: &[&str]| {
        let run = auth(&home, &[&["--offline", "--region", "cn-north-4"], arguments].concat(), &[]);
        format!("{} {}", run.status, run.stdout.lines().next().unwrap_or(&run.stderr))
    };
    let shown = [
        kind(&["--ak", "AKEXAMPLE000000000KL", "--sk-file", "secret"]),
        kind(&["--ak", "AKEXAMPLE000000000KL", "--sk-file", "-"]),
        kind(&["--token-file", "-"]),
        kind(&["--token-file", "empty"]),
        kind(&["--auth", "metadata"]),
    ];
    assert_snapshot!(shown.join("\n"), @r"
    0 credentials  access key ***00KL                            what was given
    0 credentials  access key ***00KL                            what was given
    0 credentials  token                                         what was given
    2 error: `empty` is empty

    0 credentials  agency of this cloud server                   the metadata service of this cloud server
    ");
}

#[test]
fn json_says_the_same() {
    let run = auth(&home(&[(CREDENTIALS, BASIC)]), &["--offline", "--json"], &[REGION]);
    assert_eq!(run.status, 0, "{}", run.transcript());
    assert_snapshot!(run.stdout);
    let run = auth(&home(&[]), &["--json"], &[]);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!((run.status, &report["credentials"]), (2, &Value::Null), "{}", run.transcript());
    assert_eq!(report["error"]["message"], "there are no credentials");
}

#[test]
fn the_service_is_asked_once_for_each_check() {
    let head = answer(404, &now(), "");
    let projects = answer(200, &now(), r#"{"projects": [{"id": "054ba152d480d55b2f5dc0069e7ddef0"}]}"#);
    let listed = answer(200, &now(), r#"{"total_count": 3, "jobs": []}"#);
    let quotas = answer(200, &now(), r#"{"quotas": {"resource": {"type": "instances", "quota": 20, "used": 20}}}"#);
    let (url, heads) = service(&[&head, &projects, &listed, &quotas]);
    let places = ["--region", "cn-north-4", "--endpoint", &url, "--iam-endpoint", &url];
    let run = auth(&home(&[]), &places, &SDK);
    assert_eq!(run.status, 0, "{}", run.transcript());
    let requests = heads.lock().expect("the service has not failed").clone();
    let first_lines: Vec<_> = requests.iter().filter_map(|head| head.lines().next()).collect();
    let jobs = "GET /v5/054ba152d480d55b2f5dc0069e7ddef0/jobs?job_type=migration&limit=1 HTTP/1.1";
    let quotas = "GET /v3/054ba152d480d55b2f5dc0069e7ddef0/quotas HTTP/1.1";
    assert_eq!(first_lines, ["HEAD / HTTP/1.1", "GET /v3/projects?name=cn-north-4 HTTP/1.1", jobs, quotas]);
    let denied = answer(403, &now(), r#"{"error_code": "APIGW.0302", "error_msg": "no"}"#);
    let (url, _) = service(&[&head, &projects, &listed, &denied]);
    let places = ["--region", "cn-north-4", "--endpoint", &url, "--iam-endpoint", &url, "--json"];
    let report: Value = serde_json::from_str(&auth(&home(&[]), &places, &SDK).stdout).expect("JSON");
    let outcomes = report["checks"].as_array().expect("a list").iter().map(|check| check["outcome"].clone());
    assert_eq!(outcomes.collect::<Vec<_>>(), ["passed", "passed", "skipped", "passed", "skipped"], "{report}");
    let is_signed = |head: &String| head.contains("authorization: SDK-HMAC-SHA256 ");
    assert_eq!(requests.iter().map(is_signed).collect::<Vec<_>>(), [false, true, true, true]);
    assert_snapshot!(checks(&run), @r"
    passed   clock       this machine and the service agree
    passed   project     054ba152d480d55b2f5dc0069e7ddef0
    skipped  identity    the contract knows no address of the service that says whose an access key is
    passed   permission  tasks can be listed, 3 of them migrations
    passed   quota       20 of 20 tasks exist, so none can be created
    ");
}

#[test]
fn the_first_check_that_fails_is_the_last() {
    let head = answer(404, &now(), "");
    let early = answer(404, "Sun, 29 Nov 2026 08:00:00 GMT", "");
    let refused =
        answer(401, &now(), r#"{"error_msg": "Incorrect IAM authentication information", "error_code": "APIGW.0301"}"#);
    let project = ("HUAWEICLOUD_SDK_PROJECT_ID", "054ba152d480d55b2f5dc0069e7ddef0");
    let mut shown = Vec::new();
    for answers in [vec![head.as_str(), &refused], vec![early.as_str()], vec!["HTTP/1.1 200 X\r\n\r\n"], vec![]] {
        let (url, _) = service(&answers);
        let run = auth(&home(&[]), &["--endpoint", &url], &[SDK[0], SDK[1], project]);
        shown.push(run.status.to_string());
        // What follows is the operating system's.
        let shown_checks = checks(&run);
        let silent = "does not answer";
        let end = shown_checks.find(silent).map_or(shown_checks.trim_end().len(), |at| at + silent.len());
        shown.push(format!("{}\n{}", &shown_checks[..end], run.stderr));
    }
    let shown = without_seconds(&shown.concat());
    assert_snapshot!(shown, @r"
    2  passed   clock       this machine and the service agree
      skipped  identity    the contract knows no address of the service that says whose an access key is
      failed   permission  `list_jobs` was not authenticated with the environment variables `HUAWEICLOUD_SDK_*`: status 401: APIGW.0301: Incorrect IAM authentication information
    help: Compare the clock with the `Date` header of the answer, then look at the source of the credentials. Do not try again with the same ones: after more than five failures in a row the access key is locked for five minutes.
    2  failed   clock       this machine is … s ahead of the service
    help: set the clock of this machine; the service refuses calls whose time differs by more than 15 minutes
    2  failed   clock       the answer of the service cannot be used: it has no header `Date`
    2  failed   clock       the service does not answer
    help: look at the address, the network and the proxy
    ");
}

/// The lines about checks.
fn checks(run: &Run) -> String {
    run.stdout.split("Checks:\n").nth(1).unwrap_or(&run.stdout).to_owned()
}

/// A text with the seconds in it left out.
fn without_seconds(text: &str) -> String {
    let words = text.split_inclusive(' ');
    words.map(|word| if word.trim().parse::<u64>().is_ok_and(|number| number > 900) { "… " } else { word }).collect()
}
