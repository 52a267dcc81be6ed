//! Promises between the crates and to users.

mod names;
mod promises;
mod readme;
