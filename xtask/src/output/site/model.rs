//! The contract as the pages need it: which objects stand on which page, which rules look at which field, what a name links to.

use std::collections::BTreeMap;

use super::address;
use super::places::Places;
use crate::contract::{Contract, Operation, Schema};
use crate::output::facts;
use crate::output::mentions::mentioned;
use crate::output::request;

/// What the pages are made from.
pub(super) struct Model<'c> {
    /// The contract.
    pub(super) contract: &'c Contract,
    /// Its version.
    pub(super) version: String,
    /// Whether the site has a playground.
    pub(super) playground: bool,
    /// Every object, by name, those of query parameters too.
    objects: BTreeMap<String, Schema>,
    /// The objects of each operation's request, in the order of the operations.
    pub(super) requests: Vec<Places>,
    /// The objects of each operation's responses.
    pub(super) responses: Vec<Places>,
    /// Ids of the rules that look at a field, by object and field.
    rules_on: BTreeMap<(String, String), Vec<String>>,
    /// The address of what has a name: operations, rules, states, error codes, objects.
    names: BTreeMap<String, String>,
}

impl<'c> Model<'c> {
    /// Looks at a contract.
    pub(super) fn new(contract: &'c Contract, playground: bool) -> Self {
        let queries = contract.operations.iter().filter_map(Operation::query_schema);
        let schemas = contract.schemas.values().cloned().chain(queries).filter(|schema| schema.as_object().is_some());
        let objects = schemas.filter_map(|schema| Some((schema.name.clone()?, schema))).collect();
        let version = contract.bundle.pointer("/info/version").and_then(crate::value::Value::as_str);
        let mut model = Self {
            contract,
            version: version.unwrap_or_default().to_owned(),
            playground,
            objects,
            requests: contract.operations.iter().map(|operation| below_request(contract, operation)).collect(),
            responses: contract.operations.iter().map(|operation| below_responses(contract, operation)).collect(),
            rules_on: BTreeMap::new(),
            names: BTreeMap::new(),
        };
        model.rules_on = model.find_rules();
        model.names = model.find_names();
        model
    }

    /// The object of this name.
    pub(super) fn object(&self, name: &str) -> Option<&Schema> {
        self.objects.get(name)
    }

    /// Ids of the rules that look at a field of an object, whichever object they are on.
    pub(super) fn rules_on(&self, object: &str, field: &str) -> &[String] {
        self.rules_on.get(&(object.to_owned(), field.to_owned())).map(Vec::as_slice).unwrap_or_default()
    }

    /// The address of what is called like this, relative to the root of the site.
    pub(super) fn address(&self, name: &str) -> Option<&str> {
        self.names.get(name).map(String::as_str)
    }

    /// Whether an object stands on the page of an operation.
    pub(super) fn is_on(&self, page: &str, object: &str) -> bool {
        let operations = self.contract.operations.iter().zip(self.requests.iter().zip(&self.responses));
        operations
            .filter(|(operation, _)| address::operation(&operation.id) == page)
            .any(|(_, (request, response))| !request.paths(object).is_empty() || !response.paths(object).is_empty())
    }

    fn find_rules(&self) -> BTreeMap<(String, String), Vec<String>> {
        let mut found: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
        for (owner, rule) in self.contract.rules() {
            for path in mentioned(rule) {
                let Some(field) = self.landing(&owner, &path) else { continue };
                let ids = found.entry(field).or_default();
                if !ids.contains(&rule.id) {
                    ids.push(rule.id.clone());
                }
            }
        }
        found
    }

    /// The object and the field at which a path from an object ends.
    pub(super) fn landing(&self, owner: &str, path: &str) -> Option<(String, String)> {
        let mut object = owner.to_owned();
        let mut landed = None;
        for name in path.split('.') {
            let property = self.object(&object)?.as_object()?.properties.get(name)?;
            landed = Some((object.clone(), name.to_owned()));
            object = facts::object(self.contract, &property.schema).0.unwrap_or_default();
        }
        landed
    }

    fn find_names(&self) -> BTreeMap<String, String> {
        let contract = self.contract;
        let mut names = BTreeMap::new();
        let mut add = |name: &str, address: String| {
            names.entry(name.to_owned()).or_insert(address);
        };
        for operation in &contract.operations {
            add(&operation.id, address::operation(&operation.id));
        }
        for page in &contract.pages {
            add(&page.id, address::rule(&page.id));
        }
        for machine in &contract.machines {
            for state in &machine.states {
                add(&state.name, address::state(&machine.name, &state.name));
            }
        }
        for code in contract.answers.iter().filter_map(|answer| answer.code.as_ref()) {
            add(code, address::error(code));
        }
        for (operation, (request, response)) in
            contract.operations.iter().zip(self.requests.iter().zip(&self.responses))
        {
            for object in request.order.iter().chain(&response.order) {
                add(object, address::object(&address::operation(&operation.id), object));
            }
        }
        names
    }
}

fn below_request(contract: &Contract, operation: &Operation) -> Places {
    let mut places = Places::default();
    if !operation.is_bare() {
        places.add(contract, &request::schema(contract, operation));
    }
    places
}

fn below_responses(contract: &Contract, operation: &Operation) -> Places {
    let mut places = Places::default();
    for response in &operation.responses {
        if let Some(schema) = contract.schemas.get(&response.schema) {
            places.add(contract, schema);
        }
    }
    places
}
