//! The fast path to "valid": a walk over the bytes that builds no tree.
//!
//! One function for each kind of value is generated from the contract (`generated::accept`); what they have in common is
//! here. Each returns where to continue, or "don't know": for anything wrong, for what only gives a warning, and for legal
//! spellings that are rare (a number with an exponent, an escape in a map's key). So a mistake in here can only be that
//! something is accepted that is not right; the slow path, which everything else takes, decides about the rest.
//!
//! What is known of a value beyond its place ("the type is `cloud`") travels upwards as one bit each, so that rules between
//! members are decided at the closing brace whatever the order of the members.
//!
//! Indices are 32 bits wide, since no document is longer, and since that leaves the compiler one check for each look ahead.

#![expect(clippy::inline_always, reason = "measured: without it, the state of the walk leaves the registers")]
#![expect(
    clippy::cast_possible_truncation,
    reason = "indices and lengths of literals fit 32 bits: no document is longer"
)]

mod cursor;
mod keys;
mod list;
pub(crate) mod native;
pub(crate) mod number;
mod simd;
mod source;
#[cfg(test)]
mod tests;
pub(crate) mod text;

#[allow(unused_imports, reason = "the contract of the day need not use it")]
pub(crate) use cursor::unknown;
pub(crate) use cursor::{Accepted, Context, Next, fact, member_end, once, open_object};
pub(crate) use list::{array, map};
pub(crate) use number::boolean;
pub(crate) use source::Source;

use drs_contract::Operation;
use drs_text::{Limits, Span};

use crate::detect;
use crate::generated::accept::{OBJECTS, root};
use crate::input::{Input, Options, Syntax};
use crate::schema::Schema;

/// What reads a value of one kind, from the index where it starts.
pub(crate) type Read = fn(&Source<'_>, u32, &mut Context) -> Accepted;

/// Whether the fast path is there; without it nothing is known.
const IS_THERE: bool = cfg!(feature = "fast-path");

/// The deepest nesting that is followed; each level takes a part of the stack.
const MAX_DEPTH: u32 = 64;

/// Whether a document is known to be a valid request of `operation` about which there is nothing to warn of.
///
/// This is what [`check`](crate::check) tries first. `false` says nothing: the document may be valid all the same.
pub fn accepts(operation: Operation, json: &[u8]) -> bool {
    is_readable(json, Limits::default(), is_utf8) && walk(operation, &Source::new(json), Limits::default())
}

/// Like [`accepts`], for an input, as far as the options leave it to the fast path.
pub(crate) fn accepts_input(operation: Operation, input: Input<'_>, options: &Options) -> bool {
    is_eligible(input, options) && walk(operation, &Source::new(input.text), options.limits)
}

/// The only operation that the document is a valid request of, if there is nothing to warn of and its shape tells it from those
/// of all other operations.
pub(crate) fn operation(input: Input<'_>, options: &Options) -> Option<Operation> {
    let source = is_eligible(input, options).then(|| Source::new(input.text))?;
    let accepting = Operation::ALL.into_iter().find(|it| walk(*it, &source, options.limits))?;
    let is_preferred = options.preferred.is_none_or(|preferred| preferred == accepting);
    (is_preferred && detect::is_distinct(accepting)).then_some(accepting)
}

/// A document that is sound JSON, whose parts can be accepted one by one.
#[derive(Debug)]
pub(crate) struct Parts<'t> {
    source: Source<'t>,
}

impl<'t> Parts<'t> {
    /// The parts of a document.
    pub(crate) fn new(text: &'t str) -> Self {
        Self { source: Source::new(text.as_bytes()) }
    }

    /// Whether the object at `span` is known to be right, as [`accepts`] knows it of a document. It must not lie deeper than
    /// a document may go.
    pub(crate) fn accepts(&self, schema: &'static Schema, span: Span) -> bool {
        if !IS_THERE {
            return false;
        }
        let read = OBJECTS.iter().find(|(object, _)| std::ptr::eq(*object, schema));
        let end = read.and_then(|(_, read)| read(&self.source, span.start, &mut Context::new(MAX_DEPTH)));
        end.is_some_and(|(end, _)| end.get() == span.end)
    }
}

fn is_eligible(input: Input<'_>, options: &Options) -> bool {
    input.syntax == Syntax::Json && !options.allow_unknown_fields && is_readable(input.text, options.limits, is_utf8)
}

/// Whether a document may be walked over. The check of the encoding comes before the walk, since it brings the document
/// into the processor's cache in less time than the walk would.
fn is_readable(json: &[u8], limits: Limits, is_utf8: impl Fn(&[u8]) -> bool) -> bool {
    json.len() <= limits.bytes.min(Limits::default().bytes) as usize && is_utf8(json)
}

fn is_utf8(json: &[u8]) -> bool {
    simdutf8::basic::from_utf8(json).is_ok()
}

fn walk(operation: Operation, source: &Source<'_>, limits: Limits) -> bool {
    if !IS_THERE {
        return false;
    }
    let mut cx = Context::new(limits.depth.min(MAX_DEPTH));
    let end = root(operation, source, cursor::skip_whitespace(source, 0), &mut cx);
    end.is_some_and(|(end, _)| source.is_end(cursor::skip_whitespace(source, end.get())))
}
