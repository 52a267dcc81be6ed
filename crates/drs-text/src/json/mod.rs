//! JSON, strictly as RFC 8259 defines it.
//!
//! Every violation is a [`Fault`](crate::Fault) at its exact bytes. Where the intent is certain the parser goes on as
//! if the text had been right: byte order mark, comments, single quotes, unquoted keys, trailing, doubled and missing
//! commas, a missing value, raw control characters, invalid and half escapes, numbers and bare words of other
//! languages, exotic white space, duplicate keys. Otherwise it stops with one fault.
//!
//! When it stops, or the text ends too early, the open containers are closed where it stopped and marked
//! ([`Node::is_truncated`](crate::Node::is_truncated)), a key without a value gets a placeholder
//! ([`Node::is_placeholder`](crate::Node::is_placeholder)), and a string that is not closed reaches to the end of its
//! line or of the text. So a tree exists whenever the root has begun: what was understood can still be recognised.
//! What was not is in no node.
//!
//! Beyond the RFC, these are faults: duplicate keys (compared after decoding), an escape of half a surrogate pair,
//! a number beyond the range of a double, nesting and length beyond the [`Limits`].
//!
//! Time is linear in the text (with a logarithm for objects of many keys), memory is 16 bytes a node; the stack
//! does not grow with the nesting.

mod content;
mod number;
mod parser;
mod recover;
pub(crate) mod scanner;
mod skip;
mod string;

pub use content::Content;

use crate::fault::Faults;
use crate::utf8;
use crate::{Limits, Parsed};

/// Parses one JSON document.
pub fn parse<'s>(bytes: &'s [u8], limits: &Limits) -> Parsed<'s> {
    let mut faults = Faults::default();
    match utf8::accept(bytes, *limits, &mut faults) {
        Some((text, start)) => parser::run(text, start, *limits, faults),
        None => faults.into_parsed(None),
    }
}
