//! What `drs auth` says while the service has not answered yet.

use std::io::{BufRead, BufReader, Write as _};
use std::net::TcpListener;
use std::process::{Command, Stdio};

use crate::auth::{SDK, answer, home, now};
use crate::scratch::DRS;

/// The next line.
fn line(reader: &mut impl BufRead) -> String {
    let mut line = String::new();
    assert!(reader.read_line(&mut line).expect("text") > 0, "it is at its end");
    line
}

/// Answers the next request.
fn answer_one(listener: &TcpListener, answer: &str) {
    let (stream, _) = listener.accept().expect("a connection");
    let mut reader = BufReader::new(stream);
    while line(&mut reader) != "\r\n" {}
    reader.get_mut().write_all(answer.as_bytes()).expect("the answer is read");
}

#[test]
fn what_is_used_is_there_before_anybody_answers_and_each_check_as_it_ends() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let project = ("HUAWEICLOUD_SDK_PROJECT_ID", "054ba152d480d55b2f5dc0069e7ddef0");
    let home = home(&[]);
    let mut command = Command::new(DRS);
    command.args(["auth", "--endpoint", &url]).env_clear().envs([SDK[0], SDK[1], project]);
    command.current_dir(home.path()).env("HOME", home.path()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("`drs` starts");
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut stderr = BufReader::new(child.stderr.take().expect("a pipe"));
    assert!(line(&mut stdout).starts_with("credentials  access key"));
    while line(&mut stdout) != "Checks:\n" {}
    assert_eq!(line(&mut stderr), format!("{url} does not answer; it is tried for up to 29 s more\n"));
    answer_one(&listener, &answer(404, &now(), ""));
    assert_eq!(line(&mut stdout), "  passed   clock       this machine and the service agree\n");
    assert!(line(&mut stdout).starts_with("  skipped  identity    "));
    answer_one(&listener, &answer(403, &now(), r#"{"error_code": "APIGW.0302", "error_msg": "no"}"#));
    assert!(line(&mut stdout).starts_with("  failed   permission  "));
    assert_eq!(child.wait().expect("`drs` ends").code(), Some(2));
}
