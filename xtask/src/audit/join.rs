//! Which field of the contract a row of the ledger is about.

use super::{Deviation, Waiver};
use crate::contract::{Aspect, Contract, Erratum, Location, Operation, Provenance, Schema};
use crate::ledger::Row;
use crate::value::Place;

/// A field of the contract that a row describes.
pub(super) struct Target<'c> {
    /// The object it belongs to; `None` for a parameter.
    pub(super) owner: Option<&'c Schema>,
    /// Its schema.
    pub(super) schema: &'c Schema,
    /// Whether it must be sent.
    pub(super) required: bool,
    /// Its own erratum.
    pub(super) erratum: Option<&'c Erratum>,
    /// Whether it is returned and not sent.
    pub(super) returned: bool,
    /// Whether the field is a header that the contract describes elsewhere (a media type, a security scheme).
    pub(super) elsewhere: bool,
    /// Where its name stands.
    pub(super) place: Place,
}

/// Every field that a row describes.
pub(super) fn targets<'c>(contract: &'c Contract, row: &Row) -> Vec<Target<'c>> {
    let location = match row.place.as_str() {
        "path" => Some(Location::Path),
        "query" => Some(Location::Query),
        "header" => Some(Location::Header),
        _ => None,
    };
    let Some(location) = location else {
        let owners = contract.schemas.values().filter(|schema| is_source(&schema.sources, row));
        return owners.filter_map(|owner| property(owner, row)).collect();
    };
    let operations = contract.operations.iter().filter(|operation| is_source(&operation.sources, row));
    operations.filter_map(|operation| parameter(contract, operation, location, row)).collect()
}

/// Whether a list of sources names the table of a row as a whole.
pub(super) fn is_source(sources: &[Provenance], row: &Row) -> bool {
    sources.iter().any(|source| {
        matches!(source, Provenance::Document { document, table, field: None } if *document == row.document && *table == row.table)
    })
}

fn property<'c>(owner: &'c Schema, row: &Row) -> Option<Target<'c>> {
    let property = owner.as_object()?.properties.get(&row.field)?;
    Some(Target {
        owner: Some(owner),
        schema: &property.schema,
        required: property.required,
        erratum: property.schema.erratum.as_ref(),
        returned: row.place.starts_with("response"),
        elsewhere: false,
        place: property.at,
    })
}

fn parameter<'c>(
    contract: &'c Contract,
    operation: &'c Operation,
    location: Location,
    row: &Row,
) -> Option<Target<'c>> {
    let found =
        operation.parameters.iter().find(|parameter| parameter.location == location && parameter.name == row.field);
    if let Some(parameter) = found {
        return Some(Target {
            owner: None,
            schema: &parameter.schema,
            required: parameter.required,
            erratum: parameter.erratum.as_ref(),
            returned: false,
            elsewhere: false,
            place: parameter.at,
        });
    }
    let elsewhere = match row.field.as_str() {
        "Content-Type" => !operation.responses.is_empty(),
        name => security_header(contract, name),
    };
    let schema = contract.schemas.values().next()?;
    elsewhere.then_some(Target {
        owner: None,
        schema,
        required: true,
        erratum: None,
        returned: false,
        elsewhere: true,
        place: operation.at,
    })
}

/// Whether a header is the one of a security scheme.
fn security_header(contract: &Contract, name: &str) -> bool {
    let schemes = contract.bundle.pointer("/components/securitySchemes");
    let mut schemes = schemes.into_iter().flat_map(crate::value::Value::members);
    schemes.any(|(_, scheme)| scheme.get("name").and_then(crate::value::Value::as_str) == Some(name))
}

/// The deviation of a row that nothing in the contract describes.
pub(super) fn missing(row: &Row, waiver: Waiver) -> Deviation {
    Deviation {
        row: row.show(),
        place: row.at,
        aspect: Aspect::Absent,
        message: "the contract has no such field under this table".to_owned(),
        waiver,
    }
}
