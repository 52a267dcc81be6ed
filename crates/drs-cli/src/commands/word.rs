//! Arguments that are one of the contract's words, which completions know with their meanings.

use std::ops::RangeInclusive;

use clap::builder::{NonEmptyStringValueParser, PossibleValue, PossibleValuesParser, TypedValueParser};
use drs_client::watch::Goal;
use drs_contract::{Machine, Object, Operation};
use drs_diag::Format;

/// Parses the name of an action, such as `precheck`.
pub(crate) fn action() -> PossibleValuesParser {
    let fields = Object::from_name("ActionReq").map_or(&[][..], |object| object.fields);
    let values = fields.iter().find(|field| field.name == "action_name").map_or(&[][..], |field| field.values);
    PossibleValuesParser::new(values.iter().map(|value| described(value.value, value.meaning)))
}

/// Parses an aspect of a task, such as `progress`.
pub(crate) fn aspect() -> PossibleValuesParser {
    of_parameter(Operation::ShowJobDetail, "type")
}

/// Parses a kind of tasks, such as `sync`.
pub(crate) fn kind() -> PossibleValuesParser {
    of_parameter(Operation::ListJobs, "job_type")
}

/// Parses a state of a task or of a batch, in whatever case.
pub(crate) fn status(machines: &[Machine]) -> PossibleValuesParser {
    let states = machines.iter().flat_map(|machine| machine.states());
    PossibleValuesParser::new(states.map(|state| described(state.name, state.meaning)))
}

/// The words that a query parameter has.
pub(crate) fn words(operation: Operation, parameter: &str) -> Vec<&'static str> {
    let parameters = operation.parameters().iter();
    let values = parameters.filter(|it| it.field.name == parameter).flat_map(|it| it.field.values);
    values.map(|value| value.value).collect()
}

fn of_parameter(operation: Operation, parameter: &str) -> PossibleValuesParser {
    let parameters = operation.parameters().iter();
    let values = parameters.filter(|it| it.field.name == parameter).flat_map(|it| it.field.values);
    PossibleValuesParser::new(values.map(|value| described(value.value, value.meaning)))
}

/// Parses what is waited for, such as `incremental`.
pub(crate) fn goal() -> impl TypedValueParser<Value = Goal> {
    PossibleValuesParser::new(Goal::ALL.map(Goal::as_str)).try_map(|word| word.parse::<Goal>())
}

/// Parses the name of a format of reports, such as `sarif`.
pub(crate) fn format() -> impl TypedValueParser<Value = Format> {
    let names = Format::ALL.iter().map(|format| format.as_str());
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Format>())
}

/// A word with what it means, in one line.
fn described(word: &'static str, meaning: &'static str) -> PossibleValue {
    let line = meaning.trim_end_matches('.');
    PossibleValue::new(word).help(line)
}

/// Parses a text that is not empty, as a variable of a shell is that is not set.
pub(crate) fn text() -> NonEmptyStringValueParser {
    NonEmptyStringValueParser::new()
}

/// Parses a whole number within a range.
pub(crate) fn number<T: TryFrom<u64>>(
    range: RangeInclusive<u64>,
) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static {
    move |text| {
        let number = text.parse().ok().filter(|number| range.contains(number));
        number.and_then(|number| T::try_from(number).ok()).ok_or_else(|| match *range.end() {
            u64::MAX => format!("it is a whole number from {} on", range.start()),
            most => format!("it is a whole number from {} to {most}", range.start()),
        })
    }
}

/// Reads `NAME=VALUE`.
///
/// # Errors
///
/// It has no `=`, or nothing before it.
pub(crate) fn pair(text: &str) -> Result<(String, String), &'static str> {
    let (name, value) = text.split_once('=').ok_or("it has the form `NAME=VALUE`")?;
    if name.is_empty() { Err("nothing stands before the `=`") } else { Ok((name.to_owned(), value.to_owned())) }
}
