//! Writing what is stale: the one place that touches `dist/` and the folders called `generated/`.

mod outputs;
mod stale;
#[cfg(test)]
mod tests;
mod write;

pub use outputs::{contract, outputs};
pub use stale::{Stale, owned, stale};
pub use write::{COMMAND, check, write};
