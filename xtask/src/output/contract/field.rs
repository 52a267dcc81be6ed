//! A field as code.

use super::values;
use crate::contract::{Contract, Erratum, Property, Provenance};
use crate::output::code::Code;
use crate::output::facts::{default, description, kind, limits, object, source};

/// `Field { … }`, with the members that differ from `Field::PLAIN`.
pub(super) fn code(contract: &Contract, name: &str, property: &Property) -> Code {
    let schema = &property.schema;
    let (object, map) = object(contract, schema);
    let mut fields = vec![("name", Code::text(name))];
    if property.required {
        fields.push(("required", Code::atom("true")));
    }
    fields.push(("kind", Code::text(&kind(contract, schema))));
    fields.extend(object.map(|name| ("object", some(&name))));
    if map {
        fields.push(("map", Code::atom("true")));
    }
    fields.push(("description", Code::text(description(contract, schema))));
    let limits = limits(contract, schema);
    if !limits.is_empty() {
        fields.push(("limits", Code::slice(limits.iter().map(|limit| Code::text(limit)).collect())));
    }
    fields.extend(default(contract, schema).map(|value| ("default", some(&value))));
    fields.extend(values::code(contract, schema).map(|values| ("values", values)));
    if !schema.sources.is_empty() {
        fields.push(("sources", sources(&schema.sources)));
    }
    fields.extend(schema.erratum.as_ref().map(|it| ("erratum", Code::call("Some", vec![erratum(it)]))));
    Code::record_with("Field", fields, "Field::PLAIN")
}

fn some(text: &str) -> Code {
    Code::call("Some", vec![Code::text(text)])
}

fn erratum(erratum: &Erratum) -> Code {
    Code::record(
        "Erratum",
        vec![
            ("says", Code::text(&erratum.says)),
            ("actually", Code::text(&erratum.actually)),
            ("source", Code::text(&erratum.source)),
        ],
    )
}

/// Sources as phrases.
pub(super) fn sources(sources: &[Provenance]) -> Code {
    Code::slice(sources.iter().map(|it| Code::text(&source(it))).collect())
}
