//! `drs sandbox`: where it is, what it exports, how it ends.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use crate::scratch::{DRS, Scratch};

/// A sandbox that runs by itself, and its first line.
fn begin(folder: &Scratch, arguments: &[&str]) -> (Child, BufReader<std::process::ChildStdout>, String) {
    let mut command = listening();
    command.arg("sandbox").args(arguments).current_dir(folder.path()).stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("`drs` starts");
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    output.read_line(&mut line).expect("a line");
    (child, output, line)
}

/// The body of the answer to a call.
fn call(address: &str, method: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("the sandbox listens");
    let head = format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
    stream.write_all(head.as_bytes()).expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer.split_once("\r\n\r\n").expect("a head").1.to_owned()
}

#[cfg(unix)]
#[test]
fn it_says_where_it_is_and_ends_when_it_is_interrupted() {
    let folder = Scratch::new();
    let (mut child, mut output, line) = begin(&folder, &["--seed", "7", "--state", "state.json"]);
    let address =
        line.strip_prefix("{\"ready\":true,\"endpoint\":\"http://").and_then(|rest| rest.strip_suffix("\"}\n"));
    let address = address.unwrap_or_else(|| panic!("{line}"));
    assert!(address.starts_with("127.0.0.1:"), "{line}");
    assert!(call(address, "GET", "/-/health").contains("\"ready\":true"));
    let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("`kill` runs");
    assert!(interrupt.success());
    let status = child.wait().expect("`drs` ends");
    assert_eq!(status.code(), Some(0));
    let mut rest = String::new();
    output.read_to_string(&mut rest).expect("text");
    let names: Vec<&str> = rest.lines().filter_map(|line| line.strip_prefix("export ")?.split('=').next()).collect();
    assert_eq!(
        names,
        [
            "DRS_ENDPOINT",
            "DRS_ENDPOINT_TAURUSDB",
            "DRS_TIME_SCALE",
            "HUAWEICLOUD_SDK_AK",
            "HUAWEICLOUD_SDK_IAM_ENDPOINT",
            "HUAWEICLOUD_SDK_PROJECT_ID",
            "HUAWEICLOUD_SDK_SK"
        ]
    );
    assert!(rest.contains("\nexport DRS_TIME_SCALE=60\n"), "time passes 60 times as fast: {rest}");
    assert!(folder.read("state.json").starts_with("{\"version\":2,"), "the state is written at the end");
}

#[cfg(unix)]
#[test]
fn a_command_finds_it_and_decides_how_it_ends() {
    let folder = Scratch::new();
    let script = "echo $DRS_TIME_SCALE ${HUAWEICLOUD_SDK_SK:+secret} ${DRS_ENDPOINT%:*}; test \"$DRS_ENDPOINT\" = \"$DRS_ENDPOINT_TAURUSDB\"; exit 7";
    let run = folder.drs(&["sandbox", "--speed", "instant", "--", "/bin/sh", "-c", script]);
    insta::assert_snapshot!(run.transcript(), @"
    exit status 7
    --- stdout
    instant secret http://127.0.0.1
    ");
    assert_eq!(folder.drs(&["sandbox", "--", "/bin/sh", "-c", "kill -9 $$"]).status, 137);
}

#[test]
fn what_it_cannot_do_is_said() {
    let folder = Scratch::new().file("scenario.yaml", "colour: red\n");
    let wrong = [
        &["--fault", "create#1:lose-repli"][..],
        &["--clock", "yesterday"],
        &["--scenario", "scenario.yaml"],
        &["--scenario", "missing.yaml"],
        &["--", "no-such-command"],
    ];
    let mut said = String::new();
    for arguments in wrong {
        let run = folder.drs(&[&["sandbox"], arguments].concat());
        said += &format!("{}{}", run.status, run.transcript().split("--- stderr").nth(1).unwrap_or("\nnothing\n"));
    }
    insta::assert_snapshot!(said);
}

#[test]
fn the_schema_of_scenarios_is_printed() {
    let run = Scratch::new().drs(&["sandbox", "--scenario-schema"]);
    assert_eq!(run.stdout, drs_sandbox::SCENARIO_SCHEMA);
}

/// The command, which ignores no signal: programs in the background, and those of `nohup`, hand that down.
fn listening() -> Command {
    if cfg!(target_os = "linux") {
        let mut command = Command::new("env");
        command.args(["--default-signal=HUP,INT,TERM", DRS]);
        return command;
    }
    Command::new(DRS)
}

#[cfg(unix)]
#[test]
fn signals_are_the_commands() {
    use std::os::unix::process::CommandExt as _;
    let folder = Scratch::new();
    let trap = "trap 'echo got; exit 9' INT TERM HUP; echo ready; while :; do sleep 0.05; done";
    let die = "echo ready; exec sleep 60";
    let cases = [("INT", 130), ("TERM", 143), ("HUP", 129)]
        .into_iter()
        .flat_map(|(signal, killed)| [(signal, trap, 9, "got\n"), (signal, die, killed, "")]);
    for (signal, script, status, said) in cases {
        let mut command = listening();
        command.args(["sandbox", "--state", "state.json", "--", "/bin/sh", "-c", script]).current_dir(folder.path());
        // In a group of its own, it is in no terminal's foreground.
        let mut child =
            command.process_group(0).stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("`drs` starts");
        let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        output.read_line(&mut line).expect("a line");
        assert_eq!(line, "ready\n");
        let sent =
            Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().expect("`kill` runs");
        assert!(sent.success());
        let mut rest = String::new();
        output.read_to_string(&mut rest).expect("text");
        assert_eq!(
            (child.wait().expect("`drs` ends").code(), rest.as_str()),
            (Some(status), said),
            "{signal}: {script}"
        );
        assert!(folder.read("state.json").starts_with("{\"version\":2,"), "the state is written at the end");
        std::fs::remove_file(folder.path().join("state.json")).expect("the file is there");
    }
}

#[test]
fn a_command_finds_its_identity_service() {
    let run = Scratch::new().drs(&["sandbox", "--seed", "7", "--", DRS, "auth", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"));
    let iam = &report["iam_endpoint"];
    assert!(iam["value"].as_str().is_some_and(|url| url.starts_with("http://127.0.0.1:")), "{report:#}");
    assert!(iam["origin"].as_str().is_some_and(|origin| origin.contains("HUAWEICLOUD_SDK_")), "{report:#}");
    assert_eq!(run.status, 0, "{run:?}");
}

#[cfg(unix)]
#[test]
fn everybody_may_come_in_where_it_says_so() {
    let folder = Scratch::new();
    let run = folder.drs(&["sandbox", "--bind", "0.0.0.0", "--", DRS, "call", "list_async_jobs", "--output", "line"]);
    insta::assert_snapshot!(run.transcript(), @r#"
    exit status 0
    --- stdout
    {"jobs":[],"total_count":0}
    --- stderr
    warning: everybody who reaches this address can use the sandbox, and `drs` itself takes `http://` only on its own machine
    "#);
}

#[test]
fn a_state_file_is_not_printed_as_it_is() {
    let text = "{\"version\":2,\"faults\":[],\"world\":{\"settings\":{\"seed\":\"\\u001b[31m\"}}}";
    let run = Scratch::new().file("state.json", text).drs(&["sandbox", "--state", "state.json", "--", "true"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("\\u{1b}[31m") && !run.stderr.contains('\u{1b}'), "{run:?}");
}
