//! Every field of the contract has a row in the ledger or another named source.

use std::collections::BTreeMap;

use super::compare::describes;
use super::join::is_source;
use super::waiver::Errata;
use super::{Audit, Origin};
use crate::contract::{Contract, Provenance, Schema};
use crate::ledger::Row;

/// Counts the fields by origin and notes those without.
pub(super) fn count(contract: &Contract, rows: &[Row], errata: &mut Errata, audit: &mut Audit) {
    let mut counts: BTreeMap<Origin, usize> = BTreeMap::new();
    let mut note = |name: String, place, origin: Option<Origin>| match origin {
        Some(origin) => *counts.entry(origin).or_default() += 1,
        None => audit.unsourced.push((name, place)),
    };
    for (name, owner) in &contract.schemas {
        if !has_table(&owner.sources) {
            errata.saw_no_table(owner.erratum.as_ref());
        }
        for (field, property) in owner.as_object().into_iter().flat_map(|object| &object.properties) {
            let documented = rows.iter().any(|row| row.field == *field && describes(owner, row));
            if !documented {
                errata.saw_no_row(&property.schema);
            }
            if !has_table(&owner.sources) {
                errata.saw_no_table(property.schema.erratum.as_ref());
            }
            let origin = if documented { Some(Origin::Document) } else { origin(&property.schema, owner) };
            note(format!("{name}.{field}"), property.at, origin);
        }
    }
    for operation in &contract.operations {
        if !has_table(&operation.sources) {
            errata.saw_no_table(operation.erratum.as_ref());
            operation.parameters.iter().for_each(|parameter| errata.saw_no_table(parameter.erratum.as_ref()));
        }
        for parameter in &operation.parameters {
            let is_row = |row: &&Row| {
                row.field == parameter.name
                    && row.place == parameter.location.as_str()
                    && is_source(&operation.sources, row)
            };
            let documented = rows.iter().any(|row| is_row(&row));
            let own = parameter.sources.iter().filter_map(other).min();
            let named = own.or_else(|| operation.sources.iter().filter_map(other).min());
            let origin = if documented { Some(Origin::Document) } else { named };
            note(format!("{}.{}", operation.id, parameter.name), parameter.at, origin);
        }
    }
    audit.fields = counts.into_iter().collect();
}

/// Whether a table of a document is among the sources.
fn has_table(sources: &[Provenance]) -> bool {
    sources.iter().any(|source| matches!(source, Provenance::Document { .. }))
}

/// The origin of a field without a row: its own source, or else one of its object that is not a table.
fn origin(field: &Schema, owner: &Schema) -> Option<Origin> {
    let own = field.sources.iter().filter_map(other).min();
    own.or_else(|| owner.sources.iter().filter_map(other).min())
}

fn other(source: &Provenance) -> Option<Origin> {
    match source {
        Provenance::Document { .. } => None,
        Provenance::Sdk(_) => Some(Origin::Sdk),
        Provenance::Terraform(_) => Some(Origin::Terraform),
        Provenance::Page(_) => Some(Origin::Page),
    }
}
