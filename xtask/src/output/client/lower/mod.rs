//! From the contract to the OpenAPI document that progenitor makes good Rust of.
//!
//! progenitor reads a narrower language than the contract is written in, and some of it in its own way: it sends defaults
//! that nobody set, fails a whole answer over one unknown value, and stops at two error types. The lowered document says the
//! same without what it misreads. Nothing but the client is made from it.

mod operation;
mod schema;
mod side;
mod state;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::contract::{Contract, Schema, Shape};
use crate::problem::Problem;
use side::Side;
use state::Lowering;
pub(super) use state::{Origin, Replacement};

/// The lowered contract.
#[derive(Debug)]
pub(super) struct Lowered {
    /// An OpenAPI 3.0 document, keys sorted.
    pub document: Value,
    /// Components that are Rust types of the client's own, by component.
    pub replacements: BTreeMap<String, Replacement>,
    /// Wire names of the members that hold a secret.
    pub secret_members: BTreeSet<String>,
    /// Components that only come in answers.
    pub received: BTreeSet<String>,
    /// Components that the contract does not have, with the one (or the operation) each was made from.
    pub made: BTreeMap<String, Origin>,
}

/// Lowers the contract.
///
/// # Errors
/// What the client cannot express: a closed list in an answer, an object that goes both ways, two error types of one operation.
pub(super) fn lower(contract: &Contract) -> Result<Lowered, Problem> {
    let sides = side::sides(contract)?;
    let mut lowering = Lowering {
        contract,
        sides,
        components: BTreeMap::new(),
        replacements: BTreeMap::new(),
        secret_members: BTreeSet::new(),
        made: BTreeMap::new(),
    };
    for (name, schema) in &contract.schemas {
        lowering.component(name, schema)?;
    }
    for operation in &contract.operations {
        if let Some(query) = operation.query_schema().filter(|_| !operation.is_bare()) {
            let name = query.name.clone().unwrap_or_default();
            lowering.made.insert(name.clone(), Origin::Operation(operation.id.clone()));
            let lowered = lowering.schema(&query, Side::Request)?;
            lowering.add(&name, &query, lowered)?;
        }
    }
    let paths = lowering.paths()?;
    let info = |key: &str| contract.bundle.pointer(&format!("/info/{key}")).and_then(crate::value::Value::as_str);
    let mut document = json!({
        "openapi": "3.0.3",
        "info": {"title": info("title").unwrap_or_default(), "version": info("version").unwrap_or_default()},
        "paths": paths,
        "components": {"schemas": lowering.components},
    });
    // Whether a JSON object keeps its order depends on the features other crates ask for; the output must not.
    document.sort_all_objects();
    let received = lowering.sides.iter().filter(|(_, side)| **side == Side::Response).map(|(name, _)| name.clone());
    let received = received.collect();
    let Lowering { replacements, secret_members, made, .. } = lowering;
    Ok(Lowered { document, replacements, secret_members, received, made })
}

impl Lowered {
    /// Names of the document's components.
    pub(crate) fn components(&self) -> impl Iterator<Item = &String> {
        self.document["components"]["schemas"].as_object().into_iter().flatten().map(|(name, _)| name)
    }
}

impl Lowering<'_> {
    fn component(&mut self, name: &str, schema: &Schema) -> Result<(), Problem> {
        if schema.secret {
            self.replacements.insert(name.to_owned(), Replacement::Secret);
            return self.add(name, schema, json!({"type": "string"}));
        }
        if let Shape::String(string) = &schema.shape
            && string.open
        {
            let known = format!("Known{name}");
            self.replacements.insert(name.to_owned(), Replacement::Open(known.clone()));
            self.made.insert(known.clone(), Origin::Schema(name.to_owned()));
            let list = schema::described(schema, schema::value_list(&string.values));
            self.add(&known, schema, list)?;
            return self.add(name, schema, json!({"type": "string"}));
        }
        let lowered = self.schema(schema, self.side(name))?;
        self.add(name, schema, lowered)
    }
}

/// The words of a component as rustdoc.
pub(super) fn documentation(schema: &Schema) -> String {
    rustdoc(&text::words(schema))
}

pub(super) use text::rustdoc;
