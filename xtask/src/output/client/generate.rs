//! progenitor: its settings, one run of it, and the search for what it could not digest.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use heck::ToPascalCase as _;
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TagStyle, TypeImpl, TypePatch};
use serde_json::{Value, json};

use super::lower::{Lowered, Replacement};

/// What progenitor could not digest.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct GenerateError {
    /// The part of the document, as far as it is known.
    pub part: Option<Part>,
    /// What progenitor says.
    pub reason: String,
}

/// A part of the lowered document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A component.
    Schema(String),
    /// An operation, by its id.
    Operation(String),
}

/// The client as one file of Rust.
pub(super) fn generate(lowered: &Lowered) -> Result<syn::File, GenerateError> {
    run(&lowered.document, lowered).map_err(|reason| trace(lowered, reason))
}

fn settings(lowered: &Lowered) -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_map_type("::std::collections::BTreeMap")
        .with_timeout(30)
        .with_derive("::schemars::JsonSchema")
        .with_derive("PartialEq");
    let mut growing = BTreeSet::new();
    for (name, replacement) in &lowered.replacements {
        let traits: &[TypeImpl] = match replacement {
            Replacement::Secret => &[],
            Replacement::Open(known) => {
                growing.insert(known);
                &[TypeImpl::FromStr, TypeImpl::Display]
            }
        };
        settings.with_replacement(name, replacement.rust(), traits.iter().copied());
    }
    for name in lowered.components() {
        let mut patch = TypePatch::default();
        if growing.contains(name) {
            patch.with_attr("#[non_exhaustive]");
        }
        // typify would write `ContentDiffDetailVO` with a small `o`; a schema and its type have one name.
        patch.with_rename(name);
        settings.with_patch(name.to_pascal_case(), &patch);
    }
    settings
}

/// One run over a document, with progenitor's panics as errors.
fn run(document: &Value, lowered: &Lowered) -> Result<syn::File, String> {
    let generated = quietly(|| {
        let document = serde_json::from_value(document.clone()).map_err(|error| error.to_string())?;
        let tokens =
            Generator::new(&settings(lowered)).generate_tokens(&document).map_err(|error| error.to_string())?;
        syn::parse2(tokens).map_err(|error| format!("the generated code is not Rust: {error}"))
    });
    generated.unwrap_or_else(|cause| {
        let text = cause.downcast_ref::<String>().cloned();
        let text = text.or_else(|| cause.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Err(text.unwrap_or_else(|| "it panicked without a reason".to_owned()))
    })
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Catches a panic without a word on standard error; other threads keep theirs.
fn quietly<T>(task: impl FnOnce() -> T) -> std::thread::Result<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                usual(info);
            }
        }));
    });
    QUIET.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(task));
    QUIET.set(false);
    result
}

/// Finds the part that progenitor refuses, because its panics rarely name one: the first component that makes the document of
/// all components up to it fail, else the first operation that fails beside all components.
fn trace(lowered: &Lowered, reason: String) -> GenerateError {
    let names: Vec<&String> = lowered.components().collect();
    let fails = |count: usize| run(&only_components(&lowered.document, &names[..count]), lowered).err();
    if fails(names.len()).is_some() {
        // Invariant: the first `good` components do, the first `bad` do not.
        let (mut good, mut bad) = (0, names.len());
        while bad - good > 1 {
            let middle = good.midpoint(bad);
            if fails(middle).is_some() { bad = middle } else { good = middle }
        }
        let reason = fails(bad).unwrap_or(reason);
        return GenerateError { part: Some(Part::Schema(names[bad - 1].clone())), reason };
    }
    for (path, method, id) in operations(&lowered.document) {
        let mut document = lowered.document.clone();
        document["paths"] = json!({path: {method: lowered.document["paths"][path][method]}});
        if let Err(reason) = run(&document, lowered) {
            return GenerateError { part: Some(Part::Operation(id.to_owned())), reason };
        }
    }
    GenerateError { part: None, reason }
}

/// The document without operations and with these components; what they refer to beside them is anything.
fn only_components(document: &Value, names: &[&String]) -> Value {
    let all = document["components"]["schemas"].as_object();
    let components = all.into_iter().flatten().map(|(name, schema)| {
        let kept = if names.contains(&name) { schema.clone() } else { json!({"type": "string"}) };
        (name.clone(), kept)
    });
    let mut small = document.clone();
    small["components"]["schemas"] = Value::Object(components.collect());
    small["paths"] = json!({});
    small
}

/// Path, method and id of each operation.
fn operations(document: &Value) -> impl Iterator<Item = (&String, &String, &str)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| (path, method, operation["operationId"].as_str().unwrap_or_default()))
    })
}
