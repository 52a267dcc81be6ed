//! What is refused, what is written, and that it is complete.

use std::collections::BTreeMap;
use std::fs;

use super::graph::{Crate, Graph, checksums, edges};
use super::{Artifact, licenses, sbom};
use crate::root;

/// The command, for a target that cargo knows everywhere.
const COMMAND: Artifact =
    Artifact { workspace: ".", package: "drs-cli", target: "x86_64-unknown-linux-gnu", features: &[] };

fn id(name: &str) -> (String, String) {
    (name.to_owned(), "1.0.0".to_owned())
}

/// An artefact of one crate of somebody else under this licence, without any text.
fn under(license: &str) -> Graph {
    let other = Crate {
        source: Some("registry".to_owned()),
        license: Some(license.to_owned()),
        authors: vec!["Ada".to_owned()],
        ..Crate::default()
    };
    Graph { root: id("ours"), crates: BTreeMap::from([(id("ours"), Crate::default()), (id("other"), other)]) }
}

#[test]
fn a_licence_that_is_not_allowed_is_an_error() {
    for license in ["GPL-3.0-only", "MIT AND GPL-2.0-or-later", "LicenseRef-Homemade"] {
        let error = licenses::text(&under(license)).expect_err(license).to_string();
        assert!(error.contains("other") && error.contains(license), "{error}");
    }
    let mut none = under("MIT");
    none.crates.get_mut(&id("other")).expect("it is there").license = None;
    assert_eq!(licenses::text(&none).expect_err("no licence").to_string(), "the crate `other` 1.0.0 names no licence");
}

#[test]
fn one_of_several_licences_suffices_and_a_crate_without_text_gets_the_standard_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = folder.path().join("Cargo.toml");
    fs::write(&manifest, "").expect("a file");
    let mut graph = under("LGPL-3.0-or-later OR MIT");
    let other = graph.crates.get_mut(&id("other")).expect("it is there");
    *other = serde_json::from_value(serde_json::json!({
        "name": "other", "version": "1.0.0", "manifest_path": manifest, "source": "registry",
        "license": other.license, "authors": other.authors,
    }))
    .expect("a crate");
    let text = licenses::text(&graph).expect("allowed");
    assert!(text.contains("has no text, this is the standard one; authors: Ada"), "{text}");
    assert!(text.contains("Permission is hereby granted") && !text.contains("LESSER GENERAL"), "{text}");

    fs::write(folder.path().join("licence-mit"), "Copyright Ada\r\nall mine").expect("a file");
    let text = licenses::text(&graph).expect("allowed");
    assert!(text.ends_with("\n\nCopyright Ada\nall mine\n") && !text.contains("standard one"), "{text}");
}

#[test]
fn trees_and_lock_files_are_read() {
    let tree = "0 a v1.0.0 (/folder)\n1 b v2.0.0\n2 c v3.0.0\n1 c v3.0.0 (*)\n";
    let pair = |name: &str, version: &str| (name.to_owned(), version.to_owned());
    let (a, b, c) = (pair("a", "1.0.0"), pair("b", "2.0.0"), pair("c", "3.0.0"));
    let expected = [(a.clone(), None), (b.clone(), Some(a.clone())), (c.clone(), Some(b)), (c.clone(), Some(a))];
    assert_eq!(edges(tree).expect("a tree"), expected);
    let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"c\"\nversion = \"3.0.0\"\nchecksum = \"12\"\n";
    assert_eq!(checksums(lock), [(c, "12".to_owned())]);
}

#[test]
fn every_crate_of_the_command_is_in_the_texts_and_in_the_bill() {
    let graph = super::graph::read(&root(), &COMMAND).expect("cargo knows");
    let text = licenses::text(&graph).expect("allowed");
    let bill: serde_json::Value = serde_json::from_str(&sbom::text(&graph).expect("a bill")).expect("JSON");
    let components = bill["components"].as_array().expect("components");
    assert_eq!(components.len() + 1, graph.crates.len());
    assert_eq!(bill["metadata"]["component"]["purl"], concat!("pkg:cargo/drs-cli@", env!("CARGO_PKG_VERSION")));
    assert!(
        components.len() > 100 && bill.get("serialNumber").is_none() && bill["metadata"].get("timestamp").is_none()
    );
    for ((name, version), it) in graph.crates.iter().filter(|(_, it)| it.source.is_some()) {
        assert!(text.matches(&format!("\n{name} {version}")).count() >= 2, "`{name}` has no text");
        assert!(it.checksum.is_some(), "`{name}` has no checksum");
    }
    assert!(!text.contains(&root().display().to_string()));
    assert!(text.contains("progenitor-client 0.15.1, unchanged: the package of this name"), "{}", &text[..20_000]);
}
