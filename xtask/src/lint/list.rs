//! Every lint, and when it is raised.

use super::{Lint, Subject};
use super::{
    colliding_values, component_names, dangling_reference, description_style, duplicate_key, duplicate_name,
    erratum_format, error_answers, few_examples, file_names, ineffective_limit, inline_shape, invalid_default,
    key_order, ledger_deviation, lossless_round_trip, media_types, message_style, misplaced_keyword,
    missing_description, missing_key, missing_provenance, nullable_component, open_request, operation_identity,
    page_format, path_parameters, pattern_subset, plain_secret, property_names, provenance_format,
    reference_with_siblings, request_examples, required_undeclared, response_examples, response_statuses, retired_ids,
    retry_class, rule_absent_property, rule_caret, rule_identity, rule_impossible_value, rule_pages,
    rule_without_property, secret_in_example, shared_schema, states, stray_title, strict_response, unknown_keyword,
    unknown_rule_keyword, unreadable_file, unsourced_field, unused_component, unused_erratum, value_meanings,
    wrong_kind_of_value,
};
use crate::contract::Contract;
use crate::problem::{Finding, Problems};

/// When a lint is raised.
#[derive(Clone, Copy)]
pub enum Stage {
    /// While the slices are read and merged.
    Reading,
    /// When the contract is compared with the ledger.
    Audit,
    /// On the whole contract.
    Contract(fn(&Subject<'_>, &mut Vec<Finding>)),
}

/// Every lint, by id.
pub const ALL: &[(Lint, Stage)] = &[
    (unreadable_file::LINT, Stage::Reading),
    (duplicate_key::LINT, Stage::Reading),
    (duplicate_name::LINT, Stage::Reading),
    (unknown_keyword::LINT, Stage::Reading),
    (wrong_kind_of_value::LINT, Stage::Reading),
    (missing_key::LINT, Stage::Reading),
    (dangling_reference::LINT, Stage::Reading),
    (reference_with_siblings::LINT, Stage::Reading),
    (unknown_rule_keyword::LINT, Stage::Reading),
    (file_names::LINT, Stage::Contract(file_names::check)),
    (lossless_round_trip::LINT, Stage::Contract(lossless_round_trip::check)),
    (inline_shape::LINT, Stage::Contract(inline_shape::check)),
    (stray_title::LINT, Stage::Contract(stray_title::check)),
    (nullable_component::LINT, Stage::Contract(nullable_component::check)),
    (ineffective_limit::LINT, Stage::Contract(ineffective_limit::check)),
    (misplaced_keyword::LINT, Stage::Contract(misplaced_keyword::check)),
    (invalid_default::LINT, Stage::Contract(invalid_default::check)),
    (colliding_values::LINT, Stage::Contract(colliding_values::check)),
    (value_meanings::LINT, Stage::Contract(value_meanings::check)),
    (missing_description::LINT, Stage::Contract(missing_description::check)),
    (description_style::LINT, Stage::Contract(description_style::check)),
    (shared_schema::LINT, Stage::Contract(shared_schema::check)),
    (open_request::LINT, Stage::Contract(open_request::check)),
    (strict_response::LINT, Stage::Contract(strict_response::check)),
    (plain_secret::LINT, Stage::Contract(plain_secret::check)),
    (pattern_subset::LINT, Stage::Contract(pattern_subset::check)),
    (required_undeclared::LINT, Stage::Contract(required_undeclared::check)),
    (path_parameters::LINT, Stage::Contract(path_parameters::check)),
    (response_statuses::LINT, Stage::Contract(response_statuses::check)),
    (media_types::LINT, Stage::Contract(media_types::check)),
    (operation_identity::LINT, Stage::Contract(operation_identity::check)),
    (component_names::LINT, Stage::Contract(component_names::check)),
    (property_names::LINT, Stage::Contract(property_names::check)),
    (unused_component::LINT, Stage::Contract(unused_component::check)),
    (request_examples::LINT, Stage::Contract(request_examples::check)),
    (response_examples::LINT, Stage::Contract(response_examples::check)),
    (missing_provenance::LINT, Stage::Contract(missing_provenance::check)),
    (provenance_format::LINT, Stage::Contract(provenance_format::check)),
    (erratum_format::LINT, Stage::Contract(erratum_format::check)),
    (rule_absent_property::LINT, Stage::Contract(rule_absent_property::check)),
    (rule_without_property::LINT, Stage::Contract(rule_without_property::check)),
    (rule_identity::LINT, Stage::Contract(rule_identity::check)),
    (rule_pages::LINT, Stage::Contract(rule_pages::check)),
    (rule_caret::LINT, Stage::Contract(rule_caret::check)),
    (message_style::LINT, Stage::Contract(message_style::check)),
    (rule_impossible_value::LINT, Stage::Contract(rule_impossible_value::check)),
    (few_examples::LINT, Stage::Contract(few_examples::check)),
    (secret_in_example::LINT, Stage::Contract(secret_in_example::check)),
    (page_format::LINT, Stage::Contract(page_format::check)),
    (key_order::LINT, Stage::Contract(key_order::check)),
    (ledger_deviation::LINT, Stage::Audit),
    (unsourced_field::LINT, Stage::Audit),
    (unused_erratum::LINT, Stage::Audit),
    (retired_ids::LINT, Stage::Contract(retired_ids::check)),
    (retry_class::LINT, Stage::Contract(retry_class::check)),
    (states::LINT, Stage::Contract(states::check)),
    (error_answers::LINT, Stage::Contract(error_answers::check)),
];

/// Runs every lint over a contract.
///
/// # Errors
/// Whatever the lints find.
pub fn run(contract: &Contract) -> Result<(), Problems> {
    let subject = Subject::new(contract);
    let mut findings = Vec::new();
    for (_, stage) in ALL {
        if let Stage::Contract(check) = stage {
            check(&subject, &mut findings);
        }
    }
    if findings.is_empty() { Ok(()) } else { Err(Problems { files: contract.files.clone(), findings }) }
}
