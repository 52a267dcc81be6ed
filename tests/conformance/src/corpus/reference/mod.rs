//! The reference validator: a plain reading of the contract's model that shares no code with any other validator.

mod condition;
mod native;
mod number;
mod reader;
mod validator;

pub(super) use condition::{parts, patterns};
pub(super) use reader::Dialect;
pub(super) use validator::{ReferenceValidator, Verdict};
