//! Text to a spanned tree: strict JSON and YAML in one arena.
//!
//! What a person wrote becomes a [`Tree`] whose every node knows the bytes it came from, and a list of [`Fault`]s
//! where the text is not what its syntax demands. A mistake in the text is data and never an `Err`: where the
//! intent is certain the parsers go on, so that one run reports every mistake. Offsets are bytes ([`Span`]), turned
//! into lines and columns by [`Lines`]; a place inside a document is a JSON [`Pointer`].
//!
//! The crate knows nothing of any schema, service or file.

mod binary;
mod edit;
mod fault;
mod fix;
mod invisible;
pub mod json;
mod keys;
mod kind;
mod lines;
mod node;
mod number;
mod parsed;
mod pointer;
mod span;
mod tree;
mod utf8;
pub mod yaml;

pub use binary::{BinaryFormat, binary_format};
pub use edit::{Edit, apply};
pub use fault::{Ambiguity, Expected, Fault, FaultKind, Foreign, NumberFlaw};
pub use invisible::invisible;
pub use kind::Kind;
pub use lines::{Lines, Position};
pub use node::{Items, Member, Members, Node, NodeId};
pub use parsed::Parsed;
pub use pointer::{InvalidPointer, Pointer};
pub use span::Span;
pub use tree::{Limits, Tree};
pub use yaml::YamlOptions;
