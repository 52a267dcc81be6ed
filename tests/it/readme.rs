//! What the README shows, and the page of the command, is what the command prints, and it stays short.

use drs_diag::{Document, Format, Outcome, Renderer, Source, Style, Summary};
use drs_tests::read;
use drs_validate::{Input, Options, Syntax};

/// The request whose report the README shows the beginning of.
const REQUEST: &str = r#"{
  "jobs": [{
    "base_info": {"name": "nightly-orders", "expired_days": 14, "net_typ": "eip"},
    "source_endpoint": [],
    "target_endpoint": [],
    "policy_config": {},
    "db_object": {"object_scope": "all"},
    "node_info": {"spec": {"node_type": "high"}}
  }]
}
"#;

fn rendered() -> String {
    let input = Input { text: REQUEST.as_bytes(), syntax: Syntax::Json };
    let report = drs_validate::check_detected(input, &Options::default());
    let source = Source::new("create.json", REQUEST.as_bytes(), drs_validate::secrets(), None);
    let mut renderer = Renderer::new(Format::Human, Style { quiet: true, ..Style::default() }, Vec::new());
    let outcome = Outcome::checked(report.diagnostics);
    let document =
        Document { path: "create.json".to_owned(), number: None, key: None, operation: None, source: &source, outcome };
    renderer.document(&document).expect("writing to memory does not fail");
    String::from_utf8(renderer.finish(&Summary::default()).expect("writing to memory does not fail")).expect("UTF-8")
}

#[test]
fn the_diagnostic_shown_is_a_real_one() {
    for path in ["README.md", "crates/drs-cli/README.md"] {
        let readme = read(path);
        let shown = readme.split("$ drs validate create.json\n").nth(1).expect("the README shows a run");
        let shown = shown.split("```").next().expect("a fenced block ends").trim_end();
        assert!(rendered().starts_with(shown), "{path} shows\n{shown}\n\nthe command prints\n{}", rendered());
    }
}

#[test]
fn the_two_commands_come_first_and_the_whole_is_short() {
    let readme = read("README.md");
    let line_of = |text: &str| readme.lines().position(|line| line.starts_with(text));
    for command in ["cargo run --release -p drs-cli -- validate spec/examples", "cargo test --workspace"] {
        assert!(line_of(command).is_some_and(|line| line < 30), "`{command}` is not near the top of README.md");
    }
    assert!(readme.lines().count() <= 150, "README.md has {} lines", readme.lines().count());
}

#[test]
fn every_folder_it_names_exists() {
    for line in read("README.md").lines().filter(|line| line.starts_with("| `")) {
        let folder = line.split('`').nth(1).expect("a name in backticks");
        assert!(drs_tests::workspace().join(folder).is_dir(), "`{folder}`");
    }
}
