//! YAML 1.2 into the arena of JSON.
//!
//! The grammar is `saphyr-parser`'s; this module decides what its events mean as JSON:
//!
//! | YAML | becomes |
//! |---|---|
//! | plain scalar | what the core schema of YAML 1.2 says: null, boolean, number or text, see `scalar` |
//! | plain scalar that YAML 1.1 reads differently | a fault; without [`YamlOptions::strict_scalars`] what 1.2 says |
//! | `.inf`, `.nan` | a fault: JSON has no such numbers |
//! | quoted or block scalar | text |
//! | key | its text as written, whatever it would be as a value: `on: 1`, `200: ok`, `null: x` |
//! | mapping or sequence as a key | a fault |
//! | `!!str`, `!!null`, `!!bool`, `!!int`, `!!float`, `!!seq`, `!!map`, `!` | honoured; a fault if the value is none |
//! | other tags | a fault; the value is read as if there were no tag |
//! | alias | a copy of the anchored nodes, whose spans stay at the anchor, at most [`ALIAS_BUDGET`] nodes or KiB of text in a stream |
//! | `<<` | a fault: YAML 1.2 has no merge keys |
//! | a control character, ` | ` or `>` as the start of a plain scalar | a fault, though the library takes them |
//! | DEL, C1 controls, U+FFFE and U+FFFF | text in quotes; elsewhere a fault |
//! | two halves of a surrogate pair as escapes | the character, as in JSON |
//! | an escape that YAML does not have, `@`, `%` or a backtick as the start of a plain scalar | a fault; the rest is read |
//! | a bracket that closes in the column of its key, a tab behind a colon | layout, though the library refuses them |
//! | a tab before a list or mapping that begins behind a dash | a fault: tabs do not indent |
//! | `---` inside of a block scalar that is not indented | the next document, though the library reads on |
//! | a document without content, also behind a `---` at the end of the text | a fault |
//!
//! As in JSON, duplicate keys, numbers beyond a double, a byte order mark, and what exceeds the [`Limits`] or
//! [`MAX_BYTES`] are faults. After a syntax error nothing more is read; the tree has what came before, its open
//! containers marked as truncated. The spans are bytes, whatever the library counts.
//!
//! The library is the only code here that is not ours: should it panic, the panic is caught and becomes a
//! [`FaultKind::YamlSyntax`] (after the panic hook has run).

mod alias;
mod build;
mod document;
mod escape;
mod frame;
mod options;
mod place;
mod repair;
mod scalar;
mod skip;
mod stream;
mod tag;
mod value;

use crate::fault::{Fault, FaultKind};
use crate::{Limits, Parsed};

pub use alias::ALIAS_BUDGET;
pub use options::{MAX_BYTES, YamlOptions};

/// Parses exactly one document: what people write. Scalars are read strictly.
pub fn parse<'s>(bytes: &'s [u8], limits: &Limits) -> Parsed<'s> {
    parse_with(bytes, limits, YamlOptions::default())
}

/// Parses exactly one document.
pub fn parse_with<'s>(bytes: &'s [u8], limits: &Limits, options: YamlOptions) -> Parsed<'s> {
    let mut documents = stream::read(bytes, *limits, options).into_iter();
    let mut first = documents.next().unwrap_or_else(document::Document::empty);
    if let Some(second) = documents.next() {
        first.faults.push(Fault::new(FaultKind::TrailingContent, second.start));
    }
    first.into_parsed()
}

/// Parses a stream of documents, strictly. The spans of each are into the whole text. A text without any document
/// gives one without a tree.
pub fn parse_stream<'s>(bytes: &'s [u8], limits: &Limits) -> Vec<Parsed<'s>> {
    let documents = stream::read(bytes, *limits, YamlOptions::default());
    documents.into_iter().map(document::Document::into_parsed).collect()
}
