//! A value from a list that a newer server may have made longer.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A value of the list `K`, or one that this version of the contract does not know. Reading a response never fails because of
/// a new value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Open<K> {
    /// A value of the list.
    Known(K),
    /// Any other text, as it was received.
    Unknown(String),
}

impl<K> Open<K> {
    /// The value, if it is one of the list.
    pub fn known(&self) -> Option<&K> {
        match self {
            Self::Known(known) => Some(known),
            Self::Unknown(_) => None,
        }
    }
}

impl<K: Copy + PartialEq> Open<K> {
    /// Whether it is this value of the list.
    pub fn is(&self, value: K) -> bool {
        self.known() == Some(&value)
    }
}

impl<K> From<K> for Open<K> {
    fn from(known: K) -> Self {
        Self::Known(known)
    }
}

impl<K: FromStr> FromStr for Open<K> {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(text.parse().map_or_else(|_| Self::Unknown(text.to_owned()), Self::Known))
    }
}

impl<K: fmt::Display> fmt::Display for Open<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(known) => known.fmt(f),
            Self::Unknown(text) => f.write_str(text),
        }
    }
}

#[cfg(feature = "schemars")]
impl<K: schemars::JsonSchema> schemars::JsonSchema for Open<K> {
    fn schema_name() -> String {
        format!("Open_{}", K::schema_name())
    }

    fn is_referenceable() -> bool {
        false
    }

    fn json_schema(generator: &mut schemars::r#gen::SchemaGenerator) -> schemars::schema::Schema {
        let any_of = vec![generator.subschema_for::<K>(), generator.subschema_for::<String>()];
        let subschemas = schemars::schema::SubschemaValidation { any_of: Some(any_of), ..Default::default() };
        schemars::schema::SchemaObject { subschemas: Some(subschemas.into()), ..Default::default() }.into()
    }
}

#[cfg(test)]
mod tests {
    use super::Open;
    use crate::types::KnownOperationStatus::{self, Failed};

    #[test]
    fn known_and_unknown_values_survive_a_round_trip() {
        for (text, value) in [("failed", Open::Known(Failed)), ("half done", Open::Unknown("half done".to_owned()))] {
            let json = format!("{text:?}");
            assert_eq!(serde_json::from_str::<Open<KnownOperationStatus>>(&json).unwrap(), value);
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
            assert_eq!(text.parse(), Ok(value.clone()));
            assert_eq!(value.to_string(), text);
        }
        assert!(Open::Known(Failed).is(Failed));
        assert!(!Open::Unknown("failed".to_owned()).is(Failed));
    }
}
