//! Where objects stand below the root of a request or of a response.

use std::collections::BTreeMap;

use crate::contract::{Additional, Contract, Schema, Shape};

/// The depth to which paths are followed. No object of the contract is deeper; recursion ends here.
const MAX_DEPTH: usize = 10;

/// The objects below a root.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Names of the objects, in the order in which a reader meets them.
    pub(super) order: Vec<String>,
    /// The paths at which each stands, as `drs explain` writes them: empty for the root, lists left out, `*` for any key.
    paths: BTreeMap<String, Vec<String>>,
}

impl Places {
    /// Adds the objects below the schema of a root.
    pub(super) fn add(&mut self, contract: &Contract, root: &Schema) {
        let mut above = Vec::new();
        match root.name.as_deref().filter(|_| root.as_object().is_some()) {
            Some(name) => self.descend(contract, name, root, "", &mut above),
            None => self.follow(contract, root, "", &mut above),
        }
    }

    /// The paths of an object, the shortest first.
    pub(super) fn paths(&self, name: &str) -> &[String] {
        self.paths.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    fn descend(&mut self, contract: &Contract, name: &str, object: &Schema, path: &str, above: &mut Vec<String>) {
        if above.iter().any(|it| it == name) || above.len() >= MAX_DEPTH {
            return;
        }
        if !self.paths.contains_key(name) {
            self.order.push(name.to_owned());
        }
        let paths = self.paths.entry(name.to_owned()).or_default();
        if !paths.iter().any(|known| known == path) {
            paths.push(path.to_owned());
            paths.sort_by_key(|path| path.matches('.').count());
        }
        above.push(name.to_owned());
        for (field, property) in object.as_object().iter().flat_map(|object| &object.properties) {
            self.follow(contract, &property.schema, &join(path, field), above);
        }
        above.pop();
    }

    /// Follows a field to the objects that it holds, through lists, maps and alternatives.
    fn follow(&mut self, contract: &Contract, schema: &Schema, path: &str, above: &mut Vec<String>) {
        let resolved = contract.resolve(schema);
        match &resolved.shape {
            Shape::Object(shape) => {
                if let (Additional::Schema(value), true) = (&shape.additional, shape.properties.is_empty()) {
                    self.follow(contract, value, &join(path, "*"), above);
                } else if let Some(name) = &resolved.name {
                    self.descend(contract, name, resolved, path, above);
                }
            }
            Shape::Array(list) => self.follow(contract, &list.items, path, above),
            Shape::OneOf(arms) => arms.iter().for_each(|arm| self.follow(contract, arm, path, above)),
            _ => {}
        }
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
