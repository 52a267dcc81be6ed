//! `drs call --curl`: what a shell makes of the command.

use crate::call::{Peer, SECRETS, folder};

/// The command for `curl` says what `drs call` sends: a shell reads it, with something else in the place of `curl`.
#[cfg(unix)]
#[test]
fn a_shell_reads_the_command_as_it_is_meant() {
    let peer = Peer::start(202, "{}");
    let folder = folder();
    let command = peer.call(&folder, &["batch_create_jobs_async", "secrets.yaml", "--curl"]).stdout;
    let script = format!("curl() {{ printf '%s\\n' \"$@\"; cat; }}\n{command}");
    let output = std::process::Command::new("sh")
        .args(["-c", &script])
        .current_dir(folder.path())
        .env("HW_AUTH_TOKEN", "t")
        .env("DB_PASSWORD_1", "p")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("x-auth-token: t\n") && text.contains(r#""db_password":"canary-file""#), "{text}");
    assert!(text.contains(r#""db_password":"p""#), "{text}");
}

/// A path in a file of somebody else's is a path, whatever a shell would make of it.
#[cfg(unix)]
#[test]
fn a_path_is_no_command() {
    let peer = Peer::start(202, "{}");
    for path in ["x'; touch pwned; '", "$(touch pwned)", "`touch pwned`", "a\nEND\ntouch pwned\n", "-n secret.txt"] {
        let reference = serde_json::to_string(&format!("${{file:{path}}}")).unwrap();
        let text = SECRETS.replace("\"${file:secret.txt}\"", &reference);
        let folder = folder().file("secrets.yaml", text);
        let run = peer.call(&folder, &["batch_create_jobs_async", "secrets.yaml", "--curl"]);
        assert_eq!(run.status, 0, "{}", run.transcript());
        let script = format!("curl() {{ cat; }}\n{}", run.stdout);
        let mut shell = std::process::Command::new("sh");
        let output = shell.args(["-c", &script]).current_dir(folder.path()).output().unwrap();
        assert!(!folder.path().join("pwned").exists(), "{path}: {}", run.stdout);
        assert!(!String::from_utf8_lossy(&output.stdout).contains("canary"), "{path}");
    }
}
