//! Promises between the crates and to users.

mod fuzz;
mod hostile;
mod names;
mod promises;
mod readme;
