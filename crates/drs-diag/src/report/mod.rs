//! The types of the JSON report, which other programs read, and their JSON Schema.
//!
//! The format `json` is one [`JsonReport`], the format `json-lines` a [`LineReport`] a line.
//!
//! All positions are positions in the file named by `path`. Lines and columns count from 1, a column is a Unicode scalar value,
//! an end is the place after the last character. A member that has nothing to say is left out, except those that are always
//! there: `operation`, which is null when it is not known, and `related`, which may be empty.

#[cfg(feature = "report-schema")]
mod schema;
mod types;

#[cfg(feature = "report-schema")]
pub use schema::schema;
pub use types::*;
