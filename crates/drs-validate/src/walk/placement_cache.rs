//! Where below a schema a name belongs.
//!
//! That is the contract's and not the document's. It takes a while to find out, and a document that has an unknown key
//! once has it many times, so the results are cached.

use std::collections::{BTreeMap, BTreeSet};

use crate::schema::{Object, Property, Schema, Shape};

/// How far down a member is looked for.
pub(super) const MAX_DEPTH: usize = 3;

/// Members one below the other, the last of which is the one looked for.
pub(super) type Chain = Vec<&'static Property>;

/// Chains found so far, by schema and name.
#[derive(Debug, Default)]
pub(super) struct PlacementCache {
    chains: BTreeMap<(*const Schema, &'static str), Vec<Chain>>,
    owners: BTreeMap<(*const Schema, &'static str), usize>,
}

impl PlacementCache {
    /// The chains from a schema to members called `name`, shortest first.
    pub(super) fn chains(&mut self, schema: &'static Schema, name: &'static str) -> &[Chain] {
        self.chains.entry((std::ptr::from_ref(schema), name)).or_insert_with(|| {
            let mut chains = Vec::new();
            collect(schema, name, &mut Vec::new(), &mut chains);
            chains.sort_by_key(Vec::len);
            chains
        })
    }

    /// The number of objects in a schema, at any depth, that have a member called `name`.
    pub(super) fn owners(&mut self, schema: &'static Schema, name: &'static str) -> usize {
        *self.owners.entry((std::ptr::from_ref(schema), name)).or_insert_with(|| {
            let (mut seen, mut open) = (BTreeSet::new(), vec![schema]);
            let mut owners = 0;
            while let Some(schema) = open.pop() {
                if !seen.insert(std::ptr::from_ref(schema)) {
                    continue;
                }
                owners += usize::from(schema.as_object().is_some_and(|object| object.find(name).is_some()));
                open.extend(schema.children());
            }
            owners
        })
    }
}

fn collect(schema: &'static Schema, name: &str, above: &mut Chain, chains: &mut Vec<Chain>) {
    let Some(object) = schema.as_object() else { return };
    for property in object.properties {
        let Some((inner, object)) = inside(property.schema) else { continue };
        above.push(property);
        if let Some(found) = object.get(name) {
            chains.push(above.iter().copied().chain([found]).collect());
        }
        if above.len() < MAX_DEPTH {
            collect(inner, name, above, chains);
        }
        above.pop();
    }
}

/// The object that a schema describes, by itself or as the items of an array.
pub(super) fn inside(schema: &'static Schema) -> Option<(&'static Schema, &'static Object)> {
    match &schema.shape {
        Shape::Object(object) if !object.is_map() => Some((schema, object)),
        Shape::Array(array) => {
            array.items.as_object().filter(|object| !object.is_map()).map(|object| (array.items, object))
        }
        _ => None,
    }
}
