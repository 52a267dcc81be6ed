//! Everything codegen writes: one module per kind of output, each a pure function of the contract.

mod accept;
pub mod client;
mod code;
pub mod contract;
pub mod dist;
mod facts;
mod file;
mod mentions;
mod phrasing;
mod request;
mod sentences;
pub mod site;
mod source;
pub mod validator;

pub use accept::function_of;
pub use file::{Kind, Output};

/// Every kind of output.
pub const KINDS: &[Kind] = &[
    Kind { name: "dist", outputs: dist::outputs },
    Kind { name: "contract", outputs: contract::outputs },
    Kind { name: "validator", outputs: validator::outputs },
    Kind { name: "client", outputs: client::outputs },
];
