//! Secrets that references stand for.

use std::env;
use std::fs::File;
use std::io::Read as _;

use drs_validate::Reference;
use zeroize::Zeroizing;

/// The longest file that is taken for a secret, in bytes.
const MAX_SECRET: u64 = 1 << 20;

/// What is wrong with what a reference refers to, without any secret.
pub(super) struct Problem {
    /// What it refers to.
    pub(super) what: String,
    /// What is wrong with it, as the end of a sentence.
    pub(super) is: String,
    /// What to do about it.
    pub(super) help: &'static str,
}

/// The secret that a value is or refers to.
///
/// # Errors
///
/// What it refers to is not there.
pub(super) fn resolve(value: &str) -> Result<Zeroizing<String>, Problem> {
    let variable = |name: &str, is: &str| {
        let what = format!("the variable `{}`", drs_diag::escape(name));
        Problem { what, is: is.to_owned(), help: "export it, or write `${file:PATH}` for a file that has the secret" }
    };
    match Reference::parse(value) {
        None => Ok(Zeroizing::new(value.to_owned())),
        Some(Reference::Variable(name)) => match env::var(name) {
            Ok(secret) if !secret.is_empty() => Ok(Zeroizing::new(secret)),
            Ok(_) => Err(variable(name, "is empty")),
            Err(env::VarError::NotPresent) => Err(variable(name, "is not set")),
            Err(env::VarError::NotUnicode(_)) => Err(variable(name, "is no text")),
        },
        Some(Reference::File(path)) => {
            let file = |is: String| {
                let what = format!("the file `{}`", drs_diag::escape(path));
                Problem {
                    what,
                    is,
                    help: "it must hold the secret and nothing else; a path begins where the command runs",
                }
            };
            let mut text = Zeroizing::new(String::new());
            let read = File::open(path).and_then(|file| file.take(MAX_SECRET + 1).read_to_string(&mut text));
            read.map_err(|error| file(format!("cannot be read: {}", crate::input::reason(&error))))?;
            if text.len() as u64 > MAX_SECRET {
                return Err(file("is too large for a secret".to_owned()));
            }
            match text.trim_end_matches(['\r', '\n']) {
                "" => Err(file("is empty".to_owned())),
                secret => Ok(Zeroizing::new(secret.to_owned())),
            }
        }
    }
}
