//! Pages of lists.

use serde_json::Value;

use super::{Desk, error, invalid_code};

/// How many entries a page has if the call does not say.
const USUAL: usize = 10;
/// How many entries a page has at most.
const MAX: usize = 1_000;

impl Desk<'_> {
    /// The page of a list that the call asks for.
    pub(super) fn page<T>(&self, entries: Vec<T>) -> Result<Vec<T>, (u16, Value)> {
        let offset = self.count("offset", 0, usize::MAX)?;
        let limit = self.count("limit", USUAL, MAX)?;
        Ok(entries.into_iter().skip(offset).take(limit).collect())
    }

    fn count(&self, name: &str, usual: usize, max: usize) -> Result<usize, (u16, Value)> {
        let Some(text) = self.query(name) else { return Ok(usual) };
        let wrong = || error(400, invalid_code(self.call.operation), &format!("The parameter {name} is out of range."));
        text.parse().ok().filter(|count| *count <= max).ok_or_else(wrong)
    }
}
