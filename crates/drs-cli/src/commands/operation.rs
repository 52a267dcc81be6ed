//! The argument that names an operation, which several commands take.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use drs_validate::Operation;

/// Parses the id of an operation.
pub(crate) fn parser() -> impl TypedValueParser<Value = Operation> {
    let ids = Operation::ALL.iter().map(|operation| operation.id());
    PossibleValuesParser::new(ids).try_map(|id| Operation::from_id(&id).ok_or("no such operation"))
}
