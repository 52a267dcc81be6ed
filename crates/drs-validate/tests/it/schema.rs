//! The published JSON Schemas, read as data: a description of requests that does not come from the validator's tables.

use drs_validate::Operation;
use serde_json::Value;

use crate::support::read;

/// The schema of one operation's requests.
pub(crate) struct Schema {
    root: Value,
}

/// A value of a document and what the schema says of it.
pub(crate) struct Site<'d, 's> {
    /// JSON Pointer of the value.
    pub(crate) pointer: String,
    /// The value.
    pub(crate) value: &'d Value,
    /// Its schema, references followed.
    pub(crate) schema: &'s Value,
}

impl Schema {
    /// The schema of `operation`.
    pub(crate) fn of(operation: Operation) -> Self {
        let text = read(&format!("dist/schema/{}.schema.json", operation.id()));
        Self { root: serde_json::from_str(&text).unwrap() }
    }

    /// The whole schema.
    pub(crate) fn root(&self) -> &Value {
        &self.root
    }

    /// The schema behind references.
    pub(crate) fn resolve<'s>(&'s self, schema: &'s Value) -> &'s Value {
        match schema["$ref"].as_str() {
            Some(target) => self.resolve(self.root.pointer(target.trim_start_matches('#')).unwrap()),
            None => schema,
        }
    }

    /// The schema of a member.
    pub(crate) fn member<'s>(&'s self, object: &'s Value, key: &str) -> Option<&'s Value> {
        let known = object["properties"].get(key);
        known.or_else(|| object.get("additionalProperties").filter(|it| it.is_object())).map(|it| self.resolve(it))
    }

    /// Every value of a document that the schema describes.
    pub(crate) fn sites<'d, 's>(&'s self, document: &'d Value) -> Vec<Site<'d, 's>> {
        let mut sites = Vec::new();
        self.visit(document, self.resolve(&self.root), "", &mut sites);
        sites
    }

    fn visit<'d, 's>(&'s self, value: &'d Value, schema: &'s Value, pointer: &str, sites: &mut Vec<Site<'d, 's>>) {
        sites.push(Site { pointer: pointer.to_owned(), value, schema });
        for (key, member) in value.as_object().into_iter().flatten() {
            if let Some(schema) = self.member(schema, key) {
                self.visit(member, schema, &below(pointer, key), sites);
            }
        }
        for (index, item) in value.as_array().into_iter().flatten().enumerate() {
            self.visit(item, self.resolve(&schema["items"]), &format!("{pointer}/{index}"), sites);
        }
    }
}

/// Whether an object may only have the members that its schema names.
pub(crate) fn is_closed(schema: &Value) -> bool {
    schema["additionalProperties"] == Value::Bool(false)
}

/// The pointer of a member.
pub(crate) fn below(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// The pointer of what holds the value; that of the root is its own.
pub(crate) fn above(pointer: &str) -> &str {
    pointer.rfind('/').map_or("", |slash| &pointer[..slash])
}
