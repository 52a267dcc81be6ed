//! Secrets that references stand for.

use std::env;
use std::fs::File;
use std::io::Read as _;

use drs_validate::Reference;
use zeroize::Zeroizing;

/// The longest file that is taken for a secret, in bytes.
const MAX_SECRET: u64 = 1 << 20;

/// The secret that a value is or refers to.
///
/// # Errors
///
/// What it refers to is not there, as a sentence without any secret.
pub(super) fn resolve(value: &str) -> Result<Zeroizing<String>, String> {
    match Reference::parse(value) {
        None => Ok(Zeroizing::new(value.to_owned())),
        Some(Reference::Variable(name)) => match env::var(name) {
            Ok(secret) if !secret.is_empty() => Ok(Zeroizing::new(secret)),
            Ok(_) => Err(format!("the variable `{name}`, which the request refers to, is empty")),
            Err(env::VarError::NotPresent) => {
                Err(format!("the variable `{name}`, which the request refers to, is not set"))
            }
            Err(env::VarError::NotUnicode(_)) => Err(format!("the variable `{name}` is not text")),
        },
        Some(Reference::File(path)) => {
            let shown = drs_diag::escape(path);
            let mut text = Zeroizing::new(String::new());
            let read = File::open(path).and_then(|file| file.take(MAX_SECRET + 1).read_to_string(&mut text));
            read.map_err(|error| {
                let reason = crate::input::reason(&error);
                format!("cannot read `{shown}`, which the request refers to: {reason}")
            })?;
            if text.len() as u64 > MAX_SECRET {
                return Err(format!("`{shown}`, which the request refers to, is too large for a secret"));
            }
            match text.trim_end_matches(['\r', '\n']) {
                "" => Err(format!("`{shown}`, which the request refers to, is empty")),
                secret => Ok(Zeroizing::new(secret.to_owned())),
            }
        }
    }
}
