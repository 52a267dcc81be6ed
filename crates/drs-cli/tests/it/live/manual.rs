//! Help, pages of the manual, completions.

use std::collections::BTreeSet;
use std::fs;

use crate::scratch::Scratch;

/// Commands that call the service.
const LIVE: [&str; 14] = [
    "action",
    "auth",
    "call",
    "commit",
    "create",
    "delete",
    "end",
    "list",
    "policy",
    "show",
    "starrocks",
    "update",
    "watch",
    "why",
];

/// The commands that the help lists.
fn commands() -> BTreeSet<String> {
    let help = Scratch::new().drs(&["--help"]).stdout;
    let list = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or_default();
    let names = list.lines().filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn each_command_has_a_page_with_its_example_and_its_exit_statuses() {
    let folder = Scratch::new();
    let run = folder.drs(&["man", "--write", "pages"]);
    assert_eq!(run.status, 0, "{}", run.transcript());
    let pages = fs::read_dir(folder.path().join("pages")).expect("a folder");
    let pages: BTreeSet<String> =
        pages.map(|page| page.expect("a file").file_name().to_string_lossy().into_owned()).collect();
    let mut expected: BTreeSet<String> = commands().iter().map(|name| format!("drs-{name}.1")).collect();
    expected.insert("drs.1".to_owned());
    assert_eq!(pages, expected);
    for name in LIVE {
        // Hyphens are written so that they are not broken at.
        let page = folder.read(&format!("pages/drs-{name}.1")).replace('\\', "");
        assert!(page.contains(&format!("drs {name} ")) && page.contains("Example: "), "{name}: {page}");
        assert!(page.contains("Exit status: 0 "), "{name}: {page}");
        assert_eq!(folder.drs(&["man", name]).stdout.replace('\\', ""), page, "{name}");
    }
    assert_eq!(folder.drs(&["man", "no-such-command"]).status, 2);
    assert_eq!(folder.drs(&["man", "--write", "pages/drs.1"]).status, 2);
}

/// What an example says is what the command takes.
#[test]
fn the_example_of_each_command_is_one() {
    for name in LIVE {
        let help = Scratch::new().drs(&[name, "--help"]).stdout;
        let example = help.split("Example: ").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or_default();
        let example = example.replace('\n', " ");
        let command = example.split(" && ").find(|command| command.starts_with(&format!("drs {name} ")));
        let command = command.unwrap_or_else(|| panic!("{name}: {example}"));
        let arguments: Vec<&str> = command.split_whitespace().skip(1).collect();
        let run = Scratch::new().drs(&arguments);
        // There are no credentials, or no such file; the arguments are right.
        assert!(!run.stderr.contains("Usage:") && !run.stderr.contains("--help"), "{command} {}", run.transcript());
    }
}

#[test]
fn completions_know_the_words_of_the_contract() {
    for shell in ["bash", "zsh", "fish"] {
        let script = Scratch::new().drs(&["completions", shell]).stdout;
        for word in [
            "update_job",
            "CONFIGURATION",
            "COMMIT_SUCCESS",
            "precheck",
            "set_writable",
            "progress",
            "cloudDataGuard",
            "caught-up",
        ] {
            assert!(script.contains(word), "{shell} does not know {word}");
        }
    }
}
