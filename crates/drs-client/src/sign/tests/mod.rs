//! Signatures: known values, and what holds for every request.

mod properties;
mod vectors;
