//! Each promise in ARCHITECTURE.md names what holds it, and that is there.

use drs_tests::{read, workspace};

/// What the second column of the table names.
fn holders() -> Vec<String> {
    let architecture = read("ARCHITECTURE.md");
    let section = architecture.split("\n## Promises\n").nth(1).expect("ARCHITECTURE.md has a section on promises");
    let section = section.split("\n## ").next().expect("a section ends");
    let cells = section.lines().filter_map(|line| line.strip_prefix("| ")?.rsplit(" | ").next());
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).map(str::to_owned).collect()
}

#[test]
fn each_promise_is_held_by_something_that_exists() {
    let holders = holders();
    assert!(holders.len() > 20, "{holders:?}");
    for holder in holders {
        if let Some((file, test)) = holder.split_once("::") {
            let path = if file.starts_with("drs-") { format!("crates/{file}") } else { file.to_owned() };
            let text = read(&path);
            let at = text.find(&format!("fn {test}(")).unwrap_or_else(|| panic!("`{path}` has no test `{test}`"));
            let before = text[..at].rsplit("\n\n").next().unwrap_or_default();
            assert!(before.contains("#[test]") || before.contains("::test]"), "`{holder}` is no test");
        } else if let Some(package) = holder.strip_prefix("cargo bench -p ") {
            assert!(workspace().join("crates").join(package).join("benches").is_dir(), "`{holder}`");
        } else {
            assert!(workspace().join(&holder).is_file(), "`{holder}`");
            assert!(read(".ci/checks/run").contains(&holder), "`{holder}` is not run");
        }
    }
}
