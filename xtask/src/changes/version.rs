//! Reading a version of the contract: an `openapi.json`, or a folder that has one.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;

/// The description, which every version has.
const DESCRIPTION: &str = "openapi.json";

/// What a folder may have beside it.
const CATALOGS: [&str; 5] = ["endpoints.json", "errors.json", "openapi-client.json", "rules.json", "states.json"];

/// One version of the contract.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The description in OpenAPI.
    pub openapi: Value,
    /// What else is published, by the name of its file.
    pub catalogs: BTreeMap<&'static str, Value>,
    /// Whether that is known: of a file by itself it is not.
    pub is_whole: bool,
}

/// Why a version cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// The file cannot be read.
    #[error("`{file}` cannot be read: {error}")]
    File {
        /// Name of the file.
        file: String,
        /// Why.
        error: io::Error,
    },
    /// The file holds no JSON.
    #[error("`{file}` is no JSON: {error}")]
    Json {
        /// Name of the file.
        file: String,
        /// Why.
        error: serde_json::Error,
    },
    /// The file holds something else than a description.
    #[error("`{file}` is no OpenAPI description")]
    Other {
        /// Name of the file.
        file: String,
    },
}

impl Version {
    /// A version of which only the description is known.
    pub fn of(openapi: Value) -> Self {
        Self { openapi, catalogs: BTreeMap::new(), is_whole: false }
    }

    /// The version in a file, or in a folder.
    ///
    /// # Errors
    /// A file cannot be read or holds something else.
    pub fn read(path: &Path) -> Result<Self, Unreadable> {
        if path.is_dir() {
            return Self::from_files(&path.to_string_lossy(), |name| match fs::read(path.join(name)) {
                Ok(text) => Ok(Some(text)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error),
            });
        }
        let file = path.to_string_lossy();
        description(&file, fs::read(path)).map(Self::of)
    }

    /// The version whose files `read` returns by their name, or `None` where there is no such file.
    ///
    /// # Errors
    /// A file cannot be read or holds something else.
    pub fn from_files(folder: &str, read: impl Fn(&str) -> io::Result<Option<Vec<u8>>>) -> Result<Self, Unreadable> {
        let missing = || io::Error::from(io::ErrorKind::NotFound);
        let text = read(DESCRIPTION).and_then(|text| text.ok_or_else(missing));
        let mut version = Self::of(description(&format!("{folder}/{DESCRIPTION}"), text)?);
        version.is_whole = true;
        for name in CATALOGS {
            let file = format!("{folder}/{name}");
            if let Some(text) = read(name).map_err(|error| Unreadable::File { file: file.clone(), error })? {
                version.catalogs.insert(name, json(&file, &text)?);
            }
        }
        Ok(version)
    }

    /// `info.version`, or nothing.
    pub fn number(&self) -> &str {
        self.openapi.pointer("/info/version").and_then(Value::as_str).unwrap_or_default()
    }
}

fn description(file: &str, text: io::Result<Vec<u8>>) -> Result<Value, Unreadable> {
    let text = text.map_err(|error| Unreadable::File { file: file.to_owned(), error })?;
    let value = json(file, &text)?;
    if value.get("openapi").is_some_and(Value::is_string) {
        return Ok(value);
    }
    Err(Unreadable::Other { file: file.to_owned() })
}

fn json(file: &str, text: &[u8]) -> Result<Value, Unreadable> {
    serde_json::from_slice(text).map_err(|error| Unreadable::Json { file: file.to_owned(), error })
}
