//! Which objects of a request are the last that can begin: forgetting that such an object has ended cannot show.

use std::collections::{BTreeMap, BTreeSet};

use xtask::contract::{Additional, Contract, Schema, Shape};
use xtask::output::function_of;

/// Why forgetting that an object has ended changes nothing.
pub(super) const LAST: &str = "nothing can be nested after the object, so that nobody asks how deep it is there";

/// Deeper schemas are parts of themselves.
const DEEPEST: usize = 64;

/// The functions for the objects after whose end no object and no array can begin in any request.
pub(super) fn last(contract: &Contract) -> BTreeSet<String> {
    let mut walk = Walk { contract, last: BTreeMap::new() };
    for operation in &contract.operations {
        match (operation.query_schema(), &operation.request) {
            (Some(schema), None) => walk.value(&schema, 0, true),
            (_, Some(name)) => walk.component(name, 0, true),
            _ => {}
        }
    }
    walk.last.into_iter().filter(|(_, last)| *last).map(|(name, _)| function_of(&name)).collect()
}

struct Walk<'c> {
    contract: &'c Contract,
    /// Whether each component is the last wherever it is met.
    last: BTreeMap<String, bool>,
}

impl Walk<'_> {
    fn component(&mut self, name: &str, depth: usize, last: bool) {
        *self.last.entry(name.to_owned()).or_insert(true) &= last;
        if depth < DEEPEST {
            self.value(&self.contract.schemas[name], depth, last);
        }
    }

    fn value(&mut self, schema: &Schema, depth: usize, last: bool) {
        match &schema.shape {
            Shape::Ref(name) => self.component(name, depth, last),
            Shape::Object(object) => {
                let nested = object.properties.values().filter(|it| self.nests(&it.schema)).count();
                let only = last && nested == 1 && matches!(object.additional, Additional::Forbidden);
                for property in object.properties.values() {
                    self.value(&property.schema, depth + 1, only);
                }
                if let Additional::Schema(schema) = &object.additional {
                    self.value(schema, depth + 1, false);
                }
            }
            Shape::Array(array) => self.value(&array.items, depth + 1, false),
            Shape::OneOf(branches) => branches.iter().for_each(|it| self.value(it, depth, last)),
            Shape::String(_) | Shape::Integer(_) | Shape::Number(_) | Shape::Boolean | Shape::Any => {}
        }
    }

    /// Whether a value may be an object or an array.
    fn nests(&self, schema: &Schema) -> bool {
        match &self.contract.resolve(schema).shape {
            Shape::Object(_) | Shape::Array(_) | Shape::Any => true,
            Shape::OneOf(branches) => branches.iter().any(|it| self.nests(it)),
            Shape::Ref(_) | Shape::String(_) | Shape::Integer(_) | Shape::Number(_) | Shape::Boolean => false,
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_ends_a_request_is_last_and_items_and_neighbours_are_not() {
        let root = xtask::root();
        let last = super::last(&xtask::codegen::contract(&root).unwrap());
        assert!(last.contains("batch_async_create_job_req") && last.contains("update_job"), "{last:?}");
        assert!(!last.contains("async_create_job_req") && !last.contains("modify_tuning_params"), "{last:?}");
    }
}
