//! From the bundle to the [`Contract`].

use indexmap::IndexMap;

use super::{Contract, Example, Location, Operation, Page, Parameter, Response, ResponseExample, Schema, read};
use crate::bundle::{Bundle, ExampleFile};
use crate::lint;
use crate::problem::{Finding, Problems};
use crate::value::{Place, Value};

const METHODS: [&str; 5] = ["get", "put", "post", "patch", "delete"];

impl Contract {
    /// Reads the model out of a bundle.
    ///
    /// # Errors
    /// Pages in `spec/rules/` whose heading or fences cannot be read.
    pub fn from_bundle(bundle: Bundle) -> Result<Self, Problems> {
        let operations = operations(&bundle);
        let schemas = bundle.value.pointer("/components/schemas").into_iter().flat_map(Value::members);
        let schemas: IndexMap<String, Schema> = schemas
            .map(|(name, value)| {
                let mut schema = read::schema(value);
                schema.name = Some(name.to_owned());
                (name.to_owned(), schema)
            })
            .collect();
        let machines = super::states::machines(&bundle.states, &schemas);
        let answers = super::answers::answers(&bundle.errors);
        let Bundle { value, files, pages, endpoints, retired, vocabulary, .. } = bundle;
        let mut contract = Self {
            bundle: value,
            files,
            operations,
            schemas,
            pages: Vec::new(),
            endpoints,
            retired,
            vocabulary,
            machines,
            answers,
        };
        let owner = |rule: &str| {
            let rules = contract.rules();
            rules.into_iter().find(|(_, candidate)| candidate.id == rule).map(|(owner, rule)| (owner, rule.severity))
        };
        let mut pages_read = Vec::new();
        let mut findings = Vec::new();
        for file in pages {
            match Page::parse(file, &contract.files.get(file).text, &owner) {
                Ok(page) => pages_read.push(page),
                Err((at, message)) => findings.push(Finding::new(&lint::page_format::LINT, at, message)),
            }
        }
        if !findings.is_empty() {
            return Err(Problems { files: contract.files, findings });
        }
        pages_read.sort_by(|a, b| a.id.cmp(&b.id));
        contract.pages = pages_read;
        Ok(contract)
    }
}

fn operations(bundle: &Bundle) -> Vec<Operation> {
    let mut operations = Vec::new();
    let paths = bundle.value.get("paths").and_then(Value::as_object).into_iter().flatten();
    for (path, item) in paths {
        for (method, value) in item.value.members() {
            if METHODS.contains(&method) {
                operations.push(operation(bundle, path, method, item.key, value));
            }
        }
    }
    operations
}

fn operation(bundle: &Bundle, path: &str, method: &str, at: Place, value: &Value) -> Operation {
    let id = read::text(value, "operationId");
    let media = value.pointer("/requestBody/content/application~1json/schema");
    let of_this = |file: &&ExampleFile| file.operation == id;
    let examples = bundle.examples.iter().filter(of_this).map(|file| Example {
        name: file.name.clone(),
        path: bundle.files.get(file.file).name.clone(),
        text: bundle.files.get(file.file).text.clone(),
        json: file.value.clone(),
    });
    let response_examples = bundle.responses.iter().filter(of_this).map(|file| {
        let (status, name) = file.name.split_once('-').unwrap_or((&file.name, ""));
        ResponseExample {
            status: status.to_owned(),
            name: name.to_owned(),
            path: bundle.files.get(file.file).name.clone(),
            text: bundle.files.get(file.file).text.clone(),
            json: file.value.clone(),
        }
    });
    Operation {
        method: method.to_ascii_uppercase(),
        path: path.to_owned(),
        service: read::text(value, "x-drs-service"),
        retry: read::text(value, "x-drs-retry"),
        summary: read::text(value, "summary"),
        description: read::text(value, "description"),
        parameters: value.get("parameters").map(Value::items).unwrap_or_default().iter().map(parameter).collect(),
        request: media.and_then(read::reference),
        responses: responses(value),
        rules: read::rules(value),
        sources: read::sources(value),
        erratum: read::erratum(value),
        examples: examples.collect(),
        response_examples: response_examples.collect(),
        at: value.member("operationId").map_or(at, |member| member.value.at),
        id,
    }
}

fn parameter(value: &Value) -> Parameter {
    Parameter {
        name: read::text(value, "name"),
        location: match value.get("in").and_then(Value::as_str) {
            Some("path") => Location::Path,
            Some("header") => Location::Header,
            _ => Location::Query,
        },
        required: read::flag(value, "required"),
        description: read::text(value, "description"),
        schema: value.get("schema").map_or_else(|| Schema::new(value.at, super::Shape::Any), read::schema),
        sources: read::sources(value),
        erratum: read::erratum(value),
        at: value.member("name").map_or(value.at, |member| member.value.at),
    }
}

fn responses(operation: &Value) -> Vec<Response> {
    let responses = operation.get("responses").and_then(Value::as_object).into_iter().flatten();
    responses
        .map(|(status, member)| {
            let schema = member.value.pointer("/content/application~1json/schema");
            Response {
                status: status.clone(),
                description: read::text(&member.value, "description"),
                schema: schema.and_then(read::reference).unwrap_or_default(),
                at: member.key,
            }
        })
        .collect()
}
