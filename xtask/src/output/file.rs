//! A generated file, and what makes files of one kind.

use crate::contract::Contract;
use crate::problem::Problem;

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Path from the project root with `/`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// A kind of output.
#[derive(Clone, Copy)]
pub struct Kind {
    /// What to call it in messages.
    pub name: &'static str,
    /// Makes its files; touches no disk.
    pub outputs: fn(&Contract) -> Result<Vec<Output>, Problem>,
}

/// Text of the file at `path`.
///
/// # Errors
/// No output makes this file.
pub(super) fn text_of<'o>(outputs: &'o [Output], path: &str) -> Result<&'o str, Problem> {
    let output = outputs.iter().find(|output| output.path == path);
    output
        .map(|output| output.text.as_str())
        .ok_or_else(|| Problem::new(format!("no output writes `{path}`, which another one embeds")))
}
