//! The rehearsal that the README shows is what happens in a shell.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use crate::scratch::{DRS, Scratch, workspace};

/// A session in which every line that begins with a time of day begins with the same.
fn timeless(text: &str) -> String {
    let is_time = |line: &str| {
        line.len() > 9
            && line.bytes().take(9).enumerate().all(|(at, byte)| match at {
                2 | 5 => byte == b':',
                8 => byte == b' ',
                _ => byte.is_ascii_digit(),
            })
    };
    let line = |line: &str| if is_time(line) { format!("08:00:00{}\n", &line[8..]) } else { format!("{line}\n") };
    text.lines().map(line).collect()
}

/// The commands of the session, the first of which starts the sandbox, and all that is shown.
fn session() -> (Vec<String>, String) {
    let readme = fs::read_to_string(workspace().join("README.md")).expect("a text");
    let begin = readme.find("$ drs sandbox ").expect("the README shows a rehearsal");
    let shown = readme[begin..].split("```").next().expect("a block").to_owned();
    (shown.lines().filter_map(|line| line.strip_prefix("$ ")).map(str::to_owned).collect(), shown)
}

#[cfg(unix)]
#[test]
fn the_rehearsal_of_the_readme_goes_as_it_is_shown() {
    let (commands, shown) = session();
    let (sandbox, typed) = commands.split_first().expect("a command");
    let folder = Scratch::new();
    let mut script = String::from("exec 2>&1\n");
    for command in typed {
        script.push_str(&format!("printf '%s\\n' '$ {command}'\n{command}\n"));
    }
    let bin = Path::new(DRS).parent().expect("a folder").to_owned();
    let inherited = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([bin].into_iter().chain(env::split_paths(&inherited)));
    let arguments =
        sandbox.strip_prefix("drs ").and_then(|rest| rest.strip_suffix(" -- sh")).expect("a shell in the sandbox");
    let run = Command::new(DRS)
        .args(arguments.split(' '))
        .args(["--", "sh", "-c", &script])
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .env("PATH", path.expect("a path"))
        .output()
        .expect("`drs` starts");
    let printed = format!("$ {sandbox}\n{}", String::from_utf8_lossy(&run.stdout));
    assert!(timeless(&printed) == timeless(&shown), "README.md shows\n{shown}\n\nthe commands print\n{printed}");
}
