//! The contract as a typed model.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::{Additional, Answer, Erratum, Machine, ObjectShape, Page, Property, Provenance, Rule, Schema, Shape};
use crate::files::Files;
use crate::value::{Place, Value};

/// The whole contract.
#[derive(Clone, Debug)]
pub struct Contract {
    /// The merged OpenAPI document: examples inlined, guards inserted, order kept.
    pub bundle: Value,
    /// Every file under `spec/`; places point into them.
    pub files: Files,
    /// Operations in the order of the bundle's paths.
    pub operations: Vec<Operation>,
    /// Components by name, sorted by name.
    pub schemas: IndexMap<String, Schema>,
    /// Pages of `spec/rules/`, by id.
    pub pages: Vec<Page>,
    /// `spec/endpoints.yaml`.
    pub endpoints: Value,
    /// Ids that are used no longer, each with the reason, from `spec/retired.yaml`.
    pub retired: Value,
    /// `spec/vocabulary.yaml`: words that are real beyond the lists of the contract.
    pub vocabulary: Value,
    /// What becomes of batches and tasks, in the order of `spec/states.yaml`.
    pub machines: Vec<Machine>,
    /// What calls that fail answer, in the order of `spec/errors.yaml`.
    pub answers: Vec<Answer>,
}

/// One call of the service.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `operationId`: the method of the client, the word on the command line, the name of files and folders.
    pub id: String,
    /// HTTP method in capitals.
    pub method: String,
    /// Path template, for example `/v5/{project_id}/jobs/{job_id}`.
    pub path: String,
    /// The service that answers (`x-drs-service`): a key of the endpoints table.
    pub service: String,
    /// What a client may do after an attempt without a reply (`x-drs-retry`): `read`, `idempotent` or `once`.
    pub retry: String,
    /// One line.
    pub summary: String,
    /// The whole story.
    pub description: String,
    /// Parameters in the order they were written.
    pub parameters: Vec<Parameter>,
    /// Component of the request body.
    pub request: Option<String>,
    /// Responses in the order they were written.
    pub responses: Vec<Response>,
    /// Rules over the query parameters.
    pub rules: Vec<Rule>,
    /// Where the operation is documented.
    pub sources: Vec<Provenance>,
    /// Deviation from the document that concerns the operation as a whole.
    pub erratum: Option<Erratum>,
    /// Request examples by name; of an operation without body, the object of its query parameters.
    pub examples: Vec<Example>,
    /// Response examples by status and name.
    pub response_examples: Vec<ResponseExample>,
    /// Where the operation stands.
    pub at: Place,
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Name on the wire.
    pub name: String,
    /// Where it goes.
    pub location: Location,
    /// Whether a call must have it.
    pub required: bool,
    /// What it is.
    pub description: String,
    /// Its type.
    pub schema: Schema,
    /// Sources of its own, beside those of its operation.
    pub sources: Vec<Provenance>,
    /// Deviation from the document.
    pub erratum: Option<Erratum>,
    /// Where the parameter stands.
    pub at: Place,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// A segment of the path.
    Path,
    /// The query string.
    Query,
    /// A header.
    Header,
}

impl Location {
    /// The word OpenAPI uses for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
        }
    }
}

/// What an operation may answer.
#[derive(Clone, Debug)]
pub struct Response {
    /// `200`, `400`, `4XX` or `5XX`.
    pub status: String,
    /// When it answers this.
    pub description: String,
    /// Component of the body.
    pub schema: String,
    /// Where the response stands.
    pub at: Place,
}

/// A request example.
#[derive(Clone, Debug)]
pub struct Example {
    /// File stem.
    pub name: String,
    /// Path from the project root.
    pub path: String,
    /// The file as written.
    pub text: String,
    /// The same as a value with places.
    pub json: Value,
}

/// A response example.
#[derive(Clone, Debug)]
pub struct ResponseExample {
    /// HTTP status, for example `400`.
    pub status: String,
    /// Rest of the file stem.
    pub name: String,
    /// Path from the project root.
    pub path: String,
    /// The file as written.
    pub text: String,
    /// The same as a value with places.
    pub json: Value,
}

impl Operation {
    /// Parameters that go into the query string.
    pub fn query(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| parameter.location == Location::Query)
    }

    /// Whether a request says nothing beyond its path: it has neither a body nor query parameters.
    pub fn is_bare(&self) -> bool {
        self.request.is_none() && self.query().next().is_none()
    }

    /// The object of the query parameters as a schema called `<OperationId>Query`; it carries the operation's rules, and is
    /// empty for an operation without query parameters. `None` for one that takes a body.
    pub fn query_schema(&self) -> Option<Schema> {
        if self.request.is_some() {
            return None;
        }
        let properties = self.query().map(|parameter| {
            let property = Property {
                required: parameter.required,
                schema: Schema {
                    description: parameter.description.clone(),
                    sources: parameter.sources.clone(),
                    erratum: parameter.erratum.clone(),
                    ..parameter.schema.clone()
                },
                at: parameter.at,
            };
            (parameter.name.clone(), property)
        });
        let object = ObjectShape {
            properties: properties.collect(),
            additional: Additional::Forbidden,
            min_properties: None,
            max_properties: None,
        };
        Some(Schema {
            name: Some(format!("{}Query", pascal_case(&self.id))),
            description: format!("Query parameters of `{}`.", self.id),
            rules: self.rules.clone(),
            sources: self.sources.clone(),
            ..Schema::new(self.at, Shape::Object(object))
        })
    }

    /// The response of this status, or else of its class (`4XX` for 404).
    pub fn response_for(&self, status: &str) -> Option<&Response> {
        let class = format!("{}XX", status.get(..1)?);
        let exact = self.responses.iter().find(|response| response.status == status);
        exact.or_else(|| self.responses.iter().find(|response| response.status == class))
    }
}

impl Contract {
    /// The operation with this id.
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.id == id)
    }

    /// Follows references until something that is not one.
    ///
    /// # Panics
    /// Never for a contract made by [`Contract::from_bundle`]: the bundler has refused dangling references.
    pub fn resolve<'c>(&'c self, schema: &'c Schema) -> &'c Schema {
        match &schema.shape {
            Shape::Ref(name) => self.resolve(&self.schemas[name]),
            _ => schema,
        }
    }

    /// Every rule of the contract with the component (or `<OperationId>Query`) that owns it, by id.
    pub fn rules(&self) -> Vec<(String, &Rule)> {
        let of_schemas =
            self.schemas.iter().flat_map(|(name, schema)| schema.rules.iter().map(move |rule| (name.clone(), rule)));
        let of_operations = self.operations.iter().flat_map(|operation| {
            let owner = format!("{}Query", pascal_case(&operation.id));
            operation.rules.iter().map(move |rule| (owner.clone(), rule))
        });
        let mut rules: Vec<_> = of_schemas.chain(of_operations).collect();
        rules.sort_by(|(_, a), (_, b)| a.id.cmp(&b.id));
        rules
    }

    /// Names of the components that a component or an inline schema refers to, however deep.
    pub fn reachable(&self, from: &Schema) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut open = vec![from];
        while let Some(schema) = open.pop() {
            if let Some(name) = schema.as_ref().filter(|name| found.insert((*name).to_owned())) {
                open.push(&self.schemas[name]);
            }
            open.extend(schema.children());
        }
        found
    }
}

/// `show_job_detail` as `ShowJobDetail`.
pub fn pascal_case(text: &str) -> String {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .flat_map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters)
        })
        .collect()
}
