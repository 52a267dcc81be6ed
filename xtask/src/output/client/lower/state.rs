//! What the steps of the lowering share.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::side::Side;
use crate::contract::{Contract, Schema};
use crate::problem::Problem;

/// Rust type that stands in for a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Replacement {
    /// `crate::Secret`.
    Secret,
    /// `crate::Open` of this enum.
    Open(String),
}

/// Origin of a component that the contract does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A component.
    Schema(String),
    /// An operation.
    Operation(String),
}

impl Replacement {
    /// The type as Rust. An absolute path, because it is also read inside the module of builders.
    pub(crate) fn rust(&self) -> String {
        match self {
            Self::Secret => "crate::Secret".to_owned(),
            Self::Open(known) => format!("crate::Open<crate::types::{known}>"),
        }
    }
}

/// The lowered contract as it grows.
pub(super) struct Lowering<'c> {
    pub(super) contract: &'c Contract,
    pub(super) sides: BTreeMap<String, Side>,
    pub(super) components: BTreeMap<String, Value>,
    pub(super) replacements: BTreeMap<String, Replacement>,
    pub(super) secret_members: BTreeSet<String>,
    pub(super) made: BTreeMap<String, Origin>,
}

impl Lowering<'_> {
    pub(super) fn add(&mut self, name: &str, schema: &Schema, lowered: Value) -> Result<(), Problem> {
        match self.components.insert(name.to_owned(), lowered) {
            None => Ok(()),
            Some(_) => Err(Problem::new(format!("the client needs the name `{name}` for a type of its own"))
                .at(schema.at)
                .help(format!("give the component another name than `{name}`"))),
        }
    }

    /// The side of a component; one that nothing refers to is lowered strictly.
    pub(super) fn side(&self, name: &str) -> Side {
        self.sides.get(name).copied().unwrap_or(Side::Request)
    }
}
