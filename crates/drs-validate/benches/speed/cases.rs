//! What is measured: ways to look at the bytes of a request.

use std::hint::black_box;

use drs_validate::{Operation, accepts};
use jsonschema::Validator;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::inputs::{self, Input};
use crate::rounds::Run;

/// A way to look at the bytes of a request.
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

pub(crate) const CASES: &[Case] = &[
    Case { name: "simdutf8", prepare: |input| count(input, |text| simdutf8::basic::from_utf8(text).is_ok()) },
    Case { name: ACCEPT, prepare: |input| count(input, |text| accepts(Operation::BatchCreateJobsAsync, text)) },
    Case { name: IGNORED, prepare: |input| count(input, |text| serde_json::from_slice::<IgnoredAny>(text).is_ok()) },
    Case {
        name: VALUE,
        prepare: |input| count(input, |text| black_box(serde_json::from_slice::<Value>(text)).is_ok()),
    },
    Case { name: SCHEMA, prepare: schema },
];

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
