//! Each invariant and each promise in ARCHITECTURE.md names what enforces it, and that exists.

use drs_tests::{read, workspace};

/// A section of ARCHITECTURE.md.
fn section(title: &str) -> String {
    let architecture = read("ARCHITECTURE.md");
    let section =
        architecture.split(&format!("\n## {title}\n")).nth(1).unwrap_or_else(|| panic!("`{title}` is a section"));
    section.split("\n## ").next().expect("a section ends").to_owned()
}

/// What a text has in backticks.
fn quoted(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Fails if something that is to enforce a promise is not there.
fn exists(holder: &str) {
    if let Some((file, test)) = holder.split_once("::") {
        let path = if file.starts_with("drs-") { format!("crates/{file}") } else { file.to_owned() };
        let text = read(&path);
        let at = text.find(&format!("fn {test}(")).unwrap_or_else(|| panic!("`{path}` has no test `{test}`"));
        let before = text[..at].rsplit("\n\n").next().unwrap_or_default();
        assert!(before.contains("#[test]") || before.contains("::test]"), "`{holder}` is no test");
    } else if let Some(package) = holder.strip_prefix("cargo bench -p ") {
        assert!(workspace().join("crates").join(package).join("benches").is_dir(), "`{holder}`");
    } else {
        assert!(workspace().join(holder).is_file(), "`{holder}`");
        let scripts = [
            "lib.sh",
            "checks/run",
            "typescript/run",
            "python/run",
            "site/run",
            "go/run",
            "java/run",
            "wheels/run",
            "packages/run",
        ];
        let mut scripts = scripts.iter().map(|script| read(&format!("tests/interop/{script}")));
        assert!(holder == ".ci/run" || scripts.any(|script| script.contains(holder)), "`{holder}` is not run");
    }
}

#[test]
fn each_promise_is_held_by_something_that_exists() {
    let section = section("Promises");
    let cells = section.lines().filter_map(|line| line.strip_prefix("| ")?.rsplit(" | ").next());
    let holders: Vec<_> = cells.flat_map(quoted).collect();
    assert!(holders.len() > 20, "{holders:?}");
    for holder in holders {
        exists(&holder);
    }
}

#[test]
fn each_invariant_is_held_by_something_that_exists() {
    let section = section("Invariants");
    let invariants: Vec<_> = section.split("\n- **").skip(1).collect();
    assert!(invariants.len() > 5, "{invariants:?}");
    for invariant in invariants {
        let named = invariant.split("Enforced by ").nth(1).map(quoted).unwrap_or_default();
        assert!(!named.is_empty(), "nothing enforces: {invariant}");
        for holder in named {
            exists(&holder);
        }
    }
}

#[test]
fn every_crate_has_the_licences_of_the_workspace() {
    let crates = std::fs::read_dir(workspace().join("crates")).expect("a folder");
    for folder in crates.map(|entry| entry.expect("an entry").path()) {
        for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
            let path = folder.join(name);
            let is_published =
                std::fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|it| it.contains("include.workspace"));
            if is_published || path.exists() {
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                assert!(text == read(name), "`{}` is not the licence of the workspace", path.display());
            }
        }
    }
}
