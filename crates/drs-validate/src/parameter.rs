//! Path and header parameters: texts outside of any document.

use crate::dfa::Match;
use crate::generated::schemas;
use crate::schema::Shape;

/// Why a text is not what a component of the contract demands. The text itself is not in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParameterError {
    /// No request uses a component of this name, or it is not a text.
    #[error("no parameter of the contract is a `{component}`")]
    UnknownComponent {
        /// The name.
        component: String,
    },
    /// The text is too short or too long.
    #[error("must have {expected}, has {actual}")]
    Length {
        /// The limit in words.
        expected: String,
        /// Its length in Unicode scalar values.
        actual: u32,
    },
    /// The text does not match the pattern.
    #[error("must be {expected}")]
    Pattern {
        /// The pattern in words.
        expected: &'static str,
        /// The byte at which a character stands that cannot stand there; `None` if the end is missing.
        stopped: Option<usize>,
    },
    /// The text is not one of the values.
    #[error("must be one of {expected}")]
    Value {
        /// The values.
        expected: String,
    },
}

/// Checks a text against a component of the contract, such as `StarRocksInstanceId`: for parameters of a path.
///
/// # Errors
/// What is wrong with it, in words that follow the name of the parameter.
pub fn check_parameter(component: &str, value: &str) -> Result<(), ParameterError> {
    let schema = schemas::ALL.iter().find(|schema| schema.name == component);
    let Some(Shape::Text(text)) = schema.map(|schema| &schema.shape) else {
        return Err(ParameterError::UnknownComponent { component: component.to_owned() });
    };
    if !text.values.is_empty() {
        let expected = || drs_diag::list(text.values, "or");
        return if text.values.contains(&value) { Ok(()) } else { Err(ParameterError::Value { expected: expected() }) };
    }
    let actual = u32::try_from(value.chars().count()).unwrap_or(u32::MAX);
    if actual < text.min_length {
        let expected = format!("at least {}", drs_diag::count(text.min_length.into(), "character"));
        return Err(ParameterError::Length { expected, actual });
    }
    if actual > text.max_length {
        let expected = format!("at most {}", drs_diag::count(text.max_length.into(), "character"));
        return Err(ParameterError::Length { expected, actual });
    }
    let Some(pattern) = text.pattern else { return Ok(()) };
    let stopped = match pattern.dfa.run(value) {
        Match::Full => return Ok(()),
        Match::Stopped(offset) => Some(offset),
        Match::Unfinished => None,
    };
    Err(ParameterError::Pattern { expected: pattern.hint, stopped })
}
