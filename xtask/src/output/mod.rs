//! Everything codegen writes: one module per kind of output, each a pure function of the contract.

mod accept;
pub mod cli;
pub mod client;
pub mod dist;
pub mod validator;

use crate::contract::Contract;
use crate::problem::Problem;
pub use accept::function_of;

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

/// Every kind of output.
pub const KINDS: &[Kind] = &[
    Kind { name: "dist", outputs: dist::outputs },
    Kind { name: "validator", outputs: validator::outputs },
    Kind { name: "client", outputs: client::outputs },
    Kind { name: "cli", outputs: cli::outputs },
];
