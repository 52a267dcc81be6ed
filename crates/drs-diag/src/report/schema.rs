//! The JSON Schema of the report.

use schemars1::Schema;
use schemars1::generate::SchemaSettings;
use schemars1::transform::RecursiveTransform;

use super::types::{JsonReport, LineReport};

/// The JSON Schema (2020-12) of [`JsonReport`], with that of [`LineReport`] at `#/$defs/LineReport`. It lets unknown members pass: later reports may have more.
pub fn schema() -> serde_json::Value {
    // Formats such as `uint64` are no standard ones, and strict validators refuse them.
    let settings = SchemaSettings::draft2020_12().with_transform(RecursiveTransform(|schema: &mut Schema| {
        schema.remove("format");
    }));
    let mut generator = settings.into_generator();
    // What is asked for stays among the definitions.
    generator.subschema_for::<LineReport>();
    let mut schema = generator.into_root_schema_for::<JsonReport>().to_value();
    // A feature that some crate of the build may ask of serde_json would keep the order of insertion.
    schema.sort_all_objects();
    schema
}
