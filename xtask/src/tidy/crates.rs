//! Which crate may depend on which.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use super::Violation;

/// What `cargo metadata` says, as far as it matters here.
#[derive(Debug, Deserialize)]
pub(super) struct Metadata {
    packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    name: String,
    /// `None` for a normal dependency, else `dev` or `build`.
    kind: Option<String>,
    optional: bool,
}

/// A crate, and those of ours that it may use in its library.
const OURS: &[(&str, &[&str])] = &[
    ("drs-text", &[]),
    ("drs-diag", &["drs-text"]),
    ("drs-contract", &[]),
    ("drs-events", &["drs-text", "drs-diag"]),
    ("drs-validate", &["drs-text", "drs-diag", "drs-contract"]),
    ("drs-engine", &["drs-text", "drs-diag", "drs-contract", "drs-validate"]),
    ("drs-wasm", &["drs-engine", "drs-validate"]),
    ("drs-client", &["drs-text", "drs-diag", "drs-contract", "drs-events", "drs-validate"]),
    ("drs-sandbox", &["drs-text", "drs-diag", "drs-contract", "drs-validate"]),
    ("drs-cli", &["drs-text", "drs-diag", "drs-contract", "drs-validate", "drs-engine", "drs-client", "drs-sandbox"]),
    ("xtask", &["drs-text", "drs-diag", "drs-events"]),
    ("drs-conformance", &["drs-text", "drs-diag", "drs-contract", "drs-validate", "xtask"]),
    ("drs-tests", &["drs-text", "drs-diag", "drs-contract", "drs-validate", "drs-client", "drs-sandbox", "drs-cli"]),
];

/// Crates that open sockets, wait, or look at the clock.
const IO_CRATES: &[&str] = &[
    "reqwest",
    "hyper",
    "axum",
    "tokio",
    "async-std",
    "futures",
    "chrono",
    "time",
    "rand",
    "walkdir",
    "tempfile",
    "ureq",
];

/// Those of them that open sockets.
const NETWORK: &[&str] = &["reqwest", "hyper", "axum", "tokio", "async-std", "ureq"];

/// Crates of ours that may depend on those.
const MAY_OPEN_SOCKETS: &[&str] = &["drs-client", "drs-sandbox"];

/// The one exception: the command waits for what the client and the sandbox do, and its text names no socket.
const RUNTIME: (&str, &str) = ("drs-cli", "tokio");

/// Crates of ours that may use them.
const MAY_DO_IO: &[&str] = &["drs-client", "drs-sandbox", "drs-cli", "drs-tests"];

const ONLY_TWO: &str = "must not open sockets; only `drs-client` and `drs-sandbox` do";

/// Asks cargo about the members of the workspace.
///
/// # Errors
/// Cargo cannot be run, or says something else than metadata.
pub(super) fn metadata(root: &Path) -> anyhow::Result<Metadata> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root)
        .output()?;
    anyhow::ensure!(
        output.status.success(),
        "cargo metadata failed: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// What is wrong with the dependencies.
pub(super) fn check(metadata: &Metadata) -> Vec<Violation> {
    let mut found = Vec::new();
    for package in &metadata.packages {
        let Some((_, allowed)) = OURS.iter().find(|(name, _)| *name == package.name) else {
            found.push(Violation::new(&package.name, None, "is a crate that the table of dependencies does not know"));
            continue;
        };
        for dependency in &package.dependencies {
            let is_ours = OURS.iter().any(|(name, _)| *name == dependency.name);
            // Tests may use what the library may not, except that codegen never sees what it generates.
            let counts = dependency.kind.is_none() || package.name == "xtask";
            if is_ours && counts && !allowed.contains(&dependency.name.as_str()) {
                found.push(Violation::new(&package.name, None, format!("must not depend on `{}`", dependency.name)));
            }
            let does_io = IO_CRATES.contains(&dependency.name.as_str()) && dependency.kind.is_none();
            if does_io && !MAY_DO_IO.contains(&package.name.as_str()) {
                found.push(Violation::new(
                    &package.name,
                    None,
                    format!("does no I/O, so it must not depend on `{}`", dependency.name),
                ));
            } else if NETWORK.contains(&dependency.name.as_str())
                && dependency.kind.is_none()
                && !MAY_OPEN_SOCKETS.contains(&package.name.as_str())
                && (package.name.as_str(), dependency.name.as_str()) != RUNTIME
            {
                found.push(Violation::new(&package.name, None, ONLY_TWO));
            }
        }
        let validate = package
            .dependencies
            .iter()
            .find(|dependency| dependency.name == "drs-validate" && dependency.kind.is_none());
        if package.name == "drs-client" && validate.is_some_and(|dependency| !dependency.optional) {
            found.push(Violation::new(
                &package.name,
                None,
                "must work without the validator; make the dependency optional",
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Metadata, check};

    fn messages(json: &str) -> Vec<String> {
        let metadata: Metadata = serde_json::from_str(json).unwrap();
        check(&metadata).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn codegen_never_sees_what_it_generates() {
        let found = messages(
            r#"{"packages": [{"name": "xtask", "dependencies": [{"name": "drs-validate", "kind": "dev", "optional": false},
                                                              {"name": "drs-text", "kind": null, "optional": false}]}]}"#,
        );
        assert_eq!(found, ["xtask: must not depend on `drs-validate`"]);
    }

    #[test]
    fn the_validator_is_pure_and_optional() {
        let found = messages(
            r#"{"packages": [{"name": "drs-validate", "dependencies": [{"name": "tokio", "kind": null, "optional": false},
                                                                     {"name": "drs-client", "kind": null, "optional": false}]},
                           {"name": "drs-client", "dependencies": [{"name": "drs-validate", "kind": null, "optional": false}]}]}"#,
        );
        assert_eq!(
            found,
            [
                "drs-validate: does no I/O, so it must not depend on `tokio`",
                "drs-validate: must not depend on `drs-client`",
                "drs-client: must work without the validator; make the dependency optional",
            ]
        );
    }

    #[test]
    fn only_client_and_sandbox_may_depend_on_what_opens_sockets() {
        let found = messages(
            r#"{"packages": [{"name": "drs-cli", "dependencies": [{"name": "hyper", "kind": null, "optional": false},
                                                                {"name": "tokio", "kind": null, "optional": false}]},
                           {"name": "drs-sandbox", "dependencies": [{"name": "axum", "kind": null, "optional": false}]},
                           {"name": "drs-client", "dependencies": [{"name": "reqwest", "kind": null, "optional": false}]}]}"#,
        );
        assert_eq!(found, ["drs-cli: must not open sockets; only `drs-client` and `drs-sandbox` do"]);
    }

    #[test]
    fn libraries_that_know_no_contract_depend_on_none() {
        let found = messages(
            r#"{"packages": [{"name": "drs-diag", "dependencies": [{"name": "drs-text", "kind": null, "optional": false},
                                                                 {"name": "drs-validate", "kind": null, "optional": false}]}]}"#,
        );
        assert_eq!(found, ["drs-diag: must not depend on `drs-validate`"]);
    }

    #[test]
    fn tests_may_use_more() {
        let found = messages(
            r#"{"packages": [{"name": "drs-validate", "dependencies": [{"name": "tempfile", "kind": "dev", "optional": false}]}]}"#,
        );
        assert!(found.is_empty(), "{found:?}");
    }
}
