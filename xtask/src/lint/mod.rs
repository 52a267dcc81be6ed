//! Lints: what must hold for the contract beyond being OpenAPI.
//!
//! One file each; its `//!` text says what it checks and why. Some are raised while the slices are read
//! ([`Stage::Reading`]), because nothing can be said about a bundle that does not exist, some by the audit; the others look at the contract.

pub mod colliding_values;
pub mod component_names;
mod conditions;
pub mod dangling_reference;
mod definition;
pub mod description_style;
pub mod duplicate_key;
pub mod duplicate_name;
pub mod erratum_format;
pub mod error_answers;
mod example_validator;
pub mod few_examples;
pub mod file_names;
pub mod ineffective_limit;
pub mod inline_shape;
pub mod invalid_default;
pub mod key_order;
pub mod ledger_deviation;
mod list;
pub mod lossless_round_trip;
pub mod media_types;
pub mod message_style;
pub mod misplaced_keyword;
pub mod missing_description;
pub mod missing_key;
pub mod missing_provenance;
pub mod nullable_component;
pub mod open_request;
pub mod operation_identity;
pub mod page_format;
pub mod path_parameters;
pub mod pattern_subset;
pub mod plain_secret;
pub mod property_names;
pub mod provenance_format;
pub mod reference_with_siblings;
pub mod request_examples;
pub mod required_undeclared;
pub mod response_examples;
pub mod response_statuses;
pub mod retired_ids;
pub mod retry_class;
pub mod rule_absent_property;
pub mod rule_caret;
pub mod rule_identity;
pub mod rule_impossible_value;
pub mod rule_pages;
pub mod rule_without_property;
pub mod secret_in_example;
pub mod shared_schema;
pub mod states;
pub mod stray_title;
pub mod strict_response;
mod subject;
#[cfg(test)]
mod tests;
pub mod unknown_keyword;
pub mod unknown_rule_keyword;
pub mod unreadable_file;
pub mod unsourced_field;
pub mod unused_component;
pub mod unused_erratum;
pub mod value_meanings;
pub mod wrong_kind_of_value;

pub use definition::Lint;
pub use list::{ALL, Stage, run};
pub use subject::Subject;
