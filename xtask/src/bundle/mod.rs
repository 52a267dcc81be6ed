//! From slices to one document.
//!
//! A slice is a YAML file whose top-level keys are those of an OpenAPI document. The bundle is the merge of all slices
//! in a fixed order, with the examples inlined and the guards of the rules inserted. Names are the only identity: a
//! reference never names a file, and a name that occurs twice is an error that shows both places.

mod assemble;
mod examples;
pub mod grammar;
mod guard;
mod merge;
mod parse;
mod read;
mod refs;
mod spelling;
#[cfg(test)]
mod tests;
pub mod walk;

pub use assemble::{Bundle, assemble, load};
pub use examples::ExampleFile;
pub use read::files as read_folder;
