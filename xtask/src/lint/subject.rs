//! What lints look at: the contract, and what several of them ask about it.

use std::collections::BTreeSet;

use super::example_validator::ExampleValidator;
use crate::bundle::grammar::Kind;
use crate::bundle::walk::{self, Node, escape};
use crate::contract::{Contract, Schema};
use crate::value::Place;

/// What lints look at.
pub struct Subject<'c> {
    /// The model.
    pub contract: &'c Contract,
    /// Every object of the bundle.
    pub nodes: Vec<Node<'c>>,
    /// Components that requests and parameters reach.
    pub requests: BTreeSet<String>,
    /// Components that responses reach.
    pub responses: BTreeSet<String>,
    /// Pointers of operations with query parameters, and the object of these.
    pub queries: Vec<(String, Schema)>,
    /// Examples and defaults against the schemas.
    pub(super) examples: ExampleValidator,
}

impl<'c> Subject<'c> {
    /// Prepares a contract to be looked at.
    pub fn new(contract: &'c Contract) -> Self {
        let mut subject = Self {
            contract,
            nodes: walk::nodes(&contract.bundle, Kind::Root),
            requests: BTreeSet::new(),
            responses: BTreeSet::new(),
            queries: Vec::new(),
            examples: ExampleValidator::new(&contract.bundle),
        };
        for operation in &contract.operations {
            for parameter in &operation.parameters {
                subject.requests.extend(contract.reachable(&parameter.schema));
            }
            reach(contract, operation.request.iter(), &mut subject.requests);
            reach(contract, operation.responses.iter().map(|response| &response.schema), &mut subject.responses);
            if let Some(query) = operation.query_schema() {
                let method = operation.method.to_ascii_lowercase();
                subject.queries.push((format!("/paths/{}/{method}/", escape(&operation.path)), query));
            }
        }
        subject
    }

    /// Every object of a kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Node<'c>> {
        self.nodes.iter().filter(move |node| node.kind == kind)
    }

    /// Every schema, named or not.
    pub fn schemas(&self) -> impl Iterator<Item = &Node<'c>> {
        self.of_kind(Kind::Schema)
    }

    /// Whether a schema is part of a request or a parameter.
    pub fn is_sent(&self, node: &Node<'_>) -> bool {
        match node.component() {
            Some(name) => self.requests.contains(&name),
            None => !node.pointer.contains("/responses/"),
        }
    }

    /// Whether a schema is part of a response.
    pub fn is_returned(&self, node: &Node<'_>) -> bool {
        match node.component() {
            Some(name) => self.responses.contains(&name),
            None => node.pointer.contains("/responses/"),
        }
    }

    /// Where the name of a component stands.
    pub fn name_of_component(&self, name: &str) -> Place {
        let schemas = self.contract.bundle.pointer("/components/schemas");
        schemas.and_then(|schemas| schemas.member(name)).map_or(self.contract.bundle.at, |member| member.key)
    }
}

fn reach<'n>(contract: &Contract, roots: impl Iterator<Item = &'n String>, into: &mut BTreeSet<String>) {
    for root in roots {
        if let Some(schema) = contract.schemas.get(root) {
            into.insert(root.clone());
            into.extend(contract.reachable(schema));
        }
    }
}
