//! The bill of materials of an artefact in `CycloneDX`: neither a moment nor a random number, so that the same crates give the same bytes.

use serde_json::{Map, Value, json};

use super::graph::{Crate, Graph, Id};
use super::licenses::expression;

/// The document.
pub(super) fn text(graph: &Graph) -> anyhow::Result<String> {
    let mut components = Vec::new();
    let mut dependencies = Vec::new();
    let mut metadata = Value::Null;
    for (id, it) in &graph.crates {
        if *id == graph.root {
            metadata = json!({ "component": component("application", id, it)? });
        } else {
            components.push(component("library", id, it)?);
        }
        let reference = |id: &Id| graph.crates.get(id).map(|it| reference(id, it));
        let uses: Vec<_> = it.uses.iter().filter_map(reference).collect();
        dependencies.push(json!({ "ref": reference(id), "dependsOn": uses }));
    }
    let document = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": metadata,
        "components": components,
        "dependencies": dependencies,
    });
    Ok(format!("{document:#}\n"))
}

fn component(kind: &str, id: &Id, it: &Crate) -> anyhow::Result<Value> {
    let (name, version) = id;
    let reference = reference(id, it);
    let mut component = Map::new();
    component.insert("type".into(), kind.into());
    component.insert("bom-ref".into(), reference.clone().into());
    component.insert("name".into(), name.as_str().into());
    component.insert("version".into(), version.as_str().into());
    if let Some(description) = &it.description {
        component.insert("description".into(), description.split_whitespace().collect::<Vec<_>>().join(" ").into());
    }
    if let Some(checksum) = &it.checksum {
        component.insert("hashes".into(), json!([{ "alg": "SHA-256", "content": checksum }]));
    }
    if let Some(license) = &it.license {
        component.insert("licenses".into(), json!([{ "expression": expression(license)?.to_string() }]));
    }
    if it.is_public() {
        component.insert("purl".into(), reference.into());
    }
    if let Some(repository) = &it.repository {
        component.insert("externalReferences".into(), json!([{ "type": "vcs", "url": repository }]));
    }
    Ok(component.into())
}

/// The address of a package; of a crate that is not published its name alone.
fn reference((name, version): &Id, it: &Crate) -> String {
    let begin = if it.is_public() { "pkg:cargo/" } else { "" };
    format!("{begin}{name}@{version}")
}
