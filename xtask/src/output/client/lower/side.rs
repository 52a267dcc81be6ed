//! Which way a component goes: what is sent is strict, what is received must be lenient.

use std::collections::{BTreeMap, BTreeSet};

use crate::contract::{Contract, Shape};
use crate::problem::Problem;

/// Which way a component goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// It is sent.
    Request,
    /// It is received.
    Response,
    /// It is sent and received; only a leaf may be.
    Both,
}

/// The side of every component that an operation reaches.
pub(super) fn sides(contract: &Contract) -> Result<BTreeMap<String, Side>, Problem> {
    let mut sent = BTreeSet::new();
    let mut received = BTreeSet::new();
    for operation in &contract.operations {
        if let Some(name) = &operation.request {
            reach(contract, name, &mut sent);
        }
        for parameter in &operation.parameters {
            sent.extend(contract.reachable(&parameter.schema));
        }
        for response in &operation.responses {
            reach(contract, &response.schema, &mut received);
        }
    }
    let mut sides = BTreeMap::new();
    for name in sent.union(&received) {
        let side = match (sent.contains(name), received.contains(name)) {
            (true, false) => Side::Request,
            (false, _) => Side::Response,
            (true, true) => Side::Both,
        };
        if side == Side::Both && !is_leaf(contract, name) {
            let at = contract.schemas.get(name).map(|schema| schema.at).unwrap_or_default();
            return Err(Problem::new(format!("`{name}` is sent and received"))
                .at(at)
                .help(format!("describe what the service returns as `{name}Detail`")));
        }
        sides.insert(name.clone(), side);
    }
    Ok(sides)
}

fn reach(contract: &Contract, name: &str, found: &mut BTreeSet<String>) {
    if let Some(schema) = contract.schemas.get(name) {
        found.extend(contract.reachable(schema));
        found.insert(name.to_owned());
    }
}

fn is_leaf(contract: &Contract, name: &str) -> bool {
    let shape = contract.schemas.get(name).map(|schema| &schema.shape);
    matches!(shape, Some(Shape::String(_) | Shape::Integer(_) | Shape::Number(_) | Shape::Boolean))
}
