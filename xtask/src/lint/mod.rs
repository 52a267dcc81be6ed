//! Lints: what must hold for the contract beyond being OpenAPI.
//!
//! One file each; its `//!` text says what it checks and why. Some are raised while the slices are read
//! ([`Stage::Reading`]), because nothing can be said about a bundle that does not exist, some by the audit; the others look at the contract.

pub mod colliding_values;
pub mod component_names;
mod conditions;
pub mod dangling_reference;
pub mod description_style;
pub mod duplicate_key;
pub mod duplicate_name;
pub mod erratum_form;
pub mod few_examples;
pub mod file_names;
pub mod idle_erratum;
pub mod idle_limit;
pub mod inline_shape;
pub mod invalid_default;
mod judge;
pub mod key_order;
pub mod ledger_deviation;
pub mod lossless_round_trip;
pub mod media_types;
pub mod message_style;
pub mod misplaced_keyword;
pub mod missing_description;
pub mod missing_key;
pub mod missing_provenance;
pub mod nullable_component;
pub mod open_request;
pub mod operation_identity;
pub mod page_format;
pub mod path_parameters;
pub mod pattern_subset;
pub mod plain_secret;
pub mod property_names;
pub mod provenance_form;
pub mod reference_with_siblings;
pub mod request_examples;
pub mod required_undeclared;
pub mod response_examples;
pub mod response_statuses;
pub mod rule_absent_property;
pub mod rule_caret;
pub mod rule_identity;
pub mod rule_impossible_value;
pub mod rule_pages;
pub mod rule_without_property;
pub mod secret_in_example;
pub mod shared_schema;
pub mod stray_title;
pub mod strict_response;
#[cfg(test)]
mod tests;
pub mod unknown_keyword;
pub mod unknown_rule_word;
pub mod unreadable_file;
pub mod unsourced_field;
pub mod unused_component;
pub mod value_meanings;
pub mod wrong_kind_of_value;

use std::collections::BTreeSet;

use crate::bundle::grammar::Kind;
use crate::bundle::walk::{self, Node, escape};
use crate::contract::{Contract, Schema};
use crate::problem::{Finding, Problems};
use crate::value::Place;

/// A lint.
#[derive(Clone, Copy)]
pub struct Lint {
    /// `DRS-L001`; never renumbered, never reused.
    pub id: &'static str,
    /// Its name, which is also the name of its file.
    pub name: &'static str,
    /// Text of its file.
    pub file: &'static str,
    /// When it is raised.
    pub stage: Stage,
}

/// When a lint is raised.
#[derive(Clone, Copy)]
pub enum Stage {
    /// While the slices are read and merged.
    Reading,
    /// When the contract is compared with the ledger.
    Audit,
    /// On the whole contract.
    Contract(fn(&Subject<'_>, &mut Vec<Finding>)),
}

/// Every lint, by id.
pub const ALL: &[Lint] = &[
    unreadable_file::LINT,
    duplicate_key::LINT,
    duplicate_name::LINT,
    unknown_keyword::LINT,
    wrong_kind_of_value::LINT,
    missing_key::LINT,
    dangling_reference::LINT,
    reference_with_siblings::LINT,
    unknown_rule_word::LINT,
    file_names::LINT,
    lossless_round_trip::LINT,
    inline_shape::LINT,
    stray_title::LINT,
    nullable_component::LINT,
    idle_limit::LINT,
    misplaced_keyword::LINT,
    invalid_default::LINT,
    colliding_values::LINT,
    value_meanings::LINT,
    missing_description::LINT,
    description_style::LINT,
    shared_schema::LINT,
    open_request::LINT,
    strict_response::LINT,
    plain_secret::LINT,
    pattern_subset::LINT,
    required_undeclared::LINT,
    path_parameters::LINT,
    response_statuses::LINT,
    media_types::LINT,
    operation_identity::LINT,
    component_names::LINT,
    property_names::LINT,
    unused_component::LINT,
    request_examples::LINT,
    response_examples::LINT,
    missing_provenance::LINT,
    provenance_form::LINT,
    erratum_form::LINT,
    rule_absent_property::LINT,
    rule_without_property::LINT,
    rule_identity::LINT,
    rule_pages::LINT,
    rule_caret::LINT,
    message_style::LINT,
    rule_impossible_value::LINT,
    few_examples::LINT,
    secret_in_example::LINT,
    page_format::LINT,
    key_order::LINT,
    ledger_deviation::LINT,
    unsourced_field::LINT,
    idle_erratum::LINT,
];

impl Lint {
    /// What it checks and why: the `//!` text of its file.
    pub fn text(&self) -> String {
        let lines = self.file.lines().map_while(|line| line.strip_prefix("//!"));
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
    }

    /// Id, name and the first sentence of its text.
    pub fn line(&self) -> String {
        let text = self.text();
        let first = text.split("\n\n").next().unwrap_or_default().replace('\n', " ");
        format!("{} {:<24} {first}", self.id, self.name)
    }
}

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
    judge: judge::Judge,
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
            judge: judge::Judge::new(&contract.bundle),
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

/// Runs every lint over a contract.
///
/// # Errors
/// Whatever the lints find.
pub fn run(contract: &Contract) -> Result<(), Problems> {
    let subject = Subject::new(contract);
    let mut findings = Vec::new();
    for lint in ALL {
        if let Stage::Contract(check) = lint.stage {
            check(&subject, &mut findings);
        }
    }
    if findings.is_empty() { Ok(()) } else { Err(Problems { files: contract.files.clone(), findings }) }
}
