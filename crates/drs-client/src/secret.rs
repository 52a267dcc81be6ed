//! A text that is sent and never shown.

use std::fmt;

use serde::Serialize;
use serde::de::{self, Deserialize, Deserializer, Unexpected, Visitor};
use zeroize::Zeroizing;

/// A password, a private key, a token. `Debug` shows `Secret(***)`, and there is no `Display`; serializing writes the text,
/// because that is how it is sent. Its memory is overwritten when it is dropped.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The text itself. Keep it out of logs and messages.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({})", drs_diag::MASK)
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned().into())
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Asked for a string, serde_json would make the error itself, with the value in it.
        deserializer.deserialize_any(SecretVisitor)
    }
}

struct SecretVisitor;

/// What a value of the wrong type is called: the value itself would be shown by the error that the default methods make.
fn not_text<E: de::Error>(kind: &'static str) -> E {
    E::invalid_type(Unexpected::Other(kind), &SecretVisitor)
}

impl Visitor<'_> for SecretVisitor {
    type Value = Secret;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a secret as text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Secret, E> {
        Ok(text.into())
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Secret, E> {
        Ok(text.into())
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Secret, E> {
        Err(not_text("truth value"))
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Secret, E> {
        Err(not_text("number"))
    }

    fn visit_i128<E: de::Error>(self, _: i128) -> Result<Secret, E> {
        Err(not_text("number"))
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Secret, E> {
        Err(not_text("number"))
    }

    fn visit_u128<E: de::Error>(self, _: u128) -> Result<Secret, E> {
        Err(not_text("number"))
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Secret, E> {
        Err(not_text("number"))
    }

    fn visit_char<E: de::Error>(self, c: char) -> Result<Secret, E> {
        Ok(Secret::from(String::from(c)))
    }

    fn visit_bytes<E: de::Error>(self, _: &[u8]) -> Result<Secret, E> {
        Err(not_text("bytes"))
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Secret {
    fn schema_name() -> String {
        "Secret".to_owned()
    }

    fn is_referenceable() -> bool {
        false
    }

    fn json_schema(_: &mut schemars::r#gen::SchemaGenerator) -> schemars::schema::Schema {
        let text = schemars::schema::InstanceType::String;
        schemars::schema::SchemaObject {
            instance_type: Some(text.into()),
            format: Some("password".to_owned()),
            ..Default::default()
        }
        .into()
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn a_secret_is_written_as_text_and_shown_as_stars() {
        let secret = Secret::from("hunter2");
        assert_eq!(serde_json::to_string(&secret).unwrap(), r#""hunter2""#);
        assert_eq!(serde_json::from_str::<Secret>(r#""hunter2""#).unwrap(), secret);
        assert_eq!(
            format!("{secret:?} {:?} {:#?}", Some(&secret), [&secret]),
            "Secret(***) Some(Secret(***)) [\n    Secret(***),\n]"
        );
    }

    #[test]
    fn the_error_about_a_secret_that_is_no_text_does_not_show_it() {
        for text in
            ["-7351", "7351", "7351735173517351735173517351", "7.351", "true", "null", r#"["7351"]"#, r#"{"7351": 1}"#]
        {
            let error = serde_json::from_str::<Secret>(text).unwrap_err().to_string();
            assert!(error.contains("expected a secret as text"), "{error}");
            assert!(!error.contains("7351") && !error.contains("7.351") && !error.contains("`true`"), "{error}");
        }
    }
}
