//! What is measured: treatments of the bytes of a request.

use std::hint::black_box;

use drs_diag::{Document, Format, Outcome, Renderer, Source, Style, Summary};
use drs_text::Lines;
use drs_validate::{Input as Json, Operation, Options, Report, accepts};
use jsonschema::Validator;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::inputs::{self, Input};
use crate::rounds::Run;

/// One treatment of the bytes of a request.
pub(crate) struct Case {
    /// What it is called in the table.
    pub(crate) name: &'static str,
    /// Prepares what is done once and not measured. A run returns how many documents are right.
    pub(crate) prepare: fn(&Input) -> Run<'_>,
}

pub(crate) const ACCEPT: &str = "drs-validate accept";
pub(crate) const VALUE: &str = "serde_json Value";
pub(crate) const IGNORED: &str = "serde_json IgnoredAny";
pub(crate) const SCHEMA: &str = "serde_json Value + jsonschema";

pub(crate) const CHECK: &str = "drs-validate check, with places";
pub(crate) const JSON: &str = "drs-validate check and report, json";
pub(crate) const HUMAN: &str = "drs-validate check and report, human";
pub(crate) const ERRORS: &str = "serde_json Value + jsonschema, all errors";

/// What can be done with a valid request.
pub(crate) const ACCEPTS: &[Case] = &[
    Case { name: "simdutf8", prepare: |input| count(input, |text| simdutf8::basic::from_utf8(text).is_ok()) },
    Case { name: ACCEPT, prepare: |input| count(input, |text| accepts(Operation::BatchCreateJobsAsync, text)) },
    Case { name: IGNORED, prepare: |input| count(input, |text| serde_json::from_slice::<IgnoredAny>(text).is_ok()) },
    Case {
        name: VALUE,
        prepare: |input| count(input, |text| black_box(serde_json::from_slice::<Value>(text)).is_ok()),
    },
    Case { name: SCHEMA, prepare: schema },
];

/// What can be done with a request that has mistakes. A run returns how many were reported.
pub(crate) const REJECTS: &[Case] = &[
    Case { name: CHECK, prepare: check },
    Case { name: JSON, prepare: |input| report(input, Format::Json) },
    Case { name: HUMAN, prepare: |input| report(input, Format::Human) },
    Case {
        name: VALUE,
        prepare: |input| count(input, |text| black_box(serde_json::from_slice::<Value>(text)).is_ok()),
    },
    Case { name: ERRORS, prepare: errors },
];

/// Every mistake with its message, its line and its column.
fn check(input: &Input) -> Run<'_> {
    let documents = input.documents();
    let options = all();
    Box::new(move || {
        let count = |text: &&[u8]| {
            let report = drs_validate::check(Operation::BatchCreateJobsAsync, Json::json(black_box(*text)), &options);
            let lines = Lines::new(std::str::from_utf8(text).unwrap_or_default());
            let places = report.diagnostics.iter().map(|it| (lines.position(it.span.start), it.message.len()));
            black_box(places.collect::<Vec<_>>()).len()
        };
        documents.iter().map(count).sum()
    })
}

/// Every mistake as a user reads it.
fn report(input: &Input, format: Format) -> Run<'_> {
    let documents = input.documents();
    let options = all();
    Box::new(move || {
        let count = |text: &&[u8]| {
            let input = Json::json(black_box(*text));
            let (report, parsed) =
                drs_validate::parse_and_check(Some(Operation::BatchCreateJobsAsync), input, &options);
            let source = Source::new("request.json", text, drs_validate::secrets(), parsed.as_ref());
            let Report { operation, diagnostics, omitted, errors, warnings } = report;
            let count = diagnostics.len();
            let operation = operation.map(|operation| operation.id().to_owned());
            let outcome = Outcome::Checked { diagnostics, omitted, errors, warnings };
            let mut summary = Summary::default();
            summary.add(&outcome);
            let mut renderer = Renderer::new(format, Style::default(), Vec::new());
            let document = Document {
                path: "request.json".to_owned(),
                number: None,
                key: None,
                operation,
                source: &source,
                outcome,
            };
            renderer.document(&document).expect("a vector takes everything");
            black_box(renderer.finish(&summary).expect("a vector takes everything"));
            count
        };
        documents.iter().map(count).sum()
    })
}

/// All diagnostics.
fn all() -> Options {
    Options { max_diagnostics: 0, ..Options::default() }
}

/// Every error of the published schema as text.
fn errors(input: &Input) -> Run<'_> {
    let (documents, validator) = (input.documents(), validator());
    Box::new(move || {
        let count = |text: &&[u8]| {
            let value: Value = serde_json::from_slice(black_box(text)).unwrap_or_default();
            let errors =
                validator.iter_errors(&value).map(|error| (error.instance_path().to_string(), error.to_string()));
            black_box(errors.collect::<Vec<_>>()).len()
        };
        documents.iter().map(count).sum()
    })
}

fn count<'i>(input: &'i Input, is_right: impl Fn(&[u8]) -> bool + 'i) -> Run<'i> {
    let documents = input.documents();
    Box::new(move || documents.iter().filter(|text| is_right(black_box(text))).count())
}

fn schema(input: &Input) -> Run<'_> {
    let validator = validator();
    count(input, move |text| serde_json::from_slice(text).is_ok_and(|value: Value| validator.is_valid(&value)))
}

fn validator() -> Validator {
    let schema = inputs::read("dist/schema/batch_create_jobs_async.schema.json");
    let schema: Value = serde_json::from_str(&schema).expect("a published schema is JSON");
    jsonschema::options().build(&schema).expect("a published schema is a schema")
}
